//! For the tests of the rules that [`super::Taken`] describes.

use crate::lint::{Check, Rule};
use crate::mojibake::{Candidate, Damaged, Evidence, scan};
use crate::text::edit::{self, Applicability};

/// A line with every repair of `rule` made, guesses too.
pub(crate) fn fixed(rule: &'static Rule, line: &str) -> String {
    let found = found(rule, line);
    let damaged = |candidate| Damaged { candidate, applicability: Applicability::Safe, run: None };
    let edits: Vec<_> = found.iter().flat_map(|candidate| damaged(candidate).repair(line).edits).collect();
    edit::apply(line, &edits)
}

/// Asserts that `rule` finds nothing in these lines, each by itself.
pub(crate) fn untouched(rule: &'static Rule, lines: &[&str]) {
    for line in lines {
        assert_eq!(found(rule, line), [], "{line}");
    }
}

fn found(rule: &'static Rule, line: &str) -> Vec<Candidate> {
    let mut candidates = scan(line);
    candidates.retain(|candidate| candidate.rule == rule);
    let mut evidence = Evidence::default();
    evidence.add_candidates(&candidates);
    let Check::Damage(check) = &rule.check else { return Vec::new() };
    let decisions = (check.decide)(&evidence);
    candidates.retain(|candidate| decisions.contains_key(&candidate.key));
    candidates
}
