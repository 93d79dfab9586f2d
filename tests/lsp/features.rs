//! What the server does for a person: diagnostics, hovers, symbols, repairs, settings.

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "file:///tmp/zhengwen-test/a.txt";

/// A small damaged page: two kinds of furniture, glosses, a figure, an astral character before one of the glosses.
const PAGE: &str = "首頁 > 新聞 > 正文\n\n發布時間:2031-05-06 16:02 來源:霧嶺日報\n\n\
    霧嶺市統(tǒng)計局公布,去年全市地區(qū)生產(chǎn)總值增長(zhǎng)5.3%。\n\
    𠮷林產(chǎn)業(yè)園區(qū)有36家企業(yè),周明遠市長(zhǎng)參加了開園儀式。\n";

/// [`PAGE`] as it ought to be.
const CLEAN: &str =
    "霧嶺市統計局公布,去年全市地區生產總值增長5.3%。\n𠮷林產業園區有36家企業,周明遠市長參加了開園儀式。\n";

fn capabilities(encoding: &str, document_changes: bool, resolve: bool) -> Value {
    let kinds = json!({ "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } });
    let mut action = json!({ "codeActionLiteralSupport": kinds });
    if resolve {
        action["resolveSupport"] = json!({ "properties": ["edit"] });
    }
    json!({
        "general": { "positionEncodings": [encoding] },
        "textDocument": {
            "codeAction": action,
            "hover": { "contentFormat": ["markdown"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
        "workspace": { "workspaceEdit": { "documentChanges": document_changes } },
    })
}

fn open(capabilities: Value, text: &str) -> (Client, Vec<Value>) {
    let (mut client, _) = Client::initialized(capabilities);
    client.open(URI, text);
    let diagnostics = client.published(URI)["diagnostics"].as_array().unwrap().clone();
    (client, diagnostics)
}

/// The text of a range whose columns count `encoding`.
fn text_of(text: &str, range: &Value, encoding: &str) -> String {
    let line = text.split('\n').nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap();
    assert_eq!(range["start"]["line"], range["end"]["line"]);
    let (from, to) = (range["start"]["character"].as_u64().unwrap(), range["end"]["character"].as_u64().unwrap());
    let mut column = 0;
    let inside = |c: &char| {
        let at = column;
        column += match encoding {
            "utf-8" => c.len_utf8(),
            "utf-16" => c.len_utf16(),
            _ => 1,
        } as u64;
        (from..to).contains(&at)
    };
    line.chars().filter(inside).collect()
}

/// `text` with LSP edits in UTF-32 columns, none of which overlap.
fn edited(text: &str, edits: &[Value]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let offset = |at: &Value| {
        let line = at["line"].as_u64().unwrap() as usize;
        let before: usize = text.split_inclusive('\n').take(line).map(|line| line.chars().count()).sum();
        before + at["character"].as_u64().unwrap() as usize
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    for (start, end, new) in edits.into_iter().rev() {
        chars.splice(start..end, new.chars());
    }
    chars.into_iter().collect()
}

fn actions(client: &mut Client, range: &Value, only: Option<&str>) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
    client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn hover(client: &mut Client, text: &str, part: &str) -> Value {
    let before = &text[..text.find(part).unwrap()];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    let params = json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": column } });
    client.request("textDocument/hover", params)
}

#[test]
fn diagnostics_stand_where_the_damage_is_in_every_unit() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (client, diagnostics) = open(capabilities(encoding, false, false), PAGE);
        let hints: Vec<&Value> = diagnostics.iter().filter(|d| d["severity"] == 4).collect();
        let marked: Vec<String> = hints.iter().map(|d| text_of(PAGE, &d["range"], encoding)).collect();
        let expected = ["(tǒng)", "(qū)", "(chǎn)", "(zhǎng)", "(chǎn)", "(yè)", "(qū)", "(yè)", "(zhǎng)"];
        assert_eq!(marked, expected, "{encoding}");
        assert!(hints.iter().all(|d| d["tags"] == json!([1]) && d["code"] == "M101" && d["source"] == "zhengwen"));
        let warnings: Vec<&Value> = diagnostics.iter().filter(|d| d["severity"] == 2).collect();
        assert_eq!(warnings.len(), 1, "{encoding}");
        assert!(warnings[0]["message"].as_str().unwrap().contains("9 places"), "{}", warnings[0]["message"]);
        let furniture = diagnostics.iter().filter(|d| d["code"].as_str().unwrap().starts_with('B'));
        let furniture: Vec<String> = furniture.map(|d| text_of(PAGE, &d["range"], encoding)).collect();
        assert_eq!(furniture, ["首頁 > 新聞 > 正文", "發布時間:2031-05-06 16:02 來源:霧嶺日報"]);
        client.finish();
    }
}

#[test]
fn a_hover_says_what_a_figure_measures_and_what_a_damaged_place_was() {
    let (mut client, _) = open(capabilities("utf-16", false, false), PAGE);
    let figure = hover(&mut client, PAGE, "5.3%");
    assert_eq!(text_of(PAGE, &figure["range"], "utf-16"), "5.3%");
    let text = figure["contents"]["value"].as_str().unwrap();
    assert!(["5.3 %", "生產總值", "2030"].iter().all(|part| text.contains(part)), "{text}");
    let damage = hover(&mut client, PAGE, "(yè)園");
    assert!(damage["contents"]["value"].as_str().unwrap().contains("𠮷林產業園"), "{damage}");
    assert_eq!(hover(&mut client, PAGE, "儀式"), Value::Null);
    client.finish();
}

#[test]
fn an_editor_in_chinese_is_told_in_chinese() {
    let text = "會議定於2031年4月31日舉行。\n發布時間:2031-05-06 16:02 來源:霧嶺日報\n去年霧嶺縣產值增長5.3%。\n";
    for (locale, when) in [("zh-cn", "时间"), ("zh-TW", "時間"), ("de", "when")] {
        let mut client = Client::spawn();
        let capabilities = capabilities("utf-16", false, false);
        let parameters = json!({ "processId": null, "capabilities": capabilities, "locale": locale });
        client.request("initialize", parameters);
        client.notify("initialized", json!({}));
        client.open(URI, text);
        let diagnostics = client.published(URI)["diagnostics"].as_array().unwrap().clone();
        let wrong = diagnostics.iter().find(|it| it["code"] == "C405").unwrap()["message"].as_str().unwrap().to_owned();
        assert_eq!(wrong.contains("no calendar"), locale == "de", "{wrong}");
        let said = hover(&mut client, text, "5.3%");
        assert!(said["contents"]["value"].as_str().unwrap().contains(&format!("- {when}: ")), "{said}");
        client.finish();
    }
}

#[test]
fn places_that_contradict_each_other_come_along() {
    let text = "全縣建成驛站甲類120家、乙類80家，共210家。\n";
    let mut capabilities = capabilities("utf-16", false, false);
    capabilities["textDocument"]["publishDiagnostics"]["relatedInformation"] = json!(true);
    let (client, diagnostics) = open(capabilities, text);
    let sum = diagnostics.iter().find(|it| it["code"] == "C401").unwrap();
    assert_eq!((text_of(text, &sum["range"], "utf-16").as_str(), &sum["severity"]), ("210家", &json!(3)));
    let related = sum["relatedInformation"].as_array().unwrap();
    let parts: Vec<String> = related.iter().map(|it| text_of(text, &it["location"]["range"], "utf-16")).collect();
    assert_eq!(parts, ["120家", "80家"]);
    assert!(related.iter().all(|it| it["location"]["uri"] == URI));
    client.finish();
}

#[test]
fn fix_all_makes_the_text_whole() {
    for (document_changes, resolve) in [(false, false), (true, false), (true, true)] {
        let (mut client, _) = open(capabilities("utf-32", document_changes, resolve), PAGE);
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        let offered = actions(&mut client, &whole, Some("source.fixAll"));
        assert_eq!(offered.len(), 1);
        assert_eq!(offered[0]["kind"], "source.fixAll.zhengwen");
        assert_eq!(offered[0]["edit"].is_null(), resolve);
        let action =
            if resolve { client.request("codeAction/resolve", offered[0].clone()) } else { offered[0].clone() };
        let edits = if document_changes {
            let change = &action["edit"]["documentChanges"][0];
            assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
            &change["edits"]
        } else {
            &action["edit"]["changes"][URI]
        };
        assert_eq!(edited(PAGE, edits.as_array().unwrap()), format!("\n\n{CLEAN}"));
        client.finish();
    }
}

#[test]
fn at_a_gloss_one_repair_and_all_of_its_kind() {
    let (mut client, diagnostics) = open(capabilities("utf-32", false, false), PAGE);
    let gloss = diagnostics.iter().find(|d| text_of(PAGE, &d["range"], "utf-32") == "(qū)").unwrap();
    let offered = actions(&mut client, &gloss["range"], Some("quickfix"));
    let titles: Vec<&str> = offered.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let expected = ["Remove `(qū)`", "Fix all 9 in this file: injected pinyin", "Leave this alone: 區(qū)"];
    assert_eq!(titles, expected);
    assert_eq!(offered[0]["isPreferred"], true);
    assert!(offered.iter().all(|action| action["diagnostics"].is_null()), "the client named none");
    // Each says which of the client's diagnostics it is for: at the first gloss stand its hint and the count.
    let first = &diagnostics.iter().find(|d| d["code"] == "M101").unwrap()["range"];
    let params = json!({ "textDocument": { "uri": URI }, "range": first, "context": { "diagnostics": diagnostics } });
    let answer = client.request("textDocument/codeAction", params);
    let severities = |index: usize| {
        let named = answer[index]["diagnostics"].as_array().unwrap();
        named.iter().map(|d| d["severity"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((severities(0), severities(1)), (vec![4], vec![2]));
    let edits = |action: &Value| action["edit"]["changes"][URI].as_array().unwrap().clone();
    assert_eq!(edited(PAGE, &edits(&offered[0])), PAGE.replacen("(qū)", "", 1));
    let all = edited(PAGE, &edits(&offered[1]));
    assert!(all.ends_with(CLEAN) && all.starts_with("首頁"), "{all}");
    client.finish();
}

#[test]
fn an_action_for_an_old_version_is_refused() {
    let (mut client, _) = open(capabilities("utf-16", true, true), PAGE);
    let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let action = actions(&mut client, &nowhere, Some("source.fixAll")).remove(0);
    client.change(URI, 2, (4, 0), (4, 0), "新");
    let error = client.request_error("codeAction/resolve", action);
    assert_eq!(error["code"], -32801);
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn after_a_change_the_diagnostics_follow_it() {
    let (mut client, _) = open(capabilities("utf-16", false, false), PAGE);
    // Two lines are put in before everything, and the first gloss is taken out.
    client.change(URI, 2, (0, 0), (0, 0), "新\n聞\n");
    client.change(URI, 3, (6, 4), (6, 10), "");
    let params = client.published_version(URI, 3);
    let text = format!("新\n聞\n{}", PAGE.replacen("(tǒng)", "", 1));
    let hints = params["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] == 4);
    let marked: Vec<String> = hints.map(|d| text_of(&text, &d["range"], "utf-16")).collect();
    assert_eq!(marked, ["(qū)", "(chǎn)", "(zhǎng)", "(chǎn)", "(yè)", "(qū)", "(yè)", "(zhǎng)"]);
    client.finish();
}

#[test]
fn symbols_are_a_tree_or_a_list() {
    let text = "霧嶺市舉行新聞發布會介紹港口建設情況\n\n主持人 林雲:\n\n各位記者好。下面請周市長介紹情況,歡迎各位在介紹之後提問。\n\n2031-05-06 10:00:00\n\n\
        霧嶺市市長 周明遠:\n\n一是抓好港口建設。我們將建設三個碼頭,吞吐能力還要提高。二是抓好鐵路建設。我們將建設兩條鐵路,里程還要增加。\n\n2031-05-06 10:05:00\n\n\
        霧嶺日報記者:\n\n請問港口何時建成?\n\n2031-05-06 10:06:00\n\n周明遠:\n\n謝謝提問。港口明年建成,屆時歡迎各位再來看看。\n\n2031-05-06 10:07:00\n\n林雲:\n\n發布會到此結束,謝謝各位。\n\n2031-05-06 10:08:00\n";
    let params = json!({ "textDocument": { "uri": URI } });
    let (mut client, _) = open(capabilities("utf-16", false, false), text);
    let tree = client.request("textDocument/documentSymbol", params.clone());
    let names = |symbols: &Value| {
        symbols.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        names(&tree),
        ["霧嶺市舉行新聞發布會介紹港口建設情況", "林雲", "周明遠", "霧嶺日報記者", "周明遠", "林雲"]
    );
    assert_eq!(names(&tree[2]["children"]), ["一是抓好港口建設", "二是抓好鐵路建設"]);
    assert_eq!(text_of(text, &tree[2]["selectionRange"], "utf-16"), "周明遠");
    assert!(tree[2]["detail"].as_str().unwrap().contains("霧嶺市市長"), "{}", tree[2]["detail"]);
    client.finish();

    let (mut client, _) = open(json!({}), text);
    let list = client.request("textDocument/documentSymbol", params);
    assert_eq!(list.as_array().unwrap().len(), 8);
    assert_eq!(list[3]["containerName"], "周明遠");
    client.finish();
}

/// An article with lines of the page around it.
const AROUND: &str = "首頁\n財經\n體育\n\n首頁 > 新聞 > 正文\n霧嶺三橋合龍\n\
    五月六日上午,霧嶺縣青石河上的三座大橋同時合龍,兩岸的居民一早就趕來觀看。\n\
    縣交通局局長陸橋說,大橋通車以後,從縣城到柳塘鎮的車程將由四十分鐘縮短到十分鐘。\n（責任編輯：甘棠）\n\n分享到：\n版權所有 霧嶺日報\n";

#[test]
fn lines_of_the_page_are_faded_and_fold_and_go_at_once() {
    let (mut client, diagnostics) = open(capabilities("utf-32", false, false), AROUND);
    let faded = diagnostics.iter().filter(|d| d["code"].as_str().unwrap().starts_with('B'));
    assert!(faded.clone().count() >= 6 && faded.clone().all(|d| d["tags"] == json!([1])), "{diagnostics:?}");
    let folds = client.request("textDocument/foldingRange", json!({ "textDocument": { "uri": URI } }));
    let fold = |start: u32, end: u32| json!({ "startLine": start, "endLine": end, "kind": "comment" });
    assert_eq!(folds, json!([fold(0, 4), fold(8, 11)]));
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } });
    let offered = actions(&mut client, &range, Some("quickfix"));
    let titles: Vec<&str> = offered.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles[0], "Remove this line");
    let all = offered.iter().rfind(|it| it["title"].as_str().unwrap().starts_with("Leave only the article")).unwrap();
    let left = edited(AROUND, all["edit"]["changes"][URI].as_array().unwrap());
    let left: Vec<&str> = left.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
    assert_eq!(left[0], "霧嶺三橋合龍");
    client.finish();
}

#[test]
fn turns_and_sections_fold() {
    let text = "霧嶺市舉行新聞發布會介紹港口建設情況\n\n主持人 林雲:\n\n各位記者好。下面請周市長介紹情況,歡迎各位在介紹之後提問。\n\n2031-05-06 10:00:00\n\n\
        霧嶺市市長 周明遠:\n\n一是抓好港口建設。我們將建設三個碼頭,吞吐能力還要提高。\n\n2031-05-06 10:05:00\n\n林雲:\n\n發布會到此結束,謝謝各位。\n";
    let (mut client, _) = open(capabilities("utf-16", false, false), text);
    let folds = client.request("textDocument/foldingRange", json!({ "textDocument": { "uri": URI } }));
    let regions = folds.as_array().unwrap().iter().filter(|fold| fold["kind"] == "region");
    let starts: Vec<u64> = regions.map(|fold| fold["startLine"].as_u64().unwrap()).collect();
    assert!([2, 8, 14].iter().all(|line| starts.contains(line)), "{folds}");
    client.finish();
}

#[test]
fn a_client_that_knows_nothing_gets_plain_text_and_no_actions() {
    let (mut client, _) = open(json!({}), PAGE);
    let figure = hover(&mut client, PAGE, "5.3%");
    assert_eq!(figure["contents"]["kind"], "plaintext");
    assert!(!figure["contents"]["value"].as_str().unwrap().contains("**"));
    let range = json!({ "start": { "line": 4, "character": 4 }, "end": { "line": 4, "character": 4 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", params), Value::Null);
    client.finish();
}

#[test]
fn the_configuration_of_the_directory_holds_and_is_watched() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("zhengwen.toml");
    std::fs::write(&file, "ignore = [\"B\"]\nignore-text = [{ rule = \"M101\", text = \"統(tǒng)\" }]\n").unwrap();
    let uri = format!("file://{}/a.txt", directory.path().display());
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::initialized(watching);
    let id = client.asked("client/registerCapability");
    client.reply(id, Value::Null);
    let codes = |params: &Value| {
        params["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    client.open(&uri, PAGE);
    let published = client.published(&uri);
    assert_eq!(codes(&published), ["M101"; 9], "eight hints and the warning that counts");
    let summary = published["diagnostics"][8]["message"].as_str().unwrap();
    assert_eq!(summary, "injected pinyin: 8 places in this file; “Fix all” mends every one");
    std::fs::write(&file, "select = [\"B202\"]\n").unwrap();
    let change = json!({ "changes": [{ "uri": format!("file://{}", file.display()), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", change.clone());
    assert_eq!(codes(&client.published(&uri)), ["B202"]);
    // What is wrong with the file is said, and what held before goes on.
    std::fs::write(&file, "selct = [\"M\"]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", change);
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("did you mean `select`"), "{message}");
    // Once: the client would fail at its end, had it been said again.
    let document = json!({ "uri": uri });
    client.notify("textDocument/didSave", json!({ "textDocument": document }));
    client.notify("textDocument/didSave", json!({ "textDocument": document }));
    client.finish();
}
