//! Every rule against its fixture, `tests/rules/CODE.txt`.
//!
//! A fixture is a list of cases. `=== title` begins one; then comes the text, with what the rule must find marked in
//! place as `«CODE:text»`; after `--- fix`, if it is there, what Safe fixes make of it, and after `--- fix --unsafe`
//! what Unsafe fixes make of it too, and after `--- common` lines that stand in many other files. Findings of other
//! rules do not count. A failure lists what is missing and what is too much, apart.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::path::Path;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::boilerplate::common::CommonLines;
use zhengwen::config::{Common, Config};
use zhengwen::lint::Rule;
use zhengwen::lint::registry::RULES;
use zhengwen::lint::select::Selection;
use zhengwen::text::Span;
use zhengwen::text::edit::{self, Applicability};

#[derive(Default)]
struct Case {
    title: String,
    marked: String,
    fixed: Option<String>,
    fixed_unsafe: Option<String>,
    common: String,
}

fn cases(fixture: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = "";
    for line in fixture.split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push(Case { title: title.trim().to_owned(), ..Case::default() });
            part = "";
        } else if line.starts_with("--- ") {
            part = line.trim();
        }
        let Some(case) = cases.last_mut() else { continue };
        let target = match part {
            "" => &mut case.marked,
            "--- common" => &mut case.common,
            "--- fix" => case.fixed.get_or_insert_default(),
            "--- fix --unsafe" => case.fixed_unsafe.get_or_insert_default(),
            other => panic!("{}: unknown part {other}", case.title),
        };
        if !line.starts_with("=== ") && !line.starts_with("--- ") {
            target.push_str(line);
        }
    }
    cases
}

/// Takes the marks out: the text, and for each mark its code and span.
fn unmark(marked: &str) -> (String, Vec<(String, Span)>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('«') {
        let (inside, tail) = after.split_once('»').expect("every « has its »");
        let (code, content) = inside.split_once(':').expect("«CODE:text»");
        text.push_str(before);
        marks.push((code.to_owned(), Span::new(text.len(), text.len() + content.len())));
        text.push_str(content);
        rest = tail;
    }
    (text + rest, marks)
}

/// What is known where each of `lines` stands in nine other files.
fn common(lines: &str) -> Common {
    let mut common = CommonLines::default();
    (0..9).for_each(|_| common.add(lines));
    Common((!lines.is_empty()).then(|| Arc::new(common)))
}

fn check(rule: &'static Rule, case: &Case) -> Result<(), String> {
    let selection = Selection::new(&[rule.code], &[]).expect("a rule is named by its code");
    let config = Arc::new(Config { selection, common: common(&case.common), ..Config::default() });
    let (text, expected) = unmark(&case.marked);
    let findings = Article::new(&text, config).findings();
    let found: Vec<_> = findings.iter().map(|f| (f.rule.code.to_owned(), f.span)).collect();
    let show = |list: Vec<&(String, Span)>| {
        list.iter()
            .map(|(code, span)| format!("    {code} at {}: {:?}\n", span.start, &text[span.range()]))
            .collect::<String>()
    };
    let missing = show(expected.iter().filter(|mark| !found.contains(mark)).collect());
    let extra = show(found.iter().filter(|mark| !expected.contains(mark)).collect());
    let mut problems = String::new();
    if !missing.is_empty() {
        problems += &format!("  missing:\n{missing}");
    }
    if !extra.is_empty() {
        problems += &format!("  too much:\n{extra}");
    }
    for (up_to, expected) in [(Applicability::Safe, &case.fixed), (Applicability::Unsafe, &case.fixed_unsafe)] {
        let fixed = edit::apply(&text, &edit::select(findings.iter().filter_map(|f| f.fix.as_ref()), up_to));
        if let Some(expected) = expected.as_ref().filter(|expected| **expected != fixed) {
            problems += &format!("  {up_to:?} fixes give\n{fixed}  and not\n{expected}");
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(format!("{}: {}\n{problems}", rule.code, case.title)) }
}

#[test]
fn every_rule_does_what_its_fixture_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut problems = Vec::new();
    for rule in RULES {
        let Ok(fixture) = std::fs::read_to_string(folder.join(format!("{}.txt", rule.code))) else {
            problems.push(format!("{}: no fixture tests/rules/{}.txt", rule.code, rule.code));
            continue;
        };
        let cases = cases(&fixture);
        let finds = cases.iter().any(|case| case.marked.contains('«'));
        let stays_silent = cases.iter().any(|case| !case.marked.contains('«'));
        if !finds || !stays_silent {
            problems.push(format!("{}: a fixture has cases that it finds, and cases that it leaves alone", rule.code));
        }
        problems.extend(cases.iter().filter_map(|case| check(rule, case).err()));
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
