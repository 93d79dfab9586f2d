//! The forward mechanism against what is known of real damage: the tables of FIELD.md, and the checked sample files.
//! Both are read where they lie, outside the project; where they are absent, the tests say so and pass.

#![allow(clippy::print_stdout, reason = "a test tells what it skipped and what it counted")]

use std::{collections::BTreeMap, fs, path::PathBuf};
use zhengwen::{
    mojibake::forward::{CutSites, Damage, PrivateUse, unfolded},
    text::han,
};

fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ZHENGWEN_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not present", path.display());
    None
}

/// The marks that the real pages were split at, in an order that all known examples agree with.
const MARKS: &str = "、！？，。；";

fn folded(text: &str) -> String {
    let narrow = |c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|&c| !han::is_private_use(c)).map(narrow).collect()
}

/// The readings in `damaged`, each with the characters that have it and whose bytes occur in the GBK of `text`.
fn list_of(damaged: &str, text: &str) -> Vec<(char, String)> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match han::gbk(c) {
            Some(pair) => bytes.extend(pair),
            None => bytes.push(u8::try_from(c).unwrap_or(b'?')),
        }
    }
    let mut list = Vec::new();
    for pair in bytes.windows(2) {
        let Some(c) = han::from_gbk([pair[0], pair[1]]).filter(|&c| han::is_traditional_only(c)) else { continue };
        for reading in han::readings(c).filter(|reading| damaged.contains(&format!("{reading})"))) {
            if !list.iter().any(|(known, _)| *known == c) {
                list.push((c, reading.to_owned()));
            }
        }
    }
    list
}

/// Rows `| on disk | was |` of a table, its cells without code marks; a remark in brackets after the code is cut off.
fn rows(markdown: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        inside = line == "| on disk | was |" || (inside && line.starts_with('|'));
        let Some(row) = line.strip_prefix("| `").filter(|_| inside) else { continue };
        let Some((damaged, rest)) = row.split_once('`') else { continue };
        let Some(was) = rest.trim_end().strip_suffix('|').and_then(|rest| rest.rsplit_once(" | ")) else { continue };
        let was = was.1.trim();
        let was = was.find(" (").map_or(was, |remark| &was[..remark]);
        rows.push((damaged.to_owned(), was.to_owned()));
    }
    rows
}

#[test]
fn the_examples_of_the_field_notes() {
    let Some(path) = shared("FIELD.md") else { return };
    // In §2 a row has several bars: `動?xùn)|北` | 推動東北. The first code span and the last cell are the row.
    let rows = rows(&fs::read_to_string(path).unwrap());
    assert!(rows.len() >= 14, "only {} rows", rows.len());
    let mut missed = Vec::new();
    for (on_disk, was) in &rows {
        let damage = Damage {
            list: list_of(on_disk, was),
            cuts: MARKS.chars().collect(),
            private_use: PrivateUse::Dropped,
            ..Damage::default()
        };
        // The page of a row may have been folded or not, and its punctuation is shown as it came out.
        let again = [folded(&damage.damage(was)), folded(&damage.damage(&unfolded(was)))];
        if !again.contains(&folded(on_disk)) {
            missed.push(format!("{was}: on disk {on_disk}, forwards {again:?} with {:?}", damage.list));
        }
    }
    println!("{} of {} rows reproduced", rows.len() - missed.len(), rows.len());
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Aligned glosses of a damaged text: character and reading.
fn glosses(damaged: &str) -> BTreeMap<char, String> {
    let mut found = BTreeMap::new();
    for (at, _) in damaged.match_indices('(') {
        let Some(c) = damaged[..at].chars().next_back() else { continue };
        let Some((reading, _)) = damaged[at + 1..].split_once(')') else { continue };
        if han::is_han(c) && !reading.is_empty() && han::has_reading(c, reading) {
            found.insert(c, reading.to_owned());
        }
    }
    found
}

/// Every choice of the sites, as long as there are few.
fn choices(sites: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let sites = &sites[..sites.len().min(8)];
    (0..1_usize << sites.len())
        .map(move |bits| sites.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, &site)| site).collect())
}

#[test]
fn the_sample_files() {
    let (Some(samples), Some(repaired)) = (shared("seeds"), shared("gold/repaired")) else { return };
    let mut paths: Vec<_> = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut missed = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy()[..3].to_owned();
        let damaged = fs::read_to_string(&path).unwrap();
        let repaired = fs::read_to_string(repaired.join(format!("{name}.txt"))).unwrap();
        assert_eq!(damaged.lines().count(), repaired.lines().count());
        let base = Damage { list: glosses(&damaged).into_iter().collect(), fold: true, ..Damage::default() };
        let (mut lines, mut same, mut cut, mut uncut, mut dropped) = (0, 0, 0, 0, 0);
        for (on_disk, was) in damaged.lines().zip(repaired.lines()) {
            lines += 1;
            let was = unfolded(was);
            let mut found = None;
            for private_use in [PrivateUse::Kept, PrivateUse::Dropped] {
                let damage = Damage { cuts: MARKS.chars().collect(), private_use, ..base.clone() };
                let sites = damage.cut_sites(&was);
                found = found.or_else(|| {
                    choices(&sites)
                        .find(|sites| {
                            Damage { cut_sites: CutSites::At(sites.clone()), ..damage.clone() }.damage(&was) == on_disk
                        })
                        .map(|chosen| (chosen.len(), sites.len() - chosen.len(), private_use))
                });
            }
            match found {
                Some((chosen, left, private_use)) => {
                    same += 1;
                    cut += chosen;
                    uncut += left;
                    dropped += usize::from(private_use == PrivateUse::Dropped);
                }
                None => missed.push(format!("{name}: {was}\n{on_disk}")),
            }
        }
        println!(
            "{name}: {} characters on the list; {same} of {lines} lines reproduced exactly \
             ({dropped} of them with private use dropped); {cut} pairs cut, {uncut} left",
            base.list.len()
        );
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
