//! Between the client and tower-lsp 0.20: everything that keeps one bad message, slow handler or panic from ending or
//! deafening the server. Knows the protocol's frame, and nothing of documents.
//!
//! ```text
//! stdin ─► frames ─► gate ─► serve ─► tidy ─► InOrder(LspService) ─► outbox ─► stdout
//!          thread            thread           a task per request     thread
//! ```
//!
//! tower-lsp's own transport (`tower_lsp::Server`) is not used: it polls all handlers in one task, four at a time. Its
//! router, its handshake, its cancellation and its types are. What else is done about its defects:
//!
//! | defect of tower-lsp | answer |
//! |---|---|
//! | edits are reordered | [`order`]: each handler is polled at once, in order of arrival |
//! | four handlers at a time | [`serve`]: a task per request, no limit |
//! | `$/cancelRequest` waits for its turn | [`order`] again; [`work`] has a token |
//! | CPU work stops the reader | [`work`]: threads; the reader is a thread as well |
//! | a panic leaves it deaf | [`order`] and [`work`] catch it: an error answer and a log line |
//! | an answer nobody waits for panics | [`ask`]: detached; [`serve`] catches what is left |
//! | `exit` and the end of input hang | [`exit`]: the main thread decides |
//! | one bad body ends the connection | [`frames`], [`gate`], [`tidy`] |
//! | a full queue deadlocks | queues have no bound; the [`outbox`] writes from a thread |
//! | notifications before `initialized` vanish | [`order`]: `initialize` is answered before the next message is seen |
//! | `workspace.diagnostics` is not read | [`capabilities`]: from the raw JSON |
//! | `Url` changes keys | [`uri`]: the exact text |

pub mod ask;
pub mod capabilities;
pub mod uri;
pub mod work;

pub(crate) mod exit;
pub(crate) mod outbox;

mod frames;
mod gate;
mod order;
mod panic;
mod tidy;

use std::io::Read;
use std::sync::{Arc, OnceLock};

use futures::future::Either;
use futures::{FutureExt, Sink, SinkExt};
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tower::Service;
use tower_lsp::jsonrpc::{Id, Request, Response};
use tower_lsp::lsp_types::MessageType;

use capabilities::Session;
use exit::Lifetime;
use frames::{Frame, Frames};
use gate::Message;
use order::{InOrder, Outcome};
use outbox::Outbox;
use work::Workers;

/// What the server has of its guard; clones share everything.
#[derive(Clone, Default)]
pub struct Guard {
    /// Where publishes and log lines go.
    pub outbox: Outbox,
    /// Where work goes.
    pub workers: Workers,
    session: Arc<OnceLock<Session>>,
}

impl Guard {
    pub(crate) fn new() -> Self {
        let outbox = Outbox::default();
        Self { workers: Workers::new(outbox.clone()), outbox, session: Arc::default() }
    }

    /// What the client said in `initialize`; the defaults before.
    #[must_use]
    pub fn session(&self) -> &Session {
        static NOTHING: OnceLock<Session> = OnceLock::new();
        self.session.get().unwrap_or_else(|| NOTHING.get_or_init(Session::default))
    }
}

/// Reads `input` to its end and passes on what is a message. Belongs on a thread of its own.
pub(crate) fn read(input: impl Read, messages: &UnboundedSender<Message>, outbox: &Outbox, lifetime: &Lifetime) {
    let mut frames = Frames::new(input, frames::MAX_BODY);
    loop {
        let refusal = match frames.next() {
            Ok(None) | Err(_) => break,
            Ok(Some(Frame::Junk(bytes))) => {
                outbox.log(MessageType::WARNING, &format!("dropped {bytes} bytes that are no message"));
                continue;
            }
            Ok(Some(Frame::TooLong { head, length })) => gate::Refusal::too_long(&head, length),
            Ok(Some(Frame::Body(mut body))) => {
                let (message, repaired) = gate::decode(&mut body);
                if let Some(repaired) = repaired {
                    outbox.log(MessageType::WARNING, &repaired);
                }
                match message {
                    Ok(message) => {
                        announce(&message, lifetime);
                        if messages.send(message).is_err() {
                            break;
                        }
                        continue;
                    }
                    Err(refusal) => {
                        if let Some(at) = frames::find_frame(&body) {
                            frames.give_back(&body[at..]);
                        }
                        refusal
                    }
                }
            }
        };
        outbox.log(MessageType::WARNING, &refusal.reason);
        if let Some(answer) = refusal.answer {
            outbox.send(&answer);
        }
    }
    lifetime.input_ended();
}

