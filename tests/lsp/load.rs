//! Rows 1–4 and 9: order, slots, cancellation, busy handlers, full queues.

use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Client, LIMIT};

const URI: &str = "file:///tmp/load.txt";
const MINUTE: u64 = 60_000;

/// Requests that outlast the test.
fn occupy(client: &mut Client, count: usize) -> Vec<i64> {
    (0..count).map(|_| client.post("zhengwen/test/work", json!({ "millis": MINUTE }))).collect()
}

fn wait_for_running(client: &mut Client, count: usize) {
    let start = Instant::now();
    while client.request("zhengwen/test/running", json!(null)) != count {
        assert!(start.elapsed() < LIMIT, "there are not {count} jobs running");
    }
}

#[test]
fn row_1_changes_are_applied_in_order_of_arrival() {
    let mut client = Client::start();
    client.open(URI, "");
    let mut expected = String::new();
    for version in 2..500 {
        client.change(URI, version, (0, expected.len() as u32), (0, u32::MAX), &format!("{version},"));
        expected.push_str(&format!("{version},"));
    }
    assert_eq!(client.text(URI), expected);
    client.finish();
}

#[test]
fn row_1_a_request_sees_the_document_as_it_was_when_it_was_sent() {
    let mut client = Client::start();
    client.open(URI, "");
    for version in 2..100 {
        client.change(URI, version, (0, 0), (0, u32::MAX), &version.to_string());
        let id = client.post("zhengwen/test/text", json!({ "uri": URI }));
        client.change(URI, version, (0, 0), (0, u32::MAX), "later");
        assert_eq!(client.answer(id).unwrap()["text"], version.to_string());
    }
    client.finish();
}

#[test]
fn row_2_slow_requests_do_not_hold_up_edits() {
    let mut client = Client::start();
    let slow = occupy(&mut client, 20);
    client.open(URI, "甲");
    client.change(URI, 2, (0, 1), (0, 1), "乙");
    assert_eq!(client.text(URI), "甲乙");
    assert_eq!(client.request("textDocument/hover", hover()), json!(null));
    // Shutting down stops the work.
    assert_eq!(client.request("shutdown", json!(null)), json!(null));
    for id in slow {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    }
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn row_3_cancellation_is_seen_at_once_and_stops_the_work() {
    let mut client = Client::start();
    let slow = occupy(&mut client, 10);
    wait_for_running(&mut client, 10);
    for &id in &slow {
        client.cancel(id);
    }
    for id in slow {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    }
    wait_for_running(&mut client, 0);
    // Too late, and for nothing.
    client.cancel(1);
    client.notify("$/cancelRequest", json!({ "id": "no such request" }));
    client.finish();
}

#[test]
fn row_3_a_newer_version_stops_work_on_the_older() {
    let mut client = Client::start();
    client.open(URI, "甲");
    let id = client.post("zhengwen/test/work", json!({ "millis": MINUTE, "uri": URI }));
    wait_for_running(&mut client, 1);
    client.change(URI, 2, (0, 0), (0, 0), "乙");
    assert_eq!(client.answer(id).unwrap_err()["code"], -32801);
    client.finish();
}

#[test]
fn row_4_busy_handlers_do_not_stop_the_reader() {
    let mut client = Client::start();
    for _ in 0..4 {
        client.post("zhengwen/test/spin", json!({ "millis": MINUTE }));
    }
    client.open(URI, "甲");
    client.change(URI, 2, (0, 1), (0, 1), "乙");
    let start = Instant::now();
    assert_eq!(client.text(URI), "甲乙");
    assert!(start.elapsed() < Duration::from_secs(10));
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn row_9_hundreds_of_requests_that_wait_for_the_client() {
    let mut client = Client::start();
    let waiting: Vec<_> = (0..300).map(|_| client.post("zhengwen/test/ask", json!(null))).collect();
    client.open(URI, "甲");
    assert_eq!(client.text(URI), "甲");
    for _ in 0..300 {
        let question = client.asked("workspace/configuration");
        client.reply(question, json!([]));
    }
    for id in waiting {
        assert_eq!(client.answer(id), Ok(json!([])));
    }
    client.finish();
}

fn hover() -> serde_json::Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } })
}
