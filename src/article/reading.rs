//! The article as a reader has it: repaired, and without the page around it.

use super::findings::{Walk, filled_span};
use super::{Article, pieces, repairs};
use crate::boilerplate;
use crate::config::Config;
use crate::consistency::{
    Said,
    sums::{Sum, sums},
};
use crate::facts::{self, Fact, FactKind};
use crate::lint::Rule;
use crate::lint::select::Selection;
use crate::outline::{self, Cue, Line, Symbol};
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::view::View;
use std::sync::Arc;

/// What a reader takes from an article. Spans are bytes of the repaired text; `reading.view` maps them.
#[derive(Debug)]
pub struct Known {
    /// The repaired text.
    pub reading: Reading,
    /// Headline, speakers and sections.
    pub outline: Vec<Symbol>,
    /// Figures, dates, people, places and documents, in order.
    pub facts: Vec<Fact>,
}

/// The repaired text of an article, line by line. Spans are bytes of the repaired text; [`Reading::view`] maps them.
#[derive(Debug)]
pub struct Reading {
    /// From the text on disk to the repaired one.
    pub view: View<'static>,
    lines: Vec<ReadLine>,
}

/// What an article says besides its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Headline, speakers and sections.
    pub outline: Vec<Symbol>,
    /// Figures, dates, people, places and documents, in order.
    pub facts: Vec<Fact>,
    /// Lists of parts with their whole.
    pub sums: Vec<Sum>,
}

/// One line that is not blank.
#[derive(Debug)]
struct ReadLine {
    span: Span,
    cue: Option<Cue>,
    /// The rule by which it is furniture of the page.
    furniture: Option<&'static Rule>,
    /// How many bytes at its head are a caption that runs into it.
    fused: usize,
}

/// Rules whose lines are no article, but say where a turn ended and who is shown.
const SHAPING: [&str; 2] = ["bare-timestamp", "caption-line"];

/// Rules whose lines are no article, but say when it was published, by whom, and who worked on it.
const TELLING: [&str; 6] =
    ["bare-timestamp", "caption-line", "publication-line", "source-line", "original-title", "editor-credit"];

impl Article {
    /// The text repaired, likely repairs too, with its map to the text on disk.
    #[must_use]
    pub fn repaired(&self) -> View<'static> {
        let mut edits: Vec<Edit> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.candidates().is_empty()) {
            let text = self.piece_text(index);
            let start = self.starts[index];
            let repairs = repairs(pieces::content(&text), piece, &self.verdict, &self.config);
            edits
                .extend(repairs.into_iter().map(|edit| Edit { span: edit.span.shifted(start), content: edit.content }));
        }
        View::owned(self.text.to_string(), &edits)
    }

    /// The line that `offset` lies in, repaired; the map counts from the start of the line on disk, which comes along.
    #[must_use]
    pub fn repaired_line(&self, offset: usize) -> (usize, View<'static>) {
        let line = self.line_span(offset);
        let text = self.slice(line).into_owned();
        let piece = self.pieces.get(self.piece_at(offset));
        let edits = piece.map_or_else(Vec::new, |piece| repairs(&text, piece, &self.verdict, &self.config));
        (line.start, View::owned(text, &edits))
    }

    /// The article as a reader has it.
    #[must_use]
    pub fn reading(&self) -> Reading {
        // What is article is to be known even where no rule is on that tells it.
        if !self.config.selection.reads_lines() {
            let config = Config { selection: Selection::default(), ..Config::clone(&self.config) };
            return self.with_config(Arc::new(config)).reading();
        }
        self.reading_on(Walk::new(self))
    }

    /// The article as a reader has it, on a walk that stands at the head; a rule that reads lines is on.
    pub(super) fn reading_on(&self, mut walk: Walk) -> Reading {
        let view = self.repaired();
        let mut lines = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_blank()) {
            let judged = boilerplate::judge(piece.marks(), &self.place(index, &walk), |_| true)
                .filter(|_| piece.whole_line && piece.parts().is_empty());
            walk.pass(index, piece);
            let start = self.starts[index];
            let text = self.piece_text(index);
            let text = pieces::content(&text);
            let furniture = judged.map(|(mark, _)| mark.rule);
            let furniture = furniture.filter(|rule| !self.config.ignores(rule, text, filled_span(text)));
            let disk = Span::new(start, start + text.len());
            let span = view.from_disk(disk);
            let cue = outline::cue(&view.text()[span.range()]);
            let fused = piece.parts().first().map_or(0, |part| part.span.end);
            lines.push(ReadLine { span, cue, furniture, fused });
        }
        Reading { view, lines }
    }

    /// What a reader takes from it; made once.
    #[must_use]
    pub fn known(&self) -> Arc<Known> {
        Arc::clone(self.said.0.get_or_init(|| Arc::new(Known::of(self.reading()))))
    }

    /// As [`Self::known`], on a walk that stands at the head; a rule that reads lines is on.
    pub(super) fn known_on(&self, walk: Walk) -> Arc<Known> {
        Arc::clone(self.said.0.get_or_init(|| Arc::new(Known::of(self.reading_on(walk)))))
    }

    /// Headline, speakers and sections, with spans on disk.
    #[must_use]
    pub fn outline(&self) -> Vec<Symbol> {
        let reading = self.reading();
        let mut outline = reading.outline();
        outline.iter_mut().for_each(|symbol| reading.symbol_to_disk(symbol));
        outline
    }

    /// Outline and facts, with spans on disk.
    #[must_use]
    pub fn knowledge(&self) -> Knowledge {
        let known = self.known();
        let Known { reading, outline, facts } = &*known;
        let mut sums = sums(&known.said());
        let (mut outline, mut facts) = (outline.clone(), facts.clone());
        sums.iter_mut().for_each(|sum| reading.sum_to_disk(sum));
        outline.iter_mut().for_each(|symbol| reading.symbol_to_disk(symbol));
        facts.iter_mut().for_each(|fact| reading.fact_to_disk(fact));
        Knowledge { outline, facts, sums }
    }
}