/// Tells of an end to come as soon as it is read, in case messages before it are stuck.
fn announce(message: &Message, lifetime: &Lifetime) {
    match message {
        Message::Request(request) if request.method() == "shutdown" && request.id().is_some() => {
            lifetime.shutdown_read();
        }
        Message::Request(request) if request.method() == "exit" => lifetime.exit_read(),
        _ => {}
    }
}

/// Runs `service` on what arrives, until `exit`, or until all requests are answered after the end of input.
pub(crate) async fn serve<S>(
    service: S,
    mut messages: UnboundedReceiver<Message>,
    mut replies: impl Sink<Response> + Unpin,
    guard: Guard,
    lifetime: Lifetime,
) where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    let mut service = InOrder::new(service, guard.outbox.clone());
    let mut requests = JoinSet::new();
    let mut answers = Answers { outbox: guard.outbox.clone(), unseal: false };
    let mut initialized = false;
    while let Some(message) = messages.recv().await {
        while requests.try_join_next().is_some() {}
        let request = match message {
            Message::Request(request) => request,
            Message::Response(response) => {
                // tower-lsp panics where the one who asked is gone.
                if panic::caught(|| replies.send(response).now_or_never()).is_err() {
                    guard.outbox.log(MessageType::LOG, "an answer came too late");
                }
                continue;
            }
        };
        match request.method() {
            "exit" => return lifetime.done(),
            "shutdown" => guard.workers.stop(),
            "initialize" => {
                let session = Session::from_initialize(request.params().unwrap_or(&Value::Null));
                // A second one is refused by tower-lsp.
                let _ = guard.session.set(session);
            }
            method if !initialized && request.id().is_none() => {
                guard.outbox.log(MessageType::WARNING, &format!("dropped {method}: it came before initialize"));
                continue;
            }
            _ => {}
        }
        let initialize = request.method() == "initialize";
        let (request, sealed) = tidy::tidy(request);
        answers.unseal |= sealed;
        match service.call(request) {
            Either::Left(outcome) => {
                let outcome = outcome.into_inner();
                initialized |= initialize && matches!(&outcome, Ok(Some(response)) if response.is_ok());
                answers.send(outcome);
                if initialize && initialized {
                    guard.outbox.open();
                    if let Some(process) = guard.session().process_id {
                        lifetime.watch(process);
                    }
                }
            }
            Either::Right(future) => {
                let answers = answers.clone();
                requests.spawn(async move { answers.send(future.await) });
            }
        }
    }
    while requests.join_next().await.is_some() {}
    lifetime.done();
}

/// Sends answers.
#[derive(Clone)]
struct Answers {
    outbox: Outbox,
    /// Whether a URI was ever sealed, so that answers may hold one.
    unseal: bool,
}

impl Answers {
    fn send(&self, outcome: Outcome) {
        let Ok(Some(response)) = outcome else { return };
        if !self.unseal || *response.id() == Id::Null {
            return self.outbox.send(&response);
        }
        let (id, result) = response.into_parts();
        let result = result.map(|mut value| {
            uri::unseal_all(&mut value);
            value
        });
        self.outbox.send(&Response::from_parts(id, result));
    }
}
