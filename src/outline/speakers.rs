//! Who speaks: labels (`某省副省長 張三：`), the bare times of a transcript, captions, and the turns they make up.
//!
//! A line that looks like a label is only a candidate: [`turns`] asks the document for evidence.

use std::collections::{HashMap, HashSet};

use jiff::civil::DateTime;

use super::{Cue, CueKind, Line, Role, lexicon};
use crate::text::{Span, folded::Folded, han};

/// A speaker label: who, and with which titles.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The name as written: `周明遠`, `青江日報記者`, `主持人`.
    pub name: String,
    /// Where the name stands, in bytes of the line.
    pub name_span: Span,
    /// The titles before it, as written.
    pub title: Option<String>,
    /// Whether the label names a reporter or one who asks, and no person.
    pub reporter: bool,
    /// Whether the label says that its speaker presides.
    pub moderator: bool,
    /// The speech that follows in the same line, in bytes of it; `None` for a label that has its line for itself.
    pub speech: Option<Span>,
}

/// The most characters that a label has, titles included.
const LONGEST_LABEL: usize = 48;
/// The most characters before the colon of a label, an indent among them.
pub(super) const LABEL_REACH: usize = LONGEST_LABEL + 16;

/// Whether no label has `c`, as written, beside what ends sentences.
pub(super) const fn is_no_label(c: char) -> bool {
    matches!(c, ',' | '，' | '“' | '”' | '「' | '」' | '<' | '＜' | '>' | '＞' | '|' | '｜')
}

const REPORTERS: &[&str] = &["记者", "问", "提问", "媒体", "网友", "现场提问", "听众", "主播", "编辑部"];
const MODERATORS: &[&str] = &["主持人", "主持", "司仪", "司会"];
const ANSWERS: &[&str] = &["答", "嘉宾", "受访者", "发言人", "新闻发言人", "专家"];

/// The label that `line` is, or begins with. Looks at the first [`LABEL_REACH`] characters only.
pub(super) fn label(line: &str) -> Option<Label> {
    let head: &str = line.char_indices().nth(LABEL_REACH).map_or(line, |(end, _)| &line[..end]);
    if !head.contains([':', '：']) {
        return None;
    }
    let folded = Folded::new(head);
    let chars = folded.chars();
    let start = chars.iter().position(|c| !c.is_whitespace())?;
    let colon = start + chars[start..].iter().position(|&c| c == ':')?;
    let mut end = colon;
    while end > start && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    let label = &chars[start..end];
    if label.is_empty()
        || label.len() > LONGEST_LABEL
        || label.iter().any(|c| is_no_label(*c) || matches!(c, '。' | '!' | '?' | ';'))
    {
        return None;
    }
    let rest = line[folded.byte(colon + 1)..].trim();
    let bare = rest.is_empty();
    let (name_start, reporter, moderator) = split(label, bare)?;
    let name_span = folded.span(start + name_start, end);
    let title = line[folded.byte(start)..name_span.start].trim();
    let speech_start = line.len() - line[folded.byte(colon + 1)..].trim_start().len();
    Some(Label {
        name: line[name_span.range()].to_owned(),
        name_span,
        title: (!title.is_empty()).then(|| title.to_owned()),
        reporter,
        moderator,
        speech: (!bare).then(|| Span::new(speech_start, line.trim_end().len().max(speech_start))),
    })
}

/// What headlines of interviews begin with: 專訪某局局長周明遠：…
const HEADLINES: [&str; 5] = ["专访", "对话", "独家", "访谈", "人物"];

/// Where the name begins in a label, whether it is a reporter's and whether a moderator's. `None`: no label.
fn split(label: &[char], bare: bool) -> Option<(usize, bool, bool)> {
    if !bare && HEADLINES.iter().any(|word| crate::text::folded::starts_with(label, word)) {
        return None;
    }
    let is = |list: &[&str]| list.iter().any(|word| word.chars().eq(label.iter().copied()));
    let space = label.iter().rposition(|c| c.is_whitespace());
    let last = space.map_or(label, |space| &label[space + 1..]);
    if is(MODERATORS) {
        return Some((0, false, true));
    }
    if is(ANSWERS) {
        return Some((0, false, false));
    }
    let presides = MODERATORS.iter().any(|word| crate::text::folded::starts_with(label, word));
    let asks = REPORTERS
        .iter()
        .any(|word| crate::text::folded::ends_with(label, word) && (word.chars().count() > 1 || label.len() == 1));
    if asks && label.iter().all(|c| han::is_han(*c) || c.is_ascii_alphanumeric() || c.is_whitespace()) {
        return (bare || label.len() <= 12).then_some((0, true, false));
    }
    // Titles, a space, a name; before running speech only a short label counts.
    if let Some(space) = space {
        let titles = &label[..space];
        let titled = lexicon::title_before(titles).is_some() || titles.len() >= 4;
        let named = lexicon::is_name(last) && (bare || lexicon::title_before(titles).is_some());
        return (named && (titled || presides)).then_some((space + 1, false, presides));
    }
    if lexicon::is_name(label) && (bare || label.len() <= 4) {
        return Some((0, false, false));
    }
    // Titles and a name with nothing between them: the name is what follows the last title.
    (2..=4).filter(|&len| len < label.len()).find_map(|len| {
        let at = label.len() - len;
        (lexicon::is_name(&label[at..]) && lexicon::title_before(&label[..at]).is_some())
            .then_some((at, false, presides))
    })
}

