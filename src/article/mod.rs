//! [`Article`]: all that is known of one document, kept up to date under edits.
//!
//! Invariant: after any edits an article equals, field for field, the article made from the final text. What a piece
//! says on its own is kept with the piece; what the document says (which glosses are damage, which script the body is
//! in) is a summary over the pieces, updated by taking the old pieces away and adding the new ones. Only when the
//! summary changes its mind about a key are the pieces that hold that key read again.
//!
//! An article knows nothing of files, and of lines only what a piece is; the protocol's positions are `text::position`.
#![expect(
    clippy::disallowed_methods,
    reason = "spans are clamped to characters on entry; pieces end between characters"
)]

mod findings;
mod pieces;
mod reading;
mod render;
mod repair;
mod story;

pub use findings::{Limits, Listing, Total};
pub use reading::{Knowledge, Known, Reading};
pub use repair::{Repair, Wanted, repair};
pub use story::{Paragraph, ParagraphKind, Story};

use crate::boilerplate::{self, Line, Mark, Part, Shape, common_line};
use crate::config::Config;
use crate::mojibake::{self, Candidate, Context, Decisions, Evidence, Run};
use crate::text::Span;
use crate::text::edit::{self, Applicability, Edit};
use ropey::Rope;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// One document, analysed.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    config: Arc<Config>,
    text: Rope,
    pieces: Vec<Piece>,
    /// Where each piece starts, in bytes; as long as `pieces`.
    starts: Vec<usize>,
    evidence: Evidence,
    verdict: Verdict,
    /// The shapes of all pieces, repaired, added up.
    shape: Shape,
    /// How many pieces hold more than white space.
    filled: usize,
    /// What it says, once somebody has asked.
    said: Cache<Known>,
}

