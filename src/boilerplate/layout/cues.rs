//! The questions that [`super`] asks of each line; the answers are numbers.

use super::topic::Topic;
use super::{Seen, grams, lexicon};
use crate::boilerplate::Weight;
use crate::boilerplate::traits::Traits;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

macro_rules! questions {
    ($($name:ident $words:literal),+ $(,)?) => {
        /// The questions by name.
        #[allow(non_camel_case_types, reason = "the names are those of the table of trees")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Ask { $($name),+ }
        /// Each question: its name, and what an answer that speaks for boilerplate says to a reader.
        pub(super) const QUESTIONS: &[(&str, &str)] = &[$((stringify!($name), $words)),+];
    };
}

questions! {
    characters "its length",
    han "how much Chinese is in it",
    marks "no sentence in it",
    stops "no sentence in it",
    end "how it ends",
    digits "its numbers",
    function "no words of sentences",
    separators "its separators",
    label "a label at its head",
    quoted "how it begins",
    bracketed "its brackets",
    bullet "its bullet",
    timed "a time in it",
    numbered "a number at its head",
    latin "hardly any Chinese in it",
    prose "no text in it",
    weight "its words",
    known "its words",
    weight_before "the line before it",
    weight_behind "the line behind it",
    characters_before "the line before it",
    characters_behind "the line behind it",
    near_marked "lines of the page beside it",
    far_marked "lines of the page around it",
    near_prose "no text beside it",
    far_prose "no text around it",
    near_short "short lines around it",
    near_function "no sentences around it",
    far_function "no sentences around it",
    near_topic "what is around it speaks of something else",
    document_marked "how much of the document is no article",
    document_prose "how little of the document is text",
    lines "how long the page is",
    to_body "the text begins behind it",
    from_body "the text has ended before it",
    prose_before "how far the text is",
    prose_behind "how far the text is",
    repeated "it stands there more than once",
    section "the section it stands in",
    section_since "the section it stands in",
    topic "it speaks of something else",
    topic_before "it speaks of something else",
    title "it is not the title",
    from_title "where the title stands",
    speaker "nobody speaks in it",
    speaks_before "nobody speaks in it",
    parallel "it is like the lines beside it",
    before "how much of the text stands before it",
    run_before "lines that nothing is known of beside it",
    run_behind "lines that nothing is known of beside it",
    advertising "words of advertisements",
    spoken "words of comments",
    referring "words of headlines",
    near_spoken "words of comments around it",
    grams "its characters",
    grams_before "the line before it",
    grams_behind "the line behind it",
    near_grams "the characters around it",
    far_grams "the characters around it",
    open_text "it ends as no paragraph of the text does",
}

/// The answers for one line, in the order of [`QUESTIONS`].
pub(super) type Answers = [f32; QUESTIONS.len()];

/// More than this the characters of a line do not say, in nats.
const MOST_GRAMS: f32 = 8.0;

/// Sections of a page that go on for a while, by the name of the rule that knows their head.
const SECTIONS: [&str; 8] =
    ["comments", "related-list", "copyright-notice", "share-bar", "paging", "app-promotion", "editor-credit", "tags"];

/// A page, with what is asked about the surroundings of its lines worked out.
pub(super) struct Surroundings<'a> {
    lines: &'a [Seen<'a>],
    traits: Vec<Traits>,
    /// How many words of each kind of the lexicon are in each line.
    words: Vec<[u8; lexicon::KINDS]>,
    spoken: Sums,
    /// What the characters of each line say.
    grams: Vec<f32>,
    /// The part of the running text whose paragraphs end with a stop.
    stopped: f32,
    /// Of each line, the part of it that the text speaks of too; -1 where there is nothing to tell by.
    topics: Vec<f32>,
    /// How far running text is from each line, backwards and forwards.
    to_prose: Vec<[usize; 2]>,
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
    runs: Vec<[usize; 2]>,
    signatures: Vec<u64>,
    repeated: Vec<bool>,
}

/// How many lines up to each one have some quality.
struct Sums(Vec<usize>);

