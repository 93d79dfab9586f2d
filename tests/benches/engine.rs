//! The engine, in MB/s, and an edit, in microseconds: `cargo bench --bench engine`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::sync::Arc;
use zhengwen::article::{Article, Limits};
use zhengwen::config::Config;
use zhengwen::text::Span;

/// A page as scraped, of about `bytes` bytes: paragraphs, one of them with glosses where `damaged`.
fn page(bytes: usize, damaged: bool) -> String {
    let clean = "霧嶺市統計局三月二日公布,二〇二三年全市地區生產總值增長5.3%,其中第二產業增加值達到1308.3億元,同比提高1.2個百分點。";
    let mut damage = clean.to_owned();
    for (base, reading) in
        [("統", "tǒng"), ("區", "qū"), ("產", "chǎn"), ("業", "yè"), ("億", "yì"), ("個", "gè"), ("點", "diǎn")]
    {
        damage = damage.replace(base, &format!("{base}({reading})"));
    }
    let paragraph = format!("      {}\n\n", if damaged { damage } else { clean.to_owned() }.repeat(8));
    paragraph.repeat(bytes / paragraph.len() + 1)
}

fn article(text: &str) -> Article {
    Article::new(text, Arc::new(Config::default()))
}

fn read(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    for (name, text) in [("clean", page(1 << 20, false)), ("damaged", page(1 << 20, true))] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| article(black_box(&text)).findings().len()));
    }
    group.finish();
}

fn facts(c: &mut Criterion) {
    let mut group = c.benchmark_group("facts");
    group.sample_size(10);
    let text = page(1 << 18, true);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("damaged", |b| b.iter(|| article(black_box(&text)).knowledge().facts.len()));
    group.finish();
}

fn keystroke(c: &mut Criterion) {
    let mut group = c.benchmark_group("edit");
    for (name, bytes) in [("41 kB", 41 << 10), ("10 MB", 10 << 20)] {
        let text = page(bytes, true);
        let mut article = article(&text);
        let at = text.len() / 2 / 3 * 3;
        let at = (at..).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let limits = Limits { frequent: 2000, others: 1000 };
        group.bench_function(name, |b| {
            b.iter(|| {
                article.edit(Span::new(at, at), "字");
                let listing = article.listing(limits).findings.len() + article.totals().len();
                article.edit(Span::new(at, at + 3), "");
                listing
            });
        });
    }
    group.finish();
}

criterion_group!(benches, read, facts, keystroke);
criterion_main!(benches);
