//! Whose word a verb of saying gives: `«周明遠»在會上表示`, `«縣氣象局»今天下午預計`, `據«市統計局»發布的數據顯示`.

use super::{organisation, person::Mention, speech::Verb};
use crate::text::{
    han,
    word_list::{WordList, words},
};

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

/// What a body that speaks ends with, and those who speak without a name.
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
    "部门",
    "部",
    "委",
    "办",
    "处",
    "所",
    "台",
    "会",
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
    "校方",
    "院方",
    "店方",
    "馆方",
    "署方",
    "局方",
    "军方",
    "官方",
    "检方",
    "控方",
    "辩方",
    "厂方",
    "园方",
    "资方",
    "工会",
    "公所",
    "农会",
    "机构",
    "组织",
    "基金",
    "证券",
    "期货",
    "股份",
    "科技",
    "汽车",
    "保险",
    "航空",
    "电力",
    "联盟",
    "欧盟",
    "白宫",
    "美联储",
    "联合国",
    "海关",
    "大使馆",
    "研究室",
    "实验室",
    "课题组",
    "调查组",
    "工作组",
    "研究团队",
    "团队",
    "负责人",
    "发言人",
    "工作人员",
    "研究人员",
    "救援人员",
    "人员",
    "官员",
    "人士",
    "专家",
    "分析师",
    "学者",
    "律师",
    "居民",
    "村民",
    "市民",
    "商户",
    "目击者",
    "当事人",
    "消费者",
    "投资者",
    "业者",
    "店主",
    "家属",
    "家长",
    "作者",
    "被告人",
    "原告",
    "被告",
];

/// What stands before a body in its clause and is no part of its name.
const LEADS: &WordList = words![
    "根据",
    "另据",
    "而据",
    "又据",
    "据",
    "按照",
    "来自",
    "而",
    "但",
    "不过",
    "对此",
    "此外",
    "另外",
    "与此同时",
    "同时",
    "随后",
    "此前",
    "目前",
    "近日",
    "日前",
    "今天",
    "昨天",
    "今日",
    "昨日",
    "当天",
    "当日",
    "今早",
    "昨晚",
    "当晚",
    "上午",
    "下午",
    "中午",
    "晚间",
    "凌晨",
    "早前",
    "有",
    "一名",
    "一位",
    "多名",
    "多位",
    "几名",
    "几位",
    "这名",
    "这位",
    "那位",
];

/// When and how something is said: what may stand between who says it and the verb.
const ASIDES: &WordList = words![
    "今天",
    "昨天",
    "今日",
    "昨日",
    "当天",
    "当日",
    "日前",
    "近日",
    "今早",
    "昨晚",
    "今晚",
    "当晚",
    "最新",
    "上午",
    "下午",
    "中午",
    "晚间",
    "晚",
    "凌晨",
    "早前",
    "其后",
    "初步",
    "不完全",
    "也",
    "还",
    "则",
    "均",
    "又",
    "再",
    "续",
    "亦",
    "都",
    "曾",
    "同时",
    "随后",
    "此前",
    "并",
    "进一步",
    "接着",
    "继续",
    "笑着",
    "哽咽着",
    "坦率地",
    "无奈地",
    "已",
    "日",
    "月",
    "号",
    "时",
    "分",
    "年",
    "方面",
    "受访时",
    "受访",
    "自豪地",
    "激动地",
    "告诉记者",
    "感慨地",
    "公开",
];

/// From here on to the verb stands where and in what something is said: 在公告中, 向記者, 發布的報告.
const SETTINGS: &WordList = words![
    "在",
    "向",
    "对",
    "于",
    "发布",
    "公布",
    "发文",
    "发表",
    "召开",
    "举行",
    "的",
    "官网",
    "官微",
    "出具",
    "提供",
    "数据",
    "统计",
    "监测",
    "测算",
    "资料",
    "报告",
    "公报",
    "公告",
    "年报",
    "半年报",
    "季报",
    "财报",
    "预告",
    "消息",
    "通报",
    "调查",
    "研究",
    "接受",
    "回复",
    "回应",
    "答复",
    "新闻发布会",
    "披露",
    "声明",
    "月报",
    "《",
    "最新",
    "官方",
];

