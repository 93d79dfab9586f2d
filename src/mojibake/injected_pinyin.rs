//! Readings in pinyin, pasted in by the site that served the page.
//!
//! # What it does
//! Finds readings in brackets behind Traditional characters that have them, such as `發(fā)`, where a document does
//! this again and again. The characters and how often each is glossed are the evidence. A relative of it, readings
//! without tone marks after about one character in six of a Simplified text, such as `烟(yan)台市(shi)`, is found too.
//!
//! # Why it is bad
//! Hijacked sites serve their pages to crawlers in Traditional characters, with a reading pasted after each character
//! of a list. The readings break every word they stand in: a search for 發展 does not find `發(fā)展`, and a
//! tokenizer sees noise.
//!
//! # Example
//! `產(chǎn)業(yè)發(fā)展` was 產業發展.
//!
//! # Fix
//! Deletes the brackets with the reading. Safe where the document shows the paste at work: several common Traditional
//! characters, glossed (nearly) always when they occur, and hardly a gloss on a character that Simplified text writes
//! the same; for readings without tones, at least twenty, spread over the text. Unsafe where there is less to go by.
//!
//! # Limits
//! A gloss that an author wrote stays: `砼(tóng)`, because 砼 is no Traditional form; `鱖(guì)魚` where it stands
//! alone; whole words such as `鱖魚(guìyú)`; a textbook that glosses characters of every kind. A rare Traditional
//! character that is glossed once in a damaged document is ambiguous, so the fix is Unsafe. Readings pasted into the
//! middle of a character are another rule's.

use super::{Candidate, DamageCheck, Decisions, Evidence, Repair, Signs, slip};
use crate::lint::{Check, Rule, Severity, docs::module_docs};
use crate::text::Span;
use crate::text::edit::{Applicability, Edit};
use crate::text::han;

/// M101.
pub static RULE: Rule = Rule {
    code: "M101",
    name: "injected-pinyin",
    message: "the reading `({reading})` was pasted in after {base}",
    severity: Severity::Warning,
    unnecessary: true,
    frequent: true,
    docs: module_docs!("injected_pinyin.rs"),
    check: Check::Damage(DamageCheck {
        signs: Signs::BRACKET,
        mechanism: "a reading in brackets was pasted in after each character of a list, as bytes",
        scan,
        decide,
        repair,
        trace: |_, _| Vec::new(),
    }),
};

fn scan(line: &str, candidates: &mut Vec<Candidate>) {
    for open in memchr::memchr_iter(b'(', line.as_bytes()) {
        let Some(base) = line[..open].chars().next_back().filter(|c| han::is_han(*c)) else { continue };
        let Some(reading) = slip::reading(&line[open + 1..]) else { continue };
        let spun = !han::has_simplified_form(base) && reading.is_ascii() && han::has_toneless_reading(base, reading);
        if spun || han::has_reading(base, reading) {
            let key = if spun { SPUN } else { base };
            let (start, end) = (open, open + 1 + reading.len() + 1);
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
            candidates.push(Candidate { rule: &RULE, start, end, key, at_best: Applicability::Safe });
        }
    }
}

/// The key of all readings without tone marks: these are on no list, so it says nothing which characters have them.
const SPUN: char = '\0';

/// Whether readings without tone marks are spread over the text as spinners do it, and how certainly. (A list of names
/// has one after every character, a remark has one or two.)
fn spun(evidence: &Evidence) -> Option<Applicability> {
    let places = evidence.keys(&RULE).find(|(key, _)| *key == SPUN)?.1;
    let han = evidence.occurrences_in('\u{4E00}'..='\u{9FFF}');
    let spread = places * 3 <= han && places * 40 >= han;
    match places {
        20.. if spread => Some(Applicability::Safe),
        6.. if spread => Some(Applicability::Unsafe),
        _ => None,
    }
}

/// One key with its numbers.
struct Gloss {
    base: char,
    glossed: u32,
    bare: u32,
}

impl Gloss {
    /// Glossed at four of five occurrences or more. As scraped it is always or never; a person may have begun to mend.
    const fn is_regular(&self) -> bool {
        self.bare * 4 <= self.glossed
    }

    fn is_on_a_usual_list(&self) -> bool {
        han::has_simplified_form(self.base) && han::is_common(self.base)
    }
}

/// Whether the document shows the paste at work.
pub(super) fn is_at_work(evidence: &Evidence) -> bool {
    Page::of(&glosses(evidence)).is_some()
}

fn glosses(evidence: &Evidence) -> Vec<Gloss> {
    let bare = |base, glossed| evidence.occurrences(base).saturating_sub(glossed);
    let toned = evidence.keys(&RULE).filter(|(key, _)| *key != SPUN);
    toned.map(|(base, glossed)| Gloss { base, glossed, bare: bare(base, glossed) }).collect()
}

fn decide(evidence: &Evidence) -> Decisions {
    let glosses = glosses(evidence);
    let mut decisions = Decisions::new();
    if let Some(page) = Page::of(&glosses) {
        let damaged = glosses.iter().filter(|gloss| han::has_simplified_form(gloss.base));
        decisions.extend(damaged.map(|gloss| (gloss.base, page.certainty(gloss))));
    }
    decisions.extend(spun(evidence).map(|certainty| (SPUN, certainty)));
    decisions
}

