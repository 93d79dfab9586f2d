//! B2xx: whole lines that are not article, one file per rule.
//!
//! A rule works in two steps, so that an edit costs its line and not the file:
//! 1. [`LineCheck::cue`] looks at one line of the repaired text on its own and says what speaks for its being
//!    boilerplate of this kind; that is kept with the line.
//! 2. [`LineCheck::judge`] is given the cue and the [`Place`] of the line in the document, and decides.
//!
//! The words of boilerplate are words of articles too: `掃碼付錢的老人越來越多，…`. So what stands in a sentence is at
//! most [`Weight::Arguable`], but for phrases that are proof; `tests/boilerplate/lookalikes.txt` holds the rules to that.
//!
//! Phrases are data, in `phrases/`; many a rule is nothing else. A new phrase is a line there, with a `test` line.
//!
//! Deliberately not here: the fix. Which bytes go with a line is for the article to say.

pub mod layout;
mod line;
mod phrases;
mod place;

pub mod account_header;
pub mod app_promotion;
pub mod bare_timestamp;
pub mod breadcrumb;
pub mod caption_line;
pub mod comments;
pub mod common;
pub mod common_line;
pub mod copyright_notice;
pub mod counters;
pub mod document_header;
pub mod editor_credit;
pub mod fused_caption;
pub mod hotline;
pub mod injected_keywords;
pub mod leaked_markup;
pub mod original_title;
pub mod page_line;
pub mod page_tools;
pub mod paging;
pub mod player_fallback;
pub mod publication_line;
pub mod related_list;
pub mod share_bar;
pub mod site_chrome;
pub mod site_licence;
pub mod source_line;
pub mod tags;
mod time;
mod traits;

pub use layout::{Seen, Standing, is_page, standings};
pub use line::{Line, Shape};
pub use place::{Flow, Neighbour, Place, is_body, lines};

use crate::lint::boundary::guarded;
use crate::lint::{Check, Rule, Severity, registry::RULES};
use crate::text::Span;
use crate::text::edit::Applicability;

/// How a boilerplate rule works.
pub struct LineCheck {
    /// What the line alone says. The line has no terminator and no white space around it, and is not empty.
    pub cue: fn(&Line<'_>) -> Option<Cue>,
    /// Whether the line is boilerplate, given where it stands.
    pub judge: fn(Cue, &Place<'_>) -> Option<Applicability>,
}

/// How a rule works that goes by the layout of the page alone.
pub struct LayoutCheck {
    /// Whether a line is boilerplate where it stands, and by what.
    pub judge: fn(&Place<'_>) -> Option<(Cue, Applicability)>,
}

/// How a rule for a part of a line works.
pub struct PartCheck {
    /// What is not article in a line without its terminator: where it stands, in bytes of the line, what tells it, and
    /// how certain it is.
    pub find: fn(&str) -> Option<(Span, &'static str, Applicability)>,
}

/// A part of a line that is not article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The rule.
    pub rule: &'static Rule,
    /// Where it stands, in bytes of the repaired line.
    pub span: Span,
    /// What tells it.
    pub reason: &'static str,
    /// How certain it is.
    pub applicability: Applicability,
}

/// How strongly a line on its own speaks for being boilerplate, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What was seen, for the finding's message: a short English phrase such as "begins with `来源:`".
    pub reason: &'static str,
    /// What else says it; empty for most.
    pub also: &'static str,
    /// How much it says.
    pub weight: Weight,
    /// How many characters it accounts for; [`u32::MAX`] for the line as a whole. Of two that weigh the same, the one
    /// that accounts for more speaks.
    pub extent: u32,
}

impl Cue {
    const fn certain(reason: &'static str) -> Self {
        Self { reason, also: "", weight: Weight::Certain, extent: u32::MAX }
    }

    const fn likely(reason: &'static str) -> Self {
        Self { reason, also: "", weight: Weight::Likely, extent: u32::MAX }
    }

    const fn strength(&self) -> (Weight, u32) {
        (self.weight, self.extent)
    }

    const fn possible(reason: &'static str) -> Self {
        Self { reason, also: "", weight: Weight::Possible, extent: u32::MAX }
    }
}

/// How much a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing by itself: many an article line looks so too.
    Possible,
    /// Words of boilerplate, but in a sentence, and so maybe the article's: the place has to speak for it, and it speaks
    /// for no other line.
    Arguable,
    /// Boilerplate where the place speaks for it too.
    Likely,
    /// Boilerplate wherever it stands.
    Certain,
}

/// A rule's cue in a line, as kept with the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The rule.
    pub rule: &'static Rule,
    /// What it saw.
    pub cue: Cue,
}

/// Every boilerplate rule with its check.
pub fn checks() -> impl Iterator<Item = (&'static Rule, &'static LineCheck)> {
    RULES.iter().filter_map(|rule| match &rule.check {
        Check::Line(check) => Some((*rule, check)),
        Check::Damage(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_) => None,
    })
}

