//! `textDocument/hover`: what stands at the cursor.
//!
//! Facts first, then what is wrong. A hover that says nothing new does not open. Text of the file is never Markdown,
//! and shows as it stands there: see [`Style::text`].

mod damage;
mod style;

use jiff::civil::Date as Day;
use rust_decimal::Decimal;
use smol_str::SmolStr;
use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use crate::article::{Article, Knowledge};
use crate::facts::{Date, Fact, FactKind, Figure, Person, Quantity, Side};
use crate::language::say;
use crate::lsp::convert::Ranges;
use crate::outline::Kind;
use crate::text::Span;
use crate::text::position::Encoding;

use style::Style;

/// Part of the hover, about one thing at the cursor, with where that thing stands.
type Block = (Span, String);

/// A place in another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The URI of the file.
    pub uri: String,
    /// What it is called, from the root of the workspace.
    pub name: String,
    /// From 1.
    pub line: usize,
}

/// What the client can take, and what is known besides the document.
pub struct Around<'a> {
    /// The unit of columns.
    pub encoding: Encoding,
    /// Whether the hover is Markdown, or plain text for clients that show only that.
    pub markdown: bool,
    /// The document, for links.
    pub uri: &'a str,
    /// Where else in the workspace a figure is given.
    pub elsewhere: &'a dyn Fn(&Figure) -> Vec<Place>,
}

/// What there is to say at a byte offset.
#[must_use]
pub fn hover(article: &Article, knowledge: &Knowledge, offset: usize, around: &Around<'_>) -> Option<Hover> {
    let style = if around.markdown { Style::Markdown } else { Style::Plain };
    let mut facts: Vec<&Fact> = knowledge.facts.iter().filter(|fact| fact.span.contains(offset)).collect();
    facts.sort_by_key(|fact| fact.span.len());
    let mut blocks: Vec<Block> = facts
        .iter()
        .filter_map(|fact| Some((fact.span, fact_block(article, knowledge, fact, style, around)?)))
        .collect();
    blocks.extend(damage::blocks(article, offset, style));
    let (span, _) = blocks.first()?;
    let range = Ranges::new(article, around.encoding).range(*span);
    let (kind, rule) = match style {
        Style::Markdown => (MarkupKind::Markdown, "\n\n---\n\n"),
        Style::Plain => (MarkupKind::PlainText, "\n\n"),
    };
    let value = blocks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(rule);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}

fn fact_block(
    article: &Article,
    knowledge: &Knowledge,
    fact: &Fact,
    style: Style,
    around: &Around<'_>,
) -> Option<String> {
    match &fact.kind {
        FactKind::Figure(figure) => {
            let block = figure_block(figure, knowledge, style) + &arithmetic(fact, figure, knowledge, style);
            Some(block + &elsewhere(article, knowledge, fact, figure, style, around))
        }
        FactKind::Date(date) => date_block(date, &repaired(article, fact.span), style),
        FactKind::Person(person) => person_block(person, knowledge, style),
        FactKind::Document { name, issuer: Some(issuer) } => {
            Some(style.strong(&format!("《{name}》")) + &style.list(&[("issued by", Some(issuer.to_string()))]))
        }
        // Its own name is no news.
        FactKind::Organisation { .. } | FactKind::Place { .. } | FactKind::Document { .. } => None,
    }
}

fn written(text: &Option<SmolStr>) -> Option<String> {
    text.as_ref().map(SmolStr::to_string)
}

fn figure_block(figure: &Figure, knowledge: &Knowledge, style: Style) -> String {
    let mut block = style.strong(&value(figure));
    if let Some(trend) = &figure.trend {
        block += &format!(" · {}", style.text(&trend.text));
    }
    let speaker = figure.speaker.as_ref().map(|name| match title_of(name, knowledge) {
        Some(title) => format!("{name}, {title}"),
        None => name.to_string(),
    });
    let period = figure.period.as_ref().map(|period| match &period.iso {
        Some(iso) if *iso != period.text => format!("{} = {iso}", period.text),
        _ => period.text.to_string(),
    });
    let si = figure.si.as_ref().map(|si| {
        let to = si.value_to.map(|to| format!("–{}", grouped(to))).unwrap_or_default();
        format!("{}{to} {}", grouped(si.value), si.unit)
    });
    let rows = [
        ("what", written(&figure.metric)),
        ("where", written(&figure.place)),
        ("when", period),
        ("among", written(&figure.scope)),
        ("compared", written(&figure.basis)),
        ("said by", speaker),
        ("section", written(&figure.section)),
        ("in SI", si),
    ];
    block + &style.list(&rows)
}

