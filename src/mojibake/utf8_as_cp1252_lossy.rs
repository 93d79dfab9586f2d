//! UTF-8 that was read as Windows-1252, with bytes lost.
//!
//! # What it does
//! Finds UTF-8 that was read as Windows-1252 by a program that puts U+FFFD for the five bytes 81, 8D, 8F, 90 and 9D.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted; and some of its bytes are gone, because the wrong charset has no
//! character for them.
//!
//! # Example
//! `â€�` was a closing quotation mark: 9D was lost.
//!
//! # Fix
//! What stands between the lost bytes is repaired as in M110. Where bytes were lost the character around them is
//! marked by itself; what may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Five bytes are possible for each U+FFFD, so a guess is right more often than not where the words around it are
//! known, and else it may not be.

use super::Signs;
use super::charset::{Charset, Taken, check, rule};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M112.
pub static RULE: Rule = rule(
    "M112",
    "utf8-as-cp1252-lossy",
    "UTF-8 was read as Windows-1252 and bytes were lost: this was {was}",
    module_docs!("utf8_as_cp1252_lossy.rs"),
    check!(
        TAKEN,
        Signs::REPLACEMENT,
        "the text was UTF-8, read byte by byte as Windows-1252, and five of the bytes have no character there"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf8,
    read_as: Charset::Cp1252,
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
        assert_eq!(fixed(&RULE, "é›¾å²\u{AD}å¸‚ç»Ÿè®¡å±€å…¬å¸ƒäº†ç»�æµŽæ•°æ�®ã€‚"), "雾岭市统计局公布了经济数据。");
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
                "壞了�的字",
            ],
        );
    }
}
