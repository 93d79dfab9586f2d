//! Compatibility ideographs: second code points for the same characters.
//!
//! # What it does
//! Finds characters from Unicode's blocks of compatibility ideographs that Unicode holds to be the same as another.
//!
//! # Why it is bad
//! They were taken over from old encodings, Korean and Japanese ones above all, so that these convert there and back.
//! In Chinese text they are what a converter or a PDF left, and search does not find the word.
//!
//! # Example
//! 樂 (U+F914) is 樂 (U+6A02).
//!
//! # Fix
//! Puts the ordinary character there, as Unicode's normalization does. Safe inside a Chinese word; Unsafe alone, and in
//! documents with Korean or Japanese letters, where the form may matter.
//!
//! # Limits
//! Twelve characters in the block have no other code point, and stay: U+FA0E, FA0F, FA11, FA13, FA14, FA1F, FA21, FA23,
//! FA24, FA27, FA28 and FA29.

use super::around::{after, before, candidate, code_bytes, code_point, is_chinese, replacement, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability::{Safe, Unsafe};
use unicode_normalization::UnicodeNormalization;

/// M145.
pub static RULE: Rule = Rule {
    code: "M145",
    name: "compatibility-ideograph",
    message: "{code} is a second code point for {text}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("compatibility_ideograph.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::COMPATIBILITY,
        mechanism: "a converter or a PDF used the code points that are kept for old Korean and Japanese encodings",
        scan,
        decide,
        repair,
        trace,
    }),
};

fn decide(evidence: &Evidence) -> Decisions {
    let of = |range| evidence.occurrences_in(range);
    let foreign = of('\u{1100}'..='\u{11FF}') + of('\u{AC00}'..='\u{D7A3}') + of('ぁ'..='ゟ') + of('ァ'..='ヺ');
    let certainty = if foreign == 0 { Safe } else { Unsafe };
    evidence.keys(&RULE).map(|(key, _)| (key, certainty)).collect()
}

const fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// The ordinary code point of the same character.
fn ordinary(c: char) -> Option<char> {
    std::iter::once(c).nfc().next().filter(|same| *same != c)
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for (start, c) in line.char_indices().filter(|(_, c)| is_compatibility(*c) && ordinary(*c).is_some()) {
        let span = Span::new(start, start + c.len_utf8());
        let in_word = [before(line, start), after(line, span.end)]
            .into_iter()
            .flatten()
            .any(|c| is_chinese(c) || c.is_ascii_digit());
        candidates.extend(candidate(&RULE, span, c, if in_word { Safe } else { Unsafe }));
    }
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let Some(c) = ordinary(candidate.key) else { return Repair::default() };
    replacement(line, candidate, c.to_string(), vec![("code", code_point(candidate.key)), ("text", c.to_string())])
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let disk = text_of(line, candidate).to_owned();
    let step = |c: char| Step { disk, bytes: code_bytes(candidate.key), was: c.to_string() };
    ordinary(candidate.key).map(step).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_the_same_and_those_that_are_not() {
        assert_eq!(ordinary('\u{F914}'), Some('樂'));
        assert_eq!(ordinary('\u{2F800}'), Some('丽'));
        for c in
            "\u{FA0E}\u{FA0F}\u{FA11}\u{FA13}\u{FA14}\u{FA1F}\u{FA21}\u{FA23}\u{FA24}\u{FA27}\u{FA28}\u{FA29}".chars()
        {
            assert_eq!(ordinary(c), None, "{}", code_point(c));
        }
    }
}
