//! A no-break space read in a wrong encoding.
//!
//! # What it does
//! Finds `Â` before a blank, and, in Simplified text, `聽` where a blank fits and a character does not. Both are the
//! two bytes of a no-break space in UTF-8, read as a Western code page and as GBK.
//!
//! # Why it is bad
//! A stray letter or character between words is taken for a word.
//!
//! # Example
//! `霧嶺市Â 2024年` was 霧嶺市, a blank, 2024年; `聽聽聽聽雾岭市统计局` began with four blanks.
//!
//! # Fix
//! Puts the no-break space there, or the plain blank that was made of its second half. Safe for `Â` between Chinese
//! characters and digits, and for a row of `聽` at the head of a line of Simplified text. Unsafe elsewhere.
//!
//! # Limits
//! A no-break space as such is ordinary typography and no finding. 聽 is an everyday character of Traditional text, so
//! there it is never one, and in Simplified text not beside another Han character inside a line.

use super::around::{after, before, candidate, in_menu, is_chinese, replacement, runs, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability::{Safe, Unsafe};
use crate::text::han;

/// M131.
pub static RULE: Rule = Rule {
    code: "M131",
    name: "no-break-space",
    message: "this was a no-break space",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("no_break_space.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::LATIN.and(Signs::TELLTALE),
        mechanism: "the bytes C2 A0, a no-break space in UTF-8, were read in another encoding",
        scan,
        decide,
        repair,
        trace,
    }),
};

const WESTERN: char = 'Â';
const GBK: char = '聽';
/// The key of a row of 聽 at the head of a line.
const INDENT: char = '　';

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for (start, _) in line.match_indices(WESTERN) {
        let blank = start + WESTERN.len_utf8();
        let Some(space @ (' ' | '\u{A0}')) = after(line, blank) else { continue };
        let span = Span::new(start, blank + space.len_utf8());
        let fits = |c: Option<char>| c.is_none_or(|c| c.is_ascii_digit() || is_chinese(c) || is_space(c));
        let sides = (before(line, start), after(line, span.end));
        let chinese = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == WESTERN || is_chinese(c));
        if !chinese(sides.0) && !chinese(sides.1) {
            continue;
        }
        let at_best = if fits(sides.0) && fits(sides.1) { Safe } else { Unsafe };
        candidates.extend(candidate(&RULE, span, WESTERN, at_best));
    }
    for span in runs(line, |c| c == GBK) {
        let (left, right) = (before(line, span.start), after(line, span.end));
        let is_word = |c: Option<char>| c.is_some_and(han::is_han);
        if left.is_none() && span.len() > GBK.len_utf8() {
            candidates.extend(candidate(&RULE, span, INDENT, Safe));
        } else if !is_word(left) && !is_word(right) && (left.is_some() || right.is_some()) {
            candidates.extend(candidate(&RULE, span, GBK, Unsafe));
        }
    }
    candidates.sort_by_key(|candidate| candidate.start);
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | 'Â')
}

fn decide(evidence: &Evidence) -> Decisions {
    let mut decisions: Decisions = [(WESTERN, Safe)].into();
    if is_simplified(evidence) {
        let indents = super::escape::count(&RULE, evidence, INDENT);
        decisions.insert(INDENT, if indents >= 2 { Safe } else { Unsafe });
        decisions.insert(GBK, Unsafe);
    }
    decisions
}

/// Whether the document is in Simplified characters, by some of the commonest that differ.
fn is_simplified(evidence: &Evidence) -> bool {
    let all = |characters: &str| characters.chars().map(|c| evidence.occurrences(c)).sum::<u32>();
    let (simplified, traditional) = (all("国们这个来时会为说对发业"), all("國們這個來時會為說對發業"));
    simplified > traditional.saturating_mul(20)
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let disk = text_of(line, candidate);
    let text = match candidate.key {
        WESTERN => disk.trim_start_matches(WESTERN).to_owned(),
        _ => disk.chars().map(|_| '\u{A0}').collect(),
    };
    let title = format!("Repair `{}` to a blank", in_menu(disk));
    Repair { title, ..replacement(line, candidate, text, Vec::new()) }
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let was = repair(line, candidate).edits.into_iter().next().map(|edit| edit.content).unwrap_or_default();
    vec![Step { disk: text_of(line, candidate).to_owned(), bytes: "\u{A0}".bytes().collect(), was }]
}

/// How certain a candidate can be at best, for the tests.
#[cfg(test)]
fn found(line: &str) -> Vec<(String, crate::text::edit::Applicability)> {
    let mut candidates = Vec::new();
    scan(line, &mut candidates);
    candidates.iter().map(|it| (text_of(line, it).to_owned(), it.at_best)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_blank_fits() {
        assert_eq!(found("霧嶺市Â 2024年"), [("Â ".to_owned(), Safe)]);
        assert_eq!(found("Â\u{A0}Â\u{A0}霧嶺").len(), 2);
        assert_eq!(found("聽聽雾岭"), [("聽聽".to_owned(), Safe)]);
        assert_eq!(found("(a聽b)"), [("聽".to_owned(), Unsafe)]);
        assert_eq!(found("打聽、聽說；CÂ a ĂÂ ;Âu; », Â l’âge"), []);
    }
}
