//! Characters written as the Unicode escapes of a programming language.
//!
//! # What it does
//! Finds `\u5e02`, `\\u5e02`, `%u5e02`, `\u{5e02}` and `\x{5e02}`, halves of surrogate pairs joined, and rows of `u5e02`
//! that lost their backslash.
//!
//! # Why it is bad
//! JSON and JavaScript write characters so, and a program that reads them as text keeps the escapes: nothing of the
//! text can be read.
//!
//! # Example
//! `\u96fe\u5cad\u5e02` was 雾岭市.
//!
//! # Fix
//! Puts the characters there. Safe in a line where many ordinary characters are written so, and elsewhere in a
//! document with such lines. Unsafe where there is less to go by.
//!
//! # Limits
//! A manual shows escapes one or two at a time, between quotes, brackets or blanks: no finding. `U+5E02` is how people
//! write a code point. Escapes for control characters, such as `\n`, stay.

use super::around::{before, is_chinese};
use super::escape::{self, Run, is_text};
use super::{Candidate, DamageCheck, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::han;

/// M134.
pub static RULE: Rule = Rule {
    code: "M134",
    name: "unicode-escape",
    message: "`{disk}` is {text}, escaped as in JSON or JavaScript",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("unicode_escape.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::BACKSLASH.and(Signs::PERCENT).and(Signs::LETTER_U),
        mechanism: "the text was taken out of JSON or a script without its escapes being read",
        scan: |line, candidates| escape::propose(&RULE, line, &runs(line), candidates),
        decide: |evidence| escape::decide(&RULE, evidence),
        repair: |line, candidate| escape::repair(line, candidate, at(line, candidate).as_ref()),
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

fn runs(line: &str) -> Vec<Run> {
    let marked = escape::code_runs(line, |byte| matches!(byte, b'\\' | b'%'), token);
    let mut bare = escape::code_runs(line, |byte| byte == b'u', bare_token);
    // In `5%u5e02` the sign may belong to the figure, so the reading that explains more is right.
    let count = |runs: &[Run]| runs.iter().map(Run::chinese).sum::<usize>();
    if count(&marked) >= count(&bare) {
        return marked;
    }
    bare.retain(|run| is_plausible_bare(run) || !before(line, run.span.start).is_some_and(|c| c.is_ascii_lowercase()));
    bare
}

/// The run that a candidate is.
fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    let text = line.get(candidate.span().range())?;
    let runs = if text.starts_with('u') {
        escape::code_runs(text, |byte| byte == b'u', bare_token)
    } else {
        escape::code_runs(text, |byte| matches!(byte, b'\\' | b'%'), token)
    };
    runs.into_iter().next()
}

/// An escape at `start`: its length and its character.
fn token(line: &str, start: usize) -> Option<(usize, char)> {
    let text = line.get(start..)?;
    let escaped = text.strip_prefix('\\').map(|rest| rest.strip_prefix('\\').unwrap_or(rest));
    if let Some(quote @ ('"' | '/')) = escaped.and_then(|rest| rest.chars().next()) {
        return Some((text.len() - escaped?.len() + 1, quote));
    }
    let braced = escaped.and_then(|rest| rest.strip_prefix("u{").or_else(|| rest.strip_prefix("x{")));
    if let Some(rest) = braced {
        let digits = rest.bytes().take(7).take_while(u8::is_ascii_hexdigit).count();
        let value = u32::from_str_radix(&rest[..digits], 16).ok()?;
        rest[digits..].starts_with('}').then_some(())?;
        return Some((text.len() - rest.len() + digits + 1, char::from_u32(value)?));
    }
    let prefix = if escaped.is_some() {
        text.get(..text.len() - escaped?.len() + 1)?
    } else {
        text.get(..2).filter(|prefix| prefix.eq_ignore_ascii_case("%u"))?
    };
    prefix.ends_with(['u', 'U']).then_some(())?;
    let unit = |text: &str| quad(text.strip_prefix(prefix)?);
    let first = unit(text)?;
    let len = prefix.len() + 4;
    match char::from_u32(first) {
        Some(c) => Some((len, c)),
        None => {
            let second = unit(text.get(len..)?)?;
            let pair = char::decode_utf16([u16::try_from(first).ok()?, u16::try_from(second).ok()?]).next()?.ok()?;
            Some((2 * len, pair))
        }
    }
}

/// Four hexadecimal digits at the head of `text`.
fn quad(text: &str) -> Option<u32> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

/// `u5e02`, without the sign that makes it a whole escape.
fn bare_token(line: &str, start: usize) -> Option<(usize, char)> {
    if line[..start].ends_with('\\') {
        return None;
    }
    let c = char::from_u32(quad(line.get(start + 1..)?)?).filter(|c| is_text(*c) && is_chinese(*c))?;
    Some((5, c))
}

/// Whether it is a row of ordinary Chinese; anything less is none behind a Latin letter, as in `menu5e02`.
fn is_plausible_bare(run: &Run) -> bool {
    let text = run.text();
    let common = text.chars().filter(|c| han::is_common(*c)).count();
    run.steps.len() >= 3 && common * 3 >= run.steps.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_one() {
        for (text, expected) in [
            (r"\u5e02", '市'),
            (r"\U5E02", '市'),
            (r"\\u5e02", '市'),
            ("%u5E02", '市'),
            (r"\x{5e02}", '市'),
            (r"\u{1F600}", '😀'),
            (r"\ud83d\ude00", '😀'),
            ("%uD83D%uDE00", '😀'),
        ] {
            assert_eq!(token(text, 0), Some((text.len(), expected)), "{text}");
        }
        for text in [r"\ud83d", r"\ud83d\u5e02", r"\u5e0", r"\x5e", "%5e", r"\n", r"\u{}", r"\u{110000}", r"\", "%"] {
            assert_eq!(token(text, 0), None, "{text}");
        }
    }

    #[test]
    fn without_a_backslash_not_behind_a_letter() {
        let text = |line| runs(line).iter().map(Run::text).collect::<String>();
        assert_eq!(text("u96feu5cadu5e022024u5e74"), "雾岭市年");
        assert_eq!(text("menu5e02"), "");
        assert_eq!(text("menu5e02u96feu5cad"), "市雾岭");
    }
}
