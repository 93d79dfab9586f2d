//! Text that is lost: replacement characters, rows of question marks, empty boxes.
//!
//! # What it does
//! Finds U+FFFD, and, in documents where they take the place of a good part of the text, rows of `?` or `□`. The
//! odd letters that survive where GBK was read as UTF-8 belong to it.
//!
//! # Why it is bad
//! A program met bytes or characters that it could not read, and put a sign there that is the same for all of them.
//! What stood there has to come from another copy.
//!
//! # Example
//! 中国人 in GBK, read as UTF-8, is `�й���`.
//!
//! # Fix
//! None: nothing of the text is left. The finding says how many characters are gone, as far as that is known.
//!
//! # Limits
//! A single `?` is a question mark, and three are an excited one; only where such rows fill a document are they a
//! finding. How many characters stood behind U+FFFD depends on the encoding: the number is for GBK, two bytes each.

use super::around::{candidate, named, runs, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::Manual;
use crate::text::{Span, han};

/// M190.
pub static RULE: Rule = Rule {
    code: "M190",
    name: "replacement-character",
    message: "text is lost here: {lost}",
    severity: Severity::Error,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("replacement_character.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::REPLACEMENT.and(Signs::QUESTION).and(Signs::TELLTALE),
        mechanism: "bytes or characters that a program could not read were replaced by a sign that says so",
        scan,
        decide,
        repair,
        trace: |_, _| Vec::new(),
    }),
};

const REPLACEMENT: char = '\u{FFFD}';
const QUESTIONS: char = '?';
const BOX: char = '□';

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    // A row may hold letters of two bytes, but begins and ends with the replacement character.
    let mut last: Option<Span> = None;
    for run in runs(line, |c| c == REPLACEMENT) {
        last = match last {
            Some(row) if line[row.end..run.start].chars().all(is_survivor) => Some(Span::new(row.start, run.end)),
            Some(row) => {
                candidates.extend(candidate(&RULE, row, REPLACEMENT, Manual));
                Some(run)
            }
            None => Some(run),
        };
    }
    candidates.extend(last.and_then(|row| candidate(&RULE, row, REPLACEMENT, Manual)));
    for span in runs(line, |c| matches!(c, QUESTIONS | BOX)) {
        let text = &line[span.range()];
        let before = line[..span.start].chars().next_back();
        let after = line[span.end..].chars().next();
        let around = before.is_none_or(han::is_han) && after.is_some_and(han::is_han);
        let alike = text.chars().all(|c| c == QUESTIONS) || text.chars().all(|c| c == BOX);
        if alike && around && text.chars().count() >= 2 {
            let key = if text.starts_with(BOX) { BOX } else { QUESTIONS };
            candidates.extend(candidate(&RULE, span, key, Manual));
        }
    }
    candidates.sort_by_key(|candidate| candidate.start);
}

/// A letter that two bytes of GBK make by chance when they are read as UTF-8.
const fn is_survivor(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{7FF}')
}

fn decide(evidence: &Evidence) -> Decisions {
    let mut decisions: Decisions = [(REPLACEMENT, Manual)].into();
    let han = evidence.occurrences_in('\u{4E00}'..='\u{9FFF}');
    let rows = |key| super::escape::count(&RULE, evidence, key);
    // One sign in six or more, in many rows.
    if rows(QUESTIONS) >= 5 && evidence.occurrences(QUESTIONS).saturating_mul(5) >= han {
        decisions.insert(QUESTIONS, Manual);
    }
    if rows(BOX) >= 3 && evidence.occurrences(BOX).saturating_mul(20) >= han {
        decisions.insert(BOX, Manual);
    }
    decisions
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    named(vec![("lost", lost(text_of(line, candidate)))])
}

/// What is known of the length.
fn lost(text: &str) -> String {
    let count = text.chars().count();
    if !text.starts_with(REPLACEMENT) {
        return plural(count);
    }
    let survivors = text.chars().filter(|c| is_survivor(*c)).count();
    let bytes = count + survivors;
    if bytes == 1 {
        "one character, or a part of one".to_owned()
    } else {
        format!("about {}", plural(bytes.div_ceil(2)))
    }
}

/// So many characters, in words.
pub(super) fn plural(count: usize) -> String {
    if count == 1 { "one character".to_owned() } else { format!("{count} characters") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_their_length() {
        let mut candidates = Vec::new();
        scan("国\u{FFFD}й\u{FFFD}\u{FFFD}\u{FFFD}，a\u{FFFD}b??霧", &mut candidates);
        assert_eq!(candidates.len(), 2);
        assert_eq!(lost("\u{FFFD}й\u{FFFD}\u{FFFD}\u{FFFD}"), "about 3 characters");
        assert_eq!(lost("\u{FFFD}"), "one character, or a part of one");
        assert_eq!(lost("????"), "4 characters");
    }
}
