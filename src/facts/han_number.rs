//! Numbers in Han characters in running text: one number with scales, digits in a row, and ranges that need no sign.

use rust_decimal::Decimal;

use super::{
    number::{Number, Style, digit, rough},
    numeral::{compose, decimals, is_financial, is_scale, lone_digit, scale, scales},
    unit,
};

/// The length of a word for one half that stands at `at`: 一半, 半數; but not the other half.
fn half(chars: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|at| chars[at]);
    let next = chars.get(at + 2).copied();
    match chars.get(at..at + 2)? {
        ['一', '半'] => {
            let other = before.is_some_and(|c| "另这那大小前后上下了做".contains(c) || digit(c).is_some());
            let word = next.is_some_and(|c| "会儿天拉".contains(c));
            // 走到一半: half way; but 降到一半.
            let reached = at.checked_sub(2).map(|at| chars[at]);
            let way = before == Some('在')
                || before == Some('到') && !reached.is_some_and(|c| "降减跌缩升涨不占".contains(c));
            (!other && !word && !way).then_some(2)
        }
        ['半', '数'] => (before != Some('过') || next.is_none_or(|c| "以的上".contains(c))).then_some(2),
        _ => None,
    }
}

/// Han numerals: read as one number with scales, or as digits in a row.
pub(super) fn han(chars: &[char], at: usize) -> Option<Number> {
    let mut end = at;
    let mut rough_at = None;
    if matches!(chars[at], '几' | '数') {
        // 數十億, 幾百: several of the scale.
        let (after, product) = scales(chars, at + 1)?;
        let number = Number {
            start: at,
            end: after,
            value: product,
            value_to: None,
            style: Style::Han,
            rough: Some((at, at + 1)),
            scaled: true,
        };
        return Some(number);
    }
    if let Some(len) = half(chars, at) {
        let value = Decimal::new(5, 1);
        let (start, end) = (at, at + len);
        return Some(Number { start, end, value, value_to: None, style: Style::Fraction, rough: None, scaled: false });
    }
    if chars[at] == '半' {
        // 半百, 半公里; 半 is a word, too, before most that are not measured.
        let scale = scales(chars, at + 1);
        let measured = || unit::unit(&chars[at + 1..]).is_some_and(|(unit, _)| unit.is_halved());
        let (end, whole) = scale.or_else(|| measured().then_some((at + 1, Decimal::ONE)))?;
        let value = whole.checked_div(Decimal::TWO)?;
        let scaled = scale.is_some();
        return Some(Number { start: at, end, value, value_to: None, style: Style::Han, rough: None, scaled });
    }
    let point = chars.get(at + 1) == Some(&'点');
    if let Some(digit) = lone_digit(chars, at).filter(|_| !point && !is_financial(chars[at])) {
        let (end, value) = (at + 1, digit.into());
        return Some(Number { start: at, end, value, value_to: None, style: Style::Han, rough: None, scaled: false });
    }
    // 两 counts; in a row of digits nobody says it.
    let is_digit = |index: usize| chars.get(index).copied().filter(|c| index == at || *c != '两').and_then(digit);
    while is_digit(end).is_some() {
        end += 1;
    }
    let run = Run { chars: &chars[at..end] };
    let scale_at = |index: usize| is_scale(chars, index);
    let point = || decimals(chars, end).is_some();
    // A surname or word that happens to be a financial digit needs company.
    let word = is_financial(chars[at]) && !matches!(chars[at], '叁' | '贰' | '柒' | '捌');
    if end == at + 1 && word && !scale_at(end) && !point() && !matches!(chars.get(end), Some('打' | '元' | '圆')) {
        return None;
    }
    let next_scale = scale_at(end);
    if run.len() >= 3 || (run.len() == 2 && !next_scale && (!run.is_either() || point())) {
        // 二〇二三; not with a scale behind it, which would make it something else.
        let mut value = Decimal::ZERO;
        for digit in run.digits() {
            value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(digit))?;
        }
        let decimals = decimals(chars, end);
        if let Some((after, part)) = decimals {
            (value, end) = (value.checked_add(part)?, after);
        }
        return Some(Number {
            start: at,
            end,
            value,
            value_to: None,
            style: Style::HanDigits,
            rough: None,
            scaled: false,
        });
    }
    if run.len() == 2 && run.at(0) != 0 && run.is_either() {
        return between(chars, at, end, [run.at(0), run.at(1)]);
    }
    // 一两个, 一两百: the one or the other.
    let pair = run.len() == 1 && run.at(0) == 1 && chars.get(end) == Some(&'两');
    if pair && chars.get(end + 1).is_some_and(|c| "个天年次位人家条村百千万亿件名间户".contains(*c)) {
        return between(chars, at, end + 1, [1, 2]);
    }
    let (value, mut end, scaled) = compose(chars, at)?;
    // 一万三四千, 十一二万: the last digit and the next one, with a scale of their own.
    if let Some(number) = between_scales(chars, at, end) {
        return Some(number);
    }
    // 十五六: the last digit and the next one.
    if scaled
        && let (Some(low), Some(high)) = (chars.get(end - 1).copied().and_then(digit), is_digit(end))
        && low > 0
        && high == low + 1
        && !scale_at(end + 1)
    {
        let to = value.checked_add(Decimal::ONE)?;
        return Some(Number {
            start: at,
            end: end + 1,
            value,
            value_to: Some(to),
            style: Style::Han,
            rough: None,
            scaled,
        });
    }
    if let Some((after, decimals)) = decimals(chars, end) {
        let mut value = value.checked_add(decimals)?;
        end = after;
        let mut scaled = false;
        if let Some((after, product)) = scales(chars, end) {
            value = value.checked_mul(product)?;
            (end, scaled) = (after, true);
        }
        return Some(Number { start: at, end, value, value_to: None, style: Style::Han, rough: None, scaled });
    }
    let mut value = value;
    if let Some((from, after)) = rough(chars, end).filter(|_| scaled) {
        rough_at = Some((from, after));
        end = after;
        if let Some((after, product)) = scales(chars, end) {
            value = value.checked_mul(product)?;
            end = after;
        }
    }
    let scale_only = chars[at..end].iter().all(|c| scale(*c).is_some()) && value != Decimal::TEN;
    let style = if scale_only { Style::HanScale } else { Style::Han };
    Some(Number { start: at, end, value, value_to: None, style, rough: rough_at, scaled })
}

