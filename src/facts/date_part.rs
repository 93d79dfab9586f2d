//! The pieces of the calendar that date expressions are made of: years, months, days, quarters, weeks, times of day.

use super::{
    date::{Part, Point, Year},
    date_words::{NO_DAYS, day_at, era_at, hours_at, part_at, span_at, year_at},
    number, numeral,
};
use crate::text::{
    folded::starts_with,
    han,
    word_list::{WordList, word_table, words},
};

/// A whole number below 10,000 without scale words above 十: value, end, whether Arabic.
pub(super) fn small(chars: &[char], at: usize) -> Option<(u32, usize, bool)> {
    let first = *chars.get(at)?;
    if first.is_ascii_digit() {
        return digits(chars, at, 4).map(|(value, end)| (value, end, true));
    }
    let is_digit = |at: usize| chars.get(at).copied().and_then(number::digit);
    if number::digit(first).is_none() && !matches!(first, '十' | '廿' | '卅') {
        return None;
    }
    if let Some(digit) = numeral::lone_digit(chars, at) {
        return Some((digit, at + 1, false));
    }
    let run = (at..).take_while(|at| is_digit(*at).is_some()).take(5).count();
    // 二〇二四, or 二十四, but not 二三 nor the 五 of 三点五.
    if run >= 2 && !matches!(chars.get(at + run), Some('十' | '百' | '千')) {
        let value = (at..at + run).filter_map(is_digit).fold(0, |value, digit| 10 * value + digit);
        let follow =
            run == 2 && is_digit(at).zip(is_digit(at + 1)).is_some_and(|(one, other)| other == one + 1 && one > 0);
        return (run <= 4 && !follow).then_some((value, at + run, false));
    }
    let (value, end, _) = numeral::compose(chars, at)?;
    let value = u32::try_from(value).ok().filter(|value| *value < 10_000)?;
    Some((value, end, false))
}

/// Arabic digits, at most `most` of them: their value and their end.
fn digits(chars: &[char], at: usize, most: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut end = at;
    while let Some(digit) = chars.get(end).and_then(|c| c.to_digit(10)) {
        if end - at == most {
            return None;
        }
        (value, end) = (10 * value + digit, end + 1);
    }
    (end > at).then_some((value, end))
}

fn small_as(
    chars: &[char],
    at: usize,
    range: std::ops::RangeInclusive<u32>,
    suffixes: &WordList,
) -> Option<(i8, usize)> {
    let (value, end, _) = small(chars, at)?;
    with_suffix(chars, (value, end), range, suffixes)
}

/// A number up to `end` that is in `range` and has one of `suffixes` behind it, and where that ends.
fn with_suffix(
    chars: &[char],
    (value, end): (u32, usize),
    range: std::ops::RangeInclusive<u32>,
    suffixes: &WordList,
) -> Option<(i8, usize)> {
    let (_, len) = suffixes.at_start(&chars[end..]).filter(|_| range.contains(&value))?;
    Some((i8::try_from(value).ok()?, end + len))
}

/// A piece of the calendar that begins at `at`, and its end.
pub(super) fn point(chars: &[char], at: usize) -> Option<(Point, usize)> {
    if at >= chars.len() {
        return None;
    }
    point_with(chars, at, year(chars, at))
}

