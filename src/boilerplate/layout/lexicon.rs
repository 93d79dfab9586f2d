//! How many words of a few kinds stand in a line: of advertisements, of what people say in comments, and of headlines
//! that lead to another page. None of them proves anything; the trees weigh them with the rest.

use crate::boilerplate::line::fold;
use crate::text::han;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// How many kinds of words there are.
pub(super) const KINDS: usize = 3;
/// More words of a kind say no more.
const MOST: u8 = 4;

/// The words of all kinds, and of which kind each is.
static LEXICON: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let (mut words, mut kinds, mut kind) = (Vec::new(), Vec::new(), 0);
    for line in include_str!("lexicon.txt").lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            kind += 1;
        } else {
            words.extend(line.split(' '));
            kinds.resize(words.len(), kind - 1);
        }
    }
    (AhoCorasick::new(words).expect("the words are constants, and tested"), kinds)
});

/// How many words of each kind stand in `text`.
pub(super) fn count(text: &str) -> [u8; KINDS] {
    let folded: String = text.chars().map(|c| if han::is_han(c) { han::simplified(c) } else { fold(c) }).collect();
    let (words, kinds) = &*LEXICON;
    let mut counts = [0; KINDS];
    for found in words.find_iter(&folded) {
        let count = &mut counts[kinds[found.pattern().as_usize()]];
        *count = (*count + 1).min(MOST);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_both_scripts() {
        assert_eq!(count("限時優惠 免費領取"), [4, 0, 0]);
        assert_eq!(count("樓主加油"), [0, 2, 0]);
        assert_eq!(count("霧嶺三橋同時合龍"), [0, 0, 0]);
    }
}
