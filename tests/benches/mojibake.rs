//! How fast `check --select M` is, on one thread, beside tools that do something comparable in the same run:
//! `cargo bench --bench mojibake`, or `ZHENGWEN_BENCH=samples cargo bench …` for one of the texts. What is not on this machine is skipped.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench, and it tells what it measured")]

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../clean_prose/mod.rs"]
mod clean_prose;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::select::Selection;
use zhengwen::mojibake::Signs;

/// So much text at least, by repeating what there is.
const BYTES: usize = 8 << 20;
/// Python is slower by some orders.
const SLICE: usize = 1 << 20;
/// Of the samples: damage is slower.
const SAMPLES: usize = 1 << 20;
/// The best of so many, or of as many as this time is enough for.
const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(10);

const GLOSS: &str = r"[\p{Han}]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)";
const PLAIN: &str = "(xùn)";

const FTFY: &str = "
import sys, time, ftfy
text = open(sys.argv[1], encoding='utf-8', newline='').read()
begin = time.perf_counter()
ftfy.fix_text(text)
print(time.perf_counter() - begin)
";

fn main() {
    let samples = repeated(&samples(), SAMPLES);
    let debian: String = clean_prose::of_debian().into_iter().map(|document| document.text).collect();
    let wanted = std::env::var("ZHENGWEN_BENCH").unwrap_or_default();
    let clean = repeated(&clean_lines(), BYTES);
    let texts = [("clean news", clean, 250.0), ("clean manuals", debian, 250.0), ("samples", samples, 60.0)];
    for (name, text, goal) in texts.into_iter().filter(|(name, ..)| name.contains(&wanted)) {
        if text.is_empty() {
            println!("{name}\n  skipped: not present: the Debian packages of tests/install-prose.sh");
            continue;
        }
        table(name, &text, goal);
    }
}

fn table(name: &str, text: &str, goal: f64) {
    println!("{name}, {:.1} MB", megabytes(text.len()));
    let m = config(&["M"]);
    let documents = documents(text);
    let ours = best(|| {
        for document in &documents {
            black_box(Article::new(document, Arc::clone(&m)).findings().len());
        }
    });
    let row = |what: &str, bytes: usize, time: Duration| {
        let speed = megabytes(bytes) / time.as_secs_f64();
        let ratio = megabytes(text.len()) / ours.as_secs_f64() / speed;
        println!("  {what:34} {speed:>9.1} MB/s   zhengwen is {ratio:.2} times as fast");
    };
    println!("  {:34} {:>9.1} MB/s   (goal: {goal})", "check --select M", megabytes(text.len()) / ours.as_secs_f64());
    let all = config(&[]);
    row(
        "check",
        text.len(),
        best(|| {
            for document in &documents {
                black_box(Article::new(document, Arc::clone(&all)).findings().len());
            }
        }),
    );
    row(
        "the pass for signs alone",
        text.len(),
        best(|| {
            for line in text.lines() {
                black_box(Signs::of(line));
            }
        }),
    );
    let file = Temporary::new(text);
    match ripgrep(GLOSS, &file.0).and_then(|gloss| Some((gloss, ripgrep(PLAIN, &file.0)?))) {
        Some((gloss, plain)) => {
            row("ripgrep for glosses", text.len(), gloss);
            row("ripgrep for `(xùn)`", text.len(), plain);
        }
        None => println!("  skipped: not present: rg"),
    }
    let slice = &text[..(SLICE.min(text.len())..).find(|at| text.is_char_boundary(*at)).unwrap()];
    match ftfy(&Temporary::new(slice).0) {
        Some(time) => row("ftfy.fix_text, on 1 MB", slice.len(), time),
        None => println!("  skipped: not present: ftfy (ZHENGWEN_PYTHON: a Python that has it)"),
    }
}

fn config(select: &[&str]) -> Arc<Config> {
    Arc::new(Config { selection: Selection::new(select, &[]).unwrap(), ..Config::default() })
}

/// `text` in parts the size of a long article, cut between lines: what the command line reads are files.
fn documents(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.as_bytes().iter().skip(64 << 10).position(|byte| *byte == b'\n');
        let (document, after) = rest.split_at(end.map_or(rest.len(), |at| (64 << 10) + at + 1));
        documents.push(document);
        rest = after;
    }
    documents
}

/// The shortest time of some rounds: what is above it is the machine's other work.
fn best(mut run: impl FnMut()) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let round = Instant::now();
        run();
        best = best.min(round.elapsed());
        if begin.elapsed() > PATIENCE {
            break;
        }
    }
    best
}

/// `rg` on one thread, its start included: a few milliseconds.
fn ripgrep(pattern: &str, file: &Path) -> Option<Duration> {
    let mut command = Command::new("rg");
    command.args(["--no-config", "--threads=1", "--count", "-e", pattern]).arg(file);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().ok()?;
    Some(best(|| drop(command.status())))
}

/// The time in Python, without its start.
fn ftfy(file: &Path) -> Option<Duration> {
    let python = std::env::var_os("ZHENGWEN_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).args(["-c", FTFY]).arg(file).stderr(Stdio::null()).output().ok()?;
    let seconds = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(Duration::from_secs_f64(seconds))
}

/// The samples that people gave, where they are; else our own.
fn samples() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = |folder: &str| -> String {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten().collect();
        files.sort_by_key(std::fs::DirEntry::path);
        let texts = files.iter().filter(|file| file.path().extension().is_some_and(|it| it == "txt"));
        texts.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
    };
    ["../shared/seeds", "seeds"].into_iter().map(texts).find(|text| !text.is_empty()).unwrap()
}

/// Our own articles, without their damage.
fn clean_lines() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(root.join("seeds/clean")).into_iter().flatten().flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    files.iter().filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

fn repeated(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len() + 1)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// A file that is gone afterwards.
struct Temporary(PathBuf);

impl Temporary {
    fn new(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zhengwen-bench-{}-{}", std::process::id(), text.len()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}
