//! Cutting a text into pieces: the units whose analysis is kept from one edit to the next.
//!
//! A piece is a line with its terminator (LF, CR or CRLF, as in LSP), or a part of a very long line. Scrapes often
//! hold a whole page on one line, and an edit there must not cost the page. Where a piece ends is decided by its own
//! text and one character after it, so that cutting can start at any piece and meets the old cuts again.

use crate::text::han;

/// From this many bytes on, a line is cut behind the next 。 that ends a sentence.
const AFTER_SENTENCE: usize = 8 << 10;
/// From this many bytes on, behind the next comma, bar, or white space.
const AFTER_CLAUSE: usize = 32 << 10;
/// From this many bytes on, anywhere between two characters.
const ANYWHERE: usize = 128 << 10;

/// The length in bytes of the first piece of `text`, or nothing if `text` may go on in a way that matters.
///
/// With `complete`, nothing follows `text`.
pub(super) fn next_length(text: &str, complete: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let horizon = bytes.len().min(AFTER_SENTENCE);
    if let Some(at) = memchr::memchr2(b'\n', b'\r', &bytes[..horizon]) {
        return line_end(bytes, at, complete);
    }
    if bytes.len() <= AFTER_SENTENCE {
        return complete.then_some(bytes.len());
    }
    let mut start = AFTER_SENTENCE;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut before = text[..start].chars().next_back().unwrap_or('\0');
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let at = start + offset;
        if c == '\n' || c == '\r' {
            return line_end(bytes, at, complete);
        }
        let end = at + c.len_utf8();
        let Some((_, after)) = chars.peek() else { break };
        // The marks at which damage cuts come with a `?` before them: such a run is never torn.
        let sentence = c == '。' && !is_suspect(before) && !closes(*after);
        let clause = end >= AFTER_CLAUSE && is_clause_end(c) && !is_suspect(before);
        if sentence || clause || end >= ANYWHERE {
            return Some(end);
        }
        before = c;
    }
    complete.then_some(bytes.len())
}

/// Whether `c` may be what is left of a character that damage cut in two.
const fn is_suspect(c: char) -> bool {
    matches!(c, '?' | '？' | '\u{FFFD}') || han::is_private_use(c)
}

const fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '』' | '」' | '）' | ')' | '》')
}

const fn is_clause_end(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '！' | '？' | '|' | ' ' | '\t' | '\u{3000}')
}

fn line_end(bytes: &[u8], at: usize, complete: bool) -> Option<usize> {
    match (bytes[at], bytes.get(at + 1)) {
        (b'\r', Some(b'\n')) => Some(at + 2),
        (b'\r', None) if !complete => None,
        _ => Some(at + 1),
    }
}

/// `piece` without its terminator.
pub(super) fn content(piece: &str) -> &str {
    let without = piece.strip_suffix('\n').unwrap_or(piece);
    without.strip_suffix('\r').unwrap_or(without)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(next_length(rest, true).unwrap());
            pieces.push(piece);
            rest = after;
        }
        pieces
    }

    #[test]
    fn lines_end_as_in_lsp() {
        assert_eq!(pieces("a\nb\r\nc\rd\u{2028}e\u{b}f\n\n"), ["a\n", "b\r\n", "c\r", "d\u{2028}e\u{b}f\n", "\n"]);
        assert_eq!(content("a\r\n"), "a");
        assert_eq!(content("\r"), "");
        assert_eq!(next_length("ab", false), None);
        assert_eq!(next_length("ab\r", false), None);
        assert_eq!(next_length("ab\n", false), Some(3));
    }

    #[test]
    fn a_very_long_line_is_cut_behind_sentences_and_damage_is_not_torn() {
        let text = "霧嶺市公布數據?。晃。".repeat(2000) + "霧嶺。市";
        let pieces = pieces(&text);
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|piece| piece.len() < AFTER_SENTENCE + 64));
        assert!(pieces.iter().rev().skip(1).all(|piece| piece.ends_with("晃。")));
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn cost_stays_bounded_without_any_mark() {
        for text in ["霧".repeat(100_000), "x".repeat(400_000), "，".repeat(100_000)] {
            let pieces = pieces(&text);
            assert!(pieces.iter().all(|piece| piece.len() <= ANYWHERE + 4), "{}", pieces[0].len());
            assert_eq!(pieces.concat(), text);
        }
    }
}
