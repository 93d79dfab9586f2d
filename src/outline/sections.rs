//! Sections inside speech and articles: `一是…`, `首先，…`, `（一）…`, and short parallel heads: `抓創新。…`.
//!
//! Heads are found line by line; whether one counts depends on its siblings, which [`sections`] looks at.

use super::{Kind, Line, Symbol};
use crate::text::{
    Span,
    folded::{Folded, starts_with},
    word_list::{WordTable, word_table},
};

/// A candidate head within a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// What kind of label it has, and its number.
    pub label: HeadLabel,
    /// The label, in bytes of the line: `一是`, `首先`, `（一）`; for a bare head the whole head.
    pub label_span: Span,
    /// The head's text after the label up to the sentence end, in bytes of the line. Empty for a bare head.
    pub title_span: Span,
    /// The label as written.
    pub label_text: String,
    /// Label and title as written, without closing punctuation.
    pub name: String,
}

/// The kinds of section label; siblings share the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadLabel {
    /// `一是`, `二是`.
    Is(u8),
    /// `第一，`, `第二，`.
    Ordinal(u8),
    /// `一、` at the line's start.
    Comma(u8),
    /// `（一）` at the line's start.
    Bracket(u8),
    /// `1.`, `2、` at the line's start.
    Arabic(u8),
    /// 首先 1, 其次 2, 再次 3, 最後 9.
    Sequence(u8),
    /// 一方面 1, 另一方面 2.
    Aspect(u8),
    /// A short sentence that stands as a head; the number is how many in its line share its first character.
    Bare(u8),
}

impl HeadLabel {
    fn family(self) -> (u8, u8) {
        match self {
            Self::Comma(n) => (0, n),
            Self::Bracket(n) => (1, n),
            Self::Arabic(n) => (2, n),
            Self::Ordinal(n) => (3, n),
            Self::Is(n) => (4, n),
            Self::Sequence(n) => (5, n),
            Self::Aspect(n) => (6, n),
            Self::Bare(n) => (7, n),
        }
    }
}

const DIGITS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const SEQUENCE: &WordTable<u8> =
    word_table![u8: ("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("第三", 3), ("最后", 9)];
const SENTENCE_ENDS: &[char] = &['。', '!', '?', ';'];
/// So many characters has a bare head.
pub(super) const BARE: std::ops::RangeInclusive<usize> = 4..=12;

/// Whether `c`, as written, ends a sentence, or what stands for one before a colon.
pub(super) const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '？' | '?' | '；' | ';' | '：' | ':')
}

/// Whether a sentence that begins with `c` and then `next`, as written, may begin with one of the labels that
/// [`numbered`] knows; some of them stand only at the start of a line.
pub(super) fn begins_label(c: char, next: char, at_start: bool) -> bool {
    match c {
        '(' | '（' | '0'..='9' | '０'..='９' => at_start,
        '第' => DIGITS.contains(&next),
        '另' => next == '一',
        '首' => next == '先',
        '其' => next == '次',
        '再' => matches!(next, '次' | '者'),
        '最' => matches!(next, '后' | '後'),
        c => DIGITS.contains(&c) && (matches!(next, '是' | '、' | '方') || DIGITS.contains(&next)),
    }
}

/// The candidate heads of a line.
pub(super) fn heads(line: &str) -> Vec<Head> {
    let mut heads = Vec::new();
    let folded = Folded::new(line);
    let chars = folded.chars();
    let start = chars.iter().position(|c| !c.is_whitespace()).unwrap_or(chars.len());
    let mut sentences = Vec::new();
    let mut begin = start;
    for (index, c) in chars.iter().enumerate().skip(start) {
        if SENTENCE_ENDS.contains(c) || *c == ':' {
            sentences.push((begin, index));
            begin = index + 1;
        }
    }
    if begin < chars.len() {
        sentences.push((begin, chars.len()));
    }
    for &(from, to) in &sentences {
        let first = from + chars[from..to].iter().take_while(|c| c.is_whitespace() || **c == '”').count();
        let title_end =
            first + chars[first..].iter().position(|c| SENTENCE_ENDS.contains(c)).unwrap_or(chars.len() - first);
        if let Some((label, len, skip)) = numbered(&chars[first..title_end], first == start) {
            heads.push(head(line, &folded, label, (first, first + len), (first + len + skip, title_end)));
        }
    }
    heads.extend(bare(line, &folded, &sentences));
    heads.sort_by_key(|head| head.label_span);
    heads
}

