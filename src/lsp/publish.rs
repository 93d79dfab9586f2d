//! Diagnostics, pushed.

use std::sync::Arc;

use tokio::time::{Instant, sleep_until};
use tower_lsp::lsp_types::{Diagnostic, MessageType};

use super::documents::{Document, Documents, Snapshot};
use super::guard::Guard;
use super::guard::work::{Cancel, Stopped};
use super::hooks;
use super::requests::{self, diagnostics::Found, status::Status};
use super::workspace::Workspace;
use crate::lint::boundary;

/// Publishes the diagnostics of `document` until it is closed: the first change after a pause at once, then the newest
/// version once per `editor.debounce-ms`. A version that was superseded before its diagnostics were ready is passed over; the list
/// is never emptied in between.
pub(crate) async fn keep_published(
    guard: Guard,
    documents: Arc<Documents>,
    workspace: Arc<Workspace>,
    document: Arc<Document>,
) {
    let mut published: Option<(i32, Vec<Diagnostic>)> = None;
    while document.changes().await {
        let snapshot = document.snapshot();
        let (version, cancel) = (snapshot.version, snapshot.cancel());
        let (subject, workspace) = (document.clone(), workspace.clone());
        let related = guard.session().capabilities.diagnostic_related_information;
        // In `initializationOptions`.
        let counts = guard.session().options["status"].as_bool().unwrap_or(false);
        let job = move |cancel: &Cancel| look(&subject, &snapshot, &workspace, Wanted { related, counts }, cancel);
        // A newer version has asked already; a panic was logged, and the old list stands.
        let Ok((list, status)) = guard.workers.work("textDocument/publishDiagnostics", cancel, job).await else {
            continue;
        };
        for code in boundary::take_broken() {
            guard
                .outbox
                .log(MessageType::ERROR, &format!("rule {code} panicked on {}; please report it", document.uri));
        }
        let next = Instant::now() + document.config().editor.debounce;
        // The same list again would make an editor give up what it has under way, such as a repair.
        if published.as_ref().is_some_and(|(of, before)| *of == version && *before == list) {
            continue;
        }
        documents.while_current(&document, version, || {
            guard.outbox.publish(&document.uri, &list, Some(version));
            if let Some(status) = status {
                let params = requests::status::of_document(document.uri.as_str(), version, &status);
                guard.outbox.notify("zhengwen/status", &params);
            }
        });
        published = Some((version, list));
        sleep_until(next).await;
    }
}

/// What the client wants besides diagnostics.
#[derive(Clone, Copy)]
struct Wanted {
    /// The other places that a finding is about.
    related: bool,
    /// `zhengwen/status`.
    counts: bool,
}

/// The diagnostics of one version of a document, and what they come to.
fn look(
    document: &Document,
    snapshot: &Snapshot,
    workspace: &Workspace,
    wanted: Wanted,
    cancel: &Cancel,
) -> Result<(Vec<Diagnostic>, Option<Status>), Stopped> {
    let uri = document.uri.to_url().filter(|_| wanted.related);
    document.analysed(snapshot, cancel, |analysis| {
        let article = &analysis.article;
        let found = Found::new(article);
        let mut list = requests::diagnostics::diagnostics(article, &found, document.encoding, uri.as_ref());
        list.extend(requests::diagnostics::conflicts(article, document, workspace, wanted.related));
        list.extend(hooks::markers(article, document.encoding));
        Ok((list, wanted.counts.then(|| requests::status::status(&found))))
    })
}
