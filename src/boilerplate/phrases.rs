//! The phrases that boilerplate is known by: data, a table for each rule, searched for all at once.
//!
//! The tables are written in Simplified characters, ASCII forms and lower case; white space in a phrase does not
//! count. [`super::line`] folds the text to that as it feeds it. A table has these rows:
//!
//! ```text
//! [rule] n   the rows below are for this rule, in lines of up to n characters
//! match X    the line is boilerplate, unless it is a sentence that goes on behind X
//! proof X    the line is boilerplate, a sentence or not
//! hint X     the line may be boilerplate: its place, or a second hint, decides
//! item X     a word that with others fills the whole line
//! allow X    the line is article after all
//! test T     an example line in which the rule sees something more than possible
//! not T      an example line in which it does not
//! ```
//!
//! `^X` stands for X at the head of the line, `X$` at its tail; brackets and bullets around it do not count. `match X_`
//! is for X that no Han character follows directly; where one does, so that the words may go on, it is as `hint X`.

use super::{Cue, Line, Weight};
use crate::lint::{Rule, registry};
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::{Anchored, nfa::contiguous::NFA};
use std::sync::LazyLock;

/// The tables.
const TABLES: &[&str] = &[
    include_str!("phrases/account_header.txt"),
    include_str!("phrases/app_promotion.txt"),
    include_str!("phrases/breadcrumb.txt"),
    include_str!("phrases/caption_line.txt"),
    include_str!("phrases/comments.txt"),
    include_str!("phrases/copyright_notice.txt"),
    include_str!("phrases/document_header.txt"),
    include_str!("phrases/editor_credit.txt"),
    include_str!("phrases/hotline.txt"),
    include_str!("phrases/injected_keywords.txt"),
    include_str!("phrases/original_title.txt"),
    include_str!("phrases/page_tools.txt"),
    include_str!("phrases/paging.txt"),
    include_str!("phrases/player_fallback.txt"),
    include_str!("phrases/related_list.txt"),
    include_str!("phrases/share_bar.txt"),
    include_str!("phrases/site_chrome.txt"),
    include_str!("phrases/site_licence.txt"),
    include_str!("phrases/source_line.txt"),
    include_str!("phrases/tags.txt"),
];

/// All phrases, with the automaton that finds them.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(TABLES));

/// What a phrase says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The line is boilerplate, unless it is a sentence.
    Match,
    /// The line is boilerplate.
    Proof,
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
    /// Whether it says less where a Han character follows directly.
    word_end: bool,
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

/// One row of a table.
struct Row<'a> {
    /// The name of the rule.
    section: &'a str,
    /// In characters.
    longest_line: u32,
    /// What the row is: see the head of this file.
    word: &'a str,
    text: &'a str,
}

fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    let (mut section, mut longest_line) = ("", u32::MAX);
    table.lines().filter_map(move |line| {
        if let Some(head) = line.strip_prefix('[') {
            let (name, limit) = head.split_once(']')?;
            section = name;
            longest_line = limit.trim().parse().unwrap_or(u32::MAX);
            return None;
        }
        let (word, text) = line.split_once(' ')?;
        Some(Row { section, longest_line, word, text: text.trim() })
    })
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        match word {
            "match" => Some(Self::Match),
            "proof" => Some(Self::Proof),
            "hint" => Some(Self::Hint),
            "item" => Some(Self::Item),
            "allow" => Some(Self::Allow),
            _ => None,
        }
    }
}

/// The phrases and their automaton.
pub(super) struct Phrases {
    /// In the order of the automaton's patterns.
    phrases: Vec<Phrase>,
    automaton: Option<NFA>,
    /// A bit for each character of the BMP that a phrase begins with.
    first: Box<[u64; 1024]>,
    /// A bit for each of those that is a phrase.
    single: Box<[u64; 1024]>,
    /// A bit for each two characters that a phrase begins with, and for some others by chance.
    pairs: Box<[u64; 1024]>,
}

