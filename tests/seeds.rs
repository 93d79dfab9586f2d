//! The sample articles: each damaged file is what the damage mechanism makes of its clean original, and what
//! `seeds/expected.json` says of them points to what it says.
//!
//! `ZHENGWEN_BLESS=1 cargo test --test seeds` writes the damaged files anew.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may panic")]

use encoding_rs::Encoding;
use serde::Deserialize;
use std::{collections::BTreeMap, env, fs, path::PathBuf, sync::Arc};
use zhengwen::article::Article;
use zhengwen::config::{Config, IgnoredText};
use zhengwen::lint::Finding;
use zhengwen::lsp::requests::leave_alone;
use zhengwen::mojibake::forward::{CutSites, Damage, glossed, unfolded};

#[derive(Deserialize)]
struct Expected {
    samples: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    file: String,
    encoding: String,
    clean: Option<String>,
    damage: Option<Recipe>,
    boilerplate: Vec<Boilerplate>,
    captions: Vec<Caption>,
    turns: Vec<Turn>,
    figures: Vec<Quoted>,
    dates: Vec<Quoted>,
}

#[derive(Deserialize)]
struct Recipe {
    list: String,
    cuts: String,
    cut_sites: Vec<String>,
    fold: bool,
    widen: bool,
}

#[derive(Deserialize)]
struct Boilerplate {
    line: usize,
    class: String,
    starts: String,
}

#[derive(Deserialize)]
struct Caption {
    line: usize,
    caption: String,
}

#[derive(Deserialize)]
struct Turn {
    line: usize,
    speaker: String,
    title: Option<String>,
    role: Option<String>,
    timestamp: String,
}

#[derive(Deserialize)]
struct Quoted {
    text: String,
}

fn seeds(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).join(name)
}

fn samples() -> Vec<Sample> {
    let json = fs::read_to_string(seeds("expected.json")).unwrap();
    serde_json::from_str::<Expected>(&json).unwrap().samples
}

impl Sample {
    /// The sample without damage. Where there is no clean original, the sample has none.
    fn clean(&self) -> String {
        fs::read_to_string(seeds(self.clean.as_ref().unwrap_or(&self.file))).unwrap()
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{}: {} cannot write it", self.file, self.encoding);
        bytes.into_owned()
    }
}

impl Recipe {
    fn apply(&self, clean: &str) -> String {
        let text = if self.widen { unfolded(clean) } else { clean.to_owned() };
        let damage = Damage {
            list: glossed(&self.list),
            cuts: self.cuts.chars().collect(),
            fold: self.fold,
            ..Damage::default()
        };
        let mut chosen = damage.cut_sites(&text);
        let wanted = |site: &usize| self.cut_sites.iter().any(|snippet| text[*site..].starts_with(snippet));
        chosen.retain(wanted);
        assert_eq!(chosen.len(), self.cut_sites.len(), "each of {:?} is one possible cut", self.cut_sites);
        Damage { cut_sites: CutSites::At(chosen), ..damage }.damage(&text)
    }
}

#[test]
fn damaged_files_are_what_the_mechanism_makes() {
    for sample in samples() {
        let Some(recipe) = &sample.damage else { continue };
        let clean = sample.clean();
        let damaged = recipe.apply(&clean);
        let bytes = sample.encode(&damaged);
        if env::var_os("ZHENGWEN_BLESS").is_some() {
            fs::write(seeds(&sample.file), &bytes).unwrap();
        }
        assert_eq!(damaged.lines().count(), clean.lines().count(), "{}: a line end was swallowed", sample.file);
        assert!(fs::read(seeds(&sample.file)).unwrap() == bytes, "{} differs; see the head of this test", sample.file);
    }
}

