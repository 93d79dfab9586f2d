//! UTF-8 that was read as Latin-1 or Windows-1252.
//!
//! # What it does
//! Finds UTF-8 that was read byte by byte as Latin-1 or Windows-1252, once or twice over. The two may be mixed:
//! programs that know no character for 81, 8D, 8F, 90 and 9D often leave the control characters there.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted, though nothing of it is lost: every byte is still there in another
//! guise.
//!
//! # Example
//! `ï¼Œ` was a full-width comma, `çš„` was 的, and `Ã§Å¡â€ž` was 的 too, damaged twice.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too).
//!
//! # Limits
//! A run in which bytes became U+FFFD is the business of M112. A single damaged letter of another language (`Ã©` for
//! é) is left alone, because the words it stands in are not Chinese.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, big5_as_latin1, gbk_as_latin1};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M110.
pub static RULE: Rule = rule(
    "M110",
    "utf8-as-latin1",
    "UTF-8 was read as Latin-1: this was {was}",
    module_docs!("utf8_as_latin1.rs"),
    check!(
        TAKEN,
        Signs::LATIN.and(Signs::CONTROL),
        "the text was UTF-8, and each of its bytes was read as one character of Latin-1 or Windows-1252"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf8,
    read_as: Charset::Latin1,
    twice: true,
    guessed: 4,
    rivals: &[&gbk_as_latin1::TAKEN, &big5_as_latin1::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(
            fixed(
                &RULE,
                "é\u{9C}§å¶ºå¸\u{82}çµ±è¨\u{88}å±\u{80}å\u{85}¬å¸\u{83}äº\u{86}ç¶\u{93}æ¿\u{9F}æ\u{95}¸æ\u{93}\u{9A}ã\u{80}\u{82}"
            ),
            "霧嶺市統計局公布了經濟數據。"
        );
        assert_eq!(
            fixed(&RULE, "é›¾å²\u{AD}å¸‚ç»Ÿè®¡å±€å…¬å¸ƒäº†ç»\u{8F}æµŽæ•°æ\u{8D}®ã€‚"),
            "雾岭市统计局公布了经济数据。"
        );
        assert_eq!(
            fixed(
                &RULE,
                "Ã©Å“Â§Ã¥Â¶ÂºÃ¥Â¸â€šÃ§ÂµÂ±Ã¨Â¨Ë†Ã¥Â±â‚¬Ã¥â€¦Â¬Ã¥Â¸Æ’Ã¤Âºâ€\u{A0}Ã§Â¶â€œÃ¦Â¿Å¸Ã¦â€¢Â¸Ã¦â€œÅ¡Ã£â‚¬â€š"
            ),
            "霧嶺市統計局公布了經濟數據。"
        );
    }

    #[test]
    fn sound_text_stays() {
        untouched(
            &RULE,
            &[
                "café, naïve, Übergröße, à la carte",
                "Tiếng Việt rất đẹp và dễ học",
                "§ 12, 5 µm, 20 °C, ½ £ ©",
                "霧嶺市的 café 開張",
            ],
        );
    }
}
