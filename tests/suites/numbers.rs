//! Numbers, figures and ranges of the suites.

use super::Case;
use rust_decimal::Decimal;
use zhengwen::facts::Line;
use zhengwen::facts::bounds::{self, Side};
use zhengwen::facts::{self, Context, FactKind, Figure, Quantity, number};

/// A decimal as the suites write it: `1E+15`, `3.0`, `1/3` is not among them.
fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok()).map(|value: Decimal| value.normalize())
}

/// The suites count in floating point, so what agrees in 15 digits agrees.
fn equal(ours: Decimal, wanted: &str) -> bool {
    decimal(wanted).is_some_and(|wanted| {
        let near = wanted.abs() * Decimal::new(1, 14);
        (ours - wanted).abs() <= near
    })
}

pub(super) fn parses_to(input: &str, wanted: &str) -> Result<(), String> {
    let parsed = number::parse(input).or_else(|| sum(input));
    if parsed.is_some_and(|value| equal(value, wanted)) { Ok(()) } else { Err(format!("{parsed:?}, not {wanted}")) }
}

/// The sum of money that the input is: 壹拾壹元壹角.
fn sum(input: &str) -> Option<Decimal> {
    facts::line_facts(input, &Context::default()).into_iter().find_map(|fact| match fact.kind {
        FactKind::Figure(figure) if fact.span.range() == (0..input.len()) => Some(figure.value),
        _ => None,
    })
}

/// What is read, as it is compared: start, end, value, unit.
type Read = (usize, usize, Decimal, String);

pub(super) fn check(family: &str, case: &Case) -> Result<(), String> {
    let value = |resolution: &serde_json::Value| resolution["value"].as_str().unwrap_or_default().to_owned();
    match family {
        "number parse" => parses_to(case.input(), &value(case.expected()[0].resolution)),
        "number extract" => {
            let folded = Line::new(case.input());
            let mut numbers = number::numbers(&folded);
            for number in &mut numbers {
                let span = folded.span(number.start, number.end);
                (number.start, number.end) = case.characters(span.start, span.end);
            }
            let missing = case.expected().into_iter().find(|expected| {
                let covered = |number: &number::Number| {
                    number.start <= expected.start
                        && number.end >= expected.end
                        && [Some(number.value), number.value_to].into_iter().flatten().any(|own| {
                            let sign = if value(expected.resolution).starts_with('-') { -own } else { own };
                            equal(sign, &value(expected.resolution)) || equal(own, &value(expected.resolution))
                        })
                };
                !numbers.iter().any(covered)
            });
            missing.map_or(Ok(()), |missing| {
                Err(format!("{}..{} {} {numbers:?}", missing.start, missing.end, missing.resolution))
            })
        }
        "numberrange" => ranges(case),
        "ordinal" => {
            // Most ordinals name something and are no figures: what is read is the number behind 第.
            let folded = Line::new(case.input());
            let ordinals: Vec<(usize, usize, Decimal)> = number::numbers(&folded)
                .into_iter()
                .filter(|number| number.start > 0 && folded.chars()[number.start - 1] == '第')
                .map(|number| (number.start - 1, number.end, number.value))
                .collect();
            let expected: Vec<(usize, usize, Decimal)> = case
                .expected()
                .iter()
                .map(|one| (one.start, one.end, decimal(&value(one.resolution)).unwrap()))
                .collect();
            if ordinals == expected { Ok(()) } else { Err(format!("{ordinals:?}")) }
        }
        _ => {
            let read = figures(family, case);
            let expected = case.expected();
            let expected = expected.iter().filter(|expected| !expected.resolution["value"].is_null());
            let mut left = read.clone();
            for expected in expected {
                let wanted = value(expected.resolution);
                let unit = expected.resolution["isoCurrency"].as_str().or(expected.resolution["unit"].as_str());
                let fits = |(start, end, own, name): &Read| {
                    (*start, *end) == (expected.start, expected.end)
                        && equal(*own, wanted.trim_end_matches('%'))
                        && unit.is_none_or(|unit| is_unit(unit, name))
                };
                match left.iter().position(fits) {
                    Some(at) => {
                        left.remove(at);
                    }
                    None => {
                        return Err(format!(
                            "no {}..{} {wanted} {unit:?} among {read:?}",
                            expected.start, expected.end
                        ));
                    }
                }
            }
            if left.is_empty() { Ok(()) } else { Err(format!("too many: {left:?}")) }
        }
    }
}

