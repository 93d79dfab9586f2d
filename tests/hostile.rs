//! Text that was never meant to be read: no text makes the rules panic or repair without end, and a line of nothing but
//! damage costs time in proportion to its length.
//!
//! `ZHENGWEN_HOSTILE=10 cargo test --release --test hostile -- --nocapture` takes lines of 10 MB instead of one.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test, and it tells what it measured")]

use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::select::Selection;
use zhengwen::lint::{Finding, edits};
use zhengwen::text::edit::{Applicability, apply};

/// As often as `zhengwen fix` looks at a text again.
const PASSES: usize = 10;

/// What is left of damaged text, and what looks like it; with some text around which it may stand.
const FRAGMENTS: &[&str] = &[
    "?xùn)",
    "?。",
    "?，",
    "\u{FFFD}",
    "\u{FFFD}，",
    "\u{FFFD}xùn)",
    "\u{E000}",
    "\u{E5E5}",
    "\u{F8FF}",
    "\u{F0000}",
    "锛?",
    "銆?",
    "涓浗",
    "鏄",
    "Ã¤",
    "ä¸\u{AD}",
    "â€œ",
    "Â\u{A0}",
    "&nbsp;",
    "&amp;lt;",
    "&#20013;",
    "&#x4E2D;",
    "&#",
    "amp;",
    "=E4=B8=AD",
    "=E4=B8",
    "=\n",
    "=3D",
    "\\u4e2d",
    "\\u4e",
    "\\ud83d\\ude00",
    "\\ud83d",
    "u4e2du56fd",
    "%E4%B8%AD",
    "%E4%B8",
    "%25E4",
    "\\xe4\\xb8\\xad",
    "b'\\xe4",
    "~{VPND~}",
    "+Ti1W/Q-",
    "ｶﾀｶﾅ",
    "ﾃﾞ",
    "｡",
    "\u{200D}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{202E}",
    "\u{AD}",
    "\u{85}",
    "\0",
    "\u{1B}",
    "锟斤拷",
    "烫烫烫",
    "屯屯屯",
    "⼈",
    "⺎",
    "\u{F914}",
    "\u{2F800}",
    "Ａ",
    "２",
    "€",
    "ü€",
    "\u{A0}",
    "聽",
    "骋叠碍",
    "產(chǎn)",
    "業(yè)",
    "業(",
    "yè)",
    "(chǎn)",
    "動?xùn)|",
    "經?jīng)",
    "霧嶺市統計局",
    "公布，",
    "霧",
    "。",
    "，",
    "?",
    "(",
    ")",
    "a",
    "1",
    " ",
    "\u{3000}",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "😀",
    "𠮷",
    "e\u{301}",
    "👩\u{200D}👧",
    "ㄒ",
    "한",
    "の",
];

fn fragments() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        // The same many times over, which is what makes the document sure of itself.
        2 => (prop::sample::select(FRAGMENTS), 2usize..30).prop_map(|(it, times)| it.repeat(times)),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn damage_rules() -> Arc<Config> {
    let selection = Selection::new(&["M"], &[]).unwrap();
    Arc::new(Config { selection, ..Config::default() })
}

fn safe(findings: &[Finding]) -> Vec<zhengwen::text::edit::Edit> {
    edits(findings, Applicability::Safe)
}

/// As `zhengwen fix` does it: until there is nothing left that is Safe.
fn fix(text: &str, config: &Arc<Config>) -> (String, bool) {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        let edits = safe(&Article::new(&text, Arc::clone(config)).findings());
        if edits.is_empty() {
            return (text, true);
        }
        text = apply(&text, &edits);
    }
    (text, false)
}

fn check(text: &str, config: &Arc<Config>) -> Result<(), TestCaseError> {
    let article = Article::new(text, Arc::clone(config));
    for finding in article.findings() {
        prop_assert!(text.get(finding.span.range()).is_some(), "{:?} {:?}", finding.rule, finding.span);
        for fix in finding.fix.iter().chain(&finding.alternatives) {
            prop_assert!(fix.edits.iter().all(|edit| text.get(edit.span.range()).is_some()), "{:?}", finding);
        }
    }
    // What is not Safe may be taken one at a time, and must not lead anywhere that panics.
    let all = edits(&article.findings(), Applicability::Manual);
    let _ = Article::new(&apply(text, &all), Arc::clone(config)).findings();
    let (once, settled) = fix(text, config);
    prop_assert!(settled, "not done after {} passes: {:?}", PASSES, once);
    prop_assert_eq!(&fix(&once, config).0, &once);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text, &damage_rules())?;
    }

    #[test]
    fn any_damage(text in fragments()) {
        check(&text, &damage_rules())?;
    }

    #[test]
    fn any_damage_with_all_rules(text in fragments()) {
        check(&text, &Arc::default())?;
    }
}

