//! Row 12: documents are named exactly as the client names them.

use serde_json::json;

use super::client::Client;

#[test]
fn row_12_documents_are_keyed_by_the_exact_uri() {
    let (mut client, _) = Client::initialized(json!({}));
    let uris = [
        "file:///c%3A/a.txt",
        "file:///c:/a.txt",
        "file:///C%3a/a.txt",
        "file:///%e6%96%b0.txt",
        "file:///%E6%96%B0.txt",
        "file:///新.txt",
        "file:///b/../b.txt",
        "untitled:Untitled-1",
        "untitled:新",
        "/no/scheme.txt",
        "",
        "vscode-notebook-cell:/a.ipynb#W0s",
    ];
    for uri in uris {
        client.open(uri, &format!("{uri}错字"));
    }
    for uri in uris {
        assert_eq!(client.published(uri)["version"], 1, "{uri}");
        let document = client.request("zhengwen/test/text", json!({ "textDocument": 1, "uri": uri }));
        assert_eq!(document["text"], format!("{uri}错字"));
        // A URI in an answer is the exact one as well.
        assert_eq!(document["uri"], uri);
        let hover = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
        assert_eq!(client.request("textDocument/hover", hover), json!(null));
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(client.published(uri)["diagnostics"], json!([]));
    }
    client.finish();
}

#[test]
fn row_12_paths_are_for_looking_up() {
    let mut client = Client::start();
    let mut path = |name: &str| client.request("zhengwen/test/text", json!({ "name": name }))["path"].take();
    for uri in ["file:///c%3A/%e6%96%b0.txt", "file:///C:/%E6%96%B0.txt", "file:///c:/新.txt"] {
        assert_eq!(path(uri), "c:/新.txt");
    }
    assert_eq!(path("untitled:Untitled-1"), json!(null));
    assert_eq!(path(""), json!(null));
    client.finish();
}

#[test]
fn messages_about_documents_that_are_not_open() {
    let mut client = Client::start();
    client.change("file:///a", 2, (0, 0), (0, 0), "甲");
    client.log_line("textDocument/didChange for a document that is not open: file:///a");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "新" } }));
    client.log_line("textDocument/didClose for a document that is not open: 新");
    client.finish();
}

#[test]
fn a_document_opened_twice_is_the_second() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open("untitled:1", "错字");
    client.open("untitled:1", "甲错字");
    client.change("untitled:1", 2, (0, 0), (0, 0), "乙");
    let diagnostics = client.published_version("untitled:1", 2);
    assert_eq!(diagnostics["diagnostics"][0]["range"]["start"]["character"], 2);
    client.finish();
}
