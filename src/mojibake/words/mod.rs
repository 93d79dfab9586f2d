//! How likely a text is: ranks the candidates for damaged characters by what stands around them.
//!
//! A model of word pairs (the likelihood of a word given the one before it, backed off to that of the word alone), and
//! one of character pairs for what is no word on file. Costs are in nats, -ln p: less is likelier, and a difference of
//! 4.6 is odds of 100 to 1. Everything is folded to Simplified, character by character, so the two scripts may mix; a
//! candidate that does not fit the script of its text is for the caller to rule out.
//!
//! The tables are made by `src/build.rs` from `words.txt` and `bigrams.txt`, which `make.py` derived from three public
//! dictionaries (jionlp, Apache-2.0; Apache Lucene's smartcn, Apache-2.0; jieba, MIT): it tells which gave what. They
//! are hashed and looked up where they lie in the binary, so there is nothing to load. Costs have a step of 0.1.
//!
//! Not in it: names of people and places beyond those in the dictionaries, and anything wider than two words. So where
//! several words fit between their neighbours it takes the commonest: of the characters with the trail byte of 省 in
//! `示范省；`, it has 场, 小 and some more before 省. Differences of a few nats are no certainty.

mod hash;

use crate::text::han;

/// Tag (3 bytes), cost, cost of a follower not seen with it.
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
/// Tag (3 bytes), cost of the second word after the first.
static WORD_PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/word_pairs.bin"));
/// A bit for each two characters that begin a word, and for some others by chance.
static BEGINNINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/beginnings.bin"));
/// For each character of the BMP: cost (0: not seen), cost of a follower not seen with it, longest word it begins.
static CHARACTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/characters.bin"));
/// Tag (3 bytes), cost of the second character after the first.
static CHARACTER_PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/character_pairs.bin"));

/// Cost of a Han character that no word on file has; the rarest of those that have one cost about as much.
const UNSEEN_HAN: f32 = 19.0;
/// Cost of a symbol that no word on file has: Greek, Cyrillic, ①, ■.
const UNSEEN_SYMBOL: f32 = 17.0;
/// Cost of what does not belong in Chinese text at all.
const FOREIGN: f32 = 25.0;
/// What a character costs beside its own frequency when it is no word by itself.
const NO_WORD: f32 = 4.0;
/// Cost of ASCII punctuation and spaces.
const ASCII: f32 = 6.0;
/// Nats per character of a number written in Chinese numerals, beside that for there being a number.
const NUMERAL: f32 = 1.5;
/// The logarithm of how many words the pairs of words were counted in.
const COUNTED: f32 = 15.88;
/// Weight of the character pairs in [`text_cost`], found on prose that the model was not made from.
const PAIRS: f32 = 0.4;

/// Stands for any run of digits, and for a point in time (`9月`), and for any run of Latin letters, in the tables.
const NUMBER: char = '0';
const TIME: char = 'T';
const LETTERS: char = 'A';

/// Taiwan writes the particle 着 like the word in 著名; the tables have two characters for them.
const WRITTEN: char = '著';
const PARTICLE: char = '着';

/// Cost of `c` by its frequency in running text, in nats. One look-up.
#[must_use]
pub fn char_cost(c: char) -> f32 {
    match fold(c) {
        WRITTEN => folded_cost(PARTICLE),
        c => folded_cost(c),
    }
}

/// Cost of `b` where it follows `a`, in nats: by how often it does, and by [`char_cost`] of `b` so far as that was not
/// seen enough to tell.
#[must_use]
pub fn pair_cost(a: char, b: char) -> f32 {
    let (a, b) = (fold(a), fold(b));
    // Which of the two words it is, the neighbour tells.
    if a == WRITTEN {
        folded_pair_cost(a, b).min(folded_pair_cost(PARTICLE, b))
    } else if b == WRITTEN {
        folded_pair_cost(a, b).min(folded_pair_cost(a, PARTICLE))
    } else {
        folded_pair_cost(a, b)
    }
}

/// Cost of the likeliest way to read `text` as words, in nats. 0 for the empty text.
///
/// The first and the last word may be cut by the ends of `text`: compare texts that are cut at the same places.
#[must_use]
pub fn word_cost(text: &str) -> f32 {
    segmentation_cost(&units(text.chars()))
}

/// What to rank candidates by: [`word_cost`] with a part of the [`pair_cost`] of neighbours, in nats. It tells the
/// right character more often than either, because new words and names are in no dictionary.
#[must_use]
pub fn text_cost(text: &str) -> f32 {
    let units = units(text.chars());
    let pairs: f32 = units.windows(2).map(|pair| folded_pair_cost(pair[0], pair[1])).sum();
    PAIRS.mul_add(pairs, segmentation_cost(&units))
}

