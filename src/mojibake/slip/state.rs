//! A text that may have been, as far as the search has come.

use super::arena::Node;
use super::lost::{HOPELESS, MOST_VANISHED, VANISHED};

/// A text up to here.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The last event of the text.
    pub(super) node: Node,
    /// A lead byte whose trail byte is to come.
    pub(super) pending: Option<u8>,
    /// The last two bytes.
    pub(super) last: [u8; 2],
    /// Whether the last two bytes stand together: no reading was pasted between them.
    pub(super) adjacent: bool,
    /// A character of the list that has to have its reading next.
    pub(super) due: Option<char>,
    /// The next token is a mark, whole: the bytes were split here.
    pub(super) mark_follows: bool,
    /// How many pairs that became characters of private use vanished here.
    pub(super) vanished: u8,
    /// Whether a lead byte was lost without a trace just before.
    pub(super) silent: bool,
    /// Whether it is what stands on disk so far.
    pub(super) is_identity: bool,
    /// See the fields of `Text` for these.
    pub(super) first_readings: bool,
    pub(super) cost: f32,
    pub(super) unusual: f32,
    pub(super) echo: f32,
    /// The last character.
    pub(super) before: char,
}

impl State {
    /// The state, costing more.
    pub(super) fn less_likely(self, cost: f32) -> Self {
        Self { cost: self.cost + cost, unusual: self.unusual + cost, ..self }
    }

    /// The state, after a pair that vanished.
    pub(super) fn having_vanished(self) -> Self {
        Self { vanished: self.vanished + 1, ..self.less_likely(VANISHED) }
    }

    /// Whether the text can end here, where a reading follows or not.
    pub(super) const fn is_in_step(&self, reading_follows: bool) -> bool {
        self.pending.is_none() && (self.due.is_none() || reading_follows) && !self.mark_follows
    }

    /// The empty text.
    pub(super) const fn new() -> Self {
        Self {
            node: Node::ROOT,
            pending: None,
            last: [0, 0],
            adjacent: false,
            due: None,
            mark_follows: false,
            vanished: 0,
            silent: false,
            is_identity: true,
            first_readings: true,
            cost: 0.0,
            unusual: 0.0,
            echo: 0.0,
            before: ' ',
        }
    }
}

/// What the likeliest of `states` costs; infinity where there is none.
pub(super) fn least_cost<'a>(states: impl IntoIterator<Item = &'a State>) -> f32 {
    states.into_iter().map(|state| state.cost).fold(f32::INFINITY, f32::min)
}

/// Drops all but the likeliest `most` states; whether there were more. Those that have a pair vanish are counted by
/// themselves, and so that they do not hold the others up, they go when they cost much more.
pub(super) fn keep(states: &mut Vec<State>, most: usize) -> bool {
    let best = least_cost(states.iter().filter(|state| state.vanished == 0));
    states.retain(|state| state.vanished == 0 || state.cost < best + HOPELESS);
    if states.len() <= most {
        return false;
    }
    // One that says nothing was lost stays: it is what the others have to beat.
    let order = |a: &State, b: &State| b.is_identity.cmp(&a.is_identity).then(a.cost.total_cmp(&b.cost));
    states.sort_by(order);
    let (before, mut kept) = (states.len(), [0; 1 + MOST_VANISHED as usize]);
    states.retain(|state| {
        let kept = &mut kept[usize::from(state.vanished)];
        *kept += 1;
        *kept <= if state.vanished == 0 { most } else { most / 4 }
    });
    states.len() < before
}
