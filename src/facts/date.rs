//! What a date expression says on its own: [`super::date_scan`] finds them in a line and knows no document,
//! [`super::date_resolve`] says what they come to.

use jiff::civil::Date;

pub use super::date_resolve::{Resolved, resolve_all};

/// What a date expression says on its own. Indices count characters of the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it says.
    pub when: When,
    /// Which side of it is meant, where it is not the time itself.
    pub bound: Option<Bound>,
    /// The day of the week that stands beside it, Monday 1: 5月6日（星期一）.
    pub weekday: Option<i8>,
    /// Whether it only gives a thing its name (“十四五”規劃), and does not say when something was.
    pub name: bool,
}

impl Expression {
    /// One that says no more than `when`.
    #[must_use]
    pub const fn new(start: usize, end: usize, when: When) -> Self {
        Self { start, end, when, bound: None, weekday: None, name: false }
    }

    /// Whether it names a day that its month does not have: not in that year, or in none.
    #[must_use]
    pub fn is_impossible(&self) -> bool {
        let wrong = |point: &Point| {
            let Part::Day(month, day) = point.part else { return false };
            // A leap year has every day that there is.
            let year = if let Year::Absolute(year) = point.year { year } else { 2024 };
            Date::new(year, month, day).is_err()
        };
        match &self.when {
            When::Point(point) => wrong(point),
            When::Range(from, to) => wrong(from) || wrong(to),
            When::Length(_) => false,
        }
    }
}

/// Which side of a time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 之前, 以前: not the time itself.
    Before,
    /// 或之前, 及以前.
    Until,
    /// 之後, 以後: not the time itself.
    After,
    /// 起, 開始, 及以後.
    From,
    /// 以來, 至今: up to the document's date.
    SoFar,
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
    /// The one that was named before: 当年, 同年.
    Same,
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
    /// The last day of a month, which its end is: 9月底.
    LastDay(i8),
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
    /// The Saturday and Sunday of a week, weeks from the document's.
    Weekend(i8),
    /// The last day of a month, months from the document's: 上月底.
    LastDayAway(i8),
    /// A day of a month, months from the document's: 本月十日.
    DayOfMonthAway(i8, i8),
    /// The first or the second half of the document's month.
    HalfOfMonth(i8),
    /// A month and one of its weeks, the first of which begins with its first Monday.
    WeekOfMonth(i8, i8),
    /// A week of a year, as ISO 8601 counts them.
    WeekOfYear(i8),
    /// The day that the line has named before: 當日.
    SameDay,
    /// The stretch that the line has named before, in this year: 上年同期.
    SamePeriod,
    /// So many years from the year on: a plan's.
    Years(i16),
    /// A month that is said as the beginning or the end of the year, by default the document's: 年底.
    Edge(i8),
    /// A holiday of a few days.
    Holiday(Holiday),
    /// The document's month: 目前.
    Now,
    /// A time of day and no day.
    TimeOnly,
}

/// Holidays of a few days, as the State Council sets them for each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 春節.
    SpringFestival,
    /// 五一.
    Labour,
    /// 國慶, with the Mid-Autumn Festival where that falls into it.
    National,
}

/// A stretch of time. Years to days in halves: 3 is one and a half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Length {
    /// Half years.
    pub years: u32,
    /// Half months.
    pub months: u32,
    /// Half weeks.
    pub weeks: u32,
    /// Half days.
    pub days: u32,
    /// Hours, minutes and seconds behind them: 8天20小時.
    pub clock: (u32, u32, u32),
    /// Whether it lies before the document's date: 過去3年.
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
