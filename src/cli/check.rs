//! `zhengwen check`: what the rules found.

use super::Outcome;
use super::args::{Check, Format};
use super::files::{self, Job};
use super::report::{self, Checked};
use super::terminal::{Output, counted, say};
use crate::article::Article;
use crate::lint::Finding;
use crate::text::edit::Applicability;
use std::ops::AddAssign;
use std::sync::Arc;

pub(super) fn run(arguments: &Check) -> Outcome {
    let report = report::report(arguments.format);
    let (jobs, outcome) = files::jobs(&arguments.input);
    let mut output = if arguments.format == Format::Text { Output::styled() } else { Output::plain() };
    let mut total = Tally::default();
    let mut between = "";
    let mut read = 0;
    let frame = report.frame();
    output.print(frame.head);
    let work = |job: &Job| {
        let source = job.read()?;
        let article = Article::new(source.text(), Arc::clone(&job.config));
        let findings = article.findings();
        let checked = Checked::new(&job.name, &article, source.text(), &findings);
        Ok((Tally::of(&findings), report.file(&checked)))
    };
    let worked = files::each(&arguments.input, &jobs, &mut output, work, |(tally, text), output| {
        total += tally;
        read += 1;
        if !text.is_empty() {
            output.print(between);
            output.print(text);
            between = frame.between;
        }
    });
    output.print(frame.tail);
    let told = output.finish();
    let outcome = outcome.max(worked).max(told);
    if arguments.format == Format::Text && (read > 0 || outcome < Outcome::Failed) {
        say(&total.summary(read));
    }
    let found = if total.findings > 0 { Outcome::Found } else { Outcome::Clean };
    outcome.max(found)
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    findings: usize,
    files: usize,
    safe: usize,
    likely: usize,
}

impl Tally {
    /// Of one file.
    fn of(findings: &[Finding]) -> Self {
        let count = |wanted| {
            let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
            fixes.filter(|fix| fix.applicability == wanted).count()
        };
        Self {
            findings: findings.len(),
            files: usize::from(!findings.is_empty()),
            safe: count(Applicability::Safe),
            likely: count(Applicability::Unsafe),
        }
    }

    fn summary(&self, files: usize) -> String {
        if files == 0 {
            return "No files to check".to_owned();
        }
        if self.findings == 0 {
            return format!("No findings in {}", counted(files, "file"));
        }
        let mut summary = format!("{} in {}", counted(self.findings, "finding"), counted(self.files, "file"));
        if self.safe > 0 {
            summary += &format!("; {} can be fixed with `zhengwen fix`", self.safe);
        }
        if self.likely > 0 {
            let more = if self.safe > 0 { "more " } else { "" };
            summary += &format!("; {} {more}with `zhengwen fix --unsafe`", self.likely);
        }
        summary
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.findings += other.findings;
        self.files += other.files;
        self.safe += other.safe;
        self.likely += other.likely;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts() {
        assert_eq!(Tally::default().summary(0), "No files to check");
        assert_eq!(Tally::default().summary(1), "No findings in 1 file");
        let tally = Tally { findings: 5, files: 1, safe: 3, likely: 1 };
        assert_eq!(
            tally.summary(9),
            "5 findings in 1 file; 3 can be fixed with `zhengwen fix`; 1 more with `zhengwen fix --unsafe`"
        );
        let tally = Tally { findings: 1, files: 1, safe: 0, likely: 1 };
        assert_eq!(tally.summary(1), "1 finding in 1 file; 1 with `zhengwen fix --unsafe`");
    }
}
