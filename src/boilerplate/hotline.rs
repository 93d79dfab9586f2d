//! How to send the site news, or to complain about it.
//!
//! # What it does
//! Finds lines such as `新聞熱線：0000-0000000`, `我要報料`, 違法和不良信息舉報電話.
//!
//! # Why it is bad
//! They are the site's frame; the numbers are no figures of the article.
//!
//! # Example
//! `新聞報料熱線：000-00000000 郵箱：news@example.com`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A number that the article gives its readers stays (`咨詢電話`).

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B221.
pub static RULE: Rule =
    rule("B221", "hotline", "hotline: {reason}", module_docs!("hotline.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
