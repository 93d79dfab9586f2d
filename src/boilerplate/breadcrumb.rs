//! The path from the home page to this page.
//!
//! # What it does
//! Finds lines such as `當前位置: 首頁 > 要聞 > 正文`.
//!
//! # Why it is bad
//! It looks like a headline to a program, and its words are not the article's.
//!
//! # Example
//! `霧嶺新聞網 > 即時新聞 > 地方`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A path of fewer than three steps without 首頁, 正文 or 當前位置 stays: it may be a headline.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B202.
pub static RULE: Rule = rule(
    "B202",
    "breadcrumb",
    "breadcrumb: {reason}",
    module_docs!("breadcrumb.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    if let Some(cue) = line.phrase_cue(&RULE) {
        return Some(cue);
    }
    let shape = &line.shape;
    if shape.separators < 2 || shape.characters > 80 || shape.marks > 0 || shape.digits > 4 {
        return None;
    }
    let folded = line.folded();
    let steps: Vec<&str> = folded.split(['>', '/']).map(str::trim).filter(|step| !step.is_empty()).collect();
    let short = steps.iter().all(|step| (2..=14).contains(&step.chars().count()));
    let han = steps.iter().filter(|step| step.chars().any(crate::text::han::is_han)).count();
    // A `<` makes the `>` part of a tag.
    let arrows = folded.contains('>') && !folded.contains('<');
    match steps.len() {
        3..=7 if short && arrows && han >= 2 && is_of_a_site(&steps) => Some(Cue::certain("a path of short steps")),
        // A ranking looks the same: `需要 > 重要 > 可选`.
        3..=7 if short && arrows && han >= 2 => Some(Cue::likely("a path of short steps")),
        3..=7 if short && han == steps.len() && !folded.contains(['<', '>']) => {
            Some(Cue::likely("short steps between slashes"))
        }
        _ => None,
    }
}

/// Whether the path begins at a site or leads through what sites have; the steps are folded.
fn is_of_a_site(steps: &[&str]) -> bool {
    let parts = ["首页", "正文", "新闻", "频道", "资讯", "要闻", "专题", "栏目"];
    steps.first().is_some_and(|step| step.ends_with('网'))
        || steps.iter().any(|step| parts.iter().any(|part| step.contains(part)))
}