/// As [`point`], where the [`year`] at `at` has been read.
pub(super) fn point_with(chars: &[char], at: usize, year: Option<(Year, usize)>) -> Option<(Point, usize)> {
    let make = |year: Year, part: Part| Point { year, part, time: None };
    let (found, end) = iso_date(chars, at)
        .or_else(|| day_first(chars, at))
        .or_else(|| slashed(chars, at))
        .or_else(|| {
            if let Some((year, years, end)) = decade(chars, at) {
                return Some((make(year, Part::Years(years)), end));
            }
            if let Some((year, end)) = year {
                let (part, end) = part_after_year(chars, end).unwrap_or((Part::Whole, end));
                return Some((make(year, part), end));
            }
            if let Some((part, end)) = month_or_day(chars, at).or_else(|| quarter(chars, at)) {
                return Some((make(Year::Unsaid, part), end));
            }
            let rest = &chars[at..];
            let alone = part_at(rest, true);
            if let Some((part, len)) = alone.filter(|_| at == 0 || !chars[at - 1].is_ascii_digit()) {
                return Some((make(Year::Unsaid, part), at + len));
            }
            if let Some((part, end)) = bracketed(chars, at) {
                return Some((make(Year::Unsaid, part), end));
            }
            if let Some((part, len)) = day_at(rest).filter(|_| NO_DAYS.at_start(rest).is_none()) {
                return Some((make(Year::Unsaid, part), at + len));
            }
            if let Some((weekday, end)) = week(chars, at) {
                return Some((make(Year::Unsaid, weekday), end));
            }
            if let Some((part, end)) = day_of_month_away(chars, at) {
                return Some((make(Year::Unsaid, part), end));
            }
            let (part, len) = span_at(rest)?;
            Some((make(Year::Unsaid, part), at + len))
        })
        .or_else(|| {
            clock(chars, at)
                .filter(|(time, end)| {
                    named_hour(chars, at)
                        || time.1.is_some() && !chars[at..*end].contains(&':')
                        || whole_hour(chars, at, *end)
                })
                .map(|(_, _)| (make(Year::Unsaid, Part::TimeOnly), at))
        })?;
    let takes_time = matches!(
        found.part,
        Part::Day(..)
            | Part::Days(_)
            | Part::DayOfMonth(_)
            | Part::DayOfMonthAway(..)
            | Part::SameDay
            | Part::Weekday(..)
            | Part::TimeOnly
    );
    match takes_time.then(|| clock(chars, end)).flatten() {
        Some((time, after)) if found.time.is_none() => {
            // 今晚6点 is in the evening.
            let evening = chars[..end].ends_with(&['晚']) && time.0 < 12;
            let time = (time.0 + if evening { 12 } else { 0 }, time.1, time.2);
            Some((Point { time: Some(time), ..found }, after))
        }
        _ => (end > at).then_some((found, end)),
    }
}

/// `2024-04-23`, `2024/4/23`, `2024.04.23`, with a time or without.
fn iso_date(chars: &[char], at: usize) -> Option<(Point, usize)> {
    let part = |from: usize, most: usize| {
        let (value, end) = digits(chars, from, most)?;
        Some((i16::try_from(value).ok()?, end))
    };
    let (year, end) = part(at, 4).filter(|(year, end)| end - at == 4 && (1800..2200).contains(year))?;
    let sign = *chars.get(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, end) = part(end + 1, 2).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, end) = part(end + 1, 2).filter(|(day, _)| chars.get(end) == Some(&sign) && (1..=31).contains(day))?;
    let part = Part::Day(i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some((Point { year: Year::Absolute(year), part, time: None }, end))
}

