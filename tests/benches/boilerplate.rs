//! How fast `check --select B` is, on one thread: `cargo bench --bench boilerplate`, or
//! `ZHENGWEN_BENCH=pages cargo bench …` for one kind of text. News without a page around it,
//! articles that are full of the words of pages, and pages of which most lines are no article; and what looking across
//! files costs.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench, and it tells what it measured")]

#[path = "common.rs"]
mod common;

use common::{best, texts};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;
use zhengwen::article::Article;
use zhengwen::boilerplate::common::CommonLines;
use zhengwen::config::Config;
use zhengwen::lint::select::Selection;

/// So much text is read at least.
const BYTES: usize = 4 << 20;

fn main() {
    let pages = texts("boilerplate/pages", |text| {
        vec![text.lines().filter_map(|line| line.split_once('\t')).map(|(_, line)| format!("{line}\n")).collect()]
    });
    let articles = texts("boilerplate/clean", |text| text.split("=====\n").map(str::to_owned).collect());
    let news: Vec<String> = texts("prose", |text| text.lines().map(|line| format!("{line}\n")).collect());
    let news: Vec<String> = news.chunks(20).map(|some| some.concat()).collect();
    let selection = Selection::new(&["B"], &[]).unwrap();
    let config = Arc::new(Config { selection, ..Config::default() });
    let wanted = std::env::var("ZHENGWEN_BENCH").unwrap_or_default();
    let all = [("news", &news), ("lookalikes", &articles), ("pages", &pages)];
    for (name, texts) in all.into_iter().filter(|(name, _)| name.contains(&wanted)) {
        let bytes: usize = texts.iter().map(String::len).sum();
        let rounds = BYTES / bytes + 1;
        let time = best(|| {
            for text in (0..rounds).flat_map(|_| texts) {
                black_box(Article::new(text, Arc::clone(&config)).findings().len());
            }
        });
        let across = best(|| {
            let mut common = CommonLines::default();
            (0..rounds).flat_map(|_| texts).for_each(|text| common.add(text));
            black_box(common.files());
        });
        let speed = |time: Duration| (rounds * bytes) as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{name:14} {:4} texts of {:6.1} kB: check --select B {:6.1} MB/s (goal: 100), counting lines {:6.1} MB/s",
            texts.len(),
            bytes as f64 / 1e3 / texts.len() as f64,
            speed(time),
            speed(across)
        );
    }
}
