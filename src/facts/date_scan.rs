//! Finds date expressions in a line. Knows no document: see [`super::date`] for what they come to.

use super::{
    date::{Bound, Expression, Part, Point, When, Year},
    date_begin,
    date_length::length,
    date_part::{point, point_with, small, weekday_beside, year},
    line::{Class, Line},
    number,
};
use crate::text::{
    folded::starts_with,
    word_list::{WordTable, word_table, words},
};

/// The date expressions of a line, left to right, not overlapping.
#[must_use]
pub fn dates(text: &Line) -> Vec<Expression> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.next(Class::DATE, from) {
        from = at + 1;
        if let Some(run) = number::noise(&chars[at..]) {
            from = at + run;
        } else if let Some(expression) = date_begin::may_begin(chars, at).then(|| expression(chars, at)).flatten() {
            from = from.max(expression.end);
            found.push(expression);
        } else if chars[at].is_ascii_digit() {
            // A number that is no date is skipped whole: 12024年 is not 2024年.
            from = at + chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        }
    }
    found
}

fn expression(chars: &[char], at: usize) -> Option<Expression> {
    let rest = &chars[at..];
    let expression = |end: usize, when: When| Expression::new(at, end, when);
    if let Some((words, len)) = words!["自从", "从", "自", "截止到", "截至到"].at_start(rest) {
        // 从3月到5月, 自2018年以来: the word belongs to what it opens, where that is closed.
        let found = expression_at(chars, at + len)?;
        let closed = matches!(found.when, When::Range(..)) || matches!(found.bound, Some(Bound::From | Bound::SoFar));
        return (closed || len > 1).then(|| Expression {
            start: at,
            bound: found.bound.or((words == "自从").then_some(Bound::From)),
            ..found
        });
    }
    expression_at(chars, at).or_else(|| {
        let (length, end) = length(rest)?;
        Some(ago(chars, at, end, length).unwrap_or_else(|| expression(at + end, When::Length(length))))
    })
}

/// A point or a stretch between two, with what belongs to it on the right.
fn expression_at(chars: &[char], at: usize) -> Option<Expression> {
    let expression = |end: usize, when: When| Expression::new(at, end, when);
    if at >= chars.len() {
        return None;
    }
    if let Some(found) = plan(chars, at) {
        return Some(found);
    }
    let year = year(chars, at);
    if let Some((from, to, end)) = shared_range(chars, at, year) {
        return Some(expression(end, When::Range(from, to)));
    }
    let (point, end) = point_with(chars, at, year)?;
    // 2020年至2023年, 3月1日—5日.
    if let Some((to, end)) = range_sign(chars, end).and_then(|next| range_end(chars, next, point)) {
        return Some(expression(end, When::Range(point, to)));
    }
    if let Some((to, end)) = between(chars, end, point) {
        return Some(expression(end, When::Range(point, to)));
    }
    let day = matches!(point.part, Part::Day(..) | Part::DayOfMonth(_) | Part::Days(_)) && point.time.is_none();
    if let Some((weekday, end)) = day.then(|| weekday_beside(chars, end)).flatten() {
        // 5月6日（星期一）上午9时.
        let time = super::date_part::clock(chars, end);
        let (time, end) = time.map_or((None, end), |(time, end)| (Some(time), end));
        return Some(Expression { weekday: Some(weekday), ..expression(end, When::Point(Point { time, ..point })) });
    }
    let (bound, len) = bound(chars, end, point).map_or((None, 0), |(bound, len)| (Some(bound), len));
    Some(Expression { bound, ..expression(end + len, When::Point(point)) })
}

/// What says which side of a point is meant, and its length.
fn bound(chars: &[char], at: usize, point: Point) -> Option<(Bound, usize)> {
    const WORDS: &WordTable<Bound> = word_table![Bound:
        ("或之前", Bound::Until),
        ("或以前", Bound::Until),
        ("及之前", Bound::Until),
        ("及以前", Bound::Until),
        ("或之后", Bound::From),
        ("或以后", Bound::From),
        ("及之后", Bound::From),
        ("及以后", Bound::From),
        ("以来", Bound::SoFar),
        ("至今", Bound::SoFar),
        ("迄今", Bound::SoFar),
        ("以前", Bound::Before),
        ("之前", Bound::Before),
        ("以后", Bound::After),
        ("之后", Bound::After),
        ("开始", Bound::From),
        ("起", Bound::From),
        ("前", Bound::Before),
        ("后", Bound::After),
    ];
    if matches!(point.part, Part::Now | Part::TimeOnly | Part::SamePeriod) {
        return None;
    }
    let rest = chars.get(at..)?;
    let ((words, bound), len) = WORDS.find_at_start(rest, |_| true)?;
    let next = rest.get(len).copied().unwrap_or(' ');
    // 前 and 后 and 起 begin words, too: 前往, 后续, 起点; 开始 is what somebody does.
    let other = match *words {
        "前" => {
            "往后列沿进景程任身期述者首半锋台瞻线方提来夕夜".contains(next)
                || next.is_ascii_digit()
                || number::digit(next).is_some()
        }
        "后" => "来续期方卫备天勤悔半者年盾果".contains(next),
        "起" => "点步源诉火草飞来床身跑初因码薪降".contains(next),
        "开始" => next == '了',
        _ => false,
    };
    (!other).then_some((*bound, len))
}