/// Who was named before: `他還說`, `老人笑着說`.
const PRONOUNS: &WordList = words!["他", "她", "老人", "老汉", "大爷", "大妈", "大娘", "阿姨", "小伙子", "姑娘"];

/// Titles of those who write, and whom no 他 stands for.
const WRITERS: &WordList =
    words!["记者", "通讯员", "编辑", "责编", "摄影", "撰文", "作者", "文字", "校对", "审核", "统筹"];

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
    WRITERS.at_end(written).is_some()
}

/// Who has the word by the verb at `at`.
pub(super) fn before(chars: &[char], at: usize, verb: Verb, people: &[Mention]) -> Option<Source> {
    let reach = at.saturating_sub(LONGEST_CLAUSE);
    let ends = |c: &char| matches!(c, ',' | '。' | ';' | '!' | '?' | '“' | '”' | '「' | '」' | ':' | ')');
    let clause = chars[reach..at].iter().rposition(ends).map_or(reach, |end| reach + end + 1);
    if verb.is_personal() {
        let last = people.partition_point(|person| person.at.1 <= at).checked_sub(1);
        if let Some(who) = last.filter(|who| people[*who].at.0 >= clause && at - people[*who].at.1 <= REACH) {
            let near = is_aside(&chars[people[who].at.1..at]);
            return Some(Source { who: Speaker::Person(who), from: begin(&people[who]), near });
        }
    }
    if clause == reach && reach > 0 {
        return None;
    }
    let start = clause + led(&chars[clause..at]);
    if verb.is_personal()
        && let Some((_, len)) = PRONOUNS.at_start(&chars[start..at])
        && is_aside(&chars[start + len..at])
    {
        return Some(Source { who: named_before(chars, start, people), from: clause, near: true });
    }
    let start = if verb == Verb::Hears { heard_from(chars, clause, at)? } else { start };
    body(chars, start, at).map(|body| Source { who: Speaker::Body(body), from: body.0, near: true })
}

/// Whom a pronoun at `at` means: who stands at the beginning of a sentence before it, else who was named last.
fn named_before(chars: &[char], at: usize, people: &[Mention]) -> Speaker {
    let before = || people.iter().enumerate().filter(|(_, it)| it.at.1 <= at && !is_writer(chars, it));
    let leads = |start: usize| start == 0 || matches!(chars[start - 1], '。' | ' ' | '!' | '?' | '”');
    let subject = before().rfind(|(_, person)| leads(person.at.0)).or_else(|| before().next_back());
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
        let len = if dated { digits + 1 } else { LEADS.at_start(rest).map_or(0, |(_, len)| len) };
        if len == 0 {
            return at;
        }
        at += len;
    }
}

/// Where the name of what was heard from begins: 記者10日從|縣醫保局獲悉.
fn heard_from(chars: &[char], clause: usize, at: usize) -> Option<usize> {
    chars[clause..at].iter().position(|c| *c == '从').map(|from| clause + from + 1)
}

/// The body that what stands from `start` to `at` begins with: `县气象局|今天下午`.
fn body(chars: &[char], start: usize, at: usize) -> Option<(usize, usize)> {
    let is_inside = |index: usize| {
        let c = chars[index];
        let plain = han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '(' | ')');
        plain && (!organisation::BREAKS.contains(&c) || organisation::is_joined(chars, index))
    };
    let longest = (start..at).take(LONGEST_BODY).take_while(|index| is_inside(*index)).last()? + 1;
    // The last place where a body may end, with nothing but time and manner behind it.
    let ends = |end: &usize| BODIES.at_end(&chars[start..*end]).is_some() && is_aside(&chars[*end..at]);
    (start + 2..=longest).rev().find(ends).map(|end| (start, end))
}

/// The most characters of what names a body.
const LONGEST_BODY: usize = 22;

/// Whether what stands between who speaks and the verb says when, how and where, and nothing else.
fn is_aside(chars: &[char]) -> bool {
    let mut rest = chars;
    while let Some(first) = rest.first() {
        if SETTINGS.at_start(rest).is_some() {
            return rest.len() <= REACH;
        }
        let len = ASIDES.at_start(rest).map_or(usize::from(first.is_ascii_digit()), |(_, len)| len);
        if len == 0 {
            return false;
        }
        rest = &rest[len..];
    }
    true
}
