//! Methods of our own, for what the protocol has no word for, and the one command.
//!
//! | method | parameters | answer |
//! |---|---|---|
//! | `zhengwen/repaired` | `textDocument`, `unsafe`? | `version`, `text`, `changes`: the text after all repairs |
//! | `zhengwen/article` | `textDocument`, `format`: `text`, `markdown` or `json` | `version`, `text` |
//! | `zhengwen/facts` | `textDocument` | `version`, `facts` |
//! | `zhengwen/facts` | `workspace`: true | `files`, `skipped`, `facts` |
//! | `zhengwen/fixAll` | `textDocument`, `rule`?, `unsafe`? | a `WorkspaceEdit`; `rule` is a code, or the letter of a family |
//! | `zhengwen/status` | `textDocument` | `version` and counts, see [`status`] |
//!
//! A fact is the object of `zhengwen facts --format json`, with `uri` and `range` in the place of `location`.
//!
//! The answer is null for a document that is not open. With `status: true` in `initializationOptions`, the status also
//! comes as a notification, whenever diagnostics are published.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, TextDocumentIdentifier, Url, WorkspaceEdit};

use super::guard::uri::Uri;
use super::guard::work::Cancel;
use super::requests::code_action::{self, WholeFile};
use super::requests::leave_alone::{self, LeaveAlone};
use super::requests::{diagnostics::Found, facts, status};
use super::server::Server;
use crate::article::{Repair, Wanted, repair};
use crate::language::say;
use crate::text::edit::{Applicability, apply};

/// Adds the methods.
pub(crate) fn build(service: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    service
        .custom_method("zhengwen/repaired", repaired)
        .custom_method("zhengwen/article", article)
        .custom_method("zhengwen/facts", all_facts)
        .custom_method("zhengwen/fixAll", fix_all)
        .custom_method("zhengwen/status", counts)
}

/// The parameters of all the methods.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: Option<TextDocumentIdentifier>,
    #[serde(default)]
    workspace: bool,
    #[serde(default)]
    r#unsafe: bool,
    rule: Option<String>,
    format: Option<String>,
}

impl Params {
    fn url(&self) -> Result<Url> {
        let missing = || Error::invalid_params("`textDocument` is missing");
        Ok(self.text_document.as_ref().ok_or_else(missing)?.uri.clone())
    }
}

async fn repaired(server: &Server, params: Params) -> Result<Option<Value>> {
    let up_to = if params.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    server
        .on_document("zhengwen/repaired", &params.url()?, move |document, snapshot, cancel| {
            let text = snapshot.text();
            let Repair { edits, .. } = repair(&text, &document.config(), Wanted::all(up_to), || cancel.check())?;
            let repaired = apply(&text, &edits);
            Ok(Some(json!({ "version": snapshot.version, "text": repaired, "changes": edits.len() })))
        })
        .await
}

async fn article(server: &Server, params: Params) -> Result<Option<Value>> {
    let url = params.url()?;
    server
        .on_document("zhengwen/article", &url, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let story = analysis.article.known().reading.story();
                let text = match params.format.as_deref() {
                    Some("markdown") => story.to_markdown(),
                    Some("json") => story.to_object(document.uri.as_str()).to_string(),
                    _ => story.to_text(),
                };
                Ok(Some(json!({ "version": snapshot.version, "text": text })))
            })
        })
        .await
}

async fn all_facts(server: &Server, params: Params) -> Result<Option<Value>> {
    if params.workspace {
        let (workspace, documents) = (server.workspace.clone(), server.documents.clone());
        let encoding = server.encoding();
        let job = move |cancel: &Cancel| workspace.table(&documents, encoding, cancel);
        let table = server.guard.workers.work("zhengwen/facts", Cancel::default(), job).await?;
        return Ok(Some(json!({ "files": table.files, "skipped": table.skipped, "facts": table.facts })));
    }
    let workspace = Arc::clone(&server.workspace);
    server
        .on_document("zhengwen/facts", &params.url()?, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let name = workspace.name_of(&document.uri);
                let facts = facts::facts(&analysis.article, &name, document.uri.as_str(), document.encoding);
                Ok(Some(json!({ "version": snapshot.version, "facts": facts })))
            })
        })
        .await
}

async fn fix_all(server: &Server, params: Params) -> Result<Option<WorkspaceEdit>> {
    let versioned = server.guard.session().capabilities.document_changes;
    let uri = params.url()?;
    let (url, rule, likely) = (uri.clone(), params.rule, params.r#unsafe);
    server
        .on_document("zhengwen/fixAll", &uri, move |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let data = WholeFile { uri: url, version: snapshot.version, rule, likely };
                Ok(Some(code_action::resolve(&analysis.article, &data, document.encoding, versioned)))
            })
        })
        .await
}

async fn counts(server: &Server, params: Params) -> Result<Option<Value>> {
    server
        .on_document("zhengwen/status", &params.url()?, |document, snapshot, cancel| {
            document.analysed(snapshot, cancel, |analysis| {
                let status = status::status(&Found::new(&analysis.article));
                Ok(Some(status::of_document(document.uri.as_str(), snapshot.version, &status)))
            })
        })
        .await
}

/// Carries out [`leave_alone::COMMAND`].
pub(super) async fn execute_command(server: &Server, params: ExecuteCommandParams) -> Result<Option<Value>> {
    if params.command != leave_alone::COMMAND {
        return Err(Error::invalid_params(format!("there is no command `{}`", params.command)));
    }
    let argument = params.arguments.into_iter().next().unwrap_or_default();
    let entry: LeaveAlone =
        serde_json::from_value(argument).map_err(|error| Error::invalid_params(error.to_string()))?;
    let workspace = Arc::clone(&server.workspace);
    let job = move |_: &Cancel| {
        let path = Uri::from(entry.uri.as_str()).path().ok_or_else(|| "the document is no file".to_owned());
        let done = path.and_then(|path| leave_alone::carry_out(&entry, &path, workspace.root_of(&path)));
        Ok(done.map(|file| (entry, file)))
    };
    let done = server.guard.workers.work("workspace/executeCommand", Cancel::default(), job).await?;
    let outbox = &server.guard.outbox;
    match done {
        Ok((entry, file)) => {
            server.governor.configure_all();
            let file = file.display();
            outbox.show(MessageType::INFO, &say(&format!("“{}” is left alone from now on: {file}", entry.text)));
        }
        Err(error) => outbox.show(MessageType::ERROR, &say(&format!("nothing was written: {error}"))),
    }
    Ok(None)
}
