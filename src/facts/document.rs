//! The date of a document: candidates line by line ([`cue`]), and the decision between them ([`decide`]).

use super::{
    Line,
    date::{Expression, Part, Point, Reference, When, Year},
    date_scan,
};
use crate::text::{
    count,
    folded::{Folded, starts_with},
    word_list::{WordList, words},
};

/// What a line says about the document's date. Most lines say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cue {
    /// A full date in a publication line.
    pub published: Option<(i16, i8, i8)>,
    /// A bare date and time, as transcripts have them.
    pub stamp: Option<(i16, i8, i8)>,
    /// `北京3月2日電`, with its year where it has one.
    pub dateline: Option<(Option<i16>, i8, i8)>,
    /// A full date in a short line that is no sentence: near the head it is the document's.
    pub beside: Option<(i16, i8, i8)>,
    /// The year that 今年 must be: 今年是“十四五”規劃收官之年.
    pub this_year: Option<i16>,
}

/// How the date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A publication line.
    Published,
    /// The times of a transcript.
    Stamp,
    /// The dateline.
    Dateline,
}

/// The date of a document and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentDate {
    /// The date; its year may be unknown.
    pub date: Reference,
    /// What it rests on.
    pub basis: Basis,
    /// The index of the line that gives it.
    pub line: usize,
}

/// A publication line has at most this many characters; longer ones are text.
const PUBLICATION: usize = 120;

/// In characters: a line with a date that is this short, and among the first so many, is about the article.
const SHORT: usize = 60;
const HEAD: usize = 5;

/// What `line` says about the document's date.
#[must_use]
pub fn cue(line: &str) -> Option<Cue> {
    let folded = Line::new(line);
    read_cue(line, &folded, &date_scan::dates(&folded))
}

/// As [`cue`], given the line folded and the dates in it.
pub(super) fn read_cue(line: &str, text: &Folded, dates: &[Expression]) -> Option<Cue> {
    if dates.is_empty() {
        return None;
    }
    // Dates in Han digits count in short lines only, beside 今年.
    let digits = count(&line.as_bytes()[..line.len().min(400)], |byte| byte.is_ascii_digit()) > 0;
    let short = line.len() <= 3 * PUBLICATION;
    let mut years = text.chars().iter().enumerate().filter(|(_, c)| **c == '年');
    if !digits && !years.any(|(at, _)| short || text.before(at, "今")) {
        return None;
    }
    let cue = cue_of(text, dates);
    (cue != Cue::default()).then_some(cue)
}

fn cue_of(text: &Folded, dates: &[Expression]) -> Cue {
    let chars = text.chars();
    let mut cue = Cue::default();
    let day = |expression: &Expression| match expression.when {
        When::Point(Point { year, part: Part::Day(month, day), time }) => Some((year, month, day, time.is_some())),
        _ => None,
    };
    let sentence = chars.contains(&'。') || chars.len() > PUBLICATION;
    if let Some(first) = dates.first()
        && let Some((year, month, day, timed)) = day(first)
    {
        let blank = |c: &char| c.is_whitespace();
        let alone = chars[..first.start].iter().all(blank) && chars[first.end..].iter().all(blank);
        let labelled = chars[..first.start].contains(&':') || chars[..first.start].iter().all(blank);
        if let Year::Absolute(year) = year {
            if alone && timed {
                cue.stamp = Some((year, month, day));
            } else if labelled && !sentence {
                cue.published = Some((year, month, day));
            }
        }
        // 北京3月2日电, 法治江州讯 2023年11月24日上午.
        let behind = WIRES.at_start(&chars[first.end..]).is_some();
        let before = words!["讯", "讯 "].at_end(&chars[..first.start]).is_some() && year != Year::Unsaid;
        if (behind || before) && first.start < 30 {
            let year = if let Year::Absolute(year) = year { Some(year) } else { None };
            cue.dateline = Some((year, month, day));
        }
    }
    // 《某日报》二〇三一年三月六日 记者某某; …9月6日电（记者某某）2031-09-06 21:30.
    let full = dates.iter().take(3).filter_map(day).find_map(|(year, month, day, _)| match year {
        Year::Absolute(year) => Some((year, month, day)),
        Year::Unsaid | Year::Offset(_) | Year::Same => None,
    });
    if full.is_some() && !sentence {
        if cue.published.is_none() && cue.stamp.is_none() && is_masthead(chars) {
            cue.published = full;
        }
        cue.beside = full.filter(|_| chars.len() <= SHORT);
    }
    if let (Some((None, month, day)), Some((year, ..))) =
        (cue.dateline, full.filter(|full| cue.dateline.is_some_and(|line| (line.1, line.2) == (full.1, full.2))))
    {
        cue.dateline = Some((Some(year), month, day));
    }
    cue.this_year = this_year(chars, dates);
    cue
}

/// What stands behind the date of a dateline.
const WIRES: &WordList = words!["电", "讯", "消息", "综合报道"];

