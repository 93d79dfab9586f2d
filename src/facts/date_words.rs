//! Words that date expressions are made of, in Simplified. Longer words stand before those they begin with.

use super::date::{Holiday, Part};
use crate::text::folded::{CharSet, starts_with};
use std::sync::LazyLock;

/// Years that are relative to the document's.
const YEARS: &[(&str, i16)] = &[
    ("大前年", -3),
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("去年", -1),
    ("上年", -1),
    ("昨年", -1),
    ("前年", -2),
    ("明年", 1),
    ("后年", 2),
    ("年内", 0),
    ("当年度", 0),
];
/// Days that are.
const DAYS: &[(&str, Part)] = &[
    ("大前天", Part::Days(-3)),
    ("今天", Part::Days(0)),
    ("今日", Part::Days(0)),
    ("今晨", Part::Days(0)),
    ("今早", Part::Days(0)),
    ("今晚", Part::Days(0)),
    ("昨天", Part::Days(-1)),
    ("昨日", Part::Days(-1)),
    ("昨晚", Part::Days(-1)),
    ("昨夜", Part::Days(-1)),
    ("昨晨", Part::Days(-1)),
    ("前天", Part::Days(-2)),
    ("前日", Part::Days(-2)),
    ("明天", Part::Days(1)),
    ("明日", Part::Days(1)),
    ("明晚", Part::Days(1)),
    ("明早", Part::Days(1)),
    ("后天", Part::Days(2)),
    ("大后天", Part::Days(3)),
    ("截至目前", Part::Days(0)),
    ("截止目前", Part::Days(0)),
    ("至目前为止", Part::Days(0)),
    ("当日", Part::SameDay),
    ("当天", Part::SameDay),
    ("当晚", Part::SameDay),
];
/// Names that begin like one of the days.
pub(super) const NO_DAYS: &[&str] = &[
    "今日头条",
    "今天头条",
    "今日俄罗斯",
    "今日说法",
    "今日关注",
    "明日之后",
    "明日之星",
    "明日方舟",
    "后天培养",
    "后天性",
];
/// Reigns that years are counted by, with their first year.
const ERAS: &[(&str, i16)] = &[
    ("贞观", 627),
    ("神龙", 705),
    ("开元", 713),
    ("洪武", 1368),
    ("永乐", 1403),
    ("嘉靖", 1522),
    ("万历", 1573),
    ("崇祯", 1628),
    ("顺治", 1644),
    ("康熙", 1662),
    ("雍正", 1723),
    ("乾隆", 1736),
    ("嘉庆", 1796),
    ("道光", 1821),
    ("咸丰", 1851),
    ("同治", 1862),
    ("光绪", 1875),
    ("宣统", 1909),
];
/// Months, weeks and quarters.
const SPANS: &[(&str, Part)] = &[
    ("本月", Part::MonthsAway(0)),
    ("这个月", Part::MonthsAway(0)),
    ("上个月", Part::MonthsAway(-1)),
    ("上月", Part::MonthsAway(-1)),
    ("下个月", Part::MonthsAway(1)),
    ("下月", Part::MonthsAway(1)),
    ("本周", Part::Weeks(0)),
    ("这周", Part::Weeks(0)),
    ("上周", Part::Weeks(-1)),
    ("上星期", Part::Weeks(-1)),
    ("下周", Part::Weeks(1)),
    ("下星期", Part::Weeks(1)),
    ("本季度", Part::QuartersAway(0)),
    ("本季", Part::QuartersAway(0)),
    ("上季度", Part::QuartersAway(-1)),
    ("上一季度", Part::QuartersAway(-1)),
    ("上季", Part::QuartersAway(-1)),
    ("下季度", Part::QuartersAway(1)),
    ("上半月", Part::HalfOfMonth(0)),
    ("下半月", Part::HalfOfMonth(1)),
    ("目前", Part::Now),
];
/// Parts of a year that follow it, or stand alone.
const PARTS: &[(&str, Part, bool)] = &[
    ("上半年", Part::Months(1, 6), true),
    ("下半年", Part::Months(7, 12), true),
    ("前三季度", Part::Months(1, 9), true),
    ("前3季度", Part::Months(1, 9), true),
    ("首三季", Part::Months(1, 9), true),
    ("前三季", Part::Months(1, 9), true),
    ("首季度", Part::Months(1, 3), true),
    ("首季", Part::Months(1, 3), true),
    ("年底", Part::Edge(12), true),
    ("年末", Part::Edge(12), true),
    ("年初", Part::Edge(1), true),
    ("年中", Part::Months(6, 6), false),
    ("底", Part::Edge(12), false),
    ("末", Part::Edge(12), false),
    ("初", Part::Edge(1), false),
    ("春季", Part::Months(3, 5), false),
    ("夏季", Part::Months(6, 8), false),
    ("秋季", Part::Months(9, 11), false),
    ("春节假期", Part::Holiday(Holiday::SpringFestival), true),
    ("春节期间", Part::Holiday(Holiday::SpringFestival), true),
    ("春节黄金周", Part::Holiday(Holiday::SpringFestival), true),
    ("春节长假", Part::Holiday(Holiday::SpringFestival), true),
    ("春节", Part::Holiday(Holiday::SpringFestival), true),
    ("五一假期", Part::Holiday(Holiday::Labour), true),
    ("五一期间", Part::Holiday(Holiday::Labour), true),
    ("五一小长假", Part::Holiday(Holiday::Labour), true),
    ("中秋国庆假期", Part::Holiday(Holiday::National), true),
    ("中秋国庆", Part::Holiday(Holiday::National), false),
    ("国庆中秋假期", Part::Holiday(Holiday::National), true),
    ("国庆假期", Part::Holiday(Holiday::National), true),
    ("国庆长假", Part::Holiday(Holiday::National), true),
    ("国庆黄金周", Part::Holiday(Holiday::National), true),
    ("国庆期间", Part::Holiday(Holiday::National), true),
    ("元旦", Part::Day(1, 1), true),
    ("同期", Part::SamePeriod, false),
    ("前半年", Part::Months(1, 6), false),
    ("后半年", Part::Months(7, 12), false),
    ("春天", Part::Months(3, 5), false),
    ("夏天", Part::Months(6, 8), false),
    ("秋天", Part::Months(9, 11), false),
    ("全年", Part::Whole, true),
];
const HOURS: &[(&str, i8)] = &[
    ("凌晨", 0),
    ("清晨", 0),
    ("早上", 0),
    ("早晨", 0),
    ("上午", 0),
    ("中午", 12),
    ("下午", 12),
    ("傍晚", 12),
    ("晚上", 12),
    ("晚间", 12),
    ("晚", 12),
    ("夜间", 12),
    ("早", 0),
    ("北京时间", 0),
    ("当地时间", 0),
];

