//! Figures, dates and people of articles written for this project in 28 registers, annotated by others before the rules
//! were run on them: in halves, of which one was looked at since and one never.
//!
//! 24 more name many people, often without a title, and have only those annotated (`people`).
//!
//! An article stands with its annotations behind each line (see `Annotation`). `f?` and `d?` are neither rewarded nor
//! punished. `ZHENGWEN_SHOW=1` shows what is wrong in the half that was looked at.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

#[path = "facts/score.rs"]
mod score;

use rust_decimal::Decimal;
use score::{Score, overlaps, same_time};
use std::fs;
use std::path::Path;
use zhengwen::facts::{self, Fact, FactKind, Figure};
use zhengwen::outline;
use zhengwen::text::folded::fold;

/// One line of annotation: `f TEXT = VALUE[..TO] UNIT; METRIC; PERIOD; WHO`, `d TEXT = ISO` or `p NAME | TITLE`.
struct Annotation<'a> {
    kind: &'a str,
    /// Where its text stands, in bytes of the article.
    at: (usize, usize),
    text: &'a str,
    /// What is right of the `=` or `|`.
    says: &'a str,
}

struct Document<'a> {
    name: String,
    text: String,
    annotations: Vec<Annotation<'a>>,
}

impl<'a> Document<'a> {
    fn read(name: String, file: &'a str) -> Self {
        let (mut text, mut annotations) = (String::new(), Vec::new());
        let mut line = "";
        // How far the annotations of the line have come, by kind: an `f?` and a `d?` may say the same place.
        let mut from = [0; 3];
        for row in file.lines() {
            let Some(row) = row.strip_prefix("> ") else {
                text.push_str(row);
                text.push('\n');
                (line, from) = (row, [0; 3]);
                continue;
            };
            let (kind, rest) = row.split_once(' ').unwrap();
            let sign = if kind == "p" { " | " } else { " = " };
            let (what, says) = rest.split_once(sign).unwrap_or_else(|| panic!("{name}: {row}"));
            let from = &mut from["fdp".find(&kind[..1]).unwrap()];
            let found = line[*from..]
                .find(what)
                .or_else(|| (kind.len() > 1).then(|| line.find(what)).flatten().map(|at| at.wrapping_sub(*from)));
            let at = from.wrapping_add(found.unwrap_or_else(|| panic!("{name}: {what} is not in {line}")));
            *from = (at + what.len()).max(*from);
            let start = text.len() - line.len() - 1 + at;
            annotations.push(Annotation { kind, at: (start, start + what.len()), text: what, says });
        }
        Self { name, text, annotations }
    }
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Whether a value is the one wanted, to six digits: fractions are cut off there.
fn same_value(wanted: &str, ours: Option<Decimal>) -> bool {
    let wanted: Decimal = wanted.parse().unwrap_or_else(|_| panic!("{wanted}"));
    ours.is_some_and(|ours| (ours - wanted).abs() <= wanted.abs() * Decimal::new(1, 5))
}

fn figure(document: &Document, annotation: &Annotation, ours: &Figure, score: &mut Score) {
    let fields: Vec<&str> = annotation.says.split("; ").collect();
    let [value, metric, period, who] = fields[..] else { panic!("{}: {}", document.name, annotation.says) };
    let (value, unit) = value.split_once(' ').unwrap();
    let (low, high) = value.split_once("..").map_or((value, None), |(low, high)| (low, Some(high)));
    let show = |what: String| {
        format!("{} {}: {what} in {}", document.name, annotation.text, &document.text[ours.sentence.range()])
    };
    let fraction = unit == "fraction" || unit == "%" && ours.unit.is_none();
    let scaled = if unit == "%" && ours.unit.is_none() { ours.value * Decimal::ONE_HUNDRED } else { ours.value };
    let right = same_value(low, Some(scaled)) && high.is_none_or(|high| same_value(high, ours.value_to));
    score.add("value", right, || show(format!("{} {:?}, not {value}", ours.value, ours.value_to)));
    let own = folded(ours.unit.as_deref().unwrap_or("-"));
    let wanted = match unit {
        "score" => "比".to_owned(),
        "℃" | "°C" | "度" | "攝氏度" | "摄氏度" if own == "°C" => own.clone(),
        _ => folded(unit),
    };
    score.add("unit", own == wanted || fraction && own == "-", || show(format!("{own}, not {unit}")));
    if metric != "-" {
        let own = ours.metric.as_deref().unwrap_or_default();
        score.add("metric", own.contains(metric), || show(format!("{own}, not {metric}")));
    }
    if period != "-" {
        let own = ours.period.as_ref().and_then(|period| period.iso.as_deref());
        score.add("period", same_time(period, own), || show(format!("{:?}, not {period}", ours.period)));
    }
    let own = ours.speaker.as_deref();
    if who == "-" {
        score.add("nobody speaks", own.is_none(), || show(format!("{own:?}")));
    } else {
        score.add("speaker", own == Some(who), || show(format!("{own:?}, not {who}")));
    }
}

fn figures(document: &Document, facts: &[Fact], score: &mut Score) {
    let ours: Vec<(&Fact, &Figure)> = facts
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Figure(figure) => Some((fact, &**figure)),
            _ => None,
        })
        .collect();
    let mut explained = vec![false; ours.len()];
    for annotation in document.annotations.iter().filter(|annotation| annotation.kind.starts_with('f')) {
        let is_free = |index: usize| annotation.kind == "f?" || !explained[index];
        let fits = |(fact, _): &(&Fact, &Figure)| overlaps(annotation.at, (fact.span.start, fact.span.end));
        let index = ours.iter().enumerate().position(|(index, ours)| fits(ours) && is_free(index));
        if let Some(index) = index {
            explained[index] = true;
        }
        if annotation.kind == "f" {
            score.add("figures recall", index.is_some(), || {
                let line = document.text[..annotation.at.0].matches('\n').count();
                format!("{} {} in {}", document.name, annotation.text, document.text.lines().nth(line).unwrap())
            });
            if let Some(index) = index {
                figure(document, annotation, ours[index].1, score);
            }
        }
    }
    for ((fact, figure), explained) in ours.iter().zip(explained) {
        score.add("figures precision", explained, || {
            format!(
                "{} {} in {}",
                document.name,
                &document.text[fact.span.range()],
                &document.text[figure.sentence.range()]
            )
        });
    }
}

