//! The story of an article, for those who want nothing else: title, source, date, authors and body.

use super::reading::Reading;
use crate::facts::document;
use crate::outline::{Kind, Line, Symbol};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What an article is, without the page around it. Spans are bytes of the text on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// The headline.
    pub title: Option<String>,
    /// The paper, agency or site that it is from, as the page says.
    pub source: Option<String>,
    /// The date of the document: ISO 8601, `XXXX-03-02` where the year is unknown.
    pub date: Option<String>,
    /// Who wrote it, as the page or the dateline says.
    pub authors: Vec<String>,
    /// The body, a line of the text each.
    pub body: Vec<Paragraph>,
}

/// One line of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Whether it is text, or says who speaks in the lines after it.
    pub kind: ParagraphKind,
    /// Repaired, without white space around it.
    pub text: String,
    /// Where it stands on disk.
    pub span: Span,
}

/// What a line of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Text.
    Text,
    /// The label of a speaker, whose turn it begins.
    Speaker,
    /// The heading of a section.
    Heading,
}

/// `來源：霧嶺日報`, `稿源 霧嶺網`.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[來来]源|稿源|出[處处]|[轉转]自)[於于自]?\s*[:：|｜]?\s*([^\s:：|｜，。,（()）]{2,24})")
        .expect("the pattern is a constant, and tested")
});

/// A name that ends as those of papers, agencies and sites do, beside a date.
static PUBLISHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s|｜／/》])(?P<name>[\p{Han}A-Za-z0-9]{2,16}(?:日報|日报|晚報|晚报|時報|时报|早報|早报|週刊|周刊|新聞網|新闻网|通訊社|通讯社|電視台|电视台|客戶端|客户端|報|报|社|網|网|台))(?:$|[\s|｜／/])")
        .expect("the pattern is a constant, and tested")
});

/// Who wrote it, behind a label: in the lines of the page, and in the brackets of a dateline.
static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[\p{Han}·]{2,4}";
    Regex::new(&format!(
        r"(?:^|[\s（(【|｜／/、])(?:作者|撰文|[記记]者|特派[員员]|通[訊讯][員员]|文)(?:\s*[:：/／|｜丨]\s*|\s+)(?P<names>{name}(?:[、,，\s]{{1,2}}{name}){{0,4}})\s*(?:$|[\s）)】|｜／/])"
    ))
    .expect("the pattern is a constant, and tested")
});

/// In characters: a line that is longer is text, and a source in it is what the text is about.
const FURNITURE: usize = 120;

impl Reading {
    /// The article without the page around it.
    #[must_use]
    pub fn story(&self) -> Story {
        let symbols = self.outline();
        let turns = turns(&symbols);
        let title = symbols.iter().find(|symbol| symbol.kind == Kind::Headline);
        let mut story = Story {
            title: title.map(|symbol| symbol.name.clone()),
            source: self.lines_of_the_page().into_iter().find_map(|(_, text)| source(text)),
            date: self.date(),
            authors: self.authors(&turns),
            body: Vec::new(),
        };
        for line in self.lines(&[]) {
            let start = line.start + (line.text.len() - line.text.trim_start().len());
            let span = Span::new(start, line.start + line.text.trim_end().len());
            if title.is_some_and(|title| title.span == span) {
                continue;
            }
            let fused = self.fused(line.start);
            let text = Span::new(fused.map_or(start, |fused| fused.max(start)), span.end);
            let turn = turn_at(&turns, text.start);
            let is_byline = turn.is_none() && is_byline(self.text(text));
            let may_be_title = turn.is_none() && !is_byline && story.title.is_none() && story.body.is_empty();
            if may_be_title && self.is_title(text) {
                story.title = Some(self.text(text).to_owned());
            } else if !self.text(text).is_empty() && !is_byline {
                story.body.extend(self.paragraphs(text, turn));
            }
        }
        story
    }

    fn text(&self, span: Span) -> &str {
        self.view.text().get(span.range()).unwrap_or_default().trim()
    }

    /// One line of the body: its label and its text apart, where it has a label.
    fn paragraphs(&self, span: Span, turn: Option<&Symbol>) -> Vec<Paragraph> {
        let paragraph =
            |kind, span: Span| Paragraph { kind, text: self.text(span).to_owned(), span: self.view.to_disk(span) };
        let Some(turn) = turn else {
            let kind = if is_heading(self.text(span)) { ParagraphKind::Heading } else { ParagraphKind::Text };
            return vec![paragraph(kind, span)];
        };
        // A label is what stands up to the colon behind the name.
        let behind = &self.view.text()[turn.selection.end..span.end];
        let label = behind.find([':', '：']).map_or(span.end, |at| turn.selection.end + at);
        let rest = label + behind[label - turn.selection.end..].chars().next().map_or(0, char::len_utf8);
        let mut parts = vec![paragraph(ParagraphKind::Speaker, Span::new(span.start, label))];
        if !self.text(Span::new(rest, span.end)).is_empty() {
            parts.push(paragraph(ParagraphKind::Text, Span::new(rest, span.end)));
        }
        parts
    }