/// `两年前`, `5天前`: a stretch back from the document's date.
fn ago(chars: &[char], at: usize, end: usize, length: super::date::Length) -> Option<Expression> {
    use super::date::Length;
    let end = at + end;
    let (words, len) = words!["以前", "之前", "前"].at_start(chars.get(end..)?)?;
    let next = chars.get(end + len).copied().unwrap_or(' ');
    if words == "前" && ("后列沿进景程任身期述三首半".contains(next) || next.is_ascii_digit()) {
        return None;
    }
    let back = |halves: u32| {
        i16::try_from(halves / 2).ok().filter(|_| halves > 0 && halves.is_multiple_of(2)).map(|count| -count)
    };
    let (year, part) = match length {
        Length { years, months: 0, weeks: 0, days: 0, clock: (0, 0, 0), .. } if years > 0 => {
            (Year::Offset(back(years)?), Part::Whole)
        }
        Length { years: 0, months, weeks: 0, days: 0, clock: (0, 0, 0), .. } if months > 0 => {
            (Year::Unsaid, Part::MonthsAway(i8::try_from(back(months)?).ok()?))
        }
        Length { years: 0, months: 0, weeks, days, clock: (0, 0, 0), .. } => {
            (Year::Unsaid, Part::Days(i8::try_from(back(7 * weeks + days)?).ok()?))
        }
        Length { .. } => return None,
    };
    let when = When::Point(Point { year, part, time: None });
    Some(Expression::new(at, end + len, when))
}

/// Where the second half of a range begins.
fn range_sign(chars: &[char], at: usize) -> Option<usize> {
    // 1995 - 1997年: blanks on both sides.
    let blank = usize::from(chars.get(at) == Some(&' '));
    let at = at + blank;
    let end = match chars.get(at)? {
        '至' | '到' | '-' | '~' | '–' => at + 1,
        '—' => at + chars[at..].iter().take_while(|c| **c == '—').count().min(2),
        _ => return None,
    };
    let behind = usize::from(chars.get(end) == Some(&' '));
    (blank == behind).then_some(end + behind)
}

/// The second half of a range; a lone day takes the first half's month.
fn range_end(chars: &[char], at: usize, from: Point) -> Option<(Point, usize)> {
    let (to, end) = point(chars, at)?;
    match (from.part, to.part) {
        (Part::Day(month, _), Part::DayOfMonth(day)) => Some((Point { part: Part::Day(month, day), ..to }, end)),
        (Part::Days(_) | Part::Now, _) => None,
        (_, Part::TimeOnly) if from.time.is_none() => None,
        _ => Some((to, end)),
    }
}

/// `2015年和2018年之间`.
fn between(chars: &[char], at: usize, from: Point) -> Option<(Point, usize)> {
    if !matches!(chars.get(at)?, '和' | '与' | '及') {
        return None;
    }
    let (to, end) = range_end(chars, at + 1, from)?;
    let (_, len) = words!["之间", "间"].at_start(&chars[end..])?;
    Some((to, end + len))
}

/// `2020—2023年`, `1-3月`, `1至10月`, `3日至5日` shares nothing and is no matter of this. `year` is the one at `at`.
fn shared_range(chars: &[char], at: usize, year: Option<(Year, usize)>) -> Option<(Point, Point, usize)> {
    let (said, from_at) = year.unwrap_or((Year::Unsaid, at));
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
        words!["规划", "时期", "期间", "末期", "末", "初期", "初", "以来", "后", "前", "收官", "开局"].at_start(after);
    if !closed && said.is_none() {
        return None;
    }
    let number = i16::try_from(10 * tens).ok()? + i16::try_from(ones).ok()?;
    let first = if number >= 3 { 1966 + 5 * (number - 3) } else { 1953 + 5 * (number - 1) };
    let mut found = Expression {
        start: if closed { at } else { from },
        end: end + usize::from(closed),
        when: When::Point(Point { year: Year::Absolute(first), part: Part::Years(5), time: None }),
        bound: None,
        weekday: None,
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
            found.bound = starts_with(after, "以来").then_some(Bound::SoFar);
            Some(Expression { end: found.end + len, name: false, ..found })
        }
        _ => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::date::{self, Reference};
    use crate::text::folded::Folded;

    /// Every expression of a line, resolved for 2024-04-23, a Tuesday.
    fn resolved(line: &str) -> Vec<String> {
        let folded = Line::from(Folded::new(line));
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
                "15日=2023-12-15"
            ]
        );
        assert_eq!(
            resolved("2018年開工，當年投資3億元，同年8月停工；當年輕人離開"),
            ["2018年=2018", "當年=2018", "同年8月=2018-08"]
        );
        assert_eq!(resolved("15日開幕"), ["15日=2024-04-15"]);
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
        let folded = Line::from(Folded::new("3月2日，去年，3月，15日，昨晚，前天"));
        let found = dates(&folded);
        let reference = Some(Reference { year: None, month: 3, day: 2 });
        let iso: Vec<_> = date::resolve_all(&found, reference, &[])
            .into_iter()
            .map(|resolved| resolved.iso.unwrap_or_default())
            .collect();
        // The day before yesterday may be the 28th or the 29th of February.
        assert_eq!(iso, ["XXXX-03-02", "", "XXXX-03", "XXXX-XX-15", "XXXX-03-01", ""]);
    }
}
