//! Whose word a verb of saying gives: `«周明遠»在會上表示`, `«縣氣象局»今天下午預計`, `據«市統計局»發布的數據顯示`.

use super::{
    number, organisation,
    person::Mention,
    saying::{Verb, WORDS},
};
use crate::{outline::lexicon, text::han};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// An index into the people of the line.
    Person(usize),
    /// A body, or somebody without a name, by its characters: 縣氣象局, 業內人士.
    Body((usize, usize)),
    /// Whom an earlier line spoke of last.
    Earlier,
}

/// Who has the word, and how that is written. Indices count characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) who: Speaker,
    /// Where what names them begins, titles among it.
    pub(super) from: usize,
    /// Whether nothing stands between them and the verb but when and how.
    pub(super) near: bool,
}

/// How far a verb may stand from its speaker, in characters: `在发布会上`, `10月8日晚`.
const REACH: usize = 24;

/// A clause that is longer names no speaker at its head, and to look for its head from each verb would take quadratic
/// time.
const LONGEST_CLAUSE: usize = 120;

/// Where what names a person begins: their institution, their titles or their name.
pub(super) fn begin(person: &Mention) -> usize {
    let titles = person.titles.first().map_or(person.at.0, |title| title.0);
    person.organisation.map_or(titles, |at| at.0).min(person.at.0)
}

/// Whether a person is one of those who wrote the article.
pub(super) fn is_writer(chars: &[char], person: &Mention) -> bool {
    let (start, _) = person.at;
    let before = &chars[start.saturating_sub(5)..start];
    let written = before.strip_suffix(&[' ']).or(before.strip_suffix(&[':'])).unwrap_or(before);
    WORDS.writers.at_end(written).is_some()
}

/// Who has the word by the verb at `at`.
pub(super) fn before(chars: &[char], at: usize, verb: Verb, people: &[Mention]) -> Option<Source> {
    let reach = at.saturating_sub(LONGEST_CLAUSE);
    let clause = head(chars, reach, at);
    let start = clause + led(&chars[clause..at]);
    // 某銀行發布報告，預計…: whose clause it is says the one before.
    if start == at && clause > reach && chars[clause - 1] == ',' && !matches!(verb, Verb::Hears | Verb::Points) {
        let before = by_clause(chars, head(chars, reach, clause - 1), clause - 1, verb, people)?;
        // 當局曾研究開班，估計…: what a body did then is no word of its own.
        let gives = match before.who {
            Speaker::Body((_, end)) => (end..clause).any(|at| WORDS.giving.at_start(&chars[at..clause]).is_some()),
            Speaker::Person(_) | Speaker::Earlier => true,
        };
        return gives.then_some(Source { near: true, ..before });
    }
    by_clause(chars, clause, at, verb, people)
        .filter(|_| clause > reach || reach == 0)
        .or_else(|| by_sentence(chars, reach, at, verb, people).filter(|_| at - start <= SHORT_PREDICATE))
}

/// Who has the word by a verb whose clause names nobody, as the subject of the whole sentence: `市長受訪，先開玩笑說，…`.
fn by_sentence(chars: &[char], reach: usize, at: usize, verb: Verb, people: &[Mention]) -> Option<Source> {
    let ends = |c: &char| matches!(c, '。' | '!' | '?' | '”' | '」');
    let sentence = chars[reach..at].iter().rposition(ends).map(|end| reach + end + 1).or((reach == 0).then_some(0))?;
    let start = sentence + led(&chars[sentence..at]);
    let subject = people.iter().position(|person| begin(person) == start && person.at.1 <= at);
    let who = subject
        .map(Speaker::Person)
        .or_else(|| Some(named_before(chars, pronoun(&chars[start..at]).map(|_| start)?, people)));
    who.filter(|_| verb.is_personal()).map(|who| Source { who, from: at, near: true })
}

/// In characters: what a verb of saying may have before it in a clause without a subject: 先開玩笑說, 接着宣布.
const SHORT_PREDICATE: usize = 5;

/// Where the clause begins that ends at `at`, or `reach` where it is longer.
fn head(chars: &[char], reach: usize, at: usize) -> usize {
    let ends = |index: &usize| match chars[*index] {
        // 今(8)日 goes on.
        ')' => !chars[*index - usize::from(*index > 0)].is_ascii_digit(),
        c => matches!(c, ',' | '。' | ';' | '!' | '?' | '“' | '”' | '「' | '」' | ':'),
    };
    (reach..at).rev().find(ends).map_or(reach, |end| end + 1)
}

