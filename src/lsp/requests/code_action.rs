//! `textDocument/codeAction`: the repair at the cursor, all of its kind in the file, and everything that is Safe.

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, Command, Diagnostic, DiagnosticSeverity, NumberOrString, Url, WorkspaceEdit,
};

use super::leave_alone;
use crate::article::{self, Article, Limits, Wanted};
use crate::language::say;
use crate::lint::{self, Finding, Rule, registry};
use crate::lsp::convert::{Ranges, workspace_edit};
use crate::text::Span;
use crate::text::edit::{Applicability, Edit, Fix};
use crate::text::position::Encoding;

/// Our kind of `source.fixAll`.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.zhengwen");

/// The part of it that is damage.
pub const FIX_DAMAGE: CodeActionKind = CodeActionKind::new("source.fixAll.zhengwen.damage");

/// The part of it that is not article.
pub const FIX_PAGE: CodeActionKind = CodeActionKind::new("source.fixAll.zhengwen.page");

/// The family of the rules that find damage.
const DAMAGE: &str = "M";

/// The family of the rules that find what is not article.
const PAGE: &str = "B";

/// So many findings are offered one by one: nobody reads a longer menu, and a selection may hold thousands.
const AT_MOST: usize = 50;

/// What the client asked, and what it can take.
pub struct Request<'a> {
    /// The document, as the client names it.
    pub uri: &'a Url,
    /// The version that the actions are for.
    pub version: i32,
    /// The selection, in bytes.
    pub span: Span,
    /// `context.only`; nothing means every kind.
    pub only: Option<&'a [CodeActionKind]>,
    /// `context.diagnostics`.
    pub diagnostics: &'a [Diagnostic],
    /// The unit of columns.
    pub encoding: Encoding,
    /// Whether edits may name a version.
    pub versioned: bool,
    /// Whether the edits of what concerns the whole file may be asked for later, by `codeAction/resolve`.
    pub resolves: bool,
    /// Whether there is a file beside which it can be written down what to leave alone.
    pub leaves_alone: bool,
}

/// What has to be known to make the edits of a whole-file action later: the action's `data`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeFile {
    /// The document.
    pub uri: Url,
    /// The only version that the action is for.
    pub version: i32,
    /// The code of the only rule to apply, or the letter of its family; or all.
    pub rule: Option<String>,
    /// Whether Unsafe repairs are applied too.
    pub likely: bool,
}

/// The actions for a request, the repairs at the place first.
#[must_use]
pub fn code_actions(article: &Article, request: &Request<'_>) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    if request.wants(&CodeActionKind::QUICKFIX) {
        let here = article.findings_in(request.span);
        for finding in here.iter().take(AT_MOST) {
            let fixes = finding.fix.iter().chain(&finding.alternatives);
            actions.extend(fixes.map(|fix| quick_fix(article, request, finding, fix)));
        }
        let mut rules: Vec<&Rule> = Vec::new();
        for finding in here.iter().filter(|finding| finding.fix.is_some()) {
            if !rules.contains(&finding.rule) {
                rules.push(finding.rule);
            }
        }
        let of_the_page = rules.iter().any(|rule| rule.finds_lines());
        actions.extend(rules.into_iter().flat_map(|rule| all_of_a_kind(article, request, rule)));
        if of_the_page {
            actions.extend(all_of_the_page(article, request));
        }
        if request.leaves_alone {
            actions.extend(here.iter().take(AT_MOST).filter_map(|finding| leave_alone(article, request, finding)));
        }
    }
    if request.wants(&FIX_ALL) && article.may_be_fixed() {
        let data = request.whole_file(None, false);
        actions.extend(whole_file(article, request, "Fix all that is certain".to_owned(), FIX_ALL, data));
    }
    let parts = [(FIX_DAMAGE, DAMAGE, "Fix all damage that is certain"), (FIX_PAGE, PAGE, "Leave only the article")];
    for (kind, family, title) in parts {
        if request.asks_for(&kind) && article.may_be_fixed() {
            let data = request.whole_file(Some(family), false);
            actions.extend(whole_file(article, request, title.to_owned(), kind, data));
        }
    }
    actions
}

