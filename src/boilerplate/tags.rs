//! The keywords under which the article is filed.
//!
//! # What it does
//! Finds lines such as `標籤：橋梁 交通`, `關鍵詞：…`.
//!
//! # Why it is bad
//! It is for the site's search.
//!
//! # Example
//! `關鍵詞：橋梁；通車；霧嶺`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! The keywords of a scientific paper are found too.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};

/// B218.
pub static RULE: Rule =
    rule("B218", "tags", "tags: {reason}", module_docs!("tags.rs"), LineCheck { cue, judge: by_place });

fn cue(line: &Line<'_>) -> Option<Cue> {
    let cue = line.phrase_cue(&RULE).or_else(|| marked_words(line.text))?;
    (line.shape.stops == 0).then_some(cue)
}

/// `#橋梁 #通車`, or three short words or more with dots between.
fn marked_words(text: &str) -> Option<Cue> {
    let short = |word: &str| (2..=8).contains(&word.trim().chars().count());
    if text.starts_with(['#', '＃']) {
        let mut words = text.split_whitespace();
        let is_tag = |word: &str| {
            let mut chars = word.chars();
            matches!(chars.next(), Some('#' | '＃'))
                && chars.next().is_some_and(char::is_alphanumeric)
                && chars.count() < 15
        };
        let all = words.all(is_tag);
        return all.then_some(Cue::certain("nothing but words behind #"));
    }
    let words = || text.split(['·', '•', '・', '‧']);
    // Without blanks around it the dot is part of a foreign name.
    let apart = text.contains(" · ") || text.contains(" • ") || text.contains(" ・ ") || text.contains(" ‧ ");
    (apart && words().count() >= 3 && words().all(short)).then_some(Cue::likely("short words with dots between"))
}
