//! The trees that weigh the answers. Each is a few questions; the leaf that the answers lead to speaks for boilerplate
//! (positive) or for the article, in nats, and all trees together are summed up.
//!
//! `trees.txt` has one on each line, parts before the whole: `characters<8.5 A B` asks whether the answer is below 8.5,
//! and goes on with A if it is, else with B, and `=0.12` is a leaf. `tests/boilerplate/train.py` makes them.

use super::cues::{Answers, QUESTIONS};

/// Leaves of a tree at most: a bit for each.
const LEAVES: usize = 16;
/// So many trees, the first and weightiest ones, are asked why.
const TELLING: usize = 60;

/// A question, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// The number of the question; unused in a leaf.
    question: usize,
    /// Where to go on if the answer is not below, counted from the root; the yes stands behind the node. 0 in a leaf.
    otherwise: usize,
    /// The number that the answer is to be below.
    limit: f32,
    /// What the leaf says; in a question, the mean of what its leaves say.
    says: f32,
}

/// All trees, made to be asked fast: by `QuickScorer` (Lucchese et al., SIGIR 2015). Each question that is answered with
/// no rules out the leaves on its yes side, whatever comes of the questions above it, and the leaf that is reached is
/// the first that is left. So the answer to a question rules out some leaves in each tree, which are known beforehand
/// for each stretch of numbers between two limits: no step hangs on the one before.
#[derive(Debug, Default)]
pub(super) struct Trees {
    /// What speaks for boilerplate before anything is asked.
    base: f32,
    /// What each leaf of each tree says.
    leaves: Vec<[f32; LEAVES]>,
    questions: Vec<Limits>,
    /// The nodes of the first trees.
    telling: Vec<Vec<Node>>,
}

/// What the answers to one question rule out.
#[derive(Debug, Default)]
struct Limits {
    /// In order.
    limits: Vec<f32>,
    /// For each stretch between limits, the leaves of each tree that are left.
    left: Vec<Vec<u16>>,
}

impl Trees {
    /// Reads the table. A tree that is not well formed is left out; a test holds the table to having none.
    pub(super) fn parse(table: &str) -> Self {
        let mut trees = Self::default();
        let mut all = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some(base) = line.strip_prefix("base ") {
                trees.base = base.parse().unwrap_or(0.0);
                continue;
            }
            let (mut tree, mut words) = (Vec::new(), line.split(' '));
            let grown = grow(&mut tree, &mut words);
            if grown.is_some_and(|(_, leaves)| leaves <= LEAVES as f32) && words.next().is_none() {
                all.push(tree);
            }
        }
        trees.leaves = all.iter().map(|tree| leaves(tree)).collect();
        trees.questions = (0..QUESTIONS.len()).map(|question| Limits::of(question, &all)).collect();
        all.truncate(TELLING);
        trees.telling = all;
        trees
    }

    /// What the trees say of each of some lines.
    pub(super) fn sums(&self, lines: &[Answers]) -> Vec<f32> {
        let mut left = Vec::new();
        lines.iter().map(|answers| self.sum(answers, &mut left)).collect()
    }

    /// What the trees say of a line; `left` is only for their memory.
    fn sum(&self, answers: &Answers, left: &mut Vec<u16>) -> f32 {
        left.clear();
        left.resize(self.leaves.len(), u16::MAX);
        for (question, answer) in self.questions.iter().zip(answers) {
            if let Some(mask) = question.left.get(question.limits.partition_point(|limit| limit <= answer)) {
                left.iter_mut().zip(mask).for_each(|(left, mask)| *left &= mask);
            }
        }
        let says = |(left, leaves): (&u16, &[f32; LEAVES])| leaves[left.trailing_zeros() as usize % LEAVES];
        self.base + left.iter().zip(&self.leaves).map(says).sum::<f32>()
    }

    /// The two answers that say most of what the first trees say for boilerplate, in words.
    pub(super) fn because(&self, answers: &Answers) -> [&'static str; 2] {
        let mut share = [0.0; QUESTIONS.len()];
        for tree in &self.telling {
            let mut at = 0;
            while let Some(node) = tree.get(at).filter(|node| node.otherwise > 0) {
                at = if answers[node.question] < node.limit { at + 1 } else { node.otherwise };
                share[node.question] += tree.get(at).map_or(0.0, |next| next.says - node.says);
            }
        }
        let mut order: Vec<usize> = (0..share.len()).filter(|question| share[*question] > 0.0).collect();
        order.sort_by(|a, b| share[*b].total_cmp(&share[*a]));
        let mut words = order.into_iter().map(|question| QUESTIONS[question].1);
        let first = words.next().unwrap_or_default();
        [first, words.find(|words| *words != first).unwrap_or_default()]
    }
}