/// A year and its end: `2023年`, `二〇二三年`, `民國112年`, `去年`.
pub(super) fn year(chars: &[char], at: usize) -> Option<(Year, usize)> {
    let rest = &chars[at..];
    if let Some((year, len)) = year_at(rest) {
        // 上年度 and 今年度 are years too; 今年底 keeps its 年; 那年轻人 and 同年级 have none.
        let end = at + len;
        if year == Year::Same && matches!(chars.get(end), Some('轻' | '级' | '龄' | '代' | '会')) {
            return None;
        }
        return Some((year, end + usize::from(chars.get(end) == Some(&'度'))));
    }
    if let Some((first, len)) = era_at(rest) {
        let from = at + len;
        let (value, end) = match chars.get(from) {
            Some('元') => (1, from + 1),
            _ => small(chars, from).map(|(value, end, _)| (value, end))?,
        };
        let of_reign = (1..=70).contains(&value) && chars.get(end) == Some(&'年');
        return of_reign.then(|| Some((Year::Absolute(first + i16::try_from(value).ok()? - 1), end + 1)))?;
    }
    let era = words!["民国", "公元"].at_start(rest);
    let from = at + era.map_or(0, |(_, len)| len);
    let (value, end, arabic) = small(chars, from).filter(|(_, end, _)| matches!(chars.get(*end), Some('年')))?;
    let digits = end - from;
    let end = end + 1;
    if matches!(chars.get(end), Some('级' | '代' | '期' | '龄')) {
        return None;
    }
    let end = end + usize::from(matches!(chars.get(end), Some('份' | '度')));
    let value = i16::try_from(value).ok()?;
    match era {
        Some(("民国", _)) if value < 200 => Some((Year::Absolute(value + 1911), end)),
        Some(_) => Some((Year::Absolute(value), end)),
        None if digits == 4 && (1000..2300).contains(&value) => Some((Year::Absolute(value), end)),
        // 112年3月1日 can only be the Republic's.
        None if arabic
            && (80..=150).contains(&value)
            && (chars[end - 1] == '度' || month_or_day(chars, end).or_else(|| quarter(chars, end)).is_some()) =>
        {
            Some((Year::Absolute(value + 1911), end))
        }
        // 07年, 零八年 are no lengths; nor is 18年10月1日.
        None if digits == 2 && (starts_with(&chars[from..], "0") || starts_with(&chars[from..], "零")) => {
            Some((Year::Absolute(2000 + value), end))
        }
        None if digits == 2
            && arabic
            && month_or_day(chars, end).is_some_and(|(part, _)| !matches!(part, Part::DayOfMonth(_))) =>
        {
            Some((Year::Absolute(if value < 50 { 2000 } else { 1900 } + value), end))
        }
        None => None,
    }
}

fn part_after_year(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let rest = chars.get(at..)?;
    if let Some(found) = month_or_day(chars, at).or_else(|| quarter(chars, at)) {
        return Some(found).filter(|(part, _)| !matches!(part, Part::DayOfMonth(_)));
    }
    if let Some(found) = nth(chars, at) {
        return Some(found);
    }
    let (part, len) = part_at(rest, false)?;
    let end = at + len;
    let words = &chars[at..end];
    // 初 and 末 begin other words: 初步, 末期.
    let word = len == 1 && matches!(chars.get(end), Some('步' | '级' | '期' | '中' | '次' | '心' | '层' | '部' | '座'));
    // 今年夏季 is a time, 今年夏季論壇 this year's summer forum.
    let season = words.ends_with(&['季'])
        && chars
            .get(end)
            .is_some_and(|c| crate::text::han::is_han(*c) && !matches!(c, '以' | '期' | '的' | '至' | '到'));
    (!word && !season).then_some((part, end))
}

/// `3月`, `3月2日`, `3月上旬`, `15日`.
pub(super) fn month_or_day(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let (value, end, arabic) = small(chars, at)?;
    if let Some((month, end)) = with_suffix(chars, (value, end), 1..=12, words!["月份", "月"]) {
        if matches!(chars.get(end), Some('球' | '饼' | '亮' | '息' | '薪' | '租' | '票')) {
            return None;
        }
        if let Some((day, end)) = small_as(chars, end, 1..=31, words!["日", "号"]) {
            return Some((Part::Day(month, day), end));
        }
        // 八月十五.
        let open = |end: usize| chars.get(end).is_none_or(|c| !han::is_han(*c) || "中前后的那晚".contains(*c));
        if let Some((day, end, false)) = small(chars, end)
            && (10..=31).contains(&day)
            && open(end)
        {
            return Some((Part::Day(month, i8::try_from(day).ok()?), end));
        }
        let tenths = word_table![i8: ("上旬", 0), ("中旬", 1), ("下旬", 2)];
        if let Some((tenth, len)) = tenths.value_at_start(&chars[end..]) {
            return Some((Part::Tenth(month, tenth), end + len));
        }
        let edge = match chars.get(end) {
            Some('初') => Some(Part::Tenth(month, 0)),
            Some('底' | '末') => Some(Part::LastDay(month)),
            _ => None,
        };
        if chars.get(end) == Some(&'的')
            && let Some((Part::WeekOfYear(week @ 1..=5), end)) = nth(chars, end)
        {
            return Some((Part::WeekOfMonth(month, week), end));
        }
        return Some(edge.map_or((Part::Months(month, month), end), |edge| (edge, end + 1)));
    }
    let day = matches!(chars.get(end), Some('日')) && (1..=31).contains(&value) && (arabic || value > 10);
    let part_of_word = matches!(chars.get(end + 1), Some('元' | '圆' | '内' | '游' | '间' | '均' | '行' | '线'));
    (day && !part_of_word).then(|| Some((Part::DayOfMonth(i8::try_from(value).ok()?), end + 1)))?
}

