//! What a figure is about: metric, trend, basis, period, place, read from its clause and the ones before it.
//!
//! Everything here looks at one line only: a figure's clause, its sentence, and the figures before it in the line.

use super::{
    date::{Bound, Expression, Part, Point, When},
    figure::Raw,
    line::{Class, Line},
    place::{Place, PlaceKind},
    unit::Quantity,
    words::WORDS,
};
use crate::text::{folded::starts_with, han, word_list::words};
use smallvec::SmallVec;

/// The word that hands the things named before it out to the figures behind it.
pub(super) const EACH: &str = "分别";

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
    /// The sentence.
    pub sentence: (usize, usize),
}

/// Reads the context of every figure of a line.
#[must_use]
pub fn contexts(
    text: &Line,
    figures: &[Raw],
    dates: &[Expression],
    places: &[Place],
    breaks: &[usize],
) -> Vec<Context> {
    let line = Clauses { chars: text.chars(), figures, dates, places, breaks };
    let mut contexts: Vec<Context> = Vec::with_capacity(figures.len());
    for index in 0..figures.len() {
        let context = line.context(index, &contexts);
        contexts.push(context);
    }
    line.distribute(text, &mut contexts);
    contexts
}

/// Where the sentences of a line end. Most lines have a few.
pub type Breaks = SmallVec<[usize; 4]>;

/// Where the sentences of a line end: one past the mark, in characters; the last is the line's length.
#[must_use]
pub fn sentence_ends(text: &Line) -> Breaks {
    let chars = text.chars();
    let mut ends = Breaks::new();
    for at in text.all(Class::STOP) {
        // The closing quotation mark belongs to the sentence.
        let close = chars[at + 1..].iter().take_while(|c| matches!(c, '”' | '」' | '』' | ')')).count();
        ends.push(at + 1 + close);
    }
    if ends.last() != Some(&chars.len()) {
        ends.push(chars.len());
    }
    ends
}

struct Clauses<'a> {
    chars: &'a [char],
    figures: &'a [Raw],
    dates: &'a [Expression],
    places: &'a [Place],
    breaks: &'a [usize],
}

/// Whether a quotation opens here that does not close in this clause: speech, not a name.
fn opens_speech(clause: &[char]) -> bool {
    matches!(clause.first(), Some('“' | '「')) && !clause.iter().any(|c| matches!(c, '”' | '」'))
}

/// A clause cut down to its noun phrase, with what was cut.
#[derive(Default)]
struct Phrase {
    span: Option<(usize, usize)>,
    trend: Option<((usize, usize), Direction)>,
    basis: Option<(usize, usize)>,
}

