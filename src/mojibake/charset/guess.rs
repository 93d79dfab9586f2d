//! What lost bytes may have been: every text that the bytes left, the structure of the charset and the way the decoder
//! loses bytes allow, the likeliest first.

use super::Taken;
use super::bytes::Charset;
use super::reader::{Pending, Read, Slot};
use crate::mojibake::words;
use crate::text::han;
use std::cmp::Ordering;

/// How many readings are followed from one character to the next.
const BEAM: usize = 48;
/// How many within a character, where nothing can be said for one or the other yet.
const OPEN: usize = 4096;
/// How many characters are tried where one is lost whole.
const TRIED: usize = 400;
/// How many of them are weighed by their words in the end.
const WEIGHED: usize = 24;

#[derive(Clone)]
struct Reading {
    text: String,
    pending: Pending,
    /// The last byte.
    last: u8,
    cost: f32,
}

/// The texts that `reads` may have been, between `before` and `after`, likeliest first.
pub(super) fn guesses(taken: &'static Taken, reads: &[Read], before: &str, after: &str) -> Vec<String> {
    if let (Some(lost), [read]) = (taken.lost_characters(), reads)
        && read.slots().eq([Slot::First, Slot::Second])
    {
        return whole(lost, before, after);
    }
    let lost = reads.iter().flat_map(Read::slots).filter(|slot| !matches!(slot, Slot::Byte(_))).count();
    if lost > taken.guessed {
        return Vec::new();
    }
    let start = Reading { text: String::new(), pending: Pending::default(), last: 0, cost: 0.0 };
    let mut readings = vec![start];
    let first = before.chars().next_back().unwrap_or('\n');
    for slot in reads.iter().flat_map(Read::slots) {
        readings = readings.iter().flat_map(|reading| reading.followers(taken, slot, first)).collect();
        prune(&mut readings);
    }
    let script = [before, after].concat();
    let fits = |text: &str| {
        let clash = |is: fn(char) -> bool, is_other: fn(char) -> bool| script.contains(is) && text.contains(is_other);
        !clash(han::is_traditional_only, han::is_simplified_only)
            && !clash(han::is_simplified_only, han::is_traditional_only)
    };
    readings.retain(|reading| reading.pending.need == 0);
    if readings.iter().any(|reading| fits(&reading.text)) {
        readings.retain(|reading| fits(&reading.text));
    }
    readings.sort_by(cheaper);
    readings.truncate(WEIGHED);
    for reading in &mut readings {
        reading.cost = words::text_cost(&format!("{before}{}{after}", reading.text));
    }
    readings.sort_by(cheaper);
    readings.into_iter().map(|reading| reading.text).collect()
}

/// The likeliest of the characters that can have been lost whole.
fn whole(lost: &[char], before: &str, after: &str) -> Vec<String> {
    let (left, right) = (before.chars().next_back().unwrap_or('\n'), after.chars().next().unwrap_or('\n'));
    let cost = |c: char| words::pair_cost(left, c) + words::pair_cost(c, right);
    let mut ranked: Vec<_> = lost.iter().map(|c| (cost(*c), *c)).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked.truncate(WEIGHED);
    for (cost, c) in &mut ranked {
        *cost = words::text_cost(&format!("{before}{c}{after}"));
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked.into_iter().map(|(_, c)| c.to_string()).collect()
}

/// The characters of `was` for which `read_as` has none, the most used ones.
pub(super) fn lost_characters(was: Charset, read_as: Charset) -> Vec<char> {
    let Some(table) = was.table() else { return Vec::new() };
    let mut lost: Vec<_> =
        table.all().filter(|(pair, _)| read_as.loses_pair(*pair)).map(|(_, c)| (words::char_cost(c), c)).collect();
    lost.sort_by(|a, b| a.0.total_cmp(&b.0));
    lost.into_iter().take(TRIED).map(|(_, c)| c).collect()
}

/// Keeps the likeliest, apart for those that have ended a character and those that have not.
fn prune(readings: &mut Vec<Reading>) {
    if readings.len() > BEAM {
        let (mut ended, mut open): (Vec<_>, Vec<_>) =
            std::mem::take(readings).into_iter().partition(|reading| reading.pending.need == 0);
        for (list, limit) in [(&mut ended, BEAM), (&mut open, OPEN)] {
            if list.len() > limit {
                list.select_nth_unstable_by(limit, cheaper);
                list.truncate(limit);
            }
            readings.append(list);
        }
    }
}

fn cheaper(a: &Reading, b: &Reading) -> Ordering {
    a.cost.total_cmp(&b.cost)
}

impl Reading {
    /// This reading with one more byte, in all the ways there are.
    fn followers(&self, taken: &'static Taken, slot: Slot, first: char) -> impl Iterator<Item = Self> {
        let last = self.last;
        let bytes = match slot {
            Slot::Byte(byte) => byte..=byte,
            // Of the lead bytes, those of punctuation, Han and full width.
            _ if taken.was == Charset::Utf8 && self.pending.need == 0 => 0xE2..=0xEF,
            _ => 0x40..=0xFE,
        };
        let guessed = bytes.start() != bytes.end();
        let charset = taken.read_as;
        let fits = move |byte: &u8| match slot {
            Slot::Byte(_) | Slot::First => true,
            Slot::Alone(next) => charset.loses(*byte, next),
            Slot::Second => charset.loses_pair([last, *byte]),
        };
        let readings = bytes.filter(fits).filter_map(move |byte| self.with(taken.was, byte, first));
        readings.filter(move |reading| !guessed || reading.is_plausible())
    }

    /// Whether what was filled in is no oddity: full-width letters and digits are rare, and where a text was damaged
    /// twice, U+FFFD is what the first damage left.
    fn is_plausible(&self) -> bool {
        let last = self.text.chars().next_back().filter(|_| self.pending.need == 0);
        !matches!(
            last,
            Some('\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{FF5F}'..='\u{FFFC}')
        )
    }

    fn with(&self, was: Charset, byte: u8, first: char) -> Option<Self> {
        let mut pending = self.pending;
        let ended = pending.push(was, Some(byte)).ok()?;
        let mut text = self.text.clone();
        let mut cost = self.cost;
        if let Some(c) = ended {
            cost += words::pair_cost(text.chars().next_back().unwrap_or(first), c);
            text.push(c);
        }
        Some(Self { text, pending, last: byte, cost })
    }
}
