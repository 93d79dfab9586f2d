//! Work off the async tasks, and the token that stops it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::MessageType;

use super::outbox::Outbox;
use super::panic;

/// A switch that goes on once and stays on; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Flag(Arc<AtomicBool>);

impl Flag {
    /// Switches it on.
    pub fn set(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether it is on.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Why work stopped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The client cancelled the request, or the server shuts down.
    Cancelled,
    /// The document has a newer version.
    Superseded,
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Cancelled => Self::request_cancelled(),
            Stopped::Superseded => Self::content_modified(),
        }
    }
}

/// Tells work whether its result is still wanted.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    cancelled: Vec<Flag>,
    superseded: Option<Flag>,
}

impl Cancel {
    /// Also stops, as superseded, when `flag` is set.
    #[must_use]
    pub fn or_superseded(mut self, flag: Flag) -> Self {
        self.superseded = Some(flag);
        self
    }

    /// Also stops, as cancelled, when `flag` is set.
    #[must_use]
    pub fn or_cancelled(mut self, flag: Flag) -> Self {
        self.cancelled.push(flag);
        self
    }

    /// To be asked now and then by long work: `cancel.check()?`.
    ///
    /// # Errors
    /// When the result is no longer wanted.
    pub fn check(&self) -> std::result::Result<(), Stopped> {
        if self.cancelled.iter().any(Flag::is_set) {
            Err(Stopped::Cancelled)
        } else if self.superseded.as_ref().is_some_and(Flag::is_set) {
            Err(Stopped::Superseded)
        } else {
            Ok(())
        }
    }
}

/// Where handlers send their work; clones share the switch that stops it all.
#[derive(Clone, Default)]
pub struct Workers {
    stopping: Flag,
    outbox: Outbox,
}

impl Workers {
    /// Workers that tell of panics through `outbox`.
    pub(crate) fn new(outbox: Outbox) -> Self {
        Self { stopping: Flag::default(), outbox }
    }

    /// Stops all work, now and in future: the server shuts down.
    pub(crate) fn stop(&self) {
        self.stopping.set();
    }

    /// Runs `job` on a thread where it may take its time.
    ///
    /// `name`, the method or rule, is for the message if it panics. The token that `job` gets is `cancel`, and is also
    /// set when the server shuts down and when the future is dropped, which is what `$/cancelRequest` does to handlers.
    ///
    /// # Errors
    /// `RequestCancelled` or `ContentModified` when `job` stopped; an internal error when it panicked.
    pub async fn work<T: Send + 'static>(
        &self,
        name: &'static str,
        cancel: Cancel,
        job: impl FnOnce(&Cancel) -> std::result::Result<T, Stopped> + Send + 'static,
    ) -> Result<T> {
        let dropped = SetOnDrop(Flag::default());
        let cancel = cancel.or_cancelled(self.stopping.clone()).or_cancelled(dropped.0.clone());
        let done = tokio::task::spawn_blocking(move || {
            panic::caught(|| {
                cancel.check()?;
                job(&cancel)
            })
        });
        match done.await {
            Ok(Ok(result)) => Ok(result?),
            Ok(Err(message)) => {
                self.outbox.log(MessageType::ERROR, &format!("panic in {name}: {message}"));
                Err(panic::internal_error(name, &message))
            }
            // The runtime goes down.
            Err(_) => Err(Error::request_cancelled()),
        }
    }
}

struct SetOnDrop(Flag);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        self.0.set();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_dropped_future_stops_its_work() {
        let (started, begin) = tokio::sync::oneshot::channel();
        let (stopped, end) = tokio::sync::oneshot::channel();
        let workers = Workers::default();
        let work = workers.work("test", Cancel::default(), |cancel| {
            started.send(()).unwrap();
            let reason = loop {
                if let Err(reason) = cancel.check() {
                    break reason;
                }
                std::thread::yield_now();
            };
            stopped.send(reason).unwrap();
            Ok(())
        });
        tokio::select! {
            _ = work => panic!("it runs until it is dropped"),
            _ = begin => {}
        }
        assert_eq!(end.await, Ok(Stopped::Cancelled));
    }

    #[tokio::test]
    async fn errors_tell_why() {
        let workers = Workers::default();
        let newer = Flag::default();
        let cancel = Cancel::default().or_superseded(newer.clone());
        assert_eq!(workers.work("test", cancel.clone(), |_| Ok(1)).await, Ok(1));
        newer.set();
        assert_eq!(workers.work("test", cancel, |_| Ok(1)).await, Err(Error::content_modified()));
        let panicked = workers.work::<()>("M101", Cancel::default(), |_| panic!("boom")).await.unwrap_err();
        assert_eq!(panicked.message, "internal error in M101: boom");
        workers.stop();
        assert_eq!(workers.work("test", Cancel::default(), |_| Ok(1)).await, Err(Error::request_cancelled()));
    }
}
