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
//! Deletes the line. Safe for a short notice, and for a long one behind the article or beside other boilerplate; else
//! Unsafe or nothing.
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
    LineCheck { cue, judge: judge },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    // Two phrases in one line are a notice even where they stand in a sentence.
    let weight = if line.phrase_count(&RULE) >= 2 { Weight::Certain } else { cue.weight };
    Some(Cue { weight, ..cue })
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    let sentence = place.shape.stops > 0 && place.shape.characters > 40;
    match (cue.weight, place.evidence()) {
        (Weight::Certain, 0) if sentence => None,
        _ => by_place(cue, place),
    }
}
