//! The shape of an article: headline, speakers' turns, sections. Works on the repaired text.
//!
//! In two steps, so that a keystroke costs one line: [`cue`] is what a line is on its own and can be kept with the
//! line; [`outline`] is a pass over the cues that decides what the document bears out. What is page furniture is not
//! known here: the caller leaves such lines out (but not the bare times and captions of a transcript).

pub mod lexicon;
mod sections;
mod speakers;
mod survey;

use jiff::civil::DateTime;

pub use sections::{Head, HeadLabel};
pub use speakers::Label;

use crate::text::Span;
use survey::Survey;

/// What one line is on its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// The kind of line.
    pub kind: CueKind,
    /// Candidate section heads in it, in order.
    pub heads: Vec<Head>,
    /// The line without the white space around it, in bytes of the line.
    pub content: Span,
    /// How many Han characters it has.
    pub characters: usize,
}

/// The kinds of line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// A speaker label, alone or before speech.
    Label(Label),
    /// A date and time and nothing else.
    Timestamp(DateTime),
    /// A photo caption.
    Caption,
    /// Short, without closing punctuation: it may be a headline.
    Headline,
    /// Anything else.
    Paragraph,
}

/// A line of a document with what it is on its own.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Where the line starts, in bytes of the document.
    pub start: usize,
    /// The line's text without its line end.
    pub text: &'a str,
    /// [`cue`] of the text.
    pub cue: Option<&'a Cue>,
}

/// What a symbol of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The article's headline.
    Headline,
    /// What one speaker says until the next.
    Turn,
    /// A part of a turn or of the article.
    Section,
    /// A paragraph.
    Paragraph,
}

/// What a speaker does in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Opens, gives the floor, closes.
    Moderator,
    /// Asks.
    Reporter,
    /// Says most of the rest.
    Principal,
}

/// One node of the outline. Spans are bytes of the text that the lines' starts count in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is.
    pub kind: Kind,
    /// The speaker, the section's label and title, or the headline.
    pub name: String,
    /// A speaker's titles.
    pub detail: Option<String>,
    /// A speaker's part.
    pub role: Option<Role>,
    /// When a turn was closed: the bare time that stands after it.
    pub timestamp: Option<DateTime>,
    /// A section's label: `一是`.
    pub label: Option<String>,
    /// All that belongs to it.
    pub span: Span,
    /// The name.
    pub selection: Span,
    /// What it is made up of.
    pub children: Vec<Symbol>,
}

impl Kind {
    /// The word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Turn => "turn",
            Self::Section => "section",
            Self::Paragraph => "paragraph",
        }
    }
}

impl Role {
    /// The word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moderator => "moderator",
            Self::Reporter => "reporter",
            Self::Principal => "principal",
        }
    }
}

impl Symbol {
    fn new(kind: Kind, name: String, span: Span, selection: Span) -> Self {
        Self {
            kind,
            name,
            detail: None,
            role: None,
            timestamp: None,
            label: None,
            span,
            selection,
            children: Vec::new(),
        }
    }

    /// The symbols from this one down to the innermost that hold `offset`.
    pub fn path(&self, offset: usize) -> Vec<&Self> {
        let mut path = Vec::new();
        let mut next = Some(self).filter(|symbol| symbol.span.contains(offset));
        while let Some(symbol) = next {
            path.push(symbol);
            next = symbol.children.iter().find(|child| child.span.contains(offset));
        }
        path
    }
}

/// What `line` is on its own; `None` for a blank one.
#[must_use]
pub fn cue(line: &str) -> Option<Cue> {
    let begin = line.trim_start();
    let start = line.len() - begin.len();
    let content = Span::new(start, start + begin.trim_end().len());
    if content.is_empty() {
        return None;
    }
    let plain = |kind| Cue { kind, heads: Vec::new(), content, characters: 0 };
    if let Some(time) = speakers::timestamp(line) {
        return Some(plain(CueKind::Timestamp(time)));
    }
    let text = &line[content.range()];
    let survey = Survey::of(text);
    let kind = match survey.label.then(|| speakers::label(line)).flatten() {
        Some(label) => CueKind::Label(label),
        None if speakers::caption(text) => CueKind::Caption,
        None if survey.is_headline(text) => CueKind::Headline,
        None => CueKind::Paragraph,
    };
    let heads = if survey.heads && !matches!(kind, CueKind::Caption) { sections::heads(line) } else { Vec::new() };
    Some(Cue { kind, heads, content, characters: survey.characters })
}

/// The outline of a document: its headline, its turns with their sections, or the sections of an article without turns.
#[must_use]
pub fn outline(lines: &[Line]) -> Vec<Symbol> {
    let turns = speakers::turns(lines);
    let mut symbols = Vec::new();
    let body = lines.iter().position(|line| {
        line.cue.is_some_and(|cue| {
            matches!(&cue.kind, CueKind::Paragraph if cue.characters > 20 && line.text.contains(['。', '，', ',']))
                || turns.first().is_some_and(|turn| turn.start == line.start)
        })
    });
    symbols.extend(lines[..body.unwrap_or(0)].iter().find_map(headline));
    let article = turns.first().map_or(lines.len(), |turn| turn.lines.start);
    symbols.extend(sections::sections(&lines[body.unwrap_or(0).min(article)..article], end_of(&lines[..article])));
    for turn in turns {
        let own = &lines[turn.lines.clone()];
        let selection = turn.label.name_span.shifted(turn.start);
        let spoken: Vec<Line> = own
            .iter()
            .filter(|line| line.cue.is_some_and(|cue| !matches!(cue.kind, CueKind::Timestamp(_) | CueKind::Caption)))
            .copied()
            .collect();
        let content = lines[turn.lines.start].cue.map_or(0, |cue| cue.content.start);
        let span = Span::new(turn.start + content, end_of(own).max(selection.end));
        symbols.push(Symbol {
            detail: turn.title,
            role: turn.role,
            timestamp: turn.timestamp,
            children: sections::sections(&spoken, end_of(&spoken)),
            ..Symbol::new(Kind::Turn, turn.label.name.clone(), span, selection)
        });
    }
    symbols
}

