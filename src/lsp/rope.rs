//! Positions in a rope. Stands in for `text::position` until a document's text is an `Article`.
//!
//! A position past the end of its line is the end of the line, one past the last line is the end of the text, one
//! inside of a character is its start. Lines end at LF, CR and CRLF, as the protocol has it, and nowhere else.

use std::ops::Range;

use ropey::{Rope, RopeSlice};
use tower_lsp::lsp_types::{Position, PositionEncodingKind};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units, which every client speaks.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// `utf-8` where it is offered, else the first offered that we speak, else `utf-16`.
    pub(crate) fn choose(offered: &[String]) -> Self {
        let spoken = |name: &String| match name.as_str() {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        let mut spoken = offered.iter().filter_map(spoken);
        if spoken.clone().any(|encoding| encoding == Self::Utf8) {
            Self::Utf8
        } else {
            spoken.next().unwrap_or_default()
        }
    }

    /// Its name in the protocol.
    pub(crate) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

/// The character at which `position` lies; every position has one.
pub(crate) fn char_at(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let Ok(start) = rope.try_line_to_char(position.line as usize) else { return rope.len_chars() };
    let line = rope.get_line(position.line as usize).map_or_else(|| rope.slice(..0), without_end);
    let column = position.character as usize;
    start
        + match encoding {
            Encoding::Utf8 => line.try_byte_to_char(column).unwrap_or_else(|_| line.len_chars()),
            Encoding::Utf16 => line.try_utf16_cu_to_char(column).unwrap_or_else(|_| line.len_chars()),
            Encoding::Utf32 => column.min(line.len_chars()),
        }
}

/// The characters of a range; a reversed one is turned round.
pub(crate) fn chars_of(rope: &Rope, range: tower_lsp::lsp_types::Range, encoding: Encoding) -> Range<usize> {
    let (start, end) = (char_at(rope, range.start, encoding), char_at(rope, range.end, encoding));
    start.min(end)..start.max(end)
}

/// The position of a byte; past the end it is the end.
pub(crate) fn position(rope: &Rope, byte: usize, encoding: Encoding) -> Position {
    let byte = byte.min(rope.len_bytes());
    // These cannot fail within the text.
    let line = rope.try_byte_to_line(byte).unwrap_or_default();
    let start = rope.try_line_to_byte(line).unwrap_or_default();
    let Some(before) = rope.get_byte_slice(start..byte) else { return Position::new(line as u32, 0) };
    let column = match encoding {
        Encoding::Utf8 => before.len_bytes(),
        Encoding::Utf16 => before.len_utf16_cu(),
        Encoding::Utf32 => before.len_chars(),
    };
    Position::new(line as u32, column as u32)
}

fn without_end(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    for mark in ['\n', '\r'] {
        if end > 0 && line.get_char(end - 1) == Some(mark) {
            end -= 1;
        }
    }
    line.get_slice(..end).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn the_encoding_is_the_clients_choice() {
        let choose = |names: &[&str]| Encoding::choose(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(choose(&[]), Encoding::Utf16);
        assert_eq!(choose(&["utf-7"]), Encoding::Utf16);
        assert_eq!(choose(&["utf-7", "utf-32", "utf-16"]), Encoding::Utf32);
        assert_eq!(choose(&["utf-32", "utf-16", "utf-8"]), Encoding::Utf8);
    }

    #[test]
    fn columns_count_their_unit_and_stop_at_the_end_of_the_line() {
        let rope = Rope::from_str("新😀聞\r\n甲\r乙\u{2028}丙\n");
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(char_at(&rope, Position::new(0, column), encoding), 2);
            assert_eq!(position(&rope, 7, encoding), Position::new(0, column));
            assert_eq!(char_at(&rope, Position::new(0, u32::MAX), encoding), 3);
            assert_eq!(char_at(&rope, Position::new(u32::MAX, 0), encoding), rope.len_chars());
        }
        assert_eq!(char_at(&rope, Position::new(0, 2), Encoding::Utf16), 1);
        assert_eq!(char_at(&rope, Position::new(0, 4), Encoding::Utf8), 1);
        assert_eq!(char_at(&rope, Position::new(2, 2), Encoding::Utf32), 9);
    }

    proptest::proptest! {
        #[test]
        fn no_position_panics_and_all_come_back(text in "[a新😀\r\n\t\u{2028}]{0,20}", line in 0..8u32, column in 0..20u32) {
            let rope = Rope::from_str(&text);
            for encoding in ALL {
                let at = char_at(&rope, Position::new(line, column), encoding);
                let there = position(&rope, rope.char_to_byte(at), encoding);
                assert_eq!(char_at(&rope, there, encoding), at);
            }
        }
    }
}