/// `一季度`, `第四季`, `前10個月`.
pub(super) fn quarter(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let first = starts_with(&chars[at..], "第");
    if matches!(chars.get(at), Some('前' | '首' | '头')) {
        let (month, end) = small_as(chars, at + 1, 1..=12, words!["个月", "月"])?;
        return Some((Part::Months(1, month), end));
    }
    if chars.get(at) == Some(&'Q') {
        return None;
    }
    let from = at + usize::from(first);
    let (quarter, end) = small_as(chars, from, 1..=4, if first { words!["季度", "季"] } else { words!["季度"] })?;
    // 第一季 of a series.
    if first && chars[end - 1] == '季' && matches!(chars.get(end), Some('节' | '后' | '大' | '播' | '的')) {
        return None;
    }
    Some((Part::Months(3 * quarter - 2, 3 * quarter), end))
}

/// `下下周日`, `上个周末`, `本周`, `星期三`: days and ends of weeks, and weeks that are said to be away.
fn week(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let away = |c: char| chars[at..].iter().take_while(|other| **other == c).count().min(3);
    let (weeks, from) = match chars.get(at)? {
        '本' | '这' => (Some(0), at + 1),
        '上' => (Some(-i8::try_from(away('上')).ok()?), at + away('上')),
        '下' => (Some(i8::try_from(away('下')).ok()?), at + away('下')),
        _ => (None, at),
    };
    let from = from + usize::from(weeks.is_some() && chars.get(from) == Some(&'个'));
    let (words, len) = words!["星期", "礼拜", "周"].at_start(&chars[from..])?;
    let end = from + len + 1;
    let day = match chars.get(from + len) {
        Some('末') => return weeks.map(|weeks| (Part::Weekend(weeks), end)),
        Some('日' | '天') if words != "周" || chars.get(from + len) == Some(&'日') => 7,
        Some(c) if number::digit(*c).is_some_and(|day| (1..=6).contains(&day)) => number::digit(*c)?,
        // 上上周; nearer weeks are words of their own.
        _ => return weeks.filter(|weeks| weeks.abs() > 1).map(|weeks| (Part::Weeks(weeks), end - 1)),
    };
    // 周五一词, 周三岁: nothing that counts on.
    let counts = matches!(chars.get(end), Some('岁' | '年' | '个' | '中' | '公' | '姓'));
    (!counts).then(|| Some((Part::Weekday(i8::try_from(day).ok()?, weeks), end)))?
}

/// The weekday beside a date, with a comma before it or in brackets; its end.
pub(super) fn weekday_beside(chars: &[char], at: usize) -> Option<(i8, usize)> {
    let open = matches!(chars.get(at), Some('('));
    let from = at + usize::from(matches!(chars.get(at), Some('(' | ',')));
    let (part, end) = match chars.get(from)? {
        '周' | '星' | '礼' => week(chars, from)?,
        // 5月6日(一).
        c if open => (
            Part::Weekday(
                i8::try_from(number::digit(*c).filter(|day| (1..=6).contains(day)).or((*c == '日').then_some(7))?)
                    .ok()?,
                None,
            ),
            from + 1,
        ),
        _ => return None,
    };
    let Part::Weekday(day, None) = part else { return None };
    match (open, chars.get(end)) {
        (true, Some(')')) => Some((day, end + 1)),
        (true, _) => None,
        (false, _) => Some((day, end)),
    }
}

