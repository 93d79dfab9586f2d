//! For the tests of the rules that [`super::Taken`] describes.

use crate::lint::{Check, Rule};
use crate::mojibake::{Evidence, repair, scan};
use crate::text::edit;

/// A line with every repair of `rule` made, guesses too.
pub(crate) fn fixed(rule: &'static Rule, line: &str) -> String {
    let mut candidates = scan(line);
    candidates.retain(|candidate| candidate.rule == rule);
    let mut evidence = Evidence::default();
    evidence.add_candidates(&candidates);
    let Check::Damage(check) = &rule.check else { unreachable!("a rule for damage") };
    let decisions = (check.decide)(&evidence);
    candidates.retain(|candidate| decisions.contains_key(&candidate.key));
    let edits: Vec<_> = candidates.iter().flat_map(|candidate| repair(line, candidate).edits).collect();
    edit::apply(line, &edits)
}

/// Asserts that `rule` finds nothing in these lines, not even in company.
pub(crate) fn untouched(rule: &'static Rule, lines: &[&str]) {
    for line in lines {
        let found: Vec<_> = scan(line).into_iter().filter(|candidate| candidate.rule == rule).collect();
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}
