//! How often the page was read, liked or shared.
//!
//! # What it does
//! Finds lines that are nothing but counters: `閱讀(1024)`, `點贊 35 收藏 2`, and lone numbers beside them.
//!
//! # Why it is bad
//! The numbers are no figures of the article.
//!
//! # Example
//! `瀏覽次數：1024`
//!
//! # Fix
//! Deletes the line. Safe where the line says it plainly; Unsafe where its place had to speak for it too.
//!
//! # Limits
//! A number on a line of its own goes only beside a line that is a counter or a button.

use super::{Cue, Line, LineCheck, Place, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;
use regex::Regex;
use std::sync::LazyLock;

/// B219.
pub static RULE: Rule =
    rule("B219", "counters", "counters: {reason}", module_docs!("counters.rs"), LineCheck { cue, judge });

static COUNTERS: LazyLock<Regex> = LazyLock::new(|| {
    let what = "阅读|浏览|点击|收藏|推荐|点赞|赞|评论|转发|分享|访问|人气|观看|播放|热度|围观|好看|在看|回复|打赏|留言|喜欢|讚";
    let number = r"[\d,.]+\s?(?:万|千|k|w|亿)?\+?";
    Regex::new(&format!(
        r"^(?:[\s|/·,]*(?:本文|文章|页面|已|被)?(?:(?:{what})(?:量|数|次数|人数)?\s?[:(\[]?\s?{number}[)\]]?\s?(?:次|人|条|个)?|{number}\s?(?:次|人|条|个)?\s?(?:{what})(?:量|数)?))+[\s|]*$"
    ))
    .expect("the pattern is a constant, and tested")
});

fn cue(line: &Line<'_>) -> Option<Cue> {
    let shape = &line.shape;
    if shape.digits == 0 || shape.characters > 60 || shape.stops > 0 {
        return None;
    }
    if shape.han == 0 && line.text.chars().all(|c| c.is_ascii_digit()) && shape.digits <= 6 {
        return Some(Cue::possible("a lone number beside counters"));
    }
    COUNTERS.is_match(&line.folded()).then_some(Cue::certain("nothing but counters"))
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    let beside = place.neighbours().any(|line| {
        let is = |code: &str| line.marks.iter().any(|mark| mark.rule.code == code && mark.cue.weight >= Weight::Likely);
        is("B211") || is("B219")
    });
    match cue.weight {
        Weight::Possible => beside.then_some(Applicability::Unsafe),
        _ => by_place(cue, place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_numbers() {
        let weight = |text: &str| cue(&Line::new(text)).map(|cue| cue.weight);
        for line in ["閱讀(1024)", "瀏覽次數：1024", "點讚 35 收藏 2", "1.2萬閱讀", "35次播放", "阅读 10万+"]
        {
            assert_eq!(weight(line), Some(Weight::Certain), "{line}");
        }
        assert_eq!(weight("35"), Some(Weight::Possible));
        assert_eq!(weight("推荐3本书"), None);
        assert_eq!(weight("全年观看120万人次，增长5%"), None);
    }
}
