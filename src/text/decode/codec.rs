//! Each encoding, both ways. `encoding_rs` does the work where it can; UTF-16 it only reads, and HZ it does not know.

use super::Encoding;
use encoding_rs::{BIG5, DecoderResult, EncoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::ops::Range;

/// Decodes; malformed runs are U+FFFD, and the second part says whether there are any.
pub(super) fn decode(encoding: Encoding, bytes: &[u8]) -> (String, bool) {
    if encoding == Encoding::Hz {
        let (text, malformed) = decode_hz(bytes);
        return (text, !malformed.is_empty());
    }
    let (text, malformed) = of(encoding).decode_without_bom_handling(bytes);
    (text.into_owned(), malformed)
}

/// A run of bytes that encoding its text again would not give back.
pub(super) struct Irregular {
    /// What it says, in the decoded text.
    pub(super) text: Range<usize>,
    /// Where it is.
    pub(super) bytes: Range<usize>,
    /// Whether it is no text in this encoding, and says U+FFFD; else a character that can be written in two ways, or
    /// (Big5) only be read.
    pub(super) malformed: bool,
}

/// The irregular runs of some whole lines, in order.
pub(super) fn irregular(encoding: Encoding, bytes: &[u8]) -> Vec<Irregular> {
    let mut found = Vec::new();
    let (mut text_at, mut at) = (0, 0);
    for (offset, raw) in malformed(encoding, bytes) {
        other_forms(encoding, bytes, at..raw.start, text_at, &mut found);
        (text_at, at) = (offset + char::REPLACEMENT_CHARACTER.len_utf8(), raw.end);
        found.push(Irregular { text: offset..text_at, bytes: raw, malformed: true });
    }
    other_forms(encoding, bytes, at..bytes.len(), text_at, &mut found);
    found
}

/// Appends the characters of a well-formed `range`, whose text begins at `text_at`, that are encoded otherwise.
fn other_forms(encoding: Encoding, bytes: &[u8], range: Range<usize>, mut text_at: usize, found: &mut Vec<Irregular>) {
    if !matches!(encoding, Encoding::Gb18030 | Encoding::Big5) {
        return;
    }
    let read = |range: Range<usize>| of(encoding).decode_without_bom_handling_and_without_replacement(&bytes[range]);
    let comes_back = |text: &str, range: Range<usize>| {
        let mut again = Vec::new();
        encode(encoding, text, &mut again).is_ok() && again == bytes[range]
    };
    if read(range.clone()).is_some_and(|text| comes_back(&text, range.clone())) {
        return;
    }
    let mut at = range.start;
    while at < range.end {
        let ends = [at + 1, at + 2, at + 4].into_iter().filter(|end| *end <= range.end);
        let Some((text, end)) = ends.filter_map(|end| Some((read(at..end)?, end))).next() else { return };
        let text_end = text_at + text.len();
        if !text.is_ascii() && !comes_back(&text, at..end) {
            found.push(Irregular { text: text_at..text_end, bytes: at..end, malformed: false });
        }
        (text_at, at) = (text_end, end);
    }
}

/// The malformed runs of some bytes: the offset of their U+FFFD in the decoded text, and where the bytes are.
fn malformed(encoding: Encoding, bytes: &[u8]) -> Vec<(usize, Range<usize>)> {
    if encoding == Encoding::Hz {
        return decode_hz(bytes).1;
    }
    let mut decoder = of(encoding).new_decoder_without_bom_handling();
    let mut found = Vec::new();
    let mut buffer = vec![0; 4096];
    let (mut read, mut written) = (0, 0);
    loop {
        let (result, more_read, more_written) =
            decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += more_read;
        written += more_written;
        match result {
            DecoderResult::InputEmpty => return found,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                let end = read - behind as usize;
                found.push((written, end - length as usize..end));
                written += char::REPLACEMENT_CHARACTER.len_utf8();
            }
        }
    }
}

