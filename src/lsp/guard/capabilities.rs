//! What the client can do, and what else it says in `initialize`.
//!
//! Read from the raw JSON: `lsp_types` 0.94 looks for `workspace.diagnostic` where clients send
//! `workspace.diagnostics`, and refuses all of `initialize` for one value it does not know.

use serde::Serialize;
use serde_json::Value;

use super::uri::Uri;

/// The parts of `initialize` that the server goes by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Session {
    /// What the client can do.
    pub capabilities: ClientCapabilities,
    /// The editor's process, to end with it.
    pub process_id: Option<u32>,
    /// `clientInfo.name`: for the log, not for working around clients.
    pub client_name: Option<String>,
    /// The workspace folders, or else the root.
    #[serde(serialize_with = "exact")]
    pub roots: Vec<Uri>,
    /// The language of the editor's own messages, as it writes it; empty where it says nothing.
    pub locale: String,
    /// `initializationOptions`, as they came.
    pub options: Value,
}

/// What the client can do. All false, and all lists empty, for a client that says nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClientCapabilities {
    /// `general.positionEncodings`: names, in the client's order.
    pub position_encodings: Vec<String>,
    /// `textDocument.diagnostic`: the client pulls diagnostics.
    pub pull_diagnostics: bool,
    /// `workspace.diagnostics.refreshSupport`: it pulls again when asked to.
    pub refresh_diagnostics: bool,
    /// `workspace.inlayHint.refreshSupport`.
    pub refresh_inlay_hints: bool,
    /// `workspace.semanticTokens.refreshSupport`.
    pub refresh_semantic_tokens: bool,
    /// `textDocument.publishDiagnostics.tagSupport`: tags that are shown (1 unnecessary, 2 deprecated).
    pub diagnostic_tags: Vec<u32>,
    /// `textDocument.publishDiagnostics.versionSupport`.
    pub diagnostic_version: bool,
    /// `textDocument.publishDiagnostics.relatedInformation`.
    pub diagnostic_related_information: bool,
    /// `textDocument.publishDiagnostics.codeDescriptionSupport`: a link to the rule.
    pub diagnostic_code_description: bool,
    /// `textDocument.publishDiagnostics.dataSupport`: data comes back in code action requests.
    pub diagnostic_data: bool,
    /// `textDocument.documentSymbol.hierarchicalDocumentSymbolSupport`.
    pub hierarchical_symbols: bool,
    /// `textDocument.codeAction.codeActionLiteralSupport`: actions with edits, not only commands.
    pub code_action_literals: bool,
    /// `textDocument.codeAction.resolveSupport` with `edit`: edits may be computed when they are wanted.
    pub code_action_resolve_edit: bool,
    /// `textDocument.codeAction.isPreferredSupport`.
    pub code_action_preferred: bool,
    /// `textDocument.hover.contentFormat` has `markdown`.
    pub hover_markdown: bool,
    /// `textDocument.foldingRange.lineFoldingOnly`.
    pub line_folding_only: bool,
    /// `workspace.workspaceEdit.documentChanges`: edits that name a version.
    pub document_changes: bool,
    /// `workspace.workspaceEdit.changeAnnotationSupport`.
    pub change_annotations: bool,
    /// `workspace.applyEdit`.
    pub apply_edit: bool,
    /// `workspace.configuration`: settings can be asked for.
    pub configuration: bool,
    /// `workspace.didChangeWatchedFiles.dynamicRegistration`: the client can watch files for us.
    pub watch_files: bool,
    /// `window.workDoneProgress`.
    pub progress: bool,
}

impl Session {
    /// Reads the parameters of `initialize`. What is missing or has the wrong shape counts as not said.
    #[must_use]
    pub fn from_initialize(params: &Value) -> Self {
        let folders = params["workspaceFolders"].as_array().into_iter().flatten();
        let mut roots: Vec<Uri> = folders.filter_map(|folder| folder["uri"].as_str()).map(Uri::from).collect();
        if roots.is_empty() {
            roots.extend(params["rootUri"].as_str().map(Uri::from));
        }
        Self {
            capabilities: ClientCapabilities::read(&params["capabilities"]),
            process_id: params["processId"].as_u64().and_then(|id| id.try_into().ok()),
            client_name: params["clientInfo"]["name"].as_str().map(str::to_owned),
            roots,
            locale: params["locale"].as_str().unwrap_or_default().to_owned(),
            options: params["initializationOptions"].clone(),
        }
    }
}

