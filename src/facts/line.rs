//! A line as the readers of facts see it: folded, and what each of its characters may be the beginning of.
//!
//! A text is mostly what a reader does not look for. So one pass looks each character up in one table, and a reader then
//! goes from candidate to candidate: [`Line::next`].

use std::{ops::Deref, sync::LazyLock};

use super::{assemble, currency, date_begin, division, number, place, speech};
use crate::{
    outline::lexicon,
    text::{folded::Folded, word_list::pair_hash},
};

/// Sets of characters, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u16);

impl Class {
    /// May begin a number.
    pub(super) const NUMBER: Self = Self(1);
    /// May begin a date expression.
    pub(super) const DATE: Self = Self(1 << 1);
    /// A place may begin here: by its name, or because a suffix (市, 县) stands two or three behind.
    pub(super) const PLACE: Self = Self(1 << 2);
    /// May begin a family name.
    pub(super) const NAME: Self = Self(1 << 3);
    /// The dot of foreign names.
    pub(super) const DOT: Self = Self(1 << 4);
    /// Opens or closes a quotation or a title.
    pub(super) const QUOTE: Self = Self(1 << 5);
    /// Ends a sentence.
    pub(super) const STOP: Self = Self(1 << 6);
    /// May begin a verb of saying.
    pub(super) const SAYING: Self = Self(1 << 7);
    /// A title that follows names may begin one or two behind.
    pub(super) const TITLED: Self = Self(1 << 8);
    /// May begin a word that tells the currency.
    pub(super) const CURRENCY: Self = Self(1 << 9);
    /// May begin the word for an event, 首位, 对折, or a link.
    pub(super) const OTHER: Self = Self(1 << 10);

    /// May begin a title that follows names.
    pub(super) const TITLE: Self = Self(1 << 11);
    /// A place may begin here by its name.
    pub(super) const PLACE_NAME: Self = Self(1 << 12);
    /// The last two characters of a title that stands before names may begin here.
    pub(super) const TITLE_END: Self = Self(1 << 14);
    /// May end the name of a place.
    const SUFFIX: Self = Self(1 << 13);

    /// Either of them.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The classes that tell of the characters before: see [`Line::from`].
const LATER: Class = Class::SUFFIX.or(Class::TITLE);

/// The classes of the characters of the BMP, and those that two characters beside each other have, by [`pair_hash`]:
/// so few pairs have any that what a reader looks at is mostly what it looks for.
struct Classes {
    singles: Box<[u16; 0x10000]>,
    pairs: Box<[u16; 0x10000]>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut classes = Classes { singles: Box::new([0; 0x10000]), pairs: Box::new([0; 0x10000]) };
    for c in ('\0'..='\u{FFFF}').filter(|c| number::may_begin(*c)) {
        classes.add_char(Class::NUMBER, c);
    }
    date_begin::characters().for_each(|c| classes.add_char(Class::DATE, c));
    date_begin::pairs().for_each(|pair| classes.add_pair(Class::DATE, pair));
    division::pairs().for_each(|pair| classes.add_pair(Class::PLACE.or(Class::PLACE_NAME), pair));
    lexicon::beginnings().for_each(|c| classes.add_char(Class::NAME, c));
    for (class, chars) in
        [(Class::SUFFIX, "市县"), (Class::DOT, "·"), (Class::QUOTE, "“「『‘《〈”」』’》〉"), (Class::STOP, "。!?")]
    {
        chars.chars().for_each(|c| classes.add_char(class, c));
    }
    place::words().for_each(|word| classes.add_word(Class::PLACE.or(Class::PLACE_NAME), word));
    lexicon::titles_after().for_each(|word| classes.add_word(Class::TITLE, &word));
    lexicon::title_ends().for_each(|pair| classes.add_pair(Class::TITLE_END, pair));
    speech::words().for_each(|word| classes.add_word(Class::SAYING, word));
    currency::words().for_each(|word| classes.add_word(Class::CURRENCY, word));
    assemble::event_words().chain(OTHERS).for_each(|word| classes.add_word(Class::OTHER, word));
    classes
});

