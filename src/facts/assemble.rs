//! Puts a line's analysis and what the document knows together into facts.

use super::{
    Analysis, Context, Date, Fact, FactKind, Figure, Period, Person, Si, Trend, citation,
    context::Context as FigureContext,
    date::{self, Resolved},
    figure::Raw,
    line::Class,
    names::{self, Names},
    organisation,
    person::Mention,
    place::{self, PlaceKind},
    size::{self, Side},
    source::{self, Speaker},
    speech::{self, Speech},
    unit::Quantity,
};
use crate::text::{
    Span,
    folded::starts_with,
    word_list::{WordList, words},
};
use smol_str::{SmolStr, format_smolstr};
use std::sync::LazyLock;

/// Words that speak of the event that a report is about.
const EVENTS: &WordList = words!["会上", "会议", "会后", "会前", "会见", "仪式", "现场"];

/// Of a line that no document is known of.
static NOBODY: LazyLock<Names> = LazyLock::new(Names::default);

/// The words that speak of the event.
pub(super) fn event_words() -> impl Iterator<Item = &'static str> {
    EVENTS.words()
}

/// Nouns whose figures are money even where no unit is written.
const MONEY: &WordList = words![
    "经济总量",
    "生产总值",
    "总产值",
    "产值",
    "增加值",
    "营业收入",
    "营收",
    "收入",
    "总投资",
    "投资",
    "市值",
    "贷款余额",
    "存款余额",
    "成交额",
    "销售额",
    "零售额",
    "交易额",
    "进出口总额",
    "总额",
    "GDP",
];

/// In characters: so much of a sentence is shown on either side of a figure.
const MOST_AROUND: usize = 400;

/// Who is in a line of prose and says what, and what it reports.
struct Prose<'a> {
    people: &'a [Mention],
    names: &'a Names,
    /// What is said, and by whom.
    said: Vec<Speech>,
    event_at: Option<usize>,
}

