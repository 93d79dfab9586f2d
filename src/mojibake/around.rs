//! What stands around a place in a line, and other small things that several damage rules ask for.

use super::{Candidate, Repair};
use crate::lint::Rule;
use crate::text::edit::{Applicability, Edit};
use crate::text::{Span, han};

/// A candidate of `rule`, unless the line is too long for one.
pub(super) fn candidate(rule: &'static Rule, span: Span, key: char, at_best: Applicability) -> Option<Candidate> {
    let (start, end) = (u32::try_from(span.start).ok()?, u32::try_from(span.end).ok()?);
    Some(Candidate { rule, start, end, key, at_best })
}

/// The repair that puts `text` in the place of `candidate` in its line.
pub(super) fn replacement(
    line: &str,
    candidate: &Candidate,
    text: String,
    args: Vec<(&'static str, String)>,
) -> Repair {
    let title = title(text_of(line, candidate), &text);
    Repair { title, edits: vec![Edit::replace(candidate.span(), text)], args, alternatives: Vec::new() }
}

/// What turns into what, for a menu.
pub(super) fn title(disk: &str, text: &str) -> String {
    let disk = in_menu(disk);
    if text.is_empty() { format!("Remove `{disk}`") } else { format!("Repair `{disk}` to `{}`", in_menu(text)) }
}

/// `text` as a menu shows it: its head and tail if it is long, and the code points of what nobody can see.
pub(super) fn in_menu(text: &str) -> String {
    const LONGEST: usize = 40;
    let unseen = |c: char| {
        let blank = c.is_whitespace() && c != ' ' && c != '\u{3000}';
        let steers =
            matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
        c.is_control() || blank || steers || matches!(c, '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
    };
    let parts: Vec<String> = text.chars().map(|c| if unseen(c) { code_point(c) } else { c.to_string() }).collect();
    let width = |part: &String| part.chars().count();
    if parts.iter().map(width).sum::<usize>() <= LONGEST {
        return parts.concat();
    }
    // A code point is not torn: a part that would not fit is left out, and all behind it.
    let fitting = |parts: &mut dyn Iterator<Item = &String>| {
        let mut left = LONGEST / 2;
        parts.take_while(|part| left.checked_sub(width(part)).map(|less| left = less).is_some()).count()
    };
    let head = fitting(&mut parts.iter());
    let tail = fitting(&mut parts.iter().rev());
    format!("{}…{}", parts[..head].concat(), parts[parts.len() - tail..].concat())
}

/// A candidate that can only be named.
pub(super) fn named(args: Vec<(&'static str, String)>) -> Repair {
    Repair { args, ..Repair::default() }
}

/// The text of `candidate` in its line.
pub(super) fn text_of<'a>(line: &'a str, candidate: &Candidate) -> &'a str {
    line.get(candidate.span().range()).unwrap_or_default()
}

/// `text` as a message shows it: its head, if it is long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The character before `at`.
pub(super) fn before(line: &str, at: usize) -> Option<char> {
    line.get(..at)?.chars().next_back()
}

/// The character from `at` on.
pub(super) fn after(line: &str, at: usize) -> Option<char> {
    line.get(at..)?.chars().next()
}

/// Whether `c` is a punctuation mark of Chinese text.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{3000}')
        || matches!(c, '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='～' | '￥' | '\u{FE10}'..='\u{FE19}')
}

/// Whether `c` is what Chinese text is made of: a Han character or a punctuation mark.
pub(super) const fn is_chinese(c: char) -> bool {
    han::is_han(c) || is_mark(c)
}

/// Whether a neighbour in a line is Chinese, a Latin letter or digit, or the line's end: nothing out of the ordinary.
pub(super) fn is_plain(neighbour: Option<char>) -> bool {
    neighbour.is_none_or(|c| is_chinese(c) || c.is_ascii_alphanumeric())
}

/// Whether `span` stands in the flow of Chinese text: tight between two of its characters, digits or marks, or between
/// one and an end of the line. What a manual talks about stands between blanks, quotation marks or brackets.
pub(super) fn in_prose(line: &str, span: Span) -> bool {
    let (before, after) = (before(line, span.start), after(line, span.end));
    // In text that was folded, the marks are ASCII.
    let is_side = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | ';' | '!' | '?' | '%') || is_flow(c);
    let flows = |c: Option<char>| c.is_none_or(is_side);
    flows(before) && flows(after) && (before.is_some_and(is_flow) || after.is_some_and(is_flow))
}

/// Chinese, but no mark that sets something off.
const fn is_flow(c: char) -> bool {
    is_chinese(c) && !is_setting_off(c)
}

const fn is_setting_off(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '（'
            | '）'
            | '「'
            | '」'
            | '『'
            | '』'
            | '、'
            | '【'
            | '】'
            | '＝'
            | '＂'
            | '＇'
    )
}

/// Whether `span` is quoted as code is: between straight quotation marks or backticks.
pub(super) fn is_quoted_as_code(line: &str, span: Span) -> bool {
    let is_quote = |c: Option<char>| matches!(c, Some('"' | '\'' | '`' | '\\'));
    is_quote(before(line, span.start)) && is_quote(after(line, span.end))
}

/// The spans of the maximal runs of characters in `line` for which `is_part` holds.
pub(super) fn runs(line: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let mut chars = line.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| is_part(*c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| is_part(*c)) {
            end = at + c.len_utf8();
        }
        Some(Span::new(start, end))
    })
}

/// The bytes of a code point, high byte first, two at least: as escapes write it.
pub(super) fn code_bytes(c: char) -> Vec<u8> {
    let bytes = u32::from(c).to_be_bytes();
    let skip = bytes.iter().take(2).take_while(|byte| **byte == 0).count();
    bytes[skip..].to_vec()
}

/// `c` as people write a code point: `U+FEFF`.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_and_examples() {
        let in_prose = |text: &str| {
            let start = text.find('x').unwrap();
            in_prose(text, Span::new(start, start + 1))
        };
        assert!(in_prose("霧x嶺") && in_prose("x霧") && in_prose("霧x") && in_prose("5x霧") && in_prose("。x霧"));
        assert!(!in_prose("x") && !in_prose("霧 x 嶺") && !in_prose("“x”") && !in_prose("霧（x）") && !in_prose("5x5"));
    }

    #[test]
    fn runs_and_bytes() {
        assert_eq!(runs("a12b3", |c| c.is_ascii_digit()).collect::<Vec<_>>(), [Span::new(1, 3), Span::new(4, 5)]);
        assert_eq!(code_bytes('中'), [0x4E, 0x2D]);
        assert_eq!(code_bytes('😀'), [0x01, 0xF6, 0x00]);
        assert_eq!(code_bytes('a'), [0, 0x61]);
        assert_eq!(shown(&"霧".repeat(30)).chars().count(), 25);
    }

    #[test]
    fn titles_say_what_turns_into_what() {
        assert_eq!(title("?ràng)肁", "屆A"), "Repair `?ràng)肁` to `屆A`");
        assert_eq!(title("(xùn)", ""), "Remove `(xùn)`");
        assert_eq!(title("\u{200B}\u{FEFF}", "\n"), "Repair `U+200BU+FEFF` to `U+000A`");
        let long: String = ('a'..='z').cycle().take(60).collect();
        assert_eq!(title(&long[..40], ""), format!("Remove `{}`", &long[..40]));
        assert_eq!(title(&long, ""), format!("Remove `{}…{}`", &long[..20], &long[40..]));
        assert_eq!(title(&"\u{200B}".repeat(9), ""), "Remove `U+200BU+200BU+200B…U+200BU+200BU+200B`");
    }
}
