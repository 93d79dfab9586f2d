//! The questions that [`super`] asks of each line, and what the answers weigh.
//!
//! A question has a few answers, numbered from 0; a quantity is asked for by the [`bucket`] it falls into. Some are
//! asked apart for the three kinds of line ([`Kind`]), because what speaks for a short line speaks against a sentence.

use super::topic::Topic;
use super::{Seen, Standing};
use rustc_hash::FxHashMap;
use std::fmt;
use std::hash::{Hash, Hasher};

/// What a line is taken for at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Running text.
    Prose,
    /// A few words without a mark.
    Short,
    /// Anything else.
    Other,
}

/// What is asked. `apart`: for each kind of line by itself. `words`: what an answer that speaks for boilerplate says.
struct Question {
    name: &'static str,
    apart: bool,
    words: &'static str,
}

macro_rules! questions {
    ($($name:ident $apart:ident $words:literal),+ $(,)?) => {
        /// The questions by name.
        #[allow(non_camel_case_types, reason = "the names are those of weights.txt")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        enum Ask { $($name),+ }
        const QUESTIONS: &[Question] = &[$(Question { name: stringify!($name), apart: $apart, words: $words }),+];
    };
}

/// Whether a question is asked for each [`Kind`] apart.
const EACH: bool = true;
const ALL: bool = false;

questions! {
    length ALL "its length",
    marks ALL "no sentence in it",
    stops ALL "no sentence in it",
    end ALL "how it ends",
    digits ALL "its numbers",
    function EACH "no words of sentences",
    empty ALL "no Chinese in it",
    separators ALL "its separators",
    label ALL "a label at its head",
    quoted ALL "how it begins",
    bracketed ALL "its brackets",
    bullet ALL "its bullet",
    timed ALL "a time in it",
    numbered ALL "a number at its head",
    latin ALL "hardly any Chinese in it",
    weight ALL "its words",
    near_marked EACH "lines of the page beside it",
    far_marked ALL "lines of the page around it",
    near_prose EACH "no text beside it",
    far_prose ALL "no text around it",
    near_short EACH "short lines around it",
    document EACH "how much of the document is no article",
    position EACH "where it stands",
    to_body EACH "the text begins behind it",
    from_body EACH "the text has ended before it",
    beside EACH "no text beside it",
    repeated ALL "it stands there more than once",
    section EACH "the section it stands in",
    topic EACH "it speaks of something else",
    title ALL "it is not the title",
    speakers ALL "nobody speaks in it",
    near_function EACH "no sentences around it",
    parallel ALL "it is like the lines beside it",
    before EACH "how much of the text stands before it",
    run EACH "lines of its kind around it",
}

/// One answer to one question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    ask: Ask,
    kind: Option<Kind>,
    bucket: u8,
}

impl Answer {
    const fn key(self) -> u32 {
        let kind = match self.kind {
            None => 0,
            Some(Kind::Prose) => 1,
            Some(Kind::Short) => 2,
            Some(Kind::Other) => 3,
        };
        (self.ask as u32) << 16 | kind << 8 | self.bucket as u32
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            None => "",
            Some(Kind::Prose) => ".prose",
            Some(Kind::Short) => ".short",
            Some(Kind::Other) => ".other",
        };
        write!(f, "{}{kind}.{}", QUESTIONS[self.ask as usize].name, self.bucket)
    }
}

/// What each answer weighs, in nats.
pub(super) struct Weights {
    base: f32,
    weights: FxHashMap<u32, f32>,
}

impl Weights {
    /// Rows of an answer and its weight; `base` is what speaks for boilerplate before anything is known. A row that is
    /// not well formed is left out; a test holds the table to having none.
    pub(super) fn parse(table: &str) -> Self {
        let mut weights = Self { base: 0.0, weights: FxHashMap::default() };
        for (name, weight) in rows(table) {
            match key(name) {
                Some(key) => _ = weights.weights.insert(key, weight),
                None if name == "base" => weights.base = weight,
                None => {}
            }
        }
        weights
    }

