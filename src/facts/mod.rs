//! What the article says: figures, dates, people, places, documents. Works on the repaired text.
//!
//! In two steps, so that a keystroke costs one line: [`Analysis`] is what a line says on its own and can be kept with
//! the line; [`Analysis::facts`] adds what the document knows, which a [`Context`] carries: its date, its names, who is
//! speaking. [`facts`] does both for a whole document.
//!
//! | file | what |
//! |---|---|
//! | `number`, `han_number`, `numeral`, `unit` | numerals to exact decimals; units as data (`units.txt`) |
//! | `figure`, `measure`, `money`, `label` | number + unit; parts of a currency; what is a name or a slogan and no figure |
//! | `unitless`, `spoken` | figures without a unit: 3万学生; amounts as people say them: 一米七五, 六块五 |
//! | `context` | metric, trend, basis, period, place of a figure, from its clause |
//! | `date_scan`, `date_begin`, `date_part`, `date_length`, `date_words` | date expressions |
//! | `date`, `date_resolve` | what they say; what they come to, as ISO 8601 |
//! | `document` | the document's own date |
//! | `division` | administrative divisions by name |
//! | `size`, `bounds` | what is said of the size of a figure, and of any number: 超过, 至少, 之间 |
//! | `currency` | what 元 is in a document |
//! | `speech`, `source`, `saying` | who says what in prose; whose word a verb gives; the words that tell it (`sources.txt`) |
//! | `person`, `foreign`, `recurring`, `names` | people by titles, by dots, by standing again; those a document knows |
//! | `name_cost` | how likely a name is: `name_characters.txt` |
//! | `place`, `organisation`, `citation` | places; organisations; 《》 |

pub mod bounds;
pub mod citation;
pub mod context;
mod currency;
pub mod date;
pub mod date_scan;
pub mod document;
pub mod figure;
pub mod label;
pub mod line;
pub mod number;
pub mod object;
pub mod organisation;
pub mod person;
pub mod place;
pub mod size;
pub mod unit;

mod assemble;
mod date_begin;
mod date_length;
mod date_part;
mod date_resolve;
mod date_words;
mod division;
mod foreign;
mod han_number;
mod measure;
mod money;
mod name_cost;
mod names;
mod numeral;
mod recurring;
mod saying;
mod source;
mod speech;
mod spoken;
mod unitless;
mod words;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

pub use context::Direction;
pub use date::Reference;
pub use document::{Basis, DocumentDate};
pub use line::Line;
pub use names::Names;
pub use size::Side;
pub use unit::Quantity;

use crate::{
    outline::{self, Kind, Symbol},
    text::{Span, count, folded::Folded},
};

/// Something the article says. Spans are bytes of the text that the facts were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Where it stands, modifiers included.
    pub span: Span,
    /// What it is.
    pub kind: FactKind,
}

/// The kinds of fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A number with its unit and what it is about.
    Figure(Box<Figure>),
    /// A date, a time, a stretch of time.
    Date(Date),
    /// A person.
    Person(Person),
    /// A place.
    Place {
        /// Its name without 省 or 市, as written.
        name: SmolStr,
    },
    /// An organisation.
    Organisation {
        /// Its name as written.
        name: SmolStr,
    },
    /// A document cited.
    Document {
        /// What stands in 《》.
        name: SmolStr,
        /// The organisation that issued it, where the text says so beside it.
        issuer: Option<SmolStr>,
    },
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Number and unit without modifiers.
    pub core: Span,
    /// The value in `unit`, exact.
    pub value: Decimal,
    /// The upper bound of a range; the other side of a score.
    pub value_to: Option<Decimal>,
    /// What is measured.
    pub quantity: Quantity,
    /// ISO currency code, `%`, `pp`, `rank`, `°C`, or the unit as written.
    pub unit: Option<SmolStr>,
    /// The unit as written; `None` where it is implied.
    pub unit_text: Option<SmolStr>,
    /// The value in the SI unit.
    pub si: Option<Si>,
    /// 超, 近, 余, 以上, as written.
    pub modifier: Option<SmolStr>,
    /// What the modifier says: more than the value, at most the value.
    pub side: Option<Side>,
    /// The noun phrase that is measured.
    pub metric: Option<SmolStr>,
    /// Growth or decline.
    pub trend: Option<Trend>,
    /// What it is compared with, as written: 同比, 較2022年.
    pub basis: Option<SmolStr>,
    /// When.
    pub period: Option<Period>,
    /// Where.
    pub place: Option<SmolStr>,
    /// The extent of a rank: 全國.
    pub scope: Option<SmolStr>,
    /// Who says so; `None` for the article itself.
    pub speaker: Option<SmolStr>,
    /// The section it stands in.
    pub section: Option<SmolStr>,
    /// The sentence.
    pub sentence: Span,
}

