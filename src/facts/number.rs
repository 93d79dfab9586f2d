//! Numbers as Chinese writes them, to exact decimals: `2,390`, `二〇二三`, `3萬4千`, `1.3萬億`, `兩百多`, `三分之一`, `八至十`.
//!
//! Knows no units, but leaves to [`super::unit`] what begins with a digit of its own: 千瓦, 百分點.

use rust_decimal::Decimal;

use super::han_number::han;
use super::line::{Class, Line};
pub use super::numeral::digit;
use super::numeral::{compose, scale, scales};
use super::unit;
use crate::text::{
    folded::{Folded, starts_with},
    han,
};

/// A number found in a text. Indices count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The value, exact (a fraction is divided out to 28 digits).
    pub value: Decimal,
    /// The upper bound of a range that shares its unit: 8至10.
    pub value_to: Option<Decimal>,
    /// How it is written.
    pub style: Style,
    /// Where the characters 多, 余, 幾 or 數 stand that make it a rough one: 50余家, 數十.
    pub rough: Option<(usize, usize)>,
    /// Whether it ends in a scale: 3萬, 千億.
    pub scaled: bool,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// With Arabic digits, scales or not: 2390億.
    Arabic,
    /// With Han digits: 三百, 兩.
    Han,
    /// With Han digits in a row: 二〇二三.
    HanDigits,
    /// A Han scale with no digit before it: 百, 千萬.
    HanScale,
    /// 百分之五十: the value is in percent.
    Percent,
    /// 三分之一.
    Fraction,
}

/// Whether `c` is one of 十, 百, 千, 万 ….
pub(super) const fn is_scale(c: char) -> bool {
    scale(c).is_some()
}

fn is_number_char(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || scale(c).is_some() || matches!(c, '几' | '数' | '廿' | '卅' | '半')
}

/// All numbers of a text, left to right, not overlapping.
#[must_use]
pub fn numbers(text: &Line) -> Vec<Number> {
    each_number(text).collect()
}

/// As [`numbers`], one after the other.
pub(super) fn each_number(text: &Line) -> impl Iterator<Item = Number> {
    let chars = text.chars();
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = text.next(Class::NUMBER, from) {
            from = at + 1;
            if let Some(run) = noise(&chars[at..]) {
                from = at + run;
            } else if let Some(number) = number_at(chars, at) {
                from = number.end;
                return Some(number);
            }
        }
        None
    })
}

/// Whether a number may begin with `c`.
pub(super) fn may_begin(c: char) -> bool {
    is_number_char(c) || matches!(c, '.' | '负')
}

/// The number that stands at `at` in running text, or the range.
fn number_at(chars: &[char], at: usize) -> Option<Number> {
    match chars[at] {
        '负' => {
            chars.get(at + 1).filter(|c| is_number_char(**c))?;
            let part = part_of(chars, at + 1).filter(|part| part.value.is_sign_negative())?;
            return Some(Number { start: at, value: -part.value, ..part });
        }
        '.' => {
            chars.get(at + 1).filter(|c| c.is_ascii_digit())?;
            let before = at.checked_sub(1).map(|at| chars[at]);
            before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.').then_some(())?;
        }
        _ => {}
    }
    Some(with_range(chars, number(chars, at)?))
}

/// A decimal holds 28 digits; what has more than this many in a row is a code, or noise.
const LONGEST: usize = 40;

/// The length of a run of digits of one kind, Arabic or Han, at the head of `chars`, if it is too long for a number.
/// To read such a run from each of its digits would take quadratic time.
pub(super) fn noise(chars: &[char]) -> Option<usize> {
    let is_digit = |c: &char| c.is_ascii_digit() || digit(*c).is_some();
    if !chars.get(LONGEST).is_some_and(is_digit) {
        return None;
    }
    let arabic = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let han = || chars.iter().take_while(|c| digit(**c).is_some()).count();
    let run = if arabic > 0 { arabic } else { han() };
    (run > LONGEST).then_some(run)
}

/// The number that begins at `at`.
#[must_use]
pub fn number(chars: &[char], at: usize) -> Option<Number> {
    let rest = &chars[at..];
    if may_be_fraction(rest)
        && let Some(number) = fraction(chars, at)
    {
        return Some(number);
    }
    let number = if rest[0].is_ascii_digit() || rest[0] == '.' { arabic(chars, at) } else { han(chars, at) }?;
    Some(dozens(chars, &number).or_else(|| hundred_millions(chars, &number)).unwrap_or(number))
}

