//! The command line as scripts meet it: arguments and standard input in; standard output, standard error, exit code
//! and files out. `tests/cli/` holds the golden cases (`TRYCMD=overwrite cargo test --test cli` writes them anew).
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const DAMAGED: &str = "2024-04-23 10:00:21\n霧嶺市產(chǎn)業(yè)發(fā)展報告指出，增長5.3%。\n";
const REPAIRED: &str = "霧嶺市產業發展報告指出，增長5.3%。\n";

#[test]
fn golden_cases() {
    // In English, whatever the language of the machine.
    let cases = trycmd::TestCases::new();
    cases.env("ZHENGWEN_LANG", "en").case("tests/cli/*.toml").case("tests/cli/*.md");
}

fn zhengwen(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengwen"));
    command.env("ZHENGWEN_LANG", "en").current_dir(directory).args(arguments).output().unwrap()
}

#[test]
fn messages_are_in_the_language_of_the_environment() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("a.txt"), "會議定於2031年4月31日舉行。\n").unwrap();
    let said = |variable: &str, language: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengwen"));
        for name in ["ZHENGWEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let output =
            command.env(variable, language).current_dir(root.path()).args(["check", "a.txt"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said("LANG", "C").contains("no calendar has"), "{}", said("LANG", "C"));
    assert!(said("LANG", "zh_CN.UTF-8").contains("没有"), "{}", said("LANG", "zh_CN.UTF-8"));
    assert!(said("LC_ALL", "zh_TW.UTF-8").contains("沒有"), "{}", said("LC_ALL", "zh_TW.UTF-8"));
    assert!(said("ZHENGWEN_LANG", "zh-Hant").contains("沒有"));
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The names of the files that `check` reports, in its order.
fn reported(output: &Output) -> Vec<&str> {
    stdout(output).lines().filter_map(|line| line.split_once(":1:1: ").map(|(name, _)| name)).collect()
}

#[test]
fn directories_are_walked_for_text_and_ignored_files_left_out() {
    let root = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a/z.TXT", "a/b/c.txt", "raw/r.txt", "ignored.txt", "page.html", ".hidden.txt"] {
        fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
        fs::write(root.path().join(name), DAMAGED).unwrap();
    }
    fs::write(root.path().join(".gitignore"), "ignored.txt\n").unwrap();
    fs::write(root.path().join("zhengwen.toml"), "exclude = ['raw/']\n").unwrap();
    let walked = zhengwen(root.path(), &["check"]);
    assert_eq!(reported(&walked), ["a/b/c.txt", "a/z.TXT", "b.txt"]);
    assert_eq!(walked.status.code(), Some(1));
    // What is named is done, whatever it is called; once, however often it is named.
    let named =
        zhengwen(root.path(), &["check", "raw/r.txt", "page.html", "ignored.txt", "./page.html", "raw/../raw/r.txt"]);
    assert_eq!(reported(&named), ["./page.html", "ignored.txt", "raw/../raw/r.txt"]);
}

#[test]
fn the_order_does_not_depend_on_the_number_of_jobs() {
    let root = tempfile::tempdir().unwrap();
    for index in 0..40 {
        let text = DAMAGED.repeat(1 + (index * 37) % 50);
        fs::write(root.path().join(format!("{index:02}.txt")), text).unwrap();
    }
    let one = zhengwen(root.path(), &["check", "--format", "json", "--jobs", "1"]);
    let many = zhengwen(root.path(), &["check", "--format", "json", "--jobs", "8"]);
    assert_eq!(one, many);
    let findings: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert!(findings.as_array().unwrap().len() > 40);
    let lines = zhengwen(root.path(), &["check", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        stdout(&lines).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(findings.as_array().unwrap(), &lines);
}

#[test]
fn spans_and_locations_are_those_of_the_text_on_disk() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.txt"), format!("\u{feff}甲\r\n\r\n{DAMAGED}")).unwrap();
    let output = zhengwen(root.path(), &["check", "--format", "json", "--select", "M101", "a.txt"]);
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &findings[0];
    let text = format!("甲\r\n\r\n{DAMAGED}");
    let at = text.find("(chǎn)").unwrap();
    assert_eq!(first["span"], serde_json::json!({ "start": at, "end": at + "(chǎn)".len() }));
    assert_eq!(first["location"], serde_json::json!({ "row": 4, "column": 5 }));
    assert_eq!(first["end_location"], serde_json::json!({ "row": 4, "column": 11 }));
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    let contract = "filename code name severity message span location end_location fix alternatives";
    assert_eq!(keys, contract.split(' ').collect::<Vec<_>>());
}

#[test]
fn a_clean_file_is_not_touched() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("clean.txt");
    fs::write(&path, REPAIRED).unwrap();
    let before = fs::metadata(&path).unwrap();
    assert_eq!(zhengwen(root.path(), &["fix"]).status.code(), Some(0));
    let after = fs::metadata(&path).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        assert_eq!(before.ino(), after.ino());
    }
}

/// `text` in an encoding, with a byte order mark or without.
fn encoded(text: &str, encoding: &str, bom: bool) -> Vec<u8> {
    let text = if bom { format!("\u{feff}{text}") } else { text.to_owned() };
    match encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => {
            let (bytes, _, lossy) = encoding_rs::Encoding::for_label(other.as_bytes()).unwrap().encode(&text);
            assert!(!lossy, "{other}");
            bytes.into_owned()
        }
    }
}

