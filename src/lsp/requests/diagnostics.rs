//! `textDocument/publishDiagnostics`: what is wrong with a document.
//!
//! A rule that strikes hundreds of times in a file would bury everything else. Each of its places is a faded hint,
//! which problem lists leave out, and one warning at the first place counts them and carries the fix-all.

use tower_lsp::lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Position,
    Range, Url,
};

use crate::article::{Article, Limits, Listing, Total};
use crate::consistency::conflicting_figures;
use crate::language::say;
use crate::lint::Finding;
use crate::lsp::convert::{self, Ranges};
use crate::lsp::documents::Document;
use crate::lsp::workspace::{Conflict, Workspace};
use crate::text::Span;
use crate::text::position::Encoding;

/// What was found in an article, as far as the limits of its configuration go.
pub struct Found {
    /// One by one.
    pub listing: Listing,
    /// Summed up, of the frequent rules.
    pub totals: Vec<Total>,
}

impl Found {
    /// In `article`.
    #[must_use]
    pub fn new(article: &Article) -> Self {
        let editor = &article.config().editor;
        let limits = Limits { frequent: editor.max_hints, others: editor.max_problems };
        Self { listing: article.listing(limits), totals: article.totals() }
    }
}

/// The diagnostics of `article`, in which this was `found`, in order of place. With the `uri` of the document, for
/// clients that show it, also the other places that a finding is about.
#[must_use]
pub fn diagnostics(article: &Article, found: &Found, encoding: Encoding, uri: Option<&Url>) -> Vec<Diagnostic> {
    let Found { listing, totals } = found;
    let mut ranges = Ranges::new(article, encoding);
    let mut diagnostics: Vec<_> =
        listing.findings.iter().map(|finding| diagnostic(finding, &mut ranges, uri)).collect();
    let marked = |total: &Total| listing.findings.iter().filter(|finding| finding.rule == total.rule).count();
    diagnostics.extend(totals.iter().map(|total| summary(total, marked(total), &mut ranges)));
    if listing.cut_short {
        diagnostics.push(limit_notice(article.config().editor.max_problems));
    }
    diagnostics
}

/// What the document says otherwise than another text of the workspace, if that rule is on.
pub(in crate::lsp) fn conflicts(
    article: &Article,
    document: &Document,
    workspace: &Workspace,
    related: bool,
) -> Vec<Diagnostic> {
    let rule = &conflicting_figures::RULE;
    let path = document.uri.path();
    // What is neither a file nor new, such as an older version of a file, contradicts its own file.
    let is_ours = path.is_some() || document.uri.as_str().starts_with("untitled:");
    if !is_ours || !article.config().selection.has(rule) {
        return Vec::new();
    }
    let mut ranges = Ranges::new(article, document.encoding);
    let conflicts = workspace.conflicts(article, path.as_deref()).into_iter();
    let conflicts = conflicts.filter(|Conflict { ours, .. }| {
        let line = article.line_span(ours.span.start);
        let inside = Span::new(ours.span.start - line.start, ours.span.end - line.start);
        !article.config().ignores(rule, &article.slice(line), inside)
    });
    let diagnostic = |Conflict { ours, other, place }: Conflict| {
        let line = u32::try_from(place.line - 1).unwrap_or(u32::MAX);
        let range = Range::new(Position::new(line, 0), Position::new(line, 0));
        let location = Url::parse(&place.uri).ok().filter(|_| related).map(|uri| Location { uri, range });
        let message = format!("{} is {} here and {} in {}", ours.metric, ours.shown, other.shown, place.name);
        Diagnostic {
            range: ranges.range(ours.span),
            severity: Some(convert::severity(rule.severity)),
            code: Some(NumberOrString::String(rule.code.to_owned())),
            source: Some("zhengwen".to_owned()),
            message: say(&message).into_owned(),
            related_information: location
                .map(|location| vec![DiagnosticRelatedInformation { location, message: other.shown }]),
            ..Diagnostic::default()
        }
    };
    conflicts.map(diagnostic).collect()
}

/// One finding as a diagnostic.
pub fn diagnostic(finding: &Finding, ranges: &mut Ranges<'_>, uri: Option<&Url>) -> Diagnostic {
    let rule = finding.rule;
    let related = uri.filter(|_| !finding.related.is_empty()).map(|uri| {
        let related = finding.related.iter().map(|(span, message)| DiagnosticRelatedInformation {
            location: Location { uri: uri.clone(), range: ranges.range(*span) },
            message: say(message).into_owned(),
        });
        related.collect()
    });
    let severity = if rule.frequent { DiagnosticSeverity::HINT } else { convert::severity(rule.severity) };
    Diagnostic {
        range: ranges.range(finding.span),
        severity: Some(severity),
        code: Some(NumberOrString::String(rule.code.to_owned())),
        source: Some("zhengwen".to_owned()),
        message: say(&finding.message()).into_owned(),
        tags: rule.unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        related_information: related,
        ..Diagnostic::default()
    }
}

/// One warning for all the findings of a frequent rule.
fn summary(total: &Total, marked: usize, ranges: &mut Ranges<'_>) -> Diagnostic {
    let Total { rule, count, safe, first } = total;
    let places = if *count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    let mut message = say(&format!("{}: {places} in this file", rule.title())).into_owned();
    let what_to_do = match (*safe, count - safe) {
        (0, _) => "; each repair is only likely, so look before you apply it".to_owned(),
        (_, 0) => "; “Fix all” mends every one".to_owned(),
        (safe, unsure) => format!("; “Fix all” mends {safe}, and {unsure} need a look"),
    };
    message += &say(&what_to_do);
    if marked < *count {
        message += &say(&format!(" (the first {marked} are marked: setting `editor.max-hints`)"));
    }
    Diagnostic {
        range: ranges.range(*first),
        severity: Some(convert::severity(rule.severity)),
        code: Some(NumberOrString::String(rule.code.to_owned())),
        source: Some("zhengwen".to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Said in the editor: not everything is shown.
fn limit_notice(limit: usize) -> Diagnostic {
    Diagnostic {
        range: Range::new(Position::new(0, 0), Position::new(0, 0)),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some("zhengwen".to_owned()),
        message: say(&format!("only the first {limit} problems of this file are shown: setting `editor.max-problems`"))
            .into_owned(),
        ..Diagnostic::default()
    }
}
