//! GBK that was read as Big5.
//!
//! # What it does
//! Finds GBK whose pairs of bytes were read as Big5, with the Hong Kong supplement or without.
//!
//! # Why it is bad
//! The text looks like Chinese and says nothing: rare characters, bopomofo, and small forms for punctuation.
//!
//! # Example
//! `腔` was 的, `ㄛ` was a full-width comma, `﹝` was a full stop.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too). Where bytes were lost the character around them is marked by itself; what
//! may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! A pair that Big5 has no character for was lost. Bopomofo beside its like, and rare characters in sound text, are
//! left alone.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, utf8_as_big5};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M114.
pub static RULE: Rule = rule(
    "M114",
    "gbk-as-big5",
    "GBK was read as Big5: this was {was}",
    module_docs!("gbk_as_big5.rs"),
    check!(
        TAKEN,
        Signs::RARE_PAIR.and(Signs::KANA).and(Signs::REPLACEMENT),
        "the text was GBK and was read as Big5, which has other characters for the same pairs of bytes"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Gbk,
    read_as: Charset::Big5,
    twice: false,
    guessed: 4,
    rivals: &[&utf8_as_big5::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "冪撳杅擂鼠票賸﹝"), "经济数据公布了。");
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
                "ㄅㄆㄇㄈㄉㄊㄋㄌ",
                "ㄓㄨˋ ㄧㄣ ㄈㄨˊ ㄏㄠˋ",
            ],
        );
    }
}
