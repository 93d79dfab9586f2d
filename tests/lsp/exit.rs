//! Row 7: the server ends when it should, whatever is going on.

use std::process::Command;

use serde_json::json;

use super::client::Client;

#[test]
fn row_7_exit_ends_the_server_while_its_input_stays_open() {
    let mut client = Client::start();
    client.request("shutdown", json!(null));
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(0));

    let mut client = Client::start();
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(1));

    let mut client = Client::spawn();
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn row_7_shutdown_is_answered_even_when_exit_follows_at_once() {
    let mut client = Client::start();
    let id = client.post("shutdown", json!(null));
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(0));
    assert_eq!(client.answer(id), Ok(json!(null)));
}

#[test]
fn row_7_exit_with_requests_under_way_or_a_handler_that_blocks() {
    for method in ["zhengwen/test/work", "zhengwen/test/block", "zhengwen/test/spin"] {
        let mut client = Client::start();
        client.post(method, json!({ "millis": 3_600_000, "deaf": true }));
        client.notify("exit", json!(null));
        assert_eq!(client.exit_code(), Some(1), "{method}");
    }
}

#[test]
fn row_7_the_end_of_input_ends_the_server_during_a_request_to_the_client() {
    let mut client = Client::start();
    client.post("zhengwen/test/ask", json!(null));
    client.asked("workspace/configuration");
    client.close_input();
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn row_7_the_end_of_input_leaves_time_for_answers() {
    let mut client = Client::start();
    let id = client.post("zhengwen/test/work", json!({ "millis": 100 }));
    client.close_input();
    assert_eq!(client.answer(id), Ok(json!("done")));
    assert_eq!(client.exit_code(), Some(1));
}

#[test]
fn row_7_a_client_that_does_not_read_does_not_keep_it() {
    let mut client = Client::start();
    client.set_reading(false);
    client.open("untitled:1", &"错字\n".repeat(5_000));
    for _ in 0..100 {
        client.post("zhengwen/test/session", json!(null));
    }
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(1));
    // What did not fit into the pipe is lost.
    client.ignore_all();
}

#[test]
#[cfg(target_os = "linux")]
fn row_7_the_server_ends_with_the_process_of_its_editor() {
    let mut editor = Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = Client::spawn();
    client.request("initialize", json!({ "processId": editor.id(), "capabilities": {} }));
    client.notify("initialized", json!({}));
    // A process that cannot be seen is not one that ended.
    let mut other = Client::spawn();
    other.request("initialize", json!({ "processId": i32::MAX, "capabilities": {} }));
    editor.kill().unwrap();
    assert_eq!(client.exit_code(), Some(1));
    editor.wait().unwrap();
    other.finish();
}
