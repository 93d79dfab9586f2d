//! Changes to a text: [`Edit`], [`Fix`], [`Applicability`].

use super::Span;
use std::collections::{BTreeMap, VecDeque};

/// One replacement: the bytes of `span` become `content`. An empty span inserts, empty content deletes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced, in bytes of the text before the edit.
    pub span: Span,
    /// What stands there afterwards.
    pub content: String,
}

impl Edit {
    /// Deletes `span`.
    #[must_use]
    pub const fn delete(span: Span) -> Self {
        Self { span, content: String::new() }
    }

    /// Puts `content` in the place of `span`.
    #[must_use]
    pub fn replace(span: Span, content: impl Into<String>) -> Self {
        Self { span, content: content.into() }
    }
}

/// How far a [`Fix`] may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Certain: `fix` and fix-all apply it.
    Safe,
    /// Likely: offered, and applied with `--unsafe`.
    Unsafe,
    /// Shown, never applied for many at once.
    Manual,
}

/// A change that mends one finding: all of its edits, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, for a menu: imperative, no full stop.
    pub title: String,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// Sorted, not overlapping, in bytes of the text on disk.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The least that holds `span` and all that is changed.
    #[must_use]
    pub fn extent(&self, span: Span) -> Span {
        let start = self.edits.iter().map(|edit| edit.span.start).fold(span.start, usize::min);
        Span::new(start, self.edits.iter().map(|edit| edit.span.end).fold(span.end, usize::max))
    }

    /// What stands at an [`Self::extent`] afterwards, where `text` stands now.
    #[must_use]
    pub fn apply_at(&self, extent: Span, text: &str) -> String {
        let inside = |edit: &Edit| Edit {
            span: Span::new(edit.span.start - extent.start, edit.span.end - extent.start),
            content: edit.content.clone(),
        };
        apply(text, &self.edits.iter().map(inside).collect::<Vec<_>>())
    }
}

/// `text` with `edits` applied, which are sorted and do not overlap.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(&text[at..edit.span.start]);
        result.push_str(&edit.content);
        at = edit.span.end;
    }
    result.push_str(&text[at..]);
    result
}

/// The edits of as many of `fixes` as can be applied at once, sorted; those that are trusted less than `up_to` are
/// passed over.
///
/// A fix is taken with all of its edits or not at all. Where two overlap, the one that comes first is taken, and the
/// other is left for another pass; an edit that both want is made once.
pub fn select<'a>(fixes: impl IntoIterator<Item = &'a Fix>, up_to: Applicability) -> Vec<Edit> {
    let mut taken: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    for fix in fixes.into_iter().filter(|fix| fix.applicability <= up_to) {
        if fix.edits.iter().all(|edit| fits(&taken, edit)) && !clashes_with_itself(&fix.edits) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.start, edit.span.end), edit.content.as_str())));
        }
    }
    taken.into_iter().map(|((start, end), content)| Edit::replace(Span::new(start, end), content)).collect()
}

/// Whether `edit` can be made beside those already taken: it is one of them, or touches none of them.
fn fits(taken: &BTreeMap<(usize, usize), &str>, edit: &Edit) -> bool {
    let Span { start, end } = edit.span;
    if let Some(content) = taken.get(&(start, end)) {
        return *content == edit.content && !edit.span.is_empty();
    }
    let before = taken.range(..(start, end)).next_back();
    let after = taken.range((start, end)..).next();
    before.is_none_or(|((other, until), _)| *until <= start && (*other < start || *until < end))
        && after.is_none_or(|((from, _), _)| *from >= end)
}

fn clashes_with_itself(edits: &[Edit]) -> bool {
    edits.windows(2).any(|pair| pair[0].span.end > pair[1].span.start || pair[0].span == pair[1].span)
}

/// The edits that do at once what `first` does, and then `then` to the text that this makes. All are sorted and do not
/// overlap; what comes out counts the bytes of the text before `first`, which has `length` of them.
#[must_use]
pub fn compose(first: &[Edit], then: &[Edit], length: usize) -> Vec<Edit> {
    if first.is_empty() {
        return then.to_vec();
    }
    let mut between = Parts::of(first, length);
    let mut composed = Vec::new();
    // What was made of `gap`, which begins where the last part that stays ended.
    let (mut gap, mut made) = (Span::new(0, 0), String::new());
    let keep = |gap: &mut Span, made: &mut String, kept: Span, composed: &mut Vec<Edit>| {
        if kept.is_empty() {
            return;
        }
        gap.end = kept.start;
        if !gap.is_empty() || !made.is_empty() {
            composed.push(Edit { span: *gap, content: std::mem::take(made) });
        }
        *gap = Span::new(kept.end, kept.end);
    };
    let mut at = 0;
    for edit in then {
        for part in between.take(edit.span.start - at) {
            match part {
                Part::Kept(kept) => keep(&mut gap, &mut made, kept, &mut composed),
                Part::Made(content) => made.push_str(content),
            }
        }
        between.take(edit.span.len()).for_each(drop);
        made.push_str(&edit.content);
        at = edit.span.end;
    }
    for part in between.take(usize::MAX) {
        match part {
            Part::Kept(kept) => keep(&mut gap, &mut made, kept, &mut composed),
            Part::Made(content) => made.push_str(content),
        }
    }
    gap.end = length;
    if !gap.is_empty() || !made.is_empty() {
        composed.push(Edit { span: gap, content: made });
    }
    composed
}

