//! The text of a `zhengwen.toml`, key by key. No input or output here.

use super::{IgnoredText, nearest};
use crate::lint::select::Selection;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a configuration file says; nothing where it is silent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Where the file is.
    pub path: PathBuf,
    /// `select`.
    pub select: Option<Vec<String>>,
    /// `ignore`.
    pub ignore: Option<Vec<String>>,
    /// `encoding`.
    pub encoding: Option<String>,
    /// `exclude`.
    pub exclude: Option<Vec<String>>,
    /// `ignore-text`.
    pub ignore_text: Option<Vec<IgnoredText>>,
    /// `editor.max-hints`.
    pub max_hints: Option<usize>,
    /// `editor.max-problems`.
    pub max_problems: Option<usize>,
    /// `editor.debounce-ms`.
    pub debounce_ms: Option<u64>,
}

/// What is wrong with a configuration file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, where it is the text that is wrong.
    pub line: Option<usize>,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ConfigError {}

const KEYS: [&str; 6] = ["select", "ignore", "encoding", "exclude", "ignore-text", "editor"];
const EDITOR_KEYS: [&str; 3] = ["max-hints", "max-problems", "debounce-ms"];
const IGNORED_KEYS: [&str; 2] = ["rule", "text"];

/// Reads the text of the configuration file at `path`.
///
/// # Errors
/// It is not TOML, or has a key, a type or a rule that there is not.
pub fn parse(text: &str, path: &Path) -> Result<File, ConfigError> {
    let reader = Reader { text, path };
    let table = DeTable::parse(text).map_err(|error| reader.error(error.span().unwrap_or(0..0), error.message()))?;
    let mut file = File { path: path.to_path_buf(), ..File::default() };
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "select" => file.select = Some(reader.selectors("select", value)?),
            "ignore" => file.ignore = Some(reader.selectors("ignore", value)?),
            "encoding" => file.encoding = Some(reader.encoding(value)?),
            "exclude" => file.exclude = Some(reader.patterns(value)?),
            "ignore-text" => file.ignore_text = Some(reader.ignored_texts(value)?),
            "editor" => reader.editor(value, &mut file)?,
            _ => return Err(reader.unknown(key.span(), key.get_ref(), &KEYS)),
        }
    }
    Ok(file)
}

struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn error(&self, at: Range<usize>, message: impl Into<String>) -> ConfigError {
        let before = &self.text.as_bytes()[..at.start.min(self.text.len())];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        ConfigError { path: self.path.to_path_buf(), line: Some(line), message: message.into() }
    }

    fn unknown(&self, at: Range<usize>, key: &str, known: &[&str]) -> ConfigError {
        let hint = match nearest(key, known.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("the keys here are `{}`", known.join("`, `")),
        };
        self.error(at, format!("there is no key `{key}`; {hint}"))
    }

    fn wrong_type(&self, key: &str, wanted: &str, value: &Value<'_>) -> ConfigError {
        self.error(value.span(), format!("`{key}` must be {wanted}, not {}", kind(value.get_ref())))
    }

    fn string(&self, key: &str, value: &Value<'_>) -> Result<String, ConfigError> {
        let text = value.get_ref().as_str();
        text.map(str::to_owned).ok_or_else(|| self.wrong_type(key, "a string", value))
    }

    /// The strings of a list, each with its place.
    fn strings(&self, key: &str, value: &Value<'_>) -> Result<Vec<(String, Range<usize>)>, ConfigError> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong_type(key, "a list of strings", value));
        };
        let string = |item: &Value<'_>| match item.get_ref().as_str() {
            Some(text) => Ok((text.to_owned(), item.span())),
            None => Err(self.wrong_type(key, "a list of strings", item)),
        };
        items.iter().map(string).collect()
    }

    fn selectors(&self, key: &str, value: &Value<'_>) -> Result<Vec<String>, ConfigError> {
        let check = |(selector, at): (String, Range<usize>)| match Selection::new(&[&selector], &[]) {
            Ok(_) => Ok(selector),
            Err(unknown) => Err(self.error(at, unknown.to_string())),
        };
        self.strings(key, value)?.into_iter().map(check).collect()
    }

    fn encoding(&self, value: &Value<'_>) -> Result<String, ConfigError> {
        let name = self.string("encoding", value)?;
        match super::check_encoding(&name) {
            Ok(()) => Ok(name),
            Err(message) => Err(self.error(value.span(), message)),
        }
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Vec<String>, ConfigError> {
        let check = |(pattern, at): (String, Range<usize>)| match ignore::gitignore::GitignoreBuilder::new("")
            .add_line(None, &pattern)
        {
            Ok(_) => Ok(pattern),
            Err(error) => Err(self.error(at, format!("`{pattern}` in `exclude` is no pattern: {error}"))),
        };
        self.strings("exclude", value)?.into_iter().map(check).collect()
    }

    fn ignored_texts(&self, value: &Value<'_>) -> Result<Vec<IgnoredText>, ConfigError> {
        const WANTED: &str = "a list of tables such as { rule = \"M101\", text = \"…\" }";
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong_type("ignore-text", WANTED, value));
        };
        items.iter().map(|item| self.ignored_text(item, WANTED)).collect()
    }

    fn ignored_text(&self, item: &Value<'_>, wanted: &str) -> Result<IgnoredText, ConfigError> {
        let DeValue::Table(table) = item.get_ref() else {
            return Err(self.wrong_type("ignore-text", wanted, item));
        };
        let (mut rule, mut text) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "rule" => {
                    let name = self.string("rule", value)?;
                    Selection::new(&[&name], &[]).map_err(|unknown| self.error(value.span(), unknown.to_string()))?;
                    rule = Some(name);
                }
                "text" => text = Some(self.string("text", value)?).filter(|text| !text.is_empty()),
                _ => return Err(self.unknown(key.span(), key.get_ref(), &IGNORED_KEYS)),
            }
        }
        match (rule, text) {
            (Some(rule), Some(text)) => Ok(IgnoredText { rule, text }),
            _ => {
                Err(self.error(item.span(), "an entry of `ignore-text` needs a `rule` and a `text` that is not empty"))
            }
        }
    }

    fn editor(&self, value: &Value<'_>, file: &mut File) -> Result<(), ConfigError> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.wrong_type("editor", "a table", value));
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "max-hints" => file.max_hints = Some(self.number("max-hints", value)?),
                "max-problems" => file.max_problems = Some(self.number("max-problems", value)?),
                "debounce-ms" => file.debounce_ms = Some(self.number("debounce-ms", value)?),
                _ => return Err(self.unknown(key.span(), key.get_ref(), &EDITOR_KEYS)),
            }
        }
        Ok(())
    }

    fn number<T: TryFrom<u64>>(&self, key: &str, value: &Value<'_>) -> Result<T, ConfigError> {
        let number = match value.get_ref() {
            DeValue::Integer(integer) => u64::from_str_radix(integer.as_str(), integer.radix()).ok(),
            _ => None,
        };
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.wrong_type(key, "a whole number, 0 or more", value))
    }
}

