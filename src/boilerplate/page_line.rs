//! A line of the page that no words give away.
//!
//! # What it does
//! Finds menus, headlines of other articles, names and remarks around an article and in it, by shape and place. What
//! stands beside a line counts, and whether it speaks of what the text speaks of.
//!
//! # Why it is bad
//! On most pages most lines are of this kind. They are not the article's, and every page of a site has them.
//!
//! # Example
//! `財經`, `體育`, `娛樂` in lines of their own under the name of a site
//!
//! # Fix
//! Deletes the line. Safe where next to everything speaks for it and it is no sentence; else Unsafe.
//!
//! # Limits
//! A headline, a heading or a row of a table among many lines of the page can be taken for one of them, and comments
//! and teasers in full sentences for text. Where no two lines are known to another rule, all is left alone; so is a
//! document of more than 512 kB, which is no page.

use super::{Cue, LayoutCheck, Place, rule_with};
use crate::lint::{Check, Rule, docs::module_docs};
use crate::text::edit::Applicability;

/// B226.
pub static RULE: Rule = rule_with(
    "B226",
    "page-line",
    "line of the page: {reason}",
    module_docs!("page_line.rs"),
    Check::Layout(LayoutCheck { judge }),
);

/// From so many nats on it is certain.
const CERTAIN: f32 = 4.0;

fn judge(place: &Place<'_>) -> Option<(Cue, Applicability)> {
    let standing = &place.standing;
    if !standing.is_outside || standing.outside <= 0.0 {
        return None;
    }
    let certain = standing.outside >= CERTAIN && place.shape.marks == 0;
    let [reason, also] = standing.because;
    Some((Cue { also, ..Cue::possible(reason) }, if certain { Applicability::Safe } else { Applicability::Unsafe }))
}
