//! Amounts as people say them: 一米七五, 两斤三两, 六块五, 两个半小时.

use rust_decimal::Decimal;

use super::{
    figure::Raw,
    measure::{add_part, with_unit},
    number::{self, is_scale},
    unit::{self, Quantity, Unit},
};
use crate::text::{
    folded::starts_with,
    han,
    word_list::{WordList, words},
};

/// Adds what stands behind the unit of `raw` and is said without one, or with half of one.
pub(super) fn behind(chars: &[char], raw: &mut Raw, unit: &Unit) {
    if raw.value_to.is_some() || !raw.modifiers.is_empty() {
        return;
    }
    match unit.form {
        "米" => add_decimals(chars, raw, unit, 2),
        "斤" => add_tenths(chars, raw, unit),
        "块" if raw.quantity == Quantity::Currency => add_decimals(chars, raw, unit, 1),
        "个" if chars.get(raw.end) == Some(&'半') => add_half(chars, raw),
        _ => {}
    }
}

/// 一米七五, 六块五: at most `most` digits behind the unit.
fn add_decimals(chars: &[char], raw: &mut Raw, unit: &Unit, most: usize) {
    let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10).or_else(|| number::digit(*c)));
    let count = (0..=most).take_while(|nth| digit(raw.end + nth).is_some()).count();
    // 八一斤: for one pound.
    let each = count > 1 && unit.form == "块" && chars[raw.end + 1] == '一';
    let count = if each { 1 } else { count };
    let end = raw.end + count;
    let goes_on = !each && (is_scale_at(chars, end) || digit(end).is_some() || unit::unit(&chars[end..]).is_some());
    if count == 0 || count > most || goes_on {
        return;
    }
    let digits = (raw.end..end).filter_map(digit).fold(0, |sum, digit| sum * 10 + i64::from(digit));
    let part = Decimal::new(digits, u32::try_from(count).unwrap_or(1));
    add_part(raw, part, unit, end);
}

fn is_scale_at(chars: &[char], at: usize) -> bool {
    chars.get(at).copied().is_some_and(is_scale)
}

/// 两斤三两: a number of tenths, with a unit of their own.
fn add_tenths(chars: &[char], raw: &mut Raw, unit: &Unit) {
    let Some(digit) = chars.get(raw.end).copied().and_then(number::digit).filter(|digit| *digit > 0) else { return };
    let end = raw.end + 2;
    if chars.get(raw.end + 1) == Some(&'两') && !chars.get(end).copied().is_some_and(|c| "个位名年天次".contains(c))
    {
        add_part(raw, Decimal::new(digit.into(), 1), unit, end);
    }
}

/// 两个半小时: a unit behind, and half of one more.
fn add_half(chars: &[char], raw: &mut Raw) {
    let Some((unit, len)) = unit::unit(&chars[raw.end + 1..]) else { return };
    if unit.quantity == Quantity::Duration {
        let at = (raw.end + 1, raw.end + 1 + len);
        (raw.value, raw.end, raw.core.1) = (raw.value.saturating_add(Decimal::new(5, 1)), at.1, at.1);
        with_unit(chars, raw, unit, at);
    }
}

/// Whether the sum of `value` at `at` is money, of which 块 and 毛 may be parts: somebody pays for something in this
/// clause, or nothing is counted there.
pub(super) fn is_paid(chars: &[char], at: (usize, usize), value: Decimal) -> bool {
    const FOR: &WordList =
        words!["都", "钱", "一斤", "一公斤", "一个", "一只", "一张", "一份", "每", "左右", "以上", "以下", "多一"];
    let clause = chars[..at.0].iter().rev().take_while(|c| !matches!(c, ',' | '。' | ';' | '!' | '?'));
    let said = |words: &str| clause.clone().take(16).any(|c| words.contains(*c));
    let pays = said("花付价赚挣收卖涨降买钱贵");
    // 石头三块 are counted; nobody counts to ten of what he does not name.
    let much = value >= Decimal::TEN && !said("牌砖石田地屏板碑玉匾料肉糖表布");
    let rest = &chars[at.1..];
    let digit = rest.first().copied().and_then(number::digit).is_some();
    let ends = |rest: &[char]| rest.first().is_none_or(|c| !han::is_han(*c));
    let closed = |rest: &[char]| ends(rest) || FOR.at_start(rest).is_some();
    closed(rest) && pays
        || ends(rest) && much
        || digit && (pays || closed(&rest[1..])) && !starts_with(rest, "二手") && !starts_with(rest, "五花")
}
