//! Licences and registrations of the site, and who runs it.
//!
//! # What it does
//! Finds lines such as `霧ICP備05000001號`, 公網安備, 網站標識碼, 主辦單位.
//!
//! # Why it is bad
//! They are the footer of the site.
//!
//! # Example
//! `主辦：霧嶺縣人民政府辦公室 網站標識碼：0000000000`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! An article on licences keeps its sentences.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B213.
pub static RULE: Rule = rule(
    "B213",
    "site-licence",
    "site licence: {reason}",
    module_docs!("site_licence.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