    /// The short lines, some of which say where the article is from and who wrote it, each with where it starts.
    fn lines_of_the_page(&self) -> Vec<(usize, &str)> {
        let lines = self.lines(&["publication-line", "source-line"]);
        let start = |line: &Line<'_>| line.start + (line.text.len() - line.text.trim_start().len());
        let lines = lines.iter().map(|line| (start(line), line.text.trim()));
        lines.filter(|(_, text)| text.chars().count() <= FURNITURE).collect()
    }

    fn date(&self) -> Option<String> {
        let lines = self.lines(&["publication-line", "source-line", "bare-timestamp"]);
        let cues = lines.iter().enumerate().filter_map(|(at, line)| Some((at, document::cue(line.text)?)));
        let found = document::decide(cues)?.date;
        let year = found.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        Some(format!("{year}-{:02}-{:02}", found.month, found.day))
    }

    fn authors(&self, turns: &[&Symbol]) -> Vec<String> {
        // Who asks is not who wrote.
        let speaks = |start: usize| turn_at(turns, start).is_some();
        let page = self.lines_of_the_page().into_iter().filter(|(start, _)| !speaks(*start)).map(|(_, text)| text);
        let all = self.lines(&[]);
        let dateline = all.iter().find_map(|line| dateline(line.text.trim()));
        let mut names: Vec<String> = Vec::new();
        for text in page.chain(dateline) {
            // In an article's own lines a reporter may be one it tells of: only a byline or a dateline counts.
            let counts =
                SOURCE.is_match(text) || is_byline(text) || dateline == Some(text) || document::cue(text).is_some();
            let found = AUTHORS.captures_iter(text).filter(|_| counts).filter_map(|found| found.name("names"));
            for name in found.flat_map(|names| names.as_str().split(['、', ',', '，', ' ', '\u{3000}'])) {
                if !name.is_empty() && !is_no_name(name) && names.iter().all(|known| known != name) {
                    names.push(name.to_owned());
                }
            }
        }
        names
    }

    /// Whether a first line can be the title, where the outline has none: no sentence, and no label.
    fn is_title(&self, span: Span) -> bool {
        let text = self.text(span);
        let characters = text.chars().count();
        (2..=60).contains(&characters) && !text.contains(['。', '；']) && !text.ends_with([':', '：', '，', ','])
    }
}

/// The turns of all speakers, in order.
fn turns(symbols: &[Symbol]) -> Vec<&Symbol> {
    symbols.iter().filter(|symbol| symbol.kind == Kind::Turn).collect()
}

/// The turn that begins at `start`.
fn turn_at<'a>(turns: &[&'a Symbol], start: usize) -> Option<&'a Symbol> {
    let at = turns.binary_search_by_key(&start, |turn| turn.span.start).ok()?;
    turns.get(at).copied()
}

fn source(text: &str) -> Option<String> {
    let labelled = SOURCE.captures(text).and_then(|found| found.get(1));
    let publisher = || {
        // Without a label it has to stand beside a date.
        document::cue(text)?;
        PUBLISHER.captures(text)?.name("name")
    };
    let name = labelled.or_else(publisher)?.as_str();
    Some(name.trim_matches(['《', '》', '“', '”', '【', '】']).to_owned())
}

/// The dateline in brackets that a paragraph begins with: `霧嶺社柳塘5月6日電（記者 甘棠）`.
fn dateline(text: &str) -> Option<&str> {
    let head = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let close = text[..head].find(['）', ')', '】'])?;
    let open = text[..close].find(['（', '(', '【'])?;
    let before = text[..open].chars().count();
    let inside = &text[open..close + text[close..].chars().next().map_or(0, char::len_utf8)];
    (before <= 30 && inside.contains(['記', '记', '員', '员'])).then_some(inside)
}

/// `文｜秋分`, `記者 甘棠`, `作者：陸橋`: a line that says who wrote it, and no more.
fn is_byline(text: &str) -> bool {
    text.chars().count() <= 40
        && AUTHORS.find(text).is_some_and(|found| found.start() == 0)
        && !text.contains(['。', '，'])
}

fn is_no_name(name: &str) -> bool {
    ["報導", "报道", "報道", "攝影", "摄影", "綜合", "综合", "記者", "记者", "通訊員", "通讯员"].contains(&name)
}

/// `一、總體要求`, `（一）指導思想`, `第三條`: a short line with a number at its head and no sentence behind it.
fn is_heading(text: &str) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章節节編编部])")
            .expect("the pattern is a constant, and tested")
    });
    text.chars().count() <= 40 && !text.contains(['。', '；', '！', '？']) && NUMBERED.is_match(text)
}
