//! Foreign names in Chinese characters: 安德烈·伊万诺夫 by its dot, 卓玛央金 behind a title.
//!
//! Transliteration keeps to a few hundred characters, and nearly none of those that hold a sentence together: a name
//! reaches as far as they do.

use super::line::{Class, Line};
use crate::{
    outline::lexicon,
    text::{
        folded::CharSet,
        word_list::{WordList, words},
    },
};
use std::sync::LazyLock;

/// Characters that foreign names are written with, in Simplified.
const TRANSLITERATING: &str = "阿埃艾爱安昂奥巴白拜班邦包保鲍北贝本比彼毕别宾波玻伯博勃布才采仓策查差昌达大代戴丹道德登邓迪蒂丁东杜顿多恩尔法凡范菲费芬丰冯佛夫弗福盖甘冈高戈哥格葛根贡古顾瓜圭哈海汉豪何合赫黑亨洪胡华怀惠霍基吉季加贾杰捷金津君卡开凯坎康考柯科可克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷黎李里理利莉丽廉良列林琳刘龙隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米密缅明摩莫默姆木穆那娜纳南内尼妮宁努女诺欧帕派潘庞培佩彭蓬皮匹平泼蒲普齐奇恰钱乔切钦琼丘曲让热瑞若萨塞赛桑瑟森沙山尚绍舍申圣施石史舒斯司丝松苏孙索塔泰坦汤唐陶特腾廷通图吐托瓦万旺威韦维魏温文翁沃乌吾伍西希锡夏香肖谢辛欣休许雪逊雅亚央扬耶叶伊依易因英尤裕约匀赞泽扎詹珍芝朱珠兹祖佐孜江热依木提汗买甫次仁旦增卓央措顿丹巴洛桑烈什涅茨楚济曾沁廖蕾露莎娅雯碧茜缇瑙崔翰狄岱姬妲柏纽敦迦伽谟奈耐婕茱蓓孚芮芙芭茵厄俄珀";

static SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(TRANSLITERATING.chars()));

/// Words that follow names and begin with such characters.
const WORDS: &WordList = words!["赛后", "赛前", "赛中", "赛季", "本场", "本人", "本届", "比赛", "来到", "加盟", "加入"];

/// Countries that are written with such characters: before a dot stands the country that a place is in.
const COUNTRIES: &WordList = words![
    "阿尔巴尼亚",
    "阿尔及利亚",
    "阿根廷",
    "阿塞拜疆",
    "埃及",
    "埃塞俄比亚",
    "爱尔兰",
    "爱沙尼亚",
    "安哥拉",
    "奥地利",
    "澳大利亚",
    "巴基斯坦",
    "巴拉圭",
    "巴拿马",
    "巴西",
    "白俄罗斯",
    "保加利亚",
    "比利时",
    "冰岛",
    "波兰",
    "玻利维亚",
    "丹麦",
    "厄瓜多尔",
    "法国",
    "菲律宾",
    "芬兰",
    "哥伦比亚",
    "哥斯达黎加",
    "格鲁吉亚",
    "古巴",
    "哈萨克斯坦",
    "荷兰",
    "洪都拉斯",
    "吉布提",
    "吉尔吉斯斯坦",
    "加拿大",
    "加纳",
    "柬埔寨",
    "津巴布韦",
    "喀麦隆",
    "卡塔尔",
    "科威特",
    "克罗地亚",
    "肯尼亚",
    "拉脱维亚",
    "黎巴嫩",
    "立陶宛",
    "利比亚",
    "卢森堡",
    "卢旺达",
    "罗马尼亚",
    "马达加斯加",
    "马来西亚",
    "马里",
    "马耳他",
    "蒙古",
    "孟加拉国",
    "秘鲁",
    "缅甸",
    "摩洛哥",
    "莫桑比克",
    "墨西哥",
    "纳米比亚",
    "尼泊尔",
    "尼加拉瓜",
    "尼日利亚",
    "挪威",
    "葡萄牙",
    "瑞典",
    "瑞士",
    "萨尔瓦多",
    "塞尔维亚",
    "塞内加尔",
    "塞浦路斯",
    "沙特",
    "沙特阿拉伯",
    "斯里兰卡",
    "斯洛伐克",
    "斯洛文尼亚",
    "苏丹",
    "索马里",
    "塔吉克斯坦",
    "泰国",
    "坦桑尼亚",
    "突尼斯",
    "土耳其",
    "土库曼斯坦",
    "危地马拉",
    "委内瑞拉",
    "乌干达",
    "乌克兰",
    "乌拉圭",
    "乌兹别克斯坦",
    "西班牙",
    "希腊",
    "新加坡",
    "匈牙利",
    "叙利亚",
    "牙买加",
    "亚美尼亚",
    "也门",
    "伊拉克",
    "伊朗",
    "以色列",
    "意大利",
    "印度",
    "印度尼西亚",
    "约旦",
    "越南",
    "赞比亚",
    "智利",
];

/// The most characters of one part of a name, and the most parts.
const LONGEST: usize = 7;
const PARTS: usize = 4;