/// `一万三四千`, `四百二三十`, `十一二万`: a number up to `end` whose last digit is followed by another one and a scale.
fn between_scales(chars: &[char], at: usize, end: usize) -> Option<Number> {
    let low = chars.get(end.checked_sub(1).filter(|last| *last > at)?).copied().and_then(digit)?;
    let high = chars.get(end).copied().and_then(digit).filter(|high| *high == low + 1 && low > 0)?;
    let (after, product) = scales(chars, end + 1)?;
    let (base, base_end, true) = compose(&chars[..end - 1], at)? else { return None };
    if base_end != end - 1 {
        return None;
    }
    // 一万 and 三千 add; 十 and 一 are so many 万.
    let value = |digit: u32| {
        let digit = Decimal::from(digit);
        if base > product {
            base.checked_add(digit.checked_mul(product)?)
        } else {
            base.checked_add(digit)?.checked_mul(product)
        }
    };
    let (value, value_to) = (value(low)?, value(high)?);
    Some(Number {
        start: at,
        end: after,
        value,
        value_to: Some(value_to),
        style: Style::Han,
        rough: None,
        scaled: true,
    })
}

/// Han digits in a row.
struct Run<'a> {
    chars: &'a [char],
}

impl Run<'_> {
    const fn len(&self) -> usize {
        self.chars.len()
    }

    fn at(&self, index: usize) -> u32 {
        digit(self.chars[index]).unwrap_or(0)
    }

    fn digits(&self) -> impl Iterator<Item = u32> {
        self.chars.iter().filter_map(|c| digit(*c))
    }

    /// 二三, 七八, 三五: the one or the other.
    fn is_either(&self) -> bool {
        let pair = (self.at(0), self.at(1));
        pair.1 == pair.0 + 1 || pair == (3, 5)
    }
}

/// 二三十, 三四個: from the one to the other.
fn between(chars: &[char], at: usize, end: usize, run: [u32; 2]) -> Option<Number> {
    let (end, product) = scales(chars, end).unwrap_or((end, Decimal::ONE));
    let low = Decimal::from(run[0]).checked_mul(product)?;
    let high = Decimal::from(run[1]).checked_mul(product)?;
    Some(Number {
        start: at,
        end,
        value: low,
        value_to: Some(high),
        style: Style::Han,
        rough: None,
        scaled: product > Decimal::ONE,
    })
}
