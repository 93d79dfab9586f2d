//! Changes to a text: [`Edit`], [`Fix`], [`Applicability`].

use super::Span;

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
