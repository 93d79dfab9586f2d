//! What is sound text: the costs by which a run of characters is weighed before and after.
//!
//! Costs are in nats, as in `mojibake::words`, which speaks for Chinese. Here are the other scripts: a letter costs
//! little where the one before it is of the same script, so that sound Japanese, Korean, French or Vietnamese is never
//! worth the change, and much where it stands alone.

use super::reader::LOST;
use crate::mojibake::words;
use crate::text::han;
use std::sync::LazyLock;

/// The syllables that make up most of any Korean text.
const HANGUL: &str = "이다는의에을가로하고를지기도한사인은어서시자대아나리정일그해수스부있과라게제전장들만보관주여성원상국구적동선학안용공면경비화소유무생오것조신방개위교으니했었습년월명문회미김박최강윤임세당간연발재중마내말모계치실결입물두히분행요드트크레르와든되된될할함러려며진차체계지등더터없않았였할합심";

/// A kind of letter that is at home beside its like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ascii,
    Latin,
    Kana,
    HalfKana,
    Bopomofo,
    Hangul,
    Other,
    Chinese,
    /// Latin-1's signs, C1 controls, private use: no letters of any language.
    Stray,
}

const fn kind(c: char) -> Kind {
    match c {
        '\0'..='\x08' | '\x0E'..='\x1F' | '\x7F'..='\u{A0}' => Kind::Stray,
        '\x09'..='\x7E' => Kind::Ascii,
        '\u{A1}'..='\u{BF}' | '×' | '÷' => Kind::Stray,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Kind::Latin,
        '\u{3041}'..='\u{30FF}' => Kind::Kana,
        '\u{FF61}'..='\u{FF9F}' => Kind::HalfKana,
        '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙' => Kind::Bopomofo,
        '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}' => Kind::Hangul,
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' => Kind::Chinese,
        LOST => Kind::Stray,
        c if han::is_private_use(c) => Kind::Stray,
        c if han::is_han(c) => Kind::Chinese,
        _ => Kind::Other,
    }
}

/// Cost of `c` after `before`, in whatever language.
pub(super) fn cost(before: char, c: char) -> f32 {
    let kind_of_before = kind(before);
    let beside = |kind: Kind| kind_of_before == kind;
    match kind(c) {
        Kind::Ascii => 3.0,
        Kind::Chinese => words::pair_cost(before, c).min(16.0),
        Kind::Latin if beside(Kind::Latin) || before.is_ascii_alphabetic() => 4.5,
        Kind::Latin => 8.0,
        Kind::Kana if beside(Kind::Kana) => 4.0,
        Kind::Kana if beside(Kind::Chinese) => 6.0,
        Kind::Kana => 8.0,
        Kind::HalfKana if beside(Kind::HalfKana) => 5.0,
        Kind::Bopomofo if beside(Kind::Bopomofo) || before == ' ' => 5.0,
        Kind::Hangul => hangul_cost(c),
        Kind::Other if beside(Kind::Other) => 4.0,
        Kind::HalfKana | Kind::Bopomofo | Kind::Other => 9.0,
        Kind::Stray if c.is_control() || c == LOST || han::is_private_use(c) => 12.0,
        Kind::Stray => 9.0,
    }
}

/// What `c` costs besides in a repaired text: letters that Chinese text has no use for. They are what a sound character
/// beside the damage becomes when it is repaired with it.
pub(super) fn oddity(c: char) -> f32 {
    let is_odd = match kind(c) {
        Kind::Latin => c >= '\u{180}',
        Kind::Other | Kind::Bopomofo | Kind::Kana | Kind::HalfKana | Kind::Hangul => true,
        Kind::Ascii | Kind::Chinese | Kind::Stray => false,
    };
    if is_odd { 6.0 } else { 0.0 }
}

fn hangul_cost(c: char) -> f32 {
    static USUAL: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut usual: Vec<char> = HANGUL.chars().collect();
        usual.sort_unstable();
        usual
    });
    if USUAL.binary_search(&c).is_ok() { 4.0 } else { 8.0 }
}

/// How many characters of a text are weighed at most; the rest is like them.
const WEIGHED: usize = 64;

/// Cost per character of reading `text` as Chinese, in nats: sound prose has 4 to 7, chance some 10. Of lost characters
/// and ASCII nothing is said.
pub(super) fn strangeness(text: &str) -> f32 {
    let weighed: String = text.chars().filter(|c| *c != LOST && !c.is_ascii()).take(WEIGHED).collect();
    let count = weighed.chars().count();
    if count == 0 { f32::INFINITY } else { words::word_cost(&weighed) / count as f32 }
}
