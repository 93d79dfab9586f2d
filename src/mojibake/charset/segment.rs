//! Where a line is worth reading otherwise: [`Segments`].
//!
//! The line is read as damage from each place where damage may begin. What ends together on disk and in the text is a
//! group, and a group's gain is what its characters cost as they stand less what they cost as they were: positive in
//! damage, negative in sound text. A segment is a stretch of groups that nothing is added to without loss (as in the
//! search for the best-scoring run), so one clause in a sound line is found as a whole file is, in one pass.

use super::Taken;
use super::judge::{cost, oddity};
use super::reader::{LOST, Reader};
use crate::text::Span;

/// A segment ends where this much of its gain is lost again, in nats.
const DROP: f32 = 12.0;
/// Cost of a character that is lost, in nats: about as much as any.
const LOST_COST: f32 = 8.0;
/// How much of its gain a segment may lose again to reach the end of a line, a clause or a page's ASCII: text is not
/// damaged up to the middle of a word.
const REACH: f32 = 7.0;
/// What a character costs that says nothing for either reading, in nats.
const IDLE: f32 = 0.05;
/// The longest group, in characters on disk. Where frames are out of step for longer, they are not in step at all.
const LONGEST_GROUP: usize = 16;

/// A stretch of a line that was another text.
#[derive(Debug, Default)]
pub(super) struct Segment {
    pub(super) span: Span,
    /// In nats.
    pub(super) gain: f32,
    /// The groups in it with lost bytes.
    pub(super) holes: Vec<Span>,
}

pub(super) struct Segments<'a> {
    taken: &'static Taken,
    line: &'a str,
    at: usize,
    /// Up to where [`Self::retry`] has looked.
    retried: usize,
}

/// A segment while it grows.
#[derive(Default)]
struct Growing {
    best: Segment,
    gain: f32,
    /// What it began with.
    credit: f32,
    before: char,
    was: char,
    /// The end of the last group that is not the same in both readings.
    solid: usize,
    /// Holes past the best end.
    holes: Vec<Span>,
}

impl<'a> Segments<'a> {
    pub(super) const fn new(taken: &'static Taken, line: &'a str) -> Self {
        Self { taken, line, at: 0, retried: 0 }
    }

    /// The next place that damage may begin at.
    fn past_ascii(&self, at: usize) -> usize {
        let bytes = &self.line.as_bytes()[at..];
        let ascii = if self.taken.reads_ascii() { 0 } else { bytes.iter().take_while(|byte| byte.is_ascii()).count() };
        at + ascii
    }

    /// Looks once more from the second character of `segment` on, if the first may be out of step with the rest: a sound
    /// quotation mark or dash, which Windows-1252 has too, or half of the character of UTF-16 that ended the line before.
    pub(super) fn retry(&mut self, segment: &Segment) {
        let first = self.line[segment.span.start..].chars().next().unwrap_or_default();
        let is_mark = matches!(first, '“' | '”' | '‘' | '’' | '…' | '—' | '–' | '•');
        // Once for each place, so that a line of nothing but marks does not cost its square.
        if (is_mark || self.taken.reads_ascii()) && self.taken.read_as.is_single() && segment.span.start >= self.retried
        {
            self.at = segment.span.start + first.len_utf8();
            self.retried = segment.span.end;
        }
    }

    /// A segment that begins at `at`: with credit where a line, a clause in another charset or ASCII ends before it.
    fn growing(&self, at: usize) -> Growing {
        let before = self.line[self.at..at].chars().next_back();
        let at_edge = before.is_none_or(|c| c.is_ascii() || self.taken.read_as.unit(c).is_none());
        let credit = if at_edge { REACH } else { 0.0 };
        let best = Segment { span: Span::new(at, at), ..Segment::default() };
        Growing { gain: credit, credit, best, ..Growing::default() }
    }

    fn step(&self, at: usize) -> usize {
        at + self.line[at..].chars().next().map_or(1, char::len_utf8)
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let mut group = self.past_ascii(self.at);
        let mut growing = self.growing(group);
        while group < self.line.len() {
            let read = Group::read(&mut Reader::new(self.taken, self.line, group));
            let after = read.as_ref().map_or(group, |read| read.span.end);
            if read.as_ref().is_none_or(|read| self.line.as_bytes()[read.span.start].is_ascii()) {
                growing.rest();
            }
            let goes_on = read.is_some_and(|read| growing.add(self.line, &read));
            if goes_on && after < self.line.len() {
                group = after;
                continue;
            }
            if goes_on {
                growing.rest();
            }
            if !growing.best.span.is_empty() {
                self.at = growing.best.span.end;
                return Some(growing.best);
            }
            // Nothing came of it: once more, from the next character on.
            group = self.past_ascii(self.step(growing.best.span.start));
            growing = self.growing(group);
        }
        self.at = self.line.len();
        None
    }
}

/// What ends together on disk and in the text.
struct Group {
    span: Span,
    chars: [char; 2 * LONGEST_GROUP],
    len: usize,
    lost: bool,
}

impl Group {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut group =
            Self { span: Span::new(reader.at, reader.at), chars: ['\0'; 2 * LONGEST_GROUP], len: 0, lost: false };
        for _ in 0..LONGEST_GROUP {
            let read = reader.read().ok()?;
            group.lost |= read.lost;
            for c in read.chars() {
                *group.chars.get_mut(group.len)? = c;
                group.len += 1;
            }
            if reader.is_aligned() {
                group.span.end = reader.at;
                return Some(group);
            }
        }
        None
    }
}

impl Growing {
    /// Ends the segment here if it may, at a place where it well could.
    fn rest(&mut self) {
        if !self.best.span.is_empty() && self.gain - self.credit >= self.best.gain - REACH {
            self.best.span.end = self.solid.max(self.best.span.end);
            self.best.holes.append(&mut self.holes);
        }
    }

    fn gain_of(&mut self, line: &str, group: &Group) -> f32 {
        let disk = &line[group.span.range()];
        let was = &group.chars[..group.len];
        let same = !group.lost && disk.chars().eq(was.iter().copied());
        let mut gain = if same { -IDLE } else { 0.0 };
        if !same {
            self.solid = group.span.end;
        }
        for c in disk.chars() {
            gain += cost(self.before, c);
            self.before = c;
        }
        for &c in was {
            gain -= if c == LOST { LOST_COST } else { cost(self.was, c) + oddity(c) };
            self.was = c;
        }
        gain
    }

    /// Adds a group. Whether the segment may go on.
    fn add(&mut self, line: &str, group: &Group) -> bool {
        let gain = self.gain_of(line, group);
        self.gain += gain;
        if self.gain <= 0.0 {
            return false;
        }
        if group.lost {
            self.holes.push(group.span);
        }
        if self.gain - self.credit > self.best.gain {
            self.best.gain = self.gain - self.credit;
            self.best.span.end = group.span.end;
            self.best.holes.append(&mut self.holes);
        }
        self.gain - self.credit > self.best.gain - DROP
    }
}
