//! How well boilerplate is told from articles, on pages labelled by line: those that the rules were made with, and
//! those that were held out.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

#[allow(dead_code, reason = "two tests use it, each a part")]
#[path = "boilerplate/labelled.rs"]
mod labelled;
#[allow(dead_code, reason = "two tests use it, each a part")]
#[path = "boilerplate/score.rs"]
mod score;

use labelled::{KEPT, PASSES, Page, articles, fixed, pages, pages_in};
use score::Score;
use std::collections::{BTreeMap, BTreeSet};
use zhengwen::boilerplate;
use zhengwen::text::edit::Applicability;

/// What is found, by number of line.
fn found(text: &str) -> BTreeMap<usize, &'static str> {
    boilerplate::lines(text).into_iter().map(|(number, mark, _)| (number, mark.rule.name)).collect()
}

/// What is made of the lines of `pages`, by what is found with `up_to` this certainty.
fn score(pages: &[Page], up_to: Applicability, verbose: bool) -> Score {
    let mut score = Score::default();
    for page in pages {
        let found: BTreeMap<usize, &str> = boilerplate::lines(&page.text())
            .into_iter()
            .filter(|(.., applicability)| *applicability <= up_to)
            .map(|(number, mark, _)| (number, mark.rule.name))
            .collect();
        for (index, (class, text)) in page.lines.iter().enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            let kept = KEPT.contains(&class.as_str());
            let length = text.chars().count();
            let rule = found.get(&(index + 1));
            score.count(kept, rule.is_some(), rule.is_some(), length);
            match rule {
                Some(rule) if kept && verbose => println!("{}:{} lost {class}: {text} ({rule})", page.name, index + 1),
                None if !kept && verbose => println!("{}:{} left {class}: {text}", page.name, index + 1),
                _ => {}
            }
        }
    }
    score
}

