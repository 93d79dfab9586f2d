//! Every text that can have stood where a run of damage is, by a search over bytes.
//!
//! All states go through the tokens in step with each other. A state is a text up to here, as bytes that were read in
//! pairs again; where a byte was lost, the state has a successor for each byte that can have been. A state that makes no
//! character, or that has a character of the site's list without its reading, is dropped. The run ends where every
//! state that is left is at the end of a character again.

use super::context::{Context, Fold};
use super::token::{Token, readers, token};
use crate::mojibake::forward::{Decoder, glibc_maps};
use crate::mojibake::{Step, words};
use crate::text::han;
use std::sync::LazyLock;

/// So many states are kept, the likelier ones.
const STATES: usize = 600;
/// So many tokens after the last lost byte, a run that has found no end is given up.
const PATIENCE: usize = 60;
/// A run has at most so many tokens.
const LONGEST: usize = 400;

/// A text that can have been.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// The text before the fold.
    pub(super) text: String,
    /// Characters that got a reading here, with it.
    pub(super) glossed: Vec<(char, String)>,
    /// The byte offsets in `text` of characters that were cut.
    pub(super) sites: Vec<usize>,
    /// Whether each reading is the first of its character.
    pub(super) first_readings: bool,
    /// Whether a pair that became a character of private use vanished here.
    pub(super) vanished: bool,
    /// Whether it is what stands on disk: nothing was lost.
    pub(super) is_identity: bool,
    /// What its pairs of characters cost, in nats: a first measure of how likely it is.
    pub(super) cost: f32,
    /// For each byte, in order: the disk it came from.
    bytes: Vec<(u8, Source)>,
}

/// Where a byte comes from: the offset in the line of the character on disk, or nowhere.
type Source = Option<usize>;

/// What a search found.
pub(super) struct Found {
    /// All texts, from the start of the search to `end`.
    pub(super) texts: Vec<Text>,
    /// Where the run ends, in bytes of the line.
    pub(super) end: usize,
    /// Whether states were given up, so that there may be more texts.
    pub(super) cut_short: bool,
}

#[derive(Clone, Debug)]
struct State {
    text: Text,
    /// A lead byte whose trail byte is to come.
    pending: Option<u8>,
    /// The last two bytes.
    last: [u8; 2],
    /// Whether the last two bytes stand together: no reading was pasted between them.
    adjacent: bool,
    /// A character of the list that has to have its reading next.
    due: Option<char>,
    /// The next token is a mark, whole: the bytes were split here.
    mark_follows: bool,
    before: char,
}

/// One search.
pub(super) struct Search<'a> {
    line: &'a str,
    start: usize,
    context: &'a Context,
    decoder: Decoder,
}

impl<'a> Search<'a> {
    /// From `start`, in bytes of `line`, where a character that is whole begins; a lost byte comes after it.
    pub(super) const fn new(line: &'a str, start: usize, context: &'a Context, decoder: Decoder) -> Self {
        Self { line, start, context, decoder }
    }

    /// Goes on until every text that is left has come to the end of a character.
    pub(super) fn run(&self) -> Found {
        let mut states = vec![State::new()];
        let mut found = Found { texts: Vec::new(), end: self.start, cut_short: false };
        let (mut before, mut quiet) = (None, 0);
        for count in 0.. {
            let next = token(self.line, found.end, before, self.decoder);
            let (token, end) = next.unwrap_or((Token::Char('\n'), found.end));
            let is_paste = matches!(token, Token::Paste(_) | Token::LostAtPaste(_));
            states.retain(|state| state.due.is_none() || is_paste);
            let in_step = states.iter().all(|state| state.pending.is_none() && state.due.is_none());
            // The first token is the whole character, the second what was lost.
            if next.is_none() || (count > 1 && in_step && !matches!(token, Token::LostAtPaste(_) | Token::LostAtMark)) {
                break;
            }
            if quiet > PATIENCE || count > LONGEST {
                found.cut_short = true;
                break;
            }
            quiet = if matches!(token, Token::Char(_) | Token::Paste(_)) { quiet + 1 } else { 0 };
            states = states.iter().flat_map(|state| self.successors(state, token, found.end, end)).collect();
            if states.len() > STATES {
                states.select_nth_unstable_by(STATES, |a, b| a.text.cost.total_cmp(&b.text.cost));
                states.truncate(STATES);
                found.cut_short = true;
            }
            before = self.line[..end].chars().next_back();
            found.end = end;
        }
        states.retain(|state| state.pending.is_none() && state.due.is_none());
        states.sort_by(|a, b| a.text.cost.total_cmp(&b.text.cost).then_with(|| a.text.text.cmp(&b.text.text)));
        for state in states {
            if !found.texts.iter().any(|known| known.text == state.text.text) {
                found.texts.push(state.text);
            }
        }
        found
    }

