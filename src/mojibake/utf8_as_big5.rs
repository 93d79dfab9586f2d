//! UTF-8 that was read as Big5.
//!
//! # What it does
//! Finds UTF-8 whose bytes were read in twos as Big5.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted; and some of its bytes are gone, because the wrong charset has no
//! character for them.
//!
//! # Example
//! `嚗�` was a full-width comma, `銝�` was 一 or another character that begins alike.
//!
//! # Fix
//! What is known is repaired: Safe, as elsewhere. Where bytes were lost the character around them is marked by itself;
//! what may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Big5 has no characters for about half of these pairs, so most of such a text is lost. A guess with several lost
//! bytes in a row is often wrong. Where the decoder put nothing for lost pairs, nothing can be done.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, gbk_as_big5};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M117.
pub static RULE: Rule = rule(
    "M117",
    "utf8-as-big5",
    "UTF-8 was read as Big5: this was {was}",
    module_docs!("utf8_as_big5.rs"),
    check!(
        TAKEN,
        Signs::RARE_PAIR.and(Signs::REPLACEMENT),
        "the text was UTF-8, three bytes for each Chinese character, and was read as Big5, two bytes for each"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf8,
    read_as: Charset::Big5,
    twice: false,
    guessed: 2,
    rivals: &[&gbk_as_big5::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::untouched;

    #[test]
    fn sound_text_stays() {
        untouched(
            &RULE,
            &[
                "霧嶺市統計局公布數據。",
                "乙醯胺、哌嗪、蜻蜓、葡萄、鱖魚",
                "鷓鴣聲聲，饕餮魍魎，躑躅徘徊。",
                "嘅喺咗嚟睇吓佢哋",
                "壞了�的字",
            ],
        );
    }
}
