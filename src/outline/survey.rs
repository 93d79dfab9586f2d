//! What one pass over a line tells, so that most lines need no second look: most have no label and no heads.

use super::{sections, speakers};
use crate::text::han;

/// Headlines have at least and at most so many Han characters.
const HEADLINE: std::ops::RangeInclusive<usize> = 6..=60;

/// What one pass over a line tells.
#[derive(Default)]
pub(super) struct Survey {
    /// How many Han characters it has.
    pub(super) characters: usize,
    /// Whether it may have heads of sections.
    pub(super) heads: bool,
    /// Whether it may be a speaker label, or begin with one: of its marks the first is a colon.
    pub(super) label: bool,
    /// How many characters stand before the first colon.
    colon: Option<usize>,
    /// Whether there is an ASCII digit.
    digit: bool,
    /// Whether there is a full stop, or what parts the items of a page's furniture.
    sentence: bool,
}

impl Survey {
    /// Of a line without white space around it.
    pub(super) fn of(line: &str) -> Self {
        let mut survey = Self::default();
        // Of this sentence, and of those before it.
        let (mut begins, mut length, mut before, mut short) = (true, 0, 0, 0);
        let mut marked = false;
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !begins {
                let plain = plain_run(&bytes[at..]);
                (survey.characters, length, at) = (survey.characters + plain, length + plain, at + 3 * plain);
                // Every other mark is a comma.
                if bytes[at..].starts_with("，".as_bytes()) {
                    (length, marked, at) = (length + 1, true, at + 3);
                    continue;
                }
                let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                (survey.digit, length, at) = (survey.digit || digits > 0, length + digits, at + digits);
            }
            let Some(&byte) = bytes.get(at) else { break };
            let c = if byte.is_ascii() { byte.into() } else { line[at..].chars().next().unwrap_or(' ') };
            at += c.len_utf8();
            let han = han::is_han(c);
            survey.characters += usize::from(han);
            if !han {
                survey.digit |= c.is_ascii_digit();
                survey.sentence |= matches!(c, '。' | '>' | '＞' | '»' | '；');
                if sections::ends_sentence(c) {
                    if matches!(c, ':' | '：') && survey.colon.is_none() {
                        survey.colon = Some(before + length);
                        survey.label = !marked && before + length <= speakers::LABEL_REACH;
                    }
                    short += usize::from(c == '。' && sections::BARE.contains(&length));
                    before += length + 1;
                    (begins, length, marked) = (true, 0, true);
                    continue;
                }
                marked |= speakers::is_no_label(c);
            }
            length += 1;
            if begins && (han || !c.is_whitespace() && c != '”') {
                let next = line[at..].chars().next().unwrap_or(' ');
                survey.heads |= sections::begins_label(c, next, before == 0);
                begins = false;
            }
        }
        survey.heads |= short > 1;
        survey
    }

    /// Whether `line`, the one that was looked at, may be a headline.
    pub(super) fn is_headline(&self, line: &str) -> bool {
        // Chrome speaks in labels (發布時間：…), headlines in words.
        let labelled = self.colon.is_some_and(|colon| colon <= 4 || self.digit);
        let open = line.ends_with(['：', ':', '，', ',', '、', ')', '）']);
        HEADLINE.contains(&self.characters) && !(self.sentence || open || labelled)
    }
}

/// How many characters from U+4E00 to U+9FFF `text` begins with: three bytes each, and within a sentence nothing but one
/// more.
fn plain_run(text: &[u8]) -> usize {
    let (mut rest, mut count) = (text, 0);
    while let [one, two, _, behind @ ..] = rest
        && matches!(u16::from_be_bytes([*one, *two]), 0xE4B8..=0xE9BF)
    {
        (rest, count) = (behind, count + 1);
    }
    count
}
