//! Who says what in prose: `«某局局長周明遠»表示，…`, `“…”«他»說，“…”`, `據«縣氣象局»統計，…`.
//!
//! A verb of saying gives the word to whom [`super::source`] finds before it in its clause. A body's word goes on to the
//! end of the sentence, a person's to the end of the paragraph, unless quotations show what is said: then it ends with
//! them. A quotation right before the speaker is theirs too, and one that no verb gives to anybody is that of who stands
//! right behind it, else the last person's.

use super::{
    label::Quote,
    line::{Class, Line},
    person::Mention,
    saying::{
        Verb::{self, Hears, Plain, Points, Runs, Shows},
        WORDS,
    },
    source::{self, Source, Speaker},
};
use crate::text::{
    folded::starts_with,
    word_list::{WordList, words},
};

/// A stretch of a line that somebody says. Indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Speech {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) who: Speaker,
}

/// What is said in a line, in order. `breaks` are where its sentences end.
pub(super) fn speeches(text: &Line, people: &[Mention], quotes: &[Quote], breaks: &[usize]) -> Vec<Speech> {
    let line = Said { chars: text.chars(), people, quotes, breaks };
    let mut found: Vec<Speech> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.next(Class::SAYING, from) {
        from = at + 1;
        let Some((word, verb)) = WORDS.verb_at_start(&line.chars[at..]) else { continue };
        found.extend(line.given(at, word, verb));
        from = at + word.len();
    }
    let unclaimed: Vec<Speech> = line.unclaimed(&found).collect();
    found.extend(unclaimed);
    found.sort_by_key(|speech| speech.start);
    // The word goes on until somebody else has it.
    for index in 1..found.len() {
        found[index - 1].end = found[index - 1].end.min(found[index].start.max(found[index - 1].start));
    }
    found
}

/// A line in which something is said.
struct Said<'a> {
    chars: &'a [char],
    people: &'a [Mention],
    quotes: &'a [Quote],
    breaks: &'a [usize],
}

impl Said<'_> {
    /// What the verb at `at`, which is `word`, gives somebody the word for.
    fn given(&self, at: usize, word: &[char], verb: Verb) -> Option<Speech> {
        let chars = self.chars;
        let len = word.len() + object(word, &chars[at + word.len()..]);
        let behind = chars.get(at + len);
        let opens = matches!(behind, Some(',' | ':' | '“' | '「')) || matches!(verb, Plain | Hears | Points);
        let closes = behind.is_none_or(|c| matches!(c, '。' | ';'));
        let runs = matches!(verb, Runs | Shows) && !is_other(word, behind.copied());
        if !(opens || closes || runs) || verb == Points && self.people.is_empty() {
            return None;
        }
        let Source { who, from, near } = source::before(chars, at, verb, self.people)?;
        if !(opens || closes || near) {
            return None;
        }
        // What stands behind a colon has its speaker before it.
        let is_before = |quote: &&Quote| {
            let given = matches!(chars.get(quote.start.wrapping_sub(2)), Some(':'));
            !quote.title && !given && (quote.end + 1 == from || quote.end + 2 == from)
        };
        let quote = self.quotes.iter().find(is_before);
        if closes && !opens && quote.is_none() {
            // 三條路已通車，他說。
            let start = self.head(at);
            let trails = near && from > start && chars[from - 1] == ',' && matches!(verb, Runs);
            // 三條路已通車，他說；「還有兩條。」
            let goes_on = matches!(chars.get(at + len + 1), Some('“' | '「'));
            let end = if goes_on { self.end(at + len + 1, who) } else { at };
            return trails.then_some(Speech { start, end, who });
        }
        Some(Speech { start: quote.map_or(at, |quote| quote.start), end: self.end(at + len, who), who })
    }

    /// Quotations of whole clauses that no verb gives to anybody: `她被惊醒，“前后也就七八分钟。”`
    fn unclaimed<'a>(&'a self, found: &'a [Speech]) -> impl Iterator<Item = Speech> + 'a {
        let is_free = |quote: &&Quote| {
            let opens =
                quote.start == 1 || matches!(self.chars.get(quote.start.wrapping_sub(2)), Some(',' | ':' | '。'));
            let claimed = found.iter().any(|speech| speech.start <= quote.start && quote.start < speech.end);
            !quote.title && opens && self.is_clause(quote) && !claimed
        };
        self.quotes.iter().filter(is_free).filter_map(|quote| {
            let who = self.quoted(quote)?;
            Some(Speech { start: quote.start, end: quote.end, who })
        })
    }

    /// Whose words a quotation holds that no verb gives to anybody.
    fn quoted(&self, quote: &Quote) -> Option<Speaker> {
        let sentence = |at: usize| self.breaks.partition_point(|end| *end <= at);
        let behind = self.people.iter().position(|person| source::begin(person) == quote.end + 1);
        if behind.is_some() {
            return behind.map(Speaker::Person);
        }
        match self.people.iter().rposition(|person| person.at.1 <= quote.start) {
            // In this sentence or the one before.
            Some(who) if sentence(self.people[who].at.0) + 1 >= sentence(quote.start) => Some(Speaker::Person(who)),
            Some(_) => None,
            // 他咧嘴笑，“我家十一畝。”
            None if source::pronoun(&self.chars[self.head(quote.start)..]).is_some() => Some(Speaker::Earlier),
            // A paragraph that begins with what is said goes on with whom the next sentence names, else who spoke last.
            None => {
                let whole = matches!(self.chars.get(quote.end - 1), Some('。' | '!' | '?' | '…'));
                let next = self.people.first().is_some_and(|person| sentence(person.at.0) <= sentence(quote.end + 1));
                let who = if next { Speaker::Person(0) } else { Speaker::Earlier };
                (whole && (next || self.people.is_empty())).then_some(who)
            }
        }
    }

    /// Whether a quotation holds clauses, not only a name.
    fn is_clause(&self, quote: &Quote) -> bool {
        !quote.title && self.chars[quote.start..quote.end].iter().any(|c| matches!(c, ',' | '。' | '!' | '?'))
    }

    /// Where the sentence ends that `at` stands in.
    fn sentence(&self, at: usize) -> usize {
        self.breaks.get(self.breaks.partition_point(|end| *end <= at)).copied().unwrap_or(self.chars.len())
    }

    /// Where the sentence begins that `at` stands in.
    fn head(&self, at: usize) -> usize {
        self.breaks[..self.breaks.partition_point(|end| *end <= at)].last().copied().unwrap_or(0)
    }

    /// Where what is said from `at` on ends.
    fn end(&self, at: usize, who: Speaker) -> usize {
        let mut end = self.sentence(at);
        let shown = || self.quotes.iter().any(|quote| quote.start >= at && self.is_clause(quote));
        if !matches!(who, Speaker::Body(_)) && !shown() {
            return self.chars.len();
        }
        loop {
            // A quotation holds several sentences.
            let holds = |quote: &&Quote| !quote.title && quote.start >= at && quote.start < end && end <= quote.end + 1;
            let goes_on = matches!(self.chars.get(end), Some('“' | '「')) || starts_with(&self.chars[end..], "其中");
            let next = match self.quotes.iter().find(holds) {
                Some(quote) if quote.end + 1 > end => quote.end + 1,
                _ if goes_on => self.sentence(end + 1),
                _ => return end,
            };
            if next <= end {
                return end;
            }
            end = next;
        }
    }
}

