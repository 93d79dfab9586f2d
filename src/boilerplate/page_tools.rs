//! Buttons to print the page or to change its type size.
//!
//! # What it does
//! Finds lines such as `字號：大 中 小`, `T + -`, `打印 關閉窗口`.
//!
//! # Why it is bad
//! They are labels of buttons.
//!
//! # Example
//! `【字號：大 中 小】 【打印】 【關閉】`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A single word on its line goes only above the article, below it, or beside other boilerplate.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B212.
pub static RULE: Rule = rule(
    "B212",
    "page-tools",
    "page tools: {reason}",
    module_docs!("page_tools.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
