//! A line as the readers of facts see it: folded, and where each kind of fact may begin.
//!
//! A text is mostly what a reader does not look for. So one pass looks each character up in one table, and a reader then
//! goes from candidate to candidate: [`Line::next`].

use std::{ops::Deref, sync::LazyLock};

use super::{assemble, context, currency, date_begin, division, number, person, place, recurring, saying};
use crate::{
    outline::lexicon,
    text::{folded::Folded, han, word_list::pair_hash},
};

/// A set of places of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u8);

impl Class {
    /// May begin a number.
    pub(super) const NUMBER: Self = Self(0);
    /// May begin a date expression.
    pub(super) const DATE: Self = Self(1);
    /// A place may begin here by its name.
    pub(super) const PLACE_NAME: Self = Self(2);
    /// May begin a family name.
    pub(super) const NAME: Self = Self(3);
    /// The dot of foreign names.
    pub(super) const DOT: Self = Self(4);
    /// Opens or closes a quotation or a title.
    pub(super) const QUOTE: Self = Self(5);
    /// Ends a sentence.
    pub(super) const STOP: Self = Self(6);
    /// May begin a verb of saying.
    pub(super) const SAYING: Self = Self(7);
    /// May begin a title that follows names.
    pub(super) const TITLE: Self = Self(8);
    /// May begin a word that tells the currency.
    pub(super) const CURRENCY: Self = Self(9);
    /// May begin the word for an event, 首位, 对折, 分别, or a link.
    pub(super) const OTHER: Self = Self(10);
    /// The last two characters of a title that stands before names may begin here.
    pub(super) const TITLE_END: Self = Self(11);
    /// May end the name of a place.
    const SUFFIX: Self = Self(12);
    /// No Han character.
    const OUTSIDE: Self = Self(13);
    /// A Han character that may stand before a name.
    const JOINING: Self = Self(14);
    /// May begin what stands before the name of someone whose age or trade is told.
    const TOLD: Self = Self(15);

    /// A place may begin here: by its name, or because a suffix (市, 县) stands two or three behind.
    pub(super) const PLACE: Self = Self(16);
    /// A title that follows names may begin one or two behind.
    pub(super) const TITLED: Self = Self(17);
    /// A name may begin here that a title or the head of a clause shows.
    pub(super) const SHOWN_NAME: Self = Self(18);
    /// A name may begin here that only its standing again shows.
    pub(super) const RECURRING_NAME: Self = Self(19);

    const fn index(self) -> usize {
        self.0 as usize
    }

    const fn bit(self) -> u16 {
        1 << self.0
    }
}

/// How many classes there are, and how many of them, the first, a character has by itself or with the one behind it.
const CLASSES: usize = 20;
const OWN: usize = 16;

/// The classes of the characters of the BMP, and those that two characters beside each other have, by [`pair_hash`]:
/// so few pairs have any that what a reader looks at is mostly what it looks for. A bit for each of the [`OWN`].
struct Table {
    singles: Box<[Single; 0x10000]>,
    pairs: Box<[u16; 0x10000]>,
}

/// The classes of a character, and those that a pair may have that it begins: other pairs have the same hash.
#[derive(Clone, Copy, Default)]
struct Single {
    own: u16,
    of_pairs: u16,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { singles: Box::new([Single::default(); 0x10000]), pairs: Box::new([0; 0x10000]) };
    for c in '\0'..='\u{FFFF}' {
        if number::may_begin(c) {
            table.add_char(Class::NUMBER, c);
        }
        if !han::is_han(c) {
            table.add_char(Class::OUTSIDE, c);
        }
    }
    date_begin::characters().for_each(|c| table.add_char(Class::DATE, c));
    date_begin::pairs().for_each(|pair| table.add_pair(Class::DATE, pair));
    division::pairs().for_each(|pair| table.add_pair(Class::PLACE_NAME, pair));
    lexicon::beginnings().for_each(|c| table.add_char(Class::NAME, c));
    for (class, chars) in [
        (Class::SUFFIX, "市县"),
        (Class::DOT, "·"),
        (Class::QUOTE, "“「『‘《〈”」』’》〉"),
        (Class::STOP, "。!?"),
        (Class::JOINING, recurring::BEFORE),
        (Class::JOINING, place::BEFORE),
    ] {
        chars.chars().for_each(|c| table.add_char(class, c));
    }
    place::words().for_each(|word| table.add_word(Class::PLACE_NAME, word));
    lexicon::titles_after().for_each(|word| table.add_word(Class::TITLE, &word));
    lexicon::title_ends().for_each(|pair| table.add_pair(Class::TITLE_END, pair));
    saying::WORDS.verbs().for_each(|word| table.add_word(Class::SAYING, &word));
    currency::words().for_each(|word| table.add_word(Class::CURRENCY, word));
    assemble::event_words().chain(OTHERS).for_each(|word| table.add_word(Class::OTHER, word));
    person::TOLD.words().for_each(|word| table.add_word(Class::TOLD, word));
    table
});

