//! Figures: a number with its unit. What it measures, when and where is [`super::context`]'s business.

use rust_decimal::Decimal;

use super::{
    date::Expression,
    label,
    line::{Class, Line},
    measure::{behind_unit, clock, half_price, is_counted, is_word, with_unit},
    money,
    number::{self, Number, Style},
    size::{AFTER, BEFORE},
    spoken,
    unit::{self, Quantity},
    unitless::without_unit,
};
use crate::text::{
    folded::starts_with,
    han,
    word_list::{WordList, words},
};

/// A figure as a line shows it. Indices count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// First character, modifier and rank verb included.
    pub start: usize,
    /// One past the last, modifier included.
    pub end: usize,
    /// The number and its unit alone.
    pub core: (usize, usize),
    /// The value in `unit`, a currency's or percentage's multiple already applied (9成 is 90).
    pub value: Decimal,
    /// The upper bound of a range; the other side of a score (11比1).
    pub value_to: Option<Decimal>,
    /// What is measured.
    pub quantity: Quantity,
    /// ISO code, `%`, `pp`, `rank`, or the unit as written.
    pub unit: Option<&'static str>,
    /// Where the unit stands.
    pub unit_at: Option<(usize, usize)>,
    /// Value and upper bound in the SI unit, and its symbol.
    pub si: Option<(Decimal, Option<Decimal>, &'static str)>,
    /// Where the modifiers stand: 超, 余, 以上.
    pub modifiers: Vec<(usize, usize)>,
    /// The extent of a rank: 全國.
    pub scope: Option<(usize, usize)>,
    /// Where its number begins.
    pub number_at: usize,
}

const SCOPES: &WordList = words![
    "东北地区",
    "京津冀",
    "长三角",
    "全世界",
    "东北亚",
    "亚太",
    "全国",
    "国内",
    "世界",
    "全球",
    "全省",
    "全市",
    "全县",
    "全区",
    "全港",
    "全台",
    "亚洲",
    "欧洲",
    "同行业",
    "行业",
    "省内",
    "业内",
    "全院",
    "全校",
    "本届",
    "同类",
    "小组",
    "积分榜",
    "奖牌榜",
    "金牌榜",
    "榜单",
    "中国",
    "中部",
    "西部",
    "东部",
    "东北",
    "总分",
    "排行榜",
    "历史",
    "同期",
];
const RANKS: &WordList = words![
    "位居",
    "位列",
    "名列",
    "居于",
    "跃居",
    "跃升至",
    "升至",
    "跻身",
    "稳居",
    "排名",
    "排在",
    "排行",
    "高居",
    "列",
    "居",
    "排",
    "获",
    "获得",
    "夺得",
    "位于",
];

/// The figures of a line, left to right. `dates` are what the line's date expressions claim, `quotes` its quotations.
#[must_use]
pub fn figures(text: &Line, dates: &[Expression], quotes: &[label::Quote]) -> Vec<Raw> {
    let chars = text.chars();
    let mut found: Vec<Raw> = Vec::new();
    let links = label::links(text);
    let mut claimed = 0;
    let mut dates = dates.iter().peekable();
    for number in number::each_number(text) {
        while dates.next_if(|date| date.end <= number.start).is_some() {}
        let linked = || links.iter().any(|link| (link.0..link.1).contains(&number.start));
        if number.start < claimed || dates.peek().is_some_and(|date| date.start < number.end) || linked() {
            continue;
        }
        if let Some(raw) = first_place(chars, &number).or_else(|| figure(chars, quotes, &number)) {
            let raw = clip(raw, claimed);
            claimed = raw.end;
            match found.last_mut().filter(|last| spans_to(chars, last, &raw)) {
                Some(last) => {
                    (last.value_to, last.end, last.core.1) = (Some(raw.value), raw.end, raw.core.1);
                    if let (Some((_, to, _)), Some((upper, ..))) = (&mut last.si, raw.si) {
                        *to = Some(upper);
                    }
                    last.modifiers.extend(raw.modifiers);
                }
                None => found.push(raw),
            }
        }
    }
    // 首位 has no numeral in it.
    for at in text.all(Class::OTHER) {
        let ranked = starts_with(&chars[at..], "首位") && is_free(&found, at, at + 2);
        if ranked && let Some(raw) = rank(chars, at, at + 2, Decimal::ONE, true) {
            let before = found.iter().map(|raw| raw.end).filter(|end| *end <= at).max().unwrap_or(0);
            found.push(clip(raw, before));
        }
    }
    // Nor has 对折.
    for half in half_price(text) {
        if is_free(&found, half.start, half.end) {
            found.push(half);
        }
    }
    found.sort_by_key(|raw| raw.start);
    found
}

