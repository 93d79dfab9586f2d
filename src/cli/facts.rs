//! `zhengwen facts`: figures, dates, people, places, documents cited.

use super::Outcome;
use super::args::{Facts, Format};
use super::files::{self, Job};
use super::report::json::JsonSpan;
use super::report::{Frame, Location, locate, look_up};
use super::terminal::harmless;
use crate::article::Article;
use crate::facts::{Fact, FactKind, object::put_details};
use crate::text::Span;
use crate::text::decode::Source;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) fn run(arguments: &Facts) -> Outcome {
    let format = arguments.format;
    files::print_each(&arguments.input, Frame::of_objects(format), |job, source| one(job, source, format))
}

fn one(job: &Job, source: &Source, format: Format) -> String {
    let reading = Article::new(source.text(), Arc::clone(&job.config)).reading();
    let facts = reading.facts(&reading.outline());
    let on_disk: Vec<Span> = facts.iter().map(|fact| reading.view.to_disk(fact.span)).collect();
    let locations = locate(source.text(), on_disk.iter().copied());
    let shown = facts.iter().zip(&on_disk).map(|(fact, span)| Shown {
        filename: &job.name,
        repaired: reading.view.text(),
        fact,
        span: *span,
        location: look_up(&locations, span.start),
    });
    match format {
        Format::Text => shown.map(|fact| fact.line()).collect(),
        Format::Json => shown.map(|fact| format!("\n{}", fact.object())).collect::<Vec<_>>().join(","),
        Format::Jsonl => shown.map(|fact| format!("{}\n", fact.object())).collect(),
    }
}

/// A fact with what is printed beside it.
struct Shown<'a> {
    filename: &'a str,
    /// The text that the fact was read from.
    repaired: &'a str,
    /// With spans of `repaired`.
    fact: &'a Fact,
    /// On disk.
    span: Span,
    location: Location,
}

impl Shown<'_> {
    fn text(&self) -> &str {
        self.repaired.get(self.fact.span.range()).unwrap_or_default()
    }

    /// The object in the shape that scripts rely on; what is not known is null.
    fn object(&self) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| _ = object.insert(key.to_owned(), value);
        put("filename", self.filename.into());
        put("kind", self.fact.kind.name().into());
        put("text", self.text().into());
        put("span", json!(JsonSpan::from(self.span)));
        put("location", json!(self.location));
        put_details(self.fact, self.repaired, &mut put);
        object.into()
    }

    /// A line for people.
    fn line(&self) -> String {
        let Location { row, column } = self.location;
        let mut line = format!("{}:{row}:{column}: {} {}", self.filename, self.fact.kind.name(), self.text());
        match &self.fact.kind {
            FactKind::Figure(figure) => {
                let to = figure.value_to.map(|to| format!("–{to}")).unwrap_or_default();
                line += &format!(" = {}{to} {}", figure.value, figure.unit.as_deref().unwrap_or_default());
                line.truncate(line.trim_end().len());
                let trend = figure.trend.as_ref().map(|trend| &trend.text);
                let period = figure.period.as_ref().map(|period| &period.text);
                let about = [figure.metric.as_ref(), trend, figure.basis.as_ref(), period, figure.place.as_ref()];
                let about = about.into_iter().chain([figure.speaker.as_ref()]).flatten();
                about.for_each(|part| line += &format!("; {part}"));
            }
            FactKind::Date(date) => {
                let known = date.iso.as_ref().or(date.duration.as_ref());
                line += &known.map(|iso| format!(" = {iso}")).unwrap_or_default();
            }
            FactKind::Person(person) => {
                let who = [&person.organisation.iter().cloned().collect::<Vec<_>>()[..], &person.titles].concat();
                if person.name != self.text() {
                    line += &format!(" = {}", person.name);
                }
                if !who.is_empty() {
                    line += &format!(" ({})", who.join(", "));
                }
            }
            FactKind::Document { issuer: Some(issuer), .. } => line += &format!("; {issuer}"),
            FactKind::Organisation { .. } | FactKind::Place { .. } | FactKind::Document { .. } => {}
        }
        harmless(&line) + "\n"
    }
}
