//! Words that say how large a number is: 超过80, 不少于三十, 20以上, 五百多.
//!
//! One table for what modifies a figure ([`super::figure`]) and for what is said of the size of any number
//! ([`super::bounds`]). Whether 以上 includes the number itself, laws say (民法典 § 1259: it does) and usage leaves open;
//! so a [`Side`] keeps which word it was.

use crate::text::word_list::{WordTable, word_table};

/// What is said of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// 超过, 大于, 比…大: more than it.
    Over,
    /// 至少, 不少于, 大于等于: it or more.
    AtLeast,
    /// 以上: more than it, or it too.
    AndOver,
    /// 低于, 不到, 比…小: less than it.
    Under,
    /// 至多, 不超过, 小于等于: it or less.
    AtMost,
    /// 以下: less than it, or it too.
    AndUnder,
    /// 等于: it.
    Equal,
    /// 多, 余, 几: somewhat more than it.
    Rough,
    /// 约, 近, 左右: near to it.
    About,
}

impl Side {
    /// Whether it says how small the number may be.
    #[must_use]
    pub const fn is_lower(self) -> bool {
        matches!(self, Self::Over | Self::AtLeast | Self::AndOver | Self::Rough)
    }

    /// Whether it says how large the number may be.
    #[must_use]
    pub const fn is_upper(self) -> bool {
        matches!(self, Self::Under | Self::AtMost | Self::AndUnder)
    }

    /// The sign of mathematics for it, as near as there is one.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Over | Self::Rough => ">",
            Self::AtLeast | Self::AndOver => "≥",
            Self::Under => "<",
            Self::AtMost | Self::AndUnder => "≤",
            Self::Equal => "=",
            Self::About => "≈",
        }
    }
}

/// What a word says, and of what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Nothing for 最高 and 不等: they choose among several numbers.
    side: Option<Side>,
    /// Whether it is part of a figure that it stands beside. What has other senses (突破, 过) is not.
    pub(super) modifies: bool,
    /// Whether it bounds any number, not only a figure.
    bounds: bool,
}

impl Word {
    /// The side that a word gives any number.
    pub(super) fn bound(self) -> Option<Side> {
        self.side.filter(|_| self.bounds)
    }
}

const fn both(side: Side) -> Word {
    Word { side: Some(side), modifies: true, bounds: true }
}

const fn bound(side: Side) -> Word {
    Word { side: Some(side), modifies: false, bounds: true }
}

const fn modifier(side: Side) -> Word {
    Word { side: Some(side), modifies: true, bounds: false }
}

const SOME: Word = Word { side: None, modifies: true, bounds: false };

/// Words before a number. Longer ones stand before those that they end with.
pub(super) const BEFORE: &WordTable<Word> = word_table![Word:
    ("大于或者等于", both(Side::AtLeast)),
    ("大于或等于", both(Side::AtLeast)),
    ("大于等于", both(Side::AtLeast)),
    ("小于或者等于", both(Side::AtMost)),
    ("小于或等于", both(Side::AtMost)),
    ("小于等于", both(Side::AtMost)),
    ("不超过", both(Side::AtMost)),
    ("不高于", both(Side::AtMost)),
    ("不多于", both(Side::AtMost)),
    ("不大于", both(Side::AtMost)),
    ("未超过", both(Side::AtMost)),
    ("不低于", both(Side::AtLeast)),
    ("不少于", both(Side::AtLeast)),
    ("不小于", both(Side::AtLeast)),
    ("至少", both(Side::AtLeast)),
    ("最少", both(Side::AtLeast)),
    ("起码", both(Side::AtLeast)),
    ("至多", both(Side::AtMost)),
    ("最多", both(Side::AtMost)),
    ("超过", both(Side::Over)),
    ("超出", both(Side::Over)),
    ("大于", both(Side::Over)),
    ("高于", both(Side::Over)),
    ("多于", both(Side::Over)),
    ("突破", bound(Side::Over)),
    ("低于", both(Side::Under)),
    ("小于", both(Side::Under)),
    ("少于", both(Side::Under)),
    ("不到", both(Side::Under)),
    ("不足", both(Side::Under)),
    ("未满", both(Side::Under)),
    ("未达", both(Side::Under)),
    ("等于", bound(Side::Equal)),
    ("将近", modifier(Side::About)),
    ("接近", modifier(Side::About)),
    ("大约", modifier(Side::About)),
    ("约为", modifier(Side::About)),
    ("大概", modifier(Side::About)),
    ("几乎", modifier(Side::About)),
    ("最高", SOME),
    ("最低", SOME),
    ("逾", both(Side::Over)),
    ("超", both(Side::Over)),
    ("过", bound(Side::Over)),
    ("近", modifier(Side::About)),
    ("约", modifier(Side::About)),
    ("上", modifier(Side::AtLeast)),
];

/// Words behind a number.
pub(super) const AFTER: &WordTable<Word> = word_table![Word:
    ("或者更多", both(Side::AtLeast)),
    ("或更多", both(Side::AtLeast)),
    ("或者以上", both(Side::AtLeast)),
    ("或以上", both(Side::AtLeast)),
    ("及以上", both(Side::AtLeast)),
    ("或者以下", both(Side::AtMost)),
    ("或以下", both(Side::AtMost)),
    ("及以下", both(Side::AtMost)),
    ("以上", both(Side::AndOver)),
    ("以下", both(Side::AndUnder)),
    ("之上", bound(Side::Over)),
    ("之下", bound(Side::Under)),
    ("以内", modifier(Side::AtMost)),
    ("左右", modifier(Side::About)),
    ("上下", modifier(Side::About)),
    ("之多", modifier(Side::Equal)),
    ("开外", modifier(Side::Over)),
    ("不等", SOME),
    ("有余", modifier(Side::Rough)),
    ("多", modifier(Side::Rough)),
    ("余", modifier(Side::Rough)),
];

/// What the modifier of a figure says, which is all of `word` (folded). 几, 数 and 来 stand within a number.
pub(super) fn side(word: &[char]) -> Option<Side> {
    match word {
        ['几' | '数' | '多' | '余'] => return Some(Side::Rough),
        ['来'] => return Some(Side::About),
        _ => {}
    }
    let whole = |table: &WordTable<Word>| table.value_at_start(word).filter(|(_, len)| *len == word.len());
    whole(BEFORE).or_else(|| whole(AFTER))?.0.side
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_modifiers() {
        let side_of = |word: &str| side(&word.chars().collect::<Vec<_>>());
        for (word, sign) in [("不超过", "≤"), ("超", ">"), ("及以上", "≥"), ("左右", "≈"), ("余", ">"), ("数", ">")]
        {
            assert_eq!(side_of(word).map(Side::sign), Some(sign), "{word}");
        }
        assert_eq!((side_of("最高"), side_of("不等"), side_of("以上的")), (None, None, None));
    }
}
