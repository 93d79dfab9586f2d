//! From the characters on disk back to bytes: [`Charset::unit`], the inverse of the wrong decoder.

use super::table::{BIG5_HKSCS, GBK, JIS, KOREAN, Table};
use crate::text::han::is_private_use;

/// A charset, as what a text was or as what it was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// Latin-1 or Windows-1252, mixed at will: both name the same bytes.
    Latin1,
    /// Windows-1252, by a program that has no character for 81, 8D, 8F, 90 and 9D.
    Cp1252,
    /// GBK, with private use for its user-defined pairs, as GB 18030 has them.
    Gbk,
    /// Big5 with the Hong Kong supplement; plain Big5 is a part of it.
    Big5,
    /// Shift-JIS as Windows has it.
    ShiftJis,
    /// EUC-KR as Windows has it (code page 949).
    EucKr,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

/// Bytes behind one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    bytes: [u8; 4],
    len: u8,
}

impl Unit {
    pub(super) const fn one(byte: u8) -> Self {
        Self { bytes: [byte, 0, 0, 0], len: 1 }
    }

    pub(super) const fn two([first, second]: [u8; 2]) -> Self {
        Self { bytes: [first, second, 0, 0], len: 2 }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    pub(super) const fn first(&self) -> u8 {
        self.bytes[0]
    }
}

/// The byte of a character that Windows-1252 has and Latin-1 has not.
const fn windows(c: char) -> Option<u8> {
    Some(match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}

/// The bytes that Windows-1252 has no character for.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

impl Charset {
    /// The table of a charset of two bytes.
    pub(super) fn table(self) -> Option<&'static Table> {
        match self {
            Self::Gbk => Some(&GBK),
            Self::Big5 => Some(&BIG5_HKSCS),
            Self::ShiftJis => Some(&JIS),
            Self::EucKr => Some(&KOREAN),
            Self::Utf8 | Self::Latin1 | Self::Cp1252 | Self::Utf16Le | Self::Utf16Be => None,
        }
    }

    /// The bytes that a reader of this charset made `c` of, if it can have made it.
    pub(super) fn unit(self, c: char) -> Option<Unit> {
        match (self, c) {
            (Self::Utf16Le | Self::Utf16Be, super::reader::LOST) => None,
            (Self::Utf16Le | Self::Utf16Be, _) => {
                let code = u16::try_from(u32::from(c)).ok()?;
                Some(Unit::two(if self == Self::Utf16Be { code.to_be_bytes() } else { code.to_le_bytes() }))
            }
            (_, '\0'..='\x7F') => Some(Unit::one(c as u8)),
            (Self::Latin1 | Self::Cp1252, '\u{80}'..='\u{FF}') => Some(Unit::one(u32::from(c) as u8)),
            (Self::Latin1 | Self::Cp1252, _) => windows(c).map(Unit::one),
            (Self::ShiftJis, '｡'..='ﾟ') => Some(Unit::one((u32::from(c) - 0xFEC0) as u8)),
            // What Windows makes of bytes that are no Shift-JIS.
            (Self::ShiftJis, '\u{80}') => Some(Unit::one(0x80)),
            (Self::ShiftJis, '\u{F8F0}') => Some(Unit::one(0xA0)),
            (Self::ShiftJis, '\u{F8F1}'..='\u{F8F3}') => Some(Unit::one((u32::from(c) - 0xF7F4) as u8)),
            (Self::Gbk, '€') => Some(Unit::one(0x80)),
            _ => self.table()?.pair(c).map(Unit::two),
        }
    }

    /// Whether the bytes behind `c` are not certain.
    pub(super) fn is_doubtful(self, c: char) -> bool {
        c > '\x7F' && self.table().is_some_and(|table| table.is_doubtful(c))
    }

    /// Whether a reader of this charset reads bytes one by one.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Latin1 | Self::Cp1252)
    }

    /// Whether a reader of this charset makes a character of these two bytes.
    pub(super) fn has(self, pair: [u8; 2]) -> bool {
        self.table().is_some_and(|table| table.character(pair).is_some())
    }

    /// Whether a reader of this charset can lose `byte` alone, where `next` follows.
    pub(super) fn loses(self, byte: u8, next: Option<u8>) -> bool {
        match self {
            Self::Cp1252 => UNDEFINED.contains(&byte),
            Self::Gbk if byte == 0x80 => false,
            Self::ShiftJis if (0xA1..=0xDF).contains(&byte) => false,
            _ => self.table().is_some() && next.is_none_or(|next| next < 0x80 && !self.has([byte, next])),
        }
    }

    /// Whether a reader of this charset can lose these two bytes as one. What it gives private use, others lose.
    pub(super) fn loses_pair(self, pair: [u8; 2]) -> bool {
        let [lead, trail] = pair;
        let is_pair = match self {
            Self::ShiftJis => matches!(lead, 0x81..=0x9F | 0xE0..=0xFC),
            _ => matches!(lead, 0x81..=0xFE),
        };
        let character = self.table().and_then(|table| table.character(pair));
        is_pair && trail >= 0x80 && trail != 0xFF && character.is_none_or(is_private_use)
    }
}
