//! Which of several texts it was: by the document first, by a word model then.

use super::context::Context;
use super::lattice::{Found, Text};
use crate::mojibake::words;
use crate::text::{Span, han};

/// So many of the texts, those with the likeliest pairs of characters, are looked at closely.
const CLOSELY: usize = 96;
/// So many characters on both sides of a run are looked at with it.
const AROUND: usize = 6;

/// The texts of a search in order.
pub(super) struct Ranked {
    /// Indices into [`Found::texts`], the likeliest first.
    pub(super) order: Vec<usize>,
    /// Whether the document decided that the first is the first.
    pub(super) by_document: bool,
}

/// Orders the texts of a run at `span` of `line`; what stands before `done` is another run.
pub(super) fn rank(line: &str, done: usize, span: Span, found: &Found<'_>, context: &Context) -> Ranked {
    let before = without_readings(&line[done..span.start]);
    let skip = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skip).collect();
    let behind = &line[span.end..];
    let after: String = without_readings(head(behind, AROUND * 4)).chars().take(AROUND).collect();
    // A paragraph ends as a sentence does; where it has no stop, it is one that is not written.
    let ends_line = behind.is_empty();
    let opened_in_clause = opens_in_clause(&line[done..span.start]);
    let in_front = &line[..span.start];
    let open = Brackets::default().after(in_front);
    // A headline, or a row of names, has no marks of sentences.
    let is_list = !in_front.contains(MARKS) && !behind.contains(MARKS) && line.len() - span.len() >= 45;
    let mut ranked: Vec<(f32, f32, usize)> = Vec::new();
    // A text that says nothing was lost is looked at whatever it costs: it is what the others have to beat.
    let looked_at = |(index, text): &(usize, &Text<'_>)| *index < CLOSELY || text.is_identity;
    for (index, text) in found.texts.iter().enumerate().filter(looked_at) {
        let shown = context.fold.shown(&text.text);
        let stop = if ends_line && shown.ends_with(han::is_han) { "。" } else { "" };
        let mut words = words::text_cost(&format!("{before}{shown}{after}{stop}")) + prior(text, context);
        let ends_open = ends_line && shown.ends_with(OPEN);
        if ends_open || (opened_in_clause && stops_before_quote_ends(&shown)) {
            words += AGAINST_CONVENTION;
        }
        if is_list {
            words += AGAINST_CONVENTION * shown.matches(MARKS).count() as f32;
        }
        words += UNBALANCED * open.after(&shown).after(behind).unbalanced() as f32;
        // A cut that left nothing has to be plain to see.
        if found.is_silent && !text.is_identity {
            words += 8.0;
        }
        ranked.push((words - text.echo, words, index));
    }
    let by_words = ranked.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map(|best| best.2);
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let by_document = ranked.first().is_some_and(|best| by_words != Some(best.2));
    Ranked { order: ranked.into_iter().map(|(_, _, index)| index).collect(), by_document }
}

/// What it costs a text to put a full stop where nobody does, in nats.
const AGAINST_CONVENTION: f32 = 8.0;

/// Marks of sentences and their parts.
const MARKS: [char; 9] = ['。', '，', '；', '！', '？', ',', ';', '!', '?'];

/// Marks that no line ends with.
const OPEN: [char; 11] = ['“', '‘', '「', '『', '（', '(', '《', '〈', '、', '，', ','];

/// What it costs a text to leave a bracket or quotation mark open, or to close one that was not, in nats.
const UNBALANCED: f32 = 5.0;

/// How many brackets and quotation marks of each kind are open in a line, and how often one was closed that was not.
#[derive(Clone, Copy, Default)]
struct Brackets {
    open: [u8; 6],
    stray: usize,
}

impl Brackets {
    fn after(mut self, text: &str) -> Self {
        for c in text.chars() {
            if let Some(kind) = ['“', '‘', '「', '『', '《', '（'].iter().position(|open| *open == c) {
                self.open[kind] = self.open[kind].saturating_add(1);
            } else if let Some(kind) = ['”', '’', '」', '』', '》', '）'].iter().position(|close| *close == c) {
                self.stray += usize::from(self.open[kind] == 0);
                self.open[kind] = self.open[kind].saturating_sub(1);
            }
        }
        self
    }

    fn unbalanced(self) -> usize {
        self.stray + self.open.iter().map(|open| usize::from(*open)).sum::<usize>()
    }
}

/// Whether the last quotation mark in `text` opens a quotation in the middle of a clause: `觀看了“`.
fn opens_in_clause(text: &str) -> bool {
    let Some((before, _)) = text.rfind('“').map(|at| text.split_at(at)).filter(|(_, quoted)| !quoted.contains('”'))
    else {
        return false;
    };
    before.chars().next_back().is_some_and(han::is_han)
}

/// Whether a full stop stands before the closing quotation mark, and the sentence goes on behind it. (By GB/T 15834 it
/// stands inside only where the quotation is a sentence that somebody says.)
fn stops_before_quote_ends(text: &str) -> bool {
    text.split_once("。”").is_some_and(|(_, after)| after.starts_with(han::is_han))
}

/// What speaks against a text besides its words, in nats.
fn prior(text: &Text<'_>, context: &Context) -> f32 {
    let unlisted = text.glossed.iter().filter(|(c, _)| !context.lists(*c)).count();
    let other_readings = if text.first_readings { 0.0 } else { 3.0 };
    // On a page like this, `?` before a mark is seldom a question.
    let identity = if text.is_identity { 3.0 } else { 0.0 };
    1.5 * unlisted as f32 + other_readings + identity + text.unusual
}

/// The first `bytes` bytes of `text`, or a few less.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// The end of `text` without the readings in it.
fn without_readings(text: &str) -> String {
    let start = text.char_indices().rev().nth(AROUND * 6).map_or(0, |(at, _)| at);
    let mut rest = &text[start..];
    let mut plain = String::new();
    while let Some(open) = rest.find('(') {
        plain.push_str(&rest[..open]);
        match super::reading(&rest[open + 1..]) {
            Some(reading) => rest = &rest[open + 2 + reading.len()..],
            None => {
                plain.push('(');
                rest = &rest[open + 1..];
            }
        }
    }
    plain + rest
}
