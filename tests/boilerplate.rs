//! Boilerplate rules on whole pages: the samples of `../shared` where they are, and pages written for the project.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

use proptest::{prop_assert, prop_assert_eq, proptest};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhengwen::article::Article;
use zhengwen::boilerplate;
use zhengwen::config::Config;
use zhengwen::lint::select::Selection;
use zhengwen::text::edit::{self, Applicability};

fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("ZHENGWEN_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    path.join("gold/boilerplate.json").exists().then_some(path)
}

/// The rule for each class of the gold file.
fn rule_of(class: &str) -> &str {
    match class {
        "caption" => "caption-line",
        "copyright" => "copyright-notice",
        "editor" => "editor-credit",
        "publication" => "publication-line",
        "source" => "source-line",
        "spam" => "injected-keywords",
        "timestamp" => "bare-timestamp",
        class => class,
    }
}

/// What is found, by number of line.
fn found(text: &str) -> BTreeMap<usize, &'static str> {
    boilerplate::lines(text).into_iter().map(|(number, mark, _)| (number, mark.rule.name)).collect()
}

#[test]
fn every_marked_line_of_the_samples_and_no_other() {
    let Some(shared) = shared() else {
        println!("skipped: not present");
        return;
    };
    let gold: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(shared.join("gold/boilerplate.json")).unwrap()).unwrap();
    for (name, page) in gold.as_object().unwrap() {
        let text = fs::read_to_string(shared.join(format!("gold/repaired/{name}.txt"))).unwrap();
        let expected: BTreeMap<usize, &str> = page["lines"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(number, class)| (number.parse().unwrap(), rule_of(class.as_str().unwrap())))
            .collect();
        let found = found(&text);
        let missing: Vec<_> = expected.iter().filter(|(number, rule)| found.get(number) != Some(rule)).collect();
        let extra: Vec<_> = found.iter().filter(|(number, rule)| expected.get(number) != Some(rule)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{name}: missing {missing:?}, extra {extra:?}");
    }
}

#[test]
fn every_caption_that_runs_into_the_samples_is_split_off() {
    let Some(shared) = shared() else {
        println!("skipped: not present");
        return;
    };
    let gold: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(shared.join("gold/boilerplate.json")).unwrap()).unwrap();
    for entry in fs::read_dir(shared.join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy()[..3].to_owned();
        let expected: Vec<&str> =
            gold[&name]["captions"].as_array().unwrap().iter().map(|it| it["caption"].as_str().unwrap()).collect();
        let selection = Selection::new(&["M", "fused-caption"], &[]).unwrap();
        let config = Arc::new(Config { selection, ..Config::default() });
        let text = fs::read_to_string(path).unwrap();
        let article = Article::new(&text, Arc::clone(&config));
        let findings = article.findings();
        let split = findings.iter().filter(|it| it.rule.name == "fused-caption");
        assert!(split.clone().all(|it| it.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)));
        let edits = edit::select(split.filter_map(|it| it.fix.as_ref()), Applicability::Safe);
        let after = Article::new(&edit::apply(&text, &edits), config);
        let repaired = after.repaired().text().to_owned();
        let lines: BTreeSet<&str> = repaired.lines().map(str::trim).collect();
        assert_eq!(edits.len(), expected.len(), "{name}");
        assert!(expected.iter().all(|caption| lines.contains(caption)), "{name}");
    }
}

/// Classes of lines that are article.
const KEPT: [&str; 9] = ["body", "title", "dateline", "speaker", "head", "byline", "end", "verse", "row"];

/// One page: its lines with their classes.
struct Page {
    name: String,
    lines: Vec<(String, String)>,
}

impl Page {
    fn read(path: &Path) -> Self {
        let labelled = fs::read_to_string(path).unwrap();
        let lines = labelled.lines().map(|line| {
            let (class, text) = line.split_once('\t').unwrap_or_else(|| panic!("{}: {line}", path.display()));
            (class.to_owned(), text.to_owned())
        });
        Self { name: path.file_stem().unwrap().to_string_lossy().into_owned(), lines: lines.collect() }
    }

    fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| format!("{text}\n")).collect()
    }
}

fn pages() -> Vec<Page> {
    pages_in("pages")
}

/// The pages in a folder of `tests/boilerplate`.
fn pages_in(folder: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}