/// Adds the next node and what hangs on it; what it says, and how many leaves it has.
fn grow<'a>(tree: &mut Vec<Node>, words: &mut impl Iterator<Item = &'a str>) -> Option<(f32, f32)> {
    let word = words.next()?;
    let at = tree.len();
    if let Some(says) = word.strip_prefix('=') {
        let says = says.parse().ok()?;
        tree.push(Node { question: 0, otherwise: 0, limit: 0.0, says });
        return Some((says, 1.0));
    }
    let (name, limit) = word.split_once('<')?;
    let question = QUESTIONS.iter().position(|(known, _)| *known == name)?;
    tree.push(Node { question, otherwise: 0, limit: limit.parse().ok()?, says: 0.0 });
    let (yes, left) = grow(tree, words)?;
    tree[at].otherwise = tree.len();
    let (no, right) = grow(tree, words)?;
    tree[at].says = yes.mul_add(left, no * right) / (left + right);
    Some((tree[at].says, left + right))
}

/// What the leaves of a tree say, from left to right.
fn leaves(tree: &[Node]) -> [f32; LEAVES] {
    let mut says = tree.iter().filter(|node| node.otherwise == 0).map(|node| node.says);
    std::array::from_fn(|_| says.next().unwrap_or(0.0))
}

impl Limits {
    fn of(question: usize, trees: &[Vec<Node>]) -> Self {
        let asking = |node: &&Node| node.otherwise > 0 && node.question == question;
        let mut limits: Vec<f32> = trees.iter().flatten().filter(asking).map(|node| node.limit).collect();
        limits.sort_by(f32::total_cmp);
        limits.dedup();
        if limits.is_empty() {
            return Self::default();
        }
        let mut left = vec![vec![u16::MAX; trees.len()]];
        left.extend(limits.iter().map(|limit| {
            let not_below = |tree: &Vec<Node>| {
                let nodes = tree.iter().enumerate().filter(|(_, node)| asking(node) && node.limit <= *limit);
                nodes.fold(u16::MAX, |left, (at, node)| left & !yes_side(tree, at, node))
            };
            trees.iter().map(not_below).collect()
        }));
        Self { limits, left }
    }
}

/// A bit for each leaf that is reached only if the question at `at` is answered with yes.
fn yes_side(tree: &[Node], at: usize, node: &Node) -> u16 {
    let count = |nodes: &[Node]| nodes.iter().filter(|node| node.otherwise == 0).count() as u32;
    let (before, inside) = (count(&tree[..at]), count(&tree[at..node.otherwise]));
    (1_u16.checked_shl(inside).unwrap_or(0).wrapping_sub(1)).checked_shl(before).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree() {
        let trees = Trees::parse("# a table\nbase 1\ncharacters<8.5 =2 marks<1 =0.5 =-4\nnonsense\ncharacters<1 =2");
        assert_eq!(trees.leaves.len(), 1);
        let mut answers = [0.0; QUESTIONS.len()];
        assert_eq!(trees.sum(&answers, &mut Vec::new()), 3.0);
        answers[0] = 9.0;
        assert_eq!(trees.sum(&answers, &mut Vec::new()), 1.5);
        answers[2] = 1.0;
        assert_eq!(trees.sum(&answers, &mut Vec::new()), -3.0);
        answers[0] = 1.0;
        assert_eq!(trees.because(&answers), ["its length", ""]);
    }

    #[test]
    fn the_masks_lead_where_the_nodes_do() {
        let table = include_str!("trees.txt");
        let trees = Trees::parse(table);
        let all: Vec<Vec<Node>> = table
            .lines()
            .filter(|line| line.contains('<'))
            .map(|line| {
                let mut tree = Vec::new();
                grow(&mut tree, &mut line.split(' '));
                tree
            })
            .collect();
        for seed in 0..200_u32 {
            let answers: Answers = std::array::from_fn(|at| (seed * 31 + at as u32 * 17) as f32 % 23.0 / 4.0 - 1.0);
            let walked: f32 = all
                .iter()
                .map(|tree| {
                    let mut at = 0;
                    while tree[at].otherwise > 0 {
                        let node = tree[at];
                        at = if answers[node.question] < node.limit { at + 1 } else { node.otherwise };
                    }
                    tree[at].says
                })
                .sum();
            assert!((trees.sum(&answers, &mut Vec::new()) - trees.base - walked).abs() < 1e-3);
        }
    }

    #[test]
    fn the_table_is_well_formed() {
        let table = include_str!("trees.txt");
        let trees = table.lines().filter(|line| !line.starts_with('#') && !line.starts_with("base ")).count();
        assert_eq!(Trees::parse(table).leaves.len(), trees);
    }
}
