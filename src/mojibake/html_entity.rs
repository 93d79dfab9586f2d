//! Characters written as HTML entities.
//!
//! # What it does
//! Finds named, decimal and hexadecimal character references. Also those that were escaped twice or more (`&amp;`
//! before the rest), and, where they occur so, without the semicolon.
//!
//! # Why it is bad
//! The reader of a text file is no browser: the words are broken, and search finds nothing.
//!
//! # Example
//! `&ldquo;霧嶺&rdquo;` was “霧嶺”; `&#24066;` and `&amp;#x5e02;` were 市.
//!
//! # Fix
//! Puts the character there that a browser shows; the numbers 128 to 159 are code page 1252, as browsers have it. Safe
//! where the document shows that it was not unescaped: a line with many Chinese characters written so, or several
//! Chinese marks in the middle of sentences. Unsafe where there is only one of these.
//!
//! # Limits
//! A text that talks about entities shows them between blanks, quotes or brackets, and mostly those for `<`, `>` and
//! `&`: those are no evidence, and no finding without other evidence. A no-break space stays one.

use super::escape::{self, APART, HINT, PROOF, QUOTED, Run, code_step, is_text};
use super::{Candidate, DamageCheck, Decisions, Evidence, Signs, Step, around};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability::{Safe, Unsafe};

/// M132.
pub static RULE: Rule = Rule {
    code: "M132",
    name: "html-entity",
    message: "`{disk}` is the HTML for {text}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("html_entity.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::AMPERSAND,
        mechanism: "the text was taken out of a web page without its character references being read",
        scan,
        decide,
        repair: |line, candidate| escape::repair(line, candidate, at(line, candidate).as_ref()),
        trace: |line, candidate| at(line, candidate).map(|run| run.steps).unwrap_or_default(),
    }),
};

/// In the flow of a sentence, but without a Chinese character: `&quot;`, `&nbsp;`.
const MARKUP: char = 'm';

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let runs = runs(line);
    escape::propose(&RULE, line, &runs, candidates);
    let known: Vec<u32> = candidates.iter().map(|candidate| candidate.start).collect();
    for run in runs.iter().filter(|run| run.chinese() == 0) {
        let found = around::candidate(&RULE, run.span, key(line, run), Safe);
        candidates.extend(found.filter(|it| known.binary_search(&it.start).is_err()));
    }
    candidates.sort_by_key(|candidate| candidate.start);
}

fn key(line: &str, run: &Run) -> char {
    if around::is_quoted_as_code(line, run.span) {
        QUOTED
    } else if around::in_prose(line, run.span) {
        MARKUP
    } else {
        APART
    }
}

fn runs(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut from = 0;
    for start in memchr::memchr_iter(b'&', line.as_bytes()) {
        let Some((len, text)) = (start >= from).then(|| reference(&line[start..])).flatten() else { continue };
        from = start + len;
        let disk = &line[start..from];
        let mut chars = text.chars();
        let step = match (chars.next(), chars.next()) {
            (Some(c), None) => code_step(disk, c),
            _ => Step { disk: disk.to_owned(), bytes: Vec::new(), was: text },
        };
        match runs.last_mut() {
            Some(run) if run.span.end == start => {
                run.span.end = from;
                run.steps.push(step);
            }
            _ => runs.push(Run { span: Span::new(start, from), steps: vec![step] }),
        }
    }
    runs
}

/// The longest name there is, `CounterClockwiseContourIntegral`, has 31 letters.
const LONGEST: usize = 32;
/// Without a semicolon only these, besides decimal numbers.
const BARE: [&str; 9] = ["nbsp", "ldquo", "rdquo", "lsquo", "rsquo", "hellip", "mdash", "middot", "quot"];

/// The character reference at the head of `text`, which starts with `&`: its length, and what it stands for.
fn reference(text: &str) -> Option<(usize, String)> {
    let mut body = text.strip_prefix('&')?;
    while let Some(rest) = body.strip_prefix("amp;") {
        if !rest.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) {
            break;
        }
        body = rest;
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let len = body.bytes().take(LONGEST).take_while(is_part).count();
    let (name, closed) = (&body[..len], body[len..].starts_with(';'));
    let bare =
        BARE.contains(&name) || matches!(name.strip_prefix('#'), Some(n) if n.len() == 5 && n.parse::<u32>().is_ok());
    if len == 0 || !(closed || bare) || (!closed && body[len..].starts_with('=')) {
        // `&amp;` before something that is no reference is one itself.
        return text.starts_with("&amp;").then(|| (5, "&".to_owned()));
    }
    let reference = format!("&{name};");
    let decoded = htmlize::unescape(reference.as_str());
    if *decoded == *reference || !decoded.chars().all(is_text) {
        return None;
    }
    let end = text.len() - body.len() + len + usize::from(closed);
    Some((end, decoded.into_owned()))
}

fn decide(evidence: &Evidence) -> Decisions {
    let [proofs, hints] = [PROOF, HINT].map(|key| escape::count(&RULE, evidence, key));
    let mut decisions = escape::decide(&RULE, evidence);
    if proofs + hints >= 3 && escape::is_dense(evidence, proofs + hints) {
        decisions.extend([(PROOF, Safe), (HINT, Safe), (MARKUP, Safe), (APART, Safe), (QUOTED, Unsafe)]);
    } else if hints > 0 {
        decisions.insert(HINT, if proofs > 0 { Safe } else { Unsafe });
        decisions.insert(MARKUP, Unsafe);
    } else {
        let markup = escape::count(&RULE, evidence, MARKUP);
        if markup >= 4 && escape::is_dense(evidence, markup) {
            decisions.insert(MARKUP, Unsafe);
        }
    }
    decisions
}

fn at(line: &str, candidate: &Candidate) -> Option<Run> {
    runs(line.get(candidate.span().range())?).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_shows() {
        let shown = |text| reference(text).map(|(_, shown)| shown);
        for (text, expected) in [
            ("&ldquo;", "“"),
            ("&#20013;", "中"),
            ("&#x4e2d;", "中"),
            ("&#X4E2D;", "中"),
            ("&amp;#x4e2d;", "中"),
            ("&amp;amp;mdash;", "—"),
            ("&#147;", "“"),
            ("&amp;", "&"),
            ("&amp; x", "&"),
            ("&amp;x", "&"),
            ("&ldquo霧", "“"),
            ("&#20013霧", "中"),
            ("&nbsp;", "\u{A0}"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["&", "&&", "&霧;", "&copy=1", "&ldquo=", "&#0;", "&#xFFFD;", "&#;", "&nosuch;", "&lt", "&#8220a"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