#[test]
fn what_is_expected_is_there() {
    for sample in samples() {
        let clean = sample.clean();
        let lines: Vec<&str> = clean.split('\n').collect();
        let starts = |line: usize, start: &str| {
            assert!(lines[line - 1].trim_start().starts_with(start), "{} line {line}: not {start}", sample.file);
        };
        for Boilerplate { line, class, starts: start } in &sample.boilerplate {
            assert!(!class.is_empty());
            starts(*line, start);
        }
        assert!(sample.boilerplate.is_sorted_by(|a, b| a.line < b.line), "{}: lines in order, once", sample.file);
        for Caption { line, caption } in &sample.captions {
            starts(*line, caption);
        }
        for Turn { line, speaker, title, role, timestamp } in &sample.turns {
            let label = lines[line - 1].trim();
            assert!(label.ends_with(&format!("{speaker}:")), "{} line {line}: {label}", sample.file);
            assert!(label.len() == speaker.len() + 1 || title.as_ref().is_some_and(|title| label.starts_with(title)));
            assert!(role.as_ref().is_none_or(|role| ["moderator", "reporter", "principal"].contains(&role.as_str())));
            assert!(lines.iter().any(|line| line.trim() == timestamp.replace('T', " ")));
        }
        for Quoted { text } in sample.figures.iter().chain(&sample.dates) {
            assert!(clean.contains(text), "{}: {text}", sample.file);
        }
    }
}

/// The rule for each class of boilerplate in `expected.json`; a class says what a line is for, and a rule how it looks,
/// so of those that are not here any rule will do.
fn rule_of(class: &str) -> Option<&'static str> {
    Some(match class {
        "site-chrome" | "navigation" => "site-chrome",
        "breadcrumb" => "breadcrumb",
        "publication" => "publication-line",
        "timestamp" => "bare-timestamp",
        "source" => "source-line",
        "original-title" => "original-title",
        "editor" => "editor-credit",
        "copyright" => "copyright-notice",
        "caption" => "caption-line",
        "spam" => "injected-keywords",
        "share" => "share-bar",
        "tools" => "page-tools",
        "icp" => "site-licence",
        "comments" => "comments",
        "app" => "app-promotion",
        "tags" => "tags",
        "counter" => "counters",
        "player" => "player-fallback",
        "hotline" => "hotline",
        _ => return None,
    })
}

#[test]
fn boilerplate_is_found_in_the_damaged_files() {
    let mut wrong = Vec::new();
    for sample in samples() {
        let bytes = fs::read(seeds(&sample.file)).unwrap();
        let (text, ..) = Encoding::for_label(sample.encoding.as_bytes()).unwrap().decode(&bytes);
        let findings = Article::new(&text, Arc::new(Config::default())).findings();
        let mut found: BTreeMap<usize, &str> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.rule.code.starts_with('B')) {
            found.insert(text[..finding.span.start].matches('\n').count() + 1, finding.rule.name);
        }
        for Boilerplate { line, class, starts } in &sample.boilerplate {
            let rule = found.remove(line);
            if rule.is_none() || rule_of(class).is_some_and(|expected| rule != Some(expected)) {
                wrong.push(format!("{}:{line} {starts}: {class} expected, {rule:?} found", sample.file));
            }
        }
        for (line, rule) in found {
            let captioned = sample.captions.iter().any(|caption| caption.line == line);
            if !captioned {
                wrong.push(format!("{}:{line}: article, {rule} found", sample.file));
            }
        }
        if sample.clean.is_none() && sample.boilerplate.is_empty() && !findings.is_empty() {
            wrong.push(format!("{}: nothing is to be found, but there is {findings:?}", sample.file));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each text file beside `expected.json` is described there.
#[test]
fn no_sample_is_forgotten() {
    let described: Vec<String> = samples().into_iter().map(|sample| sample.file).collect();
    for entry in fs::read_dir(seeds("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".txt") || described.contains(&name), "{name}");
    }
}

/// Whatever is found, “Leave this alone” writes an entry that makes it be left alone, wherever the rule found it.
#[test]
fn what_is_to_be_left_alone_is() {
    let mut looked_at = 0;
    for sample in samples() {
        let bytes = fs::read(seeds(&sample.file)).unwrap();
        let (text, _, _) = Encoding::for_label(sample.encoding.as_bytes()).unwrap().decode(&bytes);
        let article = Article::new(&text, Arc::default());
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in article.findings() {
            let of_rule = seen.entry(finding.rule.code).or_default();
            *of_rule += 1;
            let Some(entry) = leave_alone::entry(&article, &finding, "").filter(|_| *of_rule <= 3) else { continue };
            let ignored = IgnoredText { rule: entry.rule, text: entry.text };
            let config = Config { ignore_text: vec![ignored], ..Config::default() };
            let left = Article::new(&text, Arc::new(config)).findings();
            let still = |it: &&Finding| it.rule == finding.rule && it.span == finding.span;
            assert_eq!(left.iter().find(still), None, "{}", sample.file);
            looked_at += 1;
        }
    }
    assert!(looked_at > 30, "{looked_at}");
}
