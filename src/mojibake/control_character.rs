//! Control characters.
//!
//! # What it does
//! Finds control characters other than tab and the ends of lines, and the rarer separators of lines and paragraphs.
//!
//! # Why it is bad
//! Half of the programs that read the text see a line end there, and the other half nothing; many formats do not allow
//! them at all.
//!
//! # Example
//! 霧嶺 with a null character (U+0000) inside is 霧嶺.
//!
//! # Fix
//! Deletes what means nothing: Safe beside Chinese characters. Puts a line end for what separates lines and pages inside a line, and for U+0080 to
//! U+009F the mark that code page 1252 has there: Unsafe.
//!
//! # Limits
//! Beside the letters of text in a wrong encoding they are bytes of that text, and another rule's. The colours of
//! terminals, which begin with U+001B, go as a whole.

use super::around::{after, before, candidate, code_point, is_chinese, is_plain, replacement, text_of};
use super::{Candidate, DamageCheck, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability::{Safe, Unsafe};
use encoding_rs::WINDOWS_1252;

/// M147.
pub static RULE: Rule = Rule {
    code: "M147",
    name: "control-character",
    message: "{code} is a control character",
    severity: Severity::Warning,
    unnecessary: true,
    frequent: true,
    docs: module_docs!("control_character.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::CONTROL,
        mechanism: "what steers terminals and printers was taken for text",
        scan,
        decide: |evidence| each_on_its_own(&RULE, evidence),
        repair,
        trace,
    }),
};

const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` ends a line or a page somewhere.
const fn is_separator(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let mut from = 0;
    for (start, c) in line.char_indices().filter(|(_, c)| is_control(*c)) {
        if start < from {
            continue;
        }
        let end = start + if c == '\u{1B}' { escape_sequence(&line[start..]) } else { c.len_utf8() };
        from = end;
        let (left, right) = (before(line, start), after(line, end));
        let is_western =
            |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{80}'..='\u{2FF}' | '\u{2010}'..='\u{2122}'));
        let is_c1 = matches!(c, '\u{80}'..='\u{9F}');
        if is_c1 && (is_western(left) || is_western(right)) {
            continue;
        }
        let inside = left.is_some() && right.is_some();
        let beside_chinese = is_plain(left) && is_plain(right) && [left, right].into_iter().flatten().any(is_chinese);
        let meaning = is_c1 || (is_separator(c) && inside) || matches!(c, '\u{8}' | '\u{1B}');
        candidates.extend(candidate(
            &RULE,
            Span::new(start, end),
            c,
            if beside_chinese && !meaning { Safe } else { Unsafe },
        ));
    }
}

/// The length of what a terminal takes for one command at the head of `text`: `ESC [ 3 1 m`.
fn escape_sequence(text: &str) -> usize {
    const LONGEST: usize = 16;
    let Some(rest) = text.strip_prefix("\u{1B}[") else { return 1 };
    let parameters = rest.bytes().take(LONGEST).take_while(|byte| matches!(byte, b'0'..=b'9' | b';')).count();
    let ends = rest.as_bytes().get(parameters).is_some_and(u8::is_ascii_alphabetic);
    if ends { 2 + parameters + 1 } else { 1 }
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let span = candidate.span();
    let inside = before(line, span.start).is_some() && after(line, span.end).is_some();
    let text = match candidate.key {
        c if is_separator(c) => if inside { "\n" } else { "" }.to_owned(),
        c @ '\u{80}'..='\u{9F}' => western(c).map(String::from).unwrap_or_default(),
        _ => String::new(),
    };
    replacement(line, candidate, text, vec![("code", code_point(candidate.key))])
}

/// What code page 1252 has in the place of a C1 control.
fn western(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok()?;
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().filter(|mark| !is_control(*mark))
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let bytes = text_of(line, candidate).bytes().collect();
    let was = repair(line, candidate).edits.into_iter().next().map(|edit| edit.content).unwrap_or_default();
    vec![Step { disk: code_point(candidate.key), bytes, was }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind() {
        let found = |line: &str| {
            let mut candidates = Vec::new();
            scan(line, &mut candidates);
            candidates.iter().map(|it| (repair(line, it).edits[0].content.clone(), it.at_best)).collect::<Vec<_>>()
        };
        assert_eq!(found("霧\0嶺"), [(String::new(), Safe)]);
        assert_eq!(found("霧嶺\u{C}"), [(String::new(), Safe)]);
        assert_eq!(found("霧\u{2028}嶺"), [("\n".to_owned(), Unsafe)]);
        assert_eq!(found("\u{93}霧嶺\u{94}"), [("“".to_owned(), Unsafe), ("”".to_owned(), Unsafe)]);
        assert_eq!(found("\u{1B}[31m霧嶺"), [(String::new(), Unsafe)]);
        assert_eq!(found("ä\u{B8}\u{AD}å\u{9B}\u{BD}\t"), []);
    }
}
