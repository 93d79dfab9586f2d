//! Keywords put into a hijacked page for search engines.
//!
//! # What it does
//! Finds lines at the head or tail of a text that are runs of keywords without a sentence: place names, adult or
//! gambling words, often in the other script.
//!
//! # Why it is bad
//! It is spam. It stays in corpora because the line is long and in Chinese.
//!
//! # Example
//! `甲县| 乙市| 丙区| 丁县| …` at the end of a page in Traditional characters
//!
//! # Fix
//! Deletes the line. Safe where two of three things speak for it: the run of items, the words, the script; else
//! Unsafe.
//!
//! # Limits
//! Spam made of whole sentences stays. Only the first and last lines are looked at.

use super::{Cue, Line, LineCheck, Place, Shape, Weight, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;
use crate::text::han;

/// B210.
pub static RULE: Rule = rule(
    "B210",
    "injected-keywords",
    "injected keywords: {reason}",
    module_docs!("injected_keywords.rs"),
    LineCheck { cue, judge },
);

/// How many lines at either end of a document are looked at.
const EDGE: usize = 4;
/// In characters: items between commas that are no longer may be people, as at the end of a report on a prize.
const LONGEST_NAME: usize = 4;

fn cue(line: &Line<'_>) -> Option<Cue> {
    let shape = &line.shape;
    if shape.stops > 1 || shape.han < 8 {
        return None;
    }
    let words = line.phrase_count(&RULE);
    let run = is_run(line.text, shape);
    // In a sentence the words may be the article's own.
    let sentence = shape.stops > 0;
    match (run, words) {
        (true, 2..) => Some(Cue::certain("keywords of the adult or gambling trade")),
        (_, 4..) if !sentence => Some(Cue::certain("keywords of the adult or gambling trade")),
        (_, 4..) => Some(Cue::likely("words of the adult or gambling trade")),
        (_, 2..) if !sentence => Some(Cue::likely("words of the adult or gambling trade")),
        (true, _) => Some(Cue::likely("a run of items without a sentence")),
        // Whether this is the other script than the document's, only the document can say.
        (false, _) if shape.stops == 0 && is_list(line.text) => {
            Some(Cue::possible("items in the other script than the text"))
        }
        _ => None,
    }
}

/// Eight items or more, all of them short, between the same separators; hardly a digit.
fn is_run(text: &str, shape: &Shape) -> bool {
    if shape.digits * 10 > shape.characters || shape.stops > 0 {
        return false;
    }
    ['|', '｜', ',', '，', '_'].iter().any(|separator| {
        let items = text.split(*separator).map(str::trim).filter(|item| !item.is_empty());
        let (mut count, mut longest, mut total) = (0_usize, 0, 0);
        for item in items {
            let length = item.chars().count();
            (count, longest, total) = (count + 1, longest.max(length), total + length);
        }
        let commas = matches!(separator, ',' | '，');
        let (longest_allowed, mean) = if commas { (14, 7) } else { (20, 10) };
        let names = commas && longest <= LONGEST_NAME;
        count >= 8 && !names && longest <= longest_allowed && total <= mean * count
    })
}

/// Three items or more of which none is a single character.
fn is_list(text: &str) -> bool {
    let mut items = text.split(['|', '｜', ',', '，', '_', ' ']).map(str::trim).filter(|item| !item.is_empty());
    items.clone().count() >= 3 && items.all(|item| item.chars().filter(|c| han::is_han(*c)).count() >= 2)
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    if !place.is_within(EDGE) {
        return None;
    }
    match (cue.weight, switches_script(place)) {
        (Weight::Certain, _) | (Weight::Likely, true) => Some(Applicability::Safe),
        (Weight::Likely, false) if place.before == 0 || place.after == 0 => Some(Applicability::Unsafe),
        (Weight::Possible, true) if place.before == 0 || place.after == 0 => Some(Applicability::Unsafe),
        _ => None,
    }
}

/// Whether the line is in one script, and the rest of the document in the other.
fn switches_script(place: &Place<'_>) -> bool {
    let line = &place.shape;
    let mut rest = place.document;
    rest.subtract(line);
    let is = |one: u32, other: u32, least: u32| one >= least && other * 20 <= one;
    let simplified_in_traditional =
        is(line.simplified, line.traditional, 3) && is(rest.traditional, rest.simplified, 20);
    let traditional_in_simplified =
        is(line.traditional, line.simplified, 3) && is(rest.simplified, rest.traditional, 20);
    simplified_in_traditional || traditional_in_simplified
}
