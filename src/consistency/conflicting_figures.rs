//! One thing with two values.
//!
//! # What it does
//! Finds a metric that has one value in one place and another in another, of one time, one place and one unit.
//!
//! # Why it is bad
//! One of the two is wrong, or they are of different things and the text does not say so.
//!
//! # Example
//! `去年全市造林總面積12.6萬畝` in the first paragraph, `去年全市造林總面積16.2萬畝` in the last
//!
//! # Fix
//! None: which of them is right, the text does not say.
//!
//! # Limits
//! Only where metric, time, place and unit are the same to the letter, and not where two say so that may well disagree:
//! one of them has to be the article itself, or both the same. The same figure in two roundings is no contradiction, nor
//! are `超過16萬畝` and `16.2萬畝`; `超過16萬畝` and `12.6萬畝` are one.

use super::{Contradiction, Said, rounding, rule};
use crate::facts::{Fact, Figure, Quantity, Side};
use crate::lint::{Rule, docs::module_docs};
use crate::text::{Span, folded::fold};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::HashMap;

/// C402.
pub static RULE: Rule = rule("C402", "conflicting-figures", module_docs!("conflicting_figures.rs"), find);

/// In characters: a shorter metric says too little of what is measured.
const SHORTEST_METRIC: usize = 5;

/// One thing with its value, so that it can be held against what others say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Metric, time, place and unit: what has to be the same, folded.
    pub of: String,
    /// Who says so; `None` for the article itself.
    pub speaker: Option<SmolStr>,
    /// The metric, as written.
    pub metric: String,
    /// The figure, as written.
    pub shown: String,
    /// Whether it says of where it is: without that, texts about two places differ for a good reason.
    pub is_placed: bool,
    /// The whole figure, in bytes of the repaired text.
    pub span: Span,
    sentence: Span,
    /// What the value is at least, and at most; the same for an exact one.
    low: Option<Decimal>,
    high: Option<Decimal>,
    rounding: Decimal,
}

impl Statement {
    /// Whether both cannot be right, though both are of the same.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> bool {
        let rounding = self.rounding.max(other.rounding);
        let above = |one: &Self, other: &Self| matches!((one.low, other.high), (Some(low), Some(high)) if low - high > rounding);
        above(self, other) || above(other, self)
    }

    /// Whether both can be held against each other: two who speak may well disagree.
    #[must_use]
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.speaker.is_none() || other.speaker.is_none() || self.speaker == other.speaker
    }
}

/// What a document says so that it can be held against what is said elsewhere, there or in other documents.
#[must_use]
pub fn statements(said: &Said<'_>) -> Vec<Statement> {
    let statement = |(fact, figure): (&Fact, &Figure)| {
        Some(Statement {
            of: key(figure)?,
            speaker: figure.speaker.clone(),
            metric: figure.metric.as_deref().unwrap_or_default().to_owned(),
            shown: said.text_of(fact.span),
            is_placed: figure.place.is_some(),
            span: fact.span,
            sentence: figure.sentence,
            low: figure.side.is_none_or(Side::is_lower).then_some(figure.value),
            high: figure.side.is_none_or(Side::is_upper).then_some(figure.value),
            rounding: rounding(said, figure),
        })
    };
    said.figures().filter_map(statement).collect()
}

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let statements = statements(said);
    let mut known: HashMap<&str, Vec<&Statement>> = HashMap::new();
    let mut found = Vec::new();
    for here in &statements {
        let others = known.entry(&here.of).or_default();
        // In one sentence two values are two things: 從3家增至5家.
        let conflicts =
            |it: &&&Statement| it.sentence != here.sentence && here.is_comparable(it) && here.differs_from(it);
        if let Some(other) = others.iter().find(conflicts) {
            let reason = format!("{} is {} here and {} elsewhere", here.metric, here.shown, other.shown);
            found.push(Contradiction { span: here.span, reason, related: vec![(other.span, other.shown.clone())] });
        }
        others.push(here);
    }
    found
}

/// What has to be the same.
fn key(figure: &Figure) -> Option<String> {
    let metric: String = figure.metric.as_deref()?.chars().map(fold).collect();
    let period = figure.period.as_ref()?.iso.as_deref()?;
    let measured = !matches!(figure.quantity, Quantity::Rank | Quantity::Ordinal | Quantity::Ratio | Quantity::Number);
    let level = figure.trend.is_none() && figure.basis.is_none();
    let specific = metric.chars().count() >= SHORTEST_METRIC;
    // One that is only near to its value cannot be held against another.
    let bounded = figure.side.map_or(figure.modifier.is_none(), |side| side.is_lower() || side.is_upper());
    if !measured || !level || !specific || !bounded || figure.value_to.is_some() {
        return None;
    }
    let parts = [
        metric.as_str(),
        period,
        figure.place.as_deref().unwrap_or_default(),
        figure.unit.as_deref().unwrap_or_default(),
    ];
    Some(parts.join("\u{1F}"))
}
