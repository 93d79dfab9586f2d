//! Names that only a document shows: no title stands beside them, but they stand again and again where a name may.
//!
//! `易小禾以21比18战胜安全红` says of neither that it is a person. A string that begins with a family name, that is
//! likelier a name than words, and that stands at least twice behind what may precede a name, once before what may
//! follow one, is taken for a name.

use super::{
    Analysis, Names,
    line::{Class, Line},
    name_cost, person,
};
use crate::{
    mojibake::words::word_cost,
    outline::lexicon,
    text::{
        folded::CharSet,
        han,
        word_list::{WordList, words},
    },
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What may stand before a name, beside marks and titles.
pub(super) const BEFORE: &str = "由与和把给让对向跟被是在将据及的为以但而当找请叫令使到于比有同约了";
static BEFORE_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(BEFORE.chars()));
/// What people do, and companies and figures do not: one place of a name must have one of these behind it, or a title
/// or a verb of [`TO_PEOPLE`] before it.
const DEEDS: &WordList = words![
    "说",
    "表示",
    "坦言",
    "回忆",
    "告诉",
    "介绍",
    "认为",
    "觉得",
    "笑",
    "哭",
    "想",
    "听",
    "看",
    "走",
    "跑",
    "站",
    "坐",
    "抱",
    "带着",
    "拿",
    "接过",
    "接到",
    "传",
    "写",
    "唱",
    "教",
    "住",
    "辩称",
    "供述",
    "伙同",
    "夺得",
    "夺冠",
    "击败",
    "战胜",
    "射门",
    "攻入",
    "打进",
    "扳平",
    "出生",
    "毕业",
    "从小",
    "还记得",
    "记得",
    "去世",
    "病逝",
    "受伤",
    "遇难",
    "落水",
    "家",
    "夫妇",
    "本人",
    "等人",
    "一家",
];
/// What is done to people.
const TO_PEOPLE: &WordList = words![
    "战胜", "击败", "负于", "不敌", "传给", "交给", "递给", "伙同", "采访", "联系", "认识", "嫁给", "娶", "告诉"
];
/// What stands behind the name of something else: a company, a place, a figure.
const OF_OTHERS: &WordList = words![
    "公司", "集团", "股份", "科技", "银行", "证券", "品牌", "工厂", "大学", "中学", "小学", "医院", "市", "县", "省",
    "区", "镇", "乡", "村", "路", "街", "站", "桥", "山", "河", "湖", "岛", "港", "湾", "号", "型", "版", "队", "杯",
    "率", "额", "量", "价", "约", "超", "近", "逾", "达",
];
/// Characters that names of places end with.
const PLACES: &str = "村镇县乡寨市省区州路街桥站港湾岛山河江湖海峡谷关坡屯庄里巷园寺庙邨";
/// In nats: by so much a name has to be likelier than words, and one of three characters where nothing shows a person.
const MARGIN: f32 = 4.0;
const NO_DEED: f32 = 12.0;

/// A name of up to four characters, filled up with blanks.
type Key = [char; 4];

#[derive(Clone, Copy, Debug)]
struct Seen {
    /// How often it stands where a name may begin.
    begins: u32,
    /// How often it may end there, too.
    ends: u32,
    /// Whether a person stands there once, and how often it cannot be one.
    is_person: bool,
    others: u32,
    /// The first place: the index of its line, and the character.
    first: (usize, usize),
    len: usize,
}

/// The names that recur in `lines`, of which those are `known` that titles show, each as the index of a line and where
/// in it the name stands first, in characters.
pub(super) fn recurring(lines: &[(&str, &Analysis)], known: &Names) -> Vec<(usize, (usize, usize))> {
    let mut seen: FxHashMap<Key, Seen> = FxHashMap::default();
    for Candidate { line, at, family, .. } in candidates(lines) {
        let chars = lines[line].1.line.chars();
        for len in [family + 1, family + 2] {
            let Some(name) = chars.get(at..at + len).filter(|name| lexicon::is_name(name) && !name.contains(&'·'))
            else {
                break;
            };
            let mut key = [' '; 4];
            key[..len].copy_from_slice(name);
            let first = Seen { begins: 0, ends: 0, is_person: false, others: 0, first: (line, at), len };
            let it = seen.entry(key).or_insert(first);
            it.begins += 1;
            let behind = &chars[at + len..];
            it.ends += u32::from(lexicon::ends_name(behind));
            it.is_person = it.is_person || is_person(chars, at, behind, known);
            let figure = behind.first().is_some_and(char::is_ascii_digit) && !is_aged(behind);
            // “华晟瑞”系列案: the name of something.
            let quoted = matches!(behind.first(), Some('”' | '」' | '』' | '’'))
                && at.checked_sub(1).is_some_and(|before| matches!(chars[before], '“' | '「' | '『' | '‘'));
            let other = figure || quoted || !lexicon::stops(behind) && OF_OTHERS.at_start(behind).is_some();
            it.others += u32::from(other && DEEDS.at_start(behind).is_none());
        }
    }
    // 易小禾 and its 易小: the longer, unless it stands less than half as often.
    let mut dropped: Vec<Key> = Vec::new();
    for (key, it) in seen.iter().filter(|(_, it)| it.begins >= 2) {
        let shorter = without_last(key, it.len);
        if let Some(short) = seen.get(&shorter) {
            dropped.push(if 2 * it.begins > short.begins { shorter } else { *key });
        }
    }
    for key in dropped {
        seen.remove(&key);
    }
    seen.retain(|key, it| {
        let name = &key[..it.len];
        let place = name.last().is_some_and(|last| PLACES.contains(*last));
        let by = if it.is_person { MARGIN } else { NO_DEED };
        (it.is_person || it.len > 2 && !place)
            && it.begins >= 2
            && it.ends >= 1
            && it.others == 0
            && is_likely(name, by)
    });
    let mut found: Vec<_> = seen.values().map(|it| (it.first.0, (it.first.1, it.first.1 + it.len))).collect();
    found.sort_unstable();
    found
}

