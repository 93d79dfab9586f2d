//! Requests to the client.

use std::time::Duration;

use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::request::Request;

/// Sends a request to the client, from a task of its own, and waits for the answer, at most for `limit`.
///
/// tower-lsp panics at an answer that nobody waits for any more, so the task waits on when the caller is cancelled, or
/// the time is over. The future may be dropped; the request is sent all the same.
///
/// # Errors
/// What the client answers; `RequestCancelled` when the time is over.
pub fn ask<R>(client: &Client, params: R::Params, limit: Duration) -> impl Future<Output = Result<R::Result>> + use<R>
where
    R: Request + 'static,
    R::Params: Send,
    R::Result: Send,
{
    let client = client.clone();
    let answer = tokio::spawn(async move { client.send_request::<R>(params).await });
    async move {
        match tokio::time::timeout(limit, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Error::internal_error()),
            Err(_) => {
                let message = format!("the client did not answer {} in time", R::METHOD).into();
                Err(Error { code: ErrorCode::RequestCancelled, message, data: None })
            }
        }
    }
}
