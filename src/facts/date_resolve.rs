//! Dates as they are meant: resolved against the document's date, as ISO 8601.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::date::{Bound, Expression, Holiday, Length, Part, Point, Reference, When, Year};

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Resolved {
    /// ISO 8601: a date, month, year, date and time, an interval `a/b`, or `XXXX-06-19` where the year is unknown.
    pub iso: Option<String>,
    /// ISO 8601 duration: `P3Y`.
    pub duration: Option<String>,
    /// Whether the document's date was needed.
    pub relative: bool,
    /// First and last day, where they are known.
    pub days: Option<(Date, Date)>,
}

/// Resolves the expressions of one line in order. `breaks` are where sentences end, in characters: a year that is said
/// holds for the rest of its sentence.
#[must_use]
pub fn resolve_all(expressions: &[Expression], reference: Option<Reference>, breaks: &[usize]) -> Vec<Resolved> {
    let mut said: Option<(usize, Year)> = None;
    let mut before = Before::default();
    let sentence = |at: usize| breaks.partition_point(|&end| end <= at);
    let mut all = Vec::with_capacity(expressions.len());
    let mut last = 0;
    for expression in expressions {
        let here = sentence(expression.start);
        if here != std::mem::replace(&mut last, here) {
            before.stretch_here = None;
        }
        let year = said.filter(|(other, _)| *other == here).map(|(_, year)| year);
        let named = match &expression.when {
            // 去年同期 speaks of another year by the way.
            When::Point(Point { part: Part::SamePeriod, .. }) => Year::Unsaid,
            When::Point(point) => point.year,
            // 2021—2025年 names no one year.
            When::Range(from, to) if to.year == Year::Unsaid || to.year == from.year => from.year,
            When::Range(..) | When::Length(_) => Year::Unsaid,
        };
        if named != Year::Unsaid && !expression.name {
            said = Some((here, named));
        }
        let resolved = resolve(expression, reference, year, &before);
        if !expression.name {
            before.note(expression, &resolved);
        }
        all.push(resolved);
    }
    all
}

/// What the line has named before an expression.
#[derive(Default)]
struct Before {
    /// The last day.
    day: Option<Date>,
    /// The last year.
    year: Option<i16>,
    /// The last stretch of less than a year.
    stretch: Option<(Date, Date)>,
    /// As `stretch`, in the sentence that is read.
    stretch_here: Option<(Date, Date)>,
}

impl Before {
    fn note(&mut self, expression: &Expression, resolved: &Resolved) {
        if let (Some((first, last)), When::Point(_)) = (resolved.days, &expression.when) {
            // 2018年以来 names 2018.
            let so_far = expression.bound == Some(Bound::SoFar);
            self.year = if so_far || first.year() == last.year() { Some(first.year()) } else { self.year };
        }
        let Some((first, last)) = resolved.days.filter(|_| expression.bound.is_none()) else { return };
        if first == last {
            self.day = Some(first);
        }
        let compared = matches!(expression.when, When::Point(Point { part: Part::SamePeriod, .. }));
        if !compared && last < first.saturating_add(11.months()) {
            (self.stretch, self.stretch_here) = (Some((first, last)), Some((first, last)));
        }
    }
}

