//! Where `zhengwen.toml` lies: the only part of the configuration that reads the disk.
#![expect(clippy::disallowed_methods, reason = "finding and loading the file is what this module is for")]

use super::{ConfigError, File, parse};
use std::path::{Path, PathBuf};
use std::{fs, io, path};

/// What the file is called.
pub const FILE_NAME: &str = "zhengwen.toml";

/// The configuration file that governs `directory`: the one in it, or else in the nearest directory above it.
#[must_use]
pub fn find(directory: &Path) -> Option<PathBuf> {
    let directory = absolute(directory);
    directory.ancestors().map(|above| above.join(FILE_NAME)).find(|path| path.is_file())
}

/// `path` from the root of the file system, without `..`.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let goes_up = path.components().any(|component| component == path::Component::ParentDir);
    let resolved = if goes_up { path.canonicalize().ok() } else { None };
    resolved.or_else(|| path::absolute(path).ok()).unwrap_or_else(|| path.to_path_buf())
}

/// Reads a configuration file.
///
/// # Errors
/// It cannot be read, is not UTF-8, or [`parse`] refuses it.
pub fn load(path: &Path) -> Result<File, ConfigError> {
    parse(&text(path)?, path)
}

/// The text of a configuration file.
///
/// # Errors
/// It cannot be read or is not UTF-8.
pub fn text(path: &Path) -> Result<String, ConfigError> {
    let error = |error: io::Error| ConfigError { path: path.to_path_buf(), line: None, message: error.to_string() };
    fs::read_to_string(path).map_err(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_upward_governs() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b/c");
        fs::create_dir_all(&deep).unwrap();
        fs::write(root.path().join(FILE_NAME), "ignore = []").unwrap();
        assert_eq!(find(&deep), Some(root.path().join(FILE_NAME)));
        fs::write(root.path().join("a/b").join(FILE_NAME), "").unwrap();
        assert_eq!(find(&deep), Some(root.path().join("a/b").join(FILE_NAME)));
        assert_eq!(find(root.path()), Some(root.path().join(FILE_NAME)));
        assert_eq!(load(&root.path().join(FILE_NAME)).unwrap().ignore, Some(vec![]));
        assert_eq!(load(&root.path().join("none.toml")).unwrap_err().line, None);
    }
}
