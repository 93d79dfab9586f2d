//! A text as matching sees it: Simplified characters, half-width ASCII, one `char` for one `char`.
//!
//! Data tables then need one script only, and patterns one form of the comma. Every character keeps its place, so an
//! index here is an index there, and [`Folded::span`] gives the bytes of the text itself.

use super::{Span, han};

/// Characters folded for matching, with the byte offset of each in the text they came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    chars: Vec<char>,
    /// One more than `chars`: the last is the length in bytes.
    offsets: Vec<usize>,
}

impl Folded {
    /// Folds `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 2);
        let mut offsets = Vec::with_capacity(text.len() / 2 + 1);
        for (offset, c) in text.char_indices() {
            chars.push(fold(c));
            offsets.push(offset);
        }
        offsets.push(text.len());
        Self { chars, offsets }
    }

    /// The folded characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The byte offset of character `index`; the length in bytes for anything past the end.
    #[must_use]
    pub fn byte(&self, index: usize) -> usize {
        self.offsets.get(index).or(self.offsets.last()).copied().unwrap_or(0)
    }

    /// The bytes of the characters from `start` up to `end`.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start.min(end)), self.byte(end))
    }

    /// The index of the character that holds byte `offset`, or the number of characters.
    #[must_use]
    pub fn index(&self, offset: usize) -> usize {
        self.offsets.partition_point(|&start| start <= offset).saturating_sub(1).min(self.chars.len())
    }

    /// Whether the characters at `index` are `words`.
    #[must_use]
    pub fn at(&self, index: usize, words: &str) -> bool {
        starts_with(self.chars.get(index..).unwrap_or_default(), words)
    }

    /// Whether the characters before `index` are `words`.
    #[must_use]
    pub fn before(&self, index: usize, words: &str) -> bool {
        ends_with(self.chars.get(..index).unwrap_or_default(), words)
    }
}

/// Whether `chars` begin with `words`.
#[must_use]
pub fn starts_with(chars: &[char], words: &str) -> bool {
    let mut rest = chars.iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

/// Whether `chars` end with `words`.
#[must_use]
pub fn ends_with(chars: &[char], words: &str) -> bool {
    let mut rest = chars.iter().rev();
    words.chars().rev().all(|c| rest.next() == Some(&c))
}

/// The first of `list` that `chars` begin with; put longer words first. Also its length in characters.
#[must_use]
pub fn first_of<'w>(chars: &[char], list: &[&'w str]) -> Option<(&'w str, usize)> {
    list.iter().find(|words| starts_with(chars, words)).map(|words| (*words, words.chars().count()))
}

/// The first of `list` that `chars` end with; put longer words first. Also its length in characters.
#[must_use]
pub fn last_of<'w>(chars: &[char], list: &[&'w str]) -> Option<(&'w str, usize)> {
    list.iter().find(|words| ends_with(chars, words)).map(|words| (*words, words.chars().count()))
}

/// One character folded: full-width ASCII becomes ASCII, the ideographic space a space, Traditional Simplified.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\0'..='\u{7F}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        // Variants that OpenCC's character table leaves alone.
        '戸' => '户',
        '羣' => '群',
        '峯' => '峰',
        '着' => '着',
        c => han::simplified(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_keeps_its_place() {
        let text = "超過５０％、２３９０億元　戶";
        let folded = Folded::new(text);
        assert_eq!(folded.chars().iter().collect::<String>(), "超过50%、2390亿元 户");
        assert_eq!(&text[folded.span(2, 5).range()], "５０％");
        assert_eq!(folded.index(text.find('億').unwrap()), 10);
        assert_eq!(folded.index(text.len() + 9), folded.chars().len());
        assert!(folded.at(10, "亿元") && folded.before(2, "超过") && !folded.at(99, "亿"));
        assert_eq!(folded.span(40, 50), Span::new(text.len(), text.len()));
    }
}
