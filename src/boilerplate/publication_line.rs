//! When and by whom the page was published.
//!
//! # What it does
//! Finds lines that hold a date with a time, a source, an author or a counter, and nothing else: `發布時間:2024-05-06
//! 10:00 來源: 霧嶺日報`.
//!
//! # Why it is bad
//! It is about the page, not of the article. The date and the source are worth keeping, but not in the text.
//!
//! # Example
//! `2024-05-06 10:00 來源：霧嶺日報 字號：大 中 小`
//!
//! # Fix
//! Deletes the line. Safe.
//!
//! # Limits
//! A line with a full sentence in it stays, and a dateline too. A site's name beside a date is known by words such as
//! 網 and 報 only.

use super::time::Stamps;
use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::han;
use regex::Regex;
use std::sync::LazyLock;

/// B203.
pub static RULE: Rule = rule(
    "B203",
    "publication-line",
    "publication line: {reason}",
    module_docs!("publication_line.rs"),
    LineCheck { cue, judge: by_place },
);

/// A label of the head of a page; what follows it up to white space is its value.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let before = "本文|信息|文章|稿件|最后|首次|新闻|内容|网站";
    let name = "来源|稿源|作者|记者|编辑|责编|责任编辑|发布机构|发布者|发布人|发布单位|撰文|供稿|文/图|图/文|文|图|通讯员|出处|分类|栏目|地点|审核|校对";
    let count = "阅读|浏览|点击|评论|访问|点赞|收藏|分享|人气|字号|字体|热度|转发|观看";
    Regex::new(&format!(
        r"(?:{before})?(?:(?:{name})(?:自|于)?\s?[:|]\s?[^\s|]*|(?:{count})(?:量|数|次数)?\s?[:(]?\s?[^\s|]*)"
    ))
    .expect("the pattern is a constant, and tested")
});

/// The end of the name of a paper, a site or a department.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:网|报|社|台|新闻|客户端|频道|在线|发布|周刊|杂志|时报|com|cn|tw|net|办公室|宣传部|委员会|编辑部|融媒体中心|报导|报道|综合|app)$")
        .expect("the pattern is a constant, and tested")
});

/// Words that may stand beside the date and say nothing.
const FILLERS: [&str; 28] = [
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
    "更新日期",
    "最后更新",
    "发稿时间",
    "上传时间",
    "时间",
    "日期",
    "刊登于",
    "发表于",
    "发布于",
    "更新于",
    "刊登",
    "发布",
    "更新",
    "发表",
    "星期",
    "大",
    "中",
    "小",
    "打印",
    "t",
    "a",
    "北京时间",
    "刊出",
    "出版",
];

fn cue(line: &Line<'_>) -> Option<Cue> {
    let shape = &line.shape;
    if shape.characters > 140 || shape.digits < 4 || shape.han < 2 || shape.stops > 0 || shape.marks > 2 {
        return None;
    }
    let stamps = Stamps::of(&line.folded());
    if !stamps.year {
        return None;
    }
    let labelled = LABEL.is_match(&stamps.rest);
    let rest = LABEL.replace_all(&stamps.rest, " ");
    let (fillers, words): (Vec<&str>, Vec<&str>) =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).partition(|word| is_filler(word));
    let filled = !fillers.is_empty();
    let left = words.iter().flat_map(|word| word.chars()).filter(|c| han::is_han(*c)).count();
    let outside =
        line.text.starts_with(|c: char| c.is_ascii_digit()) || line.text.ends_with(|c: char| c.is_ascii_digit());
    let sources = words.iter().filter(|word| SOURCE.is_match(word)).count();
    match left {
        0..=16 if labelled => Some(Cue::certain("a date beside the source, the author or a counter")),
        0..=3 if filled => Some(Cue::certain("says when it was published")),
        4..=12 if filled => Some(Cue::likely("says when it was published")),
        1..=20 if sources > 0 && stamps.clock => Some(Cue::certain("a date and a time beside the name of a source")),
        1..=6 if stamps.clock && outside => Some(Cue::likely("a date and a time beside a name")),
        1..=14 if sources > 0 && stamps.iso => Some(Cue::likely("a date beside the name of a source")),
        _ => None,
    }
}

/// Whether `word` says nothing beside a date: it is made of fillers.
fn is_filler(word: &str) -> bool {
    let mut rest = word;
    while let Some(behind) = FILLERS.iter().find_map(|filler| rest.strip_prefix(filler)) {
        rest = behind;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boilerplate::Weight;

    fn weight(text: &str) -> Option<Weight> {
        cue(&Line::new(text)).map(|cue| cue.weight)
    }

    #[test]
    fn heads_of_pages() {
        for line in [
            "發布時間:2024-05-06 16:02:00來源: 霧嶺日報",
            "2024年05月06日 10:21 来源：雾岭新闻网 作者：甘棠 字号：大 中 小",
            "2024-05-06 09:30 霧嶺新聞網",
            "刊登於 2018-05-13",
            "发布日期：2024-05-06 浏览次数：1024",
            "雾岭晚报 2024-05-06 08:12:00",
            "最後更新：2024/05/06 18:30",
        ] {
            assert_eq!(weight(line), Some(Weight::Certain), "{line}");
        }
    }

    #[test]
    fn sentences_with_a_date_are_not() {
        for line in [
            "本報霧嶺5月6日電（記者 甘棠）",
            "2024年5月6日10时，大桥通车。",
            "2024年5月6日 青石大桥合龙",
            "2024年5月6日下午，记者来到雾岭日报社",
            "会议于2024-05-06 10:00开始",
        ] {
            assert_eq!(weight(line), None, "{line}");
        }
    }
}
