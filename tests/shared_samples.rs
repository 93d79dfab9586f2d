//! The real files in `../shared`, where they are: every aligned gloss is found, and nothing else is touched.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

use std::path::PathBuf;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::outline::Kind;
use zhengwen::text::edit::{self, Applicability};

fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    let path = std::env::var_os("ZHENGWEN_SHARED").map_or(beside, PathBuf::from);
    if !path.is_dir() {
        eprintln!("skipped: not present: {}", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn every_aligned_gloss_is_found_and_deleted() {
    let Some(shared) = shared() else { return };
    // One letter run in brackets behind a Han character, found without any of the product's code.
    let gloss = regex::Regex::new(r"(\p{Han})\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+)\)").unwrap();
    for file in std::fs::read_dir(shared.join("seeds")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let expected: Vec<_> =
            gloss.captures_iter(&text).map(|c| c.get(2).unwrap().range()).map(|r| r.start - 1..r.end + 1).collect();
        let findings = Article::new(&text, Arc::new(Config::default())).findings();
        let glosses: Vec<_> = findings.iter().filter(|finding| finding.rule.code == "M101").collect();
        assert_eq!(glosses.iter().map(|finding| finding.span.range()).collect::<Vec<_>>(), expected);
        assert!(glosses.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Safe));
        let edits: Vec<_> = glosses.iter().flat_map(|finding| finding.fix.clone().unwrap().edits).collect();
        assert_eq!(edit::apply(&text, &edits), gloss.replace_all(&text, "$1"));
        println!("{} glosses", expected.len());
    }
}

#[test]
fn every_boilerplate_line_is_found_and_no_body_line() {
    let Some(shared) = shared() else { return };
    let gold = std::fs::read_to_string(shared.join("gold/boilerplate.json")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    for file in std::fs::read_dir(shared.join("seeds")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        let lines = gold[&name[..3]]["lines"].as_object().unwrap();
        let captions = gold[&name[..3]]["captions"].as_array().unwrap();
        let captions: Vec<usize> = captions.iter().map(|it| it["line"].as_u64().unwrap() as usize).collect();
        let mut expected: Vec<usize> = lines.keys().map(|line| line.parse().unwrap()).collect();
        expected.sort_unstable();
        let findings = Article::new(&text, Arc::new(Config::default())).findings();
        let lines = findings.iter().filter(|finding| finding.rule.code.starts_with('B'));
        let found: Vec<_> = lines.map(|f| (text[..f.span.start].matches('\n').count() + 1, f)).collect();
        for (line, finding) in &found {
            // A caption that runs into the article is a part of its line.
            let fused = finding.rule.name == "fused-caption" && captions.contains(line);
            assert!(fused || expected.contains(line), "{name}:{line} is article: {finding:?}");
        }
        for line in &expected {
            assert!(found.iter().any(|(found, _)| found == line), "{name}:{line} was not found");
        }
        println!("{name}: {} lines", expected.len());
    }
}

#[test]
fn the_transcript_has_its_turns() {
    let Some(shared) = shared() else { return };
    let gold = std::fs::read_to_string(shared.join("gold/facts.json")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    for doc in gold["docs"].as_array().unwrap() {
        let seed = doc["seed"].as_str().unwrap();
        let files = std::fs::read_dir(shared.join("seeds")).unwrap().map(|file| file.unwrap().path());
        let path =
            files.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(seed)).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        let article = Article::new(&text, Arc::new(Config::default()));
        let outline = article.outline();
        let found: Vec<_> = outline
            .iter()
            .filter(|symbol| symbol.kind == Kind::Turn)
            .map(|turn| {
                let role = turn.role.map(|role| role.as_str());
                (turn.name.clone(), role, turn.timestamp.map(|at| at.to_string()), turn.detail.clone())
            })
            .collect();
        let expected: Vec<_> = doc["turns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|turn| {
                let word = |key: &str| turn[key].as_str().map(str::to_owned);
                // The contract has no word for the role that the gold calls official.
                let role = turn["role"].as_str().filter(|role| *role != "official");
                (word("speaker").unwrap(), role, word("timestamp"), word("title"))
            })
            .collect();
        assert_eq!(found, expected);
        // Each name is where the outline says it is, on the damaged text.
        let plain = |text: &str| text.chars().filter(|c| !c.is_ascii() || *c == 'N').collect::<String>();
        for turn in outline.iter().filter(|symbol| symbol.kind == Kind::Turn) {
            let there = &text[turn.selection.range()];
            assert!(
                plain(there).chars().filter(|c| turn.name.contains(*c)).count() >= turn.name.chars().count() - 1,
                "{there}"
            );
        }
        println!("{seed}: {} turns", found.len());
    }
}
