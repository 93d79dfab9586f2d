//! Replacing a file's content: all of it or nothing.
//!
//! The new content goes to a temporary file beside the old one, is flushed to the disk and takes the old one's name.
//! Permissions stay, the owner where the system allows it; a symbolic link stays, and what it points to is replaced.
//! Not kept: other hard links to the file go on holding the old content; extended attributes and ACLs are lost.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

/// What a file looked like, to know it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

/// The stamp of the file at `path`.
///
/// # Errors
/// There is no such file, or it is not a regular one.
pub(crate) fn stamp(path: &Path) -> io::Result<Stamp> {
    regular(path).map(|metadata| Stamp { length: metadata.len(), modified: metadata.modified().ok() })
}

fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata) } else { Err(io::Error::other("not a regular file, cannot be replaced")) }
}

/// Gives the file at `path`, which had this `stamp` when it was read, the content `bytes`.
///
/// # Errors
/// It may not be written, has changed since, or the disk is full. Then it is as it was, and nothing is left beside it.
pub(crate) fn replace(path: &Path, stamp: Stamp, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let metadata = regular(&path)?;
    // A rename asks for rights on the directory only, and would replace a file that is write-protected.
    if metadata.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is write-protected"));
    }
    OpenOptions::new().write(true).open(&path)?;
    let directory = path.parent().ok_or_else(|| io::Error::other("the file has no directory"))?;
    let mut temporary = tempfile::Builder::new().prefix(".zhengwen-").suffix(".tmp").tempfile_in(directory)?;
    temporary.as_file_mut().write_all(bytes)?;
    keep_owner(temporary.path(), &metadata);
    temporary.as_file().set_permissions(metadata.permissions())?;
    temporary.as_file().sync_all()?;
    if self::stamp(&path)? != stamp {
        return Err(io::Error::other("the file changed while it was being repaired; it is left as it is"));
    }
    temporary.persist(&path).map_err(|error| error.error)?;
    // The rename itself; not every file system can be asked for this, and the content is safe either way.
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
    Ok(())
}

/// Makes a file with the content `bytes`.
///
/// # Errors
/// There is one already, it may not be made, or the disk is full.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    // Half a file is none.
    file.write_all(bytes).inspect_err(|_| _ = fs::remove_file(path))
}

/// Gives the file at `path` the owner and the group that `metadata` names, as far as one may.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    if chown(path, Some(metadata.uid()), Some(metadata.gid())).is_err() {
        let _ = chown(path, None, Some(metadata.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn the_content_is_replaced_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        fs::write(&path, "舊").unwrap();
        replace(&path, stamp(&path).unwrap(), "新的".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新的");
        assert_eq!(names(directory.path()), ["a.txt"]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        fs::write(&path, "舊").unwrap();
        let before = stamp(&path).unwrap();
        fs::write(&path, "別人寫的").unwrap();
        assert!(replace(&path, before, b"new").unwrap_err().to_string().contains("changed"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "別人寫的");
        assert_eq!(names(directory.path()), ["a.txt"]);
    }

    #[test]
    fn what_is_no_regular_file_or_is_protected_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        assert!(stamp(directory.path()).is_err());
        let path = directory.path().join("a.txt");
        fs::write(&path, "舊").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = replace(&path, stamp(&path).unwrap(), b"new").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&path).unwrap(), "舊");
        assert_eq!(names(directory.path()), ["a.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        let link = directory.path().join("link.txt");
        fs::write(&path, "舊").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.txt", &link).unwrap();
        replace(&link, stamp(&link).unwrap(), "新".as_bytes()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
    }
}
