//! `textDocument/documentSymbol`: speakers, sections, headline.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Url};

use crate::lsp::convert::Ranges;
use crate::outline::{Kind, Symbol};

/// The outline: a tree for clients that can show one, else a list with the name of what contains each.
#[must_use]
pub fn document_symbols(
    outline: &[Symbol],
    uri: &Url,
    mut ranges: Ranges<'_>,
    hierarchical: bool,
) -> DocumentSymbolResponse {
    if hierarchical {
        return DocumentSymbolResponse::Nested(outline.iter().map(|symbol| nested(symbol, &mut ranges)).collect());
    }
    let mut flat = Vec::new();
    flatten(outline, None, uri, &mut ranges, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the field `deprecated` has no default in lsp-types")]
fn nested(symbol: &Symbol, ranges: &mut Ranges<'_>) -> DocumentSymbol {
    let range = ranges.range(symbol.span);
    let selection_range = ranges.range(symbol.selection);
    let children: Vec<_> = symbol.children.iter().map(|child| nested(child, ranges)).collect();
    DocumentSymbol {
        name: name(symbol),
        detail: detail(symbol),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the field `deprecated` has no default in lsp-types")]
fn flatten(
    symbols: &[Symbol],
    container: Option<&str>,
    uri: &Url,
    ranges: &mut Ranges<'_>,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        flat.push(SymbolInformation {
            name: name(symbol),
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), ranges.range(symbol.span)),
            container_name: container.map(str::to_owned),
        });
        flatten(&symbol.children, Some(&symbol.name), uri, ranges, flat);
    }
}

/// Never empty: VS Code refuses the whole answer for one empty name.
fn name(symbol: &Symbol) -> String {
    if symbol.name.trim().is_empty() { "…".to_owned() } else { symbol.name.clone() }
}

/// Title, role and time of a turn: what helps to tell one from another.
fn detail(symbol: &Symbol) -> Option<String> {
    let role = symbol.role.map(|role| role.as_str().to_owned());
    let time = symbol.timestamp.map(|at| at.time().strftime("%H:%M:%S").to_string());
    let parts: Vec<String> = [symbol.detail.clone(), role, time].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

const fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Headline => SymbolKind::FILE,
        Kind::Turn => SymbolKind::CLASS,
        Kind::Section => SymbolKind::METHOD,
        Kind::Paragraph => SymbolKind::STRING,
    }
}
