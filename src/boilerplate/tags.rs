//! The keywords under which the article is filed.
//!
//! # What it does
//! Finds lines such as `標籤：橋梁 交通`, `關鍵詞：…`.
//!
//! # Why it is bad
//! It is for the site's search.
//!
//! # Example
//! `關鍵詞：橋梁；通車；霧嶺`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! The keywords of a scientific paper are found too.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B218.
pub static RULE: Rule =
    rule("B218", "tags", "tags: {reason}", module_docs!("tags.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    (line.shape.stops == 0).then_some(cue)
}
