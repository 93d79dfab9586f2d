//! What other texts of the workspace say: in hovers, as contradictions, in the table of all facts.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;

use super::client::Client;

const ONE: &str = "發布時間:2031-05-06 來源:霧嶺日報\n2030年，霧嶺縣造林總面積12.6萬畝，港口吞吐量3847萬噸。\n";
const OTHER: &str =
    "發布時間:2031-06-01 來源:柳塘晚報\n2030年，霧嶺縣造林總面積16.2萬畝。港口吞吐量3847萬噸，創下紀錄。\n";

fn uri(directory: &Path, name: &str) -> String {
    format!("file://{}/{name}", directory.display())
}

/// A session in a workspace with these files.
fn session(files: &[(&str, &str)], options: Value) -> (Client, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(directory.path().join(name), text).unwrap();
    }
    let mut client = Client::spawn();
    let folders = json!([{ "uri": uri(directory.path(), "").trim_end_matches('/'), "name": "w" }]);
    let capabilities = json!({ "textDocument": {
        "hover": { "contentFormat": ["markdown"] },
        "publishDiagnostics": { "relatedInformation": true },
    } });
    let params = json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    (client, directory)
}

/// Waits until the diagnostics have, or no longer have, a contradiction; and gives it.
fn contradiction(client: &mut Client, uri: &str, wanted: bool) -> Option<Value> {
    loop {
        let list = client.published(uri)["diagnostics"].as_array().unwrap().clone();
        let found = list.into_iter().find(|it| it["code"] == "C402");
        if found.is_some() == wanted {
            return found;
        }
    }
}

#[test]
fn one_metric_with_two_values_in_two_files() {
    let (mut client, directory) = session(&[("a.txt", ONE), ("b.txt", OTHER)], json!({}));
    let a = uri(directory.path(), "a.txt");
    client.open(&a, ONE);
    let found = contradiction(&mut client, &a, true).unwrap();
    assert_eq!(found["message"], "造林總面積 is 12.6萬畝 here and 16.2萬畝 in b.txt");
    let place = &found["relatedInformation"][0]["location"];
    assert_eq!((&place["uri"], &place["range"]["start"]["line"]), (&json!(uri(directory.path(), "b.txt")), &json!(1)));
    // The other file is put right, and the editor says so.
    fs::write(directory.path().join("b.txt"), OTHER.replace("16.2", "12.6")).unwrap();
    let change = json!({ "changes": [{ "uri": uri(directory.path(), "b.txt"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", change);
    contradiction(&mut client, &a, false);
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn a_new_text_is_read_and_one_that_is_ignored_is_not() {
    let (mut client, directory) = session(&[("a.txt", ONE), (".gitignore", "raw/\n")], json!({}));
    fs::create_dir(directory.path().join("raw")).unwrap();
    let a = uri(directory.path(), "a.txt");
    client.open(&a, ONE);
    contradiction(&mut client, &a, false);
    for (name, wanted) in [("raw/c.txt", false), ("b.txt", true)] {
        fs::write(directory.path().join(name), OTHER).unwrap();
        let change = json!({ "changes": [{ "uri": uri(directory.path(), name), "type": 1 }] });
        client.notify("workspace/didChangeWatchedFiles", change);
        // A change of the text asks for the marks again, whatever came of the other file.
        client.change(&a, if wanted { 3 } else { 2 }, (0, 0), (0, 0), "");
        contradiction(&mut client, &a, wanted);
    }
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn a_hover_leads_to_the_same_figure_in_another_file() {
    let (mut client, directory) = session(&[("a.txt", ONE), ("b.txt", OTHER)], json!({}));
    let a = uri(directory.path(), "a.txt");
    client.open(&a, ONE);
    contradiction(&mut client, &a, true);
    let column = ONE.lines().nth(1).unwrap().split("3847").next().unwrap().chars().count();
    let params = json!({ "textDocument": { "uri": a }, "position": { "line": 1, "character": column } });
    let hover = client.request("textDocument/hover", params)["contents"]["value"].as_str().unwrap().to_owned();
    let link = format!("- also in: [b.txt:2]({}#L2)", uri(directory.path(), "b.txt"));
    assert!(hover.contains(&link), "{hover}");
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn the_table_holds_every_text_and_the_open_ones_as_they_are_in_the_editor() {
    let files = [("a.txt", ONE), ("b.txt", OTHER), ("notes.md", ONE), ("c.txt", "\u{0}\u{1}\u{2}\u{0}")];
    let (mut client, directory) = session(&files, json!({ "workspaceFiles": 0 }));
    let a = uri(directory.path(), "a.txt");
    client.open(&a, &ONE.replace("3847", "3848"));
    client.published(&a);
    let table = client.request("zhengwen/facts", json!({ "workspace": true }));
    assert_eq!(table["files"].as_u64().unwrap() + table["skipped"].as_u64().unwrap(), 3, "{table}");
    let facts = table["facts"].as_array().unwrap();
    let of = |name: &str, text: &str| facts.iter().filter(|it| it["filename"] == name && it["text"] == text).count();
    assert_eq!((of("a.txt", "3848萬噸"), of("a.txt", "3847萬噸"), of("b.txt", "3847萬噸")), (1, 0, 1));
    assert_eq!((of("a.txt", "12.6萬畝"), of("notes.md", "12.6萬畝")), (1, 0));
    client.finish();
}