fn head(line: &str, folded: &Folded, label: HeadLabel, at: (usize, usize), title: (usize, usize)) -> Head {
    let (label_span, title_span) = (folded.span(at.0, at.1), folded.span(title.0, title.1));
    let title_end = title_span.start + line[title_span.range()].trim_end().len();
    Head {
        label,
        label_span,
        title_span: Span::new(title_span.start, title_end),
        label_text: line[label_span.range()].to_owned(),
        name: line[label_span.start..title_end.max(label_span.end)].to_owned(),
    }
}

/// The label that a sentence begins with, its length, and the length of what parts it from the title.
fn numbered(sentence: &[char], at_start: bool) -> Option<(HeadLabel, usize, usize)> {
    let (number, len) = han_number(sentence);
    let after = |len: usize| sentence.get(len).copied().unwrap_or(' ');
    let pause = |len: usize| usize::from(matches!(after(len), ',' | '、' | ' '));
    match sentence.first()? {
        '第' => {
            let (number, len) = han_number(&sentence[1..]);
            let is = usize::from(after(len + 1) == '是');
            (number > 0 && (is == 1 || matches!(after(len + 1), ',' | '、')))
                .then(|| (HeadLabel::Ordinal(number), len + 1 + is, pause(len + 1 + is)))
        }
        '(' if at_start => {
            let (number, len) = han_number(&sentence[1..]);
            (number > 0 && after(len + 1) == ')').then_some((HeadLabel::Bracket(number), len + 2, 0))
        }
        c if c.is_ascii_digit() && at_start => {
            let len = sentence.iter().take_while(|c| c.is_ascii_digit()).count();
            let number = sentence[..len].iter().collect::<String>().parse().ok().filter(|n| (1..=30).contains(n))?;
            let dotted = matches!(after(len), '.' | '、') && !after(len + 1).is_ascii_digit();
            dotted.then_some((HeadLabel::Arabic(number), len + 1, 0))
        }
        _ if starts_with(sentence, "一方面") => Some((HeadLabel::Aspect(1), 3, pause(3))),
        _ if starts_with(sentence, "另一方面") => Some((HeadLabel::Aspect(2), 4, pause(4))),
        _ if number > 0 && after(len) == '是' => Some((HeadLabel::Is(number), len + 1, pause(len + 1))),
        _ if number > 0 && at_start && after(len) == '、' => Some((HeadLabel::Comma(number), len + 1, 0)),
        _ => {
            let (number, len) = SEQUENCE.value_at_start(sentence)?;
            (after(len) == ',' || after(len) == '是').then(|| (HeadLabel::Sequence(number), len, pause(len)))
        }
    }
}

/// A Han number up to 十九 that `chars` begin with, and its length; 0 where there is none.
fn han_number(chars: &[char]) -> (u8, usize) {
    let digit = |index: usize| chars.get(index).and_then(|c| DIGITS.iter().position(|d| d == c)).map(|n| n as u8 + 1);
    match (digit(0), digit(1)) {
        (Some(10), Some(ones)) if ones < 10 => (10 + ones, 2),
        (Some(number), None) => (number, 1),
        _ => (0, 0),
    }
}

/// Short sentences that stand before longer ones, at least two of which begin alike.
fn bare(line: &str, folded: &Folded, sentences: &[(usize, usize)]) -> Vec<Head> {
    let chars = folded.chars();
    let short: Vec<(usize, usize)> = sentences
        .windows(2)
        .filter_map(|pair| {
            let (from, to) = pair[0];
            let whole = chars.get(to) == Some(&'。') && !chars[from..to].contains(&',');
            let long = pair[1].1 - pair[1].0 > *BARE.end() || chars[pair[1].0..pair[1].1].contains(&',');
            (whole && long && BARE.contains(&(to - from))).then_some((from, to))
        })
        .collect();
    let alike = |c: char| short.iter().filter(|(from, _)| chars[*from] == c).count();
    let most = short.iter().map(|&(from, _)| alike(chars[from])).max().unwrap_or(0);
    if most < 2 {
        return Vec::new();
    }
    let count = u8::try_from(most).unwrap_or(u8::MAX);
    short.iter().map(|&(from, to)| head(line, folded, HeadLabel::Bare(count), (from, to), (to, to))).collect()
}

