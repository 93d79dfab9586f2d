//! Everything that goes to the client, in one queue with one writer.
//!
//! The writer is a thread of its own, so a client that does not read holds up nobody; and since it takes a publish out
//! of the queue only when it writes it, a newer one for the same document replaces an older one that was not sent.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::json;
use tower_lsp::lsp_types::{Diagnostic, MessageType};

use super::uri::Uri;

/// Log lines that may wait; further ones are dropped, so that junk from a client that does not read costs no memory.
const MAX_LOG_LINES: usize = 200;

/// A handle on the queue; clones share it.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    items: VecDeque<Item>,
    /// The newest body for each `Item::Publish`.
    publishes: HashMap<Uri, Vec<u8>>,
    log_lines: usize,
    /// Log lines from before the answer to `initialize`: the client may not be sent any until then.
    early: Vec<Vec<u8>>,
    open: bool,
    closed: bool,
    finished: bool,
}

enum Item {
    Frame(Vec<u8>),
    Log(Vec<u8>),
    Publish(Uri),
}

impl Outbox {
    /// Sends a message.
    pub(crate) fn send(&self, message: &impl Serialize) {
        // Only maps with keys other than strings fail, and JSON-RPC has none.
        if let Ok(body) = serde_json::to_vec(message) {
            self.push(Item::Frame(body));
        }
    }

    /// Publishes the diagnostics of a document, in the place of what waits for it.
    pub fn publish(&self, uri: &Uri, diagnostics: &[Diagnostic], version: Option<i32>) {
        // There may be thousands: they are written as they are, unless one names a URI.
        let body = if diagnostics.iter().any(|diagnostic| diagnostic.related_information.is_some()) {
            let mut list = json!(diagnostics);
            super::uri::unseal_all(&mut list);
            notification("textDocument/publishDiagnostics", &Publish { uri: uri.as_str(), version, diagnostics: &list })
        } else {
            notification("textDocument/publishDiagnostics", &Publish { uri: uri.as_str(), version, diagnostics })
        };
        let mut queue = self.lock();
        if queue.publishes.insert(uri.clone(), body).is_none() {
            queue.items.push_back(Item::Publish(uri.clone()));
            self.0.changed.notify_all();
        }
    }

    /// Writes a line to the client's log of this server.
    pub fn log(&self, kind: MessageType, line: &str) {
        let body = notification("window/logMessage", &json!({ "type": kind, "message": line }));
        let mut queue = self.lock();
        if queue.log_lines + queue.early.len() >= MAX_LOG_LINES {
            return;
        }
        if queue.open {
            queue.log_lines += 1;
            queue.items.push_back(Item::Log(body));
            self.0.changed.notify_all();
        } else {
            queue.early.push(body);
        }
    }

    /// Sends a notification.
    pub fn notify(&self, method: &str, params: &impl Serialize) {
        self.push(Item::Frame(notification(method, params)));
    }

    /// Shows a message to the person at the editor.
    pub fn show(&self, kind: MessageType, message: &str) {
        self.notify("window/showMessage", &json!({ "type": kind, "message": message }));
    }

    /// Lets log lines through: the answer to `initialize` is in the queue.
    pub(crate) fn open(&self) {
        let mut queue = self.lock();
        queue.open = true;
        for body in std::mem::take(&mut queue.early) {
            queue.log_lines += 1;
            queue.items.push_back(Item::Log(body));
        }
        self.0.changed.notify_all();
    }

    /// Waits until everything is written, or nothing more can be, or the time is over.
    pub(crate) fn drain(&self, limit: Duration) {
        let deadline = Instant::now() + limit;
        let mut queue = self.lock();
        queue.closed = true;
        self.0.changed.notify_all();
        while !queue.finished {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            queue = self.0.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Writes what is queued until [`Outbox::drain`], or until writing fails.
    ///
    /// # Errors
    /// When `output` takes no more: the client is gone.
    pub(crate) fn write_to(&self, mut output: impl Write) -> io::Result<()> {
        let mut result = Ok(());
        while let Some(body) = self.next() {
            result = write!(output, "Content-Length: {}\r\n\r\n", body.len())
                .and_then(|()| output.write_all(&body))
                .and_then(|()| output.flush());
            if result.is_err() {
                break;
            }
        }
        self.lock().finished = true;
        self.0.changed.notify_all();
        result
    }

    fn next(&self) -> Option<Vec<u8>> {
        let mut queue = self.lock();
        loop {
            match queue.items.pop_front() {
                Some(Item::Frame(body)) => return Some(body),
                Some(Item::Log(body)) => {
                    queue.log_lines -= 1;
                    return Some(body);
                }
                Some(Item::Publish(uri)) => {
                    if let Some(body) = queue.publishes.remove(&uri) {
                        return Some(body);
                    }
                }
                None if queue.closed => return None,
                None => queue = self.0.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn push(&self, item: Item) {
        self.lock().items.push_back(item);
        self.0.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a P,
}

#[derive(Serialize)]
struct Publish<'a, D: ?Sized> {
    uri: &'a str,
    diagnostics: &'a D,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

fn notification(method: &str, params: &impl Serialize) -> Vec<u8> {
    // Only maps with keys other than strings fail, and JSON-RPC has none.
    serde_json::to_vec(&Notification { jsonrpc: "2.0", method, params }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(outbox: &Outbox) -> String {
        outbox.lock().closed = true;
        let mut output = Vec::new();
        outbox.write_to(&mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn the_newest_publish_takes_the_place_of_the_oldest() {
        let outbox = Outbox::default();
        for version in 1..=3 {
            outbox.publish(&"a:a".into(), &[], Some(version));
            outbox.publish(&"a:b".into(), &[], Some(version * 10));
        }
        let output = written(&outbox);
        assert_eq!(output.matches("publishDiagnostics").count(), 2);
        assert!(output.find("\"version\":3}").unwrap() < output.find("\"version\":30}").unwrap());
    }

    #[test]
    fn log_lines_wait_for_the_handshake_and_are_bounded() {
        let outbox = Outbox::default();
        for _ in 0..10_000 {
            outbox.log(MessageType::LOG, "early");
        }
        outbox.send(&"answer");
        outbox.open();
        let output = written(&outbox);
        assert!(output.starts_with("Content-Length: 8\r\n\r\n\"answer\""));
        assert_eq!(output.matches("early").count(), MAX_LOG_LINES);
    }
}
