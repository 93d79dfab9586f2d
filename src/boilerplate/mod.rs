//! B2xx: whole lines that are not article, one file per rule.
//!
//! A rule works in two steps, so that an edit costs its line and not the file:
//! 1. [`LineCheck::cue`] looks at one line of the repaired text on its own and says what speaks for its being
//!    boilerplate of this kind; that is kept with the line.
//! 2. [`LineCheck::judge`] is given the cue and the [`Place`] of the line in the document, and decides.
//!
//! Phrases are data: see `phrases.txt`.

use crate::lint::{Check, Rule, registry::RULES};
use crate::text::edit::Applicability;
use crate::text::han;

/// How a boilerplate rule works.
pub struct LineCheck {
    /// What the line alone says. The line has no terminator and no white space around it, and is not empty.
    pub cue: fn(&Line<'_>) -> Option<Cue>,
    /// Whether the line is boilerplate, given where it stands.
    pub judge: fn(Cue, &Place<'_>) -> Option<Applicability>,
}

/// One line of the repaired text, trimmed, with its shape.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The text, without white space (U+3000 and NBSP too) around it.
    pub text: &'a str,
    /// What it looks like.
    pub shape: Shape,
}

impl<'a> Line<'a> {
    /// Trims `text` and takes its shape.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        Self { text, shape: Shape::of(text) }
    }
}

/// How strongly a line on its own speaks for being boilerplate, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What was seen, for the finding's message: a short English noun phrase.
    pub reason: &'static str,
    /// Whether it is enough by itself; else the place has to speak for it too.
    pub strong: bool,
}

/// A rule's cue in a line, as kept with the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The rule.
    pub rule: &'static Rule,
    /// What it saw.
    pub cue: Cue,
}

/// What a line looks like: numbers of characters. Counted for every line, so it is one pass and holds no text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// All characters.
    pub characters: u32,
    /// Han characters.
    pub han: u32,
    /// Characters that stand in Traditional text only.
    pub traditional: u32,
    /// Characters that stand in Simplified text only.
    pub simplified: u32,
    /// Sentence marks: 。！？；， and the ASCII forms, where a Han character stands before them.
    pub marks: u32,
    /// Digits, ASCII and full-width.
    pub digits: u32,
    /// Separators between items: `|` `｜` `>` `›` `»` `/` `_` and runs of white space.
    pub separators: u32,
}

impl Shape {
    /// The shape of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let mut before = '\0';
        for c in text.chars() {
            shape.characters += 1;
            if han::is_han(c) {
                shape.han += 1;
                shape.traditional += u32::from(han::is_traditional_only(c));
                shape.simplified += u32::from(han::is_simplified_only(c));
            } else {
                match c {
                    '。' | '！' | '？' | '；' | '，' => shape.marks += 1,
                    '!' | '?' | ';' | ',' if han::is_han(before) => shape.marks += 1,
                    '0'..='9' | '０'..='９' => shape.digits += 1,
                    '|' | '｜' | '>' | '›' | '»' | '/' | '_' => shape.separators += 1,
                    c if c.is_whitespace() && !before.is_whitespace() => shape.separators += 1,
                    _ => {}
                }
            }
            before = c;
        }
        shape
    }
}

/// Where a line stands. Lines of white space do not count.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// How many lines stand before it.
    pub before: usize,
    /// How many lines stand after it.
    pub after: usize,
    /// The shape of the line itself.
    pub shape: Shape,
    /// The line before it.
    pub previous: Option<Neighbour<'a>>,
    /// The line after it.
    pub next: Option<Neighbour<'a>>,
    /// The shapes of all lines of the document, added up.
    pub document: Shape,
}

/// A line beside the one in question.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour<'a> {
    /// Its shape.
    pub shape: Shape,
    /// What the rules saw in it.
    pub marks: &'a [Mark],
}

/// Every boilerplate rule with its check.
pub fn checks() -> impl Iterator<Item = (&'static Rule, &'static LineCheck)> {
    RULES.iter().filter_map(|rule| match &rule.check {
        Check::Line(check) => Some((*rule, check)),
        Check::Damage(_) => None,
    })
}

/// What the rules see in one line on its own, in order of their codes.
#[must_use]
pub fn marks(line: &Line<'_>) -> Vec<Mark> {
    checks().filter_map(|(rule, check)| Some(Mark { rule, cue: (check.cue)(line)? })).collect()
}

/// The first of `marks` that is boilerplate in this place.
#[must_use]
pub fn judge(marks: &[Mark], place: &Place<'_>) -> Option<(Mark, Applicability)> {
    marks.iter().find_map(|mark| match &mark.rule.check {
        Check::Line(check) => Some((*mark, (check.judge)(mark.cue, place)?)),
        Check::Damage(_) => None,
    })
}