/// The edits of a whole-file action, for the version that it was offered for.
#[must_use]
pub fn resolve(article: &Article, data: &WholeFile, encoding: Encoding, versioned: bool) -> WorkspaceEdit {
    let edits = Ranges::new(article, encoding).text_edits(&edits_for(article, data));
    workspace_edit(data.uri.clone(), data.version, edits, versioned)
}

impl Request<'_> {
    /// What an action on the whole file has to know later.
    fn whole_file(&self, rule: Option<&str>, likely: bool) -> WholeFile {
        WholeFile { uri: self.uri.clone(), version: self.version, rule: rule.map(str::to_owned), likely }
    }

    /// Whether a part of fix-all is asked for: by its name, or as one of all source actions. Who asks for fix-all, as
    /// editors do when they save, gets the whole and not its parts besides.
    fn asks_for(&self, kind: &CodeActionKind) -> bool {
        let only = self.only.unwrap_or_default();
        only.iter().any(|wanted| wanted == kind || *wanted == CodeActionKind::SOURCE)
    }

    /// Whether `only` lets actions of `kind` through: kinds are a hierarchy, `source` holds `source.fixAll`.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let holds = |wanted: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(wanted.as_str());
            wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.only.is_none_or(|only| only.iter().any(holds))
    }
}

fn quick_fix(article: &Article, request: &Request<'_>, finding: &Finding, fix: &Fix) -> CodeAction {
    let mut ranges = Ranges::new(article, request.encoding);
    let edits = ranges.text_edits(&fix.edits);
    let range = ranges.range(finding.span);
    let likely = if fix.applicability == Applicability::Safe { "" } else { " (likely)" };
    CodeAction {
        title: format!("{}{}", say(&fix.title), say(likely)),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: diagnostics_of(request, finding.rule, |d| d.range == range && !is_summary(d, finding.rule)),
        edit: Some(workspace_edit(request.uri.clone(), request.version, edits, request.versioned)),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        ..CodeAction::default()
    }
}

/// “Leave this alone”, written into `zhengwen.toml`.
fn leave_alone(article: &Article, request: &Request<'_>, finding: &Finding) -> Option<CodeAction> {
    /// Longer texts are not shown whole, in characters.
    const SHOWN: usize = 24;
    let entry = leave_alone::entry(article, finding, request.uri.as_str())?;
    let mut shown: String = entry.text.chars().take(SHOWN).collect();
    if shown.len() < entry.text.len() {
        shown.push('…');
    }
    let title = say(&format!("Leave this alone: {shown}")).into_owned();
    let argument = serde_json::to_value(entry).ok()?;
    let command = Command::new(title.clone(), leave_alone::COMMAND.to_owned(), Some(vec![argument]));
    Some(CodeAction { title, kind: Some(CodeActionKind::QUICKFIX), command: Some(command), ..CodeAction::default() })
}

/// The client's own diagnostics that an action is for: those of `rule` that are `wanted`.
fn diagnostics_of(request: &Request<'_>, rule: &Rule, wanted: impl Fn(&Diagnostic) -> bool) -> Option<Vec<Diagnostic>> {
    let is_of = |d: &&Diagnostic| matches!(&d.code, Some(NumberOrString::String(code)) if code == rule.code);
    let found: Vec<_> = request.diagnostics.iter().filter(is_of).filter(|d| wanted(d)).cloned().collect();
    (!found.is_empty()).then_some(found)
}

/// Whether a diagnostic of `rule` is the one that counts all its places.
fn is_summary(diagnostic: &Diagnostic, rule: &Rule) -> bool {
    rule.frequent && diagnostic.severity != Some(DiagnosticSeverity::HINT)
}

