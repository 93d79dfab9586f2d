//! Text files on the disk, for both faces: finding them, reading them, replacing them.
#![expect(clippy::disallowed_methods, reason = "files are what this room is for")]

mod governing;
mod replace;

pub(crate) use governing::{Governing, Governors};
pub(crate) use replace::{create, replace, stamp};

use crate::text::decode::{Encoding, Source};
use ignore::WalkBuilder;
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes. An analysis takes a few times as much memory, for each file.
const LIMIT: u64 = 512 << 20;

/// Reads and decodes the file at `path`; its encoding is guessed where none is given.
///
/// # Errors
/// Why it cannot be read, in words.
pub(crate) fn read(path: &Path, encoding: Option<Encoding>) -> Result<Source, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let length = file.metadata().map_err(|error| error.to_string())?.len();
    if length > LIMIT {
        return Err(too_large());
    }
    decode(file, encoding)
}

/// How long the file at `path` is, in bytes; nothing where there is none.
pub(crate) fn length(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| metadata.len())
}

/// Reads and decodes all of `from`.
///
/// # Errors
/// Why it cannot be read, in words.
pub(crate) fn decode(from: impl Read, encoding: Option<Encoding>) -> Result<Source, String> {
    let mut bytes = Vec::new();
    from.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LIMIT {
        return Err(too_large());
    }
    Source::decode(bytes, encoding).map_err(|error| error.to_string())
}

fn too_large() -> String {
    format!("larger than {} MiB, the most that is read", LIMIT >> 20)
}

/// Every `.txt` file in `directory` and below, but for what a `.gitignore` names; or why part of it cannot be looked
/// through.
pub(crate) fn texts_in(directory: &Path) -> impl Iterator<Item = Result<PathBuf, String>> {
    // A `.gitignore` is heeded where there is no repository too.
    WalkBuilder::new(directory).require_git(false).build().filter_map(move |entry| match entry {
        Ok(entry) => {
            let wanted = entry.file_type().is_some_and(|kind| kind.is_file()) && is_text(entry.path());
            wanted.then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(walk_error(&error, directory))),
    })
}

/// What went wrong in a walk, in words: the path and the system's own message.
fn walk_error(error: &ignore::Error, path: &Path) -> String {
    match error {
        ignore::Error::WithPath { path, err } => walk_error(err, path.strip_prefix(".").unwrap_or(path)),
        ignore::Error::WithDepth { err, .. } => walk_error(err, path),
        ignore::Error::Io(io) => {
            // The outer layers name the path again, as the walk sees it.
            let mut cause: &dyn Error = io;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            format!("{}: {cause}", path.display())
        }
        other => format!("{}: {other}", path.display()),
    }
}

/// Whether a file is one of ours, by its name.
pub(crate) fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}
