//! The phrases that boilerplate is known by: data, read from `phrases.txt`, searched for all at once.
//!
//! The table is written in Simplified characters, ASCII forms and without white space; [`super::line`] folds the text
//! to that as it feeds it. What the words at the head of a line of the table mean stands at its top.

use super::line::fold;
use super::{Cue, Line, Weight};
use crate::lint::{Rule, registry};
use crate::text::han;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::{Anchored, dfa::DFA};
use std::sync::LazyLock;

/// All phrases, with the automaton that finds them.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("phrases.txt")));

/// What a phrase says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The line is boilerplate.
    Match,
    /// The line may be boilerplate.
    Hint,
    /// One of several words that together fill a line.
    Item,
    /// The line is article after all.
    Allow,
}

/// One phrase.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) rule: &'static Rule,
    pub(super) kind: Kind,
    reason: String,
    at_start: bool,
    at_end: bool,
    /// In characters: the phrase counts in lines of up to this length.
    longest_line: u32,
    characters: u32,
}

/// A phrase that stands in a line. Places are numbers of characters, white space not counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) phrase: &'static Phrase,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One line of the table.
pub(super) enum Row<'a> {
    Phrase(&'a str, Kind, &'a str, u32),
    Example(
        #[cfg_attr(not(test), expect(dead_code))] &'a str,
        #[cfg_attr(not(test), expect(dead_code))] bool,
        #[cfg_attr(not(test), expect(dead_code))] &'a str,
    ),
}

/// The rows of a table, each with the name of its section. Rows that are not well formed are left out; a test holds
/// the table to having none.
pub(super) fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    let mut section = ("", u32::MAX);
    table.lines().filter_map(move |line| {
        if let Some(head) = line.strip_prefix('[') {
            let (name, limit) = head.split_once(']')?;
            section = (name, limit.trim().parse().unwrap_or(u32::MAX));
            return None;
        }
        let (word, rest) = line.split_once(' ')?;
        let rest = rest.trim();
        let kind = match word {
            "match" => Kind::Match,
            "hint" => Kind::Hint,
            "item" => Kind::Item,
            "allow" => Kind::Allow,
            "test" => return Some(Row::Example(section.0, true, rest)),
            "not" => return Some(Row::Example(section.0, false, rest)),
            _ => return None,
        };
        Some(Row::Phrase(section.0, kind, rest, section.1))
    })
}

/// The phrases and their automaton.
pub(super) struct Phrases {
    /// In the order of the automaton's patterns.
    phrases: Vec<Phrase>,
    automaton: Option<DFA>,
}

impl Phrases {
    fn parse(table: &str) -> Self {
        let mut phrases = Vec::new();
        let mut patterns = Vec::new();
        for row in rows(table) {
            let Row::Phrase(section, kind, written, longest_line) = row else { continue };
            let Some(rule) = registry::find(section) else { continue };
            let (at_start, rest) = written.strip_prefix('^').map_or((false, written), |rest| (true, rest));
            let (at_end, text) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
            let pattern: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let characters = u32::try_from(pattern.chars().count()).unwrap_or(u32::MAX);
            let reason = match (at_start, at_end) {
                (true, true) => format!("is `{text}`"),
                (true, false) => format!("begins with `{text}`"),
                (false, true) => format!("ends with `{text}`"),
                (false, false) => format!("says `{text}`"),
            };
            phrases.push(Phrase { rule, kind, reason, at_start, at_end, longest_line, characters });
            patterns.push(pattern);
        }
        Self { phrases, automaton: DFA::new(&patterns).ok() }
    }

    /// Starts on a line.
    pub(super) fn search(&'static self) -> Search {
        let start =
            self.automaton.as_ref().and_then(|dfa| dfa.start_state(Anchored::No).ok().map(|state| (dfa, state)));
        Search {
            phrases: &self.phrases,
            automaton: start,
            state: start.map(|(_, state)| state),
            at: 0,
            lead: None,
            bare: 0,
            hits: Vec::new(),
        }
    }
}

/// A search through one line, a character at a time.
pub(super) struct Search {
    phrases: &'static [Phrase],
    automaton: Option<(&'static DFA, StateID)>,
    state: Option<StateID>,
    /// Characters fed.
    at: u32,
    /// Decorations before the first other character.
    lead: Option<u32>,
    /// One past the last character that is no decoration.
    bare: u32,
    hits: Vec<Hit>,
}

impl Search {
    /// Takes the next character, folded; `None` for white space.
    #[inline]
    pub(super) fn feed(&mut self, folded: Option<char>, decoration: bool) {
        let (Some(c), Some((dfa, _)), Some(mut state)) = (folded, self.automaton, self.state) else { return };
        if !decoration {
            self.lead.get_or_insert(self.at);
            self.bare = self.at + 1;
        }
        self.at += 1;
        let mut utf8 = [0; 4];
        for byte in c.encode_utf8(&mut utf8).bytes() {
            state = dfa.next_state(Anchored::No, state, byte);
        }
        self.state = Some(state);
        // A special state is a matching one or the start; the start has no matches.
        if dfa.is_special(state) && dfa.is_match(state) {
            for index in 0..dfa.match_len(state) {
                let phrase = &self.phrases[dfa.match_pattern(state, index).as_usize()];
                let start = self.at.saturating_sub(phrase.characters);
                if !phrase.at_start || start <= self.lead.unwrap_or(self.at) {
                    self.hits.push(Hit { phrase, start, end: self.at });
                }
            }
        }
    }

