//! What the rules found in an [`Article`], made when asked for.

use super::{Article, Piece, decision, pieces, repair};
use crate::boilerplate::{self, Mark, Neighbour, Place};
use crate::lint::{Finding, Rule};
use crate::mojibake::Candidate;
use crate::text::Span;
use crate::text::edit::{Applicability, Edit, Fix};

/// How many findings to list at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the rules that are [`Rule::frequent`].
    pub frequent: usize,
    /// Of all others.
    pub others: usize,
}

impl Limits {
    /// All findings.
    pub const NONE: Self = Self { frequent: usize::MAX, others: usize::MAX };
}

/// Findings in order of place, and whether that is all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What was found, up to the limits.
    pub findings: Vec<Finding>,
    /// Whether a limit was met.
    pub cut_short: bool,
}

/// All findings of one frequent rule, summed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The rule.
    pub rule: &'static Rule,
    /// How many places there are.
    pub count: usize,
    /// How many of them a Safe fix mends.
    pub safe: usize,
    /// The first of them.
    pub first: Span,
}

impl Article {
    /// Everything that the selected rules found, in order of place.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.listing(Limits::NONE).findings
    }

    /// The first findings, as many as `limits` allow.
    #[must_use]
    pub fn listing(&self, limits: Limits) -> Listing {
        self.collect(limits, |_| true)
    }

    /// The findings that share a byte with `span`, or touch it.
    #[must_use]
    pub fn findings_in(&self, span: Span) -> Vec<Finding> {
        let touches = |other: Span| other.start <= span.end && span.start <= other.end;
        let mut listing = self.collect(Limits::NONE, |piece| touches(self.span_of(piece)));
        listing.findings.retain(|finding| touches(finding.span));
        listing.findings
    }

    /// For each frequent rule that found something, how often.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.candidates().is_empty()) {
            for (candidate, applicability) in self.damage(index, piece) {
                if !candidate.rule.frequent {
                    continue;
                }
                let safe = usize::from(applicability == Applicability::Safe);
                match totals.iter_mut().find(|total| total.rule == candidate.rule) {
                    Some(total) => (total.count, total.safe) = (total.count + 1, total.safe + safe),
                    None => {
                        let first = candidate.span().shifted(self.starts[index]);
                        totals.push(Total { rule: candidate.rule, count: 1, safe, first });
                    }
                }
            }
        }
        totals
    }

    fn span_of(&self, piece: usize) -> Span {
        Span::new(self.starts[piece], self.starts[piece] + self.pieces[piece].len)
    }

    fn collect(&self, limits: Limits, wanted: impl Fn(usize) -> bool) -> Listing {
        let mut listing = Listing::default();
        let (mut frequent, mut others) = (limits.frequent, limits.others);
        let mut previous = None;
        let mut before = 0;
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_blank()) {
            if piece.notes.is_some() && wanted(index) {
                let take = |rule: &Rule, frequent: &mut usize, others: &mut usize| {
                    let left = if rule.frequent { frequent } else { others };
                    let some_left = *left > 0;
                    *left = left.saturating_sub(1);
                    some_left
                };
                if let Some((mark, applicability)) = self.judge(index, before, previous) {
                    if take(mark.rule, &mut frequent, &mut others) {
                        listing.findings.push(self.line_finding(index, mark, applicability));
                    } else {
                        listing.cut_short = true;
                    }
                }
                for (candidate, applicability) in self.damage(index, piece) {
                    if take(candidate.rule, &mut frequent, &mut others) {
                        listing.findings.push(self.damage_finding(index, candidate, applicability));
                    } else {
                        listing.cut_short = true;
                        break;
                    }
                }
                if frequent == 0 && others == 0 {
                    listing.cut_short = true;
                    break;
                }
            }
            previous = Some(index);
            before += 1;
        }
        listing
    }

    /// The candidates of a piece that are damage, are selected and are not to be left alone.
    fn damage<'a>(
        &'a self,
        index: usize,
        piece: &'a Piece,
    ) -> impl Iterator<Item = (&'a Candidate, Applicability)> + 'a {
        piece.candidates().iter().filter_map(move |candidate| {
            let applicability = decision(&self.verdict, candidate)?;
            let left_alone = !self.config.selection.has(candidate.rule)
                || (!self.config.ignore_text.is_empty()
                    && self.config.ignores(candidate.rule, &self.piece_text(index), candidate.span()));
            (!left_alone).then_some((candidate, applicability))
        })
    }

    /// Whether a piece is boilerplate of a selected kind. `before`: how many filled pieces stand before it.
    fn judge(&self, index: usize, before: usize, previous: Option<usize>) -> Option<(Mark, Applicability)> {
        let piece = &self.pieces[index];
        if piece.marks().is_empty() {
            return None;
        }
        let next = self.pieces[index + 1..].iter().position(|piece| !piece.is_blank()).map(|skip| index + 1 + skip);
        let neighbour = |index: usize| Neighbour { shape: self.pieces[index].shape, marks: self.pieces[index].marks() };
        let place = Place {
            before,
            after: self.filled - before - 1,
            shape: piece.shape,
            previous: previous.map(neighbour),
            next: next.map(neighbour),
            document: self.shape,
        };
        let (mark, applicability) = boilerplate::judge(piece.marks(), &place)?;
        let left_alone = !self.config.selection.has(mark.rule)
            || (!self.config.ignore_text.is_empty() && {
                let text = self.piece_text(index);
                self.config.ignores(mark.rule, &text, filled_span(&text))
            });
        (!left_alone).then_some((mark, applicability))
    }

    fn damage_finding(&self, index: usize, candidate: &Candidate, applicability: Applicability) -> Finding {
        let start = self.starts[index];
        let text = self.piece_text(index);
        let repair = repair(pieces::content(&text), candidate);
        let edits = repair.edits.into_iter();
        let edits = edits.map(|edit| Edit { span: edit.span.shifted(start), content: edit.content }).collect();
        Finding {
            rule: candidate.rule,
            span: candidate.span().shifted(start),
            args: repair.args,
            fix: Some(Fix { title: repair.title, applicability, edits }),
            alternatives: Vec::new(),
        }
    }

    fn line_finding(&self, index: usize, mark: Mark, applicability: Applicability) -> Finding {
        let line = self.span_of(index);
        let fix = Fix { title: "Remove this line".to_owned(), applicability, edits: vec![Edit::delete(line)] };
        Finding {
            rule: mark.rule,
            span: filled_span(&self.piece_text(index)).shifted(line.start),
            args: vec![("reason", mark.cue.reason.to_owned())],
            fix: Some(fix),
            alternatives: Vec::new(),
        }
    }
}

/// `text` without the white space around it, in bytes.
fn filled_span(text: &str) -> Span {
    let end = text.trim_end().len();
    Span::new(end - text[..end].trim_start().len(), end)
}