fn headline(line: &Line) -> Option<Symbol> {
    let cue = line.cue.filter(|cue| matches!(cue.kind, CueKind::Headline))?;
    let span = cue.content.shifted(line.start);
    Some(Symbol::new(Kind::Headline, line.text[cue.content.range()].to_owned(), span, span))
}

/// Where the last line that says anything ends.
fn end_of(lines: &[Line]) -> usize {
    lines.iter().rev().find_map(|line| Some(line.start + line.cue?.content.end)).unwrap_or(0)
}

/// The outline of a whole text, every line of it looked at.
#[must_use]
pub fn outline_of_text(text: &str) -> Vec<Symbol> {
    with_lines(text, outline)
}

/// What `read` makes of the lines of a whole text.
pub fn with_lines<T>(text: &str, read: impl FnOnce(&[Line<'_>]) -> T) -> T {
    let breaks = || memchr::memchr_iter(b'\n', text.as_bytes());
    let mut lines: Vec<(usize, &str, Option<Cue>)> = Vec::with_capacity(breaks().count() + 1);
    let mut start = 0;
    for end in breaks().map(|at| at + 1).chain([text.len()]) {
        // Behind the last line end there may be nothing.
        if start < end {
            let line = text[start..end].trim_end_matches(['\n', '\r']);
            lines.push((start, line, cue(line)));
            start = end;
        }
    }
    let lines: Vec<Line<'_>> =
        lines.iter().map(|(start, text, cue)| Line { start: *start, text, cue: cue.as_ref() }).collect();
    read(&lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRANSCRIPT: &str = "青江要聞\n\n圖文實錄 | 青江省舉行新聞發布會介紹春耕情況\n\n　　青江省政府新聞辦主任 何其芳：\n　　各位好，請看周省長介紹。\n　　2031-03-02 09:00:01\n\n周明遠(劉某 攝)\n　　青江省副省長 周明遠：\n　　一是備足種子。庫裏有種子三千噸，比去年多。二是檢修農機。已經修好了大半。\n　　我們還會繼續做下去，謝謝。\n　　2031-03-02 09:10:00\n　　青江日報記者：\n　　請問化肥夠不夠？\n　　2031-03-02 09:11:00\n　　周明遠：\n　　夠的，請放心，庫存充足，足夠用到秋天，而且還在往裏運。\n　　2031-03-02 09:12:00\n　　何其芳：\n　　今天就到這裏。\n　　2031-03-02 09:13:00\n";

    #[test]
    fn a_transcript() {
        let symbols = outline_of_text(TRANSCRIPT);
        let row = |symbol: &Symbol| {
            let title = symbol.detail.clone().unwrap_or_default();
            format!(
                "{:?} {} {title} {:?} {}",
                symbol.kind,
                symbol.name,
                symbol.role,
                symbol.timestamp.map_or(String::new(), |time| time.to_string())
            )
        };
        let rows: Vec<String> = symbols.iter().map(row).collect();
        assert_eq!(
            rows,
            [
                "Headline 圖文實錄 | 青江省舉行新聞發布會介紹春耕情況  None ",
                "Turn 何其芳 青江省政府新聞辦主任 Some(Moderator) 2031-03-02T09:00:01",
                "Turn 周明遠 青江省副省長 Some(Principal) 2031-03-02T09:10:00",
                "Turn 青江日報記者  Some(Reporter) 2031-03-02T09:11:00",
                "Turn 周明遠 青江省副省長 Some(Principal) 2031-03-02T09:12:00",
                "Turn 何其芳 青江省政府新聞辦主任 Some(Moderator) 2031-03-02T09:13:00",
            ]
        );
        let sections: Vec<&str> = symbols[2].children.iter().map(|section| section.name.as_str()).collect();
        assert_eq!(sections, ["一是備足種子", "二是檢修農機"]);
        assert_eq!(&TRANSCRIPT[symbols[2].selection.range()], "周明遠");
        assert!(TRANSCRIPT[symbols[2].span.range()].ends_with("09:10:00"));
        assert!(TRANSCRIPT[symbols[2].children[1].span.range()].ends_with("謝謝。"));
    }

    #[test]
    fn an_interview_and_an_article_that_only_quotes() {
        let interview = "记者：桥修好了吗？\n张三：修好了。\n记者：花了多久？\n张三：八个月。\n";
        assert_eq!(outline_of_text(interview).len(), 4);
        assert_eq!(outline_of_text("張三：新橋通車。\n他說：很好。\n一切順利，大家都滿意，鄉親們都說好。\n").len(), 0);
    }

    #[test]
    fn sections_nest() {
        let text = "一、總體要求\n（一）指導思想。略。\n（二）目標。略。\n二、任務\n（一）種樹。\n（二）修路。\n";
        let symbols = outline_of_text(text);
        assert_eq!(symbols.iter().map(|symbol| symbol.children.len()).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(symbols[1].children[0].name, "（一）種樹");
    }
}