fn report(name: &str, score: &Score) {
    for (kind, (precision, recall, f1)) in [("removed", score.removed()), ("kept", score.kept())] {
        println!("{name} {kind}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
    }
    println!("{name}: body characters lost {} of {}", score.body_characters_lost, score.body_characters);
}

/// The round in which a page was written, by the end of its name. Every round was written without looking at how the
/// rules did on it, after they had been tuned on the rounds before; then they were tuned on it too.
///
/// F1 of removed and kept lines at first sight: `a` 0.957 and 0.964, `b` 0.952 and 0.960, `c` 0.817 and 0.840, `d` 0.939
/// and 0.897. Those are short pages with little around the article. From `e` on they are like real ones, most of whose
/// lines are not article: `e` 0.553 and 0.354, and 0.504 and 0.387 for the pages that were held out. `l` to `o` were
/// written to be hard, in what programs get wrong: 0.912 and 0.834, 0.911 and 0.786, 0.928 and 0.846, 0.889 and 0.718.
fn round(page: &Page) -> &str {
    page.name.rsplit_once('-').map_or("", |(_, round)| round)
}

#[test]
fn pages_written_for_the_project() {
    let all = pages();
    assert!(all.len() >= 60, "{} pages", all.len());
    let rounds: BTreeSet<&str> = all.iter().map(round).collect();
    for name in rounds {
        let pages: Vec<Page> = pages().into_iter().filter(|page| round(page) == name).collect();
        println!("round {name}: {} pages", pages.len());
        report(name, &score(&pages, Applicability::Unsafe, std::env::var_os("ZHENGWEN_VERBOSE").is_some()));
    }
    let short: Vec<Page> = pages().into_iter().filter(|page| ["a", "b", "c", "d"].contains(&round(page))).collect();
    let seen = score(&short, Applicability::Unsafe, false);
    report("short pages", &seen);
    assert!(seen.removed().2 >= 0.985, "removed");
    assert!(seen.kept().2 >= 0.980, "kept");
    assert_eq!(seen.body_characters_lost, 0);
    let (long, hard): (Vec<Page>, Vec<Page>) = all.into_iter().partition(|page| round(page) < "l");
    let seen = score(&long, Applicability::Unsafe, false);
    report("rounds a to k", &seen);
    assert!(seen.removed().2 >= 0.965, "removed");
    assert!(seen.kept().2 >= 0.925, "kept");
    let seen = score(&hard, Applicability::Unsafe, false);
    report("rounds l to o", &seen);
    assert!(seen.removed().2 >= 0.950, "removed");
    assert!(seen.kept().2 >= 0.890, "kept");
}

/// Pages of which nobody who wrote the rules has seen a line, and on which nothing was tuned.
#[test]
fn pages_that_were_held_out() {
    let pages = pages_in("held_out");
    let found = score(&pages, Applicability::Unsafe, false);
    println!("held out: {} pages", pages.len());
    report("all that is found", &found);
    let safe = score(&pages, Applicability::Safe, false);
    report("what `fix` removes by itself", &safe);
    // Below what is reached, so that it does not get worse unseen. What has to be reached is the next test.
    assert!(found.removed().2 >= 0.930, "removed");
    assert!(found.kept().2 >= 0.760, "kept");
    assert!(safe.body_characters_lost * 100 < safe.body_characters, "characters");
}

/// `cargo test --test pages -- --ignored the_goals`
#[test]
#[ignore = "not reached yet"]
fn the_goals_are_reached() {
    let pages = pages_in("held_out");
    let found = score(&pages, Applicability::Unsafe, false);
    let safe = score(&pages, Applicability::Safe, false);
    assert!(found.removed().2 >= 0.97, "removed");
    assert!(found.kept().2 >= 0.95, "kept");
    assert!(safe.body_characters_lost * 1000 < safe.body_characters, "characters");
}

#[test]
fn fixing_until_there_is_no_more_to_do_costs_hardly_any_text() {
    for (name, pages) in [("held out", pages_in("held_out")), ("looked at", pages())] {
        for up_to in [Applicability::Safe, Applicability::Unsafe] {
            let (mut lost, mut all, mut rounds) = (0, 0, 0);
            for page in &pages {
                let (left, round) = fixed(&page.text(), up_to);
                rounds = rounds.max(round);
                let kept = |index: usize| KEPT.contains(&page.lines[index].0.as_str());
                all += (0..page.lines.len())
                    .filter(|at| kept(*at))
                    .map(|at| page.lines[at].1.chars().count())
                    .sum::<usize>();
                let whole = page.text();
                let diff = similar::TextDiff::from_lines(&whole, &left);
                let gone = diff.iter_all_changes().filter(|change| change.tag() == similar::ChangeTag::Delete);
                let gone = gone.filter_map(|change| change.old_index()).filter(|at| kept(*at));
                // A caption that ran into a paragraph is split off, and all the rest stays.
                let gone = gone.map(|at| page.lines[at].1.as_str()).filter(|line| boilerplate::parts(line).is_empty());
                lost += gone.map(|line| line.chars().count()).sum::<usize>();
            }
            println!("{name}, {up_to:?}: {lost} of {all} characters of the articles lost, {rounds} rounds at most");
            assert!(up_to == Applicability::Unsafe || lost * 200 < all);
            assert!(rounds < PASSES);
        }
    }
}

/// For `train.py`: every line of the labelled pages with what the rules make of it alone.
#[test]
#[ignore = "prints what the layout is trained on"]
fn dump() {
    let mut all = vec![];
    for (set, folder) in [("train", "pages"), ("test", "held_out")] {
        all.extend(pages_in(folder).into_iter().map(|page| (set, page)));
    }
    let kinds: BTreeSet<String> =
        articles("clean").into_iter().map(|(name, _)| name.split(' ').next().unwrap().to_owned()).collect();
    for (name, text) in articles("clean") {
        let kind = kinds.iter().position(|kind| name.starts_with(kind)).unwrap();
        let lines = text.lines().map(|line| ("body".to_owned(), line.to_owned())).collect();
        all.push((if kind % 2 == 0 { "cleantrain" } else { "cleantest" }, Page { name, lines }));
    }
    for (set, page) in all {
        let found = found(&page.text());
        let described = boilerplate::layout::described(&page.text());
        for (index, (class, text)) in page.lines.iter().enumerate() {
            let line = boilerplate::Line::new(text);
            let marks: Vec<_> = boilerplate::marks(&line)
                .iter()
                .map(|mark| serde_json::json!([mark.rule.name, format!("{:?}", mark.cue.weight)]))
                .collect();
            let s = line.shape;
            let answers: serde_json::Map<_, _> =
                described[index].iter().map(|(name, answer)| ((*name).to_owned(), (*answer).into())).collect();
            let value = serde_json::json!({"answers": answers, "set": set, "page": page.name, "class": class, "kept": KEPT.contains(&class.as_str()), "text": text,
                "folded": boilerplate::layout::folded(text), "found": found.get(&(index + 1)), "marks": marks, "shape": [s.characters, s.han, s.marks, s.stops, s.digits, s.separators]});
            println!("DUMP {value}");
        }
    }
}
