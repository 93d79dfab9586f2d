//! Family names and titles: the data that speakers and people are told by, in Simplified. See `lexicon.txt`.

use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use crate::text::{folded::CharSet, han, word_list::Words};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("lexicon.txt")));

struct Lexicon {
    surnames: CharSet,
    compounds: Words,
    /// What both of them begin with.
    beginnings: Vec<char>,
    titles: Words,
    /// Those of them that are somebody's, or anybody's: 母亲, 邻居.
    common: Words,
    /// Titles that also follow a name: 李省长, 王健先生.
    trailing: Words,
    /// What may stand before a title and belongs to it: 副, 常务.
    prefixes: Words,
    /// Verbs and particles that end a name.
    stops: Words,
    /// Characters that no given name holds.
    never: CharSet,
}

impl Lexicon {
    fn parse(data: &str) -> Self {
        let mut words: HashMap<&str, Vec<&str>> = HashMap::default();
        let mut section = "";
        for line in data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => words.entry(section).or_default().extend(line.split_whitespace()),
            }
        }
        let list = |name: &str| words.get(name).into_iter().flatten().copied();
        let characters = |name: &str| CharSet::of(list(name).flat_map(str::chars));
        Self {
            surnames: characters("surnames"),
            beginnings: list("surnames")
                .flat_map(str::chars)
                .chain(list("compound surnames").filter_map(|name| name.chars().next()))
                .collect(),
            compounds: list("compound surnames").collect(),
            titles: list("titles").chain(list("common titles")).chain(list("trailing titles")).collect(),
            common: list("common titles").collect(),
            trailing: list("trailing titles").collect(),
            prefixes: list("title prefixes").collect(),
            stops: list("stops").collect(),
            never: characters("never in a given name"),
        }
    }
}

/// What family names begin with, for a first look at running text.
pub fn beginnings() -> impl Iterator<Item = char> {
    LEXICON.beginnings.iter().copied()
}

/// The titles that follow names.
pub fn titles_after() -> impl Iterator<Item = String> {
    LEXICON.trailing.words()
}

/// The last two characters of the titles that stand before names: none is shorter.
pub fn title_ends() -> impl Iterator<Item = [char; 2]> {
    LEXICON.titles.words().filter_map(|title| {
        let mut chars = title.chars().rev();
        let (last, before) = (chars.next()?, chars.next()?);
        Some([before, last])
    })
}

/// The length in characters of the family name that `chars` (folded) begin with: 1 or 2, or `None`.
#[must_use]
pub fn surname(chars: &[char]) -> Option<usize> {
    let lexicon = &*LEXICON;
    lexicon.compounds.at_start(chars).or_else(|| lexicon.surnames.has(*chars.first()?).then_some(1))
}

/// The length in characters of the title that `chars` (folded) end with, its 副 or 常务 included.
#[must_use]
pub fn title_before(chars: &[char]) -> Option<usize> {
    let lexicon = &*LEXICON;
    let mut len = lexicon.titles.at_end(chars)?;
    while let Some(prefix) = lexicon.prefixes.at_end(&chars[..chars.len() - len]) {
        len += prefix;
    }
    Some(len)
}

/// The length in characters of the title that `chars` (folded) begin with and that may follow a name: 先生, 省长.
#[must_use]
pub fn title_after(chars: &[char]) -> Option<usize> {
    LEXICON.trailing.at_start(chars)
}

/// Whether a name may end here: at the end, before punctuation, or before a verb or particle that follows names.
#[must_use]
pub fn ends_name(rest: &[char]) -> bool {
    let Some(first) = rest.first() else { return true };
    !han::is_han(*first) && *first != '·' || stops(rest) || title_after(rest).is_some()
}

/// Whether the title that `chars` end with is a common one, which a name follows less often than words: 母亲, 邻居.
#[must_use]
pub fn is_common_title(chars: &[char]) -> bool {
    let lexicon = &*LEXICON;
    lexicon.common.at_end(chars).is_some_and(|len| lexicon.titles.at_end(chars) == Some(len))
}

/// Whether `rest` begins with a title: 母亲, 队长.
#[must_use]
pub fn begins_title(rest: &[char]) -> bool {
    LEXICON.titles.at_start(rest).is_some()
}

/// Whether `rest` begins with a verb or a particle that may follow a name.
#[must_use]
pub fn stops(rest: &[char]) -> bool {
    LEXICON.stops.at_start(rest).is_some()
}

/// Whether `c` (folded) may stand in a given name.
#[must_use]
pub fn in_given_name(c: char) -> bool {
    han::is_han(c) && !LEXICON.never.has(c)
}

/// Whether `chars` (folded), all of them, have the shape of a Chinese name, or of a foreign one with its dot.
#[must_use]
pub fn is_name(chars: &[char]) -> bool {
    if chars.contains(&'·') {
        return (3..=16).contains(&chars.len()) && chars.iter().all(|&c| c == '·' || han::is_han(c));
    }
    let Some(family) = surname(chars) else { return false };
    (family + 1..=family + 2).contains(&chars.len()) && chars[family..].iter().all(|&c| in_given_name(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(crate::text::folded::fold).collect()
    }

    #[test]
    fn names_and_titles() {
        for name in ["王健", "歐陽娜娜", "司馬光", "陳文俊", "安德烈·伊萬諾夫"] {
            assert!(is_name(&chars(name)), "{name}");
        }
        for other in ["主要", "王", "相关链接", "他說", "陈的是"] {
            assert!(!is_name(&chars(other)), "{other}");
        }
        assert_eq!(title_before(&chars("某省委常務副省長")), Some(5));
        assert_eq!(title_before(&chars("某集團董事長")), Some(3));
        assert_eq!(title_before(&chars("某集團")), None);
        // `title_ends` counts on it.
        assert!(LEXICON.titles.words().all(|title| title.chars().count() >= 2));
        assert!(ends_name(&chars("主持會議")) && ends_name(&chars("，")) && !ends_name(&chars("偉介紹")));
    }
}