/// `今（15）日`, `昨(7)日`: the day that is meant beside the word for it.
fn bracketed(chars: &[char], at: usize) -> Option<(Part, usize)> {
    if !matches!(chars.get(at)?, '今' | '昨' | '明' | '前' | '后') || chars.get(at + 1) != Some(&'(') {
        return None;
    }
    let (day, end, _) = small(chars, at + 2).filter(|(day, ..)| (1..=31).contains(day))?;
    let closed = chars.get(end) == Some(&')') && matches!(chars.get(end + 1), Some('日' | '天' | '晚' | '晨' | '早'));
    closed.then(|| Some((Part::DayOfMonth(i8::try_from(day).ok()?), end + 2)))?
}

/// `本月十日`, `上月15日`, `上月底`.
fn day_of_month_away(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let months = word_table![i8: ("本月", 0), ("上月", -1), ("下月", 1), ("上个月", -1), ("下个月", 1)];
    let (months, len) = months.value_at_start(&chars[at..])?;
    if matches!(chars.get(at + len), Some('底' | '末')) {
        return Some((Part::LastDayAway(months), at + len + 1));
    }
    let (day, end) = small_as(chars, at + len, 1..=31, words!["日", "号"])?;
    Some((Part::DayOfMonthAway(months, day), end))
}

/// `的第三个月`, `第一周`, `最后4个月`: pieces of a year by their number.
fn nth(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let from = at + usize::from(chars.get(at) == Some(&'的'));
    let rest = chars.get(from..)?;
    let (lead, len) = words!["第", "前", "最后"].at_start(rest)?;
    let (value, end, _) = small(chars, from + len)?;
    let value = i8::try_from(value).ok()?;
    let (unit, len) = words!["个月", "周", "个星期"].at_start(&chars[end..])?;
    let part = match (lead, unit) {
        ("第", "个月") if (1..=12).contains(&value) => Part::Months(value, value),
        ("前", "个月") if (1..=12).contains(&value) => Part::Months(1, value),
        ("最后", "个月") if (1..=12).contains(&value) => Part::Months(13 - value, 12),
        ("第", _) if (1..=53).contains(&value) => Part::WeekOfYear(value),
        _ => return None,
    };
    Some((part, end + len))
}

/// `九十年代`, `20世纪80年代`, `上世纪七十年代`: its first year, how many years it has, its end.
fn decade(chars: &[char], at: usize) -> Option<(Year, i16, usize)> {
    let said = words!["上世纪", "本世纪"].at_start(&chars[at..]);
    let number = small(chars, at);
    let (century, from) = match (said, number) {
        (Some(("上世纪", len)), _) => (Some(1900), at + len),
        (Some((_, len)), _) => (Some(2000), at + len),
        (None, Some((number @ 1..=21, end, _))) if starts_with(&chars[end..], "世纪") => {
            (Some(100 * (i16::try_from(number).ok()? - 1)), end + 2)
        }
        _ => (None, at),
    };
    let tens = if from == at { number } else { small(chars, from) };
    let tens = tens
        .filter(|(value, end, _)| value % 10 == 0 && (10..=90).contains(value) && starts_with(&chars[*end..], "年代"));
    match (tens, century) {
        (Some((tens, end, _)), century) => {
            let tens = i16::try_from(tens).ok()?;
            let century = century.or((tens >= 30).then_some(1900))?;
            Some((Year::Absolute(century + tens), 10, end + 2))
        }
        (None, Some(century)) if from > at && century >= 1000 => {
            // 本世纪初 and 20世纪中叶 say less than a century.
            let vague = matches!(chars.get(from), Some('初' | '中' | '末' | '以' | '的'));
            (!vague).then_some((Year::Absolute(century + 1), 100, from))
        }
        _ => None,
    }
}

