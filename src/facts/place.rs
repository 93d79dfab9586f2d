//! Places: provinces and their short names, cities and counties by the gazetteer of [`super::division`], scopes such as
//! 全國 and 全省, and other names that end in 市, 縣.
//!
//! 省 alone shows no province: 推進省際往來, 依照省裏的意思.

use super::{
    division,
    line::{Class, Line},
};
use crate::text::{
    folded::{CharSet, starts_with},
    han,
    word_list::{WordList, WordTable, word_table, words},
};
use std::sync::LazyLock;

/// A place named in a line. Indices count characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What kind of mention it is.
    pub kind: PlaceKind,
}

/// How a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A province or an equal of it; the index into the table makes 遼寧 and 遼寧省 one.
    Province(usize),
    /// A city, county or district by its suffix or as one of the well-known.
    Town,
    /// 全國, 全球: the extent of a comparison.
    Scope,
    /// 全省, 我市: whichever the article is about.
    Here,
}

/// Provinces, regions, and municipalities of China; each with its number and the suffix of its full name.
const PROVINCES: &WordTable<(usize, &str)> = word_table![(usize, &str):
    ("北京", (0, "市")),
    ("天津", (1, "市")),
    ("上海", (2, "市")),
    ("重庆", (3, "市")),
    ("河北", (4, "省")),
    ("山西", (5, "省")),
    ("辽宁", (6, "省")),
    ("吉林", (7, "省")),
    ("黑龙江", (8, "省")),
    ("江苏", (9, "省")),
    ("浙江", (10, "省")),
    ("安徽", (11, "省")),
    ("福建", (12, "省")),
    ("江西", (13, "省")),
    ("山东", (14, "省")),
    ("河南", (15, "省")),
    ("湖北", (16, "省")),
    ("湖南", (17, "省")),
    ("广东", (18, "省")),
    ("海南", (19, "省")),
    ("四川", (20, "省")),
    ("贵州", (21, "省")),
    ("云南", (22, "省")),
    ("陕西", (23, "省")),
    ("甘肃", (24, "省")),
    ("青海", (25, "省")),
    ("台湾", (26, "省")),
    ("内蒙古", (27, "自治区")),
    ("广西", (28, "壮族自治区")),
    ("西藏", (29, "自治区")),
    ("宁夏", (30, "回族自治区")),
    ("新疆", (31, "维吾尔自治区")),
    ("香港", (32, "特别行政区")),
    ("澳门", (33, "特别行政区")),
];
/// What may stand right before a place.
pub(super) const BEFORE: &str = "在由向从与和及到对于是据至给赴往为";
/// Characters that no town's name has, as far as words like 城市, 上市, 各縣市 go.
static NOT_IN_NAMES: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of("本该全我各城股超都门夜上楼车早街外节某县省市区两一二三四五六七八九十的在此每同多资债期货场他们是有和与及或其这那个第为到从向对由把被将等了着过年月日副口请谢刚".chars())
});
const SCOPES: &WordList =
    words!["全国", "全球", "全世界", "世界", "国内", "国际", "亚洲", "东北亚", "全行业", "同行业", "全港", "全台"];
const HERE: &WordList = words![
    "全省", "全市", "全县", "全区", "我省", "我市", "我县", "我区", "本省", "本市", "本县", "全州", "全境", "本港",
    "本澳",
];

/// The places that are known by name, as long as they are no divisions.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    SCOPES.words().chain(HERE.words()).chain(PROVINCES.words())
}

/// The places named in a line, left to right.
#[must_use]
pub fn places(text: &Line) -> Vec<Place> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.next(Class::PLACE, from) {
        from = at + 1;
        let place = if text.is(Class::PLACE_NAME, at) { place(chars, at) } else { by_suffix(chars, at) };
        if let Some(place) = place {
            from = place.end;
            found.push(place);
        }
    }
    found
}

