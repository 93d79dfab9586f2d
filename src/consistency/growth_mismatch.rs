//! Growth that its own levels contradict.
//!
//! # What it does
//! Where a sentence gives what something was, what it has become, and by how much it grew or fell, works that out.
//!
//! # Why it is bad
//! One of the three figures is wrong.
//!
//! # Example
//! `由20億元增至25億元，增長15%`: it is 25 %
//!
//! # Fix
//! None: which of them is wrong, the text does not say.
//!
//! # Limits
//! Only where the three stand beside each other, from the one level to the other. What is rounded is given room.

use super::{Contradiction, Said, is_exact, rounding, rule, shown};
use crate::facts::{Fact, Figure, Quantity};
use crate::lint::{Rule, docs::module_docs};
use rust_decimal::Decimal;

/// C403.
pub static RULE: Rule = rule("C403", "growth-mismatch", module_docs!("growth_mismatch.rs"), find);

/// Words between the two levels.
const TO: &[&str] = &[
    "增至",
    "增加到",
    "增加至",
    "升至",
    "上升到",
    "上升至",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "增长到",
    "增长至",
    "降至",
    "降到",
    "下降到",
    "下降至",
    "减少到",
    "减至",
    "跌至",
    "回落至",
    "回升至",
    "扩大到",
    "上调至",
];
/// Words that say by how much.
const BY: &[&str] = &[
    "增长", "增加", "上升", "提高", "提升", "增幅", "升幅", "涨幅", "下降", "减少", "降低", "回落", "降幅", "跌幅",
    "下跌", "上涨",
];
/// And the other way.
const DOWN: &[&str] = &["下降", "减少", "降低", "回落", "降幅", "跌幅", "下跌"];

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for sentence in said.sentences() {
        for three in sentence.windows(3) {
            found.extend(contradiction(said, three[0], three[1], three[2]));
        }
    }
    found
}

fn contradiction(
    said: &Said<'_>,
    from: (&Fact, &Figure),
    to: (&Fact, &Figure),
    by: (&Fact, &Figure),
) -> Option<Contradiction> {
    let opens = said.before(from.0.span.start, 2).contains(['由', '从']);
    let (middle, tail) = (said.between(from.0.span, to.0.span), said.between(to.0.span, by.0.span));
    let beside = TO.iter().any(|word| middle.contains(word)) && middle.chars().count() <= 14;
    let change = tail.trim_start_matches([',', '、']);
    let said_by = BY.iter().find(|word| change.contains(**word)).filter(|_| change.chars().count() <= 6)?;
    let levels = from.1.unit == to.1.unit && from.1.quantity == to.1.quantity && is_exact(from.1) && is_exact(to.1);
    if !opens || !beside || !levels || !is_exact(by.1) || from.1.value.is_zero() {
        return None;
    }
    let expected = expected(from.1, to.1, by.1)?;
    let stated = if DOWN.contains(said_by) { -by.1.value.abs() } else { by.1.value };
    let room = room(said, from.1, to.1, by.1)?;
    if (expected - stated).abs() <= room {
        return None;
    }
    let digits = by.1.value.scale().max(1);
    let unit = by.1.unit_text.as_deref().unwrap_or("%");
    let reason = format!(
        "from {} to {} is a change of {}{unit}, and the text says {}{unit}",
        shown(said, from.1),
        shown(said, to.1),
        expected.round_dp(digits).normalize(),
        stated.normalize()
    );
    let related = vec![(from.0.span, shown(said, from.1)), (to.0.span, shown(said, to.1))];
    Some(Contradiction { span: by.0.span, reason, related })
}

/// By how much it changed, in the unit of `by`.
fn expected(from: &Figure, to: &Figure, by: &Figure) -> Option<Decimal> {
    let difference = to.value.checked_sub(from.value)?;
    match by.quantity {
        // 從31.5%升至36.8%，提高5.3%: so people write percentage points, too.
        Quantity::PercentagePoint if from.quantity == Quantity::Percent => Some(difference),
        Quantity::Percent if from.quantity != Quantity::Percent => {
            difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from.value)
        }
        _ if by.unit == from.unit && from.quantity != Quantity::Percent => Some(difference),
        _ => None,
    }
}

/// How far rounding can move it.
fn room(said: &Said<'_>, from: &Figure, to: &Figure, by: &Figure) -> Option<Decimal> {
    let (low, high) = (rounding(said, from), rounding(said, to));
    let own = rounding(said, by);
    if by.quantity != Quantity::Percent {
        return Some(own + low + high);
    }
    // The share of to in from, with both moved by half of their last place.
    let share = high
        .checked_div(from.value)?
        .checked_add(low.checked_div(from.value)?.checked_mul(to.value.checked_div(from.value)?)?)?;
    Some(own + share.abs().saturating_mul(Decimal::ONE_HUNDRED))
}
