//! Characters written in an encoding of seven bits: UTF-7 and HZ.
//!
//! # What it does
//! Finds `+...-` that is UTF-7, and `~{...~}` that is HZ, where they say something in Chinese characters.
//!
//! # Why it is bad
//! Old mail and news gateways carried seven bits a byte. What they carried looks like noise until it is decoded.
//!
//! # Example
//! `+XgI-` was 市 in UTF-7; `~{JP~}` was 市 in HZ.
//!
//! # Fix
//! Puts the characters there. Safe in a line where many ordinary characters are written so, and elsewhere in a
//! document with such lines. Unsafe where there is less to go by.
//!
//! # Limits
//! Only what encodes back to the very same letters counts, so that `+86-` stays a telephone number. The `+-` that is a
//! plus sign in UTF-7 stays.

use super::escape::{self, Run, code_step};
use super::{Candidate, DamageCheck, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::{Span, han};
use data_encoding::BASE64_NOPAD;

/// M138.
pub static RULE: Rule = Rule {
    code: "M138",
    name: "seven-bit",
    message: "`{disk}` is {text}, encoded in seven bits",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("seven_bit.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::PLUS.and(Signs::TILDE),
        mechanism: "the text went through a channel of seven bits, as UTF-7 or HZ, and was not decoded",
        scan: |line, candidates| escape::propose(&RULE, line, &runs(line), candidates),
        decide: |evidence| escape::decide(&RULE, evidence),
        repair: |line, candidate| escape::repair(line, candidate, at(line, candidate).as_ref()),
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    for start in memchr::memchr2_iter(b'+', b'~', line.as_bytes()) {
        if start < from {
            continue;
        }
        let text = &line[start..];
        if let Some(run) = utf7(text).or_else(|| hz(text)) {
            from = start + run.span.end;
            runs.push(Run { span: run.span.shifted(start), steps: run.steps });
        } else {
            // No `+` inside the letters of Base64 begins anything: each would read them all again.
            from = start + 1 + shifted(&text[1..]);
        }
    }
    runs
}

fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    runs(line.get(candidate.span().range())?).into_iter().next()
}

/// How many letters of Base64 stand at the head of `text`.
fn shifted(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count()
}

/// A shifted sequence of UTF-7 at the head of `text`. Without the `-` it may end before anything that is not Base64.
fn utf7(text: &str) -> Option<Run> {
    let rest = text.strip_prefix('+')?;
    let len = shifted(rest);
    // Strict: the bits left over must be zero, so that encoding gives the same letters.
    let bytes = BASE64_NOPAD.decode(rest.get(..len)?.as_bytes()).ok().filter(|bytes| bytes.len() >= 2)?;
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| pair.try_into().map(u16::from_be_bytes)).collect::<Result<_, _>>().ok()?;
    let chars: Vec<char> = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    chars.iter().all(|c| escape::is_text(*c)).then_some(())?;
    let end = 1 + len + usize::from(rest[len..].starts_with('-'));
    let mut steps: Vec<Step> = chars.into_iter().map(|c| code_step("", c)).collect();
    text[..end].clone_into(&mut steps.first_mut()?.disk);
    plausible(Run { span: Span::new(0, end), steps })
}

/// A sequence of HZ (RFC 1843) at the head of `text`: GB 2312 with the high bits off.
fn hz(text: &str) -> Option<Run> {
    let mut rest = text.strip_prefix("~{")?.as_bytes();
    let mut steps = vec![Step { disk: "~{".to_owned(), ..Step::default() }];
    loop {
        match rest {
            [b'~', b'}', ..] => break,
            [lead @ 0x21..=0x77, trail @ 0x21..=0x7E, tail @ ..] => {
                let bytes = [lead | 0x80, trail | 0x80];
                let c = han::from_gbk(bytes).filter(|c| escape::is_text(*c) && han::gbk(*c) == Some(bytes))?;
                let disk = [*lead, *trail].map(char::from).iter().collect();
                steps.push(Step { disk, bytes: bytes.to_vec(), was: c.to_string() });
                rest = tail;
            }
            _ => return None,
        }
    }
    steps.push(Step { disk: "~}".to_owned(), ..Step::default() });
    plausible(Run { span: Span::new(0, text.len() - rest.len() + 2), steps })
}

/// Letters that happen to decode give rare characters.
fn plausible(run: Run) -> Option<Run> {
    let text = run.text();
    let han = text.chars().filter(|c| han::is_han(*c)).count();
    let common = text.chars().filter(|c| han::is_common(*c)).count();
    (run.chinese() > 0 && run.chinese() * 2 >= text.chars().count() && common * 2 >= han).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Vec<String> {
        runs(line).iter().map(Run::text).collect()
    }

    #[test]
    fn both_ways() {
        assert_eq!(text("+XgI-"), ["市"]);
        assert_eq!(text("3+Zwg-2+ZeU-"), ["月", "日"]);
        assert_eq!(text("+XgI。"), ["市"]);
        assert_eq!(text("~{JP~}3~{TB~}"), ["市", "月"]);
        assert_eq!(text("+XgJ- +86-13800000000 a+b-c C++- ~{ ~{a~} ~{JP +"), [""; 0]);
    }
}
