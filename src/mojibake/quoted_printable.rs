//! Characters written as in electronic mail: quoted-printable and MIME words.
//!
//! # What it does
//! Finds rows of `=` with two hexadecimal digits, and words such as `=?GB2312?B?...?=`, that say something in
//! Chinese characters. Soft line breaks may be flattened into the rows; the words name their encoding.
//!
//! # Why it is bad
//! Mail programs undo this; a text that was cut out of a message before keeps it, and cannot be read.
//!
//! # Example
//! `=E5=B8=82` was 市; `=?GB2312?B?ytA=?=` too.
//!
//! # Fix
//! Puts the characters there. Safe for long or several MIME words that decode and encode back, in a line where many
//! ordinary characters are written so, and elsewhere in a document with such lines. Unsafe where there is less to
//! go by.
//!
//! # Limits
//! A line is looked at alone. Where a soft line break falls inside a character, the two halves stay.

use super::around::{self, is_quoted_as_code, shown, text_of};
use super::escape::{self, Run, hex_byte};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability;
use data_encoding::BASE64;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// M136.
pub static RULE: Rule = Rule {
    code: "M136",
    name: "quoted-printable",
    message: "`{disk}` is {text}, encoded as in mail",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("quoted_printable.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::EQUALS,
        mechanism: "the text was taken out of a mail message without being decoded",
        scan,
        decide,
        repair,
        trace,
    }),
};

/// The keys of a MIME word that is too long for an example, and of one that is not.
const LONG_WORD: char = '！';
const WORD: char = '?';
/// From so many Chinese characters on a word is long.
const LONG: usize = 6;

/// A byte, behind flattened soft breaks if there are any.
fn token(text: &[u8]) -> Option<(u8, usize)> {
    let byte = |text: &[u8]| text.strip_prefix(b"=").and_then(hex_byte);
    let after_break = || {
        let rest = text.strip_prefix(b"=")?;
        let blank = usize::from(rest.first() == Some(&b' '));
        byte(&rest[blank..]).map(|byte| (byte, 4 + blank))
    };
    byte(text).map(|byte| (byte, 3)).or_else(after_break)
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let mut from = 0;
    let mut words = Vec::new();
    for start in memchr::memmem::find_iter(line.as_bytes(), "=?") {
        let Some(word) = (start >= from).then(|| Word::at(&line[start..])).flatten() else { continue };
        from = start + word.len;
        let span = Span::new(start, from);
        words.push(span);
        let at_best = if word.exact { Applicability::Safe } else { Applicability::Unsafe };
        if !is_quoted_as_code(line, span) {
            let is_long = word.text.chars().filter(|c| around::is_chinese(*c)).count() >= LONG;
            let key = if is_long { LONG_WORD } else { WORD };
            candidates.extend(around::candidate(&RULE, span, key, at_best));
        }
    }
    let mut runs = escape::byte_runs(line, b'=', token);
    runs.retain(|run| {
        let index = words.partition_point(|word| word.end <= run.span.start);
        words.get(index).is_none_or(|word| !word.contains(run.span.start))
    });
    escape::propose(&RULE, line, &runs, candidates);
    candidates.sort_by_key(|candidate| candidate.start);
}

fn decide(evidence: &Evidence) -> Decisions {
    let mut decisions = escape::decide(&RULE, evidence);
    let [long, short] = [LONG_WORD, WORD].map(|key| escape::count(&RULE, evidence, key));
    let short = if long > 0 || short >= 3 { Applicability::Safe } else { Applicability::Unsafe };
    decisions.extend([(LONG_WORD, Applicability::Safe), (WORD, short)]);
    decisions
}

/// A MIME word (RFC 2047), decoded.
struct Word {
    len: usize,
    bytes: Vec<u8>,
    text: String,
    /// Encoded again it gives the same bytes.
    exact: bool,
}

impl Word {
    /// A word may have 75 characters; programs that do not know this make longer ones.
    const LONGEST: usize = 1000;

    /// The word at the head of `text`, if it says something that is no ASCII.
    fn at(text: &str) -> Option<Self> {
        let is_part = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        let len = text.bytes().take(Self::LONGEST).take_while(is_part).count();
        let mut parts = text[..len].strip_prefix("=?")?.splitn(3, '?');
        let (label, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let (content, _) = rest.split_once("?=")?;
        // RFC 2231 lets a language follow the encoding.
        let encoding = Encoding::for_label(label.split('*').next()?.as_bytes())?;
        let bytes = match kind {
            "B" | "b" => BASE64.decode(content.as_bytes()).ok()?,
            "Q" | "q" => unquoted(content)?,
            _ => return None,
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?.into_owned();
        (text.chars().any(around::is_chinese) && text.chars().all(escape::is_text)).then_some(())?;
        let exact = matches!(encoding.encode(&text), (Cow::Borrowed(again), _, false) if *again == *bytes)
            || matches!(encoding.encode(&text), (Cow::Owned(again), _, false) if again == bytes);
        Some(Self {
            len: "=?".len() + label.len() + 1 + kind.len() + 1 + content.len() + "?=".len(),
            bytes,
            text,
            exact,
        })
    }
}

/// The bytes of the Q encoding.
fn unquoted(content: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(content.len());
    let mut rest = content.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        bytes.push(match first {
            b'_' => b' ',
            b'=' => {
                rest = tail.get(2..)?;
                hex_byte(tail)?
            }
            byte => *byte,
        });
    }
    Some(bytes)
}

fn run_at(line: &str, candidate: &Candidate) -> Option<Run> {
    escape::byte_run(line, candidate.start as usize, token)
}

const fn is_word(candidate: &Candidate) -> bool {
    matches!(candidate.key, LONG_WORD | WORD)
}

fn word_at(line: &str, candidate: &Candidate) -> Option<Word> {
    Word::at(text_of(line, candidate))
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    if !is_word(candidate) {
        return escape::repair(line, candidate, run_at(line, candidate).as_ref());
    }
    let Some(word) = word_at(line, candidate) else { return Repair::default() };
    let args = vec![("text", shown(&word.text)), ("disk", shown(text_of(line, candidate)))];
    around::replacement(line, candidate, word.text, args)
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    if !is_word(candidate) {
        return run_at(line, candidate).map(|run| run.steps).unwrap_or_default();
    }
    let disk = text_of(line, candidate).to_owned();
    word_at(line, candidate).map(|word| Step { disk, bytes: word.bytes, was: word.text }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mime_words() {
        let text = |word| Word::at(word).map(|it| (it.len, it.text));
        for word in ["=?GB2312?B?ytA=?=", "=?gbk?q?=CA=D0?=", "=?UTF-8*zh?Q?=E5=B8=82?=", "=?utf-8?b?5biC?="] {
            assert_eq!(text(word), Some((word.len(), "市".to_owned())), "{word}");
        }
        assert_eq!(text("=?UTF-8?Q?=E5=B8=82_2024?= x").map(|it| it.1).as_deref(), Some("市 2024"));
        for word in
            ["=?", "=?x?B?ytA=?=", "=?GB2312?B?ytA?=", "=?UTF-8?Q?abc?=", "=?UTF-8?Q?=E5=B8?=", "=?a?b", "=???="]
        {
            assert!(text(word).is_none(), "{word}");
        }
    }

    #[test]
    fn flattened_soft_breaks() {
        let text = |line| escape::byte_runs(line, b'=', token).iter().map(Run::text).collect::<String>();
        assert_eq!(text("=E5=B8==82=E5=B8=82"), "市市");
        assert_eq!(text("=E5=B8= =82=E5=B8==82"), "市市");
    }
}
