//! From the engine's types to the protocol's. Columns are in the unit that was agreed on with the client.

use tower_lsp::lsp_types::{
    DiagnosticSeverity, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::article::Article;
use crate::lint::Severity;
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::position::{Converter, Encoding};

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
