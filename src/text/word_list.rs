//! Lists of words that a text may begin or end with, as constants.
//!
//! Readers ask at each place of a text whether one of some words stands there, and mostly none does. So a list knows
//! what its words begin and end with, and answers most questions without a look at them.

use rustc_hash::FxHashMap;

/// What words begin or end with: their outermost two characters, or the only one of a short word. A bit for each value
/// of a hash, so it may hold a few more.
/// `N` is the size for pairs, in words of 64 bits.
#[derive(Clone, Copy, Debug)]
struct Edges<const N: usize> {
    pairs: [u64; N],
    singles: [u64; 4],
}

impl<const N: usize> Edges<N> {
    const NONE: Self = Self { pairs: [0; N], singles: [0; 4] };

    const fn pair(outer: u32, inner: u32) -> (usize, u64) {
        let hash = (outer ^ inner << 5).wrapping_mul(0x9E37_79B1) as usize >> 8;
        (hash / 64 % N, 1 << (hash % 64))
    }

    const fn single(code: u32) -> (usize, u64) {
        ((code as usize / 64) % 4, 1 << (code % 64))
    }

    const fn with(mut self, outer: u32, inner: Option<u32>) -> Self {
        match inner {
            Some(inner) => {
                let (word, bit) = Self::pair(outer, inner);
                self.pairs[word] |= bit;
            }
            None => {
                let (word, bit) = Self::single(outer);
                self.singles[word] |= bit;
            }
        }
        self
    }

    /// Whether one of the words may be what `chars` begin with.
    #[inline]
    fn fits_start(&self, chars: &[char]) -> bool {
        self.may_have(chars.first(), chars.get(1))
    }

    /// Whether one of the words may be what `chars` end with.
    #[inline]
    fn fits_end(&self, chars: &[char]) -> bool {
        self.may_have(chars.last(), chars.len().checked_sub(2).and_then(|at| chars.get(at)))
    }

    #[inline]
    fn may_have(&self, outer: Option<&char>, inner: Option<&char>) -> bool {
        let Some(outer) = outer.map(|c| u32::from(*c)) else { return false };
        let (word, bit) = Self::single(outer);
        self.singles[word] & bit != 0
            || inner.is_some_and(|inner| {
                let (word, bit) = Self::pair(outer, u32::from(*inner));
                self.pairs[word] & bit != 0
            })
    }
}

/// Words with a value each, in Simplified. Longer words stand before those that they begin (or end) with.
#[derive(Clone, Copy, Debug)]
pub struct WordTable<V: 'static> {
    rows: &'static [(&'static str, V)],
    first: Edges<16>,
    last: Edges<16>,
}

/// Words without values.
pub type WordList = WordTable<()>;

impl<V> WordTable<V> {
    /// A table of these rows.
    #[must_use]
    pub const fn new(rows: &'static [(&'static str, V)]) -> Self {
        let (mut first, mut last) = (Edges::NONE, Edges::NONE);
        let mut index = 0;
        while index < rows.len() {
            let word = rows[index].0.as_bytes();
            let head = decode(word, 0);
            let end = start_of(word, word.len() - 1);
            let tail = decode(word, end);
            if end == 0 {
                first = first.with(head, None);
                last = last.with(tail, None);
            } else {
                let mut second = 1;
                while start_of(word, second) < second {
                    second += 1;
                }
                first = first.with(head, Some(decode(word, second)));
                last = last.with(tail, Some(decode(word, start_of(word, end - 1))));
            }
            index += 1;
        }
        Self { rows, first, last }
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<V> {
        self.rows.iter().map(|(word, _)| *word)
    }

    /// The first row of those that are `wanted` whose word `chars` begin with, and the word's length in characters.
    #[inline]
    #[must_use]
    pub fn find_at_start(
        &self,
        chars: &[char],
        wanted: impl Fn(&V) -> bool,
    ) -> Option<(&'static (&'static str, V), usize)> {
        if !self.first.fits_start(chars) {
            return None;
        }
        let mut rows = self.rows.iter().filter(|(_, value)| wanted(value));
        rows.find_map(|row| Some((row, prefix(chars.iter(), row.0.chars())?)))
    }

    /// The first row of those that are `wanted` whose word `chars` end with, and the word's length in characters.
    #[inline]
    #[must_use]
    pub fn find_at_end(
        &self,
        chars: &[char],
        wanted: impl Fn(&V) -> bool,
    ) -> Option<(&'static (&'static str, V), usize)> {
        if !self.last.fits_end(chars) {
            return None;
        }
        let mut rows = self.rows.iter().filter(|(_, value)| wanted(value));
        rows.find_map(|row| Some((row, prefix(chars.iter().rev(), row.0.chars().rev())?)))
    }

    /// The first word that `chars` begin with, and its length in characters.
    #[inline]
    #[must_use]
    pub fn at_start(&self, chars: &[char]) -> Option<(&'static str, usize)> {
        self.find_at_start(chars, |_| true).map(|((word, _), len)| (*word, len))
    }

    /// The first word that `chars` end with, and its length in characters.
    #[inline]
    #[must_use]
    pub fn at_end(&self, chars: &[char]) -> Option<(&'static str, usize)> {
        self.find_at_end(chars, |_| true).map(|((word, _), len)| (*word, len))
    }

    /// As [`Self::at_end`]: the value instead of the word.
    #[inline]
    #[must_use]
    pub fn value_at_end(&self, chars: &[char]) -> Option<(V, usize)>
    where
        V: Copy,
    {
        self.find_at_end(chars, |_| true).map(|((_, value), len)| (*value, len))
    }

    /// As [`Self::at_start`]: the value instead of the word.
    #[inline]
    #[must_use]
    pub fn value_at_start(&self, chars: &[char]) -> Option<(V, usize)>
    where
        V: Copy,
    {
        self.find_at_start(chars, |_| true).map(|((_, value), len)| (*value, len))
    }
}

