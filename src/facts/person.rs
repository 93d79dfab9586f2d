//! People: by the titles before their names, by what follows them, by credits; then wherever the names stand again.
//!
//! [`persons`] finds what a line shows on its own; `names` has what a document knows, and finds the rest:
//! bare names, and 周省長 or 明遠同志 for someone whose full name has been said.

use crate::text::word_list::{WordList, words};
use crate::{
    facts::{
        foreign,
        line::{Class, Line},
        name_cost, number, organisation,
    },
    mojibake::words,
    outline::lexicon,
    text::han,
};

/// A person named in a line. Indices count characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The name, or a short form with its title: 李省長.
    pub at: (usize, usize),
    /// Titles, first to last, each without the organisation that [`Mention::organisation`] names.
    pub titles: Vec<(usize, usize)>,
    /// The company, school or institution that the titles are of.
    pub organisation: Option<(usize, usize)>,
    /// The full name of a short form, folded.
    pub full: Option<Vec<char>>,
}

/// Institutions whose name is parted from the title: 某集團|董事長. Governments keep theirs: 遼寧省委書記.
const INSTITUTIONS: &WordList = words![
    "集团",
    "公司",
    "银行",
    "大学",
    "学院",
    "医院",
    "研究院",
    "研究所",
    "协会",
    "学会",
    "商会",
    "俱乐部",
    "基金会",
    "证券",
    "保险",
    "报社",
    "科技",
    "中心",
    "日报",
    "晚报",
    "电视台",
    "通讯社",
    "航空",
    "股份",
    "控股",
    "工厂",
    "中学",
    "小学",
    "队",
    "气象台",
    "事务所",
    "总局",
    "部",
    "局",
    "厅",
    "委员会",
    "法院",
    "检察院",
];
/// Words before a title that are no part of it.
const LEADS: &[char] =
    &['由', '请', '向', '被', '让', '与', '和', '及', '对', '据', '是', '的', '了', '有', '时', '给', '为', '跟', '到'];
/// The most characters of a title with what it is a title of.
const LONGEST_TITLE: usize = 60;
/// Titles that stand after a full name.
const STRONG: &WordList =
    words!["先生", "女士", "小姐", "同志", "总书记", "主席", "总理", "总统", "教授", "院士", "博士", "老师", "医生"];
/// Credits before a name.
const CREDITS: &WordList = words![
    "责任编辑",
    "责编",
    "编辑",
    "摄影",
    "撰文",
    "作者",
    "记者",
    "文字",
    "校对",
    "审核",
    "统筹",
    "编审",
    "通讯员"
];

/// The people that a line itself shows to be people.
#[must_use]
pub fn persons(text: &Line) -> Vec<Mention> {
    let chars = text.chars();
    let mut found: Vec<Mention> = Vec::new();
    let foreign = foreign::names(text);
    let mut from = 0;
    loop {
        // All others begin with a family name that something beside it shows.
        let dotted = foreign.get(foreign.partition_point(|name| name.0 < from));
        let at = match (text.next(Class::SHOWN_NAME, from), dotted) {
            (Some(at), dotted) if dotted.is_none_or(|dotted| at < dotted.0) => at,
            (_, Some(dotted)) => dotted.0,
            (_, None) => break,
        };
        let mention = match dotted.filter(|dotted| dotted.0 == at) {
            Some(dotted) => {
                let plain = Mention { at: *dotted, titles: Vec::new(), organisation: None, full: None };
                Some(titled(chars, *dotted).unwrap_or(plain))
            }
            None => after_title(text, at)
                .or_else(|| before_title(text, at))
                .or_else(|| credit(chars, at))
                .or_else(|| bare(chars, at)),
        };
        if let Some(mention) = mention.filter(|mention| found.last().is_none_or(|last| last.at.1 <= mention.at.0)) {
            from = mention.at.1.max(at + 1);
            let titled = !mention.titles.is_empty() && mention.titles.iter().all(|title| title.1 <= mention.at.0);
            found.push(mention);
            // 記者甲、乙: the title is everyone's.
            while titled && let Some(next) = next_in_list(chars, from, &found) {
                from = next.at.1;
                found.push(next);
            }
        } else {
            from = at + 1;
        }
    }
    found
}