/// The date and time that `line` is, and nothing else.
pub(super) fn timestamp(line: &str) -> Option<DateTime> {
    let brackets = |c: char| matches!(c, '[' | '(' | '【' | '（' | ']' | ')' | '】' | '）');
    if !line.trim_start().starts_with(|c: char| c.is_ascii_digit() || brackets(c)) {
        return None;
    }
    let line = line.trim().trim_matches(brackets).trim();
    if line.len() > 24 || line.len() < 15 || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let numbers: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let number = |index: usize| -> Option<i8> { numbers.get(index).map_or(Some(0), |number| number.parse().ok()) };
    let only = line.chars().all(|c| c.is_ascii_digit() || "-/.: T年月日時时分秒".contains(c));
    if !only || !(5..=6).contains(&numbers.len()) || numbers[0].len() != 4 {
        return None;
    }
    let year = numbers[0].parse().ok()?;
    DateTime::new(year, number(1)?, number(2)?, number(3)?, number(4)?, number(5)?, 0).ok()
}

/// Whether `line`, without white space around it, is a photo caption by its end: `…（某某 攝）`.
pub(super) fn caption(line: &str) -> bool {
    let line = line.trim_end_matches([')', '）', '。']);
    line.len() < 300 && (line.ends_with('攝') || line.ends_with('摄'))
}

/// One speaker's turn, as the document pass sees it.
pub(super) struct Turn<'a> {
    pub(super) label: &'a Label,
    /// Of the label's line.
    pub(super) start: usize,
    /// Indices of the lines that are the turn's, label and closing time included.
    pub(super) lines: std::ops::Range<usize>,
    pub(super) timestamp: Option<DateTime>,
    pub(super) title: Option<String>,
    pub(super) role: Option<Role>,
}

/// The turns of a document, in order; none where its labels do not bear each other out.
pub(super) fn turns<'a>(lines: &[Line<'a>]) -> Vec<Turn<'a>> {
    let labels: Vec<(usize, &Label)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| match &line.cue?.kind {
            CueKind::Label(label) => Some((index, label)),
            _ => None,
        })
        .collect();
    if !is_dialogue(lines, &labels) {
        return Vec::new();
    }
    let mut turns: Vec<Turn> = labels
        .iter()
        .enumerate()
        .map(|(nth, &(index, label))| {
            let next = labels.get(nth + 1).map_or(lines.len(), |next| next.0);
            let stamp = (index..next).rev().find_map(|index| match lines[index].cue?.kind {
                CueKind::Timestamp(time) => Some((index, time)),
                _ => None,
            });
            let last = stamp.map(|(index, _)| index).or_else(|| {
                let spoken =
                    |index: &usize| lines[*index].cue.is_some_and(|cue| matches!(cue.kind, CueKind::Paragraph));
                (index..next).rev().find(spoken)
            });
            Turn {
                label,
                start: lines[index].start,
                lines: index..last.unwrap_or(index) + 1,
                timestamp: stamp.map(|(_, time)| time),
                title: label.title.clone(),
                role: label.reporter.then_some(Role::Reporter),
            }
        })
        .collect();
    carry_titles(&mut turns);
    assign_roles(&mut turns, lines);
    turns
}

/// Labels are turns when there are several, of at least two speakers or with times between them, and someone says
/// something under most of them. A single one needs a time after it. Labels before running speech need more.
fn is_dialogue(lines: &[Line], labels: &[(usize, &Label)]) -> bool {
    let names: HashSet<&str> = labels.iter().map(|(_, label)| label.name.as_str()).collect();
    let stamps =
        lines.iter().filter(|line| line.cue.is_some_and(|cue| matches!(cue.kind, CueKind::Timestamp(_)))).count();
    let inline = labels.iter().filter(|(_, label)| label.speech.is_some()).count();
    let speaks = |(nth, (index, label)): (usize, &(usize, &Label))| {
        let next = labels.get(nth + 1).map_or(lines.len(), |next| next.0);
        label.speech.is_some()
            || lines[index + 1..next]
                .iter()
                .any(|line| line.cue.is_some_and(|cue| matches!(cue.kind, CueKind::Paragraph)))
    };
    let spoken = labels.iter().enumerate().filter(|&(nth, label)| speaks((nth, label))).count();
    let needed = if inline > labels.len() / 2 { 3 } else { 2 };
    if labels.len() < needed {
        return labels.len() == 1 && stamps > 0 && spoken == 1 && inline == 0;
    }
    let evidence = names.len() >= 2 || stamps > 0;
    let recurs = inline <= labels.len() / 2 || names.len() < labels.len();
    evidence && recurs && spoken * 2 > labels.len()
}