/// `25/08/2024`: the day first, as it is written where the year stands behind.
fn day_first(chars: &[char], at: usize) -> Option<(Point, usize)> {
    let field = |from: usize, most: usize| {
        let (value, end) = digits(chars, from, most)?;
        Some((i16::try_from(value).ok()?, end))
    };
    let slash = |at: usize| chars.get(at) == Some(&'/');
    let (day, end) = field(at, 2).filter(|(day, end)| (1..=31).contains(day) && slash(*end))?;
    let (month, end) = field(end + 1, 2).filter(|(month, end)| (1..=12).contains(month) && slash(*end))?;
    let (year, end) = field(end + 1, 4).filter(|(year, _)| (1900..2200).contains(year))?;
    let part = Part::Day(i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some((Point { year: Year::Absolute(year), part, time: None }, end))
}

/// `12/1`, the month first: a date where it cannot be a fraction, or where a date is needed.
fn slashed(chars: &[char], at: usize) -> Option<(Point, usize)> {
    let apart = |c: Option<&char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '.' | '-'));
    if !chars[at].is_ascii_digit() || !apart(at.checked_sub(1).and_then(|before| chars.get(before))) {
        return None;
    }
    let (month, end, _) =
        small(chars, at).filter(|(month, end, _)| (1..=12).contains(month) && chars.get(*end) == Some(&'/'))?;
    let (day, end, _) = small(chars, end + 1).filter(|(day, ..)| (1..=31).contains(day))?;
    let dated = matches!(chars.get(end), Some('起' | '(')) || month > day;
    let part = Part::Day(i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (apart(chars.get(end)) && dated).then_some((Point { year: Year::Unsaid, part, time: None }, end))
}

/// `17时` by itself, and no 17时代.
fn whole_hour(chars: &[char], at: usize, end: usize) -> bool {
    let alone = at.checked_sub(1).is_none_or(|before| !chars[before].is_ascii_digit() && chars[before] != '.');
    let word = chars.get(end).is_some_and(|c| "代候间常期刻机速段局尚至".contains(*c));
    alone && !word && chars[at].is_ascii_digit() && chars[end - 1] == '时'
}

fn named_hour(chars: &[char], at: usize) -> bool {
    hours_at(&chars[at..]).is_some_and(|(_, len)| len > 1)
}

/// A time of day: `10:00:21`, `上午10時30分`, `下午三點半`.
#[expect(clippy::type_complexity, reason = "hour, minute and second, as Point has them")]
pub(super) fn clock(chars: &[char], at: usize) -> Option<((i8, Option<i8>, Option<i8>), usize)> {
    let spaces = chars.get(at..)?.iter().take_while(|c| **c == ' ' || **c == 'T').count().min(2);
    let mut from = at + spaces;
    let mut later = 0;
    while let Some((hours, len)) = hours_at(&chars[from..]) {
        from += len;
        later = later.max(hours);
    }
    let (hour, end, _) = small(chars, from).filter(|(hour, ..)| *hour <= 24)?;
    let hour = i8::try_from(hour).ok()?;
    let hour = if later == 12 && hour < 12 { hour + 12 } else { hour % 24 };
    match chars.get(end)? {
        ':' => {
            let (minute, end, _) = small(chars, end + 1).filter(|(minute, ..)| *minute < 60)?;
            let second = (chars.get(end) == Some(&':'))
                .then(|| small(chars, end + 1))
                .flatten()
                .filter(|(second, ..)| *second < 60);
            let end = second.map_or(end, |(_, end, _)| end);
            Some(((hour, i8::try_from(minute).ok(), second.and_then(|(second, ..)| i8::try_from(second).ok())), end))
        }
        '时' | '点' if chars.get(end + 1) != Some(&'间') && chars.get(end + 1) != Some(&'速') => {
            let end = end + 1 + usize::from(chars.get(end + 1) == Some(&'许') || starts_with(&chars[end + 1..], "整"));
            match small(chars, end).filter(|(minute, after, _)| *minute < 60 && chars.get(*after) == Some(&'分')) {
                Some((minute, after, _)) => Some(((hour, i8::try_from(minute).ok(), None), after + 1)),
                None if chars.get(end) == Some(&'半') => Some(((hour, Some(30), None), end + 1)),
                None => Some(((hour, None, None), end)),
            }
        }
        _ => None,
    }
}