impl Phrases {
    fn parse(tables: &[&str]) -> Self {
        let mut phrases = Vec::new();
        let mut patterns = Vec::new();
        for row in tables.iter().flat_map(|table| rows(table)) {
            let Row { section, longest_line, word, text } = row;
            // A row that is not well formed is left out; a test holds the tables to having none.
            let (Some(rule), Some(kind)) = (registry::find(section), Kind::of(word)) else { continue };
            let (at_start, rest) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest));
            let (at_end, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
            let (word_end, text) = rest.strip_suffix('_').map_or((false, rest), |rest| (true, rest));
            let pattern: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let characters = u32::try_from(pattern.chars().count()).unwrap_or(u32::MAX);
            let reason = match (at_start, at_end) {
                (true, true) => format!("is `{text}`"),
                (true, false) => format!("begins with `{text}`"),
                (false, true) => format!("ends with `{text}`"),
                (false, false) => format!("says `{text}`"),
            };
            phrases.push(Phrase { rule, kind, reason, at_start, at_end, word_end, longest_line, characters });
            patterns.push(pattern);
        }
        let [mut first, mut single, mut pairs] = std::array::from_fn(|_| Box::new([0; 1024]));
        for pattern in &patterns {
            let mut chars = pattern.chars();
            let Some(one) = chars.next() else { continue };
            set(&mut first, one as usize);
            match chars.next() {
                Some(other) => set(&mut pairs, pair(one, other)),
                None => set(&mut single, one as usize),
            }
        }
        Self { phrases, first, single, pairs, automaton: NFA::new(&patterns).ok() }
    }

    /// Whether a phrase may begin with `c`.
    fn begins(&self, c: char) -> bool {
        is_set(&self.first, c as usize)
    }

    /// Starts on a line.
    pub(super) fn search(&'static self) -> Search {
        let start =
            self.automaton.as_ref().and_then(|nfa| nfa.start_state(Anchored::No).ok().map(|state| (nfa, state)));
        Search {
            table: self,
            automaton: start,
            state: start.map(|(_, state)| state),
            pending: None,
            at: 0,
            lead: None,
            bare: 0,
            hits: Vec::new(),
        }
    }
}

/// A number below the bits of a table for two characters.
const fn pair(one: char, other: char) -> usize {
    ((one as u32).wrapping_mul(0x9E37_79B1) ^ (other as u32).wrapping_mul(0x85EB_CA77)) as usize >> 16
}

/// Whether a bit is set; those past the end of the table may be.
fn is_set(bits: &[u64; 1024], bit: usize) -> bool {
    bits.get(bit / 64).is_none_or(|word| word >> (bit % 64) & 1 != 0)
}

fn set(bits: &mut [u64; 1024], bit: usize) {
    if let Some(word) = bits.get_mut(bit / 64) {
        *word |= 1 << (bit % 64);
    }
}