/// 十个亿: as 十亿.
fn hundred_millions(chars: &[char], number: &Number) -> Option<Number> {
    let (end, product) = (chars.get(number.end) == Some(&'个')).then(|| scales(chars, number.end + 1)).flatten()?;
    let class = chars.get(end) == Some(&'级');
    let large = !class
        && product >= Decimal::from(1_000_000)
        && number.value_to.is_none()
        && (!number.scaled || number.value <= Decimal::ONE_HUNDRED);
    large.then(|| Some(Number { end, value: number.value.checked_mul(product)?, scaled: true, ..number.clone() }))?
}

/// 十打, 三打: twelve each, where 打 is not the verb.
fn dozens(chars: &[char], number: &Number) -> Option<Number> {
    let after = chars.get(number.end + 1).copied();
    let verb = || after.is_some_and(|c| "下上了着过击破败开电扮算听印工球造断架字车的".contains(c));
    let counted = after.is_none() || number.scaled || number.style == Style::Arabic;
    if chars.get(number.end) != Some(&'打') || !counted || number.value_to.is_some() || verb() {
        return None;
    }
    let value = number.value.checked_mul(Decimal::from(12))?;
    Some(Number { end: number.end + 1, value, ..number.clone() })
}

/// The decimal that is written out by `text`, all of it.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let folded = Folded::joined(text.trim());
    let chars = folded.chars();
    let start = usize::from(matches!(chars.first()?, '负' | '-' | '−'));
    let number = number(chars.get(..).filter(|chars| chars.len() > start)?, start)?;
    let whole = number.end == chars.len() && number.value_to.is_none();
    whole.then_some(if start > 0 { -number.value } else { number.value })
}

/// Whether what follows the numeral that `chars` begin with may make it a fraction: to read it as one takes time.
fn may_be_fraction(chars: &[char]) -> bool {
    let inside = |c: &&char| {
        is_number_char(**c)
            || matches!(c, '.' | ',' | '点' | '多' | '余' | '来' | 'e' | 'E' | '+' | '-' | '卌' | '个' | '打')
    };
    // No further: that would take quadratic time.
    let near = &chars[..chars.len().min(64)];
    let behind = near.iter().find(|c| !inside(c));
    behind.map_or(near.len() < chars.len(), |c| matches!(c, '分' | '又' | '/'))
}

/// `百分之…`, `千分之…`, `百万分之…`, `三分之一`, and `三又二分之一`.
fn fraction(chars: &[char], at: usize) -> Option<Number> {
    if let Some(slashed) = slashed(chars, at) {
        return Some(slashed);
    }
    if let Some((end, parts)) = scales(chars, at).filter(|(end, _)| starts_with(&chars[*end..], "分之")) {
        let inner = chars.get(end + 2).filter(|c| is_number_char(**c)).and_then(|_| plain(chars, end + 2))?;
        let hundredths = Decimal::ONE_HUNDRED.checked_div(parts)?;
        let value = inner.value.checked_mul(hundredths)?;
        let value_to = inner.value_to.and_then(|to| to.checked_mul(hundredths));
        return Some(Number { start: at, value, value_to, style: Style::Percent, ..inner });
    }
    let number = plain(chars, at)?;
    if chars.get(number.end) == Some(&'又') {
        let part =
            chars.get(number.end + 1).filter(|c| is_number_char(**c)).and_then(|_| part_of(chars, number.end + 1))?;
        let value = number.value.checked_add(part.value)?;
        return Some(Number { start: at, value, ..part });
    }
    part_of(chars, at)
}

/// `三分之一`, `一千分之23`, and what few would write: `负三分之负一`.
fn part_of(chars: &[char], at: usize) -> Option<Number> {
    let below = plain(chars, at)?;
    if !starts_with(&chars[below.end..], "分之") || below.value.is_zero() {
        return None;
    }
    let negative = chars.get(below.end + 2) == Some(&'负');
    let above_at = below.end + 2 + usize::from(negative);
    let above = chars.get(above_at).filter(|c| is_number_char(**c)).and_then(|_| plain(chars, above_at))?;
    let value = above.value.checked_div(below.value)?;
    let value = if negative { -value } else { value };
    Some(Number { start: at, value, style: Style::Fraction, ..above })
}

