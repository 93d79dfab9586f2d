//! Replacement characters that were read once more in a wrong encoding: 锟斤拷.
//!
//! # What it does
//! Finds the three bytes of U+FFFD read in pairs as GBK (`锟斤拷`) or Big5 (`嚙踝蕭`), or one by one as Latin letters
//! (`ï¿½`). A byte or two of the text may survive between them, as in `锟叫癸拷`.
//!
//! # Why it is bad
//! The text was read as UTF-8 and was not: each byte that did not fit became the same sign. What stands there now says
//! nothing, in Chinese characters.
//!
//! # Example
//! `锟斤拷锟斤拷` was a text of four bytes; which one, nobody knows.
//!
//! # Fix
//! None: nothing of the text is left. The finding says how many characters are gone, two bytes for each.
//!
//! # Limits
//! 锟 alone is a character of people's names.

use super::around::{candidate, named, text_of};
use super::replacement_character::plural;
use super::{Candidate, DamageCheck, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability::Manual;
use encoding_rs::{BIG5, Encoding, GBK};

/// M191.
pub static RULE: Rule = Rule {
    code: "M191",
    name: "kun-jin-kao",
    message: "text is lost here: {lost}",
    severity: Severity::Error,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("kun_jin_kao.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::TELLTALE.and(Signs::LATIN),
        mechanism: "bytes that are no UTF-8 became U+FFFD, whose own bytes EF BF BD were then read in another encoding",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair,
        trace,
    }),
};

/// What the head of U+FFFD becomes in an encoding of two bytes, and which.
const HEADS: [(char, &Encoding); 2] = [('锟', GBK), ('嚙', BIG5)];
const WESTERN: &str = "ï¿½";

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for (head, encoding) in HEADS {
        let mut from = 0;
        while let Some(skip) = line[from..].find(head) {
            let start = from + skip;
            let len = row(&line[start..], encoding).0;
            candidates.extend(if len > 0 {
                candidate(&RULE, Span::new(start, start + len), head, Manual)
            } else {
                None
            });
            from = start + len.max(head.len_utf8());
        }
    }
    let mut from = 0;
    while let Some(skip) = line[from..].find(WESTERN) {
        let start = from + skip;
        from = start;
        while line[from..].starts_with(WESTERN) {
            from += WESTERN.len();
        }
        candidates.extend(candidate(&RULE, Span::new(start, from), 'ï', Manual));
    }
    candidates.sort_by_key(|candidate| candidate.start);
}

/// The row at the head of `text` that in `encoding` has the bytes of U+FFFD and, between them, of letters of two bytes:
/// how long it is, and how many bytes of the text it stands for.
fn row(text: &str, encoding: &'static Encoding) -> (usize, usize) {
    let mut best = (0, 0);
    let (mut expected, mut lost, mut pending): (&[u8], usize, usize) = (&[], 0, 0);
    for (at, c) in text.char_indices() {
        let mut utf8 = [0; 4];
        let (bytes, _, unmappable) = encoding.encode(c.encode_utf8(&mut utf8));
        if unmappable || bytes.len() != 2 {
            break;
        }
        for byte in bytes.iter().copied() {
            match (expected, pending, byte) {
                ([next, rest @ ..], 0, _) if *next == byte => {
                    expected = rest;
                    lost += usize::from(rest.is_empty());
                }
                ([], 0, 0xEF) => expected = &[0xBF, 0xBD],
                ([], 0, 0xC2..=0xDF) => pending = 1,
                ([], 1, 0x80..=0xBF) => {
                    pending = 0;
                    lost += 2;
                }
                _ => return best,
            }
        }
        if expected.is_empty() && pending == 0 {
            best = (at + c.len_utf8(), lost);
        }
    }
    best
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let text = text_of(line, candidate);
    let bytes = HEADS
        .iter()
        .find(|(head, _)| *head == candidate.key)
        .map_or(text.len() / WESTERN.len(), |(_, encoding)| row(text, encoding).1);
    let lost = if bytes == 1 {
        "one character, or a part of one".to_owned()
    } else {
        format!("about {}", plural(bytes.div_ceil(2)))
    };
    named(vec![("lost", lost)])
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let encoding = HEADS.iter().find(|(head, _)| *head == candidate.key).map(|it| it.1);
    let row = |c: char| {
        let disk = c.to_string();
        let bytes = encoding.map_or_else(Vec::new, |encoding| encoding.encode(&disk).0.into_owned());
        Step { disk, bytes, was: String::new() }
    };
    text_of(line, candidate).chars().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        assert_eq!(row("锟斤拷锟斤拷", GBK), (18, 4));
        assert_eq!(row("锟叫癸拷锟斤拷", GBK), (21, 6));
        assert_eq!(row("嚙踝蕭", BIG5), (9, 2));
        assert_eq!(row("锟先生", GBK), (0, 0));
        assert_eq!(row("锟斤", GBK), (0, 0));
    }
}
