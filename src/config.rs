//! `zhengwen.toml`: one schema for the command line and the server.

use crate::lint::Rule;
use crate::lint::select::Selection;
use crate::text::Span;

/// What a person can set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Which rules are on.
    pub selection: Selection,
    /// Texts that a rule is to leave alone.
    pub ignore_text: Vec<IgnoredText>,
    /// What only the editor asks for.
    pub editor: Editor,
}

/// The table `[editor]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// `max-hints`: how many places of frequent rules are marked at most.
    pub max_hints: usize,
    /// `max-problems`: how many other findings are shown at most.
    pub max_problems: usize,
}

impl Default for Editor {
    fn default() -> Self {
        Self { max_hints: 2000, max_problems: 1000 }
    }
}

/// A text that a rule is to leave alone, wherever it stands. A `.txt` file has no comments to say so in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredText {
    /// Code, prefix or name of the rule, as for `--ignore`.
    pub rule: String,
    /// The marked text, or the marked text with what stands before it: `鲅(bà)` for the gloss `(bà)`.
    pub text: String,
}

impl Config {
    /// Whether what `rule` found at `span` of `line` is to be left alone.
    #[must_use]
    pub fn ignores(&self, rule: &Rule, line: &str, span: Span) -> bool {
        self.ignore_text.iter().any(|ignored| {
            ignored.text.len() >= span.len()
                && line.get(..span.end).is_some_and(|head| head.ends_with(&ignored.text))
                && rule.is_named(&ignored.rule)
        })
    }
}

/// The nearest of `names` to `word`, if one is near.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    names
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_ascii_lowercase()), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len().max(3) / 3)
        .map(|(_, name)| name)
}
