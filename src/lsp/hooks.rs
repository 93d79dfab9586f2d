//! Methods that misbehave on purpose, for the protocol tests. They exist only where `ZHENGWEN_TEST_HOOKS=1` is set.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::request::WorkspaceConfiguration;
use tower_lsp::lsp_types::{ConfigurationParams, Diagnostic, DiagnosticSeverity, Url};

use super::convert::Ranges;
use super::guard::ask::ask;
use super::guard::uri::Uri;
use super::guard::work::Cancel;
use super::server::Server;
use crate::article::Article;
use crate::text::Span;
use crate::text::position::Encoding;

/// Jobs of `zhengwen/test/work` that have begun and not ended.
static RUNNING: AtomicU32 = AtomicU32::new(0);

/// Adds the methods, where they are wanted.
pub(crate) fn build(service: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    if !are_on() {
        return service;
    }
    service
        .custom_method("zhengwen/test/panic", panics)
        .custom_method("zhengwen/test/didPanic", did_panic)
        .custom_method("zhengwen/test/work", work)
        .custom_method("zhengwen/test/running", running)
        .custom_method("zhengwen/test/spin", spin)
        .custom_method("zhengwen/test/block", block)
        .custom_method("zhengwen/test/ask", ask_in_handler)
        .custom_method("zhengwen/test/askDetached", ask_detached)
        .custom_method("zhengwen/test/text", text)
        .custom_method("zhengwen/test/session", session)
}

fn are_on() -> bool {
    std::env::var_os("ZHENGWEN_TEST_HOOKS").is_some_and(|value| value == "1")
}

/// A diagnostic for each `错字`: something simple to find for tests that are not about the rules.
pub(crate) fn markers(article: &Article, encoding: Encoding) -> Vec<Diagnostic> {
    const MARKER: &str = "错字";
    if !are_on() {
        return Vec::new();
    }
    let mut ranges = Ranges::new(article, encoding);
    let text = article.text().to_string();
    let diagnostic = |(at, _)| Diagnostic {
        range: ranges.range(Span::new(at, at + MARKER.len())),
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some("zhengwen".into()),
        message: "marker".into(),
        ..Diagnostic::default()
    };
    text.match_indices(MARKER).map(diagnostic).collect()
}

/// Panics `now`, `later` (after an await), or in a `worker`.
async fn panics(server: &Server, params: Value) -> Result<Value> {
    match params["when"].as_str() {
        Some("later") => tokio::task::yield_now().await,
        Some("worker") => {
            return server.guard.workers.work("test rule", Cancel::default(), |_| panic!("in the worker")).await;
        }
        _ => {}
    }
    panic!("in the handler")
}

async fn did_panic(_: &Server, _: Value) {
    panic!("in the notification")
}

/// Works for `millis`, until it is stopped unless it is `deaf`.
async fn work(server: &Server, params: Value) -> Result<Value> {
    let limit = millis(&params);
    let deaf = params["deaf"] == true;
    let cancel = params["uri"].as_str().and_then(|uri| server.documents.get(&uri.into()));
    let cancel = cancel.map(|document| document.snapshot().cancel()).unwrap_or_default();
    let job = move |cancel: &Cancel| {
        let _running = Running::new();
        let begin = Instant::now();
        while begin.elapsed() < limit {
            if !deaf {
                cancel.check()?;
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(json!("done"))
    };
    server.guard.workers.work("zhengwen/test/work", cancel, job).await
}

async fn running(_: &Server) -> Result<u32> {
    Ok(RUNNING.load(Ordering::SeqCst))
}

struct Running;

impl Running {
    fn new() -> Self {
        RUNNING.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Keeps a core busy in the handler itself, which handlers must not do.
async fn spin(_: &Server, params: Value) -> Result<Value> {
    tokio::task::yield_now().await;
    let begin = Instant::now();
    while begin.elapsed() < millis(&params) {
        std::hint::spin_loop();
    }
    Ok(Value::Null)
}

/// Blocks before the first await, which holds up everything but the end.
async fn block(_: &Server, params: Value) -> Result<Value> {
    thread::sleep(millis(&params));
    Ok(Value::Null)
}

/// Asks the client from the handler itself, which handlers must not do.
async fn ask_in_handler(server: &Server) -> Result<Value> {
    let params = ConfigurationParams { items: Vec::new() };
    Ok(server.client.send_request::<WorkspaceConfiguration>(params).await?.into())
}

/// Asks the client as it should be done.
async fn ask_detached(server: &Server, params: Value) -> Result<Value> {
    let question = ConfigurationParams { items: Vec::new() };
    Ok(ask::<WorkspaceConfiguration>(&server.client, question, millis(&params)).await?.into())
}

/// The text and version of an open document, or null, and the path its name stands for.
async fn text(server: &Server, params: Value) -> Result<Value> {
    let exact = params["name"].as_str().map(Uri::from);
    let url = || params["uri"].as_str().and_then(|uri| Url::parse(uri).ok());
    let Some(uri) = exact.or_else(|| url().as_ref().map(Uri::from)) else { return Ok(Value::Null) };
    let snapshot = server.documents.get(&uri).map(|document| document.snapshot());
    Ok(json!({
        "uri": uri.to_url(),
        "path": uri.path(),
        "text": snapshot.as_ref().map(|snapshot| snapshot.text()),
        "version": snapshot.as_ref().map(|snapshot| snapshot.version),
    }))
}

async fn session(server: &Server) -> Result<Value> {
    Ok(json!(server.guard.session()))
}

fn millis(params: &Value) -> Duration {
    Duration::from_millis(params["millis"].as_u64().unwrap_or_default())
}
