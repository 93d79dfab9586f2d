//! What a figure is about: metric, trend, basis, period, place, read from its clause and the ones before it.
//!
//! Everything here looks at one line only: a figure's clause, its sentence, and the figures before it in the line.

use super::{
    date::{Expression, Part, Point, When},
    figure::Raw,
    place::{Place, PlaceKind},
    unit::Quantity,
};
use crate::text::{
    folded::{Folded, first_of, last_of},
    han,
};

/// Whether something grew or shrank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It grew.
    Up,
    /// It shrank.
    Down,
    /// It stayed.
    Flat,
}

/// What a line says about one of its figures. Pairs are where it says so, in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The noun phrase that is measured.
    pub metric: Option<(usize, usize)>,
    /// The word for its change, and which way it goes.
    pub trend: Option<((usize, usize), Direction)>,
    /// What it is compared with: 同比, 較2022年.
    pub basis: Option<(usize, usize)>,
    /// The date expression that governs it, as an index into the line's.
    pub period: Option<usize>,
    /// The place, as an index into the line's.
    pub place: Option<usize>,
    /// Whether a place that is not named here (全省) is meant.
    pub here: bool,
    /// The sentence.
    pub sentence: (usize, usize),
}

/// Words for change, longest first within each; they may be followed by 了, 到, 至, 為.
const TRENDS: &[(&str, Direction)] = &[
    ("再创新高", Direction::Up),
    ("增长", Direction::Up),
    ("成长", Direction::Up),
    ("增加", Direction::Up),
    ("提高", Direction::Up),
    ("提升", Direction::Up),
    ("上升", Direction::Up),
    ("上涨", Direction::Up),
    ("上调", Direction::Up),
    ("攀升", Direction::Up),
    ("回升", Direction::Up),
    ("扩大", Direction::Up),
    ("拓展", Direction::Up),
    ("扩展", Direction::Up),
    ("增至", Direction::Up),
    ("升至", Direction::Up),
    ("涨至", Direction::Up),
    ("站上", Direction::Up),
    ("突破", Direction::Up),
    ("跃升", Direction::Up),
    ("激增", Direction::Up),
    ("大增", Direction::Up),
    ("飙升", Direction::Up),
    ("翻", Direction::Up),
    ("新增", Direction::Up),
    ("净增", Direction::Up),
    ("多增", Direction::Up),
    ("年增", Direction::Up),
    ("月增", Direction::Up),
    ("季增", Direction::Up),
    ("劲增", Direction::Up),
    ("增", Direction::Up),
    ("升", Direction::Up),
    ("涨", Direction::Up),
    ("收涨", Direction::Up),
    ("高开", Direction::Up),
    ("超出", Direction::Up),
    ("多出", Direction::Up),
    ("反弹", Direction::Up),
    ("延长", Direction::Up),
    ("增收", Direction::Up),
    ("下降", Direction::Down),
    ("减少", Direction::Down),
    ("降低", Direction::Down),
    ("下跌", Direction::Down),
    ("下滑", Direction::Down),
    ("回落", Direction::Down),
    ("缩小", Direction::Down),
    ("缩短", Direction::Down),
    ("收窄", Direction::Down),
    ("压减", Direction::Down),
    ("节约", Direction::Down),
    ("节省", Direction::Down),
    ("下调", Direction::Down),
    ("衰退", Direction::Down),
    ("萎缩", Direction::Down),
    ("跌破", Direction::Down),
    ("降至", Direction::Down),
    ("跌至", Direction::Down),
    ("减至", Direction::Down),
    ("年减", Direction::Down),
    ("月减", Direction::Down),
    ("季减", Direction::Down),
    ("锐减", Direction::Down),
    ("暴跌", Direction::Down),
    ("重挫", Direction::Down),
    ("收跌", Direction::Down),
    ("少", Direction::Down),
    ("降", Direction::Down),
    ("跌", Direction::Down),
    ("减", Direction::Down),
    ("持平", Direction::Flat),
    ("维持在", Direction::Flat),
    ("保持在", Direction::Flat),
    ("稳定在", Direction::Flat),
];
/// Nouns that end in a change of their own: 增速達到5.3%.
const TREND_NOUNS: &[(&str, Direction)] = &[
    ("增速", Direction::Up),
    ("增幅", Direction::Up),
    ("涨幅", Direction::Up),
    ("升幅", Direction::Up),
    ("增长率", Direction::Up),
    ("成长率", Direction::Up),
    ("降幅", Direction::Down),
    ("跌幅", Direction::Down),
    ("减幅", Direction::Down),
];
/// What stands between a noun phrase and its number and belongs to neither.
const FILLERS: &[&str] = &[
    "一共",
    "合计",
    "总共",
    "分别",
    "累计",
    "已经",
    "达到",
    "占到",
    "约为",
    "大约",
    "平均",
    "其中",
    "预计",
    "将会",
    "可以",
    "可达",
    "高达",
    "多达",
    "只有",
    "仅有",
    "共有",
    "共计",
    "总计",
    "进一步",
    "计划",
    "力争",
    "超额",
    "仅为",
    "均为",
    "分别为",
    "首次",
    "连续",
    "实际",
    "大幅",
    "小幅",
    "稳步",
    "持续",
    "明显",
    "显著",
    "一举",
    "左右",
    "完成",
    "录得",
    "报收",
    "收报",
    "有望",
    "拟",
    "达",
    "占",
    "为",
    "是",
    "有",
    "至",
    "到",
    "了",
    "的",
    "均",
    "已",
    "都",
    "就",
    "将",
    "再",
    "仅",
    "只",
    "也",
    "还",
    "共",
    "又",
    "各",
    "则",
    "在",
    "于",
    "出",
    "近",
    "被",
    "较",
];
/// What may lead a clause and is no part of the noun phrase.
const LEADS: &[&str] = &[
    "与此同时",
    "据了解",
    "据介绍",
    "据统计",
    "数据显示",
    "其中",
    "同时",
    "此外",
    "另外",
    "目前",
    "截至",
    "截止",
    "我们",
    "他们",
    "今后",
    "预计",
    "全年",
    "平均",
    "累计",
    "计划",
    "力争",
    "进一步",
    "继续",
    "已经",
    "经过努力",
    "而且",
    "并且",
    "以及",
    "共",
    "并",
    "且",
    "将",
    "到",
    "在",
    "已",
    "再",
    "还",
    "也",
    "而",
    "则",
    "就",
    "以",
    "从",
    "使",
    "让",
    "和",
    "与",
    "及",
    "至",
    "其",
    "该",
    "这",
    "是",
    "有",
    "了",
    "年",
];
const BASES: &[&str] = &[
    "同比",
    "环比",
    "按年",
    "按月",
    "按季",
    "年比",
    "与去年同期相比",
    "与上年同期相比",
    "比去年同期",
    "比上年同期",
    "较去年同期",
    "较上年同期",
    "比上年",
    "比去年",
    "较上年",
    "较去年",
    "较上月",
    "比上月",
    "较前一日",
    "较上季",
    "较同期",
];
/// Verbs that end the noun phrase after a count.
const VERBS: &[&str] = &[
    "实现", "进行", "出席", "参加", "发言", "推行", "汇聚", "获得", "获", "受伤", "死亡", "遇难", "失踪", "被", "已",
    "将", "是", "在", "有", "为", "向", "从", "于", "与会", "之一", "之", "落户", "开工", "签约", "提供", "达到",
    "通过", "完成", "参与", "来自", "到场", "抵达", "组成", "组建", "完工", "投产", "入选", "夺", "的",
];

