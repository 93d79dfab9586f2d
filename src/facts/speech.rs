//! Who says what in prose: `«某局局長周明遠»表示，…`, `“…”«他»說，“…”`, `«縣氣象局»預計，…`.
//!
//! A verb of saying gives the word to the person or body before it in its clause. A body's goes on to the end of the
//! sentence, a person's to the end of the paragraph, unless quotations show what is said: then it ends with them. A
//! quotation right before the speaker is theirs too, and one that no verb gives to anybody is the last person's.

use super::{
    label::Quote,
    line::{Class, Line},
    organisation,
    person::Mention,
};
use crate::text::{
    han,
    word_list::{WordList, words},
};

/// Verbs that give someone the word. Longer ones stand before those that they begin with.
const SAYING: &WordList = words![
    "介绍说",
    "告诉记者",
    "对记者说",
    "回忆说",
    "分析说",
    "补充说",
    "解释说",
    "分析称",
    "分析指出",
    "说明",
    "表示",
    "指出",
    "强调",
    "认为",
    "介绍",
    "透露",
    "坦言",
    "直言",
    "告诉",
    "回忆",
    "补充",
    "提醒",
    "分析",
    "解释",
    "通报",
    "预计",
    "预测",
    "预估",
    "呼吁",
    "建议",
    "感叹",
    "感慨",
    "回应",
    "重申",
    "承认",
    "宣布",
    "谈到",
    "披露",
    "证实",
    "估计",
    "写道",
    "笑言",
    "笑说",
    "提到",
    "举例",
    "说道",
    "说",
    "称",
];
/// Verbs of nothing else; the others need a comma, a colon or a quotation behind them.
const PLAIN: [&str; 2] = ["告诉记者", "对记者说"];
/// What a body that speaks ends with.
const BODIES: &WordList = words![
    "气象台",
    "气象局",
    "指挥部",
    "委员会",
    "办公室",
    "消防局",
    "警方",
    "公安",
    "法院",
    "检察院",
    "公司",
    "集团",
    "银行",
    "协会",
    "学会",
    "研究院",
    "研究所",
    "医院",
    "大学",
    "中心",
    "总局",
    "管理局",
    "监管局",
    "署",
    "局",
    "厅",
    "部",
    "委",
    "办",
    "处",
    "所",
    "台",
    "会",
    "部门",
    "当局",
    "台电",
    "中油",
    "央行",
    "国铁",
    "中电",
    "方面",
    "站",
    "院",
    "府",
    "队",
    "行",
    "网",
    "社",
    "公署",
    "当局",
    "校方",
    "院方",
    "店方",
    "馆方",
    "公所",
    "农会",
    "机构",
    "报告",
];
/// How far a verb may stand from its speaker, in characters: `在发布会上`, `10月8日晚`.
const REACH: usize = 24;

/// A clause that is longer names no speaker at its head, and to look for its head from each verb would take quadratic
/// time.
const LONGEST_CLAUSE: usize = 120;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// An index into the people of the line.
    Person(usize),
    /// A body, by its characters.
    Body((usize, usize)),
}

/// A stretch of a line that somebody says. Indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Speech {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) who: Speaker,
}

/// What verbs of saying there are.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    SAYING.words()
}

