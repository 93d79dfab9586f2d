//! UTF-8 that was read as Shift-JIS.
//!
//! # What it does
//! Finds UTF-8 whose bytes were read as Shift-JIS.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted; and some of its bytes are gone, because the wrong charset has no
//! character for them.
//!
//! # Example
//! `譏ｯ` was 是, `蝨ｨ` was 在.
//!
//! # Fix
//! What is known is repaired: Safe, as elsewhere. Where bytes were lost the character around them is marked by itself;
//! what may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Japanese text with half-width katakana is left alone: it is not UTF-8 when encoded back.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, gbk_as_shift_jis};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M118.
pub static RULE: Rule = rule(
    "M118",
    "utf8-as-shift-jis",
    "UTF-8 was read as Shift-JIS: this was {was}",
    module_docs!("utf8_as_shift_jis.rs"),
    check!(
        TAKEN,
        Signs::HALF_WIDTH.and(Signs::RARE_PAIR).and(Signs::REPLACEMENT),
        "the text was UTF-8, three bytes for each Chinese character, and was read as Shift-JIS, one or two bytes for each"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf8,
    read_as: Charset::ShiftJis,
    twice: false,
    guessed: 2,
    rivals: &[&gbk_as_shift_jis::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "譏ｯ蝨ｨ譏ｯ蝨ｨ譏ｯ蝨ｨ"), "是在是在是在");
    }

    #[test]
    fn sound_text_stays() {
        untouched(
            &RULE,
            &[
                "霧嶺市統計局公布數據。",
                "乙醯胺、哌嗪、蜻蜓、葡萄、鱖魚",
                "鷓鴣聲聲，饕餮魍魎，躑躅徘徊。",
                "嘅喺咗嚟睇吓佢哋",
                "ﾃﾚﾋﾞとﾗｼﾞｵのﾆｭｰｽ",
                "これは日本語の文章です。",
            ],
        );
    }
}
