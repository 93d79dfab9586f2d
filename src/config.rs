//! `zhengwen.toml`: one schema for the command line and the server.
//!
//! Layers, the later over the earlier: what is built in, the editor's settings ([`EditorSettings`]), the file ([`File`],
//! read by [`parse`]), the command line ([`Overrides`]). [`Settings`] keeps with each value where it came from; [`Config`] is what an article
//! is read with. Only [`find`] and [`load`] touch the disk.

mod file;
mod locate;

pub use file::{ConfigError, File, parse};
pub use locate::{FILE_NAME, absolute, find, load, text};

use crate::boilerplate::common::CommonLines;
use crate::lint::Rule;
use crate::lint::select::{Selection, UnknownRule};
use crate::text::Span;
use crate::text::decode::Encoding;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, iter};

/// What is in force for one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Which rules are on.
    pub selection: Selection,
    /// Texts that a rule is to leave alone.
    pub ignore_text: Vec<IgnoredText>,
    /// How much an editor is shown, and how soon.
    pub editor: Editor,
    /// What is known of the other files that are read together with a document.
    pub common: Common,
}

/// The lines of the files that are read together; the same only if it is the same table.
#[derive(Clone, Debug, Default)]
pub struct Common(pub Option<Arc<CommonLines>>);

impl PartialEq for Common {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// A text that a rule is to leave alone, wherever it stands. A `.txt` file has no comments to say so in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredText {
    /// Code, prefix or name of the rule, or `all`, as for `--ignore`.
    pub rule: String,
    /// The marked text, or the marked text with what stands before it: `鲅(bà)` for the gloss `(bà)`.
    pub text: String,
}

/// The `[editor]` table: what only the language server heeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editor {
    /// `max-hints`: how many findings of frequent rules are shown in one document.
    pub max_hints: usize,
    /// `max-problems`: how many other findings are shown in one document.
    pub max_problems: usize,
    /// `debounce-ms`: how long after the last change a document is looked at.
    pub debounce: Duration,
}

impl Default for Editor {
    fn default() -> Self {
        Self { max_hints: 2000, max_problems: 1000, debounce: Duration::from_millis(30) }
    }
}

impl Config {
    /// Whether what `rule` found at `span` of `line` is to be left alone.
    #[must_use]
    pub fn ignores(&self, rule: &Rule, line: &str, span: Span) -> bool {
        self.ignore_text.iter().any(|ignored| {
            ignored.text.len() >= span.len()
                && line.get(..span.end).is_some_and(|head| head.ends_with(&ignored.text))
                && rule.narrowness(ignored.rule.trim()) > 0
        })
    }
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// The settings of the editor.
    Editor,
    /// This configuration file.
    File(PathBuf),
    /// An option on the command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Editor => f.write_str("editor"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// A value, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// The layers that it comes from: one, but for lists to which a layer adds.
    pub origins: Vec<Origin>,
}

impl<T> Setting<T> {
    const fn default(value: T) -> Self {
        Self { value, origins: Vec::new() }
    }

    /// Takes `value`, if there is one, in the place of what was there.
    fn set(&mut self, value: Option<T>, origin: &Origin) {
        if let Some(value) = value {
            *self = Self { value, origins: vec![origin.clone()] };
        }
    }

    /// The layers, in words.
    #[must_use]
    pub fn origin(&self) -> String {
        let origins: Vec<String> = self.origins.iter().map(Origin::to_string).collect();
        if origins.is_empty() { Origin::Default.to_string() } else { origins.join(", and ") }
    }
}

/// What an editor's own settings say, for all that it opens; a `zhengwen.toml` stands over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorSettings {
    /// `select`.
    pub select: Option<Vec<String>>,
    /// `ignore`.
    pub ignore: Option<Vec<String>>,
    /// `maxHints`.
    pub max_hints: Option<usize>,
    /// `maxProblems`.
    pub max_problems: Option<usize>,
}

/// What the command line says over the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--select`: in the place of the file's `select` and `ignore`, so that it means what it says.
    pub select: Option<Vec<String>>,
    /// `--ignore`: beside the file's.
    pub ignore: Vec<String>,
    /// `--encoding`.
    pub encoding: Option<String>,
}

/// Every setting with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `select`; empty means all rules.
    pub select: Setting<Vec<String>>,
    /// `ignore`.
    pub ignore: Setting<Vec<String>>,
    /// `encoding`: `auto` or a name.
    pub encoding: Setting<String>,
    /// `exclude`: patterns as in `.gitignore`, relative to [`Self::root`].
    pub exclude: Setting<Vec<String>>,
    /// `ignore-text`.
    pub ignore_text: Setting<Vec<IgnoredText>>,
    /// `editor.max-hints`.
    pub max_hints: Setting<usize>,
    /// `editor.max-problems`.
    pub max_problems: Setting<usize>,
    /// `editor.debounce-ms`.
    pub debounce_ms: Setting<u64>,
    /// The directory of the configuration file.
    pub root: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        let editor = Editor::default();
        Self {
            select: Setting::default(Vec::new()),
            ignore: Setting::default(Vec::new()),
            encoding: Setting::default("auto".to_owned()),
            exclude: Setting::default(Vec::new()),
            ignore_text: Setting::default(Vec::new()),
            max_hints: Setting::default(editor.max_hints),
            max_problems: Setting::default(editor.max_problems),
            debounce_ms: Setting::default(u64::try_from(editor.debounce.as_millis()).unwrap_or(u64::MAX)),
            root: None,
        }
    }
}

