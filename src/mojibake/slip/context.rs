//! What the document shows of the mechanism that damaged it.

use crate::mojibake::{Evidence, forward, injected_pinyin};
use crate::text::han;

/// What the document shows: see the fields. A run is searched again when it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Whether the page shows the paste at work, in readings that stand where they belong.
    pub shows_paste: bool,
    /// Whether full-width ASCII was folded.
    pub fold: Fold,
    /// Whether a character of private use stands in the document, so that those that the damage makes were kept.
    pub private_use_kept: bool,
    /// How long the document is: see [`Evidence::length_level`].
    pub length_level: u32,
    /// One bit for each character of the BMP that has its reading wherever it occurs: what is on the site's list.
    listed: Vec<u64>,
}

/// Whether full-width ASCII (`，：（`) was folded to ASCII after the damage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// There is full-width ASCII in the document.
    No,
    /// There is none, but its ASCII forms stand where it would.
    Yes,
    /// The document shows neither.
    #[default]
    Unknown,
}

impl Fold {
    /// A text from before the fold, as it stands on disk.
    #[must_use]
    pub fn shown(self, text: &str) -> String {
        match self {
            Self::Yes => text.chars().map(forward::folded).collect(),
            Self::No | Self::Unknown => text.to_owned(),
        }
    }
}

impl Context {
    /// What the evidence shows.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        let wide = evidence.occurrences_in('\u{FF01}'..='\u{FF5E}');
        let narrow: u32 = [',', ';', ':', '!'].into_iter().map(|c| evidence.occurrences(c)).sum();
        let fold = match (wide, narrow) {
            (1.., _) => Fold::No,
            (0, 1..) => Fold::Yes,
            (0, 0) => Fold::Unknown,
        };
        let mut listed = vec![0; 1 << 10];
        for (c, glossed) in evidence.keys(&injected_pinyin::RULE) {
            let code = u32::from(c) as usize;
            if han::has_simplified_form(c) && evidence.occurrences(c) <= glossed && code < 1 << 16 {
                listed[code >> 6] |= 1 << (code & 63);
            }
        }
        Self {
            shows_paste: injected_pinyin::is_at_work(evidence),
            fold,
            private_use_kept: evidence.occurrences_in('\u{E000}'..='\u{F8FF}') > 0,
            length_level: evidence.length_level(),
            listed,
        }
    }

    /// Whether `c` is on the site's list, as far as the document shows.
    #[must_use]
    pub fn lists(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        self.listed.get(code >> 6).is_some_and(|bits| bits >> (code & 63) & 1 == 1)
    }

    /// All characters that are on the site's list, as far as the document shows.
    pub fn list(&self) -> impl Iterator<Item = char> + '_ {
        let bits = |(word, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .filter_map(move |bit| char::from_u32((word << 6 | bit) as u32))
        };
        self.listed.iter().enumerate().filter(|(_, bits)| **bits != 0).flat_map(bits)
    }
}
