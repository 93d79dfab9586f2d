//! The other texts of the workspace, as they are on disk: what figures they give, for hovers and contradictions.
//!
//! They are read in the background, when the editor starts and when it says that one has changed.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tower_lsp::lsp_types::Url;

use super::documents::Documents;
use super::guard::uri::Uri;
use super::guard::work::{Cancel, Stopped};
use super::lock;
use super::requests::facts;
use super::requests::hover::Place;
use crate::article::Article;
use crate::config::Overrides;
use crate::consistency::conflicting_figures::{Statement, statements};
use crate::facts::{FactKind, Figure, Quantity};
use crate::files::{self, Governors};
use crate::text::decode::Encoding as Charset;
use crate::text::folded::fold;
use crate::text::position::Encoding;

/// Unless the editor's settings say otherwise, so many files are read in the background (`workspaceFiles`).
pub(crate) const FILES: usize = 1000;

/// Files that are longer are not read in the background, in bytes.
const LONGEST: usize = 4 << 20;

/// An open text that is longer is not held against the others, in bytes: it would be read as a whole for each change.
const LONGEST_OPEN: usize = 512 << 10;

/// So many texts are looked through for a table.
const MOST: usize = 20_000;

/// So many facts fill a table that people can still use.
const FACTS: usize = 50_000;

/// All that is known of the texts in the workspace.
#[derive(Default)]
pub(crate) struct Workspace {
    roots: Mutex<Vec<PathBuf>>,
    /// Nothing before they are read for the first time.
    files: Mutex<Option<BTreeMap<PathBuf, Arc<Entry>>>>,
}

/// What one file says.
struct Entry {
    uri: String,
    name: String,
    /// By what is said: the first line where it is, from 1.
    values: HashMap<Said, usize>,
    /// What is said so that it can be held against what others say, with its line; by what it is of.
    statements: HashMap<String, Vec<(Statement, usize)>>,
}

impl Entry {
    fn place(&self, line: usize) -> Place {
        Place { uri: self.uri.clone(), name: self.name.clone(), line }
    }
}

/// A value with its unit, and what it is of where it would say too little without.
type Said = (String, Option<String>);

/// A figure of another file that cannot be right together with one of ours.
pub(crate) struct Conflict {
    /// Our statement.
    pub(crate) ours: Statement,
    /// The other one.
    pub(crate) other: Statement,
    /// Where that is.
    pub(crate) place: Place,
}

/// What came of looking at all texts.
#[derive(Default)]
pub(crate) struct Table {
    /// The facts, file by file.
    pub(crate) facts: Vec<Value>,
    /// How many files were read.
    pub(crate) files: usize,
    /// How many were not: they are excluded no less than others, but too large, no text, or there was no more room.
    pub(crate) skipped: usize,
}

