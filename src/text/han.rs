//! Facts on characters: script, Simplified and Traditional forms, readings, GBK bytes.
//!
//! Sources: `OpenCC`'s character dictionaries (through `src/build.rs`), the `pinyin` crate's table of readings, and the
//! WHATWG legacy encodings of `encoding_rs`. Nothing here looks at more than one character.

use encoding_rs::GBK;
use pinyin::{Pinyin, ToPinyinMulti};

/// Five bytes for each code point from [`FIRST`]: its Simplified and its Traditional form as little-endian `u16`s, and
/// flags: see `src/build.rs`.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/han.bin"));
const FIRST: u32 = 0x3400;

/// Whether `c` is a Han character: the unified ideographs, their extensions and the compatibility forms, and 〇.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether `c` belongs to one of Unicode's three private-use areas.
#[must_use]
pub const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// The Simplified form of `c`, or `c` itself. One character to one: 後 → 后, 麵 → 面.
#[must_use]
pub fn simplified(c: char) -> char {
    form(c, 0)
}

/// The most usual Traditional form of `c`, or `c` itself. A guess where one Simplified character stands for several.
#[must_use]
pub fn traditional(c: char) -> char {
    form(c, 2)
}

fn form(c: char, column: usize) -> char {
    let Some(record) = record(c) else { return c };
    char::from_u32(u32::from(u16::from_le_bytes([record[column], record[column + 1]]))).unwrap_or(c)
}

fn flag(c: char, bit: u8) -> bool {
    record(c).is_some_and(|record| record[4] & (1 << bit) != 0)
}

fn record(c: char) -> Option<&'static [u8; 5]> {
    let index = u32::from(c).checked_sub(FIRST)?;
    TABLE.get(index as usize * 5..)?.first_chunk()
}

/// Whether `c` has a Simplified form other than itself, so that Simplified text writes it otherwise (as a rule).
#[must_use]
pub fn has_simplified_form(c: char) -> bool {
    simplified(c) != c
}

/// Whether `c` stands in Traditional text only: it has another Simplified form, and GB 2312 does not hold it.
#[must_use]
pub fn is_traditional_only(c: char) -> bool {
    flag(c, 0)
}

/// Whether `c` stands in Simplified text only: it has another Traditional form, and Big5 does not hold it.
#[must_use]
pub fn is_simplified_only(c: char) -> bool {
    flag(c, 1)
}

/// What a character says about the script of its text: see [`script`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// As [`simplified`].
    pub simplified: char,
    /// As [`is_traditional_only`].
    pub traditional_only: bool,
    /// As [`is_simplified_only`].
    pub simplified_only: bool,
}

/// Simplified form and script of `c` in one look-up, for passes over whole texts.
#[must_use]
pub fn script(c: char) -> Script {
    let Some(record) = record(c) else {
        return Script { simplified: c, traditional_only: false, simplified_only: false };
    };
    let simplified = char::from_u32(u32::from(u16::from_le_bytes([record[0], record[1]]))).unwrap_or(c);
    Script { simplified, traditional_only: record[4] & 1 != 0, simplified_only: record[4] & 2 != 0 }
}

/// The two bytes of `c` in GBK (code page 936 as WHATWG has it), for what GBK holds in two bytes.
#[must_use]
pub fn gbk(c: char) -> Option<[u8; 2]> {
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = GBK.encode(c.encode_utf8(&mut utf8));
    match *bytes {
        [lead, trail] if !unmappable => Some([lead, trail]),
        _ => None,
    }
}

/// The characters of all pairs of GBK bytes, `u16`s in order of lead and trail byte: see `src/build.rs`.
static GBK_PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gbk.bin"));

/// The character of two GBK bytes, where GBK maps them (user-defined pairs to private use, as WHATWG has it).
#[must_use]
pub fn from_gbk([lead, trail]: [u8; 2]) -> Option<char> {
    let row = usize::from(lead.checked_sub(0x81)?);
    let column = usize::from(trail.checked_sub(0x40).filter(|_| trail < 0xFF)?);
    let unit = GBK_PAIRS.get((row * 0xBF + column) * 2..)?.first_chunk()?;
    char::from_u32(u16::from_le_bytes(*unit).into()).filter(|c| *c != '\0')
}

/// Whether `c`, or its Simplified form, is one of the 3,755 most used hanzi: level 1 of GB 2312, lead byte B0 to D7.
#[must_use]
pub fn is_common(c: char) -> bool {
    flag(c, 2)
}

/// Whether `c` is one of the 5,401 most used characters of Traditional text: level 1 of Big5.
#[must_use]
pub fn is_usual_traditional(c: char) -> bool {
    flag(c, 3)
}

