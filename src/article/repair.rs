//! Repairing a whole text: fixes, until there are none left.

use super::Article;
use crate::config::Config;
use crate::lint::{self, Finding};
use crate::text::edit::{Applicability, Edit, apply, compose};
use std::borrow::Cow;
use std::sync::Arc;

/// How often a text is looked at again after its fixes. Two passes are the rule: what a fix lays bare is mended by the
/// next, and the last finds nothing. On a page with many lines around the article it can be some more.
const PASSES: usize = 30;

/// What it takes to repair a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// From the text as it was to the repaired one: sorted, not overlapping.
    pub edits: Vec<Edit>,
    /// How many findings were mended.
    pub fixed: usize,
    /// How many there still are.
    pub left: usize,
}

/// Which fixes are applied.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Those that are trusted as much.
    pub up_to: Applicability,
    /// Of these findings.
    pub of: &'a dyn Fn(&Finding) -> bool,
}

impl Wanted<'_> {
    /// The fixes of all findings that are trusted as much as `up_to`.
    #[must_use]
    pub const fn all(up_to: Applicability) -> Self {
        Self { up_to, of: &|_| true }
    }
}

/// Applies the wanted fixes to `text` until there are none left. `go_on` is asked before each look at the text.
///
/// # Errors
/// What `go_on` says.
pub fn repair<E>(
    text: &str,
    config: &Arc<Config>,
    wanted: Wanted<'_>,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<Repair, E> {
    let mut repair = Repair::default();
    let mut now = Cow::Borrowed(text);
    for pass in 0..=PASSES {
        go_on()?;
        let findings = Article::new(&now, Arc::clone(config)).findings();
        repair.left = findings.len();
        let ours: Vec<Finding> = findings.into_iter().filter(wanted.of).collect();
        let edits = lint::edits(&ours, wanted.up_to);
        if edits.is_empty() || pass == PASSES {
            break;
        }
        repair.fixed += ours.iter().filter(|finding| is_mended(finding, &edits)).count();
        now = Cow::Owned(apply(&now, &edits));
        repair.edits = compose(&repair.edits, &edits, text.len());
    }
    Ok(repair)
}

/// Whether `edits` hold the fix of `finding`, or delete it whole.
fn is_mended(finding: &Finding, edits: &[Edit]) -> bool {
    let Some(fix) = &finding.fix else { return false };
    let covered = |edit: &Edit| {
        let index = edits.partition_point(|made| made.span.end < edit.span.end);
        edits[index..].iter().take_while(|made| made.span.start <= edit.span.start).any(|made| {
            made == edit || (made.content.is_empty() && made.span.start <= edit.span.start && !made.span.is_empty())
        })
    };
    !fix.edits.is_empty() && fix.edits.iter().all(covered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::edit::Fix;

    #[test]
    fn what_overlaps_is_not_done_by_halves() {
        let made = [Edit::delete(Span::new(0, 10)), Edit::replace(Span::new(12, 14), "x")];
        let finding = |edits: Vec<Edit>| Finding {
            rule: crate::lint::registry::RULES[0],
            span: Span::new(0, 1),
            args: Vec::new(),
            fix: Some(Fix { title: String::new(), applicability: Applicability::Safe, edits }),
            alternatives: Vec::new(),
            related: Vec::new(),
        };
        assert!(is_mended(&finding(vec![Edit::delete(Span::new(2, 3))]), &made));
        assert!(is_mended(&finding(vec![Edit::replace(Span::new(12, 14), "x")]), &made));
        assert!(!is_mended(&finding(vec![Edit::replace(Span::new(12, 14), "y")]), &made));
        assert!(!is_mended(&finding(vec![Edit::delete(Span::new(2, 11))]), &made));
        assert!(!is_mended(&finding(vec![]), &made));
    }
}
