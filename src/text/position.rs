//! The only place that converts bytes to columns and back.
//!
//! LSP counts columns in UTF-8, UTF-16 or UTF-32 units, as agreed on with the client; the command line counts
//! characters from 1. Line ends are LF, CR and CRLF, as in LSP (ropey without its feature `unicode_lines`).

use ropey::Rope;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what LSP means where nothing was agreed on.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a text: line and column from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Number of line ends before it.
    pub line: usize,
    /// Units before it on its line.
    pub column: usize,
}

impl Encoding {
    /// Units that `c` takes.
    #[must_use]
    pub const fn units(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The byte offset of a position. One past the end of its line is the line's end, before its terminator; one past the
/// last line is the end of the text; one inside a character is the character's start.
#[must_use]
pub fn offset(text: &Rope, position: Position, encoding: Encoding) -> usize {
    let (Ok(start), Some(line)) = (text.try_line_to_char(position.line), text.get_line(position.line)) else {
        return text.len_bytes();
    };
    let chars = match encoding {
        Encoding::Utf32 => position.column,
        Encoding::Utf8 => line.try_byte_to_char(position.column).unwrap_or(usize::MAX),
        Encoding::Utf16 => line.try_utf16_cu_to_char(position.column).unwrap_or(usize::MAX),
    };
    let ends_with = |length: usize, c| length > 0 && line.get_char(length - 1) == Some(c);
    let length = line.len_chars() - usize::from(ends_with(line.len_chars(), '\n'));
    let length = length - usize::from(ends_with(length, '\r'));
    text.try_char_to_byte(start + chars.min(length)).unwrap_or_else(|_| text.len_bytes())
}

/// The position of a byte offset. One past the end is the end; one inside a character is the character's start.
#[must_use]
pub fn position(text: &Rope, offset: usize, encoding: Encoding) -> Position {
    Converter::new(text, encoding).position(offset)
}

/// Converts many byte offsets of one text. Ascending ones cost only the gap from one to the next.
#[derive(Clone, Debug)]
pub struct Converter<'a> {
    text: &'a Rope,
    encoding: Encoding,
    offset: usize,
    position: Position,
}

/// From a gap of this many bytes on, a look at the rope's counts is quicker than counting.
const FAR: usize = 1 << 10;

impl<'a> Converter<'a> {
    /// For `text`, in columns of `encoding`.
    #[must_use]
    pub const fn new(text: &'a Rope, encoding: Encoding) -> Self {
        Self { text, encoding, offset: 0, position: Position { line: 0, column: 0 } }
    }

    /// The position of `offset`, as [`position`] has it.
    pub fn position(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len_bytes());
        if offset < self.offset || offset - self.offset > FAR {
            self.look_up(offset);
        } else {
            self.walk(offset);
        }
        self.position
    }

    fn look_up(&mut self, offset: usize) {
        let text = self.text;
        let char = text.try_byte_to_char(offset).unwrap_or(0);
        let line = text.try_char_to_line(char).unwrap_or(0);
        let start = text.try_line_to_char(line).unwrap_or(0);
        let units = |char: usize| match self.encoding {
            Encoding::Utf8 => text.try_char_to_byte(char).unwrap_or(0),
            Encoding::Utf16 => text.try_char_to_utf16_cu(char).unwrap_or(0),
            Encoding::Utf32 => char,
        };
        self.position = Position { line, column: units(char) - units(start) };
        self.offset = text.try_char_to_byte(char).unwrap_or(0);
    }

    fn walk(&mut self, offset: usize) {
        let Some(gap) = self.text.get_byte_slice(self.offset..) else { return };
        advance(gap.chars(), &mut self.offset, offset, &mut self.position, self.encoding);
    }
}

/// Goes on from `offset`, where `chars` begins and `position` is, to the last character that ends at or before `to`.
fn advance(
    chars: impl Iterator<Item = char>,
    offset: &mut usize,
    to: usize,
    position: &mut Position,
    encoding: Encoding,
) {
    let mut chars = chars.peekable();
    while let Some(c) = chars.next() {
        let end = *offset + c.len_utf8();
        if end > to {
            break;
        }
        *offset = end;
        // Between CR and LF the line has not ended yet.
        if c == '\n' || (c == '\r' && chars.peek() != Some(&'\n')) {
            *position = Position { line: position.line + 1, column: 0 };
        } else {
            position.column += encoding.units(c);
        }
    }
}

/// Row and column of many ascending byte offsets of a text that is not a rope: both from 1, columns in characters.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    text: &'a str,
    offset: usize,
    position: Position,
}

impl<'a> Rows<'a> {
    /// For `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, offset: 0, position: Position { line: 0, column: 0 } }
    }

    /// Row and column of `offset`. One past the end is the end; one inside a character is the character's start.
    pub fn at(&mut self, offset: usize) -> (usize, usize) {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let rest = self.text[self.offset..].chars();
        advance(rest, &mut self.offset, offset, &mut self.position, Encoding::Utf32);
        (self.position.line + 1, self.position.column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn past_the_end_and_inside() {
        let text = Rope::from_str("甲😀乙\r\n丙\r丁");
        let at = |line, column| offset(&text, Position { line, column }, Encoding::Utf16);
        assert_eq!(at(0, 2), 3, "inside the surrogate pair");
        assert_eq!(at(0, 99), 10, "before the terminator");
        assert_eq!(at(1, 1), 15);
        assert_eq!(at(1, 2), 15);
        assert_eq!(at(9, 0), text.len_bytes());
        assert_eq!(position(&text, 99, Encoding::Utf16), Position { line: 2, column: 1 });
        assert_eq!(position(&text, 4, Encoding::Utf16), Position { line: 0, column: 1 }, "inside a character");
    }

    #[test]
    fn rows_count_from_one() {
        let mut rows = Rows::new("甲😀\r\n乙\r丙");
        assert_eq!(
            [rows.at(0), rows.at(7), rows.at(9), rows.at(13), rows.at(99)],
            [(1, 1), (1, 3), (2, 1), (3, 1), (3, 2)]
        );
        assert_eq!(rows.at(0), (1, 1));
    }

    fn texts() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof!["[a新\t😀𠮷\u{301}\u{2028}\u{b}]{0,6}", "\n|\r|\r\n", "[新聞]{300,400}"],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn every_offset_converts_there_and_back(text in texts()) {
            let rope = Rope::from_str(&text);
            let mut converters = ENCODINGS.map(|encoding| Converter::new(&rope, encoding));
            let mut rows = Rows::new(&text);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let inside_crlf = text[..at].ends_with('\r') && text[at..].starts_with('\n');
                for (converter, encoding) in converters.iter_mut().zip(ENCODINGS) {
                    let found = converter.position(at);
                    prop_assert_eq!(found, position(&rope, at, encoding));
                    let mut far = Converter::new(&rope, encoding);
                    far.look_up(at);
                    prop_assert_eq!(found, far.position);
                    let back = offset(&rope, found, encoding);
                    prop_assert_eq!(back, at - usize::from(inside_crlf));
                }
                let found = converters[2].position(at);
                prop_assert_eq!(rows.at(at), (found.line + 1, found.column + 1));
            }
        }

        #[test]
        fn any_position_is_accepted(text in texts(), line in 0usize..9, column in 0usize..900, at in 0usize..2000) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let found = offset(&rope, Position { line, column }, encoding);
                prop_assert!(text.is_char_boundary(found));
                let back = position(&rope, at, encoding);
                prop_assert!(offset(&rope, back, encoding) <= at);
            }
        }
    }
}
