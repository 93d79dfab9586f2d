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

/// The slot to look in first, of so many, and the tag to look for: never 0, which marks a free slot. The tag is cut to
/// `tag_bytes`, so that a word not in the table is taken for one that is once in some millions.
pub(crate) const fn place(hash: u64, slots: usize, tag_bytes: usize) -> (usize, u32) {
    let mixed = (hash ^ hash >> 32).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    let tag = (mixed as u32) >> (32 - 8 * tag_bytes);
    (((mixed >> 32) * slots as u64 >> 32) as usize, if tag == 0 { 1 } else { tag })
}