/// Words that are read from data, with the longest that fits.
#[derive(Clone, Debug)]
pub struct Words {
    by_first: FxHashMap<char, Vec<Vec<char>>>,
    by_last: FxHashMap<char, Vec<Vec<char>>>,
    first: Edges<64>,
    last: Edges<64>,
}

impl Default for Words {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), by_last: FxHashMap::default(), first: Edges::NONE, last: Edges::NONE }
    }
}

impl<'w> FromIterator<&'w str> for Words {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut list = Self::default();
        words.into_iter().for_each(|word| list.add(word));
        list
    }
}

impl Words {
    /// Adds a word; an empty one is none.
    pub fn add(&mut self, word: &str) {
        let word: Vec<char> = word.chars().collect();
        let (Some(&first), Some(&last)) = (word.first(), word.last()) else { return };
        let code = |index: usize| word.get(index).map(|c| u32::from(*c));
        self.first = self.first.with(first.into(), code(1));
        self.last = self.last.with(last.into(), word.len().checked_sub(2).and_then(code));
        for (map, key) in [(&mut self.by_first, first), (&mut self.by_last, last)] {
            let list = map.entry(key).or_default();
            let at = list.partition_point(|other| other.len() >= word.len());
            list.insert(at, word.clone());
        }
    }

    /// What the words begin with.
    pub fn beginnings(&self) -> impl Iterator<Item = char> + '_ {
        self.by_first.keys().copied()
    }

    /// The length of the longest word that `chars` begin with.
    #[inline]
    #[must_use]
    pub fn at_start(&self, chars: &[char]) -> Option<usize> {
        let list = self.first.fits_start(chars).then(|| self.by_first.get(&chars[0]))??;
        list.iter().find(|word| chars.starts_with(word)).map(Vec::len)
    }

    /// The length of the longest word that `chars` end with.
    #[inline]
    #[must_use]
    pub fn at_end(&self, chars: &[char]) -> Option<usize> {
        let list = self.last.fits_end(chars).then(|| self.by_last.get(&chars[chars.len() - 1]))??;
        list.iter().find(|word| chars.ends_with(word)).map(Vec::len)
    }
}

/// What some words begin with, where the words themselves are no matter.
#[derive(Clone, Debug)]
pub struct Beginnings(Edges<256>);

impl Beginnings {
    /// The beginnings of these words; words of one character are left out.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let with = |edges: Edges<256>, word: &str| {
            let mut codes = word.chars().map(u32::from);
            match (codes.next(), codes.next()) {
                (Some(first), Some(second)) => edges.with(first, Some(second)),
                _ => edges,
            }
        };
        Self(words.into_iter().fold(Edges::NONE, with))
    }

    /// Whether `chars` may begin with one of the words. Where it says no, they do not.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, chars: &[char]) -> bool {
        self.0.fits_start(chars)
    }
}

/// The length of `word`, if `text` begins with it.
fn prefix<'a>(mut text: impl Iterator<Item = &'a char>, word: impl Iterator<Item = char>) -> Option<usize> {
    let mut len = 0;
    for c in word {
        if text.next() != Some(&c) {
            return None;
        }
        len += 1;
    }
    Some(len)
}

/// Where the character begins that byte `at` of UTF-8 is part of.
const fn start_of(text: &[u8], mut at: usize) -> usize {
    while text[at] & 0xC0 == 0x80 {
        at -= 1;
    }
    at
}

/// The code of the character at byte `at` of UTF-8.
const fn decode(text: &[u8], at: usize) -> u32 {
    let lead = text[at] as u32;
    match lead {
        0..0x80 => lead,
        0x80..0xE0 => (lead & 0x1F) << 6 | tail(text, at + 1),
        0xE0..0xF0 => (lead & 0x0F) << 12 | tail(text, at + 1) << 6 | tail(text, at + 2),
        _ => (lead & 0x07) << 18 | tail(text, at + 1) << 12 | tail(text, at + 2) << 6 | tail(text, at + 3),
    }
}

const fn tail(text: &[u8], at: usize) -> u32 {
    text[at] as u32 & 0x3F
}

/// A [`WordList`] of literals, as a constant: `words!["超过", "超"]`.
macro_rules! words {
    ($($word:expr),* $(,)?) => {
        const { &$crate::text::word_list::WordList::new(&[$(($word, ())),*]) }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_that_fits() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let list = words!["不超过", "超过", "超", "é", "😀"];
        assert_eq!(list.at_start(&chars("超过3家")), Some(("超过", 2)));
        assert_eq!(list.at_end(&chars("总数不超过")), Some(("不超过", 3)));
        assert_eq!(list.at_end(&chars("总数超")), Some(("超", 1)));
        for text in ["é", "😀"] {
            assert_eq!((list.at_start(&chars(text)), list.at_end(&chars(text))), (Some((text, 1)), Some((text, 1))));
        }
        for text in ["", "过", "起过"] {
            assert_eq!((list.at_start(&chars(text)), list.at_end(&chars(text))), (None, None), "{text}");
        }
    }

    #[test]
    fn values() {
        const TABLE: WordTable<i32> = WordTable::new(&[("前年", -2), ("前", 0)]);
        assert_eq!(TABLE.value_at_start(&['前', '年']), Some((-2, 2)));
        assert_eq!(TABLE.words().count(), 2);
    }
}