/// `1/3`, where nothing makes it a date or a code.
fn slashed(chars: &[char], at: usize) -> Option<Number> {
    let run = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let (above, slash) = (run(at), at + run(at));
    if !(1..=2).contains(&above) || chars.get(slash) != Some(&'/') {
        return None;
    }
    let end = slash + 1 + run(slash + 1);
    let edge = |c: Option<&char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '-' | '.'));
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    let (_, above) = digits(chars, at)?;
    let (_, below) =
        digits(chars, slash + 1).filter(|(to, below)| *to == end && end - slash <= 4 && !below.is_zero())?;
    let fraction = edge(before) && edge(chars.get(end)) && above < below;
    fraction.then_some(())?;
    let value = above.checked_div(below)?;
    Some(Number { start: at, end, value, value_to: None, style: Style::Fraction, rough: None, scaled: false })
}

fn plain(chars: &[char], at: usize) -> Option<Number> {
    if matches!(chars.get(at)?, '0'..='9' | '.') {
        return arabic(chars, at);
    }
    // 五分之壹: in a fraction a financial digit needs no company.
    han(chars, at).or_else(|| {
        let (value, end, scaled) = compose(chars, at)?;
        Some(Number { start: at, end, value, value_to: None, style: Style::Han, rough: None, scaled })
    })
}

/// Arabic digits with thousands separators and decimals, the end of them and their value.
fn digits(chars: &[char], at: usize) -> Option<(usize, Decimal)> {
    let run = |from: usize| chars.get(from..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = at;
    let first = run(end);
    // .5 has no digit before its point.
    if first == 0 && (chars.get(at) != Some(&'.') || run(at + 1) == 0) {
        return None;
    }
    end += first;
    if first <= 3 {
        // No number has more; to read on would take quadratic time.
        while end < at + 64 && chars.get(end) == Some(&',') && run(end + 1) == 3 {
            end += 4;
        }
    }
    let mut decimals = if chars.get(end) == Some(&'.') { run(end + 1) } else { 0 };
    // 1.2.3 is no decimal.
    if decimals > 0 && chars.get(end + 1 + decimals) == Some(&'.') {
        decimals = 0;
    }
    if decimals > 0 {
        end += 1 + decimals;
        let sign = usize::from(matches!(chars.get(end + 1), Some('+' | '-')));
        let power = run(end + 1 + sign);
        if matches!(chars.get(end), Some('e' | 'E')) && (1..=2).contains(&power) {
            end += 1 + sign + power;
            let text: String = chars[at..end].iter().filter(|c| **c != ',').collect();
            return Some((end, Decimal::from_scientific(&text).ok()?));
        }
    }
    // In .5.3 there is no number.
    if end == at {
        return None;
    }
    Some((end, decimal(&chars[at..end], decimals)?))
}

/// The value of digits with commas and a point, `scale` digits of them behind the point.
fn decimal(chars: &[char], scale: usize) -> Option<Decimal> {
    // So many digits fit an `i64`.
    if chars.len() <= 18 {
        let digits = chars.iter().filter_map(|c| c.to_digit(10));
        let value = digits.fold(0, |value, digit| 10 * value + i64::from(digit));
        return Decimal::try_new(value, u32::try_from(scale).ok()?).ok();
    }
    chars.iter().filter(|c| **c != ',').collect::<String>().parse().ok()
}

/// 多, 余, 几 after a number and before its scale or unit; `余` and `多` are words of other kinds elsewhere.
pub(super) fn rough(chars: &[char], at: usize) -> Option<(usize, usize)> {
    // 三十来只: before its unit only, for it is the verb, too.
    let about = chars.get(at) == Some(&'来') && unit::unit(chars.get(at + 1..).unwrap_or_default()).is_some();
    (about || matches!(chars.get(at), Some('多' | '余' | '几'))).then_some((at, at + 1))
}

/// The k of `15k`, thousands; in `4K電視` and `5K跑` it is none.
fn kilo(chars: &[char], at: usize) -> bool {
    let behind = chars.get(at + 1);
    let counted = behind.is_none_or(|c| !c.is_ascii_alphanumeric() && !han::is_han(*c))
        || behind.is_some_and(|_| unit::unit(&chars[at + 1..]).is_some());
    let label =
        at > 0 && matches!(chars[at - 1], '2' | '4' | '8') && (at == 1 || !matches!(chars[at - 2], '0'..='9' | '.'));
    matches!(chars.get(at), Some('k' | 'K')) && counted && !label
}

/// `2390億`, `3萬4千`, `200余萬`, `3436億1,400萬`.
fn arabic(chars: &[char], at: usize) -> Option<Number> {
    let (mut end, mut value) = digits(chars, at)?;
    let mut rough_at = rough(chars, end).filter(|(_, after)| chars.get(*after).is_some_and(|c| scale(*c).is_some()));
    let mut scaled = false;
    let from = rough_at.map_or(end, |(_, after)| after);
    if let Some((after, product)) = scales(chars, from) {
        let mut last = product;
        value = value.checked_mul(product)?;
        (end, scaled) = (after, true);
        // 3億兩千萬: the lower part may be Han, if it has a scale of its own.
        let zero = usize::from(chars.get(end) == Some(&'零'));
        if let Some((part, after, true)) =
            chars.get(end + zero).and_then(|c| digit(*c)).and_then(|_| compose(chars, end + zero))
            && part < last
        {
            value = value.checked_add(part)?;
            (end, last) = (after, scale(chars[after - 1]).map_or(Decimal::ONE, Decimal::from));
        }
        // Lower parts, each smaller than the one before: 3436億1400萬, 1千零20.
        if chars.get(end) == Some(&'零') && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
            end += 1;
        }
        while let Some((lower_end, lower)) =
            chars.get(end).filter(|c| c.is_ascii_digit()).and_then(|_| digits(chars, end))
        {
            let Some((scale_end, product)) = scales(chars, lower_end) else {
                // 3萬5000: digits alone must fit under the scale.
                if lower < last && !chars[end..lower_end].contains(&'.') {
                    value = value.checked_add(lower)?;
                    end = lower_end;
                }
                break;
            };
            let part = lower.checked_mul(product)?;
            if part >= last {
                // 2千零30万: what stands before counts the larger scale.
                if lower < last && value < product {
                    value = value.checked_add(lower)?.checked_mul(product)?;
                    (end, last) = (scale_end, product);
                    continue;
                }
                break;
            }
            value = value.checked_add(part)?;
            (end, last) = (scale_end, product);
        }
    }
    if kilo(chars, end) && !scaled {
        (value, end, scaled) = (value.checked_mul(Decimal::ONE_THOUSAND)?, end + 1, true);
    }
    if rough_at.is_none() {
        rough_at = rough(chars, end);
        end = rough_at.map_or(end, |(_, after)| after);
    }
    Some(Number { start: at, end, value, value_to: None, style: Style::Arabic, rough: rough_at, scaled })
}

