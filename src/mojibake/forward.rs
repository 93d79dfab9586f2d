//! The damage mechanism, run forwards: what the hijacked sites of M101–M103 did to a text.
//!
//! A text becomes GBK bytes. A reading in brackets is pasted after each listed character, as a plain replace of bytes
//! that does not respect the characters' boundaries: the two bytes may be the trail byte of one character and the lead
//! byte of the next. Then the bytes are split at punctuation marks, again as bytes, each piece is decoded alone, and
//! full-width ASCII is folded. The inverse lives in the rules; a repair is certain only where this, run on it, gives the
//! damage back. Pure: no I/O, no failure, no knowledge of any site.

use crate::text::han;

/// What one site did to its pages. [`Damage::damage`] does it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Damage {
    /// The characters that get a reading pasted after them, in the order of the replaces (a later one sees what the
    /// earlier ones pasted). See [`glossed`] for a list with everybody's first reading.
    pub list: Vec<(char, String)>,
    /// The marks the bytes are split at, one after another, so that an earlier one wins where two overlap.
    pub cuts: Vec<char>,
    /// Which of the marks that are no marks, but the halves of two characters, are split at.
    pub cut_sites: CutSites,
    /// The program that decoded the pieces.
    pub decoder: Decoder,
    /// What became of pairs that decode to a private-use character.
    pub private_use: PrivateUse,
    /// Whether full-width ASCII (U+FF01 to U+FF5E: `，？：（Ａ`) was folded to ASCII. `。“”、《》` never are.
    pub fold: bool,
}

/// Where a text is split besides at its real marks, which always are split at.
///
/// Real pages do not cut every such pair, and nobody knows why, so the choice can be spelled out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CutSites {
    /// At every pair that looks like a mark.
    #[default]
    All,
    /// Only where the character that loses its lead byte begins at one of these byte offsets of the undamaged text.
    /// [`Damage::cut_sites`] lists the possible ones. Empty: nowhere.
    At(Vec<usize>),
}

/// A program's way with GBK bytes that are not well formed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decoder {
    /// PHP's mbstring, code page 936: a byte that cannot be a trail byte is swallowed with its lead byte into one `?`,
    /// a lead byte at the end is `?`, 80 is `€`, FF is U+F8F5.
    #[default]
    Mbstring,
    /// The WHATWG standard's, as browsers and Python's `gb18030` have it: a lead byte without a trail byte is U+FFFD,
    /// and an ASCII byte after it stays.
    Whatwg,
    /// glibc's `iconv -c`: what is not well formed vanishes, as do the pairs that it does not map, which are those of
    /// private use and some that Unicode encoded late.
    Glibc,
}

/// What becomes of private-use characters: the pairs of GBK's user-defined areas (U+E000 to U+E765) and of the gaps
/// between its tables (U+E766 to U+E864).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PrivateUse {
    /// They stay.
    #[default]
    Kept,
    /// They vanish, as page extractors that drop them make it.
    Dropped,
}

/// A list for [`Damage::list`]: each character with its first reading. A character without one is left out.
#[must_use]
pub fn glossed(characters: &str) -> Vec<(char, String)> {
    characters.chars().filter_map(|c| Some((c, han::readings(c).next()?.to_owned()))).collect()
}

/// A guess at `text` before the fold: `,;:?!()` next to a character that is not ASCII are full-width again.
///
/// A repaired text keeps its punctuation in ASCII, as it is on disk; the bytes that were split had the full-width forms.
#[must_use]
pub fn unfolded(text: &str) -> String {
    let mut unfolded = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    while let Some(c) = chars.next() {
        let mark = matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')');
        let full_width = char::from_u32(u32::from(c) + FULL_WIDTH).filter(|_| mark);
        unfolded.push(full_width.filter(|_| wide(before) || wide(chars.peek().copied())).unwrap_or(c));
        before = Some(c);
    }
    unfolded
}

/// `c` as the fold leaves it: full-width ASCII as ASCII.
#[must_use]
pub fn folded(c: char) -> char {
    let narrow = matches!(c, '\u{FF01}'..='\u{FF5E}').then(|| char::from_u32(u32::from(c) - FULL_WIDTH));
    narrow.flatten().unwrap_or(c)
}

/// From an ASCII character to its full-width form.
const FULL_WIDTH: u32 = 0xFEE0;

impl Damage {
    /// `text` as the site would have served it.
    ///
    /// A character that GBK lacks passes through: on a GBK page it is an entity in ASCII, made a character later on.
    #[must_use]
    pub fn damage(&self, text: &str) -> String {
        let bytes = self.paste(encode(text));
        let mut damaged = String::with_capacity(text.len() * 2);
        let mut start = 0;
        for Cut { at, .. } in self.cut(&bytes) {
            self.decode(&bytes[start..at], &mut damaged);
            self.decode(&bytes[at..at + 2], &mut damaged);
            start = at + 2;
        }
        self.decode(&bytes[start..], &mut damaged);
        damaged
    }

