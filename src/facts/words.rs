//! The words that a clause is read by: `context.txt`.

use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use super::context::Direction;
use crate::text::word_list::Words;

/// The lists of `context.txt`.
pub(super) static WORDS: LazyLock<ClauseWords> = LazyLock::new(|| {
    let mut sections = sections(include_str!("context.txt"));
    let mut take = |name: &str| sections.remove(name).unwrap_or_default();
    ClauseWords {
        trends: [(Direction::Up, take("up")), (Direction::Down, take("down")), (Direction::Flat, take("flat"))],
        nouns: [(Direction::Up, take("up nouns")), (Direction::Down, take("down nouns"))],
        fillers: take("fillers"),
        no_fillers: take("no fillers"),
        leads: take("leads"),
        bases: take("bases"),
        verbs: take("verbs"),
        states: take("states"),
    }
});

/// What a clause is read by; see `context.txt` for what each list is.
pub(super) struct ClauseWords {
    trends: [(Direction, Words); 3],
    nouns: [(Direction, Words); 2],
    pub(super) fillers: Words,
    pub(super) no_fillers: Words,
    pub(super) leads: Words,
    pub(super) bases: Words,
    pub(super) verbs: Words,
    pub(super) states: Words,
}

impl ClauseWords {
    /// The word of change that `chars` end with: its length, and which way it goes.
    pub(super) fn trend_at_end(&self, chars: &[char]) -> Option<(usize, Direction)> {
        let found = self.trends.iter().filter_map(|(direction, words)| Some((words.at_end(chars)?, *direction)));
        found.max_by_key(|(len, _)| *len)
    }

    /// The word of change that `chars` begin with.
    pub(super) fn trend_at_start(&self, chars: &[char]) -> Option<(usize, Direction)> {
        let found = self.trends.iter().filter_map(|(direction, words)| Some((words.at_start(chars)?, *direction)));
        found.max_by_key(|(len, _)| *len)
    }

    /// The noun of change that `chars` end with: 增速.
    pub(super) fn noun_at_end(&self, chars: &[char]) -> Option<(usize, Direction)> {
        self.nouns.iter().find_map(|(direction, words)| Some((words.at_end(chars)?, *direction)))
    }
}

/// Lists under `[name]` lines; `#` begins a comment line.
pub(super) fn sections(data: &str) -> HashMap<&str, Words> {
    let mut sections: HashMap<&str, Words> = HashMap::default();
    let mut name = "";
    for line in data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(section) => name = section,
            None => line.split_whitespace().for_each(|word| sections.entry(name).or_default().add(word)),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there_and_folded() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(WORDS.trend_at_end(&chars("同比增长")), Some((2, Direction::Up)));
        assert_eq!(WORDS.trend_at_start(&chars("减少成本")), Some((2, Direction::Down)));
        assert_eq!(WORDS.noun_at_end(&chars("经济增速")), Some((2, Direction::Up)));
        for (list, word) in
            [(&WORDS.fillers, "分别为"), (&WORDS.leads, "其中"), (&WORDS.bases, "比上年同期"), (&WORDS.verbs, "实现")]
        {
            assert_eq!(list.at_end(&chars(word)), Some(word.chars().count()), "{word}");
        }
        assert!(
            include_str!("context.txt")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(str::chars)
                .all(|c| crate::text::folded::fold(c) == c)
        );
    }
}
