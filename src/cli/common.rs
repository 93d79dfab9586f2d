//! Looking across all files before each is read: which lines stand in many of them.

use super::files::Job;
use super::work;
use crate::boilerplate::common::{CommonLines, LEAST_FILES};
use crate::config::{Common, Config};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Counts the lines of all `jobs` that are files, on `threads` threads, and gives each job what was found to read with.
///
/// Nothing happens where there are few files, or no rule that cares. A file that cannot be read is passed over: it is
/// spoken of when it is its turn.
pub(super) fn look_across(jobs: &mut [Job], threads: usize) {
    // What is no regular file can be read only once.
    let is_file = |job: &&Job| job.path.as_ref().is_some_and(|path| path.is_file());
    let files: Vec<&Job> = jobs.iter().filter(|job| job.config.selection.reads_lines()).filter(is_file).collect();
    if files.len() < LEAST_FILES {
        return;
    }
    let mut lines = CommonLines::default();
    let read = |job: &&Job| job.read().ok();
    let counted = work::in_order(&files, threads, read, |source| {
        if let Ok(Some(source)) = source {
            lines.add(source.text());
        }
        ControlFlow::Continue(())
    });
    if counted.is_err() || lines.files() < LEAST_FILES {
        return;
    }
    let common = Common(Some(Arc::new(lines)));
    let mut known: HashMap<*const Config, Arc<Config>> = HashMap::new();
    for job in jobs {
        let with_common = || Arc::new(Config { common: common.clone(), ..Config::clone(&job.config) });
        job.config = Arc::clone(known.entry(Arc::as_ptr(&job.config)).or_insert_with(with_common));
    }
}