/// “Fix all 958”, and where some are only likely, one more action that takes those too.
fn all_of_a_kind(article: &Article, request: &Request<'_>, rule: &Rule) -> Vec<CodeAction> {
    let (mut safe, mut likely) = (0, 0);
    for (applicability, count) in counts(article, rule) {
        match applicability {
            Applicability::Safe => safe += count,
            Applicability::Unsafe => likely += count,
            Applicability::Manual => {}
        }
    }
    let name = rule.title();
    let data = |likely| request.whole_file(Some(rule.code), likely);
    let mut actions = Vec::new();
    if safe > 1 {
        let title = format!("Fix all {safe} in this file: {name}");
        actions.extend(whole_file(article, request, title, CodeActionKind::QUICKFIX, data(false)));
    }
    if likely > 0 && safe + likely > 1 {
        let title = format!("Fix all {} in this file, {likely} of them likely: {name}", safe + likely);
        actions.extend(whole_file(article, request, title, CodeActionKind::QUICKFIX, data(true)));
    }
    for action in &mut actions {
        action.diagnostics = diagnostics_of(request, rule, |d| is_summary(d, rule) || !rule.frequent);
    }
    actions
}

fn counts(article: &Article, rule: &Rule) -> BTreeMap<Applicability, usize> {
    if rule.frequent {
        let total = article.totals().into_iter().find(|total| total.rule == rule);
        let (safe, likely) = total.map_or((0, 0), |total| (total.safe, total.count - total.safe));
        return [(Applicability::Safe, safe), (Applicability::Unsafe, likely)].into();
    }
    let mut counts = BTreeMap::new();
    let findings = findings_for(article, rule);
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        *counts.entry(fix.applicability).or_default() += 1;
    }
    counts
}

/// All findings of one rule.
fn findings_for(article: &Article, rule: &Rule) -> Vec<Finding> {
    // Thousands of glosses need not be looked at for the sake of one line.
    let limits =
        if rule.frequent { Limits { others: 0, ..Limits::NONE } } else { Limits { frequent: 0, ..Limits::NONE } };
    let mut findings = article.listing(limits).findings;
    findings.retain(|finding| finding.rule == rule);
    findings
}

fn whole_file(
    article: &Article,
    request: &Request<'_>,
    title: String,
    kind: CodeActionKind,
    data: WholeFile,
) -> Option<CodeAction> {
    let title = say(&title).into_owned();
    let action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
    if request.resolves {
        return Some(CodeAction { data: serde_json::to_value(data).ok(), ..action });
    }
    let edit = resolve(article, &data, request.encoding, request.versioned);
    Some(CodeAction { edit: Some(edit), ..action })
}

/// “Leave only the article”: what is certain, and where there is more, what is likely too.
fn all_of_the_page(article: &Article, request: &Request<'_>) -> Vec<CodeAction> {
    let findings = article.lines_of_the_page();
    let fixes = findings.iter().filter_map(|it| it.fix.as_ref());
    let (safe, likely): (Vec<&Fix>, Vec<&Fix>) = fixes.partition(|fix| fix.applicability == Applicability::Safe);
    let data = |likely| request.whole_file(Some(PAGE), likely);
    let (safe, all) = (safe.len(), safe.len() + likely.len());
    let mut actions = Vec::new();
    if safe > 1 {
        let title = format!("Leave only the article: {safe} lines go");
        actions.extend(whole_file(article, request, title, CodeActionKind::QUICKFIX, data(false)));
    }
    if all > safe && all > 1 {
        let title = format!("Leave only the article: {all} lines go, {} of them likely", all - safe);
        actions.extend(whole_file(article, request, title, CodeActionKind::QUICKFIX, data(true)));
    }
    actions
}

/// What a whole-file action changes, as `zhengwen fix` would: for all rules and for a family until there is nothing left
/// to fix; for one rule what it finds now.
fn edits_for(article: &Article, data: &WholeFile) -> Vec<Edit> {
    let up_to = if data.likely { Applicability::Unsafe } else { Applicability::Safe };
    let family = data.rule.as_deref().unwrap_or_default();
    if ["", DAMAGE, PAGE].contains(&family) {
        let ours = |finding: &Finding| finding.rule.code.starts_with(family);
        let wanted = Wanted { up_to, of: &ours };
        let text = article.text().to_string();
        let go_on = || Ok::<_, Infallible>(());
        return article::repair(&text, article.config(), wanted, go_on).unwrap_or_default().edits;
    }
    // A rule that there is not: the action is not one of ours.
    let Some(rule) = registry::find(family) else { return Vec::new() };
    lint::edits(&findings_for(article, rule), up_to)
}