/// The length of the name at `at` in running text: three characters before two, where something ends it.
fn name_len(chars: &[char], at: usize) -> Option<usize> {
    let rest = chars.get(at..)?;
    let family = lexicon::surname(rest)?;
    [family + 2, family + 1].into_iter().find(|&len| {
        rest.len() >= len
            && rest[family..len].iter().all(|&c| lexicon::in_given_name(c))
            && lexicon::ends_name(&rest[len..])
    })
}

/// In nats: by so much has a name to be likelier behind a title, and behind one that words follow more often.
const BEHIND_TITLE: f32 = 1.5;
const COMMON: f32 = 4.0;
/// In nats: by so much more has a name to be likelier whose family name is a word as often.
const WORD_TOO: f32 = 4.0;
/// Family names that are words as often.
const WORDS_TOO: &[char] = &[
    '占', '战', '初', '满', '时', '车', '管', '项', '常', '和', '于', '都', '向', '强', '明', '应', '连', '单', '全',
    '水', '党', '年', '皮', '边', '师', '权', '花', '秋', '班', '印', '农', '容', '富', '乌', '融', '隆', '区', '劳',
    '暴', '索', '平', '吉', '荣', '司', '阴', '房', '官', '文', '伏', '游', '甘', '万',
];
/// What tells the age or the trade of someone whose name follows, or that it follows.
pub(super) const TOLD: &WordList = words!["岁的", "岁", "选手", "名将", "叫"];
/// What a bare name at the head of a clause is followed by.
const ACTS: &WordList = words![
    "说",
    "表示",
    "指出",
    "告诉",
    "坦言",
    "直言",
    "透露",
    "介绍",
    "回忆",
    "强调",
    "认为",
    "称",
    "以",
    "获得",
    "夺得",
    "夺冠",
    "摘得",
    "在",
    "率先",
    "补充",
    "解释",
    "分析",
    "提醒",
    "笑言",
    "感慨",
    "凭借",
    "力压",
    "击败",
    "战胜",
    "当选",
    "获胜",
    "领先",
    "攻入",
    "打进",
    "梅开二度",
    "扳平",
    "已经",
    "正在",
    "站在",
    "坐在",
    "蹲在",
    "笑",
];

/// Whether what begins with this family name is words as often.
pub(super) fn is_word_too(name: &[char]) -> bool {
    name.first().is_some_and(|first| WORDS_TOO.contains(first))
}

/// Whether what stands behind a family name is how its bearer is called, and no given name: 郑师傅, 仇老伯.
pub(super) fn is_called(given: &[char]) -> bool {
    const CALLED: &WordList = words!["老伯", "阿姨", "大爷", "大妈", "大叔", "大姐", "大哥", "师傅", "老师", "奶奶"];
    given.first() == Some(&'老') || lexicon::begins_title(given) || CALLED.at_start(given).is_some()
}

/// As [`name_len`], where nothing known ends the name: as long as the words behind it are likeliest, if by so many
/// nats it is likelier than no name.
fn likely_name_len(chars: &[char], at: usize, by: f32) -> Option<usize> {
    let rest = chars.get(at..)?;
    // 教练和队员: such a family name has to be likelier still.
    let by = if is_word_too(rest) { by + WORD_TOO } else { by };
    let family = lexicon::surname(rest)?;
    let han = rest.iter().take(9).take_while(|c| han::is_han(**c)).count();
    let costs = words::word_costs(&rest[..han]);
    let lengths = [1, 2].into_iter().filter(|given| family + given <= han).filter_map(|given| {
        let characters = &rest[family..family + given];
        let counts = match characters {
            // 二虎, 二小: children are called by their order.
            ['二', other] => number::digit(*other).is_some(),
            _ => characters.iter().any(|c| number::digit(*c).is_some() && *c != '一'),
        };
        let called = is_called(characters);
        let named = || name_cost::cost(&rest[..family], characters) + costs[family + given];
        (!counts && !called).then(|| (named(), family + given))
    });
    let (named, len) = lengths.min_by(|one, other| one.0.total_cmp(&other.0))?;
    // The sums are rounded.
    (named + by + 0.01 < costs[0]).then_some(len)
}

