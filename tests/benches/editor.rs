//! What a person at the editor waits for, measured on the real server over pipes: `cargo bench --bench editor`.
//!
//! - `start`: from starting the process to the first diagnostics, on a transcript of about 41 kB.
//! - `keystroke`: from a typed character to the diagnostics for it, on that transcript and on one of 10 MB. The edit
//!   comes after a pause, as a person's does; the pace at which a burst is answered is not part of it.

#[allow(unreachable_pub, unused_imports, reason = "it serves the protocol tests too")]
#[path = "../lsp/client.rs"]
mod client;

use client::Client;
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::process::Command;
use std::time::{Duration, Instant};

/// Longer than the pace of publishing.
const PAUSE: Duration = Duration::from_millis(40);

/// The real damaged transcript of 41 kB where it is present, else the sample of this repository; repeated up to about
/// `bytes` bytes.
fn transcript(bytes: usize) -> String {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds/002_9b4f95e8d9820f9e.txt");
    let text = std::fs::read_to_string(real).unwrap_or_else(|_| include_str!("../../seeds/transcript.txt").to_owned());
    text.repeat((bytes / text.len()).max(1))
}

fn start() -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengwen"));
    command.arg("lsp");
    let mut client = Client::spawn_command(command);
    client.ignore_all();
    let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
    client.request("initialize", json!({ "processId": null, "capabilities": capabilities }));
    client.notify("initialized", json!({}));
    client
}

fn first_diagnostics(c: &mut Criterion) {
    let text = transcript(41 << 10);
    let mut group = c.benchmark_group("start");
    group.sample_size(20);
    group.bench_function("first diagnostics, 41 kB", |b| {
        b.iter_custom(|rounds| {
            let mut total = Duration::ZERO;
            for _ in 0..rounds {
                let begin = Instant::now();
                let mut client = start();
                client.open("file:///bench/a.txt", &text);
                client.published("file:///bench/a.txt");
                total += begin.elapsed();
                client.finish();
            }
            total
        });
    });
    group.finish();
}

fn keystroke(c: &mut Criterion) {
    let mut group = c.benchmark_group("keystroke");
    group.sample_size(20);
    for (name, bytes) in [("41 kB", 41 << 10), ("10 MB", 10 << 20)] {
        let text = transcript(bytes);
        let uri = "file:///bench/a.txt";
        let mut client = start();
        client.open(uri, &text);
        client.published(uri);
        // In the middle, at the end of a long paragraph.
        let middle = text.lines().count() / 2;
        let long = |line: &&(usize, &str)| line.1.chars().count() > 100;
        let (line, content) = text.lines().enumerate().skip(middle).find(|line| long(&line)).expect("a long paragraph");
        let at =
            (u32::try_from(line).expect("few lines"), u32::try_from(content.encode_utf16().count()).expect("short"));
        let mut version = 1;
        group.bench_function(name, |b| {
            b.iter_custom(|rounds| {
                let mut total = Duration::ZERO;
                for _ in 0..rounds {
                    std::thread::sleep(PAUSE);
                    version += 1;
                    total += client.edit_to_diagnostics(uri, version, at, "字");
                }
                total
            });
        });
        client.finish();
    }
    group.finish();
}

criterion_group!(benches, first_diagnostics, keystroke);
criterion_main!(benches);
