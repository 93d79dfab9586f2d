//! Makes the tables that `text::han`, `mojibake::signs` and `mojibake::words` read, so that nothing has to be built at
//! start-up.
//!
//! `han.bin`: for each code point from U+3400 to U+9FFF two `u16`s, the Simplified and the Traditional character that
//! `OpenCC`'s character dictionaries give for it (itself where there is none), and one byte of flags. `signs.bin`: for
//! each code point of the BMP what it is a sign of: see `mojibake::signs::Signs`. `gbk.bin`: for each lead byte from 81
//! and each trail byte from 40 the character (a `u16`, 0 for none) of the pair in GBK.

#[path = "mojibake/words/build.rs"]
mod words;

use encoding_rs::{BIG5, GBK};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::{env, fs, path::PathBuf};
use words::Counts;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=src/mojibake/words");
    println!("cargo::rerun-if-changed=src/language");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, table: &[u8]| fs::write(out.join(name), table).expect("OUT_DIR is writable");
    let counts = Counts::read(include_str!("mojibake/words/words.txt"), include_str!("mojibake/words/bigrams.txt"));
    let (words, word_pairs) = counts.words();
    write("words.bin", &words);
    write("word_pairs.bin", &word_pairs);
    write("beginnings.bin", &counts.beginnings());
    let (characters, character_pairs) = counts.characters();
    write("characters.bin", &characters);
    write("character_pairs.bin", &character_pairs);

    let simplify = OpenCC::from_config(BuiltinConfig::T2s).expect("the dictionary is embedded in the crate");
    let traditionalize = OpenCC::from_config(BuiltinConfig::S2t).expect("the dictionary is embedded in the crate");
    let mut table = Vec::with_capacity(5 * (LAST - FIRST + 1) as usize);
    for code in FIRST..=LAST {
        let simplified = converted(&simplify, code);
        let traditional = converted(&traditionalize, code);
        table.extend(simplified.to_le_bytes());
        table.extend(traditional.to_le_bytes());
        table.push(flags(code, simplified.into(), traditional.into()));
    }
    write("han.bin", &table);
    // Messages are for people: as they write in Taiwan, words too (檔案, 資料).
    let taiwanese = OpenCC::from_config(BuiltinConfig::S2twp).expect("the dictionary is embedded in the crate");
    for (name, text) in
        [("catalogue", include_str!("language/catalogue.txt")), ("pages", include_str!("language/pages.txt"))]
    {
        write(&format!("{name}_traditional.txt"), in_traditional(&taiwanese, text).as_bytes());
    }
    let common = |code: u32| {
        let index = code.checked_sub(FIRST).filter(|_| code <= LAST);
        index.is_some_and(|index| table[index as usize * 5 + 4] & 4 != 0)
    };
    let pairs = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| [lead, trail]));
    let gbk: Vec<u8> = pairs.flat_map(|pair| from_gbk(pair).to_le_bytes()).collect();
    write("gbk.bin", &gbk);
    let signs: Vec<u8> = (0..0x1_0000).map(|code| sign(code) | flags_of_sign(code, common(code))).collect();
    write("signs.bin", &signs);
}

/// A text in Traditional characters, but for what stands in backticks. English lines have none to change.
fn in_traditional(traditionalize: &OpenCC, text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts: Vec<String> = parts
        .map(|(index, part)| if index % 2 == 0 { traditionalize.convert(part) } else { part.to_owned() })
        .collect();
    // OpenCC takes 发布 for a word of software.
    parts.join("`").replace("釋出", "發布")
}