/// Where names stand that no family name has to begin, in characters, in order.
pub(super) fn names(text: &Line) -> Vec<(usize, usize)> {
    let mut found = dotted(text);
    let is_free = |name: &(usize, usize)| {
        let next = found.partition_point(|other| other.1 <= name.0);
        found.get(next).is_none_or(|other| other.0 >= name.1)
    };
    let plain: Vec<(usize, usize)> = plain(text).into_iter().filter(is_free).collect();
    if !plain.is_empty() {
        found.extend(plain);
        found.sort_unstable();
    }
    found
}

/// Where names with a dot stand, in characters, in order.
fn dotted(text: &Line) -> Vec<(usize, usize)> {
    let chars = text.chars();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for dot in text.all(Class::DOT) {
        // A dot within the name that has just been found.
        if found.last().is_some_and(|last| dot < last.1) {
            continue;
        }
        let start = begin(chars, dot);
        let Some(mut end) = part_end(chars, dot + 1) else { continue };
        // 让·皮埃尔·杜邦.
        for _ in 2..PARTS {
            let more = (chars.get(end) == Some(&'·')).then(|| part_end(chars, end + 1)).flatten();
            end = more.unwrap_or(end);
        }
        // In 《…》 and “…” it may be a title.
        let marked = start > 0 && matches!(chars[start - 1], '《' | '“' | '「' | '·');
        // 尼加拉瓜·马那瓜.
        let place = COUNTRIES.at_end(&chars[..dot]).is_some_and(|(_, len)| len >= dot - start);
        if start < dot && end - start >= 4 && !marked && !place {
            found.push((start, end));
        }
    }
    found
}

/// Where the part before the dot begins: behind a title at the latest.
fn begin(chars: &[char], dot: usize) -> usize {
    let nearest = dot.saturating_sub(LONGEST - 1);
    let in_name =
        |at: &usize| SET.has(chars[*at]) || chars[*at] == '得' && at.checked_sub(1).is_some_and(|at| chars[at] == '彼');
    let start = (nearest..dot).rev().take_while(in_name).last().unwrap_or(dot);
    (start + 1..dot).rev().find(|at| lexicon::title_before(&chars[..*at]).is_some()).unwrap_or(start)
}

/// Where the part of a name ends that begins at `from`, at least two characters behind.
fn part_end(chars: &[char], from: usize) -> Option<usize> {
    let mut end = from;
    while end < chars.len() && end - from < LONGEST && SET.has(chars[end]) {
        // 赛 may stand behind it too, where a word begins with it.
        let next = &chars[end..];
        if end >= from + 2 && (lexicon::stops(next) || WORDS.at_start(next).is_some()) {
            break;
        }
        end += 1;
    }
    (end >= from + 2).then_some(end)
}

/// Where names without a dot stand right behind a title, that no family name begins: 总统|特朗普.
fn plain(text: &Line) -> Vec<(usize, usize)> {
    let chars = text.chars();
    let behind_titles = text.all(Class::TITLE_END).map(|end| end + 2).filter(|at| {
        let begins = |c: &char| SET.has(*c);
        chars.get(*at).is_some_and(begins) && lexicon::surname(&chars[*at..]).is_none()
    });
    let name = |at: usize| {
        let len = plain_len(chars, at, SHORTEST)?;
        lexicon::title_before(&chars[..at]).map(|_| (at, at + len))
    };
    behind_titles.filter_map(name).collect()
}

/// The fewest characters of a name without a dot.
const SHORTEST: usize = 3;

/// The length of a name without a dot at `at`, of `shortest` characters or more, where something ends it: 卓玛央金.
pub(super) fn plain_len(chars: &[char], at: usize, shortest: usize) -> Option<usize> {
    let rest = chars.get(at..)?;
    let run = rest.iter().take(LONGEST).take_while(|c| SET.has(**c)).count();
    (shortest..=run).rev().find(|len| lexicon::ends_name(&rest[*len..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_dots() {
        let found = |line: &str| -> Vec<String> {
            let line = Line::new(line);
            plain(&line).into_iter().map(|(start, end)| line.chars()[start..end].iter().collect()).collect()
        };
        assert_eq!(found("美國總統特朗普說,歐洲央行行長拉加德在會上"), ["特朗普", "拉加德"]);
        assert_eq!(found("總統在巴黎,記者拉開了門,市長大力推動"), [] as [&str; 0]);
    }

    #[test]
    fn names_with_dots() {
        let found = |line: &str| -> Vec<String> {
            let line = Line::new(line);
            dotted(&line).into_iter().map(|(start, end)| line.chars()[start..end].iter().collect()).collect()
        };
        assert_eq!(found("外援苏普里·哈迪连得三分,与让·皮埃尔·杜邦一起"), ["苏普里·哈迪", "让·皮埃尔·杜邦"]);
        assert_eq!(found("总理阿比·艾哈迈德说,汉斯·克劳泽的任意球"), ["阿比·艾哈迈德", "汉斯·克劳泽"]);
        assert_eq!(found("据尼加拉瓜·马那瓜消息,汉斯・克劳泽抵达"), ["汉斯·克劳泽"]);
        assert_eq!(found("创新·发展论坛,《里·外》,北京·上海"), [] as [&str; 0]);
    }
}
