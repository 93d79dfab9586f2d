//! Escapes, there and back: clean text, damaged as the damage happens, comes back from the fix as it was.
//!
//! The forward mechanisms are written here on their own, from the definitions of the encodings, so that a rule that
//! misunderstands one does not agree with itself. Each is applied to whole files, to one line and to one clause.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use encoding_rs::{GB18030, GBK};
use proptest::prelude::*;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::{self, registry};
use zhengwen::mojibake;
use zhengwen::text::edit::{self, Applicability};

type Forward = fn(&str) -> String;

/// One way of damage: the rule that undoes it, its name, and how far a fix must go for a file, a line and a clause.
struct Family {
    code: &'static str,
    name: &'static str,
    forward: Forward,
    needs: [Need; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Need {
    Safe,
    Unsafe,
    /// Not undone, for a reason that the rule's page gives.
    Stays,
}
use Need::{Safe, Stays, Unsafe};

fn each(text: &str, change: impl Fn(char) -> Option<String>) -> String {
    text.chars().map(|c| change(c).unwrap_or_else(|| c.to_string())).collect()
}

/// Every line by itself, so that line ends stay.
fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            let content = line.trim_end_matches('\n');
            change(content) + &line[content.len()..]
        })
        .collect()
}

fn units(c: char, format: impl Fn(u16) -> String) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format(*unit)).collect()
}

fn not_ascii(text: &str, change: impl Fn(char) -> String) -> String {
    each(text, |c| (!c.is_ascii()).then(|| change(c)))
}

fn bytes(text: &str, format: impl Fn(u8) -> String) -> String {
    not_ascii(text, |c| c.to_string().bytes().map(&format).collect())
}

/// As GBK, with trail bytes that are ASCII left as they are, as encoders do.
fn gbk_bytes(text: &str, format: impl Fn(u8) -> String) -> String {
    not_ascii(text, |c| {
        let c = c.to_string();
        let (bytes, _, unmappable) = GBK.encode(&c);
        if unmappable {
            return c;
        }
        bytes
            .iter()
            .map(|byte| if byte.is_ascii_alphabetic() { char::from(*byte).to_string() } else { format(*byte) })
            .collect()
    })
}

fn base64(bytes: &[u8], pad: bool) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..=chunk.len() {
            out.push(LETTERS[(word >> (18 - 6 * i)) as usize & 63].into());
        }
        out.push_str(if pad { &"=="[..3 - chunk.len()] } else { "" });
    }
    out
}

/// `shift` on each run of characters that are no ASCII.
fn shifted(text: &str, shift: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let wide = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        if wide > 0 {
            out.push_str(&shift(&rest[..wide]).unwrap_or_else(|| rest[..wide].to_owned()));
        }
        rest = &rest[wide..];
    }
    out
}

fn utf7(text: &str) -> String {
    let plus = text.replace('+', "+-");
    shifted(&plus, |wide| {
        let bytes: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
        Some(format!("+{}-", base64(&bytes, false)))
    })
}

/// Only what GB 2312 holds: the others stay.
fn hz(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        let utf8 = c.to_string();
        let (bytes, _, unmappable) = GBK.encode(&utf8);
        let seven = match *bytes {
            [lead @ 0xA1..=0xF7, trail @ 0xA1..=0xFE] if !unmappable => Some([lead & 0x7F, trail & 0x7F]),
            _ => None,
        };
        if seven.is_some() != inside {
            out.push_str(if inside { "~}" } else { "~{" });
            inside = !inside;
        }
        match seven {
            Some(pair) => out.extend(pair.map(char::from)),
            None => out.push(c),
        }
    }
    out + if inside { "~}" } else { "" }
}

fn mime_words(text: &str) -> String {
    lines(text, |line| {
        shifted(line, |wide| {
            let (bytes, _, unmappable) = GB18030.encode(wide);
            (!unmappable).then(|| format!("=?GB18030?B?{}?=", base64(&bytes, true)))
        })
    })
}

/// ASCII in full width and back is not told apart, so only digits and letters.
fn full_width(text: &str) -> String {
    each(text, |c| c.is_ascii_alphanumeric().then(|| char::from_u32(u32::from(c) + 0xFEE0).unwrap().to_string()))
}

fn radicals(text: &str) -> String {
    // Six shapes that occur everywhere, as a PDF's font has them.
    each(text, |c| {
        let radical = match c {
            '人' => '⼈',
            '工' => '⼯',
            '日' => '⽇',
            '山' => '⼭',
            '大' => '⼤',
            '水' => '⽔',
            '生' => '⽣',
            '小' => '⼩',
            '力' => '⼒',
            '文' => '⽂',
            _ => return None,
        };
        Some(radical.to_string())
    })
}

fn every(text: &str, gap: usize, insert: &str) -> String {
    lines(text, |line| {
        let chars: Vec<char> = line.chars().collect();
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let mut out = String::new();
        for (i, c) in chars.iter().enumerate() {
            out.push(*c);
            if i % gap == 0 && is_han(*c) && chars.get(i + 1).is_some_and(|c| is_han(*c)) {
                out.push_str(insert);
            }
        }
        out
    })
}

