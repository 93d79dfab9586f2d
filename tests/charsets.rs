//! Charsets taken for one another, M110 to M122: clean text is damaged as the programs damage it, and repaired as the
//! command line repairs it.
//!
//! The damage is written here once more, byte by byte, and not taken from the rules: each test says what a decoder does.

#![allow(clippy::unwrap_used, reason = "a test")]

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS};
use proptest::prelude::*;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint;
use zhengwen::lint::select::Selection;
use zhengwen::text::edit::{self, Applicability};

/// One way to damage a text.
struct Family {
    name: &'static str,
    rule: &'static str,
    script: Script,
    damage: fn(&str) -> String,
    /// What is the least that must come out: the share of characters that are right.
    floor: [f64; 3],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Simplified,
    Traditional,
    Both,
}

fn seed(path: &str) -> String {
    let path = format!("{}/seeds/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn prose(script: Script) -> Vec<String> {
    let traditional = ["clean/dispatch.clean", "clean/taiwan.clean", "clean/transcript.clean"];
    let simplified = ["clean.txt", "clean/gb18030.clean"];
    let paths: Vec<_> = match script {
        Script::Simplified => simplified.to_vec(),
        Script::Traditional => traditional.to_vec(),
        Script::Both => traditional.into_iter().chain(simplified).collect(),
    };
    paths.into_iter().map(seed).collect()
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// Windows-1252, where `lossy` says that its five gaps are U+FFFD and not control characters.
fn windows(bytes: &[u8], lossy: bool) -> String {
    let gap = |byte| lossy && matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    let one = |byte: &u8| match *byte {
        byte if gap(byte) => "\u{FFFD}".to_owned(),
        byte => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned(),
    };
    bytes.iter().map(one).collect()
}

/// As browsers decode.
fn whatwg(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// As PHP's mbstring decodes code page 936: a byte that cannot follow is swallowed with the one before it.
fn mbstring(bytes: &[u8], private_use: bool) -> String {
    let mut text = String::new();
    let mut bytes = bytes.iter();
    while let Some(&lead) = bytes.next() {
        match lead {
            0..=0x7F => text.push(char::from(lead)),
            0x80 => text.push('€'),
            _ => {
                let pair = [lead, bytes.next().copied().unwrap_or(0)];
                let decoded = GB18030.decode_without_bom_handling_and_without_replacement(&pair);
                let c = decoded.and_then(|text| text.chars().next().filter(|c| c.len_utf8() == text.len()));
                let is_private = c.is_some_and(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
                text.push(c.filter(|_| private_use || !is_private).unwrap_or('?'));
            }
        }
    }
    text
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    // What the charset lacks is an entity on such a page; here it is left out.
    let kept: String = text.chars().filter(|c| !encoding.encode(c.encode_utf8(&mut [0; 4])).2).collect();
    encoding.encode(&kept).0.into_owned()
}

/// What a program makes of one text, line by line, as most do: a line end is never part of a character.
fn by_line(text: &str, damage: impl Fn(&str) -> String) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            let content = line.trim_end_matches('\n');
            damage(content) + &line[content.len()..]
        })
        .collect()
}

/// No byte is lost, and nothing else is.
const ALL: [f64; 3] = [1.0; 3];

static FAMILIES: &[Family] = &[
    Family {
        name: "UTF-8 as Latin-1",
        rule: "M110",
        script: Script::Both,
        damage: |t| latin1(t.as_bytes()),
        floor: ALL,
    },
    Family {
        name: "UTF-8 as CP1252",
        rule: "M110",
        script: Script::Both,
        damage: |t| windows(t.as_bytes(), false),
        floor: ALL,
    },
    Family {
        name: "… twice",
        rule: "M110",
        script: Script::Both,
        damage: |t| windows(windows(t.as_bytes(), false).as_bytes(), false),
        floor: ALL,
    },
    Family {
        name: "UTF-8 as GBK, browser",
        rule: "M111",
        script: Script::Both,
        damage: |t| whatwg(GBK, t.as_bytes()),
        floor: [0.99, 0.99, 0.93],
    },
    Family {
        name: "UTF-8 as GBK, PHP",
        rule: "M111",
        script: Script::Both,
        damage: |t| by_line(t, |t| mbstring(t.as_bytes(), true)),
        floor: [0.945, 0.935, 0.88],
    },
    Family {
        name: "… private use lost",
        rule: "M111",
        script: Script::Both,
        damage: |t| by_line(t, |t| mbstring(t.as_bytes(), false)),
        floor: [0.92, 0.91, 0.83],
    },
    Family {
        name: "… line ends swallowed",
        rule: "M111",
        script: Script::Both,
        damage: |t| mbstring(t.as_bytes(), true),
        floor: [0.93, 0.935, 0.88],
    },
    Family {
        name: "UTF-8 as GBK, deleted",
        rule: "M111",
        script: Script::Both,
        damage: |t| whatwg(GBK, t.as_bytes()).replace('\u{FFFD}', ""),
        floor: [0.99, 0.99, 0.93],
    },
    Family {
        name: "UTF-8 as GBK twice",
        rule: "M111",
        script: Script::Both,
        damage: |t| whatwg(GBK, whatwg(GBK, t.as_bytes()).as_bytes()),
        floor: [0.95, 0.95, 0.87],
    },
    Family {
        name: "UTF-8 as CP1252, lossy",
        rule: "M112",
        script: Script::Both,
        damage: |t| windows(t.as_bytes(), true),
        floor: [0.975, 0.975, 0.9],
    },
    Family {
        name: "GBK as Latin-1",
        rule: "M113",
        script: Script::Both,
        damage: |t| latin1(&encoded(GBK, t)),
        floor: [0.998, 0.999, 0.98],
    },
    Family {
        name: "GBK as CP1252",
        rule: "M113",
        script: Script::Both,
        damage: |t| windows(&encoded(GBK, t), false),
        floor: [0.998, 0.999, 0.98],
    },
    Family {
        name: "GBK as Big5",
        rule: "M114",
        script: Script::Simplified,
        damage: |t| whatwg(BIG5, &encoded(GBK, t)),
        floor: [0.93, 0.935, 0.9],
    },
    Family {
        name: "Big5 as GBK",
        rule: "M115",
        script: Script::Traditional,
        damage: |t| whatwg(GB18030, &encoded(BIG5, t)),
        floor: [0.99, 0.98, 0.91],
    },
    Family {
        name: "Big5 as Latin-1",
        rule: "M116",
        script: Script::Traditional,
        damage: |t| latin1(&encoded(BIG5, t)),
        floor: [0.999, 0.995, 0.98],
    },
    Family {
        name: "UTF-8 as Big5",
        rule: "M117",
        script: Script::Both,
        damage: |t| whatwg(BIG5, t.as_bytes()),
        floor: [0.42, 0.31, 0.3],
    },
    Family {
        name: "UTF-8 as Shift-JIS",
        rule: "M118",
        script: Script::Both,
        damage: |t| whatwg(SHIFT_JIS, t.as_bytes()),
        floor: [0.82, 0.79, 0.82],
    },
    Family {
        name: "GBK as Shift-JIS",
        rule: "M119",
        script: Script::Simplified,
        damage: |t| whatwg(SHIFT_JIS, &encoded(GBK, t)),
        floor: [0.885, 0.9, 0.87],
    },
    Family {
        name: "GBK as EUC-KR",
        rule: "M120",
        script: Script::Simplified,
        damage: |t| whatwg(EUC_KR, &encoded(GBK, t)),
        floor: [0.87, 0.85, 0.8],
    },
    Family {
        name: "UTF-16LE as Latin-1",
        rule: "M121",
        script: Script::Both,
        damage: |t| latin1(&utf16(t, true)),
        floor: [0.84, 0.89, 0.89],
    },
    Family {
        name: "UTF-16BE as Latin-1",
        rule: "M121",
        script: Script::Both,
        damage: |t| latin1(&utf16(t, false)),
        floor: [0.97, 0.955, 0.94],
    },
    Family {
        name: "UTF-16 swapped",
        rule: "M122",
        script: Script::Both,
        damage: |t| String::from_utf16_lossy(&t.encode_utf16().map(u16::swap_bytes).collect::<Vec<_>>()),
        floor: [0.97, 0.915, 0.86],
    },
];

fn utf16(text: &str, low_first: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// The text after every fix up to `up_to`, as the command line applies them.
fn repaired(text: &str, rule: &str, up_to: Applicability) -> String {
    let selection = Selection::new(&[rule], &[]).unwrap();
    let config = Arc::new(Config { selection, ..Config::default() });
    let mut text = text.to_owned();
    for _ in 0..10 {
        let findings = Article::new(&text, Arc::clone(&config)).findings();
        let edits = lint::edits(&findings, up_to);
        if edits.is_empty() {
            break;
        }
        text = edit::apply(&text, &edits);
    }
    text
}

/// What the Safe fixes of `rule` put into `text` that does not stand in `original`.
fn untrue(text: &str, original: &str, rule: &str) -> Vec<String> {
    let selection = Selection::new(&[rule], &[]).unwrap();
    let findings = Article::new(text, Arc::new(Config { selection, ..Config::default() })).findings();
    let edits = lint::edits(&findings, Applicability::Safe);
    // A question mark on disk stays one.
    let plain = |text: &str| text.replace('?', "");
    let original = plain(original);
    edits.into_iter().map(|edit| edit.content).filter(|content| !original.contains(&plain(content))).collect()
}

/// No Safe fix says anything that the text did not say, wherever the damage is and whatever was lost.
#[test]
fn safe_fixes_are_true() {
    let mut problems = String::new();
    for family in FAMILIES.iter().filter(|family| !family.name.contains("twice")) {
        for extent in [Extent::File, Extent::Line, Extent::Clause] {
            for (damaged, original) in cases(family, extent) {
                for content in untrue(&damaged, &original, family.rule) {
                    problems += &format!("{}: {content}\n", family.name);
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

/// The share of the characters of `expected` that are right in `found`: those that stand in both in the same order.
fn accuracy(expected: &str, found: &str) -> f64 {
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (lines(expected), lines(found));
    let total = expected.chars().count().max(1);
    let common: usize = if a.len() == b.len() {
        a.iter().zip(&b).map(|(a, b)| common(a, b)).sum::<usize>() + a.len() - 1
    } else {
        common(expected, found)
    };
    common as f64 / total as f64
}

/// The length of the longest common subsequence, in characters.
fn common(a: &str, b: &str) -> usize {
    if a == b {
        return a.chars().count();
    }
    let b: Vec<char> = b.chars().collect();
    let mut row = vec![0; b.len() + 1];
    for c in a.chars() {
        let mut corner = 0;
        for (i, other) in b.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if c == *other { corner + 1 } else { above.max(row[i]) };
            corner = above;
        }
    }
    row[b.len()]
}

#[derive(Clone, Copy)]
enum Extent {
    File,
    Line,
    Clause,
}

/// Damaged texts with what they were: whole files, one line in a sound file, one clause in a sound line.
fn cases(family: &Family, extent: Extent) -> Vec<(String, String)> {
    let mut cases = Vec::new();
    for text in prose(family.script) {
        // What the charset cannot write is no part of the original.
        let lost = |c: &char| !(family.damage)(&format!("，{c}，")).contains("&#");
        let text: String = text.chars().filter(lost).collect();
        let text = original(family, &text);
        match extent {
            Extent::File => cases.push(((family.damage)(&text), text)),
            Extent::Line => {
                let lines: Vec<&str> = text.split('\n').collect();
                for at in (0..lines.len()).filter(|at| lines[*at].chars().count() >= 12).step_by(3).take(12) {
                    let mut damaged = lines.clone();
                    let line = (family.damage)(lines[at]);
                    damaged[at] = &line;
                    cases.push((damaged.join("\n"), text.clone()));
                }
            }
            Extent::Clause => {
                let clauses = text
                    .split(['，', '。', '\n'])
                    .filter(|clause| (6..40).contains(&clause.chars().count()) && !clause.is_ascii());
                for clause in clauses.step_by(4).take(20) {
                    let start = clause.as_ptr() as usize - text.as_ptr() as usize;
                    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
                    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
                    let damaged = (family.damage)(clause);
                    let line = [&text[line_start..start], &damaged, &text[start + clause.len()..line_end]].concat();
                    cases.push((line, text[line_start..line_end].to_owned()));
                }
            }
        }
    }
    cases
}

/// `text` without the characters that the family's first charset lacks.
fn original(family: &Family, text: &str) -> String {
    let encoding = match family.name.split(' ').next() {
        Some("GBK") => GBK,
        Some("Big5") => BIG5,
        _ => return text.to_owned(),
    };
    encoding.decode_without_bom_handling(&encoded(encoding, text)).0.into_owned()
}

#[test]
fn what_was_damaged_is_repaired() {
    let mut table = String::from("\nfamily                    extent   right    exact    right by Safe fixes\n");
    let mut problems = String::new();
    let only = std::env::var("ONLY").unwrap_or_default();
    for family in FAMILIES.iter().filter(|family| family.name.contains(&only)) {
        for (extent, floor) in [Extent::File, Extent::Line, Extent::Clause].into_iter().zip(family.floor) {
            let cases = cases(family, extent);
            let (mut exact, mut right, mut all, mut safe) = (0, 0.0, 0.0, 0.0);
            for (damaged, original) in &cases {
                let found = repaired(damaged, family.rule, Applicability::Unsafe);
                let certain = repaired(damaged, family.rule, Applicability::Safe);
                let changed = damaged_characters(damaged, original) as f64;
                let mended = |text: &str| {
                    let wrong = (1.0 - accuracy(original, text)) * original.chars().count() as f64;
                    (changed - wrong).max(0.0)
                };
                right += mended(&found);
                safe += mended(&certain);
                all += changed;
                exact += usize::from(found == *original);
            }
            let accuracy = if all > 0.0 { right / all } else { 1.0 };
            let name = match extent {
                Extent::File => "file",
                Extent::Line => "line",
                Extent::Clause => "clause",
            };
            table += &format!(
                "{:<26}{name:<8} {accuracy:>8.4}  {exact:>3}/{:<3}  {:>5.2}\n",
                family.name,
                cases.len(),
                if all > 0.0 { safe / all } else { 1.0 }
            );
            if accuracy < floor {
                problems += &format!("{} {name}: {accuracy:.4} < {floor}\n", family.name);
            }
        }
    }
    println!("{table}");
    assert!(problems.is_empty(), "{table}\n{problems}");
}

/// How many characters of `original` the damage hit: those of the lines, or the clause, that are not the same.
fn damaged_characters(damaged: &str, original: &str) -> usize {
    let prefix = damaged.chars().zip(original.chars()).take_while(|(a, b)| a == b).count();
    let suffix = damaged.chars().rev().zip(original.chars().rev()).take_while(|(a, b)| a == b).count();
    original.chars().count().saturating_sub(prefix + suffix).max(1)
}

/// Prints how fast lines are scanned: `cargo test --release --test charsets -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed() {
    let clean = prose(Script::Both).concat().repeat(40);
    let speed = |text: &str| {
        let start = std::time::Instant::now();
        let found: usize = text.lines().map(|line| zhengwen::mojibake::scan(line).len()).sum();
        (text.len() as f64 / start.elapsed().as_secs_f64() / 1e6, found)
    };
    println!("clean: {:?} MB/s, candidates", speed(&clean));
    for family in FAMILIES {
        let text = (family.damage)(&prose(family.script).concat()).repeat(20);
        println!("{}: {:?}", family.name, speed(&text));
    }
}

/// A line of nothing but damage costs in proportion to its length.
#[test]
fn a_long_damaged_line_costs_what_its_length_says() {
    for family in FAMILIES {
        let line = (family.damage)("霧嶺市公布數據，产业发展的报告说明了情况。").replace('\n', "");
        let time = |count: usize| {
            let text = line.repeat(count);
            let start = std::time::Instant::now();
            let found = zhengwen::mojibake::scan(&text).len();
            (start.elapsed().as_secs_f64(), found)
        };
        time(10);
        let ((short, _), (long, _)) = (time(200), time(2000));
        assert!(long < 40.0 * short + 0.05, "{}: {short} s, ten times as much {long} s", family.name);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in proptest::collection::vec(proptest::prop_oneof![
        proptest::char::any().prop_map(String::from),
        proptest::char::range('\u{80}', '\u{FF}').prop_map(String::from),
        proptest::sample::select(vec!["锛?", "鐨", "\u{FFFD}", "?", "€", "涓\u{E1A4}浗", "ㄛ", "｣ｬ", "돨", "ï¼Œ", "\0", "\u{E000}", "a", "，"])
            .prop_map(str::to_owned),
    ], 0..40)) {
        let text = text.concat();
        for up_to in [Applicability::Safe, Applicability::Unsafe] {
            repaired(&text, "M1", up_to);
        }
        for candidate in zhengwen::mojibake::scan(text.lines().next().unwrap_or_default()) {
            let line = text.lines().next().unwrap_or_default();
            let damaged = zhengwen::mojibake::Damaged { candidate: &candidate, applicability: candidate.at_best, run: None };
            let _ = damaged.repair(line);
        }
        // Each rule runs behind a boundary that hides its panics.
        prop_assert!(lint::boundary::take_broken().is_empty());
    }
}
