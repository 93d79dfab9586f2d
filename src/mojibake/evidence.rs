//! [`Evidence`]: what a document says about its candidates, kept up to date by adding and taking away lines.

use super::Candidate;
use crate::lint::Rule;
use std::collections::BTreeMap;

/// What a document says about its candidates.
///
/// Occurrences of characters are counted only while there is a candidate at all, so a clean document pays nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    keys: BTreeMap<(&'static str, char), u32>,
    occurrences: Option<Box<[u32]>>,
}

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
        if self.keys.is_empty() {
            self.occurrences = None;
        }
    }

    /// Whether there are candidates whose characters have not been counted: see [`Self::count_all`].
    #[must_use]
    pub fn needs_count(&self) -> bool {
        !self.keys.is_empty() && self.occurrences.is_none()
    }

    /// Counts the characters of a whole document afresh.
    pub fn count_all<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        self.occurrences = Some(vec![0; COUNTED].into_boxed_slice());
        for line in lines {
            self.add_characters(line);
        }
    }

    /// Adds the characters of a line, if they are counted at present.
    pub fn add_characters(&mut self, line: &str) {
        self.each_count(line, |count| *count += 1);
    }

    /// Takes the characters of a line away, if they are counted at present.
    pub fn remove_characters(&mut self, line: &str) {
        self.each_count(line, |count| *count = count.saturating_sub(1));
    }

    fn each_count(&mut self, line: &str, change: impl Fn(&mut u32)) {
        let Some(occurrences) = &mut self.occurrences else { return };
        for c in line.chars() {
            if let Some(count) = occurrences.get_mut(u32::from(c) as usize) {
                change(count);
            }
        }
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
