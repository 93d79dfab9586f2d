//! `zhengwen fix`: repairs, in place or printed.

use super::Outcome;
use super::args::FixCommand;
use super::document::Document;
use super::files::{self, Job};
use super::replace::{replace, stamp};
use super::terminal::{Output, counted, say, say_error};
use crate::article::Article;
use crate::config::Config;
use crate::lint::Finding;
use crate::text::edit::{self, Applicability, Edit};
use similar::TextDiff;
use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

/// How often a text is looked at again after its fixes. Two passes are the rule: what a fix lays bare is mended by the
/// next, and the last finds nothing.
const PASSES: usize = 10;

/// Past this, a diff is finished roughly rather than well.
const DIFF_TIME: Duration = Duration::from_secs(5);

/// What is done with a repaired text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    InPlace,
    Count,
    Diff,
    Print,
}

pub(super) fn run(arguments: &FixCommand) -> Outcome {
    let (jobs, outcome) = files::jobs(&arguments.input);
    let has_stdin = jobs.iter().any(|job| job.path.is_none());
    if (arguments.stdout || has_stdin) && !arguments.diff && !arguments.check && jobs.len() > 1 {
        say_error(&"standard output takes the text of one file only");
        return Outcome::Failed;
    }
    let way = match (arguments.diff, arguments.stdout || has_stdin, arguments.check) {
        (true, _, _) => Way::Diff,
        (_, true, false) => Way::Print,
        (_, true, true) if arguments.stdout => Way::Print,
        (_, _, true) => Way::Count,
        (_, false, false) => Way::InPlace,
    };
    let up_to = if arguments.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let mut output = Output::plain();
    let mut total = Done::default();
    let worked = files::each(
        &arguments.input,
        &jobs,
        &mut output,
        |job| one(job, way, up_to),
        |done, output| {
            output.print(&done.print);
            total.fixed += done.fixed;
            total.files += done.files;
            total.left += done.left;
        },
    );
    let told = output.finish();
    say(&total.summary(way == Way::InPlace || way == Way::Print, jobs.len()));
    let found = if arguments.check && total.files > 0 { Outcome::Found } else { Outcome::Clean };
    outcome.max(worked).max(told).max(found)
}

/// What was done.
#[derive(Default)]
struct Done {
    /// Findings mended.
    fixed: usize,
    /// Files that changed, or would.
    files: usize,
    /// Findings left.
    left: usize,
    /// What is to be printed.
    print: Vec<u8>,
}

impl Done {
    fn summary(&self, done: bool, files: usize) -> String {
        let left = if self.left > 0 { format!("; {} left", counted(self.left, "finding")) } else { String::new() };
        if self.files == 0 {
            return format!("Nothing to fix in {}{left}", counted(files, "file"));
        }
        let verb = if done { "Fixed" } else { "Would fix" };
        format!("{verb} {} in {}{left}", counted(self.fixed, "finding"), counted(self.files, "file"))
    }
}

fn one(job: &Job, way: Way, up_to: Applicability) -> Result<Done, String> {
    let stamp = match &job.path {
        Some(path) if way == Way::InPlace => Some(stamp(path).map_err(|error| error.to_string())?),
        _ => None,
    };
    let before = job.read()?;
    let Repaired { document, fixed, left } = repair(&before, &job.governing.config, up_to)?;
    let mut done = Done { fixed, left, files: usize::from(document.is_some()), print: Vec::new() };
    match (way, &document, &job.path) {
        (Way::Print, document, _) => done.print = document.as_ref().unwrap_or(&before).bytes()?,
        (Way::Diff, Some(after), _) => done.print = diff(&job.name, &before.text, &after.text).into_bytes(),
        (Way::InPlace, Some(after), Some(path)) => {
            let stamp = stamp.ok_or("no stamp")?;
            replace(path, stamp, &after.bytes()?).map_err(|error| error.to_string())?;
        }
        _ => {}
    }
    Ok(done)
}

/// A text after its fixes.
struct Repaired {
    /// The new text; nothing if it is the old one.
    document: Option<Document>,
    /// How many findings were mended.
    fixed: usize,
    /// How many findings there still are.
    left: usize,
}

/// Applies all fixes that are trusted as much as `up_to`, until there are none left.
fn repair(before: &Document, config: &Arc<Config>, up_to: Applicability) -> Result<Repaired, String> {
    let mut document: Option<Document> = None;
    let mut fixed = 0;
    for _ in 0..PASSES {
        let now = document.as_ref().unwrap_or(before);
        let findings = Article::new(&now.text, Arc::clone(config)).findings();
        let edits = edits(&findings, up_to);
        if edits.is_empty() {
            return Ok(Repaired { document, fixed, left: findings.len() });
        }
        fixed += findings.iter().filter(|finding| is_mended(finding, &edits)).count();
        document = Some(now.edited(&edits)?);
    }
    let now = document.as_ref().unwrap_or(before);
    let left = Article::new(&now.text, Arc::clone(config)).findings().len();
    Ok(Repaired { document, fixed, left })
}

/// The edits of as many fixes as can be made at once. A fix that deletes a line goes before those inside the line.
fn edits(findings: &[Finding], up_to: Applicability) -> Vec<Edit> {
    let mut fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let reach = |edits: &[Edit]| match (edits.first(), edits.last()) {
        (Some(first), Some(last)) => last.span.end.saturating_sub(first.span.start),
        _ => 0,
    };
    fixes.sort_by_cached_key(|fix| Reverse(reach(&fix.edits)));
    edit::select(fixes, up_to)
}

/// Whether `edits` hold the fix of `finding`, or delete it whole.
fn is_mended(finding: &Finding, edits: &[Edit]) -> bool {
    let Some(fix) = &finding.fix else { return false };
    let covered = |edit: &Edit| {
        let index = edits.partition_point(|made| made.span.end < edit.span.end);
        edits[index..].iter().take_while(|made| made.span.start <= edit.span.start).any(|made| {
            made == edit || (made.content.is_empty() && made.span.start <= edit.span.start && !made.span.is_empty())
        })
    };
    !fix.edits.is_empty() && fix.edits.iter().all(covered)
}

/// A unified diff, as `patch -p1` and `git apply` take it.
fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(before, after);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}
