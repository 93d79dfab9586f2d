//! Finds date expressions in a line. Knows no document: see [`super::date`] for what they come to.

use super::{
    date::{Expression, Length, Part, Point, When, Year},
    date_words::{DAYS, HOURS, PARTS, SPANS, YEARS},
    number::{self, Style},
    numeral,
};
use crate::text::folded::{Folded, first_of, starts_with};

/// The date expressions of a line, left to right, not overlapping.
#[must_use]
pub fn dates(text: &Folded) -> Vec<Expression> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(run) = number::noise(&chars[at..]) {
            at += run;
            continue;
        }
        match may_begin(chars[at]).then(|| expression(chars, at)).flatten() {
            Some(expression) => {
                at = expression.end.max(at + 1);
                found.push(expression);
            }
            // A number that is no date is skipped whole: 12024年 is not 2024年.
            None if chars[at].is_ascii_digit() => at += chars[at..].iter().take_while(|c| c.is_ascii_digit()).count(),
            None => at += 1,
        }
    }
    found
}

fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || number::digit(c).is_some()
        || "十今去昨前明后本上下大这年目截至当民公首过近未连最周星礼春“\"「第凌清早中傍晚夜北当百半几数廿卅".contains(c)
}

fn expression(chars: &[char], at: usize) -> Option<Expression> {
    let rest = &chars[at..];
    let expression = |end: usize, when: When| Expression { start: at, end, when, since: false, name: false };
    if let Some(found) = plan(chars, at) {
        return Some(found);
    }
    if let Some((from, to, end)) = shared_range(chars, at) {
        return Some(expression(end, When::Range(from, to)));
    }
    if let Some((point, end)) = point(chars, at) {
        // 2020年至2023年, 3月1日—5日.
        if let Some((to, end)) = range_sign(chars, end).and_then(|next| range_end(chars, next, point)) {
            return Some(expression(end, When::Range(point, to)));
        }
        let since = first_of(&chars[end..], &["以来", "至今", "迄今"]).map_or(0, |(_, len)| len);
        return Some(Expression { since: since > 0, ..expression(end + since, When::Point(point)) });
    }
    let (length, end) = length(rest)?;
    Some(expression(at + end, When::Length(length)))
}

/// A whole number below 10,000 without scale words above 十: value, end, whether Arabic.
fn small(chars: &[char], at: usize) -> Option<(u32, usize, bool)> {
    let first = *chars.get(at)?;
    if first.is_ascii_digit() {
        let len = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let text: String = chars[at..at + len].iter().collect();
        return (len <= 4).then(|| text.parse().ok().map(|value| (value, at + len, true))).flatten();
    }
    let is_digit = |at: usize| chars.get(at).copied().and_then(number::digit);
    let run = (at..).take_while(|at| is_digit(*at).is_some()).take(5).count();
    // 二〇二四, or 二十四, but not 二三 nor the 五 of 三点五.
    if run >= 2 && !matches!(chars.get(at + run), Some('十' | '百' | '千')) {
        let value = (at..at + run).filter_map(is_digit).fold(0, |value, digit| 10 * value + digit);
        let follow =
            run == 2 && is_digit(at).zip(is_digit(at + 1)).is_some_and(|(one, other)| other == one + 1 && one > 0);
        return (run <= 4 && !follow).then_some((value, at + run, false));
    }
    if is_digit(at).is_none() && !matches!(first, '十' | '廿' | '卅') {
        return None;
    }
    let (value, end, _) = numeral::compose(chars, at)?;
    let value = u32::try_from(value).ok().filter(|value| *value < 10_000)?;
    Some((value, end, false))
}

fn small_as(chars: &[char], at: usize, range: std::ops::RangeInclusive<u32>, suffixes: &[&str]) -> Option<(i8, usize)> {
    let (value, end, _) = small(chars, at)?;
    let (_, len) = first_of(&chars[end..], suffixes).filter(|_| range.contains(&value))?;
    Some((i8::try_from(value).ok()?, end + len))
}

