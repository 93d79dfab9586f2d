//! The title that the article had where it was taken from.
//!
//! # What it does
//! Finds lines such as `原標題:…`.
//!
//! # Why it is bad
//! It repeats the headline, so a model reads it twice, and a reader too.
//!
//! # Example
//! `（原標題：霧嶺三橋同日合龍）`
//!
//! # Fix
//! Deletes the line. Safe.
//!
//! # Limits
//! A sentence that goes on after the title stays.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B206.
pub static RULE: Rule = rule(
    "B206",
    "original-title",
    "original title: {reason}",
    module_docs!("original_title.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    (line.shape.marks <= 3 && !line.text.ends_with('。')).then_some(cue)
}
