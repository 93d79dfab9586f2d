//! `zhengwen/status`: how much of what there is in a document, for a status line and for menus.

use serde::Serialize;
use serde_json::{Value, json};

use super::diagnostics::Found;
use crate::language::say;
use crate::lint::Rule;
use crate::text::edit::Applicability;

/// What was found in a document, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Findings of damage (M).
    pub damaged: usize,
    /// Lines, or parts of lines, that are not article (B).
    pub page: usize,
    /// Facts that contradict each other (C).
    pub contradictions: usize,
    /// Repairs that are certain.
    pub safe: usize,
    /// Repairs that are only likely.
    pub likely: usize,
    /// Whether there are more than were counted: setting `editor.max-problems`.
    pub cut_short: bool,
    /// The rules that found something, in order of their codes.
    pub rules: Vec<OfRule>,
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfRule {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name for people, in their language.
    pub title: String,
    /// Findings.
    pub count: usize,
    /// Repairs that are certain.
    pub safe: usize,
    /// Repairs that are only likely.
    pub likely: usize,
}

/// Counts what was `found` in an article.
#[must_use]
pub fn status(found: &Found) -> Status {
    let Found { listing, totals } = found;
    let mut status = Status { cut_short: listing.cut_short, ..Status::default() };
    for finding in listing.findings.iter().filter(|finding| !finding.rule.frequent) {
        let trust = finding.fix.as_ref().map(|fix| fix.applicability);
        let one = |which| usize::from(trust == Some(which));
        status.count(finding.rule, 1, one(Applicability::Safe), one(Applicability::Unsafe));
    }
    for total in totals {
        status.count(total.rule, total.count, total.safe, total.count - total.safe);
    }
    status.rules.sort_by_key(|rule| rule.code);
    status
}

/// A status as it is sent, with the document that it is of.
#[must_use]
pub fn of_document(uri: &str, version: i32, status: &Status) -> Value {
    let mut object = json!(status);
    object["uri"] = uri.into();
    object["version"] = version.into();
    object
}

impl Status {
    fn count(&mut self, rule: &Rule, count: usize, safe: usize, likely: usize) {
        let family = match rule.code.as_bytes().first() {
            Some(b'M') => &mut self.damaged,
            Some(b'B') => &mut self.page,
            _ => &mut self.contradictions,
        };
        *family += count;
        self.safe += safe;
        self.likely += likely;
        let known = self.rules.iter_mut().find(|of| of.code == rule.code);
        if let Some(of) = known {
            (of.count, of.safe, of.likely) = (of.count + count, of.safe + safe, of.likely + likely);
        } else {
            let title = say(&rule.title()).into_owned();
            self.rules.push(OfRule { code: rule.code, name: rule.name, title, count, safe, likely });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use std::sync::Arc;

    #[test]
    fn every_finding_is_counted_once() {
        let text = "首頁 > 新聞 > 正文\n\n霧嶺市統(tǒng)計局公布,去年全市地區(qū)生產(chǎn)總值增長(zhǎng)5.3%。\n占全市的130%。\n";
        let article = Article::new(text, Arc::default());
        let findings = article.findings();
        let status = status(&Found::new(&article));
        let of = |family: char| findings.iter().filter(|it| it.rule.code.starts_with(family)).count();
        assert_eq!((status.damaged, status.page, status.contradictions), (of('M'), of('B'), of('C')));
        assert!(status.damaged == 4 && status.page == 1);
        assert_eq!(status.rules.iter().map(|rule| rule.count).sum::<usize>(), findings.len());
        assert_eq!(
            status.safe,
            findings
                .iter()
                .filter(|it| it.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe))
                .count()
        );
    }
}
