//! What a decoder can have lost without a trace, and what is worth looking for there.

use crate::mojibake::forward::glibc_maps;
use crate::mojibake::words;
use crate::text::han;
use std::sync::LazyLock;

/// What may go with a lead byte, and what speaks against it, in nats: most ASCII in a page of this kind was full-width,
/// or is a digit, or the space of a dateline. (A space costs more in the word model than it should here.)
pub(super) const SWALLOWED: &[(u8, f32)] = &[
    (b'0', 0.0),
    (b' ', -2.0),
    (b'.', 2.0),
    (b'%', 1.0),
    (b'-', 2.0),
    (b'/', 3.0),
    (b':', 4.0),
    (b',', 8.0),
    (b'(', 7.0),
    (b')', 7.0),
    (b'"', 4.0),
];

/// What speaks against a pair that vanished, in nats.
pub(super) const VANISHED: f32 = 1.0;
/// So many pairs vanish in one run at most, as far as it is looked for.
pub(super) const MOST_VANISHED: u8 = 2;
/// The second is looked for only where the text costs no more than this above the best.
pub(super) const PLAUSIBLE: f32 = 4.0;
/// A text with such a pair that costs so much more than the best without is given up.
pub(super) const HOPELESS: f32 = 11.0;

/// A character that costs more is too rare to be looked for where nothing points to it.
const USUAL: f32 = 11.5;

/// For each byte, as the first of a pair, the second ones that make a character that may be looked for where nothing
/// points to it.
static USUAL_PAIRS: LazyLock<Vec<[bool; 256]>> = LazyLock::new(|| {
    let usual = |c: &char| !han::is_private_use(*c) && words::char_cost(*c) < USUAL;
    let is_usual = |pair| han::from_gbk(pair).filter(usual).is_some();
    (0..=255).map(|first| std::array::from_fn(|second| is_usual([first, second as u8]))).collect()
});

/// The pairs that decode to private use, or to nothing: for each first byte the second ones.
static VANISHING: LazyLock<Vec<(u8, Vec<u8>)>> = LazyLock::new(|| {
    let vanishes = |pair| glibc_maps(pair).is_none() && han::from_gbk(pair).is_some_and(han::is_private_use);
    let seconds = |first| (0x81..=0xFE).filter(|second| vanishes([first, *second])).collect::<Vec<u8>>();
    (0x81..=0xFE).map(|first| (first, seconds(first))).filter(|(_, seconds)| !seconds.is_empty()).collect()
});

/// The pairs that can have vanished where the lead byte `pending` came before them: their first byte makes it a
/// character that is worth looking for.
pub(super) fn vanished_after(pending: u8) -> impl Iterator<Item = [u8; 2]> {
    let makes_character = move |first: u8| USUAL_PAIRS[usize::from(pending)][usize::from(first)];
    let firsts = VANISHING.iter().filter(move |(first, _)| makes_character(*first));
    firsts.flat_map(|(first, seconds)| seconds.iter().map(|second| [*first, *second]))
}

/// The pairs that can have vanished between two bytes: they make characters of both that are worth looking for.
pub(super) fn vanished_between(pending: u8, next: u8) -> impl Iterator<Item = [u8; 2]> {
    vanished_after(pending).filter(move |[_, second]| USUAL_PAIRS[usize::from(*second)][usize::from(next)])
}

/// Whether `text` begins like `/font>` or `br/>`.
pub(super) fn is_tag_without_its_head(text: &str) -> bool {
    let name = text.strip_prefix('/').unwrap_or(text);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.len() < name.len()
        && (rest.starts_with('>') || rest.starts_with("/>") || rest.starts_with(' ') && rest.contains('>'))
}

/// What it costs a character that it is hardly used in Traditional text, in nats. Such a page was turned into
/// Traditional characters, if not quite all of it; and its digits and letters are seldom full-width.
pub(super) fn unusual(c: char) -> f32 {
    if !han::is_han(c) {
        let is_mark = matches!(c, '！' | '（' | '）' | '，' | '：' | '；' | '？' | '％');
        if matches!(c, '！'..='～') && !is_mark { 5.0 } else { 0.0 }
    } else if han::is_usual_traditional(c) {
        0.0
    } else if han::is_simplified_only(c) {
        6.0
    } else {
        4.0
    }
}
