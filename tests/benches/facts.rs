//! How fast facts are read, on one thread: `cargo bench --bench facts`. News and the annotated articles; beside
//! Recognizers-Text on the same text, where it is installed:
//! `npm install --prefix target/recognizers @microsoft/recognizers-text-suite@1.3.1`.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench, and it tells what it measured")]

#[path = "common.rs"]
mod common;

use common::{best, texts};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use zhengwen::{facts, outline};

/// So much text is read at least.
const BYTES: usize = 2 << 20;

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let lines = |text: &str, wanted: fn(&&str) -> bool| -> Vec<String> {
        vec![text.lines().filter(wanted).map(|line| format!("{line}\n")).collect()]
    };
    let prose = texts("prose", |text| lines(text, |_| true));
    let annotated = texts("annotated/looked_at", |text| lines(text, |line| !line.starts_with("> ")));
    for (name, texts) in [("news", &prose), ("annotated articles", &annotated)] {
        let bytes: usize = texts.iter().map(String::len).sum();
        let rounds = BYTES / bytes + 1;
        let time = best(|| {
            for text in (0..rounds).flat_map(|_| texts) {
                black_box(outline::with_lines(text, |lines| facts::facts(lines, &outline::outline(lines)).len()));
            }
        });
        let speed = (rounds * bytes) as f64 / 1e6 / time.as_secs_f64();
        let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
        let ours = (rounds * characters) as f64 / time.as_secs_f64();
        println!("{name:18}: {speed:.1} MB/s, {ours:.0} characters a second (goal: 60 MB/s)");
        match theirs(&texts.concat()) {
            Some(theirs) => println!(
                "{:18}  Recognizers-Text {theirs:.0} characters a second; ours is {:.0} times as fast",
                "",
                ours / theirs
            ),
            None => println!("{:18}  Recognizers-Text is not installed, see the head of this file", ""),
        }
    }
}

/// Characters a second of Recognizers-Text on a text, where it is installed.
fn theirs(text: &str) -> Option<f64> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = root.join("target/recognizers/node_modules");
    if !modules.exists() {
        return None;
    }
    let file = std::env::temp_dir().join(format!("zhengwen-bench-{}.txt", std::process::id()));
    // It takes its time: the first 20 kB say enough.
    let end = (0..=text.len().min(20_000)).rev().find(|at| text.is_char_boundary(*at))?;
    fs::write(&file, &text[..end]).ok()?;
    let output = Command::new("node")
        .arg(root.join("tests/benches/recognizers.js"))
        .arg(&file)
        .env("NODE_PATH", modules)
        .output();
    fs::remove_file(&file).ok()?;
    let output = String::from_utf8(output.ok()?.stdout).ok()?;
    let numbers: Vec<f64> = output.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    (numbers.len() == 3).then(|| numbers[0] / (numbers[1] / 1e3))
}
