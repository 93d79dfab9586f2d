//! What follows a sum of money and belongs to it: 五元三毛, 50元6角三分, 两美元又三美分, 壹拾壹元整.

use rust_decimal::Decimal;

use super::number;
use crate::text::folded::starts_with;

/// A part of a currency: its words, and how many of it make one, as a power of ten.
type Part = (&'static str, u32);

const CHINESE: &[Part] = &[("角", 1), ("毛钱", 1), ("毛", 1), ("分钱", 2), ("分", 2)];

/// The parts of a currency, by its ISO code.
fn parts(code: &str) -> &'static [Part] {
    match code {
        "CNY" | "HKD" | "TWD" | "MOP" => CHINESE,
        "USD" => &[("美分", 2)],
        "EUR" => &[("欧分", 2)],
        "JPY" => &[("日本钱", 2), ("钱", 2), ("日本銭", 2), ("銭", 2)],
        _ => &[],
    }
}

/// The parts that follow a sum in the currency `code` that ends at `at`: what they add, and where they end.
pub(super) fn parts_behind(chars: &[char], at: usize, code: &str) -> (Decimal, usize) {
    let (mut sum, mut end, mut below) = (Decimal::ZERO, at, 0);
    while let Some((part, after, power)) = part(chars, end, code, below) {
        (sum, end, below) = (sum.saturating_add(part), after, power);
    }
    // 整 and 正 say on bills that no part follows; elsewhere they are words: 三元整个.
    let written = |c: char| number::digit(c).is_some() || matches!(c, '元' | '圆' | '角');
    let last = matches!(chars.get(end), Some('整' | '正'))
        && at > 0
        && written(chars[end - 1])
        && chars.get(end + 1).is_none_or(|c| !crate::text::han::is_han(*c));
    (sum, end + usize::from(last))
}

/// One part, smaller than the one before, which was a `below`th power of ten.
fn part(chars: &[char], at: usize, code: &str, below: u32) -> Option<(Decimal, usize, u32)> {
    let from = at + usize::from(matches!(chars.get(at), Some('又' | '零')));
    let first = chars.get(from)?;
    if !first.is_ascii_digit() && number::digit(*first).is_none() {
        return None;
    }
    let number = number::number(chars, from).filter(|number| number.value_to.is_none() && number.rough.is_none());
    // A financial digit alone is no number elsewhere.
    let (value, end) = match number {
        Some(number) => (number.value, number.end),
        None => (Decimal::from(number::digit(*first)?), from + 1),
    };
    let fits = |(words, power): &&Part| *power > below && starts_with(&chars[end..], words);
    let (word, power) = *parts(code).iter().find(fits)?;
    let len = word.chars().count();
    // 3元5分钟 is no money, nor is 5元10角度.
    let longer = chars.get(end + len).is_some_and(|c| "钟度之别为配析布区工公店秒数".contains(*c));
    let value = Decimal::new(1, power).checked_mul(value)?;
    (!longer && value < Decimal::ONE).then_some((value, end + len, power))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded::Folded;

    #[test]
    fn parts_of_a_sum() {
        for (text, sum, rest) in [
            ("元三毛", "0.3", ""),
            ("元6角三分，", "0.63", "，"),
            ("元零5分", "0.05", ""),
            ("元整", "0", ""),
            ("元整個", "0", "整個"),
            ("元5分鐘", "0", "5分鐘"),
            ("元三家", "0", "三家"),
        ] {
            let folded = Folded::new(text);
            let (value, end) = parts_behind(folded.chars(), 1, "CNY");
            assert_eq!((value.to_string().as_str(), &text[folded.byte(end)..]), (sum, rest), "{text}");
        }
        let folded = Folded::new("美元又三美分");
        assert_eq!(parts_behind(folded.chars(), 2, "USD"), ("0.03".parse().unwrap(), 6));
    }
}
