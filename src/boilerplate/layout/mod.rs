//! How a page is laid out: for each line, how much speaks for its being article or not, from all that is known of it
//! and of the lines around it.
//!
//! The words of a phrase tell a line of boilerplate by itself; most lines of a page have none: menus, names, headlines
//! of other articles, comments. What tells them is their shape, what stands around them, and whether they speak of the
//! same thing as the text. [`cues`] asks for all that, and [`trees`] weigh the answers against each other: they were
//! grown on the labelled pages of this project by `tests/boilerplate/train.py`. Nothing else of it is learned.
//!
//! The sum for each line goes through a chain of four states (before the article, in it, in an inset, behind it), so
//! that the article is one stretch with few interruptions, and what is decided is the likeliest way through it all.

mod cues;
mod grams;
mod lexicon;
mod topic;
mod trees;

use super::traits::strongest;
use super::{Line, Mark, Shape};
use cues::{Answers, QUESTIONS, Surroundings};
use std::sync::LazyLock;
use trees::Trees;

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its text; glosses in it do no harm.
    pub text: &'a str,
    /// Its shape.
    pub shape: Shape,
    /// What the rules see in it.
    pub marks: &'a [Mark],
}

impl Seen<'_> {
    /// How much the strongest mark says: 0 to 4.
    fn weight(&self) -> usize {
        strongest(self.marks)
    }

    /// Whether a rule knows it for a line of the page. Times and captions stand inside a transcript too, so they say
    /// nothing of what is beside them.
    fn is_marked(&self) -> bool {
        is_marked(self.marks)
    }

    /// As [`Self::weight`], of the marks that say something of what is beside the line.
    fn weight_for_others(&self) -> usize {
        weight_for_others(self.marks)
    }

    fn is_prose(&self) -> bool {
        super::is_body(&self.shape, self.marks)
    }
}

fn is_marked(marks: &[Mark]) -> bool {
    weight_for_others(marks) >= 3
}

/// How much the strongest of `marks` says of what is beside the line. Times and captions say nothing.
fn weight_for_others(marks: &[Mark]) -> usize {
    let says_more = |mark: &Mark| *mark.rule != super::bare_timestamp::RULE && *mark.rule != super::caption_line::RULE;
    if marks.iter().all(says_more) { strongest(marks) } else { 0 }
}

/// What speaks for and against one line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Whether it is outside the article on the likeliest way through the page.
    pub is_outside: bool,
    /// By how much all cues together speak for that, in nats.
    pub outside: f32,
    /// The two cues that say most of it, in words.
    pub because: [&'static str; 2],
}

impl Standing {
    /// Of a line where nothing is known to be of a page.
    pub const OF_AN_ARTICLE: Self = Self { is_outside: false, outside: -4.0, because: [""; 2] };
}

static TREES: LazyLock<Trees> = LazyLock::new(|| Trees::parse(include_str!("trees.txt")));

/// What has to speak for a line beyond even odds, in nats.
const BIAS: f32 = 0.5;
/// How much a line's own sum counts beside the chain.
const SCALE: f32 = 1.2;
/// Chances of going from before the article into it; into an inset and back; and behind the article.
const BEGIN: f32 = 0.05;
const INSET: f32 = 0.06;
const BACK: f32 = 0.4;
const END: f32 = 0.02;

/// Whether lines with these marks are a page, and not just an article: two of them are known by their words at least.
pub fn is_page<'a>(mut marks: impl Iterator<Item = &'a [Mark]>) -> bool {
    marks.by_ref().any(is_marked) && marks.any(is_marked)
}