/// Whether none of the figures has a part of `start..end`.
fn is_free(found: &[Raw], start: usize, end: usize) -> bool {
    !found.iter().any(|raw| raw.start < end && start < raw.end)
}

/// Takes what the figure before has, which ends at `claimed`, away from the front of `raw`.
fn clip(mut raw: Raw, claimed: usize) -> Raw {
    if raw.start < claimed {
        raw.start = claimed;
        raw.core.0 = raw.core.0.max(claimed);
        raw.modifiers.retain(|at| at.0 >= claimed);
        raw.scope = raw.scope.filter(|at| at.0 >= claimed);
        raw.unit_at = raw.unit_at.filter(|at| at.0 >= claimed);
    }
    raw
}

/// Whether `low` and `high` are the bounds of one range, each with its unit: 2.5%至3.5%.
fn spans_to(chars: &[char], low: &Raw, high: &Raw) -> bool {
    let between = chars.get(low.end..high.start).unwrap_or_default();
    let sign = matches!(between, ['至' | '到' | '-' | '~' | '–'] | ['—'] | ['—', '—']);
    let bounds = low.value_to.is_none() && high.value_to.is_none() && low.value < high.value;
    sign && bounds && low.unit == high.unit && low.quantity == high.quantity && low.scope.is_none()
}

/// A rank or an ordinal: 第4位, 第11場.
fn first_place(chars: &[char], number: &Number) -> Option<Raw> {
    let start = number.start.checked_sub(1).filter(|at| chars[*at] == '第')?;
    if number.rough.is_some() || number.value_to.is_some() {
        return None;
    }
    let measure =
        words!["位", "名"].at_start(&chars[number.end..]).filter(|_| unit::unit(&chars[number.end..]).is_some());
    let end = number.end + measure.map_or(0, |(_, len)| len);
    let closed = chars.get(end).is_none_or(|c| !han::is_han(*c) || matches!(c, '的' | '和' | '及' | '与'));
    if let Some(raw) = rank(chars, start, end, number.value, measure.is_some() || closed) {
        return Some(raw);
    }
    const SERIES: &WordList =
        words!["场", "次", "位", "名", "个", "艘", "座", "家", "轮", "例", "枚", "站", "颗", "架", "条", "盘", "局"];
    let (_, len) = SERIES.at_start(&chars[number.end..])?;
    let (unit, _) = unit::unit(&chars[number.end..]).filter(|(unit, _)| unit.quantity == Quantity::Count)?;
    let one = number.style != Style::Arabic && number.value == Decimal::ONE;
    // 第一次 and 第三條 (of a law) name; 第11場 counts.
    if one || unit.arabic_only && number.style != Style::Arabic || chars[number.end] == '条' {
        return None;
    }
    let end = number.end + len;
    Some(Raw { unit_at: Some((number.end, end)), ..plain(start, end, number.value, Quantity::Ordinal) })
}

/// A place in a ranking from `start` to `end`, where what stands before says that it is one.
fn rank(chars: &[char], start: usize, end: usize, value: Decimal, closed: bool) -> Option<Raw> {
    // 全局 and the like: all of whatever it is.
    let whole = start >= 2 && chars[start - 2] == '全' && han::is_han(chars[start - 1]);
    let scope =
        SCOPES.at_end(&chars[..start]).map(|(_, len)| len).or(whole.then_some(2)).map(|len| (start - len, start));
    let verb_end = scope.map_or(start, |(from, _)| from);
    let verb = RANKS.at_end(&chars[..verb_end]).map(|(_, len)| verb_end - len);
    if !closed || scope.is_none() && verb.is_none() {
        return None;
    }
    let full = verb.or(scope.map(|(from, _)| from)).unwrap_or(start);
    Some(Raw { scope, unit: Some("rank"), start: full, ..plain_core((full, end), (start, end), value, Quantity::Rank) })
}

pub(super) fn plain(start: usize, end: usize, value: Decimal, quantity: Quantity) -> Raw {
    plain_core((start, end), (start, end), value, quantity)
}

pub(super) fn plain_core(full: (usize, usize), core: (usize, usize), value: Decimal, quantity: Quantity) -> Raw {
    Raw {
        start: full.0,
        end: full.1,
        core,
        value,
        value_to: None,
        quantity,
        unit: None,
        unit_at: None,
        si: None,
        modifiers: Vec::new(),
        scope: None,
        number_at: core.0,
    }
}