/// Words of [`Class::OTHER`], beside those for events.
const OTHERS: [&str; 5] = ["首位", "对折", context::EACH, "http", "www"];

impl Table {
    fn add_char(&mut self, class: Class, c: char) {
        if let Some(entry) = self.singles.get_mut(c as usize) {
            entry.own |= class.bit();
        }
    }

    fn add_pair(&mut self, class: Class, [one, other]: [char; 2]) {
        self.pairs[usize::from(pair_hash(one, other))] |= class.bit();
        if let Some(entry) = self.singles.get_mut(one as usize) {
            entry.of_pairs |= class.bit();
        }
    }

    /// Adds what `word` begins with.
    fn add_word(&mut self, class: Class, word: &str) {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(one), Some(other)) => self.add_pair(class, [one, other]),
            (Some(one), None) => self.add_char(class, one),
            (None, _) => {}
        }
    }

    #[inline]
    fn of_char(&self, c: char) -> Single {
        let beyond = || Single { own: if han::is_han(c) { 0 } else { Class::OUTSIDE.bit() }, of_pairs: 0 };
        self.singles.get(c as usize).copied().unwrap_or_else(beyond)
    }

    #[inline]
    fn of_pair(&self, one: char, other: char) -> u16 {
        let Single { own, of_pairs } = self.of_char(one);
        own | of_pairs & self.pairs[usize::from(pair_hash(one, other))]
    }
}

/// So many characters of a line, and for each class which of them have it: a bit for each.
type Block = [u64; CLASSES];
const BLOCK: usize = u64::BITS as usize;

/// A line, folded and with the blanks around numbers left out ([`Folded::joined`]), and its classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    folded: Folded,
    blocks: Vec<Block>,
}

impl Line {
    /// Reads a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::from(Folded::joined(text))
    }

    /// Where the next character of `class` stands, from `from` on.
    #[inline]
    pub(super) fn next(&self, class: Class, from: usize) -> Option<usize> {
        self.next_of([class], from)
    }

    /// Where the next character of any of the `classes` stands, from `from` on.
    #[inline]
    pub(super) fn next_of<const N: usize>(&self, classes: [Class; N], from: usize) -> Option<usize> {
        let any = |block: &Block| classes.iter().fold(0, |all, class| all | block[class.index()]);
        let mut index = from / BLOCK;
        let mut bits = any(self.blocks.get(index)?) >> (from % BLOCK) << (from % BLOCK);
        while bits == 0 {
            index += 1;
            bits = any(self.blocks.get(index)?);
        }
        Some(BLOCK * index + bits.trailing_zeros() as usize)
    }

    /// Where the characters of `class` stand.
    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.next(class, 0), move |at| self.next(class, at + 1))
    }

    /// Whether the character at `at` is of `class`.
    #[inline]
    pub(super) fn is(&self, class: Class, at: usize) -> bool {
        self.blocks.get(at / BLOCK).is_some_and(|block| block[class.index()] >> (at % BLOCK) & 1 != 0)
    }

    /// Whether a title that stands before names may end at `at`: most places are behind none.
    pub(super) fn may_follow_title(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|end| self.is(Class::TITLE_END, end))
    }
}

