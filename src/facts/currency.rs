//! What 元 is in a document: the New Taiwan dollar in a paper from Taipei, the Hong Kong dollar in one from Hong Kong.
//!
//! Its own words decide: currencies that it names, and places and offices that only one of them is the money of. A
//! document in Simplified characters means the yuan.

use crate::text::{
    folded::{CharSet, Folded, first_of},
    han,
};
use std::sync::LazyLock;

/// Words of each currency, by its ISO code. Those of mainland China are last: they decide a tie.
const WORDS: &[(&str, &[&str])] = &[
    (
        "TWD",
        &[
            "新台币",
            "台币",
            "台北",
            "新北",
            "桃园",
            "台中",
            "台南",
            "高雄",
            "基隆",
            "苗栗",
            "彰化",
            "南投",
            "云林县",
            "嘉义",
            "屏东",
            "宜兰",
            "花莲",
            "台东",
            "澎湖",
            "行政院",
            "立法院",
            "监察院",
            "台股",
            "中央社",
            "民国",
            "县府",
            "立委",
            "台铁",
            "台电",
        ],
    ),
    (
        "HKD",
        &[
            "港元",
            "港币",
            "九龙",
            "新界",
            "港岛",
            "特区政府",
            "立法会",
            "恒指",
            "本港",
            "差估署",
            "房委会",
            "港铁",
            "全港",
        ],
    ),
    ("MOP", &["澳门元", "澳门币", "本澳", "氹仔", "路环"]),
    (
        "CNY",
        &[
            "人民币",
            "国务院",
            "省委",
            "市委",
            "县委",
            "全国人大",
            "北京",
            "上海",
            "广东",
            "江苏",
            "浙江",
            "山东",
            "四川",
            "湖北",
            "湖南",
            "河南",
            "河北",
            "安徽",
            "福建",
            "辽宁",
            "吉林",
            "黑龙江",
            "陕西",
            "山西",
            "江西",
            "云南",
            "贵州",
            "广西",
            "重庆",
            "天津",
            "甘肃",
            "青海",
            "宁夏",
            "新疆",
            "西藏",
            "内蒙古",
            "海南",
            "派出所",
            "公安局",
            "居委会",
        ],
    ),
];

/// How often a document uses words of each currency, and characters of each script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    words: [u32; 4],
    traditional: u32,
    simplified: u32,
}

impl Counts {
    /// Of one line.
    pub(super) fn of(line: &str, text: &Folded) -> Self {
        let chars = text.chars();
        let mut counts = Self::default();
        for script in line.chars().filter(|c| han::is_han(*c)).map(han::script) {
            counts.traditional += u32::from(script.traditional_only);
            counts.simplified += u32::from(script.simplified_only);
        }
        for (index, c) in chars.iter().enumerate() {
            if !BEGINNINGS.has(*c) {
                continue;
            }
            for (count, (_, words)) in counts.words.iter_mut().zip(WORDS) {
                *count += u32::from(first_of(&chars[index..], words).is_some());
            }
        }
        counts
    }

    pub(super) fn add(&mut self, other: Self) {
        self.words.iter_mut().zip(other.words).for_each(|(count, other)| *count += other);
        self.traditional += other.traditional;
        self.simplified += other.simplified;
    }

    /// The currency that a bare 元 is in, where it is not the yuan.
    pub(super) fn decide(self) -> Option<&'static str> {
        if self.traditional <= 4 * self.simplified {
            return None;
        }
        let (most, count) = self.words.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
        let (code, _) = WORDS.get(most)?;
        // One word may be an aside.
        (*count >= 2 && *code != "CNY" && 2 * self.words[3] < *count).then_some(*code)
    }
}

/// What the words begin with.
static BEGINNINGS: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::beginnings(WORDS.iter().flat_map(|(_, words)| words.iter().copied())));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_decide() {
        let decide = |text: &str| Counts::of(text, &Folded::new(text)).decide();
        assert_eq!(decide("台北市長說，新台幣貶值，每坪91萬元。"), Some("TWD"));
        assert_eq!(decide("本港樓價，港島東呎價1.5萬元。"), Some("HKD"));
        assert_eq!(decide("本港楼价，港岛东呎价1.5万元。"), None);
        assert_eq!(decide("遼寧省委書記在北京會見香港代表"), None);
        assert_eq!(decide("全村收入三百萬元"), None);
    }
}
