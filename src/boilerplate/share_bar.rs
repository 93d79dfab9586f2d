//! Buttons to pass the page on.
//!
//! # What it does
//! Finds lines that are nothing but names of services (微信, 微博, QQ空間) or say 分享到, 分享至好友和朋友圈.
//!
//! # Why it is bad
//! They are labels of buttons.
//!
//! # Example
//! `分享到： 微信 微博 QQ空間 複製連結`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A single word on its line goes only above the article, below it, or beside other boilerplate.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B211.
pub static RULE: Rule =
    rule("B211", "share-bar", "share bar: {reason}", module_docs!("share_bar.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
