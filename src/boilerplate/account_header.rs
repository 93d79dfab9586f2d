//! The frame of an article on a WeChat account.
//!
//! # What it does
//! Finds lines such as `微信號 wuling-fabu`, `功能介紹 …`, `在看`, `預覽時標籤不可點`.
//!
//! # Why it is bad
//! It is the frame of the app.
//!
//! # Example
//! `微信號：wuling-fabu`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! The name of the account alone stays, because nothing tells it from a headline.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B223.
pub static RULE: Rule = rule(
    "B223",
    "account-header",
    "account header: {reason}",
    module_docs!("account_header.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
