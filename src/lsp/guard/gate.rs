//! The body of a frame → a message that tower-lsp can take; or why not, and what to answer.
//!
//! tower-lsp 0.20 ends the connection at a body it cannot decode, and serde refuses whole messages for small things.
//! So everything is decoded here, leniently; what stands in `params` is made fit in [`super::tidy`].

use std::borrow::Cow;

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// A message from the client.
#[derive(Debug)]
pub(crate) enum Message {
    /// A request or a notification.
    Request(Request),
    /// An answer to a request of the server.
    Response(Response),
}

/// Why a body is not a message.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// What to answer; nothing where JSON-RPC forbids an answer.
    pub(crate) answer: Option<Response>,
    /// What to tell in the log.
    pub(crate) reason: String,
}

impl Refusal {
    fn new(id: Id, error: Error, reason: impl Into<String>) -> Box<Self> {
        Box::new(Self { answer: Some(Response::from_error(id, error)), reason: reason.into() })
    }

    /// The refusal of a body of `length` bytes, of which only the `head` was kept.
    pub(crate) fn too_long(head: &[u8], length: u64) -> Box<Self> {
        let reason = format!("a message of {length} bytes is too long and was dropped");
        let error = Error { message: reason.clone().into(), ..Error::invalid_request() };
        // A notification gets no answer, and without an id it looks like one.
        Box::new(Self { answer: find_id(head).map(|id| Response::from_error(id, error)), reason })
    }
}

/// Decodes a body. The string tells what had to be repaired, if anything.
///
/// # Errors
/// When it is no JSON, or no JSON-RPC.
pub(crate) fn decode(body: &mut [u8]) -> (Result<Message, Box<Refusal>>, Option<String>) {
    let surrogates = repair_surrogates(body);
    let text = String::from_utf8_lossy(body);
    let repaired = match (surrogates, &text) {
        (_, Cow::Owned(_)) => Some("replaced invalid UTF-8 in a message by U+FFFD".to_owned()),
        (0, Cow::Borrowed(_)) => None,
        (count, Cow::Borrowed(_)) => Some(format!("replaced {count} lone surrogates in a message by U+FFFD")),
    };
    let message = match serde_json::from_str(&text) {
        Ok(value) => message(value),
        Err(error) => Err(Refusal::new(
            find_id(text.as_bytes()).unwrap_or(Id::Null),
            Error::parse_error(),
            format!("dropped a message that is not JSON: {error}"),
        )),
    };
    (message, repaired)
}

/// Sorts a JSON value into request, notification and response.
fn message(value: Value) -> Result<Message, Box<Refusal>> {
    let Value::Object(mut object) = value else {
        return Err(Refusal::new(Id::Null, Error::invalid_request(), "dropped a message that is not an object"));
    };
    let id = match object.remove("id") {
        None => None,
        Some(value) => match id(&value) {
            Some(id) => Some(id),
            None => return Err(Refusal::new(Id::Null, Error::invalid_request(), "dropped a message with a bad id")),
        },
    };
    let Some(method) = object.remove("method") else { return response(id, object) };
    let Value::String(method) = method else {
        let id = id.unwrap_or(Id::Null);
        return Err(Refusal::new(id, Error::invalid_request(), "dropped a message whose method is no string"));
    };
    if let Some(params) =
        object.get("params").filter(|value| !(value.is_object() || value.is_array() || value.is_null()))
    {
        let reason = format!("dropped {method}: its params are neither object nor array: {}", short(params));
        let answer = id.map(|id| Response::from_error(id, Error::invalid_params("object or array expected")));
        return Err(Box::new(Refusal { answer, reason }));
    }
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = object.remove("params") {
        request = request.params(params);
    }
    Ok(Message::Request(request.finish()))
}

/// A response is never answered, whatever is wrong with it; a missing result counts as null.
fn response(id: Option<Id>, mut object: Map<String, Value>) -> Result<Message, Box<Refusal>> {
    let Some(id) = id.filter(|id| *id != Id::Null) else {
        // An error without an id is the client's complaint about something we sent.
        return match object.get("error") {
            Some(error) => Err(Box::new(Refusal {
                answer: None,
                reason: format!("the client reports an error: {}", short(error)),
            })),
            None => {
                Err(Refusal::new(Id::Null, Error::invalid_request(), "dropped a message without id and without method"))
            }
        };
    };
    let response = match object.remove("error") {
        None | Some(Value::Null) => Response::from_ok(id, object.remove("result").unwrap_or_default()),
        Some(error) => {
            let code = error.get("code").and_then(Value::as_i64).map_or(ErrorCode::InternalError, ErrorCode::from);
            let message = error.get("message").and_then(Value::as_str).unwrap_or("no message").to_owned();
            Response::from_error(id, Error { code, message: message.into(), data: error.get("data").cloned() })
        }
    };
    Ok(Message::Response(response))
}

