//! Half-width katakana, and their half-width marks.
//!
//! # What it does
//! Finds half-width katakana, and the half-width marks `｡｢｣､･` that came with them, beside Chinese characters.
//!
//! # Why it is bad
//! They were made for cash registers of the 1970s. Where they stand in Chinese text, a program made them of the
//! ordinary marks, or the text is in another encoding than it was taken for.
//!
//! # Example
//! `霧嶺市公布数据｡` was 霧嶺市公布数据。
//!
//! # Fix
//! Puts the full-width forms there, as Unicode maps them, a mark for a voiced sound joined to its letter. Unsafe, since
//! somebody may have meant it; Safe for marks where the document has several and not one in full width.
//!
//! # Limits
//! In a line with Japanese letters they are at home. Where the text is in another encoding, another rule says so.

use super::around::{after, before, candidate, is_chinese, replacement, runs, shown, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::{Safe, Unsafe};
use unicode_normalization::UnicodeNormalization;

/// M143.
pub static RULE: Rule = Rule {
    code: "M143",
    name: "half-width-katakana",
    message: "`{disk}` is a half-width form of {text}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("half_width_katakana.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::HALF_WIDTH,
        mechanism: "a program wrote katakana and punctuation in the half-width forms of Japanese code pages",
        scan,
        decide,
        repair,
        trace: |_, _| Vec::new(),
    }),
};

const MARKS: char = '｡';
const LETTERS: char = 'ｱ';

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    if line.chars().any(|c| matches!(c, 'ぁ'..='ゟ' | 'ァ'..='ヺ')) {
        return;
    }
    for span in runs(line, |c| matches!(c, '｡'..='ﾟ')) {
        let beside = |c: Option<char>| c.is_some_and(|c| is_chinese(c) || c.is_ascii_digit());
        if beside(before(line, span.start)) || beside(after(line, span.end)) {
            let letters = line[span.range()].chars().any(|c| c > '･');
            let key = if letters { LETTERS } else { MARKS };
            candidates.extend(candidate(&RULE, span, key, if letters { Unsafe } else { Safe }));
        }
    }
}

fn decide(evidence: &Evidence) -> Decisions {
    let full: u32 = "。、「」".chars().map(|c| evidence.occurrences(c)).sum();
    let marks = super::escape::count(&RULE, evidence, MARKS);
    let marks = if marks >= 3 && full == 0 { Safe } else { Unsafe };
    [(MARKS, marks), (LETTERS, Unsafe)].into()
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let disk = text_of(line, candidate);
    let text: String = disk.nfkc().collect();
    let args = vec![("disk", shown(disk)), ("text", shown(&text))];
    replacement(line, candidate, text, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voiced_letters_are_joined() {
        let line = "霧ｶﾞｷﾞ｡";
        let mut candidates = Vec::new();
        scan(line, &mut candidates);
        assert_eq!(repair(line, &candidates[0]).edits[0].content, "ガギ。");
        candidates.clear();
        scan("ひらがなｶﾅ霧", &mut candidates);
        assert_eq!(candidates, []);
    }
}
