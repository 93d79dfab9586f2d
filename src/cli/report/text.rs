//! `--format text`: `path:row:column: CODE message`, a line for each finding, and below it what the place
//! becomes, what happened, and the bytes, where it is damage. Of the findings of a frequent rule, the first in the file
//! stands for all.

use super::{Checked, Report};
use crate::cli::terminal::{harmless, surroundings};
use crate::language::say;
use crate::lint::{Finding, Severity};
use crate::mojibake::{self, Step};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Text for people.
pub(super) struct Text;

/// How many characters around a finding are shown with it.
const CONTEXT: usize = 6;

const PATH: Style = Style::new().bold();
const MARK: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

impl Report for Text {
    fn file(&self, checked: &Checked<'_>) -> String {
        let mut lines = String::new();
        for (index, finding) in checked.findings.iter().enumerate() {
            let same = |other: &&Finding| other.rule == finding.rule;
            if !finding.rule.frequent {
                line(&mut lines, checked, finding);
                related(&mut lines, checked, finding);
                if let Some(mechanism) = finding.rule.mechanism() {
                    example(&mut lines, checked.text, finding);
                    push(&mut lines, format_args!("    {DIM}{}{DIM:#}\n", say(mechanism)));
                    bytes(&mut lines, &checked.article.trace(finding));
                }
            } else if !checked.findings[..index].iter().any(|other| same(&other)) {
                line(&mut lines, checked, finding);
                example(&mut lines, checked.text, finding);
                let more = checked.findings[index + 1..].iter().filter(same).count();
                if more > 0 {
                    let more = format!("… and {more} more like it");
                    push(&mut lines, format_args!("    {DIM}{}{DIM:#}\n", say(&more)));
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
    let (name, code, message) = (harmless(checked.name), finding.rule.code, harmless(&say(&finding.message())));
    let (row, column) = (place.row, place.column);
    push(lines, format_args!("{PATH}{name}{PATH:#}:{row}:{column}: {style}{code}{style:#} {message}\n"));
}

/// The other places that it is about, a line for each.
fn related(lines: &mut String, checked: &Checked<'_>, finding: &Finding) {
    for (span, what) in &finding.related {
        let place = checked.location(span.start);
        push(lines, format_args!("    {DIM}{}:{}{DIM:#} {}\n", place.row, place.column, harmless(&say(what))));
    }
}

/// The place with what stands around it, and what it becomes; without a repair only the place.
fn example(lines: &mut String, text: &str, finding: &Finding) {
    let extent = finding.fix.as_ref().map_or(finding.span, |fix| fix.extent(finding.span));
    let around = surroundings(text, extent, CONTEXT);
    let before = harmless(&text[around.start..extent.start]);
    let after = harmless(&text[extent.end..around.end]);
    let disk = &text[extent.range()];
    push(lines, format_args!("    {before}{}{after}", marked(disk)));
    if let Some(fix) = &finding.fix {
        push(lines, format_args!(" {DIM}→{DIM:#} {before}{}{after}", marked(&fix.apply_at(extent, disk))));
    }
    lines.push('\n');
}

/// A mark that shows without colours too; nothing around nothing.
fn marked(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("«{MARK}{}{MARK:#}»", harmless(text)) }
}

/// The bytes on one line, those of a character together: `CA D7 → 首 · 8C C3 → 屆 · 41 → A`.
fn bytes(lines: &mut String, steps: &[Step]) {
    let characters = mojibake::spelled(steps);
    let part = |step: &Step| match step.was.as_str() {
        "" => step.hex(),
        was => format!("{} → {}", step.hex(), harmless(was)),
    };
    let mut parts: Vec<String> = characters.iter().take(Step::SHOWN).map(part).collect();
    parts.extend((characters.len() > Step::SHOWN).then(|| "…".to_owned()));
    if !parts.is_empty() {
        push(lines, format_args!("    {DIM}{}{DIM:#}\n", parts.join(" · ")));
    }
}

fn push(lines: &mut String, text: std::fmt::Arguments<'_>) {
    lines.write_fmt(text).expect("writing to a String cannot fail");
}