/// Who has the word by a verb that stands at `at`, in the clause from `clause` to there.
fn by_clause(chars: &[char], clause: usize, at: usize, verb: Verb, people: &[Mention]) -> Option<Source> {
    let start = clause + led(&chars[clause..at]);
    if verb.is_personal() {
        let last = people.partition_point(|person| person.at.1 <= at).checked_sub(1);
        let reaches = |who: &usize| people[*who].at.0 >= clause && at - people[*who].at.1 <= REACH;
        // 周明遠的律師 is somebody else.
        let owns = |who: &usize| chars.get(people[*who].at.1) == Some(&'的') && people[*who].at.1 < at;
        if let Some(who) = last.filter(reaches).filter(|who| !owns(who)) {
            let from = begin(&people[who]);
            let near = is_aside(&chars[people[who].at.1..at]);
            return (verb != Verb::Points || from <= start).then_some(Source { who: Speaker::Person(who), from, near });
        }
    }
    // 在他看來.
    let pronoun_at = start + usize::from(chars[start..at].first() == Some(&'在'));
    if verb.is_personal()
        && let Some(len) = pronoun(&chars[pronoun_at..at])
        && let behind = &chars[pronoun_at + len..at]
        && behind.len() <= REACH
    {
        return Some(Source { who: named_before(chars, start, people), from: start, near: is_aside(behind) });
    }
    if verb.is_personal()
        && let Some(name) = nickname(chars, start, at)
    {
        return Some(Source { who: Speaker::Body(name), from: start, near: true });
    }
    if verb == Verb::Points {
        // 在門口等孩子的林媽媽倒是看得開：「…」
        let quoted = matches!(chars.get(at + 1), Some('“' | '「'));
        let from = chars[start..at].iter().rposition(|c| *c == '的').map_or(start, |of| start + of + 1);
        let head = (from + 2..=at.min(from + LONGEST_NAME)).rev().find(|end| is_unnamed(&chars[from..*end]));
        let who = head.filter(|end| quoted && at - end <= LONGEST_NAME).map(|end| Speaker::Body((from, end)))?;
        return Some(Source { who, from, near: true });
    }
    let start = if verb == Verb::Hears { heard_from(chars, clause, at)? } else { start };
    body(chars, start, at).map(|body| Source { who: Speaker::Body(body), from: body.0, near: true })
}

/// The length of the pronoun that a clause begins with.
pub(super) fn pronoun(clause: &[char]) -> Option<usize> {
    let len = WORDS.pronouns.at_start(clause)?;
    WORDS.no_pronouns.at_start(&clause[len..]).is_none().then_some(len)
}

/// Whom a pronoun at `at` means: who stands at the beginning of a sentence before it, else who was named last.
fn named_before(chars: &[char], at: usize, people: &[Mention]) -> Speaker {
    let before = || people.iter().enumerate().filter(|(_, it)| it.at.1 <= at && !is_writer(chars, it));
    let leads = |start: usize| start == 0 || matches!(chars[start - 1], '。' | ' ' | '!' | '?' | '”');
    let subject = before().rfind(|(_, person)| leads(begin(person))).or_else(|| before().next_back());
    subject.map_or(Speaker::Earlier, |(who, _)| Speaker::Person(who))
}

/// How many characters of a clause stand before its subject: 據, 10月8日, 但.
fn led(clause: &[char]) -> usize {
    let mut at = 0;
    loop {
        let rest = &clause[at..];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let dated =
            digits > 0 && rest.get(digits).is_some_and(|c| matches!(c, '年' | '月' | '日' | '号' | '时' | '分'));
        let len = if dated { digits + 1 } else { WORDS.leads.at_start(rest).unwrap_or(0) };
        if len == 0 {
            return at;
        }
        at += len;
    }
}

/// Where the name of what was heard from begins: 記者10日從|縣醫保局獲悉.
fn heard_from(chars: &[char], clause: usize, at: usize) -> Option<usize> {
    let from = clause + chars[clause..at].iter().position(|c| *c == '从')? + 1;
    Some(from + led(&chars[from..at]))
}

