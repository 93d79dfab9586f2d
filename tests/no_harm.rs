//! Clean text stays as it is: in megabytes of Chinese that nobody here wrote, and in what is easily taken for damage,
//! no damage rule offers a Safe fix, and next to nothing is found.
//!
//! `cargo test --test no_harm -- --nocapture` prints every finding. The texts: `tests/clean_prose/mod.rs`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test, and it tells what it counted")]

mod clean_prose;

use clean_prose::Document;
use rayon::prelude::*;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::Finding;
use zhengwen::lint::select::Selection;
use zhengwen::text::Span;
use zhengwen::text::edit::Applicability;

/// Fewer than one finding in so many characters.
const CHARACTERS_PER_FINDING: usize = 100_000;
/// The packages hold far more; with less, something went wrong on the way here.
const LEAST_BYTES: usize = 5_000_000;

/// What the damage rules found in one document.
struct Report {
    characters: usize,
    findings: usize,
    safe: usize,
    lines: Vec<String>,
}

fn read(document: &Document, config: &Arc<Config>) -> Report {
    let findings = Article::new(&document.text, Arc::clone(config)).findings();
    let is_safe = |it: &Finding| it.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    Report {
        characters: document.text.chars().count(),
        findings: findings.len(),
        safe: findings.iter().filter(|it| is_safe(it)).count(),
        lines: findings.iter().map(|it| describe(document, it)).collect(),
    }
}

/// A finding with what stands around it and what it would become.
fn describe(document: &Document, finding: &Finding) -> String {
    let Span { start, end } = finding.span;
    let line_start = document.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before: String = document.text[line_start..start].chars().rev().take(20).collect();
    let before: String = before.chars().rev().collect();
    let after: String = document.text[end..].chars().take_while(|c| *c != '\n').take(20).collect();
    let fix = finding.fix.as_ref().map_or_else(String::new, |fix| {
        let edits = fix.edits.iter().map(|edit| format!("{:?}", edit.content)).collect::<Vec<_>>();
        format!(" → {:?} {}", fix.applicability, edits.join(" "))
    });
    let text = document.text[start..end].escape_debug();
    format!("{} {}: {before}»{text}«{after}{fix}", finding.rule.code, document.name)
}

fn read_all(documents: &[Document]) -> Report {
    let selection = Selection::new(&["M"], &[]).unwrap();
    let config = Arc::new(Config { selection, ..Config::default() });
    let reports: Vec<Report> = documents.par_iter().map(|document| read(document, &config)).collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let sum = |of: fn(&Report) -> usize| reports.iter().map(of).sum::<usize>();
    let total = Report {
        characters: sum(|it| it.characters),
        findings: sum(|it| it.findings),
        safe: sum(|it| it.safe),
        lines: reports.into_iter().flat_map(|it| it.lines).collect(),
    };
    let rate = total.findings as f64 * 100_000.0 / total.characters.max(1) as f64;
    println!(
        "{} documents, {bytes} bytes, {} characters: {} findings ({rate:.2} per 100,000 characters), {} Safe",
        documents.len(),
        total.characters,
        total.findings,
        total.safe
    );
    total.lines.iter().for_each(|line| println!("  {line}"));
    total
}

#[test]
fn what_others_wrote() {
    let documents = clean_prose::of_debian();
    if documents.is_empty() {
        println!("skipped: not present: the Debian packages of tests/install-prose.sh");
        return;
    }
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    assert!(bytes >= LEAST_BYTES, "{bytes} bytes in {} documents only", documents.len());
    let report = read_all(&documents);
    assert_eq!(report.safe, 0, "clean text would be changed");
    assert!(report.findings * CHARACTERS_PER_FINDING < report.characters, "{} findings", report.findings);
}

#[test]
fn what_is_easily_taken_for_damage() {
    let report = read_all(&clean_prose::ours());
    assert_eq!(report.findings, 0, "in clean text");
}
