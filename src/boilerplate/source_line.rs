//! Where the page took the article from.
//!
//! # What it does
//! Finds lines such as `信息來源:霧嶺發布`, `來源：…`, `稿源：…`.
//!
//! # Why it is bad
//! It is about the page, not of the article.
//!
//! # Example
//! `信息來源:霧嶺發布`
//!
//! # Fix
//! Deletes the line. Safe.
//!
//! # Limits
//! Only where the line begins so and holds no sentence.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use regex::Regex;
use std::sync::LazyLock;

/// B205.
pub static RULE: Rule = rule(
    "B205",
    "source-line",
    "source line: {reason}",
    module_docs!("source_line.rs"),
    LineCheck { cue, judge: by_place },
);

/// A folded line that is the label, a blank, and a name that may be a paper's or a site's.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    let name = "(?:网|报|社|台|新闻|客户端|在线|发布|周刊|杂志|中心|号)";
    Regex::new(&format!(r"^(?:信息|文章|稿件|本文|图片|资料)?来源 [\p{{Han}}a-z]{{1,12}}{name}$"))
        .expect("the pattern is a constant, and tested")
});

fn cue(line: &Line<'_>) -> Option<Cue> {
    let bare = || {
        let short = line.shape.separators == 1 && line.shape.characters <= 20;
        (short && BARE.is_match(&line.folded())).then_some(Cue::likely("a source behind a blank"))
    };
    let cue = line.phrase_cue(&RULE).or_else(bare)?;
    (line.shape.stops == 0 && line.shape.marks <= 1).then_some(cue)
}
