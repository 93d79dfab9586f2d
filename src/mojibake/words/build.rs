//! Makes the tables of `mojibake::words`, a part of `src/build.rs`. The layout of each is told at its function.

#[path = "hash.rs"]
mod hash;

use std::collections::BTreeMap;

/// What the files of `mojibake/words` say, already folded to Simplified.
pub(crate) struct Counts<'a> {
    /// Share of running text.
    words: BTreeMap<&'a str, f64>,
    /// Word, how often it was seen, and what was seen after it how often.
    following: Vec<(Count<'a>, Vec<Count<'a>>)>,
}

/// A word and its count or share.
type Count<'a> = (&'a str, f64);

/// Newspaper words that the pairs were counted in: brings the shares of words to the scale of the pairs.
const COUNTED: f64 = 7.9e6;
/// Taken off each pair of words seen, for those not seen (pairs seen once and twice are not on file).
const DISCOUNT: f64 = 1.0;
/// Weight of what is not seen after a character, in units of the number of different characters seen.
const NOVELTY: f64 = 2.0;
/// Pairs of characters seen less often are left to the frequency of the second.
const RAREST_PAIR: f64 = 0.8;
/// Nats that a pair must tell more than its members to have a place in a table.
const TELLING: f64 = 0.5;

impl<'a> Counts<'a> {
    pub(crate) fn read(words: &'a str, following: &'a str) -> Self {
        let lines = |text: &'a str| text.lines().filter(|line| !line.starts_with("# "));
        let words = lines(words).map(number).map(|(word, share)| (word, share * 1e-10)).collect();
        let following = lines(following)
            .map(|line| {
                let mut cells = line.split('\t').map(number);
                (cells.next().expect("split gives one cell at least"), cells.collect())
            })
            .collect();
        Self { words, following }
    }

    /// `words.bin`: tag (3 bytes), cost, cost of a follower not seen with it.
    /// `word_pairs.bin`: tag (3 bytes), cost of the second after the first.
    pub(crate) fn words(&self) -> (Vec<u8>, Vec<u8>) {
        let mut backoffs = BTreeMap::new();
        let mut pairs = Vec::new();
        for ((first, total), seconds) in &self.following {
            let seen: f64 = seconds.iter().map(|(_, count)| count - DISCOUNT).sum();
            let unseen = (1.0 - seen / (total + 2.0)).max(0.02);
            backoffs.insert(*first, cost(unseen));
            for (second, count) in seconds {
                let by_itself = unseen * self.words.get(second).copied().unwrap_or(1e-8);
                let together = (count - DISCOUNT) / (total + 2.0) + by_itself;
                if (together / by_itself).ln() > TELLING {
                    pairs.push((hash::couple(of(first), of(second)), [cost(together)]));
                }
            }
        }
        let words =
            self.words.iter().map(|(word, share)| (of(word), [cost(*share), backoffs.get(word).copied().unwrap_or(0)]));
        (table::<5, 2>(&words.collect::<Vec<_>>()), table::<4, 1>(&pairs))
    }

    /// `beginnings.bin`: a bit for each two characters that begin a word, and for some others by chance.
    pub(crate) fn beginnings(&self) -> Vec<u8> {
        let mut set = vec![0; hash::BEGINNINGS];
        for word in self.words.keys().filter(|word| word.chars().nth(1).is_some()) {
            let (byte, bit) = hash::beginning(word.chars().take(2).fold(hash::EMPTY, hash::push));
            set[byte] |= bit;
        }
        set
    }

    /// `characters.bin`: for each of the BMP its cost (0: not seen), the cost of a follower not seen with it, and the
    /// length of the longest word that it begins.
    /// `character_pairs.bin`: tag (3 bytes), cost of the second after the first.
    pub(crate) fn characters(&self) -> (Vec<u8>, Vec<u8>) {
        let mut single = BTreeMap::<char, f64>::new();
        let mut double = BTreeMap::<(char, char), f64>::new();
        let mut longest = BTreeMap::<char, usize>::new();
        for (word, share) in &self.words {
            for c in word.chars() {
                *single.entry(c).or_default() += share * COUNTED;
            }
            for pair in word.chars().zip(word.chars().skip(1)) {
                *double.entry(pair).or_default() += share * COUNTED;
            }
            let length = longest.entry(word.chars().next().expect("no word is empty")).or_default();
            *length = word.chars().count().max(*length);
        }
        for ((first, _), seconds) in &self.following {
            let last = first.chars().next_back().expect("no word is empty");
            for (second, count) in seconds {
                *double.entry((last, second.chars().next().expect("no word is empty"))).or_default() += count;
            }
        }
        let all: f64 = single.values().sum();
        let mut followed = BTreeMap::<char, (f64, f64)>::new();
        for ((first, _), count) in &double {
            let (sum, different) = followed.entry(*first).or_default();
            *sum += count;
            *different += 1.0;
        }
        let mut records = vec![[0; 3]; 0x1_0000];
        let mut pairs = Vec::new();
        for (c, count) in &single {
            let (sum, different) = followed.get(c).copied().unwrap_or_default();
            let novelty = different.mul_add(NOVELTY, 1.0);
            let longest = longest.get(c).copied().unwrap_or_default();
            records[*c as usize] = [
                cost(count / all).max(1),
                cost(novelty / (sum.max(*count) + novelty)),
                u8::try_from(longest).expect("short"),
            ];
        }
        for ((first, second), count) in &double {
            let (Some(alone), Some(after)) = (single.get(second), single.get(first)) else { continue };
            let (sum, different) = followed[first];
            let novelty = different.mul_add(NOVELTY, 1.0);
            let by_itself = novelty * alone / all;
            if *count >= RAREST_PAIR && ((count + by_itself) / by_itself).ln() > TELLING {
                let together = (count + by_itself) / (sum.max(*after) + novelty);
                pairs.push((hash::push(hash::push(hash::EMPTY, *first), *second), [cost(together)]));
            }
        }
        (records.concat(), table::<4, 1>(&pairs))
    }
}

/// `word 12` → word and 12.
fn number(cell: &str) -> (&str, f64) {
    let (word, count) = cell.rsplit_once(' ').expect("a word and its count");
    (word, count.parse().expect("a count"))
}

/// A probability in tenths of nats.
fn cost(probability: f64) -> u8 {
    (-10.0 * probability.ln()).round().clamp(0.0, 255.0) as u8
}

fn of(word: &str) -> u64 {
    word.chars().fold(hash::EMPTY, hash::push)
}

/// A hash table with open addressing: `VALUE` bytes behind a tag, `SLOT` bytes together.
fn table<const SLOT: usize, const VALUE: usize>(entries: &[(u64, [u8; VALUE])]) -> Vec<u8> {
    let slots = entries.len() * 4 / 3 + 1;
    let mut table = vec![[0; SLOT]; slots];
    for (hash, value) in entries {
        let (mut slot, tag) = hash::place(*hash, slots);
        while table[slot] != [0; SLOT] {
            slot = (slot + 1) % slots;
        }
        table[slot][..hash::TAG].copy_from_slice(&tag);
        table[slot][hash::TAG..].copy_from_slice(value);
    }
    table.concat()
}
