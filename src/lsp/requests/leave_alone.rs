//! `zhengwen.leaveAlone`: what a rule found is to be left alone from now on. It is written into `zhengwen.toml`, since a
//! `.txt` file has no comments to say so in.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::article::Article;
use crate::config::{self, FILE_NAME};
use crate::files;
use crate::lint::Finding;
use crate::text::Span;

/// The command, for `workspace/executeCommand`.
pub const COMMAND: &str = "zhengwen.leaveAlone";

/// The one argument of the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveAlone {
    /// The document in which it was found.
    pub uri: String,
    /// Code of the rule.
    pub rule: String,
    /// The text, as in `ignore-text`.
    pub text: String,
}

/// The entry that leaves `finding` alone: its text; with the character before it where it is one of many short marks, so
/// that not all of them go. Nothing for what spans lines, since an entry is held against one line.
#[must_use]
pub fn entry(article: &Article, finding: &Finding, uri: &str) -> Option<LeaveAlone> {
    let mut span = finding.span;
    if finding.rule.frequent {
        let line = article.line_span(span.start);
        let before = article.slice(Span::new(line.start, span.start)).chars().next_back();
        span.start -= before.map_or(0, char::len_utf8);
    }
    let text = article.slice(span).into_owned();
    let fits = !text.trim().is_empty() && !text.contains(['\n', '\r']);
    fits.then(|| LeaveAlone { uri: uri.to_owned(), rule: finding.rule.code.to_owned(), text })
}

/// Adds the entry to the nearest configuration file above the file at `path`; where there is none, to a new one in
/// `root`, or beside the file. Says which it was.
///
/// # Errors
/// Why it cannot be written, in words. The file is as it was then.
pub(crate) fn carry_out(entry: &LeaveAlone, path: &Path, root: Option<PathBuf>) -> Result<PathBuf, String> {
    /// One after the other: two entries at once would be one.
    static WRITING: Mutex<()> = Mutex::new(());
    let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = path.parent().ok_or("the document has no directory")?;
    let file = config::find(directory);
    let is_new = file.is_none();
    let file = file.unwrap_or_else(|| root.unwrap_or_else(|| directory.to_path_buf()).join(FILE_NAME));
    let done = if is_new {
        files::create(&file, added("", entry)?.as_bytes())
    } else {
        let stamp = files::stamp(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let before = config::text(&file).map_err(|error| error.to_string())?;
        // A file that is refused would leave nothing alone, and may be another program's.
        config::parse(&before, &file).map_err(|error| error.to_string())?;
        files::replace(
            &file,
            stamp,
            added(&before, entry).map_err(|error| format!("{}: {error}", file.display()))?.as_bytes(),
        )
    };
    done.map(|()| file.clone()).map_err(|error| format!("{}: {error}", file.display()))
}

/// The text of a configuration file with the entry added; all else stays as it is written.
fn added(text: &str, entry: &LeaveAlone) -> Result<String, String> {
    const KEY: &str = "ignore-text";
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let item = document.entry(KEY).or_insert_with(|| value(Array::new()));
    match item {
        Item::Value(Value::Array(array)) => {
            let mut table = InlineTable::new();
            table.insert("rule", entry.rule.as_str().into());
            table.insert("text", entry.text.as_str().into());
            let mut table = Value::from(table);
            // One to a line, however many there will be; what stood before the bracket, such as a comment, stays.
            let before = array.trailing().as_str().unwrap_or_default().trim_end().to_owned();
            table.decor_mut().set_prefix(format!("{before}\n    "));
            array.push_formatted(table);
            array.set_trailing("\n");
            array.set_trailing_comma(true);
        }
        Item::ArrayOfTables(tables) => {
            let mut table = Table::new();
            table.insert("rule", value(entry.rule.as_str()));
            table.insert("text", value(entry.text.as_str()));
            tables.push(table);
        }
        _ => return Err(format!("`{KEY}` is no list")),
    }
    let after = document.to_string();
    Ok(if text.contains("\r\n") { after.replace('\n', "\r\n") } else { after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn bear() -> LeaveAlone {
        LeaveAlone { uri: String::new(), rule: "M101".to_owned(), text: "鲅(bà)".to_owned() }
    }

    #[test]
    fn the_entry_is_added_and_the_rest_stays() {
        let texts = [
            "",
            "# ours\nselect = [\"M\"]  # damage\n\n[editor]\nmax-hints = 3\n",
            "ignore-text = [{ rule = \"M101\", text = \"砼(tóng)\" }]\n",
            "[[ignore-text]]\nrule = \"M101\"\ntext = \"砼(tóng)\"\n",
            "ignore-text = [\n    { rule = \"M101\", text = \"砼(tóng)\" }, # why\n    # and more\n]\n",
            "# ours\r\nignore-text = [\r\n    { rule = \"M101\", text = \"砼(tóng)\" }, # why\r\n]\r\n",
        ];
        for text in texts {
            let before = parse(text, Path::new("a")).unwrap();
            let once = added(text, &bear()).unwrap();
            let after =
                parse(&added(&once, &LeaveAlone { text: "\"".to_owned(), ..bear() }).unwrap(), Path::new("a")).unwrap();
            let list = after.ignore_text.clone().unwrap();
            assert_eq!(list.len(), before.ignore_text.unwrap_or_default().len() + 2);
            assert_eq!([&list[list.len() - 2].text, &list[list.len() - 1].text], ["鲅(bà)", "\""]);
            assert_eq!((after.select, after.max_hints), (before.select, before.max_hints));
            assert!(text.lines().filter(|line| line.contains('#')).all(|line| once.contains(line)), "{once}");
            assert_eq!(once.matches('\n').count() == once.matches("\r\n").count(), text.contains("\r\n"), "{once:?}");
        }
        assert!(added("ignore-text = 1", &bear()).is_err());
        assert!(added("ignore-text = [", &bear()).is_err());
    }
}
