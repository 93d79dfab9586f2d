//! The documents that are open in the editor, which are read here and never from disk.
//!
//! A change is applied to the text at once, in the order of arrival. The analysis follows when somebody wants it: in a
//! worker, behind a lock of its own, which is never held across an `await` and never needed to apply a change.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ropey::Rope;
use tokio::sync::Notify;
use tower_lsp::lsp_types::TextDocumentContentChangeEvent;

use super::guard::uri::Uri;
use super::guard::work::{Cancel, Flag, Stopped};
use super::lock;
use crate::article::{Article, Knowledge};
use crate::config::Config;
use crate::lsp::convert;
use crate::text::Span;
use crate::text::edit::Edit;
use crate::text::position::Encoding;

/// More edits than this since the last analysis, and it begins anew from the whole text.
const MAX_PENDING: usize = 256;

/// All open documents.
#[derive(Default)]
pub struct Documents(Mutex<HashMap<Uri, Arc<Document>>>);

impl Documents {
    /// Opens a document, in the place of one that was open under the same URI.
    pub fn open(&self, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        if let Some(old) = lock(&self.0).insert(document.uri.clone(), document.clone()) {
            old.end();
        }
        document
    }

    /// The document that is open under exactly this URI.
    #[must_use]
    pub fn get(&self, uri: &Uri) -> Option<Arc<Document>> {
        lock(&self.0).get(uri).cloned()
    }

    /// Closes a document, and runs `then` while no other is opened. False if it was not open.
    pub fn close(&self, uri: &Uri, then: impl FnOnce()) -> bool {
        let mut open = lock(&self.0);
        let Some(document) = open.remove(uri) else { return false };
        document.end();
        then();
        true
    }

    /// Runs `job` if `document` is still open and still has `version`; it is not closed meanwhile.
    pub fn while_current(&self, document: &Document, version: i32, job: impl FnOnce()) {
        let open = lock(&self.0);
        let current = open.get(&document.uri).is_some_and(|other| std::ptr::eq(&**other, document));
        if current && lock(&document.text).version == version {
            job();
        }
    }

    /// All that are open, in no order.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Document>> {
        lock(&self.0).values().cloned().collect()
    }
}

/// One open document.
pub struct Document {
    /// Its name, as the client writes it.
    pub uri: Uri,
    /// What the client takes it for, such as `plaintext` or `text`.
    pub language: String,
    text: Mutex<Text>,
    analysis: Mutex<Option<Analysis>>,
    /// What the client's columns count.
    pub encoding: Encoding,
    config: Mutex<Arc<Config>>,
    changed: Notify,
    closed: Flag,
}

/// An article, and what it says once somebody has asked.
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Cheaper to make anew than to keep up to date.
    knowledge: OnceCell<Knowledge>,
}

impl Analysis {
    const fn new(article: Article) -> Self {
        Self { article, knowledge: OnceCell::new() }
    }

    /// What the article says, made once for a version.
    pub fn knowledge(&self) -> &Knowledge {
        self.knowledge.get_or_init(|| self.article.knowledge())
    }
}

struct Text {
    rope: Rope,
    version: i32,
    /// What the analysis has not seen yet.
    pending: Pending,
    /// Set when there is a newer version than this one.
    superseded: Flag,
}

enum Pending {
    Edits(Vec<Edit>),
    Whole,
}

/// A document as it was when a message arrived.
#[derive(Clone)]
pub struct Snapshot {
    /// The client's number for it.
    pub version: i32,
    rope: Rope,
    superseded: Flag,
}

impl Document {
    /// A document as it is opened; the client counts columns in `encoding`.
    #[must_use]
    pub fn new(uri: Uri, language: String, version: i32, text: &str, encoding: Encoding) -> Self {
        let rope = Rope::from_str(text);
        let text = Text { rope, version, pending: Pending::Whole, superseded: Flag::default() };
        Self {
            uri,
            language,
            text: Mutex::new(text),
            analysis: Mutex::default(),
            encoding,
            config: Mutex::default(),
            changed: Notify::new(),
            closed: Flag::default(),
        }
    }

