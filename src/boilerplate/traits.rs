//! What the words of a line are like, beyond numbers of characters: small facts that [`super::layout`] weighs.

use super::{Mark, Shape, Weight};
use crate::text::han;

/// What [`super::layout`] asks the words of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Traits {
    /// How many function words are in it, up to three.
    pub(super) function: usize,
    pub(super) end: End,
    /// Yes or no to each of the questions about its form, in the order of [`super::layout`]'s table.
    pub(super) forms: [bool; 7],
    /// Whether a short label ends in a colon: who speaks, or what follows.
    pub(super) is_speaker: bool,
}

/// Words of sentences, in Simplified characters: menus and lists of links hardly have them.
const FUNCTION: &str = "的了着是在不我你他她它们这那也都就还很把被让给从对却又再才已没说吗呢吧啊与著";

impl Traits {
    /// The traits of a line of repaired text, without white space around it, which has this shape.
    pub(super) fn of(text: &str, shape: &Shape) -> Self {
        let is_function = |c: &char| han::is_han(*c) && FUNCTION.contains(han::simplified(*c));
        let colon = text.char_indices().take(10).position(|(_, c)| c == ':' || c == '：');
        let first = text.chars().next().unwrap_or(' ');
        let last = text.chars().next_back().unwrap_or(' ');
        let label = colon.is_some_and(|at| at <= 8 && at + 1 < shape.characters as usize);
        let quoted = matches!(first, '“' | '「' | '"' | '\'');
        let bracketed = "(（[【〔".contains(first) && ")）]】〕".contains(last);
        let bullet = is_bullet(first) || matches!(last, '>' | '»' | '›');
        let numbered = first.is_ascii_digit() && shape.digits < shape.characters;
        let latin = text.bytes().filter(u8::is_ascii_alphabetic).count() * 2 > shape.characters as usize;
        Self {
            function: text.chars().filter(is_function).take(3).count(),
            end: End::of(text),
            forms: [label, quoted, bracketed, bullet, is_timed(text), numbered, latin],
            is_speaker: matches!(last, ':' | '：') && shape.characters <= 14,
        }
    }

    /// Whether it ends with a full stop, or a mark that is as good as one.
    pub(super) const fn ends_sentence(self) -> bool {
        matches!(self.end, End::Stop | End::Exclamation)
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Open,
    Stop,
    Exclamation,
    Colon,
    Comma,
}

impl End {
    fn of(text: &str) -> Self {
        match text.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '》']).chars().next_back() {
            Some('。') => Self::Stop,
            Some('！' | '？' | '!' | '?' | '…') => Self::Exclamation,
            Some(':' | '：') => Self::Colon,
            Some('，' | ',' | '；' | ';' | '、') => Self::Comma,
            _ => Self::Open,
        }
    }
}

const fn is_bullet(c: char) -> bool {
    matches!(c, '>' | '·' | '•' | '-' | '—' | '*' | '#' | '＃' | '※' | '\u{25A0}'..='\u{27BF}')
}

/// Whether a clock time, a date with its year, or 3小時前 stands in it.
fn is_timed(text: &str) -> bool {
    let digits_before = |at: usize| text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let digits_behind = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let around = |mark: char, before: std::ops::RangeInclusive<usize>, least_behind: usize| {
        text.match_indices(mark)
            .any(|(at, mark)| before.contains(&digits_before(at)) && digits_behind(at + mark.len()) >= least_behind)
    };
    let ago = || {
        ["小时前", "小時前", "分钟前", "分鐘前", "天前"]
            .iter()
            .any(|unit| text.find(unit).is_some_and(|at| digits_before(text[..at].trim_end().len()) > 0))
    };
    around(':', 1..=2, 2)
        || around('：', 1..=2, 2)
        || around('-', 4..=4, 1)
        || around('/', 4..=4, 1)
        || around('.', 4..=4, 1)
        || around('年', 4..=4, 1)
        || ago()
}

/// The weight of the strongest of `marks`: 0 where there is none.
pub(super) fn strongest(marks: &[Mark]) -> usize {
    marks.iter().map(|mark| mark.cue.weight).max().map_or(0, |weight| match weight {
        Weight::Possible => 1,
        Weight::Arguable => 2,
        Weight::Likely => 3,
        Weight::Certain => 4,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for text in ["16:02", "2024-05-06", "2024年5月6日", "3小时前", "昨天 09：30", "2024/5/6"] {
            assert!(is_timed(text), "{text}");
        }
        for text in ["比分3:2", "20-30", "5月6日", "三天前"] {
            assert!(!is_timed(text), "{text}");
        }
    }

    #[test]
    fn forms() {
        let of = |text: &str| Traits::of(text, &Shape::of(text));
        assert!(of("陸橋：").is_speaker && !of("陸橋：好").is_speaker);
        assert_eq!(of("陸橋：好").forms, [true, false, false, false, false, false, false]);
        assert!(of("【推薦】").forms[2]);
        assert_eq!((of("我說過的").function, of("首頁").function, of("好。”").end), (3, 0, End::Stop));
    }
}