    /// The states after a token that stands at `at` to `end` on disk.
    fn successors(&self, state: &State, token: Token<'_>, at: usize, end: usize) -> Vec<State> {
        match token {
            Token::Char(c) => self.character(state, c, at, end),
            Token::Paste(reading) => state.paste(reading).into_iter().collect(),
            Token::LostAtPaste(reading) => self.lost_at_paste(state, reading, at),
            Token::LostAtMark => {
                let literal =
                    if self.decoder == Decoder::Mbstring { self.character(state, '?', at, end) } else { vec![] };
                literal.into_iter().chain(self.lost_at_mark(state, at)).collect()
            }
            Token::LostWithAscii => {
                let literal = self.character(state, '?', at, end);
                literal.into_iter().chain(self.lost_with_ascii(state, at, end)).collect()
            }
        }
    }

    fn character(&self, state: &State, c: char, at: usize, end: usize) -> Vec<State> {
        let mut next = Vec::new();
        let disk = Some(at);
        let is_free = !state.mark_follows;
        match han::gbk(c) {
            Some([first, second]) => {
                next.extend(state.with(&[first, second], disk, self.context));
                next.extend(
                    self.vanished(state, first)
                        .into_iter()
                        .filter_map(|it| it.with(&[first, second], disk, self.context)),
                );
            }
            None if c == '€' => next.extend(state.with(&[0x80], disk, self.context).filter(|_| is_free)),
            None if c.is_ascii() => {
                let byte = c as u8;
                let foldable = c.is_ascii_graphic() && self.context.fold != Fold::No;
                if is_free {
                    next.extend(state.with(&[byte], disk, self.context));
                    next.extend(
                        self.vanished(state, byte).into_iter().filter_map(|it| it.with(&[byte], disk, self.context)),
                    );
                }
                // Between whole characters it does not matter which of the two it was, unless a byte of it is needed.
                let needed = state.pending.is_some() || self.is_before_lost(end);
                if foldable && (needed || state.mark_follows) {
                    next.extend(state.with(&[0xA3, byte | 0x80], disk, self.context));
                    let vanished = self.vanished(state, 0xA3);
                    next.extend(
                        vanished.into_iter().filter_map(|it| it.with(&[0xA3, byte | 0x80], disk, self.context)),
                    );
                }
            }
            None => next.extend(state.foreign(c).filter(|_| is_free)),
        }
        for state in &mut next {
            state.mark_follows = false;
        }
        next
    }

    fn is_before_lost(&self, end: usize) -> bool {
        matches!(token(self.line, end, None, self.decoder), Some((Token::LostAtPaste(_), _)))
    }

    /// The state with a pair in it that became a character of private use, and vanished. `next` is the byte after it.
    fn vanished(&self, state: &State, next: u8) -> Vec<State> {
        let possible = !self.context.private_use_kept || self.decoder == Decoder::Glibc;
        let Some(pending) = state.pending.filter(|_| possible && !state.text.vanished) else { return Vec::new() };
        let usual = |pair| han::from_gbk(pair).is_some_and(|c| !han::is_private_use(c) && words::char_cost(c) < USUAL);
        let mut states = Vec::new();
        for &[first, second] in VANISHING.iter() {
            if usual([pending, first]) && usual([second, next]) {
                if let Some(mut state) = state.with(&[first, second], None, self.context) {
                    state.text.vanished = true;
                    states.push(state);
                }
            }
        }
        states
    }

    fn lost_at_paste(&self, state: &State, reading: &str, at: usize) -> Vec<State> {
        let lead = state.last[1];
        let with = |(byte, _)| state.with(&[byte], Some(at), self.context)?.paste(reading);
        readers(lead, reading).filter_map(with).collect()
    }

    fn lost_at_mark(&self, state: &State, at: usize) -> Vec<State> {
        let site = state.text.text.len();
        let mut states = Vec::new();
        for byte in 0x81..=0xFE {
            let Some(mut next) = state.with(&[byte], Some(at), self.context) else { continue };
            if next.pending.is_some() {
                next.text.sites.push(site);
            }
            next.mark_follows = true;
            states.push(next);
        }
        states
    }

    /// A lead byte that took an ASCII character along that cannot be a trail byte.
    ///
    /// Of these, only those are tried that a text can be seen to lack: the `<` of a tag, a blank, a bracket. A digit
    /// that is gone is gone.
    fn lost_with_ascii(&self, state: &State, at: usize, end: usize) -> Vec<State> {
        if state.pending.is_none() {
            return Vec::new();
        }
        let taken: &[u8] = if is_tag_without_its_head(&self.line[end..]) { b"<" } else { b" (" };
        let bytes = (0x81..=0xFE).filter_map(|byte| state.with(&[byte], Some(at), self.context));
        bytes.flat_map(|next| taken.iter().filter_map(move |taken| next.with(&[*taken], None, self.context))).collect()
    }
}

