//! A photo's caption that runs into a paragraph.
//!
//! # What it does
//! Finds the caption at the head of a paragraph, up to 攝 behind the photographer's name, with text right behind it.
//! 供圖 counts too, and so does a name in brackets.
//!
//! # Why it is bad
//! The caption becomes a sentence of the article, and its last word the beginning of the next: 攝2023年.
//!
//! # Example
//! `圖為合龍現場。甘棠 攝五月六日上午，霧嶺縣青石河上的三座大橋同時合龍…`
//!
//! # Fix
//! Puts the caption on a line of its own, or removes it: both are offered. Safe where a blank parts the name from 攝,
//! or brackets hold it; else Unsafe.
//!
//! # Limits
//! Only one caption at the head of a paragraph is found, and only before some text.

use super::{PartCheck, rule_with};
use crate::lint::{Check, Rule, docs::module_docs};
use crate::text::Span;
use crate::text::edit::Applicability;
use aho_corasick::AhoCorasick;
use regex::Regex;
use std::sync::LazyLock;

/// B225.
pub static RULE: Rule = rule_with(
    "B225",
    "fused-caption",
    "a caption runs into the paragraph: {reason}",
    module_docs!("fused_caption.rs"),
    Check::Part(PartCheck { find }),
);

/// In characters: a caption is a sentence or two.
const LONGEST: usize = 90;
/// In Han characters: so much text follows at least.
const SHORTEST_TEXT: usize = 12;

/// The words that end a credit.
static LAST: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["攝", "摄", "供圖", "供图"]).expect("the words are constants, and tested"));

/// A caption with the credit that ends it. `apart`: with a blank, a colon or a bar before the last word; `inside`: in
/// brackets; `tight`: neither.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[\p{Han}·]{2,4}(?:[、/ 　]{1,2}[\p{Han}·]{2,4}){0,2}";
    let role = r"(?:(?:[\p{Han}]{2,8}[ 　]?)?(?:記者|记者|通訊員|通讯员|特派員|特派员|實習生|实习生)[ 　:：/]{0,2})";
    // Not 攝影: it begins other words, and is a byline's.
    let last = r"(?:翻攝|翻摄|攝|摄|供圖|供图)";
    let head = r"(?:^|[。！？!?.：:])[ 　]?";
    Regex::new(&format!(
        r"^(?:.{{0,{LONGEST}}}?(?:(?P<inside>(?:^(?:圖為|图为).{{2,{LONGEST}}}|[。！？!?])[ 　]?[（(][^（()）]{{0,24}}{last}[)）])|(?P<apart>{head}{role}?{name}[ 　/／:：]{{1,2}}{last})|(?P<tight>{head}(?:{role}{name}|[\p{{Han}}]{{2,3}}){last})))"
    ))
    .expect("the pattern is a constant, and tested")
});

/// Where the caption stands in a line, in bytes, with what tells it, and how certain it is.
fn find(line: &str) -> Option<(Span, &'static str, Applicability)> {
    // Most lines are passed over by their first characters.
    let head = line.char_indices().nth(LONGEST + 16).map_or(line.len(), |(at, _)| at);
    LAST.find(&line[..head])?;
    let found = CREDIT.captures(line)?;
    let end = found.get(0)?.end();
    let (caption, text) = line.split_at(end);
    if !is_text(text) || says_otherwise(caption) {
        return None;
    }
    let (reason, applicability) = if found.name("inside").is_some() {
        ("the name of the photographer in brackets, and then a sentence", Applicability::Safe)
    } else if found.name("apart").is_some() {
        ("the name of the photographer, and then a sentence", Applicability::Safe)
    } else {
        ("what may be the name of the photographer, and then a sentence", Applicability::Unsafe)
    };
    Some((Span::new(0, end), reason, applicability))
}

/// Whether a paragraph can begin like this: not with the rest of a word or of a clause.
fn is_text(text: &str) -> bool {
    // 攝影, 攝像, 攝製, 攝氏, 攝於, 供圖片; and what goes on with the sentence.
    const REST: [char; 26] = [
        '影', '像', '製', '制', '氏', '於', '于', '取', '入', '下', '了', '的', '在', '過', '过', '片', '自', '書',
        '书', '紙', '纸', '成', '、', '，', '。', '；',
    ];
    let is_joined = text.starts_with(REST) || text.starts_with(|c: char| c.is_whitespace() || is_closing(c));
    let han = text.chars().filter(|c| crate::text::han::is_han(*c)).count();
    !is_joined && han >= SHORTEST_TEXT && text.contains(['。', '，', ',', '！', '？'])
}

const fn is_closing(c: char) -> bool {
    matches!(c, '）' | ')' | '”' | '」' | '』' | '》' | '/' | '／' | '!' | '?' | ':' | '：' | ',' | '.' | '…')
}

/// Whether the last word is part of another: 拍攝, 航攝; or the brackets are of a dateline.
fn says_otherwise(caption: &str) -> bool {
    let bare = caption.trim_end_matches([')', '）']);
    let words = [
        "拍攝",
        "拍摄",
        "開攝",
        "开摄",
        "提供圖",
        "提供图",
        "報道攝影",
        "报道摄影",
        "文/攝",
        "文/摄",
        "文／攝",
        "文／摄",
        "並攝",
        "并摄",
    ];
    words.iter().any(|word| bare.ends_with(word)) || is_dateline(caption)
}

/// `霧嶺日報訊（記者 陸橋 文／攝）`, `霧嶺社柳塘5月6日電（記者甘棠攝）`.
fn is_dateline(caption: &str) -> bool {
    let before = caption.rsplit_once(['（', '(']).map_or("", |(before, _)| before);
    before.ends_with(['訊', '讯', '電', '电']) && before.chars().count() <= 24
}