impl Known {
    fn of(reading: Reading) -> Self {
        let outline = reading.outline();
        let facts = reading.facts(&outline);
        Self { reading, outline, facts }
    }

    /// For the rules that hold facts against each other.
    #[must_use]
    pub fn said(&self) -> Said<'_> {
        Said { text: self.reading.view.text(), facts: &self.facts }
    }
}

impl Reading {
    /// The lines for the rooms that read the repaired text: the article's, and those that the rules `besides` found.
    #[must_use]
    pub fn lines(&self, besides: &[&str]) -> Vec<Line<'_>> {
        let wanted = |line: &&ReadLine| line.furniture.is_none_or(|rule| besides.contains(&rule.name));
        let text = self.view.text();
        let line = |line: &'_ ReadLine| (line.span.start, &text[line.span.range()]);
        self.lines
            .iter()
            .filter(wanted)
            .map(|read| {
                let (start, text) = line(read);
                Line { start, text, cue: read.cue.as_ref() }
            })
            .collect()
    }

    /// Where the text of the line that starts at `start` begins, if a caption runs into it.
    pub(super) fn fused(&self, start: usize) -> Option<usize> {
        let index = self.lines.binary_search_by_key(&start, |line| line.span.start).ok()?;
        let fused = self.lines.get(index)?.fused;
        (fused > 0).then_some(start + fused)
    }

    /// The outline, in spans of the repaired text.
    #[must_use]
    pub fn outline(&self) -> Vec<Symbol> {
        outline::outline(&self.lines(&SHAPING))
    }

    /// The facts, in spans of the repaired text, as `outline` is.
    #[must_use]
    pub fn facts(&self, outline: &[Symbol]) -> Vec<Fact> {
        facts::facts(&self.lines(&TELLING), outline)
    }

    /// Moves a symbol, and those in it, to where they are on disk.
    fn symbol_to_disk(&self, symbol: &mut Symbol) {
        symbol.span = self.view.to_disk(symbol.span);
        symbol.selection = self.view.to_disk(symbol.selection);
        symbol.children.iter_mut().for_each(|child| self.symbol_to_disk(child));
    }

    /// Moves a sum to where it is on disk.
    fn sum_to_disk(&self, sum: &mut Sum) {
        sum.whole = self.view.to_disk(sum.whole);
        sum.parts.iter_mut().for_each(|(span, _)| *span = self.view.to_disk(*span));
    }

    /// Moves a fact to where it is on disk.
    fn fact_to_disk(&self, fact: &mut Fact) {
        fact.span = self.view.to_disk(fact.span);
        if let FactKind::Figure(figure) = &mut fact.kind {
            figure.core = self.view.to_disk(figure.core);
            figure.sentence = self.view.to_disk(figure.sentence);
        }
    }
}