/// What the figure's sentence adds up: its parts, or the whole that it is a part of.
fn arithmetic(fact: &Fact, figure: &Figure, knowledge: &Knowledge, style: Style) -> String {
    let rows = knowledge.sums.iter().filter_map(|sum| {
        if sum.whole == fact.span {
            let parts: Vec<String> = sum.parts.iter().map(|(_, value)| grouped(*value)).collect();
            let name = if sum.holds() { "sum" } else { "its parts" };
            return Some((name, Some(format!("{} = {}", parts.join(" + "), grouped(sum.total())))));
        }
        sum.parts.iter().find(|(span, _)| *span == fact.span)?;
        let share = figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(sum.value)?;
        let unit = figure.unit.as_deref().unwrap_or_default();
        Some(("part of", Some(format!("{} {unit}, {} %", grouped(sum.value), share.round_dp(1).normalize()))))
    });
    style.list(&rows.collect::<Vec<_>>())
}

/// More places than this are not listed.
const PLACES: usize = 4;

/// Where else the document gives the same value, and then the other files of the workspace.
fn elsewhere(
    article: &Article,
    knowledge: &Knowledge,
    fact: &Fact,
    figure: &Figure,
    style: Style,
    around: &Around<'_>,
) -> String {
    let same = |other: &&Fact| match &other.kind {
        FactKind::Figure(it) => {
            other.span != fact.span
                && it.quantity == figure.quantity
                && it.unit == figure.unit
                && (it.value, it.value_to) == (figure.value, figure.value_to)
        }
        _ => false,
    };
    // A small count is the same in many places by chance.
    let telling = figure.quantity != Quantity::Count || figure.value >= Decimal::ONE_HUNDRED;
    let here = knowledge.facts.iter().filter(|other| telling && same(other)).map(|other| {
        let line = article.text().byte_to_line(other.span.start.min(article.text().len_bytes())) + 1;
        style.link(&say(&format!("line {line}")), around.uri, line)
    });
    let others = (around.elsewhere)(figure);
    let there = others
        .iter()
        .map(|place| style.link(&style.text(&format!("{}:{}", place.name, place.line)), &place.uri, place.line));
    let links: Vec<String> = here.chain(there).collect();
    if links.is_empty() {
        return String::new();
    }
    let more = if links.len() > PLACES {
        say(&format!(" and {} more", links.len() - PLACES)).into_owned()
    } else {
        String::new()
    };
    format!("\n- {}: {}{more}", say("also in"), links[..links.len().min(PLACES)].join(", "))
}

/// The figure in full, with its modifier, and that as written: `> 140,000,000,000 CNY (超)`.
fn value(figure: &Figure) -> String {
    let unit = match (figure.quantity, figure.unit.as_deref()) {
        (Quantity::PercentagePoint, _) => format!(" {}", say("percentage points")),
        (Quantity::Rank, _) => String::new(),
        (_, Some(unit)) => format!(" {unit}"),
        (_, None) => String::new(),
    };
    let rank = if figure.quantity == Quantity::Rank { say("No. ") } else { "".into() };
    let to = figure.value_to.map(|to| format!("–{}", grouped(to))).unwrap_or_default();
    let modifier = figure.modifier.as_ref().map(|modifier| format!(" ({modifier})")).unwrap_or_default();
    let side =
        figure.side.filter(|side| *side != Side::Equal).map(|side| format!("{} ", side.sign())).unwrap_or_default();
    format!("{side}{rank}{}{to}{}{modifier}", grouped(figure.value), unit)
}

/// A number with its thousands apart.
fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, String::new()), |(w, f)| (w, format!(".{f}")));
    let head = whole.len() % 3;
    let mut parts: Vec<&str> = if head > 0 { vec![&whole[..head]] } else { Vec::new() };
    parts.extend((head..whole.len()).step_by(3).map(|at| &whole[at..at + 3]));
    format!("{sign}{}{fraction}", parts.join(","))
}

fn date_block(date: &Date, text: &str, style: Style) -> Option<String> {
    let iso = date.iso.as_deref().filter(|iso| *iso != text);
    let day = date.days.filter(|(first, last)| first == last).map(|(day, _)| weekday(day));
    if iso.is_none() && day.is_none() && date.duration.is_none() {
        return None;
    }
    let mut block = style.strong(date.iso.as_deref().or(date.duration.as_deref()).unwrap_or(text));
    if let Some(day) = day {
        block += &format!(" · {day}");
    }
    if date.relative {
        block += &format!("\n- {}", say("counted from the date of the document"));
    }
    if date.iso.as_deref().is_some_and(|iso| iso.starts_with("XXXX")) {
        block += &format!("\n- {}", say("the year is not known"));
    }
    Some(block)
}