/// The standing of each line of a page. Where no two lines are known by their words, all is article.
#[must_use]
pub fn standings(lines: &[Seen<'_>]) -> Vec<Standing> {
    if !is_page(lines.iter().map(|line| line.marks)) {
        return vec![Standing::OF_AN_ARTICLE; lines.len()];
    }
    let surroundings = Surroundings::of(lines);
    let answers: Vec<Answers> = (0..lines.len()).map(|at| surroundings.answers(at)).collect();
    let sums = TREES.sums(&answers);
    let way = likeliest(&sums);
    let standing = |at: usize| {
        let is_outside = way[at] && sums[at] > 0.0;
        let because = if is_outside { TREES.because(&answers[at]) } else { [""; 2] };
        Standing { is_outside, outside: sums[at], because }
    };
    (0..lines.len()).map(standing).collect()
}

/// The answers of each line of a text, blank or not, by name: what the trees are grown on.
#[must_use]
pub fn described(text: &str) -> Vec<Vec<(&'static str, f32)>> {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let marks: Vec<Vec<Mark>> = lines.iter().map(super::marks).collect();
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].text.is_empty()).collect();
    let seen = |at: &usize| Seen { text: lines[*at].text, shape: lines[*at].shape, marks: &marks[*at] };
    let seen: Vec<Seen<'_>> = filled.iter().map(seen).collect();
    let surroundings = Surroundings::of(&seen);
    let mut described = vec![Vec::new(); lines.len()];
    for (index, at) in filled.into_iter().enumerate() {
        let answers = surroundings.answers(index);
        described[at] = QUESTIONS.iter().zip(answers).map(|((name, _), answer)| (*name, answer)).collect();
    }
    described
}

/// What the answers that speak for boilerplate say to a reader.
pub fn reasons() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|(_, words)| *words)
}

/// The characters of a line as they are weighed: what the weights are found with.
#[must_use]
pub fn folded(text: &str) -> String {
    grams::folded(text)
}

/// For each line, whether it is outside on the likeliest way through all of them.
fn likeliest(sums: &[f32]) -> Vec<bool> {
    // Before, in the article, in an inset, behind.
    let chances = [
        [1.0 - BEGIN, BEGIN, 0.0, 0.0],
        [0.0, 1.0 - INSET - END, INSET, END],
        [0.0, BACK, 1.0 - BACK, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ];
    let cost = |from: usize, to: usize| (chances[from][to] + 1e-12_f32).ln();
    let own = |sum: f32, state: usize| if state == 1 { 0.0 } else { SCALE * (sum - BIAS) };
    let Some((first, rest)) = sums.split_first() else { return Vec::new() };
    let begin = [0.7_f32.ln(), 0.3_f32.ln(), -12.0, -12.0];
    let mut best: [f32; 4] = std::array::from_fn(|state| begin[state] + own(*first, state));
    let mut from: Vec<[usize; 4]> = Vec::with_capacity(rest.len());
    for sum in rest {
        let origin: [usize; 4] = std::array::from_fn(|to| {
            (0..4).max_by(|a, b| (best[*a] + cost(*a, to)).total_cmp(&(best[*b] + cost(*b, to)))).unwrap_or(to)
        });
        best = std::array::from_fn(|to| best[origin[to]] + cost(origin[to], to) + own(*sum, to));
        from.push(origin);
    }
    let mut state = (0..4).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(1);
    let mut way = vec![state != 1];
    for origin in from.iter().rev() {
        state = origin[state];
        way.push(state != 1);
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_one_stretch() {
        let way =
            |sums: &[f32]| likeliest(sums).iter().map(|outside| if *outside { '-' } else { '+' }).collect::<String>();
        assert_eq!(way(&[]), "");
        assert_eq!(way(&[4.0, 4.0, -4.0, -4.0, 4.0]), "--++-");
        // One line that is a little like boilerplate is no interruption.
        assert_eq!(way(&[4.0, -4.0, 1.5, -4.0, 4.0]), "-+++-");
        assert_eq!(way(&[4.0, -4.0, 9.0, -4.0, 4.0]), "-+-+-");
        assert_eq!(way(&[-2.0; 5]), "+++++");
    }
}
