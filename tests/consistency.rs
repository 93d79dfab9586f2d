//! How many planted contradictions the consistency rules find, and how often they speak where there is none.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

#[allow(dead_code, reason = "other tests draw more kinds of lots")]
#[path = "lots/mod.rs"]
mod lots;

use lots::Lots;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::config::Config;
use zhengwen::lint::Finding;
use zhengwen::lint::select::Selection;

fn findings(text: &str) -> Vec<Finding> {
    let selection = Selection::new(&["C"], &[]).unwrap();
    Article::new(text, Arc::new(Config { selection, ..Config::default() })).findings()
}

/// So many articles of each kind, half of them with something planted.
const ARTICLES: usize = 200;

/// A sentence that holds, or one in which something is wrong.
type Sentence = fn(&mut Lots, bool) -> String;

const THINGS: [&str; 8] = ["茶园", "桥梁", "驿站", "水库", "书屋", "泵站", "苗圃", "码头"];
const PLACES: [&str; 6] = ["雾岭县", "青石镇", "柳塘镇", "望川市", "白沙县", "南溪市"];

fn list(lots: &mut Lots, wrong: bool) -> String {
    let parts: Vec<usize> = (0..2 + lots.below(3)).map(|_| 20 + lots.below(400)).collect();
    let whole = parts.iter().sum::<usize>() + if wrong { 10 + lots.below(200) } else { 0 };
    let names = ["甲类", "乙类", "丙类", "丁类"];
    let list: Vec<String> = parts.iter().zip(names).map(|(part, name)| format!("{name}{part}座")).collect();
    match lots.below(3) {
        0 => format!("全年新建{}，共{whole}座。", list.join("、")),
        1 => format!("全年新建{}{whole}座，分别为{}。", lots.of(&THINGS), list.join("、")),
        _ => format!("全年新建{}，合计{whole}座。", list.join("，")),
    }
}

fn overfull(lots: &mut Lots, wrong: bool) -> String {
    let parts: Vec<usize> = (0..3).map(|_| 20 + lots.below(400)).collect();
    let sum: usize = parts.iter().sum();
    let most = parts.iter().max().unwrap();
    let whole = if wrong { most + lots.below(sum - most - 12) + 2 } else { sum + lots.below(300) };
    format!("新改造管网{whole}公里，其中燃气{}公里、供水{}公里、排水{}公里。", parts[0], parts[1], parts[2])
}

fn growth(lots: &mut Lots, wrong: bool) -> String {
    let (from, to) = (20 + lots.below(80), 110 + lots.below(90));
    let change = 100.0 * (to as f64 - from as f64) / from as f64;
    let said = if wrong { change * (1.2 + lots.below(10) as f64 / 10.0) } else { change };
    let (verb, by) = lots.of(&[("增至", "增长"), ("增加到", "增长"), ("提高到", "增幅")]);
    format!("{}的产值由{from}亿元{verb}{to}亿元，{by}{said:.1}%。", lots.of(&THINGS))
}

fn points(lots: &mut Lots, wrong: bool) -> String {
    let (from, to) = (200 + lots.below(300), 510 + lots.below(300));
    let change = to - from + if wrong { 8 + lots.below(60) } else { 0 };
    let show = |tenths: usize| format!("{}.{}", tenths / 10, tenths % 10);
    format!("入园率从{}%上升到{}%，提高{}个百分点。", show(from), show(to), show(change))
}

fn share(lots: &mut Lots, wrong: bool) -> String {
    let share = if wrong { 101 + lots.below(300) } else { 1 + lots.below(99) };
    format!("{}占全县总面积的{share}%。", lots.of(&THINGS))
}

fn day(lots: &mut Lots, wrong: bool) -> String {
    let (month, most) = *lots.of(&[(2, 29), (4, 30), (6, 30), (9, 30), (11, 30), (1, 31)]);
    let day = if wrong && most < 31 { most + 1 } else { 1 + lots.below(28) };
    // January has every day, so nothing is wrong there: the 30th of February instead.
    let (month, day) = if wrong && most == 31 { (2, 30) } else { (month, day) };
    format!("会议定于2031年{month}月{day}日在{}举行。", lots.of(&PLACES))
}

