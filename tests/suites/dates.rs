//! Dates of the suites: their spans, and what they come to, with days as half-open stretches.

use super::Case;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde_json::Value;
use zhengwen::facts::Line;
use zhengwen::facts::date::{self, Bound, Reference, Resolved};
use zhengwen::facts::{self, Context, FactKind, Quantity, date_scan};

/// What one expression says: where it stands, and what it comes to.
struct Read {
    start: usize,
    end: usize,
    says: Says,
}

#[derive(Debug)]
enum Says {
    /// From a day up to one that no longer belongs to it; open where there is none.
    Days(Option<Date>, Option<Date>),
    /// A moment, as ISO 8601.
    Moment(String),
    /// Months and seconds.
    Length(f64, f64),
    Nothing,
}

/// Whether the expressions are found, no more and no fewer; and whether they come to what is expected too.
pub(super) fn check(case: &Case) -> (Result<(), String>, Result<(), String>) {
    let expected = case.expected();
    let read = read(case);
    let found: Vec<(usize, usize)> = read.iter().map(|read| (read.start, read.end)).collect();
    let wanted: Vec<(usize, usize)> = expected.iter().map(|one| (one.start, one.end)).collect();
    if found != wanted {
        let shown: Vec<&Says> = read.iter().map(|read| &read.says).collect();
        let error = format!("{found:?} {shown:?}, not {wanted:?}");
        return (Err(error.clone()), Err(error));
    }
    for (read, one) in read.iter().zip(&expected) {
        let values = one.resolution["values"].as_array().map_or(&[] as &[Value], Vec::as_slice);
        if !values.is_empty() && !values.iter().any(|value| agrees(&read.says, value)) {
            return (Ok(()), Err(format!("{:?}, not {}", read.says, one.resolution)));
        }
    }
    (Ok(()), Ok(()))
}

fn read(case: &Case) -> Vec<Read> {
    let folded = Line::new(case.input());
    let now: Option<DateTime> = case.text("ref").parse().ok();
    let reference = now.map(|now| Reference { year: Some(now.year()), month: now.month(), day: now.day() });
    let expressions = date_scan::dates(&folded);
    let resolved = date::resolve_all(&expressions, reference, &[]);
    let mut read: Vec<Read> = expressions
        .iter()
        .zip(resolved)
        .map(|(expression, resolved)| {
            let span = folded.span(expression.start, expression.end);
            let (start, end) = case.characters(span.start, span.end);
            Read { start, end, says: says(&resolved, expression.bound) }
        })
        .collect();
    // Stretches of time that clocks measure are figures.
    for fact in facts::line_facts(case.input(), &Context { reference, ..Context::default() }) {
        if let FactKind::Figure(figure) = &fact.kind
            && figure.quantity == Quantity::Duration
            && let Some(si) = &figure.si
        {
            let (start, end) = case.characters(figure.core.start, figure.core.end);
            read.push(Read { start, end, says: Says::Length(0.0, si.value.to_string().parse().unwrap()) });
        }
    }
    read.sort_by_key(|read| read.start);
    read
}

fn says(resolved: &Resolved, bound: Option<Bound>) -> Says {
    if let Some(length) = resolved.duration.as_deref().and_then(length).filter(|_| resolved.iso.is_none()) {
        return length;
    }
    let after = |date: Date| date.checked_add(1.day()).ok();
    let iso = resolved.iso.as_deref().unwrap_or_default();
    match (bound, resolved.days) {
        (Some(Bound::Before), Some((first, _))) => Says::Days(None, Some(first)),
        (Some(Bound::Until), Some((_, last))) => Says::Days(None, after(last)),
        (Some(Bound::After), Some((_, last))) => Says::Days(after(last), None),
        (Some(Bound::From), Some((first, _))) => Says::Days(Some(first), None),
        (Some(Bound::SoFar), Some((first, _))) if iso.ends_with("..") => Says::Days(Some(first), None),
        (None, _) if iso.contains('T') => Says::Moment(iso.to_owned()),
        (_, Some((first, last))) => Says::Days(Some(first), after(last)),
        _ => Says::Nothing,
    }
}

/// `P1Y2M3DT4H` as months and seconds.
fn length(iso: &str) -> Option<Says> {
    let (mut months, mut seconds, mut number, mut time) = (0.0, 0.0, String::new(), false);
    for c in iso.strip_prefix('P')?.chars() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        if c == 'T' {
            time = true;
            continue;
        }
        let value: f64 = number.parse().ok()?;
        number.clear();
        match (c, time) {
            ('Y', _) => months += 12.0 * value,
            ('M', false) => months += value,
            ('W', _) => seconds += 604_800.0 * value,
            ('D', _) => seconds += 86_400.0 * value,
            ('H', _) => seconds += 3600.0 * value,
            ('M', true) => seconds += 60.0 * value,
            ('S', _) => seconds += value,
            _ => return None,
        }
    }
    Some(Says::Length(months, seconds))
}

fn agrees(says: &Says, value: &Value) -> bool {
    let date = |key: &str| value[key].as_str().and_then(|date| date.parse::<Date>().ok());
    let timex = value["timex"].as_str().unwrap_or_default();
    match says {
        Says::Length(months, seconds) => match length(timex) {
            Some(Says::Length(theirs, others)) => (months - theirs).abs() < 1e-9 && (seconds - others).abs() < 1e-9,
            _ => false,
        },
        Says::Moment(iso) => {
            let theirs = value["value"].as_str().unwrap_or_default().replace(' ', "T");
            let full = if iso.len() == 16 { format!("{iso}:00") } else { iso.clone() };
            full == theirs
        }
        Says::Days(first, end) => {
            let modifier = value["Mod"].as_str().unwrap_or_default();
            let (start, stop) = match (value["type"].as_str(), modifier) {
                (Some("date"), _) => (date("value"), date("value").and_then(|date| date.checked_add(1.day()).ok())),
                // The bound that is given: before it, up to and with it, after it, from it on.
                (_, "before") => (None, date("start").or(date("end"))),
                (_, "until") => {
                    // Up to the end of the day that is named; of a longer piece, up to its end.
                    let end = date("end").or(date("start"));
                    let day = timex.len() == 10;
                    (None, if day { end.and_then(|end| end.checked_add(1.day()).ok()) } else { end })
                }
                (_, "after") => {
                    let start = date("start").or(date("end"));
                    let day = timex.len() == 10;
                    (if day { start.and_then(|start| start.checked_add(1.day()).ok()) } else { start }, None)
                }
                (_, "since") => (date("start").or(date("end")), None),
                _ => (date("start"), date("end")),
            };
            (*first, *end) == (start, stop)
        }
        Says::Nothing => value["value"].as_str() == Some("not resolved"),
    }
}