/// How many characters behind a verb say whom somebody tells, or what a body gives out: 新華社記者, 調查報告.
fn object(verb: &[char], behind: &[char]) -> usize {
    const TOLD: &WordList = words!["记者", "笔者", "本报", "媒体", "查询", "提问", "质询"];
    const GIVEN: &WordList = words![
        "调查", "报告", "数据", "统计", "结果", "研究", "公告", "业绩", "财报", "年报", "季报", "公报", "通报", "消息",
        "声明"
    ];
    const LONGEST: usize = 12;
    let objects = match verb {
        ['告', '诉'] | ['回', '应' | '复' | '覆'] | ['答', '复'] => TOLD,
        ['公', '布'] | ['发', '布'] | ['披', '露'] => GIVEN,
        _ => return 0,
    };
    let end = behind.iter().take(LONGEST).position(|c| matches!(c, ',' | ':' | '。')).unwrap_or(0);
    if objects.at_end(&behind[..end]).is_some() { end } else { 0 }
}

/// Whether what follows a verb makes it another word: 他說的, 稱為, 指定.
fn is_other(verb: &[char], next: Option<char>) -> bool {
    let next = next.unwrap_or(' ');
    match verb {
        ['说'] => "的服法明话起到不出过了完".contains(next),
        ['称'] => "为号赞呼作之得霸".contains(next),
        ['指'] => "定挥导令示数标着向控派责点出明引名认战针头望正使南纹甲".contains(next),
        // 表示感謝 says nothing.
        ['表', '示'] => "的了过感祝欢反遗歉慰服愿赞悔敬".contains(next),
        _ => matches!(next, '的' | '了' | '过' | '值' | '数'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{context, label, person};

    /// Who says what.
    fn said(line: &str) -> Vec<(String, String)> {
        let folded = Line::new(line);
        let people = person::persons(&folded);
        let text = |(start, end): (usize, usize)| line[folded.span(start, end).range()].to_owned();
        let found = speeches(&folded, &people, &label::quotes(&folded), &context::sentence_ends(&folded));
        found
            .into_iter()
            .map(|speech| {
                let who = match speech.who {
                    Speaker::Person(who) => people[who].at,
                    Speaker::Body(at) => at,
                    Speaker::Earlier => (0, 0),
                };
                (text(who), text((speech.start, speech.end)))
            })
            .collect()
    }

    #[test]
    fn people_and_bodies() {
        let one = |line: &str| said(line).first().map(|(who, what)| format!("{who}: {what}")).unwrap_or_default();
        assert_eq!(one("局長周明遠8日晚在會上表示，增長5%。橋已通車。"), "周明遠: 表示，增長5%。橋已通車。");
        assert_eq!(one("“一畝收三百斤。”村民林有福說，“賣得好。”"), "林有福: 一畝收三百斤。”村民林有福說，“賣得好。”");
        assert_eq!(one("據青江縣氣象局今天下午預計，雨量50毫米。"), "青江縣氣象局: 預計，雨量50毫米。");
        assert_eq!(one("記者從縣醫保局獲悉，支出4億元。目前持平。"), "縣醫保局: 獲悉，支出4億元。");
        assert_eq!(one("局長周明遠笑了，又說，增長5%。"), "周明遠: 說，增長5%。");
        assert_eq!(one("兩條路已通車，局長周明遠說。"), "周明遠: 兩條路已通車，局長周明遠");
        assert_eq!(one("“三條。”局長周明遠直搖頭。"), "周明遠: 三條。");
        assert_eq!(one("在他看來，增長5%。"), ": 看來，增長5%。");
        assert_eq!(one("裝配工小邱掰著指頭說，少了500元。"), "小邱: 說，少了500元。");
        assert_eq!(one("當局曾研究開班，估計要加開240班。"), "");
        assert_eq!(one("周明遠的律師表示，金額3萬元。"), "律師: 表示，金額3萬元。");
        assert_eq!(one("他們說明天來。"), "");
        assert_eq!(one("這說明，情況好轉。"), "");
    }
}
