//! `textDocument/foldingRange`: runs of lines that are not article, and the turns and sections of those that are.

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
    let mut ranges = Ranges::new(article, encoding);
    let mut folds = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let mut close = |run: Option<(usize, usize)>, ranges: &mut Ranges<'_>| {
        if let Some((start, end)) = run {
            folds.extend(fold(Span::new(start, end), FoldingRangeKind::Comment, ranges));
        }
    };
    for line in article.furniture() {
        match run {
            Some((start, end)) if is_blank(article, end, line.start) => run = Some((start, line.end)),
            _ => {
                close(run, &mut ranges);
                run = Some((line.start, line.end));
            }
        }
    }
    close(run, &mut ranges);
    let mut ranges = Ranges::new(article, encoding);
    add_symbols(outline, &mut ranges, &mut folds);
    folds.sort_by_key(|fold| (fold.start_line, u32::MAX - fold.end_line));
    folds
}

fn is_blank(article: &Article, start: usize, end: usize) -> bool {
    article.slice(Span::new(start, end)).trim().is_empty()
}

fn add_symbols(symbols: &[Symbol], ranges: &mut Ranges<'_>, folds: &mut Vec<FoldingRange>) {
    for symbol in symbols {
        if matches!(symbol.kind, Kind::Turn | Kind::Section) {
            folds.extend(fold(symbol.span, FoldingRangeKind::Region, ranges));
        }
        add_symbols(&symbol.children, ranges, folds);
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
