//! `textDocument/foldingRange`: runs of lines that are not article, and the turns and sections of those that are.

use std::cmp::Reverse;

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use crate::article::Article;
use crate::lsp::convert::Ranges;
use crate::outline::{Kind, Symbol};
use crate::text::Span;
use crate::text::position::Encoding;

/// What can be folded: runs of two boilerplate lines or more, blank ones between them included, as comments; turns and
/// sections of two lines or more as regions.
#[must_use]
pub fn folding_ranges(article: &Article, outline: &[Symbol], encoding: Encoding) -> Vec<FoldingRange> {
    let mut runs: Vec<Span> = Vec::new();
    for line in article.lines_of_the_page().into_iter().map(|finding| finding.span) {
        match runs.last_mut() {
            Some(run) if is_blank(article, run.end, line.start) => run.end = line.end,
            _ => runs.push(line),
        }
    }
    let mut parts: Vec<(Span, FoldingRangeKind)> =
        runs.into_iter().map(|run| (run, FoldingRangeKind::Comment)).collect();
    add_symbols(outline, &mut parts);
    parts.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut ranges = Ranges::new(article, encoding);
    parts.into_iter().filter_map(|(span, kind)| fold(span, kind, &mut ranges)).collect()
}

fn is_blank(article: &Article, start: usize, end: usize) -> bool {
    article.slice(Span::new(start, end)).trim().is_empty()
}

fn add_symbols(symbols: &[Symbol], parts: &mut Vec<(Span, FoldingRangeKind)>) {
    for symbol in symbols {
        if matches!(symbol.kind, Kind::Turn | Kind::Section) {
            parts.push((symbol.span, FoldingRangeKind::Region));
        }
        add_symbols(&symbol.children, parts);
    }
}

/// Lines only: every client can do that, and what is folded here is never a part of a line.
fn fold(span: Span, kind: FoldingRangeKind, ranges: &mut Ranges<'_>) -> Option<FoldingRange> {
    let range = ranges.range(span);
    (range.end.line > range.start.line).then(|| FoldingRange {
        start_line: range.start.line,
        end_line: range.end.line,
        kind: Some(kind),
        ..FoldingRange::default()
    })
}
