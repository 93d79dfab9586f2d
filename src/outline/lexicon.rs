//! Family names and titles: the data that speakers and people are told by, in Simplified. See `lexicon.txt`.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::sync::LazyLock;

use crate::text::{
    folded::{self, CharSet},
    han,
};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("lexicon.txt")));

struct Lexicon {
    surnames: HashSet<char>,
    compounds: HashSet<[char; 2]>,
    /// By last character; each list longest first.
    titles: HashMap<char, Vec<Vec<char>>>,
    /// Titles that also follow a name: 李省长, 王健先生.
    trailing: Vec<String>,
    /// What those begin with.
    trail: CharSet,
    /// What may stand before a title and belongs to it: 副, 常务.
    prefixes: Vec<String>,
    /// Verbs and particles that end a name.
    stops: HashMap<char, Vec<Vec<char>>>,
    /// Characters that no given name holds.
    never: HashSet<char>,
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
        let mut take = |name: &str| words.remove(name).unwrap_or_default();
        let surnames = take("surnames").iter().flat_map(|word| word.chars()).collect();
        let compounds = take("compound surnames").iter().filter_map(|word| two(word)).collect();
        let trailing = take("trailing titles");
        let mut titles: HashMap<char, Vec<Vec<char>>> = HashMap::default();
        for title in take("titles").iter().chain(&trailing) {
            let title: Vec<char> = title.chars().collect();
            if let Some(&last) = title.last() {
                titles.entry(last).or_default().push(title);
            }
        }
        let mut stops: HashMap<char, Vec<Vec<char>>> = HashMap::default();
        for stop in take("stops") {
            let stop: Vec<char> = stop.chars().collect();
            if let Some(&first) = stop.first() {
                stops.entry(first).or_default().push(stop);
            }
        }
        titles.values_mut().for_each(|list| list.sort_by_key(|title| std::cmp::Reverse(title.len())));
        let mut trailing: Vec<String> = trailing.iter().map(ToString::to_string).collect();
        trailing.sort_by_key(|title| std::cmp::Reverse(title.len()));
        let trail = CharSet::beginnings(trailing.iter().map(String::as_str));
        let prefixes = take("title prefixes").iter().map(ToString::to_string).collect();
        let never = take("never in a given name").iter().flat_map(|word| word.chars()).collect();
        Self { surnames, compounds, titles, trailing, trail, prefixes, stops, never }
    }
}

fn two(word: &str) -> Option<[char; 2]> {
    let mut chars = word.chars();
    Some([chars.next()?, chars.next()?])
}

/// The length in characters of the family name that `chars` (folded) begin with: 1 or 2, or `None`.
#[must_use]
pub fn surname(chars: &[char]) -> Option<usize> {
    let compound = chars.first_chunk::<2>().is_some_and(|pair| LEXICON.compounds.contains(pair));
    if compound {
        return Some(2);
    }
    chars.first().is_some_and(|c| LEXICON.surnames.contains(c)).then_some(1)
}

/// The length in characters of the title that `chars` (folded) end with, its 副 or 常务 included.
#[must_use]
pub fn title_before(chars: &[char]) -> Option<usize> {
    let list = LEXICON.titles.get(chars.last()?)?;
    let mut len = list.iter().find(|title| chars.ends_with(title))?.len();
    while let Some(prefix) =
        LEXICON.prefixes.iter().find(|prefix| folded::ends_with(&chars[..chars.len() - len], prefix))
    {
        len += prefix.chars().count();
    }
    Some(len)
}

/// The length in characters of the title that `chars` (folded) begin with and that may follow a name: 先生, 省长.
#[must_use]
pub fn title_after(chars: &[char]) -> Option<usize> {
    if !LEXICON.trail.has(*chars.first()?) {
        return None;
    }
    LEXICON.trailing.iter().find(|title| folded::starts_with(chars, title)).map(|title| title.chars().count())
}

/// Whether a name may end here: at the end, before punctuation, or before a verb or particle that follows names.
#[must_use]
pub fn ends_name(rest: &[char]) -> bool {
    let Some(first) = rest.first() else { return true };
    !han::is_han(*first) && *first != '·'
        || LEXICON.stops.get(first).is_some_and(|list| list.iter().any(|stop| rest.starts_with(stop)))
        || title_after(rest).is_some()
}

/// Whether `c` (folded) may stand in a given name.
#[must_use]
pub fn in_given_name(c: char) -> bool {
    han::is_han(c) && !LEXICON.never.contains(&c)
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
        text.chars().map(folded::fold).collect()
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
        assert!(ends_name(&chars("主持會議")) && ends_name(&chars("，")) && !ends_name(&chars("偉介紹")));
    }
}