fn folded_cost(c: char) -> f32 {
    match record(c) {
        Some([cost, ..]) if *cost != 0 => nats(*cost),
        _ => unseen_cost(c),
    }
}

fn folded_pair_cost(a: char, b: char) -> f32 {
    let pair = hash::push(hash::push(hash::EMPTY, a), b);
    match (find::<4>(CHARACTER_PAIRS, pair), record(a)) {
        (Some([.., cost]), _) => nats(*cost),
        (None, Some([_, backoff, _])) => nats(*backoff) + folded_cost(b),
        (None, None) => folded_cost(b),
    }
}

/// Cost of a character that is in no word on file, by what kind of character it is.
fn unseen_cost(c: char) -> f32 {
    match c {
        ' '..='~' => ASCII,
        '\u{F900}'..='\u{FAFF}' | '\u{3040}'..='\u{312F}' | '\u{FFFD}' => FOREIGN,
        c if han::is_private_use(c) || c.is_control() => FOREIGN,
        c if han::is_han(c) => UNSEEN_HAN,
        // What GBK and Big5 hold beside Han.
        '\u{A0}'..='\u{451}' | '\u{2010}'..='\u{2642}' | '\u{3000}'..='\u{33FF}' | '\u{FE30}'..='\u{FFE6}' => {
            UNSEEN_SYMBOL
        }
        _ => FOREIGN,
    }
}

/// The character that stands for `c` in the tables.
fn fold(c: char) -> char {
    match c {
        '0'..='9' | '０'..='９' => NUMBER,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LETTERS,
        ',' => '，',
        ':' => '：',
        // The newspapers of the tables seldom have it.
        ';' | '；' => '，',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        '「' => '“',
        '」' => '”',
        '『' => '‘',
        '』' => '’',
        c => han::simplified(c),
    }
}

/// The folded characters of a text, each run of digits (with `.` and `%` among them) and of Latin letters as one.
fn units(text: impl Iterator<Item = char>) -> Vec<char> {
    let mut units = Vec::with_capacity(text.size_hint().0 + 2);
    for c in text {
        let folded = fold(c);
        match (units.last(), folded) {
            (Some(&NUMBER), NUMBER | '.' | '%' | '％') | (Some(&LETTERS), LETTERS) => {}
            _ => units.push(folded),
        }
    }
    for at in 0..units.len() {
        if units[at] == WRITTEN {
            let before = at.checked_sub(1).map(|at| units[at]);
            let after = units.get(at + 1).copied();
            let cost = |c| {
                before.map_or(0.0, |before| folded_pair_cost(before, c))
                    + after.map_or(0.0, |after| folded_pair_cost(c, after))
            };
            if cost(PARTICLE) < cost(WRITTEN) {
                units[at] = PARTICLE;
            }
        }
    }
    units
}

/// A word of some way to read the text up to its end.
struct Word {
    hash: u64,
    /// Of the likeliest way to here, with this word.
    cost: f32,
    /// Cost of a follower not seen with it; `None` where nothing is on file about followers.
    backoff: Option<f32>,
    /// What a follower that is on file with others costs at least where it was not seen with this one: if it were
    /// likelier than one in the number of times that this word was counted, it would have been.
    unseen: f32,
    /// The next in the list of words with the same end.
    next: Option<usize>,
}

/// The words of all readings, listed by where they end.
struct Lattice {
    words: Vec<Word>,
    ends: Vec<Option<usize>>,
}

impl Lattice {
    fn ending(&self, at: usize) -> impl Iterator<Item = &Word> {
        std::iter::successors(self.ends[at], |word| self.words[*word].next).map(|word| &self.words[word])
    }

    /// Adds a word between two places, after the likeliest word before it.
    fn add(&mut self, start: usize, end: usize, hash: u64, alone: f32, following: Option<f32>) {
        let after = |word: &Word| word.cost + cost_after(word.hash, word.backoff, word.unseen, hash, alone, following);
        let cost = self.ending(start).map(after).fold(f32::INFINITY, f32::min);
        let next = self.ends[end].replace(self.words.len());
        self.words.push(Word { hash, cost, backoff: following, unseen: COUNTED - alone, next });
    }
}

