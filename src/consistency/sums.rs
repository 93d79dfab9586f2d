//! Lists of parts and their whole: `新增管網4600公里，其中燃氣300公里、供水1500公里…`.

use super::{Said, is_exact, rounding};
use crate::facts::{Fact, Figure, Quantity};
use crate::text::Span;
use rust_decimal::Decimal;

/// A whole and its parts, as a sentence lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Where the whole stands.
    pub whole: Span,
    /// Its value, and those of the parts, in one unit.
    pub value: Decimal,
    /// Where the parts stand, with their values.
    pub parts: Vec<(Span, Decimal)>,
    /// Whether the list says that it is complete: 分別, 共.
    pub is_complete: bool,
    /// How much rounding may be in it all.
    pub tolerance: Decimal,
}

impl Sum {
    /// The parts together.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.parts.iter().map(|(_, value)| *value).sum()
    }

    /// Whether the parts make up the whole, exactly or but for rounding.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.total() - self.value).abs() <= self.tolerance
    }
}

/// A figure of a sentence, with where it stands.
type Item<'a> = (&'a Fact, &'a Figure);

/// Words behind a whole that open the list of its parts, and whether the list is then complete.
const OPENING: &[(&str, bool)] = &[("其中", false), ("包括", false), ("包含", false), ("分别", true), ("分为", true)];
/// Words before a whole that close the list of its parts.
const CLOSING: &[&str] = &["共计", "合计", "总计", "总共", "一共", "共"];
/// What stands between two parts of a list at most, in characters.
const APART: usize = 14;

/// The sums of a document.
#[must_use]
pub fn sums(said: &Said<'_>) -> Vec<Sum> {
    let mut found = Vec::new();
    for sentence in said.sentences() {
        for (index, whole) in sentence.iter().enumerate() {
            if !may_be_whole(whole.1) {
                continue;
            }
            found.extend(behind(said, *whole, &sentence[index + 1..]));
            found.extend(before(said, *whole, &sentence[..index]));
        }
    }
    found
}

fn may_be_whole(figure: &Figure) -> bool {
    let counted = matches!(figure.quantity, Quantity::Count | Quantity::Currency) || figure.quantity.is_measured();
    counted && is_exact(figure) && figure.value > Decimal::ZERO && figure.basis.is_none()
}

/// 其中A3家、B5家.
fn behind<'a>(said: &Said<'a>, whole: Item<'a>, rest: &[Item<'a>]) -> Option<Sum> {
    let first = rest.first()?;
    let between = said.between(whole.0.span, first.0.span);
    let (_, is_complete) = OPENING.iter().find(|(word, _)| between.contains(word))?;
    if between.chars().count() > 24 || between.contains(['。', ';']) {
        return None;
    }
    sum(said, whole, list(said, whole, rest.iter()), *is_complete)
}

/// A3家、B5家，共8家.
fn before<'a>(said: &Said<'a>, whole: Item<'a>, list_before: &[Item<'a>]) -> Option<Sum> {
    let last = list_before.last()?;
    let between = said.between(last.0.span, whole.0.span);
    let closes = CLOSING.iter().any(|word| between.trim_end().ends_with(word));
    if !closes || between.chars().count() > APART || between.contains(['。', ';']) {
        return None;
    }
    let mut parts = list(said, whole, list_before.iter().rev());
    parts.reverse();
    sum(said, whole, parts, true)
}

/// The parts that `items` begin with, from the whole away: of its unit, one beside the other.
fn list<'a, 'i>(said: &Said<'a>, whole: Item<'a>, items: impl Iterator<Item = &'i Item<'a>>) -> Vec<Item<'a>>
where
    'a: 'i,
{
    let mut parts: Vec<Item<'a>> = Vec::new();
    for part in items {
        let joined = parts.last().is_none_or(|last| is_list(&said.between(last.0.span, part.0.span)));
        if !joined || !is_part(whole.1, part.1) {
            break;
        }
        parts.push(*part);
    }
    parts
}

/// Whether two figures stand beside each other in a list: a pause and a short name between them.
fn is_list(between: &str) -> bool {
    let pause = between.contains(['、', ',', '和', '及', '与']);
    let clauses = between.chars().filter(|c| *c == ',').count() > 1;
    pause && !clauses && between.chars().count() <= APART && !between.contains(['。', ';', '(', ')'])
}

fn is_part(whole: &Figure, part: &Figure) -> bool {
    let same = part.unit == whole.unit && part.quantity == whole.quantity;
    same && is_exact(part) && part.basis.is_none() && (part.trend.is_none() || whole.trend.is_some())
}

fn sum(said: &Said<'_>, whole: Item<'_>, parts: Vec<Item<'_>>, is_complete: bool) -> Option<Sum> {
    if parts.len() < 2 || parts.iter().any(|part| part.1.value > whole.1.value && !is_complete) {
        return None;
    }
    let tolerance = parts.iter().map(|part| rounding(said, part.1)).sum::<Decimal>() + rounding(said, whole.1);
    Some(Sum {
        whole: whole.0.span,
        value: whole.1.value,
        parts: parts.iter().map(|part| (part.0.span, part.1.value)).collect(),
        is_complete,
        tolerance,
    })
}
