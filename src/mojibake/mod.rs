//! M1xx: damage to the text itself, one file per rule.
//!
//! A rule works in three steps, so that an edit costs its line and not the file:
//! 1. [`DamageCheck::scan`] finds candidates in one line, from that line alone; they are kept with the line.
//! 2. [`Evidence`] sums them up over the document, and [`DamageCheck::decide`] says from it which candidates are
//!    damage, all those with the same key alike.
//! 3. [`DamageCheck::repair`] gives the edits that undo one candidate.

mod around;
pub mod bare_entity;
pub mod big5_as_gbk;
pub mod big5_as_latin1;
pub mod byte_literal;
pub mod byte_order_mark;
pub mod charset;
pub mod compatibility_ideograph;
pub mod control_character;
pub mod cut_character;
pub mod debug_fill;
mod escape;
pub mod euro_byte;
pub mod evidence;
pub mod forward;
pub mod full_width_letter;
pub mod gbk_as_big5;
pub mod gbk_as_euc_kr;
pub mod gbk_as_latin1;
pub mod gbk_as_shift_jis;
pub mod half_width_katakana;
pub mod html_entity;
pub mod injected_pinyin;
pub mod invisible_character;
pub mod kun_jin_kao;
pub mod latin_cipher;
pub mod no_break_space;
pub mod percent_encoding;
pub mod private_use;
pub mod quoted_printable;
pub mod radical_for_character;
pub mod replacement_character;
pub mod seven_bit;
pub mod shifted_gloss;
pub mod signs;
pub mod slip;
pub mod unicode_escape;
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

use slip::Marker;
pub use slip::{Context, Run};

use crate::lint::boundary::guarded;
use crate::lint::{Check, Rule, registry::RULES};
use crate::text::edit::{Applicability, Edit};
use crate::text::{Span, han};
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

impl Step {
    /// The most rows that are worth reading at one place.
    pub const SHOWN: usize = 12;

    /// The bytes as people write them: `8C C3`.
    #[must_use]
    pub fn hex(&self) -> String {
        self.bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
    }
}

/// The bytes of `steps` by the characters that they were, where rows on disk hold halves of two; the last part may say
/// nothing.
#[must_use]
pub fn spelled(steps: &[Step]) -> Vec<Step> {
    // Only GBK is ever out of step, and a row that ends no character shows it.
    if steps.len() < 2 || steps.iter().all(|step| !step.was.is_empty()) {
        return steps.to_vec();
    }
    let whole = |bytes: Vec<u8>, was: String| Step { disk: String::new(), bytes, was };
    let bytes: Vec<u8> = steps.iter().flat_map(|step| step.bytes.iter().copied()).collect();
    let mut characters = steps.iter().flat_map(|step| step.was.chars());
    let mut pairs = Vec::new();
    let mut rest = bytes.as_slice();
    while let [first, others @ ..] = rest {
        let len = match others {
            _ if *first < 0x80 => 1,
            [second, ..] if han::from_gbk([*first, *second]).is_some() => 2,
            _ => break,
        };
        let Some(c) = characters.next() else { break };
        pairs.push(whole(rest[..len].to_vec(), c.to_string()));
        rest = &rest[len..];
    }
    if characters.next().is_some() || rest.len() > 1 {
        return steps.to_vec();
    }
    pairs.extend((!rest.is_empty()).then(|| whole(rest.to_vec(), String::new())));
    pairs
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
        Check::Line(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_) => None,
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

/// Whether `candidate` is a marker of a [`Run`].
#[must_use]
pub fn is_marker(candidate: &Candidate) -> bool {
    Marker::is_found_by(candidate.rule)
}

/// A place that is damage, and how it is undone.
#[derive(Clone, Copy, Debug)]
pub struct Damaged<'a> {
    /// What was found.
    pub candidate: &'a Candidate,
    /// How far its repair may be trusted.
    pub applicability: Applicability,
    /// The run that it is the first marker of.
    pub run: Option<&'a Run>,
}

impl Damaged<'_> {
    /// Where it is, in bytes of the line.
    #[must_use]
    pub fn span(&self) -> Span {
        self.run.map_or_else(|| self.candidate.span(), |run| run.span)
    }

    /// What undoes it, given its line.
    #[must_use]
    pub fn repair(&self, line: &str) -> Repair {
        let rule = self.candidate.rule;
        match (self.run, &rule.check) {
            (Some(run), _) => guarded(rule, || run.repair(line)),
            (None, Check::Damage(check)) => guarded(rule, || (check.repair)(line, self.candidate)),
            (None, Check::Line(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_)) => Repair::default(),
        }
    }

    /// The bytes behind it, given its line.
    #[must_use]
    pub fn trace(&self, line: &str) -> Vec<Step> {
        let rule = self.candidate.rule;
        match (self.run, &rule.check) {
            (Some(run), _) => run.steps.clone(),
            (None, Check::Damage(check)) => guarded(rule, || (check.trace)(line, self.candidate)),
            (None, Check::Line(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_)) => Vec::new(),
        }
    }
}

