//! UTF-8 that was read as GBK.
//!
//! # What it does
//! Finds UTF-8 whose bytes were read in twos as GBK or GB 18030, once or twice over.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted. Nearly all of it is still there; lost is the last byte of a run with
//! an odd number of bytes, and what the decoder has no character for.
//!
//! # Example
//! `鐨勪汉` was 的人, `锛?` was a full-width comma with one byte lost.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too). Where bytes were lost the character around them is marked by itself; what
//! may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Decoders differ: browsers put U+FFFD for one lost byte, PHP a question mark that swallows the next ASCII character
//! too (a lost line end, bracket or digit is not known again and stays `?`), some delete it. A pair without a
//! character may stand as private use, which is exact, or be lost too.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, big5_as_gbk};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M111.
pub static RULE: Rule = rule(
    "M111",
    "utf8-as-gbk",
    "UTF-8 was read as GBK: this was {was}",
    module_docs!("utf8_as_gbk.rs"),
    check!(
        TAKEN,
        Signs::RARE_PAIR.and(Signs::PRIVATE_USE).and(Signs::EURO).and(Signs::REPLACEMENT).and(Signs::UTF8_AS_GBK),
        "the text was UTF-8, three bytes for each Chinese character, and was read as GBK, two bytes for each"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf8,
    read_as: Charset::Gbk,
    twice: true,
    guessed: 4,
    rivals: &[&big5_as_gbk::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(
            fixed(&RULE, "闇у逗甯傜当瑷堝眬鍏\u{E100}竷浜嗙稉婵熸暩鎿氥€備簡"),
            "霧嶺市統計局公布了經濟數據。了"
        );
        assert_eq!(
            fixed(&RULE, "闆惧箔甯傜粺璁″眬鍏\u{E100}竷浜嗙粡娴庢暟鎹\u{E1BA}€備簡"),
            "雾岭市统计局公布了经济数据。了"
        );
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
            ],
        );
    }
}