/// Calls `add` with each word that `units` have at `start`: its end, its hash, its cost alone, and that of a follower not
/// seen with it.
fn each_word(units: &[char], start: usize, mut add: impl FnMut(usize, u64, f32, Option<f32>)) {
    let mut add_known = |end: usize, hash: u64, extra: f32| {
        let Some([_, _, _, cost, backoff]) = find::<5>(WORDS, hash) else { return false };
        add(end, hash, nats(*cost) + extra, following(*backoff));
        true
    };
    let c = units[start];
    let mut hash = hash::push(hash::EMPTY, c);
    let alone = hash;
    let known = add_known(start + 1, hash, 0.0);
    let longest = record(c).map_or(0, |[_, _, longest]| usize::from(*longest));
    for (length, &c) in (2..=longest).zip(&units[start + 1..]) {
        hash = hash::push(hash, c);
        if length == 2 && !begins_word(hash) {
            break;
        }
        add_known(start + length, hash, 0.0);
    }
    // A run of numerals may be any number of words, but only a whole one is a number.
    let inside = start > 0 && is_numeral(units[start - 1]);
    let numerals = if inside { 0 } else { units[start..].iter().take_while(|c| is_numeral(**c)).count() };
    if numerals > 0 {
        let number = hash::push(hash::EMPTY, NUMBER);
        add_known(start + numerals, number, NUMERAL * numerals as f32);
    }
    if c == NUMBER && units.get(start + 1).is_some_and(|c| matches!(c, '年' | '月' | '日' | '时' | '分')) {
        add_known(start + 2, hash::push(hash::EMPTY, TIME), 0.0);
    }
    if !known {
        add(start + 1, alone, folded_cost(c) + NO_WORD, None);
    }
}

/// The cost of a follower not seen with a word, as the tables have it.
fn following(backoff: u8) -> Option<f32> {
    (backoff != 0).then(|| nats(backoff))
}

/// What a word costs behind another, by how often it stands there; `unseen` is what it costs at least where it was not
/// seen behind that one.
fn cost_after(before: u64, backoff: Option<f32>, unseen: f32, word: u64, alone: f32, following: Option<f32>) -> f32 {
    let Some(backoff) = backoff else { return alone };
    let least = if following.is_some() { unseen } else { 0.0 };
    let seen = find::<4>(WORD_PAIRS, hash::couple(before, word));
    seen.map_or((backoff + alone).max(least), |[.., cost]| nats(*cost))
}

fn segmentation_cost(units: &[char]) -> f32 {
    let mut lattice = Lattice { words: Vec::with_capacity(4 * units.len() + 1), ends: vec![None; units.len() + 1] };
    lattice.words.push(Word { hash: hash::EMPTY, cost: 0.0, backoff: None, unseen: 0.0, next: None });
    lattice.ends[0] = Some(0);
    for start in 0..units.len() {
        each_word(units, start, |end, hash, alone, following| lattice.add(start, end, hash, alone, following));
    }
    lattice.ending(units.len()).map(|word| word.cost).fold(f32::INFINITY, f32::min)
}

/// [`word_cost`] of all ends of a text: element `n` is that of its characters from `n` on, the last is 0. `chars` have no
/// digits and no Latin letters. Which of two words 著 is, the character before it tells here, too, where an end begins
/// with it. Sums are rounded: compare them with room for that.
#[must_use]
pub fn word_costs(chars: &[char]) -> Vec<f32> {
    struct Ahead {
        hash: u64,
        alone: f32,
        following: Option<f32>,
        /// Of the likeliest way from behind it to the end.
        rest: f32,
    }
    /// What follows a word costs, of which `next` are those that begin behind it; nothing at the end.
    fn rest(words: &[Ahead], next: (usize, usize), hash: u64, alone: f32, following: Option<f32>) -> f32 {
        let after = |next: &Ahead| {
            next.rest + cost_after(hash, following, COUNTED - alone, next.hash, next.alone, next.following)
        };
        words[next.0..next.1].iter().map(after).reduce(f32::min).unwrap_or(0.0)
    }
    let units = units(chars.iter().copied());
    let mut words: Vec<Ahead> = Vec::with_capacity(4 * units.len());
    let mut starts = vec![(0, 0); units.len() + 1];
    let mut costs = vec![0.0; units.len() + 1];
    for start in (0..units.len()).rev() {
        let first = words.len();
        each_word(&units, start, |end, hash, alone, following| {
            let rest = rest(&words, starts[end], hash, alone, following);
            words.push(Ahead { hash, alone, following, rest });
        });
        starts[start] = (first, words.len());
        costs[start] = words[first..].iter().map(|word| word.alone + word.rest).fold(f32::INFINITY, f32::min);
        // Here a number may begin that in the whole text is a part of one.
        if start > 0 && is_numeral(units[start]) && is_numeral(units[start - 1]) {
            let end = start + units[start..].iter().take_while(|c| is_numeral(**c)).count();
            let number = hash::push(hash::EMPTY, NUMBER);
            if let Some([_, _, _, cost, backoff]) = find::<5>(WORDS, number) {
                let alone = nats(*cost) + NUMERAL * (end - start) as f32;
                costs[start] = costs[start].min(alone + rest(&words, starts[end], number, alone, following(*backoff)));
            }
        }
    }
    costs
}

const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '零'
            | '〇'
            | '两'
    )
}

/// Whether a word may begin with the two characters that `hash` is of: spares most look-ups of longer words.
fn begins_word(hash: u64) -> bool {
    let (byte, bit) = hash::beginning(hash);
    BEGINNINGS.get(byte).is_some_and(|bits| bits & bit != 0)
}

