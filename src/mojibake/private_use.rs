//! Characters of private use.
//!
//! # What it does
//! Finds private-use characters beside Chinese ones. For those that came out of GBK it says which bytes they were, and
//! eighty and some have had a place of their own in Unicode since GB 18030 was revised.
//!
//! # Why it is bad
//! What such a character looks like, or whether it can be seen at all, depends on a font that the reader does not have.
//!
//! # Example
//! U+E81E is U+9FB4 龴; U+E78D is U+FE10 ︐.
//!
//! # Fix
//! Puts the character there that GB 18030-2005 or -2022 has for the same two bytes: Safe. Of others nobody can say what
//! they were, and they are only named.
//!
//! # Limits
//! Where other damage is the reason, mending that mends this. Icons that a site's font draws stand between Latin letters
//! or blanks, and are no finding there.

use super::around::{after, before, candidate, code_point, is_chinese, named, replacement, runs, text_of};
use super::{Candidate, DamageCheck, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability;
use crate::text::{Span, han};
use encoding_rs::GB18030;

/// M141.
pub static RULE: Rule = Rule {
    code: "M141",
    name: "private-use",
    message: "{code} is a character of private use{bytes}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("private_use.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::PRIVATE_USE,
        mechanism: "two bytes of GBK that its tables leave open, or whose character was added later, were kept as they are",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair,
        trace,
    }),
};

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for run in runs(line, han::is_private_use) {
        let beside = [before(line, run.start), after(line, run.end)].into_iter().flatten().any(is_chinese);
        for (at, c) in line[run.range()].char_indices() {
            let start = run.start + at;
            let known = public(c).is_some();
            if beside || known {
                let at_best = if known { Applicability::Safe } else { Applicability::Unsafe };
                candidates.extend(candidate(&RULE, Span::new(start, start + c.len_utf8()), c, at_best));
            }
        }
    }
}

/// The two bytes of GBK, as Microsoft has it, that a private-use character stands for.
///
/// The last eighty fill the row FE50 to FEA0 (but for FE7F); the table of WHATWG has given most of these away.
fn bytes(c: char) -> Option<[u8; 2]> {
    match u32::from(c) {
        code @ 0xE815..=0xE864 => {
            let offset = u8::try_from(code - 0xE815).ok()?;
            Some([0xFE, 0x50 + offset + u8::from(offset >= 0x7F - 0x50)])
        }
        0xE7C7 => Some([0xA8, 0xBC]),
        0xE7C8 => Some([0xA8, 0xBF]),
        code @ 0xE7E7..=0xE7F3 => Some([0xA9, 0x89 + u8::try_from(code - 0xE7E7).ok()?]),
        code @ 0xE78D..=0xE793 => Some([0xA6, 0xD9 + u8::try_from(code - 0xE78D).ok()?]),
        0xE794 => Some([0xA6, 0xEC]),
        0xE795 => Some([0xA6, 0xED]),
        0xE796 => Some([0xA6, 0xF3]),
        _ => han::gbk(c),
    }
}

/// The character that has the place of `c` today.
fn public(c: char) -> Option<char> {
    let revised = match c {
        '\u{E78D}'..='\u{E796}' => {
            // In the order of the code points, and not of the marks: 。 comes before 、.
            ['︐', '︒', '︑', '︓', '︔', '︕', '︖', '︗', '︘', '︙'][(u32::from(c) - 0xE78D) as usize]
        }
        '\u{E7C7}' => 'ḿ',
        '\u{E816}' => '\u{20087}',
        '\u{E817}' => '\u{20089}',
        '\u{E818}' => '\u{200CC}',
        '\u{E831}' => '\u{215D7}',
        '\u{E83B}' => '\u{2298F}',
        '\u{E855}' => '\u{241FE}',
        '\u{E81E}' => '\u{9FB4}',
        '\u{E826}' => '\u{9FB5}',
        '\u{E82B}' => '\u{9FB6}',
        '\u{E82C}' => '\u{9FB7}',
        '\u{E832}' => '\u{9FB8}',
        '\u{E843}' => '\u{9FB9}',
        '\u{E854}' => '\u{9FBA}',
        '\u{E864}' => '\u{9FBB}',
        _ => {
            let bytes = bytes(c)?;
            let text = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
            text.chars().next()?
        }
    };
    (!han::is_private_use(revised)).then_some(revised)
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let c = candidate.key;
    let said = bytes(c).map_or_else(String::new, |[lead, trail]| format!(", the bytes {lead:02X} {trail:02X} of GBK"));
    let args = vec![("code", code_point(c)), ("bytes", said)];
    match public(c).filter(|_| !text_of(line, candidate).is_empty()) {
        Some(public) => replacement(line, candidate, public.to_string(), args),
        None => named(args),
    }
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let was = public(candidate.key).map(String::from).unwrap_or_default();
    let disk = text_of(line, candidate).to_owned();
    bytes(candidate.key).map(|bytes| Step { disk, bytes: bytes.to_vec(), was }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_revised_row() {
        assert_eq!(bytes('\u{E815}'), Some([0xFE, 0x50]));
        assert_eq!(bytes('\u{E843}'), Some([0xFE, 0x7E]));
        assert_eq!(bytes('\u{E844}'), Some([0xFE, 0x80]));
        assert_eq!(bytes('\u{E864}'), Some([0xFE, 0xA0]));
        for (old, new) in [('\u{E815}', '\u{2E81}'), ('\u{E81A}', '\u{3473}'), ('\u{E863}', '\u{4DAE}')] {
            assert_eq!(public(old), Some(new));
        }
        let row: Vec<char> = ('\u{E815}'..='\u{E864}').filter_map(public).collect();
        assert_eq!(row.len(), 80);
        assert!(row.iter().enumerate().all(|(i, c)| !row[..i].contains(c)));
        assert_eq!(public('\u{E7E7}'), Some('\u{303E}'));
        assert_eq!(public('\u{E7F3}'), Some('\u{2FFB}'));
        assert_eq!(public('\u{E7C8}'), Some('ǹ'));
    }

    #[test]
    fn of_others_only_the_bytes() {
        assert_eq!(bytes('\u{E000}'), Some([0xAA, 0xA1]));
        assert_eq!(public('\u{E000}'), None);
        assert_eq!((bytes('\u{F8FF}'), public('\u{F8FF}')), (None, None));
    }
}
