//! Radicals in the place of the characters that look like them.
//!
//! # What it does
//! Finds signs from Unicode's blocks of Kangxi radicals and of their supplement inside words.
//!
//! # Why it is bad
//! Text that is copied out of a PDF often has ⼯ (U+2F2F) for 工. It looks right, and no search, no dictionary and no
//! model knows the word.
//!
//! # Example
//! `⼯⼈` (U+2F2F U+2F08) was 工人.
//!
//! # Fix
//! Puts the character there that Unicode gives for the radical. Safe where the document shows that a program made them:
//! several radicals whose characters (nearly) never occur as themselves. Unsafe where there is less to go by.
//!
//! # Limits
//! A radical that stands alone, or beside a word for radical, as in a text on how characters are built, is right as it
//! is. Forms that only occur as a part of a character, such as ⺀ (U+2E80), have no character to put there.

use super::around::{after, before, candidate, code_bytes, code_point, replacement, text_of};
use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step, each_on_its_own};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::Applicability::{Safe, Unsafe};
use crate::text::{Span, han};
use unicode_normalization::UnicodeNormalization;

/// M144.
pub static RULE: Rule = Rule {
    code: "M144",
    name: "radical-for-character",
    message: "the radical {code} stands for the character {text}",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("radical_for_character.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::RADICAL,
        mechanism: "a PDF was read whose font says that the shape of a character is a radical",
        scan,
        decide,
        repair,
        trace,
    }),
};

/// Unicode's `EquivalentUnifiedIdeograph` for the supplement: each radical with its character.
const SUPPLEMENT: &str = concat!(
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑",
    "⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王",
    "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑",
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長",
    "⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼",
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟",
);

/// The character that `radical` looks like.
fn character(radical: char) -> Option<char> {
    match radical {
        '\u{2F00}'..='\u{2FD5}' => std::iter::once(radical).nfkc().next(),
        '\u{2E80}'..='\u{2EF3}' => {
            let (_, rest) = SUPPLEMENT.split_once(radical)?;
            rest.chars().next()
        }
        _ => None,
    }
}

const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2EF3}' | '\u{2F00}'..='\u{2FD5}')
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for (start, c) in line.char_indices().filter(|(_, c)| is_radical(*c)) {
        let span = Span::new(start, start + c.len_utf8());
        let (left, right) = (before(line, span.start), after(line, span.end));
        let in_word = |c: Option<char>| c.is_some_and(han::is_han);
        let Some(character) = character(c) else { continue };
        let is_word = (in_word(left) || in_word(right)) && !is_on_radicals(left, &line[span.end..]);
        // One that stands alone, or in a list of radicals, is known by its character, so that it is no evidence.
        let key = if is_word { c } else { character };
        candidates.extend(candidate(&RULE, span, key, Safe));
    }
}

/// Whether the words around say that a radical is meant.
fn is_on_radicals(left: Option<char>, after: &str) -> bool {
    const AFTER: [&str; 10] = ["部", "旁", "頭", "头", "底", "框", "字旁", "字頭", "字头", "字底"];
    left.is_some_and(|c| "部首從从見见".contains(c)) || AFTER.iter().any(|word| after.starts_with(word))
}

fn decide(evidence: &Evidence) -> Decisions {
    let in_words = || evidence.keys(&RULE).filter(|(key, _)| is_radical(*key));
    let is_regular = |(radical, count): (char, u32)| {
        let itself = character(radical).map_or(0, |c| evidence.occurrences(c));
        itself * 4 <= count && character(radical).is_some_and(han::is_common)
    };
    let regular = in_words().filter(|key| is_regular(*key)).count();
    if regular >= 3 && regular * 2 > in_words().count() {
        return each_on_its_own(&RULE, evidence);
    }
    in_words().map(|(key, _)| (key, Unsafe)).collect()
}

fn radical_of(line: &str, candidate: &Candidate) -> Option<(char, char)> {
    let radical = text_of(line, candidate).chars().next()?;
    Some((radical, character(radical)?))
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let Some((radical, c)) = radical_of(line, candidate) else { return Repair::default() };
    replacement(line, candidate, c.to_string(), vec![("code", code_point(radical)), ("text", c.to_string())])
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let row =
        |(radical, c): (char, char)| Step { disk: radical.to_string(), bytes: code_bytes(radical), was: c.to_string() };
    radical_of(line, candidate).map(row).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_blocks() {
        assert_eq!(character('⼯'), Some('工'));
        assert_eq!(character('\u{2ED8}'), Some('青'));
        assert_eq!(character('\u{2EF3}'), Some('龟'));
        assert_eq!(character('\u{2E9A}'), None);
        assert!(('\u{2F00}'..='\u{2FD5}').all(|c| character(c).is_some_and(han::is_han)));
        let supplement: Vec<char> = SUPPLEMENT.chars().collect();
        assert!(supplement.chunks(2).all(|pair| is_radical(pair[0]) && !is_radical(pair[1])));
    }
}