fn weekday(lots: &mut Lots, wrong: bool) -> String {
    let day = jiff::civil::date(2031, 1 + lots.below(12) as i8, 1 + lots.below(28) as i8);
    let number = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
    let said = if wrong { (number + 1 + lots.below(5)) % 7 } else { number };
    let name = ["一", "二", "三", "四", "五", "六", "日"][said];
    format!("{}年{}月{}日（星期{name}），{}通车。", day.year(), day.month(), day.day(), lots.of(&PLACES))
}

fn twice(lots: &mut Lots, wrong: bool) -> String {
    let (place, area) = (lots.of(&PLACES), 100 + lots.below(800));
    let other = if wrong { area + 7 + lots.below(90) } else { area };
    format!(
        "去年{place}造林总面积{area}万亩。\n居民都出了力，山也绿了。\n县里的统计说，去年{place}造林总面积{other}万亩。"
    )
}

fn bounded(lots: &mut Lots, wrong: bool) -> String {
    let (place, area) = (lots.of(&PLACES), 100 + lots.below(800));
    let (word, side) = *lots.of(&[("超过", 1), ("至少", 1), ("不到", -1), ("不超过", -1)]);
    let away = (7 + lots.below(90) as i64) * if wrong { -side } else { side };
    let other = area as i64 + away;
    format!("去年{place}造林总面积{word}{area}万亩。\n居民都出了力。\n县里的统计说，去年{place}造林总面积{other}万亩。")
}

#[test]
fn planted_contradictions() {
    let kinds: [(&str, &str, Sentence); 9] = [
        ("C401", "a list and its sum", list),
        ("C401", "more than the whole", overfull),
        ("C402", "one metric, two values", twice),
        ("C402", "more, or less, than said", bounded),
        ("C403", "growth in percent", growth),
        ("C403", "growth in points", points),
        ("C404", "a share", share),
        ("C405", "a day", day),
        ("C406", "a weekday", weekday),
    ];
    let (mut found, mut missed, mut wrong) = (0, 0, 0);
    for (code, name, sentence) in kinds {
        let (mut hits, mut all, mut alarms) = (0, 0, 0);
        for number in 0..ARTICLES {
            let lots = &mut Lots::new(number);
            let planted = number % 2 == 0;
            let text = format!(
                "雾岭日报2031年5月6日讯 近日，记者来到{}，看到两岸的工地都在忙。\n{}\n居民说，往后的路好走多了。\n",
                lots.of(&PLACES),
                sentence(lots, planted)
            );
            let codes: Vec<&str> = findings(&text).iter().map(|finding| finding.rule.code).collect();
            all += usize::from(planted);
            hits += usize::from(planted && codes.contains(&code));
            alarms += codes.len() - usize::from(planted && codes.contains(&code));
            if std::env::var_os("ZHENGWEN_SHOW").is_some() && planted != codes.contains(&code) {
                println!("{code} {planted}: {text}");
            }
        }
        println!("{code} {name:24} found {hits:3} of {all}, {alarms} where there was nothing");
        found += hits;
        missed += all - hits;
        wrong += alarms;
    }
    let (precision, recall) = (found as f64 / (found + wrong) as f64, found as f64 / (found + missed) as f64);
    println!("precision {precision:.3}, recall {recall:.3}");
    assert!(precision >= 0.99 && recall >= 0.95);
}

/// Nothing is said of articles that nobody planted anything in.
#[test]
fn real_articles_do_not_contradict_themselves() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<(String, String)> = Vec::new();
    for folder in
        ["tests/annotated/looked_at", "tests/annotated/held_out", "tests/prose", "tests/boilerplate/clean", "seeds"]
    {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let lines = text.lines().filter(|line| !line.starts_with("> "));
            let text: String = lines.map(|line| format!("{line}\n")).collect();
            texts.extend(text.split("=====\n").map(|part| (path.display().to_string(), part.to_owned())));
        }
    }
    let mut count = 0;
    for (name, text) in &texts {
        for finding in findings(text) {
            println!("{name}: {} {}", finding.rule.code, finding.message());
            count += 1;
        }
    }
    println!("{} articles, {count} contradictions", texts.len());
    assert_eq!(count, 0);
}
