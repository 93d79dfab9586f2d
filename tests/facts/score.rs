//! Right answers out of questions, and when two spans or times are the same.

use std::collections::BTreeMap;

/// Right answers out of questions.
pub(crate) struct Score {
    counts: BTreeMap<&'static str, (usize, usize)>,
    show: bool,
}

impl Score {
    /// With `show`, what is wrong is printed.
    pub(crate) const fn new(show: bool) -> Self {
        Self { counts: BTreeMap::new(), show }
    }

    pub(crate) fn add(&mut self, what: &'static str, right: bool, miss: impl FnOnce() -> String) {
        let (hits, all) = self.counts.entry(what).or_default();
        *all += 1;
        *hits += usize::from(right);
        if !right && self.show {
            println!("{what}: {}", miss());
        }
    }

    pub(crate) fn rate(&self, what: &str) -> f64 {
        let (hits, all) = self.counts[what];
        hits as f64 / all as f64
    }

    /// F1 of the figures.
    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.rate("figures precision"), self.rate("figures recall"));
        2.0 * precision * recall / (precision + recall)
    }

    pub(crate) fn floor(&self, what: &str, floor: f64) {
        assert!(self.rate(what) >= floor - 1e-9, "{what}: {:.4} is below {floor}", self.rate(what));
    }

    pub(crate) fn print(&self, name: &str) {
        for (what, (hits, all)) in &self.counts {
            println!("{name} {what:>18}  {hits:>4} / {all:<4} {:.3}", self.rate(what));
        }
        if self.counts.contains_key("figures recall") {
            println!("{name} {:>18}  {:.3}", "figures F1", self.f1());
        }
    }
}

pub(crate) fn overlaps(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// First and last day of `2024-Q1`, `2023`, `2024-12`, `a/b`, so that equal stretches are equal; a time of day stays.
fn days(iso: &str) -> Option<(String, String)> {
    let one = |part: &str| -> Option<(String, String)> {
        let (date, time) = part.split_once('T').unwrap_or((part, ""));
        let month = |year: &str, first: i8, last: i8| {
            let end = jiff::civil::Date::new(year.parse().ok()?, last, 1).ok()?.last_of_month();
            Some((format!("{year}-{first:02}-01"), end.to_string()))
        };
        match date.split('-').collect::<Vec<_>>()[..] {
            [year] => month(year, 1, 12),
            [year, quarter] if quarter.starts_with('Q') => {
                let quarter: i8 = quarter[1..].parse().ok()?;
                month(year, 3 * quarter - 2, 3 * quarter)
            }
            [year, number] => month(year, number.parse().ok()?, number.parse().ok()?),
            _ => {
                let minutes = if time.len() == 2 { ":00" } else { "" };
                let time = if time.is_empty() { String::new() } else { format!("T{time}{minutes}") };
                Some((format!("{date}{time}"), format!("{date}{time}")))
            }
        }
    };
    match iso.split_once('/') {
        Some((from, to)) => Some((one(from)?.0, one(to)?.1)),
        None => one(iso),
    }
}

pub(crate) fn same_time(wanted: &str, ours: Option<&str>) -> bool {
    ours.is_some_and(|ours| ours == wanted || days(wanted).is_some() && days(wanted) == days(ours))
}
