//! The trees that weigh the answers. Each is a few questions; the leaf that the answers lead to speaks for boilerplate
//! (positive) or for the article, in nats, and all trees together are summed up.
//!
//! `trees.txt` has one on each line, parts before the whole: `characters<8.5 A B` asks whether the answer is below 8.5,
//! and goes on with A if it is, else with B, and `=0.12` is a leaf. `tests/boilerplate/train.py` makes them.

use super::Standing;
use super::cues::{Answers, QUESTIONS};

/// A question, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// The number of the question; unused in a leaf.
    question: u16,
    /// Where to go on if the answer is not below: the yes stands behind the node itself. 0 in a leaf.
    otherwise: u16,
    /// The number that the answer is to be below.
    limit: f32,
    /// What the leaf says; in a question, the mean of what its leaves say.
    says: f32,
}

/// All trees, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    roots: Vec<usize>,
    /// What speaks for boilerplate before anything is asked.
    base: f32,
}

impl Trees {
    /// Reads the table. A tree that is not well formed is left out; a test holds the table to having none.
    pub(super) fn parse(table: &str) -> Self {
        let mut trees = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some(base) = line.strip_prefix("base ") {
                trees.base = base.parse().unwrap_or(0.0);
                continue;
            }
            let root = trees.nodes.len();
            let mut words = line.split(' ');
            if trees.grow(root, &mut words).is_some() && words.next().is_none() {
                trees.roots.push(root);
            } else {
                trees.nodes.truncate(root);
            }
        }
        trees
    }

    /// Adds the next node and what hangs on it; what it says, and how many leaves it has.
    fn grow<'a>(&mut self, root: usize, words: &mut impl Iterator<Item = &'a str>) -> Option<(f32, f32)> {
        let word = words.next()?;
        let at = self.nodes.len();
        if let Some(says) = word.strip_prefix('=') {
            let says = says.parse().ok()?;
            self.nodes.push(Node { question: 0, otherwise: 0, limit: 0.0, says });
            return Some((says, 1.0));
        }
        let (name, limit) = word.split_once('<')?;
        let question = u16::try_from(QUESTIONS.iter().position(|(known, _)| *known == name)?).ok()?;
        self.nodes.push(Node { question, otherwise: 0, limit: limit.parse().ok()?, says: 0.0 });
        let (yes, left) = self.grow(root, words)?;
        self.nodes[at].otherwise = u16::try_from(self.nodes.len() - root).ok()?;
        let (no, right) = self.grow(root, words)?;
        let says = yes.mul_add(left, no * right) / (left + right);
        self.nodes[at].says = says;
        Some((says, left + right))
    }

    /// What the trees say of a line: the sum only.
    pub(super) fn sum(&self, answers: &Answers) -> f32 {
        self.roots.iter().fold(self.base, |sum, root| sum + self.walk(*root, answers, |_, _| {}))
    }

    /// What the trees say of a line, and which answers decide it.
    pub(super) fn standing(&self, answers: &Answers) -> Standing {
        let mut share = [0.0; QUESTIONS.len()];
        let note = |question: usize, change: f32| share[question] += change;
        let mut note = note;
        let outside = self.roots.iter().fold(self.base, |sum, root| sum + self.walk(*root, answers, &mut note));
        let mut because = [""; 2];
        let mut order: Vec<usize> = (0..share.len()).filter(|question| share[*question] > 0.0).collect();
        order.sort_by(|a, b| share[*b].total_cmp(&share[*a]));
        let mut words = order.into_iter().map(|question| QUESTIONS[question].1);
        because[0] = words.next().unwrap_or_default();
        because[1] = words.find(|words| *words != because[0]).unwrap_or_default();
        Standing { is_outside: false, outside, because }
    }

    /// Goes down one tree; at each question, `note` is told by how much its answer changes what is said.
    fn walk(&self, root: usize, answers: &Answers, mut note: impl FnMut(usize, f32)) -> f32 {
        let mut at = root;
        loop {
            let node = self.nodes[at];
            if node.otherwise == 0 {
                return node.says;
            }
            let question = usize::from(node.question);
            at = if answers[question] < node.limit { at + 1 } else { root + usize::from(node.otherwise) };
            note(question, self.nodes[at].says - node.says);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree() {
        let trees = Trees::parse("# a table\nbase 1\ncharacters<8.5 =2 marks<1 =0.5 =-4\nnonsense\ncharacters<1 =2");
        assert_eq!(trees.roots.len(), 1);
        let mut answers = [0.0; QUESTIONS.len()];
        assert_eq!(trees.sum(&answers), 3.0);
        answers[0] = 9.0;
        assert_eq!(trees.sum(&answers), 1.5);
        answers[2] = 1.0;
        assert_eq!(trees.sum(&answers), -3.0);
        assert_eq!(trees.standing(&answers).outside, -3.0);
        answers[0] = 1.0;
        assert_eq!(trees.standing(&answers).because, ["its length", ""]);
    }

    #[test]
    fn the_table_is_well_formed() {
        let table = include_str!("trees.txt");
        let trees = table.lines().filter(|line| !line.starts_with('#') && !line.starts_with("base ")).count();
        assert_eq!(Trees::parse(table).roots.len(), trees);
    }
}
