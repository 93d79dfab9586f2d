//! Where a word stands in a table: what `src/build.rs`, which writes the tables, and their reader must agree upon.

/// Of no characters.
pub(crate) const EMPTY: u64 = 0x51_7C_C1_B7_27_22_0A_95;

/// The hash of a word from that of the word without its last character.
pub(crate) const fn push(hash: u64, last: char) -> u64 {
    (hash.rotate_left(5) ^ last as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The hash of a word after another, from theirs.
pub(crate) const fn couple(first: u64, second: u64) -> u64 {
    (first.rotate_left(29) ^ second).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// Bytes of a tag.
pub(crate) const TAG: usize = 3;

/// The slot to look in first, of so many, and the tag to look for: never 0, which marks a free slot. A word not in the
/// table is taken for one that is about once in five million.
pub(crate) const fn place(hash: u64, slots: usize) -> (usize, [u8; TAG]) {
    let mixed = mix(hash);
    let [a, b, c, ..] = mixed.to_le_bytes();
    ((((mixed >> 32) * slots as u64) >> 32) as usize, [if a | b | c == 0 { 1 } else { a }, b, c])
}

/// Bytes of the set of word beginnings, a bit each.
pub(crate) const BEGINNINGS: usize = 1 << 17;

/// Byte and bit that stand for two characters in the set of word beginnings.
pub(crate) const fn beginning(hash: u64) -> (usize, u8) {
    let mixed = mix(hash);
    ((mixed >> 35) as usize % BEGINNINGS, 1 << (mixed >> 32 & 7))
}

const fn mix(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0x9FB2_1C65_1E98_DF25)
}