/// What the rules see in one line on its own, in order of their codes. Empty, and not allocated, for plain prose.
#[must_use]
pub fn marks(line: &Line<'_>) -> Vec<Mark> {
    if line.text.is_empty() || line.is_plain_prose() {
        return Vec::new();
    }
    checks().filter_map(|(rule, check)| Some(Mark { rule, cue: guarded(rule, || (check.cue)(line))? })).collect()
}

/// The parts of a line that are not article, in order of their rules' codes. `line` has no terminator.
#[must_use]
pub fn parts(line: &str) -> Vec<Part> {
    let rules = RULES.iter().filter_map(|rule| match &rule.check {
        Check::Part(check) => Some((*rule, check)),
        Check::Damage(_) | Check::Line(_) | Check::Layout(_) | Check::Facts(_) => None,
    });
    rules
        .filter_map(|(rule, check)| {
            let (span, reason, applicability) = guarded(rule, || (check.find)(line))?;
            Some(Part { rule, span, reason, applicability })
        })
        .collect()
}

/// The strongest of `marks` that is boilerplate in this place, of the rules that are `on`. Where no rule knows the line,
/// the layout of the page decides; what a rule that is off knows is not for it to say.
#[must_use]
pub fn judge(marks: &[Mark], place: &Place<'_>, on: impl Fn(&Rule) -> bool) -> Option<(Mark, Applicability)> {
    let judged = marks.iter().filter_map(|mark| match &mark.rule.check {
        Check::Line(check) => Some((*mark, guarded(mark.rule, || (check.judge)(mark.cue, place))?)),
        Check::Damage(_) | Check::Part(_) | Check::Layout(_) | Check::Facts(_) => None,
    });
    let (known, unknown): (Vec<_>, Vec<_>) = judged.partition(|(mark, _)| on(mark.rule));
    if known.is_empty() && unknown.is_empty() {
        return by_layout(place, on);
    }
    // Of equals the first: `max_by_key` would take the last.
    known.into_iter().reduce(|best, next| if next.0.cue.strength() > best.0.cue.strength() { next } else { best })
}

fn by_layout(place: &Place<'_>, on: impl Fn(&Rule) -> bool) -> Option<(Mark, Applicability)> {
    let rules = RULES.iter().filter_map(|rule| match &rule.check {
        Check::Layout(check) => Some((*rule, check)),
        Check::Damage(_) | Check::Line(_) | Check::Part(_) | Check::Facts(_) => None,
    });
    rules.filter(|(rule, _)| on(rule)).find_map(|(rule, check)| {
        let (cue, applicability) = guarded(rule, || (check.judge)(place))?;
        Some((Mark { rule, cue }, applicability))
    })
}

/// The rule of this module with the given parts. A finding says which cues decided.
const fn rule(
    code: &'static str,
    name: &'static str,
    message: &'static str,
    docs: &'static str,
    check: LineCheck,
) -> Rule {
    rule_with(code, name, message, docs, Check::Line(check))
}

/// As [`rule`], for another kind of check.
const fn rule_with(
    code: &'static str,
    name: &'static str,
    message: &'static str,
    docs: &'static str,
    check: Check,
) -> Rule {
    let severity = Severity::Information;
    Rule { code, name, message, severity, unnecessary: true, frequent: false, docs, check }
}

/// In nats: when so much of the layout speaks for it too, likely words are certain.
const LAYOUT: f32 = 3.0;

/// The usual judgement: what is certain is Safe anywhere; what is likely needs one thing about the place to be Unsafe,
/// and two to be Safe. So does a sentence, but boilerplate beside it has to part it from the body: the last paragraph
/// of an article stands beside the editor's name too. What is only possible is not boilerplate. Where no body has
/// come yet, there may be headlines and verses: there the layout of the page must not speak against it.
fn by_place(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    let above = !place.flow.body && (place.body_follows || place.before + place.after > 0);
    let article = place.standing.outside < 0.0 || (!place.body_follows && !place.standing.is_outside);
    let against = above && !place.is_beside_boilerplate() && article;
    match (cue.weight, place.evidence()) {
        (Weight::Certain, _) | (Weight::Likely, 2..) => Some(Applicability::Safe),
        (Weight::Arguable | Weight::Likely, _) if against => None,
        (Weight::Arguable, 1..) if place.is_parted_from_the_body() => Some(Applicability::Safe),
        (Weight::Arguable, 1..) => Some(Applicability::Unsafe),
        (Weight::Likely, _) if place.standing.outside > LAYOUT => Some(Applicability::Safe),
        (Weight::Likely, 1) => Some(Applicability::Unsafe),
        (Weight::Likely, 0) if place.standing.is_outside && place.standing.outside > LAYOUT / 2.0 => {
            Some(Applicability::Unsafe)
        }
        (Weight::Arguable | Weight::Likely | Weight::Possible, _) => None,
    }
}