/// The beginning of a value, for the log.
fn short(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}

fn id(value: &Value) -> Option<Id> {
    match value {
        Value::Null => Some(Id::Null),
        Value::String(text) => Some(Id::String(text.clone())),
        // Some scripting languages have only floating point numbers, and write 1.0.
        Value::Number(number) => {
            number.as_i64().or_else(|| number.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64)).map(Id::Number)
        }
        _ => None,
    }
}

/// Replaces lone surrogates by U+FFFD: `\ud83d` escapes, and those written as three bytes (which is not UTF-8).
/// Returns how many. Lengths stay the same, in bytes as in UTF-16 units, so that positions the client counts fit.
fn repair_surrogates(body: &mut [u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(next) = memchr::memchr(0xED, &body[at..]) {
        at += next;
        if let Some([_, 0xA0..=0xBF, 0x80..=0xBF]) = body.get(at..at + 3) {
            body[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
            count += 1;
        }
        at += 1;
    }
    at = 0;
    while let Some(next) = memchr::memchr(b'\\', &body[at..]) {
        at += next;
        match unit(body, at) {
            Some(0xD800..=0xDBFF) if matches!(unit(body, at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                body[at + 2..at + 6].copy_from_slice(b"fffd");
                count += 1;
                at += 6;
            }
            // Steps over `\\` and `\"` as well, so that what follows is not taken for an escape.
            _ => at = (at + 2).min(body.len()),
        }
    }
    count
}

/// The UTF-16 unit that the escape `\uXXXX` at `at` stands for.
fn unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The id in the outermost object of a text that is broken or cut off, so that a waiting client gets its answer.
fn find_id(text: &[u8]) -> Option<Id> {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let end = string_end(text, at)?;
                let after = text[end..].trim_ascii_start();
                if depth == 1 && &text[at..end] == b"\"id\"" && after.first() == Some(&b':') {
                    return read_id(after[1..].trim_ascii_start());
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// One past the closing quote of the string that begins at `start`.
fn string_end(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

fn read_id(text: &[u8]) -> Option<Id> {
    let end = match text.first()? {
        b'"' => string_end(text, 0)?,
        _ => text.iter().position(|byte| !(byte.is_ascii_digit() || *byte == b'-'))?,
    };
    id(&serde_json::from_slice(&text[..end]).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(body: &str) -> Result<Message, Box<Refusal>> {
        decode(&mut body.as_bytes().to_vec()).0
    }

    fn answer(body: &str) -> String {
        serde_json::to_string(&decoded(body).unwrap_err().answer).unwrap()
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        let repaired = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            repair_surrogates(&mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(repaired(r#""\ud83d\ude00 \uD83D""#), r#""\ud83d\ude00 \ufffd""#);
        assert_eq!(repaired(r#""\ude00\ud83d\ud83d\ude00""#), r#""\ufffd\ufffd\ud83d\ude00""#);
        assert_eq!(repaired(r#""\\ud83d \" \ud8"#), r#""\\ud83d \" \ud8"#);
        let mut raw = b"\xED\xA0\xBD\xED\x9F\xBF".to_vec();
        assert_eq!(repair_surrogates(&mut raw), 1);
        assert_eq!(raw, "\u{FFFD}\u{D7FF}".as_bytes());
    }

    #[test]
    fn answers_follow_json_rpc() {
        assert_eq!(answer("{"), r#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":null}"#);
        assert_eq!(
            answer(r#"{"a":{"id":1},"id":7,"method":"x","params":{]}"#),
            r#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":7}"#
        );
        for body in ["[]", "1", "{}", r#"{"id":{}}"#, r#"{"id":1.5,"method":"x"}"#, r#"{"method":1}"#] {
            assert!(answer(body).contains(r#""code":-32600"#), "{body}");
        }
        assert!(answer(r#"{"id":"a","method":"x","params":3}"#).contains(r#""code":-32602"#));
        assert_eq!(answer(r#"{"method":"x","params":3}"#), "null");
        assert_eq!(answer(r#"{"error":{},"id":null}"#), "null");
    }

    #[test]
    fn responses_are_taken_as_they_come() {
        let Ok(Message::Response(response)) = decoded(r#"{"id":1}"#) else { panic!() };
        assert_eq!(response.result(), Some(&Value::Null));
        let Ok(Message::Response(response)) = decoded(r#"{"id":1,"error":{"code":-1,"more":2}}"#) else { panic!() };
        assert!(response.is_error());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(body: Vec<u8>, text in r#"[\\u"{}:\[\]d8a-f0-9id]{0,60}"#) {
            let _ = decode(&mut body.clone());
            let _ = decode(&mut text.into_bytes());
            let _ = Refusal::too_long(&body, 1);
        }
    }
}
