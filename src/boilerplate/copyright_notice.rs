//! Who owns the text, who is not answerable for it, who may copy it.
//!
//! # What it does
//! Finds copyright notices and disclaimers: `版權聲明:凡註明「來源:…」的所有作品…`, `本文僅代表作者觀點，與本網無關。`
//!
//! # Why it is bad
//! They are long and made of sentences, so rules on length and punctuation keep them, on millions of pages.
//!
//! # Example
//! `版權聲明:未經霧嶺新聞網書面授權，不得轉載。`
//!
//! # Fix
//! Deletes the line. Safe for a few words, and for sentences above or behind the article that say two such things;
//! Unsafe for sentences there that say one, unless other boilerplate parts them from the body, and for sentences beside
//! other boilerplate.
//!
//! # Limits
//! An article that quotes a disclaimer keeps it: a long line in the middle of the body stays.

use super::{Cue, Line, LineCheck, Place, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;

/// B208.
pub static RULE: Rule = rule(
    "B208",
    "copyright-notice",
    "copyright notice: {reason}",
    module_docs!("copyright_notice.rs"),
    LineCheck { cue, judge },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    if is_article_of_law(line.text) {
        return None;
    }
    // What opens like a notice and goes on like one is one, even in a sentence. So is what says three such things.
    let weight = match (cue.weight, line.phrase_count(&RULE)) {
        (Weight::Arguable, 2..) | (_, 3..) => Weight::Certain,
        (Weight::Possible, 2) => Weight::Arguable,
        (weight, _) => weight,
    };
    Some(Cue { weight, ..cue })
}

/// `第十二條 未經許可…` is law, whatever it forbids.
fn is_article_of_law(text: &str) -> bool {
    text.starts_with('第') && text.chars().take(8).any(|c| matches!(c, '条' | '條' | '款' | '项' | '項'))
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    // An article can quote a notice, so what reads like a sentence has to stand outside the body.
    let sentence = place.shape.marks > 0 && place.shape.characters > 12;
    if !sentence {
        return by_place(cue, place);
    }
    let beside = place.neighbours().any(|line| line.marks.iter().any(|mark| mark.cue.weight == Weight::Certain));
    match (cue.weight, place.is_head() || place.is_tail(), beside) {
        (Weight::Certain, true, _) => Some(Applicability::Safe),
        (Weight::Arguable, true, _) => by_place(cue, place),
        (Weight::Certain | Weight::Arguable, _, true) | (Weight::Likely | Weight::Possible, true, true) => {
            Some(Applicability::Unsafe)
        }
        _ => None,
    }
}