impl From<Folded> for Line {
    fn from(folded: Folded) -> Self {
        let table = &*TABLE;
        let chars = folded.chars();
        let mut blocks: Vec<Block> = vec![[0; CLASSES]; chars.len().div_ceil(BLOCK)];
        for (index, block) in blocks.iter_mut().enumerate() {
            let start = BLOCK * index;
            let own = &chars[start..chars.len().min(start + BLOCK)];
            let pairs = own.iter().zip(&chars[start + 1..]).map(|(one, other)| table.of_pair(*one, *other));
            let last = chars.last().filter(|_| start + BLOCK >= chars.len()).map(|c| table.of_char(*c).own);
            pairs.chain(last).enumerate().for_each(|(at, mut classes)| {
                while classes != 0 {
                    block[classes.trailing_zeros() as usize % OWN] |= 1 << at;
                    classes &= classes - 1;
                }
            });
        }
        for index in 0..blocks.len() {
            let near = Near { blocks: &blocks, index };
            let (place, titled, shown, recurring) =
                (near.place(), near.titled(), near.shown_name(), near.recurring_name());
            let block = &mut blocks[index];
            block[Class::PLACE.index()] = place;
            block[Class::TITLED.index()] = titled;
            block[Class::SHOWN_NAME.index()] = shown;
            block[Class::RECURRING_NAME.index()] = recurring;
        }
        Self { folded, blocks }
    }
}

/// The classes that characters have by what stands near them, those of a block.
struct Near<'a> {
    blocks: &'a [Block],
    index: usize,
}

impl Near<'_> {
    fn bits(&self, class: Class) -> u64 {
        self.blocks[self.index][class.index()]
    }

    /// Which characters stand `by` places before one of `class`.
    fn before(&self, class: Class, by: usize) -> u64 {
        let next = self.blocks.get(self.index + 1).map_or(0, |block| block[class.index()]);
        self.bits(class) >> by | next << (BLOCK - by)
    }

    /// Which characters stand `by` places behind one of `class`.
    fn behind(&self, class: Class, by: usize) -> u64 {
        let last = self.index.checked_sub(1).map_or(0, |index| self.blocks[index][class.index()]);
        self.bits(class) << by | last >> (BLOCK - by)
    }

    /// Which characters have no Han character before them.
    fn heads(&self) -> u64 {
        self.behind(Class::OUTSIDE, 1) | u64::from(self.index == 0)
    }

    fn place(&self) -> u64 {
        let suffixed = self.before(Class::SUFFIX, 2) | self.before(Class::SUFFIX, 3);
        self.bits(Class::PLACE_NAME) | suffixed & (self.heads() | self.behind(Class::JOINING, 1))
    }

    fn titled(&self) -> u64 {
        self.before(Class::TITLE, 1) | self.before(Class::TITLE, 2)
    }

    fn shown_name(&self) -> u64 {
        let titled = (2..=4).fold(0, |all, by| all | self.before(Class::TITLE, by));
        let told = self.behind(Class::TOLD, 1) | self.behind(Class::TOLD, 2);
        self.bits(Class::NAME) & (self.heads() | titled | told | self.behind(Class::TITLE_END, 2))
    }

    fn recurring_name(&self) -> u64 {
        let joined = self.behind(Class::JOINING, 1);
        self.bits(Class::NAME) & (self.heads() | joined | self.behind(Class::TITLE_END, 2))
    }
}

impl Deref for Line {
    type Target = Folded;

    fn deref(&self) -> &Folded {
        &self.folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates() {
        let line = Line::new("在霧嶺市，周省長說");
        let at = |class| line.all(class).collect::<Vec<_>>();
        assert!(at(Class::NAME).contains(&5) && !at(Class::NAME).contains(&6));
        assert!(at(Class::PLACE).contains(&1) && at(Class::TITLED).contains(&5));
        assert_eq!((at(Class::CURRENCY), Line::new("在北京").all(Class::PLACE).collect()), (vec![], vec![1]));
        assert_eq!((line.next(Class::SAYING, 0), line.next(Class::QUOTE, 0)), (Some(8), None));
        assert_eq!(line.next(Class::STOP, 99), None);
        assert!(at(Class::SHOWN_NAME).contains(&5) && line.next_of([Class::STOP, Class::SAYING], 1) == Some(8));
        let far = Line::new(&format!("{}在霧嶺市，周省長說", "。".repeat(62)));
        assert!(far.is(Class::PLACE, 63) && far.is(Class::TITLED, 67) && far.is(Class::SHOWN_NAME, 67));
    }
}