fn place(chars: &[char], at: usize) -> Option<Place> {
    let rest = &chars[at..];
    let place = |len: usize, kind: PlaceKind| Some(Place { start: at, end: at + len, kind });
    if let Some((_, len)) = SCOPES.at_start(rest) {
        return place(len, PlaceKind::Scope);
    }
    // 資本市場 and 全市場 name no town.
    if let Some((_, len)) = HERE.at_start(rest).filter(|(_, len)| rest.get(*len) != Some(&'场')) {
        return place(len, PlaceKind::Here);
    }
    if let Some(((index, suffix), len)) = PROVINCES.value_at_start(rest) {
        let full = if starts_with(&rest[len..], suffix) { suffix.chars().count() } else { 0 };
        return place(len + full, PlaceKind::Province(index));
    }
    division(chars, at)
}

/// A city, a county or a district.
fn division(chars: &[char], at: usize) -> Option<Place> {
    let rest = &chars[at..];
    let Some(len) = division::at(rest) else { return by_suffix(chars, at) };
    // 錦州港 and 長春機場 are names of other things.
    const OTHER: &WordList =
        words!["港", "机场", "大学", "站", "银行", "路", "街", "军区", "舰", "时代", "山水", "火车", "烤"];
    OTHER.at_start(&rest[len..]).is_none().then(|| town(at, len))
}

const fn town(at: usize, len: usize) -> Place {
    Place { start: at, end: at + len, kind: PlaceKind::Town }
}

/// A place that only its suffix shows: two or three characters and 市 or 縣, where a name may begin.
fn by_suffix(chars: &[char], at: usize) -> Option<Place> {
    let len = (2..=3).find(|len| matches!(chars.get(at + len), Some('市' | '县')))?;
    let before = at.checked_sub(1).map(|at| chars[at]);
    let begins = || before.is_none_or(|c| !han::is_han(c) || BEFORE.contains(c));
    let named = || chars[at..at + len].iter().all(|c| han::is_han(*c) && !NOT_IN_NAMES.has(*c));
    let word =
        matches!(chars.get(at + len + 1), Some('场' | '民' | '值' | '价' | '面' | '况' | '级' | '盈' | '率' | '占'));
    (!word && begins() && named()).then(|| town(at, len + 1))
}

/// The length of a place's name without its suffix, in characters: 遼寧省 is known as 遼寧.
#[must_use]
pub fn short_len(chars: &[char], place: &Place) -> usize {
    match place.kind {
        PlaceKind::Province(index) => PROVINCES.words().nth(index).map_or(0, |name| name.chars().count()),
        _ => {
            let name = chars.get(place.start..place.end).unwrap_or_default();
            let suffixed =
                name.len() > 2 && name.ends_with(&['市']) || name.ends_with(&['县']) && !name.contains(&'治');
            name.len() - usize::from(place.kind == PlaceKind::Town && suffixed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_by_their_suffix() {
        let found = |line: &str| -> Vec<String> {
            let folded = Line::new(line);
            let text = |place: Place| line[folded.span(place.start, place.end).range()].to_owned();
            places(&folded).into_iter().map(text).collect()
        };
        assert_eq!(found("霧嶺市地區生產總值,在青河縣召開"), ["霧嶺市", "青河縣"]);
        assert_eq!(
            found(
                "資本市場,新股上市,各縣市,節省開支,城市更新,幾個城市,逛夜市,謝謝周省長,農業大省,去年人口省外流入,請遼寧省"
            ),
            ["遼寧省"]
        );
    }

    #[test]
    fn provinces_in_full_and_short() {
        let folded = Line::new("遼寧省與吉林的企業在大連市，全省第一，全國第二");
        let found = places(&folded);
        let kinds: Vec<PlaceKind> = found.iter().map(|place| place.kind).collect();
        assert_eq!(
            kinds,
            [PlaceKind::Province(6), PlaceKind::Province(7), PlaceKind::Town, PlaceKind::Here, PlaceKind::Scope]
        );
        assert_eq!(found.iter().map(|place| short_len(folded.chars(), place)).collect::<Vec<_>>(), [2, 2, 2, 2, 2]);
    }
}
