//! The caption of a photo that is not there.
//!
//! # What it does
//! Finds lines that end in 攝 behind a name, say 圖為… or 資料圖, or name where the picture is from.
//!
//! # Why it is bad
//! Without its picture a caption breaks the text: it repeats names, and it stands in the middle of a thought.
//!
//! # Example
//! `圖為通車現場。甘棠 攝`
//!
//! # Fix
//! Deletes the line. Safe where it ends in 攝, or is 圖為 and one clause, and is short; Unsafe for long ones.
//!
//! # Limits
//! A caption that runs into a paragraph stays. A byline such as 記者 某某 攝影報道 stays.

use super::{Cue, Line, LineCheck, Place, Weight, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use crate::text::edit::Applicability;
use regex::Regex;
use std::sync::LazyLock;

/// B209.
pub static RULE: Rule =
    rule("B209", "caption-line", "caption line: {reason}", module_docs!("caption_line.rs"), LineCheck { cue, judge });

/// In characters: with more, a line that ends in 攝 may be a paragraph with the photographer behind it.
const SHORT: u32 = 70;

/// In characters.
const LONGEST_SCENE: u32 = 30;

/// At the end of a folded line: 摄 behind a name that stands apart, or behind 记者 and a name; the date may follow.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[\p{Han}·]{2,4}(?:\s?[、/ ]\s?[\p{Han}·]{2,4}){0,2}";
    let apart = format!(r"(?:^|[\s。.:/)）】]){name}[\s/]*");
    let reporter = format!(r"(?:记者|通讯员|实习生|特派员)[\s:/]*(?:{name})\s?");
    Regex::new(&format!(r"(?:{apart}|{reporter})(?:摄|翻摄|摄影)(?:\s[\d年月日./-]+)?$"))
        .expect("the pattern is a constant, and tested")
});

fn cue(line: &Line<'_>) -> Option<Cue> {
    if line.shape.han < 2 || line.shape.characters > 160 {
        return None;
    }
    // Captions are sentences like those of the body, so that speaks against nothing here.
    let phrase = line.phrase_cue(&RULE).map(|cue| Cue { weight: cue.weight.max(Weight::Arguable), ..cue });
    match phrase {
        Some(cue) if cue.weight == Weight::Certain => phrase,
        Some(_) => credit(line).or_else(|| scene(line)).or(phrase),
        None => credit(line),
    }
}

/// `圖為` and one clause, which is the scene.
fn scene(line: &Line<'_>) -> Option<Cue> {
    let clause = line.shape.marks <= 1 && line.shape.characters <= LONGEST_SCENE;
    (clause && line.folded().starts_with("图为")).then_some(Cue::certain("says what the picture shows, and no more"))
}

fn credit(line: &Line<'_>) -> Option<Cue> {
    // Cheap to tell before the line is folded.
    let end = line.text.char_indices().rev().nth(11).map_or(0, |(index, _)| index);
    if !line.text[end..].contains(['摄', '攝']) {
        return None;
    }
    let folded = line.folded();
    let words = ["拍摄", "航摄", "开摄"];
    (CREDIT.is_match(&folded) && !words.iter().any(|word| folded.ends_with(word)))
        .then_some(Cue::certain("ends in the name of the photographer"))
}

fn judge(cue: Cue, place: &Place<'_>) -> Option<Applicability> {
    let applicability = by_place(cue, place)?;
    Some(if place.shape.characters > SHORT { Applicability::Unsafe } else { applicability })
}
