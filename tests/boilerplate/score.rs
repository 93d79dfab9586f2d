//! How well lines are told apart.

/// Lines by what they are and what was made of them.
#[derive(Default)]
pub(crate) struct Score {
    removed_rightly: usize,
    removed_wrongly: usize,
    kept_rightly: usize,
    kept_wrongly: usize,
    pub(crate) body_characters: usize,
    pub(crate) body_characters_lost: usize,
}

impl Score {
    /// Counts a line of so many characters: whether it is article, whether it was found to be none, and whether its
    /// characters are lost by that.
    pub(crate) fn count(&mut self, kept: bool, found: bool, lost: bool, characters: usize) {
        match (kept, found) {
            (true, true) => self.removed_wrongly += 1,
            (true, false) => self.kept_rightly += 1,
            (false, true) => self.removed_rightly += 1,
            (false, false) => self.kept_wrongly += 1,
        }
        self.body_characters += if kept { characters } else { 0 };
        self.body_characters_lost += if kept && lost { characters } else { 0 };
    }

    pub(crate) fn add(mut self, other: &Self) -> Self {
        self.removed_rightly += other.removed_rightly;
        self.removed_wrongly += other.removed_wrongly;
        self.kept_rightly += other.kept_rightly;
        self.kept_wrongly += other.kept_wrongly;
        self.body_characters += other.body_characters;
        self.body_characters_lost += other.body_characters_lost;
        self
    }

    fn f1(hits: usize, one: usize, other: usize) -> (f64, f64, f64) {
        let share = |of: usize| if hits + of == 0 { 1.0 } else { hits as f64 / (hits + of) as f64 };
        (share(one), share(other), 2.0 * hits as f64 / ((2 * hits + one + other).max(1)) as f64)
    }

    /// Precision, recall and F1 of the lines that are removed.
    pub(crate) fn removed(&self) -> (f64, f64, f64) {
        Self::f1(self.removed_rightly, self.removed_wrongly, self.kept_wrongly)
    }

    /// Precision, recall and F1 of the lines that are kept.
    pub(crate) fn kept(&self) -> (f64, f64, f64) {
        Self::f1(self.kept_rightly, self.kept_wrongly, self.removed_wrongly)
    }
}