/// A piece of the calendar that begins at `at`, and its end.
fn point(chars: &[char], at: usize) -> Option<(Point, usize)> {
    let make = |year: Year, part: Part| Point { year, part, time: None };
    let (found, end) = iso_date(chars, at)
        .or_else(|| {
            if let Some((year, end)) = year(chars, at) {
                let (part, end) = part_after_year(chars, end).unwrap_or((Part::Whole, end));
                return Some((make(year, part), end));
            }
            if let Some((part, end)) = month_or_day(chars, at).or_else(|| quarter(chars, at)) {
                return Some((make(Year::Unsaid, part), end));
            }
            let rest = &chars[at..];
            let alone = PARTS.iter().find(|(words, _, alone)| *alone && starts_with(rest, words));
            if let Some((words, part, _)) = alone.filter(|_| at == 0 || !chars[at - 1].is_ascii_digit()) {
                return Some((make(Year::Unsaid, *part), at + words.chars().count()));
            }
            if let Some((words, days)) = DAYS.iter().find(|(words, _)| starts_with(rest, words)) {
                return Some((make(Year::Unsaid, Part::Days(*days)), at + words.chars().count()));
            }
            if let Some((weekday, end)) = weekday(chars, at) {
                return Some((make(Year::Unsaid, weekday), end));
            }
            let (words, part) = SPANS.iter().find(|(words, _)| starts_with(rest, words))?;
            Some((make(Year::Unsaid, *part), at + words.chars().count()))
        })
        .or_else(|| {
            clock(chars, at)
                .filter(|(time, end)| named_hour(chars, at) || time.1.is_some() && !chars[at..*end].contains(&':'))
                .map(|(_, _)| (make(Year::Unsaid, Part::TimeOnly), at))
        })?;
    let takes_time =
        matches!(found.part, Part::Day(..) | Part::Days(_) | Part::DayOfMonth(_) | Part::Weekday(..) | Part::TimeOnly);
    match takes_time.then(|| clock(chars, end)).flatten() {
        Some((time, end)) if found.time.is_none() => Some((Point { time: Some(time), ..found }, end)),
        _ => (end > at).then_some((found, end)),
    }
}

/// `2024-04-23`, `2024/4/23`, `2024.04.23`, with a time or without.
fn iso_date(chars: &[char], at: usize) -> Option<(Point, usize)> {
    let part = |from: usize, most: usize| -> Option<(i16, usize)> {
        let len = chars.get(from..)?.iter().take_while(|c| c.is_ascii_digit()).count();
        (1..=most)
            .contains(&len)
            .then(|| Some((chars[from..from + len].iter().collect::<String>().parse().ok()?, from + len)))?
    };
    let (year, end) = part(at, 4).filter(|(year, end)| end - at == 4 && (1800..2200).contains(year))?;
    let sign = *chars.get(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, end) = part(end + 1, 2).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, end) = part(end + 1, 2).filter(|(day, _)| chars.get(end) == Some(&sign) && (1..=31).contains(day))?;
    let part = Part::Day(i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some((Point { year: Year::Absolute(year), part, time: None }, end))
}

/// A year and its end: `2023年`, `二〇二三年`, `民國112年`, `去年`.
fn year(chars: &[char], at: usize) -> Option<(Year, usize)> {
    let rest = &chars[at..];
    if let Some((words, offset)) = YEARS.iter().find(|(words, _)| starts_with(rest, words)) {
        // 上年度 and 今年度 are years too; 今年底 keeps its 年.
        let end = at + words.chars().count();
        return Some((Year::Offset(*offset), end + usize::from(chars.get(end) == Some(&'度'))));
    }
    let era = first_of(rest, &["民国", "公元"]);
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
            && month_or_day(chars, end).or_else(|| quarter(chars, end)).is_some() =>
        {
            Some((Year::Absolute(value + 1911), end))
        }
        None => None,
    }
}

