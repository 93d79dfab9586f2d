//! Character references that lost their `&`, or whose signs became full-width.
//!
//! # What it does
//! Finds `#` with a number and a semicolon whose value is a Chinese character or mark, its signs half-width or
//! full-width. So `#xff1a;`, `＆＃xff1a；`, `＃x4e2d;`.
//!
//! # Why it is bad
//! A filter took the `&` away, or a program made the signs full-width before another could read the reference. No
//! browser shows these as characters any more.
//!
//! # Example
//! `时间#xff1a;3月` was 时间：3月; `＃x5e02；` was 市.
//!
//! # Fix
//! Puts the character there. Safe where the document has three or more in the middle of sentences, or a line with many;
//! else Unsafe.
//!
//! # Limits
//! The number has four or five digits and ends with a semicolon, and its value is Chinese: `#12345` is the number of an
//! issue, `#ff1a1a;` a colour.

use super::around::{in_prose, is_chinese, is_quoted_as_code};
use super::escape::{self, APART, HINT, PROOF, Run};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::{Safe, Unsafe};

/// M133.
pub static RULE: Rule = Rule {
    code: "M133",
    name: "bare-entity",
    message: "`{disk}` is what is left of the HTML for {text}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("bare_entity.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::HASH,
        mechanism: "a filter took the ampersands of character references, or made their signs full-width",
        scan: |line, candidates| escape::propose(&RULE, line, &runs(line), candidates),
        decide,
        repair,
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

fn runs(line: &str) -> Vec<Run> {
    // The lead bytes of `#`, `&` and of the full-width forms.
    let mut runs = escape::code_runs(line, |byte| matches!(byte, b'#' | b'&' | 0xEF), token);
    runs.retain(|run| !is_quoted_as_code(line, run.span) || in_prose(line, run.span));
    runs
}

/// The half-width form of a full-width sign, digit or letter.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A reference at `start`: its length and its character. One all in ASCII, with its `&`, is M132's.
fn token(line: &str, start: usize) -> Option<(usize, char)> {
    let text = line.get(start..)?;
    let mut chars = text.char_indices().map(|(at, c)| (at, c, narrow(c))).peekable();
    let ampersand = chars.next_if(|(_, _, c)| *c == '&');
    let hash = chars.next().filter(|(_, _, c)| *c == '#')?;
    if ampersand.is_some_and(|(_, c, _)| c == '&') && hash.1 == '#' {
        return None;
    }
    if ampersand.is_none() && line[..start].ends_with(['&', '＆']) {
        return None;
    }
    let radix = if chars.next_if(|(_, _, c)| matches!(c, 'x' | 'X')).is_some() { 16 } else { 10 };
    let (mut value, mut digits) = (0, 0);
    while let Some(digit) = chars.peek().and_then(|(_, _, c)| c.to_digit(radix)) {
        value = value * radix + digit;
        digits += 1;
        chars.next();
        if digits > 5 {
            return None;
        }
    }
    let (at, end, _) = chars.next().filter(|(_, _, c)| *c == ';')?;
    let c = char::from_u32(value).filter(|c| digits >= 4 && is_chinese(*c))?;
    Some((at + end.len_utf8(), c))
}

fn decide(evidence: &Evidence) -> Decisions {
    let mut decisions = escape::decide(&RULE, evidence);
    let [proofs, hints] = [PROOF, HINT].map(|key| escape::count(&RULE, evidence, key));
    if hints >= 3 {
        decisions.extend([(PROOF, Safe), (HINT, Safe), (APART, Safe)]);
    } else if hints > 0 {
        let hint = if proofs > 0 { Safe } else { Unsafe };
        decisions.extend([(HINT, hint), (APART, Unsafe)]);
    }
    decisions
}

fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    escape::code_runs(line.get(candidate.span().range())?, |byte| matches!(byte, b'#' | b'&' | 0xEF), token)
        .into_iter()
        .next()
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    escape::repair(line, candidate, at(line, candidate).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_what_looks_like_them() {
        for (text, c) in
            [("#xff1a;", '：'), ("#8220;", '“'), ("＆＃xff1a；", '：'), ("＃x4e2d;", '中'), ("＆＃ｘ４ｅ２ｄ；", '中')]
        {
            assert_eq!(token(text, 0), Some((text.len(), c)), "{text}");
        }
        for text in ["#ff1a1a;", "#12345", "#123;", "&#20013;", "#x41;", "#;", "#x", "＃"] {
            assert_eq!(token(text, 0), None, "{text}");
        }
        assert_eq!(token("&#20013;", 1), None);
    }
}
