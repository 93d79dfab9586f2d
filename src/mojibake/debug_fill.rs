//! Memory that was never written, read as text: 烫烫烫.
//!
//! # What it does
//! Finds rows of three or more of the characters that the filling bytes of a C compiler's debugger make in GBK.
//! They are 烫 (CC CC), 屯 (CD CD), 葺 (DD DD), 铪 and 铑 (FE EE, in and out of step).
//!
//! # Why it is bad
//! There never was any text. A program printed a piece of memory before it wrote something there.
//!
//! # Example
//! `合计：烫烫烫烫` is 合计： and then nothing.
//!
//! # Fix
//! Deletes the row: Unsafe, because a number or a name should perhaps have stood there, and a cook may cry 烫烫烫.
//!
//! # Limits
//! One or two of them are a word.

use super::around::{candidate, replacement, runs, text_of};
use super::replacement_character::plural;
use super::{Candidate, DamageCheck, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::Unsafe;
use crate::text::han;

/// M192.
pub static RULE: Rule = Rule {
    code: "M192",
    name: "debug-fill",
    message: "{count} of memory that was never written",
    severity: Severity::Warning,
    unnecessary: true,
    frequent: false,
    docs: module_docs!("debug_fill.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::TELLTALE,
        mechanism: "memory that a debugger had filled with CC, CD, DD or FE EE was printed as text",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair,
        trace,
    }),
};

const fn is_fill(c: char) -> bool {
    matches!(c, '烫' | '屯' | '葺' | '铪' | '铑')
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for span in runs(line, is_fill) {
        let mut chars = line[span.range()].chars();
        let Some(first) = chars.next() else { continue };
        let alike = |c: char| c == first || matches!((first, c), ('铪' | '铑', '铪' | '铑'));
        if span.len() >= 3 * first.len_utf8() && chars.all(alike) {
            candidates.extend(candidate(&RULE, span, first, Unsafe));
        }
    }
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    replacement(line, candidate, String::new(), vec![("count", plural(text_of(line, candidate).chars().count()))])
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let row = |c: char| Step {
        disk: c.to_string(),
        bytes: han::gbk(c).map(Vec::from).unwrap_or_default(),
        was: String::new(),
    };
    text_of(line, candidate).chars().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_or_more_alike() {
        let count = |line: &str| {
            let mut candidates = Vec::new();
            scan(line, &mut candidates);
            candidates.len()
        };
        assert_eq!(count("合计烫烫烫烫，屯屯屯；铪铑铪"), 3);
        assert_eq!(count("滚烫，烫烫的，屯垦，烫屯葺"), 0);
        assert_eq!(han::gbk('烫'), Some([0xCC, 0xCC]));
        assert_eq!(han::gbk('屯'), Some([0xCD, 0xCD]));
        assert_eq!(han::gbk('葺'), Some([0xDD, 0xDD]));
    }
}
