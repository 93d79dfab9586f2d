//! Organisations: a place and what ends in 公司, 大學, 法院 …, and those that someone's titles are of.
//!
//! A first version, for precision: an organisation without a place before it, and without anyone's title after it, is
//! not found.

use super::{
    person::Mention,
    place::{Place, PlaceKind},
};
use crate::text::{
    han,
    word_list::{WordList, words},
};

const SUFFIXES: &WordList = words![
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "集团公司",
    "分公司",
    "公司",
    "集团",
    "大学",
    "学院",
    "医院",
    "银行",
    "法院",
    "检察院",
    "研究院",
    "研究所",
    "统计局",
    "公安局",
    "教育局",
    "气象局",
    "财政局",
    "税务局",
    "卫健委",
    "发改委",
    "委员会",
    "人民政府",
    "政府",
    "省委",
    "市委",
    "县委",
    "协会",
    "商会",
    "日报社",
    "日报",
    "晚报",
    "出版社",
    "电视台",
    "海关",
    "博物馆",
    "图书馆",
    "中学",
    "小学",
    "新闻办",
    "气象台",
];
/// Characters that no name of an organisation runs across.
pub(super) const BREAKS: &[char] = &[
    '的', '了', '在', '与', '和', '及', '对', '向', '是', '由', '把', '被', '将', '为', '从', '到', '等', '以', '有',
    '至', '让',
];
/// Names of authorities in which a 和 joins no two things: what stands before it, and behind it.
const JOINED: &[(&str, &str)] = &[
    ("发展", "改革"),
    ("工业", "信息化"),
    ("住房", "城乡建设"),
    ("人力资源", "社会保障"),
    ("文化", "旅游"),
    ("规划", "自然资源"),
    ("自然资源", "规划"),
    ("卫生", "计划生育"),
    ("经济", "信息化"),
    ("商务", "投资促进"),
    ("医疗", "生育保险"),
    ("口岸", "物流"),
];
/// The most characters that stand between the place and the end.
const LONGEST: usize = 24;

/// Whether the character at `at`, a 和, is part of the name of an authority: 發展和改革委員會.
pub(super) fn is_joined(chars: &[char], at: usize) -> bool {
    let joins = |(before, behind): &(&str, &str)| {
        let ends = before.chars().rev().eq(chars[..at].iter().rev().take(before.chars().count()).copied());
        ends && behind.chars().eq(chars[at + 1..].iter().take(behind.chars().count()).copied())
    };
    chars.get(at) == Some(&'和') && JOINED.iter().any(joins)
}

/// The organisations of a line, as (start, end) in characters, in order and not overlapping.
#[must_use]
pub fn organisations(chars: &[char], places: &[Place], people: &[Mention]) -> Vec<(usize, usize)> {
    let named = places.iter().filter(|place| matches!(place.kind, PlaceKind::Province(_) | PlaceKind::Town));
    let mut found: Vec<(usize, usize)> = named.filter_map(|place| after_place(chars, place)).collect();
    found.extend(people.iter().filter_map(|person| person.organisation));
    // Of two that overlap the longer one, which began first or ends last.
    found.sort_by_key(|at| (at.0, std::cmp::Reverse(at.1)));
    let mut end = 0;
    found.retain(|at| {
        let free = at.0 >= end;
        end = end.max(at.1);
        free
    });
    found
}

/// The longest run from a place to an organisation's last word. 遼寧省委 runs from the place's own suffix.
fn after_place(chars: &[char], place: &Place) -> Option<(usize, usize)> {
    let mut found = None;
    let mut at = place.end - 1;
    while at < chars.len() && at < place.end + LONGEST {
        if let Some((_, len)) = SUFFIXES.at_start(&chars[at..]) {
            found = Some((place.start, at + len));
            at += len;
            continue;
        }
        let inside = han::is_han(chars[at]) || matches!(chars[at], '(' | ')');
        if at >= place.end && (!inside || BREAKS.contains(&chars[at]) && !is_joined(chars, at)) {
            break;
        }
        at += 1;
    }
    // 高原(北京)文化公司 began before its place: half a name is none.
    found.filter(|&(start, end)| {
        let count = |mark: char| chars[start..end].iter().filter(|c| **c == mark).count();
        count('(') == count(')')
    })
}

#[cfg(test)]
mod tests {
    use crate::facts::{Line, person, place};

    fn found(line: &str) -> Vec<&str> {
        let folded = Line::new(line);
        let found = super::organisations(folded.chars(), &place::places(&folded), &person::persons(&folded));
        found.into_iter().map(|(start, end)| &line[folded.span(start, end).range()]).collect()
    }

    #[test]
    fn by_place_and_by_title() {
        assert_eq!(
            found("沈陽遠山(集團)股份有限公司與遼寧大學附屬醫院簽約"),
            ["沈陽遠山(集團)股份有限公司", "遼寧大學附屬醫院"]
        );
        assert_eq!(found("遼寧省委、省政府;遠山集團董事長邱東出席"), ["遼寧省委", "遠山集團"]);
        assert_eq!(found("省發展和改革委員會主任戚仲言,遼寧省文化和旅遊廳廳長"), ["省發展和改革委員會"]);
        assert_eq!(found("遼寧省工業和信息化委員會與人民政府和改革委員會"), ["遼寧省工業和信息化委員會"]);
        assert_eq!(found("遼寧的大學和公司,遠山(沈陽)文化公司"), [] as [&str; 0]);
    }
}
