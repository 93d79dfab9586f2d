//! A byte order mark inside the text, as itself or read in a wrong encoding.
//!
//! # What it does
//! Finds U+FEFF inside a text, and what it becomes where its bytes are read as a Western code page or as GBK. The first
//! is `ï»¿`; the second is `锘` and one more character, because three bytes take a piece of what follows with them.
//!
//! # Why it is bad
//! The mark belongs at the very start of a file, where it says how the file is encoded. Programs that glue files
//! together leave it in the middle, where it makes two words that look the same differ.
//!
//! # Example
//! `ï»¿霧嶺市` was 霧嶺市; `锘挎湰市` was 本市.
//!
//! # Fix
//! Deletes the mark; where it swallowed a byte of the character behind it, puts that character back. Safe, but
//! Unsafe for `ï»¿` where it may be quoted, and for `锘` behind a Latin letter.
//!
//! # Limits
//! Where all of a text is UTF-8 read as GBK, that is the finding of another rule. The mark at the start of a file is
//! no finding: reading the file takes it away.

use super::around::{before, candidate, in_prose, is_chinese, replacement, runs, text_of};
use super::{Candidate, DamageCheck, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability;
use crate::text::{Span, han};

/// M130.
pub static RULE: Rule = Rule {
    code: "M130",
    name: "byte-order-mark",
    message: "a byte order mark stands inside the text",
    severity: Severity::Warning,
    unnecessary: true,
    frequent: false,
    docs: module_docs!("byte_order_mark.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::INVISIBLE.and(Signs::LATIN).and(Signs::TELLTALE),
        mechanism: "texts were joined with their byte order marks, the bytes EF BB BF",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair,
        trace,
    }),
};

const MARK: char = '\u{FEFF}';
/// Its three bytes in Latin-1 and in code page 1252.
const WESTERN: &str = "ï»¿";
/// The first two of its bytes in GBK.
const GBK: char = '锘';

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for span in runs(line, |c| c == MARK) {
        candidates.extend(candidate(&RULE, span, MARK, Applicability::Safe));
    }
    for (start, _) in line.match_indices(WESTERN) {
        let span = Span::new(start, start + WESTERN.len());
        let sure = start == 0 || in_prose(line, span);
        let at_best = if sure { Applicability::Safe } else { Applicability::Unsafe };
        candidates.extend(candidate(&RULE, span, 'ï', at_best));
    }
    for (start, _) in line.match_indices(GBK) {
        if let Some((len, _)) = swallowed(&line[start..]) {
            let at_best =
                if before(line, start).is_none_or(is_chinese) { Applicability::Safe } else { Applicability::Unsafe };
            candidates.extend(candidate(&RULE, Span::new(start, start + len), GBK, at_best));
        }
    }
    candidates.sort_by_key(|candidate| candidate.start);
}

/// The character that the mark at the head of `text` took the first byte of, and how long the two are.
fn swallowed(text: &str) -> Option<(usize, Vec<u8>)> {
    let mut chars = text.char_indices().skip(1);
    let (at, second) = chars.next()?;
    let [0xBF, first] = han::gbk(second)? else { return None };
    let end = at + second.len_utf8();
    match first {
        0x40..=0x7E => Some((end, vec![first])),
        0xE2..=0xEF => {
            let (at, third) = chars.next()?;
            let [a, b] = han::gbk(third)?;
            let bytes = vec![first, a, b];
            std::str::from_utf8(&bytes).ok()?.chars().next().filter(|c| is_chinese(*c))?;
            Some((at + third.len_utf8(), bytes))
        }
        _ => None,
    }
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let bytes = if candidate.key == GBK { swallowed(text_of(line, candidate)).map(|it| it.1) } else { None };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    replacement(line, candidate, text, Vec::new())
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let disk = text_of(line, candidate).to_owned();
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    let was = repair(line, candidate).edits.into_iter().next().map(|edit| edit.content).unwrap_or_default();
    bytes.extend(was.bytes());
    vec![Step { disk, bytes, was }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_mark_took_comes_back() {
        assert_eq!(swallowed("锘挎湰市"), Some((9, "本".into())));
        assert_eq!(swallowed("锘縓"), Some((6, "X".into())));
        assert_eq!(swallowed("锘"), None);
        assert_eq!(swallowed("锘盐"), None);
    }

    #[test]
    fn the_western_form_may_be_an_example() {
        let found = |line: &str| {
            let mut candidates = Vec::new();
            scan(line, &mut candidates);
            candidates.iter().map(|it| (text_of(line, it).to_owned(), it.at_best)).collect::<Vec<_>>()
        };
        assert_eq!(found("ï»¿霧嶺"), [(WESTERN.to_owned(), Applicability::Safe)]);
        assert_eq!(found("霧嶺“ï»¿”"), [(WESTERN.to_owned(), Applicability::Unsafe)]);
        assert_eq!(found("naïf »¿"), []);
    }
}
