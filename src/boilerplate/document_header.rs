//! The table at the head of a document on a government site, flattened to lines.
//!
//! # What it does
//! Finds lines such as `索引號：…`, `發文機關：…`, `成文日期：…`, `有效性：有效`.
//!
//! # Why it is bad
//! It is about the document, not of it.
//!
//! # Example
//! `索引號：000014349/2024-00012`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! Labels that are common words (標題, 文號) go only beside a line of the same table; what stands on the line behind a
//! label stays.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B222.
pub static RULE: Rule = rule(
    "B222",
    "document-header",
    "document header: {reason}",
    module_docs!("document_header.rs"),
    LineCheck { cue, judge: by_place },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    line.phrase_cue(&RULE)
}
