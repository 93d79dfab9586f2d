//! Numerals that are names or slogans, not figures: “十四五”, 五大安全, 世界500強, 5G, 一批, 三年行動, 十分.
//!
//! The tests are about form: what stands in short quotation marks, what is glued to letters, a Han 一 that is an
//! article, a scale that is a class (萬億級). What has no unit at all is no figure to begin with; see [`super::figure`].

use rust_decimal::Decimal;

use super::{
    line::{Class, Line},
    number::{Number, Style},
    unit::{Quantity, Unit},
};
use crate::text::{
    folded::starts_with,
    han,
    word_list::{WordList, words},
};

/// A quotation of at most this many characters is a name, a longer one is speech.
const SHORT_QUOTE: usize = 16;

/// How many quotations back one that holds a number may have opened; the ones between lie inside of it.
const NESTED: usize = 32;

/// The inside of quotation marks and book titles of a line, in characters, in order.
#[must_use]
pub fn quotes(text: &Line) -> Vec<Quote> {
    let chars = text.chars();
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for at in text.all(Class::QUOTE) {
        let c = chars[at];
        match c {
            '“' | '「' | '『' | '‘' | '《' | '〈' => open.push((at, c)),
            '”' | '」' | '』' | '’' | '》' | '〉' => {
                if let Some((start, mark)) = open.pop() {
                    quotes.push(Quote { start: start + 1, end: at, title: matches!(mark, '《' | '〈') });
                }
            }
            _ => {}
        }
    }
    quotes.sort_by_key(|quote| quote.start);
    quotes
}

/// Where links stand, from `http` or `www.` up to what no link has. Their digits say nothing.
#[must_use]
pub fn links(text: &Line) -> Vec<(usize, usize)> {
    let chars = text.chars();
    let begins = |at: &usize| {
        let rest = &chars[*at..];
        rest[0] == 'h' && (starts_with(rest, "http://") || starts_with(rest, "https://"))
            || rest[0] == 'w' && starts_with(rest, "www.")
    };
    let end = |start: usize| start + chars[start..].iter().take_while(|c| c.is_ascii_graphic()).count();
    text.all(Class::OTHER).filter(begins).map(|start| (start, end(start))).collect()
}

/// What stands between quotation marks. Indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quote {
    /// First character inside.
    pub start: usize,
    /// The closing mark.
    pub end: usize,
    /// Whether the marks are those of a title: 《》.
    pub title: bool,
}

/// Whether `number`, whose unit if any is `unit` and ends at `end`, is part of a name.
#[must_use]
pub fn is_label(chars: &[char], quotes: &[Quote], number: &Number, unit: Option<&Unit>, end: usize) -> bool {
    let measured = unit.is_some_and(|unit| !matches!(unit.quantity, Quantity::Count | Quantity::Duration));
    // The marks that may hold the number: the last few that opened before it.
    let opened = quotes.partition_point(|quote| quote.start <= number.start);
    let quoted = quotes[..opened].iter().rev().take(NESTED).any(|quote| {
        let inside = quote.start <= number.start && end <= quote.end;
        let len = quote.end - quote.start;
        let speech = chars[quote.start..quote.end].iter().any(|c| matches!(c, ',' | '。' | '!' | '?'));
        inside && (quote.title || len <= SHORT_QUOTE && !speech && !(measured && len > end - number.start + 1))
    });
    quoted
        || glued(chars, number, unit, end)
        || article(chars, number, unit)
        || !measured && idiom(chars, number)
        || class(chars, number, unit, end)
}

/// `5G`, `IPV6`, `A320`, `飛魚3號`, `96110熱線`, part of a longer code.
fn glued(chars: &[char], number: &Number, unit: Option<&Unit>, end: usize) -> bool {
    if number.style != Style::Arabic {
        return false;
    }
    let before = number.start.checked_sub(1).map(|at| chars[at]);
    let letter = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '#' | '_' | '@' | '=' | '&'))
        || before == Some('/')
            && number.start >= 2
            && (chars.get(number.start - 2).is_some_and(|c| !han::is_han(*c)) || number.value == Decimal::ONE_HUNDRED);
    let hyphen = before == Some('-')
        && number.start >= 2
        && chars.get(number.start - 2).is_some_and(|c| c.is_ascii_alphanumeric());
    let after = chars.get(end);
    let letter_after =
        unit.is_none() && after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '号' | '强' | '路'));
    let money = super::unit::currency_before(&chars[..number.start]).is_some();
    (letter || hyphen) && !money || letter_after
}

