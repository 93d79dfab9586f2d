//! Boilerplate rules on whole pages: the samples of `../shared` where they are, clean articles, lookalikes, and laws.
//! How well they do on labelled pages is measured in `pages.rs`.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A test that cannot read its files has failed; scores are printed.

#[allow(dead_code, reason = "two tests use it, each a part")]
#[path = "boilerplate/labelled.rs"]
mod labelled;

use labelled::{articles, fixed, is_in_order, pages};
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

/// What is true of the samples.
fn gold(shared: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(shared.join("gold/boilerplate.json")).unwrap()).unwrap()
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
    let gold = gold(&shared);
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
    let gold = gold(&shared);
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