/// The sections of `lines`, nested; `end` is where the last one ends at the latest.
pub(super) fn sections(lines: &[Line], end: usize) -> Vec<Symbol> {
    let found: Vec<(usize, &Head)> = lines
        .iter()
        .filter_map(|line| Some((line.start, line.cue?)))
        .flat_map(|(start, cue)| cue.heads.iter().map(move |head| (start, head)))
        .collect();
    let has = |family: u8, number: u8| found.iter().any(|(_, head)| head.label.family() == (family, number));
    let counts = |head: &Head| match head.label.family() {
        (7, _) => true,
        // 最後 closes a sequence that 首先 and 其次 opened.
        (5, _) => has(5, 1) && (has(5, 2) || has(5, 3)),
        (family, 1) => has(family, 2),
        (family, number) => has(family, number - 1),
    };
    let found: Vec<(usize, &Head)> = found.iter().filter(|(_, head)| counts(head)).copied().collect();
    // The kinds that are open, outermost first: a kind seen again closes everything inside of it.
    let mut open: Vec<u8> = Vec::new();
    let mut flat: Vec<(usize, Symbol)> = Vec::new();
    for (start, head) in found {
        let family = head.label.family().0;
        match open.iter().position(|&kind| kind == family) {
            Some(level) => open.truncate(level + 1),
            None => open.push(family),
        }
        let depth = open.len() - 1;
        let selection = Span::new(head.label_span.start, head.title_span.end.max(head.label_span.end)).shifted(start);
        let symbol = Symbol {
            label: Some(head.label_text.clone()),
            ..Symbol::new(
                Kind::Section,
                head.name.clone(),
                Span::new(selection.start, end.max(selection.end)),
                selection,
            )
        };
        flat.push((depth, symbol));
    }
    nest(flat)
}

/// Turns a list with depths into a tree, and ends each section where the next of its own or an outer depth begins.
fn nest(mut flat: Vec<(usize, Symbol)>) -> Vec<Symbol> {
    for index in 0..flat.len() {
        let depth = flat[index].0;
        let next = flat[index + 1..].iter().find(|(other, _)| *other <= depth).map(|(_, symbol)| symbol.span.start);
        if let Some(next) = next {
            flat[index].1.span.end = next;
        }
    }
    let mut tree: Vec<Symbol> = Vec::new();
    let mut path: Vec<(usize, Symbol)> = Vec::new();
    for (depth, symbol) in flat {
        while path.last().is_some_and(|(open, _)| *open >= depth) {
            close(&mut path, &mut tree);
        }
        path.push((depth, symbol));
    }
    while !path.is_empty() {
        close(&mut path, &mut tree);
    }
    tree
}

fn close(path: &mut Vec<(usize, Symbol)>, tree: &mut Vec<Symbol>) {
    if let Some((_, symbol)) = path.pop() {
        path.last_mut().map_or(tree, |(_, parent)| &mut parent.children).push(symbol);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        heads(line).into_iter().map(|head| head.name).collect()
    }

    #[test]
    fn heads_of_a_line() {
        assert_eq!(names("  一是修橋鋪路,通到鄉鎮。錢從哪來？二是種樹。"), ["一是修橋鋪路,通到鄉鎮", "二是種樹"]);
        assert_eq!(names("首先，要種好糧食。其次是修水庫；"), ["首先，要種好糧食", "其次是修水庫"]);
        assert_eq!(names("（三）放寬準入。以下略"), ["（三）放寬準入"]);
        assert_eq!(names("2.放寬準入"), ["2.放寬準入"]);
        assert_eq!(names("2.5萬人到場"), [] as [&str; 0]);
        assert_eq!(names("第二，放寬準入。"), ["第二，放寬準入"]);
        assert_eq!(names("第二天，他又來了。首先生效的是這一條。"), [] as [&str; 0]);
        assert_eq!(
            names("抓好春耕生產。各地備足種子,檢修農機。抓好水利建設。今冬明春將修渠八百里,惠及三縣。"),
            ["抓好春耕生產", "抓好水利建設"]
        );
        assert_eq!(names("他走了。我們接着談，談了很久很久。天黑了。"), [] as [&str; 0]);
    }
}
