//! Dates as they are meant: resolved against the document's date, as ISO 8601.
//!
//! [`super::date_scan`] finds expressions in a line and knows no document; [`resolve`] says what they come to.

use jiff::{ToSpan, civil::Date};

/// What a date expression says on its own. Indices count characters of the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it says.
    pub when: When,
    /// Whether it ends the clause 以來: from there to the document's date.
    pub since: bool,
    /// Whether it only gives a thing its name (“十四五”規劃), and does not say when something was.
    pub name: bool,
}

/// The kinds of date expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A piece of the calendar.
    Point(Point),
    /// From one piece to another.
    Range(Point, Point),
    /// A stretch of time.
    Length(Length),
}

/// A piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// Which year.
    pub year: Year,
    /// Which part of it.
    pub part: Part,
    /// Hour, minute, second, as far as given.
    pub time: Option<(i8, Option<i8>, Option<i8>)>,
}

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Year {
    /// Not said: 3月2日.
    Unsaid,
    /// 2023年, 民國112年.
    Absolute(i16),
    /// Years from the document's: 今年 0, 去年 −1.
    Offset(i16),
}

/// Which part of a year, or which day from the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// Months from the first to the second: a month, a quarter, a half, 前10個月.
    Months(i8, i8),
    /// The first, middle or last ten days of a month.
    Tenth(i8, i8),
    /// A month and a day.
    Day(i8, i8),
    /// A day of a month that is not said: 15日.
    DayOfMonth(i8),
    /// Days from the document's: 今天 0, 昨天 −1.
    Days(i8),
    /// Months from the document's: 本月 0, 上月 −1.
    MonthsAway(i8),
    /// Quarters from the document's: 本季 0.
    QuartersAway(i8),
    /// A day of a week, weeks from the document's; `None`: the nearest past one. Monday is 1.
    Weekday(i8, Option<i8>),
    /// Weeks from the document's.
    Weeks(i8),
    /// So many years from the year on: a plan's.
    Years(i16),
    /// A month that is said as the beginning or the end of the year, by default the document's: 年底.
    Edge(i8),
    /// The Spring Festival holiday.
    SpringFestival,
    /// The document's month: 目前.
    Now,
    /// A time of day and no day.
    TimeOnly,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// How many units, in halves: 3 is one and a half.
    pub halves: u32,
    /// `Y`, `M`, `W` or `D`.
    pub unit: char,
    /// Years that lie before the document's: 過去3年.
    pub past: bool,
}

/// The date of a document; the year may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The year, where it is known.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Reference {
    /// The day, where the year is known.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

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
    let sentence = |at: usize| breaks.partition_point(|&end| end <= at);
    expressions
        .iter()
        .map(|expression| {
            let here = sentence(expression.start);
            let year = said.filter(|(other, _)| *other == here).map(|(_, year)| year);
            let named = match &expression.when {
                When::Point(point) => point.year,
                // 2021—2025年 names no one year.
                When::Range(from, to) if to.year == Year::Unsaid || to.year == from.year => from.year,
                _ => Year::Unsaid,
            };
            if named != Year::Unsaid && !expression.name {
                said = Some((here, named));
            }
            resolve(expression, reference, year)
        })
        .collect()
}

