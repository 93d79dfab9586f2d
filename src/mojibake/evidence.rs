//! [`Evidence`]: what a document says about its candidates, kept up to date by adding and taking away lines.

use super::{Candidate, cut_character, injected_pinyin, shifted_gloss, slip};
use crate::lint::Rule;
use crate::text::han;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a document says about its candidates.
///
/// Occurrences of characters are counted only while there are candidates that may be damage, so a clean document pays
/// nothing; pairs of characters only while there may be runs (see [`slip`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    keys: BTreeMap<(&'static str, char), u32>,
    occurrences: Option<Box<[u32]>>,
    pairs: Option<Pairs>,
}

/// How often characters stand together: see [`pair`].
#[derive(Clone, Debug, Default)]
struct Pairs {
    counts: FxHashMap<u32, u32>,
    /// All Han characters.
    length: u32,
    /// The counts before the changes since [`Evidence::changed`] was last asked; of characters too, which are less than
    /// any pair.
    before: FxHashMap<u32, u32>,
}

impl PartialEq for Pairs {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts && self.length == other.length
    }
}

impl Eq for Pairs {}

impl Pairs {
    fn change(&mut self, key: u32, sign: i32) {
        let count = self.counts.entry(key).or_default();
        self.before.entry(key).or_insert(*count);
        *count = count.saturating_add_signed(sign);
        if *count == 0 {
            self.counts.remove(&key);
        }
    }
}

/// Two Han characters of the BMP as a key for [`Evidence::pairs`], or one and a mark behind it, whichever it is.
#[must_use]
pub fn pair(a: char, b: char) -> Option<u32> {
    let code = |c: char| u16::try_from(u32::from(c)).ok().filter(|_| han::is_han(c));
    let second = code(b).or_else(|| ends_clause(b).then_some(MARK))?;
    Some(u32::from(code(a)?) << 16 | u32::from(second))
}

/// What stands for any mark in a key.
const MARK: u16 = 0xFF0C;

const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '！' | '？' | '：' | ',' | ';' | '!' | ':')
}

/// More than so often is as good as so often.
const OFTEN: u32 = 3;

/// One count for each code point of the BMP.
const COUNTED: usize = 0x1_0000;