/// A measured value in its SI unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Si {
    /// The value.
    pub value: Decimal,
    /// The upper bound of a range.
    pub value_to: Option<Decimal>,
    /// The symbol.
    pub unit: SmolStr,
}

/// Growth or decline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The word for it as written: 增長, 提高了.
    pub text: SmolStr,
    /// Which way.
    pub direction: Direction,
}

/// When a figure holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The expression as written.
    pub text: SmolStr,
    /// ISO 8601, where it could be resolved.
    pub iso: Option<SmolStr>,
}

/// A date, a time, a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// ISO 8601: a date, month, year, date and time, an interval `a/b`, or `XXXX-06-19` where the year is unknown.
    pub iso: Option<SmolStr>,
    /// ISO 8601 duration: `P3Y`.
    pub duration: Option<SmolStr>,
    /// Whether the document's date was needed.
    pub relative: bool,
    /// First and last day, where they are known: for the weekday in a hover.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// The day of the week that stands beside it, Monday 1.
    pub weekday: Option<i8>,
    /// Whether no calendar has that day: 2月30日.
    pub impossible: bool,
}

/// A person where one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The full name, as far as it is known.
    pub name: SmolStr,
    /// The titles that stand with the name here, as written.
    pub titles: Vec<SmolStr>,
    /// The institution that they are of.
    pub organisation: Option<SmolStr>,
}

/// What the document knows and a line does not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The document's date.
    pub reference: Option<Reference>,
    /// The names that the document has.
    pub names: Option<&'a Names>,
    /// Who speaks in this line, in a transcript.
    pub speaker: Option<&'a str>,
    /// The sections, as (start in bytes of the line, name), where one begins in or before the line.
    pub sections: &'a [(usize, &'a str)],
    /// The place that the document or its speaker is about.
    pub place: Option<&'a str>,
    /// When the event was that a report is about: see [`event`].
    pub event: Option<&'a Period>,
    /// Whom the lines before leave their readers with: a 他 may mean them.
    pub subject: Option<&'a str>,
    /// What 元 is, as an ISO code, where it is not the yuan.
    pub currency: Option<&'a str>,
}

/// What a line says on its own. Keep it with the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    line: Line,
    dates: Vec<date::Expression>,
    figures: Vec<figure::Raw>,
    contexts: Vec<context::Context>,
    places: Vec<place::Place>,
    persons: Vec<person::Mention>,
    citations: Vec<citation::Citation>,
    breaks: context::Breaks,
    quotes: Vec<label::Quote>,
    currency: currency::Counts,
}

impl Analysis {
    /// Reads a line.
    #[must_use]
    pub fn new(line: &str) -> Self {
        let mut analysis = Self::of(line);
        Self::read(std::slice::from_mut(&mut analysis));
        analysis
    }

    /// Of a line that is not read yet.
    fn of(line: &str) -> Self {
        Self { line: Line::new(line), ..Self::default() }
    }

    /// Reads lines. Each reader goes over all of them in turn, so that its code and words are at hand for the processor:
    /// that takes a tenth less time than all readers for one line after the other.
    fn read(all: &mut [Self]) {
        all.iter_mut().for_each(|it| it.dates = date_scan::dates(&it.line));
        all.iter_mut().for_each(|it| it.quotes = label::quotes(&it.line));
        all.iter_mut().for_each(|it| it.figures = figure::figures(&it.line, &it.dates, &it.quotes));
        all.iter_mut().for_each(|it| it.places = place::places(&it.line));
        all.iter_mut().for_each(|it| it.breaks = context::sentence_ends(&it.line));
        for it in all.iter_mut() {
            it.contexts = context::contexts(&it.line, &it.figures, &it.dates, &it.places, &it.breaks);
        }
        all.iter_mut().for_each(|it| it.persons = person::persons(&it.line));
        all.iter_mut().for_each(|it| it.citations = citation::citations(&it.line));
        all.iter_mut().for_each(|it| it.currency = currency::Counts::of(&it.line));
    }

