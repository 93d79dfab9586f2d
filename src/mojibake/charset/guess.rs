//! What lost bytes may have been: every text that the bytes left, the structure of the charset and the way the decoder
//! loses bytes allow, the likeliest first.

use super::Taken;
use super::bytes::Charset;
use super::reader::{Pending, Read, Slot};
use crate::mojibake::words;
use std::cmp::Ordering;

/// How many readings are followed from one character to the next.
const BEAM: usize = 48;
/// How many within a character, where nothing can be said for one or the other yet.
const OPEN: usize = 4096;
/// Where more bytes in a row are lost than this, what they were is anybody's guess.
const MOST_LOST: usize = 6;
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
    let lost = reads.iter().flat_map(Read::slots).filter(|slot| !matches!(slot, Slot::Byte(_))).count();
    if lost > MOST_LOST {
        return Vec::new();
    }
    let start = Reading { text: String::new(), pending: Pending::default(), last: 0, cost: 0.0 };
    let mut readings = vec![start];
    let first = before.chars().next_back().unwrap_or('\n');
    for slot in reads.iter().flat_map(Read::slots) {
        readings = readings.iter().flat_map(|reading| reading.followers(taken, slot, first)).collect();
        prune(&mut readings);
    }
    readings.retain(|reading| reading.pending.need == 0);
    readings.sort_by(cheaper);
    readings.truncate(WEIGHED);
    for reading in &mut readings {
        reading.cost = words::text_cost(&format!("{before}{}{after}", reading.text));
    }
    readings.sort_by(cheaper);
    readings.into_iter().map(|reading| reading.text).collect()
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
            _ => 0x40..=0xFE,
        };
        let charset = taken.read_as;
        let fits = move |byte: &u8| match slot {
            Slot::Byte(_) | Slot::First => true,
            Slot::Alone(next) => charset.loses(*byte, next),
            Slot::Second => !charset.has([last, *byte]),
        };
        bytes.filter(fits).filter_map(move |byte| self.with(taken.was, byte, first))
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