/// Resolves one expression; `said` is the year that its sentence has named before.
fn resolve(expression: &Expression, reference: Option<Reference>, said: Option<Year>, before: &Before) -> Resolved {
    match &expression.when {
        When::Length(length) => stretch(*length, reference),
        When::Point(point) => {
            let point = with_year(*point, said);
            let resolved = resolve_point(point, reference, before);
            match expression.bound {
                Some(Bound::SoFar) => so_far(resolved, reference.and_then(Reference::date)),
                _ => resolved,
            }
        }
        // 18日0時至2時.
        When::Range(from, to) if to.part == Part::TimeOnly => {
            let own = resolve_point(with_year(*from, said), reference, before);
            let iso = own.iso.clone().map(|iso| {
                let day = iso.split_once('T').map_or(iso.as_str(), |(day, _)| day);
                format!("{iso}/{}", with_time(day.to_owned(), to.time))
            });
            Resolved { iso, ..own }
        }
        When::Range(from, to) => {
            let from = with_year(*from, said.or(Some(to.year)).filter(|year| *year != Year::Unsaid));
            let to = with_year(*to, Some(from.year));
            let (from, to) = (resolve_point(from, reference, before), resolve_point(to, reference, before));
            let from = one_stretch(from, &to);
            let days = match (from.days, to.days) {
                (Some((start, _)), Some((_, end))) if start <= end => Some((start, end)),
                _ => None,
            };
            let join = |a: String, b: String| (!a.contains('/') && !b.contains('/')).then(|| format!("{a}/{b}"));
            let iso = match (from.iso, to.iso) {
                (Some(a), Some(b)) => join(a, b).or_else(|| days.map(|(start, end)| format!("{start}/{end}"))),
                _ => None,
            };
            Resolved { iso, duration: None, relative: from.relative || to.relative, days }
        }
    }
}

/// From a point on up to the document's date. An open end is written `..`, as in ISO 8601-2.
fn so_far(resolved: Resolved, today: Option<Date>) -> Resolved {
    let Some((first, last)) = resolved.days else { return Resolved { iso: None, relative: true, ..resolved } };
    let (iso, days) = match today.filter(|today| first <= *today) {
        Some(today) => (format!("{first}/{today}"), (first, today)),
        None => (format!("{first}/.."), (first, last)),
    };
    Resolved { iso: Some(iso), relative: true, days: Some(days), ..resolved }
}

/// 3月到9月: where each half means another year by itself, the first is the last such before the second.
fn one_stretch(from: Resolved, to: &Resolved) -> Resolved {
    let (Some((first, last)), Some((_, end))) = (from.days, to.days) else { return from };
    let away = match i64::from(end.year() - first.year()) {
        years if first > end => years - i64::from(first.saturating_add(years.years()) > end),
        years @ 1.. if from.relative => years - i64::from(first.saturating_add(years.years()) > end),
        _ => return from,
    };
    let moved = |date: Date| date.saturating_add(away.years());
    let iso = stretch_name(moved(first), moved(last));
    Resolved { iso: Some(iso), days: Some((moved(first), moved(last))), ..from }
}

/// So many days from a date whose year is unknown: `XXXX-09-13`, unless a leap day may lie between.
fn in_any_year(reference: Option<Reference>, away: i8) -> Option<String> {
    let reference = reference.filter(|reference| reference.year.is_none())?;
    let day = |year: i16| {
        let date = Date::new(year, reference.month, reference.day).ok()?.checked_add(i64::from(away).days()).ok()?;
        Some(date.strftime("XXXX-%m-%d").to_string())
    };
    let (common, leap) = (day(2023)?, day(2024)?);
    (common == leap).then_some(common)
}

/// Gives a point without a year the year that its sentence has named.
fn with_year(point: Point, said: Option<Year>) -> Point {
    match (point.year, point.part) {
        (
            Year::Unsaid,
            Part::Whole
            | Part::Months(..)
            | Part::Edge(_)
            | Part::Tenth(..)
            | Part::LastDay(_)
            | Part::Day(..)
            | Part::Holiday(_)
            | Part::WeekOfMonth(..)
            | Part::WeekOfYear(_),
        ) => Point { year: said.unwrap_or(Year::Unsaid), ..point },
        _ => point,
    }
}