fn named(text: &str) -> String {
    each(text, |c| {
        Some(
            match c {
                '“' => "&ldquo;",
                '”' => "&rdquo;",
                '—' => "&mdash;",
                '…' => "&hellip;",
                '·' => "&middot;",
                '&' => "&amp;",
                _ => return None,
            }
            .to_owned(),
        )
    })
}

static FAMILIES: &[Family] = &[
    Family { code: "M130", name: "byte order marks", forward: |t| every(t, 9, "\u{FEFF}"), needs: [Safe; 3] },
    Family {
        code: "M130",
        name: "their Western form",
        forward: |t| lines(t, |l| if l.trim().is_empty() { l.to_owned() } else { format!("ï»¿{l}") }),
        needs: [Safe, Safe, Safe],
    },
    Family { code: "M132", name: "named entities", forward: named, needs: [Safe, Unsafe, Unsafe] },
    Family {
        code: "M132",
        name: "decimal entities",
        forward: |t| not_ascii(t, |c| format!("&#{};", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M132",
        name: "hex, escaped twice",
        forward: |t| not_ascii(t, |c| format!("&amp;#x{:x};", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M133",
        name: "entities without &",
        forward: |t| each(t, |c| "，：；！？（）“”、。".contains(c).then(|| format!("#x{:x};", u32::from(c)))),
        needs: [Safe, Safe, Unsafe],
    },
    Family {
        code: "M133",
        name: "full-width entities",
        forward: |t| each(t, |c| "，：；！？（）“”、。".contains(c).then(|| format!("＆＃x{:x}；", u32::from(c)))),
        needs: [Safe, Safe, Unsafe],
    },
    Family {
        code: "M134",
        name: "\\u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("\\u{u:04x}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "\\\\u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("\\\\u{u:04x}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "%u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("%u{u:04X}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "\\x{}",
        forward: |t| not_ascii(t, |c| format!("\\x{{{:x}}}", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "bare u",
        forward: |t| each(t, |c| ('\u{4E00}'..='\u{9FFF}').contains(&c).then(|| format!("u{:04x}", u32::from(c)))),
        needs: [Safe; 3],
    },
    Family {
        code: "M135",
        name: "percent, UTF-8",
        forward: |t| bytes(&t.replace('%', "%25"), |b| format!("%{b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M135",
        name: "percent, GBK",
        forward: |t| gbk_bytes(&t.replace('%', "%25"), |b| format!("%{b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M136",
        name: "quoted-printable, UTF-8",
        forward: |t| bytes(&t.replace('=', "=3D"), |b| format!("={b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M136",
        name: "quoted-printable, GBK",
        forward: |t| gbk_bytes(&t.replace('=', "=3D"), |b| format!("={b:02X}")),
        needs: [Safe; 3],
    },
    Family { code: "M136", name: "MIME words", forward: mime_words, needs: [Safe; 3] },
    Family { code: "M137", name: "\\x", forward: |t| bytes(t, |b| format!("\\x{b:02x}")), needs: [Safe; 3] },
    Family { code: "M137", name: "octal", forward: |t| bytes(t, |b| format!("\\{b:03o}")), needs: [Safe; 3] },
    Family {
        code: "M137",
        name: "b'...'",
        forward: |t| {
            lines(
                t,
                |l| if l.is_ascii() { l.to_owned() } else { format!("b'{}'", bytes(l, |b| format!("\\x{b:02x}"))) },
            )
        },
        needs: [Safe; 3],
    },
    Family { code: "M138", name: "UTF-7", forward: utf7, needs: [Stays, Safe, Safe] },
    Family { code: "M138", name: "HZ", forward: hz, needs: [Safe; 3] },
    Family { code: "M142", name: "full width", forward: full_width, needs: [Stays, Unsafe, Unsafe] },
    Family {
        code: "M143",
        name: "half-width marks",
        forward: |t| {
            each(t, |c| {
                Some(
                    match c {
                        '。' => "｡",
                        '、' => "､",
                        '「' => "｢",
                        '」' => "｣",
                        _ => return None,
                    }
                    .to_owned(),
                )
            })
        },
        needs: [Safe, Unsafe, Unsafe],
    },
    Family { code: "M144", name: "radicals", forward: radicals, needs: [Unsafe, Stays, Unsafe] },
    Family {
        code: "M145",
        name: "compatibility",
        forward: |t| {
            each(t, |c| {
                Some(
                    match c {
                        '年' => "\u{F98E}",
                        '立' => "\u{F9F7}",
                        '來' => "\u{F92D}",
                        '林' => "\u{F9F4}",
                        '行' => "\u{FA08}",
                        '海' => "\u{FA45}",
                        _ => return None,
                    }
                    .to_owned(),
                )
            })
        },
        needs: [Safe; 3],
    },
    Family { code: "M146", name: "zero-width spaces", forward: |t| every(t, 5, "\u{200B}"), needs: [Safe; 3] },
    Family { code: "M147", name: "null characters", forward: |t| every(t, 5, "\0"), needs: [Safe; 3] },
];

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
