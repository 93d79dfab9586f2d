//! The way to the previous, the next or another page.
//!
//! # What it does
//! Finds lines such as `上一篇：…`, `1 2 3 下一頁`, 返回列表, 點擊查看全文.
//!
//! # Why it is bad
//! They are links, and the titles in them are other articles'.
//!
//! # Example
//! `下一篇：霧嶺三橋同日合龍`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A single word on its line goes only above the article, below it, or beside other boilerplate.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use regex::Regex;
use std::sync::LazyLock;

/// B215.
pub static RULE: Rule =
    rule("B215", "paging", "paging: {reason}", module_docs!("paging.rs"), LineCheck { cue, judge: by_place });

/// The head of a folded line with the title of a page beside this one, where no colon stands between.
static NEIGHBOUR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?P<bracketed>[\[【(<《][上下前后]一[篇条则][\]】)>》])|[上下前后]一[篇条则]\s).")
        .expect("the pattern is a constant, and tested")
});

fn neighbour(line: &Line<'_>) -> Option<Cue> {
    // Cheap to tell before the line is folded.
    let labelled = line.text.chars().take(4).any(|c| matches!(c, '篇' | '条' | '條' | '则' | '則'));
    if !labelled || line.is_sentence() || line.shape.characters > 80 {
        return None;
    }
    let folded = line.folded();
    let found = NEIGHBOUR.captures(&folded)?;
    Some(match found.name("bracketed") {
        Some(_) => Cue::certain("the title of a page beside this one"),
        None => Cue::likely("maybe the title of a page beside this one"),
    })
}

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE).or_else(|| neighbour(line)).or_else(|| {
        let pages = line.shape.digits > 0 && line.phrase_count(&RULE) > 0 && line.is_filled_but_for_digits();
        pages.then_some(Cue::certain("numbers of pages"))
    })
}
