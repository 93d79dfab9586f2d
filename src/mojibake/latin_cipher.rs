//! Latin letters that became Han characters.
//!
//! # What it does
//! Finds Latin words in which each letter became one fixed Han character. `A` to `Z` are
//! `础叠颁顿贰贵骋贬滨闯碍尝惭狈翱笔蚕搁厂罢鲍痴奥齿驰窜`, `a` to `z` are
//! `补产肠诲别蹿驳丑颈箩办濒尘苍辞辫辩谤蝉迟耻惫飞虫测锄`.
//!
//! # Why it is bad
//! Names, units and addresses are lost to every search: nobody looks for `贬罢罢笔` who wants HTTP.
//!
//! # Example
//! `骋叠碍` was GBK, `础笔笔` was APP, `飞飞飞` was www.
//!
//! # Fix
//! Puts the letters back. Safe where the document has a run of five letters or more, or runs of three or four that begin
//! with different letters; the case of a run has to be that of a word, all of one kind or, in a long run, a capital
//! first. Unsafe for one short run, and for pairs in a document that shows the cipher.
//!
//! # Limits
//! The characters are ordinary ones, and pairs of them are words (飞虫, 补办, 辩驳), so a pair alone is left alone. The
//! cipher is looked for in Simplified characters only. Its table is that of examples found on the web.

use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, Step};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::edit::{Applicability, Edit};

/// M104.
pub static RULE: Rule = Rule {
    code: "M104",
    name: "latin-cipher",
    message: "Latin letters became Han characters: this was `{was}`",
    severity: Severity::Warning,
    unnecessary: false,
    frequent: true,
    docs: module_docs!("latin_cipher.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::CIPHER_PAIR,
        mechanism: "each Latin letter was replaced by one fixed Han character",
        scan,
        decide,
        repair,
        trace,
    }),
};

/// `A` to `Z`, then `a` to `z`.
const CIPHER: &str =
    "础叠颁顿贰贵骋贬滨闯碍尝惭狈翱笔蚕搁厂罢鲍痴奥齿驰窜补产肠诲别蹿驳丑颈箩办濒尘苍辞辫辩谤蝉迟耻惫飞虫测锄";

/// Keys: of a long run, and of a pair or of a run in no word's case. Runs in between have their first character as key.
const LONG: char = 'L';
const DOUBTFUL: char = 'D';

/// The letter that `c` stands for.
fn letter(c: char) -> Option<u8> {
    let place = u8::try_from(CIPHER.chars().position(|known| known == c)?).ok()?;
    Some(if place < 26 { b'A' + place } else { b'a' + place - 26 })
}

fn deciphered(run: &str) -> String {
    run.chars().filter_map(letter).map(char::from).collect()
}

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    let mut run: Option<(usize, char, String)> = None;
    let ends = [(line.len(), None)];
    for (at, c) in line.char_indices().map(|(at, c)| (at, Some(c))).chain(ends) {
        match (c.and_then(|c| Some((c, letter(c)?))), &mut run) {
            (Some((_, letter)), Some((.., word))) => word.push(char::from(letter)),
            (Some((c, letter)), None) => run = Some((at, c, char::from(letter).to_string())),
            (None, _) => {
                if let Some((start, first, word)) = run.take().filter(|(.., word)| word.len() > 1) {
                    let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(at)) else { return };
                    let key = match word.len() {
                        5.. if is_of_one_case(&word) || is_of_one_case(&word[1..]) => LONG,
                        3..=4 if is_of_one_case(&word) => first,
                        _ => DOUBTFUL,
                    };
                    candidates.push(Candidate { rule: &RULE, start, end, key, at_best: Applicability::Safe });
                }
            }
        }
    }
}

fn is_of_one_case(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase()) || word.bytes().all(|b| b.is_ascii_uppercase())
}

fn decide(evidence: &Evidence) -> Decisions {
    let keys = || evidence.keys(&RULE).map(|(key, _)| key);
    let shown = keys().any(|key| key == LONG) || keys().filter(|key| *key != DOUBTFUL).count() >= 2;
    let certainty = |key| match (key, shown) {
        (DOUBTFUL, false) => None,
        (DOUBTFUL, true) | (_, false) => Some((key, Applicability::Unsafe)),
        (_, true) => Some((key, Applicability::Safe)),
    };
    keys().filter_map(certainty).collect()
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let run = line.get(candidate.span().range()).unwrap_or_default();
    let was = deciphered(run);
    Repair {
        title: super::around::title(run, &was),
        edits: vec![Edit::replace(candidate.span(), was.clone())],
        args: vec![("was", was)],
        alternatives: Vec::new(),
    }
}

fn trace(line: &str, candidate: &Candidate) -> Vec<Step> {
    let run = line.get(candidate.span().range()).unwrap_or_default();
    let step =
        |c| Some(Step { disk: String::from(c), bytes: vec![letter(c)?], was: char::from(letter(c)?).to_string() });
    run.chars().filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        assert_eq!(CIPHER.chars().count(), 52);
        for (run, was) in [("骋叠碍", "GBK"), ("贬罢罢笔", "HTTP"), ("飞飞飞", "www"), ("窜锄", "Zz")] {
            assert_eq!(deciphered(run), was);
        }
        assert_eq!(letter('人'), None);
    }

    #[test]
    fn keys() {
        let keys = |line| {
            let mut found = Vec::new();
            scan(line, &mut found);
            found.iter().map(|candidate| candidate.key).collect::<Vec<_>>()
        };
        assert_eq!(keys("飞颈苍诲辞飞蝉,骋叠碍。飞虫,别补厂"), [LONG, '骋', DOUBTFUL, DOUBTFUL]);
        assert!(keys("飞人虫").is_empty());
    }
}
