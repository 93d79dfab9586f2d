//! One charset taken for another: what the rules M110 to M122 share.
//!
//! A rule says in a [`Taken`] what the text was and what it was read as; the rest is done here.
//! [`bytes`] goes back from the characters on disk to bytes, [`reader`] on from these to the text they were, and says
//! which bytes are lost; [`segment`] finds where in a line that makes sense, by the costs of [`judge`]; [`guess`] fills
//! in lost bytes. Since each character on disk has its own bytes, and these are read as the wrong charset reads them,
//! the repaired text, damaged again, is the text on disk: that is why a repair without lost bytes is Safe.
//!
//! Not here: line ends that a decoder swallowed or that UTF-16 has as halves of characters, for a rule sees one line. A
//! line of more than 128 kB is cut wherever that is (see `article::pieces`), so at each cut one damaged character may
//! stay as it is; it is not lost.
//!
//! Another pair of charsets is another small file beside these rules, with its `Taken`, and a charset that is new here
//! is one more table in [`table`].

mod bytes;
mod guess;
mod judge;
mod reader;
mod segment;
mod table;
#[cfg(test)]
pub(crate) mod testing;

pub use bytes::Charset;

use super::{Candidate, Decisions, Evidence, Repair, Signs, Step};
use crate::lint::{Check, Rule, Severity};
use crate::text::Span;
use crate::text::edit::{Applicability, Edit};
use reader::{LOST, Read, Reader, Slot};
use segment::{Segment, Segments};
use std::sync::OnceLock;

/// What was taken for what.
#[derive(Debug)]
pub struct Taken {
    /// The rule.
    pub rule: &'static Rule,
    /// What the text was.
    pub was: Charset,
    /// What it was read as.
    pub read_as: Charset,
    /// Whether it is often done twice over, so that what comes out may be such damage again.
    pub twice: bool,
    /// How many lost bytes in a row are guessed; more are named only.
    pub guessed: usize,
    /// Other damage that looks the same on disk.
    pub rivals: &'static [&'static Taken],
    /// For [`Self::lost_characters`].
    pub lost: OnceLock<Vec<char>>,
}

impl Taken {
    /// The characters that are lost whole, the most used first, where pair by pair is read as pair by pair.
    fn lost_characters(&self) -> Option<&[char]> {
        let pairs = matches!(self.was, Charset::Gbk | Charset::Big5);
        pairs.then(|| &**self.lost.get_or_init(|| guess::lost_characters(self.was, self.read_as)))
    }

    /// Whether ASCII characters on disk may be halves of others.
    const fn reads_ascii(&self) -> bool {
        matches!(self.was, Charset::Utf16Le | Charset::Utf16Be)
    }
}

/// What a candidate's evidence is counted under: how much its own line says for it.
mod key {
    /// Certain by itself.
    pub(super) const STRONG: char = 'S';
    /// Likely.
    pub(super) const MEDIUM: char = 'M';
    /// Damage only where there is more of it.
    pub(super) const WEAK: char = 'W';
}

/// From this gain on (in nats) a segment is certain, likely, or damage in company.
const STRONG: f32 = 30.0;
const MEDIUM: f32 = 14.0;
const WEAK: f32 = 5.0;

/// The most that sound text costs per character, in nats: see [`judge::strangeness`]. Prose has 4 to 7, a list of names
/// up to 11, characters picked at random 13.
const SOUND: f32 = 8.5;
const SOUND_IF_STRONG: f32 = 11.0;
/// The same for what is damage only where there is more of it.
const SOUND_IN_COMPANY: f32 = 12.5;
/// The same where the bytes are UTF-8, which chance does not make of another text.
const SOUND_UTF8: f32 = 13.0;

/// Fewer characters than this are never certain by themselves: a text on charsets may show them on purpose.
const FEW: usize = 4;

/// Where two charsets explain a segment, the one that is better by this much per character is right, in nats.
const CLEARLY: f32 = 1.0;

