//! UTF-16 that was read byte by byte.
//!
//! # What it does
//! Finds UTF-16, the low or the high byte first, whose bytes were read one by one as Latin-1 or Windows-1252.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted: ASCII has NULs between its letters, and Chinese is letters and
//! control characters.
//!
//! # Example
//! `-N` was 中, and a `Q` before a NUL was Q.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too).
//!
//! # Limits
//! A byte 0A or 0D ends a line on disk, so each line is read by itself: a line end keeps the NUL that belongs to it,
//! and characters with such a byte (上 is `4E 0A`, 不 is `4E 0D`) come apart and are not put together again. A short run
//! of ASCII alone, such as `-N`, is left alone.

use super::Signs;
use super::charset::{Charset, Taken, check, rule};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M121.
pub static RULE: Rule = rule(
    "M121",
    "utf16-as-bytes",
    "UTF-16 was read byte by byte: this was {was}",
    module_docs!("utf16_as_bytes.rs"),
    check!(
        [LOW_FIRST, HIGH_FIRST],
        Signs::CONTROL.and(Signs::LATIN),
        "the text was UTF-16, two bytes for each character, and each byte was read as one character"
    ),
);

/// The low byte first.
static LOW_FIRST: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf16Le,
    read_as: Charset::Latin1,
    twice: false,
    guessed: 0,
    rivals: &[&HIGH_FIRST, &super::gbk_as_latin1::TAKEN],
    lost: OnceLock::new(),
};

/// The high byte first.
static HIGH_FIRST: Taken = Taken {
    rule: &RULE,
    was: Charset::Utf16Be,
    read_as: Charset::Latin1,
    twice: false,
    guessed: 0,
    rivals: &[&LOW_FIRST, &super::gbk_as_latin1::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(
            fixed(&RULE, "'\u{97}º]\u{2}^q}\u{8}\u{8A}@\\lQ\u{3}^\u{86}N\u{93}}ßoxeÚd\u{2}0"),
            "霧嶺市統計局公布了經濟數據。"
        );
        assert_eq!(
            fixed(&RULE, "\u{97}']º^\u{2}}q\u{8A}\u{8}\\@Ql^\u{3}N\u{86}}\u{93}oßexdÚ0\u{2}"),
            "霧嶺市統計局公布了經濟數據。"
        );
        assert_eq!(fixed(&RULE, "G\u{0}D\u{0}P\u{0}\u{9E}Xw\u{95}5\u{0}.\u{0}3\u{0}%\u{0}"), "GDP增長5.3%");
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
                "Bush hid the facts",
                "-N",
            ],
        );
    }
}
