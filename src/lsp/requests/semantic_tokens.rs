//! `textDocument/semanticTokens`: what the facts are, for colouring.

use tower_lsp::lsp_types::{Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend};

use crate::facts::{Fact, FactKind};
use crate::lsp::convert::Ranges;
use crate::text::Span;

/// The types of token, in the order of their numbers: a fact's word in JSON each.
const TYPES: [&str; 6] = ["figure", "date", "person", "place", "organisation", "document"];

/// What the numbers of a token mean.
#[must_use]
pub fn legend() -> SemanticTokensLegend {
    let token_types = TYPES.iter().map(|name| SemanticTokenType::new(name)).collect();
    SemanticTokensLegend { token_types, token_modifiers: Vec::new() }
}

/// The tokens of the facts that touch `within`. No two tokens overlap, and none goes on behind its line: of facts within
/// each other the outer one is shown.
#[must_use]
pub fn semantic_tokens(facts: &[Fact], within: Span, mut ranges: Ranges<'_>) -> SemanticTokens {
    let mut facts: Vec<&Fact> =
        facts.iter().filter(|fact| fact.span.start < within.end && within.start < fact.span.end).collect();
    facts.sort_by_key(|fact| (fact.span.start, std::cmp::Reverse(fact.span.end)));
    let mut tokens = Vec::new();
    let (mut end, mut line, mut column) = (0, 0, 0);
    for fact in facts {
        let Range { start, end: stop } = ranges.range(fact.span);
        if fact.span.start < end || start.line != stop.line || start == stop {
            continue;
        }
        let delta_line = start.line - line;
        tokens.push(SemanticToken {
            delta_line,
            delta_start: if delta_line == 0 { start.character - column } else { start.character },
            length: stop.character - start.character,
            token_type: token_type(&fact.kind),
            token_modifiers_bitset: 0,
        });
        (end, line, column) = (fact.span.end, start.line, start.character);
    }
    SemanticTokens { result_id: None, data: tokens }
}

fn token_type(kind: &FactKind) -> u32 {
    let place = TYPES.iter().position(|name| *name == kind.name());
    place.and_then(|place| place.try_into().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::text::position::Encoding;
    use std::sync::Arc;

    #[test]
    fn tokens_follow_each_other() {
        let text = "霧嶺市二〇三〇年生產總值2390億元。\n😀同比增長(zhǎng)5.3%，霧嶺市市長周明遠表示滿意。\n";
        let article = Article::new(text, Arc::default());
        let facts = article.knowledge().facts;
        let all = |encoding| {
            let whole = Span::new(0, text.len());
            semantic_tokens(&facts, whole, Ranges::new(&article, encoding)).data
        };
        let lines: Vec<&str> = text.lines().collect();
        let (mut line, mut column, mut seen) = (0, 0, Vec::new());
        for token in all(Encoding::Utf8) {
            column = if token.delta_line == 0 { column } else { 0 } + token.delta_start as usize;
            line += token.delta_line as usize;
            seen.push((TYPES[token.token_type as usize], &lines[line][column..column + token.length as usize]));
        }
        for token in [("figure", "2390億元"), ("figure", "5.3%"), ("person", "周明遠"), ("date", "二〇三〇年")]
        {
            assert!(seen.contains(&token), "no {token:?} in {seen:?}");
        }
        assert_eq!(all(Encoding::Utf16).len(), seen.len());
        let second = Span::new(text.find('😀').unwrap(), text.len());
        let part = semantic_tokens(&facts, second, Ranges::new(&article, Encoding::Utf8)).data;
        assert!(part.len() < seen.len() && part[0].delta_line == 1);
    }
}
