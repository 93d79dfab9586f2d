//! Big5 that was read as GBK.
//!
//! # What it does
//! Finds Big5 whose pairs of bytes were read as GBK or GB 18030.
//!
//! # Why it is bad
//! The text looks like Chinese, kana and private use, and says nothing.
//!
//! # Example
//! `セ` was 本, `琌` was 是, `瓣` was 國.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too).
//!
//! # Limits
//! GBK has no characters for about a fifth of Big5, the most used of all; GB 18030 gives them private use, from which
//! they come back exactly. Where a program put `?` or U+FFFD or nothing for them, they are lost: U+FFFD is named, and
//! nothing is put in its place.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, utf8_as_gbk};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M115.
pub static RULE: Rule = rule(
    "M115",
    "big5-as-gbk",
    "Big5 was read as GBK: this was {was}",
    module_docs!("big5_as_gbk.rs"),
    check!(
        TAKEN,
        Signs::RARE_PAIR.and(Signs::KANA).and(Signs::PRIVATE_USE).and(Signs::REPLACEMENT),
        "the text was Big5 and was read as GBK, which has other characters for the same pairs of bytes"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Big5,
    read_as: Charset::Gbk,
    twice: false,
    guessed: 0,
    rivals: &[&utf8_as_gbk::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "铭拉カ参璸Ыそガ\u{E5EC}竒蕾计沮\u{E4C9}"), "霧嶺市統計局公布了經濟數據。");
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
                "コンピュータとインターネット",
                "これは日本語の文章です。",
            ],
        );
    }
}