/// A label without titles takes those of the same speaker's label that has them, an earlier one first.
fn carry_titles(turns: &mut [Turn]) {
    let mut known: HashMap<&str, String> = HashMap::new();
    for turn in turns.iter_mut() {
        match &turn.title {
            Some(title) => drop(known.insert(&turn.label.name, title.clone())),
            None => turn.title = known.get(turn.label.name.as_str()).cloned(),
        }
    }
}

/// Moderator: who presides by label, or both opens and closes. Principal: of the others who has most to say.
fn assign_roles(turns: &mut [Turn], lines: &[Line]) {
    let said = characters_of(turns, lines);
    let count = |label: &Label| said.get(label.name.as_str()).copied().unwrap_or(0);
    let labels: Vec<&Label> = turns.iter().map(|turn| turn.label).collect();
    let frames = match labels[..] {
        // One who also says most is no chair but the speaker of a dialogue.
        [first, _, .., last] if first.name == last.name && !first.reporter => {
            labels.iter().any(|label| count(label) > count(first)).then_some(first)
        }
        _ => None,
    };
    let moderator = labels.iter().copied().find(|label| label.moderator).or(frames).map(|label| label.name.as_str());
    let others = labels.iter().filter(|label| !label.reporter && Some(label.name.as_str()) != moderator);
    // The first of equals.
    let principal = others.rev().max_by_key(|label| count(label)).map(|label| label.name.as_str());
    for turn in turns.iter_mut().filter(|turn| turn.role.is_none()) {
        if Some(turn.label.name.as_str()) == moderator {
            turn.role = Some(Role::Moderator);
        } else if Some(turn.label.name.as_str()) == principal {
            turn.role = Some(Role::Principal);
        }
    }
}

fn characters_of<'a>(turns: &[Turn<'a>], lines: &[Line]) -> HashMap<&'a str, usize> {
    let mut said = HashMap::new();
    for turn in turns {
        let count = |cue: &Cue| if matches!(cue.kind, CueKind::Timestamp(_)) { 0 } else { cue.characters };
        let characters: usize = lines[turn.lines.clone()].iter().filter_map(|line| line.cue).map(count).sum();
        *said.entry(turn.label.name.as_str()).or_insert(0) += characters;
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(Option<String>, String, bool)> {
        label(line).map(|label| (label.title, label.name, label.reporter))
    }

    #[test]
    fn labels() {
        let titled = |title: &str, name: &str| Some((Some(title.to_owned()), name.to_owned(), false));
        assert_eq!(parts("  青江省委常委、副省長 周明遠:"), titled("青江省委常委、副省長", "周明遠"));
        assert_eq!(parts("青江市市长周明远："), titled("青江市市长", "周明远"));
        assert_eq!(parts("周明遠："), Some((None, "周明遠".into(), false)));
        assert_eq!(parts("青江日報記者:"), Some((None, "青江日報記者".into(), true)));
        assert_eq!(parts("记者：您怎么看？"), Some((None, "记者".into(), true)));
        assert_eq!(label("记者：您怎么看？").and_then(|label| label.speech), Some(Span::new(9, 24)));
        assert!(label("主持人：各位好。").is_some_and(|label| label.moderator));
    }

    #[test]
    fn no_labels() {
        for line in [
            "他說：今天很高興。",
            "難處有這麼三條:",
            "相关链接：",
            "發布時間:2023-12-11 16:02:00",
            "",
            ":",
            "：：",
            "接下來要抓緊四項任務:",
            "青江日報記者從省統計局獲悉:今年一季度",
            "信息來源:青江發布",
            "周明遠表示，要這樣做：",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn timestamps_and_captions() {
        assert!(timestamp("   2024-04-23 10:00:21").is_some());
        assert!(timestamp("2024年04月23日 10:00").is_some());
        assert!(timestamp("2024-04-23").is_none() && timestamp("2024-04-23 10:00 來源").is_none());
        assert!(timestamp("2024-13-23 10:00:21").is_none());
        assert!(caption("會場(林某 攝)") && caption("儀式。林某 摄") && !caption("林某摄影作品"));
    }
}
