//! What the server can do: one short handler per message.
//!
//! A handler runs alone up to its first `await`, see [`super::guard`]: it changes state or takes its snapshot there,
//! and leaves everything that takes time to [`Server::on_document`].

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CodeActionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange,
    FoldingRangeParams, FoldingRangeProviderCapability, Hover, HoverParams, HoverProviderCapability, InitializeParams,
    InitializeResult, InitializedParams, MessageType, OneOf, SaveOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Url,
};
use tower_lsp::{Client, LanguageServer};

use super::convert::{self, Ranges};
use super::documents::{Analysis, Document, Documents, Snapshot};
use super::guard::Guard;
use super::guard::uri::Uri;
use super::guard::work::{Cancel, Stopped};
use super::publish;
use super::requests::{self, code_action, code_action::WholeFile};
use super::settings;
use crate::config::Config;
use crate::language::Language;
use crate::text::position::Encoding;

/// The language server of one editor.
pub struct Server {
    pub(super) client: Client,
    pub(super) guard: Guard,
    pub(super) documents: Arc<Documents>,
    encoding: OnceLock<Encoding>,
    /// What is wrong with configuration files, and was said: once, not for each document or each time one is saved.
    told: Mutex<BTreeSet<String>>,
}

impl Server {
    /// A server without documents.
    #[must_use]
    pub fn new(client: Client, guard: Guard) -> Self {
        Self { client, guard, documents: Arc::default(), encoding: OnceLock::new(), told: Mutex::default() }
    }

