//! The names that a document knows, and where they stand again: bare, or short with a title.

use super::person::Mention;
use crate::{
    facts::line::{Class, Line},
    outline::lexicon,
    text::{folded::fold, han},
};
use rustc_hash::FxHashMap as HashMap;
use std::ops::Range;

/// The names that a document knows, folded, with the titles that they have been seen with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    by_first: HashMap<char, Vec<Vec<char>>>,
    titles: HashMap<Vec<char>, Vec<String>>,
    /// Full names as written, by folded form.
    written: HashMap<Vec<char>, String>,
    /// Foreign names by the first character of what stands behind their last dot.
    last_names: HashMap<char, Vec<LastName>>,
    /// Whether there is one that begins with no family name: a foreign one.
    foreign: bool,
    /// What they begin with, a bit for each value of a hash.
    firsts: u64,
}

/// What stands behind the last dot of a foreign name, and the whole name, both folded.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LastName {
    last: Vec<char>,
    full: Vec<char>,
}

impl Names {
    /// Adds a name as written; `titles` are folded.
    pub fn insert(&mut self, name: &str, titles: impl IntoIterator<Item = String>) {
        let folded: Vec<char> = name.trim().chars().map(fold).collect();
        let Some(&first) = folded.first().filter(|_| folded.len() >= 2) else { return };
        self.firsts |= first_bit(first);
        self.foreign |= lexicon::surname(&folded).is_none();
        self.titles.entry(folded.clone()).or_default().extend(titles);
        if let Some(dot) = folded.iter().rposition(|c| *c == '·')
            && let last @ [first, _, ..] = &folded[dot + 1..]
        {
            self.firsts |= first_bit(*first);
            self.foreign = true;
            let list = self.last_names.entry(*first).or_default();
            if !list.iter().any(|known| known.last == last) {
                list.push(LastName { last: last.to_vec(), full: folded.clone() });
            }
        }
        if self.written.insert(folded.clone(), name.trim().to_owned()).is_none() {
            let list = self.by_first.entry(first).or_default();
            list.push(folded);
            list.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
    }

    /// The name as written, for its folded form.
    #[must_use]
    pub fn written(&self, folded: &[char]) -> Option<&str> {
        self.written.get(folded).map(String::as_str)
    }

    /// Forgets the names, as written, that are not `wanted`.
    pub(super) fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.written.retain(|_, name| wanted(name));
        let written = &self.written;
        self.titles.retain(|name, _| written.contains_key(name));
        self.by_first.values_mut().for_each(|list| list.retain(|name| written.contains_key(name)));
    }

    /// Whether `chars` begin with a name.
    pub(super) fn begins(&self, chars: &[char]) -> bool {
        let list = chars.first().and_then(|first| self.by_first.get(first));
        list.is_some_and(|list| list.iter().any(|name| chars.starts_with(name)))
    }

    /// Whether `chars` end with a name of two to four characters.
    pub(super) fn ends(&self, chars: &[char]) -> bool {
        (2..=chars.len().min(4)).any(|len| self.written.contains_key(&chars[chars.len() - len..]))
    }

    /// A mention as a line shows it, one character shorter where the document knows only that: see [`super::names`].
    fn shortened(&self, chars: &[char], mention: &Mention) -> Mention {
        let (start, end) = mention.at;
        let known = |end: usize| self.written.contains_key(&chars[start..end]);
        let shorter = end > start + 2 && !known(end) && known(end - 1);
        Mention { at: (start, end - usize::from(shorter)), ..mention.clone() }
    }

    /// Whether a known name may begin with `c`. Where it says no, none does.
    #[inline]
    fn may_begin(&self, c: char) -> bool {
        self.firsts & first_bit(c) != 0
    }

    /// The known name that `chars` begin with.
    fn at(&self, chars: &[char]) -> Option<&[char]> {
        let first = chars.first().filter(|first| self.may_begin(**first))?;
        let list = self.by_first.get(first)?;
        // Two characters may be the beginning of someone else's three: something must end them.
        list.iter()
            .find(|name| chars.starts_with(name) && (name.len() > 2 || lexicon::ends_name(&chars[2..])))
            .map(Vec::as_slice)
    }

    /// The foreign name whose last part `chars` begin with, and that part's length.
    fn by_last_name(&self, chars: &[char]) -> Option<(usize, &[char])> {
        let list = self.last_names.get(chars.first()?)?;
        let stands = |last: &[char]| chars.starts_with(last) && (last.len() > 2 || lexicon::ends_name(&chars[2..]));
        let name = list.iter().find(|name| stands(&name.last) && self.written.contains_key(&name.full))?;
        Some((name.last.len(), &name.full))
    }

    /// The one full name with this family name.
    pub(super) fn alone(&self, surname: char) -> Option<&[char]> {
        match self.by_first.get(&surname)?.as_slice() {
            [name] if name.len() <= 3 => Some(name),
            _ => None,
        }
    }

    /// The one full name with this family name that has been seen with this title, or that is alone.
    fn by_surname(&self, surname: char, title: &str) -> Option<&[char]> {
        let list = self.by_first.get(&surname)?;
        let titled = |name: &&Vec<char>| {
            self.titles.get(*name).is_some_and(|titles| titles.iter().any(|known| known.ends_with(title)))
        };
        let mut with_title = list.iter().filter(titled);
        match (with_title.next(), with_title.next()) {
            (Some(name), None) => Some(name),
            // 李省長 is rather the governor than the vice governor.
            (Some(_), Some(_)) => {
                let exactly = |name: &&Vec<char>| {
                    self.titles.get(*name).is_some_and(|titles| {
                        titles.iter().any(|known| known.ends_with(title) && !known.ends_with(&format!("副{title}")))
                    })
                };
                let mut exact = list.iter().filter(exactly);
                exact.next().filter(|_| exact.next().is_none()).map(Vec::as_slice)
            }
            // 柴老師: so is called whose title is another.
            _ if ["老师", "师傅", "医生", "教授", "律师"].contains(&title) => self.alone(surname),
            _ => None,
        }
    }

