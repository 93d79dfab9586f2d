//! What the server can do: one short handler per message.
//!
//! A handler runs alone up to its first `await`, see [`super::guard`]: it changes state or takes its snapshot there,
//! and leaves everything that takes time to [`Server::on_document`].

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CodeActionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandOptions, ExecuteCommandParams, FoldingRange,
    FoldingRangeParams, FoldingRangeProviderCapability, Hover, HoverParams, HoverProviderCapability, InitializeParams,
    InitializeResult, InitializedParams, MessageType, OneOf, Range, SaveOptions, SemanticTokens,
    SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, Url, WorkspaceFolder, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use tower_lsp::{Client, LanguageServer};

use super::convert::{self, Ranges};
use super::documents::{Analysis, Document, Documents, Snapshot};
use super::guard::Guard;
use super::guard::uri::Uri;
use super::guard::work::{Cancel, Stopped};
use super::requests::hover::{self, Around};
use super::requests::{self, code_action, code_action::WholeFile, leave_alone, semantic_tokens};
use super::settings::{self, Governor};
use super::workspace::{self, Workspace};
use super::{methods, publish};
use crate::files;
use crate::text::Span;
use crate::text::position::Encoding;

/// The language server of one editor.
pub struct Server {
    pub(super) client: Client,
    pub(super) guard: Guard,
    pub(super) documents: Arc<Documents>,
    pub(super) workspace: Arc<Workspace>,
    pub(super) governor: Arc<Governor>,
    encoding: OnceLock<Encoding>,
}

impl Server {
    /// A server without documents.
    #[must_use]
    pub fn new(client: Client, guard: Guard) -> Self {
        let documents = Arc::<Documents>::default();
        let governor = Arc::new(Governor::new(guard.clone(), Arc::clone(&documents)));
        Self { client, guard, documents, workspace: Arc::default(), governor, encoding: OnceLock::new() }
    }

    /// What the client's columns count.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding.get().copied().unwrap_or_default()
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

    /// How many texts of the workspace are read in the background.
    fn workspace_files(&self) -> usize {
        let wanted = self.guard.session().options["workspaceFiles"].as_u64();
        wanted.map_or(workspace::FILES, |files| files.try_into().unwrap_or(usize::MAX))
    }

    /// Reads the texts of the workspace, unless the editor's settings say that none are to be read.
    fn read_workspace(&self) {
        let (guard, workspace, documents) = (self.guard.clone(), self.workspace.clone(), self.documents.clone());
        let limit = self.workspace_files();
        if limit == 0 || !workspace.has_roots() {
            workspace.forget();
            return;
        }
        tokio::spawn(async move {
            let all = workspace.clone();
            let read = move |cancel: &Cancel| all.read_all(limit, cancel);
            match guard.workers.work("reading the workspace", Cancel::default(), read).await {
                Ok(false) => {}
                Ok(true) => guard.outbox.log(
                    MessageType::INFO,
                    &format!(
                        "hovers know {limit} files of the workspace, and there are more: setting `workspaceFiles`"
                    ),
                ),
                Err(_) => return,
            }
            documents.all().iter().for_each(|document| document.touch());
        });
    }

    /// Reads texts of the workspace again that are no longer what they were.
    fn read_again(&self, paths: Vec<PathBuf>) {
        let (guard, workspace, documents) = (self.guard.clone(), self.workspace.clone(), self.documents.clone());
        if paths.is_empty() || !workspace.is_read() {
            return;
        }
        let limit = self.workspace_files();
        tokio::spawn(async move {
            let job = move |cancel: &Cancel| workspace.read_again(paths, limit, cancel);
            if guard.workers.work("reading the workspace", Cancel::default(), job).await == Ok(true) {
                documents.all().iter().for_each(|document| document.touch());
            }
        });
    }

