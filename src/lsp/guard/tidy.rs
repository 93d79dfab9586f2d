//! Parameters as clients write them → parameters that `lsp_types` 0.94 and tower-lsp take.
//!
//! A notification whose parameters do not decode vanishes without a word in tower-lsp, and a `didChange` that vanished
//! leaves the server with another text than the editor's. So what is harmless is put right before.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Request;

use super::uri;

/// Puts a request right. Says whether it names a document by a URI that had to be sealed, see [`uri`].
pub(crate) fn tidy(request: Request) -> (Request, bool) {
    let (method, id, params) = request.into_parts();
    let mut sealed = false;
    // To tower-lsp, `null` is an unexpected parameter.
    let params = params.filter(|params| !params.is_null());
    let params = match method.as_ref() {
        // And so is `{}`, where there should be none.
        "shutdown" | "exit" => None,
        // The types are strict about capabilities the server has no use for; ours come from the raw JSON.
        "initialize" => Some(json!({ "capabilities": {} })),
        "initialized" => Some(params.filter(Value::is_object).unwrap_or_else(|| json!({}))),
        _ => params.map(|mut params| {
            tidy_value(&mut params, &mut sealed);
            params
        }),
    };
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = params {
        request = request.params(params);
    }
    (request.finish(), sealed)
}

fn tidy_value(value: &mut Value, sealed: &mut bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| tidy_value(item, sealed)),
        Value::Object(object) => {
            for (key, value) in object {
                match (key.as_str(), value) {
                    // Opaque: they come back to where they were made.
                    ("data" | "arguments" | "settings", _) => {}
                    ("line" | "character", Value::Number(number)) => {
                        // Seen: 3.0, -1, and the largest double for "to the end".
                        let exact = number.as_f64().unwrap_or_default().clamp(0.0, f64::from(u32::MAX));
                        *number = (exact as u32).into();
                    }
                    ("version", Value::Number(number)) if number.as_i64().is_none() => {
                        *number = (number.as_f64().unwrap_or_default() as i32).into();
                    }
                    ("uri" | "oldUri" | "newUri", Value::String(text)) => {
                        if let Some(opaque) = uri::seal(text) {
                            *text = opaque;
                            *sealed = true;
                        }
                    }
                    (_, value) => tidy_value(value, sealed),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(method: &'static str, params: Value) -> Option<Value> {
        tidy(Request::build(method).params(params).finish()).0.params().cloned()
    }

    #[test]
    fn numbers_of_all_kinds() {
        let range = json!({ "start": { "line": 1.0, "character": -1 }, "end": { "line": 2, "character": 1.7e308 } });
        let tidy = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 2, "character": u32::MAX } });
        let change =
            |range| json!({ "textDocument": { "version": 3 }, "contentChanges": [{ "range": range, "text": "" }] });
        assert_eq!(tidied("textDocument/didChange", change(range)), Some(change(tidy)));
        let data = json!({ "data": { "line": -1 } });
        assert_eq!(tidied("codeAction/resolve", data.clone()), Some(data));
    }

    #[test]
    fn parameters_that_must_or_must_not_be() {
        assert_eq!(tidied("shutdown", Value::Null), None);
        assert_eq!(tidied("shutdown", json!({})), None);
        assert_eq!(tidied("some/request", Value::Null), None);
        assert_eq!(tidied("initialized", Value::Null), Some(json!({})));
    }
}
