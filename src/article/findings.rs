//! What the rules found in an [`Article`], made when asked for.

use super::{Article, Piece, pieces, repaired, repairs};
use crate::boilerplate::{self, Flow, Mark, Neighbour, Part, Place, Seen, Standing};
use crate::consistency::{self, Contradiction};
use crate::lint::registry::find;
use crate::lint::{Finding, Rule};
use crate::mojibake::{self, Damaged, Decisions, Step};
use crate::text::Span;
use crate::text::edit::{Applicability, Edit, Fix};
use crate::text::view::View;
use std::borrow::Cow;
use std::cell::OnceCell;

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

    /// Counts one finding of `rule`, if there is room for it.
    const fn take(&mut self, rule: &Rule) -> bool {
        let left = if rule.frequent { &mut self.frequent } else { &mut self.others };
        let room = *left > 0;
        *left = left.saturating_sub(1);
        room
    }
}

/// Findings in order of place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What was found, up to the limits.
    pub findings: Vec<Finding>,
    /// Whether there are more of the rules that are not frequent; of the frequent ones [`Article::totals`] knows.
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

    /// Whether any line looks as if something could be fixed. Costs next to nothing, and may say yes where in the end
    /// nothing is.
    #[must_use]
    pub fn may_be_fixed(&self) -> bool {
        self.pieces.iter().any(|piece| piece.notes.is_some())
    }

    /// The first findings, as many as `limits` allow.
    #[must_use]
    pub fn listing(&self, limits: Limits) -> Listing {
        self.collect_all(limits, |_| true)
    }

    /// The findings that share a byte with `span`, or touch it.
    #[must_use]
    pub fn findings_in(&self, span: Span) -> Vec<Finding> {
        let touches = |other: Span| other.start <= span.end && span.start <= other.end;
        self.collect_all(Limits::NONE, touches).findings
    }

    /// The bytes behind one of the findings of this article, for people who want to follow; empty where bytes say
    /// nothing. It is made for each finding that somebody looks at, so that listing them does not pay for it.
    #[must_use]
    pub fn trace(&self, finding: &Finding) -> Vec<Step> {
        let index = self.piece_at(finding.span.start);
        let Some(start) = self.starts.get(index) else { return Vec::new() };
        let text = PieceText::new(self, index);
        let is_it = |it: &Damaged<'_>| it.candidate.rule == finding.rule && it.span().shifted(*start) == finding.span;
        let damaged = self.damage(index, &text).into_iter().find(is_it);
        damaged.map(|it| it.trace(pieces::content(text.get()))).unwrap_or_default()
    }

    /// For each frequent rule that found something, how often.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let frequent = self.verdict.decisions.iter().filter_map(|(code, decisions)| Some((find(code)?, decisions)));
        frequent
            .filter(|(rule, _)| rule.frequent && self.config.selection.has(rule))
            .filter_map(|(rule, decisions)| {
                // Where another rule may have a place, or some are left alone, each place has to be looked at.
                let alone = self.verdict.decisions.values().filter(|decisions| !decisions.is_empty()).count() == 1;
                let all = alone && self.config.ignore_text.is_empty();
                let (count, safe) = if all { self.decided(rule, decisions) } else { self.counted(rule) };
                let first = (0..self.pieces.len()).find_map(|index| {
                    let text = PieceText::new(self, index);
                    let first = self.damage(index, &text).into_iter().find(|it| it.candidate.rule == rule)?.span();
                    Some(first.shifted(self.starts[index]))
                })?;
                Some(Total { rule, count, safe, first })
            })
            .collect()
    }

    /// How many candidates of `rule` are damage, and for how many that is certain: from the summary.
    fn decided(&self, rule: &Rule, decisions: &Decisions) -> (usize, usize) {
        let decided = self.evidence.keys(rule).filter_map(|(key, places)| Some((decisions.get(&key)?, places)));
        decided.fold((0, 0), |(count, safe), (applicability, places)| {
            let places = places as usize;
            (count + places, safe + if *applicability == Applicability::Safe { places } else { 0 })
        })
    }

    /// As [`Self::decided`], less those that are to be left alone, which takes a look at each place.
    fn counted(&self, rule: &Rule) -> (usize, usize) {
        let mut counted = (0, 0);
        for index in 0..self.pieces.len() {
            let text = PieceText::new(self, index);
            for damaged in self.damage(index, &text).into_iter().filter(|it| it.candidate.rule == rule) {
                counted.0 += 1;
                counted.1 += usize::from(damaged.applicability == Applicability::Safe);
            }
        }
        counted
    }

    fn span_of(&self, piece: usize) -> Span {
        Span::new(self.starts[piece], self.starts[piece] + self.pieces[piece].len)
    }

    /// The findings whose spans are `wanted`, as are the pieces around them.
    fn collect_all(&self, limits: Limits, wanted: impl Fn(Span) -> bool) -> Listing {
        let (mut listing, mut left, walk) = self.collect(limits, &wanted);
        self.contradict(&mut listing, &mut left, walk.at_the_head(), wanted);
        listing
    }

    /// As [`Self::collect_all`], less what only all that the document says can show; with the room that is left, and the
    /// walk that was taken.
    fn collect(&self, limits: Limits, wanted: impl Fn(Span) -> bool) -> (Listing, Limits, Walk) {
        let mut listing = Listing::default();
        let mut left = limits;
        let mut walk = Walk::new(self);
        for (index, piece) in self.pieces.iter().enumerate() {
            let spoken_of = piece.notes.is_some() || (!piece.is_blank() && walk.standing().is_outside);
            if spoken_of && wanted(self.span_of(index)) {
                let text = PieceText::new(self, index);
                let start = self.starts[index];
                let judged = self.judge(index, &walk, &text);
                if let Some((mark, applicability)) = judged.filter(|_| wanted(filled_span(text.get()).shifted(start))) {
                    if left.take(mark.rule) {
                        listing.findings.push(self.line_finding(index, text.get(), mark, applicability));
                    } else {
                        listing.cut_short |= !mark.rule.frequent;
                    }
                }
                for finding in self.parts(index, &text).into_iter().filter(|it| wanted(it.span)) {
                    if left.take(finding.rule) {
                        listing.findings.push(finding);
                    } else {
                        listing.cut_short = true;
                    }
                }
                if left.frequent > 0 || piece.candidates().iter().any(|candidate| !candidate.rule.frequent) {
                    let damage = self.damage(index, &text);
                    for damaged in damage.into_iter().filter(|it| wanted(it.span().shifted(start))) {
                        let rule = damaged.candidate.rule;
                        if left.take(rule) {
                            listing.findings.push(self.damage_finding(index, text.get(), &damaged));
                        } else {
                            listing.cut_short |= !rule.frequent;
                        }
                    }
                }
                if left.frequent == 0 && listing.cut_short {
                    break;
                }
            }
            if !piece.is_blank() {
                walk.pass(index, piece);
            }
        }
        (listing, left, walk)
    }

    /// Adds what contradicts itself in what the document says.
    fn contradict(&self, listing: &mut Listing, left: &mut Limits, walk: Walk, wanted: impl Fn(Span) -> bool) {
        if !self.config.selection.reads_facts() || self.text.len_bytes() > LONGEST_PAGE {
            return;
        }
        let mut found: Vec<Finding> = self.contradictions(walk).into_iter().filter(|it| wanted(it.span)).collect();
        found.retain(|finding| {
            let room = left.take(finding.rule);
            listing.cut_short |= !room;
            room
        });
        if !found.is_empty() {
            listing.findings.append(&mut found);
            listing.findings.sort_by_key(|finding| finding.span);
        }
    }

    /// Facts that cannot all be right, by the rules that are on. The `walk` stands at the head.
    fn contradictions(&self, walk: Walk) -> Vec<Finding> {
        let known = self.known_on(walk);
        let view = &known.reading.view;
        let found = consistency::contradictions(&known.said(), |rule| self.config.selection.has(rule));
        let finding = |(rule, it): (&'static Rule, Contradiction)| {
            let span = view.to_disk(it.span);
            let index = self.piece_at(span.start);
            let start = self.starts.get(index).copied().unwrap_or(0);
            let inside = Span::new(span.start - start, span.end - start);
            self.is_on(rule, &PieceText::new(self, index), |_| inside).then(|| Finding {
                rule,
                span,
                args: vec![("reason", it.reason)],
                fix: None,
                alternatives: Vec::new(),
                related: it.related.into_iter().map(|(span, text)| (view.to_disk(span), text)).collect(),
            })
        };
        found.into_iter().filter_map(finding).collect()
    }

    /// The candidates of a piece that are damage, are selected and are not to be left alone.
    fn damage(&self, index: usize, text: &PieceText<'_>) -> Vec<Damaged<'_>> {
        let piece = &self.pieces[index];
        mojibake::settle(piece.candidates(), piece.runs(), |candidate, span| {
            let decided = self.verdict.decision(candidate)?;
            self.is_on(candidate.rule, text, |_| span).then_some(decided)
        })
    }

    /// Whether a piece is boilerplate of a selected kind, given what was seen on the way to it. Of several
    /// selected rules that know the line, the strongest speaks.
    fn judge(&self, index: usize, walk: &Walk, text: &PieceText<'_>) -> Option<(Mark, Applicability)> {
        let piece = &self.pieces[index];
        let unknown = piece.marks().is_empty() && !walk.standing().is_outside;
        // A line of which a part is found is not found as a whole: the rest is text.
        let has_part = piece.parts().iter().any(|part| self.config.selection.has(part.rule));
        if !piece.whole_line || piece.is_blank() || unknown || has_part {
            return None;
        }
        let place = self.place(index, walk);
        // What is off must not keep another rule from speaking, so it is not even asked.
        boilerplate::judge(piece.marks(), &place, |rule| self.is_on(rule, text, filled_span))
    }

    /// Whether `rule` is selected, and is not to leave alone what it found at `span` of a piece.
    fn is_on(&self, rule: &Rule, text: &PieceText<'_>, span: impl FnOnce(&str) -> Span) -> bool {
        let left_alone =
            || !self.config.ignore_text.is_empty() && self.config.ignores(rule, text.get(), span(text.get()));
        self.config.selection.has(rule) && !left_alone()
    }

    /// Where a piece stands.
    pub(super) fn place(&self, index: usize, walk: &Walk) -> Place<'_> {
        let piece = &self.pieces[index];
        let next = self.pieces[index + 1..].iter().position(|piece| !piece.is_blank()).map(|skip| index + 1 + skip);
        let neighbour = |index: usize| Neighbour { shape: self.pieces[index].shape, marks: self.pieces[index].marks() };
        Place {
            before: walk.before,
            after: self.filled - walk.before - 1,
            shape: piece.shape,
            previous: walk.previous.map(neighbour),
            next: next.map(neighbour),
            document: self.shape,
            flow: walk.flow,
            body_follows: walk.last_body.is_some_and(|last| last > index),
            standing: walk.standing(),
        }
    }

    /// The whole lines that are not article, by the rules that are on.
    #[must_use]
    pub fn lines_of_the_page(&self) -> Vec<Finding> {
        let (mut listing, ..) = self.collect(Limits { frequent: 0, ..Limits::NONE }, |_| true);
        listing.findings.retain(|finding| finding.rule.finds_lines());
        listing.findings
    }

    /// What the layout of the page says of each filled piece.
    fn standings(&self) -> Vec<Standing> {
        if self.text.len_bytes() > LONGEST_PAGE || !boilerplate::is_page(self.pieces.iter().map(Piece::marks)) {
            return Vec::new();
        }
        let filled = self.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_blank());
        let texts: Vec<(Cow<'_, str>, &Piece)> =
            filled.map(|(index, piece)| (self.repaired_piece(index, piece), piece)).collect();
        let seen: Vec<Seen<'_>> =
            texts.iter().map(|(text, piece)| Seen { text, shape: piece.shape, marks: piece.marks() }).collect();
        boilerplate::standings(&seen)
    }

    /// The text of a piece, repaired.
    fn repaired_piece(&self, index: usize, piece: &Piece) -> Cow<'_, str> {
        let text = self.piece_text(index);
        match repaired(pieces::content(&text), piece, &self.verdict, &self.config) {
            Cow::Owned(repaired) => repaired.into(),
            Cow::Borrowed(_) => text,
        }
    }

    fn damage_finding(&self, index: usize, text: &str, damaged: &Damaged<'_>) -> Finding {
        let start = self.starts[index];
        let repair = damaged.repair(pieces::content(text));
        let fix = |(title, edits): (String, Vec<Edit>), applicability| {
            let edits = edits.into_iter().map(|it| Edit { span: it.span.shifted(start), content: it.content });
            Fix { title, applicability, edits: edits.collect() }
        };
        let mended = !repair.edits.is_empty();
        Finding {
            rule: damaged.candidate.rule,
            span: damaged.span().shifted(start),
            args: repair.args,
            fix: mended.then(|| fix((repair.title, repair.edits), damaged.applicability)),
            alternatives: repair.alternatives.into_iter().map(|it| fix(it, Applicability::Unsafe)).collect(),
            related: Vec::new(),
        }
    }

    /// What is no article in a piece that is, of the selected kinds.
    fn parts(&self, index: usize, text: &PieceText<'_>) -> Vec<Finding> {
        let piece = &self.pieces[index];
        if piece.parts().is_empty() {
            return Vec::new();
        }
        let line = pieces::content(text.get());
        let view = View::new(line, &repairs(line, piece, &self.verdict, &self.config));
        let on = piece.parts().iter().filter(|part| self.is_on(part.rule, text, |_| view.to_disk(part.span)));
        on.map(|part| self.part_finding(index, text.get(), part, &view)).collect()
    }

    /// How lines end where piece `index` stands, which holds `text`.
    fn line_end(&self, index: usize, text: &str) -> String {
        let end_of = |text: &str| text[pieces::content(text).len()..].to_owned();
        let before = index.checked_sub(1).map(|before| end_of(&self.piece_text(before)));
        let known = [Some(end_of(text)), before].into_iter().flatten().find(|end| !end.is_empty());
        known.unwrap_or_else(|| "\n".to_owned())
    }

    fn part_finding(&self, index: usize, text: &str, part: &Part, view: &View<'_>) -> Finding {
        let start = self.starts[index];
        let fix = |title: &str, applicability, edits| Fix { title: title.to_owned(), applicability, edits };
        // Up to what follows, so that a reading behind the last character goes with it.
        let behind = view.text()[part.span.end..].chars().next().map_or(0, char::len_utf8);
        let next = view.to_disk(Span::new(part.span.end, part.span.end + behind)).start;
        let whole = Span::new(view.to_disk(part.span).start, next).shifted(start);
        let split = Edit { span: Span::new(whole.end, whole.end), content: self.line_end(index, text) };
        Finding {
            rule: part.rule,
            span: view.to_disk(part.span).shifted(start),
            args: vec![("reason", part.reason.to_owned())],
            fix: Some(fix("Put it on a line of its own", part.applicability, vec![split])),
            alternatives: vec![fix("Remove it", Applicability::Unsafe, vec![Edit::delete(whole)])],
            related: Vec::new(),
        }
    }

    fn line_finding(&self, index: usize, text: &str, mark: Mark, applicability: Applicability) -> Finding {
        let line = self.span_of(index);
        let also = if mark.cue.also.is_empty() { String::new() } else { format!(", {}", mark.cue.also) };
        let reason = format!("{}{also}", mark.cue.reason);
        let fix = Fix { title: "Remove this line".to_owned(), applicability, edits: vec![Edit::delete(line)] };
        Finding {
            rule: mark.rule,
            span: filled_span(text).shifted(line.start),
            args: vec![("reason", reason)],
            fix: Some(fix),
            alternatives: Vec::new(),
            related: Vec::new(),
        }
    }
}