/// In characters: a foreign name that begins as a family name does has as many at least.
const FOREIGN: usize = 4;

/// `某市委副書記、市長«周明遠»介紹`: a name where a title has just ended.
fn after_title(text: &Line, at: usize) -> Option<Mention> {
    let chars = text.chars();
    let end = title_end(chars, at);
    if !text.may_follow_title(end) {
        return None;
    }
    let before = &chars[..end];
    lexicon::title_before(before)?;
    let common = lexicon::is_common_title(before);
    let len = name_len(chars, at)
        .filter(|_| !common || !is_word_too(&chars[at..]))
        .or_else(|| foreign::plain_len(chars, at, FOREIGN))
        .or_else(|| likely_name_len(chars, at, if common { COMMON } else { BEHIND_TITLE }))?;
    titled(chars, (at, at + len))
}

/// Where the title ends that stands before a name at `at`: there may be a blank between.
fn title_end(chars: &[char], at: usize) -> usize {
    at - usize::from(at > 0 && chars.get(at - 1) == Some(&' '))
}

/// The name at `name` with the titles before it.
fn titled(chars: &[char], name: (usize, usize)) -> Option<Mention> {
    let title_end = title_end(chars, name.0);
    let core = lexicon::title_before(&chars[..title_end])?;
    let mut titles: Vec<(usize, usize)> = Vec::new();
    let mut end = title_end;
    let mut core = core;
    loop {
        let stop = |c: &char| !(han::is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | '·'));
        // What is longer is no title, and to read on for each name would take quadratic time.
        let near = end.saturating_sub(LONGEST_TITLE);
        let longest = if near > 0 { end - core } else { 0 };
        let start = chars[near..end].iter().rposition(stop).map_or(longest, |at| near + at + 1);
        let start = unparenthesised(chars, start, end);
        titles.insert(0, (start, end));
        // 書記、主任: the part before 、 belongs to the same person where it ends in a title too.
        match start.checked_sub(1).filter(|at| chars[*at] == '、') {
            Some(pause) if lexicon::title_before(&chars[..pause]).is_some() => {
                core = lexicon::title_before(&chars[..pause]).unwrap_or(core);
                end = pause;
            }
            _ => break,
        }
    }
    let first = &mut titles[0];
    // What leads the clause is no part of the title: 請遼寧省委書記.
    let limit = first.1 - core;
    let leads = |at: &usize| LEADS.contains(&chars[*at]) && !organisation::is_joined(chars, *at);
    if let Some(lead) = (first.0..limit).rev().find(leads) {
        // 請來, 讓我們請到 …
        let came = chars[lead] == '请' && matches!(chars.get(lead + 1), Some('来' | '到'));
        first.0 = lead + 1 + usize::from(came && lead + 1 < limit);
    }
    let organisation =
        INSTITUTIONS.at_end(&chars[first.0..limit]).map(|_| (first.0, limit)).filter(|(from, to)| to - from > 2);
    if let Some((_, end)) = organisation {
        first.0 = end;
    }
    Some(Mention { at: name, titles, organisation, full: None })
}

/// Another name after 、, where a name and nothing else stands there.
fn next_in_list(chars: &[char], at: usize, found: &[Mention]) -> Option<Mention> {
    let start = at + usize::from(matches!(chars.get(at), Some('、' | ' ')));
    let len = name_len(chars, start).filter(|_| start > at)?;
    let last = found.last()?;
    let title = lexicon::title_before(&chars[..start + len]).is_some();
    (!title).then(|| Mention { at: (start, start + len), ..last.clone() })
}

