//! A euro sign that is half of a Chinese character.
//!
//! # What it does
//! Finds `€` between two Han characters of which the first is a rare one.
//!
//! # Why it is bad
//! In code page 936 the single byte 80 is the euro sign. It is the second byte of many characters too, and comes out
//! where the pairs of bytes were taken one byte out of step, so the characters before it are wrong as well.
//!
//! # Example
//! `冞€將` was 們還將: 83 and 80 are the second halves of 們 and 還.
//!
//! # Fix
//! None by itself: the place where the pairs went out of step lies further left, and mending that mends this.
//!
//! # Limits
//! A euro sign beside a figure, a blank or an ordinary character is money.

use super::around::{after, before, candidate, named};
use super::{Candidate, DamageCheck, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability;
use crate::text::{Span, han};

/// M140.
pub static RULE: Rule = Rule {
    code: "M140",
    name: "euro-byte",
    message: "this `€` is the second half of a character, and the text before it is one byte out of step",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: false,
    docs: module_docs!("euro_byte.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::EURO,
        mechanism: "pairs of bytes were taken one byte out of step, and a byte 80 was left over",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair: |_, _| named(Vec::new()),
        trace: |_, _| vec![Step { disk: "€".to_owned(), bytes: vec![0x80], was: String::new() }],
    }),
};

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for (start, euro) in line.match_indices('€') {
        let span = Span::new(start, start + euro.len());
        let out_of_step = |c: char| han::is_private_use(c) || (han::is_han(c) && !han::is_common(c));
        if before(line, start).is_some_and(out_of_step) && after(line, span.end).is_some_and(han::is_han) {
            candidates.extend(candidate(&RULE, span, '€', Applicability::Unsafe));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_left_alone() {
        let count = |line: &str| {
            let mut candidates = Vec::new();
            scan(line, &mut candidates);
            candidates.len()
        };
        assert_eq!(count("示范?。晃覀冞€將"), 1);
        for line in ["售價€50", "50€左右", "以€计价", "冞 €將", "€", "冞€"] {
            assert_eq!(count(line), 0, "{line}");
        }
    }
}
