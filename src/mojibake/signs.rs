//! [`Signs`]: what kinds of characters stand in a line, from one pass over its bytes.
//!
//! Nearly every line of nearly every text is sound, and each damage rule names the signs without which it has nothing
//! to look for. So a clean line costs this pass, whatever the number of rules. What a character is a sign of is decided
//! in `src/build.rs`, which writes one byte for each character of the BMP.

use std::ops::BitOr;

/// For each code point of the BMP: the number of its sign in the low five bits (0: none), and two flags.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/signs.bin"));

const SIGN: u8 = 0x1F;
const RARE: u8 = 0x20;
const CIPHER: u8 = 0x40;

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u32);

impl Signs {
    /// `?`, also full-width.
    pub const QUESTION: Self = Self(1 << 1);
    /// `(`.
    pub const BRACKET: Self = Self(1 << 2);
    /// `&`, also full-width.
    pub const AMPERSAND: Self = Self(1 << 3);
    /// `#`, also full-width.
    pub const HASH: Self = Self(1 << 4);
    /// `\`, also full-width.
    pub const BACKSLASH: Self = Self(1 << 5);
    /// `%`, also full-width.
    pub const PERCENT: Self = Self(1 << 6);
    /// `=`.
    pub const EQUALS: Self = Self(1 << 7);
    /// `+`.
    pub const PLUS: Self = Self(1 << 8);
    /// `~`.
    pub const TILDE: Self = Self(1 << 9);
    /// C0 (but tab and line ends), DEL, C1, U+2028 and U+2029.
    pub const CONTROL: Self = Self(1 << 10);
    /// U+00A1 to U+02FF but `·°±×÷§` and the letters of pinyin.
    pub const LATIN: Self = Self(1 << 11);
    /// `€`.
    pub const EURO: Self = Self(1 << 12);
    /// U+FFFD.
    pub const REPLACEMENT: Self = Self(1 << 13);
    /// Private use, on all planes.
    pub const PRIVATE_USE: Self = Self(1 << 14);
    /// Zero-width, bidirectional, soft hyphen, byte order mark, tags.
    pub const INVISIBLE: Self = Self(1 << 15);
    /// The blocks of Kangxi radicals and of their supplement.
    pub const RADICAL: Self = Self(1 << 16);
    /// Compatibility ideographs, on all planes.
    pub const COMPATIBILITY: Self = Self(1 << 17);
    /// Full-width letters and digits.
    pub const FULL_WIDTH: Self = Self(1 << 18);
    /// Half-width katakana and their punctuation.
    pub const HALF_WIDTH: Self = Self(1 << 19);
    /// Kana, bopomofo, and the small forms U+FE50 to U+FE6F.
    pub const KANA: Self = Self(1 << 20);
    /// Hangul.
    pub const HANGUL: Self = Self(1 << 21);
    /// No-break space and the other blanks that are not U+0020 or U+3000.
    pub const BLANK: Self = Self(1 << 22);
    /// Letters of other scripts, U+0370 to U+1FFF and U+A000 to U+ABFF.
    pub const FOREIGN: Self = Self(1 << 23);
    /// `锛 銆 鈥 鐨 聽`: what the most used characters of Chinese begin with where UTF-8 was read as GBK.
    pub const UTF8_AS_GBK: Self = Self(1 << 27);
    /// The small `ā`, `é`, … `ǜ` of pinyin.
    pub const TONED: Self = Self(1 << 24);
    /// Two Han characters in a row that are not among the most used: see [`is_rare`].
    pub const RARE_PAIR: Self = Self(1 << 25);
    /// Two characters in a row that stand for Latin letters in the cipher of M104.
    pub const CIPHER_PAIR: Self = Self(1 << 26);
    /// Characters that known accidents leave, such as 锟, 烫 and 聽, and empty boxes.
    pub const TELLTALE: Self = Self(1 << 27);
    /// The letter `u`, which starts an escape that lost its backslash.
    pub const LETTER_U: Self = Self(1 << 28);