/// Resolves one expression; `said` is the year that its sentence has named before.
#[must_use]
pub fn resolve(expression: &Expression, reference: Option<Reference>, said: Option<Year>) -> Resolved {
    match &expression.when {
        When::Length(length) => stretch(*length, reference),
        When::Point(point) => {
            let point = with_year(*point, said, reference);
            let mut resolved = resolve_point(point, reference);
            if expression.since {
                resolved.relative = true;
                resolved.iso = None;
                if let (Some((start, _)), Some(today)) = (resolved.days, reference.and_then(Reference::date))
                    && start <= today
                {
                    resolved.iso = Some(format!("{start}/{today}"));
                    resolved.days = Some((start, today));
                }
            }
            resolved
        }
        When::Range(from, to) => {
            let from = with_year(*from, said.or(Some(to.year)).filter(|year| *year != Year::Unsaid), reference);
            let to = with_year(*to, Some(from.year), reference);
            let (from, to) = (resolve_point(from, reference), resolve_point(to, reference));
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

/// Gives a point without a year the year that its sentence has named.
fn with_year(point: Point, said: Option<Year>, reference: Option<Reference>) -> Point {
    let _ = reference;
    match (point.year, point.part) {
        (
            Year::Unsaid,
            Part::Whole | Part::Months(..) | Part::Edge(_) | Part::Tenth(..) | Part::Day(..) | Part::SpringFestival,
        ) => Point { year: said.unwrap_or(Year::Unsaid), ..point },
        _ => point,
    }
}

fn stretch(length: Length, reference: Option<Reference>) -> Resolved {
    let (whole, half) = (length.halves / 2, length.halves % 2 == 1);
    let duration = match (length.unit, half) {
        ('Y', true) => format!("P{whole}Y6M").replace("P0Y", "P"),
        (unit, true) => format!("P{whole}.5{unit}"),
        (unit, false) => format!("P{whole}{unit}"),
    };
    let mut resolved = Resolved { duration: Some(duration), ..Resolved::default() };
    if length.past
        && length.unit == 'Y'
        && !half
        && let Some(year) = reference.and_then(|reference| reference.year)
    {
        let first = i16::try_from(whole).ok().and_then(|count| year.checked_sub(count));
        if let Some(first) = first.filter(|first| *first > 0) {
            resolved.iso = Some(format!("{first:04}/{:04}", year - 1));
            resolved.relative = true;
            resolved.days = Date::new(first, 1, 1).ok().zip(Date::new(year - 1, 12, 31).ok());
        }
    }
    resolved
}

fn resolve_point(point: Point, reference: Option<Reference>) -> Resolved {
    let today = reference.and_then(Reference::date);
    let known = reference.and_then(|reference| reference.year);
    let relative = !matches!(point.year, Year::Absolute(_));
    let year = match point.year {
        Year::Absolute(year) => Some(year),
        Year::Offset(offset) => known.and_then(|year| year.checked_add(offset)),
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
        Part::SpringFestival => {
            let days = year.and_then(spring_festival);
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
        Part::Day(number, day) => {
            let date = year.and_then(|year| Date::new(year, number, day).ok());
            let iso = date.map_or_else(
                || year.is_none().then(|| format!("XXXX-{number:02}-{day:02}")),
                |date| Some(date.to_string()),
            );
            resolved(iso, date.map(|date| (date, date)))
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
            resolved(date.map(|date| date.to_string()), date.map(|date| (date, date)))
        }
        Part::MonthsAway(away) => {
            let first = today.and_then(|today| today.first_of_month().checked_add(i64::from(away).months()).ok());
            resolved(first.map(|first| first.strftime("%Y-%m").to_string()), first.map(month))
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
        Part::TimeOnly => resolved(Some(String::new()), None),
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
        _ => return Some(today.year()),
    };
    let away =
        |year: &i16| Date::new(*year, month, day.min(28)).map_or(i32::MAX, |date| (date - today).get_days().abs());
    [today.year(), today.year() - 1, today.year() + 1].into_iter().min_by_key(away)
}

/// The Spring Festival holiday of a year, for the years in `holidays.txt`.
fn spring_festival(year: i16) -> Option<(Date, Date)> {
    let line = include_str!("holidays.txt").lines().find(|line| line.starts_with(&format!("{year:04} ")))?;
    let mut days = line.split_whitespace().skip(1).map(|day| format!("{year:04}-{day}").parse().ok());
    Some((days.next()??, days.next()??))
}

fn with_time(iso: String, time: Option<(i8, Option<i8>, Option<i8>)>) -> String {
    let Some((hour, minute, second)) = time else { return iso };
    let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
    format!("{iso}T{hour:02}:{:02}{seconds}", minute.unwrap_or(0))
}
