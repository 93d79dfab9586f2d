//! Characters written as in the address of a web page.
//!
//! # What it does
//! Finds rows of `%` with two hexadecimal digits that are UTF-8 or GBK and say something in Chinese characters, outside
//! of addresses.
//!
//! # Why it is bad
//! Titles that travelled in an address arrive like this, and nobody can read them.
//!
//! # Example
//! `%E5%B8%82` was 市; so was `%CA%D0`, in GBK.
//!
//! # Fix
//! Puts the characters there. UTF-8 where the bytes are well formed, else GBK. Safe in a line where many ordinary
//! characters are written so, and elsewhere in a document with such lines. Unsafe where there is less to go by.
//!
//! # Limits
//! In an address they are right: no finding in a word with `://`, `www.`, a slash or the like before it, or the ending
//! of a file after it.

use super::escape::{self, Run, hex_byte};
use super::{Candidate, DamageCheck, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;

/// M135.
pub static RULE: Rule = Rule {
    code: "M135",
    name: "percent-encoding",
    message: "`{disk}` is {text}, encoded as in an address",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("percent_encoding.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::PERCENT,
        mechanism: "the text travelled in the address of a web page and was not decoded",
        scan,
        decide: |evidence| escape::decide(&RULE, evidence),
        repair: |line, candidate| escape::repair(line, candidate, at(line, candidate).as_ref()),
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

fn token(text: &[u8]) -> Option<(u8, usize)> {
    text.strip_prefix(b"%").and_then(hex_byte).map(|byte| (byte, 3))
}

fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    escape::byte_run(line, candidate.start as usize, token)
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let mut runs = escape::byte_runs(line, b'%', token);
    if runs.is_empty() {
        return;
    }
    let words: Vec<Span> =
        super::around::runs(line, |c| c.is_ascii_graphic()).filter(|word| is_address(&line[word.range()])).collect();
    runs.retain(|run| {
        let index = words.partition_point(|word| word.end <= run.span.start);
        words.get(index).is_none_or(|word| !word.contains(run.span.start))
    });
    escape::propose(&RULE, line, &runs, candidates);
}

/// Whether a word without blanks and Chinese characters is an address, as a whole or from a slash on.
fn is_address(word: &str) -> bool {
    const ANYWHERE: [&str; 9] = ["://", "www.", ".htm", ".php", ".asp", ".jsp", ".pdf", ".jpg", ".png"];
    let head = word.split('%').next().unwrap_or_default();
    head.contains(['/', '?', '@', '=']) || ANYWHERE.iter().any(|part| word.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for word in ["https://a.example/%E5%B8%82", "www.a.example/%E5", "/wiki/%E5", "q=%E5", "%E5%B8%82.html"] {
            assert!(is_address(word), "{word}");
        }
        for word in ["%E5%B8%82", "2024%E5%B9%B4", "5.3%25", "%E5%B8%82/2"] {
            assert!(!is_address(word), "{word}");
        }
    }
}