    /// The byte offsets in `text` of the characters that lose their lead byte when every pair that looks like a mark is
    /// split at: the choice that [`CutSites::At`] has. Ascending.
    #[must_use]
    pub fn cut_sites(&self, text: &str) -> Vec<usize> {
        let everywhere = Self { cut_sites: CutSites::All, ..self.clone() };
        everywhere.cut(&everywhere.paste(encode(text))).into_iter().filter_map(|cut| cut.site).collect()
    }

    /// The replaces, in order. A reading that GBK cannot write is not pasted.
    fn paste(&self, mut bytes: Vec<Unit>) -> Vec<Unit> {
        for (character, reading) in &self.list {
            let (Some(pattern), Some(reading)) = (han::gbk(*character), bracketed(reading)) else { continue };
            let hits = find(&bytes, pattern);
            if hits.is_empty() {
                continue;
            }
            let mut pasted = Vec::with_capacity(bytes.len() + hits.len() * reading.len());
            let mut start = 0;
            for hit in hits {
                pasted.extend_from_slice(&bytes[start..hit + 2]);
                pasted.extend_from_slice(&reading);
                start = hit + 2;
            }
            pasted.extend_from_slice(&bytes[start..]);
            bytes = pasted;
        }
        bytes
    }

    /// Where the marks are that the bytes are split at, ascending and apart from each other.
    fn cut(&self, bytes: &[Unit]) -> Vec<Cut> {
        let mut cuts: Vec<Cut> = Vec::new();
        for mark in self.cuts.iter().filter_map(|&mark| han::gbk(mark)) {
            let mut start = 0;
            let mut found = Vec::new();
            for piece_end in cuts.iter().map(|cut| cut.at).chain([bytes.len()]) {
                let hits = find(&bytes[start..piece_end], mark).into_iter().map(|hit| start + hit);
                found.extend(hits.map(|at| Cut { at, site: straddled(&bytes[at..]) }).filter(|cut| self.is_cut(cut)));
                start = piece_end + 2;
            }
            cuts.append(&mut found);
            cuts.sort_unstable_by_key(|cut| cut.at);
        }
        cuts
    }

    fn is_cut(&self, cut: &Cut) -> bool {
        match (&self.cut_sites, cut.site) {
            (CutSites::All, _) | (_, None) => true,
            (CutSites::At(chosen), Some(site)) => chosen.contains(&site),
        }
    }

    fn decode(&self, piece: &[Unit], out: &mut String) {
        let decode = match self.decoder {
            Decoder::Mbstring => mbstring,
            Decoder::Whatwg => whatwg,
            Decoder::Glibc => glibc,
        };
        decode(piece, &mut |c| match c {
            c if han::is_private_use(c) && self.private_use == PrivateUse::Dropped => {}
            c if self.fold => out.push(folded(c)),
            c => out.push(c),
        });
    }
}

/// A mark's two bytes in the byte string.
struct Cut {
    at: usize,
    /// Where they belong to two characters: the offset in the text of the first of them.
    site: Option<usize>,
}

/// A byte of the text in GBK, with the offset in the text of the character that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unit {
    what: What,
    /// `None` for what was pasted.
    origin: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Byte(u8),
    /// A character that GBK lacks.
    Foreign(char),
}

impl What {
    const fn byte(self) -> Option<u8> {
        match self {
            Self::Byte(byte) => Some(byte),
            Self::Foreign(_) => None,
        }
    }

    const fn foreign(self) -> Option<char> {
        match self {
            Self::Byte(_) => None,
            Self::Foreign(c) => Some(c),
        }
    }
}

fn encode(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    for (offset, c) in text.char_indices() {
        let mut push = |what| units.push(Unit { what, origin: Some(offset) });
        match (c, han::gbk(c)) {
            ('€', _) => push(What::Byte(0x80)),
            (_, Some(pair)) => pair.into_iter().for_each(|byte| push(What::Byte(byte))),
            (c, None) if c.is_ascii() => push(What::Byte(c as u8)),
            (c, None) => push(What::Foreign(c)),
        }
    }
    units
}

/// `(reading)` in GBK. Readings with letters that GBK lacks (`m̀`, `ê̄`) give nothing.
fn bracketed(reading: &str) -> Option<Vec<Unit>> {
    let units = encode(&format!("({reading})"));
    let known = units.iter().all(|unit| matches!(unit.what, What::Byte(_)));
    known.then(|| units.into_iter().map(|unit| Unit { origin: None, ..unit }).collect())
}