/// Appends `text` in an encoding.
///
/// # Errors
/// The first character that the encoding lacks.
pub(super) fn encode(encoding: Encoding, text: &str, bytes: &mut Vec<u8>) -> Result<(), char> {
    match encoding {
        Encoding::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => text.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes())),
        Encoding::Utf16Be => text.encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes())),
        Encoding::Hz => return encode_hz(text, bytes),
        Encoding::Gb18030 | Encoding::Big5 => {
            let mut encoder = of(encoding).new_encoder();
            let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len()).unwrap_or(text.len() * 4);
            let mut buffer = vec![0; room];
            let (result, _, written) = encoder.encode_from_utf8_without_replacement(text, &mut buffer, true);
            if let EncoderResult::Unmappable(character) = result {
                return Err(character);
            }
            bytes.extend_from_slice(&buffer[..written]);
        }
    }
    Ok(())
}

/// The lines of some bytes, each with its line feed.
pub(super) fn lines(encoding: Encoding, bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        at = match encoding {
            Encoding::Utf16Le => unit_end(bytes, at, [b'\n', 0]),
            Encoding::Utf16Be => unit_end(bytes, at, [0, b'\n']),
            _ => memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1),
        };
        Some(start..at)
    })
}

fn unit_end(bytes: &[u8], at: usize, line_feed: [u8; 2]) -> usize {
    let found = bytes[at..].chunks_exact(2).position(|unit| unit == line_feed);
    found.map_or(bytes.len(), |index| at + 2 * (index + 1))
}

fn of(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Gb18030 | Encoding::Hz => GB18030,
        Encoding::Big5 => BIG5,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
    }
}

/// Reads HZ: `~{` and `~}` switch, `~~` is a tilde, a line end switches back. What RFC 1843 does not allow is
/// malformed. A tilde before a line feed stays a malformed byte, for the line feed has to stay a line feed.
fn decode_hz(bytes: &[u8]) -> (String, Vec<(usize, Range<usize>)>) {
    let mut text = String::with_capacity(bytes.len());
    let mut malformed = Vec::new();
    let (mut hanzi, mut at) = (false, 0);
    while at < bytes.len() {
        let pair = [bytes[at], bytes.get(at + 1).copied().unwrap_or(0)];
        let c = match pair {
            [b'~', b'{'] if !hanzi => {
                (hanzi, at) = (true, at + 2);
                continue;
            }
            [b'~', b'}'] if hanzi => {
                (hanzi, at) = (false, at + 2);
                continue;
            }
            [b'~', b'~'] if !hanzi => Some(('~', 2)),
            [b'\n', _] => {
                hanzi = false;
                Some(('\n', 1))
            }
            [b'\r', _] => Some(('\r', 1)),
            [0x21..=0x7E, 0x21..=0x7E] if hanzi => {
                crate::text::han::from_gbk([pair[0] | 0x80, pair[1] | 0x80]).map(|c| (c, 2))
            }
            [0x00..=0x7D | 0x7F, _] if !hanzi => Some((char::from(pair[0]), 1)),
            _ => None,
        };
        match c {
            Some((c, length)) => {
                text.push(c);
                at += length;
            }
            None => {
                malformed.push((text.len(), at..at + 1));
                text.push(char::REPLACEMENT_CHARACTER);
                at += 1;
            }
        }
    }
    (text, malformed)
}

fn encode_hz(text: &str, bytes: &mut Vec<u8>) -> Result<(), char> {
    let mut hanzi = false;
    for c in text.chars() {
        let pair = match crate::text::han::gbk(c) {
            Some([lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE]) => Some([lead & 0x7F, trail & 0x7F]),
            _ if c.is_ascii() => None,
            _ => return Err(c),
        };
        if pair.is_some() != hanzi {
            hanzi = pair.is_some();
            bytes.extend(if hanzi { b"~{" } else { b"~}" });
        }
        match pair {
            Some(pair) => bytes.extend(pair),
            None if c == '~' => bytes.extend(b"~~"),
            None => bytes.push(u8::try_from(c).unwrap_or(b'?')),
        }
    }
    if hanzi {
        bytes.extend(b"~}");
    }
    Ok(())
}
