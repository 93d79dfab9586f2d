//! Where the page took the article from.
//!
//! # What it does
//! Finds lines such as `信息來源:霧嶺發布`, `來源：…`, `稿源：…`.
//!
//! # Why it is bad
//! It is about the page, not of the article.
//!
//! # Example
//! `信息來源:霧嶺發布`
//!
//! # Fix
//! Deletes the line. Safe.
//!
//! # Limits
//! Only where the line begins so and holds no sentence.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B205.
pub static RULE: Rule = rule(
    "B205",
    "source-line",
    "source line: {reason}",
    module_docs!("source_line.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    (line.shape.stops == 0 && line.shape.marks <= 1).then_some(cue)
}
