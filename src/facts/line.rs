//! A line as the readers of facts see it: folded, and what each of its characters may be the beginning of.
//!
//! A text is mostly what a reader does not look for. So one pass looks each character up in one table, and a reader then
//! goes from candidate to candidate: [`Line::next`].

use std::{ops::Deref, sync::LazyLock};

use super::{currency, date_begin, division, number, place, speech};
use crate::{outline::lexicon, text::folded::Folded};

/// Sets of characters, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u16);

impl Class {
    /// May begin a number.
    pub(super) const NUMBER: Self = Self(1);
    /// May begin a date expression.
    pub(super) const DATE: Self = Self(1 << 1);
    /// A place may begin here: by its first character, or because a suffix (市, 县) stands two or three behind.
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
    /// May begin the word for an event (会, 仪, 现), 首位, 对折, or a link.
    pub(super) const OTHER: Self = Self(1 << 10);

    // What says something of a character only with one near it: see [`Line::from`].
    /// The first character of a division's name.
    const DIVISION: Self = Self(1 << 12);
    /// The second.
    const SECOND: Self = Self(1 << 13);
    const SUFFIX: Self = Self(1 << 14);
    const TITLE: Self = Self(1 << 15);

    /// Either of them.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The classes that tell of the characters before.
const LATER: Class = Class::SECOND.or(Class::SUFFIX).or(Class::TITLE);

/// The classes of the characters of the BMP.
static CLASSES: LazyLock<Box<[u16; 0x10000]>> = LazyLock::new(|| {
    let mut table = Box::new([0; 0x10000]);
    let mut add = |class: Class, chars: &mut dyn Iterator<Item = char>| {
        for c in chars {
            if let Some(entry) = table.get_mut(c as usize) {
                *entry |= class.0;
            }
        }
    };
    let firsts = |words: &mut dyn Iterator<Item = &'static str>| -> Vec<char> {
        words.filter_map(|word| word.chars().next()).collect()
    };
    add(Class::NUMBER, &mut ('\0'..='\u{FFFF}').filter(|c| number::may_begin(*c)));
    add(Class::DATE, &mut date_begin::characters());
    add(Class::PLACE, &mut firsts(&mut place::words()).into_iter());
    add(Class::DIVISION, &mut division::pairs().map(|pair| pair[0]));
    add(Class::SECOND, &mut division::pairs().map(|pair| pair[1]));
    add(Class::SUFFIX, &mut "市县".chars());
    add(Class::NAME, &mut lexicon::beginnings());
    add(Class::TITLE, &mut lexicon::title_beginnings());
    add(Class::DOT, &mut "·".chars());
    add(Class::QUOTE, &mut "“「『‘《〈”」』’》〉".chars());
    add(Class::STOP, &mut "。!?".chars());
    add(Class::SAYING, &mut firsts(&mut speech::words()).into_iter());
    add(Class::CURRENCY, &mut firsts(&mut currency::words()).into_iter());
    add(Class::OTHER, &mut "会仪现首对hw".chars());
    table
});

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
        self.classes.get(from..)?.iter().position(|have| have & class.0 != 0).map(|at| from + at)
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

    /// Whether there is any of `class`.
    pub(super) const fn has(&self, class: Class) -> bool {
        Class(self.all).meets(class)
    }
}

impl From<Folded> for Line {
    fn from(folded: Folded) -> Self {
        let table = &**CLASSES;
        let mut classes: Vec<u16> = Vec::with_capacity(folded.chars().len());
        let (mut all, mut before) = (0, Class(0));
        for (at, c) in folded.chars().iter().enumerate() {
            let class = Class(table.get(*c as usize).copied().unwrap_or_default());
            // What a character says of those before it.
            if class.meets(LATER) {
                let mut mark = |distance: usize, class: Class| {
                    if let Some(earlier) = at.checked_sub(distance) {
                        classes[earlier] |= class.0;
                        all |= class.0;
                    }
                };
                if class.meets(Class::SECOND) && before.meets(Class::DIVISION) {
                    mark(1, Class::PLACE);
                }
                if class.meets(Class::SUFFIX) {
                    mark(2, Class::PLACE);
                    mark(3, Class::PLACE);
                }
                if class.meets(Class::TITLE) {
                    mark(1, Class::TITLED);
                    mark(2, Class::TITLED);
                }
            }
            all |= class.0;
            before = class;
            classes.push(class.0);
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
        assert_eq!((line.next(Class::SAYING, 0), line.has(Class::QUOTE)), (Some(8), false));
        assert_eq!(line.next(Class::STOP, 99), None);
    }
}
