//! The article as a reader has it: repaired, and without the page around it.

use super::{Article, findings::Walk, pieces, repairs};
use crate::boilerplate::{self, Flow};
use crate::outline::{self, Cue, Line, Symbol};
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::view::View;

/// The repaired text of an article, line by line. Spans are bytes of the repaired text; [`Reading::view`] maps them.
pub struct Reading {
    /// From the text on disk to the repaired one.
    pub view: View<'static>,
    lines: Vec<ReadLine>,
}

/// One line of the article: not blank, not furniture.
struct ReadLine {
    span: Span,
    cue: Option<Cue>,
}

/// Rules whose lines are furniture of the page, but say something of the article: when a turn ended, who is shown.
const TELLING: [&str; 2] = ["bare-timestamp", "caption-line"];

impl Article {
    /// The text repaired, likely repairs too, with its map to the text on disk.
    #[must_use]
    pub fn repaired(&self) -> View<'static> {
        let mut edits: Vec<Edit> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.candidates().is_empty()) {
            let text = self.piece_text(index);
            let start = self.starts[index];
            let repairs = repairs(pieces::content(&text), piece.candidates(), &self.verdict, &self.config);
            edits
                .extend(repairs.into_iter().map(|edit| Edit { span: edit.span.shifted(start), content: edit.content }));
        }
        View::owned(self.text.to_string(), &edits)
    }

    /// The article as a reader has it.
    #[must_use]
    pub fn reading(&self) -> Reading {
        let view = self.repaired();
        let mut lines = Vec::new();
        let mut walk = Walk { before: 0, previous: None, flow: Flow::default(), last_body: self.last_body() };
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_blank()) {
            let judged = boilerplate::judge(piece.marks(), &self.place(index, &walk));
            let furniture = judged.is_some_and(|(mark, _)| !TELLING.contains(&mark.rule.name));
            walk.pass(index, piece);
            if !furniture {
                let start = self.starts[index];
                let disk = Span::new(start, start + pieces::content(&self.piece_text(index)).len());
                let span = view.from_disk(disk);
                lines.push(ReadLine { span, cue: outline::cue(&view.text()[span.range()]) });
            }
        }
        Reading { view, lines }
    }

    /// Headline, speakers and sections, with spans on disk.
    #[must_use]
    pub fn outline(&self) -> Vec<Symbol> {
        let reading = self.reading();
        let mut symbols = reading.outline();
        symbols.iter_mut().for_each(|symbol| reading.to_disk(symbol));
        symbols
    }
}

impl Reading {
    /// The lines for the rooms that read the repaired text.
    #[must_use]
    pub fn lines(&self) -> Vec<Line<'_>> {
        let text = self.view.text();
        let line = |line: &'_ ReadLine| (line.span.start, &text[line.span.range()]);
        self.lines
            .iter()
            .map(|read| {
                let (start, text) = line(read);
                Line { start, text, cue: read.cue.as_ref() }
            })
            .collect()
    }

    /// The outline, in spans of the repaired text.
    #[must_use]
    pub fn outline(&self) -> Vec<Symbol> {
        outline::outline(&self.lines())
    }

    /// Moves a symbol, and those in it, to where they are on disk.
    fn to_disk(&self, symbol: &mut Symbol) {
        symbol.span = self.view.to_disk(symbol.span);
        symbol.selection = self.view.to_disk(symbol.selection);
        symbol.children.iter_mut().for_each(|child| self.to_disk(child));
    }
}
