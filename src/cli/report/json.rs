//! `--format json` and `jsonl`: every finding, in the shape that scripts rely on. Fields may be added, never renamed,
//! dropped or reordered.

use super::{Checked, Frame, Location, Report};
use crate::text::Span;
use crate::text::edit::{Applicability, Fix};
use serde::Serialize;

/// One array.
pub(super) struct Array;

/// One object a line.
pub(super) struct Lines;

impl Report for Array {
    fn frame(&self) -> Frame {
        Frame::ARRAY
    }

    fn file(&self, checked: &Checked<'_>) -> String {
        let objects: Vec<String> = objects(checked).map(|object| format!("\n{object}")).collect();
        objects.join(",")
    }
}

impl Report for Lines {
    fn file(&self, checked: &Checked<'_>) -> String {
        objects(checked).map(|object| object + "\n").collect()
    }
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    filename: &'a str,
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: String,
    span: JsonSpan,
    location: Location,
    end_location: Location,
    fix: Option<JsonFix<'a>>,
    alternatives: Vec<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonRelated<'a>>,
}

/// Another place that a finding is about.
#[derive(Serialize)]
struct JsonRelated<'a> {
    span: JsonSpan,
    location: Location,
    message: &'a str,
}

#[derive(Serialize)]
pub(in crate::cli) struct JsonSpan {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    applicability: &'a str,
    message: &'a str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    span: JsonSpan,
    content: &'a str,
}

impl From<Span> for JsonSpan {
    fn from(Span { start, end }: Span) -> Self {
        Self { start, end }
    }
}

impl<'a> From<&'a Fix> for JsonFix<'a> {
    fn from(fix: &'a Fix) -> Self {
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Manual => "manual",
        };
        let edits = fix.edits.iter().map(|edit| JsonEdit { span: edit.span.into(), content: &edit.content });
        Self { applicability, message: &fix.title, edits: edits.collect() }
    }
}

fn objects<'a>(checked: &'a Checked<'_>) -> impl Iterator<Item = String> + 'a {
    checked.findings.iter().map(|finding| {
        let object = JsonFinding {
            filename: checked.name,
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.rule.severity.as_str(),
            message: finding.message(),
            span: finding.span.into(),
            location: checked.location(finding.span.start),
            end_location: checked.location(finding.span.end),
            fix: finding.fix.as_ref().map(JsonFix::from),
            alternatives: finding.alternatives.iter().map(JsonFix::from).collect(),
            related: finding
                .related
                .iter()
                .map(|(span, message)| JsonRelated {
                    span: (*span).into(),
                    location: checked.location(span.start),
                    message,
                })
                .collect(),
        };
        serde_json::to_string(&object).expect("strings, numbers and lists can always be written as JSON")
    })
}
