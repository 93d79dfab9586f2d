//! What a text says of the size of any number, with a unit or without: 超过80, 不少于三十, 20到30之间, 比170低, 五百多.
//!
//! The words are those of [`super::size`]; the modifiers of a figure are [`super::figure`]'s.

use super::Line;
use super::number::{self, Number};
use super::size::{AFTER, BEFORE};
use crate::text::word_list::words;
use rust_decimal::Decimal;

pub use super::size::Side;

/// How large something is said to be. Indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// First character, words included.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The smaller number and what is said of it; for 20到30 it is `None`, and both are just bounds.
    pub low: Option<(Decimal, Option<Side>)>,
    /// The larger one.
    pub high: Option<(Decimal, Option<Side>)>,
}

/// What is said of the sizes of numbers in a text, left to right.
#[must_use]
pub fn bounds(text: &Line) -> Vec<Bounds> {
    let chars = text.chars();
    let numbers = number::numbers(text);
    let mut found: Vec<Bounds> = Vec::new();
    let mut index = 0;
    while let Some(number) = numbers.get(index) {
        index += 1;
        let one = match numbers.get(index).and_then(|next| between(chars, number, next)) {
            Some(both) => {
                index += 1;
                Some(both)
            }
            None => of_number(chars, number),
        };
        let Some(one) = one else { continue };
        match found.last_mut().and_then(|last| joined(chars, last, &one)) {
            Some(both) => *found.last_mut().expect("there is one") = both,
            None => found.push(one),
        }
    }
    found
}

/// The number's value with its sign, and where it begins with that and with 第.
fn signed(chars: &[char], number: &Number) -> (Decimal, usize) {
    match number.start.checked_sub(1).map(|before| chars[before]) {
        Some('-' | '负') => (-number.value, number.start - 1),
        Some('第') => (number.value, number.start - 1),
        _ => (number.value, number.start),
    }
}

fn of_number(chars: &[char], number: &Number) -> Option<Bounds> {
    let (value, start) = signed(chars, number);
    if let Some(to) = number.value_to {
        return Some(Bounds { start, end: number.end, low: Some((value, None)), high: Some((to, None)) });
    }
    if let Some(compared) = compared(chars, number) {
        return Some(compared);
    }
    let gap = usize::from(chars.get(number.end) == Some(&' '));
    // 20万次以上: a measure word may stand between.
    let unit = super::unit::unit(chars.get(number.end + gap..).unwrap_or_default()).map_or(0, |(_, len)| len);
    let behind = [number.end + gap, number.end + gap + unit].into_iter().find_map(|at| {
        let rest = chars.get(at..).unwrap_or_default();
        let ((_, word), len) = AFTER.find_at_start(rest, |word| word.bound().is_some())?;
        Some((at + len, word.bound()?))
    });
    if let Some((end, side)) = behind {
        return Some(one_side(start, end, value, side));
    }
    let tail = words!["了", "是", "有", "为", " "].at_end(&chars[..start]).map_or(0, |(_, len)| len);
    let before = [0, tail].into_iter().find_map(|tail| {
        let head = &chars[..start - tail];
        let ((_, word), len) = BEFORE.find_at_end(head, |word| word.bound().is_some())?;
        Some((head.len() - len, word.bound()?))
    });
    if let Some((start, side)) = before {
        return Some(one_side(start, number.end, value, side));
    }
    number.rough.map(|_| one_side(start, number.end, value, Side::Rough))
}

fn one_side(start: usize, end: usize, value: Decimal, side: Side) -> Bounds {
    let bound = Some((value, Some(side)));
    let (low, high) = match side {
        Side::Equal => (bound, bound),
        side if side.is_lower() => (bound, None),
        _ => (None, bound),
    };
    Bounds { start, end, low, high }
}

/// 比三十大, 比 170 低.
fn compared(chars: &[char], number: &Number) -> Option<Bounds> {
    let blank = usize::from(number.start > 0 && chars[number.start - 1] == ' ');
    let start = number.start.checked_sub(1 + blank).filter(|at| chars[*at] == '比')?;
    let gap = usize::from(chars.get(number.end) == Some(&' '));
    let (word, len) =
        words!["大", "高", "多", "长", "小", "低", "少", "短"].at_start(chars.get(number.end + gap..)?)?;
    let side = if matches!(word, "大" | "高" | "多" | "长") { Side::Over } else { Side::Under };
    Some(one_side(start, number.end + gap + len, number.value, side))
}

/// 位于20和30之间, 10000与20000间.
fn between(chars: &[char], one: &Number, other: &Number) -> Option<Bounds> {
    let (low, start) = signed(chars, one);
    let (high, next) = signed(chars, other);
    let sign = chars.get(one.end..next)?;
    let (_, len) = words!["之间", "间"].at_start(chars.get(other.end..)?)?;
    let both = matches!(sign, ['和' | '与' | '到' | '至' | '及']) && low < high;
    let lead = words!["位于", "介于", "处于", "在"].at_end(&chars[..start]).map_or(0, |(_, len)| len);
    both.then(|| Bounds { start: start - lead, end: other.end + len, low: Some((low, None)), high: Some((high, None)) })
}

/// 大于10小于20 and 最多100最少20 are one: the two sides of a stretch, with nothing or a word for `and` between.
fn joined(chars: &[char], one: &Bounds, other: &Bounds) -> Option<Bounds> {
    let between: String = chars.get(one.end..other.start)?.iter().filter(|c| !c.is_whitespace()).collect();
    let and = matches!(between.as_str(), "" | "," | "的同时" | "同时" | "并且" | "并" | "且" | "而" | ",同时");
    let (low, high) = match (one, other) {
        (Bounds { low: Some(low), high: None, .. }, Bounds { low: None, high: Some(high), .. })
        | (Bounds { low: None, high: Some(high), .. }, Bounds { low: Some(low), high: None, .. }) => (*low, *high),
        _ => return None,
    };
    (and && low.0 < high.0).then_some(Bounds { start: one.start, end: other.end, low: Some(low), high: Some(high) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_size() {
        let read = |text: &str| {
            let show = |bound: Option<(Decimal, Option<Side>)>| {
                bound.map_or("-".to_owned(), |(value, side)| {
                    format!("{value}{}", side.map_or(String::new(), |side| format!(" {side:?}")))
                })
            };
            let all = bounds(&Line::new(text));
            all.iter().map(|one| format!("{}..{}", show(one.low), show(one.high))).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(read("收視率超過了5"), "5 Over..-");
        assert_eq!(read("年齡在三十或者以上，最多為50"), "30 AtLeast..50 AtMost");
        assert_eq!(read("位於20和30之間"), "20..30");
        assert_eq!(read("比170低"), "-..170 Under");
        assert_eq!(read("x大於10且y小於20"), "10 Over..-; -..20 Under");
        assert_eq!(read("五百多個"), "500 Rough..-");
    }
}