    pub(super) fn standing(&self, answers: &[Answer]) -> Standing {
        let mut outside = self.base;
        let mut strongest = [(0.0, ""); 2];
        for answer in answers {
            let weight = self.weights.get(&answer.key()).copied().unwrap_or(0.0);
            outside += weight;
            let words = QUESTIONS[answer.ask as usize].words;
            if weight > strongest[0].0 {
                if strongest[0].1 != words {
                    strongest[1] = strongest[0];
                }
                strongest[0] = (weight, words);
            } else if weight > strongest[1].0 && strongest[0].1 != words {
                strongest[1] = (weight, words);
            }
        }
        Standing { is_outside: false, outside, because: strongest.map(|(_, words)| words) }
    }
}

fn rows(table: &str) -> impl Iterator<Item = (&str, f32)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
}

fn key(name: &str) -> Option<u32> {
    let mut parts = name.split('.');
    let question = parts.next()?;
    let ask = QUESTIONS.iter().position(|known| known.name == question)? as u32;
    let (kind, bucket) = match (parts.next()?, parts.next()) {
        (bucket, None) => (0, bucket),
        ("prose", Some(bucket)) => (1, bucket),
        ("short", Some(bucket)) => (2, bucket),
        ("other", Some(bucket)) => (3, bucket),
        _ => return None,
    };
    Some(ask << 16 | kind << 8 | bucket.parse::<u32>().ok()?)
}

/// The number of the first of `edges` that `value` does not exceed; their number, if it exceeds them all.
fn bucket<T: PartialOrd + Copy>(value: T, edges: &[T]) -> usize {
    edges.iter().position(|edge| value <= *edge).unwrap_or(edges.len())
}

/// Sections of a page that go on for a while, by the name of the rule that knows their head.
const SECTIONS: [&str; 8] = [
    "comments",
    "related-list",
    "copyright-notice",
    "share-bar",
    "paging",
    "app-promotion",
    "editor-credit",
    "tags",
];

/// A page, with what is asked about the surroundings of its lines worked out.
pub(super) struct Surroundings<'a> {
    lines: &'a [Seen<'a>],
    topic: Topic,
    prose: Sums,
    marked: Sums,
    short: Sums,
    function: Sums,
    /// The first and the last line of running text.
    body: Option<(usize, usize)>,
    /// Characters of running text up to each line.
    text: Vec<usize>,
    title: Option<usize>,
    /// Whether there are labels of speakers.
    speakers: bool,
    /// For each line: the section, and how many lines it has gone on for.
    sections: Vec<Option<(usize, usize)>>,
    /// For each line, the stretch of lines without a mark that it is in.
    runs: Vec<usize>,
    signatures: Vec<u64>,
    repeated: Vec<bool>,
}

/// How many lines up to each one have some quality.
struct Sums(Vec<usize>);

impl Sums {
    fn of(lines: &[Seen<'_>], is: impl Fn(&Seen<'_>) -> bool) -> Self {
        let mut sum = 0;
        let mut sums = vec![0];
        sums.extend(lines.iter().map(|line| {
            sum += usize::from(is(line));
            sum
        }));
        Self(sums)
    }

    fn at(&self, at: usize) -> bool {
        self.0[at + 1] > self.0[at]
    }

    /// Which part of the lines up to `reach` away has it; the line itself does not count.
    fn around(&self, at: usize, reach: usize) -> f32 {
        let (start, end) = (at.saturating_sub(reach), (at + reach + 1).min(self.0.len() - 1));
        let count = self.0[end] - self.0[start] - usize::from(self.at(at));
        count as f32 / (end - start - 1).max(1) as f32
    }

    fn share(&self) -> f32 {
        let count = self.0.last().copied().unwrap_or(0);
        count as f32 / (self.0.len() - 1).max(1) as f32
    }
}