/// The readings of `c` in pinyin with tone marks (`zhǎng`), the most usual one first. Empty for what is not a hanzi.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(Pinyin::with_tone)
}

/// Whether `reading` (lower case, with tone mark) is one of the readings of `c`.
///
/// `ɡ` and `ɑ`, which Chinese fonts and GBK's pinyin row use, are taken for `g` and `a`. Where only the Simplified
/// form has a reading on record, that counts.
#[must_use]
pub fn has_reading(c: char, reading: &str) -> bool {
    let matches = |c: char| readings(c).any(|known| known.chars().eq(reading.chars().map(plain_letter)));
    matches(c) || (has_simplified_form(c) && matches(simplified(c)))
}

/// Whether `reading`, which has no tone marks, is one of the readings of `c` without its tone; `ü` may be `v` or `u`.
#[must_use]
pub fn has_toneless_reading(c: char, reading: &str) -> bool {
    let same = |known: char, letter: char| {
        let known = toneless(known);
        known == letter || (known == 'ü' && matches!(letter, 'v' | 'u'))
    };
    let matches = |known: &str| {
        known.chars().count() == reading.len() && known.chars().zip(reading.chars()).all(|(a, b)| same(a, b))
    };
    readings(c).any(matches)
}

/// A pinyin letter without its tone mark.
const fn toneless(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'ü',
        'ń' | 'ň' | 'ǹ' => 'n',
        c => c,
    }
}

const fn plain_letter(c: char) -> char {
    match c {
        'ɡ' => 'g',
        'ɑ' => 'a',
        c => c,
    }
}

/// Whether `c` may stand in a pinyin syllable, in lower case: a Latin letter, with or without a tone mark.
#[must_use]
pub const fn is_pinyin_letter(c: char) -> bool {
    c.is_ascii_lowercase() || is_toned_letter(c) || matches!(c, 'ü' | 'ê' | 'ɡ' | 'ɑ')
}

/// Whether `c` is a lower-case letter with a pinyin tone mark.
#[must_use]
pub const fn is_toned_letter(c: char) -> bool {
    matches!(
        c,
        'ā' | 'á'
            | 'ǎ'
            | 'à'
            | 'ē'
            | 'é'
            | 'ě'
            | 'è'
            | 'ī'
            | 'í'
            | 'ǐ'
            | 'ì'
            | 'ō'
            | 'ó'
            | 'ǒ'
            | 'ò'
            | 'ū'
            | 'ú'
            | 'ǔ'
            | 'ù'
            | 'ǖ'
            | 'ǘ'
            | 'ǚ'
            | 'ǜ'
            | 'ń'
            | 'ň'
            | 'ǹ'
            | 'ḿ'
            | 'ế'
            | 'ề'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(simplified('後'), '后');
        assert_eq!(simplified('乙'), '乙');
        assert_eq!(traditional('发'), '發');
        assert!(is_traditional_only('發') && !is_traditional_only('乾') && !is_traditional_only('人'));
        assert!(is_simplified_only('发') && !is_simplified_only('后') && !is_simplified_only('人'));
        assert_eq!(simplified('a'), 'a');
        assert_eq!(simplified('😀'), '😀');
        for c in ['發', '发', '人', '乾', 'a', '😀', '\u{20000}'] {
            let expected = (simplified(c), is_traditional_only(c), is_simplified_only(c));
            let found = script(c);
            assert_eq!((found.simplified, found.traditional_only, found.simplified_only), expected);
        }
    }

    #[test]
    fn gbk_both_ways() {
        assert_eq!(gbk('動'), Some([0x84, 0xD3]));
        assert_eq!(from_gbk([0xD3, 0x96]), Some('訓'));
        assert_eq!(gbk('a'), None);
        assert_eq!(gbk('😀'), None);
        assert_eq!(from_gbk([0x41, 0x42]), None);
        assert_eq!(from_gbk([0x96, 0x28]), None);
    }

    #[test]
    fn readings_with_tone() {
        assert!(has_reading('長', "zhǎng") && has_reading('長', "cháng") && !has_reading('長', "chǎng"));
        assert!(has_reading('廣', "ɡuǎnɡ"));
        assert!(has_reading('綠', "lǜ"));
        assert!(!has_reading('a', "a"));
        assert!(
            has_toneless_reading('备', "bei") && has_toneless_reading('绿', "lv") && !has_toneless_reading('备', "be")
        );
    }

    #[test]
    fn common_characters() {
        assert!(is_usual_traditional('會') && !is_usual_traditional('曏') && !is_usual_traditional('厂'));
        assert!(is_common('發') && is_common('人') && !is_common('砼') && !is_common('鱖'));
    }
}
