//! Stretches of time: `3年`, `過去3年`, `十年來`, `半個月`, `8天20小時`.

use super::{
    date::Length,
    number::{self, Style},
};
use crate::text::{
    folded::starts_with,
    han,
    word_list::{WordList, WordTable, word_table, words},
};

/// Words that make a name of a stretch of time: 三年行動 is a plan, 一年級 a class, 三天兩頭 a saying.
const NAMES: &WordList = words![
    "行动", "计划", "规划", "方案", "攻坚", "改革", "级", "代", "龄", "制", "期", "年", "生", "义务", "大计", "两头",
    "一度", "之计", "线", "内瓦", "下",
];

/// A stretch of time at the beginning of `rest`, and its end.
pub(super) fn length(rest: &[char]) -> Option<(Length, usize)> {
    let lead = words!["过去", "近", "最近", "未来", "连续", "长达", "前", "后"].at_start(rest);
    let from = lead.map_or(0, |(_, len)| len) + usize::from(lead.is_some() && rest.get(lead?.1) == Some(&'的'));
    let mut length = Length { past: lead.is_some_and(|(words, _)| words == "过去"), ..Length::default() };
    let first = piece(rest, from).filter(|piece| !piece.unit.is_clock())?;
    first.add_to(&mut length);
    let mut end = first.end;
    // 一年零三个月, 8天又20个小时: each smaller than the one before.
    let mut last = first.unit;
    let mut pieces = 1;
    loop {
        let gap = words!["又", "零", "余", "多", "加"].at_start(&rest[end..]).map_or(0, |(_, len)| len);
        let Some(next) = piece(rest, end + gap).filter(|next| next.unit > last || gap > 0 && next.unit != last) else {
            break;
        };
        next.add_to(&mut length);
        (end, last, pieces) = (next.end, next.unit, pieces + 1);
    }
    let after = &rest[end..];
    // 十个月大 is an age; 三天大雨 is not.
    let aged =
        after.first() == Some(&'大') && after.get(1).is_none_or(|c| !han::is_han(*c) || "的了时小婴宝就".contains(*c));
    if NAMES.at_start(after).is_some() || aged || (first.unit == Unit::Week && starts_with(after, "岁")) {
        return None;
    }
    let tail = words!["以来", "来", "之久"].at_start(after).map_or(0, |(_, len)| len);
    // 一年 and 一天 are as often an article as a number.
    let article = first.is_one && lead.is_none() && tail == 0 && pieces == 1;
    if article && words!["内", "间", "多", "时间"].at_start(after).is_none() {
        return None;
    }
    Some((length, end + tail))
}

/// Units from the largest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    const fn is_clock(self) -> bool {
        matches!(self, Self::Hour | Self::Minute | Self::Second)
    }
}

/// A number and its unit.
struct Piece {
    halves: u32,
    unit: Unit,
    end: usize,
    /// Whether it is 一年 or the like, without a half.
    is_one: bool,
}

const UNITS: &WordTable<Unit> = word_table![Unit:
    ("个季度", Unit::Quarter),
    ("个月", Unit::Month),
    ("个星期", Unit::Week),
    ("星期", Unit::Week),
    ("周", Unit::Week),
    ("年", Unit::Year),
    ("天", Unit::Day),
    ("昼夜", Unit::Day),
    ("个小时", Unit::Hour),
    ("小时", Unit::Hour),
    ("个钟头", Unit::Hour),
    ("时", Unit::Hour),
    ("分钟", Unit::Minute),
    ("分", Unit::Minute),
    ("秒钟", Unit::Second),
    ("秒", Unit::Second),
];

fn piece(rest: &[char], at: usize) -> Option<Piece> {
    let (halves, mut end, one) = match rest.get(at)? {
        '半' => (1, at + 1, false),
        first if first.is_ascii_digit() || number::digit(*first).is_some() || matches!(first, '十' | '廿' | '卅') => {
            let number =
                number::number(rest, at).filter(|number| number.value_to.is_none() && number.value.scale() == 0)?;
            let value = u32::try_from(number.value).ok().filter(|value| *value < 1000)?;
            (2 * value, number.end, value == 1 && number.style == Style::Han)
        }
        _ => return None,
    };
    let mut halves = halves;
    // 两个多月, 一个半月.
    if let Some((more, len)) = word_table![u32: ("个多月", 0), ("个半月", 1)].value_at_start(&rest[end..]) {
        return Some(Piece { halves: halves + more, unit: Unit::Month, end: end + len, is_one: one && more == 0 });
    }
    let (unit, len) = UNITS.value_at_start(&rest[end..])?;
    end += len;
    if matches!(unit, Unit::Year) && rest.get(end) == Some(&'半') {
        (halves, end) = (halves + 1, end + 1);
    }
    (halves > 0).then_some(Piece { halves, unit, end, is_one: one && halves % 2 == 0 })
}

impl Piece {
    fn add_to(&self, length: &mut Length) {
        let whole = self.halves / 2;
        match self.unit {
            Unit::Year => length.years += self.halves,
            Unit::Quarter => length.months += 3 * self.halves,
            Unit::Month => length.months += self.halves,
            Unit::Week => length.weeks += self.halves,
            Unit::Day => length.days += self.halves,
            Unit::Hour => length.clock.0 += whole,
            Unit::Minute => length.clock.1 += whole,
            Unit::Second => length.clock.2 += whole,
        }
    }
}
