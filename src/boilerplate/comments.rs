//! The frame of the readers' comments.
//!
//! # What it does
//! Finds lines such as `網友評論`, `我要跟貼`, `12條評論`, `登錄後發表評論`.
//!
//! # Why it is bad
//! They are labels of a form.
//!
//! # Example
//! `已有12人參與 3條評論`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! The comments themselves stay.

use super::{Cue, Line, LineCheck, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B216.
pub static RULE: Rule =
    rule("B216", "comments", "comments: {reason}", module_docs!("comments.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    let counted = || {
        let labels = line.phrase_count(&RULE) >= 2 && line.shape.digits > 0 && line.is_filled_but_for_digits();
        labels.then_some(Cue::certain("labels of a form, with numbers"))
    };
    let cue = line.phrase_cue(&RULE).or_else(counted)?;
    (line.shape.stops == 0 || cue.weight != Weight::Likely).then_some(cue)
}