    /// The people that the line itself shows, as (name as written, titles folded): what a document's [`Names`] are
    /// made of.
    pub fn names<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (&'a str, Vec<String>)> {
        let chars = self.line.chars();
        self.persons.iter().map(move |person| {
            let titles = person.titles.iter().map(|&(start, end)| chars[start..end].iter().collect()).collect();
            (line.get(self.line.span(person.at.0, person.at.1).range()).unwrap_or_default(), titles)
        })
    }

    /// How often provinces and cities are named: what a document's own place is decided by. Names as written.
    pub fn place_names<'a>(&'a self, line: &'a str) -> impl Iterator<Item = &'a str> {
        self.places
            .iter()
            .filter(|place| matches!(place.kind, place::PlaceKind::Province(_) | place::PlaceKind::Town))
            .map(move |place| {
                let len = place::short_len(self.line.chars(), place);
                line.get(self.line.span(place.start, place.start + len).range()).unwrap_or_default()
            })
    }
}

/// The facts of one line, in order. Spans are bytes of the line.
#[must_use]
pub fn line_facts(line: &str, context: &Context) -> Vec<Fact> {
    Analysis::new(line).facts(line, context)
}

/// How many bytes of a text begin Han characters: from E4 to E9 begin those from U+4000 to U+9FFF.
fn han(text: &str) -> usize {
    count(text.as_bytes(), |byte| matches!(byte, 0xE4..=0xE9))
}

/// How many Latin letters a text has.
fn latin(text: &str) -> usize {
    count(text.as_bytes(), |byte| byte.is_ascii_alphabetic())
}

/// Whether a document is in Chinese, given the [`han`] of its lines; one in another language may quote a name.
fn may_be_chinese(lines: &[outline::Line], han: &[usize]) -> bool {
    let han = 10 * han.iter().sum::<usize>();
    // Letters are counted only where there may be more of them.
    han >= lines.iter().map(|line| line.text.len()).sum() || han >= lines.iter().map(|line| latin(line.text)).sum()
}

/// Whether a line, given its [`han`], is in another language, as in a summary below an article; a row of a table is
/// short, and digits.
fn is_other(line: &str, han: usize) -> bool {
    han == 0 && latin(line) >= 20
}

/// In bytes: a document that is longer is read by several threads.
const LONG: usize = 64 << 10;

/// So many lines are read together.
const CHUNK: usize = 64;

/// The facts of a whole document, in order; `symbols` is its outline. Spans are bytes of what the lines' starts count.
#[must_use]
pub fn facts(lines: &[outline::Line], symbols: &[Symbol]) -> Vec<Fact> {
    let han: Vec<usize> = lines.iter().map(|line| han(line.text)).collect();
    if !may_be_chinese(lines, &han) {
        return Vec::new();
    }
    // Lines do not know of each other yet. A short document is read sooner than other threads would begin.
    let long = lines.iter().map(|line| line.text.len()).sum::<usize>() > LONG;
    let analyse = |line: &outline::Line| Analysis::of(line.text);
    let mut analyses: Vec<Analysis> =
        if long { lines.par_iter().map(analyse).collect() } else { lines.iter().map(analyse).collect() };
    if long {
        analyses.par_chunks_mut(CHUNK).for_each(Analysis::read);
    } else {
        analyses.chunks_mut(CHUNK).for_each(Analysis::read);
    }
    let cues = lines.iter().zip(&analyses).enumerate().filter_map(|(index, (line, analysis))| {
        Some((index, document::read_cue(line.text, &analysis.line, &analysis.dates)?))
    });
    let date = document::decide(cues);
    let names = names(lines.iter().zip(&analyses).map(|(line, analysis)| (line.text, analysis)), symbols);
    let place = main_place(lines.iter().zip(&analyses).map(|(line, analysis)| (line.text, analysis)));
    let reference = date.map(|date| date.date);
    let event = event(lines.iter().zip(&analyses).map(|(line, analysis)| (line.text, analysis)), reference);
    let mut currency = currency::Counts::default();
    analyses.iter().for_each(|analysis| currency.add(analysis.currency));
    let currency = currency.decide(|| currency::is_traditional(lines.iter().map(|line| line.text)));
    let mut found = Vec::with_capacity(analyses.iter().map(Analysis::count).sum());
    let mut subject = None;
    for ((line, analysis), han) in lines.iter().zip(&analyses).zip(han) {
        if is_other(line.text, han) {
            continue;
        }
        let end = line.start + line.text.len();
        let (speaker, sections) = surroundings(symbols, line.start, end);
        let context = Context {
            reference,
            names: Some(&names),
            speaker,
            sections: &sections,
            place: place.as_deref(),
            event: event.as_ref(),
            subject: subject.as_deref(),
            currency,
        };
        let before = found.len();
        subject = analysis.add_facts(line.text, &context, &mut found).or(subject);
        for fact in &mut found[before..] {
            fact.span = fact.span.shifted(line.start);
            if let FactKind::Figure(figure) = &mut fact.kind {
                figure.core = figure.core.shifted(line.start);
                figure.sentence = figure.sentence.shifted(line.start);
            }
        }
    }
    found
}