/// The body that what stands from `start` to `at` begins with: `县气象局|今天下午`.
fn body(chars: &[char], start: usize, at: usize) -> Option<(usize, usize)> {
    let is_inside = |index: usize| {
        let c = chars[index];
        let plain = han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '(' | ')');
        let named = || organisation::is_joined(chars, index) || c == '有' && chars.get(index + 1) == Some(&'关');
        plain && (!organisation::BREAKS.contains(&c) || named())
    };
    // 訪問137名學生 and 四成受訪者 say how many, and nobody.
    let counts =
        number::digit(*chars.get(start)?).is_some() && matches!(chars.get(start + 1), Some('成' | '名' | '位' | '分'));
    if chars[start].is_ascii_digit() || counts {
        return None;
    }
    let longest = (start..at).take(LONGEST_BODY).take_while(|index| is_inside(*index)).last()? + 1;
    // The last place where a body may end, with nothing but time and manner behind it.
    let ends = |end: &usize| {
        let name = &chars[start..*end];
        // 幾千台 are machines.
        let counted = matches!(name, [.., c, _] if number::is_scale(*c));
        let speaks = !counted && WORDS.bodies.at_end(name).is_some() || is_unnamed(name);
        speaks && WORDS.no_bodies.at_end(name).is_none() && is_aside(&chars[*end..at])
    };
    let known = (start + 2..=longest).rev().find(ends);
    // 某某公告稱: only companies and offices do so.
    let publishes = |end: &usize| WORDS.publishing.at_start(&chars[*end..at]).is_some();
    let unknown = || {
        let end = (start + 2..=longest.min(start + LONGEST_NAME)).find(publishes)?;
        WORDS.vague.at_start(&chars[start..]).is_none().then_some(end)
    };
    let found = known.or_else(unknown).map(|end| (start, end));
    // 不願具名的|店主.
    let owned = || chars[start..at].iter().rposition(|c| *c == '的').map(|of| start + of + 1);
    let Some((mut start, end)) = found else {
        return owned().and_then(|start| nameless(chars, start, at));
    };
    // 路透社援引|知情人士的話.
    if let Some(quoted) =
        chars[start..end].windows(2).rposition(|pair| matches!(pair, ['援' | '转', '引'] | ['引', '述']))
    {
        start += quoted + 2;
    }
    Some((start, end))
}

/// Whether somebody is named by what they are: 業內人士, 市民政局局長.
fn is_unnamed(name: &[char]) -> bool {
    let titled = || lexicon::title_before(name).is_some() && WORDS.writers.at_end(name).is_none();
    WORDS.unnamed.at_end(name).is_some() || titled()
}

/// 老祝, 裝配工|小邱, 阿茉: who is called so, with nothing before it but a title and little behind it.
fn nickname(chars: &[char], start: usize, at: usize) -> Option<(usize, usize)> {
    let calls = |index: &usize| {
        let familiar = match chars[*index] {
            '老' | '小' => lexicon::surname(&chars[index + 1..]).is_some(),
            '阿' => han::is_han(chars[index + 1]),
            _ => false,
        };
        familiar && WORDS.no_nicknames.at_end(&chars[*index..index + 2]).is_none()
    };
    let index = (start..at.saturating_sub(1)).take(LONGEST_NAME).find(calls)?;
    let behind = &chars[index + 2..at];
    let titled = index == start || is_unnamed(&chars[start..index]);
    (titled && (is_aside(behind) || behind.len() <= LONGEST_NAME)).then_some((index, index + 2))
}

/// Those without a name whom what stands from `start` to `at` begins with.
fn nameless(chars: &[char], start: usize, at: usize) -> Option<(usize, usize)> {
    let start = start + led(&chars[start..at]);
    let ends = |end: &usize| is_unnamed(&chars[start..*end]) && is_aside(&chars[*end..at]);
    (start + 2..=at.min(start + LONGEST_NAME)).rev().find(ends).map(|end| (start, end))
}

/// The most characters of a name that nothing in it tells to be a body's.
const LONGEST_NAME: usize = 8;
/// The most characters of what names a body.
const LONGEST_BODY: usize = 22;

/// Whether what stands between who speaks and the verb says when, how and where, and nothing else.
fn is_aside(chars: &[char]) -> bool {
    let mut rest = chars;
    while let Some(first) = rest.first() {
        if WORDS.settings.at_start(rest).is_some() {
            return rest.len() <= REACH;
        }
        let len = WORDS.asides.at_start(rest).unwrap_or(usize::from(first.is_ascii_digit()));
        if len == 0 {
            return false;
        }
        rest = &rest[len..];
    }
    true
}
