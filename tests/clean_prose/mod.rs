//! Clean text, for whoever wants to see that nothing is found in it: of Debian packages, which nobody here wrote and
//! `tests/install-prose.sh` gets, and our own beside this file, of what is easily taken for damage.

use flate2::read::GzDecoder;
use rayon::prelude::*;
use regex::Regex;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One text.
pub(crate) struct Document {
    /// Where it is from.
    pub(crate) name: String,
    /// As a reader would have it, without markup.
    pub(crate) text: String,
}

/// What the packages hold below their root.
const FOLDERS: &[&str] = &[
    "usr/share/man/zh_CN",
    "usr/share/man/zh_TW",
    "usr/share/debian-reference",
    "usr/share/libreoffice/help/zh-CN",
    "usr/share/libreoffice/help/zh-TW",
];

/// The texts of the Debian packages, in order of name; none where they are not present.
pub(crate) fn of_debian() -> Vec<Document> {
    let Some(root) = roots().find(|root| FOLDERS.iter().all(|folder| root.join(folder).is_dir())) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| walk(&root.join(folder), &mut files));
    files.sort();
    files.into_par_iter().filter_map(|file| document(&file)).collect()
}

/// Where the packages may be unpacked: what `tests/run` says, the machine's own, the cache.
fn roots() -> impl Iterator<Item = PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let cache = variable("ZHENGWEN_TEST_CACHE").or_else(|| {
        let caches = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
        Some(caches?.join("zhengwen-tests"))
    });
    let cached = cache.map(|cache| cache.join("prose"));
    [variable("ZHENGWEN_PROSE"), Some(PathBuf::from("/")), cached].into_iter().flatten()
}

/// The files below `folder`. Links are names of pages that are there already.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), files),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}

/// The text of a file, if it is a Chinese document.
fn document(file: &Path) -> Option<Document> {
    let name = file.to_str()?;
    let is_manual = name.contains("/man/");
    // The Debian Reference has its other languages in the same folder.
    let wanted = is_manual || (name.ends_with(".html") && (name.contains("/help/zh-") || name.contains(".zh-")));
    if !wanted {
        return None;
    }
    let bytes = std::fs::read(file).ok()?;
    let text = if name.ends_with(".gz") {
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).ok()?;
        text
    } else {
        String::from_utf8(bytes).ok()?
    };
    let text = if is_manual { text } else { without_markup(&text) };
    (!text.trim().is_empty()).then(|| Document { name: name.to_owned(), text })
}

static INVISIBLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?is)<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>"));
static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)</?(?:p|div|li|tr|h\d|br|td|dt|dd|pre|title|head|body|html)\b[^>]*>"));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<[^>]+>"));
static BLANK_LINES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n[ \t]*(?:\n[ \t]*)+"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// What a browser shows of a page, block by block.
fn without_markup(page: &str) -> String {
    let visible = INVISIBLE.replace_all(page, "");
    let blocks = BLOCK.replace_all(&visible, "\n");
    let bare = TAG.replace_all(&blocks, "");
    BLANK_LINES.replace_all(&htmlize::unescape(bare), "\n").into_owned()
}

/// The texts beside this file.
pub(crate) fn ours() -> Vec<Document> {
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean_prose"), &mut files);
    files.retain(|file| file.extension().is_some_and(|it| it == "txt"));
    files.sort();
    let document = |file: PathBuf| {
        Some(Document { name: file.file_name()?.to_str()?.to_owned(), text: std::fs::read_to_string(&file).ok()? })
    };
    files.into_iter().filter_map(document).collect()
}
