//! `zhengwen outline`: speakers and sections.

use super::Outcome;
use super::args::{Format, Outline};
use super::files;
use super::report::json::JsonSpan;
use super::report::{Frame, Location, locate, look_up};
use super::terminal::harmless;
use crate::article::Article;
use crate::outline::{Kind, Role, Symbol};
use crate::text::Span;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) fn run(arguments: &Outline) -> Outcome {
    let format = arguments.format;
    files::print_each(&arguments.input, Frame::of_objects(format), |job, source| {
        let symbols = Article::new(source.text(), Arc::clone(&job.config)).outline();
        match format {
            Format::Text => text(&job.name, source.text(), &symbols),
            Format::Json => format!("\n{}", of_file(&job.name, &symbols)),
            Format::Jsonl => format!("{}\n", of_file(&job.name, &symbols)),
        }
    })
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Headline => "headline",
        Kind::Turn => "turn",
        Kind::Section => "section",
        Kind::Paragraph => "paragraph",
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Moderator => "moderator",
        Role::Reporter => "reporter",
        Role::Principal => "principal",
    }
}

/// The object for one file, in the shape that scripts rely on.
fn of_file(name: &str, symbols: &[Symbol]) -> Value {
    json!({ "filename": name, "symbols": symbols.iter().map(node).collect::<Vec<_>>() })
}

fn node(symbol: &Symbol) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("kind", kind(symbol.kind).into());
    put("name", symbol.name.clone().into());
    match symbol.kind {
        Kind::Turn => {
            put("detail", symbol.detail.clone().into());
            put("role", symbol.role.map(role).into());
            put("timestamp", symbol.timestamp.map(|time| time.to_string()).into());
        }
        Kind::Section => {
            put("label", symbol.label.clone().into());
        }
        Kind::Headline | Kind::Paragraph => {}
    }
    put("span", json!(JsonSpan::from(symbol.span)));
    put("selection", json!(JsonSpan::from(symbol.selection)));
    put("children", symbol.children.iter().map(node).collect::<Vec<_>>().into());
    object.into()
}

/// A line for each symbol, what is inside another indented.
fn text(name: &str, text: &str, symbols: &[Symbol]) -> String {
    fn selections(symbols: &[Symbol], spans: &mut Vec<Span>) {
        for symbol in symbols {
            spans.push(symbol.selection);
            selections(&symbol.children, spans);
        }
    }
    let mut spans = Vec::new();
    selections(symbols, &mut spans);
    let locations = locate(text, spans.into_iter());
    let mut lines = String::new();
    rows(&mut lines, &harmless(name), symbols, &locations, 0);
    lines
}

fn rows(lines: &mut String, name: &str, symbols: &[Symbol], locations: &[(usize, Location)], depth: usize) {
    for symbol in symbols {
        let Location { row, column } = look_up(locations, symbol.selection.start);
        let indent = "  ".repeat(depth);
        *lines += &format!("{name}:{row}:{column}: {indent}{}", harmless(&symbol.name));
        let extra = [
            symbol.detail.as_deref().map(harmless),
            symbol.role.map(|part| role(part).to_owned()),
            symbol.timestamp.map(|time| time.to_string()),
        ];
        let extra: Vec<String> = extra.into_iter().flatten().collect();
        if !extra.is_empty() {
            *lines += &format!(" ({})", extra.join(", "));
        }
        lines.push('\n');
        rows(lines, name, &symbol.children, locations, depth + 1);
    }
}