/// What follows from the rest of an article, is made when it is wanted and forgotten when the text changes.
#[derive(Debug)]
struct Cache<T>(OnceLock<Arc<T>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Cache<T> {
    /// Articles that are the same but for this are the same.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What the document decides for all of its lines.
#[derive(Clone, Debug, Default, PartialEq)]
struct Verdict {
    /// What is damage, by code.
    decisions: BTreeMap<&'static str, Decisions>,
    /// What runs of damage are read with.
    context: Context,
}

impl Verdict {
    fn of(evidence: &Evidence) -> Self {
        let context = if evidence.may_have_runs() { Context::of(evidence) } else { Context::default() };
        Self { decisions: mojibake::decide(evidence), context }
    }

    fn decision(&self, candidate: &Candidate) -> Option<Applicability> {
        self.decisions.get(candidate.rule.code)?.get(&candidate.key).copied()
    }
}

/// A line with its terminator, or a part of a very long line.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    /// Bytes on disk, terminator included.
    len: usize,
    /// Whether it is a line and not a part of one.
    whole_line: bool,
    /// Of the repaired content.
    shape: Shape,
    /// What there is to say beyond that; nothing for most lines.
    notes: Option<Box<Notes>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Notes {
    candidates: Vec<Candidate>,
    runs: Vec<Run>,
    marks: Vec<Mark>,
    parts: Vec<Part>,
}

impl Piece {
    fn candidates(&self) -> &[Candidate] {
        self.notes.as_ref().map_or(&[], |notes| &notes.candidates)
    }

    fn runs(&self) -> &[Run] {
        self.notes.as_ref().map_or(&[], |notes| &notes.runs)
    }

    fn marks(&self) -> &[Mark] {
        self.notes.as_ref().map_or(&[], |notes| &notes.marks)
    }

    fn parts(&self) -> &[Part] {
        self.notes.as_ref().map_or(&[], |notes| &notes.parts)
    }

    const fn is_blank(&self) -> bool {
        self.shape.characters == 0
    }
}

impl Article {
    /// Reads a document.
    #[must_use]
    pub fn new(text: &str, config: Arc<Config>) -> Self {
        Self::read(Rope::from_str(text), text, config)
    }

    /// Reads a document whose text is a rope already, which the article then shares.
    #[must_use]
    pub fn from_rope(rope: Rope, config: Arc<Config>) -> Self {
        let text = rope.to_string();
        Self::read(rope, &text, config)
    }

    fn read(rope: Rope, text: &str, config: Arc<Config>) -> Self {
        let mut article = Self {
            config,
            text: rope,
            pieces: Vec::new(),
            starts: Vec::new(),
            evidence: Evidence::default(),
            verdict: Verdict::default(),
            shape: Shape::default(),
            filled: 0,
            said: Cache::default(),
        };
        let mut line_start = true;
        let mut at = 0;
        while at < text.len() {
            let len = pieces::next_length(&text[at..], true).unwrap_or(text.len() - at);
            let piece = scan_piece(&text[at..at + len], line_start, at + len == text.len());
            line_start = ends_line(&text[at..at + len]);
            article.starts.push(at);
            article.evidence.add_candidates(piece.candidates());
            article.pieces.push(piece);
            at += len;
        }
        if article.evidence.needs_count() {
            let pieces = article.pieces.iter().zip(&article.starts);
            article.evidence.count_all(pieces.map(|(piece, start)| Cow::from(&text[*start..*start + piece.len])));
        }
        article.verdict = Verdict::of(&article.evidence);
        for (piece, start) in article.pieces.iter_mut().zip(&article.starts) {
            let text = &text[*start..*start + piece.len];
            read_piece(piece, text, &article.verdict, &article.evidence, &article.config);
        }
        for index in 0..article.pieces.len() {
            article.count(index, Sign::Plus);
        }
        article
    }

    /// The text on disk.
    #[must_use]
    pub const fn text(&self) -> &Rope {
        &self.text
    }

    /// A part of the text on disk; a span that does not fit is made to.
    #[must_use]
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let span = self.clamped(span);
        self.text.byte_slice(span.range()).into()
    }

    /// The piece that `offset` lies in, without its terminator.
    #[must_use]
    pub fn line_span(&self, offset: usize) -> Span {
        let index = self.piece_at(offset);
        let Some(start) = self.starts.get(index) else { return Span::default() };
        Span::new(*start, start + pieces::content(&self.piece_text(index)).len())
    }

    /// The configuration that it was read with.
    #[must_use]
    pub const fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The same text, read with another configuration.
    #[must_use]
    pub fn with_config(&self, config: Arc<Config>) -> Self {
        Self::from_rope(self.text.clone(), config)
    }

    /// Replaces the bytes of `span` by `content`, and reads again what that changes.
    ///
    /// A span that lies past the end, or whose ends are inside a character, is clamped to the nearest that does not.
    pub fn edit(&mut self, span: Span, content: &str) {
        self.said = Cache::default();
        let span = self.clamped(span);
        let (first, mut last) = self.touched(span);
        let start = self.starts.get(first).copied().unwrap_or(0);
        let mut old_end = self.end_of(last);
        let old_text: String = self.text.byte_slice(start..old_end).into();
        self.replace_text(span, content);
        let grown = content.len();
        let shrunk = span.len();
        // The pieces anew, until a cut falls where there was one before, behind the edit.
        let (lengths, new_text) = loop {
            let end = old_end + grown - shrunk;
            let text = self.text_with_lookahead(start, end);
            if let Some(lengths) = cut(&text, end - start, end == self.text.len_bytes()) {
                break (lengths, text);
            }
            last = (last + 1 + (last - first)).min(self.pieces.len() - 1);
            old_end = self.end_of(last);
        };
        let new_text = &new_text[..old_end + grown - shrunk - start];
        let old_text = if start + old_text.len() == old_end {
            old_text
        } else {
            let tail = new_text.len() - (old_end - (start + old_text.len()));
            old_text + &new_text[tail..]
        };
        self.swap_pieces(first, last, &old_text, &lengths, new_text);
    }

    /// The text from `start` to `end`, and the character after it.
    fn text_with_lookahead(&self, start: usize, end: usize) -> String {
        let after = self.text.byte_slice(end..).chars().next();
        let mut text: String = self.text.byte_slice(start..end).into();
        text.extend(after);
        text
    }

    /// `span`, made to fit the text.
    fn clamped(&self, span: Span) -> Span {
        let clamp = |offset: usize| {
            let offset = offset.min(self.text.len_bytes());
            self.text.try_byte_to_char(offset).and_then(|index| self.text.try_char_to_byte(index)).unwrap_or(0)
        };
        let start = clamp(span.start);
        Span::new(start, clamp(span.end).max(start))
    }

    /// The first and the last piece that an edit of `span` may change: a CR may meet an LF, and a cut in a long line
    /// looks at one character after it, so the piece before counts too.
    fn touched(&self, span: Span) -> (usize, usize) {
        (self.piece_at(span.start).saturating_sub(1), self.piece_at(span.end))
    }

    /// The piece that `offset` lies in, or the last.
    fn piece_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn end_of(&self, piece: usize) -> usize {
        self.starts
            .get(piece + 1)
            .copied()
            .unwrap_or_else(|| self.starts.get(piece).map_or(0, |start| start + self.pieces[piece].len))
    }

    fn replace_text(&mut self, span: Span, content: &str) {
        let chars = self.text.byte_to_char(span.start)..self.text.byte_to_char(span.end);
        let at = chars.start;
        self.text.remove(chars);
        self.text.insert(at, content);
    }

    /// Puts pieces of the given lengths in the place of `first..=last`, and brings the summary up to date.
    fn swap_pieces(&mut self, first: usize, last: usize, old_text: &str, lengths: &[usize], new_text: &str) {
        let old = if self.pieces.is_empty() { 0..0 } else { first..last + 1 };
        let mut at = 0;
        for index in old.clone() {
            self.count(index, Sign::Minus);
            let len = self.pieces[index].len;
            self.evidence.remove_characters(&old_text[at..at + len]);
            self.evidence.remove_candidates(self.pieces[index].candidates());
            at += len;
        }
        let start = self.starts.get(first).copied().unwrap_or(0);
        let complete = start + new_text.len() == self.text.len_bytes();
        let mut line_start = start == 0 || matches!(self.text.byte(start - 1), b'\n' | b'\r');
        let mut fresh = Vec::with_capacity(lengths.len());
        let mut at = 0;
        for len in lengths {
            let text = &new_text[at..at + len];
            at += len;
            fresh.push(scan_piece(text, line_start, complete && at == new_text.len()));
            line_start = ends_line(text);
        }
        let count = fresh.len();
        for piece in &fresh {
            self.evidence.add_candidates(piece.candidates());
        }
        let mut at = 0;
        for len in lengths {
            self.evidence.add_characters(&new_text[at..at + len]);
            at += len;
        }
        self.pieces.splice(old, fresh);
        self.restart(first, start);
        if self.evidence.needs_count() {
            let spans = self.pieces.iter().zip(&self.starts).map(|(piece, start)| *start..*start + piece.len);
            self.evidence.count_all(spans.map(|span| Cow::from(self.text.byte_slice(span))));
        }
        self.decide_again(first..first + count);
        let mut at = 0;
        for (index, len) in (first..).zip(lengths) {
            let text = &new_text[at..at + len];
            read_piece(&mut self.pieces[index], text, &self.verdict, &self.evidence, &self.config);
            self.count(index, Sign::Plus);
            at += len;
        }
    }

    /// Computes `starts` anew from piece `first`, which starts at `start`.
    fn restart(&mut self, first: usize, start: usize) {
        self.starts.truncate(first);
        let mut at = start;
        for piece in &self.pieces[first..] {
            self.starts.push(at);
            at += piece.len;
        }
    }

    /// Asks the damage rules again; where one changed its mind, reads the pieces outside `fresh` that this concerns.
    fn decide_again(&mut self, fresh: std::ops::Range<usize>) {
        let changed_characters = self.evidence.changed();
        let verdict = Verdict::of(&self.evidence);
        if verdict == self.verdict && changed_characters.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut self.verdict, verdict);
        let other_context = before.context != self.verdict.context;
        let changed = |candidate: &Candidate| {
            before.decision(candidate) != self.verdict.decision(candidate)
                || (other_context && mojibake::is_marker(candidate))
        };
        let asked = |run: &Run| changed_characters.iter().any(|c| run.asked.binary_search(c).is_ok());
        let is_concerned = |piece: &Piece| piece.candidates().iter().any(changed) || piece.runs().iter().any(asked);
        let concerned: Vec<usize> = (0..self.pieces.len())
            .filter(|index| !fresh.contains(index) && is_concerned(&self.pieces[*index]))
            .collect();
        for index in concerned {
            self.count(index, Sign::Minus);
            let text = self.piece_text(index).into_owned();
            read_piece(&mut self.pieces[index], &text, &self.verdict, &self.evidence, &self.config);
            self.count(index, Sign::Plus);
        }
    }

    fn piece_text(&self, index: usize) -> Cow<'_, str> {
        self.text.byte_slice(self.starts[index]..self.end_of(index)).into()
    }

    /// Adds a piece to the totals, or takes it away.
    fn count(&mut self, index: usize, sign: Sign) {
        let piece = &self.pieces[index];
        match sign {
            Sign::Plus => {
                self.shape.add(&piece.shape);
                self.filled += usize::from(!piece.is_blank());
            }
            Sign::Minus => {
                self.shape.subtract(&piece.shape);
                self.filled -= usize::from(!piece.is_blank());
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

/// The lengths of the pieces of the first `end` bytes of `text`, which holds one character more unless it is
/// `complete`; nothing if no cut falls at `end`.
fn cut(text: &str, end: usize, complete: bool) -> Option<Vec<usize>> {
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < end {
        let len = pieces::next_length(&text[at..], complete)?;
        lengths.push(len);
        at += len;
    }
    (at == end).then_some(lengths)
}

fn ends_line(piece: &str) -> bool {
    piece.ends_with(['\n', '\r'])
}

/// What a piece says on its own, on disk. `line_start`: whether a line starts with it; `last`: whether the text ends.
fn scan_piece(text: &str, line_start: bool, last: bool) -> Piece {
    let candidates = mojibake::scan(pieces::content(text));
    let notes = (!candidates.is_empty()).then(|| Box::new(Notes { candidates, ..Notes::default() }));
    Piece { len: text.len(), whole_line: line_start && (last || ends_line(text)), shape: Shape::default(), notes }
}

/// What a piece says once it is repaired, given what the document decided.
fn read_piece(piece: &mut Piece, text: &str, verdict: &Verdict, evidence: &Evidence, config: &Config) {
    let content = pieces::content(text);
    if let Some(notes) = &mut piece.notes {
        let decided = |candidate: &Candidate| verdict.decision(candidate).is_some();
        notes.runs = mojibake::runs(content, &notes.candidates, decided, &verdict.context, evidence);
    }
    if !config.selection.reads_lines() {
        return;
    }
    let repaired = repaired(content, piece, verdict, config);
    let line = Line::new(&repaired);
    piece.shape = line.shape;
    let mut marks = Vec::new();
    if piece.whole_line && !line.text.is_empty() {
        marks = boilerplate::marks(&line);
        let common = config.common.0.as_ref().filter(|_| config.selection.has(&common_line::RULE));
        marks.extend(common.and_then(|common| common_line::mark(&line, content, common)));
    }
    let parts = if piece.whole_line { boilerplate::parts(&repaired) } else { Vec::new() };
    match &mut piece.notes {
        Some(notes) => (notes.marks, notes.parts) = (marks, parts),
        None if marks.is_empty() && parts.is_empty() => {}
        None => piece.notes = Some(Box::new(Notes { marks, parts, ..Notes::default() })),
    }
}

/// A line that a piece holds, repaired.
fn repaired<'a>(line: &'a str, piece: &Piece, verdict: &Verdict, config: &Config) -> Cow<'a, str> {
    let edits = repairs(line, piece, verdict, config);
    if edits.is_empty() { Cow::Borrowed(line) } else { Cow::Owned(edit::apply(line, &edits)) }
}

/// The edits that repair a piece, the likely ones too: sorted, in bytes of its line.
fn repairs(line: &str, piece: &Piece, verdict: &Verdict, config: &Config) -> Vec<Edit> {
    let decided = |candidate: &Candidate, span| {
        let decided = verdict.decision(candidate)?;
        (!config.ignores(candidate.rule, line, span)).then_some(decided)
    };
    let settled = mojibake::settle(piece.candidates(), piece.runs(), decided);
    settled.into_iter().flat_map(|damaged| damaged.repair(line).edits).collect()
}

#[cfg(test)]
mod tests;
