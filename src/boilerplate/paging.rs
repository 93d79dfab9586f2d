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

/// B215.
pub static RULE: Rule =
    rule("B215", "paging", "paging: {reason}", module_docs!("paging.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE).or_else(|| {
        let pages = line.shape.digits > 0 && line.phrase_count(&RULE) > 0 && line.is_filled_but_for_digits();
        pages.then_some(Cue::certain("numbers of pages"))
    })
}