fn record(c: char) -> Option<&'static [u8; 3]> {
    CHARACTERS.as_chunks().0.get(c as usize)
}

fn nats(tenths: u8) -> f32 {
    f32::from(tenths) / 10.0
}

/// The slot of `hash` in a table with slots of `SLOT` bytes, of which the first are the tag.
fn find<const SLOT: usize>(table: &'static [u8], hash: u64) -> Option<&'static [u8; SLOT]> {
    let slots: &[[u8; SLOT]] = table.as_chunks().0;
    let (first, tag) = hash::place(hash, slots.len());
    let (before, after) = slots.split_at_checked(first)?;
    let tag_of = |slot: &[u8; SLOT]| [slot[0], slot[1], slot[2]];
    let ends = |slot: &&[u8; SLOT]| tag_of(slot) == tag || tag_of(slot) == [0; 3];
    after.iter().chain(before).find(ends).filter(|slot| tag_of(slot) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_beat_nonwords() {
        for (right, wrong) in [
            ("推動東北全面振興", "推動東北全面振典"),
            ("綠色低碳轉型", "綠色低凹轉型"),
            ("貨物吞吐量達到", "貨物吞吐最達到"),
            ("召開新聞發布會", "召開新聞發布舍"),
            ("帶著鮮花", "帶之鮮花"),
            ("著名作家", "之名作家"),
        ] {
            assert!(word_cost(right) < word_cost(wrong), "{right} {wrong}");
            assert!(text_cost(right) + 2.0 < text_cost(wrong), "{right} {wrong}");
        }
    }

    #[test]
    fn the_first_of_all_with_a_trail_byte() {
        for (before, right, after) in
            [("推動高質", '量', "發展"), ("全面振", '興', "，我們"), ("貨物吞吐", '量', "達到")]
        {
            let [_, trail] = han::gbk(right).unwrap();
            let all = (0x81..=0xFE).filter_map(|lead| han::from_gbk([lead, trail]));
            let cost = |c: &char| text_cost(&format!("{before}{c}{after}"));
            assert_eq!(all.min_by(|a, b| cost(a).total_cmp(&cost(b))), Some(right));
        }
    }

    #[test]
    fn a_neighbour_tells() {
        assert!(word_cost("記者從會上獲悉") < word_cost("記者從會丄獲悉"));
        assert!(pair_cost('振', '兴') + 3.0 < char_cost('兴'));
        assert!(pair_cost('的', '的') > char_cost('的'));
    }

    #[test]
    fn both_scripts_are_one() {
        for (traditional, simplified) in [("經濟發展", "经济发展"), ("中國", "中国"), ("「優」", "“优”")]
        {
            assert_eq!(word_cost(traditional), word_cost(simplified));
            assert_eq!(text_cost(traditional), text_cost(simplified));
        }
        assert_eq!(char_cost('發'), char_cost('发'));
    }

    #[test]
    fn frequent_characters_cost_less() {
        assert!(
            char_cost('的') < char_cost('经')
                && char_cost('经') < char_cost('砼')
                && char_cost('砼') < UNSEEN_HAN + 1.0
        );
        for c in ['\u{E000}', 'の', 'ン', '\u{F900}', '\u{FFFD}', '\u{378}', '\u{20000}', '\0', '\u{10FFFF}'] {
            assert!(char_cost(c) > char_cost('砼'), "{c:?}");
        }
    }

    #[test]
    fn all_ends_of_a_text() {
        for text in ["推动东北全面振兴", "三千五百万元", "著名作家", ""] {
            let chars: Vec<char> = text.chars().collect();
            let costs = word_costs(&chars);
            assert_eq!(costs.len(), chars.len() + 1);
            for (at, cost) in costs.iter().enumerate() {
                let rest: String = chars[at..].iter().collect();
                assert!((cost - word_cost(&rest)).abs() < 1e-3, "{rest}");
            }
        }
    }

    #[test]
    fn numbers_are_numbers() {
        assert_eq!(word_cost("增長5.3%"), word_cost("增長27%"));
        assert!(word_cost("9月") < word_cost("9嵐"));
        assert!(word_cost("三千五百萬元") < word_cost("三千五百方元"));
        assert_eq!(word_cost(""), 0.0);
    }

    proptest! {
        #[test]
        fn any_text_has_a_cost(text in any::<String>(), a: char, b: char) {
            for cost in [word_cost(&text), text_cost(&text), char_cost(a), pair_cost(a, b)] {
                prop_assert!(cost.is_finite() && cost >= 0.0);
            }
        }

        #[test]
        fn any_chinese_text_has_a_cost(text in "[一-鿿0-9。，年]{0,60}") {
            prop_assert!(word_cost(&text).is_finite());
        }
    }
}