/// A search through one line, a character at a time.
pub(super) struct Search {
    table: &'static Phrases,
    automaton: Option<(&'static NFA, StateID)>,
    state: Option<StateID>,
    /// A character that phrases begin with, but only with certain ones behind it.
    pending: Option<char>,
    /// Characters fed.
    at: u32,
    /// Decorations before the first other character.
    lead: Option<u32>,
    /// One past the last character that is no decoration.
    bare: u32,
    hits: Vec<Hit>,
}

/// The state behind one more character.
fn step(nfa: &NFA, state: StateID, c: char) -> StateID {
    let mut utf8 = [0; 4];
    c.encode_utf8(&mut utf8).bytes().fold(state, |state, byte| nfa.next_state(Anchored::No, state, byte))
}

impl Search {
    /// Takes the next character, folded; `None` for white space.
    #[inline]
    pub(super) fn feed(&mut self, folded: Option<char>, decoration: bool) {
        let (Some(c), Some((nfa, start)), Some(mut state)) = (folded, self.automaton, self.state) else { return };
        if !decoration {
            self.lead.get_or_insert(self.at);
            self.bare = self.at + 1;
        }
        self.at += 1;
        // Between phrases most characters begin none, or none with the next: a look at a bit says so.
        let pending = self.pending.take();
        if state == start {
            if let Some(one) = pending.filter(|one| is_set(&self.table.pairs, pair(*one, c))) {
                state = step(nfa, state, one);
            } else if !self.table.begins(c) {
                return;
            } else if !is_set(&self.table.single, c as usize) {
                self.pending = Some(c);
                return;
            }
        }
        state = step(nfa, state, c);
        self.state = Some(state);
        // A special state is a matching one or the start; the start has no matches.
        if nfa.is_special(state) && nfa.is_match(state) {
            for index in 0..nfa.match_len(state) {
                let phrase = &self.table.phrases[nfa.match_pattern(state, index).as_usize()];
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
        self.pending = None;
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
    /// A `match` is certain. So are two hints, and two items or more where items fill the line; one hint, or one item
    /// that is the line, is likely. In a sentence a `match` is arguable and a hint possible, but for a `match` at the
    /// end of the line: nothing goes on behind it.
    pub(super) fn phrase_cue(&self, rule: &Rule) -> Option<Cue> {
        let kind = |kind: Kind| self.hits.iter().filter(move |hit| hit.phrase.rule == rule && hit.phrase.kind == kind);
        if !self.hits.iter().any(|hit| hit.phrase.rule == rule) || kind(Kind::Allow).next().is_some() {
            return None;
        }
        let cue =
            |hit: &Hit, weight, extent| Some(Cue { reason: hit.phrase.reason.as_str(), also: "", weight, extent });
        let sentence = self.is_sentence();
        let weighed = kind(Kind::Proof).chain(kind(Kind::Match)).map(|hit| (self.match_weight(hit, sentence), hit));
        if let Some((weight, hit)) = weighed.max_by_key(|(weight, hit)| (*weight, hit.phrase.characters)) {
            return cue(hit, weight, if self.is_whole(hit) { u32::MAX } else { hit.phrase.characters });
        }
        if let Some(first) = kind(Kind::Item).next()
            && self.is_filled()
            && (self.letters >= 3 || first.end - first.start >= 2)
        {
            let others = kind(Kind::Item).any(|hit| hit.start >= first.end);
            let extent = self.covered(|hit| hit.phrase.rule == rule && hit.phrase.kind == Kind::Item);
            return cue(first, if others { Weight::Certain } else { Weight::Likely }, extent);
        }
        let first = kind(Kind::Hint).next()?;
        let second = kind(Kind::Hint).any(|hit| hit.start >= first.end) && self.shape.stops == 0;
        let weight = match (sentence, second) {
            (true, _) => Weight::Possible,
            (false, true) => Weight::Certain,
            (false, false) => Weight::Likely,
        };
        cue(first, weight, first.phrase.characters)
    }

    /// What a `proof` or a `match` says, in a line that is a `sentence` or not.
    fn match_weight(&self, hit: &Hit, sentence: bool) -> Weight {
        let closes = hit.phrase.at_end || self.is_whole(hit);
        match (hit.phrase.kind, sentence) {
            (Kind::Proof, _) => Weight::Certain,
            _ if closes => Weight::Certain,
            (_, true) => Weight::Arguable,
            (_, false) if self.goes_on(hit) => Weight::Likely,
            (_, false) => Weight::Certain,
        }
    }

    /// Whether there is nothing in the line but this phrase.
    fn is_whole(&self, hit: &Hit) -> bool {
        hit.end - hit.start >= self.solid
    }

    /// Whether the words may go on behind a phrase that minds it: a Han character follows directly.
    fn goes_on(&self, hit: &Hit) -> bool {
        if !hit.phrase.word_end {
            return false;
        }
        let mut left = hit.end;
        let last = self.text.char_indices().find(|(_, c)| {
            left = left.saturating_sub(u32::from(!c.is_whitespace()));
            left == 0
        });
        let behind = last.and_then(|(at, c)| self.text.get(at + c.len_utf8()..)?.chars().next());
        behind.is_some_and(crate::text::han::is_han)
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

    /// Whether items, of any rule, are all the letters there are.
    fn is_filled(&self) -> bool {
        self.covered(|hit| hit.phrase.kind == Kind::Item) >= self.letters
    }

    /// As [`Self::is_filled`], where numbers may stand between the phrases.
    pub(super) fn is_filled_but_for_digits(&self) -> bool {
        self.covered_by_chrome() + self.shape.digits >= self.letters
    }

    /// How many characters phrases that are chrome, of any rule, cover.
    pub(super) fn covered_by_chrome(&self) -> u32 {
        self.covered(|hit| matches!(hit.phrase.kind, Kind::Item | Kind::Match | Kind::Proof))
    }

    /// How many characters the hits that are `counted` cover.
    fn covered(&self, counted: impl Fn(&Hit) -> bool) -> u32 {
        let mut hits: Vec<(u32, u32)> =
            self.hits.iter().filter(|hit| counted(hit)).map(|hit| (hit.start, hit.end)).collect();
        hits.sort_unstable();
        let (mut covered, mut at) = (0, 0);
        for (start, end) in hits {
            covered += end.saturating_sub(start.max(at));
            at = at.max(end);
        }
        covered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boilerplate::line::fold;
    use crate::text::han;
    use std::collections::BTreeSet;

    fn all_rows() -> impl Iterator<Item = Row<'static>> {
        TABLES.iter().flat_map(|table| rows(table))
    }

    /// `text` as the table has to write it.
    fn folded(text: &str) -> String {
        text.chars().map(|c| if han::is_han(c) { han::simplified(c) } else { fold(c) }).collect()
    }

    /// What `rule` sees in `text`, if that is more than possible.
    fn seen(rule: &'static Rule, text: &str) -> Option<Cue> {
        let marks = super::super::marks(&Line::new(text));
        marks.into_iter().find(|mark| *mark.rule == *rule && mark.cue.weight >= Weight::Arguable).map(|mark| mark.cue)
    }

    #[test]
    fn every_example_holds() {
        let mut wrong = Vec::new();
        for row in all_rows() {
            let Row { section, word, text, .. } = row;
            let expected = word == "test";
            if !expected && word != "not" {
                continue;
            }
            let found = seen(registry::find(section).unwrap(), text);
            if found.is_some() != expected {
                wrong.push(format!("[{section}] {} {text}: {found:?}", if expected { "test" } else { "not" }));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn every_row_is_read_folded_and_alone() {
        let known = ["match", "proof", "hint", "item", "allow", "test", "not"];
        let mut before = BTreeSet::new();
        for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.is_empty()) {
            if let Some((name, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
                assert!(registry::find(name).is_some(), "no rule is called {name}");
            } else {
                let word = line.split(' ').next().unwrap();
                assert!(known.contains(&word), "{line}");
            }
        }
        for row in all_rows() {
            let Row { section, word, text, .. } = row;
            if Kind::of(word).is_none() {
                continue;
            }
            assert_eq!(text, folded(text), "[{section}] is not folded");
            assert!(!text.trim_matches(['^', '$', '_']).is_empty(), "[{section}] has an empty phrase");
            assert!(before.insert((section, text)), "[{section}] {text} stands twice");
        }
        assert!(PHRASES.automaton.is_some());
    }

    #[test]
    fn every_match_is_enough_in_a_line_with_a_name() {
        let enough = |row: &Row<'_>| {
            let rule = registry::find(row.section).unwrap();
            let (start, end) = (row.text.starts_with('^'), row.text.ends_with('$'));
            let text = row.text.trim_matches(['^', '$', '_']);
            let name = |anchored: bool| if anchored { "" } else { "甘棠 " };
            seen(rule, &format!("{}{text}{}", name(start), name(end).trim_end())).is_some()
        };
        let dead: Vec<&str> = all_rows()
            .filter(|row| ["match", "proof"].contains(&row.word) && !enough(row))
            .map(|row| row.text)
            .collect();
        assert!(dead.is_empty(), "{dead:?}");
    }

    #[test]
    fn every_section_has_examples_of_both_kinds() {
        let with = |word: &str| -> BTreeSet<&str> {
            all_rows().filter(|row| row.word == word).map(|row| row.section).collect()
        };
        let all: BTreeSet<&str> = all_rows().map(|row| row.section).collect();
        assert_eq!((with("test"), with("not")), (all.clone(), all));
    }

    #[test]
    fn anchors_look_past_brackets_and_bullets() {
        let rule = registry::find("editor-credit").unwrap();
        assert!(seen(rule, "【責任編輯：甘棠】").is_some());
        assert!(seen(rule, "他是責任編輯：甘棠").is_none());
    }
}
