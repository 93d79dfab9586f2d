//! Where a date expression may begin: a look at two characters, or at a number and what stands behind it.
//!
//! Nearly all of a text begins none, and to find that out from each reader in turn is most of what reading dates costs.
//! So this must let through all that a reader takes, and may let through more.

use super::{date_words, number};
use crate::text::word_list::Beginnings;
use std::sync::LazyLock;

/// Words that expressions begin with, beside those of [`date_words`].
const WORDS: &[&str] = &[
    "自从",
    "截止到",
    "截至到",
    "民国",
    "公元",
    "上世纪",
    "本世纪",
    "星期",
    "礼拜",
    "周日",
    "周天",
    "本周",
    "本星期",
    "本礼拜",
    "本个",
    "这周",
    "这星期",
    "这礼拜",
    "这个",
    "上周",
    "上个",
    "上上",
    "上星期",
    "上礼拜",
    "下周",
    "下个",
    "下下",
    "下星期",
    "下礼拜",
    "本月",
    "上月",
    "下月",
    "过去",
    "最近",
    "未来",
    "连续",
    "长达",
];

static BEGINNINGS: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::of(date_words::words().chain(WORDS.iter().copied())));

/// What expressions begin with.
pub(super) fn characters() -> impl Iterator<Item = char> {
    let words = date_words::words().chain(WORDS.iter().copied()).filter_map(|word| word.chars().next());
    let numerals = ('\0'..='\u{FFFF}').filter(|c| is_numeral(*c));
    words.chain(numerals).chain("从自“\"「第首前后近半周".chars())
}

/// Whether an expression may begin at `at`.
pub(super) fn may_begin(chars: &[char], at: usize) -> bool {
    let Some(&first) = chars.get(at) else { return false };
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    if is_numeral(first) || first == '半' {
        return may_follow(chars, at) || BEGINNINGS.may_begin(&chars[at..]);
    }
    match first {
        '从' | '自' => next == '从' || next != '自' && may_begin(chars, at + 1),
        '“' | '"' | '「' => is_numeral(next),
        // 前三季度, 后半年, 近的三年.
        '近' | '前' | '后' if is_numeral(next) || matches!(next, '半' | '的') => true,
        // 第四季, 首3个月, 晚8点, 周一.
        '第' | '首' | '晚' | '早' | '周' if is_numeral(next) => true,
        // 今(15)日.
        '今' | '昨' | '明' | '前' | '后' if next == '(' => true,
        _ => BEGINNINGS.may_begin(&chars[at..]),
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || number::digit(c).is_some() || matches!(c, '十' | '百' | '廿' | '卅' | '卌' | '几' | '数')
}

/// A number is not looked at for longer: that would take quadratic time.
const LONGEST: usize = 64;

/// Whether what stands behind the number at `at` may make it part of the calendar.
fn may_follow(chars: &[char], at: usize) -> bool {
    let inside = |c: &char| is_numeral(*c) || number::is_scale(*c) || *c == '半';
    let end = at + chars[at..].iter().take(LONGEST).take_while(|c| inside(c)).count();
    if end - at == LONGEST {
        return true;
    }
    let Some(&next) = chars.get(end) else { return false };
    let behind = chars.get(end + 1).copied().unwrap_or(' ');
    match next {
        '年' | '月' | '日' | '世' | '季' | '时' | '点' | ':' | '星' | '周' | '天' | '昼' | '-' | '/' | '~' | '–'
        | '—' | '至' | '到' | '多' | '余' | '来' | ' ' => true,
        '个' => matches!(behind, '月' | '季' | '星' | '多' | '半'),
        '.' => end - at >= 4,
        // “十四五”規劃.
        '规' | '期' | '末' | '初' | '以' | '后' | '前' | '收' | '开' => chars[end - 1] == '五',
        _ => false,
    }
}