/// The names of a document: those its lines show, and its speakers.
#[must_use]
pub fn names<'a>(lines: impl Iterator<Item = (&'a str, &'a Analysis)>, symbols: &[Symbol]) -> Names {
    let lines: Vec<(&str, &Analysis)> = lines.collect();
    let mut names = Names::default();
    for (line, analysis) in &lines {
        analysis.names(line).for_each(|(name, titles)| names.insert(name, titles));
    }
    let recurring: FxHashSet<&str> = recurring::recurring(&lines, &names)
        .into_iter()
        .map(|(index, at)| lines[index].1.slice(lines[index].0, at))
        .collect();
    // Where a line alone takes one character too many, the document knows.
    let too_long = |name: &str| {
        let shorter = name.char_indices().next_back().map_or(name, |(last, _)| &name[..last]);
        recurring.contains(shorter) && !recurring.contains(name)
    };
    names.retain(|name| !too_long(name));
    recurring.iter().for_each(|name| names.insert(name, []));
    let people =
        symbols.iter().filter(|symbol| symbol.kind == Kind::Turn && symbol.role != Some(outline::Role::Reporter));
    for symbol in people {
        let folded = Folded::new(&symbol.name);
        if outline::lexicon::is_name(folded.chars()) {
            let titles = symbol.detail.iter().flat_map(|detail| detail.split('、'));
            names.insert(&symbol.name, titles.map(|title| Folded::new(title).chars().iter().collect()));
        }
    }
    names
}

/// The province or town that a document names most; of equals, the first.
#[must_use]
pub fn main_place<'a>(lines: impl Iterator<Item = (&'a str, &'a Analysis)>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (line, analysis) in lines {
        for name in analysis.place_names(line) {
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name.to_owned())
}

/// When the event was that a report is about: the first day that its text names, dateline aside.
#[must_use]
pub fn event<'a>(
    mut lines: impl Iterator<Item = (&'a str, &'a Analysis)>,
    reference: Option<Reference>,
) -> Option<Period> {
    lines.find_map(|(line, analysis)| analysis.event(line, reference))
}

/// Who speaks in the line from `start` to `end`, and the sections that reach into it, by where they begin in the line.
#[must_use]
pub fn surroundings(symbols: &[Symbol], start: usize, end: usize) -> (Option<&str>, Vec<(usize, &str)>) {
    let turn = symbols
        .iter()
        .find(|symbol| symbol.kind == Kind::Turn && symbol.span.start < end.max(start + 1) && start < symbol.span.end);
    let mut sections: Vec<(usize, &str)> = Vec::new();
    let mut open: Vec<&Symbol> =
        turn.map_or_else(|| symbols.iter().rev().collect(), |turn| turn.children.iter().rev().collect());
    while let Some(symbol) = open.pop() {
        if symbol.kind == Kind::Section && symbol.span.start < end && start < symbol.span.end {
            sections.push((symbol.span.start.saturating_sub(start), &symbol.name));
            open.extend(symbol.children.iter().rev());
        }
    }
    (turn.map(|turn| turn.name.as_str()), sections)
}
