//! The `tower::Service` round tower-lsp's: order, and panics.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::{BoxFuture, Either, Ready, ready};
use tower::Service;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::lsp_types::MessageType;

use super::outbox::Outbox;
use super::panic;

/// What a handler comes to: perhaps an answer.
pub(crate) type Outcome = Result<Option<Response>, Infallible>;

/// Begins every handler at once, in the order of arrival, and catches its panics.
///
/// tower-lsp makes a future of each message and polls them in any order, at most four at a time. Here each is polled
/// once before the next message is looked at: up to its first `await` a handler runs alone, and sees the documents as
/// they were when its message arrived. Notifications change state there, `$/cancelRequest` acts there, and requests
/// take their snapshot there.
pub(crate) struct InOrder<S> {
    inner: S,
    outbox: Outbox,
}

impl<S> InOrder<S> {
    /// Guards `inner`, and tells of panics through `outbox`.
    pub(crate) const fn new(inner: S, outbox: Outbox) -> Self {
        Self { inner, outbox }
    }
}

impl<S> Service<Request> for InOrder<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = Infallible;
    /// The answer, if the handler had nothing to wait for; else the rest of the handler.
    type Future = Either<Ready<Outcome>, BoxFuture<'static, Outcome>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // tower-lsp is ready at all times, and says otherwise only after `exit`, which it does not get.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let id = request.id().cloned();
        let method = request.method().to_owned();
        let outbox = self.outbox.clone();
        let panicked = move |message: String| {
            outbox.log(MessageType::ERROR, &format!("panic in {method}: {message}"));
            id.map(|id| Response::from_error(id, panic::internal_error(&method, &message)))
        };
        let future = match panic::caught(|| self.inner.call(request)) {
            Ok(future) => future,
            Err(message) => return Either::Left(ready(Ok(panicked(message)))),
        };
        let mut future = AssertUnwindSafe(future)
            .catch_unwind()
            .map(|outcome| match outcome {
                Ok(response) => Ok(response.unwrap_or_default()),
                Err(payload) => Ok(panicked(panic::message(&*payload))),
            })
            .boxed();
        match (&mut future).now_or_never() {
            Some(outcome) => Either::Left(ready(outcome)),
            None => Either::Right(future),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tower::service_fn;

    use super::*;

    #[tokio::test]
    async fn handlers_begin_in_order_of_arrival() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = seen.clone();
        let inner = service_fn(move |request: Request| {
            let log = log.clone();
            async move {
                log.lock().unwrap().push(request.method().to_owned());
                tokio::task::yield_now().await;
                Ok::<_, Infallible>(None)
            }
        });
        let mut service = InOrder::new(inner, Outbox::default());
        let futures: Vec<_> = ["1", "2", "3"].map(|method| service.call(Request::build(method).finish())).into();
        assert_eq!(*seen.lock().unwrap(), ["1", "2", "3"]);
        for future in futures.into_iter().rev() {
            assert_eq!(future.await, Ok(None));
        }
    }

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        let inner = service_fn(|request: Request| {
            assert_ne!(request.method(), "now");
            async move {
                assert_ne!(request.method(), "soon");
                tokio::task::yield_now().await;
                assert_ne!(request.method(), "later");
                Ok::<_, Infallible>(None)
            }
        });
        let mut service = InOrder::new(inner, Outbox::default());
        for method in ["now", "soon", "later"] {
            let response = service.call(Request::build(method).id(1).finish()).await.unwrap().unwrap();
            assert!(response.error().unwrap().message.contains(method));
            assert_eq!(service.call(Request::build(method).finish()).await, Ok(None));
        }
    }
}