/// Where `pair` stands in `units`, without overlaps.
fn find(units: &[Unit], pair: [u8; 2]) -> Vec<usize> {
    let pair = pair.map(What::Byte);
    let mut hits = Vec::new();
    let mut at = 0;
    while let [first, second, ..] = &units[at..] {
        if [first.what, second.what] == pair {
            hits.push(at);
            at += 1;
        }
        at += 1;
    }
    hits
}

/// The character that the first unit ends, where the second unit does not belong to it.
fn straddled(units: &[Unit]) -> Option<usize> {
    match units {
        [first, second, ..] if first.origin != second.origin => first.origin,
        _ => None,
    }
}

/// Decodes as PHP's mbstring does (`mbfilter_cp936.c`; of its versions, those that answer `?` to a control as well).
fn mbstring(piece: &[Unit], out: &mut dyn FnMut(char)) {
    let mut units = piece.iter();
    while let Some(unit) = units.next() {
        let lead = match unit.what {
            What::Foreign(c) => {
                out(c);
                continue;
            }
            What::Byte(byte) => byte,
        };
        match lead {
            0..=0x7F => out(char::from(lead)),
            0x80 => out('€'),
            0xFF => out('\u{F8F5}'),
            0x81..=0xFE => match units.next().map(|unit| unit.what) {
                Some(What::Byte(trail @ (0x40..=0x7E | 0x80..=0xFE))) => {
                    out(han::from_gbk([lead, trail]).unwrap_or('?'));
                }
                _ => out('?'),
            },
        }
    }
}

/// Decodes as the WHATWG standard has it for `gbk`: runs of bytes between characters that GBK lacks, each on its own.
fn whatwg(piece: &[Unit], out: &mut dyn FnMut(char)) {
    for run in piece.chunk_by(|a, b| matches!((a.what, b.what), (What::Byte(_), What::Byte(_)))) {
        let bytes: Vec<u8> = run.iter().filter_map(|unit| unit.what.byte()).collect();
        encoding_rs::GBK.decode_without_bom_handling(&bytes).0.chars().for_each(&mut *out);
        run.iter().filter_map(|unit| unit.what.foreign()).for_each(&mut *out);
    }
}

/// Decodes as glibc's `iconv -c -f GBK` does (`gbk.c`; tried on every pair with glibc 2.36).
fn glibc(piece: &[Unit], out: &mut dyn FnMut(char)) {
    let mut at = 0;
    while let Some(unit) = piece.get(at) {
        let trail = piece.get(at + 1).and_then(|unit| unit.what.byte());
        at += match (unit.what, trail) {
            (What::Foreign(c), _) => {
                out(c);
                1
            }
            (What::Byte(byte @ 0..=0x7F), _) => {
                out(char::from(byte));
                1
            }
            (What::Byte(0x80), _) => {
                out('€');
                1
            }
            (What::Byte(0xFE), Some(0xA1..=0xFE)) => 1,
            (What::Byte(lead), Some(trail @ 0x40..)) => {
                glibc_maps([lead, trail]).into_iter().for_each(&mut *out);
                2
            }
            (What::Byte(_), _) => 1,
        };
    }
}

