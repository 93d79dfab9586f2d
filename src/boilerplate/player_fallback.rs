//! What the page says where a player or a script does not run.
//!
//! # What it does
//! Finds lines such as `您的瀏覽器不支持視頻播放`, `加載中...`.
//!
//! # Why it is bad
//! They are messages of the browser's.
//!
//! # Example
//! `抱歉，您的瀏覽器暫時無法播放此視頻`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! An article on browsers keeps its sentences.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B220.
pub static RULE: Rule = rule(
    "B220",
    "player-fallback",
    "player fallback: {reason}",
    module_docs!("player_fallback.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
