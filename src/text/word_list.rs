//! Lists of words that a text may begin or end with, as constants.
//!
//! Readers ask at each place of a text whether one of some words stands there, and mostly none does. So a list knows
//! what its words begin and end with, and answers most questions without a look at them.

use rustc_hash::FxHashMap;

/// What words begin or end with: their outermost character alone, and their outermost two, or the only one of a short
/// word. A bit for each value of a hash, so it may hold a few more. `N` is the size in words of 64 bits.
#[derive(Clone, Copy, Debug)]
struct Edges<const N: usize>([u64; N]);

/// Stands for the second character of a word that has none.
const NO_INNER: char = '\0';

impl<const N: usize> Edges<N> {
    const NONE: Self = Self([0; N]);

    const fn with(mut self, outer: char, inner: Option<char>) -> Self {
        let pair = pair_hash(outer, if let Some(inner) = inner { inner } else { NO_INNER }) as usize;
        self.0[outer as usize / 64 % N] |= 1 << (outer as usize % 64);
        self.0[pair / 64 % N] |= 1 << (pair % 64);
        self
    }

    #[inline]
    const fn has(&self, hash: usize) -> bool {
        self.0[hash / 64 % N] >> (hash % 64) & 1 != 0
    }

    /// Whether a word may have `outer` outermost and `inner` beside it. Most have another character outermost.
    #[inline]
    const fn fits(&self, outer: char, inner: char) -> bool {
        self.has(outer as usize)
            && (self.has(pair_hash(outer, inner) as usize) || self.has(pair_hash(outer, NO_INNER) as usize))
    }

    /// Whether one of the words may be what `chars` begin with.
    #[inline]
    fn fits_start(&self, chars: &[char]) -> bool {
        match chars {
            [outer, inner, ..] => self.fits(*outer, *inner),
            [outer] => self.fits(*outer, NO_INNER),
            [] => false,
        }
    }

    /// Whether one of the words may be what `chars` end with.
    #[inline]
    fn fits_end(&self, chars: &[char]) -> bool {
        match chars {
            [.., inner, outer] => self.fits(*outer, *inner),
            [outer] => self.fits(*outer, NO_INNER),
            [] => false,
        }
    }
}

/// A hash of two characters beside each other, of 16 bits.
#[inline]
pub(crate) const fn pair_hash(one: char, other: char) -> u16 {
    ((one as u32 ^ (other as u32) << 5).wrapping_mul(0x9E37_79B1) >> 16) as u16
}

/// Words with a value each, in Simplified. Longer words stand before those that they begin (or end) with.
/// `word_table!` makes one.
#[derive(Clone, Copy, Debug)]
pub struct WordTable<V: 'static> {
    rows: &'static [(&'static str, V)],
    /// The first and the last character of each.
    firsts: &'static [char],
    lasts: &'static [char],
    first: Edges<16>,
    last: Edges<16>,
}

/// Words without values.
pub type WordList = WordTable<()>;

impl<V> WordTable<V> {
    /// A table of these rows, with the [`outer_characters`] of their beginnings and ends: `word_table!` calls it so.
    pub(crate) const fn new(
        rows: &'static [(&'static str, V)],
        firsts: &'static [char],
        lasts: &'static [char],
    ) -> Self {
        let (mut first, mut last) = (Edges::NONE, Edges::NONE);
        let mut index = 0;
        while index < rows.len() {
            let word = rows[index].0.as_bytes();
            let end = start_of(word, word.len() - 1);
            if end == 0 {
                first = first.with(firsts[index], None);
                last = last.with(lasts[index], None);
            } else {
                let mut second = 1;
                while start_of(word, second) < second {
                    second += 1;
                }
                first = first.with(firsts[index], Some(decode(word, second)));
                last = last.with(lasts[index], Some(decode(word, start_of(word, end - 1))));
            }
            index += 1;
        }
        Self { rows, firsts, lasts, first, last }
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
        let first = chars.first()?;
        let rows = self.rows.iter().zip(self.firsts).filter(|((_, value), c)| *c == first && wanted(value));
        rows.map(|(row, _)| row).find_map(|row| Some((row, prefix(chars.iter(), row.0.chars())?)))
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
        let last = chars.last()?;
        let rows = self.rows.iter().zip(self.lasts).filter(|((_, value), c)| *c == last && wanted(value));
        rows.map(|(row, _)| row).find_map(|row| Some((row, prefix(chars.iter().rev(), row.0.chars().rev())?)))
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
    first: Edges<256>,
    last: Edges<256>,
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
        let inner = |index: usize| word.get(index).copied();
        self.first = self.first.with(first, inner(1));
        self.last = self.last.with(last, word.len().checked_sub(2).and_then(inner));
        for (map, key) in [(&mut self.by_first, first), (&mut self.by_last, last)] {
            let list = map.entry(key).or_default();
            let at = list.partition_point(|other| other.len() >= word.len());
            list.insert(at, word.clone());
        }
    }

    /// The words, in no order.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.by_first.values().flatten().map(|word| word.iter().collect())
    }

    /// The length of the longest word that `chars` begin with.
    #[inline]
    #[must_use]
    pub fn at_start(&self, chars: &[char]) -> Option<usize> {
        let list = self.first.fits_start(chars).then(|| self.by_first.get(&chars[0]))??;
        list.iter().find(|word| begins_with(chars, word)).map(Vec::len)
    }

    /// The length of the longest word that `chars` end with.
    #[inline]
    #[must_use]
    pub fn at_end(&self, chars: &[char]) -> Option<usize> {
        let list = self.last.fits_end(chars).then(|| self.by_last.get(&chars[chars.len() - 1]))??;
        list.iter().find(|word| ends_with(chars, word)).map(Vec::len)
    }
}

