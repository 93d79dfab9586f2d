//! Which settings govern which file.

use crate::config::{self, Config, Overrides, Settings};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is in force for the files of one directory.
#[derive(Debug)]
pub(crate) struct Governing {
    /// Every setting with its origin.
    pub(crate) settings: Settings,
    /// What articles are read with.
    pub(crate) config: Arc<Config>,
    exclude: Gitignore,
}

impl Governing {
    fn new(settings: Settings) -> Result<Self, String> {
        let config = Arc::new(settings.config().map_err(|unknown| unknown.to_string())?);
        let mut exclude = GitignoreBuilder::new(settings.root.as_deref().unwrap_or(Path::new("")));
        for pattern in &settings.exclude.value {
            exclude.add_line(None, pattern).map_err(|error| error.to_string())?;
        }
        let exclude = exclude.build().map_err(|error| error.to_string())?;
        Ok(Self { settings, config, exclude })
    }

    /// Whether the configuration excludes the file at `path`.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        let Some(root) = &self.settings.root else { return false };
        let path = config::absolute(path);
        path.starts_with(root) && self.exclude.matched_path_or_any_parents(&path, false).is_ignore()
    }
}

/// Settings by directory; a configuration file is read once.
pub(crate) struct Governors {
    overrides: Overrides,
    only: Option<PathBuf>,
    look: bool,
    by_directory: HashMap<PathBuf, Result<Arc<Governing>, String>>,
    by_file: HashMap<Option<PathBuf>, Result<Arc<Governing>, String>>,
}

impl Governors {
    /// Governors that heed `overrides`, and for every file the configuration file `only`, or else, if they are to
    /// `look`, the nearest one above it.
    pub(crate) fn new(overrides: Overrides, only: Option<&Path>, look: bool) -> Self {
        Self {
            overrides,
            only: only.map(config::absolute),
            look,
            by_directory: HashMap::new(),
            by_file: HashMap::new(),
        }
    }

    /// What governs the files in `directory`, or what is wrong with the configuration file that should.
    pub(crate) fn of_directory(&mut self, directory: &Path) -> Result<Arc<Governing>, String> {
        if let Some(known) = self.by_directory.get(directory) {
            return known.clone();
        }
        let file = match &self.only {
            Some(file) => Some(file.clone()),
            None if self.look => config::find(directory),
            None => None,
        };
        let governing = match self.by_file.get(&file) {
            Some(known) => known.clone(),
            None => {
                let fresh = self.read(file.as_deref()).map(Arc::new);
                self.by_file.insert(file, fresh.clone());
                fresh
            }
        };
        self.by_directory.insert(directory.to_path_buf(), governing.clone());
        governing
    }

    /// What governs the file at `path`.
    pub(crate) fn of_file(&mut self, path: &Path) -> Result<Arc<Governing>, String> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        self.of_directory(directory.unwrap_or(Path::new(".")))
    }

    fn read(&self, file: Option<&Path>) -> Result<Governing, String> {
        let file = file.map(config::load).transpose().map_err(|error| error.to_string())?;
        Governing::new(Settings::new(file, &self.overrides))
    }
}
