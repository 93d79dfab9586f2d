//! Every text that can have stood where a run of damage is, by a search over bytes.
//!
//! All states go through the tokens in step with each other. A state is a text up to here, as bytes that were read in
//! pairs again; where a byte was lost, the state has a successor for each byte that can have been. A state that makes no
//! character, or that has a character of the site's list without its reading, is dropped. The run ends where every
//! state that is left is at the end of a character again.

use super::arena::{Arena, Event, Source};
use super::context::{Context, Fold};
use super::lost::{
    MOST_VANISHED, PLAUSIBLE, SWALLOWED, VANISHED, is_tag_without_its_head, unusual, vanished_after, vanished_between,
};
use super::state::{State, keep, least_cost};
use super::token::{Token, is_mark, readers, token};
use crate::mojibake::evidence::{Evidence, pair};
use crate::mojibake::forward::Decoder;
use crate::mojibake::words;
use crate::text::han;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// So many states are kept, the likelier ones.
const STATES: usize = 256;
/// So many are kept where a byte was lost that only words can tell: each has a successor for every byte.
const STATES_AT_GUESS: usize = 48;
/// So many tokens after the last lost byte, a run that has found no end is given up.
const PATIENCE: usize = 60;
/// So many are kept where that is not the first such byte.
const STATES_AT_NEXT_GUESS: usize = 16;
/// A run loses at most so many bytes, so many of them to be guessed, and has at most so many tokens: past that, nothing
/// is left to tell it by.
const LOST: usize = 12;
const GUESSES: usize = 4;
const LONGEST: usize = 200;

/// A text that can have been.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    /// The text before the fold.
    pub(super) text: String,
    /// Characters that got a reading here, with it.
    pub(super) glossed: Vec<(char, &'a str)>,
    /// The byte offsets in `text` of characters that were cut.
    pub(super) sites: Vec<usize>,
    /// The byte offsets in `text` of digits that may have been any.
    pub(super) digits: Vec<usize>,
    /// Whether each reading is the first of its character.
    pub(super) first_readings: bool,
    /// Whether it is what stands on disk: nothing was lost.
    pub(super) is_identity: bool,
    /// What its pairs of characters cost, in nats: a first measure of how likely it is.
    pub(super) cost: f32,
    /// What it costs, in nats, that some of its characters are hardly used in Traditional text. [`Self::cost`] holds it.
    pub(super) unusual: f32,
    /// By how much less they cost, in nats, where they stand elsewhere in the document too. [`Self::cost`] holds it.
    pub(super) echo: f32,
    /// For each byte, in order: the disk it came from.
    pub(super) bytes: Vec<(u8, Source)>,
}

impl Text<'_> {
    /// As it would stand on disk: with the fold, and `?` for what was lost for good.
    pub(super) fn shown(&self, fold: Fold) -> String {
        let mut text = self.text.clone();
        for digit in &self.digits {
            text.replace_range(*digit..*digit + 1, "?");
        }
        fold.shown(&text)
    }
}

/// What a search found.
pub(super) struct Found<'a> {
    /// All texts, from the start of the search to `end`, the likelier first.
    pub(super) texts: Vec<Text<'a>>,
    /// Where the run ends, in bytes of the line.
    pub(super) end: usize,
    /// The reading in brackets that stands behind the run, where it belongs.
    pub(super) reading: Option<&'a str>,
    /// Whether states were given up, so that there may be more texts.
    pub(super) cut_short: bool,
    /// Whether the run begins where the decoder left nothing.
    pub(super) is_silent: bool,
    /// The characters that the document was asked about, by themselves or as the first of a pair, sorted.
    pub(super) asked: Vec<char>,
}

/// One search.
pub(super) struct Search<'a> {
    line: &'a str,
    start: usize,
    context: &'a Context,
    evidence: &'a Evidence,
    decoder: Decoder,
    /// Whether pairs are looked for that vanished without a trace.
    vanishing: bool,
    /// Another pair is looked for where a text with one costs less than this.
    again: f32,
    /// Where the run begins with a mark before which the decoder left nothing of a lead byte.
    silent_cut: Option<usize>,
    arena: Arena<'a>,
    asked: FxHashSet<char>,
    /// What [`readers`] gave: it is asked again for each state, and goes through all trail bytes.
    readers: FxHashMap<(u8, &'a str), Rc<[u8]>>,
    next: Vec<State>,
}