fn stretch(length: Length, reference: Option<Reference>) -> Resolved {
    let mut duration = "P".to_owned();
    for (halves, unit) in [(length.years, 'Y'), (length.months, 'M'), (length.weeks, 'W'), (length.days, 'D')] {
        let (whole, half) = (halves / 2, if halves % 2 == 1 { ".5" } else { "" });
        match (unit, half) {
            // Half a year is six months.
            ('Y', ".5") if length.months == 0 => {
                let years = if whole > 0 { format!("{whole}Y") } else { String::new() };
                duration.push_str(&format!("{years}6M"));
            }
            _ if halves > 0 => duration.push_str(&format!("{whole}{half}{unit}")),
            _ => {}
        }
    }
    let (hours, minutes, seconds) = length.clock;
    for (index, (count, unit)) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')].into_iter().enumerate() {
        if index == 0 && (hours, minutes, seconds) != (0, 0, 0) {
            duration.push('T');
        }
        if count > 0 {
            duration.push_str(&format!("{count}{unit}"));
        }
    }
    let mut resolved = Resolved { duration: Some(duration), ..Resolved::default() };
    let only_years = length == (Length { years: length.years, past: true, ..Length::default() });
    if only_years
        && length.years.is_multiple_of(2)
        && let Some(year) = reference.and_then(|reference| reference.year)
    {
        let first = i16::try_from(length.years / 2).ok().and_then(|count| year.checked_sub(count));
        if let Some(first) = first.filter(|first| *first > 0) {
            resolved.iso = Some(format!("{first:04}/{:04}", year - 1));
            resolved.relative = true;
            resolved.days = Date::new(first, 1, 1).ok().zip(Date::new(year - 1, 12, 31).ok());
        }
    }
    resolved
}