/// What is said in a line, in order. `breaks` are where its sentences end.
pub(super) fn speeches(text: &Line, people: &[Mention], quotes: &[Quote], breaks: &[usize]) -> Vec<Speech> {
    let chars = text.chars();
    let mut found: Vec<Speech> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.next(Class::SAYING, from) {
        from = at + 1;
        let Some((verb, len)) = SAYING.at_start(&chars[at..]) else { continue };
        let behind = chars.get(at + len);
        let gives = matches!(behind, Some(',' | ':' | '“' | '「')) || PLAIN.contains(&verb);
        let closes = behind.is_none_or(|c| matches!(c, '。'));
        if (gives || closes || is_indirect(chars, at, verb, len))
            && let Some((who, from, named)) = speaker(chars, at, people)
            && (gives || closes || named == at)
        {
            let gives = gives || !closes;
            let quote = quotes.iter().find(|quote| !quote.title && (quote.end + 1 == from || quote.end + 2 == from));
            if gives || quote.is_some() {
                let start = quote.map_or(at, |quote| quote.start);
                found.push(Speech { start, end: end(chars, at + len, who, quotes, breaks), who });
            }
        }
        from = at + len;
    }
    found.extend(unclaimed(chars, people, quotes, breaks, &found));
    found.sort_by_key(|speech| speech.start);
    // The word goes on until somebody else has it.
    for index in 1..found.len() {
        found[index - 1].end = found[index - 1].end.min(found[index].start.max(found[index - 1].start));
    }
    found
}

/// Quotations of whole clauses that no verb gives to anybody: `她被惊醒，“前后也就七八分钟。”`
fn unclaimed<'a>(
    chars: &'a [char],
    people: &'a [Mention],
    quotes: &'a [Quote],
    breaks: &'a [usize],
    found: &'a [Speech],
) -> Vec<Speech> {
    let speech = |quote: &&Quote| {
        let inside = &chars[quote.start..quote.end];
        let opens = quote.start >= 2 && matches!(chars[quote.start - 2], ',' | ':' | '。');
        let clauses = inside.iter().any(|c| matches!(c, ',' | '。' | '!' | '?'));
        !quote.title
            && opens
            && clauses
            && !found.iter().any(|speech| speech.start <= quote.start && quote.start < speech.end)
    };
    let sentence = |at: usize| breaks.partition_point(|end| *end <= at);
    let given = |quote: &Quote| {
        let who = people.iter().rposition(|person| person.at.1 <= quote.start)?;
        // In this sentence or the one before.
        let near = sentence(people[who].at.0) + 1 >= sentence(quote.start);
        near.then_some(Speech { start: quote.start, end: quote.end, who: Speaker::Person(who) })
    };
    quotes.iter().filter(speech).filter_map(given).collect()
}

/// Whether the verb at `at`, right behind its speaker, begins what is said with nothing between: 公司称今年营收增长5%.
fn is_indirect(chars: &[char], at: usize, verb: &str, len: usize) -> bool {
    const VERBS: [&str; 17] = [
        "说", "称", "表示", "指出", "认为", "预计", "预测", "预估", "估计", "坦言", "透露", "强调", "证实", "承认",
        "宣布", "披露", "直言",
    ];
    let next = chars.get(at + len).copied().unwrap_or(' ');
    // 他说的, 称为, 说服: other words.
    let other = match verb {
        "说" => "的服法明话起到不出过了完".contains(next),
        "称" => "为号赞呼作之得霸".contains(next),
        _ => matches!(next, '的' | '了' | '过' | '值' | '数'),
    };
    VERBS.contains(&verb) && !other
}

/// Who has the word by the verb at `at`, where what names them begins, and where it ends.
fn speaker(chars: &[char], at: usize, people: &[Mention]) -> Option<(Speaker, usize, usize)> {
    let near = at.saturating_sub(LONGEST_CLAUSE);
    let clause = chars[near..at]
        .iter()
        .rposition(|c| matches!(c, ',' | '。' | ';' | '!' | '?' | '“' | '”' | '「' | '」' | ':'))
        .map_or(near, |at| near + at + 1);
    let before = people.partition_point(|person| person.at.1 <= at);
    let last = before.checked_sub(1).filter(|who| people[*who].at.0 >= clause && at - people[*who].at.1 <= REACH);
    if let Some(who) = last {
        let titles = people[who].titles.first().map_or(people[who].at.0, |title| title.0);
        let from = people[who].organisation.map_or(titles, |at| at.0).min(people[who].at.0);
        return Some((Speaker::Person(who), from, people[who].at.1));
    }
    // The paragraph's subject: who stands at the beginning of a sentence, else who was named last.
    if words!["他", "她", "他还", "她还", "他也", "她也", "他又", "他同时", "她同时"]
        .at_end(&chars[clause..at])
        .is_some()
    {
        let before = || people.iter().enumerate().filter(|(_, person)| person.at.1 <= at);
        let leads = |start: usize| start == 0 || matches!(chars[start - 1], '。' | ' ' | '!' | '?' | '”');
        let subject = before().rfind(|(_, person)| leads(person.at.0)).or_else(|| before().next_back())?;
        return Some((Speaker::Person(subject.0), clause, at));
    }
    if clause == near && near > 0 {
        return None;
    }
    body(chars, clause, at).map(|body| (Speaker::Body(body), body.0, body.1))
}