/// A character that costs more is too rare to be looked for where nothing points to it.
const USUAL: f32 = 11.5;

/// Whether `text` begins like `/font>` or `br/>`.
fn is_tag_without_its_head(text: &str) -> bool {
    let name = text.strip_prefix('/').unwrap_or(text);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.len() < name.len()
        && (rest.starts_with('>') || rest.starts_with("/>") || rest.starts_with(' ') && rest.contains('>'))
}

/// The pairs that decode to private use, or to nothing.
static VANISHING: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let pairs = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| [lead, trail]));
    pairs
        .filter(|pair| {
            pair[1] >= 0x80 && glibc_maps(*pair).is_none() && han::from_gbk(*pair).is_some_and(han::is_private_use)
        })
        .collect()
});

impl State {
    const fn new() -> Self {
        let text = Text {
            text: String::new(),
            glossed: Vec::new(),
            sites: Vec::new(),
            first_readings: true,
            vanished: false,
            is_identity: true,
            cost: 0.0,
            bytes: Vec::new(),
        };
        Self { text, pending: None, last: [0, 0], adjacent: false, due: None, mark_follows: false, before: ' ' }
    }

    /// The state with bytes added, if they make characters.
    fn with(&self, bytes: &[u8], source: Source, context: &Context) -> Option<Self> {
        let mut state = self.clone();
        let in_step = state.pending.is_none();
        for byte in bytes {
            state.feed(*byte, source, context)?;
        }
        state.text.is_identity &= in_step && state.pending.is_none();
        Some(state)
    }

    fn feed(&mut self, byte: u8, source: Source, context: &Context) -> Option<()> {
        if self.due.is_some() {
            return None;
        }
        match self.pending.take() {
            Some(lead) => {
                let c = han::from_gbk([lead, byte]).filter(|c| !han::is_private_use(*c))?;
                self.emit(c);
            }
            None => match byte {
                0..0x80 => self.emit(char::from(byte)),
                0x80 => self.emit('€'),
                0xFF => return None,
                lead => self.pending = Some(lead),
            },
        }
        self.last = [self.last[1], byte];
        self.text.bytes.push((byte, source));
        if self.adjacent {
            self.due = han::from_gbk(self.last).filter(|c| context.lists(*c));
        }
        self.adjacent = true;
        Some(())
    }

    fn emit(&mut self, c: char) {
        self.text.text.push(c);
        self.text.cost += words::pair_cost(self.before, c);
        self.before = c;
    }

    /// The state with a character that GBK lacks.
    fn foreign(&self, c: char) -> Option<Self> {
        if self.pending.is_some() || self.due.is_some() {
            return None;
        }
        let mut state = self.clone();
        state.emit(c);
        state.last = [0, 0];
        state.adjacent = false;
        Some(state)
    }

    /// The state with a reading pasted after its last byte.
    fn paste(&self, reading: &str) -> Option<Self> {
        let c = han::from_gbk(self.last).filter(|c| han::has_simplified_form(*c) && han::has_reading(*c, reading))?;
        let mut state = self.clone();
        state.due = None;
        state.adjacent = false;
        state.text.first_readings &= han::readings(c).next() == Some(reading);
        state.text.glossed.push((c, reading.to_owned()));
        state.text.is_identity = false;
        Some(state)
    }
}

impl Text {
    /// The bytes as a table, a row for each character on disk or each lost byte.
    pub(super) fn steps(&self, line: &str, fold: Fold) -> Vec<Step> {
        let mut steps: Vec<(Source, Step)> = Vec::new();
        let mut pending = None;
        for &(byte, source) in &self.bytes {
            let was = match pending.take() {
                Some(lead) => han::from_gbk([lead, byte]).map(|c| fold.shown(c.encode_utf8(&mut [0; 4]))),
                None if byte < 0x80 => Some(char::from(byte).to_string()),
                None => {
                    pending = Some(byte);
                    None
                }
            };
            match steps.last_mut() {
                Some((known, step)) if source.is_some() && *known == source => {
                    step.bytes.push(byte);
                    step.was.extend(was);
                }
                _ => {
                    let disk = source.and_then(|at| line[at..].chars().next()).map(String::from).unwrap_or_default();
                    steps.push((source, Step { disk, bytes: vec![byte], was: was.unwrap_or_default() }));
                }
            }
        }
        steps.into_iter().map(|(_, step)| step).collect()
    }
}
