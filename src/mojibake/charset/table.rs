//! The two-byte charsets as tables both ways, from the WHATWG tables of `encoding_rs`.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use std::sync::LazyLock;

/// Which character each pair of bytes is in one charset, and back.
pub(super) struct Table {
    /// By lead byte from 80 on and trail byte; NUL where there is none.
    characters: Vec<char>,
    /// By code point of the BMP; 0 where there is none.
    pairs: Vec<u16>,
    /// Characters beyond the BMP, sorted.
    astral: Vec<(char, u16)>,
    /// Characters that two pairs stand for, sorted: their bytes are not certain.
    doubtful: Vec<char>,
}

pub(super) static GBK: LazyLock<Table> = LazyLock::new(|| Table::new(GB18030));
pub(super) static BIG5_HKSCS: LazyLock<Table> = LazyLock::new(|| Table::new(BIG5));
pub(super) static JIS: LazyLock<Table> = LazyLock::new(|| Table::new(SHIFT_JIS));
pub(super) static KOREAN: LazyLock<Table> = LazyLock::new(|| Table::new(EUC_KR));

impl Table {
    fn new(encoding: &'static Encoding) -> Self {
        let mut table =
            Self { characters: vec!['\0'; 0x8000], pairs: vec![0; 0x1_0000], astral: Vec::new(), doubtful: Vec::new() };
        for pair in 0x8000..=0xFFFF_u16 {
            let bytes = pair.to_be_bytes();
            let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) else {
                continue;
            };
            let mut chars = text.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else { continue };
            table.characters[usize::from(pair - 0x8000)] = c;
            match table.pairs.get_mut(u32::from(c) as usize) {
                Some(slot) if *slot == 0 => *slot = pair,
                Some(_) => table.doubtful.push(c),
                None => table.astral.push((c, pair)),
            }
        }
        // Of two pairs for one character, the one that the encoder writes is the usual one.
        for &c in &table.doubtful {
            if let [lead, trail] = *encoding.encode(c.encode_utf8(&mut [0; 4])).0 {
                table.pairs[u32::from(c) as usize] = u16::from_be_bytes([lead, trail]);
            }
        }
        table.astral.sort_unstable();
        table.doubtful.sort_unstable();
        table
    }

    /// The character of a pair of bytes.
    pub(super) fn character(&self, pair: [u8; 2]) -> Option<char> {
        let index = usize::from(u16::from_be_bytes(pair)).checked_sub(0x8000)?;
        self.characters.get(index).copied().filter(|c| *c != '\0')
    }

    /// The pair of bytes of a character.
    pub(super) fn pair(&self, c: char) -> Option<[u8; 2]> {
        let pair = match self.pairs.get(u32::from(c) as usize) {
            Some(pair) => *pair,
            None => self.astral[self.astral.binary_search_by_key(&c, |entry| entry.0).ok()?].1,
        };
        (pair != 0).then(|| pair.to_be_bytes())
    }

    /// Whether another pair stands for `c` too.
    pub(super) fn is_doubtful(&self, c: char) -> bool {
        self.doubtful.binary_search(&c).is_ok()
    }

    /// Every pair with its character.
    pub(super) fn all(&self) -> impl Iterator<Item = ([u8; 2], char)> {
        let filled = self.characters.iter().enumerate().filter(|(_, c)| **c != '\0');
        filled.map(|(index, c)| (((index + 0x8000) as u16).to_be_bytes(), *c))
    }
}
