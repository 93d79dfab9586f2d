//! What the rules for escapes share: a text of which characters, or their bytes, are spelled out in ASCII.
//!
//! A manual shows escapes; a damaged text is written in them. So a [`Run`] of escapes is sorted by how it stands in its
//! line ([`propose`]), and the document decides ([`decide`]): a line with a long run of ordinary Chinese characters is
//! proof, an escape in the middle of a sentence is a hint, an escape between blanks, brackets or quotes is nothing
//! unless the document is full of them.

use super::around::{candidate, code_bytes, in_prose, is_chinese, is_quoted_as_code, replacement, shown, text_of};
use super::{Candidate, Decisions, Evidence, Repair, Step};
use crate::lint::Rule;
use crate::text::edit::Applicability;
use crate::text::{Span, han};

/// Escapes that follow each other, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// In bytes of the line.
    pub(super) span: Span,
    /// One row for each character.
    pub(super) steps: Vec<Step>,
}

impl Run {
    /// What it says.
    pub(super) fn text(&self) -> String {
        self.steps.iter().map(|step| step.was.as_str()).collect()
    }

    fn chars(&self) -> impl Iterator<Item = char> {
        self.steps.iter().flat_map(|step| step.was.chars())
    }

    /// How many characters it has of which Chinese text is made.
    pub(super) fn chinese(&self) -> usize {
        self.chars().filter(|c| is_chinese(*c)).count()
    }
}

/// In a line that is proof.
pub(super) const PROOF: char = 's';
/// In the flow of a sentence.
pub(super) const HINT: char = 'w';
/// Between blanks, brackets, Latin letters.
pub(super) const APART: char = 'a';
/// Between straight quotation marks, as in code.
pub(super) const QUOTED: char = 'q';

/// So many characters of Chinese in one line, with a run of [`PROOF_RUN`] among them, are no example.
const PROOF_LINE: usize = 6;
const PROOF_RUN: usize = 3;

/// Whether these runs of one line are more than an example: many ordinary characters, some of them in a row.
fn is_proof<'a>(runs: impl Iterator<Item = &'a Run>) -> bool {
    let (mut chinese, mut longest, mut han, mut common) = (0, 0, 0, 0);
    for run in runs {
        let here = run.chinese();
        chinese += here;
        longest = longest.max(here);
        han += run.chars().filter(|c| han::is_han(*c)).count();
        common += run.chars().filter(|c| han::is_common(*c)).count();
    }
    chinese >= PROOF_LINE && longest >= PROOF_RUN && common >= PROOF_RUN && common * 3 >= han * 2
}

/// Appends the runs of one line as candidates of `rule`. Those without a Chinese character only where the line is proof.
pub(super) fn propose(rule: &'static Rule, line: &str, runs: &[Run], candidates: &mut Vec<Candidate>) {
    if runs.is_empty() {
        return;
    }
    let quoted = |run: &&Run| is_quoted_as_code(line, run.span);
    let proof = is_proof(runs.iter().filter(|run| !quoted(run)));
    for run in runs.iter().filter(|run| proof || run.chinese() > 0) {
        let key = if quoted(&run) {
            QUOTED
        } else if proof {
            PROOF
        } else if in_prose(line, run.span) {
            HINT
        } else {
            APART
        };
        candidates.extend(candidate(rule, run.span, key, Applicability::Safe));
    }
}

/// How many candidates of `rule` have this key.
pub(super) fn count(rule: &Rule, evidence: &Evidence, key: char) -> u32 {
    evidence.keys(rule).find(|(known, _)| *known == key).map_or(0, |(_, count)| count)
}

