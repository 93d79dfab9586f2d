//! `textDocument/hover`: what stands at the cursor.
//!
//! A hover that says nothing new does not open.

use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use crate::article::Article;
use crate::lint::Finding;
use crate::lsp::convert::Ranges;
use crate::text::Span;
use crate::text::edit::{self, Applicability};
use crate::text::position::Encoding;

/// Blocks of the hover, each about one thing at the cursor, with where that thing stands.
type Block = (Span, String);

/// What there is to say at a byte offset, in Markdown, or in plain text for clients that show only that.
#[must_use]
pub fn hover(article: &Article, offset: usize, encoding: Encoding, markdown: bool) -> Option<Hover> {
    let blocks: Vec<Block> = damage(article, offset);
    let (span, _) = blocks.first()?;
    let range = Ranges::new(article, encoding).range(*span);
    let text = blocks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n\n---\n\n");
    let (kind, value) =
        if markdown { (MarkupKind::Markdown, text) } else { (MarkupKind::PlainText, text.replace(['*', '`'], "")) };
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}

/// What is wrong here, what it was, and how certain that is.
fn damage(article: &Article, offset: usize) -> Vec<Block> {
    let here = article.findings_in(Span::new(offset, offset));
    let under = here.into_iter().filter(|finding| finding.span.contains(offset));
    under.map(|finding| (finding.span, finding_block(article, &finding))).collect()
}

fn finding_block(article: &Article, finding: &Finding) -> String {
    let rule = finding.rule;
    let mut block = format!("**{}** · {}", rule.name.replace('-', " "), finding.message());
    if let Some(fix) = finding.fix.as_ref().filter(|_| rule.frequent) {
        let around = article.line_span(finding.span.start);
        let text = article.slice(around);
        let edits: Vec<_> = fix
            .edits
            .iter()
            .map(|edit| {
                edit::Edit::replace(
                    Span::new(edit.span.start - around.start, edit.span.end - around.start),
                    edit.content.clone(),
                )
            })
            .collect();
        let repaired = edit::apply(&text, &edits);
        block += &format!("\n\nrepaired: {}", context(&repaired, edits.first().map_or(0, |edit| edit.span.start)));
    }
    if let Some(fix) = &finding.fix {
        block += match fix.applicability {
            Applicability::Safe => "\n\nThe repair is certain.",
            Applicability::Unsafe => "\n\nThe repair is only likely.",
            Applicability::Manual => "",
        };
    }
    block + &format!("\n\n`{}`", rule.code)
}

/// Up to eight characters on both sides of a place.
fn context(text: &str, at: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take(8).collect();
    let after = text[at..].chars().take(8);
    format!("`{}`", before.into_iter().rev().chain(after).collect::<String>().trim())
}
