//! What a panic says, and the answer to a request whose handler panicked.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tower_lsp::jsonrpc::Error;

/// Runs `job`; a panic in it becomes its message.
///
/// State that `job` changes must be fit for use afterwards: locks are taken whether poisoned or not, and an analysis
/// that panicked half-way is thrown away.
pub(crate) fn caught<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(job)).map_err(|payload| message(&*payload))
}

/// The message of a panic.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

/// The answer where `name`, a method or a rule, panicked with `message`.
pub(crate) fn internal_error(name: &str, message: &str) -> Error {
    Error { message: format!("internal error in {name}: {message}").into(), ..Error::internal_error() }
}
