//! Readings in pinyin, pasted into the middle of characters.
//!
//! # What it does
//! Finds readings pasted between the two bytes of a character, and what is left of them: `?`, the reading, its closing
//! bracket. A few characters behind it are read from the wrong pairs of bytes. Works the damage backwards over
//! the bytes, through every paste and cut in the run, until whole characters are in step with the text again.
//!
//! # Why it is bad
//! The characters in such a run are not those of the article, and no search or word list knows them. A run in the
//! middle of a figure or a name loses it.
//!
//! # Example
//! `首?ràng)肁輪` was `首屆A輪`: the bytes are CA D7 for 首 and 8C C3 for 屆, D7 8C is 讓, which is on the site's list,
//! so `(ràng)` was pasted in between.
//!
//! # Fix
//! Puts the characters back. Every text is tried that the bytes allow, and those are kept that give, damaged again,
//! exactly what is on disk. Safe where there is only one, and the document shows the paste at work and keeps the
//! characters of private use that such damage makes. Unsafe where there are more: the document decides, then words do,
//! and the next few are offered too.
//!
//! # Limits
//! Where characters of private use were dropped from the text, a pair of bytes may be missing anywhere in the run, so
//! that a repair cannot be certain. A digit that a lost byte took along is not guessed.

use super::slip::{self, Lost, Marker};
use super::{Candidate, DamageCheck, Decisions, Evidence, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability;

/// M102.
pub static RULE: Rule = Rule {
    code: "M102",
    name: "shifted-gloss",
    message: "a reading was pasted into the middle of a character here{detail}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: false,
    docs: module_docs!("shifted_gloss.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::QUESTION.and(Signs::REPLACEMENT).and(Signs::BRACKET),
        mechanism: "a reading was pasted in as bytes, between the two bytes of a character, and what followed was read \
                    in the wrong pairs",
        scan,
        decide,
        repair: slip::repair_of_nothing,
        trace: |_, _| Vec::new(),
    }),
};

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for close in memchr::memchr_iter(b')', line.as_bytes()) {
        candidates.extend(slip::marker_of_paste(line, close).and_then(|marker| marker.candidate(&RULE)));
    }
}

fn decide(evidence: &Evidence) -> Decisions {
    let shown = super::injected_pinyin::is_at_work(evidence);
    let decide = |(key, _): (char, u32)| {
        // Without a mark of the lost byte it is no more than a reading that a dictionary does not know.
        let is_marked = Marker::lost_of(key) != Lost::Nothing;
        (shown || is_marked).then_some((key, Applicability::Safe))
    };
    evidence.keys(&RULE).filter_map(decide).collect()
}

#[cfg(test)]
mod tests {
    use super::super::slip::tests::repaired;

    const PAGE: &str = "產(chǎn)業(yè)發(fā)展,網(wǎng)\u{E000}。";

    #[test]
    fn one_text_is_certain() {
        assert_eq!(repaired(PAGE, "首?ràng)肁輪"), ("首屆A輪".to_owned(), true));
    }

    #[test]
    fn a_text_without_the_paste_is_left_alone() {
        for text in ["這是什麼?shì)", "首?xyz)肁", "首?ràng", "?ràng)肁"] {
            assert_eq!(repaired(PAGE, text), (text.to_owned(), false));
        }
    }
}
