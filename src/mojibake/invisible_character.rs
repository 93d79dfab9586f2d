//! Characters that cannot be seen.
//!
//! # What it does
//! Finds zero-width characters, marks for the direction of text, soft hyphens and tags where nothing needs them.
//!
//! # Why it is bad
//! Two words that look the same are not, and search does not find one of them. Some sites put them there to mark or to
//! spoil copies.
//!
//! # Example
//! 霧\u{200B}嶺 with a zero-width space (U+200B) inside is 霧嶺.
//!
//! # Fix
//! Deletes them. Safe beside Chinese characters; Unsafe elsewhere, and for soft hyphens, which may be the rest of other
//! damage.
//!
//! # Limits
//! Joiners stay in emoji and in scripts that need them, marks of direction in lines with Hebrew or Arabic, soft hyphens
//! and zero-width spaces in Latin words, tags in flags. The byte order mark is another rule's.

use super::around::{after, before, candidate, code_point, is_chinese, is_plain, replacement, runs, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::{Safe, Unsafe};

/// M146.
pub static RULE: Rule = Rule {
    code: "M146",
    name: "invisible-character",
    message: "{code} cannot be seen, and does nothing here",
    severity: Severity::Warning,
    unnecessary: true,
    frequent: true,
    docs: module_docs!("invisible_character.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::INVISIBLE,
        mechanism: "characters that steer how text is set were copied along, or put there to mark the copy",
        scan,
        decide,
        repair,
        trace,
    }),
};

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}')
}

const fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let mut has_right_to_left = None;
    for run in runs(line, is_invisible) {
        let (left, right) = (before(line, run.start), after(line, run.end));
        let sides = [left, right];
        let among = |test: fn(char) -> bool| sides.into_iter().flatten().any(test);
        let needed = among(is_other_script)
            || among(is_emoji)
            || (among(|c| c.is_alphabetic() && c < '\u{2E80}') && !among(is_chinese));
        let Some(first) = line[run.start..].chars().next() else { continue };
        let mut right_to_left = || *has_right_to_left.get_or_insert_with(|| line.chars().any(is_right_to_left));
        if needed || (line[run.range()].chars().any(is_direction) && right_to_left()) {
            continue;
        }
        // A soft hyphen beside Han characters is rather a byte AD of damaged text.
        let sure = first != '\u{AD}' && sides.into_iter().all(is_plain);
        candidates.extend(candidate(&RULE, run, first, if sure { Safe } else { Unsafe }));
    }
}

const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Letters of scripts that join, shape or part words by such characters.
const fn is_other_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{FB1D}'..='\u{FDFF}')
        || matches!(c, '\u{FE70}'..='\u{FEFE}' | '\u{11000}'..='\u{11FFF}')
}

const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}')
}

fn decide(evidence: &Evidence) -> Decisions {
    each_on_its_own(&RULE, evidence)
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let mut codes: Vec<String> = text_of(line, candidate).chars().take(3).map(code_point).collect();
    codes.dedup();
    replacement(line, candidate, String::new(), vec![("code", codes.join(" "))])
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let row = |c: char| Step { disk: code_point(c), bytes: c.to_string().into_bytes(), was: String::new() };
    text_of(line, candidate).chars().map(row).collect()
}

/// The spans it finds, for the tests.
#[cfg(test)]
fn found(line: &str) -> Vec<crate::text::Span> {
    let mut candidates = Vec::new();
    scan(line, &mut candidates);
    candidates.iter().map(Candidate::span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_something_needs_them_they_stay() {
        for line in [
            "👨\u{200D}👩\u{200D}👧",
            "می\u{200C}خواهم",
            "co\u{AD}operate",
            "\u{200F}שלום\u{200E} 霧嶺",
            "🏴\u{E0067}\u{E007F}",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
        assert_eq!(found("霧\u{200B}\u{200B}嶺\u{AD}市2\u{200E}月").len(), 3);
    }
}