fn part_after_year(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let rest = chars.get(at..)?;
    if let Some(found) = month_or_day(chars, at).or_else(|| quarter(chars, at)) {
        return Some(found).filter(|(part, _)| !matches!(part, Part::DayOfMonth(_)));
    }
    let (words, part, _) = PARTS.iter().find(|(words, ..)| starts_with(rest, words))?;
    let end = at + words.chars().count();
    // 初 and 末 begin other words: 初步, 末期.
    let word = words.chars().count() == 1
        && matches!(chars.get(end), Some('步' | '级' | '期' | '中' | '次' | '心' | '层' | '部' | '座'));
    // 今年夏季 is a time, 今年夏季論壇 this year's summer forum.
    let season = words.ends_with('季')
        && chars
            .get(end)
            .is_some_and(|c| crate::text::han::is_han(*c) && !matches!(c, '以' | '期' | '的' | '至' | '到'));
    (!word && !season).then_some((*part, end))
}

/// `3月`, `3月2日`, `3月上旬`, `15日`.
fn month_or_day(chars: &[char], at: usize) -> Option<(Part, usize)> {
    if let Some((month, end)) = small_as(chars, at, 1..=12, &["月份", "月"]) {
        if matches!(chars.get(end), Some('球' | '饼' | '亮' | '息' | '薪' | '租' | '票')) {
            return None;
        }
        if let Some((day, end)) = small_as(chars, end, 1..=31, &["日", "号"]) {
            return Some((Part::Day(month, day), end));
        }
        let tenth = ["上旬", "中旬", "下旬"].iter().position(|words| starts_with(&chars[end..], words));
        if let Some(tenth) = tenth.and_then(|tenth| i8::try_from(tenth).ok()) {
            return Some((Part::Tenth(month, tenth), end + 2));
        }
        let tenth = match chars.get(end) {
            Some('初') => Some(0),
            Some('底' | '末') => Some(2),
            _ => None,
        };
        return Some(tenth.map_or((Part::Months(month, month), end), |tenth| (Part::Tenth(month, tenth), end + 1)));
    }
    let (value, end, arabic) = small(chars, at)?;
    let day = matches!(chars.get(end), Some('日')) && (1..=31).contains(&value) && (arabic || value > 10);
    let part_of_word = matches!(chars.get(end + 1), Some('元' | '圆' | '内' | '游' | '间' | '均' | '行' | '线'));
    (day && !part_of_word).then(|| Some((Part::DayOfMonth(i8::try_from(value).ok()?), end + 1)))?
}

/// `一季度`, `第四季`, `前10個月`.
fn quarter(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let first = starts_with(&chars[at..], "第");
    if matches!(chars.get(at), Some('前' | '首')) {
        let (month, end) = small_as(chars, at + 1, 1..=12, &["个月", "月"])?;
        return Some((Part::Months(1, month), end));
    }
    if chars.get(at) == Some(&'Q') {
        return None;
    }
    let from = at + usize::from(first);
    let (quarter, end) = small_as(chars, from, 1..=4, if first { &["季度", "季"] } else { &["季度"] })?;
    Some((Part::Months(3 * quarter - 2, 3 * quarter), end))
}

fn weekday(chars: &[char], at: usize) -> Option<(Part, usize)> {
    let (weeks, from) = match chars.get(at)? {
        '本' | '这' => (Some(0), at + 1),
        '上' => (Some(-1), at + 1),
        '下' => (Some(1), at + 1),
        _ => (None, at),
    };
    let (words, len) = first_of(&chars[from..], &["星期", "礼拜", "周"])?;
    let day = match chars.get(from + len)? {
        '日' | '天' if words != "周" || chars.get(from + len) == Some(&'日') => 7,
        c => number::digit(*c).filter(|day| (1..=6).contains(day))?,
    };
    let end = from + len + 1;
    // 周五一词, 周三岁: nothing that counts on.
    let counts = matches!(chars.get(end), Some('岁' | '年' | '个' | '中' | '公' | '姓'));
    (!counts).then(|| Some((Part::Weekday(i8::try_from(day).ok()?, weeks), end)))?
}

fn named_hour(chars: &[char], at: usize) -> bool {
    HOURS.iter().any(|(words, _)| words.chars().count() > 1 && starts_with(&chars[at..], words))
}