fn is_short(line: &Seen<'_>) -> bool {
    line.shape.characters <= 12 && line.shape.marks == 0
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(lines: &'a [Seen<'a>]) -> Self {
        let prose = Sums::of(lines, |line| line.is_prose());
        let first = (0..lines.len()).find(|at| prose.at(*at));
        let body = first.zip((0..lines.len()).rfind(|at| prose.at(*at)));
        let mut sum = 0;
        let text = lines.iter().enumerate().map(|(at, line)| {
            let before = sum;
            sum += if prose.at(at) { line.shape.characters as usize } else { 0 };
            before
        });
        let text: Vec<usize> = text.collect();
        let topic = Topic::of(lines);
        let mut seen = FxHashMap::default();
        lines.iter().for_each(|line| *seen.entry(line.text.trim()).or_insert(0_usize) += 1);
        Self {
            title: title(lines, &topic, &prose, first),
            speakers: lines.iter().filter(|line| line.traits.is_speaker()).count() >= 3,
            sections: sections(lines),
            runs: runs(lines),
            signatures: lines.iter().map(|line| signature(line.text.trim())).collect(),
            repeated: lines.iter().map(|line| seen[line.text.trim()] > 1).collect(),
            marked: Sums::of(lines, |line| line.is_marked()),
            short: Sums::of(lines, is_short),
            function: Sums::of(lines, |line| line.traits.function() > 0),
            lines,
            topic,
            prose,
            body,
            text,
        }
    }

    /// All answers for the line at `at`.
    pub(super) fn answers(&self, at: usize, answers: &mut Vec<Answer>) {
        let line = &self.lines[at];
        let kind = if self.prose.at(at) {
            Kind::Prose
        } else if is_short(line) {
            Kind::Short
        } else {
            Kind::Other
        };
        let mut say = |ask: Ask, bucket: usize| {
            let kind = QUESTIONS[ask as usize].apart.then_some(kind);
            answers.push(Answer { ask, kind, bucket: u8::try_from(bucket).unwrap_or(u8::MAX) });
        };
        let shape = &line.shape;
        let characters = shape.characters;
        say(Ask::length, bucket(characters, &[1, 2, 4, 6, 8, 11, 15, 20, 26, 34, 50, 80]));
        say(Ask::marks, shape.marks.min(3) as usize);
        say(Ask::stops, shape.stops.min(2) as usize);
        say(Ask::end, line.traits.end());
        say(Ask::digits, match shape.digits {
            0 => 0,
            digits if digits == characters => 3,
            digits => 1 + usize::from(digits * 2 > characters),
        });
        say(Ask::function, line.traits.function());
        say(Ask::empty, usize::from(shape.han == 0));
        say(Ask::separators, shape.separators.min(3) as usize);
        let forms = [Ask::label, Ask::quoted, Ask::bracketed, Ask::bullet, Ask::timed, Ask::numbered, Ask::latin];
        for (ask, is) in forms.into_iter().zip(line.traits.forms()) {
            say(ask, usize::from(is));
        }
        say(Ask::weight, line.weight());
        say(Ask::near_marked, bucket(self.marked.around(at, 3), &[0.0, 0.17, 0.34, 0.5, 0.7]));
        say(Ask::far_marked, bucket(self.marked.around(at, 10), &[0.0, 0.1, 0.2, 0.35, 0.5]));
        say(Ask::near_prose, bucket(self.prose.around(at, 2), &[0.0, 0.25, 0.5, 0.75]));
        say(Ask::far_prose, bucket(self.prose.around(at, 6), &[0.0, 0.1, 0.25, 0.5]));
        say(Ask::near_short, bucket(self.short.around(at, 4), &[0.2, 0.4, 0.6, 0.8]));
        say(Ask::near_function, bucket(self.function.around(at, 4), &[0.1, 0.25, 0.5, 0.75]));
        say(Ask::document, bucket(self.marked.share(), &[0.0, 0.05, 0.12, 0.25, 0.4]));
        say(Ask::repeated, usize::from(self.repeated[at]));
        let steps = [1, 2, 3, 5, 9];
        match self.body {
            None => say(Ask::position, 0),
            Some((first, _)) if at < first => {
                say(Ask::position, 1);
                say(Ask::to_body, bucket(first - at, &steps));
            }
            Some((_, last)) if at > last => {
                say(Ask::position, 3);
                say(Ask::from_body, bucket(at - last, &steps));
            }
            Some(_) => say(Ask::position, 2),
        }
        let prose_at = |at: Option<usize>| at.is_some_and(|at| at < self.lines.len() && self.prose.at(at));
        let (behind, ahead) = (prose_at(at.checked_sub(1)), prose_at(Some(at + 1)));
        say(Ask::beside, usize::from(behind) + 2 * usize::from(ahead));
        if let Some((section, since)) = self.sections[at] {
            say(Ask::section, section * 4 + bucket(since, &[1, 3, 6]));
        }
        if self.body.is_some() {
            let (shared, pairs) = self.topic.shared(line);
            if pairs > 0 {
                say(Ask::topic, bucket(shared, &[0.0, 0.08, 0.16, 0.25, 0.4, 0.6]));
            }
            let all = self.text.last().copied().unwrap_or(0).max(1);
            say(Ask::before, bucket(self.text[at] as f32 / all as f32, &[0.0, 0.25, 0.75, 0.999]));
        }
        say(Ask::title, usize::from(self.title == Some(at)));
        if self.speakers {
            let speaks_before = at.checked_sub(1).is_some_and(|before| self.lines[before].traits.is_speaker());
            say(Ask::speakers, if line.traits.is_speaker() { 1 } else { 2 * usize::from(speaks_before) });
        }
        say(Ask::parallel, usize::from(self.is_parallel(at)));
        say(Ask::run, bucket(self.runs[at], &[1, 3, 6, 10, 16]));
    }

    /// Whether a line beside it is built alike, with numbers at the same places: rows of a table, entries of a list.
    fn is_parallel(&self, at: usize) -> bool {
        let own = self.signatures[at];
        let others = at.saturating_sub(2)..(at + 3).min(self.lines.len());
        own != 0 && others.into_iter().any(|other| other != at && self.signatures[other] == own)
    }
}

