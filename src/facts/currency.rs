//! What 元 is in a document: the New Taiwan dollar in a paper from Taipei, the Hong Kong dollar in one from Hong Kong.
//!
//! Its own words decide: currencies that it names, and places and offices that only one of them is the money of. A
//! document in Simplified characters means the yuan.

use super::line::{Class, Line};
use crate::text::{
    han,
    word_list::{WordTable, word_table},
};

/// Words of each currency, by its place among [`CODES`].
const WORDS: &WordTable<usize> = word_table![usize:
    ("新台币", 0),
    ("台币", 0),
    ("台北", 0),
    ("新北", 0),
    ("桃园", 0),
    ("台中", 0),
    ("台南", 0),
    ("高雄", 0),
    ("基隆", 0),
    ("苗栗", 0),
    ("彰化", 0),
    ("南投", 0),
    ("云林县", 0),
    ("嘉义", 0),
    ("屏东", 0),
    ("宜兰", 0),
    ("花莲", 0),
    ("台东", 0),
    ("澎湖", 0),
    ("行政院", 0),
    ("立法院", 0),
    ("监察院", 0),
    ("台股", 0),
    ("中央社", 0),
    ("民国", 0),
    ("县府", 0),
    ("立委", 0),
    ("台铁", 0),
    ("台电", 0),
    ("捷运", 0),
    ("网路", 0),
    ("资讯", 0),
    ("国小", 0),
    ("国中生", 0),
    ("市府", 0),
    ("公托", 0),
    ("托婴", 0),
    ("教保", 0),
    ("计程车", 0),
    ("报导", 0),
    ("公尺", 0),
    ("每坪", 0),
    ("里长", 0),
    ("健保", 0),
    ("内政部", 0),
    ("卫福部", 0),
    ("经济部", 0),
    ("劳动部", 0),
    ("金管会", 0),
    ("国发会", 0),
    ("主计总处", 0),
    ("台积电", 0),
    ("中职", 0),
    ("港元", 1),
    ("港币", 1),
    ("九龙", 1),
    ("新界", 1),
    ("港岛", 1),
    ("特区政府", 1),
    ("立法会", 1),
    ("恒指", 1),
    ("本港", 1),
    ("差估署", 1),
    ("房委会", 1),
    ("港铁", 1),
    ("全港", 1),
    ("金管局", 1),
    ("录得", 1),
    ("判监", 1),
    ("还押", 1),
    ("裁判法院", 1),
    ("公屋", 1),
    ("居屋", 1),
    ("私楼", 1),
    ("差饷", 1),
    ("强积金", 1),
    ("警署", 1),
    ("平方呎", 1),
    ("地产代理", 1),
    ("金融管理局", 1),
    ("警务处", 1),
    ("罪案调查科", 1),
    ("高级督察", 1),
    ("总督察", 1),
    ("警司", 1),
    ("廉政公署", 1),
    ("律政司", 1),
    ("财政司", 1),
    ("区议会", 1),
    ("区域法院", 1),
    ("房屋署", 1),
    ("运输署", 1),
    ("食环署", 1),
    ("港股", 1),
    ("呎租", 1),
    ("呎价", 1),
    ("按年升", 1),
    ("按年跌", 1),
    ("澳门元", 2),
    ("澳门币", 2),
    ("本澳", 2),
    ("氹仔", 2),
    ("路环", 2),
    ("人民币", 3),
    ("国务院", 3),
    ("省委", 3),
    ("市委", 3),
    ("县委", 3),
    ("全国人大", 3),
    ("北京", 3),
    ("上海", 3),
    ("广东", 3),
    ("江苏", 3),
    ("浙江", 3),
    ("山东", 3),
    ("四川", 3),
    ("湖北", 3),
    ("湖南", 3),
    ("河南", 3),
    ("河北", 3),
    ("安徽", 3),
    ("福建", 3),
    ("辽宁", 3),
    ("吉林", 3),
    ("黑龙江", 3),
    ("陕西", 3),
    ("山西", 3),
    ("江西", 3),
    ("云南", 3),
    ("贵州", 3),
    ("广西", 3),
    ("重庆", 3),
    ("天津", 3),
    ("甘肃", 3),
    ("青海", 3),
    ("宁夏", 3),
    ("新疆", 3),
    ("西藏", 3),
    ("内蒙古", 3),
    ("海南", 3),
    ("派出所", 3),
    ("公安局", 3),
    ("居委会", 3),
];

/// What the values of [`WORDS`] stand for. The money of mainland China is last: [`Counts::decide`] counts on that.
const CODES: [&str; 4] = ["TWD", "HKD", "MOP", "CNY"];

/// The words that tell a currency.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.words()
}

/// How often a document uses words of each currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    words: [u32; 4],
}

impl Counts {
    /// Of one line.
    pub(super) fn of(text: &Line) -> Self {
        let chars = text.chars();
        let mut counts = Self::default();
        for at in text.all(Class::CURRENCY) {
            if let Some((code, _)) = WORDS.value_at_start(&chars[at..]) {
                counts.words[code] += 1;
            }
        }
        counts
    }

    pub(super) fn add(&mut self, other: Self) {
        self.words.iter_mut().zip(other.words).for_each(|(count, other)| *count += other);
    }

    /// The currency that a bare 元 is in, where it is not the yuan: that of a document whose script `is_traditional`.
    pub(super) fn decide(self, is_traditional: impl FnOnce() -> bool) -> Option<&'static str> {
        let (most, count) = self.words.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
        let code = CODES[most];
        // One word may be an aside.
        let named = *count >= 2 && code != "CNY" && 2 * self.words[3] < *count;
        (named && is_traditional()).then_some(code)
    }
}

/// Whether a document is in Traditional characters.
pub(super) fn is_traditional<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut traditional, mut simplified) = (0, 0);
    for script in lines.flat_map(str::chars).map(han::script) {
        traditional += usize::from(script.traditional_only);
        simplified += usize::from(script.simplified_only);
    }
    traditional > 4 * simplified
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_decide() {
        let decide = |text: &str| Counts::of(&Line::new(text)).decide(|| is_traditional([text].into_iter()));
        assert_eq!(decide("台北市長說，新台幣貶值，每坪91萬元。"), Some("TWD"));
        assert_eq!(decide("本港樓價，港島東呎價1.5萬元。"), Some("HKD"));
        assert_eq!(decide("本港楼价，港岛东呎价1.5万元。"), None);
        assert_eq!(decide("遼寧省委書記在北京會見香港代表"), None);
        assert_eq!(decide("全村收入三百萬元"), None);
    }
}