/// What is said of the size of numbers, as the suite writes it: `[20,30)` is a stretch from one to the other.
fn ranges(case: &Case) -> Result<(), String> {
    let folded = Line::new(case.input());
    let read: Vec<(usize, usize, String)> = bounds::bounds(&folded)
        .iter()
        .map(|bounds| {
            let span = folded.span(bounds.start, bounds.end);
            let (start, end) = case.characters(span.start, span.end);
            let low = bounds.low.map_or("(,".to_owned(), |(value, side)| {
                let open = matches!(side, Some(Side::Over | Side::AndOver | Side::Rough));
                format!("{}{},", if open { '(' } else { '[' }, value.normalize())
            });
            let high = bounds.high.map_or(")".to_owned(), |(value, side)| {
                let closed = matches!(side, Some(Side::AtMost | Side::Equal));
                format!("{}{}", value.normalize(), if closed { ']' } else { ')' })
            });
            (start, end, format!("{low}{high}"))
        })
        .collect();
    let expected: Vec<(usize, usize, String)> = case
        .expected()
        .iter()
        .map(|one| (one.start, one.end, one.resolution["value"].as_str().unwrap().to_owned()))
        .collect();
    if read == expected { Ok(()) } else { Err(format!("{read:?}, not {expected:?}")) }
}

/// The figures of a family, by the characters of number and unit.
fn figures(family: &str, case: &Case) -> Vec<Read> {
    let found = facts::line_facts(case.input(), &Context::default());
    let figures = found.into_iter().filter_map(|fact| match fact.kind {
        FactKind::Figure(figure) => Some(*figure),
        _ => None,
    });
    figures
        .filter(|figure| is_of(family, figure))
        .map(|figure| {
            let (start, end) = case.characters(figure.core.start, figure.core.end);
            let unit = figure.unit.as_deref().unwrap_or_default().to_owned();
            // The suite calls a discount a percentage.
            let percent = figure.si.as_ref().filter(|_| family == "percent" && unit == "折");
            (start, end, percent.map_or(figure.value, |si| si.value), unit)
        })
        .collect()
}

fn is_of(family: &str, figure: &Figure) -> bool {
    match family {
        "percent" => {
            matches!(figure.quantity, Quantity::Percent | Quantity::PercentagePoint)
                || figure.unit.as_deref() == Some("折")
        }
        "currency" => figure.quantity == Quantity::Currency,
        "temperature" => figure.quantity == Quantity::Temperature,
        "age" => figure.unit.as_deref().is_some_and(|unit| unit.ends_with(['岁', '大'])),
        _ => figure.quantity.is_measured() || figure.quantity == Quantity::Number,
    }
}

/// What the suite calls units, and what they are called in Chinese.
const UNITS: &[(&str, &[&str])] = &[
    ("Mu", &["亩"]),
    ("Kilogram", &["公斤", "千克"]),
    ("Gram", &["克"]),
    ("Microgram", &["微克"]),
    ("Ton", &["吨"]),
    ("Jin", &["斤"]),
    ("Liang", &["两"]),
    ("Centimeter", &["公分", "厘米", "cm", "CM"]),
    ("Meter", &["米", "m"]),
    ("Kilometer", &["千米", "公里"]),
    ("Megahertz", &["兆赫兹"]),
    ("Hertz", &["赫兹"]),
    ("Kilowatt", &["千瓦"]),
    ("Kilocalorie", &["千卡"]),
    ("Year", &["岁", "周岁"]),
    ("Month", &["个月大"]),
    ("Week", &["周大"]),
    ("Day", &["天大"]),
    ("Degree", &["°C"]),
    ("C", &["°C"]),
    ("F", &["°F"]),
    ("Bitcoin", &["BTC"]),
    ("Dollar", &["USD"]),
];

/// Whether a unit is what the suite calls it.
fn is_unit(theirs: &str, ours: &str) -> bool {
    theirs == ours || UNITS.iter().any(|(name, forms)| *name == theirs && forms.contains(&ours))
}