/// Joins `a至b` where nothing but the sign stands between: 8至10, 300—500, 三到五.
fn with_range(chars: &[char], low: Number) -> Number {
    let mut at = low.end;
    match chars.get(at) {
        Some('至' | '到' | '-' | '~' | '–') => at += 1,
        Some('—') => at += chars[at..].iter().take_while(|c| **c == '—').count().min(2),
        Some('、') => return one_or_the_next(chars, &low).unwrap_or(low),
        _ => return low,
    }
    if !chars.get(at).is_some_and(|c| is_number_char(*c)) || low.rough.is_some() {
        return low;
    }
    match number(chars, at) {
        Some(high) if high.value_to.is_none() && high.rough.is_none() && high.style != Style::HanDigits => {
            // 8至10萬: the scale is both's, if that makes a range.
            let factor = if high.scaled && !low.scaled { trailing_scale(chars, &high) } else { Decimal::ONE };
            match low.value.checked_mul(factor) {
                Some(value) if value < high.value => {
                    Number { value, value_to: Some(high.value), end: high.end, scaled: high.scaled, ..low }
                }
                _ => low,
            }
        }
        _ => low,
    }
}

/// `三、四十亿`: one digit or the next one, and a scale for both.
fn one_or_the_next(chars: &[char], low: &Number) -> Option<Number> {
    let digit_at = |at: usize| chars.get(at).copied().and_then(digit);
    let (one, other) = (digit_at(low.start).filter(|_| low.end == low.start + 1)?, digit_at(low.end + 1)?);
    let (end, product) = scales(chars, low.end + 2).filter(|_| other == one + 1 && one > 0)?;
    let value = |digit: u32| Decimal::from(digit).checked_mul(product);
    Some(Number { end, value: value(one)?, value_to: value(other), scaled: true, ..low.clone() })
}

