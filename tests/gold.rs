//! Outline and facts against the hand-checked facts of three real articles, where they are present.
//!
//! Prints the scores; the floors are what was reached, so that a change that loses something fails. Set
//! `ZHENGWEN_SHOW=1` to see every miss.

#![allow(clippy::print_stdout, reason = "the scores are what this test is for")]

#[path = "facts/score.rs"]
mod score;

use std::{fs, path::PathBuf};

use score::{Score, overlaps, same_time};
use serde_json::Value;
use zhengwen::{
    facts::{self, Direction, Fact, FactKind, Figure},
    outline::{self, Kind, Role, Symbol},
};

fn gold() -> Option<PathBuf> {
    let shared = std::env::var_os("ZHENGWEN_SHARED")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into(), PathBuf::from);
    let path = shared.join("gold");
    if path.join("facts.json").exists() {
        return Some(path);
    }
    println!("skipped: not present: {}", path.display());
    None
}

struct Document {
    text: String,
    symbols: Vec<Symbol>,
    facts: Vec<Fact>,
}

fn read(text: String) -> Document {
    let (symbols, facts) = outline::with_lines(&text, |lines| {
        let symbols = outline::outline(lines);
        let facts = facts::facts(lines, &symbols);
        (symbols, facts)
    });
    Document { text, symbols, facts }
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Byte offsets of a gold entry, which counts characters.
fn span(text: &str, entry: &Value) -> (usize, usize) {
    let byte = |key: &str| {
        let count = entry[key].as_u64().unwrap_or(0) as usize;
        text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
    };
    (byte("start_repaired"), byte("end_repaired"))
}

fn figures(document: &Value, found: &Document, score: &mut Score) {
    let text = &found.text;
    let ours: Vec<(&Fact, &Figure)> = found
        .facts
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Figure(figure) => Some((fact, &**figure)),
            _ => None,
        })
        .collect();
    let mut explained = vec![false; ours.len()];
    for entry in list(document, "figures") {
        let at = span(text, entry);
        let core = string(entry, "tier") == "core";
        let index = ours.iter().position(|(fact, _)| overlaps(at, (fact.span.start, fact.span.end)));
        if let Some(index) = index {
            explained[index] = true;
        }
        if !core {
            continue;
        }
        score.add("figures recall", index.is_some(), || string(entry, "text").to_owned());
        let Some((_, figure)) = index.map(|index| ours[index]) else { continue };
        let show =
            |what: String| format!("{} gold {what} in {}", string(entry, "text"), &text[figure.sentence.range()]);
        score.add("value", figure.value.to_string() == string(entry, "value"), || {
            show(format!("{} ours {}", entry["value"], figure.value))
        });
        let unit = figure.unit.as_deref().unwrap_or_default();
        score.add("unit", unit == string(entry, "unit"), || show(format!("{} ours {unit}", entry["unit"])));
        let modifier = entry["mod"].as_str().map(|modifier| modifier.split('(').next().unwrap_or_default());
        score.add("modifier", modifier == figure.modifier.as_deref(), || {
            show(format!("{modifier:?} ours {:?}", figure.modifier))
        });
        let direction = figure.trend.as_ref().map(|trend| match trend.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Flat => "flat",
        });
        score.add("trend", direction == entry["trend"].as_str(), || {
            show(format!("{:?} ours {:?}", entry["trend"], figure.trend))
        });
        let metric = figure.metric.as_deref().unwrap_or_default();
        score.add("metric", metric.contains(string(entry, "metric_head")), || {
            show(format!("{} ours {metric}", entry["metric_head"]))
        });
        let period = figure.period.as_ref().and_then(|period| period.iso.as_deref());
        let right = entry["period"]["iso"].as_str().map_or(period.is_none(), |gold| same_time(gold, period));
        score.add("period", right, || show(format!("{} ours {:?}", entry["period"], figure.period)));
        let right = entry["place"].as_str().is_none_or(|place| {
            figure.place.as_deref() == Some(place)
                || figure.metric.as_deref().is_some_and(|metric| metric.contains(place))
        });
        score.add("place", right, || show(format!("{} ours {:?}", entry["place"], figure.place)));
        let speaker = figure.speaker.as_deref().unwrap_or("narrator");
        score.add("speaker", speaker == string(entry, "who"), || show(format!("{} ours {speaker}", entry["who"])));
    }
    for ((fact, _), explained) in ours.iter().zip(explained) {
        score.add("figures precision", explained, || text[fact.span.range()].to_owned());
    }
    for label in list(document, "labels") {
        let at = span(text, label);
        let hit = ours.iter().find(|(fact, _)| overlaps(at, (fact.span.start, fact.span.end)));
        let fine = hit.is_none_or(|(fact, _)| {
            list(document, "figures").iter().any(|entry| overlaps(span(text, entry), (fact.span.start, fact.span.end)))
        });
        score.add("labels left alone", fine, || string(label, "text").to_owned());
    }
}

fn dates(document: &Value, found: &Document, score: &mut Score) {
    for entry in list(document, "dates").iter().filter(|entry| entry["required"] == true && entry["cat"] != "timestamp")
    {
        let at = span(&found.text, entry);
        let date = found.facts.iter().find_map(|fact| match &fact.kind {
            FactKind::Date(date) if overlaps(at, (fact.span.start, fact.span.end)) => Some(date),
            _ => None,
        });
        score.add("dates found", date.is_some(), || string(entry, "text").to_owned());
        let iso = date.and_then(|date| date.iso.as_deref());
        let right = same_time(string(entry, "iso"), iso)
            || entry["literal"].as_str().is_some_and(|literal| iso == Some(literal))
            || entry["duration"]
                .as_str()
                .is_some_and(|gold| date.is_some_and(|date| date.duration.as_deref() == Some(gold)));
        score.add("dates right", right, || {
            format!("{} gold {} ours {iso:?}", string(entry, "text"), string(entry, "iso"))
        });
    }
}

