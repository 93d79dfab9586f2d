//! [`View`]: a text made from another by edits, with spans mapped both ways.
//!
//! Everything after the damage rules reads the repaired text and reports places on disk, so the map has to be exact:
//! - Outside the edits the two texts are equal, and offsets differ by a constant between two edits.
//! - [`View::to_disk`] gives the tightest span: a deleted gap inside the span lies inside, one at its edge does not.
//! - `view.from_disk(view.to_disk(span)) == span` for every span that is not empty, does not cut a replacement, and does
//!   not end at an insertion: what an edit only inserts has no place on disk.

use super::Span;
use super::edit::{Edit, apply};
use std::borrow::Cow;

/// A text on disk, and what it becomes by edits. Without edits nothing is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View<'a> {
    text: Cow<'a, str>,
    /// The edits in order: what each covers on disk, and what it became here.
    map: Vec<(Span, Span)>,
}

impl<'a> View<'a> {
    /// `source` with `edits`, which are sorted and do not overlap.
    #[must_use]
    pub fn new(source: &'a str, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return Self { text: Cow::Borrowed(source), map: Vec::new() };
        }
        let mut map: Vec<(Span, Span)> = Vec::with_capacity(edits.len());
        for edit in edits {
            let (disk, here) = map.last().map_or((0, 0), |(disk, here)| (disk.end, here.end));
            let start = here + (edit.span.start - disk);
            map.push((edit.span, Span::new(start, start + edit.content.len())));
        }
        Self { text: Cow::Owned(apply(source, edits)), map }
    }

    /// As [`View::new`], but keeps the text.
    #[must_use]
    pub fn owned(source: String, edits: &[Edit]) -> View<'static> {
        if edits.is_empty() {
            return View { text: Cow::Owned(source), map: Vec::new() };
        }
        let View { text, map } = View::new(&source, edits);
        View { text: Cow::Owned(text.into_owned()), map }
    }

    /// The text with the edits made.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a span of this text lies on disk. A span that cuts what an edit put here covers the whole of what the
    /// edit replaced.
    #[must_use]
    pub fn to_disk(&self, span: Span) -> Span {
        // A start at a deleted gap lies behind the gap, an end before it; an empty span lies before it.
        let end = self.end_to_disk(span.end);
        if span.is_empty() { Span::new(end, end) } else { Span::new(self.start_to_disk(span.start).min(end), end) }
    }

    /// Where a span on disk lies in this text. One that cuts what an edit replaced covers the whole of what it became.
    #[must_use]
    pub fn from_disk(&self, span: Span) -> Span {
        let start = self.offset_from_disk(span.start, |here| here.start);
        let end = self.offset_from_disk(span.end, |here| here.end);
        Span::new(start.min(end), end)
    }

    fn start_to_disk(&self, offset: usize) -> usize {
        // The last edit that starts here at or before the offset.
        let index = self.map.partition_point(|(_, here)| here.start <= offset);
        let Some((disk, here)) = index.checked_sub(1).map(|index| self.map[index]) else { return offset };
        if offset < here.end { disk.start } else { disk.end + (offset - here.end) }
    }

    fn end_to_disk(&self, offset: usize) -> usize {
        // The first edit that ends here at or behind the offset, unless the offset lies before all of it.
        let index = self.map.partition_point(|(_, here)| here.start < offset);
        let Some((disk, here)) = index.checked_sub(1).map(|index| self.map[index]) else { return offset };
        if offset <= here.end { disk.end } else { disk.end + (offset - here.end) }
    }

    fn offset_from_disk(&self, offset: usize, inside: impl Fn(Span) -> usize) -> usize {
        let index = self.map.partition_point(|(disk, _)| disk.start < offset);
        let Some((disk, here)) = index.checked_sub(1).map(|index| self.map[index]) else { return offset };
        if offset < disk.end { inside(here) } else { here.end + (offset - disk.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn view<'a>(source: &'a str, edits: &[(&str, &str)]) -> View<'a> {
        let mut at = 0;
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(from, to)| {
                let start = at + source[at..].find(from).unwrap();
                at = start + from.len();
                Edit::replace(Span::new(start, at), *to)
            })
            .collect();
        View::new(source, &edits)
    }

    fn disk<'a>(source: &'a str, view: &View<'_>, part: &str) -> &'a str {
        let start = view.text().find(part).unwrap();
        let span = view.to_disk(Span::new(start, start + part.len()));
        assert_eq!(view.from_disk(span), Span::new(start, start + part.len()));
        &source[span.range()]
    }

    #[test]
    fn a_gap_inside_counts_and_one_at_the_edge_does_not() {
        let source = "去年增長(zhǎng)5.3%,業(yè)務(wù)";
        let view = view(source, &[("(zhǎng)", ""), ("(yè)", ""), ("(wù)", "")]);
        assert_eq!(view.text(), "去年增長5.3%,業務");
        assert_eq!(disk(source, &view, "增長5.3%"), "增長(zhǎng)5.3%");
        assert_eq!(disk(source, &view, "增長"), "增長");
        assert_eq!(disk(source, &view, "5.3%"), "5.3%");
        assert_eq!(disk(source, &view, "業"), "業");
        assert_eq!(disk(source, &view, "務"), "務");
        assert_eq!(disk(source, &view, "業務"), "業(yè)務");
    }

    #[test]
    fn a_replacement_is_covered_whole() {
        let source = "開放?gǎng)y口,好";
        let view = view(source, &[("放?gǎng)y", "放港")]);
        assert_eq!(view.text(), "開放港口,好");
        assert_eq!(disk(source, &view, "放港"), "放?gǎng)y");
        assert_eq!(disk(source, &view, "開放港口"), "開放?gǎng)y口");
        assert_eq!(&source[view.to_disk(Span::new(6, 12)).range()], "放?gǎng)y口", "港口 cuts the replacement");
        assert_eq!(view.from_disk(Span::new(4, 8)), Span::new(3, 9));
    }

    proptest! {
        #[test]
        fn the_map_is_exact(parts in proptest::collection::vec(("[a新]{0,3}", "[(x)]{0,3}", "[b聞]{0,2}"), 0..8), tail in "[c]{0,2}") {
            let (mut source, mut expected, mut edits) = (String::new(), String::new(), Vec::new());
            for (kept, from, to) in &parts {
                source += kept;
                expected += kept;
                if from.is_empty() && to.is_empty() {
                    continue;
                }
                // Two edits that touch would be one.
                let start = source.len();
                if edits.last().is_some_and(|last: &Edit| last.span.end == start) {
                    source += from;
                    expected += from;
                    continue;
                }
                source += from;
                expected += to;
                edits.push(Edit::replace(Span::new(start, source.len()), to.as_str()));
            }
            source += &tail;
            expected += &tail;
            let view = View::new(&source, &edits);
            prop_assert_eq!(view.text(), expected.as_str());
            let cuts = |offset: usize| view.map.iter().any(|(_, here)| here.start < offset && offset < here.end);
            let bounds: Vec<usize> = (0..=expected.len()).filter(|at| expected.is_char_boundary(*at)).collect();
            let mut before = Span::default();
            for (i, &start) in bounds.iter().enumerate() {
                for &end in &bounds[i..] {
                    let span = Span::new(start, end);
                    let on_disk = view.to_disk(span);
                    prop_assert!(source.get(on_disk.range()).is_some());
                    if start == before.start {
                        prop_assert!(on_disk.end >= view.to_disk(before).end);
                    }
                    before = span;
                    let back = view.from_disk(on_disk);
                    let at_insertion = |offset| {
                        view.map.iter().any(|(d, here)| d.is_empty() && here.start <= offset && offset <= here.end)
                    };
                    if span.is_empty() || at_insertion(start) || at_insertion(end) {
                        continue;
                    }
                    prop_assert!(back.start <= span.start && span.end <= back.end, "{:?} {:?} {:?}", span, on_disk, back);
                    if !cuts(start) && !cuts(end) {
                        prop_assert_eq!(back, span, "on disk {:?}", on_disk);
                    }
                }
            }
        }
    }
}