impl Analysis {
    /// The facts of the line that was analysed, in order. Spans are bytes of the line.
    #[must_use]
    pub fn facts(&self, line: &str, context: &Context) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.add_facts(line, context, &mut facts);
        facts
    }

    /// As [`Self::facts`], behind those of the lines before; says whom a 他 in the lines behind means, where that is
    /// somebody new.
    pub(super) fn add_facts(&self, line: &str, context: &Context, facts: &mut Vec<Fact>) -> Option<SmolStr> {
        let before = facts.len();
        let resolved = date::resolve_all(&self.dates, context.reference, &self.breaks);
        let names = context.names.unwrap_or(&NOBODY);
        let people = names::mentions(&self.line, &self.persons, names);
        let said = speech::speeches(&self.line, &people, &self.quotes, &self.breaks);
        let prose = Prose { said, people: &people, names, event_at: self.event_word() };
        let organisations = organisation::organisations(self.line.chars(), &self.places, &people);
        for (raw, about) in self.figures.iter().zip(&self.contexts) {
            facts.push(self.figure(line, raw, about, context, &resolved, &prose));
        }
        for (expression, resolved) in self.dates.iter().zip(resolved) {
            let Resolved { iso, duration, relative, days } = resolved;
            let (iso, duration) = (iso.map(SmolStr::from), duration.map(SmolStr::from));
            let (weekday, impossible) = (expression.weekday, expression.is_impossible());
            let kind = FactKind::Date(Date { iso, duration, relative, days, weekday, impossible });
            facts.push(Fact { span: self.line.span(expression.start, expression.end), kind });
        }
        for mention in &people {
            let titles = mention.titles.iter().map(|at| self.text(line, *at)).collect();
            let name = self.name(line, mention, names);
            let organisation = mention.organisation.map(|at| self.text(line, at));
            let kind = FactKind::Person(Person { name, titles, organisation });
            facts.push(Fact { span: self.line.span(mention.at.0, mention.at.1), kind });
        }
        for place in self.places.iter().filter(|place| matches!(place.kind, PlaceKind::Province(_) | PlaceKind::Town)) {
            let name = self.text(line, (place.start, place.start + place::short_len(self.line.chars(), place)));
            facts.push(Fact { span: self.line.span(place.start, place.end), kind: FactKind::Place { name } });
        }
        for at in &organisations {
            let kind = FactKind::Organisation { name: self.text(line, *at) };
            facts.push(Fact { span: self.line.span(at.0, at.1), kind });
        }
        for citation in &self.citations {
            let issuer = citation::issuer(self.line.chars(), citation, &organisations);
            let issuer = issuer.map(|at| self.text(line, at));
            let kind = FactKind::Document { name: self.text(line, citation.title), issuer };
            facts.push(Fact { span: self.line.span(citation.at.0, citation.at.1), kind });
        }
        facts[before..].sort_by_key(|fact| fact.span);
        self.subject(line, &prose)
    }

    /// Whom the line leaves its readers with: who spoke last, else who was named last. `None`: nobody new.
    fn subject(&self, line: &str, prose: &Prose) -> Option<SmolStr> {
        let speaker = prose.said.iter().rev().find_map(|speech| match speech.who {
            Speaker::Person(who) => Some(who),
            Speaker::Body(_) | Speaker::Earlier => None,
        });
        let chars = self.line.chars();
        let named = || prose.people.iter().rposition(|person| !source::is_writer(chars, person));
        let mention = &prose.people[speaker.or_else(named)?];
        Some(self.name(line, mention, prose.names))
    }

    /// About how many facts there are.
    pub(super) fn count(&self) -> usize {
        self.figures.len() + self.dates.len() + self.persons.len() + self.places.len() + self.citations.len()
    }

    fn text(&self, line: &str, at: (usize, usize)) -> SmolStr {
        self.slice(line, at).into()
    }

    pub(super) fn slice<'t>(&self, line: &'t str, (start, end): (usize, usize)) -> &'t str {
        line.get(self.line.span(start, end).range()).unwrap_or_default()
    }

    fn name(&self, line: &str, mention: &Mention, names: &Names) -> SmolStr {
        let full = mention.full.as_deref().and_then(|full| names.written(full));
        full.map_or_else(|| self.text(line, mention.at), SmolStr::from)
    }

    /// The full name of who is called 老祝 or 小邱 at `at`, where the document knows one such.
    fn called(&self, at: (usize, usize), names: &Names) -> Option<SmolStr> {
        match self.line.chars()[at.0..at.1] {
            ['老' | '小', surname] => names.written(names.alone(surname)?).map(SmolStr::from),
            _ => None,
        }
    }

    /// Where the line first speaks of the event that it reports.
    fn event_word(&self) -> Option<usize> {
        let chars = self.line.chars();
        self.line.all(Class::OTHER).find(|at| EVENTS.at_start(&chars[*at..]).is_some())
    }

    fn figure(
        &self,
        line: &str,
        raw: &Raw,
        about: &FigureContext,
        context: &Context,
        resolved: &[Resolved],
        prose: &Prose,
    ) -> Fact {
        let text = |at: (usize, usize)| self.text(line, at);
        let span = self.line.span(raw.start, raw.end);
        let metric = about.metric.map(|at| self.slice(line, at).trim().into());
        // 个小时 and 小时 are one unit.
        let unit_text = raw.unit_at.map(|(start, end)| {
            let chars = &self.line.chars()[start..end];
            let counted = raw.quantity == Quantity::Duration && matches!(chars, ['个', .., '时' | '头']);
            self.slice(line, (start + usize::from(counted), end))
        });
        let (mut quantity, mut unit) = (raw.quantity, raw.unit);
        // What a text calls the unit, where that is the unit: 家, 公里. Codes (CNY, %, °C, rank) stay.
        let named = matches!(quantity, Quantity::Count | Quantity::Ratio | Quantity::Number | Quantity::Ordinal);
        let composed = unit == Some("秒");
        if unit_text.is_some() && !composed && (named || quantity.is_measured()) {
            unit = unit_text;
        }
        let folded_metric = about.metric.map(|(start, end)| &self.line.chars()[start..end]);
        if quantity == Quantity::Number
            && unit.is_none()
            && folded_metric.is_some_and(|metric| MONEY.at_end(metric).is_some())
        {
            (quantity, unit) = (Quantity::Currency, Some("CNY"));
        }
        // 元 alone is the document's money.
        let bare = unit_text.is_none_or(|unit| matches!(unit, "元" | "圓" | "圆" | "塊" | "块" | "塊錢" | "块钱"));
        if quantity == Quantity::Currency && bare && unit == Some("CNY") && raw.core.0 == raw.number_at {
            unit = context.currency.or(unit);
        }
        let period = about.period.or_else(|| self.carried(about, context)).map(|index| Period {
            text: text((self.dates[index].start, self.dates[index].end)),
            iso: resolved.get(index).and_then(|resolved| {
                resolved.iso.as_deref().map(by_day).or_else(|| resolved.duration.as_deref().map(SmolStr::from))
            }),
        });
        // 會上 is when the meeting was that the report is about.
        let place = about.place.map(|index| {
            let place = &self.places[index];
            text((place.start, place.start + place::short_len(self.line.chars(), place)))
        });
        let place = place.or_else(|| context.place.map(SmolStr::from));
        let speaker = context.speaker.map(SmolStr::from).or_else(|| {
            let speech = prose.said.iter().rfind(|speech| (speech.start..speech.end).contains(&raw.start))?;
            match speech.who {
                Speaker::Person(who) => Some(self.name(line, prose.people.get(who)?, prose.names)),
                Speaker::Body(at) => Some(self.called(at, prose.names).unwrap_or_else(|| text(at))),
                Speaker::Earlier => context.subject.map(SmolStr::from),
            }
        });
        // 會上 is when the meeting was that the report is about; it holds for the rest of the paragraph.
        let at_event = speaker.is_none() && prose.event_at.is_some_and(|at| at < raw.start);
        let period = period.or_else(|| context.event.filter(|_| at_event).cloned());
        let section =
            context.sections.iter().rfind(|(start, _)| *start <= span.start).map(|(_, name)| SmolStr::from(*name));
        let figure = Figure {
            core: self.line.span(raw.core.0, raw.core.1),
            value: raw.value,
            value_to: raw.value_to,
            quantity,
            unit: unit.map(SmolStr::from),
            unit_text: unit_text.map(SmolStr::from),
            si: raw.si.map(|(value, value_to, unit)| Si { value, value_to, unit: unit.into() }),
            side: raw.modifiers.iter().filter_map(|at| size::side(&self.line.chars()[at.0..at.1])).reduce(stricter),
            modifier: raw.modifiers.iter().map(|at| text(*at)).reduce(|all, word| format_smolstr!("{all} {word}")),
            metric,
            trend: about.trend.map(|(at, direction)| Trend { text: text(at), direction }),
            basis: about.basis.map(text),
            period,
            place,
            scope: raw.scope.map(text),
            speaker,
            section,
            sentence: self.shown_sentence(about.sentence, (raw.start, raw.end)),
        };
        Fact { span, kind: FactKind::Figure(Box::new(figure)) }
    }

    /// The sentence of a figure at `at`, or what of it stands near: a table that was glued together is one sentence of
    /// any length, and each of its figures is shown with it.
    fn shown_sentence(&self, sentence: (usize, usize), at: (usize, usize)) -> Span {
        let start = sentence.0.max(at.0.saturating_sub(MOST_AROUND));
        let end = sentence.1.min(at.1 + MOST_AROUND);
        self.line.span(start, end)
    }

    /// In a report, as opposed to speech, an event's day holds on: the last day that the paragraph named before.
    fn carried(&self, about: &FigureContext, context: &Context) -> Option<usize> {
        let before = self.dates.partition_point(|date| date.end <= about.sentence.0);
        // 其中 goes on with what was spoken of.
        if starts_with(&self.line.chars()[about.sentence.0..], "其中") {
            let governs = |date: &date::Expression| {
                !date.name && !matches!(date.when, date::When::Length(_)) && date.bound != Some(date::Bound::Before)
            };
            return self.dates[..before].iter().rposition(governs);
        }
        if context.speaker.is_some() {
            return None;
        }
        let day = |expression: &date::Expression| {
            !expression.name
                && matches!(
                    &expression.when,
                    date::When::Point(date::Point { part: date::Part::Day(..) | date::Part::Days(_), .. })
                )
        };
        self.dates[..before].iter().rposition(day)
    }

    /// The first day that running text names, and does not as a dateline.
    pub(super) fn event(&self, line: &str, reference: Option<date::Reference>) -> Option<Period> {
        let chars = self.line.chars();
        let day = self.dates.iter().position(|expression| {
            let day = matches!(&expression.when, date::When::Point(date::Point { part: date::Part::Day(..), .. }));
            day && expression.bound.is_none() && words!["电", "讯", "消息"].at_start(&chars[expression.end..]).is_none()
        })?;
        if !chars.contains(&'。') {
            return None;
        }
        let resolved = date::resolve_all(&self.dates, reference, &self.breaks);
        let at = (self.dates[day].start, self.dates[day].end);
        Some(Period { text: self.text(line, at), iso: resolved.into_iter().nth(day)?.iso.map(SmolStr::from) })
    }
}

/// Of what two modifiers say the one that says more: 约 says less than 余.
/// 不超过20多 may be 29.
const fn stricter(one: Side, other: Side) -> Side {
    match (one, other) {
        (side, Side::Rough) | (Side::Rough, side) if side.is_upper() => Side::About,
        (Side::About, other) => other,
        (one, _) => one,
    }
}

/// A time by its days: when a figure holds, no hour says.
fn by_day(iso: &str) -> SmolStr {
    let days: Vec<&str> = iso.split('/').map(|part| part.split_once('T').map_or(part, |(day, _)| day)).collect();
    match &days[..] {
        [from, to] if from == to => (*from).into(),
        _ => days.join("/").into(),
    }
}
