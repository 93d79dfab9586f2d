//! Everything that is said to people is said in Chinese, too: the pages of the rules, and every message that the rules
//! make of the texts of the tests.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::boilerplate;
use zhengwen::config::Config;
use zhengwen::language::{Language, page, say_in};
use zhengwen::lint::docs::HEADINGS;
use zhengwen::lint::registry::RULES;

const CHINESE: [Language; 2] = [Language::Simplified, Language::Traditional];

#[test]
fn every_rule_has_its_page() {
    let heads = [["做什么", "为什么不好", "例子", "修复", "局限"], ["做什麼", "為什麼不好", "例子", "修復", "侷限"]];
    for rule in RULES {
        for (language, heads) in CHINESE.into_iter().zip(heads) {
            let (name, text) = page(language, rule.code).unwrap_or_else(|| panic!("{} has no page", rule.code));
            let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# ")).collect();
            assert!(!name.is_empty(), "{}", rule.code);
            assert_eq!(found.len(), HEADINGS.len(), "{}", rule.code);
            assert!(
                found.iter().zip(heads).all(|(found, head)| found.chars().count() == head.chars().count()),
                "{found:?}"
            );
            // What stands in backticks is the same in each language.
            for quoted in rule.docs.replace("\n//! ", " ").split('`').skip(1).step_by(2) {
                assert!(text.contains(quoted), "{}: `{quoted}` is not on the page", rule.code);
            }
        }
    }
}

/// The texts of all tests that are texts.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in [
        "tests/rules",
        "tests/boilerplate/pages",
        "tests/boilerplate/held_out",
        "tests/clean_prose",
        "tests/cli",
        "seeds",
    ] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        paths.extend(
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "txt")),
        );
    }
    let texts = paths.iter().filter_map(|path| fs::read_to_string(path).ok());
    texts
        .flat_map(|text| {
            // A page has labels before its lines, a fixture marks in them.
            let plain: String = text
                .lines()
                .map(|line| format!("{}\n", line.split_once('\t').map_or(line, |(_, line)| line)))
                .collect();
            let mut unmarked = plain.clone();
            for rule in RULES {
                unmarked = unmarked.replace(&format!("«{}:", rule.code), "");
            }
            plain.contains("=== ").then(|| unmarked.replace('»', "")).into_iter().chain([plain])
        })
        .collect()
}

/// What is said of them in English: messages, titles of fixes, reasons.
fn said() -> BTreeSet<String> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for text in texts() {
        for part in text.split("=== ") {
            let article = Article::new(part, Arc::new(Config::default()));
            for finding in article.findings() {
                said.insert(finding.message());
                let fixes = finding.fix.iter().chain(&finding.alternatives);
                said.extend(fixes.map(|fix| fix.title.clone()));
                said.extend(finding.related.iter().map(|(_, text)| text.clone()));
                said.extend(finding.rule.mechanism().map(str::to_owned));
            }
        }
    }
    said.extend(boilerplate::layout::reasons().map(str::to_owned));
    said.extend(RULES.iter().map(|rule| rule.name.replace('-', " ")));
    said
}

/// Words of English that are left, outside of what is quoted.
fn english(text: &str) -> Option<String> {
    let mut plain = String::new();
    for (index, part) in text.split('`').enumerate() {
        plain.push_str(if index % 2 == 0 { part } else { "``" });
    }
    let words = plain.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    // Names of encodings and standards, and the words of the tool.
    let known = [
        "GBK",
        "UTF",
        "Big",
        "Latin",
        "Shift",
        "JIS",
        "EUC",
        "Windows",
        "BOM",
        "HTML",
        "Unicode",
        "Safe",
        "Unsafe",
        "CNY",
        "USD",
        "percent",
        "MIME",
        "Base",
        "ASCII",
        "ISO",
        "cp",
        "HKD",
        "TWD",
        "http",
        "https",
        "NBSP",
        "Python",
        "JavaScript",
        "quoted",
        "printable",
        "NFC",
        "NFKC",
        "PHP",
        "Punycode",
        "CESU",
        "nbsp",
        "JSON",
        "PDF",
        "amp",
    ];
    let left: Vec<&str> = words.filter(|word| !known.contains(word)).collect();
    (!left.is_empty()).then(|| left.join(" "))
}

#[test]
fn every_message_is_in_the_catalogue() {
    let said = said();
    let mut left: BTreeSet<String> = BTreeSet::new();
    for message in &said {
        let chinese = say_in(Language::Simplified, message);
        if english(&chinese).is_some() && english(message).is_some() {
            left.insert(message.clone());
        }
    }
    for message in left.iter().take(20_000) {
        println!("LEFT {message}");
    }
    println!("{} messages, {} of them not in the catalogue", said.len(), left.len());
    assert!(left.is_empty(), "not in the catalogue, or not all of it");
}