/// A piece of an edited text: bytes of the text before, or what an edit put there.
#[derive(Clone, Copy)]
enum Part<'a> {
    Kept(Span),
    Made(&'a str),
}

/// The pieces of an edited text that were not taken yet.
struct Parts<'a>(VecDeque<Part<'a>>);

impl<'a> Parts<'a> {
    fn of(edits: &'a [Edit], length: usize) -> Self {
        let mut parts = VecDeque::new();
        let mut at = 0;
        for edit in edits {
            parts.push_back(Part::Kept(Span::new(at, edit.span.start)));
            parts.push_back(Part::Made(&edit.content));
            at = edit.span.end;
        }
        parts.push_back(Part::Kept(Span::new(at, length)));
        Self(parts)
    }

    /// Takes the next `bytes`, or as many as there are.
    fn take(&mut self, mut bytes: usize) -> impl Iterator<Item = Part<'a>> {
        let mut taken = Vec::new();
        while bytes > 0 {
            let Some(part) = self.0.pop_front() else { break };
            let (head, tail) = match part {
                Part::Kept(span) => {
                    let cut = span.end.min(span.start.saturating_add(bytes));
                    (Part::Kept(Span::new(span.start, cut)), Part::Kept(Span::new(cut, span.end)))
                }
                Part::Made(text) => {
                    let (head, tail) = text.split_at(text.len().min(bytes));
                    (Part::Made(head), Part::Made(tail))
                }
            };
            let length = |part: &Part<'_>| match part {
                Part::Kept(span) => span.len(),
                Part::Made(text) => text.len(),
            };
            bytes -= length(&head);
            taken.push(head);
            if length(&tail) > 0 {
                self.0.push_front(tail);
            }
        }
        taken.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits =
            edits.iter().map(|(start, end, content)| Edit::replace(Span::new(*start, *end), *content)).collect();
        Fix { title: String::new(), applicability: Applicability::Safe, edits }
    }

    #[test]
    fn the_first_of_two_that_overlap() {
        let fixes = [
            fix(&[(0, 6, "")]),
            fix(&[(2, 3, "x")]),
            fix(&[(6, 7, "y"), (8, 9, "z")]),
            fix(&[(8, 9, "z"), (9, 9, "!")]),
        ];
        let edits = select(&fixes, Applicability::Safe);
        assert_eq!(apply("abcdefghij", &edits), "yhz!j");
        assert!(
            select(&[Fix { applicability: Applicability::Unsafe, ..fix(&[(0, 1, "")]) }], Applicability::Safe)
                .is_empty()
        );
    }

    #[test]
    fn two_insertions_at_one_place_clash() {
        assert_eq!(
            select(&[fix(&[(1, 1, "a")]), fix(&[(1, 1, "b")]), fix(&[(1, 1, "a")])], Applicability::Safe).len(),
            1
        );
    }

    /// Sorted edits of a text of `length` bytes, from arbitrary numbers.
    fn edits(seeds: &[(usize, usize, String)], length: usize) -> Vec<Edit> {
        let mut at = 0;
        let mut edits = Vec::new();
        for (skip, len, content) in seeds {
            let start = at + skip;
            let end = start + len;
            if end > length {
                break;
            }
            edits.push(Edit::replace(Span::new(start, end), content.as_str()));
            // Two edits at one place have no order.
            at = end + 1;
        }
        edits
    }

    proptest! {
        #[test]
        fn composed_edits_do_both(
            text in "[a-z]{0,40}",
            first in prop::collection::vec((0usize..5, 0usize..4, "[A-Z]{0,3}"), 0..6),
            then in prop::collection::vec((0usize..5, 0usize..4, "[0-9]{0,3}"), 0..6),
        ) {
            let first = edits(&first, text.len());
            let between = apply(&text, &first);
            let then = edits(&then, between.len());
            let composed = compose(&first, &then, text.len());
            prop_assert!(composed.windows(2).all(|pair| pair[0].span.end < pair[1].span.start));
            prop_assert_eq!(apply(&text, &composed), apply(&between, &then));
        }

        #[test]
        fn never_overlapping_and_never_half(fixes in proptest::collection::vec(
            proptest::collection::vec((0usize..12, 0usize..4, "[ab]?"), 1..4), 0..8)) {
            let fixes: Vec<Fix> = fixes.iter().map(|edits| {
                let mut edits: Vec<_> = edits.iter().map(|(at, len, s)| (*at, at + len, s.as_str())).collect();
                edits.sort_unstable();
                fix(&edits)
            }).collect();
            let edits = select(&fixes, Applicability::Safe);
            prop_assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span));
            for fix in &fixes {
                let made = fix.edits.iter().filter(|edit| edits.contains(edit)).count();
                // An edit may be there because another fix wanted it too.
                let shared = |edit: &Edit| fixes.iter().filter(|other| other.edits.contains(edit)).count() > 1;
                prop_assert!(made == 0 || made == fix.edits.len() || fix.edits.iter().any(shared));
            }
        }
    }
}