/// The character of a pair, where glibc has one.
#[must_use]
pub fn glibc_maps(pair: [u8; 2]) -> Option<char> {
    let late = matches!(pair, [0xFE, _] | [0xA2, 0xE3] | [0xA8, 0xBF] | [0xA9, 0x89..=0x95]);
    han::from_gbk(pair).filter(|c| !late && !han::is_private_use(*c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(characters: &str) -> Damage {
        Damage { list: glossed(characters), ..Damage::default() }
    }

    fn cuts(marks: &str) -> Damage {
        Damage { cuts: marks.chars().collect(), ..Damage::default() }
    }

    /// The pairs of characters in `text` between which the bytes of `c` lie: how the words of these tests were found.
    fn straddles(text: &str, c: char) -> Vec<(char, char)> {
        let pairs = text.chars().zip(text.chars().skip(1));
        let bytes = |(a, b)| Some([han::gbk(a)?[1], han::gbk(b)?[0]]);
        pairs.filter(|&pair| bytes(pair).is_some() && bytes(pair) == han::gbk(c)).collect()
    }

    #[test]
    fn aligned_gloss() {
        assert_eq!(list("樹業").damage("山上的樹業已成林"), "山上的樹(shù)業(yè)已成林");
        assert_eq!(list("綠").damage("綠"), "綠(lǜ)");
    }

    #[test]
    fn readings_that_gbk_lacks_are_skipped() {
        let damage = Damage { list: vec![('誒', "ê̄".into()), ('樹', "shù".into())], ..Damage::default() };
        assert_eq!(damage.damage("誒樹"), "誒樹(shù)");
    }

    #[test]
    fn shifted_gloss() {
        assert_eq!(straddles("首屆", '讓'), [('首', '屆')]);
        assert_eq!(straddles("晨間日報社", '請'), [('日', '報')]);
        // 首 CAD7, 讓 D78C, 屆 8CC3: the C3 pairs with what follows until the frames agree, here at the ASCII A.
        assert_eq!(list("讓").damage("首屆A"), "首?ràng)肁");
        assert_eq!(list("請").damage("日報 "), "日?qǐng)?");
        // The trail byte of 屆 pairs with nothing after it.
        assert_eq!(list("讓").damage("首屆"), "首?ràng)?");
    }

    #[test]
    fn three_decoders() {
        // 首 CAD7, 讓 D78C, 屆 8CC3; 省 CAA1, ； A3BB: 。 is A1A3. AAA1 is private use.
        let shifted = |decoder| Damage { decoder, ..list("讓") }.damage("首屆A");
        assert_eq!(shifted(Decoder::Whatwg), "首\u{FFFD}(ràng)肁");
        assert_eq!(shifted(Decoder::Glibc), "首(ràng)肁");
        let cut = |decoder| Damage { decoder, ..cuts("。") }.damage("省；我們還將");
        assert_eq!(cut(Decoder::Mbstring), "?。晃覀冞€將");
        assert_eq!(cut(Decoder::Whatwg), "\u{FFFD}。晃覀冞€將");
        assert_eq!(cut(Decoder::Glibc), "。晃覀冞€將");
        let private = |decoder| Damage { decoder, ..Damage::default() }.damage("甲\u{E000}乙㵲丙");
        assert_eq!(private(Decoder::Whatwg), "甲\u{E000}乙㵲丙");
        assert_eq!(private(Decoder::Glibc), "甲乙㵲丙");
    }

    #[test]
    fn a_later_replace_sees_what_the_earlier_ones_pasted() {
        // 首 CAD7 屆 8CC3: the reading of 讓 D78C comes between the bytes of 屆.
        assert_eq!(list("屆讓").damage("首屆A"), "首?ràng)?jiè)A");
        assert_eq!(list("讓屆").damage("首屆A"), "首?ràng)肁");
    }

    #[test]
    fn cut_characters() {
        // 省 CAA1, ； A3BB: the middle is 。
        assert_eq!(straddles("省；", '。'), [('省', '；')]);
        let damage = cuts("，。；");
        assert_eq!(damage.cut_sites("全省；我"), [3]);
        assert_eq!(cuts("；。").cut_sites("全省；我"), Vec::<usize>::new(), "the real mark comes first");
        assert_eq!(damage.damage("全省；A"), "全?。籄");
        let spared = Damage { cut_sites: CutSites::At(vec![]), ..damage.clone() };
        assert_eq!(spared.damage("全省；A"), "全省；A");
        let chosen = Damage { cut_sites: CutSites::At(vec![3]), ..damage };
        assert_eq!(chosen.damage("全省；省；A"), "全?。皇?；A");
    }

    #[test]
    fn fold_and_unfold() {
        let damage = Damage { fold: true, ..Damage::default() };
        assert_eq!(damage.damage("（甲，乙？Ａ）“丙”。《丁》、"), "(甲,乙?A)“丙”。《丁》、");
        assert_eq!(unfolded("甲,乙 3,000(丙)a,b"), "甲，乙 3,000（丙）a,b");
    }

    #[test]
    fn private_use_and_characters_that_gbk_lacks() {
        let damage = Damage { private_use: PrivateUse::Dropped, ..Damage::default() };
        assert_eq!(Damage::default().damage("甲\u{E000}€㵲"), "甲\u{E000}€㵲");
        assert_eq!(damage.damage("甲\u{E000}€㵲"), "甲€㵲");
    }

    proptest! {
        #[test]
        fn nothing_listed_nothing_changed(text in "[ -~一-鿿，。\n]{0,40}") {
            prop_assert_eq!(Damage::default().damage(&text), text);
        }

        #[test]
        fn never_panics(text in any::<String>(), fold in any::<bool>(), decoder in 0usize..3) {
            let decoder = [Decoder::Mbstring, Decoder::Whatwg, Decoder::Glibc][decoder];
            let damage = Damage { fold, decoder, cuts: "！？，。；".chars().collect(), ..list("請讓總優") };
            let _ = damage.damage(&text);
            for site in damage.cut_sites(&text) {
                prop_assert!(text.is_char_boundary(site));
            }
        }
    }
}