#[test]
fn encoding_byte_order_mark_and_line_ends_stay() {
    let body = "霧嶺市統計局三月二日公布，前三季度全市地區生產總值增長5.3%。\n　　局長柳笛說，這個數字比上年同期高。\n"
        .repeat(20);
    let cases = [("utf-8", true), ("utf-8", false), ("gb18030", false), ("big5", false)];
    let wide = [("utf-16le", true), ("utf-16be", true), ("utf-16le", false), ("utf-16be", false)];
    for (encoding, bom) in cases.into_iter().chain(wide) {
        for line_end in ["\n", "\r\n", "\r"] {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join("a.txt");
            let clean = body.replace('\n', line_end);
            let told = format!("{encoding}, BOM {bom}, {line_end:?}");
            fs::write(&path, encoded(&clean, encoding, bom)).unwrap();
            let output = zhengwen(root.path(), &["fix", "a.txt"]);
            assert_eq!(stderr(&output), "Nothing to fix in 1 file\n", "{told}");
            assert_eq!(fs::read(&path).unwrap(), encoded(&clean, encoding, bom), "{told}");
            let damaged = format!("{clean}2024-04-23 10:00:21{line_end}");
            fs::write(&path, encoded(&damaged, encoding, bom)).unwrap();
            let output = zhengwen(root.path(), &["fix", "a.txt"]);
            assert_eq!(stderr(&output), "Fixed 1 finding in 1 file\n", "{told}");
            assert_eq!(fs::read(&path).unwrap(), encoded(&clean, encoding, bom), "{told}");
        }
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;

    fn names(directory: &Path) -> Vec<String> {
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn shell(directory: &Path, script: &str) -> Output {
        let script = script.replace("zhengwen", concat!("'", env!("CARGO_BIN_EXE_zhengwen"), "'"));
        Command::new("sh").current_dir(directory).args(["-c", &script]).output().unwrap()
    }

    #[test]
    fn a_link_goes_on_pointing_to_the_repaired_file() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("real")).unwrap();
        let path = root.path().join("real/a.txt");
        fs::write(&path, DAMAGED).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        std::os::unix::fs::symlink("real/a.txt", root.path().join("link.txt")).unwrap();
        assert_eq!(zhengwen(root.path(), &["fix", "link.txt"]).status.code(), Some(0));
        assert!(fs::symlink_metadata(root.path().join("link.txt")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), REPAIRED);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o604);
        assert_eq!(names(&root.path().join("real")), ["a.txt"]);
    }

    #[test]
    fn a_directory_that_may_not_be_written_leaves_the_original() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.txt"), DAMAGED).unwrap();
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(root.path().join("probe"), "").is_ok() {
            println!("skipped: this user may write everywhere");
            return;
        }
        let output = zhengwen(root.path(), &["fix", "a.txt"]);
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).starts_with("error: a.txt: Permission denied"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(root.path().join("a.txt")).unwrap(), DAMAGED);
        assert_eq!(names(root.path()), ["a.txt"]);
    }

    /// A limit on the size of files stands in for a full disk: the write fails half way.
    #[test]
    fn a_write_that_fails_half_way_leaves_the_original() {
        let root = tempfile::tempdir().unwrap();
        let text = format!("{DAMAGED}{}", "霧嶺市統計局公布，前三季度增長5.3%。\n".repeat(2000));
        fs::write(root.path().join("a.txt"), &text).unwrap();
        fs::write(root.path().join("b.txt"), DAMAGED).unwrap();
        let output = shell(root.path(), "trap '' XFSZ; ulimit -f 8; exec zhengwen fix");
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).starts_with("error: a.txt: File too large"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(root.path().join("a.txt")).unwrap(), text);
        assert_eq!(fs::read_to_string(root.path().join("b.txt")).unwrap(), REPAIRED);
        let mut names = names(root.path());
        names.sort();
        assert_eq!(names, ["a.txt", "b.txt"]);
    }

    #[test]
    fn a_full_standard_output_is_an_error() {
        if !Path::new("/dev/full").exists() {
            println!("skipped: not present: /dev/full");
            return;
        }
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.txt"), DAMAGED).unwrap();
        let output = shell(root.path(), "zhengwen check > /dev/full");
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("standard output: No space left"), "{}", stderr(&output));
    }

    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.txt"), DAMAGED.repeat(20_000)).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_zhengwen"))
            .current_dir(root.path())
            .args(["check", "--format", "jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 100];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(1), ""));
    }

    #[test]
    fn a_pipe_can_be_checked_and_cannot_be_fixed_in_place() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.txt"), DAMAGED).unwrap();
        let checked = shell(root.path(), "cat a.txt | zhengwen check /dev/stdin");
        assert_eq!(checked.status.code(), Some(1));
        let fixed = shell(root.path(), "cat a.txt | zhengwen fix /dev/stdin");
        assert_eq!(fixed.status.code(), Some(2));
        assert!(stderr(&fixed).contains("not a regular file"), "{}", stderr(&fixed));
    }
}
