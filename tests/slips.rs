//! Damage without limit: text that is ours, damaged by the forward mechanism with lists drawn at random from all
//! Traditional characters of GBK, random marks and cuts, every decoder, with and without the fold and private use; then
//! repaired, and compared with the truth. New seeds each run: `ZHENGWEN_SEED=n` runs one again.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test, and it tells what it counted")]

#[allow(dead_code, reason = "two tests use it, each a part")]
mod lots;

use lots::Lots;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{SystemTime, UNIX_EPOCH};
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::Finding;
use zhengwen::lint::select::Selection;
use zhengwen::mojibake::forward::{CutSites, Damage, Decoder, PrivateUse, folded};
use zhengwen::text::edit::Applicability;
use zhengwen::text::han;

/// At least so many damaged runs are made and read back.
const RUNS: usize = 2400;

/// Whether a labelled page is of round `a` to `d`: see `tests/pages.rs`.
fn is_of_an_early_round(page: &Path) -> bool {
    page.file_stem()
        .is_some_and(|name| ["-a", "-b", "-c", "-d"].iter().any(|round| name.to_string_lossy().ends_with(round)))
}

/// The prose of this repository's tests, each line in Traditional characters and with full-width marks.
static PARAGRAPHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = ["seeds/clean", "tests/boilerplate/pages", "tests/prose"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(root.join(folder)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        // Labelled pages from round `e` on are mostly menus, and what is measured here should stay comparable.
        .filter(|path| path.parent().is_some_and(|folder| !folder.ends_with("pages")) || is_of_an_early_round(path))
        .collect();
    files.push(root.join("seeds/clean.txt"));
    files.sort();
    let text: String = files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let lines = text.lines().map(|line| line.split_once('\t').map_or(line, |(_, line)| line).trim());
    // A reading that belongs to the text is not what is measured here.
    let glossed = |line: &str| line.contains(han::is_toned_letter);
    let prose = lines.filter(|line| line.chars().filter(|c| han::is_han(*c)).count() >= 30 && !glossed(line));
    let mut seen = HashSet::new();
    let traditional = prose.map(|line| {
        let line: String = line.chars().map(han::traditional).collect();
        zhengwen::mojibake::forward::unfolded(&line)
    });
    traditional
        .filter(|line| line.chars().all(|c| c.is_ascii() || han::gbk(c).is_some()) && seen.insert(line.clone()))
        .collect()
});

/// All Traditional characters of GBK that have a reading GBK can write.
static LISTABLE: LazyLock<Vec<(char, String)>> = LazyLock::new(|| {
    let characters = ('\u{4E00}'..='\u{9FA5}').filter(|c| han::has_simplified_form(*c) && han::gbk(*c).is_some());
    let first = |c| Some((c, han::readings(c).next()?.to_owned()));
    let writable = |reading: &str| reading.chars().all(|c| c.is_ascii() || han::gbk(c).is_some());
    characters.filter_map(first).filter(|(_, reading)| writable(reading)).collect()
});

/// One page, as it was and as it is.
struct Page {
    /// With the fold, where there is one: what a repair has to give.
    was: Vec<String>,
    is: Vec<String>,
    kind: String,
}