fn resolve_point(point: Point, reference: Option<Reference>, before: &Before) -> Resolved {
    let today = reference.and_then(Reference::date);
    let known = reference.and_then(|reference| reference.year);
    let relative = !matches!(point.year, Year::Absolute(_));
    let year = match point.year {
        Year::Absolute(year) => Some(year),
        Year::Offset(offset) => known.and_then(|year| year.checked_add(offset)),
        Year::Same => before.year,
        Year::Unsaid => today.and_then(|today| likely_year(point.part, today)),
    };
    let resolved = |iso: Option<String>, days: Option<(Date, Date)>| {
        let iso = iso.map(|iso| with_time(iso, point.time));
        Resolved { iso, duration: None, relative, days }
    };
    let month = |first: Date| (first, first.last_of_month());
    match point.part {
        Part::Whole => {
            let days = year.and_then(|year| Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok()));
            resolved(year.map(|year| format!("{year:04}")), days)
        }
        Part::Months(from, to) => {
            let first = year.and_then(|year| Date::new(year, from, 1).ok());
            let last = year.and_then(|year| Date::new(year, to, 1).ok()).map(Date::last_of_month);
            let iso = match (year, first, last) {
                (Some(year), _, _) if from == to => Some(format!("{year:04}-{from:02}")),
                (Some(_), Some(first), Some(last)) => Some(format!("{first}/{last}")),
                (None, _, _) if from == to => Some(format!("XXXX-{from:02}")),
                _ => None,
            };
            resolved(iso, first.zip(last))
        }
        Part::Edge(number) => {
            let days = year.and_then(|year| Date::new(year, number, 1).ok()).map(month);
            resolved(year.map(|year| format!("{year:04}-{number:02}")), days)
        }
        Part::Holiday(kind) => {
            let days = year.and_then(|year| holiday(year, kind));
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::Tenth(number, tenth) => {
            let first = year.and_then(|year| Date::new(year, number, 1 + 10 * tenth).ok());
            let last =
                first.and_then(
                    |first| if tenth == 2 { Some(first.last_of_month()) } else { first.checked_add(9.days()).ok() },
                );
            let days = first.zip(last);
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::LastDay(number) => {
            let last = |year: i16| Some(Date::new(year, number, 1).ok()?.last_of_month());
            let date = year.and_then(last);
            // Only February has not always the same.
            let any = || year.is_none().then(|| last(2023)).flatten().filter(|_| number != 2);
            let iso = date.map(|date| date.to_string()).or_else(|| Some(any()?.strftime("XXXX-%m-%d").to_string()));
            resolved(iso, date.map(|date| (date, date)))
        }
        Part::Day(number, day) => {
            let date = year.and_then(|year| Date::new(year, number, day).ok());
            let iso = date.map_or_else(
                || year.is_none().then(|| format!("XXXX-{number:02}-{day:02}")),
                |date| Some(date.to_string()),
            );
            resolved(iso, date.map(|date| (date, date)))
        }
        // 9月6日……7日: the month is the one that was named.
        Part::DayOfMonth(day) if before.day.is_some() => {
            let date = before.day.and_then(|before| Date::new(before.year(), before.month(), day).ok());
            resolved(date.map(|date| date.to_string()), date.map(|date| (date, date)))
        }
        Part::SameDay => {
            let date = before.day.or(today);
            let iso = date.map(|date| date.to_string()).or_else(|| in_any_year(reference, 0));
            resolved(iso, date.map(|date| (date, date)))
        }
        Part::SamePeriod => {
            let shifted = year.zip(before.stretch).and_then(|(year, (first, last))| {
                let years = i64::from(year) - i64::from(last.year());
                Some((first.checked_add(years.years()).ok()?, last.checked_add(years.years()).ok()?))
            });
            match shifted {
                Some((first, last)) => resolved(Some(stretch_name(first, last)), Some((first, last))),
                None => resolve_point(Point { part: Part::Whole, ..point }, reference, before),
            }
        }
        Part::DayOfMonthAway(months, day) => {
            let first = today.and_then(|today| today.first_of_month().checked_add(i64::from(months).months()).ok());
            let date = first.and_then(|first| Date::new(first.year(), first.month(), day).ok());
            resolved(date.map(|date| date.to_string()), date.map(|date| (date, date)))
        }
        Part::HalfOfMonth(half) => {
            let days = today.and_then(|today| {
                let middle = Date::new(today.year(), today.month(), 15).ok()?;
                Some(if half == 0 {
                    (today.first_of_month(), middle)
                } else {
                    (middle.checked_add(1.day()).ok()?, today.last_of_month())
                })
            });
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::WeekOfMonth(month, week) => {
            let first = year.and_then(|year| Date::new(year, month, 1).ok());
            let days = first.and_then(|first| {
                let away = i64::from((7 - first.weekday().to_monday_zero_offset()) % 7) + 7 * (i64::from(week) - 1);
                let monday = first.checked_add(away.days()).ok()?;
                Some((monday, monday.checked_add(6.days()).ok()?))
            });
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::WeekOfYear(week) => {
            let monday = year.and_then(|year| jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok());
            let days = monday.map(Date::from).and_then(|monday| Some((monday, monday.checked_add(6.days()).ok()?)));
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::Weekend(weeks) => {
            let days = today.and_then(|today| {
                let away = 7 * i64::from(weeks) + 5 - i64::from(today.weekday().to_monday_zero_offset());
                let saturday = today.checked_add(away.days()).ok()?;
                Some((saturday, saturday.checked_add(1.day()).ok()?))
            });
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::DayOfMonth(day) => {
            let date = today.and_then(|today| {
                let this = Date::new(today.year(), today.month(), day).ok();
                // 28日 on the third of a month is last month's; a few days ahead are announced ones.
                let ahead = this.is_none_or(|this| this > today.saturating_add(15.days()));
                let last = today.first_of_month().checked_sub(1.day()).ok();
                if ahead { last.and_then(|last| Date::new(last.year(), last.month(), day).ok()).or(this) } else { this }
            });
            let iso = date.map(|date| date.to_string()).or_else(|| Some(format!("XXXX-XX-{day:02}")));
            resolved(iso, date.map(|date| (date, date)))
        }
        Part::Days(away) => {
            let date = today.and_then(|today| today.checked_add(i64::from(away).days()).ok());
            let iso = date.map(|date| date.to_string()).or_else(|| in_any_year(reference, away));
            resolved(iso, date.map(|date| (date, date)))
        }
        Part::MonthsAway(away) => {
            let months = |from: Date| from.first_of_month().checked_add(i64::from(away).months()).ok();
            let first = today.and_then(months);
            // 9月產量增長5%，增速較上月回落: before the month that is spoken of.
            let spoken_of = before.stretch_here.filter(|_| away == -1);
            let first =
                first.and_then(|first| if spoken_of == Some(month(first)) { months(first) } else { Some(first) });
            resolved(first.map(|first| first.strftime("%Y-%m").to_string()), first.map(month))
        }
        Part::LastDayAway(away) => {
            let first = today.and_then(|today| today.first_of_month().checked_add(i64::from(away).months()).ok());
            let date = first.map(Date::last_of_month);
            resolved(date.map(|date| date.to_string()), date.map(|date| (date, date)))
        }
        Part::QuartersAway(away) => {
            let days = today.and_then(|today| {
                let first = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
                let first = first.checked_add(i64::from(3 * i32::from(away)).months()).ok()?;
                Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
            });
            resolved(days.map(|(first, last)| format!("{first}/{last}")), days)
        }
        Part::Weekday(weekday, weeks) => {
            let date = today.and_then(|today| {
                let now = today.weekday().to_monday_one_offset();
                let away = i64::from(weekday) - i64::from(now);
                let away = weeks.map_or(if away > 0 { away - 7 } else { away }, |weeks| away + 7 * i64::from(weeks));
                today.checked_add(away.days()).ok()
            });
            resolved(date.map(|date| date.to_string()), date.map(|date| (date, date)))
        }
        Part::Weeks(weeks) => {
            let days = today.and_then(|today| {
                let away = 7 * i64::from(weeks) - i64::from(today.weekday().to_monday_zero_offset());
                let monday = today.checked_add(away.days()).ok()?;
                Some((monday, monday.checked_add(6.days()).ok()?))
            });
            resolved(days.map(|(monday, sunday)| format!("{monday}/{sunday}")), days)
        }
        Part::Years(count) => {
            let last = year.and_then(|year| year.checked_add(count - 1));
            let days = year.zip(last).and_then(|(a, b)| Date::new(a, 1, 1).ok().zip(Date::new(b, 12, 31).ok()));
            resolved(year.zip(last).map(|(first, last)| format!("{first:04}/{last:04}")), days)
        }
        Part::Now => resolved(
            today.map(|today| today.strftime("%Y-%m").to_string()),
            today.map(|today| (today.first_of_month(), today)),
        ),
        Part::TimeOnly => {
            let day = before.day.map_or(String::new(), |day| day.to_string());
            resolved(Some(day), before.day.map(|day| (day, day)))
        }
    }
}

/// The year that a part of a year without one is likely to mean: the nearest to the document's date for a day or
/// month; for quarters and halves, the last that has begun.
fn likely_year(part: Part, today: Date) -> Option<i16> {
    let (month, day) = match part {
        Part::Day(month, day) => (month, day),
        Part::Months(from, to) if from == to => (from, 15),
        Part::Months(from, _) => {
            return Date::new(today.year(), from, 1).ok().map(|first| first.year() - i16::from(first > today));
        }
        Part::Tenth(month, tenth) => (month, 5 + 10 * tenth),
        Part::LastDay(month) => (month, 28),
        _ => return Some(today.year()),
    };
    let away = |year: &i16| Date::new(*year, month, day).map_or(i32::MAX, |date| (date - today).get_days().abs());
    // The 29th of February comes every fourth year.
    let years = (0..=4).flat_map(|apart| [today.year() - apart, today.year() + apart]);
    years.min_by_key(away)
}

/// A stretch as ISO 8601: a day, a month, or from one to another.
fn stretch_name(first: Date, last: Date) -> String {
    if first == last {
        first.to_string()
    } else if first == first.first_of_month() && last == first.last_of_month() {
        first.strftime("%Y-%m").to_string()
    } else {
        format!("{first}/{last}")
    }
}

/// A holiday of a year, for the years in `holidays.txt`.
fn holiday(year: i16, kind: Holiday) -> Option<(Date, Date)> {
    let name = match kind {
        Holiday::SpringFestival => "spring",
        Holiday::Labour => "labour",
        Holiday::National => "national",
    };
    let line = include_str!("holidays.txt").lines().find(|line| line.starts_with(&format!("{name} {year:04} ")))?;
    let mut days = line.split_whitespace().skip(2).map(|day| format!("{year:04}-{day}").parse().ok());
    Some((days.next()??, days.next()??))
}

fn with_time(iso: String, time: Option<(i8, Option<i8>, Option<i8>)>) -> String {
    let Some((hour, minute, second)) = time else { return iso };
    let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
    format!("{iso}T{hour:02}:{:02}{seconds}", minute.unwrap_or(0))
}
