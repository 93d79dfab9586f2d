//! UTF-16 with the bytes of each character in the wrong order.
//!
//! # What it does
//! Finds UTF-16 that was read with the high byte for the low one, so that each character has become another one.
//!
//! # Why it is bad
//! The text is a medley of scripts and cannot be read, searched or counted.
//!
//! # Example
//! `ⵎ` was 中, `ﵖ` was 国, `Ȱ` was a full stop.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too).
//!
//! # Limits
//! A character whose bytes in the wrong order are half a pair of surrogates (one in thirty) was lost when the text was
//! read, and stays U+FFFD. A line end has become a character too, and is one again.

use super::Signs;
use super::charset::{Charset, Taken, check, rule};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M122.
pub static RULE: Rule = rule(
    "M122",
    "utf16-swapped",
    "The bytes of UTF-16 were swapped: this was {was}",
    module_docs!("utf16_swapped.rs"),
    check!(
        TAKEN,
        Signs::FOREIGN.and(Signs::RARE_PAIR).and(Signs::PRIVATE_USE).and(Signs::HANGUL),
        "the text was UTF-16 and was read with the two bytes of each character in the wrong order"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf16Le,
    read_as: Charset::Utf16Be,
    twice: false,
    guessed: 4,
    rivals: &[],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "➗멝ɞ汑͞虎N捛Ꙟ葶鍽鹘瞕애셬Ȱ"), "霧嶺市公布了一季度的經增長情況。");
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
                "한국어 문장은 그대로 두어야 합니다.",
                "Русский текст",
                "ትግርኛ ጽሑፍ",
                "ไทยเป็นภาษา",
            ],
        );
    }
}
