//! Where a line stands: what surrounds it, and what the document is like.
//!
//! Everything here follows from the shapes and marks of the lines alone, so that it is cheap to keep up to date.

use super::{Line, Mark, Seen, Shape, Standing, Weight, judge, marks, standings};
use crate::text::edit::Applicability;

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
    /// What the lines before it lead into.
    pub flow: Flow,
    /// Whether a line of the body (see [`is_body`]) stands after it.
    pub body_follows: bool,
    /// What the layout of the page says of it.
    pub standing: Standing,
}

/// A line beside the one in question.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour<'a> {
    /// Its shape.
    pub shape: Shape,
    /// What the rules saw in it.
    pub marks: &'a [Mark],
}

/// What a run of lines leads into. Starts as the default; [`Flow::after`] takes it past a line, so after an edit it
/// has to be computed anew only from the edited line to where it is what it was before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Whether a line of the body (see [`is_body`]) has come.
    pub body: bool,
    /// Whether these are the lines under the header of a list of links.
    pub list: bool,
    /// How many lines came that no rule finds likely, counted up to [`Flow::ENOUGH`]: in a poem, there is no prose.
    pub plain: u8,
}

impl Flow {
    /// So many plain lines are a text, where a document has no prose.
    pub const ENOUGH: u8 = 5;

    /// The flow behind a line with this shape and these marks. A line of white space changes nothing.
    #[must_use]
    pub fn after(self, shape: &Shape, marks: &[Mark]) -> Self {
        if is_body(shape, marks) {
            return Self { body: true, list: false, plain: Self::ENOUGH };
        }
        let plain = if is_marked(marks) { self.plain } else { (self.plain + 1).min(Self::ENOUGH) };
        let header = super::related_list::is_header(marks);
        Self { body: self.body, list: header || (self.list && !marks.is_empty()), plain }
    }
}

/// Whether a line is of the body for all that it says itself: running text, without a mark that is likely or certain.
#[must_use]
pub fn is_body(shape: &Shape, marks: &[Mark]) -> bool {
    shape.is_prose() && !is_marked(marks)
}

fn is_marked(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| mark.cue.weight >= Weight::Likely)
}

impl Place<'_> {
    /// Whether it stands behind the last line of the body; in a document without prose, behind some plain lines.
    #[must_use]
    pub const fn is_tail(&self) -> bool {
        !self.body_follows && (self.flow.body || self.flow.plain == Flow::ENOUGH)
    }

    /// Whether it stands before the first line of the body.
    #[must_use]
    pub const fn is_head(&self) -> bool {
        !self.flow.body && self.body_follows
    }

    /// The lines beside it.
    pub fn neighbours(&self) -> impl Iterator<Item = Neighbour<'_>> {
        [self.previous, self.next].into_iter().flatten()
    }

    /// Whether a line beside it is likely to be boilerplate.
    #[must_use]
    pub fn is_beside_boilerplate(&self) -> bool {
        self.neighbours().any(|line| is_marked(line.marks))
    }

    /// Whether a line that is likely to be boilerplate stands between this one and the body.
    #[must_use]
    pub fn is_parted_from_the_body(&self) -> bool {
        let marked = |line: Option<Neighbour<'_>>| line.is_some_and(|line| is_marked(line.marks));
        (self.is_tail() && marked(self.previous)) || (self.is_head() && marked(self.next))
    }

    /// How many things about the place speak for boilerplate.
    pub(super) fn evidence(&self) -> u32 {
        u32::from(self.is_head() || self.is_tail()) + u32::from(self.is_beside_boilerplate())
    }

    /// Whether the line is one of the first or last `count` of the document.
    #[must_use]
    pub const fn is_within(&self, count: usize) -> bool {
        self.before < count || self.after < count
    }
}

/// All boilerplate lines of a repaired text: the number of the line, from 1, what decided, and how certain it is.
///
/// Lines end at LF. This is the plain form of what an article does step by step under edits.
#[must_use]
pub fn lines(text: &str) -> Vec<(usize, Mark, Applicability)> {
    struct Read<'a> {
        number: usize,
        text: &'a str,
        shape: Shape,
        marks: Vec<Mark>,
    }
    let numbered = text.lines().enumerate().map(|(index, text)| (index + 1, Line::new(text)));
    let read: Vec<Read<'_>> = numbered
        .filter(|(_, line)| !line.text.is_empty())
        .map(|(number, line)| Read { number, text: line.text, shape: line.shape, marks: marks(&line) })
        .collect();
    let mut document = Shape::default();
    for line in &read {
        document.add(&line.shape);
    }
    let seen: Vec<Seen<'_>> =
        read.iter().map(|line| Seen { text: line.text, shape: line.shape, marks: &line.marks }).collect();
    let standings = standings(&seen);
    let last_body = read.iter().rposition(|line| is_body(&line.shape, &line.marks));
    let neighbour = |index: usize| read.get(index).map(|line| Neighbour { shape: line.shape, marks: &line.marks });
    let mut flow = Flow::default();
    let mut found = Vec::new();
    for (index, line) in read.iter().enumerate() {
        let place = Place {
            before: index,
            after: read.len() - index - 1,
            shape: line.shape,
            previous: index.checked_sub(1).and_then(neighbour),
            next: neighbour(index + 1),
            document,
            flow,
            body_follows: last_body.is_some_and(|last| last > index),
            standing: standings.get(index).copied().unwrap_or_default(),
        };
        // A line of which a part is found is not found as a whole: the rest is text.
        let judged = judge(&line.marks, &place, |_| true).filter(|_| super::parts(line.text).is_empty());
        found.extend(judged.map(|(mark, applicability)| (line.number, mark, applicability)));
        flow = flow.after(&line.shape, &line.marks);
    }
    found
}
