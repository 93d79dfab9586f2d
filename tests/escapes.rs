//! Escapes, there and back: clean text, damaged as the damage happens, comes back from the fix as it was.
//!
//! The forward mechanisms are written here on their own, from the definitions of the encodings, so that a rule that
//! misunderstands one does not agree with itself. Each is applied to whole files, to one line and to one clause.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

#[path = "escapes/damage.rs"]
mod damage;

use damage::{FAMILIES, Forward, Need};
use proptest::prelude::*;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::{self, registry};
use zhengwen::mojibake;
use zhengwen::text::edit::{self, Applicability};

/// The clean files: our own texts, `seeds/clean`.
fn clean() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/clean");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn fixed(text: &str, code: &str, up_to: Applicability) -> String {
    let selection = lint::select::Selection::new(&[code], &[]).unwrap();
    let findings = Article::new(text, Arc::new(Config { selection, ..Config::default() })).findings();
    edit::apply(text, &edit::select(findings.iter().filter_map(|finding| finding.fix.as_ref()), up_to))
}

/// `text` with `forward` on the longest line, or on its longest clause only.
fn partly(text: &str, forward: Forward, clause_only: bool) -> String {
    let longest = text.lines().max_by_key(|line| line.len()).unwrap();
    let start = longest.as_ptr() as usize - text.as_ptr() as usize;
    let (start, end) = if clause_only {
        let clause = longest.split(['，', '。']).max_by_key(|clause| clause.len()).unwrap();
        let start = clause.as_ptr() as usize - text.as_ptr() as usize;
        (start, start + clause.len())
    } else {
        (start, start + longest.len())
    };
    text[..start].to_owned() + &forward(&text[start..end]) + &text[end..]
}

