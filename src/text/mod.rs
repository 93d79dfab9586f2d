//! What a document is: bytes and their encoding, text, positions, edits, views. Knows nothing of news.

pub mod decode;
pub mod edit;
pub mod folded;
pub mod han;
pub mod position;
pub mod view;
pub mod word_list;

use std::ops::Range;

/// A half-open range of **byte** offsets into UTF-8 text.
///
/// Unless a name says otherwise it is the text on disk, decoded. Both ends lie on character boundaries. Lines and
/// columns exist only in [`position`] and at the two faces of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span as a range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `offset` lies inside (the end does not).
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The span moved `by` bytes to the right.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

/// How many of the bytes are `wanted`. A processor adds sixteen counters of one byte at once.
pub(crate) fn count(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    bytes.chunks(240).map(|chunk| usize::from(chunk.iter().map(|byte| u8::from(wanted(*byte))).sum::<u8>())).sum()
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
