//! A date or a time of day that is a whole line.
//!
//! # What it does
//! Finds lines that are nothing but a date with a time, a time of day, or a date.
//!
//! # Why it is bad
//! It is a stamp of the system that made the page, such as the clock of a live transcript.
//!
//! # Example
//! `2024-05-06 10:00:21`
//!
//! # Fix
//! Deletes the line. Safe for a date with a time of day. Unsafe for a date in digits alone, and only beside other
//! boilerplate or between the headline and the text; and for any date or time in a list of links behind the text.
//!
//! # Limits
//! A date alone is often article: the head of a section of a chronology, the last line of a notice. Where it is not
//! written in digits it stays.

use super::time::Stamps;
use super::{Cue, Line, LineCheck, Place, Weight, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;

/// B204.
pub static RULE: Rule = rule(
    "B204",
    "bare-timestamp",
    "bare timestamp: {reason}",
    module_docs!("bare_timestamp.rs"),
    LineCheck { cue, judge },
);

fn cue(line: &Line<'_>) -> Option<Cue> {
    let shape = &line.shape;
    if shape.characters > 45 || shape.digits < 2 || shape.han > 9 {
        return None;
    }
    let stamps = Stamps::of(&line.folded());
    if stamps.count != 1 || stamps.rest.chars().any(char::is_alphanumeric) {
        return None;
    }
    match (stamps.year, stamps.clock) {
        (true, true) => Some(Cue::certain("nothing but a date and a time")),
        (_, true) if stamps.day => Some(Cue::likely("nothing but a date and a time")),
        (_, true) => Some(Cue::possible("nothing but a time of day")),
        (true, _) if stamps.iso => Some(Cue::likely("nothing but a date in digits")),
        _ => Some(Cue::possible("nothing but a date")),
    }
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    match cue.weight {
        Weight::Certain => Some(Applicability::Safe),
        Weight::Likely if place.is_beside_boilerplate() || (place.is_head() && place.before > 0) => {
            Some(Applicability::Unsafe)
        }
        Weight::Possible if place.flow.list && place.is_tail() => Some(Applicability::Unsafe),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_by_how_much_they_say() {
        let weight = |text: &str| cue(&Line::new(text)).map(|cue| cue.weight);
        assert_eq!(weight("2024-05-06 10:00:21"), Some(Weight::Certain));
        assert_eq!(weight("2024年5月6日 星期一 10:00"), Some(Weight::Certain));
        assert_eq!(weight("5月6日 16:02"), Some(Weight::Likely));
        assert_eq!(weight("2024-05-06"), Some(Weight::Likely));
        assert_eq!(weight("2024年5月6日"), Some(Weight::Possible));
        assert_eq!(weight("5月6日"), Some(Weight::Possible));
        assert_eq!(weight("5月6日晴"), None);
        assert_eq!(weight("1024"), None);
    }
}