    /// Runs `job` in a worker on the document as it is now. `None` if it is not open.
    ///
    /// # Errors
    /// `ContentModified` when the document changes before the end, and see [`super::guard::work::Workers::work`].
    pub(super) async fn on_document<T: Send + 'static>(
        &self,
        method: &'static str,
        url: &Url,
        job: impl FnOnce(&Document, &Snapshot, &Cancel) -> std::result::Result<Option<T>, Stopped> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(document) = self.documents.get(&url.into()) else { return Ok(None) };
        let snapshot = document.snapshot();
        let cancel = snapshot.cancel();
        self.guard.workers.work(method, cancel, move |cancel| job(&document, &snapshot, cancel)).await
    }

    /// Reads the configuration of every open document again; where it is another, so may be what is found. Where a file
    /// is wrong, what was read before holds.
    fn configure_all(&self) {
        let mut errors = BTreeSet::new();
        for document in self.documents.all() {
            match settings::config_for(&document.uri) {
                Ok(config) if config != document.config() => document.configure(config),
                Ok(_) => {}
                Err(error) => _ = errors.insert(error),
            }
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        for error in errors.difference(&told) {
            self.guard.outbox.show(MessageType::ERROR, &format!("zhengwen: {error}"));
        }
        *told = errors;
    }

    /// The configuration of a document that is opened; where the file is wrong, the defaults.
    fn config_or_default(&self, uri: &Uri) -> Arc<Config> {
        settings::config_for(uri).unwrap_or_else(|error| {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            if told.insert(error.clone()) {
                self.guard.outbox.show(MessageType::ERROR, &format!("zhengwen goes by its defaults: {error}"));
            }
            Arc::default()
        })
    }

    fn lost(&self, method: &str, uri: &Uri) {
        self.guard.outbox.log(MessageType::WARNING, &format!("{method} for a document that is not open: {uri}"));
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    /// The parameters are empty, see [`super::guard::capabilities`].
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let locale = &self.guard.session().locale;
        let language = if locale.is_empty() { Language::of_environment() } else { Language::of(locale) };
        language.use_it();
        let client = &self.guard.session().capabilities;
        let encoding = *self.encoding.get_or_init(|| convert::choose_encoding(&client.position_encodings));
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(SaveOptions { include_text: Some(false) }.into()),
            ..TextDocumentSyncOptions::default()
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(convert::encoding_kind(encoding)),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, code_action::FIX_ALL]),
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            })),
            ..ServerCapabilities::default()
        };
        let info = ServerInfo { name: "zhengwen".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult { capabilities, server_info: Some(info) })
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.guard.session().capabilities.watch_files {
            tokio::spawn(settings::watch(self.client.clone()));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let encoding = self.encoding.get().copied().unwrap_or_default();
        let document = Document::new((&item.uri).into(), item.language_id, item.version, &item.text, encoding);
        let document = self.documents.open(document);
        document.configure(self.config_or_default(&document.uri));
        tokio::spawn(publish::keep_published(self.guard.clone(), self.documents.clone(), document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let uri = Uri::from(&params.text_document.uri);
        match self.documents.get(&uri) {
            Some(document) => document.change(params.text_document.version, params.content_changes),
            None => self.lost("textDocument/didChange", &uri),
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = Uri::from(&params.text_document.uri);
        if !self.documents.close(&uri, || self.guard.outbox.publish(&uri, &[], None)) {
            self.lost("textDocument/didClose", &uri);
        }
    }

    /// The buffer is what counts, but a saved file may be a configuration.
    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.configure_all();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.configure_all();
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {
        self.configure_all();
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let markdown = self.guard.session().capabilities.hover_markdown;
        self.on_document("textDocument/hover", &at.text_document.uri, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let article = &analysis.article;
                let offset = convert::offset(article.text(), at.position, document.encoding);
                Ok(requests::hover::hover(
                    article,
                    analysis.knowledge(),
                    offset,
                    document.encoding,
                    markdown,
                    document.uri.as_str(),
                ))
            })
        })
        .await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let hierarchical = self.guard.session().capabilities.hierarchical_symbols;
        let url = params.text_document.uri;
        let uri = url.clone();
        self.on_document("textDocument/documentSymbol", &url, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let ranges = Ranges::new(&analysis.article, document.encoding);
                let outline = &analysis.knowledge().outline;
                Ok(Some(requests::document_symbol::document_symbols(outline, &uri, ranges, hierarchical)))
            })
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let url = params.text_document.uri;
        self.on_document("textDocument/foldingRange", &url, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let outline = &analysis.knowledge().outline;
                Ok(Some(requests::folding_range::folding_ranges(&analysis.article, outline, document.encoding)))
            })
        })
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let client = &self.guard.session().capabilities;
        if !client.code_action_literals {
            return Ok(None);
        }
        let (versioned, resolves) = (client.document_changes, client.code_action_resolve_edit);
        let url = params.text_document.uri;
        let uri = url.clone();
        self.on_document("textDocument/codeAction", &url, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |Analysis { article, .. }| {
                let actions = code_action::code_actions(
                    article,
                    &code_action::Request {
                        uri: &uri,
                        version: snapshot.version,
                        span: convert::span(article.text(), params.range, document.encoding),
                        only: params.context.only.as_deref(),
                        diagnostics: &params.context.diagnostics,
                        encoding: document.encoding,
                        versioned,
                        resolves,
                    },
                );
                Ok(Some(actions.into_iter().map(Into::into).collect()))
            })
        })
        .await
    }

    /// Makes the edits of an action that concerns the whole file; for another version than it was offered for, none.
    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let data = action.data.clone().and_then(|data| serde_json::from_value::<WholeFile>(data).ok());
        let Some(data) = data else { return Ok(action) };
        let versioned = self.guard.session().capabilities.document_changes;
        let url = data.uri.clone();
        let edit = self
            .on_document("codeAction/resolve", &url, move |document, snapshot, cancel| {
                if snapshot.version != data.version {
                    return Err(Stopped::Superseded);
                }
                document.analysed(snapshot, cancel, |analysis| {
                    Ok(Some(code_action::resolve(&analysis.article, &data, document.encoding, versioned)))
                })
            })
            .await?;
        action.edit = edit;
        Ok(action)
    }
}