/// Lines by what they are and what was made of them.
#[derive(Default)]
struct Score {
    removed_rightly: usize,
    removed_wrongly: usize,
    kept_rightly: usize,
    kept_wrongly: usize,
    body_characters: usize,
    body_characters_lost: usize,
}

impl Score {
    fn f1(hits: usize, one: usize, other: usize) -> (f64, f64, f64) {
        let share = |of: usize| if hits + of == 0 { 1.0 } else { hits as f64 / (hits + of) as f64 };
        (share(one), share(other), 2.0 * hits as f64 / ((2 * hits + one + other).max(1)) as f64)
    }

    /// Precision, recall and F1 of the lines that are removed.
    fn removed(&self) -> (f64, f64, f64) {
        Self::f1(self.removed_rightly, self.removed_wrongly, self.kept_wrongly)
    }

    /// Precision, recall and F1 of the lines that are kept.
    fn kept(&self) -> (f64, f64, f64) {
        Self::f1(self.kept_rightly, self.kept_wrongly, self.removed_wrongly)
    }
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
            match (kept, found.get(&(index + 1))) {
                (true, None) => score.kept_rightly += 1,
                (false, Some(_)) => score.removed_rightly += 1,
                (true, Some(rule)) => {
                    score.removed_wrongly += 1;
                    score.body_characters_lost += length;
                    if verbose {
                        println!("{}:{} lost {class}: {text} ({rule})", page.name, index + 1);
                    }
                }
                (false, None) => {
                    score.kept_wrongly += 1;
                    if verbose {
                        println!("{}:{} left {class}: {text}", page.name, index + 1);
                    }
                }
            }
            score.body_characters += if kept { length } else { 0 };
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
/// lines are not article: `e` 0.553 and 0.354, and 0.504 and 0.387 for the pages that were held out.
fn round(page: &Page) -> &str {
    page.name.rsplit_once('-').map_or("", |(_, round)| round)
}

#[test]
fn pages_written_for_the_project() {
    let all = pages();
    assert!(all.len() >= 60, "{} pages", all.len());
    for name in ["a", "b", "c", "d", "e", "g", "h", "i", "j", "k"] {
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
    let seen = score(&all, Applicability::Unsafe, false);
    report("all that were looked at", &seen);
    assert!(seen.removed().2 >= 0.965, "removed");
    assert!(seen.kept().2 >= 0.925, "kept");
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

/// `cargo test --test boilerplate -- --ignored the_goals`
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

/// The articles in a folder of `tests/boilerplate`, with their names.
fn articles(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        articles.extend(text.split("=====\n").enumerate().map(|(at, text)| (format!("{name} {at}"), text.to_owned())));
    }
    articles
}

#[test]
fn nothing_is_marked_in_clean_articles() {
    let articles = articles("clean");
    assert!(articles.len() >= 100, "{} articles", articles.len());
    let mut wrong = Vec::new();
    for (name, text) in &articles {
        for (number, mark, applicability) in boilerplate::lines(text) {
            let line = text.lines().nth(number - 1).unwrap();
            wrong.push(format!("{name}: {line} ({} {applicability:?}: {})", mark.rule.name, mark.cue.reason));
        }
    }
    println!("{} articles, {} lines marked", articles.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lines of articles that have a cue of boilerplate in them. They stand in the body, where a sentence is before and
/// behind them.
const LOOKALIKES: &[&str] = &[
    "霧嶺客戶端訊（記者 甘棠）三座橋今天同日合龍",
    "專家關注的是另一件事",
    "記者 甘棠 攝影報道",
    "當甲的損失 > 乙的收益時，由乙承擔",
    "票上寫著“版權所有，翻印必究”，字跡已經模糊",
    "公司發布免責聲明稱，財物遺失概不負責。",
    "第十二條 未經許可，任何單位不得轉載；違反的，依法追究法律責任。",
    "2020年3月1日",
    "3月1日",
    "陸橋：",
    "副縣長 陸橋：",
    "一、總體要求",
    "首先",
    "（完）",
    "1024",
    "上一頁還沒有讀完",
    "分享給大家一個故事",
    "他在微信和微博上找了三天",
    "評論",
    "推薦",
    "青石 120 5.3",
    "加西亞·馬爾克斯",
    "霧嶺、青石、北岸、南坡、石橋、蘆塘、雲坪、上河、下河九個鄉鎮參加",
    "編輯：",
    "編輯部的故事",
    "來源於生活，高於生活",
    "關鍵詞是改革",
    "熱線那頭沒有人說話",
    "下載量三年翻了一番",
    "圖書館裡坐滿了人",
    "電影《渡口》下月開拍攝",
    "許可證辦理時間縮短一半",
    "主辦方說，明年還來。",
    "10:30，嘉賓入場",
    "他當了三十年責任編輯，寫了三十年信",
    "首頁 是他設計的，很久沒有換過",
    "會議於2024-05-06 10:00開始",
    "有3000人參與，持續了兩天。",
    "諮詢電話：000-00000000",
    "扫码入园",
    "掃一掃就能點菜",
    "星标题目",
    "最新消息",
    "分析",
    "尾页写着捐书人的名字",
    "大家都在看天",
    "立即打开所有的窗",
    "關閉窗口以後",
    "返回首頁的路他走了三十年",
    "敬請關注天氣變化",
];

#[test]
fn lookalikes_in_the_body_stay() {
    let sentence = "渡口邊上新添了一間書屋，木頭搭的，三十平方米，擺著四千多冊書，等船的人多半坐在裡面。";
    let mut lost = Vec::new();
    for line in LOOKALIKES {
        let text = format!("渡口書屋\n{sentence}\n{line}\n{sentence}\n");
        lost.extend(found(&text).into_values().map(|rule| format!("{line} ({rule})")));
    }
    assert!(lost.is_empty(), "lost: {lost:#?}");
}

/// The lines of `lookalikes.txt`, which has a section for every rule.
fn lookalikes() -> Vec<&'static str> {
    let text = include_str!("boilerplate/lookalikes.txt");
    let (names, lines): (Vec<&str>, Vec<&str>) =
        text.lines().filter(|line| !line.starts_with("# ")).partition(|line| line.starts_with('['));
    let expected: Vec<String> = boilerplate::checks().map(|(rule, _)| format!("[{}]", rule.name)).collect();
    assert_eq!(names, expected);
    lines
}

/// Sentences that stand around a lookalike, in Traditional and in Simplified characters.
const AROUND: [[&str; 2]; 2] = [
    [
        "渡口邊上新添了一間書屋，木頭搭的，三十平方米，擺著四千多冊書，等船的人多半坐在裡面。",
        "書屋的主人叫甘棠，從前在縣城教書，退休以後回到柳塘鎮，每天清早打開門，天黑才回家。",
    ],
    [
        "渡口边上新添了一间书屋，木头搭的，三十平方米，摆着四千多册书，等船的人多半坐在里面。",
        "书屋的主人叫甘棠，从前在县城教书，退休以后回到柳塘镇，每天清早打开门，天黑才回家。",
    ],
];

#[test]
fn lookalikes_are_never_certain_and_not_found_in_the_body() {
    let mut wrong = Vec::new();
    let simplified_too = |line: &str| line.chars().map(zhengwen::text::han::simplified).collect::<String>();
    let all = lookalikes().into_iter().flat_map(|line| [line.to_owned(), simplified_too(line)]);
    for line in all.collect::<BTreeSet<String>>().iter().map(String::as_str) {
        // In a document of its own script: a line in the other one is another matter.
        let [one, two] = AROUND[usize::from(simplified(line))];
        let body = |lines: &[&str]| format!("渡口\n{}\n", lines.join("\n"));
        let places = [
            ("inside", body(&[one, two, line, one, two]), false),
            ("first", body(&[line, one, two, one, two]), true),
            ("last", body(&[one, two, one, two, line]), true),
            ("last before a credit", body(&[one, two, one, two, line, "(責任編輯：陸橋)"]), true),
        ];
        for (place, text, may_be_found) in places {
            for (number, mark, applicability) in boilerplate::lines(&text) {
                if text.lines().nth(number - 1) == Some(line) && !(may_be_found && applicability > Applicability::Safe)
                {
                    wrong.push(format!("{place}: {line} ({} {applicability:?}: {})", mark.rule.code, mark.cue.reason));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn simplified(line: &str) -> bool {
    let shape = boilerplate::Shape::of(line);
    shape.simplified > shape.traditional
}

/// As often as `zhengwen fix` looks again.
const PASSES: usize = 30;

/// What `fix --select B` leaves of a text, and after how many rounds there was no more to do.
fn fixed(text: &str, up_to: Applicability) -> (String, usize) {
    let selection = Selection::new(&["B"], &[]).unwrap();
    let config = Arc::new(Config { selection, ..Config::default() });
    let mut text = text.to_owned();
    for round in 0..PASSES {
        let findings = Article::new(&text, Arc::clone(&config)).findings();
        let edits = zhengwen::lint::edits(&findings, up_to);
        if edits.is_empty() {
            return (text, round);
        }
        text = edit::apply(&text, &edits);
    }
    (text, PASSES)
}

/// Whether the lines of `part` are lines of `whole`, in the same order.
fn is_in_order(part: &str, whole: &str) -> bool {
    let mut lines = whole.lines();
    part.lines().all(|line| lines.any(|other| other == line))
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

proptest! {
    #[test]
    fn a_fix_takes_whole_lines_and_nothing_else(
        picked in proptest::collection::vec((0..400_usize, proptest::bool::ANY), 1..40),
        end in proptest::sample::select(vec!["\n", "\r\n"]),
    ) {
        static LINES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
            pages().into_iter().flat_map(|page| page.lines).map(|(_, line)| line).collect()
        });
        // Runs of lines as they stand on pages, one after the other.
        let lines = picked.iter().flat_map(|(at, long)| {
            let start = at * 7919 % LINES.len();
            &LINES[start..(start + if *long { 6 } else { 1 }).min(LINES.len())]
        });
        let lines: Vec<&String> = lines.filter(|line| boilerplate::parts(line).is_empty()).collect();
        let text: String = lines.iter().map(|line| format!("{line}{end}")).collect();
        for up_to in [Applicability::Safe, Applicability::Unsafe] {
            let (once, _) = fixed(&text, up_to);
            prop_assert!(is_in_order(&once, &text));
            prop_assert!(once.is_empty() || once.ends_with(end));
            prop_assert_eq!(&fixed(&once, up_to).0, &once);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_rules_panic(text in "(?s).{0,200}", words in "[首頁登錄來源：:>|攝年月日0-9。，\\(\\)\\n 　a-z]{0,80}") {
        for text in [text, words] {
            let count = text.lines().count();
            prop_assert!(boilerplate::lines(&text).iter().all(|(number, ..)| (1..=count).contains(number)));
        }
    }
}

/// What this thread has had of the processor; where Linux does not say, the clock.
fn processor_seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let schedule = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = schedule.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Run with `cargo test --release --test boilerplate -- --ignored --nocapture`.
#[test]
#[ignore = "prints how fast body text is read; needs an optimised build to mean anything"]
fn speed() {
    let pages = pages();
    let prose = |class: &str| class == "body" || class == "dateline";
    let lines = pages.iter().flat_map(|page| &page.lines).filter(|(class, _)| prose(class));
    let paragraph: String = lines.map(|(_, text)| text.as_str()).collect();
    let start = processor_seconds();
    let _ = boilerplate::marks(&boilerplate::Line::new("首頁"));
    println!("start: {:.1} ms", (processor_seconds() - start) * 1e3);
    let characters: Vec<char> = paragraph.chars().collect();
    for length in [60, 150, 400, 2_000] {
        let lines: Vec<String> = characters.chunks(length).map(|chunk| chunk.iter().collect()).collect();
        let bytes: usize = lines.iter().map(String::len).sum();
        let rounds = 20_000_000 / bytes;
        let start = processor_seconds();
        let mut marks = 0;
        for _ in 0..rounds {
            for line in &lines {
                marks += boilerplate::marks(&boilerplate::Line::new(line)).len();
            }
        }
        let megabytes = (rounds * bytes) as f64 / 1e6;
        let speed = megabytes / (processor_seconds() - start);
        println!("lines of {length} characters: {speed:.0} MB/s ({} marks a round)", marks / rounds);
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
                "found": found.get(&(index + 1)), "marks": marks, "shape": [s.characters, s.han, s.marks, s.stops, s.digits, s.separators]});
            println!("DUMP {value}");
        }
    }
}