    /// The one full name with this given name.
    fn by_given(&self, given: &[char]) -> Option<&[char]> {
        let mut fits = self.written.keys().filter(|name| name.len() == given.len() + 1 && name.ends_with(given));
        fits.next().filter(|_| fits.next().is_none()).map(Vec::as_slice)
    }
}

const fn first_bit(c: char) -> u64 {
    1 << (c as u32 % 64)
}

/// All people of a line: `own` is what [`super::person::persons`] found there, the rest comes from the document's names.
#[must_use]
pub(super) fn mentions(text: &Line, own: &[Mention], names: &Names) -> Vec<Mention> {
    if names.written.is_empty() {
        return own.to_vec();
    }
    let chars = text.chars();
    let mut found: Vec<Mention> = Vec::new();
    let mut own = own.iter().peekable();
    let mut from = 0;
    loop {
        let limit = own.peek().map_or(chars.len(), |mention| mention.at.0.min(chars.len()));
        if let Some(at) = next_candidate(text, names, from..limit) {
            let mention = known(text, at, names);
            from = mention.as_ref().map_or(at + 1, |mention| mention.at.1);
            if let Some(mention) = mention {
                found.push(mention);
            }
        } else if let Some(mention) = own.next() {
            from = from.max(mention.at.1);
            found.push(names.shortened(chars, mention));
        } else {
            return found;
        }
    }
}

/// Where in `places` a name that the document knows may stand first.
fn next_candidate(text: &Line, names: &Names, places: Range<usize>) -> Option<usize> {
    let chars = text.chars();
    let may_begin = |at: &usize| names.may_begin(chars[*at]) || text.is(Class::TITLED, *at);
    if names.foreign {
        return places.into_iter().find(may_begin);
    }
    let mut from = places.start;
    loop {
        let at = text.next_of([Class::NAME, Class::TITLED], from).filter(|at| *at < places.end)?;
        if may_begin(&at) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn known(text: &Line, at: usize, names: &Names) -> Option<Mention> {
    let rest = &text.chars()[at..];
    let mention = |len: usize, titles: Vec<(usize, usize)>, full: Option<Vec<char>>| Mention {
        at: (at, at + len),
        titles,
        organisation: None,
        full,
    };
    if let Some(name) = names.at(rest) {
        let len = name.len();
        let title = lexicon::title_after(&rest[len..]).map(|title| (at + len, at + len + title));
        return Some(mention(len, title.into_iter().collect(), None));
    }
    if let Some((len, full)) = names.by_last_name(rest) {
        return Some(mention(len, Vec::new(), Some(full.to_vec())));
    }
    // 盧說, 簡氏: by the family name alone.
    let heads = at.checked_sub(1).is_none_or(|before| !han::is_han(text.chars()[before]));
    let len = match rest.get(1) {
        Some('说' | '称' | '指' | '答' | '认') => 1,
        Some('氏') => 2,
        _ => 0,
    };
    if heads
        && len > 0
        && let Some(full) = names.alone(rest[0])
    {
        return Some(mention(len, Vec::new(), Some(full.to_vec())));
    }
    if !text.is(Class::TITLED, at) || !han::is_han(rest[0]) {
        return None;
    }
    let word = |range: &[char]| range.iter().collect::<String>();
    if let Some(title) = rest.get(1..).and_then(lexicon::title_after)
        && let Some(full) = names.by_surname(rest[0], &word(&rest[1..=title]))
    {
        return Some(mention(1 + title, vec![(at + 1, at + 1 + title)], Some(full.to_vec())));
    }
    let title = rest.get(2..).and_then(lexicon::title_after)?;
    let full = names.by_given(&rest[..2])?;
    Some(mention(2 + title, vec![(at + 2, at + 2 + title)], Some(full.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_elsewhere() {
        let mut names = Names::default();
        names.insert("周明遠", ["青江省委副书记".to_owned(), "省长".to_owned()]);
        names.insert("周立言", ["副省长".to_owned()]);
        names.insert("何健", []);
        names.insert("埃莱娜·瓦尔托夫", []);
        let line = "周明遠說,周省長和立言同志已到;何健林不是何健。何说,何氏与瓦尔托夫到场。";
        let folded = Line::new(line);
        let found: Vec<(String, Option<String>)> = mentions(&folded, &[], &names)
            .into_iter()
            .map(|mention| {
                let full = mention.full.and_then(|full| names.written(&full).map(str::to_owned));
                (line[folded.span(mention.at.0, mention.at.1).range()].to_owned(), full)
            })
            .collect();
        let expected: [(&str, Option<&str>); 7] = [
            ("周明遠", None),
            ("周省長", Some("周明遠")),
            ("立言同志", Some("周立言")),
            ("何健", None),
            ("何", Some("何健")),
            ("何氏", Some("何健")),
            ("瓦尔托夫", Some("埃莱娜·瓦尔托夫")),
        ];
        assert_eq!(found, expected.map(|(text, full)| (text.to_owned(), full.map(str::to_owned))));
    }
}
