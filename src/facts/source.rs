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
    "职员",
    "员工",
    "店员",
    "村医",
    "医生",
    "教师",
    "高盛",
    "摩根士丹利",
    "摩根大通",
    "花旗",
    "瑞银",
    "汇丰",
    "渣打",
    "野村",
    "标普",
    "穆迪",
    "惠誉",
    "腾讯",
    "阿里巴巴",
    "百度",
    "京东",
    "华为",
    "小米",
    "比亚迪",
    "宁德时代",
    "特斯拉",
    "苹果",
    "微软",
    "谷歌",
    "三星",
    "英特尔",
    "英伟达",
    "台积电",
    "鸿海",
    "联发科",
    "港交所",
    "国务院",
    "世卫",
    "世贸",
    "亚行",
    "网约车司机",
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
    let clause = head(chars, reach, at);
    let start = clause + led(&chars[clause..at]);
    // 某銀行發布報告，預計…: whose clause it is says the one before.
    if start == at && clause > reach && chars[clause - 1] == ',' && !matches!(verb, Verb::Hears | Verb::Points) {
        return by_clause(chars, head(chars, reach, clause - 1), clause - 1, verb, people);
    }
    by_clause(chars, clause, at, verb, people).filter(|_| clause > reach || reach == 0)
}

/// Where the clause begins that ends at `at`, or `reach` where it is longer.
fn head(chars: &[char], reach: usize, at: usize) -> usize {
    let ends = |c: &char| matches!(c, ',' | '。' | ';' | '!' | '?' | '“' | '”' | '「' | '」' | ':' | ')');
    chars[reach..at].iter().rposition(ends).map_or(reach, |end| reach + end + 1)
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
    if verb == Verb::Points {
        return None;
    }
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
    let longest = (start..at).take(LONGEST_BODY).take_while(|index| is_inside(*index)).last()? + 1;
    // The last place where a body may end, with nothing but time and manner behind it.
    let ends = |end: &usize| {
        let name = &chars[start..*end];
        BODIES.at_end(name).is_some() && NO_BODIES.at_end(name).is_none() && is_aside(&chars[*end..at])
    };
    let known = (start + 2..=longest).rev().find(ends);
    // 某某公告稱: only companies and offices do so.
    let publishes = |end: &usize| PUBLISHING.at_start(&chars[*end..at]).is_some();
    let unknown = || {
        let end = (start + 2..=longest.min(start + LONGEST_NAME)).find(publishes)?;
        VAGUE.at_start(&chars[start..]).is_none().then_some(end)
    };
    known.or_else(unknown).map(|end| (start, end))
}

/// The most characters of a name that nothing in it tells to be a body's.
const LONGEST_NAME: usize = 8;
/// How companies and offices say what they say.
const PUBLISHING: &WordList = words![
    "公告称",
    "公告显示",
    "回应称",
    "回复称",
    "通报称",
    "官方微博",
    "官微",
    "官网",
    "财报显示",
    "年报显示",
    "三季报显示",
    "半年报显示",
    "一季报显示",
    "研报认为",
    "研报称",
    "研报指出"
];
/// What begins a clause in which nobody is named.
const VAGUE: &WordList = words![
    "上述", "此次", "本次", "相关", "最新", "多份", "一份", "这份", "该份", "其", "有关", "昨", "今", "这", "该"
];
/// Words that end as bodies do.
const NO_BODIES: &WordList = words![
    "举行",
    "进行",
    "实行",
    "发行",
    "执行",
    "流行",
    "社会",
    "机会",
    "大会",
    "晚会",
    "发布会",
    "见面会",
    "座谈会",
    "展会",
    "全部",
    "内部",
    "部分",
    "到处",
    "之处",
    "平台",
    "后台",
    "舞台",
    "互联网",
    "排队",
    "举办",
    "主办",
    "承办",
    "场所",
    "厕所",
    "市场",
    "现场",
    "一会",
    "全会",
    "峰会",
    "年会",
    "学会了",
    "干部",
    "剧院",
    "影院",
    "床位",
];

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
