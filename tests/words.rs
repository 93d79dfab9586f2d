//! How often the word model finds a character of which only the second GBK byte is left, by its neighbours.
//!
//! Not run with the others, for it needs prose that the model was not made from:
//! `PROSE=a.txt:b.txt cargo test --release --test words -- --ignored --nocapture`

use std::time::Instant;
use zhengwen::mojibake::words::{text_cost, word_cost};
use zhengwen::text::han;

const CONTEXT: usize = 6;
const SAMPLES: usize = 1000;

/// Text before the character, the character, and text after it.
type Sample = (String, char, String);

#[test]
#[ignore = "needs prose, named in $PROSE"]
fn accuracy() {
    for path in std::env::var("PROSE").unwrap().split(':') {
        let text = std::fs::read_to_string(path).unwrap();
        for (name, cost) in [("word_cost", word_cost as fn(&str) -> f32), ("text_cost", text_cost)] {
            for (place, samples) in [("anywhere", samples(&text, false)), ("before a mark", samples(&text, true))] {
                let start = Instant::now();
                let ranks: Vec<_> = samples.iter().map(|sample| rank(sample, cost, false)).collect();
                let calls: usize = samples.iter().map(|(_, c, _)| candidates(*c).len()).sum();
                let micros = start.elapsed().as_secs_f64() * 1e6 / calls.max(1) as f64;
                let fitting: Vec<_> = samples.iter().map(|sample| rank(sample, cost, true)).collect();
                let share = |ranks: &[usize], first: usize| {
                    100.0 * ranks.iter().filter(|rank| **rank < first).count() as f64 / ranks.len().max(1) as f64
                };
                println!(
                    "{path} {name} {place}: {} samples, first {:.1} %, first five {:.1} %; in the script of the text \
                     {:.1} %, {:.1} %; {micros:.2} µs a candidate",
                    ranks.len(),
                    share(&ranks, 1),
                    share(&ranks, 5),
                    share(&fitting, 1),
                    share(&fitting, 5)
                );
                assert!(share(&ranks, 5) > 80.0);
            }
        }
    }
}

/// Spread evenly over the text: characters of two GBK bytes, each with its neighbours on the same line.
fn samples(text: &str, before_mark: bool) -> Vec<Sample> {
    let mut samples = Vec::new();
    for line in text.lines() {
        let chars: Vec<char> = line.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        if chars.iter().filter(|c| han::is_han(**c)).count() < 12 {
            continue;
        }
        for (i, &c) in chars.iter().enumerate() {
            let mark = chars.get(i + 1).is_some_and(|next| "，。、；：？！,:;?!".contains(*next));
            if han::is_han(c) && han::gbk(c).is_some() && (mark || !before_mark) {
                let before = chars[i.saturating_sub(CONTEXT)..i].iter().collect();
                let after = chars[i + 1..].iter().take(CONTEXT).collect();
                samples.push((before, c, after));
            }
        }
    }
    let step = (samples.len() / SAMPLES).max(1);
    samples.into_iter().step_by(step).take(SAMPLES).collect()
}

/// Every character with the second GBK byte of `c`.
fn candidates(c: char) -> Vec<char> {
    let Some([_, trail]) = han::gbk(c) else { return Vec::new() };
    (0x81..=0xFE).filter_map(|lead| han::from_gbk([lead, trail])).filter(|c| !han::is_private_use(*c)).collect()
}

/// How many candidates come before the right one; with `fitting`, of those that may stand in the script of the text.
fn rank((before, right, after): &Sample, cost: fn(&str) -> f32, fitting: bool) -> usize {
    let around = || before.chars().chain(after.chars());
    let fits = |c: char| {
        !(around().any(han::is_traditional_only) && han::is_simplified_only(c)
            || around().any(han::is_simplified_only) && han::is_traditional_only(c))
    };
    let with = |c: char| cost(&format!("{before}{c}{after}"));
    let least = with(*right);
    candidates(*right).into_iter().filter(|c| c != right && (!fitting || fits(*c)) && with(*c) <= least).count()
}