#[test]
fn what_was_escaped_comes_back() {
    let mut problems = Vec::new();
    println!("{:6}{:26}{:>9}{:>9}{:>9}", "", "", "file", "line", "clause");
    for family in FAMILIES {
        let mut row = Vec::new();
        for (scale, need) in ["file", "line", "clause"].into_iter().zip(family.needs) {
            let (mut safe, mut with_unsafe, mut damaged) = (0, 0, 0);
            for (name, clean) in clean() {
                let text = match scale {
                    "file" => (family.forward)(&clean),
                    _ => partly(&clean, family.forward, scale == "clause"),
                };
                if text == clean {
                    continue;
                }
                damaged += 1;
                let safely = fixed(&text, family.code, Applicability::Safe);
                let fixed =
                    if safely == clean { safely.clone() } else { fixed(&text, family.code, Applicability::Unsafe) };
                safe += usize::from(safely == clean);
                with_unsafe += usize::from(fixed == clean);
                let met = match need {
                    Need::Safe => safely == clean,
                    Need::Unsafe => fixed == clean,
                    Need::Stays => true,
                };
                if !met {
                    let at = fixed.chars().zip(clean.chars()).take_while(|(a, b)| a == b).count();
                    let around = |text: &str| text.chars().skip(at.saturating_sub(8)).take(40).collect::<String>();
                    problems.push(format!(
                        "{} {} {scale} {name}: {:?} and not {:?}",
                        family.code,
                        family.name,
                        around(&fixed),
                        around(&clean)
                    ));
                }
            }
            row.push(format!("{safe}+{}/{damaged}", with_unsafe - safe));
        }
        println!("{:6}{:26}{:>9}{:>9}{:>9}", family.code, family.name, row[0], row[1], row[2]);
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn clean_files_hold_no_finding_of_these_rules() {
    for (name, text) in clean() {
        let findings = Article::new(&text, Arc::new(Config::default())).findings();
        let damage: Vec<_> = findings.iter().filter(|it| it.rule.code.starts_with("M1")).collect();
        assert!(damage.is_empty(), "{name}: {damage:?}");
    }
}

/// Pieces of all the families, and what breaks them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("&amp;"),
        Just("&#"),
        Just("x4e2d"),
        Just("20013"),
        Just(";"),
        Just("；"),
        Just("＆"),
        Just("＃"),
        Just("#xff1a;"),
        Just("\\u"),
        Just("\\x"),
        Just("{"),
        Just("}"),
        Just("d83d"),
        Just("de00"),
        Just("%u"),
        Just("%E4"),
        Just("%B8"),
        Just("%AD"),
        Just("="),
        Just("=E4"),
        Just("=?"),
        Just("?="),
        Just("GB2312"),
        Just("?B?"),
        Just("?Q?"),
        Just("ytA="),
        Just("\\xe4"),
        Just("\\xb8"),
        Just("\\345"),
        Just("b'"),
        Just("'"),
        Just("\""),
        Just("+XgI"),
        Just("-"),
        Just("~{"),
        Just("~}"),
        Just("JP"),
        Just("霧"),
        Just("市"),
        Just("。"),
        Just("“"),
        Just(" "),
        Just("Â"),
        Just("\u{A0}"),
        Just("聽"),
        Just("锘"),
        Just("挎"),
        Just("湰"),
        Just("ï»¿"),
        Just("锟"),
        Just("斤"),
        Just("拷"),
        Just("叫"),
        Just("癸"),
        Just("嚙"),
        Just("踝"),
        Just("蕭"),
        Just("ï¿½"),
        Just("\u{FFFD}"),
        Just("й"),
        Just("?"),
        Just("□"),
        Just("烫"),
        Just("€"),
        Just("冞"),
        Just("\u{E81E}"),
        Just("\u{E000}"),
        Just("２"),
        Just("2"),
        Just("Ａ"),
        Just("ｶ"),
        Just("ﾞ"),
        Just("｡"),
        Just("⼯"),
        Just("\u{2E9A}"),
        Just("\u{F914}"),
        Just("\u{FA0E}"),
        Just("\u{200B}"),
        Just("\u{200D}"),
        Just("\u{AD}"),
        Just("😀"),
        Just("א"),
        Just("\0"),
        Just("\u{1B}["),
        Just("m"),
        Just("\u{85}"),
        Just("\u{2028}"),
        Just("u5e02"),
        Just("\u{FEFF}"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn never_panics_and_stays_in_line(line: &str) {
    for (rule, check) in mojibake::checks() {
        let mut candidates = Vec::new();
        (check.scan)(line, &mut candidates);
        let mut end = 0;
        for candidate in &candidates {
            assert!(
                candidate.start < candidate.end && candidate.start >= end,
                "{}: {candidate:?} of {line:?}",
                rule.code
            );
            end = candidate.end;
            assert!(line.get(candidate.span().range()).is_some(), "{}: {candidate:?} of {line:?}", rule.code);
            assert!(check.signs.intersects(mojibake::Signs::of(line)), "{}: no sign in {line:?}", rule.code);
            let repair = (check.repair)(line, candidate);
            let inside = |edit: &edit::Edit| {
                edit.span.start >= candidate.start as usize && edit.span.end <= candidate.end as usize
            };
            assert!(repair.edits.iter().all(inside), "{}: {repair:?} of {line:?}", rule.code);
            assert!(rule.message.matches('{').count() <= repair.args.len(), "{}: {repair:?} of {line:?}", rule.code);
            (check.trace)(line, candidate);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_do_no_harm(line in pieces()) {
        never_panics_and_stays_in_line(&line);
    }

    #[test]
    fn arbitrary_lines_do_no_harm(line in any::<String>()) {
        never_panics_and_stays_in_line(&line);
    }
}

#[test]
fn cost_is_linear() {
    for piece in [
        "&amp;", "&", "#", "\\u", "%E4", "=E4", "=?", "b'", "b'\\xe4", "+a", "~{", "~{JP", "锟", "锟斤", "锘", "?",
        "\u{FFFD}", "\\345", "ï¿", "Â ", "⼯", "\u{200D}", "\u{1B}[",
    ] {
        let time = |count: usize| {
            let line = piece.repeat(count);
            let start = std::time::Instant::now();
            for (_, check) in mojibake::checks() {
                (check.scan)(&line, &mut Vec::new());
            }
            start.elapsed().as_secs_f64()
        };
        let (short, long) = (time(2_000).max(0.000_5), time(20_000));
        assert!(long < short * 60.0, "{piece:?}: {short} s, then {long} s for ten times as much");
    }
    assert!(registry::RULES.len() > 20);
}
