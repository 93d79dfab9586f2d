//! Published test suites that nobody on this project wrote, where they are present: Microsoft's Recognizers-Text for
//! Chinese and cn2an's own tests.
//!
//! Prints the scores beside those of the best peer. Every case that is not passed is named in `suites/exceptions.txt`,
//! with the reason; one that is passed after all has no place there. `ZHENGWEN_SHOW=1` shows every miss.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

#[path = "suites/dates.rs"]
mod dates;
#[path = "suites/numbers.rs"]
mod numbers;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// A case of a suite.
struct Case(Value);

/// What a case expects, by characters of its input.
struct Expected<'a> {
    start: usize,
    end: usize,
    resolution: &'a Value,
}

impl Case {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    fn input(&self) -> &str {
        self.text("input")
    }

    fn expected(&self) -> Vec<Expected<'_>> {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let all = self.0["expect"].as_array().unwrap().iter();
        all.map(|one| Expected {
            start: number(&one["start"]),
            end: number(&one["end"]),
            resolution: &one["resolution"],
        })
        .collect()
    }

    /// A span of bytes as one of characters.
    fn characters(&self, start: usize, end: usize) -> (usize, usize) {
        let count = |to: usize| self.input()[..to].chars().count();
        (count(start), count(end))
    }
}

fn suite(name: &str) -> Option<Vec<Case>> {
    let shared = std::env::var_os("ZHENGWEN_SHARED")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into(), PathBuf::from);
    let path = shared.join("suites").join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: not present: {}", path.display());
        return None;
    };
    Some(text.lines().map(|line| Case(serde_json::from_str(line).unwrap())).collect())
}

/// The cases that are not passed, with the reason: `id reason` a line; headings say reasons that several share.
fn exceptions() -> BTreeMap<&'static str, &'static str> {
    let mut reason = "";
    let mut exceptions = BTreeMap::new();
    for line in include_str!("suites/exceptions.txt").lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(heading) => reason = heading,
            None => assert!(exceptions.insert(line, reason).is_none(), "{line} stands there twice"),
        }
    }
    exceptions
}

/// How many cases of each family are passed, and what was wrong with each that is not.
#[derive(Default)]
struct Scores {
    /// Passed, all, and those not passed because upstream chose otherwise.
    families: BTreeMap<String, (usize, usize, usize)>,
    missed: BTreeMap<String, String>,
    /// The families that are below their goals.
    below: Vec<String>,
}

impl Scores {
    fn count(&mut self, family: &str, case: &Case, result: Result<(), String>) {
        let (passed, all, choices) = self.families.entry(family.to_owned()).or_default();
        *all += 1;
        match result {
            Ok(()) => *passed += 1,
            Err(why) => {
                let reason = exceptions().get(case.text("id")).copied().unwrap_or_default();
                *choices += usize::from(reason.starts_with("Upstream's choice"));
                if std::env::var_os("ZHENGWEN_SHOW").is_some() {
                    println!("{family} {} {}: {why}", case.text("id"), case.input());
                }
                self.missed.insert(case.text("id").to_owned(), why);
            }
        }
    }

    /// Prints the score of a family beside what the best peer has, and holds it to `goal` in percent: of all its cases,
    /// or where those are too few, of all but what upstream chose otherwise.
    fn hold(&mut self, family: &str, goal: f64, peer: &str) {
        let (passed, all, choices) = self.families[family];
        let percent = |all: usize| 100.0 * passed as f64 / all as f64;
        let (plain, fair) = (percent(all), percent(all - choices));
        println!(
            "{family:14} {passed:3} of {all:3} = {plain:5.1} %, without {choices:2} that upstream chose otherwise \
             {fair:5.1} % (goal {goal} %; best peer {peer})"
        );
        if plain.max(fair) < goal - 0.05 {
            self.below.push(format!("{family}: {fair:.1} % is below {goal} %"));
        }
    }

    /// Whether the goals are reached and the exceptions are the cases that are missed, no more and no less.
    fn finish(&self, prefix: &str) {
        assert!(self.below.is_empty(), "{:#?}", self.below);
        let named: BTreeSet<&str> = exceptions().into_keys().filter(|id| id.starts_with(prefix)).collect();
        let missed: BTreeSet<&str> = self.missed.keys().map(String::as_str).collect();
        let unnamed: Vec<&&str> = missed.difference(&named).collect();
        let passed: Vec<&&str> = named.difference(&missed).collect();
        assert!(unnamed.is_empty() && passed.is_empty(), "without a reason: {unnamed:#?}\npassed now: {passed:#?}");
    }
}

#[test]
fn recognizers_text() {
    let Some(cases) = suite("recognizers_zh.jsonl") else { return };
    let mut scores = Scores::default();
    for case in &cases {
        match case.text("family") {
            "datetime" => {
                let (spans, full) = dates::check(case);
                scores.count("datetime spans", case, spans);
                scores.count("datetime", case, full);
            }
            family => {
                let family =
                    if family == "number" { format!("number {}", case.text("mode")) } else { family.to_owned() };
                scores.count(&family, case, numbers::check(&family, case));
            }
        }
    }
    scores.hold("number parse", 99.0, "363 of 365 with extract");
    scores.hold("number extract", 99.0, "363 of 365 with parse");
    scores.hold("percent", 99.0, "148 of 152");
    scores.hold("currency", 95.0, "30 of 35");
    scores.hold("dimension", 95.0, "31 of 36");
    scores.hold("ordinal", 95.0, "7 of 7");
    scores.hold("age", 95.0, "10 of 10");
    scores.hold("temperature", 95.0, "10 of 10");
    scores.hold("numberrange", 90.0, "none reads them");
    scores.hold("datetime spans", 92.0, "225 of 264");
    scores.hold("datetime", 75.0, "159 of 264");
    scores.finish("MSRT");
}

#[test]
fn cn2an() {
    let Some(cases) = suite("cn2an_zh.jsonl") else { return };
    let mut scores = Scores::default();
    for case in &cases {
        // Digits in a row are given as a string there: '012'.
        let wanted = case.0["expect"]["value"].as_str().unwrap().trim_matches('\'');
        scores.count("cn2an", case, numbers::parses_to(case.input(), wanted));
    }
    scores.hold("cn2an", 99.0, "138 of 139, cn2an itself");
    scores.finish("CN2AN");
}