fn dates(document: &Document, facts: &[Fact], score: &mut Score) {
    for annotation in document.annotations.iter().filter(|annotation| annotation.kind == "d") {
        let date = facts.iter().find_map(|fact| match &fact.kind {
            FactKind::Date(date) if overlaps(annotation.at, (fact.span.start, fact.span.end)) => Some(date),
            _ => None,
        });
        score.add("dates found", date.is_some(), || format!("{} {}", document.name, annotation.text));
        if let Some(date) = date.filter(|_| annotation.says != "-") {
            let right =
                same_time(annotation.says, date.iso.as_deref()) || date.duration.as_deref() == Some(annotation.says);
            score.add("dates right", right, || {
                format!(
                    "{} {}: {:?}, not {}",
                    document.name,
                    annotation.text,
                    date.iso.as_ref().or(date.duration.as_ref()),
                    annotation.says
                )
            });
        }
    }
}

fn persons(document: &Document, facts: &[Fact], score: &mut Score) {
    let known: Vec<&str> = document
        .annotations
        .iter()
        .filter(|annotation| annotation.kind == "p")
        .map(|annotation| annotation.text)
        .collect();
    for annotation in document.annotations.iter().filter(|annotation| annotation.kind == "p") {
        let person = facts.iter().find_map(|fact| match &fact.kind {
            FactKind::Person(person) if overlaps(annotation.at, (fact.span.start, fact.span.end)) => Some(person),
            _ => None,
        });
        let right = person.filter(|person| person.name == annotation.text);
        score.add("persons recall", right.is_some(), || {
            format!("{} {} {}: {person:?}", document.name, annotation.text, annotation.says)
        });
        if let Some(person) = right.filter(|_| annotation.says != "-") {
            // With the institution or without; several as one or one by one.
            let own = person.titles.join("、");
            let right = !own.is_empty() && (own.ends_with(annotation.says) || annotation.says.ends_with(&own));
            score.add("titles", right, || {
                format!("{} {}: {own}, not {}", document.name, annotation.text, annotation.says)
            });
        }
    }
    for fact in facts {
        if let FactKind::Person(person) = &fact.kind {
            // A line is annotated with each person once.
            let right = known.contains(&person.name.as_str());
            score
                .add("persons precision", right, || format!("{} {}", document.name, &document.text[fact.span.range()]));
        }
    }
}

