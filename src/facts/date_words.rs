//! Words that date expressions are made of, in Simplified. Longer words stand before those they begin with.

use super::date::{Holiday, Part, Year};
use crate::text::word_list::{WordList, WordTable, word_table, words};

/// Years that are relative to the document's, or to one named before.
const YEARS: &WordTable<Year> = word_table![Year:
    ("大前年", Year::Offset(-3)),
    ("今年", Year::Offset(0)),
    ("本年度", Year::Offset(0)),
    ("本年", Year::Offset(0)),
    ("去年", Year::Offset(-1)),
    ("上年", Year::Offset(-1)),
    ("昨年", Year::Offset(-1)),
    ("前年", Year::Offset(-2)),
    ("明年", Year::Offset(1)),
    ("后年", Year::Offset(2)),
    ("年内", Year::Offset(0)),
    ("当年度", Year::Offset(0)),
    ("当年", Year::Same),
    ("同年", Year::Same),
    ("那年", Year::Same),
    ("这一年", Year::Same),
    ("那一年", Year::Same),
    ("该年", Year::Same),
];
/// Days that are.
const DAYS: &WordTable<Part> = word_table![Part:
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
pub(super) const NO_DAYS: &WordList = words![
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
const ERAS: &WordTable<i16> = word_table![i16:
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
const SPANS: &WordTable<Part> = word_table![Part:
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
const PARTS: &WordTable<(Part, bool)> = word_table![(Part, bool):
    ("上半年", (Part::Months(1, 6), true)),
    ("下半年", (Part::Months(7, 12), true)),
    ("前三季度", (Part::Months(1, 9), true)),
    ("前3季度", (Part::Months(1, 9), true)),
    ("首三季", (Part::Months(1, 9), true)),
    ("前三季", (Part::Months(1, 9), true)),
    ("首季度", (Part::Months(1, 3), true)),
    ("首季", (Part::Months(1, 3), true)),
    ("年底", (Part::Edge(12), true)),
    ("年末", (Part::Edge(12), true)),
    ("年初", (Part::Edge(1), true)),
    ("年中", (Part::Months(6, 6), false)),
    ("底", (Part::Edge(12), false)),
    ("末", (Part::Edge(12), false)),
    ("初", (Part::Edge(1), false)),
    ("春季", (Part::Months(3, 5), false)),
    ("夏季", (Part::Months(6, 8), false)),
    ("秋季", (Part::Months(9, 11), false)),
    ("春节假期", (Part::Holiday(Holiday::SpringFestival), true)),
    ("春节期间", (Part::Holiday(Holiday::SpringFestival), true)),
    ("春节黄金周", (Part::Holiday(Holiday::SpringFestival), true)),
    ("春节长假", (Part::Holiday(Holiday::SpringFestival), true)),
    ("春节", (Part::Holiday(Holiday::SpringFestival), true)),
    ("五一假期", (Part::Holiday(Holiday::Labour), true)),
    ("五一期间", (Part::Holiday(Holiday::Labour), true)),
    ("五一小长假", (Part::Holiday(Holiday::Labour), true)),
    ("中秋国庆假期", (Part::Holiday(Holiday::National), true)),
    ("中秋国庆", (Part::Holiday(Holiday::National), false)),
    ("国庆中秋假期", (Part::Holiday(Holiday::National), true)),
    ("国庆假期", (Part::Holiday(Holiday::National), true)),
    ("国庆长假", (Part::Holiday(Holiday::National), true)),
    ("国庆黄金周", (Part::Holiday(Holiday::National), true)),
    ("国庆期间", (Part::Holiday(Holiday::National), true)),
    ("元旦", (Part::Day(1, 1), true)),
    ("同期", (Part::SamePeriod, false)),
    ("前半年", (Part::Months(1, 6), false)),
    ("后半年", (Part::Months(7, 12), false)),
    ("春天", (Part::Months(3, 5), false)),
    ("夏天", (Part::Months(6, 8), false)),
    ("秋天", (Part::Months(9, 11), false)),
    ("全年", (Part::Whole, true)),
];
const HOURS: &WordTable<i8> = word_table![i8:
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

/// A year relative to another, and the length of its words.
pub(super) fn year_at(chars: &[char]) -> Option<(Year, usize)> {
    YEARS.value_at_start(chars)
}

/// A reign: its first year and the length of its name.
pub(super) fn era_at(chars: &[char]) -> Option<(i16, usize)> {
    ERAS.value_at_start(chars)
}

/// A day that is named by where it lies.
pub(super) fn day_at(chars: &[char]) -> Option<(Part, usize)> {
    DAYS.value_at_start(chars)
}

/// A month, a week or a quarter that is.
pub(super) fn span_at(chars: &[char]) -> Option<(Part, usize)> {
    SPANS.value_at_start(chars)
}

/// A part of a year, one that may stand `alone` or any, and the length of its words.
pub(super) fn part_at(chars: &[char], alone: bool) -> Option<(Part, usize)> {
    PARTS.find_at_start(chars, |(_, may)| !alone || *may).map(|((_, (part, _)), len)| (*part, len))
}

/// A time of day: the hours that it adds, and the length of its words.
pub(super) fn hours_at(chars: &[char]) -> Option<(i8, usize)> {
    HOURS.value_at_start(chars)
}

/// All words of this module.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let years = YEARS.words().chain(ERAS.words());
    years.chain(DAYS.words()).chain(SPANS.words()).chain(PARTS.words()).chain(HOURS.words())
}
