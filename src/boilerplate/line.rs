//! One line as the rules see it: its shape and the phrases that stand in it, both from one pass.
//!
//! Nothing is allocated for a line without phrases. In a long line only the head and the tail are searched for
//! phrases: boilerplate that is long says so at once.

use super::phrases::{Hit, PHRASES};
use crate::text::han;

/// How many bytes at the head of a line are searched for phrases: about 120 Han characters.
const HEAD: usize = 360;
/// A Han character by its number, but as good as always drawn for a `|`.
const STROKE: char = '丨';
/// How many bytes at the tail of a line are searched for phrases.
const TAIL: usize = 180;

/// One line of the repaired text, trimmed, with its shape.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The text, without white space (U+3000 and NBSP too) around it.
    pub text: &'a str,
    /// What it looks like.
    pub shape: Shape,
    /// Letters, Han characters and digits: what phrases have to fill for the line to be nothing but phrases.
    pub(super) letters: u32,
    /// Characters that are not white space.
    pub(super) solid: u32,
    /// The phrases in it whose anchors and limits hold.
    pub(super) hits: Vec<Hit>,
}

impl<'a> Line<'a> {
    /// Trims `text`, takes its shape and looks for phrases.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let mut pass = Pass::default();
        let mut search = PHRASES.search();
        let (head, rest) = text.split_at(boundary(text, HEAD));
        let (middle, tail) = rest.split_at(boundary(rest, rest.len().saturating_sub(TAIL)));
        head.chars().for_each(|c| search.feed(pass.read(c), pass.decoration));
        if !middle.is_empty() {
            middle.chars().for_each(|c| {
                pass.read(c);
            });
            search.skip(pass.solid);
        }
        tail.chars().for_each(|c| search.feed(pass.read(c), pass.decoration));
        let hits = search.finish(pass.solid, pass.shape.characters);
        Self { text, shape: pass.shape, letters: pass.letters, solid: pass.solid, hits }
    }

    /// The text in Simplified characters, full-width forms as ASCII, letters in lower case, each run of white space as
    /// one blank: what phrases are written in.
    #[must_use]
    pub fn folded(&self) -> String {
        let mut folded = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            if !c.is_whitespace() {
                folded.push(if han::is_han(c) && c != STROKE { han::simplified(c) } else { fold(c) });
            } else if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        folded
    }

    /// Whether this reads as a sentence of an article, whatever phrases are in it: running text, a full stop at its
    /// end, or a comma and at its end a mark that says that it is said or asked.
    pub(super) fn is_sentence(&self) -> bool {
        let shape = &self.shape;
        let end = self.text.trim_end_matches(CLOSERS);
        shape.is_prose()
            || end.ends_with('。')
            || (shape.marks >= 2 && (shape.han >= 18 || end.ends_with(['！', '？', '!', '?'])))
            || (shape.marks >= 1 && end.ends_with(['：', ':', '…']))
    }

    /// Whether nothing can be boilerplate here: full sentences and no phrase. True of most lines of most articles, and
    /// what the rules that look at more than phrases may rely on never to be given.
    pub(super) fn is_plain_prose(&self) -> bool {
        let shape = &self.shape;
        let long = shape.stops >= 1 && shape.characters > 60 && shape.separators < 8;
        self.hits.is_empty() && (long || ["。", "。”", "。」"].iter().any(|end| self.text.ends_with(end)))
    }
}

/// Marks that may stand behind the last mark of a sentence.
const CLOSERS: [char; 8] = ['”', '’', '」', '』', '）', ')', '"', '》'];

/// The last boundary between characters at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// What a line looks like: numbers of characters. Counted for every line, so it is one pass and holds no text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// All characters.
    pub characters: u32,
    /// Han characters.
    pub han: u32,
    /// Characters that stand in Traditional text only.
    pub traditional: u32,
    /// Characters that stand in Simplified text only.
    pub simplified: u32,
    /// Sentence marks: 。！？；， and the ASCII forms, where a Han character stands before them.
    pub marks: u32,
    /// Those of the marks that end a sentence: 。！？…
    pub stops: u32,
    /// Digits, ASCII and full-width.
    pub digits: u32,
    /// Separators between items: `|` `｜` `>` `›` `»` `/` `_` and runs of white space.
    pub separators: u32,
}

impl Shape {
    /// The shape of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut pass = Pass::default();
        text.chars().for_each(|c| {
            pass.read(c);
        });
        pass.shape
    }

    /// Whether this is running text: a sentence that ends, and is not short.
    #[must_use]
    pub const fn is_prose(&self) -> bool {
        (self.stops >= 1 && self.han >= 18) || (self.marks >= 2 && self.han >= 30)
    }

    /// Adds another shape to this one.
    pub const fn add(&mut self, other: &Self) {
        self.characters += other.characters;
        self.han += other.han;
        self.traditional += other.traditional;
        self.simplified += other.simplified;
        self.marks += other.marks;
        self.stops += other.stops;
        self.digits += other.digits;
        self.separators += other.separators;
    }

    /// Takes a shape that had been added away again.
    pub const fn subtract(&mut self, other: &Self) {
        self.characters -= other.characters;
        self.han -= other.han;
        self.traditional -= other.traditional;
        self.simplified -= other.simplified;
        self.marks -= other.marks;
        self.stops -= other.stops;
        self.digits -= other.digits;
        self.separators -= other.separators;
    }
}