/// A page that shows the paste at work.
struct Page {
    certain: bool,
}

impl Page {
    fn of(glosses: &[Gloss]) -> Option<Self> {
        let usual = || glosses.iter().filter(|gloss| gloss.is_on_a_usual_list() && gloss.is_regular());
        let characters = usual().count();
        let places: u32 = usual().map(|gloss| gloss.glossed).sum();
        let elsewhere: u32 =
            glosses.iter().filter(|gloss| !han::has_simplified_form(gloss.base)).map(|gloss| gloss.glossed).sum();
        // A textbook glosses 人 and 天 as well: characters that the list cannot hold. One such gloss may stand anywhere.
        let textbook = elsewhere > 1 && elsewhere * 4 > places;
        let certain = characters >= 3 || (characters == 2 && places >= 4);
        let likely = characters >= 2 || places >= 3;
        (!textbook && likely).then_some(Self { certain })
    }

    fn certainty(&self, gloss: &Gloss) -> Applicability {
        let repeated_or_usual = gloss.is_on_a_usual_list() || gloss.glossed >= 2;
        if self.certain && gloss.is_regular() && repeated_or_usual {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        }
    }
}

fn repair(line: &str, candidate: &Candidate) -> Repair {
    let (start, end) = (candidate.start as usize, candidate.end as usize);
    let base = line.get(..start).and_then(|before| before.chars().next_back());
    let reading = line.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
    Repair {
        title: format!("Remove `({reading})`"),
        edits: vec![Edit::delete(Span::new(start, end))],
        args: vec![("reading", reading.to_owned()), ("base", base.map(String::from).unwrap_or_default())],
        alternatives: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with Safe fixes applied and Unsafe ones marked `«…»`.
    fn fixed(text: &str) -> String {
        let candidates = crate::mojibake::scan(text);
        let mut evidence = Evidence::default();
        evidence.add_candidates(&candidates);
        evidence.count_all(std::iter::once(text.into()));
        let decisions = decide(&evidence);
        let mut result = String::new();
        let mut at = 0;
        for candidate in &candidates {
            let (start, end) = (candidate.start as usize, candidate.end as usize);
            result.push_str(&text[at..start]);
            match decisions.get(&candidate.key) {
                Some(Applicability::Safe) => {}
                Some(_) => result.push_str(&format!("«{}»", &text[start..end])),
                None => result.push_str(&text[start..end]),
            }
            at = end;
        }
        result + &text[at..]
    }

    #[test]
    fn a_damaged_page_is_cleaned() {
        assert_eq!(fixed("霧嶺產(chǎn)業(yè)發(fā)展,產(chǎn)業(yè)升級(jí)"), "霧嶺產業發展,產業升級");
        assert_eq!(fixed("綠(lǜ)網(wǎng)還(hái)廣(ɡuǎnɡ)"), "綠網還廣");
    }

    #[test]
    fn what_an_author_wrote_stays() {
        for text in [
            "砼(tóng)是混凝土。",
            "鱖(guì)魚又名桂魚。",
            "長(zhǎng)輩不是長(cháng)輩。",
            "天(tiān)地(dì)人(rén),發(fā)展(zhǎn)經(jīng)濟(jì)",
            "鱖魚(guìyú)",
            "發(fa)展產(chan)業(ye)",
            "發(fā )產(chǎn",
            "wǎng(wǎng)",
        ] {
            assert_eq!(fixed(text), text);
        }
    }

    #[test]
    fn readings_without_tones_spread_over_a_text() {
        let spun = "雾岭(ling)市教育局昨日公布了新的(de)校车时刻表,家长可以(yi)在学校门口领取。";
        let clean = "雾岭市教育局昨日公布了新的校车时刻表,家长可以在学校门口领取。";
        assert_eq!(fixed(&spun.repeat(7)), clean.repeat(7));
        let marked = "雾岭«(ling)»市教育局昨日公布了新的«(de)»校车时刻表,家长可以«(yi)»在学校门口领取。";
        assert_eq!(fixed(&spun.repeat(2)), marked.repeat(2));
        assert_eq!(fixed(spun), spun);
        let names = "王(wang)李(li)张(zhang)".repeat(20);
        assert_eq!(fixed(&names), names);
    }

    #[test]
    fn a_rare_character_once_or_an_irregular_one_is_only_likely() {
        let page = "產(chǎn)業(yè)發(fā)展網(wǎng)";
        assert_eq!(fixed(&format!("{page}鱖(guì)魚")), "產業發展網鱖«(guì)»魚");
        assert_eq!(fixed(&format!("{page}砼(tóng)")), "產業發展網砼(tóng)");
        assert_eq!(fixed(&format!("{page}級(jí)級")), "產業發展網級«(jí)»級");
        assert_eq!(fixed("產(chǎn)業(yè)"), "產«(chǎn)»業«(yè)»");
    }

    #[test]
    fn one_hand_mended_place_does_not_stop_the_rest() {
        let text = format!("{}網站", "產(chǎn)業(yè)發(fā)網(wǎng)".repeat(5));
        assert_eq!(fixed(&text), format!("{}網站", "產業發網".repeat(5)));
    }
}
