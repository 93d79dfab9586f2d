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
    line.phrase_cue(&RULE).or_else(|| is_menu(line).then_some(Cue::certain("a row of menu words")))
}

/// Four short words or more, of which the first leads home, or most are in the table.
fn is_menu(line: &Line<'_>) -> bool {
    let shape = &line.shape;
    let known = line.phrase_count(&RULE);
    let home = ["首页", "首頁", "主页", "主頁"].iter().any(|word| line.text.starts_with(word));
    if known < if home { 1 } else { 3 } || shape.marks > 0 || shape.separators < 3 || shape.digits > 0 {
        return false;
    }
    // A path or a label with its value is another rule's.
    if line.text.contains(['>', '＞', '›', '»', ':', '：']) {
        return false;
    }
    let mut words = line.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let short = words.clone().count() >= 4 && words.all(|word| word.chars().count() <= 8);
    short && (home || line.covered_by_chrome() * 10 >= line.letters * 6)
}