/// The runs of `line` that its candidates are markers of, as far as they are `decided` to be damage.
#[must_use]
pub fn runs(
    line: &str,
    candidates: &[Candidate],
    decided: impl Fn(&Candidate) -> bool,
    context: &Context,
    evidence: &Evidence,
) -> Vec<Run> {
    let markers = candidates.iter().filter(|it| Marker::is_found_by(it.rule) && decided(it));
    let markers: Vec<Marker> = markers.map(Marker::of).collect();
    if markers.is_empty() {
        return Vec::new();
    }
    guarded(&shifted_gloss::RULE, || slip::solve(line, &markers, context, evidence))
}

/// The places that are damage, in order, apart from each other. `decided` says what is damage, and how certain.
///
/// Two rules may know the same place, such as a character of mojibake that is a compatibility ideograph too. A run has
/// all that it was searched over; else the rule with the lower code, which explains more, has the place.
#[must_use]
pub fn settle<'a>(
    candidates: &'a [Candidate],
    runs: &'a [Run],
    decided: impl Fn(&Candidate, Span) -> Option<Applicability>,
) -> Vec<Damaged<'a>> {
    let damaged = |candidate: &'a Candidate| {
        // The first marker in a run stands for it; a cut that nothing came of is a question mark.
        let is_marker = Marker::is_found_by(candidate.rule);
        let run = runs.iter().find(|run| is_marker && run.searched.contains(candidate.start as usize));
        let span = run.map_or_else(|| candidate.span(), |run| run.span);
        let decided = decided(candidate, span)?.max(candidate.at_best);
        let applicability = match run {
            Some(run) => decided.max(run.applicability()),
            None if !is_marker => decided,
            None if candidate.rule == &shifted_gloss::RULE => Applicability::Manual,
            None => return None,
        };
        Some(Damaged { candidate, applicability, run })
    };
    let mut settled: Vec<Damaged<'a>> = candidates.iter().filter_map(damaged).collect();
    if settled.windows(2).all(|pair| pair[0].candidate.rule == pair[1].candidate.rule && pair[1].run.is_none()) {
        return settled;
    }
    let extent = |damaged: &Damaged<'_>| damaged.run.map_or_else(|| damaged.span(), |run| run.searched);
    let mut order: Vec<usize> = (0..settled.len()).collect();
    order.sort_by_key(|index| {
        let Damaged { candidate, run, .. } = settled[*index];
        (run.is_none(), candidate.rule.code, candidate.start)
    });
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept = vec![false; settled.len()];
    for index in order {
        let Span { start, end } = extent(&settled[index]);
        if taken.range(..end).next_back().is_none_or(|(_, taken)| *taken <= start) {
            taken.insert(start, end);
            kept[index] = true;
        }
    }
    let mut kept = kept.into_iter();
    settled.retain(|_| kept.next().unwrap_or(false));
    settled
}

/// For rules whose candidates are damage whatever the document says: every key of `rule` that occurs.
#[must_use]
pub fn each_on_its_own(rule: &Rule, evidence: &Evidence) -> Decisions {
    evidence.keys(rule).map(|(key, _)| (key, Applicability::Safe)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(steps: &[(&[u8], &str)]) -> String {
        let step = |(bytes, was): &(&[u8], &str)| Step { bytes: bytes.to_vec(), was: (*was).into(), ..Step::default() };
        let steps: Vec<Step> = steps.iter().map(step).collect();
        spelled(&steps).iter().map(|step| format!("{}={} ", step.hex(), step.was)).collect()
    }

    #[test]
    fn rows_out_of_step_are_spelled_by_characters() {
        assert_eq!(spell(&[(&[0xCA, 0xD7], "首"), (&[0x8C], ""), (&[0xC3, 0x41], "屆A")]), "CA D7=首 8C C3=屆 41=A ");
        assert_eq!(spell(&[(&[0xCA], ""), (&[0xA1, 0xA3], "省")]), "CA A1=省 A3= ");
        // UTF-8 and what only names bytes stay as they are.
        assert_eq!(spell(&[(&[0xE9, 0x9C, 0xA7], "霧"), (&[0x41], "A")]), "E9 9C A7=霧 41=A ");
        assert_eq!(spell(&[(&[0xCC, 0xCC], ""), (&[0xCC, 0xCC], "")]), "CC CC= CC CC= ");
    }
}