/// The type of a value, in words.
fn kind(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(_) => "a string".to_owned(),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(boolean) => boolean.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text, Path::new("zhengwen.toml")).unwrap_err().to_string()
    }

    #[test]
    fn every_key_is_read() {
        let text = r#"
            select = ["M", "injected-pinyin"]
            ignore = []
            encoding = "gb18030"
            exclude = ["raw/", "!raw/keep.txt"]
            ignore-text = [{ rule = "M101", text = "砼(tóng)" }]
            [editor]
            max-hints = 10
            max-problems = 0
            debounce-ms = 250
        "#;
        let expected = File {
            path: PathBuf::from("x.toml"),
            select: Some(vec!["M".to_owned(), "injected-pinyin".to_owned()]),
            ignore: Some(vec![]),
            encoding: Some("gb18030".to_owned()),
            exclude: Some(vec!["raw/".to_owned(), "!raw/keep.txt".to_owned()]),
            ignore_text: Some(vec![IgnoredText { rule: "M101".to_owned(), text: "砼(tóng)".to_owned() }]),
            max_hints: Some(10),
            max_problems: Some(0),
            debounce_ms: Some(250),
        };
        assert_eq!(parse(text, Path::new("x.toml")).unwrap(), expected);
        assert_eq!(parse("", Path::new("x")).unwrap(), File { path: PathBuf::from("x"), ..File::default() });
        assert!(parse("\u{feff}select = []\r\n", Path::new("x")).is_ok());
    }

    #[test]
    fn an_unknown_key_names_file_line_and_the_nearest() {
        assert_eq!(
            error("select = []\nignores = []"),
            "zhengwen.toml:2: there is no key `ignores`; did you mean `ignore`?"
        );
        assert_eq!(
            error("[editor]\n\nmax-hint = 3"),
            "zhengwen.toml:3: there is no key `max-hint`; did you mean `max-hints`?"
        );
        assert_eq!(
            error("colour = 1"),
            "zhengwen.toml:1: there is no key `colour`; the keys here are `select`, `ignore`, `encoding`, `exclude`, \
             `ignore-text`, `editor`"
        );
        assert_eq!(
            error("ignore-text = [\n  { rules = \"M101\" },\n]"),
            "zhengwen.toml:2: there is no key `rules`; did you mean `rule`?"
        );
    }

    #[test]
    fn a_wrong_value_is_named() {
        let tail = |text: &str| error(text).strip_prefix("zhengwen.toml:").map(str::to_owned).unwrap();
        assert_eq!(tail("select = \"M\""), "1: `select` must be a list of strings, not a string");
        assert_eq!(tail("exclude = [\n1]"), "2: `exclude` must be a list of strings, not 1");
        assert_eq!(tail("encoding = []"), "1: `encoding` must be a string, not a list");
        assert_eq!(tail("editor = true"), "1: `editor` must be a table, not true");
        assert_eq!(tail("[editor]\nmax-hints = -1"), "2: `max-hints` must be a whole number, 0 or more, not -1");
        assert_eq!(tail("[editor]\nmax-hints = 1.5"), "2: `max-hints` must be a whole number, 0 or more, not 1.5");
        assert_eq!(
            tail("ignore = [\"injected-pinyn\"]"),
            "1: no rule is called `injected-pinyn`; did you mean `injected-pinyin`?"
        );
        assert_eq!(
            tail("ignore-text = [{ rule = \"M101\", text = \"\" }]"),
            "1: an entry of `ignore-text` needs a `rule` and a `text` that is not empty"
        );
        assert!(tail("exclude = [\"[z-a]\"]").starts_with("1: `[z-a]` in `exclude` is no pattern"));
        assert!(tail("encoding = \"utf-9\"").starts_with("1: "));
        assert!(tail("select = [\n\n").starts_with('3') || tail("select = [\n\n").starts_with('1'));
    }
}
