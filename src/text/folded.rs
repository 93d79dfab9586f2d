//! A text as matching sees it: Simplified characters, half-width ASCII, one `char` for one `char`.
//!
//! Data tables then need one script only, and patterns one form of the comma. Every character keeps its place, so an
//! index here is an index there, and [`Folded::span`] gives the bytes of the text itself. Only what is
//! [`Folded::joined`] leaves blanks out, those that typesetting puts around numbers.

use super::{Span, count, han};
use std::sync::LazyLock;

/// Characters folded for matching, with the byte offset of each in the text they came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    chars: Vec<char>,
    /// One more than `chars`: the last is the length in bytes. A line has less than 4 GiB.
    offsets: Vec<u32>,
    /// Where blanks are left out: the character behind them, and how many bytes they are.
    gaps: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let count = count(bytes, |byte| byte & 0xC0 != 0x80);
        let (mut chars, mut offsets) = (vec!['\0'; count], vec![bytes.len() as u32; count + 1]);
        let table = &**FOLDS;
        let mut rest = bytes;
        for (folded, offset) in chars.iter_mut().zip(&mut offsets) {
            let at = bytes.len() - rest.len();
            *offset = at as u32;
            // Most characters have three bytes, and are found sooner so than by `char_indices`.
            if let [one @ 0xE0..=0xEF, two, three, behind @ ..] = rest {
                let code = u16::from(*one) << 12 | u16::from(two & 0x3F) << 6 | u16::from(three & 0x3F);
                (*folded, rest) = (table[usize::from(code)], behind);
            } else if let Some(c) = text[at..].chars().next() {
                (*folded, rest) = (table.get(c as usize).copied().unwrap_or(c), &rest[c.len_utf8()..]);
            }
        }
        Self { chars, offsets, gaps: Vec::new() }
    }

    /// Folds `text` and leaves out the blanks within a number, and between a number and the words around it: `2024 年`,
    /// `三千 九百`, `共 300 家`. Two Arabic numbers beside each other stay two.
    #[must_use]
    pub fn joined(text: &str) -> Self {
        let mut folded = Self::new(text);
        // An indent joins nothing.
        let indent = folded.chars.iter().take_while(|c| **c == ' ').count();
        let blanks: u32 = folded.chars.iter().map(|c| u32::from(*c == ' ')).sum();
        if indent == blanks as usize {
            return folded;
        }
        let (chars, offsets) = (std::mem::take(&mut folded.chars), std::mem::take(&mut folded.offsets));
        let mut at = 0;
        while at < chars.len() {
            let blanks = chars[at..].iter().take_while(|c| **c == ' ').count();
            let before = folded.chars.last().copied();
            if (1..=MOST_BLANKS).contains(&blanks) && before.is_some_and(|before| joins(before, &chars[at + blanks..]))
            {
                folded.gaps.push((folded.chars.len(), (offsets[at + blanks] - offsets[at]) as usize));
                at += blanks;
            }
            if let (Some(c), Some(offset)) = (chars.get(at), offsets.get(at)) {
                folded.chars.push(*c);
                folded.offsets.push(*offset);
            }
            at += 1;
        }
        folded.offsets.push(text.len() as u32);
        folded
    }

    /// The folded characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The byte offset of character `index`; the length in bytes for anything past the end.
    #[must_use]
    pub fn byte(&self, index: usize) -> usize {
        self.offsets.get(index).or(self.offsets.last()).map_or(0, |offset| *offset as usize)
    }

    /// The bytes of the characters from `start` up to `end`.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let gap = self.gaps.binary_search_by_key(&end, |gap| gap.0).map_or(0, |found| self.gaps[found].1);
        let start = self.byte(start.min(end));
        Span::new(start, (self.byte(end) - gap).max(start))
    }

    /// The index of the character that holds byte `offset`, or the number of characters.
    #[must_use]
    pub fn index(&self, offset: usize) -> usize {
        self.offsets.partition_point(|&start| start as usize <= offset).saturating_sub(1).min(self.chars.len())
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

/// For each character of the BMP what it is folded to.
static FOLDS: LazyLock<Box<[char; 0x10000]>> = LazyLock::new(|| {
    let mut table = Box::new(['\0'; 0x10000]);
    ('\0'..='\u{FFFF}').for_each(|c| table[c as usize] = fold(c));
    table
});

/// More blanks than this are a column.
const MOST_BLANKS: usize = 4;

/// Whether blanks between `before` and `rest` are typesetting and part nothing.
fn joins(before: char, rest: &[char]) -> bool {
    const INSIDE: &str = "零〇一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟点分之又几多余半个负折成";
    let Some(&after) = rest.first() else { return false };
    let next = rest.get(1).copied().unwrap_or(' ');
    if after.is_ascii_digit() {
        return han::is_han(before);
    }
    match before {
        // `10 千岛湖` is a number and a name.
        '0'..='9' if "十百千".contains(after) => {
            next.is_ascii_digit() || INSIDE.contains(next) || !han::is_han(next)
        }
        '0'..='9' => han::is_han(after),
        _ => INSIDE.contains(before) && INSIDE.contains(after),
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

/// A set of characters of the BMP, a bit for each: what the words of a list begin with, so that most characters of a
/// text need no look at the list.
#[derive(Clone, Debug)]
pub struct CharSet(Box<[u64; 1024]>);

impl CharSet {
    /// A set of these; those outside of the BMP are left out.
    #[must_use]
    pub fn of(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = Box::new([0; 1024]);
        for code in chars.into_iter().map(|c| c as usize) {
            if let Some(word) = bits.get_mut(code / 64) {
                *word |= 1 << (code % 64);
            }
        }
        Self(bits)
    }

    /// Whether `c` is in it.
    #[inline]
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word >> (c as usize % 64) & 1 != 0)
    }
}

/// One character folded: full-width ASCII becomes ASCII, the ideographic space a space, Traditional Simplified.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\0'..='\u{7F}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        // The dot of foreign names, as Traditional and Japanese texts write it, and as keyboards have it.
        '‧' | '・' | '･' | '•' => '·',
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

    #[test]
    fn a_set_of_characters() {
        let set = CharSet::of(['表', '说', '😀']);
        assert!(set.has('表') && set.has('说') && !set.has('示') && !set.has('😀'));
    }

    #[test]
    fn blanks_around_numbers_are_left_out() {
        let text = "共 3 家，2024 年，三千 九百 元 高，1 2，10 千島湖，10     家";
        let folded = Folded::joined(text);
        assert_eq!(folded.chars().iter().collect::<String>(), "共3家,2024年,三千九百 元 高,1 2,10 千岛湖,10     家");
        let bytes = |start, end| &text[folded.span(start, end).range()];
        assert_eq!((bytes(0, 1), bytes(1, 3), bytes(4, 8)), ("共", "3 家", "2024"));
        assert_eq!(folded.byte(1), text.find('3').unwrap());
        assert_eq!(Folded::joined("無空白"), Folded::new("無空白"));
    }
}
