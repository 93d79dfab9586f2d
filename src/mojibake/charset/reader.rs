//! [`Reader`]: reads the characters on disk as the bytes they were, and these bytes as the text they are.

use super::Taken;
use super::bytes::{Charset, Unit};

/// A byte of the text before it was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Byte(u8),
    /// Lost alone: with the next byte, which follows as a character of its own, it made none.
    Alone(Option<u8>),
    /// The first of a pair that was lost.
    First,
    /// The second of a pair that was lost.
    Second,
}

/// What a character on disk says, once it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    slots: [Option<Slot>; 6],
    /// The characters that end with these bytes; U+FFFD for one with a lost byte.
    chars: [Option<char>; 6],
    /// Whether a byte was lost, or cannot be told.
    pub(super) lost: bool,
}

impl Read {
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.slots.iter().copied().flatten()
    }

    pub(super) fn chars(&self) -> impl Iterator<Item = char> {
        self.chars.iter().copied().flatten()
    }
}

/// Stands for a character of which a byte was lost.
pub(super) const LOST: char = '\u{FFFD}';

/// The bytes of a character that has not ended yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pending {
    bytes: [u8; 4],
    len: u8,
    /// How many bytes are to come.
    pub(super) need: u8,
    blurred: bool,
}

impl Pending {
    /// Takes one byte, or a lost one (`None`): the character that it ends, if any. An error where it cannot come next.
    pub(super) fn push(&mut self, charset: Charset, byte: Option<u8>) -> Result<Option<char>, ()> {
        if self.need == 0 {
            *self = Self::default();
            self.need = match byte {
                // Of the lost lead bytes nearly all are those of Han and of full-width punctuation.
                None if charset == Charset::Utf8 => 3,
                None => 2,
                Some(byte) => length(charset, byte).ok_or(())?,
            };
        } else if byte.is_some_and(|byte| charset == Charset::Utf8 && !(0x80..=0xBF).contains(&byte)) {
            return Err(());
        }
        self.bytes[usize::from(self.len)] = byte.unwrap_or(0);
        self.blurred |= byte.is_none();
        self.len += 1;
        self.need -= 1;
        if self.need > 0 {
            return Ok(None);
        }
        if self.blurred {
            return Ok(Some(LOST));
        }
        match character(charset, &self.bytes[..usize::from(self.len)]) {
            Some(c) => Ok(Some(c)),
            None if is_high_surrogate(charset, &self.bytes[..usize::from(self.len)]) => {
                self.need = 2;
                Ok(None)
            }
            None => Err(()),
        }
    }
}

/// How many bytes the character has that begins with `byte`.
fn length(charset: Charset, byte: u8) -> Option<u8> {
    match (charset, byte) {
        (Charset::Utf16Le | Charset::Utf16Be, _) => Some(2),
        (_, 0..=0x7F) => Some(1),
        (Charset::Utf8, 0xC2..=0xDF) => Some(2),
        (Charset::Utf8, 0xE0..=0xEF) => Some(3),
        (Charset::Utf8, 0xF0..=0xF4) => Some(4),
        (Charset::Gbk | Charset::Big5, 0x81..=0xFE) => Some(2),
        _ => None,
    }
}

fn code_unit(charset: Charset, pair: [u8; 2]) -> u16 {
    if charset == Charset::Utf16Le { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
}

fn is_high_surrogate(charset: Charset, bytes: &[u8]) -> bool {
    match *bytes {
        [a, b] if matches!(charset, Charset::Utf16Le | Charset::Utf16Be) => {
            (0xD800..0xDC00).contains(&code_unit(charset, [a, b]))
        }
        _ => false,
    }
}

/// The character that these bytes are; no C0 control but line ends and tabs, for text has no others. C1 controls are
/// what Latin-1 makes of the bytes of a text that was damaged twice.
fn character(charset: Charset, bytes: &[u8]) -> Option<char> {
    let c = match (charset, bytes) {
        (Charset::Utf8, _) => std::str::from_utf8(bytes).ok()?.chars().next()?,
        (Charset::Utf16Le | Charset::Utf16Be, &[a, b]) => char::from_u32(code_unit(charset, [a, b]).into())?,
        (Charset::Utf16Le | Charset::Utf16Be, &[a, b, c, d]) => {
            let pair = [code_unit(charset, [a, b]), code_unit(charset, [c, d])];
            char::decode_utf16(pair).next()?.ok()?
        }
        (_, &[byte]) => char::from(byte),
        (_, &[lead, trail]) => charset.table()?.character([lead, trail])?,
        _ => return None,
    };
    let fits = !c.is_control() || matches!(c, '\t' | '\n' | '\r') || (c >= '\u{80}' && charset == Charset::Utf8);
    fits.then_some(c)
}

/// Reads a line from one place on, character by character.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    line: &'a str,
    /// The next byte of the line.
    pub(super) at: usize,
    taken: &'static Taken,
    pending: Pending,
}

impl<'a> Reader<'a> {
    pub(super) fn new(taken: &'static Taken, line: &'a str, at: usize) -> Self {
        Self { line, at, taken, pending: Pending::default() }
    }

    /// Whether a character of the text ends where one on disk does.
    pub(super) const fn is_aligned(&self) -> bool {
        self.pending.need == 0
    }

