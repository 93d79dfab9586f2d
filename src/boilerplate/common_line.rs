//! A line that stands in many files.
//!
//! # What it does
//! Where many files are checked at once, finds lines that stand in at least five of them: what a site puts on each of
//! its pages. In short ones numbers may differ.
//!
//! # Why it is bad
//! They are the site's and not the article's, and in a corpus they weigh more than anything an article says.
//!
//! # Example
//! `觀天 望海 走四方` in each of 200 files of one directory
//!
//! # Fix
//! Deletes the line. Safe above or below the article beside other lines of the page; else Unsafe.
//!
//! # Limits
//! Only where 20 files or more are checked together. End marks, bylines, speakers and numbered headings do not count.
//! An article that was saved several times counts once. Of a huge number of files, lines that are rare are forgotten.

use super::common::{CommonLines, MANY};
use super::{Cue, Line, LineCheck, Mark, Place, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;

/// B227.
pub static RULE: Rule =
    rule("B227", "common-line", "common line: {reason}", module_docs!("common_line.rs"), LineCheck { cue, judge });

/// In so many files it is no chance.
const CERTAINLY_MANY: u32 = 20;

/// What other files say, no line can say of itself: see [`mark`].
const fn cue(_: &Line<'_>) -> Option<Cue> {
    None
}

/// The mark of a line that stands in many of the files that `common` knows: as it is on disk, `disk`, for that is how
/// they were counted.
#[must_use]
pub fn mark(line: &Line<'_>, disk: &str, common: &CommonLines) -> Option<Mark> {
    let cue = match common.files_with(disk) {
        0..MANY => return None,
        CERTAINLY_MANY.. if line.shape.marks == 0 => Cue::likely("it stands in more than twenty of the files"),
        _ if line.is_sentence() => Cue { weight: Weight::Arguable, ..Cue::likely("it stands in many of the files") },
        _ => Cue::likely("it stands in many of the files"),
    };
    Some(Mark { rule: &RULE, cue })
}

/// What is said in many files may be what people say: such a line is never certain.
fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    let applicability = by_place(cue, place)?;
    Some(if cue.weight == Weight::Arguable { Applicability::Unsafe } else { applicability })
}
