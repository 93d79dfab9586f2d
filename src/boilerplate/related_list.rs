//! A list of other articles.
//!
//! # What it does
//! Finds headers such as 相關新聞, 延伸閱讀, 熱門, and the titles under them.
//!
//! # Why it is bad
//! They are headlines of other articles, so names and figures in them are not this one's.
//!
//! # Example
//! `延伸閱讀` and under it three headlines
//!
//! # Fix
//! Deletes the lines. Safe behind the last line of the body; Unsafe for a list in the middle.
//!
//! # Limits
//! A list without a header stays. A list above the article stays, because the headline is like its items.

use super::{Cue, Line, LineCheck, Mark, Place, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;

/// B214.
pub static RULE: Rule =
    rule("B214", "related-list", "related list: {reason}", module_docs!("related_list.rs"), LineCheck { cue, judge });

const TITLE: &str = "a title under the header of a list";

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE).or_else(|| is_title_like(line).then_some(Cue::possible(TITLE)))
}

/// Whether this is short, no full sentence, and leads into nothing.
fn is_title_like(line: &Line<'_>) -> bool {
    let shape = &line.shape;
    (4..=48).contains(&shape.characters)
        && shape.han >= 4
        && shape.marks <= 2
        && !line.text.ends_with(['。', '：', ':', '；', '，', ','])
}

/// Whether these are the marks of a header. The line under it may be a title.
pub(super) fn is_header(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| *mark.rule == RULE && mark.cue.weight >= Weight::Likely)
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    match cue.weight {
        Weight::Possible if !place.flow.list || place.is_head() => None,
        Weight::Possible if place.is_tail() => Some(Applicability::Safe),
        Weight::Possible if place.flow.body => Some(Applicability::Unsafe),
        Weight::Possible => None,
        _ => by_place(cue, place),
    }
}
