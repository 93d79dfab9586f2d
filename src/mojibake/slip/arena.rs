//! The histories of many states at once: each event knows the one before it, so that states share what they have in
//! common and a new one costs nothing.

/// Where a byte comes from: the offset in the line of the character on disk, or nowhere.
pub(super) type Source = Option<usize>;

/// One step of a history.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event<'a> {
    /// A character is complete.
    Char(char),
    /// A byte.
    Byte(u8, Source),
    /// A reading was pasted after this character.
    Gloss(char, &'a str),
    /// The next character was cut.
    Cut,
    /// The next character is a digit, and any other would do.
    Digit,
}

/// An event, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(u32);

impl Node {
    /// Before the first event.
    pub(super) const ROOT: Self = Self(0);
}

/// All events of a search.
#[derive(Debug, Default)]
pub(super) struct Arena<'a> {
    events: Vec<(Node, Event<'a>)>,
}

impl<'a> Arena<'a> {
    /// Adds an event after another.
    pub(super) fn push(&mut self, before: Node, event: Event<'a>) -> Node {
        self.events.push((before, event));
        // A search has far fewer events than there are numbers; were it otherwise, texts would be wrong, not lost.
        Node(u32::try_from(self.events.len()).unwrap_or(u32::MAX))
    }

    /// The events up to and with `node`, in order.
    pub(super) fn events(&self, node: Node) -> impl Iterator<Item = Event<'a>> {
        let mut backwards = Vec::new();
        let mut at = node;
        while let Some((before, event)) = (at.0 as usize).checked_sub(1).and_then(|index| self.events.get(index)) {
            backwards.push(*event);
            at = *before;
        }
        backwards.into_iter().rev()
    }
}
