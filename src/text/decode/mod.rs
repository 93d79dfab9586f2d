//! Bytes ↔ text: [`Source`] is a file's bytes together with what they say.
//!
//! Invariant: what no edit touches comes back byte for byte. Characters that an encoding can write in two ways,
//! malformed bytes, a BOM, line ends: all of them are the original bytes, copied. Only the lines that an edit touches
//! are encoded anew, and in them too such bytes stay (HZ alone may switch where it did not). That works because a line
//! feed is the same unit in every encoding here, and no damage before it can swallow it, so the lines of the text and
//! the lines of the bytes are the same lines.

mod codec;
mod detect;

pub use detect::DecodeError;

use super::Span;
use super::edit::{Edit, apply};
use std::fmt;

/// A text encoding. GB 2312 and GBK are read and written as GB 18030, which holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB 18030, GBK, GB 2312 (EUC-CN).
    Gb18030,
    /// Big5 with the Hong Kong characters, as WHATWG has it.
    Big5,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// HZ (RFC 1843): GB 2312 in seven bits, between `~{` and `~}`.
    Hz,
}

impl Encoding {
    /// The names that `--encoding` takes, besides `auto`.
    pub const LABELS: [&'static str; 9] =
        ["utf-8", "gb18030", "gbk", "gb2312", "big5", "utf-16le", "utf-16be", "utf-16", "hz"];

    /// The encoding that a person names, whatever the case; `utf8` is `utf-8`.
    #[must_use]
    pub fn for_label(label: &str) -> Option<Self> {
        Some(match label.to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "gb18030" | "gbk" | "gb2312" | "gb-2312" | "cp936" | "euc-cn" => Self::Gb18030,
            "big5" | "big5-hkscs" | "cp950" => Self::Big5,
            "utf-16le" | "utf-16" | "utf16" => Self::Utf16Le,
            "utf-16be" => Self::Utf16Be,
            "hz" | "hz-gb-2312" => Self::Hz,
            _ => return None,
        })
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Hz => "HZ",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why an edited text cannot be written back. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// The encoding has no such character.
    Unmappable {
        /// The first such character.
        character: char,
        /// Its line.
        line: usize,
        /// The file's encoding.
        encoding: Encoding,
    },
    /// An edit covers bytes that are no text, which it would lose.
    Malformed {
        /// The line.
        line: usize,
        /// The file's encoding.
        encoding: Encoding,
    },
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unmappable { character, line, encoding } => {
                let code = u32::from(*character);
                write!(f, "line {line}: {encoding} has no character {character} (U+{code:04X}); nothing was written")
            }
            Self::Malformed { line, encoding } => {
                write!(f, "line {line}: a repair would lose bytes that are not {encoding}; nothing was written")
            }
        }
    }
}

impl std::error::Error for EncodeError {}

/// A file's bytes and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    bytes: Vec<u8>,
    /// Length of the byte order mark.
    bom: usize,
    encoding: Encoding,
    text: String,
    malformed: bool,
}

impl Source {
    /// Decodes `bytes` as `encoding`, or as what they look like. A byte order mark is no part of the text. Malformed
    /// bytes are U+FFFD in the text, and themselves again when it is written back.
    ///
    /// # Errors
    /// When the bytes are no text, or in no encoding that is known here.
    pub fn decode(bytes: Vec<u8>, encoding: Option<Encoding>) -> Result<Self, DecodeError> {
        let (encoding, bom) = match encoding {
            Some(encoding) => (encoding, detect::bom(&bytes).filter(|(of, _)| *of == encoding).map_or(0, |(_, n)| n)),
            None => detect::detect(&bytes)?,
        };
        let (text, malformed) = codec::decode(encoding, &bytes[bom..]);
        Ok(Self { bytes, bom, encoding, text, malformed })
    }

    /// What the bytes say.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes as they are to stand on disk.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The encoding, given or found.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether there is a byte order mark.
    #[must_use]
    pub const fn has_bom(&self) -> bool {
        self.bom > 0
    }