    /// The tokens in a range, or all of them.
    async fn semantic_tokens(&self, url: &Url, range: Option<Range>) -> Result<Option<SemanticTokens>> {
        self.on_document("textDocument/semanticTokens", url, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let article = &analysis.article;
                let whole = Span::new(0, article.text().len_bytes());
                let within = range.map_or(whole, |range| convert::span(article.text(), range, document.encoding));
                let ranges = Ranges::new(article, document.encoding);
                Ok(Some(semantic_tokens::semantic_tokens(&analysis.knowledge().facts, within, ranges)))
            })
        })
        .await
    }

    fn lost(&self, method: &str, uri: &Uri) {
        self.guard.outbox.log(MessageType::WARNING, &format!("{method} for a document that is not open: {uri}"));
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    /// The parameters are empty, see [`super::guard::capabilities`].
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        self.governor.begin();
        self.workspace.set_roots(self.guard.session().roots.iter());
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
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    code_action::FIX_ALL,
                    code_action::FIX_DAMAGE,
                    code_action::FIX_PAGE,
                ]),
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            })),
            semantic_tokens_provider: Some(
                SemanticTokensOptions {
                    legend: semantic_tokens::legend(),
                    full: Some(SemanticTokensFullOptions::Bool(true)),
                    range: Some(true),
                    ..SemanticTokensOptions::default()
                }
                .into(),
            ),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: vec![leave_alone::COMMAND.to_owned()],
                ..ExecuteCommandOptions::default()
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                ..WorkspaceServerCapabilities::default()
            }),
            ..ServerCapabilities::default()
        };
        let info = ServerInfo { name: "zhengwen".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult { capabilities, server_info: Some(info) })
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.guard.session().capabilities.watch_files {
            tokio::spawn(settings::watch(self.client.clone()));
        }
        self.read_workspace();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let uri = Uri::from(&item.uri);
        let document = Document::new(uri, item.language_id, item.version, &item.text, self.encoding());
        let document = self.documents.open(document);
        document.configure(self.governor.config_or_default(&document.uri));
        tokio::spawn(publish::keep_published(
            self.guard.clone(),
            self.documents.clone(),
            self.workspace.clone(),
            document,
        ));
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
    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.governor.configure_all();
        let path = Uri::from(&params.text_document.uri).path().filter(|path| files::is_text(path));
        self.read_again(path.into_iter().collect());
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| Uri::from(&change.uri).path());
        let (texts, others): (Vec<_>, Vec<_>) = paths.partition(|path| files::is_text(path));
        if others.is_empty() && !texts.is_empty() {
            return self.read_again(texts);
        }
        // A configuration says which texts there are, and how they are read.
        self.governor.configure_all();
        self.read_workspace();
    }

    /// Settings come along, or are to be asked for. A client that neither sends any nor can be asked says by this that
    /// a file may have changed.
    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.governor.take(&params.settings) {
            return;
        }
        if self.guard.session().capabilities.configuration {
            tokio::spawn(Arc::clone(&self.governor).pull(self.client.clone()));
        } else {
            self.governor.configure_all();
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let uris = |folders: &[WorkspaceFolder]| folders.iter().map(|it| Uri::from(&it.uri)).collect::<Vec<_>>();
        self.workspace.change_roots(&uris(&params.event.removed), &uris(&params.event.added));
        self.read_workspace();
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        methods::execute_command(self, params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let markdown = self.guard.session().capabilities.hover_markdown;
        let workspace = self.workspace.clone();
        self.on_document("textDocument/hover", &at.text_document.uri, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let article = &analysis.article;
                let offset = convert::offset(article.text(), at.position, document.encoding);
                let path = document.uri.path();
                let around = Around {
                    encoding: document.encoding,
                    markdown,
                    uri: document.uri.as_str(),
                    elsewhere: &|figure| workspace.elsewhere(figure, path.as_deref()),
                };
                Ok(hover::hover(article, analysis.knowledge(), offset, &around))
            })
        })
        .await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let tokens = self.semantic_tokens(&params.text_document.uri, None).await?;
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = self.semantic_tokens(&params.text_document.uri, Some(params.range)).await?;
        Ok(tokens.map(SemanticTokensRangeResult::Tokens))
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
                        leaves_alone: document.uri.path().is_some(),
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