/// The number of the sign that a character is: see `Signs`.
fn sign(code: u32) -> u8 {
    match code {
        0x3F | 0xFF1F => 1,
        0x28 => 2,
        0x26 | 0xFF06 => 3,
        0x23 | 0xFF03 => 4,
        0x5C | 0xFF3C => 5,
        0x25 | 0xFF05 => 6,
        0x3D => 7,
        0x2B => 8,
        0x7E => 9,
        0x09 | 0x0A | 0x0D => 0,
        0..0x20 | 0x7F..=0x9F | 0x2028 | 0x2029 => 10,
        0xAD | 0x034F | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF => 15,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F => 22,
        // `·°±×÷§`: at home in Chinese text.
        0xB7 | 0xB0 | 0xB1 | 0xD7 | 0xF7 | 0xA7 => 0,
        _ if char::from_u32(code).is_some_and(|c| "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêếề".contains(c)) => {
            24
        }
        _ if char::from_u32(code).is_some_and(|c| "锟锘嚙烫屯葺铪铑聽□".contains(c)) => 27,
        0x75 => 28,
        0xA1..=0x2FF => 11,
        0x20AC => 12,
        0xFFFD => 13,
        0xE000..=0xF8FF => 14,
        0x2E80..=0x2FD5 => 16,
        0xF900..=0xFAFF => 17,
        0xFF10..=0xFF19 | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => 18,
        0xFF61..=0xFF9F => 19,
        0x3041..=0x3129 | 0x31A0..=0x31BF | 0xFE50..=0xFE6F => 20,
        0x1100..=0x11FF | 0xAC00..=0xD7A3 => 21,
        0x0370..=0x1FFF | 0xA000..=0xABFF => 23,
        // `锛銆鈥鐨聽`.
        0x951B | 0x9286 | 0x9225 | 0x9428 | 0x807D => 27,
        _ => 0,
    }
}

/// Bit 5: a Han character that is not common. Bit 6: one that stands for a Latin letter in the cipher of M104.
fn flags_of_sign(code: u32, common: bool) -> u8 {
    const CIPHER: &str =
        "础叠颁顿贰贵骋贬滨闯碍尝惭狈翱笔蚕搁厂罢鲍痴奥齿驰窜补产肠诲别蹿驳丑颈箩办濒尘苍辞辫辩谤蝉迟耻惫飞虫测锄";
    let han = (FIRST..=LAST).contains(&code);
    let cipher = char::from_u32(code).is_some_and(|c| CIPHER.contains(c));
    u8::from(han && !common) << 5 | u8::from(cipher) << 6
}

/// Bit 0: stands in Traditional text only. Bit 1: in Simplified text only. Bit 2: its Simplified form is one of the
/// 3,755 hanzi of GB 2312's level 1. Bit 3: one of the 5,401 of Big5's level 1.
fn flags(code: u32, simplified: u32, traditional: u32) -> u8 {
    let traditional_only = simplified != code && !matches!(*gbk(code), [0xB0..=0xF7, 0xA1..=0xFE]);
    let simplified_only =
        traditional != code && char::from_u32(code).is_none_or(|c| BIG5.encode(c.encode_utf8(&mut [0; 4])).2);
    let common = matches!(*gbk(simplified), [0xB0..=0xD7, 0xA1..=0xFE]);
    // Big5 keeps its 5,401 most used characters before C6A1.
    let big5 = char::from_u32(code).map(|c| BIG5.encode(c.encode_utf8(&mut [0; 4])).0.into_owned());
    let usual_traditional = matches!(big5.as_deref(), Some([0xA4..=0xC6, _]));
    u8::from(traditional_only)
        | u8::from(simplified_only) << 1
        | u8::from(common) << 2
        | u8::from(usual_traditional) << 3
}

fn gbk(code: u32) -> Vec<u8> {
    char::from_u32(code).map(|c| GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned()).unwrap_or_default()
}

/// The character of a pair of bytes, all of which GBK maps to the BMP, or 0.
fn from_gbk(pair: [u8; 2]) -> u16 {
    let text = GBK.decode_without_bom_handling_and_without_replacement(&pair);
    let mut units = text.iter().flat_map(|text| text.encode_utf16());
    match (units.next(), units.next()) {
        (Some(unit), None) => unit,
        _ => 0,
    }
}

/// The one BMP character that `opencc` turns `code` into, else `code` itself.
fn converted(opencc: &OpenCC, code: u32) -> u16 {
    let itself = u16::try_from(code).expect("the range lies in the BMP");
    let Some(c) = char::from_u32(code) else { return itself };
    let converted = opencc.convert(c.encode_utf8(&mut [0; 4]));
    let mut chars = converted.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => u16::try_from(u32::from(one)).unwrap_or(itself),
        _ => itself,
    }
}
