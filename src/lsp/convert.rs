//! From the engine's types to the protocol's. Columns are in the unit that was agreed on with the client.

use tower_lsp::lsp_types::{
    DiagnosticSeverity, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    PositionEncodingKind, Range, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::article::Article;
use crate::lint::Severity;
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::position::{self, Converter, Encoding};
use ropey::Rope;

/// Converts spans of one article; quickest when they come in ascending order.
pub struct Ranges<'a>(Converter<'a>);

impl<'a> Ranges<'a> {
    /// For the text of `article`, in columns of `encoding`.
    #[must_use]
    pub fn new(article: &'a Article, encoding: Encoding) -> Self {
        Self(Converter::new(article.text(), encoding))
    }

    /// The position of a byte offset.
    pub fn position(&mut self, offset: usize) -> Position {
        let position = self.0.position(offset);
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position::new(narrow(position.line), narrow(position.column))
    }

    /// The range of a span.
    pub fn range(&mut self, span: Span) -> Range {
        let start = self.position(span.start);
        Range::new(start, self.position(span.end))
    }

    /// The protocol's edits, sorted as they came.
    pub fn text_edits(&mut self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| TextEdit::new(self.range(edit.span), edit.content.clone())).collect()
    }
}

/// The bytes of a range; a reversed one is turned round. Every position has its place: see [`position::offset`].
#[must_use]
pub fn span(text: &Rope, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// The byte at which a position lies.
#[must_use]
pub fn offset(text: &Rope, at: Position, encoding: Encoding) -> usize {
    position::offset(text, position::Position { line: at.line as usize, column: at.character as usize }, encoding)
}

/// `utf-8` where it is offered, else the first offered that we speak, else `utf-16`.
#[must_use]
pub fn choose_encoding(offered: &[String]) -> Encoding {
    let spoken = offered.iter().filter_map(|name| match name.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    });
    let mut spoken: Vec<Encoding> = spoken.collect();
    spoken.sort_by_key(|encoding| *encoding != Encoding::Utf8);
    spoken.first().copied().unwrap_or_default()
}

/// The protocol's name for an encoding of columns.
#[must_use]
pub const fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Edits to one document, for its `version` only where the client can be told so.
#[must_use]
pub fn workspace_edit(uri: Url, version: i32, edits: Vec<TextEdit>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit::new([(uri, edits)].into());
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(version) };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }])),
        ..WorkspaceEdit::default()
    }
}

/// How bad it is.
#[must_use]
pub const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_clients_choice() {
        let choose = |names: &[&str]| choose_encoding(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(choose(&[]), Encoding::Utf16);
        assert_eq!(choose(&["utf-7"]), Encoding::Utf16);
        assert_eq!(choose(&["utf-7", "utf-32", "utf-16"]), Encoding::Utf32);
        assert_eq!(choose(&["utf-32", "utf-16", "utf-8"]), Encoding::Utf8);
    }
}