impl ClientCapabilities {
    fn read(json: &Value) -> Self {
        let yes = |pointer: &str| json.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
        let is_object = |pointer: &str| json.pointer(pointer).is_some_and(Value::is_object);
        let list = |pointer: &str| json.pointer(pointer).and_then(Value::as_array).into_iter().flatten();
        let names = |pointer| list(pointer).filter_map(Value::as_str);
        let tags = list("/textDocument/publishDiagnostics/tagSupport/valueSet").filter_map(Value::as_u64);
        Self {
            position_encodings: names("/general/positionEncodings").map(str::to_owned).collect(),
            pull_diagnostics: is_object("/textDocument/diagnostic"),
            // The specification's text says `diagnostics`, and its meta model for a time said `diagnostic`.
            refresh_diagnostics: yes("/workspace/diagnostics/refreshSupport")
                || yes("/workspace/diagnostic/refreshSupport"),
            refresh_inlay_hints: yes("/workspace/inlayHint/refreshSupport"),
            refresh_semantic_tokens: yes("/workspace/semanticTokens/refreshSupport"),
            diagnostic_tags: tags.filter_map(|tag| tag.try_into().ok()).collect(),
            diagnostic_version: yes("/textDocument/publishDiagnostics/versionSupport"),
            diagnostic_related_information: yes("/textDocument/publishDiagnostics/relatedInformation"),
            diagnostic_code_description: yes("/textDocument/publishDiagnostics/codeDescriptionSupport"),
            diagnostic_data: yes("/textDocument/publishDiagnostics/dataSupport"),
            hierarchical_symbols: yes("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            code_action_literals: is_object("/textDocument/codeAction/codeActionLiteralSupport"),
            code_action_resolve_edit: names("/textDocument/codeAction/resolveSupport/properties")
                .any(|property| property == "edit"),
            code_action_preferred: yes("/textDocument/codeAction/isPreferredSupport"),
            hover_markdown: names("/textDocument/hover/contentFormat").any(|format| format == "markdown"),
            line_folding_only: yes("/textDocument/foldingRange/lineFoldingOnly"),
            document_changes: yes("/workspace/workspaceEdit/documentChanges"),
            change_annotations: is_object("/workspace/workspaceEdit/changeAnnotationSupport"),
            apply_edit: yes("/workspace/applyEdit"),
            configuration: yes("/workspace/configuration"),
            watch_files: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            progress: yes("/window/workDoneProgress"),
        }
    }
}

fn exact<S: serde::Serializer>(uris: &[Uri], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(uris.iter().map(Uri::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_is_there() {
        let session = Session::from_initialize(&json!({
            "processId": 7,
            "workspaceFolders": [{ "uri": "file:///c%3A/a", "name": "a" }],
            "trace": "something new",
            "capabilities": {
                "general": { "positionEncodings": ["utf-32", "utf-8"] },
                "workspace": { "diagnostics": { "refreshSupport": true } },
                "textDocument": {
                    "diagnostic": {},
                    "publishDiagnostics": { "tagSupport": { "valueSet": [1, 2, -3] } },
                    "hover": { "contentFormat": ["plaintext", "markdown"] },
                    "codeAction": { "resolveSupport": { "properties": ["edit"] } },
                },
            },
        }));
        let capabilities = &session.capabilities;
        assert_eq!((session.process_id, session.roots), (Some(7), vec![Uri::from("file:///c%3A/a")]));
        assert_eq!(capabilities.position_encodings, ["utf-32", "utf-8"]);
        assert!(capabilities.refresh_diagnostics && capabilities.pull_diagnostics && capabilities.hover_markdown);
        assert!(capabilities.code_action_resolve_edit && !capabilities.code_action_literals);
        assert_eq!(capabilities.diagnostic_tags, [1, 2]);
    }

    #[test]
    fn no_shape_is_an_error() {
        for params in [json!(null), json!([]), json!({ "capabilities": 1, "processId": -1, "workspaceFolders": {} })] {
            let session = Session::from_initialize(&params);
            assert!(session.process_id.is_none() && session.roots.is_empty() && !session.capabilities.progress);
        }
    }
}