/// A page of some paragraphs, damaged by a site drawn at random. Every second site glosses what the page is full of, as
/// real ones do, beside the rest.
fn page(lots: &mut Lots) -> Page {
    let paragraphs: Vec<&String> = (0..4 + lots.below(12)).map(|_| &PARAGRAPHS[lots.below(PARAGRAPHS.len())]).collect();
    let text: String = paragraphs.iter().flat_map(|line| line.chars()).collect();
    let usual: Vec<char> = text.chars().filter(|c| han::has_simplified_form(*c)).collect();
    let straddled: Vec<char> = text
        .chars()
        .zip(text.chars().skip(1))
        .filter_map(|(a, b)| han::from_gbk([han::gbk(a)?[1], han::gbk(b)?[0]]))
        .filter(|c| han::has_simplified_form(*c))
        .collect();
    let mut list: Vec<(char, String)> = Vec::new();
    for index in 0..20 + lots.below(61) {
        // Any character may be hit between two others; those that are give the test its runs.
        let drawn = match index % 4 {
            0 if !usual.is_empty() => usual[lots.below(usual.len())],
            1 if !straddled.is_empty() => straddled[lots.below(straddled.len())],
            _ => LISTABLE[lots.below(LISTABLE.len())].0,
        };
        let known = LISTABLE.iter().find(|(c, _)| *c == drawn);
        list.extend(known.filter(|_| list.iter().all(|(c, _)| *c != drawn)).cloned());
    }
    let decoder = [Decoder::Mbstring, Decoder::Mbstring, Decoder::Whatwg, Decoder::Glibc][lots.below(4)];
    let private_use = if lots.one_in(2) { PrivateUse::Kept } else { PrivateUse::Dropped };
    let fold = lots.one_in(2);
    let marks = ["！？，。；", "、！？，。；", "，。", "。；：！？，、"][lots.below(4)];
    let damage = Damage { list, cuts: marks.chars().collect(), decoder, private_use, fold, ..Damage::default() };
    let show = |line: &str| if fold { line.chars().map(folded).collect() } else { line.to_owned() };
    let mut page = Page { was: Vec::new(), is: Vec::new(), kind: format!("{decoder:?}, {private_use:?}, fold {fold}") };
    for line in paragraphs {
        let mut sites = damage.cut_sites(line);
        sites.retain(|_| lots.below(3) > 0);
        page.is.push(Damage { cut_sites: CutSites::At(sites), ..damage.clone() }.damage(line));
        page.was.push(show(line));
    }
    page
}

/// What became of the runs of one page.
#[derive(Default, Clone)]
struct Tally {
    runs: usize,
    first: usize,
    first_five: usize,
    safe: usize,
    safe_wrong: Vec<String>,
    missed: usize,
    confused: Vec<String>,
}

impl Tally {
    fn add(mut self, other: Self) -> Self {
        self.runs += other.runs;
        self.first += other.first;
        self.first_five += other.first_five;
        self.safe += other.safe;
        self.missed += other.missed;
        self.safe_wrong.extend(other.safe_wrong);
        self.confused.extend(other.confused);
        self
    }

    fn share(&self, of: usize) -> f64 {
        100.0 * of as f64 / self.runs.max(1) as f64
    }
}

/// Walks a damaged line and the line as it was side by side, from finding to finding.
fn compare(is: &str, was: &str, findings: &[&Finding], start: usize, tally: &mut Tally) {
    let (mut at, mut rest) = (0, was);
    for finding in findings {
        let is_slip = finding.rule.name != "injected-pinyin";
        tally.runs += usize::from(is_slip);
        let Some(fix) = &finding.fix else {
            tally.missed += 1;
            tally.confused.push(format!("no repair: {:.60} in {is:.200}", &is[finding.span.start - start..]));
            return;
        };
        let edit = &fix.edits[0];
        let between = without_glosses(&is[at..edit.span.start - start]);
        let Some(after) = strip(rest, &between) else {
            tally.missed += 1;
            tally.runs += usize::from(!is_slip);
            tally.confused.push(format!("not found before {between} for {rest:.60}: {is}"));
            return;
        };
        at = edit.span.end - start;
        // A text is right where it is there and what follows on disk is there behind it.
        let follows: String = is[at..].chars().take(2).take_while(|c| han::is_han(*c) || "，。".contains(*c)).collect();
        let fits = |text: &str| strip(after, text).filter(|after| after.starts_with(&follows) || findings.len() > 1);
        let found = fits(&edit.content);
        if is_slip {
            let others = finding.alternatives.iter().any(|fix| fits(&fix.edits[0].content).is_some());
            tally.first += usize::from(found.is_some());
            tally.first_five += usize::from(found.is_some() || others);
            if fix.applicability == Applicability::Safe {
                tally.safe += 1;
                if found.is_none() {
                    tally.safe_wrong.push(format!("{:?} for {after:.30}: {is}", edit.content));
                }
            }
            if found.is_none() {
                let was: String = after.chars().take(edit.content.chars().count().max(4)).collect();
                let place = if others { "not first" } else { "not offered" };
                tally.confused.push(format!("{place}: {} for {was}", edit.content));
            }
        }
        let next = found.or_else(|| {
            let alternatives = finding.alternatives.iter().map(|fix| fix.edits[0].content.as_str());
            alternatives.filter_map(fits).next()
        });
        let Some(next) = next else { return };
        rest = next;
    }
    if strip(rest, &without_glosses(&is[at..])) != Some("") {
        tally.runs += 1;
        tally.missed += 1;
        tally.confused.push(format!("not found: {}", &is[at..]));
    }
}