impl Clauses<'_> {
    fn date_from(&self, at: usize) -> Option<&Expression> {
        self.dates.binary_search_by_key(&at, |date| date.start).ok().map(|index| &self.dates[index])
    }

    fn date_to(&self, at: usize) -> Option<&Expression> {
        self.dates.binary_search_by_key(&at, |date| date.end).ok().map(|index| &self.dates[index])
    }

    /// The date expressions inside `from..to`.
    fn dates_in(&self, from: usize, to: usize) -> &[Expression] {
        let first = self.dates.partition_point(|date| date.start < from);
        let last = self.dates.partition_point(|date| date.end <= to);
        self.dates.get(first..last).unwrap_or_default()
    }

    fn begins_figure(&self, at: usize) -> bool {
        self.figures.binary_search_by_key(&at, |figure| figure.start).is_ok()
    }

    fn place_from(&self, at: usize) -> Option<&Place> {
        self.places.binary_search_by_key(&at, |place| place.start).ok().map(|index| &self.places[index])
    }

    /// The places inside `from..to`, with the index of the first.
    fn places_in(&self, from: usize, to: usize) -> (usize, &[Place]) {
        let first = self.places.partition_point(|place| place.start < from);
        let last = self.places.partition_point(|place| place.end <= to);
        (first, self.places.get(first..last).unwrap_or_default())
    }

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
        let before = index.checked_sub(1).map_or(0, |index| self.figures[index].end);
        // What stands before the figure before does not count.
        let from = if before <= start { sentence.max(before) } else { sentence };
        let comma = self.chars[from..start]
            .iter()
            .rposition(|c| matches!(c, ',' | ';' | ':'))
            .map_or(sentence, |at| from + at + 1);
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
        let after = || self.after(index);
        let adjacent = previous.is_some_and(|previous| self.adjacent(previous, index));
        // 3個方面20項任務: what stands between belongs to the figure before.
        // But an age says who it is that the rest is about.
        let claims = |previous: &Raw| previous.end == clause && previous.unit != Some("岁");
        if previous.is_some_and(|previous| claims(&self.figures[previous])) && after().is_some() {
            phrase = Phrase::default();
        }
        let mut metric = match figure.quantity {
            Quantity::Count | Quantity::Ordinal => after().or(phrase.span),
            // 50%的企業, and a length or an amount of something: 1500公里高鐵.
            _ => phrase.span.or_else(after),
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
        // 增速達到5.3%: the noun says which way it goes.
        let noun = metric.filter(|_| figure.quantity == Quantity::Percent).and_then(|(start, end)| {
            let (len, direction) = WORDS.noun_at_end(&self.chars[start..end])?;
            Some(((end - len, end), direction))
        });
        let record = self.record(figure.end).map(|at| (at, Direction::Up));
        Context {
            metric,
            trend: phrase.trend.or(heads_list).or(noun).or(record),
            basis: phrase.basis,
            period: self.period(figure, sentence),
            place: self.place(figure, sentence),
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
            if let Some(date) = self.date_to(to).filter(|date| date.start >= from && !date.name) {
                to = date.start;
                continue;
            }
            if let Some(cut) = WORDS.bases.at_end(text) {
                phrase.basis = phrase.basis.or(Some((to - cut, to)));
                to -= cut;
                continue;
            }
            // 較2022年, 比上年: a date that is compared with.
            if phrase.basis.is_none()
                && let Some(date_end) = self.date_from(to).filter(|_| self.compares(to)).map(|date| date.end)
            {
                phrase.basis = Some((to - 1, date_end));
                to -= 1;
                continue;
            }
            if let Some((at, direction)) = self.trend_at_end(from, to) {
                phrase.trend = phrase.trend.or(Some((at, direction)));
                to = at.0;
                continue;
            }
            // 達 is a verb right before its number; before 有 or 是 it ends a word: 抵達有3成.
            let verb = !matches!(text.last(), Some('达'))
                || to == number
                || words!["到", "了"].at_start(&self.chars[to..]).is_some();
            let filler = || WORDS.fillers.at_end(text).filter(|_| WORDS.no_fillers.at_end(text).is_none());
            if let Some(cut) = filler().filter(|cut| (*cut < len || len <= 4) && verb) {
                to -= cut;
                continue;
            }
            if text.last().is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ':' | '、' | '(')) {
                to -= 1;
                continue;
            }
            break;
        }
        // 該校今年招收本科生: what is measured stands after the date.
        let inner = |date: &&Expression| !date.name && from < date.start && date.end + 2 <= to;
        from = self.dates_in(from, to).iter().rev().find(inner).map_or(from, |date| date.end);
        loop {
            let text = &self.chars[from..to];
            if let Some(date) = self.date_from(from).filter(|date| date.end <= to && !date.name) {
                from = date.end;
                continue;
            }
            if let Some(place) = self.place_from(from).filter(|place| place.end < to) {
                from = place.end;
                continue;
            }
            if let Some(cut) = WORDS.leads.at_start(text).filter(|cut| *cut < text.len() || *cut > 1) {
                from += cut;
                continue;
            }
            if let Some((at, direction)) = self.trend_at_start(from, to) {
                phrase.trend = phrase.trend.or(Some((at, direction)));
                from = at.1;
                continue;
            }
            if text.first().is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ':' | '、' | ')' | '”' | '」'))
                || opens_speech(text)
            {
                from += 1;
                continue;
            }
            break;
        }
        let place = self.place_from(from).is_some_and(|place| place.end == to);
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
            Some('比') => words!["占比", "同比", "环比", "对比", "比比"].at_end(before).is_none(),
            _ => false,
        }
    }

    /// A word of change that ends at `to`: 增長, 提高了, 拓展到.
    fn trend_at_end(&self, from: usize, to: usize) -> Option<((usize, usize), Direction)> {
        let text = &self.chars[from..to];
        let tail = words!["至", "到", "了", "为"].at_end(text).map_or(0, |(_, len)| len);
        for cut in [tail, 0].into_iter().skip(usize::from(tail == 0)) {
            let stem = &text[..text.len() - cut];
            if let Some((len, direction)) = WORDS.trend_at_end(stem) {
                // 多少, 至少, 提升 as the end of a noun (品質提升) is change all the same.
                let negated = words!["至", "多", "不", "缺"].at_end(&stem[..stem.len() - len]).is_some() && len == 1;
                return (!negated).then_some(((to - cut - len, to), direction));
            }
        }
        None
    }

    /// A verb of change that leads: 新增…6人, 降低…1.9%. Single characters are too often something else.
    fn trend_at_start(&self, from: usize, to: usize) -> Option<((usize, usize), Direction)> {
        let text = &self.chars[from..to];
        let (len, direction) = WORDS.trend_at_start(text).filter(|(len, _)| *len > 1)?;
        let tail = words!["了"].at_start(&text[len..]).map_or(0, |(_, len)| len);
        Some(((from, from + len + tail), direction))
    }

    /// 創歷史新高 right after the figure.
    fn record(&self, end: usize) -> Option<(usize, usize)> {
        let pause = usize::from(self.chars.get(end) == Some(&','));
        let (_, len) = words!["创历史新高", "创下历史新高", "再创历史新高", "再创新高", "创新高", "创出历史新高"]
            .at_start(self.chars.get(end + pause..)?)?;
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
                _ if end > start && WORDS.verbs.at_start(&self.chars[end..]).is_some() => break,
                c if han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '+') => {}
                _ => break,
            }
            end += 1;
        }
        // 由84人减到52人: nothing is measured there.
        if self.trend_at_end(start, end).is_some_and(|(at, _)| at.0 == start) {
            return None;
        }
        if let Some(len) = WORDS.states.at_start(&self.chars[start..end]) {
            return Some((start, start + len));
        }
        if WORDS.verbs.at_start(&self.chars[start..end]).is_some() && !matches!(self.chars[start], '有' | '从') {
            return None;
        }
        while end > start && matches!(self.chars[end - 1], '和' | '及' | '与' | '等' | '“' | '「') {
            end -= 1;
        }
        (end > start && self.chars[start..end].iter().any(|c| han::is_han(*c))).then_some((start, end))
    }

    /// The date expression that governs a position: the last before it in its sentence that is no name, no bare
    /// stretch and no basis of comparison; otherwise the first after it in its clause (綠地占比明年將達到40%).
    fn period(&self, figure: &Raw, sentence: (usize, usize)) -> Option<usize> {
        let at = figure.start;
        let fits = |date: &Expression| {
            let compared = self.compares(date.start);
            // 年初以來的好勢頭 says when the state was, not the figure.
            let attribute = date.bound == Some(Bound::SoFar) && self.chars.get(date.end) == Some(&'的');
            // 由上年的31.5%升至36.8% gives the first of them its date, and no other; 是去年的1.9倍 holds against it.
            let attached = self.chars.get(date.end) == Some(&'的') && self.begins_figure(date.end + 1);
            let shared = matches!(figure.quantity, Quantity::Ratio | Quantity::Percent);
            let from = date.start > 0 && matches!(self.chars[date.start - 1], '由' | '从' | '自');
            let against = attached && (date.end + 1 != at || shared && !from);
            let stretch = matches!(date.when, When::Length(length) if !length.past);
            let clock = matches!(date.when, When::Point(Point { part: Part::TimeOnly, .. }));
            !date.name && !against && !attribute && !compared && !stretch && !clock
        };
        let first = self.dates.partition_point(|date| date.start < sentence.0);
        self.dates_in(sentence.0, at).iter().rposition(fits).map(|index| first + index)
    }

    /// The place that governs a figure: the nearest named before it in its sentence.
    fn place(&self, figure: &Raw, sentence: (usize, usize)) -> Option<usize> {
        let named = |place: &Place| matches!(place.kind, PlaceKind::Province(_) | PlaceKind::Town);
        // 全國13個產糧省: the count's own extent.
        let scope = |place: &Place| place.kind == PlaceKind::Scope && place.end == figure.start;
        let (first, places) = self.places_in(sentence.0, figure.start);
        places.iter().rposition(|place| named(place) || scope(place)).map(|index| first + index)
    }

    /// A和B分別增長1%、2%: hands the parts of the phrase out to the figures.
    fn distribute(&self, text: &Line, contexts: &mut [Context]) {
        for at in text.all(Class::OTHER).filter(|at| starts_with(&self.chars[*at..], EACH)) {
            let sentence = self.sentence(at);
            let mut list: Vec<usize> = Vec::new();
            for (index, figure) in self
                .figures
                .iter()
                .enumerate()
                .skip(self.figures.partition_point(|figure| figure.start <= at))
                .take_while(|(_, figure)| figure.start < sentence.1)
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