fn weekday(day: Day) -> String {
    say(&day.strftime("%A").to_string()).into_owned()
}

fn person_block(person: &Person, knowledge: &Knowledge, style: Style) -> Option<String> {
    let same = |fact: &&Fact| matches!(&fact.kind, FactKind::Person(other) if other.name == person.name);
    let mentions = knowledge.facts.iter().filter(same).count();
    let turns =
        knowledge.outline.iter().filter(|symbol| symbol.kind == Kind::Turn && symbol.name == person.name).count();
    let titles =
        if person.titles.is_empty() { title_of(&person.name, knowledge) } else { Some(person.titles.join("、")) };
    let times = |count: usize| say(&if count == 1 { "once".to_owned() } else { format!("{count} times") }).into_owned();
    let rows = [
        ("title", titles),
        ("of", written(&person.organisation)),
        ("speaks", (turns > 0).then(|| times(turns))),
        ("named", (mentions > 1).then(|| times(mentions))),
    ];
    let list = style.list(&rows);
    (!list.is_empty()).then(|| style.strong(&person.name) + &list)
}

/// The titles of a person, from a turn of theirs or from a place where they stand with the name.
fn title_of(name: &str, knowledge: &Knowledge) -> Option<String> {
    let turn = knowledge.outline.iter().find(|symbol| symbol.kind == Kind::Turn && symbol.name == name);
    turn.and_then(|turn| turn.detail.clone()).or_else(|| {
        knowledge.facts.iter().find_map(|fact| match &fact.kind {
            FactKind::Person(person) if person.name == name && !person.titles.is_empty() => {
                Some(person.titles.join("、"))
            }
            _ => None,
        })
    })
}

/// What a span of one line says once it is repaired.
fn repaired(article: &Article, span: Span) -> String {
    let (start, line) = article.repaired_line(span.start);
    let here = line.from_disk(Span::new(span.start - start, span.end.max(span.start) - start));
    line.text().get(here.range()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// The hover at the first place of `part`, and the text that its range covers.
    fn at(text: &str, part: &str) -> Option<(String, String)> {
        let article = Article::new(text, Arc::default());
        let offset = text.find(part).unwrap();
        let around =
            Around { encoding: Encoding::Utf8, markdown: true, uri: "file:///a.txt", elsewhere: &|_| Vec::new() };
        let hover = hover(&article, &article.knowledge(), offset, &around)?;
        let range = hover.range.unwrap();
        let line = text.lines().nth(range.start.line as usize).unwrap();
        let covered = &line[range.start.character as usize..range.end.character as usize];
        let HoverContents::Markup(markup) = hover.contents else { panic!("markup") };
        Some((markup.value, covered.to_owned()))
    }

    const PAGE: &str = "發布時間:2031-05-06 16:02 來源:霧嶺日報\n\n霧嶺市統(tǒng)計(jì)局公布,去年霧嶺市地區(qū)生產(chǎn)總(zǒng)值達(dá)2390億元,同比增長(zhǎng)5.3%。霧嶺市市長(zhǎng)周明遠表示,目標(biāo)是3萬億元。\n";

    #[test]
    fn a_figure_says_what_it_measures() {
        let (text, covered) = at(PAGE, "5.3%").unwrap();
        assert_eq!(covered, "5.3%");
        for part in ["**5.3 %**", "增長", "生產總值", "2030", "同比"] {
            assert!(text.contains(part), "no {part} in {text}");
        }
        let (text, _) = at(PAGE, "2390億").unwrap();
        assert!(text.starts_with("**239,000,000,000 CNY**"), "{text}");
    }

    #[test]
    fn a_sum_and_other_places() {
        let text = "全縣新建管網4600公里，其中燃氣300公里、供水1500公里、排水1500公里、供熱1300公里。\n到年底，管網4600公里全部通水。\n";
        let (whole, _) = at(text, "4600").unwrap();
        assert!(whole.contains("- sum: 300 \\+ 1,500 \\+ 1,500 \\+ 1,300 = 4,600"), "{whole}");
        assert!(whole.contains("- also in: [line 2](file:///a.txt#L2)"), "{whole}");
        let (part, _) = at(text, "300公里").unwrap();
        assert!(part.contains("- part of: 4,600 公里, 6.5 %"), "{part}");
    }

    #[test]
    fn nothing_new_no_hover() {
        assert_eq!(at(PAGE, "公布"), None);
        assert_eq!(at("", ""), None);
    }

    #[test]
    fn numbers_are_grouped() {
        let group = |text: &str| grouped(text.parse().unwrap());
        assert_eq!(
            [group("0"), group("999"), group("1000"), group("-1234567.50")],
            ["0", "999", "1,000", "-1,234,567.5"]
        );
    }
}
