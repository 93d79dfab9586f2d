//! Damage that put the text out of step: readings pasted into the middle of characters (M102), and characters cut in
//! two at the bytes of a mark (M103). Both leave bytes that were decoded in the wrong pairs, so both are undone by one
//! search, [`solve`].
//!
//! ```text
//! was        動     東          84 D3 | 96 7C
//! pasted     動  96 (xùn) 7C    84 D3 96 ( x ù n ) 7C          because D3 96 is 訓, which is on the site's list
//! on disk    動  ?xùn)  |       the lead byte 96 and the bracket became one `?`
//! ```
//!
//! - [`token`] reads the disk: characters, pastes, and the places where a lead byte was lost.
//! - [`lattice`] goes through the tokens with every text that can have been there, byte by byte, and keeps those that
//!   are whole characters and have the pastes where the document's list puts them.
//! - [`rank`] orders what is left, by the document first and by a word model then.
//! - [`certificate`] runs the damage forwards over each repair that is offered, and compares.
//!
//! What the document shows besides the line is a small [`Context`], so that a run is read again only when that changes.

mod arena;
mod certificate;
mod context;
mod lattice;
mod lost;
mod rank;
mod state;
mod token;

pub use context::{Context, Fold};
pub(super) use token::reading;
pub use token::{Lost, marker_of_cut, marker_of_paste, marker_of_silent_cut};

use lattice::{Found, Search, Text};

use super::{Candidate, Evidence, Repair, Step};
use crate::lint::Rule;
use crate::mojibake::around::title;
use crate::mojibake::forward::Decoder;
use crate::text::edit::{Applicability, Edit};
use crate::text::{Span, han};

/// A damaged run of one line, with what it can have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What is replaced, in bytes of the line.
    pub span: Span,
    /// Where the search began and ended, in bytes of the line: no other damage is looked for in between.
    pub searched: Span,
    /// What can have stood at `span`, the likeliest first; a few of [`Self::count`].
    pub texts: Vec<String>,
    /// How many texts are consistent with what is on disk.
    pub count: usize,
    /// Whether there may be more than `count`.
    pub more: bool,
    /// Whether the first text is certain: the only one, with nothing guessed.
    pub certain: bool,
    /// What decided between them.
    pub decided_by: DecidedBy,
    /// Whether digits were lost for good: `?` stands for each.
    pub lost_digits: bool,
    /// The bytes of the first text.
    pub steps: Vec<Step>,
    /// The characters that the document was asked about, sorted: see [`Evidence::changed`].
    pub asked: Vec<char>,
}

/// Why the first of several texts comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// There is one only.
    Proof,
    /// The same characters stand together elsewhere in the document.
    Document,
    /// They are words.
    Words,
}

/// What begins a run: see [`marker_of_paste`] and [`marker_of_cut`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// In bytes of the line.
    pub span: Span,
    /// What became of the lead byte.
    pub lost: Lost,
    /// Whether a reading was pasted here, rather than a character cut.
    pub is_paste: bool,
}

impl Marker {
    /// As a candidate of `rule`; its key says what became of the lead byte.
    pub(super) fn candidate(&self, rule: &'static Rule) -> Option<Candidate> {
        let key = match self.lost {
            Lost::QuestionMark => '?',
            Lost::Replacement => char::REPLACEMENT_CHARACTER,
            Lost::Nothing => '(',
        };
        let (start, end) = (u32::try_from(self.span.start).ok()?, u32::try_from(self.span.end).ok()?);
        Some(Candidate { rule, start, end, key, at_best: Applicability::Safe })
    }

    /// What the key of a candidate says became of the lead byte.
    pub(super) const fn lost_of(key: char) -> Lost {
        match key {
            '?' => Lost::QuestionMark,
            '(' => Lost::Nothing,
            _ => Lost::Replacement,
        }
    }

    /// The marker that `candidate` was made of.
    pub(super) fn of(candidate: &Candidate) -> Self {
        let is_paste = candidate.rule == &super::shifted_gloss::RULE;
        Self { span: candidate.span(), lost: Self::lost_of(candidate.key), is_paste }
    }

    /// Whether `rule` finds markers.
    pub(super) fn is_found_by(rule: &Rule) -> bool {
        *rule == super::shifted_gloss::RULE || *rule == super::cut_character::RULE
    }
}