/// What the document says of the runs.
pub(super) fn decide(rule: &Rule, evidence: &Evidence) -> Decisions {
    use Applicability::{Safe, Unsafe};
    let [proofs, hints] = [PROOF, HINT].map(|key| count(rule, evidence, key));
    let decided: &[(char, Applicability)] = match proofs {
        3.. => &[(PROOF, Safe), (HINT, Safe), (APART, Safe), (QUOTED, Unsafe)],
        1.. => &[(PROOF, Safe), (HINT, Safe), (APART, Unsafe)],
        0 if hints >= 3 && is_dense(evidence, hints) => &[(HINT, Unsafe)],
        0 => &[],
    };
    decided.iter().copied().collect()
}

/// Whether there is one hint to 2,000 characters or more.
pub(super) fn is_dense(evidence: &Evidence, hints: u32) -> bool {
    evidence.occurrences_in('\u{4E00}'..='\u{9FFF}') < hints.saturating_mul(2000)
}

/// Puts what `run` says in the place of `candidate`.
pub(super) fn repair(line: &str, candidate: &Candidate, run: Option<&Run>) -> Repair {
    let Some(run) = run else { return Repair::default() };
    let text = run.text();
    let args = vec![("text", shown(&text)), ("disk", shown(text_of(line, candidate)))];
    replacement(line, candidate, text, args)
}

/// One step for an escape that names a code point.
pub(super) fn code_step(disk: &str, c: char) -> Step {
    Step { disk: disk.to_owned(), bytes: code_bytes(c), was: c.to_string() }
}

/// The runs in `line` of tokens that name code points; each token starts at a byte for which `starts` holds.
///
/// `token` reads one at the head of a text: its length and what it says.
pub(super) fn code_runs(
    line: &str,
    starts: impl Fn(u8) -> bool,
    token: impl Fn(&str, usize) -> Option<(usize, char)>,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(skip) = line.as_bytes()[at..].iter().position(|byte| starts(*byte)) {
        let start = at + skip;
        let Some((len, c)) = token(line, start).filter(|(_, c)| is_text(*c)) else {
            at = start + 1;
            continue;
        };
        at = start + len;
        let step = code_step(&line[start..at], c);
        match runs.last_mut() {
            Some(run) if run.span.end == start => {
                run.span.end = at;
                run.steps.push(step);
            }
            _ => runs.push(Run { span: Span::new(start, at), steps: vec![step] }),
        }
    }
    runs
}