/// The line that is most likely the title: among those shortly before the text, the one that says most of what the text
/// says.
fn title(lines: &[Seen<'_>], topic: &Topic, prose: &Sums, first: Option<usize>) -> Option<usize> {
    let first = first?;
    let score = |at: usize| {
        let line = &lines[at];
        let (shared, pairs) = topic.shared(line);
        let fits = (4..=48).contains(&line.shape.characters) && !prose.at(at) && line.weight() < 4 && pairs > 0;
        fits.then(|| shared * (pairs.min(12) as f32).sqrt())
    };
    let scored = (first.saturating_sub(15)..first).filter_map(|at| Some((score(at)?, at)));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.4).map(|(_, at)| at)
}

fn sections(lines: &[Seen<'_>]) -> Vec<Option<(usize, usize)>> {
    let mut section: Option<(usize, usize)> = None;
    lines
        .iter()
        .map(|line| {
            let here = section.filter(|(_, since)| *since <= 12);
            section = section.map(|(section, since)| (section, since + 1));
            let heads = line.marks.iter().filter(|mark| mark.cue.weight >= super::super::Weight::Likely);
            for head in heads {
                if let Some(known) = SECTIONS.iter().position(|name| *name == head.rule.name) {
                    section = Some((known, 1));
                }
            }
            here
        })
        .collect()
}

/// For each line, how many lines without a mark stand together there, counted up to a dozen on each side.
fn runs(lines: &[Seen<'_>]) -> Vec<usize> {
    const REACH: usize = 12;
    let mut before = Vec::with_capacity(lines.len());
    let mut run = 0;
    for line in lines {
        before.push(run.min(REACH));
        run = if line.is_marked() { 0 } else { run + 1 };
    }
    run = 0;
    for (line, before) in lines.iter().zip(&mut before).rev() {
        *before += run.min(REACH) + 1;
        run = if line.is_marked() { 0 } else { run + 1 };
    }
    before
}

/// A number for how a line is built of Han, Latin, digits and marks; 0 where there is no number among words.
fn signature(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    let (mut last, mut parts, mut digits, mut han) = ('\0', 0, false, false);
    for c in text.chars() {
        let kind = match c {
            '0'..='9' => 'd',
            'a'..='z' | 'A'..='Z' => 'a',
            c if crate::text::han::is_han(c) => 'h',
            c if c.is_whitespace() => 's',
            c => c,
        };
        if kind != last {
            kind.hash(&mut hasher);
            (last, parts) = (kind, parts + 1);
            digits |= kind == 'd';
            han |= kind == 'h';
        }
    }
    if digits && han && parts >= 3 { hasher.finish() | 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let table = include_str!("weights.txt");
        let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(rows(table).count(), lines.len());
        assert!(rows(table).all(|(name, _)| name == "base" || key(name).is_some()));
    }

    #[test]
    fn answers_have_names() {
        let answer = Answer { ask: Ask::topic, kind: Some(Kind::Short), bucket: 3 };
        assert_eq!(key(&answer.to_string()), Some(answer.key()));
        assert_eq!(Answer { ask: Ask::length, kind: None, bucket: 11 }.to_string(), "length.11");
    }
}
