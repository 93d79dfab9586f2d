//! A weekday that is not that of its date.
//!
//! # What it does
//! Holds the day of the week that stands beside a date against the calendar.
//!
//! # Why it is bad
//! The date or the weekday is wrong; in an invitation or a notice that matters.
//!
//! # Example
//! `2024年5月6日（星期二）`: it was a Monday
//!
//! # Fix
//! None: which of the two is right, the text does not say.
//!
//! # Limits
//! Only where the year is known, from the date itself or from that of the document.

use super::{Contradiction, Said, rule};
use crate::facts::FactKind;
use crate::lint::{Rule, docs::module_docs};

/// C406.
pub static RULE: Rule = rule("C406", "wrong-weekday", module_docs!("wrong_weekday.rs"), find);

fn find(said: &Said<'_>) -> Vec<Contradiction> {
    let wrong = |fact: &crate::facts::Fact| {
        let FactKind::Date(date) = &fact.kind else { return None };
        let (day, _) = date.days.filter(|(first, last)| first == last)?;
        let said_day = date.weekday?;
        (day.weekday().to_monday_one_offset() != said_day).then(|| Contradiction {
            span: fact.span,
            reason: format!("{day} was a {}", day.strftime("%A")),
            related: Vec::new(),
        })
    };
    said.facts.iter().filter_map(wrong).collect()
}