/// The one pass over a line's characters.
#[derive(Default)]
struct Pass {
    shape: Shape,
    /// Whether the character before is a Han character.
    after_han: bool,
    /// Whether the character before is a `?` that counts as the end of a sentence.
    after_question: bool,
    /// Whether the character before is white space.
    after_white: bool,
    letters: u32,
    /// Characters that are not white space.
    solid: u32,
    /// Whether the character read last is a bracket, a bullet or a separator, which anchors look past.
    decoration: bool,
}

impl Pass {
    /// Counts `c` and folds it; white space gives nothing.
    #[inline]
    fn read(&mut self, c: char) -> Option<char> {
        let shape = &mut self.shape;
        shape.characters += 1;
        if han::is_han(c) && c != STROKE {
            let script = han::script(c);
            shape.han += 1;
            shape.traditional += u32::from(script.traditional_only);
            shape.simplified += u32::from(script.simplified_only);
            self.solid += 1;
            self.letters += 1;
            self.decoration = false;
            self.after_han = true;
            self.after_question = false;
            self.after_white = false;
            return Some(script.simplified);
        }
        self.read_other(c)
    }

    fn read_other(&mut self, c: char) -> Option<char> {
        let after_han = std::mem::replace(&mut self.after_han, false);
        let after_white = std::mem::replace(&mut self.after_white, false);
        let after_question = std::mem::replace(&mut self.after_question, false);
        let shape = &mut self.shape;
        // No sentence ends there: this is what is left of a character that was damaged.
        if after_question && (c.is_alphabetic() || matches!(c, '，' | '、' | '。')) {
            shape.marks -= 1;
            shape.stops -= 1;
        }
        match c {
            '。' | '！' | '？' | '…' => {
                shape.marks += u32::from(c != '…');
                shape.stops += 1;
            }
            '；' | '，' => shape.marks += 1,
            '!' | '?' | ';' | ',' if after_han => {
                shape.marks += 1;
                shape.stops += u32::from(matches!(c, '!' | '?'));
                self.after_question = c == '?';
            }
            '0'..='9' | '０'..='９' => shape.digits += 1,
            '|' | '｜' | STROKE | '>' | '›' | '»' | '/' | '_' => shape.separators += 1,
            c if c.is_whitespace() => {
                shape.separators += u32::from(!after_white);
                self.after_white = true;
                return None;
            }
            _ => {}
        }
        self.solid += 1;
        self.letters += u32::from(is_letter(c));
        self.decoration = is_decoration(c);
        Some(fold(c))
    }
}

/// The form in which phrases write `c`, which is no Han character.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |ascii| fold(ascii.to_ascii_lowercase()))
        }
        '›' | '»' | '→' | '﹥' | '▸' | '►' => '>',
        '∶' | '︰' => ':',
        STROKE | '│' | '∣' => '|',
        '•' | '‧' | '・' | '●' => '·',
        c => c,
    }
}

/// As `is_alphanumeric`, which is slow for the marks of Chinese text.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '，' | '。' | '、' | '；' | '：' | '“' | '”' | '！' | '？' | '（' | '）' | '《' | '》' | '「' | '」' | '…'
        | '—' => false,
        c => c.is_alphanumeric(),
    }
}

/// Whether `c` may stand around a phrase that fills its line.
fn is_decoration(c: char) -> bool {
    // Geometric shapes, stars and dingbats are bullets; phrases name ▲ △ ↑ themselves.
    matches!(c, '\u{25A0}'..='\u{27BF}' | '※' | '—' | '•' | '·' | '‧' | '・')
        || matches!(
            fold(c),
            '(' | ')' | '[' | ']' | '【' | '】' | '〖' | '〗' | '<' | '>' | '|' | '*' | '-' | '=' | '~' | '#'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_counts_characters_of_each_kind() {
        let shape = Shape::of("發展，５ 3|见。a,");
        assert_eq!((shape.characters, shape.han, shape.traditional, shape.simplified), (11, 3, 1, 1));
        assert_eq!((shape.marks, shape.stops, shape.digits, shape.separators), (2, 1, 2, 2));
        assert_eq!((Shape::of("日?qǐng)?作者").stops, Shape::of("公娞?，").stops, Shape::of("是?").stops), (0, 0, 1));
        let mut sum = shape;
        sum.add(&shape);
        sum.subtract(&shape);
        assert_eq!(sum, shape);
    }

    #[test]
    fn folding() {
        assert_eq!(Line::new("　網站支持ＩＰＶ６：» \u{A0} a ").folded(), "网站支持ipv6:> a");
    }

    #[test]
    fn long_lines_are_searched_at_both_ends() {
        let filler = "水".repeat(400);
        assert!(!Line::new(&format!("版权声明：{filler}")).hits.is_empty());
        assert!(Line::new(&filler).hits.is_empty());
        assert_eq!(Line::new(&filler).shape.han, 400);
    }
}
