//! M1xx: damage to the text itself, one file per rule.
//!
//! A rule works in three steps, so that an edit costs its line and not the file:
//! 1. [`DamageCheck::scan`] finds candidates in one line, from that line alone; they are kept with the line.
//! 2. [`Evidence`] sums them up over the document, and [`DamageCheck::decide`] says from it which candidates are
//!    damage, all those with the same key alike.
//! 3. [`DamageCheck::repair`] gives the edits that undo one candidate.

pub mod forward;
pub mod injected_pinyin;
pub mod words;

use crate::lint::boundary::guarded;
use crate::lint::{Check, Rule, registry::RULES};
use crate::text::edit::{Applicability, Edit};
use crate::text::{Span, han};
use std::collections::BTreeMap;

/// How a damage rule works.
pub struct DamageCheck {
    /// Appends what may be damage in a line, in order of place. Spans are in bytes of the line.
    pub scan: fn(&str, &mut Vec<Candidate>),
    /// Which keys are damage in a document with this evidence, and how certainly.
    pub decide: fn(&Evidence) -> Decisions,
    /// What undoes a candidate, given its line.
    pub repair: fn(&str, &Candidate) -> Repair,
}

/// What may be damage: it looks like it on its own line, and the document decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// First byte, in the line.
    pub start: u32,
    /// One past the last byte, in the line.
    pub end: u32,
    /// What the evidence is counted under: for a gloss, the character that carries it.
    pub key: char,
}

impl Candidate {
    /// Where it is, in bytes of the line.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The keys that are damage, and how certainly.
pub type Decisions = BTreeMap<char, Applicability>;

/// How to undo a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// For a menu.
    pub title: String,
    /// In bytes of the line.
    pub edits: Vec<Edit>,
    /// For the finding's message.
    pub args: Vec<(&'static str, String)>,
}

/// Every damage rule with its check.
pub fn checks() -> impl Iterator<Item = (&'static Rule, &'static DamageCheck)> {
    RULES.iter().filter_map(|rule| match &rule.check {
        Check::Damage(check) => Some((*rule, check)),
        Check::Line(_) => None,
    })
}

/// All candidates in one line, in order of place.
#[must_use]
pub fn scan(line: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (rule, check) in checks() {
        candidates.append(&mut guarded(rule, || {
            let mut found = Vec::new();
            (check.scan)(line, &mut found);
            found
        }));
    }
    candidates.sort_by_key(|candidate| (candidate.start, candidate.end));
    candidates
}

/// What the rules decide from a document's evidence, by their codes.
#[must_use]
pub fn decide(evidence: &Evidence) -> BTreeMap<&'static str, Decisions> {
    checks().map(|(rule, check)| (rule.code, guarded(rule, || (check.decide)(evidence)))).collect()
}

/// What undoes a candidate of `line`.
#[must_use]
pub fn repair(line: &str, candidate: &Candidate) -> Repair {
    match &candidate.rule.check {
        Check::Damage(check) => guarded(candidate.rule, || (check.repair)(line, candidate)),
        Check::Line(_) => Repair::default(),
    }
}

/// What a document says about its candidates, kept up to date by adding and taking away lines.
///
/// Occurrences of characters are counted only while there is a candidate at all, so a clean document pays nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    keys: BTreeMap<(&'static str, char), u32>,
    occurrences: Option<Box<[u32]>>,
}

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

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
        self.occurrences = Some(vec![0; (LAST - FIRST + 1) as usize].into_boxed_slice());
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
            if let Some(count) = u32::from(c).checked_sub(FIRST).and_then(|index| occurrences.get_mut(index as usize)) {
                change(count);
            }
        }
    }

    /// The keys of `rule` with the number of candidates for each.
    pub fn keys(&self, rule: &Rule) -> impl Iterator<Item = (char, u32)> {
        let range = (rule.code, '\0')..=(rule.code, char::MAX);
        self.keys.range(range).map(|((_, key), count)| (*key, *count))
    }

    /// How often `c` occurs in the document, candidate or not; 0 for what is no Han character of the BMP.
    #[must_use]
    pub fn occurrences(&self, c: char) -> u32 {
        debug_assert!(han::is_han(c));
        let index = u32::from(c).checked_sub(FIRST);
        let counts = self.occurrences.as_deref();
        index.zip(counts).and_then(|(index, counts)| counts.get(index as usize).copied()).unwrap_or(0)
    }
}