/// Whether a line names a paper, an agency or who wrote it, as those above an article do.
fn is_masthead(chars: &[char]) -> bool {
    const WORDS: &WordList = words![
        "记者",
        "来源",
        "本报",
        "日报",
        "晚报",
        "时报",
        "早报",
        "周刊",
        "通讯员",
        "报道",
        "发布",
        "更新",
        "责编",
        "编辑",
        "》",
        "新闻",
        "撰文",
    ];
    (0..chars.len()).any(|at| WORDS.at_start(&chars[at..]).is_some())
}

/// 今年是“十四五”規劃的開局之年 names its year: the first or the last of the plan.
fn this_year(chars: &[char], dates: &[Expression]) -> Option<i16> {
    dates.windows(2).find_map(|pair| {
        let this = matches!(pair[0].when, When::Point(Point { year: Year::Offset(0), part: Part::Whole, .. }));
        let When::Point(Point { year: Year::Absolute(first), part: Part::Years(_), .. }) = pair[1].when else {
            return None;
        };
        let between = &chars[pair[0].end..pair[1].start];
        if !this || between.len() > 6 || !starts_with(between, "是") {
            return None;
        }
        let after = chars[pair[1].end..].iter().take(12).take_while(|c| !matches!(c, ',' | '。')).collect::<String>();
        match () {
            () if after.contains("收官之年") || after.contains("最后一年") => Some(first + 4),
            () if after.contains("开局之年") || after.contains("第一年") => Some(first),
            () => None,
        }
    })
}

/// Decides between the cues of a document's lines: a publication line, else a transcript's times, else the dateline.
#[must_use]
pub fn decide(cues: impl IntoIterator<Item = (usize, Cue)>) -> Option<DocumentDate> {
    let (mut published, mut stamp, mut dateline, mut this_year) = (None, None, None, None);
    let mut beside = None;
    for (line, cue) in cues {
        published = published.or(cue.published.map(|date| (line, date)));
        stamp = stamp.or(cue.stamp.map(|date| (line, date)));
        dateline = dateline.or(cue.dateline.map(|date| (line, date)));
        this_year = this_year.or(cue.this_year);
        beside = beside.or(cue.beside.filter(|_| line < HEAD).map(|date| (line, date)));
    }
    let known = |(line, (year, month, day)): (usize, (i16, i8, i8)), basis| DocumentDate {
        date: Reference { year: Some(year), month, day },
        basis,
        line,
    };
    // Several bare times are a transcript; one may be the page's own.
    // A dateline with its year knows better than a date beside it.
    let beside = beside.filter(|_| !matches!(dateline, Some((_, (Some(_), ..)))));
    let published = published.or_else(|| beside.filter(|_| stamp.is_none()));
    published.map(|date| known(date, Basis::Published)).or_else(|| stamp.map(|date| known(date, Basis::Stamp))).or_else(
        || {
            let (line, (year, month, day)) = dateline?;
            Some(DocumentDate {
                date: Reference { year: year.or(this_year), month, day },
                basis: Basis::Dateline,
                line,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(lines: &[&str]) -> Option<(Option<i16>, i8, i8, Basis)> {
        let cues: Vec<(usize, Cue)> =
            lines.iter().enumerate().filter_map(|(index, line)| Some((index, cue(line)?))).collect();
        decide(cues.iter().copied()).map(|found| (found.date.year, found.date.month, found.date.day, found.basis))
    }

    #[test]
    fn what_dates_a_document() {
        assert_eq!(
            decided(&["發布時間:2031-12-11 16:02:00來源: 青江日報", "12月9日,某地"]),
            Some((Some(2031), 12, 11, Basis::Published))
        );
        assert_eq!(decided(&["  2031-04-23 10:00:21", "去年"]), Some((Some(2031), 4, 23, Basis::Stamp)));
        assert_eq!(decided(&["某社青江3月2日電 (王某)今日"]), Some((None, 3, 2, Basis::Dateline)));
        assert_eq!(
            decided(&["某社青江3月2日电 今日", "今年是“十四五”规划收官之年"]),
            Some((Some(2025), 3, 2, Basis::Dateline))
        );
        assert_eq!(
            decided(&["《青江日报》二〇三一年三月六日 记者 某某", "某社青江9月6日电(记者某某)2031-09-06 21:30"]),
            Some((Some(2031), 3, 6, Basis::Published))
        );
        assert_eq!(
            decided(&["某社青江9月6日電(記者某某)2031-09-06 21:30 今日,某河漲水。"]),
            Some((Some(2031), 9, 6, Basis::Dateline))
        );
        assert_eq!(decided(&["本報訊(記者 林某)2031年3月2日,某橋通車,車流如織。"]), None);
        assert_eq!(decided(&["2031年05月06日 08:00 來源：某網"]), Some((Some(2031), 5, 6, Basis::Published)));
    }
}