fn figure(chars: &[char], quotes: &[label::Quote], number: &Number) -> Option<Raw> {
    if number.start > 0 && chars[number.start - 1] == '第' {
        return None;
    }
    if let Some(raw) = score(chars, number) {
        return Some(raw);
    }
    let gap = usize::from(chars.get(number.end) == Some(&' ') && number.style == Style::Arabic);
    let found = unit::unit(&chars[number.end + gap..])
        .filter(|(unit, len)| !unit.arabic_only || number.style == Style::Arabic || is_counted(chars, number, *len))
        .filter(|(unit, len)| !is_word(chars, number, unit, number.end + gap + len));
    let prefix = unit::currency_before(&chars[..number.start]);
    let end = found.map_or(number.end, |(_, len)| number.end + gap + len);
    let unitless = match (found, prefix) {
        (None, None) => Some(without_unit(chars, number)?),
        _ => None,
    };
    if label::is_label(chars, quotes, number, found.map(|(unit, _)| unit), end) {
        return None;
    }
    let mut raw = plain(number.start, end, number.value, Quantity::Number);
    raw.value_to = number.value_to;
    // 16.0 stays as it is written; 1.3萬億 has no decimals left.
    if number.scaled {
        raw.value = raw.value.normalize();
        raw.value_to = raw.value_to.map(|to| to.normalize());
    }
    raw.modifiers.extend(number.rough);
    match (found, prefix, number.style) {
        (_, _, Style::Percent) => {
            (raw.quantity, raw.unit, raw.core.1, raw.end) = (Quantity::Percent, Some("%"), number.end, number.end);
        }
        (Some((unit, _)), _, _) => {
            with_unit(chars, &mut raw, unit, (number.end + gap, end));
            behind_unit(chars, &mut raw, unit);
            spoken::behind(chars, &mut raw, unit);
            clock(chars, &mut raw);
            // 元 is whatever was named before the number: 新台幣3億元.
            if let Some((code, len)) = prefix.filter(|_| unit.quantity == Quantity::Currency && unit.code == "CNY") {
                raw.unit = Some(code);
                (raw.start, raw.core.0) = (number.start - len, number.start - len);
            }
            if unit.quantity == Quantity::Currency && unit.factor == Decimal::ONE && raw.value_to.is_none() {
                let (parts, end) = money::parts_behind(chars, raw.end, raw.unit.unwrap_or_default());
                (raw.value, raw.end, raw.core.1) = (raw.value.saturating_add(parts), end, end);
            }
        }
        (None, Some((code, len)), _) => {
            (raw.quantity, raw.unit) = (Quantity::Currency, Some(code));
            raw.unit_at = Some((number.start - len, number.start));
            (raw.start, raw.core.0) = (number.start - len, number.start - len);
        }
        (None, None, _) => {
            raw.quantity = unitless.unwrap_or(Quantity::Number);
            raw.unit = (raw.quantity == Quantity::Currency).then_some("CNY");
        }
    }
    negate(chars, &mut raw);
    modifiers(chars, &mut raw);
    Some(raw)
}

/// 11比1, 3:1: the sides of a score or a ratio.
fn score(chars: &[char], number: &Number) -> Option<Raw> {
    let small =
        |number: &Number| number.value_to.is_none() && number.rough.is_none() && number.value < Decimal::from(1000);
    if !matches!(chars.get(number.end), Some('比' | ':')) || !small(number) || !number_at(chars, number.end + 1) {
        return None;
    }
    let clock = chars[number.end] == ':';
    let other = number::number(chars, number.end + 1).filter(small)?;
    let closed = chars.get(other.end).is_none_or(|c| !c.is_ascii_alphanumeric() && *c != ':')
        && unit::unit(&chars[other.end..]).is_none();
    // 10:30 is a time; a score has few digits.
    let digits = other.end - number.end - 1;
    let score = closed && (!clock || digits < 2 && number.end - number.start < 3);
    score.then(|| Raw {
        value_to: Some(other.value),
        unit: Some("比"),
        ..plain(number.start, other.end, number.value, Quantity::Ratio)
    })
}

fn number_at(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| c.is_ascii_digit() || number::digit(*c).is_some() || *c == '十')
}

fn negate(chars: &[char], raw: &mut Raw) {
    let sign = match words!["零下", "负", "-", "−"].at_end(&chars[..raw.start]) {
        Some(("-", len)) => {
            let before = raw.start.checked_sub(len + 1).map(|at| chars[at]);
            before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '%').then_some(len)
        }
        Some((_, len)) => Some(len),
        None => None,
    };
    if let Some(len) = sign {
        raw.value = -raw.value;
        raw.value_to = raw.value_to.map(|to| -to);
        raw.start -= len;
        raw.core.0 -= len;
    }
}