impl Sums {
    fn of(lines: &[Seen<'_>], is: impl Fn(usize, &Seen<'_>) -> bool) -> Self {
        let mut sum = 0;
        let mut sums = vec![0];
        sums.extend(lines.iter().enumerate().map(|(at, line)| {
            sum += usize::from(is(at, line));
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
        let traits: Vec<Traits> = lines.iter().map(|line| Traits::of(line.text.trim(), &line.shape)).collect();
        let words: Vec<_> = lines.iter().map(|line| lexicon::count(line.text)).collect();
        let prose = Sums::of(lines, |_, line| line.is_prose());
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
            speakers: traits.iter().filter(|traits| traits.is_speaker).count() >= 3,
            sections: sections(lines),
            runs: runs(lines),
            signatures: lines.iter().map(|line| signature(line.text.trim())).collect(),
            repeated: lines.iter().map(|line| seen[line.text.trim()] > 1).collect(),
            marked: Sums::of(lines, |_, line| line.is_marked()),
            short: Sums::of(lines, |_, line| is_short(line)),
            function: Sums::of(lines, |at, _| traits[at].function > 0),
            spoken: Sums::of(lines, |at, _| words[at][1] > 0),
            words,
            grams: lines.iter().map(|line| grams::weigh(line.text).clamp(-MOST_GRAMS, MOST_GRAMS)).collect(),
            stopped: stopped(lines, &traits),
            traits,
            lines,
            topics: lines.iter().map(|line| body.map_or(-1.0, |_| shared(&topic, line))).collect(),
            to_prose: distances(&prose, lines.len()),
            prose,
            body,
            text,
        }
    }

    /// All answers for the line at `at`.
    pub(super) fn answers(&self, at: usize) -> Answers {
        let (line, traits) = (&self.lines[at], self.traits[at]);
        let mut answers = [0.0; QUESTIONS.len()];
        let mut say = |ask: Ask, answer: f32| answers[ask as usize] = answer;
        let yes = |is: bool| f32::from(u8::from(is));
        let shape = &line.shape;
        say(Ask::characters, shape.characters as f32);
        say(Ask::han, shape.han as f32 / shape.characters.max(1) as f32);
        say(Ask::marks, shape.marks as f32);
        say(Ask::stops, shape.stops as f32);
        say(Ask::end, traits.end as u8 as f32);
        say(Ask::digits, shape.digits as f32 / shape.characters.max(1) as f32);
        say(Ask::function, traits.function as f32);
        say(Ask::separators, shape.separators as f32);
        let forms = [Ask::label, Ask::quoted, Ask::bracketed, Ask::bullet, Ask::timed, Ask::numbered, Ask::latin];
        for (ask, is) in forms.into_iter().zip(traits.forms) {
            say(ask, yes(is));
        }
        say(Ask::prose, yes(self.prose.at(at)));
        say(Ask::weight, line.weight() as f32);
        say(Ask::known, line.marks.iter().map(|mark| code(mark.rule.code)).fold(0.0, f32::max));
        let before = at.checked_sub(1).map(|at| &self.lines[at]);
        let behind = self.lines.get(at + 1);
        let weight = |line: Option<&Seen<'_>>| line.map_or(-1.0, |line| line.weight_for_others() as f32);
        let characters = |line: Option<&Seen<'_>>| line.map_or(-1.0, |line| line.shape.characters as f32);
        say(Ask::weight_before, weight(before));
        say(Ask::weight_behind, weight(behind));
        say(Ask::characters_before, characters(before));
        say(Ask::characters_behind, characters(behind));
        say(Ask::near_marked, self.marked.around(at, 3));
        say(Ask::far_marked, self.marked.around(at, 10));
        say(Ask::near_prose, self.prose.around(at, 2));
        say(Ask::far_prose, self.prose.around(at, 6));
        say(Ask::near_short, self.short.around(at, 4));
        say(Ask::near_function, self.function.around(at, 4));
        say(Ask::far_function, self.function.around(at, 10));
        say(Ask::document_marked, self.marked.share());
        say(Ask::document_prose, self.prose.share());
        say(Ask::lines, self.lines.len() as f32);
        let (first, last) = self.body.unwrap_or((usize::MAX, usize::MAX));
        let steps = |from: usize, to: usize| to.saturating_sub(from).min(40) as f32;
        let has_body = self.body.is_some();
        say(Ask::to_body, if has_body { steps(at, first) } else { -1.0 });
        say(Ask::from_body, if has_body { steps(last, at) } else { -1.0 });
        say(Ask::prose_before, self.to_prose[at][0].min(40) as f32);
        say(Ask::prose_behind, self.to_prose[at][1].min(40) as f32);
        say(Ask::repeated, yes(self.repeated[at]));
        let (section, since) = self.sections[at].unwrap_or((SECTIONS.len(), 20));
        say(Ask::section, section as f32);
        say(Ask::section_since, since as f32);
        let topic = |at: Option<usize>| at.and_then(|at| self.topics.get(at)).copied().unwrap_or(-1.0);
        say(Ask::topic, topic(Some(at)));
        say(Ask::topic_before, topic(at.checked_sub(1)));
        let near = at.saturating_sub(3)..(at + 4).min(self.lines.len());
        let others: Vec<f32> = near.filter(|other| *other != at).map(|at| self.topics[at].max(0.0)).collect();
        say(Ask::near_topic, others.iter().sum::<f32>() / others.len().max(1) as f32);
        let all = self.text.last().copied().unwrap_or(0).max(1);
        say(Ask::before, if has_body { self.text[at] as f32 / all as f32 } else { -1.0 });
        say(Ask::title, yes(self.title == Some(at)));
        say(Ask::from_title, self.title.map_or(-100.0, |title| (at as f32 - title as f32).clamp(-40.0, 40.0)));
        say(Ask::speaker, yes(self.speakers && traits.is_speaker));
        say(Ask::speaks_before, yes(self.speakers && at > 0 && self.traits[at - 1].is_speaker));
        say(Ask::parallel, yes(self.is_parallel(at)));
        say(Ask::run_before, self.runs[at][0] as f32);
        say(Ask::run_behind, self.runs[at][1] as f32);
        let [advertising, spoken, referring] = self.words[at].map(f32::from);
        say(Ask::advertising, advertising);
        say(Ask::spoken, spoken);
        say(Ask::referring, referring);
        say(Ask::near_spoken, self.spoken.around(at, 4));
        let grams = |at: Option<usize>| at.and_then(|at| self.grams.get(at)).copied().unwrap_or(MOST_GRAMS + 1.0);
        say(Ask::grams, grams(Some(at)));
        say(Ask::grams_before, grams(at.checked_sub(1)));
        say(Ask::grams_behind, grams(Some(at + 1)));
        say(Ask::near_grams, self.grams_around(at, 3));
        say(Ask::far_grams, self.grams_around(at, 8));
        say(Ask::open_text, if traits.ends_sentence() { 0.0 } else { self.stopped });
        answers
    }

    /// What the characters of the lines up to `reach` away say on average; the line itself does not count.
    fn grams_around(&self, at: usize, reach: usize) -> f32 {
        let others = at.saturating_sub(reach)..(at + reach + 1).min(self.grams.len());
        let sum: f32 = self.grams[others.clone()].iter().sum::<f32>() - self.grams[at];
        sum / (others.len() - 1).max(1) as f32
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

/// Which part of the running text ends as sentences do, by lines.
fn stopped(lines: &[Seen<'_>], traits: &[Traits]) -> f32 {
    let prose = lines.iter().zip(traits).filter(|(line, _)| line.is_prose());
    let (ends, all) =
        prose.fold((0, 0), |(ends, all), (_, traits)| (ends + u32::from(traits.ends_sentence()), all + 1));
    if all == 0 { 0.0 } else { ends as f32 / all as f32 }
}

fn sections(lines: &[Seen<'_>]) -> Vec<Option<(usize, usize)>> {
    let mut section: Option<(usize, usize)> = None;
    lines
        .iter()
        .map(|line| {
            let here = section.filter(|(_, since)| *since <= 12);
            section = section.map(|(section, since)| (section, since + 1));
            let heads = line.marks.iter().filter(|mark| mark.cue.weight >= Weight::Likely);
            for head in heads {
                if let Some(known) = SECTIONS.iter().position(|name| *name == head.rule.name) {
                    section = Some((known, 1));
                }
            }
            here
        })
        .collect()
}

/// For each line, how many lines without a mark stand before it and behind it without a break, up to a dozen.
fn runs(lines: &[Seen<'_>]) -> Vec<[usize; 2]> {
    const REACH: usize = 12;
    let mut runs = vec![[0; 2]; lines.len()];
    let mut run = 0;
    for (line, runs) in lines.iter().zip(&mut runs) {
        runs[0] = run;
        run = if line.is_marked() { 0 } else { (run + 1).min(REACH) };
    }
    run = 0;
    for (line, runs) in lines.iter().zip(&mut runs).rev() {
        runs[1] = run;
        run = if line.is_marked() { 0 } else { (run + 1).min(REACH) };
    }
    runs
}

/// How many lines it is from each line to the running text before it, and to that behind it; a large number if none.
fn distances(prose: &Sums, lines: usize) -> Vec<[usize; 2]> {
    const NONE: usize = 1 << 20;
    let mut distances = vec![[NONE; 2]; lines];
    for at in 1..lines {
        distances[at][0] = if prose.at(at - 1) { 1 } else { distances[at - 1][0] + 1 };
    }
    for at in (1..lines).rev() {
        distances[at - 1][1] = if prose.at(at) { 1 } else { distances[at][1] + 1 };
    }
    distances
}

fn shared(topic: &Topic, line: &Seen<'_>) -> f32 {
    let (shared, pairs) = topic.shared(line);
    if pairs == 0 { -1.0 } else { shared }
}

/// The number in the code of a rule.
fn code(code: &str) -> f32 {
    code.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(0.0)
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
