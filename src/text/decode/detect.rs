//! What encoding bytes are in, or that they are no text.
//!
//! In this order: a byte order mark; the signs of files that are no text; UTF-8, which proves itself; UTF-16 by which
//! of its bytes make Chinese; HZ by its switches; then GB 18030 or Big5, by what decodes better and makes commoner
//! characters, with `chardetng`'s opinion where these do not decide. Other legacy encodings are never guessed: a
//! Chinese `.txt` that looks like windows-1252 is damage, and a rule's business.

use super::{Encoding, codec};
use crate::text::han;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use std::fmt;

/// Why bytes cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They are no text.
    NotText {
        /// What they look like.
        looks_like: &'static str,
    },
    /// They may be text, but in no encoding that is known here.
    UnknownEncoding,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { looks_like } => write!(f, "not a text file: it looks like {looks_like}"),
            Self::UnknownEncoding => {
                write!(f, "its encoding is none of {}; name it with --encoding", Encoding::LABELS.join(", "))
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// How many bytes are looked at where a part says enough.
const SAMPLE: usize = 64 << 10;

/// The encoding that a byte order mark names, and the mark's length.
pub(super) fn bom(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Encoding::Gb18030, 4)),
        _ => None,
    }
}

/// The encoding of `bytes`, and the length of their byte order mark.
pub(super) fn detect(bytes: &[u8]) -> Result<(Encoding, usize), DecodeError> {
    if let Some(found) = bom(bytes) {
        return Ok(found);
    }
    if let Some((_, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(DecodeError::NotText { looks_like });
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|byte| is_control(**byte)).count();
    if std::str::from_utf8(bytes).is_ok() && controls * 10 <= sample.len() {
        let is_hz = memchr::memmem::find(bytes, b"~{").is_some() && bytes.is_ascii() && is_hz(sample);
        return Ok((if is_hz { Encoding::Hz } else { Encoding::Utf8 }, 0));
    }
    if let Some(encoding) = utf16(sample) {
        return Ok((encoding, 0));
    }
    if controls * 50 > sample.len() {
        return Err(DecodeError::NotText { looks_like: "binary data" });
    }
    if is_mostly_utf8(bytes) {
        return Ok((Encoding::Utf8, 0));
    }
    legacy(sample).map(|encoding| (encoding, 0)).ok_or(DecodeError::UnknownEncoding)
}

const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\x1F\x8B", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\x00", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
];

const fn is_control(byte: u8) -> bool {
    byte == 0x7F || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A))
}

fn is_hz(sample: &[u8]) -> bool {
    let (text, malformed) = codec::decode(Encoding::Hz, sample);
    let hanzi = text.chars().filter(|c| han::is_han(*c)).count();
    hanzi > 0 && (!malformed || text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() * 20 < hanzi)
}

/// UTF-16 without a mark: in one byte order nearly all units are what Chinese text is made of, in the other not.
fn utf16(sample: &[u8]) -> Option<Encoding> {
    let share = |read: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        let expected = units.filter(|unit| {
            matches!(unit, 0x4E00..=0x9FFF | 0x3000..=0x303F | 0xFF01..=0xFF5E | 0x2010..=0x2027 | 0x20..=0x7E)
                || matches!(unit, 9 | 10 | 13)
        });
        expected.count() as f64 / (sample.len() / 2).max(1) as f64
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    if sample.len() < 4 || little.max(big) < 0.9 || (little - big).abs() < 0.2 {
        return None;
    }
    Some(if little > big { Encoding::Utf16Le } else { Encoding::Utf16Be })
}

/// UTF-8 with a few bad bytes: in other encodings sequences that are valid UTF-8 hardly happen.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        invalid += chunk.invalid().len();
    }
    valid > 0 && valid > invalid
}