/// Reads the context of every figure of a line.
#[must_use]
pub fn contexts(text: &Folded, figures: &[Raw], dates: &[Expression], places: &[Place]) -> Vec<Context> {
    let line = Line { chars: text.chars(), figures, dates, places, breaks: sentence_ends(text) };
    let mut contexts: Vec<Context> = Vec::with_capacity(figures.len());
    for index in 0..figures.len() {
        let context = line.context(index, &contexts);
        contexts.push(context);
    }
    line.distribute(&mut contexts);
    contexts
}

/// Where the sentences of a line end: one past the mark, in characters; the last is the line's length.
#[must_use]
pub fn sentence_ends(text: &Folded) -> Vec<usize> {
    let chars = text.chars();
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if matches!(c, '。' | '!' | '?') {
            // The closing quotation mark belongs to the sentence.
            let close = chars[at + 1..].iter().take_while(|c| matches!(c, '”' | '」' | '』' | ')')).count();
            ends.push(at + 1 + close);
        }
    }
    if ends.last() != Some(&chars.len()) {
        ends.push(chars.len());
    }
    ends
}

struct Line<'a> {
    chars: &'a [char],
    figures: &'a [Raw],
    dates: &'a [Expression],
    places: &'a [Place],
    breaks: Vec<usize>,
}

/// A clause cut down to its noun phrase, with what was cut.
#[derive(Default)]
struct Phrase {
    span: Option<(usize, usize)>,
    trend: Option<((usize, usize), Direction)>,
    basis: Option<(usize, usize)>,
}

