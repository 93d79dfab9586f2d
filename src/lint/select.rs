//! Which rules are on: `--select` and `--ignore`, by code, prefix of a code, or name.

use super::{Check, Rule, registry::RULES};
use std::fmt;

/// The rules that are on, as a set over [`RULES`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    on: Vec<bool>,
    reads_lines: bool,
    reads_facts: bool,
}

/// A selector that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was written.
    pub selector: String,
    /// The rule code or name that is nearest to it, where one is near.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is called `{}`", self.selector)?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => write!(f, "; `zhengwen explain` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Default for Selection {
    fn default() -> Self {
        Self::of(vec![true; RULES.len()])
    }
}

impl Selection {
    /// The rules that one of `select` names (all, if it is empty), less those that one of `ignore` names, unless a
    /// longer selector selects them: `--select M101 --ignore M` leaves M101.
    ///
    /// # Errors
    /// The first selector that names no rule.
    pub fn new<S: AsRef<str>>(select: &[S], ignore: &[S]) -> Result<Self, UnknownRule> {
        let select = rank_all(select)?;
        let ignore = rank_all(ignore)?;
        let best = |ranked: &[Vec<usize>], rule: usize| ranked.iter().map(|ranks| ranks[rule]).max().unwrap_or(0);
        let on = (0..RULES.len()).map(|rule| {
            let wanted = if select.is_empty() { 1 } else { best(&select, rule) };
            wanted > 0 && wanted > best(&ignore, rule)
        });
        Ok(Self::of(on.collect()))
    }

    fn of(on: Vec<bool>) -> Self {
        let reads_lines = RULES.iter().zip(&on).any(|(rule, on)| *on && !matches!(rule.check, Check::Damage(_)));
        let reads_facts = RULES.iter().zip(&on).any(|(rule, on)| *on && matches!(rule.check, Check::Facts(_)));
        Self { on, reads_lines, reads_facts }
    }

    /// Whether `rule` is on.
    #[must_use]
    pub fn has(&self, rule: &Rule) -> bool {
        RULES.iter().position(|known| *known == rule).is_some_and(|index| self.on[index])
    }

    /// Whether a rule is on that has a look at whole lines: without one, nobody needs to know what they look like.
    #[must_use]
    pub const fn reads_lines(&self) -> bool {
        self.reads_lines
    }

    /// Whether a rule is on that has to know all that the document says.
    #[must_use]
    pub const fn reads_facts(&self) -> bool {
        self.reads_facts
    }

    /// The rules that are on, in order.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().zip(&self.on).filter(|(_, on)| **on).map(|(rule, _)| *rule)
    }
}

/// For each selector, how narrowly it names each rule: see [`Rule::narrowness`].
fn rank_all<S: AsRef<str>>(selectors: &[S]) -> Result<Vec<Vec<usize>>, UnknownRule> {
    selectors.iter().map(|selector| rank(selector.as_ref().trim())).collect()
}

fn rank(selector: &str) -> Result<Vec<usize>, UnknownRule> {
    let ranks: Vec<usize> = RULES.iter().map(|rule| rule.narrowness(selector)).collect();
    if ranks.iter().all(|rank| *rank == 0) {
        return Err(UnknownRule { selector: selector.to_owned(), nearest: nearest(selector) });
    }
    Ok(ranks)
}

fn nearest(selector: &str) -> Option<&'static str> {
    let names = RULES.iter().flat_map(|rule| [rule.code, rule.name]);
    crate::config::nearest(selector, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        Selection::new(select, ignore).unwrap().rules().map(|rule| rule.code).collect()
    }

    #[test]
    fn by_code_prefix_and_name() {
        let all = codes(&[], &[]);
        assert_eq!(all.len(), RULES.len());
        assert_eq!(codes(&["injected-pinyin"], &[]), ["M101"]);
        assert_eq!(codes(&["m101"], &[]), ["M101"]);
        assert!(codes(&["M"], &[]).iter().all(|code| code.starts_with('M')));
        assert!(codes(&["M"], &["M"]).is_empty());
        assert_eq!(codes(&["M101"], &["M"]), ["M101"]);
        assert!(!codes(&[], &["M101"]).contains(&"M101"));
        assert_eq!(codes(&["ALL"], &[]), all);
    }

    #[test]
    fn an_unknown_selector_names_the_nearest() {
        let error = Selection::new(&["injected-pinyn"], &[]).unwrap_err();
        assert_eq!(error.to_string(), "no rule is called `injected-pinyn`; did you mean `injected-pinyin`?");
        assert_eq!(Selection::new(&["Q"], &[]).unwrap_err().nearest, None);
        assert!(Selection::new(&[""], &[]).is_err());
    }
}
