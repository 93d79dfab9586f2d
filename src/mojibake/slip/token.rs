//! What stands on disk, as the search reads it: characters, pasted readings, and lost lead bytes.

use super::Marker;
use crate::mojibake::forward::Decoder;
use crate::mojibake::signs::is_rare;
use crate::text::{Span, han};

/// The longest syllable has six letters, `zhuāng`; in UTF-8 a toned letter has two or three bytes.
const LONGEST_READING: usize = 9;

/// What became of a lead byte without its trail byte: it tells the decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// One `?`, and an ASCII byte after it went with it: mbstring.
    QuestionMark,
    /// U+FFFD: WHATWG.
    Replacement,
    /// Nothing: glibc.
    Nothing,
}

/// One thing on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A character.
    Char(char),
    /// A lead byte that has no trail byte, because a reading follows.
    LostAtPaste(&'a str),
    /// A reading in brackets, pasted in where a character ended.
    Paste(&'a str),
    /// A lead byte that has no trail byte, because a mark, the end of the line, or (but for mbstring) ASCII follows. `?`
    /// may be just that.
    LostAtMark,
    /// A lead byte that took the ASCII character after it along (mbstring only). `?` may be just that.
    LostWithAscii,
}

/// The token at `at`, and where it ends; `before` is the character before it. With `folded`, ASCII marks may be cut at.
pub(super) fn token(
    line: &str,
    at: usize,
    before: Option<char>,
    decoder: Decoder,
    folded: bool,
) -> Option<(Token<'_>, usize)> {
    let rest = &line[at..];
    let c = rest.chars().next()?;
    let end = at + c.len_utf8();
    let after = &line[end..];
    let token = match (c, decoder) {
        ('?', Decoder::Mbstring) => match reading(after) {
            Some(reading) => return Some((Token::LostAtPaste(reading), end + reading.len() + 1)),
            None if after.is_empty() || after.starts_with(|c| is_mark(c, folded)) => Token::LostAtMark,
            None => Token::LostWithAscii,
        },
        ('\u{FFFD}', Decoder::Whatwg) => match bracketed(after) {
            Some(reading) => return Some((Token::LostAtPaste(reading), end + reading.len() + 2)),
            None => Token::LostAtMark,
        },
        ('(', _) => match bracketed(rest) {
            Some(reading) if before.is_some_and(|c| c.is_ascii() || c == '€' || han::has_reading(c, reading)) => {
                return Some((Token::Paste(reading), at + reading.len() + 2));
            }
            Some(reading) if decoder == Decoder::Glibc => {
                return Some((Token::LostAtPaste(reading), at + reading.len() + 2));
            }
            _ => Token::Char(c),
        },
        _ => Token::Char(c),
    };
    Some((token, end))
}

/// The reading at the head of `text`, if a closing bracket follows it.
pub(in crate::mojibake) fn reading(text: &str) -> Option<&str> {
    let end = text.find(|c| !han::is_pinyin_letter(c))?;
    (1..=LONGEST_READING).contains(&end).then_some(())?;
    text[end..].starts_with(')').then(|| &text[..end])
}

/// The reading at the head of `text` in brackets.
fn bracketed(text: &str) -> Option<&str> {
    reading(text.strip_prefix('(')?)
}

/// Whether bytes are split at `c`, as far as real pages show, or, with `folded`, `c` is what is left of such a mark.
pub(super) const fn is_mark(c: char, folded: bool) -> bool {
    matches!(c, '、' | '。' | '！' | '？' | '，' | '；' | '：') || (folded && matches!(c, '!' | '?' | ',' | ';' | ':'))
}

/// The marker of a reading that was pasted into a character, whose closing bracket is at `close`.
#[must_use]
pub fn marker_of_paste(line: &str, close: usize) -> Option<Marker> {
    let letters = line[..close].trim_end_matches(han::is_pinyin_letter);
    let reading = &line[letters.len()..close];
    if reading.is_empty() || reading.len() > LONGEST_READING {
        return None;
    }
    let (text, lost) = if let Some(text) = letters.strip_suffix('?') {
        (text, Lost::QuestionMark)
    } else if let Some(text) = letters.strip_suffix("\u{FFFD}(") {
        (text, Lost::Replacement)
    } else {
        (letters.strip_suffix('(')?, Lost::Nothing)
    };
    let (_, before) = last_character(text)?;
    if lost == Lost::Nothing && (!reading.chars().any(han::is_toned_letter) || han::has_reading(before, reading)) {
        return None;
    }
    let known = trails(before).any(|trail| readers(trail, reading).next().is_some());
    known.then(|| Marker { span: Span::new(text.len(), close + 1), lost, is_paste: true })
}

/// The last character of `text` that is not part of a reading in brackets behind its own character, and where it begins.
pub(super) fn last_character(text: &str) -> Option<(usize, char)> {
    let last = text.char_indices().next_back();
    let glossed = text.strip_suffix(')').and_then(|text| {
        let base = text.trim_end_matches(han::is_pinyin_letter).strip_suffix('(')?;
        let (at, c) = base.char_indices().next_back()?;
        han::has_reading(c, &text[base.len() + 1..]).then_some((at, c))
    });
    glossed.or(last)
}

/// The bytes that `c` can have ended with: its trail byte in GBK, or in the GBK of its full-width form.
fn trails(c: char) -> impl Iterator<Item = u8> {
    let full_width = c.is_ascii_graphic().then_some(c as u8 | 0x80);
    han::gbk(c).map(|pair| pair[1]).into_iter().chain(full_width)
}

/// The characters whose first byte in GBK is `lead` and that have `reading`, each with its second byte. Only those
/// that Simplified text writes otherwise, and only with second bytes that are lead bytes too: what a paste can have hit
/// so that its first byte was the end of one character, and its second the beginning of the next.
pub(super) fn readers(lead: u8, reading: &str) -> impl Iterator<Item = (u8, char)> + '_ {
    (0x81..=0xFE).filter_map(move |trail| {
        let c = han::from_gbk([lead, trail])?;
        (han::has_simplified_form(c) && han::has_reading(c, reading)).then_some((trail, c))
    })
}

