//! M1xx: damage to the text itself, one file per rule.
//!
//! A rule works in three steps, so that an edit costs its line and not the file:
//! 1. [`DamageCheck::scan`] finds candidates in one line, from that line alone; they are kept with the line.
//! 2. [`Evidence`] sums them up over the document, and [`DamageCheck::decide`] says from it which candidates are
//!    damage, all those with the same key alike.
//! 3. [`DamageCheck::repair`] gives the edits that undo one candidate.

pub mod big5_as_gbk;
pub mod big5_as_latin1;
pub mod charset;
mod evidence;
pub mod forward;
pub mod gbk_as_big5;
pub mod gbk_as_euc_kr;
pub mod gbk_as_latin1;
pub mod gbk_as_shift_jis;
pub mod injected_pinyin;
pub mod signs;
pub mod utf16_as_bytes;
pub mod utf16_swapped;
pub mod utf8_as_big5;
pub mod utf8_as_cp1252_lossy;
pub mod utf8_as_gbk;
pub mod utf8_as_latin1;
pub mod utf8_as_shift_jis;
pub mod words;

pub use evidence::Evidence;
pub use signs::Signs;

use crate::lint::boundary::guarded;
use crate::lint::{Check, Rule, registry::RULES};
use crate::text::Span;
use crate::text::edit::{Applicability, Edit};
use std::collections::BTreeMap;

/// How a damage rule works.
pub struct DamageCheck {
    /// A line that holds none of these is not scanned.
    pub signs: Signs,
    /// One sentence, without a full stop, on what happened to the text: for people who look at one place.
    pub mechanism: &'static str,
    /// Appends what may be damage in a line, in order of place. Spans are in bytes of the line.
    pub scan: fn(&str, &mut Vec<Candidate>),
    /// Which keys are damage in a document with this evidence, and how certainly.
    pub decide: fn(&Evidence) -> Decisions,
    /// What undoes a candidate, given its line.
    pub repair: fn(&str, &Candidate) -> Repair,
    /// The bytes behind a candidate, given its line, for people who want to follow; empty where bytes say nothing.
    pub trace: fn(&str, &Candidate) -> Vec<Step>,
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
    /// How far its repair may be trusted at best, whatever the document says.
    pub at_best: Applicability,
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

/// One row of a table of bytes: what stands on disk, the bytes behind it, and the character they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// As it stands on disk; empty for bytes that were lost.
    pub disk: String,
    /// The bytes of the text before it was damaged.
    pub bytes: Vec<u8>,
    /// What these bytes say; empty where they end no character.
    pub was: String,
}

/// How to undo a candidate. Without edits it is only named: what it was is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// For a menu.
    pub title: String,
    /// In bytes of the line.
    pub edits: Vec<Edit>,
    /// For the finding's message.
    pub args: Vec<(&'static str, String)>,
    /// Other ways, the likelier first: a title and edits each.
    pub alternatives: Vec<(String, Vec<Edit>)>,
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
    let signs = Signs::of(line);
    if signs == Signs::default() {
        return candidates;
    }
    for (rule, check) in checks().filter(|(_, check)| check.signs.intersects(signs)) {
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

/// The candidates that are damage, in order of place, apart from each other; with each what `decided` says of it.
///
/// Two rules may know the same place, such as a character of mojibake that is a compatibility ideograph too. The rule
/// with the lower code, which explains more, has it.
#[must_use]
pub fn settle(
    candidates: &[Candidate],
    decided: impl Fn(&Candidate) -> Option<Applicability>,
) -> Vec<(&Candidate, Applicability)> {
    let mut settled: Vec<_> = candidates.iter().filter_map(|it| Some((it, decided(it)?.max(it.at_best)))).collect();
    let alike = settled.windows(2).all(|pair| pair[0].0.rule == pair[1].0.rule);
    if !alike {
        let mut by_rule = settled.clone();
        by_rule.sort_by_key(|(candidate, _)| (candidate.rule.code, candidate.start));
        let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
        for (candidate, _) in by_rule {
            let before = taken.range(..candidate.end).next_back();
            if before.is_none_or(|(_, end)| *end <= candidate.start) {
                taken.insert(candidate.start, candidate.end);
            }
        }
        settled.retain(|(candidate, _)| taken.remove(&candidate.start).is_some_and(|end| end == candidate.end));
    }
    settled
}

/// For rules whose candidates are damage whatever the document says: every key of `rule` that occurs.
#[must_use]
pub fn each_on_its_own(rule: &Rule, evidence: &Evidence) -> Decisions {
    evidence.keys(rule).map(|(key, _)| (key, Applicability::Safe)).collect()
}
