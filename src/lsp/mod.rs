//! The editor's face: one language server, for all editors.
//!
//! [`guard`] keeps the connection alive and in order; [`server`] is the list of what the server can do; [`documents`]
//! holds what is open. Standard output carries the protocol and nothing else.
#![expect(
    clippy::disallowed_methods,
    reason = "standard input and output are the connection; the guard watches a process"
)]

pub mod convert;
pub mod documents;
pub mod guard;
pub mod requests;
pub mod server;

mod hooks;
mod methods;
mod publish;
mod settings;
mod workspace;

use std::io;
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use futures::StreamExt;
use tower_lsp::LspService;

use guard::Guard;
use server::Server;

/// How long the process stays, at its end, for a client that does not read.
const DRAIN: Duration = Duration::from_millis(500);

/// Threads for work. More than there are cores: some of it may wait, and stopped work is to be looked at soon.
const WORKERS: usize = 64;

/// What the locks of this room protect is whole at every moment a panic could strike.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the language server on standard input and output until it ends: code 0 after `shutdown`, else 1.
#[must_use]
pub fn run() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .enable_time()
        .build()
        .expect("threads can be started");
    let guard = Guard::new();
    let (lifetime, ending) = guard::exit::lifetime();
    let (sender, messages) = tokio::sync::mpsc::unbounded_channel();

    let service = LspService::build(|client| Server::new(client, guard.clone()));
    let (service, socket) = hooks::build(methods::build(service)).finish();
    let (mut requests, replies) = socket.split();
    let outbox = guard.outbox.clone();
    runtime.spawn(async move {
        while let Some(request) = requests.next().await {
            outbox.send(&request);
        }
    });
    // On a thread of its own: not even handlers that keep all of the runtime busy hold up edits and cancellation.
    let serving = guard::serve(service, messages, replies, guard.clone(), lifetime.clone());
    let handle = runtime.handle().clone();
    thread::spawn(move || handle.block_on(serving));

    let (outbox, reading) = (guard.outbox.clone(), lifetime.clone());
    thread::spawn(move || guard::read(io::stdin().lock(), &sender, &outbox, &reading));
    let outbox = guard.outbox.clone();
    thread::spawn(move || {
        if outbox.write_to(io::stdout().lock()).is_err() {
            lifetime.done();
        }
    });

    let code = ending.wait();
    guard.workers.stop();
    guard.outbox.drain(DRAIN);
    runtime.shutdown_background();
    code
}