    /// Goes on after characters that were not fed.
    pub(super) fn skip(&mut self, to: u32) {
        self.state = self.automaton.map(|(_, start)| start);
        self.lead.get_or_insert(self.at);
        self.at = to;
        self.bare = to;
    }

    /// The hits that hold, in a line of `solid` characters besides white space, of `characters` in all.
    pub(super) fn finish(mut self, solid: u32, characters: u32) -> Vec<Hit> {
        let bare = self.bare.min(solid);
        self.hits.retain(|hit| characters <= hit.phrase.longest_line && (!hit.phrase.at_end || hit.end >= bare));
        self.hits
    }
}

impl Line<'_> {
    /// What the phrases of `rule` say of this line.
    ///
    /// A `match` is certain. So are two hints in what is no sentence, and two items or more where phrases fill the
    /// line; one hint, or one item that is the line, is likely.
    pub(super) fn phrase_cue(&self, rule: &Rule) -> Option<Cue> {
        let kind = |kind: Kind| self.hits.iter().filter(move |hit| hit.phrase.rule == rule && hit.phrase.kind == kind);
        if kind(Kind::Allow).next().is_some() {
            return None;
        }
        let cue = |hit: &Hit, weight| Some(Cue { reason: hit.phrase.reason.as_str(), weight });
        if let Some(hit) = kind(Kind::Match).next() {
            return cue(hit, Weight::Certain);
        }
        if let Some(first) = kind(Kind::Item).next()
            && self.is_filled()
            && (self.letters >= 3 || first.end - first.start >= 2)
        {
            let others = kind(Kind::Item).any(|hit| hit.start >= first.end);
            return cue(first, if others { Weight::Certain } else { Weight::Likely });
        }
        let first = kind(Kind::Hint).next()?;
        let second = kind(Kind::Hint).any(|hit| hit.start >= first.end) && self.shape.stops == 0;
        cue(first, if second { Weight::Certain } else { Weight::Likely })
    }

    /// How many different places phrases of `rule` stand in.
    pub(super) fn phrase_count(&self, rule: &Rule) -> usize {
        let mut end = 0;
        let hits = self.hits.iter().filter(|hit| hit.phrase.rule == rule && hit.phrase.kind != Kind::Allow);
        hits.filter(|hit| {
            hit.start >= end && {
                end = hit.end;
                true
            }
        })
        .count()
    }

    /// Whether phrases that are chrome, of any rule, are all the letters there are.
    fn is_filled(&self) -> bool {
        let mut hits: Vec<(u32, u32)> = self
            .hits
            .iter()
            .filter(|hit| matches!(hit.phrase.kind, Kind::Item | Kind::Match))
            .map(|hit| (hit.start, hit.end))
            .collect();
        hits.sort_unstable();
        let (mut covered, mut at) = (0, 0);
        for (start, end) in hits {
            covered += end.saturating_sub(start.max(at));
            at = at.max(end);
        }
        covered >= self.letters
    }
}

/// `text` as the table has to write it.
#[cfg(test)]
fn folded(text: &str) -> String {
    text.chars().map(|c| if han::is_han(c) { han::simplified(c) } else { fold(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TABLE: &str = include_str!("phrases.txt");

    /// What `rule` sees in `text`, if that is likely or certain.
    fn seen(rule: &'static Rule, text: &str) -> Option<Cue> {
        let marks = super::super::marks(&Line::new(text));
        marks.into_iter().find(|mark| *mark.rule == *rule && mark.cue.weight >= Weight::Likely).map(|mark| mark.cue)
    }

    #[test]
    fn every_example_holds() {
        let mut wrong = Vec::new();
        for row in rows(TABLE) {
            let Row::Example(section, expected, text) = row else { continue };
            let found = seen(registry::find(section).unwrap(), text);
            if found.is_some() != expected {
                wrong.push(format!("[{section}] {} {text}: {found:?}", if expected { "test" } else { "not" }));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn every_row_is_read_folded_and_alone() {
        let known = ["match", "hint", "item", "allow", "test", "not"];
        let mut before = BTreeSet::new();
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((name, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
                assert!(registry::find(name).is_some(), "no rule is called {name}");
            } else {
                let word = line.split(' ').next().unwrap();
                assert!(known.contains(&word), "{line}");
            }
        }
        for row in rows(TABLE) {
            let Row::Phrase(section, _, text, _) = row else { continue };
            assert_eq!(text, folded(text), "[{section}] is not folded");
            assert!(!text.trim_matches(['^', '$']).is_empty(), "[{section}] has an empty phrase");
            assert!(before.insert((section, text)), "[{section}] {text} stands twice");
        }
        assert!(PHRASES.automaton.is_some());
    }

    #[test]
    fn every_section_has_examples_of_both_kinds() {
        let sections = |kind: bool| -> BTreeSet<&str> {
            rows(TABLE)
                .filter_map(|row| match row {
                    Row::Example(name, expected, _) if expected == kind => Some(name),
                    _ => None,
                })
                .collect()
        };
        let all: BTreeSet<&str> = rows(TABLE)
            .filter_map(|row| match row {
                Row::Phrase(name, ..) => Some(name),
                Row::Example(..) => None,
            })
            .collect();
        assert_eq!((sections(true), sections(false)), (all.clone(), all));
    }

    #[test]
    fn anchors_look_past_brackets_and_bullets() {
        let rule = registry::find("editor-credit").unwrap();
        assert!(seen(rule, "【責任編輯：甘棠】").is_some());
        assert!(seen(rule, "他是責任編輯：甘棠").is_none());
    }
}