/// 一個, 一批: 一 before a measure word is an article more often than a number. 百 and 千萬 alone are exaggeration,
/// unless something before them says that they were counted.
fn article(chars: &[char], number: &Number, unit: Option<&Unit>) -> bool {
    // 零起点 and 零距离 count nothing.
    if number.style == Style::Han && number.value.is_zero() && number.end == number.start + 1 {
        return unit.is_none_or(|unit| unit.quantity == Quantity::Count);
    }
    let count = unit.is_none_or(|unit| unit.quantity == Quantity::Count);
    match number.style {
        Style::Han
            if count && number.rough.is_none() && number.value_to.is_none() && number.end == number.start + 1 =>
        {
            chars[number.start] == '一'
        }
        Style::HanScale if count => {
            const COUNTED: &WordList =
                words!["超过", "超", "上", "近", "逾", "约", "达", "突破", "破", "达到", "过", "不到", "第"];
            COUNTED.at_end(&chars[..number.start]).is_none()
        }
        _ => false,
    }
}

/// 四梁八柱, 一心一意: digit, word, digit, word. 之一, 每一, 逐一.
fn idiom(chars: &[char], number: &Number) -> bool {
    let digit = |at: usize| chars.get(at).copied().and_then(super::number::digit).is_some();
    let word = |at: usize| chars.get(at).is_some_and(|c| han::is_han(*c)) && !digit(at);
    let (start, end) = (number.start, number.end);
    let single = number.style == Style::Han && end == start + 1;
    let forward = word(start + 1) && digit(start + 2) && word(start + 3) && !digit(start + 4);
    let backward = start >= 2 && word(start - 1) && digit(start - 2) && word(start + 1);
    let pair = single
        && (forward || backward && chars.get(start.wrapping_sub(3)).is_none_or(|c| !matches!(c, '第' | '十' | '百')));
    let of = number.style != Style::Arabic
        && start >= 1
        && matches!(chars[start - 1], '之' | '逐' | '每' | '同' | '任' | '某' | '唯')
        && (single || chars[start - 1] == '之');
    pair && !list_of_counts(chars, number) || of
}

/// 三男二女, 兩人三車: counts after all, where both words are measure words.
fn list_of_counts(chars: &[char], number: &Number) -> bool {
    let measure =
        |at: usize| super::unit::unit(chars.get(at..).unwrap_or_default()).is_some_and(|(unit, _)| !unit.arabic_only);
    measure(number.start + 1) && (measure(number.start + 3) || number.start >= 2 && measure(number.start - 1))
}

/// 萬億級, 五人制, 三年期, 十三屆六次全會, 15分鐘生活圈: a class, a format, a meeting, a circle.
fn class(chars: &[char], number: &Number, unit: Option<&Unit>, end: usize) -> bool {
    let after = &chars[end.min(chars.len())..];
    let classed = words!["级", "制", "式", "型", "版", "位数", "开头", "打头", "周年", "周岁"].at_start(after);
    // 等級 after a number is a measure all the same: 6.2级 has its unit before this is asked.
    if classed.is_some_and(|(word, _)| !(word == "周岁" || word == "级" && unit.is_some_and(|unit| unit.arabic_only)))
    {
        return true;
    }
    if words!["全会", "会议", "全体会议", "代表大会", "党代会", "人代会"].at_start(after).is_some()
        && number.style != Style::Arabic
    {
        return true;
    }
    // 22点到次日8点 is a time.
    if unit.is_some() && chars[number.end..end] == ['点'] && number.value <= Decimal::from(24) {
        let next = words!["到次日", "至次日"].at_start(after).is_some();
        return next || words!["次日"].at_end(&chars[..number.start]).is_some();
    }
    let circle = || after.iter().take(8).take_while(|c| han::is_han(**c)).any(|c| *c == '圈');
    unit.is_some_and(|unit| unit.quantity == Quantity::Duration) && circle()
}