    /// Applies changes, each to the text that the one before made. Never waits for anybody's work.
    pub fn change(&self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut text = lock(&self.text);
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = convert::span(&text.rope, range, self.encoding);
                    text.replace(span, change.text);
                }
                None => {
                    text.rope = Rope::from_str(&change.text);
                    text.pending = Pending::Whole;
                }
            }
        }
        text.version = version;
        std::mem::take(&mut text.superseded).set();
        drop(text);
        self.touch();
    }

    /// Reads the document with this configuration from now on.
    pub fn configure(&self, config: Arc<Config>) {
        *lock(&self.config) = config;
        self.touch();
    }

    /// The configuration that it is read with.
    #[must_use]
    pub fn config(&self) -> Arc<Config> {
        lock(&self.config).clone()
    }

    /// Asks for diagnostics again, for the same text.
    pub fn touch(&self) {
        self.changed.notify_one();
    }

    /// The document as it is now; costs nothing.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let text = lock(&self.text);
        Snapshot { version: text.version, rope: text.rope.clone(), superseded: text.superseded.clone() }
    }

    /// Waits until it changes, or was changed since the last call. False once it is closed.
    pub(crate) async fn changes(&self) -> bool {
        if !self.closed.is_set() {
            self.changed.notified().await;
        }
        !self.closed.is_set()
    }

    /// Brings the analysis up to date and reads from it. For workers: it may take its time.
    ///
    /// # Errors
    /// When the document is no longer the one of the `snapshot`, or `cancel` says so.
    pub fn analysed<T>(
        &self,
        snapshot: &Snapshot,
        cancel: &Cancel,
        job: impl FnOnce(&Analysis) -> Result<T, Stopped>,
    ) -> Result<T, Stopped> {
        let mut slot = match self.analysis.lock() {
            Ok(slot) => slot,
            Err(poisoned) => {
                // It panicked half-way, and may hold anything.
                self.analysis.clear_poison();
                let mut slot = poisoned.into_inner();
                *slot = None;
                slot
            }
        };
        cancel.check()?;
        let (version, rope, pending) = {
            let mut text = lock(&self.text);
            let pending = std::mem::replace(&mut text.pending, Pending::Edits(Vec::new()));
            (text.version, text.rope.clone(), pending)
        };
        let config = self.config();
        let analysis = match (slot.take(), pending) {
            (Some(analysis), Pending::Edits(edits)) if edits.is_empty() => analysis,
            (Some(Analysis { mut article, .. }), Pending::Edits(edits)) => {
                edits.iter().for_each(|edit| article.edit(edit.span, &edit.content));
                Analysis::new(article)
            }
            _ => Analysis::new(Article::from_rope(rope, config.clone())),
        };
        let analysis = if **analysis.article.config() == *config {
            analysis
        } else {
            Analysis::new(analysis.article.with_config(config))
        };
        let analysis = slot.insert(analysis);
        if version != snapshot.version || snapshot.superseded.is_set() {
            return Err(Stopped::Superseded);
        }
        job(analysis)
    }

    fn end(&self) {
        self.closed.set();
        lock(&self.text).superseded.set();
        self.touch();
    }
}

impl Text {
    /// Replaces bytes of the rope, and keeps the edit for the analysis.
    fn replace(&mut self, span: Span, content: String) {
        let chars = self.rope.try_byte_to_char(span.start).and_then(|a| Ok(a..self.rope.try_byte_to_char(span.end)?));
        let done = chars.and_then(|chars| {
            let start = chars.start;
            self.rope.try_remove(chars)?;
            self.rope.try_insert(start, &content)
        });
        match (&mut self.pending, done) {
            (Pending::Edits(edits), Ok(())) if edits.len() < MAX_PENDING => edits.push(Edit { span, content }),
            (pending, _) => *pending = Pending::Whole,
        }
    }
}

impl Snapshot {
    /// The token for work on this snapshot: a newer version stops it.
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        Cancel::default().or_superseded(self.superseded.clone())
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.rope.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::lsp_types::{Position, Range};

    fn document(text: &str) -> Document {
        Document::new("untitled:1".into(), "text".into(), 1, text, Encoding::Utf16)
    }

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(start.0, start.1), Position::new(end.0, end.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.into() }
    }

    fn analysed(document: &Document) -> String {
        document
            .analysed(&document.snapshot(), &Cancel::default(), |analysis| Ok(analysis.article.text().to_string()))
            .unwrap()
    }

    #[test]
    fn changes_build_on_each_other() {
        let document = document("甲😀乙\r\n丙");
        assert_eq!(analysed(&document), "甲😀乙\r\n丙");
        document
            .change(2, vec![change((0, 3), (0, 4), "丁戊"), change((0, 5), (1, 0), ""), change((9, 9), (0, 0), "己")]);
        assert_eq!(document.snapshot().text(), "己");
        assert_eq!(analysed(&document), "己");
    }

    #[test]
    fn an_old_snapshot_is_superseded_and_spoils_nothing() {
        let document = document("甲");
        let old = document.snapshot();
        document.change(2, vec![change((0, 0), (0, 0), "乙")]);
        assert_eq!(old.cancel().check(), Err(Stopped::Superseded));
        let stopped = document.analysed(&old, &Cancel::default(), |_| Ok(()));
        assert_eq!(stopped, Err(Stopped::Superseded));
        assert_eq!((old.text().as_str(), analysed(&document).as_str()), ("甲", "乙甲"));
    }

    #[test]
    fn a_panic_in_the_analysis_costs_that_analysis() {
        let document = document("甲");
        assert_eq!(analysed(&document), "甲");
        let panicking = || document.analysed::<()>(&document.snapshot(), &Cancel::default(), |_| panic!("boom"));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panicking)).is_err());
        document.change(2, vec![change((0, 0), (0, 0), "乙")]);
        assert_eq!(analysed(&document), "乙甲");
    }

    proptest::proptest! {
        #[test]
        fn the_analysis_follows_the_text(
            text in "[a新😀\r\n]{0,12}",
            edits in proptest::collection::vec(((0..4u32, 0..9u32), (0..4u32, 0..9u32), "[b聞\r\n]{0,3}", proptest::bool::ANY), 0..12),
        ) {
            let document = document(&text);
            for (version, (start, end, content, look)) in (2..).zip(edits) {
                document.change(version, vec![change(start, end, &content)]);
                if look {
                    assert_eq!(analysed(&document), document.snapshot().text());
                }
            }
            assert_eq!(analysed(&document), document.snapshot().text());
        }
    }
}