/// The body that a clause from `clause` to `at` begins with: `县气象局今天下午`, `据州应急管理局`.
fn body(chars: &[char], clause: usize, at: usize) -> Option<(usize, usize)> {
    let start =
        clause + words!["据", "而", "但", "另据", "记者从"].at_start(&chars[clause..at]).map_or(0, |(_, len)| len);
    // The last place where a body may end, with nothing but time and manner behind it.
    let ends = (start + 2..=at)
        .rev()
        .find(|end| BODIES.at_end(&chars[start..*end]).is_some() && is_aside(&chars[*end..at]))?;
    let named = &chars[start..ends];
    let plain = |c: &char| han::is_han(*c) && !organisation::BREAKS.contains(c) || c.is_ascii_alphanumeric();
    (named.iter().all(plain) && (2..=22).contains(&named.len())).then_some((start, ends))
}

/// Whether what stands between a body and its verb says when or how, and nothing else.
fn is_aside(chars: &[char]) -> bool {
    const ASIDES: &WordList = words![
        "今天",
        "昨天",
        "今日",
        "昨日",
        "当天",
        "当日",
        "日前",
        "近日",
        "最新",
        "上午",
        "下午",
        "晚间",
        "晚",
        "凌晨",
        "方面",
        "初步",
        "也",
        "还",
        "则",
        "同时",
        "随后",
        "此前",
        "并",
        "发布通报",
        "在通报中",
        "已",
        "日",
        "月",
        "号",
        "时",
        "分",
        "年",
    ];
    let mut rest = chars;
    while let Some(first) = rest.first() {
        let len = ASIDES.at_start(rest).map_or(usize::from(first.is_ascii_digit()), |(_, len)| len);
        if len == 0 {
            return false;
        }
        rest = &rest[len..];
    }
    true
}

/// Where what is said from `at` on ends.
fn end(chars: &[char], at: usize, who: Speaker, quotes: &[Quote], breaks: &[usize]) -> usize {
    let sentence = |at: usize| breaks.get(breaks.partition_point(|end| *end <= at)).copied().unwrap_or(chars.len());
    let mut end = sentence(at);
    let speech = |quote: &&Quote| !quote.title && chars[quote.start..quote.end].iter().any(|c| matches!(c, ',' | '。'));
    if matches!(who, Speaker::Person(_)) && !quotes.iter().filter(speech).any(|quote| quote.start >= at) {
        return chars.len();
    }
    loop {
        // A quotation holds several sentences.
        let open =
            quotes.iter().find(|quote| !quote.title && quote.start >= at && quote.start < end && end <= quote.end + 1);
        let quoted = matches!(chars.get(end), Some('“' | '「'));
        let next = match open {
            Some(quote) if quote.end + 1 > end => quote.end + 1,
            _ if quoted => sentence(end + 1),
            _ => return end,
        };
        if next <= end {
            return end;
        }
        end = next;
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
        assert_eq!(one("他們說明天來。"), "");
        assert_eq!(one("這說明，情況好轉。"), "");
    }
}
