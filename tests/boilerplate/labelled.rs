//! The labelled pages and clean articles of this folder, and what `fix` leaves of a text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::select::Selection;
use zhengwen::text::edit::{self, Applicability};

/// Classes of lines that are article.
pub(crate) const KEPT: [&str; 9] = ["body", "title", "dateline", "speaker", "head", "byline", "end", "verse", "row"];

/// One page: its lines with their classes.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) lines: Vec<(String, String)>,
}

impl Page {
    pub(crate) fn read(path: &Path) -> Self {
        let labelled = fs::read_to_string(path).unwrap();
        let lines = labelled.lines().map(|line| {
            let (class, text) = line.split_once('\t').unwrap_or_else(|| panic!("{}: {line}", path.display()));
            (class.to_owned(), text.to_owned())
        });
        Self { name: path.file_stem().unwrap().to_string_lossy().into_owned(), lines: lines.collect() }
    }

    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| format!("{text}\n")).collect()
    }
}

pub(crate) fn pages() -> Vec<Page> {
    pages_in("pages")
}

/// The pages in a folder of `tests/boilerplate`.
pub(crate) fn pages_in(folder: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}

/// The articles in a folder of `tests/boilerplate`, with their names.
pub(crate) fn articles(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        articles.extend(text.split("=====\n").enumerate().map(|(at, text)| (format!("{name} {at}"), text.to_owned())));
    }
    articles
}

/// As often as `zhengwen fix` looks again.
pub(crate) const PASSES: usize = 30;

/// What `fix --select B` leaves of a text, and after how many rounds there was no more to do.
pub(crate) fn fixed(text: &str, up_to: Applicability) -> (String, usize) {
    let selection = Selection::new(&["B"], &[]).unwrap();
    let config = Arc::new(Config { selection, ..Config::default() });
    let mut text = text.to_owned();
    for round in 0..PASSES {
        let findings = Article::new(&text, Arc::clone(&config)).findings();
        let edits = zhengwen::lint::edits(&findings, up_to);
        if edits.is_empty() {
            return (text, round);
        }
        text = edit::apply(&text, &edits);
    }
    (text, PASSES)
}

/// Whether the lines of `part` are lines of `whole`, in the same order.
pub(crate) fn is_in_order(part: &str, whole: &str) -> bool {
    let mut lines = whole.lines();
    part.lines().all(|line| lines.any(|other| other == line))
}