    /// The character on disk that is next.
    pub(super) fn peek(&self) -> Option<char> {
        self.line[self.at..].chars().next()
    }

    /// Reads it. An error where it cannot be damage that goes on here; then the reader stands where it did.
    pub(super) fn read(&mut self) -> Result<Read, ()> {
        let c = self.peek().ok_or(())?;
        let after = self.line[self.at + c.len_utf8()..].chars().next();
        let next = after.and_then(|c| self.taken.read_as.unit(c)).map(|unit| unit.first());
        let mut read = Read { lost: self.taken.read_as.is_doubtful(c), ..Read::default() };
        let mut pending = self.pending;
        if let Some(slots) = self.hole(c, next) {
            read.lost = true;
            self.take(&mut read, &mut pending, slots.into_iter().flatten())?;
        } else {
            let unit = self.unit(c, next).ok_or(())?;
            self.take(&mut read, &mut pending, unit.bytes().iter().map(|byte| Slot::Byte(*byte)))?;
            let gap = self.deleted(pending, after);
            read.lost |= !gap.is_empty();
            self.take(&mut read, &mut pending, gap.iter().copied())?;
        }
        self.pending = pending;
        self.at += c.len_utf8();
        Ok(read)
    }

    /// The bytes that a decoder deleted before `after`, by what would have to come there.
    fn deleted(&self, pending: Pending, after: Option<char>) -> &'static [Slot] {
        if self.taken.was != Charset::Utf8 || self.taken.read_as != Charset::Gbk || matches!(after, Some('?' | LOST)) {
            return &[];
        }
        let unit = after.and_then(|c| self.taken.read_as.unit(c));
        let bytes = unit.as_ref().map_or(&[][..], Unit::bytes);
        match (pending.need, bytes) {
            (1, [0x80..=0xBF, 0x80..=0xBF]) => &[Slot::First, Slot::Second],
            (1, [0x80..=0xBF, ..]) => &[],
            (1, [byte]) if byte.is_ascii_lowercase() => &[],
            (1, _) => &[Slot::Alone(None)],
            (2, [0xC2..=0xF4, ..]) => &[Slot::First, Slot::Second],
            _ => &[],
        }
    }

    fn take(&self, read: &mut Read, pending: &mut Pending, slots: impl Iterator<Item = Slot>) -> Result<(), ()> {
        let used = read.slots.iter().flatten().count();
        for ((slot, into), end) in slots.zip(&mut read.slots[used..]).zip(&mut read.chars[used..]) {
            let byte = if let Slot::Byte(byte) = slot { Some(byte) } else { None };
            *end = pending.push(self.taken.was, byte)?;
            *into = Some(slot);
        }
        Ok(())
    }

    /// The bytes of `c`, where what stands around it decides.
    fn unit(&self, c: char, next: Option<u8>) -> Option<Unit> {
        let unit = self.taken.read_as.unit(c)?;
        if self.taken.was != Charset::Utf8 || self.taken.read_as != Charset::Gbk || self.pending.need == 0 {
            return Some(unit);
        }
        let goes_on = next.is_some_and(is_continuation);
        match c {
            // 80 alone, or `A2 E3`, which is € too.
            '€' if self.pending.need == 1 && goes_on => Some(Unit::two([0xA2, 0xE3])),
            // Folded from full width, of which the bytes are `A3 xx`.
            '!'..='?' if self.pending.need == 2 && c != '?' => Some(Unit::two([0xA3, c as u8 | 0x80])),
            'a'..='o' if self.pending.need == 1 && goes_on => Some(Unit::two([0xA3, c as u8 | 0x80])),
            _ => Some(unit),
        }
    }

    /// What was lost, if `c` is what a decoder puts in the place of bytes that it cannot read.
    fn hole(&self, c: char, next: Option<u8>) -> Option<[Option<Slot>; 2]> {
        let (was, read_as, need) = (self.taken.was, self.taken.read_as, self.pending.need);
        let is_mark = match c {
            LOST => true,
            // In a charset of two bytes it may be a question mark where a character can begin.
            '?' => need > 0 && was == Charset::Utf8 && !read_as.is_single(),
            _ => false,
        };
        if !is_mark || read_as == Charset::Latin1 || matches!(was, Charset::Utf16Le | Charset::Utf16Be) {
            return None;
        }
        // A question mark may have swallowed the byte that decided, and where no ASCII follows it has.
        let decided = next.filter(|next| c == LOST && next.is_ascii());
        let alone = Some([Some(Slot::Alone(decided)), None]);
        let pair = Some([Some(Slot::First), Some(Slot::Second)]);
        let goes_on = next.is_some_and(is_continuation);
        match (was, need) {
            (Charset::Utf8, _) if read_as == Charset::Cp1252 => alone.filter(|_| need > 0),
            (Charset::Utf8, 0) => pair.filter(|_| goes_on),
            (Charset::Utf8, 1) => {
                if goes_on {
                    pair
                } else {
                    alone
                }
            }
            (Charset::Utf8, 2) => {
                if goes_on {
                    alone
                } else {
                    pair
                }
            }
            // A letter or sign after it may be what is left of it.
            (Charset::Gbk | Charset::Big5, 0) if next.is_some_and(|next| matches!(next, 0x40..=0x7E)) => alone,
            _ => pair,
        }
    }
}

const fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF)
}
