//! Diagnostics are pushed at once, not too often, for the newest version, and never emptied in between.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "file:///tmp/publish.txt";

#[test]
fn a_burst_of_changes_is_published_at_the_pace_and_ends_with_the_newest() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "错字");
    let start = Instant::now();
    for version in 2..=200 {
        client.change(URI, version, (0, 0), (0, 0), "甲");
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut versions = Vec::new();
    while versions.last() != Some(&200) {
        let params = client.published(URI);
        assert_eq!(params["diagnostics"].as_array().unwrap().len(), 1);
        let version = params["version"].as_i64().unwrap();
        assert_eq!(params["diagnostics"][0]["range"]["start"]["character"], version - 1);
        versions.push(version);
    }
    let most = start.elapsed().as_millis() / 30 + 2;
    assert!(versions.is_sorted() && versions.len() as u128 <= most, "{versions:?}");
    assert!(versions.len() > 2, "nothing was published while changes came: {versions:?}");
    client.finish();
}

#[test]
fn closing_takes_the_diagnostics_away_for_good() {
    let (mut client, _) = Client::initialized(json!({}));
    for _ in 0..50 {
        client.open(URI, "错字");
        client.change(URI, 2, (0, 0), (0, 0), "甲");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
    client.request("zhengwen/test/session", json!(null));
    client.open("untitled:last", "");
    client.published("untitled:last");
    client.request("shutdown", Value::Null);
    let mut published = client.transcript.iter().filter(|(_, message)| message["params"]["uri"] == URI);
    let last = published.rfind(|(direction, _)| *direction == "←").unwrap();
    assert_eq!(last.1["params"]["diagnostics"], json!([]));
    client.ignore("textDocument/publishDiagnostics");
    client.notify("exit", json!(null));
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn the_time_from_an_edit_to_its_diagnostics() {
    let (mut client, _) = Client::initialized(json!({}));
    client.ignore("textDocument/publishDiagnostics");
    client.open(URI, &"这是一行没有毛病的文字。\n".repeat(1_000));
    client.published_version(URI, 1);
    let time = |version| {
        // Typing is slower than the pace; edits faster than it would measure the pace.
        std::thread::sleep(Duration::from_millis(40));
        client.edit_to_diagnostics(URI, version, (500, 3), "错字")
    };
    let mut times: Vec<_> = (2..30).map(time).collect();
    times.sort();
    println!("median {:?}, longest {:?}", times[times.len() / 2], times[times.len() - 1]);
    client.finish();
}