/// Leaves out a parenthesis that opened before the title and did not close: `(記者`.
fn unparenthesised(chars: &[char], start: usize, end: usize) -> usize {
    let open = chars[start..end].iter().rposition(|c| *c == '(').map(|at| start + at);
    match open {
        Some(open) if !chars[open..end].contains(&')') => open + 1,
        _ => start,
    }
}

/// `«周明遠»教授`, `«何健»先生`: a name right before a title.
fn before_title(text: &Line, at: usize) -> Option<Mention> {
    if !(2..=4).any(|len| text.is(Class::TITLE, at + len)) {
        return None;
    }
    let chars = text.chars();
    let rest = chars.get(at..)?;
    lexicon::surname(rest)?;
    [3, 2, 4].into_iter().find_map(|len| {
        let strong = STRONG.at_start(rest.get(len..)?);
        let title = strong.map(|(_, title)| title).or_else(|| lexicon::title_after(&rest[len..]))?;
        let name = rest.get(..len).filter(|name| lexicon::is_name(name) && !name.starts_with(&['谢', '谢']))?;
        let boundary =
            at == 0 || !han::is_han(chars[at - 1]) || LEADS.contains(&chars[at - 1]) || chars[at - 1] == '以';
        // 安全部部长 is nobody's name.
        if strong.is_none() && (!boundary || likely_name_len(chars, at, COMMON) != Some(len)) {
            return None;
        }
        // 老王先生 and the like are short; three characters before a title are a name even inside a clause.
        (boundary || name.len() == 3 && lexicon::title_before(&rest[..len]).is_none()).then(|| Mention {
            at: (at, at + len),
            titles: vec![(at + len, at + len + title)],
            organisation: None,
            full: None,
        })
    })
}

/// `卢映雪以总分703分排名`, `病人叫罗长根`: a bare name at the head of a clause, behind an age or behind 叫, that is likelier
/// than the words that it might be.
fn bare(chars: &[char], at: usize) -> Option<Mention> {
    let before = at.checked_sub(1).map_or('。', |before| chars[before]);
    let head = matches!(before, '。' | ',' | ';' | ':' | '“' | '”' | '「' | '」' | '!' | '?');
    let called = before == '叫';
    let aged = TOLD.at_end(&chars[..at]).filter(|_| !called).is_some_and(|(word, len)| {
        // No 岁计.
        let years = |at: usize| chars[at].is_ascii_digit() || number::digit(chars[at]).is_some() || chars[at] == '十';
        !word.starts_with('岁') || (at - len).checked_sub(1).is_some_and(years)
    });
    if !head && !aged && !called {
        return None;
    }
    let acts = |len: usize| {
        let rest = chars.get(at + len..).unwrap_or_default();
        match rest.first() {
            None | Some(',' | '。' | '(') if called => true,
            _ => ACTS.at_start(rest).is_some() || aged && lexicon::ends_name(rest),
        }
    };
    // A cheap look first: given names have one or two characters.
    let family = lexicon::surname(&chars[at..]).filter(|_| !is_word_too(&chars[at..]))?;
    if !acts(family + 1) && !acts(family + 2) {
        return None;
    }
    let len = likely_name_len(chars, at, 4.0)?;
    acts(len).then(|| Mention { at: (at, at + len), titles: Vec::new(), organisation: None, full: None })
}