fn modifiers(chars: &[char], raw: &mut Raw) {
    if let Some((&(word, _), len)) = BEFORE.find_at_end(&chars[..raw.start], |word| word.modifies) {
        let before = raw.start.checked_sub(len + 1).map(|at| chars[at]);
        // 簽約, 節約, 最近, 附近, 早上 are other words; 上 says more only before a bare scale: 上千萬.
        let word_of_its_own = match word {
            "约" => before.is_none_or(|c| !"签节合契纽条大公邀预制解违履隐大".contains(c)),
            "近" => before.is_none_or(|c| !"最附邻靠临新".contains(c)),
            "上" => {
                number::digit(chars[raw.start]).is_none()
                    && !chars[raw.start].is_ascii_digit()
                    && before.is_none_or(|c| !"以早晚网线".contains(c))
            }
            "超" => before != Some('反'),
            _ => true,
        };
        if word_of_its_own {
            raw.modifiers.insert(0, (raw.start - len, raw.start));
            raw.start -= len;
        }
    }
    if let Some((&(word, _), len)) = AFTER.find_at_start(&chars[raw.end..], |word| word.modifies) {
        let after = chars.get(raw.end + len).copied();
        let single = !matches!(word, "多" | "余")
            || raw.unit_at.is_some() && after.is_none_or(|c| !"种样元年名万亿额下".contains(c));
        if single {
            raw.modifiers.push((raw.end, raw.end + len));
            raw.end += len;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::date_scan;

    /// `text=value unit` of every figure, modifiers in brackets.
    fn found(line: &str) -> Vec<String> {
        let folded = Line::new(line);
        let text = |(start, end): (usize, usize)| line[folded.span(start, end).range()].to_owned();
        let show = |raw: Raw| {
            let to = raw.value_to.map_or(String::new(), |to| format!("..{}", to.normalize()));
            let modifiers: Vec<String> = raw.modifiers.iter().map(|at| text(*at)).collect();
            let modifiers = if modifiers.is_empty() { String::new() } else { format!(" [{}]", modifiers.join(" ")) };
            format!(
                "{}={}{to} {}{modifiers}",
                text((raw.start, raw.end)),
                raw.value.normalize(),
                raw.unit.unwrap_or_default()
            )
        };
        figures(&folded, &date_scan::dates(&folded), &label::quotes(&folded)).into_iter().map(show).collect()
    }

    #[test]
    fn numbers_with_units() {
        assert_eq!(
            found("超30%，50余家，70億元以上，上千萬元，超百個"),
            [
                "超30%=30 % [超]",
                "50余家=50 家 [余]",
                "70億元以上=7000000000 CNY [以上]",
                "上千萬元=10000000 CNY [上]",
                "超百個=100 个 [超]"
            ]
        );
        assert_eq!(
            found("1.2個百分點、340.5億斤、9成、三成"),
            ["1.2個百分點=1.2 pp", "340.5億斤=34050000000 斤", "9成=90 %", "三成=30 %"]
        );
        assert_eq!(found("共簽約16個項目，节约300元，最近3家"), ["16個=16 个", "300元=300 CNY", "3家=3 家"]);
        assert_eq!(
            found("US$5.6億，人民幣3萬元，港幣200萬"),
            ["US$5.6億=560000000 USD", "人民幣3萬元=30000 CNY", "港幣200萬=2000000 HKD"]
        );
        assert_eq!(found("五元三毛，50 元 6 角，玖圓整"), ["五元三毛=5.3 CNY", "50 元 6 角=50.6 CNY", "玖圓整=9 CNY"]);
        assert_eq!(found("百分之十二，三分之二"), ["百分之十二=12 %", "三分之二=0.6666666666666666666666666667 "]);
    }

    #[test]
    fn ranks_ordinals_and_scores() {
        assert_eq!(
            found("居全國第4位，國內第二、世界第三，居全省首位"),
            ["居全國第4位=4 rank", "國內第二=2 rank", "世界第三=3 rank", "居全省首位=1 rank"]
        );
        assert_eq!(found("第11場發布會，第一批項目，中國第一汽車集團，第一資源，人民醫院第三條"), ["第11場=11 "]);
        assert_eq!(found("主隊以11比1獲勝，3:1，早上10:30"), ["11比1=11..1 比", "3:1=3..1 比"]);
        assert_eq!(found("零下12.5℃，气温-3度到5度"), ["零下12.5℃=-12.5 °C", "-3度到5度=-3..5 °C"]);
    }

    #[test]
    fn names_and_slogans() {
        for line in [
            "“十四五”規劃與“五大安全”",
            "世界500強、5G工廠、IPV6、A320、96110熱線",
            "10分鐘便民生活圈",
            "三年行動",
            "一批項目、一個問題、一條新路",
            "十分重要、逐一亮相、之一",
            "萬億級產業基地、千億產業集群",
            "四梁八柱、一心一意、千家萬戶",
            "十三屆六次全會",
            "二手車與一體化",
            "《三個辦法》",
            "「一站式」服務",
            "兩院院士、兩岸、百姓",
            "飛魚3號",
            "首座、首批",
            "2024年3月2日",
            "10時30分",
        ] {
            assert_eq!(found(line), [] as [&str; 0], "{line}");
        }
    }
}