fn trailing_scale(chars: &[char], number: &Number) -> Decimal {
    let trailing = chars[number.start..number.end].iter().rev().map_while(|c| scale(*c));
    trailing.map(Decimal::from).fold(Decimal::ONE, |product, scale| product.checked_mul(scale).unwrap_or(product))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        for (text, value) in [
            ("2,390", "2390"),
            ("１２３", "123"),
            ("3.5", "3.5"),
            ("一千二百三十", "1230"),
            ("兩百", "200"),
            ("十", "10"),
            ("二十一", "21"),
            ("一百零五", "105"),
            ("三百二", "320"),
            ("一萬五", "15000"),
            ("二〇二三", "2023"),
            ("壹仟貳佰", "1200"),
            ("2390億", "239000000000"),
            ("3萬4千", "34000"),
            ("1.3萬億", "1300000000000"),
            ("三分之一", "0.3333333333333333333333333333"),
            ("一點五", "1.5"),
            ("一點○五兆", "1050000000000"),
            ("3436億1,400萬", "343614000000"),
            ("十二億三千萬", "1230000000"),
            ("一萬億", "1000000000000"),
            ("百分之五十", "50"),
            ("千萬", "10000000"),
            ("負五", "-5"),
            ("零", "0"),
            ("一百二十三萬四千五百六十七", "1234567"),
            ("一千零一夜", ""),
            ("1/3", "0.3333333333333333333333333333"),
            ("五千萬", "50000000"),
            ("两千零八", "2008"),
        ] {
            let parsed = parse(text).map(|value| value.normalize().to_string()).unwrap_or_default();
            assert_eq!(parsed, value, "{text}");
        }
    }

    fn found(text: &str) -> Vec<String> {
        let folded = Line::from(Folded::new(text));
        let show = |number: Number| {
            let to = number.value_to.map_or(String::new(), |to| format!("..{}", to.normalize()));
            let rough = number.rough.map_or(String::new(), |(a, b)| format!("~{}", &text[folded.span(a, b).range()]));
            format!("{}={}{to}{rough}", &text[folded.span(number.start, number.end).range()], number.value.normalize())
        };
        numbers(&folded).into_iter().map(show).collect()
    }

    #[test]
    fn in_running_text() {
        assert_eq!(found("50余家和1500多名,200余萬元"), ["50余=50~余", "1500多=1500~多", "200余萬=2000000~余"]);
        assert_eq!(found("8至10萬人,300—500元,三到五年"), ["8至10萬=80000..100000", "300—500=300..500", "三到五=3..5"]);
        assert_eq!(found("20万千瓦,1.2個百分點,5千克"), ["20万=200000", "1.2=1.2", "5=5"]);
        assert_eq!(
            found("二三十人,三四個,數十億,兩百多人"),
            ["二三十=20..30", "三四=3..4", "數十億=1000000000~數", "兩百多=200~多"]
        );
        assert_eq!(found("伍先生與陸女士"), [] as [&str; 0]);
        assert_eq!(found("2.5萬人2024年3月"), ["2.5萬=25000", "2024=2024", "3=3"]);
        assert_eq!(found("3比1,v1.2.3"), ["3=3", "1=1", "1=1", "2.3=2.3"]);
    }

    #[test]
    fn no_input_panics() {
        for text in [
            "萬",
            "億億億億億億億億億億億億",
            "99999999999999999999999999999999億",
            "千分之",
            "0分之一",
            "一分之",
            "十百千萬",
            "数",
            "1,",
            "1.",
            "点五",
            "一点",
            "兆兆兆兆兆兆",
            "999999999999999999999999999-1",
        ] {
            let _ = numbers(&Folded::new(text).into());
            let _ = parse(text);
        }
    }

    #[test]
    fn a_run_too_long_for_a_number_is_passed_over_at_once() {
        for run in ["7".repeat(100_000), "一".repeat(100_000)] {
            let found = numbers(&Folded::new(&format!("{run}，增長5家")).into());
            assert_eq!(found.iter().map(|number| number.value).collect::<Vec<_>>(), [Decimal::from(5)]);
        }
    }
}
