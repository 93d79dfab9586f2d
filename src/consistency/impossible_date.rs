//! A day that no calendar has.
//!
//! # What it does
//! Finds dates like the 30th of February, or the 29th in a year that has none.
//!
//! # Why it is bad
//! Whatever happened, it was on another day.
//!
//! # Example
//! `2023年2月29日`
//!
//! # Fix
//! None: which day is meant, the text does not say.
//!
//! # Limits
//! Dates of the lunar calendar have thirty days in any month; those that say so (農曆, 正月, 臘月) are left alone.

use super::{Contradiction, Said, rule};
use crate::facts::FactKind;
use crate::lint::{Rule, docs::module_docs};

/// C405.
pub static RULE: Rule = rule("C405", "impossible-date", module_docs!("impossible_date.rs"), find);

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let wrong = said.facts.iter().filter(|fact| matches!(&fact.kind, FactKind::Date(date) if date.impossible));
    let lunar = |start: usize| said.before(start, 4).contains(['农', '历', '夏']);
    wrong
        .filter(|fact| !lunar(fact.span.start))
        .map(|fact| Contradiction {
            span: fact.span,
            reason: format!("no calendar has {}", said.text_of(fact.span)),
            related: Vec::new(),
        })
        .collect()
}
