//! Row 8: what clients send that is not quite the protocol.

use serde_json::{Value, json};

use super::client::{Client, frame};

/// A request whose answer shows that the connection is alive.
fn assert_alive(client: &mut Client) {
    assert!(client.request("zhengwen/test/session", json!(null)).is_object());
}

#[test]
fn row_8_bodies_that_are_no_messages() {
    let mut client = Client::start();
    let cases = [
        ("{", -32700),
        ("", -32700),
        ("nothing", -32700),
        ("{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":\u{0}}", -32700),
        ("[]", -32600),
        ("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", -32600),
        ("null", -32600),
        ("{}", -32600),
        ("{\"id\":[],\"method\":\"x\"}", -32600),
        ("{\"method\":1}", -32600),
    ];
    for (body, code) in cases {
        client.send_body(body);
        assert_eq!(client.answer(Value::Null).unwrap_err()["code"], code, "{body}");
        client.log_line("dropped a message");
        assert_alive(&mut client);
    }
    // The id can be read, so the one who waits for the answer gets it.
    client.send_body(r#"{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":{"#);
    assert_eq!(client.answer("a").unwrap_err()["code"], -32700);
    client.log_line("not JSON");
    client.send_body(&format!("{{\"id\":77,{}", "[".repeat(10_000)));
    assert_eq!(client.answer(77).unwrap_err()["code"], -32700);
    client.log_line("not JSON");
    assert_alive(&mut client);
    client.finish();
}

#[test]
fn row_8_bytes_that_are_not_utf_8() {
    let mut client = Client::start();
    client.send_raw(b"Content-Length: 4\r\n\r\n\xFF\xFE\x00{");
    assert_eq!(client.answer(Value::Null).unwrap_err()["code"], -32700);
    client.log_line("invalid UTF-8");
    client.log_line("not JSON");
    client.open("untitled:1", "");
    let body = b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":\
        {\"uri\":\"untitled:1\",\"version\":2},\"contentChanges\":[{\"text\":\"\xE7\x94\xB2\xFF\xED\xA0\xBD\"}]}}";
    client.send_raw(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    client.send_raw(body);
    client.log_line("invalid UTF-8");
    assert_eq!(client.text("untitled:1"), "甲\u{FFFD}\u{FFFD}");
    client.finish();
}

#[test]
fn row_8_a_surrogate_pair_split_over_two_edits() {
    let mut client = Client::start();
    client.open("untitled:1", "甲乙");
    let edit = |version: i32, column: u32, escape: &str| {
        let at = json!({ "line": 0, "character": column });
        let change = json!({ "range": { "start": at, "end": at }, "text": "SURROGATE" });
        let params = json!({ "textDocument": { "uri": "untitled:1", "version": version }, "contentChanges": [change] });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        frame(&message.to_string().replace("SURROGATE", escape))
    };
    client.send_raw(edit(2, 1, r"\ud83d").as_bytes());
    client.send_raw(edit(3, 2, r"\uDE00").as_bytes());
    client.send_raw(edit(4, 3, r"\\ud83d\ud83d\ude00").as_bytes());
    client.log_line("lone surrogates");
    client.log_line("lone surrogates");
    assert_eq!(client.text("untitled:1"), "甲\u{FFFD}\u{FFFD}\\ud83d😀乙");
    client.finish();
}

#[test]
fn row_8_headers_in_any_form() {
    let mut client = Client::start();
    for (id, header) in [
        "content-length: @\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: @\r\n\r\n",
        "Content-Length: @\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n",
        "CONTENT-LENGTH:@\nX-A: 1\nX-B: 2\nX-C: 3\n\n",
    ]
    .iter()
    .enumerate()
    {
        let body = format!(r#"{{"jsonrpc":"2.0","id":"header {id}","method":"zhengwen/test/session"}}"#);
        client.send_raw(header.replace('@', &body.len().to_string()).as_bytes());
        client.send_raw(body.as_bytes());
        assert!(client.answer(format!("header {id}")).is_ok());
    }
    client.finish();
}

#[test]
fn row_8_reading_goes_on_after_garbage() {
    let mut client = Client::start();
    let good = |id: &str| frame(&json!({ "jsonrpc": "2.0", "id": id, "method": "zhengwen/test/session" }).to_string());
    for garbage in ["garbage", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "Content-Length: -1\r\n\r\n", "{}\n甲"] {
        client.send_raw(garbage.as_bytes());
        client.send_raw(good("a").as_bytes());
        assert!(client.answer("a").is_ok(), "{garbage}");
        client.log_line("no message");
    }
    // A length that is too short leaves garbage; one that is too long swallows the next header.
    client.send_raw(b"Content-Length: 5\r\n\r\n{\"id\":1,\"method\":\"x\"}");
    client.send_raw(good("b").as_bytes());
    assert_eq!(client.answer(Value::Null).unwrap_err()["code"], -32700);
    assert!(client.answer("b").is_ok());
    client.log_line("not JSON");
    client.log_line("no message");
    client.send_raw(b"Content-Length: 60\r\n\r\n{\"id\":1}");
    client.send_raw(good("c").as_bytes());
    assert_eq!(client.answer(1).unwrap_err()["code"], -32700);
    assert!(client.answer("c").is_ok());
    client.log_line("not JSON");
    client.finish();
}

#[test]
fn row_8_a_message_that_is_too_long_is_skipped_and_not_held() {
    let mut client = Client::start();
    let length = (64 << 20) + 1;
    let head = br#"{"jsonrpc":"2.0","id":"long","method":"textDocument/hover","params":""#;
    client.send_raw(format!("Content-Length: {length}\r\n\r\n").as_bytes());
    client.send_raw(head);
    client.send_raw(&vec![b'x'; length - head.len()]);
    assert_eq!(client.answer("long").unwrap_err()["code"], -32600);
    client.log_line("too long");
    assert_alive(&mut client);
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", client.process_id())) {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: u32 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kilobytes < 40_000, "{kilobytes} kB");
    }
    client.finish();
}

#[test]
fn row_8_parameters_that_the_types_refuse() {
    let mut client = Client::start();
    client.open("untitled:1", "甲乙");
    let range = json!({ "start": { "line": 0.0, "character": -3 }, "end": { "line": 0, "character": 1.7e308 } });
    let changes = json!([{ "range": range, "text": "丙" }]);
    let document = json!({ "uri": "untitled:1", "version": 2.0 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    assert_eq!(client.text("untitled:1"), "丙");
    // Answers without a result, and with more in the error than there should be.
    for answer in [json!({}), json!({ "error": { "code": 1, "message": "a", "stack": "b" } })] {
        let id = client.post("zhengwen/test/ask", json!(null));
        let mut message = answer;
        message["id"] = client.asked("workspace/configuration");
        client.send(message);
        assert!(client.answer(id).is_err());
    }
    client.finish();
}
