//! Words of the site's frame: the main menu, log in, switch the language.
//!
//! # What it does
//! Finds lines that are nothing but menu words such as 首頁, 登錄, 網站地圖, and notices such as `網站支持IPV6`.
//!
//! # Why it is bad
//! They say nothing of the article, and they are the same on every page of the site.
//!
//! # Example
//! `網站支持IPV6`; `首頁 | 新聞 | 專題 | 聯系我們`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A menu of words that are not in the table stays. A single menu word on its own line goes only above the article,
//! below it, or beside other boilerplate.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B201.
pub static RULE: Rule = rule(
    "B201",
    "site-chrome",
    "site chrome: {reason}",
    module_docs!("site_chrome.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
