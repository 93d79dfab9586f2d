//! Characters cut in two, because the text was split at the bytes of a mark.
//!
//! # What it does
//! Finds characters of which `?` (or U+FFFD) before a punctuation mark is left, on a page that shows injected readings.
//! The text was split at the two bytes of a mark that belonged to two characters, so those behind the mark are read from
//! the wrong pairs of bytes. Works the bytes backwards until whole characters are in step with the text again.
//!
//! # Why it is bad
//! One character is gone, and the next few are not those of the article: `全?。晃們` for `全省；我們`.
//!
//! # Example
//! `省；` is CA A1 A3 BB in GBK, and A1 A3 in the middle of it is `。`. The piece before ends in CA, a lead byte without
//! its trail byte, so a `?`; the piece behind begins with BB, one byte out of step.
//!
//! # Fix
//! Puts the characters back. The lead byte is lost, so there are up to 126 characters that can have been cut; the one
//! that the document or a word makes likeliest is put in. Unsafe, always. The next few are offered too.
//!
//! # Limits
//! Only on pages that show injected readings: elsewhere `?` before a mark is a question. Where the decoder left nothing
//! in the place of the lead byte, a cut is looked for only before characters that hardly anybody writes. Where a digit
//! went with a lead byte, `?` is put in its place: which it was, nobody can know.

use super::slip::{self, Lost, Marker};
use super::{Candidate, DamageCheck, Decisions, Evidence, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability;

/// M103.
pub static RULE: Rule = Rule {
    code: "M103",
    name: "cut-character",
    message: "a character was cut in two at the bytes of a mark here{detail}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: false,
    docs: module_docs!("cut_character.rs"),
    check: Check::Damage(DamageCheck {
        signs: SIGNS,
        mechanism: "the bytes were split at what looks like a mark but is the end of one character and the beginning of \
                    the next, and each piece was read on its own",
        scan,
        decide,
        repair: slip::repair_of_nothing,
        trace: |_, _| Vec::new(),
    }),
};

/// A `?` or U+FFFD; where the decoder left nothing, what is behind the cut, or a reading beside it.
const SIGNS: Signs = Signs::QUESTION.and(Signs::REPLACEMENT).and(Signs::RARE_PAIR).and(Signs::EURO).and(Signs::BRACKET);

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    // U+FFFD is EF BF BD.
    let lost = memchr::memchr2_iter(b'?', 0xEF, line.as_bytes());
    let markers = lost.filter(|at| line.is_char_boundary(*at)).filter_map(|at| slip::marker_of_cut(line, at));
    let found = candidates.len();
    for marker in markers {
        // The mark of one may be a `?` that looks like the next.
        let is_apart = candidates[found..].last().is_none_or(|last| last.span().end <= marker.span.start);
        candidates.extend(marker.candidate(&RULE).filter(|_| is_apart));
    }
    // Where there is none of these, the decoder may have left nothing.
    if candidates.len() == found {
        let silent = line.char_indices().filter_map(|(at, _)| slip::marker_of_silent_cut(line, at));
        candidates.extend(silent.filter_map(|marker| marker.candidate(&RULE)));
        // Looked at last: whoever scans a whole document knows the signs of its lines, and comes only where they are.
        if candidates.len() > found && !Signs::of(line).intersects(SIGNS) {
            candidates.truncate(found);
        }
    }
}

fn decide(evidence: &Evidence) -> Decisions {
    let pastes = |lost| {
        evidence.keys(&super::shifted_gloss::RULE).any(|(key, _)| (Marker::lost_of(key) == Lost::Nothing) == lost)
    };
    let shown = super::injected_pinyin::is_at_work(evidence);
    let decide = |key: &char| match Marker::lost_of(*key) {
        // Only on a page where pastes left nothing of the lead byte either.
        Lost::Nothing => shown && pastes(true) && !pastes(false),
        _ => shown || pastes(false),
    };
    evidence.keys(&RULE).map(|(key, _)| key).filter(decide).map(|key| (key, Applicability::Unsafe)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::slip::tests::repaired;

    const PAGE: &str = "產(chǎn)業(yè)發(fā)展,網(wǎng)\u{E000}。";

    #[test]
    fn the_likeliest_character_is_put_back_and_never_certain() {
        assert_eq!(repaired(PAGE, "走遍全?。晃覀冞€將再來"), ("走遍全省;我們還將再來".to_owned(), false));
    }

    #[test]
    fn a_question_stays() {
        for text in ["他說甚麼?。真的", "什麼?!真的", "為什麼?，因為"] {
            assert_eq!(repaired(PAGE, text), (text.to_owned(), false));
        }
        assert_eq!(repaired("沒有讀音的一頁,", "走遍全?。晃覀冞€將"), ("走遍全?。晃覀冞€將".to_owned(), false));
    }
}
