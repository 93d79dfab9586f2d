//! The words that tell who says what: `sources.txt`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::words;
use crate::text::word_list::Words;

/// What a verb needs to give someone the word; see the sections of the same names in `sources.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// 告訴記者.
    Plain,
    /// 介紹，…
    Opens,
    /// 稱今年增長5%.
    Runs,
    /// 數據顯示.
    Shows,
    /// 據海關統計，…
    Counts,
    /// 從縣醫保局獲悉.
    Hears,
    /// A colon.
    Points,
}

const VERBS: [(&str, Verb); 7] = [
    ("plain", Verb::Plain),
    ("opens", Verb::Opens),
    ("runs", Verb::Runs),
    ("shows", Verb::Shows),
    ("counts", Verb::Counts),
    ("hears", Verb::Hears),
    ("points", Verb::Points),
];

impl Verb {
    /// Whether people do so, and not only bodies.
    pub(super) const fn is_personal(self) -> bool {
        matches!(self, Self::Plain | Self::Opens | Self::Runs | Self::Points)
    }
}

/// The lists of `sources.txt`, which says what each is.
pub(super) struct SourceWords {
    /// By first character, longer ones first.
    verbs: FxHashMap<char, Vec<(Vec<char>, Verb)>>,
    pub(super) bodies: Words,
    pub(super) unnamed: Words,
    pub(super) no_bodies: Words,
    pub(super) leads: Words,
    pub(super) asides: Words,
    pub(super) settings: Words,
    pub(super) giving: Words,
    pub(super) pronouns: Words,
    pub(super) no_pronouns: Words,
    pub(super) no_nicknames: Words,
    pub(super) publishing: Words,
    pub(super) vague: Words,
    pub(super) writers: Words,
}

pub(super) static WORDS: LazyLock<SourceWords> = LazyLock::new(|| {
    let mut sections = words::sections(include_str!("sources.txt"));
    let mut take = |name: &str| sections.remove(name).unwrap_or_default();
    let mut verbs: FxHashMap<char, Vec<(Vec<char>, Verb)>> = FxHashMap::default();
    for (name, verb) in VERBS {
        for word in take(name).words() {
            let word: Vec<char> = word.chars().collect();
            verbs.entry(word[0]).or_default().push((word, verb));
        }
    }
    verbs.values_mut().for_each(|list| list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    SourceWords {
        verbs,
        bodies: take("bodies"),
        unnamed: take("unnamed"),
        no_bodies: take("no bodies"),
        leads: take("leads"),
        asides: take("asides"),
        settings: take("settings"),
        giving: take("giving"),
        pronouns: take("pronouns"),
        no_pronouns: take("no pronouns"),
        no_nicknames: take("no nicknames"),
        publishing: take("publishing"),
        vague: take("vague"),
        writers: take("writers"),
    }
});

impl SourceWords {
    /// The verb of saying that `chars` begin with, the longest.
    pub(super) fn verb_at_start(&self, chars: &[char]) -> Option<(&[char], Verb)> {
        let list = self.verbs.get(chars.first()?)?;
        list.iter().find(|(word, _)| chars.starts_with(word)).map(|(word, verb)| (word.as_slice(), *verb))
    }

    /// What verbs of saying there are.
    pub(super) fn verbs(&self) -> impl Iterator<Item = String> + '_ {
        self.verbs.values().flatten().map(|(word, _)| word.iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there_and_folded() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (text, verb) in [
            ("介绍说，", Verb::Plain),
            ("介绍，", Verb::Opens),
            ("称今年", Verb::Runs),
            ("显示", Verb::Shows),
            ("统计", Verb::Counts),
            ("获悉", Verb::Hears),
            (":", Verb::Points),
        ] {
            assert_eq!(WORDS.verb_at_start(&chars(text)).map(|(_, verb)| verb), Some(verb), "{text}");
        }
        for (list, word) in [
            (&WORDS.bodies, "气象局"),
            (&WORDS.unnamed, "业内人士"),
            (&WORDS.no_bodies, "社会"),
            (&WORDS.leads, "根据"),
            (&WORDS.asides, "进一步"),
            (&WORDS.settings, "官网"),
            (&WORDS.giving, "发布"),
            (&WORDS.pronouns, "老人"),
            (&WORDS.no_pronouns, "们"),
            (&WORDS.no_nicknames, "老师"),
            (&WORDS.publishing, "公告称"),
            (&WORDS.vague, "上述"),
            (&WORDS.writers, "记者"),
        ] {
            assert!(list.at_end(&chars(word)).is_some(), "{word}");
        }
        let data = include_str!("sources.txt").lines().filter(|line| !line.starts_with('#'));
        assert!(data.flat_map(str::chars).all(|c| crate::text::folded::fold(c) == c));
    }
}
