//! Makes the tables that `text::han` and `mojibake::words` read, so that nothing has to be built at start-up.
//!
//! That of Han characters: for each code point from U+3400 to U+9FFF it writes two `u16`s: the Simplified and the Traditional character that
//! `OpenCC`'s character dictionaries give for it (itself where there is none), and one byte of flags.

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
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, table: Vec<u8>| fs::write(out.join(name), table).expect("OUT_DIR is writable");
    let counts = Counts::read(include_str!("mojibake/words/words.txt"), include_str!("mojibake/words/bigrams.txt"));
    let (words, word_pairs) = counts.words();
    write("words.bin", words);
    write("word_pairs.bin", word_pairs);
    write("beginnings.bin", counts.beginnings());
    let (characters, character_pairs) = counts.characters();
    write("characters.bin", characters);
    write("character_pairs.bin", character_pairs);

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
    write("han.bin", table);
}

/// Bit 0: stands in Traditional text only. Bit 1: in Simplified text only. Bit 2: its Simplified form is one of the
/// 3,755 hanzi of GB 2312's level 1.
fn flags(code: u32, simplified: u32, traditional: u32) -> u8 {
    let traditional_only = simplified != code && !matches!(*gbk(code), [0xB0..=0xF7, 0xA1..=0xFE]);
    let simplified_only =
        traditional != code && char::from_u32(code).is_none_or(|c| BIG5.encode(c.encode_utf8(&mut [0; 4])).2);
    let common = matches!(*gbk(simplified), [0xB0..=0xD7, 0xA1..=0xFE]);
    u8::from(traditional_only) | u8::from(simplified_only) << 1 | u8::from(common) << 2
}

fn gbk(code: u32) -> Vec<u8> {
    char::from_u32(code).map(|c| GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned()).unwrap_or_default()
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
