//! What a page is about: the pairs of Han characters in its running text, and how many of a line's pairs are among
//! them. What is between the characters does not count, so neither do glosses.

use super::Seen;
use crate::text::han;

/// Slots for pairs; a power of two. Two pairs may share one: that makes a line look a little more alike.
const SLOTS: usize = 1 << 13;

/// In how many lines of running text each pair stands.
pub(super) struct Topic {
    slots: Vec<u16>,
}

impl Topic {
    pub(super) fn of(lines: &[Seen<'_>]) -> Self {
        let mut topic = Self { slots: vec![0; SLOTS] };
        let mut own = Vec::new();
        for line in lines.iter().filter(|line| line.is_prose()) {
            own.clear();
            own.extend(pairs(line.text));
            own.sort_unstable();
            own.dedup();
            for pair in &own {
                topic.slots[*pair] = topic.slots[*pair].saturating_add(1);
            }
        }
        topic
    }

    /// Which part of a line's pairs other lines of the text have too, and how many pairs it has.
    pub(super) fn shared(&self, line: &Seen<'_>) -> (f32, usize) {
        let own = u16::from(line.is_prose());
        let (mut shared, mut all) = (0_usize, 0_usize);
        for pair in pairs(line.text) {
            shared += usize::from(self.slots[pair] > own);
            all += 1;
        }
        (shared as f32 / all.max(1) as f32, all)
    }
}

fn pairs(text: &str) -> impl Iterator<Item = usize> {
    let han = text.chars().filter(|c| han::is_han(*c)).map(|c| u32::from(han::simplified(c)));
    let mut before = None;
    han.filter_map(move |c| {
        let pair = before.replace(c).map(|before: u32| before.wrapping_mul(0x9E37_79B1) ^ c.wrapping_mul(0x85EB_CA77));
        pair.map(|pair| (pair.wrapping_mul(0xC2B2_AE3D) >> 19) as usize % SLOTS)
    })
}
