//! Rows 10 and 11: the beginning of a session, and what the client says in it.

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "file:///tmp/session.txt";

#[test]
fn row_10_notifications_right_after_initialize_are_not_lost() {
    let mut client = Client::spawn();
    let id = client.post("initialize", json!({ "processId": null, "capabilities": {} }));
    client.open(URI, "错字");
    client.change(URI, 2, (0, 0), (0, 0), "甲");
    let diagnostics = client.published_version(URI, 2);
    assert_eq!(diagnostics["diagnostics"][0]["range"]["start"], json!({ "line": 0, "character": 1 }));
    // Nothing may come before the answer.
    let first = client.transcript.iter().find(|(direction, _)| *direction == "←").unwrap();
    assert_eq!(first.1["id"], id);
    assert!(client.answer(id).is_ok());
    client.notify("initialized", json!({}));
    assert_eq!(client.text(URI), "甲错字");
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn row_10_a_client_that_does_not_read_holds_up_nobody() {
    let mut client = Client::start();
    client.set_reading(false);
    client.open(URI, &"错字\n".repeat(3_000));
    for version in 2..200 {
        client.change(URI, version, (0, 0), (0, 0), "甲");
    }
    let ids: Vec<_> = (0..200).map(|_| client.post("zhengwen/test/text", json!({ "uri": URI }))).collect();
    client.set_reading(true);
    for id in ids {
        assert_eq!(client.answer(id).unwrap()["version"], 199);
    }
    assert_eq!(client.published_version(URI, 199)["diagnostics"].as_array().unwrap().len(), 3_000);
    client.finish();
}

#[test]
fn before_initialize_requests_are_refused_and_notifications_dropped() {
    let mut client = Client::spawn();
    client.open(URI, "甲");
    assert_eq!(client.request_error("textDocument/hover", json!({}))["code"], -32002);
    client.request("initialize", json!({ "processId": null, "capabilities": {} }));
    client.log_line("dropped textDocument/didOpen");
    assert_eq!(client.request_error("initialize", json!({ "capabilities": {} }))["code"], -32600);
    client.notify("initialized", Value::Null);
    client.finish();
}

#[test]
fn row_11_capabilities_are_read_from_what_clients_send() {
    let (mut client, _) = Client::initialized(json!({
        "workspace": { "diagnostics": { "refreshSupport": true }, "workspaceEdit": { "failureHandling": "as never" } },
        "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } },
    }));
    let capabilities = client.request("zhengwen/test/session", json!(null))["capabilities"].take();
    assert_eq!(capabilities["refresh_diagnostics"], true);
    assert_eq!(capabilities["hierarchical_symbols"], true);
    assert_eq!(capabilities["document_changes"], false);
    client.finish();
}

#[test]
fn the_position_encoding_is_the_one_that_was_chosen() {
    for (offered, chosen, column) in [
        (json!(["utf-32", "utf-16", "utf-8"]), "utf-8", 4),
        (json!(["utf-32", "utf-16"]), "utf-32", 1),
        (json!(["utf-7"]), "utf-16", 2),
        (json!(null), "utf-16", 2),
    ] {
        let (mut client, result) = Client::initialized(json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        client.open(URI, "甲\r\n😀错字");
        let diagnostics = client.published(URI);
        assert_eq!(diagnostics["diagnostics"][0]["range"]["start"], json!({ "line": 1, "character": column }));
        client.change(URI, 2, (1, column), (1, column), "乙");
        assert_eq!(client.text(URI), "甲\r\n😀乙错字");
        client.published_version(URI, 2);
        client.finish();
    }
}

#[test]
fn requests_that_the_server_does_not_know() {
    let mut client = Client::start();
    assert_eq!(client.request_error("no/such/method", json!({}))["code"], -32601);
    client.notify("no/such/notification", json!({}));
    client.notify("$/setTrace", json!({ "value": "off" }));
    assert!(client.request_error("textDocument/hover", json!({ "textDocument": 1 }))["message"].is_string());
    client.finish();
}