/// What the words of each table begin with, so that most texts need no look at it.
struct Beginnings {
    years: CharSet,
    days: CharSet,
    spans: CharSet,
    parts: CharSet,
    hours: CharSet,
    eras: CharSet,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings {
    years: CharSet::beginnings(YEARS.iter().map(|(words, _)| *words)),
    days: CharSet::beginnings(DAYS.iter().map(|(words, _)| *words)),
    spans: CharSet::beginnings(SPANS.iter().map(|(words, _)| *words)),
    parts: CharSet::beginnings(PARTS.iter().map(|(words, ..)| *words)),
    hours: CharSet::beginnings(HOURS.iter().map(|(words, _)| *words)),
    eras: CharSet::beginnings(ERAS.iter().map(|(words, _)| *words)),
});

/// The row of a table whose words `chars` begin with, where `set` has the first of them.
fn row<T>(
    set: &CharSet,
    rows: &'static [T],
    chars: &[char],
    words: impl Fn(&T) -> &'static str,
) -> Option<(&'static T, usize)> {
    if !set.has(*chars.first()?) {
        return None;
    }
    let row = rows.iter().find(|row| starts_with(chars, words(row)))?;
    Some((row, words(row).chars().count()))
}

/// A year relative to the document's: its offset and the length of its words.
pub(super) fn year_at(chars: &[char]) -> Option<(i16, usize)> {
    row(&BEGINNINGS.years, YEARS, chars, |row| row.0).map(|((_, offset), len)| (*offset, len))
}

/// A reign: its first year and the length of its name.
pub(super) fn era_at(chars: &[char]) -> Option<(i16, usize)> {
    row(&BEGINNINGS.eras, ERAS, chars, |row| row.0).map(|((_, first), len)| (*first, len))
}

/// A day that is named by where it lies.
pub(super) fn day_at(chars: &[char]) -> Option<(Part, usize)> {
    row(&BEGINNINGS.days, DAYS, chars, |row| row.0).map(|((_, part), len)| (*part, len))
}

/// A month, a week or a quarter that is.
pub(super) fn span_at(chars: &[char]) -> Option<(Part, usize)> {
    row(&BEGINNINGS.spans, SPANS, chars, |row| row.0).map(|((_, part), len)| (*part, len))
}

/// A part of a year, one that may stand `alone` or any, and the length of its words.
pub(super) fn part_at(chars: &[char], alone: bool) -> Option<(Part, usize)> {
    if !BEGINNINGS.parts.has(*chars.first()?) {
        return None;
    }
    let fits = |(words, _, may): &&(&str, Part, bool)| (!alone || *may) && starts_with(chars, words);
    PARTS.iter().find(fits).map(|(words, part, _)| (*part, words.chars().count()))
}

/// A time of day: the hours that it adds, and the length of its words.
pub(super) fn hours_at(chars: &[char]) -> Option<(i8, usize)> {
    row(&BEGINNINGS.hours, HOURS, chars, |row| row.0).map(|((_, hours), len)| (*hours, len))
}
