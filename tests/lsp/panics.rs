//! Rows 5 and 6: panics, in handlers and in what they leave behind.

use serde_json::json;

use super::client::Client;

const TEXT: &str = "zhengwen/test/text";

#[test]
fn row_5_a_panic_is_answered_and_the_server_goes_on() {
    let mut client = Client::start();
    client.open("untitled:1", "甲");
    for when in ["now", "later"] {
        let error = client.request_error("zhengwen/test/panic", json!({ "when": when }));
        assert_eq!(error["code"], -32603);
        assert_eq!(error["message"], "internal error in zhengwen/test/panic: in the handler");
        client.log_line("panic in zhengwen/test/panic: in the handler");
    }
    let error = client.request_error("zhengwen/test/panic", json!({ "when": "worker" }));
    assert_eq!(error["message"], "internal error in test rule: in the worker");
    client.log_line("panic in test rule: in the worker");
    client.notify("zhengwen/test/didPanic", json!({}));
    client.log_line("panic in zhengwen/test/didPanic: in the notification");
    assert_eq!(client.text("untitled:1"), "甲");
    client.finish();
}

#[test]
fn row_6_an_answer_that_nobody_waits_for() {
    let mut client = Client::start();
    let id = client.post("zhengwen/test/ask", json!(null));
    let question = client.asked("workspace/configuration");
    client.cancel(id);
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    client.reply(question, json!([]));
    client.log_line("an answer came too late");
    client.reply(json!(4711), json!("never asked"));
    assert_eq!(client.request(TEXT, json!({}))["text"], json!(null));
    client.finish();
}

#[test]
fn row_6_a_detached_question_has_a_time_limit() {
    let mut client = Client::start();
    let id = client.post("zhengwen/test/askDetached", json!({ "millis": 20 }));
    let question = client.asked("workspace/configuration");
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    client.reply(question, json!([]));
    let id = client.post("zhengwen/test/askDetached", json!({ "millis": 60_000 }));
    let question = client.asked("workspace/configuration");
    client.cancel(id);
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    client.reply(question, json!([]));
    assert_eq!(client.request(TEXT, json!({}))["text"], json!(null));
    client.finish();
}