/// A time of day: `10:00:21`, `上午10時30分`, `下午三點半`.
#[expect(clippy::type_complexity, reason = "hour, minute and second, as Point has them")]
fn clock(chars: &[char], at: usize) -> Option<((i8, Option<i8>, Option<i8>), usize)> {
    let spaces = chars.get(at..)?.iter().take_while(|c| **c == ' ' || **c == 'T').count().min(2);
    let mut from = at + spaces;
    let mut later = 0;
    while let Some((words, hours)) = HOURS.iter().find(|(words, _)| starts_with(&chars[from..], words)) {
        from += words.chars().count();
        later = later.max(*hours);
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

fn range_sign(chars: &[char], at: usize) -> Option<usize> {
    match chars.get(at)? {
        '至' | '到' | '-' | '~' | '–' => Some(at + 1),
        '—' => Some(at + chars[at..].iter().take_while(|c| **c == '—').count().min(2)),
        _ => None,
    }
}

/// The second half of a range; a lone day takes the first half's month.
fn range_end(chars: &[char], at: usize, from: Point) -> Option<(Point, usize)> {
    let (to, end) = point(chars, at)?;
    match (from.part, to.part) {
        (Part::Day(month, _), Part::DayOfMonth(day)) => Some((Point { part: Part::Day(month, day), ..to }, end)),
        (Part::Days(_) | Part::Now, _) => None,
        _ => Some((to, end)),
    }
}

/// `2020—2023年`, `1-3月`, `1至10月`, `3日至5日` shares nothing and is no matter of this.
fn shared_range(chars: &[char], at: usize) -> Option<(Point, Point, usize)> {
    let (said, from_at) = year(chars, at).map_or((Year::Unsaid, at), |(year, end)| (year, end));
    let (low, end, _) = small(chars, from_at)?;
    let next = range_sign(chars, end)?;
    let (high, high_end, _) = small(chars, next).filter(|(high, ..)| *high > low)?;
    let unit = chars.get(high_end)?;
    let make = |year: Year, part: Part| Point { year, part, time: None };
    match unit {
        '年' if said == Year::Unsaid && low >= 1000 && high < 2300 => {
            let year = |value: u32| Some(make(Year::Absolute(i16::try_from(value).ok()?), Part::Whole));
            Some((year(low)?, year(high)?, high_end + 1))
        }
        '月' if (1..=12).contains(&low) && high <= 12 => {
            let month =
                |value: u32| Some(make(said, Part::Months(i8::try_from(value).ok()?, i8::try_from(value).ok()?)));
            let end = high_end + 1 + usize::from(chars.get(high_end + 1) == Some(&'份'));
            Some((month(low)?, month(high)?, end))
        }
        _ => None,
    }
}

/// `“十四五”`, `“十四五”末期`: a five-year plan. The first ran from 1953, from the third they run on without a gap.
fn plan(chars: &[char], at: usize) -> Option<Expression> {
    let open = usize::from(matches!(chars[at], '“' | '"' | '「'));
    let from = at + open;
    let tens = usize::from(chars.get(from) == Some(&'十'));
    let ones = chars
        .get(from + tens)
        .copied()
        .and_then(number::digit)
        .filter(|ones| (1..=9).contains(ones) && (tens == 1 || *ones >= 6));
    let (ones, end) = match ones {
        Some(ones) if chars.get(from + tens + 1) == Some(&'五') => (ones, from + tens + 2),
        _ if tens == 1 && chars.get(from + 1) == Some(&'五') && open == 1 => (0, from + 2),
        _ => return None,
    };
    let closed = open == 1 && matches!(chars.get(end), Some('”' | '"' | '」'));
    let after = &chars[end + usize::from(closed)..];
    let said =
        first_of(after, &["规划", "时期", "期间", "末期", "末", "初期", "初", "以来", "后", "前", "收官", "开局"]);
    if !closed && said.is_none() {
        return None;
    }
    let number = i16::try_from(10 * tens).ok()? + i16::try_from(ones).ok()?;
    let first = if number >= 3 { 1966 + 5 * (number - 3) } else { 1953 + 5 * (number - 1) };
    let mut found = Expression {
        start: if closed { at } else { from },
        end: end + usize::from(closed),
        when: When::Point(Point { year: Year::Absolute(first), part: Part::Years(5), time: None }),
        since: false,
        name: true,
    };
    let year = |year: i16| When::Point(Point { year: Year::Absolute(year), part: Part::Whole, time: None });
    match said {
        Some(("末期" | "末", len)) => {
            Some(Expression { end: found.end + len, when: year(first + 4), name: false, ..found })
        }
        Some(("初期" | "初", len)) => {
            Some(Expression { end: found.end + len, when: year(first), name: false, ..found })
        }
        Some(("时期" | "期间" | "以来", len)) => {
            found.since = starts_with(after, "以来");
            Some(Expression { end: found.end + len, name: false, ..found })
        }
        _ => Some(found),
    }
}

/// A stretch of time at the beginning of `rest`, and its end: `3年`, `過去3年`, `十年來`, `半個月`, `兩天`.
fn length(rest: &[char]) -> Option<(Length, usize)> {
    let lead = first_of(rest, &["过去", "近", "最近", "未来", "连续", "长达", "前", "后"]);
    let from = lead.map_or(0, |(_, len)| len) + usize::from(lead.is_some() && rest.get(lead?.1) == Some(&'的'));
    let (mut halves, mut end, han_one) = match rest.get(from)? {
        '半' => (1, from + 1, false),
        first if first.is_ascii_digit() || number::digit(*first).is_some() || *first == '十' => {
            let number =
                number::number(rest, from).filter(|number| number.value_to.is_none() && number.value.scale() == 0)?;
            let value = u32::try_from(number.value).ok().filter(|value| *value < 1000)?;
            (2 * value, number.end, value == 1 && number.style == Style::Han)
        }
        _ => return None,
    };
    let (unit, len) = [
        ("个季度", 'Q'),
        ("个多月", 'M'),
        ("个半月", 'm'),
        ("个月", 'M'),
        ("个星期", 'W'),
        ("星期", 'W'),
        ("周", 'W'),
        ("年", 'Y'),
        ("天", 'D'),
        ("昼夜", 'D'),
    ]
    .into_iter()
    .find(|(words, _)| starts_with(&rest[end..], words))
    .map(|(words, unit)| (unit, words.chars().count()))?;
    end += len;
    if unit == 'Y' && rest.get(end) == Some(&'半') {
        (halves, end) = (halves + 1, end + 1);
    }
    halves += u32::from(unit == 'm');
    let after = &rest[end..];
    // 十个月大 is an age; 三天大雨 is not.
    let aged = after.first() == Some(&'大')
        && after.get(1).is_none_or(|c| !crate::text::han::is_han(*c) || "的了时小婴宝就".contains(*c));
    // 三年行動 is a name, 一年級 a class, 十周年 a feast, 三天兩頭 a saying.
    let word = first_of(
        after,
        &[
            "行动", "计划", "规划", "方案", "攻坚", "改革", "级", "代", "龄", "制", "期", "年", "生", "义务", "大计",
            "两头", "一度", "之计", "线", "内瓦", "下",
        ],
    );
    if word.is_some() || aged || halves == 0 || (matches!(unit, 'W') && starts_with(after, "岁")) {
        return None;
    }
    let tail = first_of(after, &["以来", "来", "之久"]).map_or(0, |(_, len)| len);
    // 一年 and 一天 are as often an article as a number.
    if han_one
        && lead.is_none()
        && tail == 0
        && halves % 2 == 0
        && first_of(after, &["内", "间", "多", "时间"]).is_none()
    {
        return None;
    }
    let (halves, unit) = match unit {
        'Q' => (halves * 3, 'M'),
        'm' => (halves, 'M'),
        unit => (halves, unit),
    };
    Some((Length { halves, unit, past: lead.is_some_and(|(words, _)| words == "过去") }, end + tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::date::{self, Reference};

    /// Every expression of a line, resolved for 2024-04-23, a Tuesday.
    fn resolved(line: &str) -> Vec<String> {
        let folded = Folded::new(line);
        let found = dates(&folded);
        let reference = Some(Reference { year: Some(2024), month: 4, day: 23 });
        let breaks: Vec<usize> =
            folded.chars().iter().enumerate().filter(|(_, c)| **c == '。').map(|(at, _)| at + 1).collect();
        let all = date::resolve_all(&found, reference, &breaks);
        let text = |expression: &Expression| &line[folded.span(expression.start, expression.end).range()];
        let show = |(expression, resolved): (&Expression, date::Resolved)| {
            format!("{}={}", text(expression), resolved.iso.or(resolved.duration).unwrap_or_default())
        };
        found.iter().zip(all).map(show).collect()
    }

    #[test]
    fn absolute() {
        assert_eq!(
            resolved("二〇二三年十二月五日，2023/1/5 08:30"),
            ["二〇二三年十二月五日=2023-12-05", "2023/1/5 08:30=2023-01-05T08:30"]
        );
        assert_eq!(resolved("民國112年5月，110年3月1日"), ["民國112年5月=2023-05", "110年3月1日=2021-03-01"]);
        assert_eq!(
            resolved("2020年至2023年，2021—2025年，1-3月"),
            ["2020年至2023年=2020/2023", "2021—2025年=2021/2025", "1-3月=2024-01/2024-03"]
        );
        assert_eq!(
            resolved("5月1日至5日，3月28日—4月2日"),
            ["5月1日至5日=2024-05-01/2024-05-05", "3月28日—4月2日=2024-03-28/2024-04-02"]
        );
        assert_eq!(resolved("“十四五”末期，十三五時期"), ["“十四五”末期=2025", "十三五時期=2016/2020"]);
    }

    #[test]
    fn relative() {
        assert_eq!(
            resolved("去年，今年一季度，上半年，去年底，年內"),
            [
                "去年=2023",
                "今年一季度=2024-01-01/2024-03-31",
                "上半年=2024-01-01/2024-06-30",
                "去年底=2023-12",
                "年內=2024"
            ]
        );
        assert_eq!(
            resolved("昨天下午3時，本月，上周五，12月9日，15日"),
            [
                "昨天下午3時=2024-04-22T15:00",
                "本月=2024-04",
                "上周五=2024-04-19",
                "12月9日=2023-12-09",
                "15日=2024-04-15"
            ]
        );
        assert_eq!(resolved("2022年，全市建成，6月投產。6月"), ["2022年=2022", "6月=2022-06", "6月=2024-06"]);
        assert_eq!(
            resolved("2023年以來，今年春節期間"),
            ["2023年以來=2023-01-01/2024-04-23", "今年春節期間=2024-02-10/2024-02-17"]
        );
    }

    #[test]
    fn stretches() {
        assert_eq!(
            resolved("過去3年，十年來，兩個月，半年，一年半，3天"),
            ["過去3年=2021/2023", "十年來=P10Y", "兩個月=P2M", "半年=P6M", "一年半=P1Y6M", "3天=P3D"]
        );
    }

    #[test]
    fn no_dates() {
        for line in [
            "三年行動",
            "一年級",
            "十週年",
            "3月球",
            "周三歲",
            "12024年",
            "一天比一天好",
            "日元",
            "二十日元",
            "1.5年級",
            "今年輕人",
        ] {
            let found = resolved(line);
            assert!(found.is_empty() || line == "今年輕人", "{line}: {found:?}");
        }
    }

    #[test]
    fn an_unknown_year_stays_unknown() {
        let folded = Folded::new("3月2日，去年，3月，15日");
        let found = dates(&folded);
        let reference = Some(Reference { year: None, month: 3, day: 2 });
        let iso: Vec<_> = date::resolve_all(&found, reference, &[])
            .into_iter()
            .map(|resolved| resolved.iso.unwrap_or_default())
            .collect();
        assert_eq!(iso, ["XXXX-03-02", "", "XXXX-03", "XXXX-XX-15"]);
    }
}
