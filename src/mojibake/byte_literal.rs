//! Characters written as the bytes of a literal in a programming language.
//!
//! # What it does
//! Finds rows of `\xe5\xb8\x82` or octal `\345\270\202`, in UTF-8 or GBK, that say something in Chinese characters.
//! A whole literal of Python, `b'...'`, is taken as one.
//!
//! # Why it is bad
//! A program printed bytes where it should have printed text, and what it printed cannot be read.
//!
//! # Example
//! `b'3\xe6\x9c\x88'` was 3月.
//!
//! # Fix
//! Puts the characters there, and takes the quotes of a Python literal away. Safe in a line where many ordinary
//! characters are written so, and elsewhere in a document with such lines. Unsafe where there is less to go by.
//!
//! # Limits
//! An example in a manual is short and stands in quotes or between blanks: no finding. The escapes of control
//! characters, such as `\x1b`, stay.

use super::escape::{self, Run, hex_byte};
use super::{Candidate, DamageCheck, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;

/// M137.
pub static RULE: Rule = Rule {
    code: "M137",
    name: "byte-literal",
    message: "`{disk}` is {text}, printed as bytes",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("byte_literal.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::BACKSLASH,
        mechanism: "a program printed the bytes of the text and not the text",
        scan: |line, candidates| escape::propose(&RULE, line, &runs(line), candidates),
        decide: |evidence| escape::decide(&RULE, evidence),
        repair: |line, candidate| escape::repair(line, candidate, at(line, candidate).as_ref()),
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

fn token(text: &[u8]) -> Option<(u8, usize)> {
    let rest = text.strip_prefix(b"\\")?;
    if let Some(digits) = rest.strip_prefix(b"x") {
        return hex_byte(digits).map(|byte| (byte, 4));
    }
    let octal = std::str::from_utf8(rest.get(..3)?).ok()?;
    octal.bytes().all(|byte| matches!(byte, b'0'..=b'7')).then_some(())?;
    Some((u8::from_str_radix(octal, 8).ok()?, 4))
}

fn runs(line: &str) -> Vec<Run> {
    let runs = escape::byte_runs(line, b'\\', token);
    if runs.is_empty() || !(line.contains("b'") || line.contains("b\"")) {
        return runs;
    }
    with_literals(line, runs)
}

fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    let span = candidate.span();
    if line.get(span.range())?.starts_with('b') {
        let literal = line.get(span.range())?;
        return literal_at(literal, 0, escape::byte_runs(literal, b'\\', token).iter());
    }
    escape::byte_run(line, span.start, token)
}

/// `runs`, those of one Python literal joined to one.
fn with_literals(line: &str, runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    let mut unsettled = &runs[..];
    let mut from = 0;
    for start in memchr::memchr_iter(b'b', line.as_bytes()) {
        if start < from {
            continue;
        }
        let skipped = unsettled.partition_point(|run| run.span.start < start);
        joined.extend_from_slice(&unsettled[..skipped]);
        unsettled = &unsettled[skipped..];
        if let Some(literal) = literal_at(line, start, unsettled.iter()) {
            from = literal.span.end;
            unsettled = &unsettled[unsettled.partition_point(|run| run.span.start < from)..];
            joined.push(literal);
        }
    }
    joined.extend_from_slice(unsettled);
    joined
}

/// The literal `b'...'` at `start`, if between its quotes there is nothing but ASCII and `runs`, and one at least.
fn literal_at<'a>(line: &str, start: usize, runs: impl Iterator<Item = &'a Run>) -> Option<Run> {
    let bytes = line.as_bytes();
    let quote = *bytes.get(start + 1).filter(|quote| matches!(quote, b'\'' | b'"'))?;
    let before = start.checked_sub(1).map(|at| bytes[at]);
    (!before.is_some_and(|byte| byte.is_ascii_alphanumeric())).then_some(())?;
    let mut literal = Run { span: Span::new(start, start + 2), steps: vec![step(&line[start..start + 2], "")] };
    let plain = |literal: &mut Run, until: usize| -> Option<()> {
        let text = &line[literal.span.end..until];
        text.bytes().all(|byte| byte != quote && byte != b'\\' && matches!(byte, 0x20..0x7F)).then_some(())?;
        if !text.is_empty() {
            literal.steps.push(step(text, text));
        }
        Some(())
    };
    let mut found = false;
    for run in runs {
        // The literal ends before the first run that something else than plain text comes before.
        if plain(&mut literal, run.span.start).is_none() {
            break;
        }
        found = true;
        literal.steps.extend_from_slice(&run.steps);
        literal.span.end = run.span.end;
    }
    found.then_some(())?;
    let end = literal.span.end + memchr::memchr2(quote, b'\\', &bytes[literal.span.end..])?;
    plain(&mut literal, end)?;
    (bytes[end] == quote).then_some(())?;
    literal.steps.push(step(&line[end..=end], ""));
    literal.span.end = end + 1;
    Some(literal)
}

fn step(disk: &str, was: &str) -> Step {
    Step { disk: disk.to_owned(), bytes: was.bytes().collect(), was: was.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Vec<String> {
        runs(line).iter().map(Run::text).collect()
    }

    #[test]
    fn hexadecimal_octal_and_python() {
        assert_eq!(text(r"\xe5\xb8\x82"), ["市"]);
        assert_eq!(text(r"\345\270\202"), ["市"]);
        assert_eq!(text(r"\xca\xd0"), ["市"]);
        assert_eq!(text(r"b'\xe5\xb8\x82, 3\xe6\x9c\x88 (a)'"), ["市, 3月 (a)"]);
        assert_eq!(text(r#"b"\xe5\xb8\x82", b'\xe5\xb8\x82'"#), ["市", "市"]);
        assert_eq!(text(r"ab'\xe5\xb8\x82'"), ["市"]);
        assert_eq!(text(r"b'\xe5\xb8\x82\n'"), ["市"]);
        assert_eq!(text(r"b'\xe5\xb8\x82"), ["市"]);
        assert_eq!(text(r"\x1b[0m \x41 \012"), [""; 0]);
    }
}