/// `text` without readings that stand where they belong: whether they are found is not what is measured here.
fn without_glosses(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        result.push_str(&rest[..open]);
        let close = rest[open..].find(')').map_or(rest.len(), |close| open + close);
        let base = result.chars().next_back().filter(|c| han::has_simplified_form(*c));
        if base.is_some_and(|c| han::has_reading(c, &rest[open + 1..close])) {
            rest = &rest[close + 1..];
        } else {
            result.push('(');
            rest = &rest[open + 1..];
        }
    }
    result + rest
}

/// `text` without `head`, in which `?` may stand for a digit that is lost for good.
fn strip<'a>(text: &'a str, head: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for c in head.chars() {
        let there = rest.next()?;
        if there != c && !(c == '?' && there.is_ascii_digit()) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn read_back(page: &Page) -> Tally {
    let selection = Selection::new(&["M101", "M102", "M103"], &[]).unwrap();
    let text = page.is.join("\n");
    let findings = Article::new(&text, Arc::new(Config { selection, ..Config::default() })).findings();
    let mut tally = Tally::default();
    let mut start = 0;
    for (is, was) in page.is.iter().zip(&page.was) {
        let here = findings.iter().filter(|it| (start..=start + is.len()).contains(&it.span.start));
        compare(is, was, &here.collect::<Vec<_>>(), start, &mut tally);
        start += is.len() + 1;
    }
    tally
}

/// Damages and repairs at least [`RUNS`] runs, and prints what became of them.
fn measured() -> Tally {
    let seed = std::env::var("ZHENGWEN_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed: u64 = seed.unwrap_or_else(now);
    let mut total: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for round in 0.. {
        let tallies: Vec<_> = (0..64)
            .into_par_iter()
            .map(|n| {
                let page = page(&mut Lots(seed ^ (round * 64 + n + 1_u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
                (page.kind.clone(), read_back(&page))
            })
            .collect();
        for (kind, mut tally) in tallies {
            tally.confused.iter_mut().for_each(|it| *it = format!("{kind}: {it}"));
            let known = total.entry(kind).or_default();
            *known = known.clone().add(tally.clone());
            all = all.add(tally);
        }
        if all.runs >= RUNS {
            break;
        }
    }
    println!("seed {seed}; {} paragraphs of prose", PARAGRAPHS.len());
    let row = |kind: &str, tally: &Tally| {
        println!(
            "{kind:40} {:5} runs: first {:5.1} %, first five {:5.1} %, Safe {:5.1} % (wrong: {}), missed {}",
            tally.runs,
            tally.share(tally.first),
            tally.share(tally.first_five),
            tally.share(tally.safe),
            tally.safe_wrong.len(),
            tally.missed
        );
    };
    total.iter().for_each(|(kind, tally)| row(kind, tally));
    row("all", &all);
    let mut confused: BTreeMap<&str, usize> = BTreeMap::new();
    all.confused.iter().for_each(|it| *confused.entry(it).or_default() += 1);
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = if std::env::var_os("ZHENGWEN_VERBOSE").is_some() { usize::MAX } else { 25 };
    confused.iter().take(most).for_each(|(what, count)| println!("  {count} × {what}"));
    all
}

#[test]
fn damaged_at_random_and_read_back() {
    let all = measured();
    assert!(all.safe_wrong.is_empty(), "{:#?}", all.safe_wrong);
    // Below what is reached, so that it does not get worse unseen. What has to be reached is the next test.
    assert!(all.share(all.first) >= 87.0, "first choice");
    assert!(all.share(all.first_five) >= 91.0, "first five");
}

/// `cargo test --test slips -- --ignored`
#[test]
#[ignore = "not reached yet: some 89 and 94 %"]
fn the_goals_are_reached() {
    let all = measured();
    assert!(all.safe_wrong.is_empty(), "{:#?}", all.safe_wrong);
    assert!(all.share(all.first) >= 97.0, "first choice");
    assert!(all.share(all.first_five) >= 99.5, "first five");
}
