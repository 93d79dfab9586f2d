//! Many files of many sites: what it helps to know which lines stand in many of them. The sites, their menus and their
//! articles are made up here, with words that no table of phrases has.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test, and it tells what it counted")]

#[allow(dead_code, reason = "two tests use it, each a part")]
mod lots;
#[path = "boilerplate/score.rs"]
mod score;

use lots::Lots;
use rayon::prelude::*;
use score::Score;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::boilerplate::common::CommonLines;
use zhengwen::config::{Common, Config};
use zhengwen::lint::select::Selection;
use zhengwen::text::edit::Applicability;

const FILES: usize = 10_000;
const SITES: usize = 50;

/// Sentences of this repository's prose, to make articles of.
fn sentences() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<_> = fs::read_dir(root.join("prose")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(root.join("boilerplate/clean/news.txt"));
    files.push(root.join("boilerplate/clean/features.txt"));
    files.sort();
    let text: String = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let sentences = text.split_inclusive('。').map(|sentence| sentence.trim().replace('\n', ""));
    sentences.filter(|sentence| (15..80).contains(&sentence.chars().count()) && sentence.ends_with('。')).collect()
}

/// A few characters of a sentence, without marks: words that mean nothing to anybody.
fn words(lots: &mut Lots, sentences: &[String], length: usize) -> String {
    let han: Vec<char> = lots.of(sentences).chars().filter(|c| zhengwen::text::han::is_han(*c)).collect();
    let start = lots.below(han.len().saturating_sub(length).max(1));
    han.iter().skip(start).take(length).collect()
}

/// What all pages of a site have.
struct Site {
    menu: Vec<String>,
    slogan: String,
    footer: Vec<String>,
    /// Headlines of its articles, of which each page lists some.
    headlines: Vec<String>,
}

impl Site {
    fn new(number: usize, sentences: &[String]) -> Self {
        let lots = &mut Lots::new(number + 1_000_000);
        let menu = (0..12 + lots.below(25)).map(|_| 2 + lots.below(3)).collect::<Vec<_>>();
        let name = words(lots, sentences, 4);
        Self {
            menu: menu.into_iter().map(|length| words(lots, sentences, length)).collect(),
            slogan: format!("{name} {}", words(lots, sentences, 6)),
            footer: (0..3 + lots.below(4))
                .map(|line| match line % 3 {
                    0 => format!("{name}為{}而生，陪你讀完{}。", words(lots, sentences, 4), words(lots, sentences, 3)),
                    1 => format!("{} {} {name}", words(lots, sentences, 5), words(lots, sentences, 4)),
                    _ => format!("{name}{}00-00000000", words(lots, sentences, 4)),
                })
                .collect(),
            headlines: (0..400).map(|_| headline(lots, sentences)).collect(),
        }
    }
}

fn headline(lots: &mut Lots, sentences: &[String]) -> String {
    let length = 6 + lots.below(6);
    format!("{} {}", words(lots, sentences, length), words(lots, sentences, 7))
}

/// A page: its lines, and whether each is article.
fn page(number: usize, sites: &[Site], sentences: &[String]) -> Vec<(String, bool)> {
    let site = &sites[number * SITES / FILES];
    let lots = &mut Lots::new(number);
    let mut lines: Vec<(String, bool)> = Vec::new();
    let outside = |lines: &mut Vec<(String, bool)>, line: String| lines.push((line, false));
    site.menu.iter().for_each(|item| outside(&mut lines, item.clone()));
    outside(&mut lines, site.slogan.clone());
    // Every fiftieth article has been taken from another page.
    let source = if number.is_multiple_of(50) { 7 } else { number };
    let own = &mut Lots::new(source + 5_000_000);
    lines.push((headline(own, sentences), true));
    outside(&mut lines, format!("人氣 {}", lots.below(90_000)));
    for paragraph in 0..4 + own.below(8) {
        let count = 2 + own.below(3);
        lines.push(((0..count).map(|_| own.of(sentences).as_str()).collect(), true));
        if paragraph == 2 && own.below(3) == 0 {
            lines.push((words(own, sentences, 6), true));
        }
        if paragraph == 3 && lots.below(3) == 0 {
            outside(&mut lines, lots.of(&site.headlines).clone());
        }
    }
    if own.below(3) == 0 {
        lines.push(("（完）".to_owned(), true));
    }
    for _ in 0..8 {
        outside(&mut lines, lots.of(&site.headlines).clone());
    }
    site.footer.iter().for_each(|line| outside(&mut lines, line.clone()));
    lines
}

fn text(lines: &[(String, bool)]) -> String {
    lines.iter().map(|(line, _)| format!("{line}\n")).collect()
}

fn score(lines: &[(String, bool)], config: &Arc<Config>) -> Score {
    let text = text(lines);
    let findings = Article::new(&text, Arc::clone(config)).findings();
    let mut found = BTreeMap::new();
    for finding in &findings {
        let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
        found.insert(text[..finding.span.start].matches('\n').count(), is_safe);
    }
    let mut score = Score::default();
    for (index, (line, kept)) in lines.iter().enumerate() {
        let is_safe = found.get(&index).copied();
        score.count(*kept, is_safe.is_some(), is_safe == Some(true), line.chars().count());
    }
    score
}

#[test]
fn lines_that_many_files_share_tell_the_site_from_the_article() {
    let sentences = sentences();
    let sites: Vec<Site> = (0..SITES).map(|number| Site::new(number, &sentences)).collect();
    let mut common = CommonLines::default();
    let mut bytes = 0;
    for number in 0..FILES {
        let text = text(&page(number, &sites, &sentences));
        bytes += text.len();
        common.add(&text);
    }
    println!(
        "{FILES} files of {SITES} sites, {:.1} MB; {} counted, in {:.1} MB of memory",
        bytes as f64 / 1e6,
        common.files(),
        common.memory() as f64 / 1e6
    );
    assert!(common.memory() < 100_000_000);
    let selection = Selection::new(&["B"], &[]).unwrap();
    let alone = Arc::new(Config { selection: selection.clone(), ..Config::default() });
    let across = Arc::new(Config { selection, common: Common(Some(Arc::new(common))), ..Config::default() });
    let measure = |config: &Arc<Config>| {
        let scores = (0..FILES).into_par_iter().map(|number| score(&page(number, &sites, &sentences), config));
        scores.reduce(Score::default, |one, other| one.add(&other))
    };
    let (without, with) = (measure(&alone), measure(&across));
    for (name, score) in [("without", &without), ("with", &with)] {
        let (removed, kept) = (score.removed().2, score.kept().2);
        println!(
            "{name} the other files: removed F1 {removed:.3}, kept F1 {kept:.3}, body characters that `fix` loses {} of {}",
            score.body_characters_lost, score.body_characters
        );
    }
    assert!(with.removed().2 >= 0.95 && with.kept().2 >= 0.9 && with.removed().2 > without.removed().2);
    assert!(with.body_characters_lost * 1000 < with.body_characters, "body characters lost");
}