/// Lines of nothing but damage, by kind. What is given up in a line may be taken up in the next.
const KINDS: &[(&str, &str)] = &[
    ("glosses", "產(chǎn)業(yè)發(fā)網(wǎng)級(jí)統(tǒng)"),
    ("shifted glosses", "動?xùn)|"),
    ("shifted glosses, 8 in a line", "動?xùn)|動?xùn)|動?xùn)|動?xùn)|動?xùn)|動?xùn)|動?xùn)|動?xùn)|\n"),
    ("shifted glosses without text", "?xùn)"),
    ("cut characters", "?。"),
    ("cut characters between others", "霧嶺市統?，計局公?。"),
    ("silent cuts", "\u{FFFD}，"),
    ("lost characters", "\u{FFFD}"),
    ("question marks", "?"),
    ("brackets", "("),
    ("private use", "\u{E000}\u{E5E5}"),
    ("UTF-8 read as GBK", "涓浗锛?鏄銆?"),
    ("UTF-8 read as Latin", "Ã¤Â¸Â\u{AD}â€œ"),
    ("entities", "&amp;lt;&nbsp;&#20013;"),
    ("half entities", "&#"),
    ("bare entities", "amp;nbsp;"),
    ("quoted-printable", "=E4=B8=AD"),
    ("half quoted-printable", "=E4=B8"),
    ("escapes", "\\u4e2d\\ud83d"),
    ("bare escapes", "u4e2du56fd"),
    ("percent signs", "%E4%B8%AD%25E4"),
    ("byte literals", "\\xe4\\xb8\\xad"),
    ("seven bits", "~{VPND~}+Ti1W/Q-"),
    ("half-width katakana", "ｶﾀｶﾅﾃﾞ｡"),
    ("joiners", "\u{200D}"),
    ("invisible characters", "\u{200B}\u{FEFF}\u{AD}"),
    ("controls", "\u{85}\0"),
    ("telltales", "锟斤拷烫烫烫聽"),
    ("radicals", "⼈⺎\u{F914}\u{2F800}"),
    ("full-width letters", "Ａ２"),
    ("euro signs", "ü€"),
    ("cipher", "骋叠碍"),
];

/// Reading, listing and putting together the repair of `text`.
fn time(text: &str, config: &Arc<Config>) -> Duration {
    let begin = Instant::now();
    let article = Article::new(text, Arc::clone(config));
    let edits = safe(&article.findings());
    std::hint::black_box(apply(text, &edits));
    begin.elapsed()
}

/// What a measurement has to take at least for its noise not to matter, and for the longest to be bearable.
const MEASURABLE: Duration = Duration::from_millis(400);

#[test]
fn nothing_but_damage_in_one_line() {
    let megabytes = std::env::var("ZHENGWEN_HOSTILE").ok().and_then(|it| it.parse().ok());
    let most = megabytes.unwrap_or(1) << 20;
    let only = std::env::var("ZHENGWEN_HOSTILE_KIND").unwrap_or_default();
    let config = damage_rules();
    let mut slow = Vec::new();
    println!("{:32} {:>10} {:>10} {:>10} {:>7} {:>8}", "", "1/8", "full", "bytes", "ratio", "MB/s");
    for (kind, unit) in KINDS.iter().filter(|(kind, _)| kind.contains(&only)) {
        let line = |bytes: usize| unit.repeat(bytes / unit.len());
        // What is slow is measured on a shorter line, so that the test ends.
        let mut eighth = most >> 8;
        let mut short = time(&line(eighth), &config);
        while short < MEASURABLE && eighth < most / 8 {
            eighth *= 2;
            short = time(&line(eighth), &config);
        }
        let (eighth, full) = (line(eighth), line(8 * eighth));
        let mut long = time(&full, &config);
        let is_slow = |short: Duration, long| long > 16 * short + Duration::from_millis(300);
        // Eight times the text in eight times the time. Twice that is left to a busy machine; a square would be 64. Once
        // more, both, if the machine was busier than that.
        for _ in 0..2 {
            if is_slow(short, long) {
                short = short.max(time(&eighth, &config));
                long = long.min(time(&full, &config));
            }
        }
        let ratio = long.as_secs_f64() / short.as_secs_f64();
        let speed = full.len() as f64 / 1e6 / long.as_secs_f64();
        println!("{kind:32} {short:>10.1?} {long:>10.1?} {:>10} {ratio:>7.1} {speed:>8.2}", full.len());
        if is_slow(short, long) {
            slow.push(format!("{kind}: {short:?}, and for eight times as much {long:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
