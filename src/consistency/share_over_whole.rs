//! A share of more than the whole.
//!
//! # What it does
//! Finds shares (占比, 比重, 份額, 占…的) of more than 100 %.
//!
//! # Why it is bad
//! Nothing has a part that is larger than it: the point is in the wrong place, or it is no share.
//!
//! # Example
//! `占總面積的135%`
//!
//! # Fix
//! None: what the share is, the text does not say.
//!
//! # Limits
//! Rates (增長率, 達成率, 毛入學率) may be over 100 %, and are left alone; so is what is compared with another year.

use super::{Contradiction, Said, rule, shown};
use crate::facts::Quantity;
use crate::lint::{Rule, docs::module_docs};
use rust_decimal::Decimal;

/// C404.
pub static RULE: Rule = rule("C404", "share-over-whole", module_docs!("share_over_whole.rs"), find);

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let over = said.figures().filter(|(_, figure)| {
        figure.quantity == Quantity::Percent
            && figure.value > Decimal::ONE_HUNDRED
            && figure.basis.is_none()
            && figure.trend.is_none()
    });
    over.filter(|(fact, _)| is_share(said, fact.span.start))
        .map(|(fact, figure)| Contradiction {
            span: fact.span,
            reason: format!("a share of {} is more than the whole", shown(said, figure)),
            related: Vec::new(),
        })
        .collect()
}

/// Whether what stands right before byte `at` says that a share follows.
fn is_share(said: &Said<'_>, at: usize) -> bool {
    let before = said.before(at, 24);
    let clause = before.rsplit([',', '。', ';', '\n']).next().unwrap_or_default();
    let of = clause.rsplit_once('占').or_else(|| clause.rsplit_once('佔')).is_some_and(|(_, rest)| {
        rest.is_empty()
            || rest.ends_with('的')
            || rest == "比"
            || rest.ends_with("比重")
            || rest.starts_with("比达")
            || rest.starts_with("比为")
    });
    let named = ["占比", "占比达", "占比为", "比重", "比重为", "比重达", "份额", "份额为", "份额达"]
        .iter()
        .any(|word| clause.ends_with(word));
    of || named
}