/// What some words begin with, where the words themselves are no matter.
#[derive(Clone, Debug)]
pub struct Beginnings(Edges<256>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(Edges::NONE)
    }
}

impl Beginnings {
    /// The beginnings of these words.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut beginnings = Self::default();
        words.into_iter().for_each(|word| beginnings.add(word));
        beginnings
    }

    /// Adds a word; an empty one is none.
    pub fn add(&mut self, word: &str) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            self.0 = self.0.with(first, chars.next());
        }
    }

    /// Whether `chars` may begin with one of the words. Where it says no, they do not.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, chars: &[char]) -> bool {
        self.0.fits_start(chars)
    }
}

/// Whether `chars` begin with `word`: sooner than the method of slices, for words are short and differ soon.
#[inline]
pub(crate) fn begins_with(chars: &[char], word: &[char]) -> bool {
    word.len() <= chars.len() && word.iter().zip(chars).all(|(one, other)| one == other)
}

/// Whether `chars` end with `word`.
#[inline]
fn ends_with(chars: &[char], word: &[char]) -> bool {
    word.len() <= chars.len() && word.iter().rev().zip(chars.iter().rev()).all(|(one, other)| one == other)
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

/// The character at byte `at` of UTF-8.
const fn decode(text: &[u8], at: usize) -> char {
    let lead = text[at] as u32;
    let code = match lead {
        0..0x80 => lead,
        0x80..0xE0 => (lead & 0x1F) << 6 | tail(text, at + 1),
        0xE0..0xF0 => (lead & 0x0F) << 12 | tail(text, at + 1) << 6 | tail(text, at + 2),
        _ => (lead & 0x07) << 18 | tail(text, at + 1) << 12 | tail(text, at + 2) << 6 | tail(text, at + 3),
    };
    if let Some(c) = char::from_u32(code) { c } else { char::REPLACEMENT_CHARACTER }
}

const fn tail(text: &[u8], at: usize) -> u32 {
    text[at] as u32 & 0x3F
}

/// The first character of each word, or the last.
pub(crate) const fn outer_characters<V, const N: usize>(rows: &[(&str, V)], last: bool) -> [char; N] {
    let mut chars = [NO_INNER; N];
    let mut index = 0;
    while index < N {
        let word = rows[index].0.as_bytes();
        chars[index] = decode(word, if last { start_of(word, word.len() - 1) } else { 0 });
        index += 1;
    }
    chars
}

/// A [`WordTable`] of literals, as a constant: `word_table![i16: ("去年", -1), ("今年", 0)]`.
macro_rules! word_table {
    ($value:ty: $($row:expr),* $(,)?) => {
        const {
            const ROWS: &[(&str, $value)] = &[$($row),*];
            const FIRSTS: [char; ROWS.len()] = $crate::text::word_list::outer_characters(ROWS, false);
            const LASTS: [char; ROWS.len()] = $crate::text::word_list::outer_characters(ROWS, true);
            &$crate::text::word_list::WordTable::new(ROWS, &FIRSTS, &LASTS)
        }
    };
}

/// A [`WordList`] of literals, as a constant: `words!["超过", "超"]`.
macro_rules! words {
    ($($word:expr),* $(,)?) => { $crate::text::word_list::word_table![(): $(($word, ())),*] };
}
pub(crate) use word_table;
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
        const TABLE: &WordTable<i32> = word_table![i32: ("前年", -2), ("前", 0)];
        assert_eq!(TABLE.value_at_start(&['前', '年']), Some((-2, 2)));
        assert_eq!(TABLE.words().count(), 2);
    }
}