fn persons(document: &Value, found: &Document, score: &mut Score) {
    let text = &found.text;
    let mut explained: Vec<usize> = Vec::new();
    for entry in list(document, "persons") {
        let at = span(text, entry);
        let hit = found.facts.iter().enumerate().find_map(|(index, fact)| match &fact.kind {
            FactKind::Person(person) if overlaps(at, (fact.span.start, fact.span.end)) => Some((index, person)),
            _ => None,
        });
        let name = entry["full_name"].as_str().unwrap_or_else(|| string(entry, "name"));
        let right = hit.filter(|(_, person)| person.name == name);
        score.add("persons recall", right.is_some(), || format!("{name} at {}", at.0));
        let Some((index, person)) = right else { continue };
        explained.push(index);
        // A title may be given with its government or without: the shorter must end the longer.
        let titles: Vec<&str> = list(entry, "titles").iter().filter_map(Value::as_str).collect();
        let same = titles.len() == person.titles.len()
            && titles
                .iter()
                .zip(&person.titles)
                .all(|(gold, ours)| ours.ends_with(gold) || gold.ends_with(ours.as_str()));
        score.add("titles", same, || format!("{name} gold {titles:?} ours {:?}", person.titles));
    }
    for (index, fact) in found.facts.iter().enumerate() {
        if let FactKind::Person(person) = &fact.kind {
            score.add("persons precision", explained.contains(&index), || {
                format!("{} ({})", &text[fact.span.range()], person.name)
            });
        }
    }
}

fn shape(document: &Value, found: &Document, score: &mut Score) {
    let turns: Vec<&Symbol> = found.symbols.iter().filter(|symbol| symbol.kind == Kind::Turn).collect();
    let gold = list(document, "turns");
    score.add("number of turns", turns.len() == gold.len(), || format!("gold {} ours {}", gold.len(), turns.len()));
    for (entry, turn) in gold.iter().zip(&turns) {
        let role = match turn.role {
            Some(Role::Moderator) => "moderator",
            Some(Role::Reporter) => "reporter",
            Some(Role::Principal) => "principal",
            None => "official",
        };
        let right = turn.name == string(entry, "speaker")
            && role == string(entry, "role")
            && turn.detail.as_deref() == entry["title"].as_str()
            && turn.timestamp.is_some_and(|time| time.to_string() == string(entry, "timestamp"));
        score.add("turns", right, || format!("{entry} ours {turn:?}"));
    }
    let mut sections: Vec<&Symbol> = Vec::new();
    let mut open: Vec<&Symbol> = found.symbols.iter().collect();
    while let Some(symbol) = open.pop() {
        open.extend(&symbol.children);
        sections.extend((symbol.kind == Kind::Section).then_some(symbol));
    }
    for entry in list(document, "sections").iter().filter(|entry| entry["tier"] == "core") {
        let at = span(&found.text, entry).0;
        let right = sections.iter().any(|section| {
            let label = section.label.as_deref() == entry["label"].as_str();
            section.span.start == at
                && label
                && entry["title"].as_str().is_none_or(|title| section.name.ends_with(title))
        });
        score.add("core sections", right, || entry.to_string());
    }
    for section in sections {
        let known = list(document, "sections").iter().any(|entry| span(&found.text, entry).0 == section.span.start);
        score.add("sections precision", known, || section.name.clone());
    }
}

#[test]
fn scores() {
    let Some(path) = gold() else { return };
    let facts: Value = serde_json::from_str(&fs::read_to_string(path.join("facts.json")).unwrap()).unwrap();
    let mut score = Score::new(std::env::var_os("ZHENGWEN_SHOW").is_some());
    for document in list(&facts, "docs") {
        let text = fs::read_to_string(path.join(format!("repaired/{}.txt", string(document, "seed")))).unwrap();
        let found = read(text);
        figures(document, &found, &mut score);
        dates(document, &found, &mut score);
        persons(document, &found, &mut score);
        shape(document, &found, &mut score);
    }
    score.print("gold");
    let whole = [
        "turns",
        "number of turns",
        "core sections",
        "sections precision",
        "labels left alone",
        "figures precision",
        "figures recall",
        "value",
        "unit",
        "modifier",
        "trend",
        "metric",
        "period",
        "speaker",
        "dates found",
        "dates right",
        "persons precision",
        "persons recall",
    ];
    for what in whole {
        score.floor(what, 1.0);
    }
    score.floor("titles", 0.97);
    score.floor("place", 0.93);
}

#[test]
fn the_growth_of_a_province() {
    let Some(path) = gold() else { return };
    let found = read(fs::read_to_string(path.join("repaired/002.txt")).unwrap());
    let at = found.text.find("5.3%,十年來").unwrap();
    let figure = found.facts.iter().find_map(|fact| match &fact.kind {
        FactKind::Figure(figure) if fact.span.start == at => Some(figure),
        _ => None,
    });
    let figure = figure.expect("found");
    assert!(figure.metric.as_deref().unwrap().contains("地區生產總值"));
    assert_eq!(figure.place.as_deref(), Some("遼寧"));
    assert_eq!(figure.period.as_ref().and_then(|period| period.iso.as_deref()), Some("2023"));
    assert_eq!(figure.trend.as_ref().map(|trend| trend.text.as_str()), Some("增長"));
    assert_eq!(figure.speaker.as_deref(), Some("李樂成"));
}