/// What may come out of an escape: no controls, nothing of private use.
pub(super) const fn is_text(c: char) -> bool {
    !matches!(c, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
        && !han::is_private_use(c)
}

/// Reads one escaped byte at the head of a text: the byte, and how long its escape is.
pub(super) type ByteToken = fn(&[u8]) -> Option<(u8, usize)>;

/// Two hexadecimal digits at the head of `text`.
pub(super) fn hex_byte(text: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let value = digit(*text.first()?)? * 16 + digit(*text.get(1)?)?;
    u8::try_from(value).ok()
}

/// The runs of escaped bytes in `line`; each token starts with `sign`. Nothing where all of them are ASCII.
pub(super) fn byte_runs(line: &str, sign: u8, token: ByteToken) -> Vec<Run> {
    let bytes = line.as_bytes();
    let is_high = |at: usize| token(&bytes[at..]).is_some_and(|(byte, _)| byte >= 0x80);
    let mut runs = Vec::new();
    if !memchr::memchr_iter(sign, bytes).any(is_high) {
        return runs;
    }
    let mut at = 0;
    while let Some(skip) = memchr::memchr(sign, &bytes[at..]) {
        let start = at + skip;
        match byte_run(line, start, token) {
            Some(run) => {
                at = run.span.end;
                runs.push(run);
            }
            None => at = start + 1,
        }
    }
    runs
}

/// The run of escaped bytes from `start` on, as UTF-8 or as GBK, by what explains more of them.
pub(super) fn byte_run(line: &str, start: usize, token: ByteToken) -> Option<Run> {
    let utf8 = extend(line, start, token, utf8_char);
    let gbk = || extend(line, start, token, gbk_char);
    let characters = utf8.steps.iter().filter(|step| step.bytes.len() > 1).count();
    let is_chinese = utf8.chinese() > 0;
    // GBK is not well formed as UTF-8 for long: it stops at a byte that does not fit.
    let ends_well = token(&line.as_bytes()[utf8.span.end..]).is_none_or(|(byte, _)| byte < 0x80);
    let better = if !ends_well && (characters < 2 || !is_chinese) {
        Some(gbk()).filter(|gbk| gbk.span.end > utf8.span.end)
    } else if (1..4).contains(&characters) && !is_chinese {
        // Up to three ordinary characters: a longer word is what it says, in Cyrillic or Greek.
        Some(gbk()).filter(|gbk| gbk.span.end >= utf8.span.end && gbk.chars().all(han::is_common))
    } else {
        None
    };
    Some(better.unwrap_or(utf8)).filter(|run| !run.steps.is_empty())
}

/// Reads one character beyond ASCII from tokens at the head of a text: its bytes, how long its tokens are, itself.
type CharReader = fn(&[u8], ByteToken) -> Option<(Vec<u8>, usize, char)>;

fn extend(line: &str, start: usize, token: ByteToken, read: CharReader) -> Run {
    let mut run = Run { span: Span::new(start, start), steps: Vec::new() };
    loop {
        let at = run.span.end;
        let rest = &line.as_bytes()[at..];
        let (bytes, len, c) = match token(rest) {
            Some((byte @ 0x20..=0x7E, len)) => (vec![byte], len, char::from(byte)),
            Some((0x80.., _)) => match read(rest, token) {
                Some(found) => found,
                None => return run,
            },
            _ => return run,
        };
        run.span.end = at + len;
        run.steps.push(Step { disk: line[at..at + len].to_owned(), bytes, was: c.to_string() });
    }
}

fn utf8_char(text: &[u8], token: ByteToken) -> Option<(Vec<u8>, usize, char)> {
    let (lead, mut len) = token(text)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    while bytes.len() < count {
        let (byte, more) = token(&text[len..])?;
        bytes.push(byte);
        len += more;
    }
    let c = std::str::from_utf8(&bytes).ok()?.chars().next().filter(|c| is_text(*c))?;
    Some((bytes, len, c))
}

/// A trail byte may be an ASCII letter, which needs no escape.
fn gbk_char(text: &[u8], token: ByteToken) -> Option<(Vec<u8>, usize, char)> {
    let (lead, len) = token(text)?;
    let rest = &text[len..];
    let (trail, more) = token(rest).or_else(|| Some((*rest.first().filter(|byte| matches!(byte, 0x40..=0x7E))?, 1)))?;
    let c = han::from_gbk([lead, trail]).filter(|c| is_text(*c) && han::gbk(*c) == Some([lead, trail]))?;
    Some((vec![lead, trail], len + more, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &[u8]) -> Option<(u8, usize)> {
        text.strip_prefix(b"%").and_then(hex_byte).map(|byte| (byte, 3))
    }

    fn decoded(line: &str) -> Vec<String> {
        byte_runs(line, b'%', percent).iter().map(Run::text).collect()
    }

    #[test]
    fn bytes_are_utf_8_or_gbk() {
        assert_eq!(decoded("%E9%9C%A7%E5%B6%BA"), ["霧嶺"]);
        assert_eq!(decoded("%CE%ED%C1%EB%CA%D0"), ["雾岭市"]);
        assert_eq!(decoded("%EC%46%8E%58"), ["霧嶺"]);
        assert_eq!(decoded("%ECF%8EX"), ["霧嶺"]);
        assert_eq!(decoded("%E5%B9%B4%20x%25"), ["年 ", "%"]);
        assert_eq!(decoded("%D0%A1"), ["小"]);
        assert_eq!(decoded("%D0%B0%D0%B2%D1%82%D0%BE"), ["авто"]);
        assert_eq!(decoded("%20%3D"), [""; 0]);
        assert_eq!(decoded("%FF%E4%B8"), ["涓"]);
    }
}
