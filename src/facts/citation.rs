//! Documents cited: what stands in 《》.

use super::line::{Class, Line};
use crate::text::word_list::{WordList, words};

/// A document cited in a line. Indices count characters, the marks included in `at`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// From 《 to 》.
    pub at: (usize, usize),
    /// The title inside.
    pub title: (usize, usize),
}

/// The documents cited in a line, outermost marks only.
#[must_use]
pub fn citations(text: &Line) -> Vec<Citation> {
    let chars = text.chars();
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for at in text.all(Class::QUOTE) {
        match chars[at] {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 && at > start + 1 {
                    found.push(Citation { at: (start, at + 1), title: (start + 1, at) });
                }
            }
            _ => {}
        }
    }
    found
}

/// What is done with a document by who issues it.
const ISSUES: &WordList = words![
    "印发", "发布", "公布", "颁布", "出台", "制定", "下发", "签发", "发出", "公开", "推出", "编制", "修订", "印制",
    "颁发", "转发",
];

/// What may stand before such a verb.
const ADVERBS: &WordList = words!["联合", "正式", "近日", "日前", "今天", "今日", "昨日", "共同", "新", "已"];

/// Characters between the name and the marks, or behind them, at most.
const REACH: usize = 12;

/// Who issued the document cited: one of the `organisations` of the line, each as (start, end) in characters, in order.
/// Before it, as in `省政府辦公廳近日印發《…》`, or behind it, as in `《…》由省發改委制定`.
#[must_use]
pub fn issuer(chars: &[char], citation: &Citation, organisations: &[(usize, usize)]) -> Option<(usize, usize)> {
    let (start, end) = citation.at;
    let before = organisations.iter().rev().find(|name| name.1 <= start && start - name.1 <= REACH);
    let issues_before = |name: &&(usize, usize)| is_verb(&chars[name.1..start]);
    let behind = organisations.iter().find(|name| name.0 >= end && name.0 - end <= 1);
    let issues_behind = |name: &&(usize, usize)| {
        chars[end..name.0] == ['由'] && ISSUES.at_start(without_adverbs(&chars[name.1..])).is_some()
    };
    before.filter(issues_before).or_else(|| behind.filter(issues_behind)).copied()
}

/// Whether `between` says that what stands before it issued what stands behind it: `近日联合印发了`, or `的`.
fn is_verb(between: &[char]) -> bool {
    let rest = without_adverbs(between);
    let end = rest.iter().rposition(|c| !matches!(c, '了' | '的')).map_or(0, |last| last + 1);
    let issues = ISSUES.at_start(rest).is_some_and(|(_, len)| len == end);
    issues || end == 0 && between.ends_with(&['的'])
}

fn without_adverbs(mut chars: &[char]) -> &[char] {
    while let Some((_, len)) = ADVERBS.at_start(chars) {
        let comma = chars[len..].iter().take_while(|c| **c == ',').count();
        chars = &chars[len + comma..];
    }
    chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_issued_it() {
        let issuer_in = |text: &str, name: &str| {
            let line = Line::new(text);
            let at = text.find(name).map(|at| text[..at].chars().count()).unwrap();
            let organisation = (at, at + name.chars().count());
            issuer(line.chars(), &citations(&line)[0], &[organisation]) == Some(organisation)
        };
        for text in [
            "省教育厅印发《办法》",
            "省教育厅近日，联合印发了《办法》",
            "省教育厅的《办法》",
            "《办法》由省教育厅制定",
            "《办法》由省教育厅正式发布",
        ] {
            assert!(issuer_in(text, "省教育厅"), "{text}");
        }
        for text in ["省教育厅学习《办法》", "省教育厅，《办法》", "《办法》，省教育厅印发", "《办法》由省教育厅解释"]
        {
            assert!(!issuer_in(text, "省教育厅"), "{text}");
        }
    }

    #[test]
    fn nested_and_broken_marks() {
        let line = Line::new("見《關於〈甲〉的《乙》辦法》與《丙");
        assert_eq!(citations(&line), [Citation { at: (1, 14), title: (2, 13) }]);
        assert!(citations(&Line::new("》《》")).is_empty());
    }
}
