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

/// A folded line of labels with the names behind them: two or more, between blanks.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    let label = "(?:责任|本期|网络|值班|新媒体)?(?:编辑|责编|作者|记者|通讯员|文字|文|图|图片|摄影|摄像|视频|剪辑|设计|制作|制图|海报|校对|审校|审核|编审|监制|统筹|策划|撰文|采写|执笔|编译)";
    let name = r"[\p{Han}·]{2,4}";
    let labelled = format!(r"{label}\s?[:/|]\s?{name}(?:[、,]{name}|\s{name})*");
    Regex::new(&format!(r"^{labelled}(?:[\s|]\s?{labelled})+$")).expect("the pattern is a constant, and tested")
});

/// A folded line that is an editor with a name behind a blank.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:责任|本期|网络|值班)?(?:编辑|责编|校对|审核)(?: [\p{Han}·]{2,4}){1,3}$")
        .expect("the pattern is a constant, and tested")
});

/// What the form of the line says, without its words being in the table.
fn form(line: &Line<'_>) -> Option<Cue> {
    if line.shape.separators == 0 || line.shape.marks > 0 || line.shape.characters > 60 {
        return None;
    }
    let folded = line.folded();
    // Without an editor among them they are the byline.
    let edited = || ["编", "校", "审", "监制"].iter().any(|label| folded.contains(label));
    if LABELLED.is_match(&folded) && edited() {
        return Some(Cue::certain("names behind labels, an editor's among them"));
    }
    let bare = line.shape.digits == 0 && line.shape.characters <= 24 && BARE.is_match(&folded);
    bare.then_some(Cue::likely("an editor and a name"))
}

fn cue(line: &Line<'_>) -> Option<Cue> {
    let bracketed = || {
        let short = line.shape.characters <= 30 && line.text.starts_with(['(', '（', '[', '【']);
        (short && BRACKETED.is_match(&line.folded())).then_some(Cue::certain("an editor in brackets"))
    };
    let phrase = line.phrase_cue(&RULE);
    let cue = match phrase {
        Some(cue) if cue.weight == Weight::Certain => cue,
        _ => form(line).or(phrase).or_else(bracketed)?,
    };
    // Without a name behind it, this is who speaks next.
    let label = cue.weight < Weight::Certain && line.text.ends_with([':', '：']);
    (line.shape.stops == 0 && line.shape.marks <= 2 && !label).then_some(cue)
}
