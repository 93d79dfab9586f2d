//! The catalogue: English messages and what they are in Chinese.

use super::Language;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The messages of one language.
struct Catalogue {
    exact: HashMap<&'static str, &'static str>,
    /// Those with places to fill, the ones that say most first.
    patterns: Vec<Pattern>,
    /// The pages of rules, by code.
    pages: HashMap<&'static str, &'static str>,
}

/// A message with places to fill.
struct Pattern {
    /// What stands around the places.
    literals: Vec<&'static str>,
    chinese: &'static str,
}

static SIMPLIFIED: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::parse(include_str!("catalogue.txt"), include_str!("pages.txt")));
static TRADITIONAL: LazyLock<Catalogue> = LazyLock::new(|| {
    let catalogue = include_str!(concat!(env!("OUT_DIR"), "/catalogue_traditional.txt"));
    Catalogue::parse(catalogue, include_str!(concat!(env!("OUT_DIR"), "/pages_traditional.txt")))
});

fn catalogue(language: Language) -> Option<&'static Catalogue> {
    match language {
        Language::English => None,
        Language::Simplified => Some(&SIMPLIFIED),
        Language::Traditional => Some(&TRADITIONAL),
    }
}

impl Catalogue {
    /// Each English message is a line, and the Chinese one the next, indented.
    fn parse(messages: &'static str, pages: &'static str) -> Self {
        let (mut exact, mut patterns) = (HashMap::new(), Vec::new());
        let mut english = "";
        for line in messages.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some(chinese) = line.strip_prefix("    ") else {
                english = line;
                continue;
            };
            if english.contains("{}") {
                patterns.push(Pattern { literals: english.split("{}").collect(), chinese });
            } else {
                exact.insert(english, chinese);
            }
        }
        let says = |pattern: &Pattern| pattern.literals.iter().map(|literal| literal.len()).sum::<usize>();
        patterns.sort_by_key(|pattern| std::cmp::Reverse(says(pattern)));
        let split = pages.split("=== ").filter_map(|page| Some((page.split_whitespace().next()?, page)));
        Self { exact, patterns, pages: split.collect() }
    }

    fn say(&self, english: &str) -> Option<String> {
        if let Some(chinese) = self.exact.get(english) {
            return Some((*chinese).to_owned());
        }
        self.patterns.iter().find_map(|pattern| self.filled(pattern, english))
    }

    /// The Chinese of a pattern that fits, filled with what stands in the places, that translated too where it can be.
    fn filled(&self, pattern: &Pattern, english: &str) -> Option<String> {
        let (first, rest) = pattern.literals.split_first()?;
        let (last, middle) = rest.split_last()?;
        let mut left = english.strip_prefix(first)?.strip_suffix(last)?;
        let mut places = Vec::new();
        for literal in middle {
            let (place, after) = left.split_once(literal)?;
            places.push(place);
            left = after;
        }
        places.push(left);
        // A message of nothing but places fits anything: it counts where each place is known.
        let says_nothing = pattern.literals.iter().all(|literal| !literal.contains(char::is_alphabetic));
        let mut filled = String::with_capacity(pattern.chinese.len() + english.len());
        let mut chinese = pattern.chinese;
        let mut next = 0;
        while let Some(at) = chinese.find('{') {
            filled.push_str(&chinese[..at]);
            let end = at + chinese[at..].find('}')?;
            // `{2}` is the second place of the English message; `{}` the next one.
            let number = chinese[at + 1..end].parse::<usize>().map_or(next, |number| number - 1);
            next = number + 1;
            let place = places.get(number)?;
            // What is quoted is the text's own.
            let around = (pattern.literals.get(number)?, pattern.literals.get(number + 1)?);
            let quoted = around.0.ends_with('`') && around.1.starts_with('`');
            match self.say(place).filter(|_| !quoted) {
                Some(said) => filled.push_str(&said),
                None if says_nothing => return None,
                None => filled.push_str(place),
            }
            chinese = &chinese[end + 1..];
        }
        filled.push_str(chinese);
        Some(filled)
    }
}

/// An English message in `language`; as it is, where the catalogue has none.
#[must_use]
pub fn say_in(language: Language, english: &str) -> Cow<'_, str> {
    let said = catalogue(language).and_then(|catalogue| catalogue.say(english));
    said.map_or(Cow::Borrowed(english), Cow::Owned)
}

/// The page of a rule in `language`: its name, and its text with headings; `None` in English.
#[must_use]
pub fn page(language: Language, code: &str) -> Option<(&'static str, &'static str)> {
    let page = catalogue(language)?.pages.get(code)?;
    let (head, text) = page.split_once('\n')?;
    Some((head.strip_prefix(code)?.trim(), text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        let catalogue = Catalogue::parse(
            "says `{}`\n    含有`{}`\nit has {} of {}\n    {2}中有{1}\n{}, {}\n    {}，{}\nlines\n    行\nwords\n    词\n",
            "=== M1 甲\n题\n=== M2 乙\n目\n",
        );
        let say = |text: &str| catalogue.say(text).unwrap_or_default();
        assert_eq!(say("says `lines`"), "含有`lines`");
        assert_eq!(say("it has 3 of lines"), "行中有3");
        assert_eq!(say("lines, words"), "行，词");
        assert_eq!(say("lines, others"), "");
        assert_eq!(catalogue.pages["M2"], "M2 乙\n目\n");
    }

    #[test]
    fn every_entry_has_its_places() {
        let mut english = "";
        for line in include_str!("catalogue.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("    ") {
                None => english = line,
                Some(chinese) => {
                    let places = |text: &str| text.matches('{').count();
                    assert_eq!(places(english), places(chinese), "{english}");
                }
            }
        }
    }
}