impl Evidence {
    /// Adds a line's candidates, without its characters.
    pub fn add_candidates(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            *self.keys.entry((candidate.rule.code, candidate.key)).or_default() += 1;
        }
    }

    /// Takes a line's candidates away.
    pub fn remove_candidates(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            let entry = (candidate.rule.code, candidate.key);
            if let Some(count) = self.keys.get_mut(&entry) {
                *count -= 1;
                if *count == 0 {
                    self.keys.remove(&entry);
                }
            }
        }
    }

    /// Whether markers may be runs: see [`slip`]. A reading between two halves of a character leaves a mark of its own,
    /// or the page has readings elsewhere.
    #[must_use]
    pub fn may_have_runs(&self) -> bool {
        let is_marked = |(key, _): (char, u32)| slip::Marker::lost_of(key) != slip::Lost::Nothing;
        let has_markers = self.candidates(&shifted_gloss::RULE) + self.candidates(&cut_character::RULE) > 0;
        has_markers && (self.keys(&shifted_gloss::RULE).any(is_marked) || self.has_glosses())
    }

    /// Whether there are so many readings that they may be damage. (One is a remark.)
    fn has_glosses(&self) -> bool {
        self.candidates(&injected_pinyin::RULE) >= 2
    }

    /// Whether some rule may ask how often a character occurs.
    fn is_asked(&self) -> bool {
        let alone = [injected_pinyin::RULE.code, shifted_gloss::RULE.code, cut_character::RULE.code];
        self.has_glosses() || self.may_have_runs() || self.keys.keys().any(|(code, _)| !alone.contains(code))
    }

    /// Once the candidates are what they are: forgets what nobody asks for any more, and says whether something that is
    /// asked for has not been counted: see [`Self::count_all`].
    #[must_use]
    pub fn needs_count(&mut self) -> bool {
        let (is_asked, may_have_runs) = (self.is_asked(), self.may_have_runs());
        self.occurrences.take_if(|_| !is_asked);
        self.pairs.take_if(|_| !may_have_runs);
        (is_asked && self.occurrences.is_none()) || (may_have_runs && self.pairs.is_none())
    }

    /// Counts the characters of a whole document afresh. `lines` are its pieces, as they are added and taken away.
    pub fn count_all<'a>(&mut self, lines: impl Iterator<Item = std::borrow::Cow<'a, str>>) {
        self.occurrences = Some(vec![0; COUNTED].into_boxed_slice());
        self.pairs = self.may_have_runs().then(Pairs::default);
        for line in lines {
            self.add_characters(&line);
        }
        if let Some(pairs) = &mut self.pairs {
            pairs.before.clear();
        }
    }

    /// Adds the characters of a piece, if they are counted at present.
    pub fn add_characters(&mut self, line: &str) {
        self.each_count(line, 1);
    }

    /// Takes the characters of a piece away, if they are counted at present.
    pub fn remove_characters(&mut self, line: &str) {
        self.each_count(line, -1);
    }

    fn each_count(&mut self, line: &str, sign: i32) {
        let Some(occurrences) = &mut self.occurrences else { return };
        for c in line.chars() {
            if let Some(count) = occurrences.get_mut(u32::from(c) as usize) {
                if let Some(pairs) = &mut self.pairs.as_mut().filter(|_| han::is_han(c)) {
                    pairs.before.entry(c.into()).or_insert(*count);
                    pairs.length = pairs.length.saturating_add_signed(sign);
                }
                *count = count.saturating_add_signed(sign);
            }
        }
        let Some(pairs) = &mut self.pairs else { return };
        let mut before = None;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            if c == '('
                && let Some(reading) = slip::reading(chars.as_str())
            {
                // The characters around a reading stood together.
                chars = chars.as_str()[reading.len() + 1..].chars();
                continue;
            }
            if let Some(key) = before.and_then(|before| pair(before, c)) {
                pairs.change(key, sign);
            }
            before = Some(c);
        }
    }

    /// How many Han characters there are: the power of two at or below. Counted only while there are markers of runs.
    #[must_use]
    pub fn length_level(&self) -> u32 {
        self.pairs.as_ref().map_or(0, |pairs| pairs.length.checked_ilog2().unwrap_or(0))
    }

    /// How often `c` occurs: the power of two at or below, 0 for once or never.
    #[must_use]
    pub fn level(&self, c: char) -> u32 {
        level(self.occurrences(c))
    }

    /// How often two Han characters stand together in the document, readings between them passed over; 3 for more.
    /// See [`pair`] for the key. Counted only while there are markers of runs.
    #[must_use]
    pub fn pairs(&self, key: u32) -> u32 {
        self.pairs.as_ref().and_then(|pairs| pairs.counts.get(&key)).map_or(0, |count| (*count).min(OFTEN))
    }

    /// The characters whose [`Self::level`], and the first ones of pairs whose number, as [`Self::pairs`] gives it, has
    /// changed since this was last asked.
    pub fn changed(&mut self) -> Vec<char> {
        let (Some(pairs), Some(occurrences)) = (&mut self.pairs, &self.occurrences) else { return Vec::new() };
        let change = |(&key, &before): (&u32, &u32)| match u16::try_from(key) {
            Ok(code) => (level(occurrences[usize::from(code)]) != level(before)).then_some(key),
            Err(_) => {
                let now = pairs.counts.get(&key).map_or(0, |count| (*count).min(OFTEN));
                (now != before.min(OFTEN)).then_some(key >> 16)
            }
        };
        let changed = pairs.before.iter().filter_map(change).filter_map(char::from_u32).collect();
        pairs.before.clear();
        changed
    }

    /// The keys of `rule` with the number of candidates for each.
    pub fn keys(&self, rule: &Rule) -> impl Iterator<Item = (char, u32)> {
        let range = (rule.code, '\0')..=(rule.code, char::MAX);
        self.keys.range(range).map(|((_, key), count)| (*key, *count))
    }

    /// How many candidates `rule` has.
    #[must_use]
    pub fn candidates(&self, rule: &Rule) -> u32 {
        self.keys(rule).map(|(_, count)| count).sum()
    }

    /// How often `c` occurs in the document, candidate or not; 0 beyond the BMP.
    #[must_use]
    pub fn occurrences(&self, c: char) -> u32 {
        self.occurrences_in(c..=c)
    }

    /// How often the characters of a range occur in the document, candidates or not; 0 beyond the BMP.
    #[must_use]
    pub fn occurrences_in(&self, range: std::ops::RangeInclusive<char>) -> u32 {
        let (first, last) = (u32::from(*range.start()) as usize, u32::from(*range.end()) as usize);
        self.occurrences.as_deref().and_then(|counts| counts.get(first..=last)).map_or(0, |counts| counts.iter().sum())
    }
}

fn level(count: u32) -> u32 {
    count.checked_ilog2().unwrap_or(0)
}
