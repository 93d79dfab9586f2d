//! How a page is laid out: for each line, how much speaks for its being article or not, from all that is known of it
//! and of the lines around it.
//!
//! The words of a phrase tell a line of boilerplate by itself; most lines of a page have none: menus, names, headlines
//! of other articles, comments. What tells them is their shape, what stands around them, and whether they speak of the
//! same thing as the text. Each such observation is a [`cues`] with some answers; `weights.txt` has, for each answer,
//! by how much it speaks for boilerplate (positive) or for the article, in nats. They were fitted to the labelled pages
//! of this project by `tests/boilerplate/train.py`; nothing else of it is learned.
//!
//! The sum for each line goes through a chain of four states (before the article, in it, in an inset, behind it), so
//! that the article is one stretch with few interruptions, and what is decided is the likeliest way through it all.

mod cues;
mod topic;

use super::traits::{Traits, strongest};
use super::{Line, Mark, Shape};
use cues::{Answer, Surroundings, Weights};
use std::sync::LazyLock;

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its text; glosses in it do no harm.
    pub text: &'a str,
    /// Its shape.
    pub shape: Shape,
    /// What its words are like.
    pub traits: Traits,
    /// What the rules see in it.
    pub marks: &'a [Mark],
}

impl Seen<'_> {
    /// How much the strongest mark says: 0 to 4.
    fn weight(&self) -> usize {
        strongest(self.marks)
    }

    fn is_marked(&self) -> bool {
        self.weight() >= 3
    }

    fn is_prose(&self) -> bool {
        super::is_body(&self.shape, self.marks)
    }
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

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("weights.txt")));

/// What has to speak for a line beyond even odds, in nats.
const BIAS: f32 = 1.0;
/// How much a line's own sum counts beside the chain.
const SCALE: f32 = 1.2;
/// Chances of going from before the article into it; into an inset and back; and behind the article.
const BEGIN: f32 = 0.05;
const INSET: f32 = 0.06;
const BACK: f32 = 0.4;
const END: f32 = 0.02;

/// The standing of each line of a page.
#[must_use]
pub fn standings(lines: &[Seen<'_>]) -> Vec<Standing> {
    let surroundings = Surroundings::of(lines);
    let mut standings: Vec<Standing> = Vec::with_capacity(lines.len());
    let mut answers = Vec::new();
    for at in 0..lines.len() {
        answers.clear();
        surroundings.answers(at, &mut answers);
        standings.push(WEIGHTS.standing(&answers));
    }
    let way = likeliest(&standings);
    for (standing, is_outside) in standings.iter_mut().zip(way) {
        standing.is_outside = is_outside;
    }
    standings
}

/// The answers of each line of a text, blank or not, in words: what the weights are fitted to.
#[must_use]
pub fn described_text(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let marks: Vec<Vec<Mark>> = lines.iter().map(super::marks).collect();
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].text.is_empty()).collect();
    let seen = |at: &usize| Seen {
        text: lines[*at].text,
        shape: lines[*at].shape,
        traits: Traits::of(&lines[*at]),
        marks: &marks[*at],
    };
    let seen: Vec<Seen<'_>> = filled.iter().map(seen).collect();
    let surroundings = Surroundings::of(&seen);
    let mut described = vec![Vec::new(); lines.len()];
    let mut answers = Vec::new();
    for (index, at) in filled.into_iter().enumerate() {
        answers.clear();
        surroundings.answers(index, &mut answers);
        described[at] = answers.iter().map(Answer::to_string).collect();
    }
    described
}

/// For each line, whether it is outside on the likeliest way through all of them.
fn likeliest(standings: &[Standing]) -> Vec<bool> {
    // Before, in the article, in an inset, behind.
    let chances = [
        [1.0 - BEGIN, BEGIN, 0.0, 0.0],
        [0.0, 1.0 - INSET - END, INSET, END],
        [0.0, BACK, 1.0 - BACK, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ];
    let cost = |from: usize, to: usize| (chances[from][to] + 1e-12_f32).ln();
    let own = |standing: &Standing, state: usize| if state == 1 { 0.0 } else { SCALE * (standing.outside - BIAS) };
    let Some((first, rest)) = standings.split_first() else { return Vec::new() };
    let begin = [0.7_f32.ln(), 0.3_f32.ln(), -12.0, -12.0];
    let mut best: [f32; 4] = std::array::from_fn(|state| begin[state] + own(first, state));
    let mut from: Vec<[usize; 4]> = Vec::with_capacity(rest.len());
    for standing in rest {
        let origin: [usize; 4] = std::array::from_fn(|to| {
            (0..4).max_by(|a, b| (best[*a] + cost(*a, to)).total_cmp(&(best[*b] + cost(*b, to)))).unwrap_or(to)
        });
        best = std::array::from_fn(|to| best[origin[to]] + cost(origin[to], to) + own(standing, to));
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
        let way = |sums: &[f32]| {
            let standings: Vec<_> =
                sums.iter().map(|outside| Standing { outside: *outside, ..Standing::default() }).collect();
            likeliest(&standings).iter().map(|outside| if *outside { '-' } else { '+' }).collect::<String>()
        };
        assert_eq!(way(&[]), "");
        assert_eq!(way(&[4.0, 4.0, -4.0, -4.0, 4.0]), "--++-");
        // One line that is a little like boilerplate is no interruption.
        assert_eq!(way(&[4.0, -4.0, 1.5, -4.0, 4.0]), "-+++-");
        assert_eq!(way(&[4.0, -4.0, 9.0, -4.0, 4.0]), "-+-+-");
        assert_eq!(way(&[-2.0; 5]), "+++++");
    }
}
