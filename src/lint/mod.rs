//! What a rule is: [`Rule`], [`Finding`], the registry, selection, ignoring.
//!
//! A rule is one file. Its module comment is its documentation, with fixed headings, and the same text is what
//! `zhengwen explain`, the editor's link and the table of rules print. To add one: write the file, add a line to
//! [`registry::RULES`], add a fixture to `tests/rules`.
//!
//! Deliberately not here: where findings are shown, and in which colour. That is the business of `cli` and `lsp`.

pub mod boundary;
pub mod docs;
pub mod registry;
pub mod select;

use crate::boilerplate::{LayoutCheck, LineCheck, PartCheck};
use crate::consistency::FactsCheck;
use crate::mojibake::DamageCheck;
use crate::text::Span;
use crate::text::edit::{self, Applicability, Edit, Fix};
use std::cmp::Reverse;
use std::fmt;

/// One thing that can be wrong with a text.
pub struct Rule {
    /// A letter for the family and three digits: `M101`.
    pub code: &'static str,
    /// Lower case, with hyphens: `injected-pinyin`.
    pub name: &'static str,
    /// What a finding says, with `{name}` for each of the [`Finding::args`]. One sentence without a full stop.
    pub message: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whether the marked text is superfluous, so that an editor shows it faded.
    pub unnecessary: bool,
    /// Whether a file can hold hundreds of these, so that an editor sums them up in one entry of its problem list.
    pub frequent: bool,
    /// The module comment of the rule's file: see [`docs`].
    pub docs: &'static str,
    /// How it is found.
    pub check: Check,
}

/// How a rule looks at a text; in each case what a line says on its own is kept apart from what the document says.
pub enum Check {
    /// Damage, in the text as it stands on disk.
    Damage(DamageCheck),
    /// A whole line that is not article, in the repaired text.
    Line(LineCheck),
    /// A part of a line that is not article, in the repaired text.
    Part(PartCheck),
    /// A whole line that is not article, by how the page is laid out.
    Layout(LayoutCheck),
    /// Facts that cannot all be right, in all that the document says.
    Facts(FactsCheck),
}

impl Rule {
    /// The first sentence of *What it does*.
    #[must_use]
    pub fn summary(&self) -> String {
        docs::summary(self.docs)
    }

    /// What happened to a text where this rule finds damage: one sentence, without a full stop.
    #[must_use]
    pub const fn mechanism(&self) -> Option<&'static str> {
        match &self.check {
            Check::Damage(check) => Some(check.mechanism),
            Check::Line(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_) => None,
        }
    }

    /// Its name for people: in words.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.replace('-', " ")
    }

    /// Whether it finds whole lines, which are not article.
    #[must_use]
    pub const fn finds_lines(&self) -> bool {
        matches!(self.check, Check::Line(_) | Check::Layout(_))
    }

    /// How narrowly `selector` names this rule, whatever the case: 0 not at all, 1 as one of `all`, more the longer
    /// the prefix of its code, most by its code or its name.
    #[must_use]
    pub fn narrowness(&self, selector: &str) -> usize {
        let starts = self.code.get(..selector.len()).is_some_and(|head| head.eq_ignore_ascii_case(selector));
        if selector.eq_ignore_ascii_case("all") {
            1
        } else if self.name.eq_ignore_ascii_case(selector) {
            self.code.len() + 1
        } else if starts && !selector.is_empty() {
            selector.len() + 1
        } else {
            0
        }
    }

    /// Whether `selector` is this rule's code, a prefix of it, or its name.
    #[must_use]
    pub fn is_named(&self, selector: &str) -> bool {
        self.narrowness(selector) > 1
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// The edits of as many fixes as can be made at once. A fix that deletes a line goes before those inside the line.
#[must_use]
pub fn edits(findings: &[Finding], up_to: Applicability) -> Vec<Edit> {
    let mut fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let extent = |fix: &Fix| fix.edits.iter().map(|edit| edit.span.len()).sum::<usize>();
    fixes.sort_by_cached_key(|fix| Reverse(extent(fix)));
    edit::select(fixes, up_to)
}

/// How bad a finding is, as in LSP and SARIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know.
    Information,
    /// Something to mend.
    Warning,
    /// Text is lost.
    Error,
}

impl Severity {
    /// The word for it, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One place where a rule found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// Where, in bytes of the text on disk.
    pub span: Span,
    /// What to fill into [`Rule::message`].
    pub args: Vec<(&'static str, String)>,
    /// The best repair.
    pub fix: Option<Fix>,
    /// Other repairs, the likelier first.
    pub alternatives: Vec<Fix>,
    /// Other places that it is about, in bytes of the text on disk, each with what stands there.
    pub related: Vec<(Span, String)>,
}

impl Finding {
    /// The message, filled in.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = self.rule.message.to_owned();
        for (name, value) in &self.args {
            message = message.replace(&format!("{{{name}}}"), value);
        }
        message
    }
}
