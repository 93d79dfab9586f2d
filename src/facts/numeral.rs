//! Han numerals: digits, scales, and one number made of both.

use rust_decimal::{Decimal, prelude::FromPrimitive};

use super::unit;
use crate::text::folded::starts_with;

/// The value of a Han digit.
#[inline]
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    match DIGITS.get(c as usize) {
        Some(&value) if value != NONE => Some(value.into()),
        _ => None,
    }
}

const NONE: u8 = u8::MAX;

/// The value of each character of the BMP as a digit: it is asked of most characters of a number.
static DIGITS: [u8; 0x10000] = {
    let mut table = [NONE; 0x10000];
    let mut code = 0;
    while code < table.len() {
        if let Some(c) = char::from_u32(code as u32)
            && let Some(value) = value(c)
        {
            table[code] = value;
        }
        code += 1;
    }
    table
};

const fn value(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' | 'O' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

pub(super) const fn is_financial(c: char) -> bool {
    matches!(
        c,
        '壹' | '贰'
            | '叁'
            | '参'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '幺'
            | 'O'
            | '○'
    )
}

pub(super) const fn scale(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// 廿, 卅, 卌: 20, 30, 40 in one character.
pub(super) const fn tens(c: char) -> Option<i128> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        '卌' => Some(40),
        _ => None,
    }
}

/// The product of the scales at `at` and their end. Leaves a unit that begins with a scale alone.
pub(super) fn scales(chars: &[char], at: usize) -> Option<(usize, Decimal)> {
    let mut end = at;
    let mut product = Decimal::ONE;
    while let Some(value) = chars.get(end).copied().and_then(scale).filter(|_| is_scale(chars, end)) {
        product = product.checked_mul(Decimal::from(value))?;
        end += 1;
    }
    (end > at).then_some((end, product))
}

/// Whether a scale stands at `at`, and not a unit that begins with one, or another word.
pub(super) fn is_scale(chars: &[char], at: usize) -> bool {
    let rest = &chars[at.min(chars.len())..];
    if rest.first().copied().and_then(scale).is_none() {
        return false;
    }
    let measure = unit::unit(rest).is_some_and(|(_, len)| len > 1);
    let word = starts_with(rest, "十分") && rest.get(2) != Some(&'钟') || starts_with(rest, "百姓");
    !measure && !word
}

/// The decimals of 一點五, as a value below one, and their end.
pub(super) fn decimals(chars: &[char], at: usize) -> Option<(usize, Decimal)> {
    if chars.get(at) != Some(&'点') {
        return None;
    }
    // 一百点123; 三点30 is a time of day.
    let large = at > 0 && matches!(chars[at - 1], '百' | '千' | '万' | '亿');
    let digit = |c: char| if c == '两' { None } else { digit(c).or_else(|| c.to_digit(10).filter(|_| large)) };
    let (mut value, mut place, mut end) = (Decimal::ZERO, Decimal::ONE, at + 1);
    while let Some(digit) = chars.get(end).copied().and_then(digit) {
        place = place.checked_div(Decimal::TEN)?;
        value = value.checked_add(place.checked_mul(Decimal::from_u32(digit)?)?)?;
        end += 1;
    }
    (end > at + 1).then_some((end, value))
}

/// A Han digit that stands alone, as most numerals do: 一, 两.
pub(super) fn lone_digit(chars: &[char], at: usize) -> Option<u32> {
    let more = |c: &char| digit(*c).is_some() || tens(*c).is_some() || scale(*c).is_some();
    chars.get(at).copied().and_then(digit).filter(|_| !chars.get(at + 1).is_some_and(more))
}

/// One Han number with scales at `at`: its value, its end, and whether it has a scale. 一千二百三十, 一萬零十二, 三百二.
pub(super) fn compose(chars: &[char], at: usize) -> Option<(Decimal, usize, bool)> {
    if let Some(digit) = lone_digit(chars, at) {
        return Some((Decimal::from(digit), at + 1, false));
    }
    let (mut total, mut section): (i128, i128) = (0, 0);
    let mut current: Option<i128> = None;
    // The smallest scale of the section, the largest of all, and the one that has just been read.
    let (mut small, mut largest, mut last) = (i128::MAX, 0, i128::MAX);
    let (mut scaled, mut after_zero) = (false, false);
    let mut end = at;
    while let Some(&c) = chars.get(end) {
        if let Some(digit) = digit(c) {
            // 两 stands before a scale or a word; behind a number it is the tael.
            let tael = c == '两' && end > at && chars.get(end + 1).copied().and_then(scale).is_none();
            if current.is_some() || tael {
                break;
            }
            match digit {
                0 => after_zero = true,
                digit => current = Some(digit.into()),
            }
            end += 1;
            continue;
        }
        if let Some(tens) = tens(c).filter(|_| current.is_none() && small > 10) {
            (section, small) = (section.checked_add(tens)?, 10);
            (scaled, after_zero, last) = (true, false, 10);
            end += 1;
            continue;
        }
        if !is_scale(chars, end) {
            break;
        }
        let value = i128::from(scale(c)?);
        if value < 10_000 {
            // 百十 is 110, 十百 no number.
            if value >= small {
                break;
            }
            section = section.checked_add(current.take().unwrap_or(1).checked_mul(value)?)?;
            small = value;
        } else {
            let follows_scale =
                end > at && chars.get(end - 1).copied().and_then(scale).is_some_and(|before| before >= 10_000);
            section = section.checked_add(current.take().unwrap_or(0))?;
            if section == 0 && total == 0 {
                section = 1;
            }
            // 一萬億 and 四萬萬 multiply, 十二億三千萬 adds.
            total = if value > largest || follows_scale && section == 0 {
                total.checked_add(section)?.checked_mul(value)?
            } else {
                section.checked_mul(value).and_then(|part| total.checked_add(part))?
            };
            (section, small, largest) = (0, i128::MAX, largest.max(value));
        }
        (scaled, after_zero, last) = (true, false, value);
        end += 1;
    }
    if end == at {
        return None;
    }
    // 三百二 is 320, 一萬五 15000; a zero between says otherwise.
    let ones = current.unwrap_or(0);
    let short = scaled && !after_zero && (100..i128::MAX).contains(&last);
    let ones = if short { ones.checked_mul(last / 10)? } else { ones };
    Some((Decimal::from_i128(total.checked_add(section)?.checked_add(ones)?)?, end, scaled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed() {
        for (text, value) in [
            ("一千零十", 1010_i64),
            ("一万零十二", 10012),
            ("一百十一", 111),
            ("四万万", 400_000_000),
            ("一万亿", 1_000_000_000_000),
            ("十二亿三千万", 1_230_000_000),
            ("一百零一万零三千零十二", 1_013_012),
            ("三百二", 320),
            ("一万零五", 10005),
            ("零", 0),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(
                compose(&chars, 0).map(|(value, end, _)| (value, end)),
                Some((Decimal::from(value), chars.len())),
                "{text}"
            );
        }
    }
}