/// Finds candidates in a line. Of several ways in which the rule's damage comes about, a line has one.
pub(super) fn scan(all: &[&'static Taken], line: &str, candidates: &mut Vec<Candidate>) {
    let [first, others @ ..] = all else { return };
    scan_for(first, line, candidates);
    let extent = |found: &[Candidate]| found.iter().map(|candidate| candidate.end - candidate.start).sum::<u32>();
    for taken in others {
        let mut found = Vec::new();
        scan_for(taken, line, &mut found);
        if extent(&found) > extent(candidates) {
            *candidates = found;
        }
    }
    // Without a sign there may be bytes that fit by chance, but nobody would take the line for damaged. Looked at last,
    // because whoever scans a whole document knows the signs of its lines, and comes only where they are.
    let has_sign = || matches!(&first.rule.check, Check::Damage(check) if check.signs.intersects(Signs::of(line)));
    if !candidates.is_empty() && !has_sign() {
        candidates.clear();
    }
}

/// The way that a candidate came about, of several: the one that makes the soundest text of it.
fn way(all: &[&'static Taken], line: &str, span: Span) -> Option<&'static Taken> {
    let strangeness =
        |taken: &&'static Taken| decode(taken, line, span).map_or(f32::INFINITY, |was| judge::strangeness(&was));
    match all {
        [taken] => Some(taken),
        _ => all.iter().copied().min_by(|a, b| strangeness(a).total_cmp(&strangeness(b))),
    }
}

fn scan_for(taken: &'static Taken, line: &str, candidates: &mut Vec<Candidate>) {
    let mut segments = Segments::new(taken, line);
    while let Some(segment) = segments.next() {
        if segment.gain < WEAK {
            continue;
        }
        let Some((key, mut at_best)) = verdict(taken, line, &segment) else {
            segments.retry(&segment);
            continue;
        };
        let mut push = |start: usize, end: usize, at_best: Applicability| {
            if start >= end {
                return;
            }
            let was = decode(taken, line, Span::new(start, end)).unwrap_or_default();
            if was == line[start..end] && !was.contains(LOST) {
                return;
            }
            let has_odd = |text: &str| text.chars().any(|c| judge::oddity(c) > 0.0);
            let is_odd = has_odd(&was) && (!taken.twice || has_odd(&once_or_twice(taken, was)));
            let at_best = if is_odd { Applicability::Unsafe } else { at_best };
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
            candidates.push(Candidate { rule: taken.rule, start, end, key, at_best });
        };
        let mut start = segment.span.start;
        let mut holes = segment.holes.iter().peekable();
        while let Some(hole) = holes.next() {
            let mut end = hole.end;
            // Neighbours are guessed together.
            while let Some(next) = holes.next_if(|next| next.start == end && taken.was == Charset::Utf8) {
                end = next.end;
            }
            push(start, hole.start, at_best);
            push(hole.start, end, Applicability::Unsafe);
            start = end;
            // It may have been one byte or two, and what follows is out of step if the wrong one is taken.
            if taken.read_as == Charset::ShiftJis && taken.was != Charset::Utf8 {
                at_best = Applicability::Unsafe;
            }
        }
        push(start, segment.span.end, at_best);
    }
}

/// How much a segment's own line says for it, if it is damage of this kind at all, and how far to trust its repair.
fn verdict(taken: &'static Taken, line: &str, segment: &Segment) -> Option<(char, Applicability)> {
    let was = decode(taken, line, segment.span)?;
    let mut strangeness = judge::strangeness(&was);
    if strangeness > SOUND && taken.twice {
        strangeness = again(taken, &was).map_or(strangeness, |was| judge::strangeness(&was).min(strangeness));
    }
    let count = was.chars().filter(|c| !c.is_ascii()).count();
    // What is lost, and what both charsets agree on, tells nothing.
    let on_disk = &line[segment.span.range()];
    if !was.chars().any(|c| !c.is_ascii() && c != LOST && !on_disk.contains(c)) {
        return None;
    }
    let at_most = match taken.was {
        Charset::Utf8 if count == 1 => SOUND,
        Charset::Utf8 => SOUND_UTF8,
        _ => SOUND_IN_COMPANY,
    };
    if strangeness > at_most {
        return None;
    }
    let other = rival(taken, line, segment.span).map_or(f32::INFINITY, |(_, strangeness)| strangeness);
    if other < strangeness - CLEARLY {
        return None;
    }
    let is_sound = strangeness <= if segment.gain >= STRONG { SOUND_IF_STRONG } else { SOUND };
    let key = match segment.gain {
        _ if !is_sound && taken.was != Charset::Utf8 => key::WEAK,
        STRONG.. if count >= FEW => key::STRONG,
        MEDIUM.. => key::MEDIUM,
        _ => key::WEAK,
    };
    // One character by itself can be read in one charset and then in the other, and back.
    let changed = |c: &char| !c.is_ascii() && *c != LOST && !on_disk.contains(*c);
    let is_alone = was.chars().filter(changed).nth(1).is_none();
    let is_doubtful = other < strangeness + CLEARLY || is_alone;
    Some((key, if is_doubtful { Applicability::Unsafe } else { Applicability::Safe }))
}

/// The soundest that the rivals make of a span, and how strange it is.
fn rival(taken: &'static Taken, line: &str, span: Span) -> Option<(String, f32)> {
    let readings = taken.rivals.iter().filter_map(|rival| decode(rival, line, span));
    let weighed = readings.filter(|text| !text.contains(LOST)).map(|text| {
        let strangeness = judge::strangeness(&text);
        (text, strangeness)
    });
    weighed.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Which keys are damage: the weak ones only in company.
pub(super) fn decide(rule: &'static Rule, evidence: &Evidence) -> Decisions {
    let count = |wanted| evidence.keys(rule).filter(|(key, _)| *key == wanted).map(|(_, count)| count).sum::<u32>();
    let company = count(key::STRONG) >= 2;
    let decision = |key| match key {
        key::STRONG => Some(Applicability::Safe),
        key::MEDIUM if company => Some(Applicability::Safe),
        key::MEDIUM => Some(Applicability::Unsafe),
        _ => company.then_some(Applicability::Unsafe),
    };
    evidence.keys(rule).filter_map(|(key, _)| Some((key, decision(key)?))).collect()
}

/// What a span was; nothing if it does not end as a character does. U+FFFD for what is lost.
fn decode(taken: &'static Taken, line: &str, span: Span) -> Option<String> {
    let mut reader = Reader::new(taken, line, span.start);
    let mut was = String::with_capacity(span.len());
    while reader.at < span.end {
        was.extend(reader.read().ok()?.chars());
    }
    reader.is_aligned().then_some(was)
}

/// What `was` was, if it is the same damage once more. What the second damage left alone stays.
fn again(taken: &'static Taken, was: &str) -> Option<String> {
    let mut text = String::with_capacity(was.len());
    let mut at = 0;
    for segment in Segments::new(taken, was).filter(|segment| segment.gain >= WEAK) {
        text.push_str(&was[at..segment.span.start]);
        text.push_str(&decode(taken, was, segment.span)?);
        at = segment.span.end;
    }
    (at > 0).then(|| text + &was[at..])
}

/// What undoes a candidate.
pub(super) fn repair(all: &[&'static Taken], line: &str, candidate: &Candidate) -> Repair {
    let span = candidate.span();
    let Some(taken) = way(all, line, span) else { return Repair::default() };
    let lost = reads(taken, line, span).iter().any(|read| read.lost);
    let mut texts = match decode(taken, line, span) {
        Some(was) if !lost => vec![once_or_twice(taken, was)],
        Some(was) if taken.guessed == 0 => {
            return Repair { args: vec![("was", shortened(&was.replace(LOST, "□")))], ..Repair::default() };
        }
        _ => {
            let (before, after) = around(taken, line, span);
            let reads = reads(taken, line, span);
            let guesses = guess::guesses(taken, &reads, &before, &after);
            let alone = reads.last().is_some_and(|read| matches!(read.slots().last(), Some(Slot::Alone(_))));
            let swallowed = if alone && swallows(taken, line, span) { "?" } else { "" };
            guesses.into_iter().map(|text| text + swallowed).collect()
        }
    };
    texts.truncate(4);
    if candidate.at_best > Applicability::Safe && !lost {
        texts.extend(rival(taken, line, span).map(|(text, _)| text));
    }
    let mut texts = texts.into_iter();
    let Some(best) = texts.next() else {
        return Repair { args: vec![("was", "□".to_owned())], ..Repair::default() };
    };
    let title = |text: &str| format!("Repair to `{}`", shortened(text));
    let edits = |text: String| vec![Edit::replace(span, text)];
    Repair {
        title: title(&best),
        args: vec![("was", shortened(&best))],
        alternatives: texts.map(|text| (title(&text), edits(text))).collect(),
        edits: edits(best),
    }
}

/// How far around a question mark another is looked for, in characters.
const NEAR: usize = 60;

/// Whether the question mark at the end of a span stands for an ASCII character too, which cannot be told. PHP decodes
/// so, and where it did, there are question marks directly before what goes on.
fn swallows(taken: &'static Taken, line: &str, span: Span) -> bool {
    if taken.was != Charset::Utf8 || !line[span.range()].ends_with('?') || span.end == line.len() {
        return false;
    }
    let goes_on = |at: usize| {
        let next = line[at..].chars().next().and_then(|c| taken.read_as.unit(c));
        next.is_some_and(|unit| unit.first() >= 0xE2)
    };
    let before = line[..span.end].char_indices().rev().take(NEAR);
    let after = line[span.end..].char_indices().take(NEAR).map(|(at, c)| (span.end + at, c));
    before.chain(after).any(|(at, c)| c == '?' && goes_on(at + 1))
}

fn once_or_twice(taken: &'static Taken, was: String) -> String {
    if !taken.twice || judge::strangeness(&was) <= SOUND {
        return was;
    }
    let twice = again(taken, &was).filter(|text| !text.contains(LOST) && judge::strangeness(text) <= SOUND);
    twice.unwrap_or(was)
}

fn reads(taken: &'static Taken, line: &str, span: Span) -> Vec<Read> {
    let mut reader = Reader::new(taken, line, span.start);
    let mut reads = Vec::new();
    while reader.at < span.end {
        let Ok(read) = reader.read() else { break };
        reads.push(read);
    }
    reads
}

/// How many characters on disk around a lost byte are looked at.
const CONTEXT: usize = 16;

/// The text around a span, repaired as far as it can be without a guess.
fn around(taken: &'static Taken, line: &str, span: Span) -> (String, String) {
    let starts = line[..span.start].char_indices().rev().take(CONTEXT).map(|(at, _)| at);
    let readings = starts.filter_map(|start| decode(taken, line, Span::new(start, span.start)));
    let before = readings.last().unwrap_or_else(|| {
        let tail = line[..span.start].chars().rev().take(CONTEXT / 2);
        tail.collect::<Vec<_>>().into_iter().rev().collect()
    });
    let mut reader = Reader::new(taken, line, span.end);
    let mut after = String::new();
    for _ in 0..CONTEXT {
        match reader.read() {
            Ok(read) => after.extend(read.chars()),
            Err(()) => break,
        }
    }
    if after.is_empty() {
        after.extend(line[span.end..].chars().take(CONTEXT / 2));
    }
    let known = |text: &str| text.split(LOST).map(str::to_owned).collect::<Vec<_>>();
    (known(&before).pop().unwrap_or_default(), known(&after).swap_remove(0))
}

/// How many rows a table of bytes has at most.
const ROWS: usize = 12;

/// The bytes behind a candidate.
pub(super) fn trace(all: &[&'static Taken], line: &str, candidate: &Candidate) -> Vec<Step> {
    let Some(taken) = way(all, line, candidate.span()) else { return Vec::new() };
    let mut reader = Reader::new(taken, line, candidate.start as usize);
    let mut steps = Vec::new();
    while reader.at < candidate.end as usize && steps.len() < ROWS {
        let disk = reader.peek().into_iter().collect();
        let Ok(read) = reader.read() else { break };
        let byte = |slot| if let Slot::Byte(byte) = slot { Some(byte) } else { None };
        steps.push(Step { disk, bytes: read.slots().filter_map(byte).collect(), was: read.chars().collect() });
    }
    steps
}

/// The first 40 characters or so, on one line.
fn shortened(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

/// The rule of this module with the given parts.
pub(super) const fn rule(
    code: &'static str,
    name: &'static str,
    message: &'static str,
    docs: &'static str,
    check: Check,
) -> Rule {
    Rule { code, name, message, severity: Severity::Error, unnecessary: false, frequent: true, docs, check }
}

/// The check of a rule that [`Taken`] describes.
macro_rules! check {
    ($taken:ident, $signs:expr, $mechanism:literal) => {
        $crate::mojibake::charset::check!([$taken], $signs, $mechanism)
    };
    ([$($taken:ident),+], $signs:expr, $mechanism:literal) => {
        $crate::lint::Check::Damage($crate::mojibake::DamageCheck {
            signs: $signs,
            mechanism: $mechanism,
            scan: |line, candidates| $crate::mojibake::charset::scan(&[$(&$taken),+], line, candidates),
            decide: |evidence| $crate::mojibake::charset::decide(&RULE, evidence),
            repair: |line, candidate| $crate::mojibake::charset::repair(&[$(&$taken),+], line, candidate),
            trace: |line, candidate| $crate::mojibake::charset::trace(&[$(&$taken),+], line, candidate),
        })
    };
}
pub(super) use check;
