//! Methods of our own, tokens, and what is written for a person: see `lsp::methods`.

use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

use super::client::Client;

const SEED: &str = "seeds/transcript.txt";

/// A copy of a sample, open, with its directory.
fn sample(initialize: Value) -> (Client, tempfile::TempDir, String, String) {
    let directory = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED)).unwrap();
    std::fs::write(directory.path().join("a.txt"), &text).unwrap();
    let mut client = Client::spawn();
    client.ignore("textDocument/publishDiagnostics");
    let mut params = json!({ "processId": null, "capabilities": {} });
    for (key, value) in initialize.as_object().unwrap() {
        params[key] = value.clone();
    }
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let uri = format!("file://{}/a.txt", directory.path().display());
    client.open(&uri, &text);
    (client, directory, uri, text)
}

/// What the command line prints for the file.
fn printed(directory: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengwen"));
    let output = command.args(arguments).arg("a.txt").current_dir(directory).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn of(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

fn with(mut params: Value, key: &str, value: impl Into<Value>) -> Value {
    params[key] = value.into();
    params
}

#[test]
fn the_repaired_text_is_that_of_the_command_line() {
    let (mut client, directory, uri, text) = sample(json!({}));
    for (likely, arguments) in [(false, &["fix", "--stdout"][..]), (true, &["fix", "--stdout", "--unsafe"])] {
        let repaired = client.request("zhengwen/repaired", with(of(&uri), "unsafe", likely));
        assert_eq!(repaired["version"], 1);
        assert!(repaired["text"] != text.as_str() && repaired["changes"].as_u64().unwrap() > 10);
        assert_eq!(repaired["text"].as_str().unwrap(), printed(directory.path(), arguments));
    }
    // It is the text of the editor, not of the disk.
    client.change(&uri, 2, (0, 0), (0, 0), "霧嶺市昨天下了一場大雨,許多道路積水。\n");
    let repaired = client.request("zhengwen/repaired", of(&uri));
    assert!(repaired["version"] == 2 && repaired["text"].as_str().unwrap().starts_with("霧嶺市昨天下了"));
    client.finish();
}

#[test]
fn the_article_and_the_facts_are_those_of_the_command_line() {
    let (mut client, directory, uri, text) = sample(json!({}));
    for format in ["text", "markdown"] {
        let article = client.request("zhengwen/article", with(of(&uri), "format", format));
        assert_eq!(article["text"].as_str().unwrap(), printed(directory.path(), &["article", "--format", format]));
    }
    let facts = client.request("zhengwen/facts", of(&uri));
    let printed: Value = serde_json::from_str(&printed(directory.path(), &["facts", "--format", "json"])).unwrap();
    let (facts, printed) = (facts["facts"].as_array().unwrap(), printed.as_array().unwrap());
    assert!(facts.len() == printed.len() && facts.len() > 100);
    for (fact, printed) in facts.iter().zip(printed) {
        assert_eq!(fact["uri"], uri);
        let start = &fact["range"]["start"];
        assert_eq!(start["line"].as_u64().unwrap() + 1, printed["location"]["row"].as_u64().unwrap());
        let line = text.split('\n').nth(start["line"].as_u64().unwrap() as usize).unwrap();
        let before: String = line.chars().take(printed["location"]["column"].as_u64().unwrap() as usize - 1).collect();
        assert_eq!(start["character"].as_u64().unwrap() as usize, before.encode_utf16().count());
        for (key, value) in printed.as_object().unwrap() {
            assert!(key == "location" || fact[key] == *value, "{key}: {} for {value}", fact[key]);
        }
    }
    client.finish();
}

#[test]
fn fix_all_of_a_family_leaves_the_other_alone() {
    let (mut client, directory, uri, text) = sample(json!({}));
    let edits = |client: &mut Client, params: Value| {
        client.request("zhengwen/fixAll", params)["changes"][&uri].as_array().unwrap().clone()
    };
    for family in ["M", "B"] {
        let edits = edits(&mut client, with(of(&uri), "rule", family));
        // Several changes in one message go one after the other, so the last place first.
        for (version, edit) in (2..).zip(edits.iter().rev()) {
            let place = |at: &Value| (at["line"].as_u64().unwrap() as u32, at["character"].as_u64().unwrap() as u32);
            let (start, end) = (place(&edit["range"]["start"]), place(&edit["range"]["end"]));
            client.change(&uri, version, start, end, edit["newText"].as_str().unwrap());
        }
        assert_eq!(client.text(&uri), printed(directory.path(), &["fix", "--stdout", "--select", family]), "{family}");
        let whole = json!({ "textDocument": { "uri": uri, "version": 1 }, "contentChanges": [{ "text": text }] });
        client.notify("textDocument/didChange", whole);
    }
    assert_eq!(edits(&mut client, with(of(&uri), "rule", "M999")), Vec::<Value>::new());
    client.finish();
}

#[test]
fn the_status_counts_what_the_command_line_finds_and_comes_when_asked_for() {
    let (mut client, directory, uri, _) = sample(json!({ "initializationOptions": { "status": true } }));
    let status = client.notification("zhengwen/status");
    let found: Value = serde_json::from_str(&printed(directory.path(), &["check", "--format", "json"])).unwrap();
    let of_family =
        |family| found.as_array().unwrap().iter().filter(|it| it["code"].as_str().unwrap().starts_with(family)).count();
    assert_eq!((&status["uri"], &status["version"]), (&json!(uri), &json!(1)));
    assert_eq!(status["damaged"], of_family('M'));
    assert_eq!(status["page"], of_family('B'));
    assert_eq!(status["contradictions"], of_family('C'));
    let fixes = |trust: &str| found.as_array().unwrap().iter().filter(|it| it["fix"]["applicability"] == trust).count();
    assert_eq!((&status["safe"], &status["likely"]), (&json!(fixes("safe")), &json!(fixes("unsafe"))));
    assert_eq!(client.request("zhengwen/status", of(&uri)), status);
    client.finish();
}

#[test]
fn what_is_not_open_has_no_answer_and_what_is_not_said_is_an_error() {
    let (mut client, _directory, ..) = sample(json!({}));
    for method in ["repaired", "article", "facts", "fixAll", "status"] {
        let method = format!("zhengwen/{method}");
        assert_eq!(client.request(&method, of("file:///not/open.txt")), Value::Null, "{method}");
        assert_eq!(client.request_error(&method, json!({}))["code"], -32602, "{method}");
    }
    assert_eq!(client.request_error("workspace/executeCommand", json!({ "command": "rm" }))["code"], -32602);
    client.finish();
}

#[test]
fn tokens_are_the_facts() {
    let (mut client, _directory, uri, text) = sample(json!({}));
    let facts = client.request("zhengwen/facts", of(&uri));
    let places: Vec<(u64, u64)> = facts["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| {
            let start = &fact["range"]["start"];
            (start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap())
        })
        .collect();
    let tokens = client.request("textDocument/semanticTokens/full", of(&uri));
    let data: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let (mut line, mut column) = (0, 0);
    let mut count = 0;
    for token in data.chunks(5) {
        column = if token[0] == 0 { column } else { 0 } + token[1];
        line += token[0];
        assert!(places.contains(&(line, column)), "no fact at {line}:{column}");
        let length = text.split('\n').nth(line as usize).unwrap().encode_utf16().count() as u64;
        assert!(token[2] > 0 && column + token[2] <= length && token[3] < 6);
        count += 1;
    }
    assert!(count > 50 && count <= places.len());
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": line / 2, "character": 0 } });
    let part = client.request("textDocument/semanticTokens/range", with(of(&uri), "range", range));
    let part = part["data"].as_array().unwrap();
    assert!(
        !part.is_empty() && part.len() < data.len() && part[..] == tokens["data"].as_array().unwrap()[..part.len()]
    );
    client.finish();
}

/// The codes of the next diagnostics.
fn codes(client: &mut Client, uri: &str) -> Vec<String> {
    let list = client.published(uri)["diagnostics"].as_array().unwrap().clone();
    list.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

const GLOSSES: &str = "霧嶺市產(chǎn)業(yè)發(fā)展，增長(zhǎng)很快。\n首頁 > 新聞 > 正文\n";

#[test]
fn settings_of_the_editor_hold_under_those_of_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let uri = format!("file://{}/a.txt", directory.path().display());
    let mut client = Client::spawn();
    let options = json!({ "ignore": ["M"] });
    client.request("initialize", json!({ "processId": null, "capabilities": { "workspace": { "configuration": true } }, "initializationOptions": options }));
    client.notify("initialized", json!({}));
    client.open(&uri, GLOSSES);
    assert_eq!(codes(&mut client, &uri), ["B202"]);
    let change = |client: &mut Client, settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    };
    change(&mut client, json!({ "zhengwen": { "select": ["B", "M"], "ignore": [], "maxHints": 1 } }));
    assert_eq!(codes(&mut client, &uri), ["M101", "B202", "M101"]);
    // Nothing is pushed: the client is asked.
    change(&mut client, Value::Null);
    let id = client.asked("workspace/configuration");
    client.reply(id, json!([{ "ignore": ["B"], "language": "zh-tw" }]));
    let list = client.published(&uri)["diagnostics"].as_array().unwrap().clone();
    assert!(list.iter().all(|it| it["code"] == "M101") && list.len() == 5);
    assert!(list[4]["message"].as_str().unwrap().contains('處'), "{}", list[4]["message"]);
    // Where nothing is said, what the editor started with holds.
    change(&mut client, json!({}));
    let id = client.asked("workspace/configuration");
    client.reply(id, json!([null]));
    assert_eq!(codes(&mut client, &uri), ["B202"]);
    // A file names the rules: it knows more of its texts.
    std::fs::write(directory.path().join("zhengwen.toml"), "ignore = []\n").unwrap();
    client.notify("textDocument/didSave", of(&uri));
    assert!(codes(&mut client, &uri).contains(&"M101".to_owned()));
    change(&mut client, json!({ "zhengwen": { "select": ["M1O1"] } }));
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("M1O1"), "{message}");
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn what_is_to_be_left_alone_is_written_down() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("zhengwen.toml");
    let uri = format!("file://{}/a.txt", directory.path().display());
    let literal = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } });
    let (mut client, _) = Client::initialized(json!({ "textDocument": { "codeAction": literal } }));
    client.open(&uri, GLOSSES);
    assert_eq!(codes(&mut client, &uri).iter().filter(|code| *code == "M101").count(), 5);
    let at = json!({ "line": 0, "character": GLOSSES.split("(zhǎng)").next().unwrap().chars().count() + 1 });
    let params = json!({ "textDocument": { "uri": uri }, "range": { "start": at, "end": at }, "context": { "diagnostics": [], "only": ["quickfix"] } });
    for (expected, known) in [("長(zhǎng)", ""), ("長(zhǎng)", "# mine\nignore = [\"B\"]\n")] {
        if !known.is_empty() {
            std::fs::write(&file, known).unwrap();
            client.notify("textDocument/didSave", of(&uri));
            codes(&mut client, &uri);
        }
        let offered = client.request("textDocument/codeAction", params.clone());
        let action = offered.as_array().unwrap().iter().find(|it| it["command"].is_object()).unwrap().clone();
        assert_eq!(action["command"]["command"], "zhengwen.leaveAlone");
        client.request("workspace/executeCommand", action["command"].clone());
        assert!(client.notification("window/showMessage")["message"].as_str().unwrap().contains(expected));
        assert_eq!(codes(&mut client, &uri).iter().filter(|code| *code == "M101").count(), 4);
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(written.starts_with(known) && written.contains("text = \"長(zhǎng)\""), "{written}");
    }
    // A file that is broken is not touched.
    std::fs::write(&file, "ignore = [").unwrap();
    let argument = json!({ "uri": uri, "rule": "M101", "text": "產(chǎn)" });
    client.request("workspace/executeCommand", json!({ "command": "zhengwen.leaveAlone", "arguments": [argument] }));
    assert!(client.notification("window/showMessage")["message"].as_str().unwrap().starts_with("nothing was written"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "ignore = [");
    client.finish();
}
