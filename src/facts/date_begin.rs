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

/// What expressions begin with, whatever stands behind it.
pub(super) fn characters() -> impl Iterator<Item = char> {
    numerals().chain("从自半".chars())
}

/// What other expressions begin with.
pub(super) fn pairs() -> impl Iterator<Item = [char; 2]> {
    let words = date_words::words().chain(WORDS.iter().copied()).filter_map(|word| {
        let mut chars = word.chars();
        Some([chars.next()?, chars.next()?])
    });
    let numerals: Vec<char> = numerals().collect();
    let before = numerals.into_iter().flat_map(|numeral| "“\"「近前后第首晚早周".chars().map(move |c| [c, numeral]));
    let brackets = "今昨明前后".chars().map(|c| [c, '(']);
    let stretches = "近前后".chars().flat_map(|c| [[c, '半'], [c, '的']]);
    words.chain(before).chain(brackets).chain(stretches)
}

/// Whether an expression may begin at `at`.
pub(super) fn may_begin(chars: &[char], at: usize) -> bool {
    let Some(&first) = chars.get(at) else { return false };
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    if is_numeral(first) || first == '半' {
        return may_follow(chars, at) || BEGINNINGS.may_begin(&chars[at..]);
    }
    let behind = chars.get(at + 2).copied().unwrap_or(' ');
    match first {
        '从' | '自' => next == '从' || next != '自' && may_begin(chars, at + 1),
        // “十四五”.
        '“' | '"' | '「' => next == '五' || behind == '五' || chars.get(at + 3) == Some(&'五'),
        // 前三季度, 后半年, 周一.
        '近' | '前' | '后' | '周' if is_numeral(next) || next == '半' => true,
        // 第四季, 晚8点: as without what stands before.
        '第' | '首' | '晚' | '早' if is_numeral(next) => may_follow(chars, at + 1),
        // 近的三年.
        '近' | '前' | '后' if next == '的' => is_numeral(behind) || behind == '半',
        // 今(15)日.
        '今' | '昨' | '明' | '前' | '后' if next == '(' => is_numeral(behind),
        _ => BEGINNINGS.may_begin(&chars[at..]),
    }
}

fn numerals() -> impl Iterator<Item = char> {
    ('\0'..='\u{FFFF}').filter(|c| is_numeral(*c))
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
        | '—' | '至' | '到' | ' ' => true,
        // 三十多年, 两个多小时, 8余百年.
        '多' | '余' | '来' => {
            number::is_scale(behind)
                || matches!(
                    behind,
                    '年' | '月'
                        | '日'
                        | '世'
                        | '季'
                        | '时'
                        | '点'
                        | '星'
                        | '礼'
                        | '周'
                        | '天'
                        | '昼'
                        | '小'
                        | '分'
                        | '秒'
                        | '个'
                        | '钟'
                        | ' '
                )
        }
        '个' => matches!(behind, '月' | '季' | '星' | '多' | '半'),
        '.' => end - at >= 4,
        // “十四五”規劃.
        '规' | '期' | '末' | '初' | '以' | '后' | '前' | '收' | '开' => chars[end - 1] == '五',
        _ => false,
    }
}