/// GB 18030 or Big5.
fn legacy(sample: &[u8]) -> Option<Encoding> {
    // The end of the sample may cut a character.
    let sample = &sample[..memchr::memrchr(b'\n', sample).filter(|_| sample.len() == SAMPLE).unwrap_or(sample.len())];
    let (gb, big5) = (score(Encoding::Gb18030, sample), score(Encoding::Big5, sample));
    if gb.max(big5) < 0.3 {
        return None;
    }
    if (gb - big5).abs() > 0.1 {
        return Some(if gb > big5 { Encoding::Gb18030 } else { Encoding::Big5 });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    Some(if guess == encoding_rs::BIG5 || (guess != encoding_rs::GBK && big5 > gb) {
        Encoding::Big5
    } else {
        Encoding::Gb18030
    })
}

/// How much like Chinese `sample` is in an encoding: from 1, all common characters, down.
fn score(encoding: Encoding, sample: &[u8]) -> f64 {
    let (text, _) = codec::decode(encoding, sample);
    let (mut all, mut good) = (0, 0.0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        good += match c {
            char::REPLACEMENT_CHARACTER => -3.0,
            c if han::is_private_use(c) => -1.0,
            c if MOST_COMMON.contains(han::simplified(c)) => 2.0,
            c if han::is_common(c) => 1.0,
            '，' | '。' | '、' | '；' | '：' | '？' | '！' | '“' | '”' | '「' | '」' | '（' | '）' | '《' | '》'
            | '\u{3000}' => 1.0,
            // Only GB 18030 has these, and damaged pages are full of them.
            c if han::is_toned_letter(c) => 1.0,
            c if han::is_han(c) => 0.0,
            // Kana, bopomofo, box drawing: what the other table's punctuation turns into.
            _ => -0.5,
        };
    }
    good / f64::from(all.max(1))
}

/// A tenth of the characters of any news text are one of these.
const MOST_COMMON: &str =
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_called_what_it_looks_like() {
        let why = |bytes: &[u8]| detect(bytes).unwrap_err().to_string();
        assert_eq!(why(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not a text file: it looks like a PNG picture");
        assert_eq!(why(b"%PDF-1.7\n"), "not a text file: it looks like a PDF document");
        let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(why(&noise), "not a text file: it looks like binary data");
        assert_eq!(why(&[0; 100]), "not a text file: it looks like binary data");
    }

    #[test]
    fn ascii_and_nothing_are_utf8() {
        assert_eq!(detect(b""), Ok((Encoding::Utf8, 0)));
        assert_eq!(detect(b"plain ~{ text"), Ok((Encoding::Utf8, 0)));
        assert_eq!(detect("霧\u{FFFD}嶺".as_bytes()), Ok((Encoding::Utf8, 0)));
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_utf8_anything_else() {
        let mut bytes = "霧嶺市統計局公布".repeat(20).into_bytes();
        bytes.truncate(bytes.len() - 1);
        bytes.insert(30, 0xFF);
        assert_eq!(detect(&bytes), Ok((Encoding::Utf8, 0)));
    }

    /// Prints how often the encoding is found, by length: `cargo test detection -- --ignored --nocapture`.
    #[test]
    #[ignore = "a measurement"]
    fn detection_by_length() {
        let traditional = include_str!("../../../seeds/clean/transcript.clean");
        let simplified = include_str!("../../../seeds/simplified.txt");
        for (script, text) in [("traditional", traditional), ("simplified", simplified)] {
            let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            for encoding in [Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Hz] {
                for length in [5, 10, 20, 50, 200] {
                    let (mut right, mut all) = (0, 0);
                    for part in chars.chunks(length) {
                        let mut bytes = Vec::new();
                        if codec::encode(encoding, &part.iter().collect::<String>(), &mut bytes).is_ok() {
                            all += 1;
                            right += usize::from(detect(&bytes).is_ok_and(|(found, _)| found == encoding));
                        }
                    }
                    println!("{script} {encoding} {length} characters: {right} of {all}");
                }
            }
        }
    }
}