impl Run {
    /// How far the first text may be trusted.
    #[must_use]
    pub const fn applicability(&self) -> Applicability {
        if self.certain { Applicability::Safe } else { Applicability::Unsafe }
    }

    /// The edits that undo it, and the others that would.
    pub(super) fn repair(&self, line: &str) -> Repair {
        let disk = line.get(self.span.range()).unwrap_or_default();
        let edits = |text: &String| vec![Edit::replace(self.span, text.as_str())];
        let mut texts = self.texts.iter().map(|text| (title(disk, text), edits(text)));
        let (title, edits) = texts.next().unwrap_or_default();
        Repair { title, edits, args: vec![("detail", self.detail())], alternatives: texts.collect() }
    }

    /// What to say of it after what happened.
    fn detail(&self) -> String {
        let was = self.texts.first().map_or("", String::as_str);
        let count = match (self.count, self.more) {
            (1, false) => return format!(": this was `{was}`, the only text that gives what is here"),
            (count, false) => format!("{count} texts"),
            (1, true) => "several texts".to_owned(),
            (count, true) => format!("at least {count} texts"),
        };
        let why = match self.decided_by {
            DecidedBy::Proof | DecidedBy::Words => "as words go",
            DecidedBy::Document => "by what stands elsewhere in the document",
        };
        let digits = if self.lost_digits { "; a digit was lost for good, and `?` stands for it" } else { "" };
        format!(": likely `{was}`; {count} give what is here, and this is the likeliest {why}{digits}")
    }
}

/// For a marker that no run came of: it is only named.
pub(super) fn repair_of_nothing(_: &str, _: &Candidate) -> Repair {
    Repair {
        args: vec![("detail", ", and nothing that may have stood here gives what is on disk".to_owned())],
        ..Repair::default()
    }
}

/// How many texts of a run are offered.
const OFFERED: usize = 5;

/// Reads the damage of a line backwards: one run for each of `markers` that is not part of an earlier run, where
/// something consistent was found. `markers` are in order of place.
#[must_use]
pub fn solve(line: &str, markers: &[Marker], context: &Context, evidence: &Evidence) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Each byte is searched once, also where nothing comes of it.
    let (mut done, mut in_vain) = (0, 0);
    for marker in markers {
        if marker.span.start >= done && in_vain < IN_VAIN {
            let (searched, run) = solve_one(line, done, marker, context, evidence);
            done = searched.max(done);
            in_vain += usize::from(run.is_none());
            runs.extend(run);
        }
    }
    runs
}

/// So many searches in one piece of text may come to nothing before the rest is left alone: it is no such damage.
const IN_VAIN: usize = 12;

/// The run that begins with `marker`, and up to where it was looked for.
fn solve_one(line: &str, done: usize, marker: &Marker, context: &Context, evidence: &Evidence) -> (usize, Option<Run>) {
    // The character before the marker gives the byte that a paste went with. It may have a reading of its own.
    let Some((at, _)) = token::last_character(&line[done..marker.span.start]) else { return (done, None) };
    let start = done + at;
    let decoder = match marker.lost {
        Lost::QuestionMark => Decoder::Mbstring,
        Lost::Replacement => Decoder::Whatwg,
        Lost::Nothing => Decoder::Glibc,
    };
    let silent = (marker.lost == Lost::Nothing && !marker.is_paste).then_some(marker.span.start);
    let vanishing = !context.private_use_kept || decoder == Decoder::Glibc;
    let search = Search::new(line, start, context, evidence, decoder).with_silent_cut(silent);
    let found = search.with_vanishing(vanishing).run();
    (found.end, run(line, Span::new(start, found.end), done, found, marker, context, decoder))
}