/// The marker of a character that was cut at the mark after it, if the `?` or U+FFFD at `at` is one.
#[must_use]
pub fn marker_of_cut(line: &str, at: usize) -> Option<Marker> {
    let c = line[at..].chars().next()?;
    let lost = match c {
        '?' => Lost::QuestionMark,
        '\u{FFFD}' => Lost::Replacement,
        _ => return None,
    };
    let mark = line[at + c.len_utf8()..].chars().next().filter(|c| is_mark(*c, true))?;
    let end = at + c.len_utf8() + mark.len_utf8();
    Some(Marker { span: Span::new(at, end), lost, is_paste: false })
}

fn is_quotation_open(text: &str) -> bool {
    [('“', '”'), ('「', '」')].iter().any(|(open, close)| text.rfind(*open) > text.rfind(*close))
}

/// The marker of a cut at the mark at `at` where the decoder left nothing of the lead byte: characters behind it that
/// hardly anybody writes, or the trail byte of one: an ASCII character alone among Han characters. Or it is at the end of
/// the line where a quotation is open, and may be what is left of `。”`.
#[must_use]
pub fn marker_of_silent_cut(line: &str, at: usize) -> Option<Marker> {
    let mark = line[at..].chars().next().filter(|c| is_mark(*c, true))?;
    let after = &line[at + mark.len_utf8()..];
    let is_odd = |c: char| is_rare(c) || han::is_simplified_only(c) || c == '€';
    let is_alone =
        |[a, b, c]: [char; 3]| (!a.is_ascii() || a == mark) && matches!(b, '@'..='~') && (han::is_han(c) || c == '(');
    let mut chars = after.chars();
    let behind: [char; 4] = std::array::from_fn(|index| if index == 0 { mark } else { chars.next().unwrap_or('\n') });
    let closes = after.is_empty() && matches!(mark, '！' | '!') && is_quotation_open(&line[..at]);
    let odd = closes
        || behind[1..].iter().any(|c| is_odd(*c))
        || behind.windows(3).any(|three| is_alone([three[0], three[1], three[2]]));
    let before = line[..at].chars().next_back().filter(|c| !c.is_whitespace());
    (odd && before.is_some()).then(|| Marker {
        span: Span::new(at, at + mark.len_utf8()),
        lost: Lost::Nothing,
        is_paste: false,
    })
}
