//! C4xx: figures and dates that cannot all be right, one file per rule.
//!
//! A rule is given all facts of a document and says which of them contradict each other. It speaks only where no reading
//! makes them right: rounding is allowed for, rough figures (近, 余) are not compared, and what may be left out of a list
//! may be. There is no repair: which of them is wrong, the text does not say.

pub mod conflicting_figures;
pub mod growth_mismatch;
pub mod impossible_date;
pub mod share_over_whole;
pub mod sum_mismatch;
pub mod sums;
pub mod wrong_weekday;

use crate::facts::{Fact, FactKind, Figure, Quantity};
use crate::lint::boundary::guarded;
use crate::lint::{Check, Rule, Severity, registry::RULES};
use crate::text::{Span, folded::fold};
use rust_decimal::Decimal;

/// How a consistency rule works.
pub struct FactsCheck {
    /// Which facts contradict each other.
    pub find: fn(&Said<'_>) -> Vec<Contradiction>,
}

/// What a document says: its repaired text, and its facts in order, with spans in bytes of that text.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// Its facts.
    pub facts: &'a [Fact],
}

/// Facts that cannot all be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The one to look at.
    pub span: Span,
    /// What is wrong, for the finding's message.
    pub reason: String,
    /// The others, each with what it is.
    pub related: Vec<(Span, String)>,
}

/// What the rules that are `on` find, in order of their codes.
pub fn contradictions(said: &Said<'_>, on: impl Fn(&Rule) -> bool) -> Vec<(&'static Rule, Contradiction)> {
    let rules = RULES.iter().filter_map(|rule| match &rule.check {
        Check::Facts(check) if on(rule) => Some((*rule, check)),
        _ => None,
    });
    rules
        .flat_map(|(rule, check)| {
            guarded(rule, || Some((check.find)(said))).unwrap_or_default().into_iter().map(move |it| (rule, it))
        })
        .collect()
}

impl<'a> Said<'a> {
    /// The figures, in order.
    pub fn figures(&self) -> impl Iterator<Item = (&'a Fact, &'a Figure)> {
        self.facts.iter().filter_map(|fact| match &fact.kind {
            FactKind::Figure(figure) => Some((fact, &**figure)),
            _ => None,
        })
    }

    /// The figures of each sentence that has several.
    fn sentences(&self) -> Vec<Vec<(&'a Fact, &'a Figure)>> {
        let mut sentences: Vec<Vec<(&Fact, &Figure)>> = Vec::new();
        for (fact, figure) in self.figures() {
            match sentences.last_mut().filter(|last| last[0].1.sentence == figure.sentence) {
                Some(last) => last.push((fact, figure)),
                None => sentences.push(vec![(fact, figure)]),
            }
        }
        sentences.retain(|sentence| sentence.len() > 1);
        sentences
    }

    /// The text between two spans, whichever is first; folded, as the words of the rules are.
    fn between(&self, one: Span, other: Span) -> String {
        let (first, last) = if one.start <= other.start { (one, other) } else { (other, one) };
        self.text.get(first.end..last.start).unwrap_or_default().chars().map(fold).collect()
    }

    /// The last characters before byte `at`, folded.
    fn before(&self, at: usize, characters: usize) -> String {
        let head = self.text.get(..at).unwrap_or_default();
        let start = head.char_indices().rev().take(characters).last().map_or(at, |(start, _)| start);
        head.get(start..).unwrap_or_default().chars().map(fold).collect()
    }

    fn text_of(&self, span: Span) -> String {
        self.text.get(span.range()).unwrap_or_default().to_owned()
    }
}

/// Whether a figure is given exactly, so that it can be held against others.
fn is_exact(figure: &Figure) -> bool {
    figure.modifier.is_none() && figure.value_to.is_none()
}

/// Half of the last place that a figure is written with, in its unit: 1.5億元 may be five million more or less.
fn rounding(said: &Said<'_>, figure: &Figure) -> Decimal {
    let text = said.text.get(figure.core.range()).unwrap_or_default();
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let Ok(written) = digits.parse::<Decimal>() else { return Decimal::ZERO };
    let scale = if written.is_zero() { Decimal::ONE } else { (figure.value.abs() / written).round() };
    let step = Decimal::new(1, written.scale()).saturating_mul(scale.max(Decimal::ONE));
    // A whole number without a scale is counted, not rounded.
    if written.scale() == 0 && scale <= Decimal::ONE && figure.quantity == Quantity::Count {
        return Decimal::ZERO;
    }
    step / Decimal::TWO
}

/// A number with its unit as it is written, for messages.
fn shown(said: &Said<'_>, figure: &Figure) -> String {
    said.text_of(figure.core)
}

/// The rule of this module with the given parts.
const fn rule(
    code: &'static str,
    name: &'static str,
    docs: &'static str,
    find: fn(&Said<'_>) -> Vec<Contradiction>,
) -> Rule {
    Rule {
        code,
        name,
        message: "{reason}",
        severity: Severity::Information,
        unnecessary: false,
        frequent: false,
        docs,
        check: Check::Facts(FactsCheck { find }),
    }
}