/// Spreads a hash over its upper bits: the golden ratio.
const HASH: usize = 0x9E37_79B9_7F4A_7C15_u64 as usize;

/// A place where a name may begin.
struct Candidate {
    /// The index of its line.
    line: usize,
    at: usize,
    /// The length of the family name.
    family: usize,
    /// A hash of the family name and the character behind it.
    hash: usize,
}

/// Where names may begin that may stand again: most beginnings stand once, and there is no more to be asked about them.
fn candidates(lines: &[(&str, &Analysis)]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (line, (_, analysis)) in lines.iter().enumerate() {
        let (text, chars) = (&analysis.line, analysis.line.chars());
        let mut from = 0;
        while let Some(at) = text.next(Class::RECURRING_NAME, from) {
            from = at + 1;
            if may_begin(text, at)
                && let Some(family) = lexicon::surname(&chars[at..]).filter(|family| *family <= 2)
                && let Some(given) = chars.get(at + family).filter(|given| lexicon::in_given_name(**given))
            {
                let two = if family == 2 { chars[at + 1] as usize } else { 0 };
                let hash = (chars[at] as usize ^ (*given as usize) << 11 ^ two << 22).wrapping_mul(HASH) >> 20;
                found.push(Candidate { line, at, family, hash });
            }
        }
    }
    // A bit for each hash that has been seen, and for each that has been seen again.
    let size = (found.len() / 4).next_power_of_two().max(64);
    let (mut once, mut again) = (vec![0_u64; size], vec![0_u64; size]);
    for Candidate { hash, .. } in &found {
        let (word, bit) = (hash / 64 % size, 1 << (hash % 64));
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    found.retain(|it| again[it.hash / 64 % size] >> (it.hash % 64) & 1 != 0);
    found
}

fn without_last(key: &Key, len: usize) -> Key {
    let mut key = *key;
    key[len - 1] = ' ';
    key
}

/// Whether a name may begin at `at`.
fn may_begin(text: &Line, at: usize) -> bool {
    let chars = text.chars();
    at.checked_sub(1).map(|before| chars[before]).is_none_or(|c| !han::is_han(c) || BEFORE_SET.has(c))
        || text.may_follow_title(at) && lexicon::title_before(&chars[..at]).is_some()
}

/// Whether what stands around a name at `at` shows a person; `behind` is what follows the name.
fn is_person(chars: &[char], at: usize, behind: &[char], known: &Names) -> bool {
    let before = &chars[..at];
    // 与 or 和 and someone who is known.
    let joins = |c: Option<&char>| c.is_some_and(|c| matches!(c, '与' | '和' | '同' | '、' | '及'));
    let beside = joins(behind.first()) && known.begins(&behind[1..])
        || joins(before.last()) && known.ends(&before[..before.len() - 1]);
    beside
        || is_aged(behind)
        || DEEDS.at_start(behind).is_some()
        || TO_PEOPLE.at_end(before).is_some()
        || words!["岁的", "岁"].at_end(before).is_some()
        || lexicon::title_before(before).is_some()
        || behind.first() == Some(&'的') && lexicon::begins_title(&behind[1..])
}

/// Whether an age or a year of birth stands behind: 覃晓荻32岁, 覃晓荻1985年出生.
fn is_aged(behind: &[char]) -> bool {
    let digits = behind.iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    digits > 0 && words!["岁", "年生", "年出生"].at_start(&behind[digits..]).is_some()
}

/// Whether `name` is rather a name than words.
fn is_likely(name: &[char], by: f32) -> bool {
    let family = lexicon::surname(name).unwrap_or(1);
    let given = &name[family..];
    let named = name_cost::cost(&name[..family], given);
    !person::is_called(given) && !person::is_word_too(name) && named + by < word_cost(&name.iter().collect::<String>())
}
