//! Who edited, proofread or approved the page.
//!
//! # What it does
//! Finds lines such as `(責編:甘棠)`, `編輯：…  審核：…`.
//!
//! # Why it is bad
//! These are names of people the article is not about, so a list of its people goes wrong.
//!
//! # Example
//! `(責編:甘棠、陸橋)`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A byline (記者 某某 攝影報道) stays. `編輯：` alone is also a speaker in an interview, so there the place decides.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B207.
pub static RULE: Rule = rule(
    "B207",
    "editor-credit",
    "editor credit: {reason}",
    module_docs!("editor_credit.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    (line.shape.stops == 0 && line.shape.marks <= 2).then_some(cue)
}
