//! How findings are printed. A new format is a file here with an impl of [`Report`], a line in [`report`], and a value
//! of `args::Format`.

pub(super) mod json;
mod text;

use super::args::Format;
use crate::article::Article;
use crate::lint::Finding;
use crate::text::Span;
use crate::text::position::Rows;

/// A format. What it prints for one file may be made on any thread; the parts are printed in order of path.
pub(super) trait Report: Sync {
    /// What stands around and between the files.
    fn frame(&self) -> Frame {
        Frame::NONE
    }

    /// For one file; empty where there is nothing to say.
    fn file(&self, checked: &Checked<'_>) -> String;
}

/// What stands around and between what is printed for each file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) head: &'static str,
    /// Between two files that have something to say.
    pub(super) between: &'static str,
    pub(super) tail: &'static str,
}

impl Frame {
    pub(super) const NONE: Self = Self { head: "", between: "", tail: "" };
    /// One JSON array; what is printed for a file begins with a line end.
    pub(super) const ARRAY: Self = Self { head: "[", between: ",", tail: "\n]\n" };

    /// The frame of what is one object for each file.
    pub(super) const fn of_objects(format: Format) -> Self {
        match format {
            Format::Text | Format::Jsonl => Self::NONE,
            Format::Json => Self::ARRAY,
        }
    }
}

/// The report in `format`.
pub(super) fn report(format: Format) -> &'static dyn Report {
    match format {
        Format::Text => &text::Text,
        Format::Json => &json::Array,
        Format::Jsonl => &json::Lines,
    }
}

/// What was found in one file.
pub(super) struct Checked<'a> {
    /// What the file is called.
    pub(super) name: &'a str,
    /// What is known of it.
    pub(super) article: &'a Article,
    /// What it says.
    pub(super) text: &'a str,
    /// In order of place.
    pub(super) findings: &'a [Finding],
    locations: Vec<(usize, Location)>,
}

/// A place for people: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Location {
    pub(super) row: usize,
    pub(super) column: usize,
}

impl<'a> Checked<'a> {
    pub(super) fn new(name: &'a str, article: &'a Article, text: &'a str, findings: &'a [Finding]) -> Self {
        let related = findings.iter().flat_map(|finding| finding.related.iter().map(|(span, _)| *span));
        let spans = findings.iter().map(|finding| finding.span).chain(related);
        Self { name, article, text, findings, locations: locate(text, spans) }
    }

    /// Row and column of an end of one of the findings.
    pub(super) fn location(&self, offset: usize) -> Location {
        look_up(&self.locations, offset)
    }
}

/// Row and column of both ends of all `spans`, in order of place, in one pass over `text`.
pub(super) fn locate(text: &str, spans: impl Iterator<Item = Span>) -> Vec<(usize, Location)> {
    let mut offsets: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let mut rows = Rows::new(text);
    let locate = |offset| {
        let (row, column) = rows.at(offset);
        (offset, Location { row, column })
    };
    offsets.into_iter().map(locate).collect()
}

/// The place of one of the offsets that `locations` was made of.
pub(super) fn look_up(locations: &[(usize, Location)], offset: usize) -> Location {
    let found = locations.binary_search_by_key(&offset, |(offset, _)| *offset);
    found.map_or(Location { row: 1, column: 1 }, |index| locations[index].1)
}