impl Settings {
    /// What is built in, under `file`, under `overrides`.
    #[must_use]
    pub fn new(file: Option<File>, overrides: &Overrides) -> Self {
        let mut settings = Self::default();
        if let Some(file) = file {
            settings.take_file(file);
        }
        let origin = Origin::CommandLine;
        if overrides.select.is_some() {
            settings.select.set(overrides.select.clone(), &origin);
            settings.ignore = Setting::default(Vec::new());
        }
        if !overrides.ignore.is_empty() {
            settings.ignore.value.extend(overrides.ignore.iter().cloned());
            settings.ignore.origins.push(origin.clone());
        }
        settings.encoding.set(overrides.encoding.clone(), &origin);
        settings
    }

    /// What is built in, under the settings of an `editor`, under `file`.
    #[must_use]
    pub fn in_editor(editor: EditorSettings, file: Option<File>) -> Self {
        let mut settings = Self::default();
        settings.select.set(editor.select, &Origin::Editor);
        settings.ignore.set(editor.ignore, &Origin::Editor);
        settings.max_hints.set(editor.max_hints, &Origin::Editor);
        settings.max_problems.set(editor.max_problems, &Origin::Editor);
        if let Some(file) = file {
            settings.take_file(file);
        }
        settings
    }

    fn take_file(&mut self, file: File) {
        let origin = Origin::File(file.path.clone());
        self.select.set(file.select, &origin);
        self.ignore.set(file.ignore, &origin);
        self.encoding.set(file.encoding, &origin);
        self.exclude.set(file.exclude, &origin);
        self.ignore_text.set(file.ignore_text, &origin);
        self.max_hints.set(file.max_hints, &origin);
        self.max_problems.set(file.max_problems, &origin);
        self.debounce_ms.set(file.debounce_ms, &origin);
        self.root = file.path.parent().map(Path::to_path_buf);
    }

    /// What an article is read with.
    ///
    /// # Errors
    /// The first selector of the command line or the editor that names no rule; those of a file were looked at by
    /// [`parse`].
    pub fn config(&self) -> Result<Config, UnknownRule> {
        Ok(Config {
            selection: Selection::new(&self.select.value, &self.ignore.value)?,
            ignore_text: self.ignore_text.value.clone(),
            editor: Editor {
                max_hints: self.max_hints.value,
                max_problems: self.max_problems.value,
                debounce: Duration::from_millis(self.debounce_ms.value),
            },
            common: Common::default(),
        })
    }
}

/// Whether an encoding is called `name`, which may be `auto`.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn check_encoding(name: &str) -> Result<(), String> {
    if name.eq_ignore_ascii_case("auto") || Encoding::for_label(name).is_some() {
        return Ok(());
    }
    let known = || iter::once("auto").chain(Encoding::LABELS);
    Err(match nearest(name, known()) {
        Some(nearest) => format!("no encoding is called `{name}`; did you mean `{nearest}`?"),
        None => format!("no encoding is called `{name}`; there are `{}`", known().collect::<Vec<_>>().join("`, `")),
    })
}

/// The nearest of `names` to `word`, if one is near.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    names
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_ascii_lowercase()), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len().max(3) / 3)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Option<File> {
        Some(parse(text, Path::new("/a/zhengwen.toml")).unwrap())
    }

    #[test]
    fn the_command_line_stands_over_the_file_and_the_file_over_the_default() {
        let text = "select = [\"M\"]\nignore = [\"M101\"]\nencoding = \"big5\"\n[editor]\nmax-hints = 5\n";
        let plain = Settings::new(file(text), &Overrides::default());
        assert!(!plain.config().unwrap().selection.rules().any(|rule| rule.code == "M101"));
        assert_eq!(plain.max_hints.value, 5);
        assert_eq!(plain.max_hints.origin(), "/a/zhengwen.toml");
        assert_eq!(plain.max_problems.origin(), "default");
        assert_eq!(plain.root.as_deref(), Some(Path::new("/a")));

        let select = Overrides { select: Some(vec!["M101".to_owned()]), ..Overrides::default() };
        let selected = Settings::new(file(text), &select);
        assert!(selected.config().unwrap().selection.rules().any(|rule| rule.code == "M101"));
        assert_eq!(selected.select.origin(), "command line");

        let more = Overrides { ignore: vec!["M".to_owned()], encoding: Some("gbk".to_owned()), ..Overrides::default() };
        let more = Settings::new(file(text), &more);
        assert_eq!(more.ignore.value, ["M101", "M"]);
        assert_eq!(more.ignore.origin(), "/a/zhengwen.toml, and command line");
        assert_eq!(more.encoding.value, "gbk");
    }

    #[test]
    fn the_defaults_are_the_configuration_without_a_file() {
        assert_eq!(Settings::default().config().unwrap(), Config::default());
        assert_eq!(Settings::new(None, &Overrides::default()), Settings::default());
    }
}