impl Workspace {
    /// Takes the folders of the workspace.
    pub(crate) fn set_roots<'a>(&self, roots: impl Iterator<Item = &'a Uri>) {
        *lock(&self.roots) = roots.filter_map(Uri::path).collect();
    }

    /// Takes some folders away and others in.
    pub(crate) fn change_roots(&self, removed: &[Uri], added: &[Uri]) {
        let mut roots = lock(&self.roots);
        let removed: Vec<PathBuf> = removed.iter().filter_map(Uri::path).collect();
        roots.retain(|root| !removed.contains(root));
        roots.extend(added.iter().filter_map(Uri::path));
    }

    /// Whether there is a folder at all.
    pub(crate) fn has_roots(&self) -> bool {
        !lock(&self.roots).is_empty()
    }

    /// Forgets all texts.
    pub(crate) fn forget(&self) {
        *lock(&self.files) = None;
    }

    /// Whether the texts were read.
    pub(crate) fn is_read(&self) -> bool {
        lock(&self.files).is_some()
    }

    /// The folder of the workspace that `path` lies in.
    pub(crate) fn root_of(&self, path: &Path) -> Option<PathBuf> {
        lock(&self.roots).iter().find(|root| path.starts_with(root)).cloned()
    }

    /// What a document is called, from the root of the workspace.
    pub(crate) fn name_of(&self, uri: &Uri) -> String {
        let Some(path) = uri.path() else { return uri.as_str().to_owned() };
        let root = self.root_of(&path).or_else(|| path.parent().map(Path::to_path_buf));
        name(&path, &root.unwrap_or_default())
    }

    /// Reads all texts, at most `limit`. Says whether there are more.
    ///
    /// # Errors
    /// When the work is no longer wanted.
    pub(crate) fn read_all(&self, limit: usize, cancel: &Cancel) -> Result<bool, Stopped> {
        let mut texts = self.texts(limit.saturating_add(1), cancel)?;
        let more = texts.len() > limit;
        texts.truncate(limit);
        let mut governors = governors();
        let mut files = BTreeMap::new();
        for text in texts {
            cancel.check()?;
            files.extend(entry(&text, &mut governors).map(|entry| (text.path, Arc::new(entry))));
        }
        *lock(&self.files) = Some(files);
        Ok(more)
    }

    /// Reads the texts at `paths` again, as they are now; new ones as far as `limit` has room. Says whether anything that
    /// is known may be another than before.
    ///
    /// # Errors
    /// When the work is no longer wanted.
    pub(crate) fn read_again(&self, paths: Vec<PathBuf>, limit: usize, cancel: &Cancel) -> Result<bool, Stopped> {
        let is_known = |path: &PathBuf| lock(&self.files).as_ref().is_some_and(|files| files.contains_key(path));
        let (known, new): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(is_known);
        let mut texts: Vec<Text> = known.into_iter().filter_map(|path| self.text(path)).collect();
        let room = limit.saturating_sub(lock(&self.files).as_ref().map_or(0, BTreeMap::len));
        if !new.is_empty() && room > 0 {
            // Only a walk knows what is not to be read: hidden folders, and what a `.gitignore` names.
            let listed = self.texts(limit, cancel)?.into_iter().filter(|text| new.contains(&text.path));
            texts.extend(listed.take(room));
        }
        let mut governors = governors();
        for text in &texts {
            cancel.check()?;
            let entry = entry(text, &mut governors);
            let mut files = lock(&self.files);
            let files = files.get_or_insert_default();
            match entry {
                Some(entry) => _ = files.insert(text.path.clone(), Arc::new(entry)),
                None => _ = files.remove(&text.path),
            }
        }
        Ok(!texts.is_empty())
    }

    /// All files but the one at `path`. Work on them holds up nobody.
    fn others(&self, path: Option<&Path>) -> Vec<Arc<Entry>> {
        let files = lock(&self.files);
        let others = files.iter().flatten().filter(|(other, _)| Some(other.as_path()) != path);
        others.map(|(_, entry)| Arc::clone(entry)).collect()
    }

    /// Where else in the workspace a figure of the file at `path` is given.
    pub(crate) fn elsewhere(&self, figure: &Figure, path: Option<&Path>) -> Vec<Place> {
        let Some(said) = said(figure) else { return Vec::new() };
        let others = self.others(path);
        others.iter().filter_map(|entry| Some(entry.place(*entry.values.get(&said)?))).collect()
    }

    /// What `article`, which is the file at `path`, says otherwise than another file.
    pub(crate) fn conflicts(&self, article: &Article, path: Option<&Path>) -> Vec<Conflict> {
        let others = self.others(path);
        if others.is_empty() || article.text().len_bytes() > LONGEST_OPEN {
            return Vec::new();
        }
        let known = article.known();
        let conflict = |mut ours: Statement| {
            let stated = others.iter().filter_map(|entry| Some((entry, entry.statements.get(&ours.of)?)));
            let stated = stated.flat_map(|(entry, all)| all.iter().map(move |it| (entry, it)));
            let stated: Vec<_> = stated.filter(|(_, (other, _))| ours.is_comparable(other)).collect();
            // Where one file agrees, the text has a source.
            if stated.iter().any(|(_, (other, _))| !ours.differs_from(other)) {
                return None;
            }
            let (entry, (other, line)) = stated.first()?;
            ours.span = known.reading.view.to_disk(ours.span);
            Some(Conflict { ours, other: other.clone(), place: entry.place(*line) })
        };
        statements(&known.said()).into_iter().filter(|ours| ours.is_placed).filter_map(conflict).collect()
    }

    /// The facts of all texts; those that are open in the editor as they are there. Positions count `encoding`.
    ///
    /// # Errors
    /// When the work is no longer wanted.
    pub(crate) fn table(&self, documents: &Documents, encoding: Encoding, cancel: &Cancel) -> Result<Table, Stopped> {
        let open = documents.all();
        let open: HashMap<PathBuf, _> = open.iter().filter_map(|it| Some((it.uri.path()?, it))).collect();
        let mut governors = governors();
        let mut table = Table::default();
        for text in self.texts(MOST, cancel)? {
            cancel.check()?;
            let facts = match open.get(&text.path) {
                _ if table.facts.len() >= FACTS => None,
                Some(document) => {
                    let uri = document.uri.as_str();
                    let read = document.analysed(&document.snapshot(), cancel, |analysis| {
                        Ok(facts::facts(&analysis.article, &text.name, uri, encoding))
                    });
                    // Typed in just now: the table is asked for again.
                    read.ok()
                }
                None => article(&text, &mut governors)
                    .and_then(|article| Some(facts::facts(&article, &text.name, &uri(&text.path)?, encoding))),
            };
            match facts {
                Some(facts) => {
                    table.files += 1;
                    table.facts.extend(facts);
                }
                None => table.skipped += 1,
            }
        }
        Ok(table)
    }

    /// The texts in the folders, in order of path; the first `most` that are come upon.
    fn texts(&self, most: usize, cancel: &Cancel) -> Result<Vec<Text>, Stopped> {
        let mut texts: Vec<Text> = Vec::new();
        for root in lock(&self.roots).clone() {
            for path in files::texts_in(&root).flatten() {
                cancel.check()?;
                if texts.len() >= most {
                    break;
                }
                texts.push(Text { name: name(&path, &root), path });
            }
        }
        texts.sort_by(|one, other| one.path.cmp(&other.path));
        texts.dedup_by(|one, other| one.path == other.path);
        Ok(texts)
    }

    /// The text at `path`, if that is in one of the folders.
    fn text(&self, path: PathBuf) -> Option<Text> {
        let root = self.root_of(&path)?;
        Some(Text { name: name(&path, &root), path })
    }
}

