//! What the characters of a line say: single ones and pairs that stand more often in lines of pages than in articles,
//! or the other way round, each with its weight.
//!
//! None of them proves anything, and nobody chose them: `tests/boilerplate/train.py` finds the weights, by logistic
//! regression on the labelled pages, and keeps those that matter. The trees weigh the sum with the rest.

use crate::boilerplate::line::fold;
use crate::text::han;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The weights by pair; a single character stands before [`NONE`].
struct Grams {
    base: f32,
    weights: FxHashMap<(char, char), f32>,
}

/// Stands in the place of the second character where there is none.
const NONE: char = '\0';
/// Stands at the head of every line.
const HEAD: char = '^';
/// Stands at its tail.
const TAIL: char = '$';
/// Stands for white space.
const BLANK: char = '_';

static GRAMS: LazyLock<Grams> = LazyLock::new(|| {
    let mut grams = Grams { base: 0.0, weights: FxHashMap::default() };
    for line in include_str!("grams.txt").lines().filter(|line| !line.starts_with('#')) {
        // A row that is not well formed is left out; a test holds the table to having none.
        let Some((gram, weight)) = line.split_once(' ') else { continue };
        let Ok(weight) = weight.parse() else { continue };
        let mut chars = gram.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(one), other, None) => drop(grams.weights.insert((one, other.unwrap_or(NONE)), weight)),
            _ => grams.base = weight,
        }
    }
    grams
});

/// The characters of a line as the table has them: Simplified, in ASCII forms and lower case, every digit a 0, white
/// space as one `_`, between `^` and `$`.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    let mut last = HEAD;
    folded.push(last);
    for c in text.trim().chars() {
        let c = match c {
            c if han::is_han(c) => han::simplified(c),
            c if c.is_whitespace() => BLANK,
            c => match fold(c) {
                '0'..='9' => '0',
                HEAD | TAIL | BLANK => '-',
                c => c,
            },
        };
        if c != last || !matches!(c, '0' | BLANK) {
            folded.push(c);
        }
        last = c;
    }
    folded.push(TAIL);
    folded
}

/// How much the characters of `text` speak for its being a line of a page, in nats; below zero for an article. Each
/// character and each pair counts once.
pub(super) fn weigh(text: &str) -> f32 {
    let grams = &*GRAMS;
    let folded = folded(text);
    let mut seen: Vec<(char, char)> = Vec::new();
    let mut sum = grams.base;
    let mut add = |gram: (char, char)| {
        if let Some(weight) = grams.weights.get(&gram)
            && !seen.contains(&gram)
        {
            seen.push(gram);
            sum += weight;
        }
    };
    let mut before = None;
    for c in folded.chars() {
        add((c, NONE));
        if let Some(before) = before.replace(c) {
            add((before, c));
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(folded(" 閱讀 １２３　次_$ "), "^阅读_0_次--$");
    }

    #[test]
    fn the_table_is_well_formed() {
        let rows = include_str!("grams.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(rows.count(), GRAMS.weights.len() + 1, "one is the base");
    }

    #[test]
    fn characters_are_weighed() {
        assert!(weigh("首頁 | 登錄 | 分享到微信") > 2.0);
        assert!(weigh("他說，村裏的老人都記得那一年的大水。") < 0.0);
        // To say it again says nothing.
        assert_eq!(weigh("頁頁頁"), weigh("頁頁頁頁頁"));
    }
}
