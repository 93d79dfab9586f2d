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

use super::{Cue, Line, LineCheck, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use regex::Regex;
use std::sync::LazyLock;

/// B207.
pub static RULE: Rule = rule(
    "B207",
    "editor-credit",
    "editor credit: {reason}",
    module_docs!("editor_credit.rs"),
    LineCheck { cue, judge: by_place },
);

/// A folded line that is an editor with a name in brackets, without a colon.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[(\[【](?:责任|本期|网络)?(?:编辑|责编)\s?[\p{Han}·]{2,4}(?:[\s、,][\p{Han}·]{2,4}){0,3}[)\]】]$")
        .expect("the pattern is a constant, and tested")
});

fn cue(line: &Line<'_>) -> Option<Cue> {
    let bracketed = || {
        let short = line.shape.characters <= 30 && line.text.starts_with(['(', '（', '[', '【']);
        (short && BRACKETED.is_match(&line.folded())).then_some(Cue::certain("an editor in brackets"))
    };
    let cue = line.phrase_cue(&RULE).or_else(bracketed)?;
    // Without a name behind it, this is who speaks next.
    let label = cue.weight < Weight::Certain && line.text.ends_with([':', '：']);
    (line.shape.stops == 0 && line.shape.marks <= 2 && !label).then_some(cue)
}