/// `王某 攝`, `責編:李某`, `電 (王某)`.
fn credit(chars: &[char], at: usize) -> Option<Mention> {
    if at > 0 && han::is_han(chars[at - 1]) {
        return None;
    }
    let rest = chars.get(at..)?;
    lexicon::surname(rest)?;
    let marked = at > 0 && matches!(chars[at - 1], ' ' | ':' | '(' | '/');
    let mention = |len: usize, titles: Vec<(usize, usize)>| {
        Some(Mention { at: (at, at + len), titles, organisation: None, full: None })
    };
    for len in [3, 2, 4] {
        let Some(behind) = rest.get(len..) else { continue };
        let spaces = behind.iter().take_while(|c| **c == ' ').count();
        let after = &behind[spaces..];
        let done = words!["摄影", "摄", "文/图", "制图"].at_start(after);
        if done.is_none() && !marked || !lexicon::is_name(&rest[..len]) {
            continue;
        }
        if let Some((_, title)) =
            done.filter(|(_, title)| spaces > 0 || after.get(*title).is_none_or(|c| !han::is_han(*c)))
        {
            return mention(len, vec![(at + len + spaces, at + len + spaces + title)]);
        }
        let closed = after.first().is_none_or(|c| !han::is_han(*c)) || spaces > 0;
        if closed && marked {
            let before = chars[..at].iter().rposition(|c| !matches!(c, ' ' | ':' | '(' | '/')).map_or(0, |at| at + 1);
            if let Some((_, title)) =
                CREDITS.at_end(&chars[..before]).filter(|_| chars[before..at].iter().any(|c| matches!(c, ':' | ' ')))
            {
                return mention(len, vec![(before - title, before)]);
            }
            let byline = words!["电", "讯"].at_end(&chars[..before]).is_some() && chars[before..at].contains(&'(');
            if byline && after.first() == Some(&')') {
                return mention(len, Vec::new());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        let folded = Line::new(line);
        let text = |at: (usize, usize)| &line[folded.span(at.0, at.1).range()];
        let show = |mention: Mention| {
            let titles: Vec<&str> = mention.titles.iter().map(|at| text(*at)).collect();
            let organisation = mention.organisation.map_or(String::new(), |at| format!("{}/", text(at)));
            format!("{}({organisation}{})", text(mention.at), titles.join(","))
        };
        persons(&folded).into_iter().map(show).collect()
    }

    #[test]
    fn titles_behind_names_are_known_where_a_line_is_read() {
        for title in STRONG.words() {
            let line = Line::new(&format!("王健{title}"));
            assert!(line.is(Class::TITLE, 2), "{title}");
        }
    }

    #[test]
    fn titles_before_and_after() {
        assert_eq!(found("青江省委副書記、代理省長周明遠介紹了進展。"), ["周明遠(青江省委副書記,代理省長)"]);
        assert_eq!(
            found("青江省委書記何鵬主持會議。請青江省省長林樂先生介紹"),
            ["何鵬(青江省委書記)", "林樂(青江省省長)"]
        );
        assert_eq!(
            found("遠山集團黨委書記、董事長邱東,江海公司總經理宣明發言"),
            ["邱東(遠山集團/黨委書記,董事長)", "宣明(江海公司/總經理)"]
        );
        assert_eq!(found("张伟教授说，欧阳娜娜女士则认为"), ["张伟(教授)", "欧阳娜娜(女士)"]);
        assert_eq!(found("副總經理徐世明;總裁李國鋒"), ["徐世明(副總經理)", "李國鋒(總裁)"]);
    }

    #[test]
    fn credits() {
        assert_eq!(found("會場(林望 攝)"), ["林望(攝)"]);
        assert_eq!(found("(責編:李文)"), ["李文(責編)"]);
        assert_eq!(found("某社青江3月2日電 (王瞳瞳)以"), ["王瞳瞳()"]);
        assert_eq!(found("(記者 張三)"), ["張三(記者)"]);
        assert_eq!(found("(記者林曉東、何苗)獲悉"), ["林曉東(記者)", "何苗(記者)"]);
    }

    #[test]
    fn no_people() {
        for line in [
            "代表團一行",
            "記者會上",
            "各位同行,先生們、女士們,下午好",
            "主任務是種樹",
            "書記和市長",
            "記者從省統計局獲悉",
            "教授高興地說",
        ] {
            assert_eq!(found(line), [] as [&str; 0], "{line}");
        }
    }
}