    /// The signs in `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = 0u32;
        let mut before = 0u8;
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let (code, len) = match lead {
                0..=0x7F => (u32::from(lead), 1),
                0x80..=0xDF => (low(lead, 0x1F) << 6 | tail(bytes, at + 1), 2),
                0xE0..=0xEF => (low(lead, 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2), 3),
                0xF0.. => (0x1_0000, 4),
            };
            at += len;
            let entry = match TABLE.get(code as usize) {
                Some(entry) => *entry,
                None => astral(text.get(at - len..at).and_then(|c| c.chars().next())),
            };
            found |= 1 << (entry & SIGN);
            // Bit 5 or 6 where this character and the one before have the flag, moved to its place.
            found |= u32::from(entry & before & (RARE | CIPHER)) << 20;
            before = entry;
        }
        Self(found & !1)
    }

    /// Whether the two have a sign in common.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The signs of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// Whether `c` is a Han character of the BMP that neither is nor stands for one of the most used: see
/// [`crate::text::han::is_common`].
#[must_use]
pub fn is_rare(c: char) -> bool {
    TABLE.get(u32::from(c) as usize).is_some_and(|entry| entry & RARE != 0)
}

fn low(byte: u8, mask: u8) -> u32 {
    u32::from(byte & mask)
}

fn tail(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at).map_or(0, |byte| low(*byte, 0x3F))
}

/// The table's entry for a character beyond the BMP.
fn astral(c: Option<char>) -> u8 {
    let sign = match c {
        Some('\u{2F800}'..='\u{2FA1F}') => Signs::COMPATIBILITY,
        Some('\u{E0000}'..='\u{E0FFF}') => Signs::INVISIBLE,
        Some('\u{F0000}'..='\u{10FFFF}') => Signs::PRIVATE_USE,
        _ => return 0,
    };
    sign.0.trailing_zeros() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind() {
        for (text, sign) in [
            ("甚麼?", Signs::QUESTION),
            ("甚麼？", Signs::QUESTION),
            ("(", Signs::BRACKET),
            ("＆", Signs::AMPERSAND),
            ("\u{85}", Signs::CONTROL),
            ("\0", Signs::CONTROL),
            ("Ã", Signs::LATIN),
            ("€", Signs::EURO),
            ("\u{FFFD}", Signs::REPLACEMENT),
            ("\u{E000}", Signs::PRIVATE_USE),
            ("\u{F0000}", Signs::PRIVATE_USE),
            ("\u{FEFF}", Signs::INVISIBLE),
            ("\u{E0041}", Signs::INVISIBLE),
            ("\u{2F2F}", Signs::RADICAL),
            ("\u{F914}", Signs::COMPATIBILITY),
            ("\u{2F800}", Signs::COMPATIBILITY),
            ("２", Signs::FULL_WIDTH),
            ("ｶ", Signs::HALF_WIDTH),
            ("ㄛ", Signs::KANA),
            ("한", Signs::HANGUL),
            ("\u{A0}", Signs::BLANK),
            ("Д", Signs::FOREIGN),
            ("ā", Signs::TONED),
            ("锟", Signs::TELLTALE),
            ("u", Signs::LETTER_U),
            ("涓浗", Signs::RARE_PAIR),
            ("骋叠碍", Signs::CIPHER_PAIR),
        ] {
            assert!(Signs::of(text).intersects(sign), "{text:?}");
        }
    }

    #[test]
    fn ordinary_text_has_none() {
        let text = "霧嶺市統計局3月2日公布，2023年全市地區生產總值增長5.3%\t《公報》……“好”——甲·乙、丙：丁；戊！\n";
        assert_eq!(Signs::of(&text.replace('%', "")), Signs::default());
        assert_eq!(Signs::of("雾岭市统计局公布😀𠮷。"), Signs::default());
    }

    proptest! {
        #[test]
        fn of_the_whole_is_of_the_parts(a in any::<String>(), b in any::<String>()) {
            let whole = Signs::of(&format!("{a}\n{b}"));
            prop_assert_eq!(whole, Signs::of(&a) | Signs::of(&b));
        }
    }
}