/// One text of the workspace.
struct Text {
    path: PathBuf,
    name: String,
}

fn name(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn uri(path: &Path) -> Option<String> {
    Url::from_file_path(path).ok().map(Into::into)
}

fn governors() -> Governors {
    Governors::new(Overrides::default(), None, true)
}

/// A text, read; nothing where it cannot be, is excluded, or is too long.
fn article(text: &Text, governors: &mut Governors) -> Option<Article> {
    let governing = governors.of_file(&text.path).ok().filter(|governing| !governing.excludes(&text.path))?;
    if files::length(&text.path)? > LONGEST as u64 {
        return None;
    }
    let source = files::read(&text.path, Charset::for_label(&governing.settings.encoding.value)).ok()?;
    Some(Article::new(source.text(), Arc::clone(&governing.config)))
}

fn entry(text: &Text, governors: &mut Governors) -> Option<Entry> {
    let article = article(text, governors)?;
    let known = article.known();
    let line = |span| {
        let at = known.reading.view.to_disk(span).start;
        article.text().try_byte_to_line(at).map_or(1, |line| line + 1)
    };
    let mut values: HashMap<Said, usize> = HashMap::new();
    for fact in &known.facts {
        if let FactKind::Figure(figure) = &fact.kind
            && let Some(said) = said(figure)
        {
            values.entry(said).or_insert_with(|| line(fact.span));
        }
    }
    let mut stated: HashMap<String, Vec<(Statement, usize)>> = HashMap::new();
    for statement in statements(&known.said()).into_iter().filter(|statement| statement.is_placed) {
        let line = line(statement.span);
        stated.entry(statement.of.clone()).or_default().push((statement, line));
    }
    Some(Entry { uri: uri(&text.path)?, name: text.name.clone(), values, statements: stated })
}

/// What is the same where a figure is given twice. A round or short one needs what it is of beside it: 10 % are many
/// things.
fn said(figure: &Figure) -> Option<Said> {
    if matches!(figure.quantity, Quantity::Rank | Quantity::Ordinal | Quantity::Ratio | Quantity::Number) {
        return None;
    }
    let to = figure.value_to.map(|to| format!("–{}", to.normalize())).unwrap_or_default();
    let unit = figure.unit.as_deref().unwrap_or_default();
    let value = format!("{}{to} {unit}", figure.value.normalize());
    let digits = figure.value.normalize().mantissa().abs().to_string();
    if digits.trim_end_matches('0').len() >= 3 {
        return Some((value, None));
    }
    let metric = figure.metric.as_ref()?;
    Some((value, Some(metric.chars().map(fold).collect())))
}