impl<'a> Search<'a> {
    /// From `start`, in bytes of `line`, where a character that is whole begins; a lost byte comes after it.
    pub(super) fn new(
        line: &'a str,
        start: usize,
        context: &'a Context,
        evidence: &'a Evidence,
        decoder: Decoder,
    ) -> Self {
        let arena = Arena::default();
        let asked = FxHashSet::default();
        Self {
            line,
            start,
            context,
            evidence,
            decoder,
            vanishing: false,
            again: f32::INFINITY,
            silent_cut: None,
            arena,
            asked,
            readers: FxHashMap::default(),
            next: Vec::new(),
        }
    }

    /// Looks also for pairs that became characters of private use and were dropped.
    pub(super) const fn with_vanishing(mut self, vanishing: bool) -> Self {
        self.vanishing = vanishing;
        self
    }

    /// Takes the mark at `at` for one before which a lead byte was lost without a trace.
    pub(super) const fn with_silent_cut(mut self, at: Option<usize>) -> Self {
        self.silent_cut = at;
        self
    }

    fn token(&self, at: usize, before: Option<char>) -> Option<(Token<'a>, usize)> {
        token(self.line, at, before, self.decoder, self.context.fold != Fold::No)
    }

    /// Goes on until every text that is left has come to the end of a character.
    pub(super) fn run(mut self) -> Found<'a> {
        let mut states = vec![State::new()];
        let mut found = Found {
            texts: Vec::new(),
            end: self.start,
            reading: None,
            cut_short: false,
            is_silent: self.silent_cut.is_some(),
            asked: Vec::new(),
        };
        let (mut before, mut quiet, mut lost, mut guesses, mut guessed) = (None, 0, 0, 0, false);
        for count in 0.. {
            let next = self.token(found.end, before);
            let (token, end) = next.unwrap_or((Token::Char('\n'), found.end));
            let is_paste = matches!(token, Token::Paste(_) | Token::LostAtPaste(_));
            states.retain(|state| state.due.is_none() || is_paste);
            // A reading where it belongs is no part of the run, but the character before it may have to have one.
            let is_aligned = matches!(token, Token::Paste(_)) && before.is_some_and(han::is_han);
            let in_step = states.iter().all(|state| state.is_in_step(is_aligned));
            // The first token is the whole character, the second what was lost. A reading behind half a character on disk
            // is part of the run, for it stands behind a whole one in the text.
            let goes_on = matches!(token, Token::LostAtPaste(_) | Token::LostAtMark) || (is_paste && !is_aligned);
            if next.is_none() || (count > 1 && in_step && !goes_on) {
                found.reading = is_aligned.then(|| &self.line[found.end..end]);
                break;
            }
            let is_lost = !matches!(token, Token::Char(_) | Token::Paste(_));
            lost += usize::from(is_lost);
            quiet = if is_lost { 0 } else { quiet + 1 };
            let is_guess = matches!(token, Token::LostAtMark | Token::LostWithAscii);
            guesses += usize::from(is_guess);
            if quiet > PATIENCE || lost > LOST || guesses > GUESSES || count > LONGEST {
                found.cut_short = true;
                break;
            }
            let most = if guesses > 1 { STATES_AT_NEXT_GUESS } else { STATES_AT_GUESS };
            if is_guess && !guessed {
                found.cut_short |= keep(&mut states, most);
            }
            self.again = least_cost(&states) + PLAUSIBLE;
            for state in &states {
                self.succeed(*state, token, found.end, end);
            }
            std::mem::swap(&mut states, &mut self.next);
            self.next.clear();
            if guessed {
                found.cut_short |= keep(&mut states, most);
            } else if !is_guess {
                found.cut_short |= keep(&mut states, STATES);
            }
            // What a byte at the end of a piece says is known with the byte after it.
            guessed = is_guess;
            before = self.line[..end].chars().next_back();
            found.end = end;
        }
        if self.decoder == Decoder::Glibc && found.end == self.line.len() {
            // The last byte of a line goes without a trace too.
            for state in std::mem::take(&mut states) {
                states.push(state);
                if state.pending.is_some() {
                    self.lost_at_mark(state, None, found.end);
                    states.append(&mut self.next);
                }
            }
        }
        states.retain(|state| state.is_in_step(found.reading.is_some()));
        // What follows is the same for all, but not how well it follows.
        let next = self.line[found.end..].chars().next().unwrap_or('。');
        for state in &mut states {
            let cost = words::pair_cost(state.before, next);
            let echo = self.echo(state.before, next, cost);
            state.cost += cost - echo;
            state.echo += echo;
        }
        found.texts = states.iter().map(|state| self.text(state)).collect();
        found.texts.sort_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.text.cmp(&b.text)));
        let mut seen = FxHashSet::default();
        found.texts.retain(|text| seen.insert(text.text.clone()));
        found.asked = self.asked.into_iter().collect();
        found.asked.sort_unstable();
        found
    }

    /// What a state says, read back from its last event.
    fn text(&self, state: &State) -> Text<'a> {
        let mut text = Text {
            text: String::new(),
            glossed: Vec::new(),
            sites: Vec::new(),
            digits: Vec::new(),
            first_readings: state.first_readings,
            is_identity: state.is_identity,
            cost: state.cost,
            unusual: state.unusual,
            echo: state.echo,
            bytes: Vec::new(),
        };
        for event in self.arena.events(state.node) {
            match event {
                Event::Char(c) => text.text.push(c),
                Event::Byte(byte, source) => text.bytes.push((byte, source)),
                Event::Gloss(c, reading) => text.glossed.push((c, reading)),
                Event::Cut => text.sites.push(text.text.len()),
                Event::Digit => text.digits.push(text.text.len()),
            }
        }
        text
    }

    /// Adds the states after a token that stands at `at` to `end` on disk to [`Self::next`].
    fn succeed(&mut self, state: State, token: Token<'a>, at: usize, end: usize) {
        match token {
            Token::Char(c) => self.character(state, c, at, end),
            Token::Paste(reading) => {
                // Behind a whole character it stands where it belongs.
                let is_identity = state.is_identity && state.pending.is_none();
                let pasted = self.paste(state, reading).map(|state| State { is_identity, ..state });
                self.next.extend(pasted);
                // What stands before it may be another reading, and a byte between them that left nothing.
                if self.decoder == Decoder::Glibc && !state.last[1].is_ascii() {
                    self.lost_before_reading(state, reading, at);
                }
            }
            Token::LostAtPaste(reading) => self.lost_before_reading(state, reading, at),
            Token::LostAtMark => {
                if self.decoder == Decoder::Mbstring {
                    self.character(state, '?', at, end);
                }
                self.lost_at_mark(state, Some(at), end);
            }
            Token::LostWithAscii => {
                self.character(state, '?', at, end);
                self.lost_with_ascii(state, at, end);
            }
        }
    }

    fn character(&mut self, state: State, c: char, at: usize, end: usize) {
        let is_free = !state.mark_follows;
        let mut state = State { mark_follows: false, ..state };
        let folded = self.context.fold != Fold::No;
        let is_mark = is_mark(c, folded);
        if self.is_lost_silently(&state, c, at) {
            let before = self.next.len();
            self.lost_at_mark(state, None, at);
            for state in self.next.split_off(before) {
                self.character(State { silent: true, ..state }, c, at, end);
            }
        }
        // A mark that is the halves of two characters: the bytes were split here.
        if is_mark && state.pending.is_some() {
            state.node = self.arena.push(state.node, Event::Cut);
        }
        match han::gbk(c) {
            Some(pair) => self.bytes(state, &pair, at),
            None if c == '€' && is_free => self.bytes(state, &[0x80], at),
            None if c.is_ascii() => {
                let byte = c as u8;
                if is_free {
                    self.bytes(state, &[byte], at);
                }
                // Between whole characters it does not matter which of the two it was, unless a byte of it is needed.
                let needed = state.pending.is_some() || !is_free || self.is_before_lost(end);
                if needed && c.is_ascii_graphic() && folded {
                    self.bytes(state, &[0xA3, byte | 0x80], at);
                }
            }
            None if is_free => {
                let foreign = self.foreign(state, c);
                self.next.extend(foreign);
            }
            None => {}
        }
    }

    /// Whether glibc may have lost a lead byte before `c` at `at`, and left nothing of it.
    fn is_lost_silently(&self, state: &State, c: char, at: usize) -> bool {
        let no_trail = c.is_ascii() && (c as u8) < 0x40;
        let possible = state.pending.is_some() && (no_trail || is_mark(c, self.context.fold != Fold::No));
        self.decoder == Decoder::Glibc && !state.silent && (possible || self.silent_cut == Some(at))
    }

    /// The states after the bytes of a character on disk, also with a pair before them that vanished.
    fn bytes(&mut self, state: State, bytes: &[u8], at: usize) {
        let plain = self.with(state, bytes, Some(at));
        self.next.extend(plain);
        // glibc drops FE before a byte that it has no character with, and goes on with that byte.
        if self.decoder == Decoder::Glibc && state.pending.is_some() && bytes[0] >= 0xA1 {
            let dropped = self.with(state, &[0xFE], None).and_then(|state| self.with(state, bytes, Some(at)));
            self.next.extend(dropped.map(|state| state.less_likely(VANISHED)));
        }
        let Some(pending) = self.may_vanish_after(&state) else { return };
        for pair in vanished_between(pending, bytes[0]) {
            let vanished = self.with(state, &pair, None).and_then(|state| self.with(state, bytes, Some(at)));
            self.next.extend(vanished.map(State::having_vanished));
        }
    }

    /// The lead byte after which a pair may have vanished.
    fn may_vanish_after(&self, state: &State) -> Option<u8> {
        let likely_enough = state.vanished == 0 || (state.vanished < MOST_VANISHED && state.cost < self.again);
        state.pending.filter(|_| self.vanishing && likely_enough)
    }

    fn is_before_lost(&self, end: usize) -> bool {
        matches!(self.token(end, None), Some((Token::LostAtPaste(_), _)))
    }

    /// A lead byte that was lost because `reading` follows it.
    fn lost_before_reading(&mut self, state: State, reading: &'a str, at: usize) {
        self.lost_at_paste(state, reading, at);
        // Before that byte, a pair may have vanished: its second byte and the lost one are the character that was
        // glossed.
        let Some(pending) = self.may_vanish_after(&state) else { return };
        for pair in vanished_after(pending) {
            if !self.readers(pair[1], reading).is_empty() {
                let vanished = self.with(state, &pair, None).map(State::having_vanished);
                vanished.into_iter().for_each(|state| self.lost_at_paste(state, reading, at));
            }
        }
    }

    fn lost_at_paste(&mut self, state: State, reading: &'a str, at: usize) {
        for byte in &*self.readers(state.last[1], reading) {
            let pasted = self.with(state, &[*byte], Some(at)).and_then(|state| self.paste(state, reading));
            self.next.extend(pasted);
        }
    }

    /// The second bytes of the characters with `reading` whose first byte is `lead`.
    fn readers(&mut self, lead: u8, reading: &'a str) -> Rc<[u8]> {
        let found = || readers(lead, reading).map(|(trail, _)| trail).collect();
        Rc::clone(self.readers.entry((lead, reading)).or_insert_with(found))
    }

    /// A lead byte that was lost at `at`; what stood behind it goes on at `end`.
    fn lost_at_mark(&mut self, state: State, at: Source, end: usize) {
        // With mbstring, what took the byte's place says what comes next; else it may be ASCII as well.
        let mark_follows = self.decoder == Decoder::Mbstring && end < self.line.len();
        for byte in 0x81..=0xFE {
            let Some(mut next) = self.with(state, &[byte], at) else { continue };
            if next.pending.is_some() {
                next.node = self.arena.push(next.node, Event::Cut);
            }
            self.next.push(State { mark_follows, ..next });
        }
    }

    /// A lead byte that took an ASCII character along that cannot be a trail byte. Which one, the text around it says,
    /// but a digit is just a digit.
    fn lost_with_ascii(&mut self, state: State, at: usize, end: usize) {
        if state.pending.is_none() || state.mark_follows {
            return;
        }
        let taken = if is_tag_without_its_head(&self.line[end..]) { &[(b'<', 0.0)] } else { SWALLOWED };
        for byte in 0x81..=0xFE {
            let Some(next) = self.with(state, &[byte], Some(at)) else { continue };
            for (taken, cost) in taken {
                let digit = if *taken == b'0' { self.arena.push(next.node, Event::Digit) } else { next.node };
                let next = self.with(State { node: digit, ..next }, &[*taken], None);
                self.next.extend(next.map(|state| state.less_likely(*cost)));
            }
        }
    }

    /// The state with bytes added, if they make characters.
    fn with(&mut self, mut state: State, bytes: &[u8], source: Source) -> Option<State> {
        let in_step = state.pending.is_none();
        let is_whole = in_step && source.is_some() && bytes.len() == 2;
        for &byte in bytes {
            if state.due.is_some() {
                return None;
            }
            state.node = self.arena.push(state.node, Event::Byte(byte, source));
            match state.pending.take() {
                Some(lead) => {
                    let c = han::from_gbk([lead, byte]).filter(|c| !han::is_private_use(*c))?;
                    self.emit(&mut state, c, is_whole);
                }
                None => match byte {
                    0..0x80 => self.emit(&mut state, char::from(byte), false),
                    0x80 => self.emit(&mut state, '€', false),
                    0xFF => return None,
                    lead => state.pending = Some(lead),
                },
            }
            state.last = [state.last[1], byte];
            if state.adjacent {
                state.due = han::from_gbk(state.last).filter(|c| self.context.lists(*c));
            }
            state.adjacent = true;
        }
        state.silent = false;
        state.is_identity &= in_step && state.pending.is_none();
        Some(state)
    }

    /// Adds `c` to the text. That a character `is_whole` on disk stands in the document is no evidence for it: the
    /// document has it here.
    fn emit(&mut self, state: &mut State, c: char, is_whole: bool) {
        let cost = words::pair_cost(state.before, c);
        let echo = if is_whole { 0.0 } else { self.echo(state.before, c, cost) };
        state.node = self.arena.push(state.node, Event::Char(c));
        state.cost += cost - echo + unusual(c);
        state.unusual += unusual(c);
        state.echo += echo;
        state.before = c;
    }

    /// By how much less `b` costs after `a` than `cost`, because the document has it elsewhere too, in nats.
    fn echo(&mut self, a: char, b: char, cost: f32) -> f32 {
        if !han::is_han(b) {
            return pair(a, b).map_or(0.0, |key| {
                self.asked.insert(a);
                self.together(key, cost)
            });
        }
        self.asked.insert(b);
        // By its share of the document's characters, trusted less than what words say.
        let level = self.evidence.level(b);
        let share = (self.context.length_level as f32 - level as f32) * std::f32::consts::LN_2;
        let alone = if level >= 2 { 0.8 * (words::char_cost(b) - share - 1.0).max(0.0) } else { 0.0 };
        let Some(key) = pair(a, b) else { return alone };
        self.asked.insert(a);
        self.together(key, cost).max(alone)
    }

    /// By how much less a pair costs than `cost`, because it stands elsewhere in the document too, in nats.
    fn together(&self, key: u32, cost: f32) -> f32 {
        let seen = match self.evidence.pairs(key) {
            0 => return 0.0,
            1 => 3.0,
            2 => 2.0,
            _ => 1.0,
        };
        (1.4 * (cost - seen)).max(0.0)
    }

    /// The state with a character that GBK lacks.
    fn foreign(&mut self, mut state: State, c: char) -> Option<State> {
        if state.pending.is_some() || state.due.is_some() {
            return None;
        }
        self.emit(&mut state, c, false);
        state.last = [0, 0];
        state.adjacent = false;
        Some(state)
    }

    /// The state with a reading pasted after its last byte.
    fn paste(&mut self, mut state: State, reading: &'a str) -> Option<State> {
        let c = han::from_gbk(state.last).filter(|c| han::has_simplified_form(*c) && han::has_reading(*c, reading))?;
        state.due = None;
        state.adjacent = false;
        state.first_readings &= han::readings(c).next() == Some(reading);
        state.is_identity = false;
        state.node = self.arena.push(state.node, Event::Gloss(c, reading));
        Some(state)
    }
}