/// The run at `searched`, where `found` was found.
fn run(
    line: &str,
    searched: Span,
    done: usize,
    found: Found<'_>,
    marker: &Marker,
    context: &Context,
    decoder: Decoder,
) -> Option<Run> {
    let disk = &line[searched.range()];
    let ranked = rank::rank(line, done, searched, &found, context);
    let offered: Vec<_> = ranked
        .order
        .iter()
        .map(|index| &found.texts[*index])
        .filter(|text| certificate::holds(text, disk, found.reading, context, decoder))
        .take(OFFERED)
        .collect();
    let best = *offered.first()?;
    let shown: Vec<String> = offered.iter().map(|text| text.shown(context.fold)).collect();
    if best.is_identity {
        return None;
    }
    // What all of them have in common with the disk at both ends is no part of the repair.
    let head = shown.iter().map(|text| common_prefix(disk, text)).min().unwrap_or(0);
    let tails = shown.iter().map(|text| common_tail(&disk[head..], &text[head..]));
    let (tail, tail_of_text) = tails.min().unwrap_or_default();
    let count = found.texts.iter().filter(|text| !text.is_identity).count();
    let more = found.cut_short || !context.private_use_kept || decoder == Decoder::Glibc;
    let certain = marker.is_paste
        && count == 1
        && !more
        && context.shows_paste
        && context.fold != Fold::Unknown
        && best.first_readings
        && best.digits.is_empty()
        && !best.text.chars().any(super::signs::is_rare);
    let decided_by = match (count, ranked.by_document) {
        (1, _) if !more => DecidedBy::Proof,
        (_, true) => DecidedBy::Document,
        _ => DecidedBy::Words,
    };
    Some(Run {
        span: Span::new(searched.start + head, searched.end - tail),
        searched: Span::new(searched.start, searched.end - tail),
        lost_digits: !best.digits.is_empty(),
        steps: steps(best, line, context.fold),
        texts: shown.iter().map(|text| text[head..text.len() - tail_of_text].to_owned()).collect(),
        count,
        more,
        certain,
        decided_by,
        asked: found.asked,
    })
}

/// The bytes of a text as a table, a row for each character on disk or each byte that is nowhere on disk.
fn steps(text: &Text<'_>, line: &str, fold: Fold) -> Vec<Step> {
    let mut steps: Vec<(Option<usize>, Step)> = Vec::new();
    let mut pending = None;
    for &(byte, source) in &text.bytes {
        let was = match pending.take() {
            Some(lead) => han::from_gbk([lead, byte]).map(|c| fold.shown(c.encode_utf8(&mut [0; 4]))),
            None if byte < 0x80 => Some(char::from(byte).to_string()),
            None => {
                pending = Some(byte);
                None
            }
        };
        match steps.last_mut() {
            Some((known, step)) if source.is_some() && *known == source => {
                step.bytes.push(byte);
                step.was.extend(was);
            }
            _ => {
                let disk = source.and_then(|at| line[at..].chars().next()).map(String::from).unwrap_or_default();
                steps.push((source, Step { disk, bytes: vec![byte], was: was.unwrap_or_default() }));
            }
        }
    }
    steps.into_iter().map(|(_, step)| step).collect()
}

/// The length in bytes of what both texts begin with.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

/// The lengths in bytes of what both texts end with, on disk and in the text: readings on disk that stand where they
/// belong are passed over, for they are found by themselves.
fn common_tail(disk: &str, text: &str) -> (usize, usize) {
    let (mut on_disk, mut in_text) = (disk, text);
    while let Some(c) = in_text.chars().next_back() {
        let bare = on_disk
            .rfind('(')
            .filter(|open| on_disk.ends_with(')') && on_disk[..*open].ends_with(c))
            .filter(|open| reading(&on_disk[open + 1..]).is_some_and(|reading| han::has_reading(c, reading)));
        let rest = &on_disk[..bare.unwrap_or(on_disk.len())];
        let Some(before) = rest.strip_suffix(c) else { break };
        on_disk = before;
        in_text = &in_text[..in_text.len() - c.len_utf8()];
    }
    (disk.len() - on_disk.len(), text.len() - in_text.len())
}

#[cfg(test)]
pub(super) mod tests {
    use crate::article::Article;
    use crate::text::edit::{self, Applicability};
    use std::sync::Arc;

    /// What the rules of this room make of `line` on a page that begins with `page`, and whether that is certain.
    pub(in crate::mojibake) fn repaired(page: &str, line: &str) -> (String, bool) {
        let text = format!("{page}\n{line}");
        let findings = Article::new(&text, Arc::default()).findings();
        let slipped = findings.iter().filter(|it| it.rule.name == "shifted-gloss" || it.rule.name == "cut-character");
        let fixes: Vec<_> = slipped.filter_map(|finding| finding.fix.as_ref()).collect();
        let certain = !fixes.is_empty() && fixes.iter().all(|fix| fix.applicability == Applicability::Safe);
        let edits = edit::select(fixes, Applicability::Unsafe);
        (edit::apply(&text, &edits)[page.len() + 1..].to_owned(), certain)
    }
}
