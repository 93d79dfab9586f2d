//! GBK that was read as Latin-1 or Windows-1252.
//!
//! # What it does
//! Finds GBK whose bytes were read one by one as Latin-1 or Windows-1252.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted, though nothing of it is lost: every byte is still there in another
//! guise.
//!
//! # Example
//! `µÄ` was 的, `£¬` was a full-width comma, `ÊÇ` was 是.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too).
//!
//! # Limits
//! A single sign such as `£` or `µ`, and words with `é` or `ü`, are left alone. One damaged character by itself says
//! too little, unless the document has more.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, big5_as_latin1, utf8_as_latin1};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M113.
pub static RULE: Rule = rule(
    "M113",
    "gbk-as-latin1",
    "GBK was read as Latin-1: this was {was}",
    module_docs!("gbk_as_latin1.rs"),
    check!(
        TAKEN,
        Signs::LATIN,
        "the text was GBK, two bytes for each Chinese character, and each byte was read as one character of Latin-1 or Windows-1252"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Gbk,
    read_as: Charset::Latin1,
    twice: false,
    guessed: 4,
    rivals: &[&utf8_as_latin1::TAKEN, &big5_as_latin1::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "ÎíÁëÊÐÍ³¼Æ¾Ö¹«²¼ÁË¾\u{AD}¼ÃÊý¾Ý¡£"), "雾岭市统计局公布了经济数据。");
        assert_eq!(fixed(&RULE, "ìFŽXÊÐ½yÓ‹¾Ö¹«²¼ÁË½›\u{9D}ú”µ“þ¡£"), "霧嶺市統計局公布了經濟數據。");
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
