//! A language client for tests and measurements: exact about what it sends, strict about what it gets.
//!
//! Every message of the server must be taken by the test, or be of a kind it chose to [`Client::ignore`]; the client
//! checks this when it is dropped. Time limits are limits of failure, not delays.

#![allow(dead_code, reason = "not everybody who includes this uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the client waits for anything before the test fails.
pub const LIMIT: Duration = Duration::from_secs(30);

/// A running server and the client's end of its pipes.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// Read, and not taken yet.
    inbox: VecDeque<Value>,
    ignored: Vec<String>,
    ignore_all: bool,
    next_id: i64,
    reading: Arc<(Mutex<bool>, Condvar)>,
    /// All messages in both directions, in order, as `("→" | "←", message)`; for snapshots.
    pub transcript: Vec<(&'static str, Value)>,
}

impl Client {
    /// Starts the server, with the methods of `lsp::hooks`, and says nothing to it.
    pub fn spawn() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengwen"));
        command.args(["lsp", "--stdio"]).env("ZHENGWEN_TEST_HOOKS", "1").env("ZHENGWEN_LANG", "en");
        Self::spawn_command(command)
    }

    /// Starts any server.
    pub fn spawn_command(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let reading = Arc::new((Mutex::new(true), Condvar::new()));
        let (sender, receiver) = channel();
        let gate = reading.clone();
        thread::spawn(move || {
            while let Some(message) = read_frame(&mut output) {
                drop(gate.1.wait_while(gate.0.lock().unwrap(), |reading| !*reading).unwrap());
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self {
            child,
            input,
            output: receiver,
            inbox: VecDeque::new(),
            ignored: Vec::new(),
            ignore_all: false,
            next_id: 1,
            reading,
            transcript: Vec::new(),
        }
    }

    /// Starts the server and shakes hands; returns the client and the answer to `initialize`.
    pub fn initialized(capabilities: Value) -> (Self, Value) {
        let mut client = Self::spawn();
        let result = client.request("initialize", json!({ "processId": null, "capabilities": capabilities }));
        client.notify("initialized", json!({}));
        (client, result)
    }

    /// A session in UTF-16 that ignores diagnostics.
    pub fn start() -> Self {
        let (mut client, _) = Self::initialized(json!({}));
        client.ignore("textDocument/publishDiagnostics");
        client
    }

    /// Messages with this method need not be taken.
    pub fn ignore(&mut self, method: &str) {
        self.ignored.push(method.to_owned());
    }

    /// No message need be taken.
    pub fn ignore_all(&mut self) {
        self.ignore_all = true;
    }

    /// The server's process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input was closed");
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends a body, which need not be JSON, in a frame.
    pub fn send_body(&mut self, body: &str) {
        self.send_raw(frame(body).as_bytes());
    }

    /// Sends a message.
    pub fn send(&mut self, message: Value) {
        self.send_body(&message.to_string());
        self.transcript.push(("→", message));
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and returns its id at once.
    pub fn post(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Cancels a request.
    pub fn cancel(&mut self, id: i64) {
        self.notify("$/cancelRequest", json!({ "id": id }));
    }

    /// The answer to a request, result or error.
    pub fn answer(&mut self, id: impl Into<Value>) -> Result<Value, Value> {
        let id = id.into();
        let mut message =
            self.take(&format!("answer to {id}"), |message| message.get("method").is_none() && message["id"] == id);
        match message.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(message["result"].take()),
        }
    }

    /// Sends a request and waits for its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.post(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends a request and waits for its error.
    pub fn request_error(&mut self, method: &str, params: Value) -> Value {
        let id = self.post(method, params);
        self.answer(id).expect_err(method)
    }

    /// The parameters of the next notification with this method.
    pub fn notification(&mut self, method: &str) -> Value {
        self.take(method, |message| message["method"] == method && message.get("id").is_none())["params"].take()
    }

    /// The id of the next request of the server with this method.
    pub fn asked(&mut self, method: &str) -> Value {
        self.take(method, |message| message["method"] == method && message.get("id").is_some())["id"].take()
    }

    /// Answers a request of the server.
    pub fn reply(&mut self, id: Value, result: Value) {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "result": result }));
    }

    /// Waits for a log line that holds `part`.
    pub fn log_line(&mut self, part: &str) -> String {
        let message = self.take(&format!("log line with {part:?}"), |message| {
            let text = message["params"]["message"].as_str().unwrap_or_default();
            message["method"] == "window/logMessage" && text.contains(part)
        });
        message["params"]["message"].as_str().unwrap().to_owned()
    }

    /// Opens a document with version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Changes a document: `start` and `end` are line and column.
    pub fn change(&mut self, uri: &str, version: i32, start: (u32, u32), end: (u32, u32), text: &str) {
        let position = |(line, character)| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": position(start), "end": position(end) }, "text": text });
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    /// The next diagnostics of a document, whatever their version.
    pub fn published(&mut self, uri: &str) -> Value {
        let method = "textDocument/publishDiagnostics";
        self.take(method, |message| message["method"] == method && message["params"]["uri"] == uri)["params"].take()
    }

    /// The diagnostics of one version of a document; those of other versions are dropped.
    pub fn published_version(&mut self, uri: &str, version: i32) -> Value {
        loop {
            let params = self.published(uri);
            if params["version"] == version {
                return params;
            }
        }
    }

    /// The time from an edit to the diagnostics for it. Right after other edits it holds the pace of publishing too.
    pub fn edit_to_diagnostics(&mut self, uri: &str, version: i32, at: (u32, u32), text: &str) -> Duration {
        let start = Instant::now();
        self.change(uri, version, at, at, text);
        self.published_version(uri, version);
        start.elapsed()
    }

    /// The server's text of an open document.
    pub fn text(&mut self, uri: &str) -> String {
        let result = self.request("zhengwen/test/text", json!({ "uri": uri }));
        result["text"].as_str().unwrap_or_else(|| panic!("{uri} is not open")).to_owned()
    }

    /// Stops reading what the server writes, and begins again.
    pub fn set_reading(&self, reading: bool) {
        *self.reading.0.lock().unwrap() = reading;
        self.reading.1.notify_all();
    }

    /// Closes the server's standard input.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// The exit code, once the server has ended.
    pub fn exit_code(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(start.elapsed() < LIMIT, "the server does not end");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Ends the session in good order.
    pub fn finish(mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(), Some(0));
    }

    /// Takes the next message that `wanted` accepts; the others stay.
    fn take(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.inbox.iter().position(&wanted) {
            return self.inbox.remove(at).unwrap();
        }
        let deadline = Instant::now() + LIMIT;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => {
                    self.transcript.push(("←", message.clone()));
                    if wanted(&message) {
                        return message;
                    }
                    self.inbox.push_back(message);
                }
                Err(RecvTimeoutError::Timeout) => panic!("no {what} in time; there is {:#?}", self.inbox),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("no {what}: the server ended; there is {:#?}", self.inbox)
                }
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.set_reading(true);
        if thread::panicking() || self.ignore_all {
            return;
        }
        self.inbox.extend(self.output.iter());
        let ignored = |message: &Value| self.ignored.iter().any(|method| message["method"] == method.as_str());
        let left: Vec<_> = self.inbox.iter().filter(|message| !ignored(message)).collect();
        assert!(left.is_empty(), "messages that nobody expected: {left:#?}");
    }
}

/// A body in a frame.
pub fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// Reads a message; none at the end. Panics, and so ends the client, at anything that is not the protocol.
fn read_frame(output: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    output.read_line(&mut header).ok().filter(|&count| count > 0)?;
    let length = header.strip_prefix("Content-Length: ").and_then(|length| length.trim_end().parse().ok());
    let mut body = vec![0; length.unwrap_or_else(|| panic!("not a header: {header:?}"))];
    output.read_line(&mut header).ok()?;
    output.read_exact(&mut body).ok()?;
    let message: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(message["jsonrpc"], "2.0");
    Some(message)
}
