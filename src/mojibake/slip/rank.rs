//! Which of several texts it was: by the document first, by a word model then.

use super::context::Context;
use super::lattice::{Found, Text};
use crate::mojibake::evidence::pair;
use crate::mojibake::{Evidence, words};
use crate::text::Span;

/// So many of the texts, those with the likeliest pairs of characters, are looked at closely.
const CLOSELY: usize = 40;
/// So many characters on both sides of a run are looked at with it.
const AROUND: usize = 6;

/// The texts of a search in order.
pub(super) struct Ranked {
    /// Indices into [`Found::texts`], the likeliest first.
    pub(super) order: Vec<usize>,
    /// Whether the document decided that the first is the first.
    pub(super) by_document: bool,
    /// The pairs that were asked for, sorted.
    pub(super) consulted: Vec<u32>,
}

/// Orders the texts of a run at `span` of `line`; what stands before `done` is another run.
pub(super) fn rank(
    line: &str,
    done: usize,
    span: Span,
    found: &Found,
    context: &Context,
    evidence: &Evidence,
) -> Ranked {
    let before = without_readings(&line[done..span.start]);
    let skip = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skip).collect();
    let after = head(&line[span.end..], AROUND * 4);
    let after: String = without_readings(after).chars().take(AROUND).collect();
    let mut consulted = Vec::new();
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let mut likely: Vec<(f32, usize, String)> = Vec::new();
    for (index, text) in found.texts.iter().enumerate() {
        let shown = context.fold.shown(&text.text);
        likely.push((echo(left, &shown, right, evidence, &mut consulted), index, shown));
    }
    let first = |(echo, index, _): &(f32, usize, String)| found.texts[*index].cost - echo;
    likely.sort_by(|a, b| first(a).total_cmp(&first(b)));
    let mut ranked: Vec<(f32, f32, usize)> = Vec::new();
    for (place, (echo, index, shown)) in likely.into_iter().enumerate() {
        let text = &found.texts[index];
        // A text that says nothing was lost is looked at whatever it costs: it is what the others have to beat.
        if place < CLOSELY || text.is_identity {
            let words = words::word_cost(&format!("{before}{shown}{after}")) + prior(text, context);
            ranked.push((words - echo, words, index));
        }
    }
    let by_words = ranked.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map(|best| best.2);
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let by_document = ranked.first().is_some_and(|best| by_words != Some(best.2));
    consulted.sort_unstable();
    consulted.dedup();
    Ranked { order: ranked.into_iter().map(|(_, _, index)| index).collect(), by_document, consulted }
}

/// What speaks against a text besides its words, in nats.
fn prior(text: &Text, context: &Context) -> f32 {
    let unlisted = text.glossed.iter().filter(|(c, _)| !context.lists(*c)).count();
    let other_readings = if text.first_readings { 0.0 } else { 3.0 };
    // On a page like this, `?` before a mark is seldom a question.
    let identity = if text.is_identity { 3.0 } else { 0.0 };
    1.5 * unlisted as f32 + other_readings + identity
}

/// What the document says for a text: its pairs of characters that stand elsewhere too, in nats.
fn echo(before: Option<char>, text: &str, after: Option<char>, evidence: &Evidence, consulted: &mut Vec<u32>) -> f32 {
    let chars = before.into_iter().chain(text.chars()).chain(after);
    let mut echo = 0.0;
    for (a, b) in chars.clone().zip(chars.skip(1)) {
        let Some(key) = pair(a, b) else { continue };
        consulted.push(key);
        echo += match evidence.pairs(key) {
            0 => 0.0,
            1 => 2.5,
            2 => 3.5,
            _ => 4.0,
        };
    }
    echo
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
