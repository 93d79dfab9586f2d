//! Diagnostics, pushed.

use std::sync::Arc;

use tokio::time::{Instant, sleep_until};
use tower_lsp::lsp_types::{Diagnostic, MessageType};

use super::documents::{Document, Documents, Snapshot};
use super::guard::Guard;
use super::guard::work::{Cancel, Stopped};
use super::{hooks, requests};
use crate::lint::boundary;

/// Publishes the diagnostics of `document` until it is closed: the first change after a pause at once, then the newest
/// version once per `editor.debounce-ms`. A version that was superseded before its diagnostics were ready is passed over; the list
/// is never emptied in between.
pub(crate) async fn keep_published(guard: Guard, documents: Arc<Documents>, document: Arc<Document>) {
    while document.changes().await {
        let snapshot = document.snapshot();
        let (version, cancel) = (snapshot.version, snapshot.cancel());
        let subject = document.clone();
        let related = guard.session().capabilities.diagnostic_related_information;
        let job = move |cancel: &Cancel| diagnostics(&subject, &snapshot, related, cancel);
        // A newer version has asked already; a panic was logged, and the old list stands.
        let Ok(list) = guard.workers.work("textDocument/publishDiagnostics", cancel, job).await else { continue };
        for code in boundary::take_broken() {
            guard
                .outbox
                .log(MessageType::ERROR, &format!("rule {code} panicked on {}; please report it", document.uri));
        }
        let next = Instant::now() + document.config().editor.debounce;
        documents.while_current(&document, version, || guard.outbox.publish(&document.uri, &list, Some(version)));
        sleep_until(next).await;
    }
}

/// The diagnostics of one version of a document, with the places that they are about besides, if those are `related`.
fn diagnostics(
    document: &Document,
    snapshot: &Snapshot,
    related: bool,
    cancel: &Cancel,
) -> Result<Vec<Diagnostic>, Stopped> {
    let uri = document.uri.to_url().filter(|_| related);
    document.analysed(snapshot, cancel, |analysis| {
        let mut list = requests::diagnostics::diagnostics(&analysis.article, document.encoding, uri.as_ref());
        list.extend(hooks::markers(&analysis.article, document.encoding));
        Ok(list)
    })
}
