//! Which files there are to work on, and working on them.

use super::args::{Choices, Input};
use super::report::Frame;
use super::terminal::{Output, harmless, say_error};
use super::{Outcome, common, work};
use crate::config::Config;
use crate::files::{self, Governing, Governors};
use crate::lint::boundary;
use crate::text::decode::{Encoding, Source};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One text to work on.
pub(super) struct Job {
    /// What it is called in reports.
    pub(super) name: String,
    /// Where it is; nothing for standard input.
    pub(super) path: Option<PathBuf>,
    /// The settings for it.
    pub(super) governing: Arc<Governing>,
    /// What it is read with.
    pub(super) config: Arc<Config>,
}

impl Job {
    /// Reads and decodes the text.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn read(&self) -> Result<Source, String> {
        // Names were looked at where they were read; `auto` is none of them.
        let encoding = Encoding::for_label(&self.governing.settings.encoding.value);
        match &self.path {
            None => files::decode(io::stdin().lock(), encoding),
            Some(path) => files::read(path, encoding),
        }
    }
}

/// Who governs which file, by what was chosen on the command line.
pub(super) fn governors(choices: &Choices) -> Governors {
    Governors::new(choices.overrides(), choices.config.as_deref(), !choices.no_config)
}

/// Every text that `input` names, in order of path, and whether all of them could be found. What could not is said.
pub(super) fn jobs(input: &Input) -> (Vec<Job>, Outcome) {
    let mut found =
        Found { governors: governors(&input.choices), jobs: Vec::new(), failed: false, said: HashSet::new() };
    let here = [PathBuf::from(".")];
    let paths = if input.paths.is_empty() { &here[..] } else { &input.paths };
    for path in paths {
        if path == Path::new("-") {
            let name = input.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
            found.add(name.clone(), None, false);
        } else {
            found.add_path(path);
        }
    }
    let mut jobs = found.jobs;
    jobs.sort_by(|a, b| Path::new(&a.name).cmp(Path::new(&b.name)));
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        jobs.retain(|job| seen.insert(job.path.as_ref().and_then(|path| path.canonicalize().ok())));
    }
    if !input.alone {
        common::look_across(&mut jobs, input.jobs.map_or(0, usize::from));
    }
    (jobs, if found.failed { Outcome::Failed } else { Outcome::Clean })
}

struct Found {
    governors: Governors,
    jobs: Vec<Job>,
    failed: bool,
    said: HashSet<String>,
}

impl Found {
    fn add_path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.walk(path),
            Ok(_) => self.add(path.to_path_buf(), Some(path.to_path_buf()), false),
            Err(error) => self.fail(format!("{}: {error}", path.display())),
        }
    }

    fn walk(&mut self, directory: &Path) {
        for path in files::texts_in(directory) {
            match path {
                Ok(path) => {
                    let name = path.strip_prefix(".").unwrap_or(&path).to_path_buf();
                    self.add(name, Some(path), true);
                }
                Err(error) => self.fail(error),
            }
        }
    }

    fn add(&mut self, name: PathBuf, path: Option<PathBuf>, walked: bool) {
        match self.governors.of_file(path.as_ref().unwrap_or(&name)) {
            Ok(governing) if walked && governing.excludes(&name) => {}
            Ok(governing) => {
                let config = Arc::clone(&governing.config);
                self.jobs.push(Job { name: name.display().to_string(), path, governing, config });
            }
            Err(error) => self.fail(error),
        }
    }

    /// Says what is wrong, once.
    fn fail(&mut self, message: String) {
        self.failed = true;
        if !self.said.contains(&message) {
            say_error(&harmless(&message));
            self.said.insert(message);
        }
    }
}

/// Does `work` on each text of `input`, several at once, and hands the results to `done` in order of path. What cannot
/// be done is said and makes the outcome [`Outcome::Failed`]; the other texts are done all the same.
pub(super) fn each<R: Send>(
    input: &Input,
    jobs: &[Job],
    output: &mut Output,
    work: impl Fn(&Job) -> Result<R, String> + Sync,
    mut done: impl FnMut(R, &mut Output),
) -> Outcome {
    let bar = progress(jobs.len());
    // Asked here, because the bar cannot answer while it is suspended.
    let hidden = bar.is_hidden();
    let mut outcome = Outcome::Clean;
    let work = |job: &Job| (job.name.clone(), work(job));
    let finished = work::in_order(jobs, input.jobs.map_or(0, usize::from), work, |result| {
        let error = match result {
            Ok((_, Ok(result))) => {
                bar.suspend(|| {
                    done(result, output);
                    if !hidden {
                        output.flush();
                    }
                });
                None
            }
            Ok((name, Err(error))) => Some(format!("{name}: {error}")),
            Err(panic) => Some(panic),
        };
        if let Some(error) = error {
            outcome = Outcome::Failed;
            bar.suspend(|| say_error(&harmless(&error)));
        }
        bar.inc(1);
        if output.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.finish_and_clear();
    for code in boundary::take_broken() {
        say_error(&format!("internal error in rule {code}, whose findings are missing (please report it)"));
        outcome = Outcome::Failed;
    }
    if let Err(error) = finished {
        say_error(&error);
        outcome = Outcome::Failed;
    }
    outcome
}

/// Prints what `render` makes of each text of `input`, inside `frame`.
pub(super) fn print_each(input: &Input, frame: Frame, render: impl Fn(&Job, &Source) -> String + Sync) -> Outcome {
    let (jobs, outcome) = jobs(input);
    let mut output = Output::plain();
    let mut between = "";
    output.print(frame.head);
    let work = |job: &Job| job.read().map(|source| render(job, &source));
    let worked = each(input, &jobs, &mut output, work, |text, output| {
        if !text.is_empty() {
            output.print(between);
            output.print(text);
            between = frame.between;
        }
    });
    output.print(frame.tail);
    outcome.max(worked).max(output.finish())
}

/// A bar on standard error, if that is a terminal and there is more than a glance to wait for.
fn progress(count: usize) -> ProgressBar {
    let target = if count < 8 { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    match ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} files, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
