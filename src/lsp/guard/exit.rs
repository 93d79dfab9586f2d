//! When the process ends, and with which code.
//!
//! tower-lsp returns from `exit` only once its input ends, and from the end of input only once all requests are done.
//! Here the main thread waits for the first good reason, whatever the async tasks do.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::work::Flag;

/// How long `exit` waits for what came before it, which takes no time unless a handler blocks.
const EXIT_GRACE: Duration = Duration::from_millis(300);

/// How long the end of input waits for requests that are under way.
const END_GRACE: Duration = Duration::from_secs(1);

/// How often the editor's process is looked for.
const WATCH_INTERVAL: Duration = Duration::from_secs(1);

enum Event {
    ExitRead,
    InputEnded,
    Done,
}

/// Where the parts of the server tell what may end it; clones share it.
#[derive(Clone)]
pub(crate) struct Lifetime {
    events: Sender<Event>,
    shut_down: Arc<Flag>,
}

/// What the main thread waits on.
pub(crate) struct Ending {
    events: Receiver<Event>,
    shut_down: Arc<Flag>,
}

/// A lifetime and its end.
pub(crate) fn lifetime() -> (Lifetime, Ending) {
    let (sender, events) = channel();
    let shut_down = Arc::new(Flag::default());
    (Lifetime { events: sender, shut_down: shut_down.clone() }, Ending { events, shut_down })
}

impl Lifetime {
    /// `shutdown` was read: an end from now on is a good one.
    pub(crate) fn shutdown_read(&self) {
        self.shut_down.set();
    }

    /// `exit` was read, but messages before it may still be waiting.
    pub(crate) fn exit_read(&self) {
        self.tell(Event::ExitRead);
    }

    /// Nothing more will be read.
    pub(crate) fn input_ended(&self) {
        self.tell(Event::InputEnded);
    }

    /// There is nothing left to do, or nobody to do it for.
    pub(crate) fn done(&self) {
        self.tell(Event::Done);
    }

    /// Ends the process when the editor's process is gone, even if something else keeps our input open.
    pub(crate) fn watch(&self, process: u32) {
        let lifetime = self.clone();
        // From inside a container the editor's process may not be seen at all; then there is nothing to watch.
        let Some(start) = start_of_process(process) else { return };
        std::thread::spawn(move || {
            while start_of_process(process).as_ref() == Some(&start) {
                std::thread::sleep(WATCH_INTERVAL);
            }
            lifetime.done();
        });
    }

    fn tell(&self, event: Event) {
        // Nobody listens when the process is ending already.
        let _ = self.events.send(event);
    }
}

impl Ending {
    /// Blocks until the process should end: code 0 if `shutdown` came before, else 1.
    pub(crate) fn wait(&self) -> ExitCode {
        let mut deadline: Option<Instant> = None;
        loop {
            let event = match deadline {
                None => self.events.recv().map_err(RecvTimeoutError::from),
                Some(deadline) => self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())),
            };
            let grace = match event {
                Ok(Event::ExitRead) => EXIT_GRACE,
                Ok(Event::InputEnded) => END_GRACE,
                Ok(Event::Done) | Err(_) => break,
            };
            let end = Instant::now() + grace;
            deadline = Some(deadline.map_or(end, |deadline| deadline.min(end)));
        }
        if self.shut_down.is_set() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// When a living process was started, so that another one which later gets its number is not taken for it.
#[cfg(target_os = "linux")]
fn start_of_process(process: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is the name in parentheses, which may hold anything; the third is the state, the 22nd the start.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace();
    let state = fields.next()?;
    let start = fields.nth(18)?;
    (!matches!(state, "Z" | "X" | "x")).then(|| start.to_owned())
}

/// Elsewhere this takes unsafe code or another crate; the end of input must do.
#[cfg(not(target_os = "linux"))]
fn start_of_process(_: u32) -> Option<String> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_ended_is_gone_before_it_is_reaped() {
        assert!(start_of_process(std::process::id()).is_some());
        let mut child = std::process::Command::new("sleep").arg("600").spawn().unwrap();
        assert!(start_of_process(child.id()).is_some());
        child.kill().unwrap();
        while start_of_process(child.id()).is_some() {
            std::thread::yield_now();
        }
        child.wait().unwrap();
    }

    #[test]
    fn a_stuck_server_ends_all_the_same() {
        let (lifetime, ending) = lifetime();
        lifetime.input_ended();
        lifetime.exit_read();
        let start = Instant::now();
        assert_eq!(format!("{:?}", ending.wait()), format!("{:?}", ExitCode::FAILURE));
        assert!(start.elapsed() >= EXIT_GRACE);
        lifetime.shutdown_read();
        lifetime.done();
        assert_eq!(format!("{:?}", ending.wait()), format!("{:?}", ExitCode::SUCCESS));
    }
}
