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
//! Only where metric, time, place, unit and speaker are the same to the letter, and both figures are exact. The same
//! figure in two roundings is no contradiction.

use super::{Contradiction, Said, is_exact, rounding, rule, shown};
use crate::facts::{Fact, Figure, Quantity};
use crate::lint::{Rule, docs::module_docs};
use crate::text::folded::fold;
use std::collections::HashMap;

/// C402.
pub static RULE: Rule = rule("C402", "conflicting-figures", module_docs!("conflicting_figures.rs"), find);

/// In characters: a shorter metric says too little of what is measured.
const SHORTEST_METRIC: usize = 5;

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let mut known: HashMap<String, Vec<(&Fact, &Figure)>> = HashMap::new();
    let mut found = Vec::new();
    for (fact, figure) in said.figures() {
        let Some(key) = key(figure) else { continue };
        let others = known.entry(key).or_default();
        // In one sentence two values are two things: 從3家增至5家.
        let other = others.iter().find(|(_, other)| other.sentence != figure.sentence && differ(said, figure, other));
        if let Some((first, other)) = other {
            let metric = figure.metric.as_deref().unwrap_or_default();
            let reason = format!("{metric} is {} here and {} elsewhere", shown(said, figure), shown(said, other));
            found.push(Contradiction { span: fact.span, reason, related: vec![(first.span, shown(said, other))] });
        }
        others.push((fact, figure));
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
    if !measured || !level || !specific || !is_exact(figure) {
        return None;
    }
    let parts = [
        metric.as_str(),
        period,
        figure.place.as_deref().unwrap_or_default(),
        figure.unit.as_deref().unwrap_or_default(),
        figure.speaker.as_deref().unwrap_or_default(),
    ];
    Some(parts.join("\u{1F}"))
}

fn differ(said: &Said<'_>, one: &Figure, other: &Figure) -> bool {
    let room = rounding(said, one).max(rounding(said, other));
    (one.value - other.value).abs() > room
}
