//! Letters and digits in full width.
//!
//! # What it does
//! Finds `２０２５` and `ＧＤＰ` in documents that write most of their digits, or letters, in half width.
//!
//! # Why it is bad
//! A search for 2025 does not find `２０２５`. It is a matter of style rather than damage.
//!
//! # Example
//! `２０２５年` is 2025年.
//!
//! # Fix
//! Puts the half-width forms there. Unsafe, because somebody may have meant it; Safe only where one number mixes both
//! widths, as in `２0２5`, and the rest of the document is in half width.
//!
//! # Limits
//! A document that is in full width throughout, as newspapers in print are, has its style, and is left alone.

use super::around::{candidate, replacement, runs, shown, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::{Safe, Unsafe};

/// M142.
pub static RULE: Rule = Rule {
    code: "M142",
    name: "full-width-letter",
    message: "`{disk}` is in full width, and most of the document is not",
    severity: Severity::Information,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("full_width_letter.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::FULL_WIDTH,
        mechanism: "half of the text came from a program that writes letters and digits as wide as Han characters",
        scan,
        decide,
        repair,
        trace: |_, _| Vec::new(),
    }),
};

const MIXED: char = '0';
const DIGITS: char = '０';
const LETTERS: char = 'Ａ';

fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for span in runs(line, |c| is_full_width(c) || c.is_ascii_alphanumeric()) {
        let text = &line[span.range()];
        if !text.chars().any(is_full_width) {
            continue;
        }
        let digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
        let mixed = text.chars().any(|c| c.is_ascii_digit());
        let key = match (digits, mixed) {
            (true, true) => MIXED,
            (true, false) => DIGITS,
            (false, _) => LETTERS,
        };
        candidates.extend(candidate(&RULE, span, key, Safe));
    }
}

fn decide(evidence: &Evidence) -> Decisions {
    let of = |range| evidence.occurrences_in(range);
    // Where there are more, there is no telling which is the style.
    let is_stray = |full: u32, half: u32| full.saturating_mul(3) <= half;
    let mut decisions = Decisions::new();
    if is_stray(of('０'..='９'), of('0'..='9')) {
        decisions.extend([(MIXED, Safe), (DIGITS, Unsafe)]);
    }
    if is_stray(of('Ａ'..='Ｚ') + of('ａ'..='ｚ'), of('A'..='Z') + of('a'..='z')) {
        decisions.insert(LETTERS, Unsafe);
    }
    decisions
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let disk = text_of(line, candidate);
    let narrow = |c: char| if is_full_width(c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
    replacement(line, candidate, disk.chars().map(narrow).collect(), vec![("disk", shown(disk))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_each_kind() {
        let mut candidates = Vec::new();
        let line = "２０２５年，２0２4年，ＧＤＰ和Ｇ20，GDP 5";
        scan(line, &mut candidates);
        assert_eq!(candidates.iter().map(|it| it.key).collect::<Vec<_>>(), [DIGITS, MIXED, LETTERS, LETTERS]);
        assert_eq!(repair(line, &candidates[1]).edits[0].content, "2024");
    }
}
