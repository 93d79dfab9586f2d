//! `--format text`: `path:row:column: CODE message`, a line for each finding. Of the findings of a frequent rule, the
//! first in the file stands for all.

use super::{Checked, Report};
use crate::cli::terminal::{harmless, surroundings};
use crate::lint::{Finding, Severity};
use crate::text::Span;
use crate::text::edit::{self, Edit};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Text for people.
pub(super) struct Text;

/// How many characters around a finding are shown with it.
const CONTEXT: usize = 6;

const PATH: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

impl Report for Text {
    fn file(&self, checked: &Checked<'_>) -> String {
        let mut lines = String::new();
        for (index, finding) in checked.findings.iter().enumerate() {
            let same = |other: &&Finding| other.rule == finding.rule;
            if !finding.rule.frequent {
                line(&mut lines, checked, finding);
            } else if !checked.findings[..index].iter().any(|other| same(&other)) {
                line(&mut lines, checked, finding);
                example(&mut lines, checked.text, finding);
                let more = checked.findings[index + 1..].iter().filter(same).count();
                if more > 0 {
                    push(&mut lines, format_args!("    {DIM}… and {more} more like it{DIM:#}\n"));
                }
            }
        }
        lines
    }
}

fn line(lines: &mut String, checked: &Checked<'_>, finding: &Finding) {
    let place = checked.location(finding.span.start);
    let colour = match finding.rule.severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Information => AnsiColor::Cyan,
    };
    let style = colour.on_default().bold();
    let (name, code, message) = (harmless(checked.name), finding.rule.code, harmless(&finding.message()));
    let (row, column) = (place.row, place.column);
    push(lines, format_args!("{PATH}{name}{PATH:#}:{row}:{column}: {style}{code}{style:#} {message}\n"));
}

/// The marked text with what stands around it, and what it becomes.
fn example(lines: &mut String, text: &str, finding: &Finding) {
    let Some(fix) = &finding.fix else { return };
    let first = fix.edits.iter().map(|edit| edit.span.start).fold(finding.span.start, usize::min);
    let last = fix.edits.iter().map(|edit| edit.span.end).fold(finding.span.end, usize::max);
    let around = surroundings(text, Span::new(first, last), CONTEXT);
    let before = &text[around.range()];
    let move_back = |edit: &Edit| {
        let span = Span::new(edit.span.start - around.start, edit.span.end - around.start);
        Edit::replace(span, edit.content.clone())
    };
    let edits: Vec<Edit> = fix.edits.iter().map(move_back).collect();
    let (before, after) = (harmless(before), harmless(&edit::apply(before, &edits)));
    push(lines, format_args!("    {before} {DIM}→{DIM:#} {after}\n"));
}

fn push(lines: &mut String, text: std::fmt::Arguments<'_>) {
    lines.write_fmt(text).expect("writing to a String cannot fail");
}
