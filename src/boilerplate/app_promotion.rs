//! Follow us, scan this, get the app.
//!
//! # What it does
//! Finds short lines that ask for something: 掃碼關註…, 下載客戶端, 加入LINE好友.
//!
//! # Why it is bad
//! It is advertising for the site.
//!
//! # Example
//! `掃描二維碼，關註霧嶺發布公眾號`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! Long lines stay, and so do datelines such as 霧嶺客戶端訊 and 關註 as a plain verb.

use super::{Cue, Line, LineCheck, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B217.
pub static RULE: Rule = rule(
    "B217",
    "app-promotion",
    "app promotion: {reason}",
    module_docs!("app_promotion.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE)?;
    (line.shape.stops == 0 || cue.weight != Weight::Likely).then_some(cue)
}
