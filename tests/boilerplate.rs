//! Boilerplate rules on whole pages: the samples of `../shared` where they are, and pages written for the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use zhengwen::boilerplate;

fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("ZHENGWEN_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    path.join("gold/boilerplate.json").exists().then_some(path)
}

/// The rule for each class of the gold file.
fn rule_of(class: &str) -> &str {
    match class {
        "caption" => "caption-line",
        "copyright" => "copyright-notice",
        "editor" => "editor-credit",
        "publication" => "publication-line",
        "source" => "source-line",
        "spam" => "injected-keywords",
        "timestamp" => "bare-timestamp",
        class => class,
    }
}

/// What is found, by number of line.
fn found(text: &str) -> BTreeMap<usize, &'static str> {
    boilerplate::lines(text).into_iter().map(|(number, mark, _)| (number, mark.rule.name)).collect()
}

#[test]
fn every_marked_line_of_the_samples_and_no_other() {
    let Some(shared) = shared() else {
        println!("skipped: not present");
        return;
    };
    let gold: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(shared.join("gold/boilerplate.json")).unwrap()).unwrap();
    for (name, page) in gold.as_object().unwrap() {
        let text = fs::read_to_string(shared.join(format!("gold/repaired/{name}.txt"))).unwrap();
        let expected: BTreeMap<usize, &str> = page["lines"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(number, class)| (number.parse().unwrap(), rule_of(class.as_str().unwrap())))
            .collect();
        assert_eq!(found(&text), expected, "{name}");
    }
}

/// Classes of lines that are article.
const KEPT: [&str; 9] = ["body", "title", "dateline", "speaker", "head", "byline", "end", "verse", "row"];

/// One page: its lines with their classes.
struct Page {
    name: String,
    lines: Vec<(String, String)>,
}

impl Page {
    fn read(path: &Path) -> Self {
        let labelled = fs::read_to_string(path).unwrap();
        let lines = labelled.lines().map(|line| {
            let (class, text) = line.split_once('\t').unwrap_or_else(|| panic!("{}: {line}", path.display()));
            (class.to_owned(), text.to_owned())
        });
        Self { name: path.file_stem().unwrap().to_string_lossy().into_owned(), lines: lines.collect() }
    }

    fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| format!("{text}\n")).collect()
    }
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate/pages");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}

/// Lines by what they are and what was made of them.
#[derive(Default)]
struct Score {
    removed_rightly: usize,
    removed_wrongly: usize,
    kept_rightly: usize,
    kept_wrongly: usize,
    body_characters: usize,
    body_characters_lost: usize,
}

impl Score {
    fn f1(hits: usize, one: usize, other: usize) -> (f64, f64, f64) {
        let share = |of: usize| if hits + of == 0 { 1.0 } else { hits as f64 / (hits + of) as f64 };
        (share(one), share(other), 2.0 * hits as f64 / ((2 * hits + one + other).max(1)) as f64)
    }

    /// Precision, recall and F1 of the lines that are removed.
    fn removed(&self) -> (f64, f64, f64) {
        Self::f1(self.removed_rightly, self.removed_wrongly, self.kept_wrongly)
    }

    /// Precision, recall and F1 of the lines that are kept.
    fn kept(&self) -> (f64, f64, f64) {
        Self::f1(self.kept_rightly, self.kept_wrongly, self.removed_wrongly)
    }
}

fn score(pages: &[Page], verbose: bool) -> Score {
    let mut score = Score::default();
    for page in pages {
        let found = found(&page.text());
        for (index, (class, text)) in page.lines.iter().enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            let kept = KEPT.contains(&class.as_str());
            let length = text.chars().count();
            match (kept, found.get(&(index + 1))) {
                (true, None) => score.kept_rightly += 1,
                (false, Some(_)) => score.removed_rightly += 1,
                (true, Some(rule)) => {
                    score.removed_wrongly += 1;
                    score.body_characters_lost += length;
                    if verbose {
                        println!("{}:{} lost {class}: {text} ({rule})", page.name, index + 1);
                    }
                }
                (false, None) => {
                    score.kept_wrongly += 1;
                    if verbose {
                        println!("{}:{} left {class}: {text}", page.name, index + 1);
                    }
                }
            }
            score.body_characters += if kept { length } else { 0 };
        }
    }
    score
}

fn report(name: &str, score: &Score) {
    for (kind, (precision, recall, f1)) in [("removed", score.removed()), ("kept", score.kept())] {
        println!("{name} {kind}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
    }
    println!("{name}: body characters lost {} of {}", score.body_characters_lost, score.body_characters);
}

/// Pages whose names end in `-b` were written after the rules had been tuned on the others, and not looked at since.
fn is_held_out(page: &Page) -> bool {
    page.name.ends_with("-b")
}

#[test]
fn pages_written_for_the_project() {
    let (held_out, tuned): (Vec<Page>, Vec<Page>) = pages().into_iter().partition(is_held_out);
    for (name, pages) in [("tuned on", tuned), ("held out", held_out)] {
        println!("{name}: {} pages", pages.len());
        let score = score(&pages, true);
        report(name, &score);
    }
}