/// Words of [`Class::OTHER`], beside those for events.
const OTHERS: [&str; 4] = ["首位", "对折", "http", "www"];

impl Classes {
    fn add_char(&mut self, class: Class, c: char) {
        if let Some(entry) = self.singles.get_mut(c as usize) {
            *entry |= class.0;
        }
    }

    fn add_pair(&mut self, class: Class, [one, other]: [char; 2]) {
        self.pairs[usize::from(pair_hash(one, other))] |= class.0;
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

    fn of(&self, c: char) -> u16 {
        self.singles.get(c as usize).copied().unwrap_or_default()
    }
}

/// So many characters are looked at one by one.
const NEAR: usize = 3;

/// A line, folded and with the blanks around numbers left out ([`Folded::joined`]), and its classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    folded: Folded,
    classes: Vec<u16>,
    /// What the line has any of.
    all: u16,
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
        let rest = self.classes.get(from..)?;
        let is = |have: &u16| have & class.0 != 0;
        // Near by, or not among the next eight, and the eight after them: a processor looks at eight at once.
        if let Some(near) = rest.iter().take(NEAR).position(is) {
            return Some(from + near);
        }
        let rest = rest.get(NEAR..)?;
        let none = |chunk: &&[u16]| chunk.iter().fold(0, |all, have| all | have) & class.0 == 0;
        let skipped = 8 * rest.chunks_exact(8).take_while(none).count();
        rest[skipped..].iter().position(is).map(|at| from + NEAR + skipped + at)
    }

    /// Where the characters of a rare `class` stand.
    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = usize> + '_ {
        let classes = if self.has(class) { &self.classes[..] } else { &[] };
        // Sixteen at a time: mostly there is none among them.
        let chunks = classes.chunks(16).enumerate();
        let some = chunks.filter(move |(_, chunk)| chunk.iter().fold(0, |all, have| all | have) & class.0 != 0);
        some.flat_map(move |(index, chunk)| {
            let hits = chunk.iter().enumerate().filter(move |(_, have)| *have & class.0 != 0);
            hits.map(move |(at, _)| 16 * index + at)
        })
    }

    /// Whether the character at `at` is of `class`.
    #[inline]
    pub(super) fn is(&self, class: Class, at: usize) -> bool {
        self.classes.get(at).is_some_and(|have| have & class.0 != 0)
    }

    /// Whether a title that stands before names may end at `at`: most places are behind none.
    pub(super) fn may_follow_title(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|end| self.is(Class::TITLE_END, end))
    }

    /// Whether there is any of `class`.
    pub(super) const fn has(&self, class: Class) -> bool {
        Class(self.all).meets(class)
    }
}

impl From<Folded> for Line {
    fn from(folded: Folded) -> Self {
        let table = &*CLASSES;
        let chars = folded.chars();
        let of_pair = |pair: &[char]| table.of(pair[0]) | table.pairs[usize::from(pair_hash(pair[0], pair[1]))];
        let mut classes: Vec<u16> = Vec::with_capacity(chars.len());
        classes.extend(chars.windows(2).map(of_pair));
        classes.extend(chars.last().map(|c| table.of(*c)));
        let mut all = classes.iter().fold(0, |all, class| all | class);
        // What a character says of those before it.
        let later = if Class(all).meets(LATER) { classes.len() } else { 0 };
        for at in 0..later {
            let class = Class(classes[at]);
            if !class.meets(LATER) {
                continue;
            }
            let mut mark = |distance: usize, class: Class| {
                if let Some(earlier) = at.checked_sub(distance) {
                    classes[earlier] |= class.0;
                    all |= class.0;
                }
            };
            if class.meets(Class::SUFFIX) {
                mark(2, Class::PLACE);
                mark(3, Class::PLACE);
            }
            if class.meets(Class::TITLE) {
                mark(1, Class::TITLED);
                mark(2, Class::TITLED);
            }
        }
        Self { folded, classes, all }
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
        assert_eq!((line.next(Class::SAYING, 0), line.has(Class::QUOTE)), (Some(8), false));
        assert_eq!(line.next(Class::STOP, 99), None);
    }
}