impl Line<'_> {
    fn sentence(&self, at: usize) -> (usize, usize) {
        let index = self.breaks.partition_point(|&end| end <= at);
        let end = self.breaks.get(index).copied().unwrap_or(self.chars.len());
        let start = index.checked_sub(1).map_or(0, |index| self.breaks[index]).min(end);
        let blank = self.chars[start..end].iter().take_while(|c| c.is_whitespace()).count();
        (start + blank, end)
    }

    /// Where the clause of figure `index` begins: after the last comma, or after the figure before.
    fn clause(&self, index: usize, sentence: usize) -> usize {
        let start = self.figures[index].start;
        let comma = self.chars[sentence..start]
            .iter()
            .rposition(|c| matches!(c, ',' | ';' | ':'))
            .map_or(sentence, |at| sentence + at + 1);
        let before = index.checked_sub(1).map_or(0, |index| self.figures[index].end);
        let after_pause = before + usize::from(matches!(self.chars.get(before), Some('、' | ' ')));
        comma.max(if before <= start { after_pause.min(start) } else { comma })
    }

    fn context(&self, index: usize, before: &[Context]) -> Context {
        let figure = &self.figures[index];
        let sentence = self.sentence(figure.start);
        let clause = self.clause(index, sentence.0);
        let mut phrase = self.phrase(clause, figure.start);
        let previous = index.checked_sub(1).filter(|&previous| self.figures[previous].start >= sentence.0);
        let inherited = previous.map(|previous| &before[previous]);
        let after = self.after(index);
        let adjacent = previous.is_some_and(|previous| self.adjacent(previous, index));
        let mut metric = match figure.quantity {
            Quantity::Count | Quantity::Ordinal => after.or(phrase.span),
            // 50%的企業, and a length or an amount of something: 1500公里高鐵.
            _ => phrase.span.or(after),
        };
        if metric.is_none() {
            metric = inherited.and_then(|context| context.metric);
        }
        if metric.is_none() && clause > sentence.0 {
            let earlier = self.chars[sentence.0..clause - 1].iter().rposition(|c| matches!(c, ',' | ';' | ':'));
            let from = earlier.map_or(sentence.0, |at| sentence.0 + at + 1);
            let phrase_before = self.phrase(from, clause - 1);
            metric = phrase_before.span;
            phrase.trend = phrase.trend.or(phrase_before.trend.filter(|_| figure.quantity == Quantity::Percent));
        }
        // 新增A1000家、B300家: the verb is the head of the whole list.
        let same_unit = previous.is_some_and(|previous| self.figures[previous].unit == figure.unit);
        let heads_list =
            inherited.and_then(|context| context.trend).filter(|_| adjacent && same_unit && phrase.trend.is_none());
        let noun = metric
            .and_then(|at| {
                let (word, len, direction) = TREND_NOUNS.iter().find_map(|(word, direction)| {
                    last_of(&self.chars[at.0..at.1], &[word]).map(|(word, len)| (word, len, *direction))
                })?;
                let _ = word;
                Some(((at.1 - len, at.1), direction))
            })
            .filter(|_| figure.quantity == Quantity::Percent);
        let record = self.record(figure.end).map(|at| (at, Direction::Up));
        Context {
            metric,
            trend: phrase.trend.or(heads_list).or(noun).or(record),
            basis: phrase.basis,
            period: self.period(figure.start, sentence),
            place: self.place(figure, sentence),
            here: self
                .places
                .iter()
                .any(|place| place.kind == PlaceKind::Here && sentence.0 <= place.start && place.end <= figure.start),
            sentence,
        }
    }

    /// Whether one figure follows another as in a list: after 、 or 和, or with nothing but its own noun between.
    fn adjacent(&self, previous: usize, index: usize) -> bool {
        let between = &self.chars[self.figures[previous].end..self.figures[index].start];
        let pause = between.iter().rposition(|c| matches!(c, '、' | ',' | '和' | '及' | '与'));
        let direct = pause.is_some_and(|at| at + 1 == between.len());
        matches!(between.first(), Some('、')) || direct && !between.iter().any(|c| matches!(c, ';' | '。'))
    }

    /// Cuts the clause `from..to` down to its noun phrase.
    fn phrase(&self, from: usize, to: usize) -> Phrase {
        let (mut from, mut to) = (from.min(to), to);
        let number = to;
        let mut phrase = Phrase::default();
        loop {
            let text = &self.chars[from..to];
            let len = text.len();
            if let Some(date) = self.dates.iter().find(|date| date.end == to && date.start >= from && !date.name) {
                to = date.start;
                continue;
            }
            if let Some((_, cut)) = last_of(text, BASES) {
                phrase.basis = phrase.basis.or(Some((to - cut, to)));
                to -= cut;
                continue;
            }
            // 較2022年, 比上年: a date that is compared with.
            if phrase.basis.is_none() && self.dates.iter().any(|date| date.start == to) && self.compares(to) {
                let date_end = self.dates.iter().find(|date| date.start == to).map_or(to, |date| date.end);
                phrase.basis = Some((to - 1, date_end));
                to -= 1;
                continue;
            }
            if let Some((at, direction)) = self.trend_at_end(from, to) {
                phrase.trend = phrase.trend.or(Some((at, direction)));
                to = at.0;
                continue;
            }
            // 達 is a verb right before its number; before 有 or 是 it ends a word: 馬達有9成.
            let verb =
                |word: &str| word != "达" || to == number || first_of(&self.chars[to..], &["到", "了"]).is_some();
            if let Some((_, cut)) = last_of(text, FILLERS).filter(|(word, cut)| (*cut < len || len <= 4) && verb(word))
            {
                to -= cut;
                continue;
            }
            if text.last().is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ':' | '、' | '(')) {
                to -= 1;
                continue;
            }
            break;
        }
        loop {
            let text = &self.chars[from..to];
            if let Some(date) = self.dates.iter().find(|date| date.start == from && date.end <= to && !date.name) {
                from = date.end;
                continue;
            }
            if let Some(place) = self.places.iter().find(|place| place.start == from && place.end < to) {
                from = place.end;
                continue;
            }
            if let Some((_, cut)) = first_of(text, LEADS).filter(|(_, cut)| *cut < text.len() || *cut > 1) {
                from += cut;
                continue;
            }
            if let Some((at, direction)) = self.trend_at_start(from, to) {
                phrase.trend = phrase.trend.or(Some((at, direction)));
                from = at.1;
                continue;
            }
            if text.first().is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ':' | '、' | ')' | '”' | '」')) {
                from += 1;
                continue;
            }
            break;
        }
        let place = self.places.iter().any(|place| place.start == from && place.end == to);
        phrase.span =
            (from < to && !place && self.chars[from..to].iter().any(|c| han::is_han(*c) || c.is_ascii_alphabetic()))
                .then_some((from, to));
        phrase
    }

    /// Whether 較 or 比 stands before `at`: what follows is compared with. 占比, 同比 and 對比 do not compare.
    fn compares(&self, at: usize) -> bool {
        let before = &self.chars[..at];
        match before.last() {
            Some('较') => true,
            Some('比') => last_of(before, &["占比", "同比", "环比", "对比", "比比"]).is_none(),
            _ => false,
        }
    }

    /// A word of change that ends at `to`: 增長, 提高了, 拓展到.
    fn trend_at_end(&self, from: usize, to: usize) -> Option<((usize, usize), Direction)> {
        let text = &self.chars[from..to];
        let tail = last_of(text, &["至", "到", "了", "为"]).map_or(0, |(_, len)| len);
        for cut in if tail > 0 { [tail, 0] } else { [0, 0] } {
            let stem = &text[..text.len() - cut];
            let found =
                TRENDS.iter().filter_map(|(word, direction)| last_of(stem, &[word]).map(|(_, len)| (len, *direction)));
            if let Some((len, direction)) = found.max_by_key(|(len, _)| *len) {
                // 多少, 至少, 提升 as the end of a noun (品質提升) is change all the same.
                let negated = last_of(&stem[..stem.len() - len], &["至", "多", "不", "缺"]).is_some() && len == 1;
                return (!negated).then_some(((to - cut - len, to), direction));
            }
        }
        None
    }

    /// A verb of change that leads: 新增…6人, 降低…1.9%. Single characters are too often something else.
    fn trend_at_start(&self, from: usize, to: usize) -> Option<((usize, usize), Direction)> {
        let text = &self.chars[from..to];
        let found =
            TRENDS.iter().filter_map(|(word, direction)| first_of(text, &[word]).map(|(_, len)| (len, *direction)));
        let (len, direction) = found.filter(|(len, _)| *len > 1).max_by_key(|(len, _)| *len)?;
        let tail = first_of(&text[len..], &["了"]).map_or(0, |(_, len)| len);
        Some(((from, from + len + tail), direction))
    }

    /// 創歷史新高 right after the figure.
    fn record(&self, end: usize) -> Option<(usize, usize)> {
        let pause = usize::from(self.chars.get(end) == Some(&','));
        let (_, len) = first_of(
            self.chars.get(end + pause..)?,
            &["创历史新高", "创下历史新高", "再创历史新高", "再创新高", "创新高", "创出历史新高"],
        )?;
        Some((end + pause, end + pause + len))
    }

    /// The noun phrase after figure `index`: 16個«重點項目».
    fn after(&self, index: usize) -> Option<(usize, usize)> {
        let mut start = self.figures[index].end;
        start += usize::from(self.chars.get(start) == Some(&'的'));
        let limit = self.figures.get(index + 1).map_or(self.chars.len(), |next| next.start);
        let mut end = start;
        let mut quoted = false;
        while end < limit.min(start + 28) {
            let c = self.chars[end];
            match c {
                '“' | '「' => quoted = true,
                '”' | '」' => quoted = false,
                _ if quoted => {}
                _ if end > start && first_of(&self.chars[end..], VERBS).is_some() => break,
                c if han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '+') => {}
                _ => break,
            }
            end += 1;
        }
        if first_of(&self.chars[start..end], VERBS).is_some_and(|(word, _)| word != "有" && word != "从") {
            return None;
        }
        while end > start && matches!(self.chars[end - 1], '和' | '及' | '与' | '等' | '“' | '「') {
            end -= 1;
        }
        (end > start && self.chars[start..end].iter().any(|c| han::is_han(*c))).then_some((start, end))
    }

    /// The date expression that governs a position: the last before it in its sentence that is no name, no bare
    /// stretch and no basis of comparison; otherwise the first after it in its clause (裝機占比今年將達到50%).
    fn period(&self, at: usize, sentence: (usize, usize)) -> Option<usize> {
        let fits = |date: &Expression| {
            let compared = self.compares(date.start);
            // 去年以來的良好態勢 says when the state was, not the figure.
            let attribute = self.chars.get(date.end) == Some(&'的');
            let stretch = matches!(date.when, When::Length(length) if !length.past);
            let clock = matches!(date.when, When::Point(Point { part: Part::TimeOnly, .. }));
            !date.name && !attribute && !compared && !stretch && !clock
        };
        self.dates.iter().rposition(|date| date.end <= at && date.start >= sentence.0 && fits(date))
    }

    /// The place that governs a figure: the nearest named before it in its sentence.
    fn place(&self, figure: &Raw, sentence: (usize, usize)) -> Option<usize> {
        let named = |place: &Place| matches!(place.kind, PlaceKind::Province(_) | PlaceKind::Town);
        // 全國13個產糧省: the count's own extent.
        let scope = |place: &Place| place.kind == PlaceKind::Scope && place.end == figure.start;
        self.places
            .iter()
            .rposition(|place| (named(place) || scope(place)) && sentence.0 <= place.start && place.end <= figure.start)
    }

    /// A和B分別增長1%、2%: hands the parts of the phrase out to the figures.
    fn distribute(&self, contexts: &mut [Context]) {
        let mut from = 0;
        while let Some(at) = find(&self.chars[from..], &['分', '别']).map(|at| at + from) {
            from = at + 2;
            let sentence = self.sentence(at);
            let mut list: Vec<usize> = Vec::new();
            for (index, figure) in
                self.figures.iter().enumerate().filter(|(_, figure)| figure.start > at && figure.start < sentence.1)
            {
                match list.last() {
                    None => list.push(index),
                    Some(&last)
                        if self.chars[self.figures[last].end..figure.start]
                            .iter()
                            .all(|c| matches!(c, '、' | '和' | ',' | ' ')) =>
                    {
                        list.push(index)
                    }
                    Some(_) => break,
                }
            }
            let Some(&first) = list.first() else { continue };
            let clause = self.clause(first, sentence.0);
            if clause > at {
                continue;
            }
            let Some((start, end)) = self.phrase(clause, at).span else { continue };
            let cuts: Vec<usize> = (start..end).filter(|&at| self.chars[at] == '、').collect();
            let cuts = if cuts.len() + 1 == list.len() {
                cuts
            } else {
                (start..end).filter(|&at| matches!(self.chars[at], '、' | '和' | '与' | '及')).collect()
            };
            if cuts.len() + 1 != list.len() {
                continue;
            }
            let starts = std::iter::once(start).chain(cuts.iter().map(|cut| cut + 1));
            let ends = cuts.iter().copied().chain(std::iter::once(end));
            let (trend, basis) = (contexts[first].trend, contexts[first].basis);
            for (&index, part) in list.iter().zip(starts.zip(ends)) {
                contexts[index].metric = Some(part);
                contexts[index].trend = contexts[index].trend.or(trend);
                contexts[index].basis = contexts[index].basis.or(basis);
            }
        }
    }
}

fn find(chars: &[char], words: &[char]) -> Option<usize> {
    chars.windows(words.len()).position(|window| window == words)
}