    /// Whether some bytes are not text in this encoding; each run of them is one U+FFFD.
    #[must_use]
    pub const fn is_malformed(&self) -> bool {
        self.malformed
    }

    /// The same file with `edits` applied to its text, which are sorted and do not overlap.
    ///
    /// # Errors
    /// When the encoding lacks a character, or malformed bytes would be lost.
    pub fn edited(&self, edits: &[Edit]) -> Result<Self, EncodeError> {
        let text = apply(&self.text, edits);
        let mut bytes = self.bytes[..self.bom].to_vec();
        let mut edits = edits.iter().peekable();
        let mut start = 0;
        let mut lines = codec::lines(self.encoding, &self.bytes[self.bom..]);
        let mut group: Option<Group> = None;
        // An edit may cover several lines: these are encoded as one.
        for (number, (line, on_disk)) in (1..).zip(self.text.split_inclusive('\n').zip(lines.by_ref())) {
            let end = start + line.len();
            let current = group.get_or_insert_with(|| Group { number, start, on_disk: 0..0, edits: Vec::new() });
            current.on_disk = if current.on_disk.is_empty() { on_disk } else { current.on_disk.start..on_disk.end };
            let last_line = end == self.text.len();
            while let Some(edit) = edits.next_if(|edit| edit.span.start < end || last_line) {
                current.edits.push(edit);
            }
            start = end;
            if last_line || current.edits.last().is_none_or(|edit| edit.span.end <= end) {
                let group = group.take().unwrap_or_else(|| unreachable!("set above"));
                self.write_group(&group, end, &mut bytes)?;
            }
        }
        // Switches of HZ with nothing between them, at the end.
        lines.for_each(|line| bytes.extend_from_slice(&self.bytes[self.bom..][line]));
        // In an empty text there is no line for an edit to stand on.
        for edit in edits {
            codec::encode(self.encoding, &edit.content, &mut bytes).map_err(|character| EncodeError::Unmappable {
                character,
                line: 1,
                encoding: self.encoding,
            })?;
        }
        Ok(Self { bytes, bom: self.bom, encoding: self.encoding, text, malformed: self.malformed })
    }

    /// Appends the bytes of some whole lines up to `end`, with their edits.
    fn write_group(&self, group: &Group<'_>, end: usize, bytes: &mut Vec<u8>) -> Result<(), EncodeError> {
        let on_disk = &self.bytes[self.bom..][group.on_disk.clone()];
        if group.edits.is_empty() {
            bytes.extend_from_slice(on_disk);
            return Ok(());
        }
        let (line, encoding) = (group.number, self.encoding);
        let unmappable = |character| EncodeError::Unmappable { character, line, encoding };
        let lost = EncodeError::Malformed { line, encoding };
        let irregular = codec::irregular(encoding, on_disk);
        // What stays, each irregular run as it was.
        let keep = |span: Span, bytes: &mut Vec<u8>| {
            let mut at = span.start;
            for run in &irregular {
                let (start, end) = (group.start + run.text.start, group.start + run.text.end);
                if span.start <= start && end <= span.end {
                    codec::encode(encoding, &self.text[at..start], bytes).map_err(unmappable)?;
                    bytes.extend_from_slice(&on_disk[run.bytes.clone()]);
                    at = end;
                }
            }
            codec::encode(encoding, &self.text[at..span.end], bytes).map_err(unmappable)
        };
        let mut at = group.start;
        for edit in &group.edits {
            if irregular.iter().any(|run| run.malformed && edit.span.contains(group.start + run.text.start)) {
                return Err(lost);
            }
            keep(Span::new(at, edit.span.start), bytes)?;
            codec::encode(encoding, &edit.content, bytes).map_err(unmappable)?;
            at = edit.span.end;
        }
        keep(Span::new(at, end), bytes)
    }
}

/// Whole lines that are encoded together.
struct Group<'a> {
    /// The first line, from 1.
    number: usize,
    /// Where it starts in the text.
    start: usize,
    /// The bytes of the lines, behind the byte order mark.
    on_disk: std::ops::Range<usize>,
    edits: Vec<&'a Edit>,
}

#[cfg(test)]
mod tests;