/// What is known on the way through the filled pieces.
pub(super) struct Walk {
    /// How many came before.
    before: usize,
    /// The last of them.
    previous: Option<usize>,
    flow: Flow,
    /// The last piece of the document that is running text.
    last_body: Option<usize>,
    /// Of each filled piece, as the layout of the page has it; none, if it is no page.
    standings: Vec<Standing>,
}

/// In bytes: a longer document is no page, and is not read as one.
const LONGEST_PAGE: usize = 512 << 10;

impl Walk {
    /// At the head of an article.
    pub(super) fn new(article: &Article) -> Self {
        let is_body = |piece: &Piece| boilerplate::is_body(&piece.shape, piece.marks());
        let last_body = article.pieces.iter().rposition(is_body);
        Self { before: 0, previous: None, flow: Flow::default(), last_body, standings: article.standings() }
    }

    /// The same way once more: what the layout says of the page is worked out already.
    pub(super) fn at_the_head(self) -> Self {
        Self { before: 0, previous: None, flow: Flow::default(), ..self }
    }

    /// Of the piece that the walk has come to, if it is filled.
    fn standing(&self) -> Standing {
        self.standings.get(self.before).copied().unwrap_or(Standing::OF_AN_ARTICLE)
    }

    /// Goes past a filled piece.
    pub(super) fn pass(&mut self, index: usize, piece: &Piece) {
        self.flow = self.flow.after(&piece.shape, piece.marks());
        self.previous = Some(index);
        self.before += 1;
    }
}

/// The text of one piece on disk, fetched when it is first asked for: most pieces are passed over without it.
struct PieceText<'a> {
    article: &'a Article,
    index: usize,
    text: OnceCell<Cow<'a, str>>,
}

impl<'a> PieceText<'a> {
    const fn new(article: &'a Article, index: usize) -> Self {
        Self { article, index, text: OnceCell::new() }
    }

    fn get(&self) -> &str {
        self.text.get_or_init(|| self.article.piece_text(self.index))
    }
}

/// `text` without the white space around it, in bytes.
pub(super) fn filled_span(text: &str) -> Span {
    let end = text.trim_end().len();
    Span::new(end - text[..end].trim_start().len(), end)
}