/// The documents in a folder of the tests, each with its facts.
fn read(folder: &str, mut each: impl FnMut(&Document, &[Fact])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let file = fs::read_to_string(&path).unwrap();
        let document = Document::read(path.file_stem().unwrap().to_string_lossy().into_owned(), &file);
        each(&document, &outline::with_lines(&document.text, |lines| facts::facts(lines, &outline::outline(lines))));
    }
}

fn score(folder: &str, show: bool) -> Score {
    let mut score = Score::new(show);
    read(folder, |document, facts| {
        figures(document, facts, &mut score);
        dates(document, facts, &mut score);
        // Some articles have figures annotated only.
        if document.annotations.iter().any(|annotation| annotation.kind == "p") {
            persons(document, facts, &mut score);
        }
    });
    score
}

/// People in articles that name many of them, often without a title: 24 articles, in halves, too.
fn people(folder: &str, show: bool) -> Score {
    let mut score = Score::new(show);
    read(folder, |document, facts| persons(document, facts, &mut score));
    score
}

#[test]
fn people_that_were_looked_at() {
    let score = people("people/looked_at", std::env::var_os("ZHENGWEN_SHOW").is_some());
    score.print("people, looked at");
    score.floor("persons recall", 0.73);
    score.floor("persons precision", 0.96);
}

#[test]
fn people_that_were_held_out() {
    let score = people("people/held_out", false);
    score.print("people, held out");
    // Below what is reached, so that it does not get worse unseen.
    score.floor("persons recall", 0.58);
    score.floor("persons precision", 0.95);
}

#[test]
fn the_half_that_was_looked_at() {
    let score = score("annotated/looked_at", std::env::var_os("ZHENGWEN_SHOW").is_some());
    score.print("looked at");
    assert!(score.f1() >= 0.99);
    for (what, floor) in [
        ("value", 0.99),
        ("unit", 0.99),
        ("metric", 0.85),
        ("period", 0.84),
        ("speaker", 0.97),
        ("nobody speaks", 0.97),
        ("dates right", 0.95),
        ("persons recall", 0.95),
        ("persons precision", 0.95),
        ("titles", 0.95),
    ] {
        score.floor(what, floor);
    }
}

#[test]
fn the_half_that_was_held_out() {
    let score = score("annotated/held_out", false);
    score.print("held out");
    assert!(score.f1() >= 0.97, "the goal");
    assert!(score.rate("metric") >= 0.8, "the goal");
    // Below what is reached, so that it does not get worse unseen.
    for (what, floor) in [
        ("value", 0.97),
        ("unit", 0.96),
        ("period", 0.72),
        ("speaker", 0.74),
        ("dates right", 0.93),
        ("persons recall", 0.72),
        ("persons precision", 0.9),
    ] {
        score.floor(what, floor);
    }
}

/// Who says what, in 26 articles more, 17 to look at and 9 held out. Floors are below what is reached.
#[test]
fn who_says_what() {
    for (folder, what, figures, speaker, nobody) in
        [("said/looked_at", "said, looked at", 0.97, 0.81, 0.97), ("said/held_out", "said, held out", 0.97, 0.76, 0.9)]
    {
        let looked_at = what.ends_with("looked at");
        let score = score(folder, looked_at && std::env::var_os("ZHENGWEN_SHOW").is_some());
        score.print(what);
        assert!(score.f1() >= figures, "{folder}");
        score.floor("speaker", speaker);
        score.floor("nobody speaks", nobody);
    }
}

/// Sentences with a figure each, and who says it: one a line.
#[test]
fn sentences_say_who() {
    for line in include_str!("said/sentences.txt").lines() {
        let (sentence, who) = line.split_once('\t').unwrap();
        let facts = outline::with_lines(sentence, |lines| facts::facts(lines, &outline::outline(lines)));
        let last = facts.iter().rev().find_map(|fact| match &fact.kind {
            FactKind::Figure(figure) => Some(figure.speaker.as_deref().unwrap_or("-")),
            _ => None,
        });
        assert_eq!(last, Some(who), "{sentence}");
    }
}
