//! Parts that do not make up their whole.
//!
//! # What it does
//! Adds up the parts of a list and holds them against the whole that stands before or behind it.
//!
//! # Why it is bad
//! One of the figures is wrong, or one is missing: a digit that was lost, an item that fell out when the page was copied.
//!
//! # Example
//! `甲類120家、乙類80家，共210家`
//!
//! # Fix
//! None: which figure is wrong, the text does not say.
//!
//! # Limits
//! A list behind 其中 may leave something out, so there only parts that are more than the whole count, and none of
//! people, who can be in two parts at once. Rounded figures are given room; rough ones (近, 余) are not compared.

use super::sums::{Sum, sums};
use super::{Contradiction, Said, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::folded::fold;

/// C401.
pub static RULE: Rule = rule("C401", "sum-mismatch", module_docs!("sum_mismatch.rs"), find);

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    sums(said).into_iter().filter(|sum| is_wrong(said, sum)).map(|sum| contradiction(said, &sum)).collect()
}

fn is_wrong(said: &Said<'_>, sum: &Sum) -> bool {
    let people = said.text_of(sum.whole).chars().map(fold).any(|c| "人名位户例".contains(c));
    let over = sum.total() > sum.value + sum.tolerance;
    !sum.holds() && (sum.is_complete || over && !people)
}

fn contradiction(said: &Said<'_>, sum: &Sum) -> Contradiction {
    let parts: Vec<String> = sum.parts.iter().map(|(_, value)| value.normalize().to_string()).collect();
    let (total, whole) = (sum.total().normalize(), sum.value.normalize());
    let reason = format!("the parts come to {} = {total}, and the whole is {whole}", parts.join(" + "));
    let related = sum.parts.iter().map(|(span, _)| (*span, format!("a part: {}", said.text_of(*span)))).collect();
    Contradiction { span: sum.whole, reason, related }
}
