//! What is wrong at the cursor: what it was, what happened, the bytes, and how certain all that is.

use super::Block;
use super::style::Style;

use crate::article::Article;
use crate::language::{Language, say};
use crate::lint::Finding;
use crate::mojibake::Step;
use crate::text::edit::{Applicability, Fix};
use crate::text::{Span, view::View};

/// How many characters around a place are shown with it.
const CONTEXT: usize = 8;

/// So many other texts are listed: they come in order of likelihood, and the menu has them too.
const ALTERNATIVES: usize = 4;

/// A block for each finding at `offset`.
pub(super) fn blocks(article: &Article, offset: usize, style: Style) -> Vec<Block> {
    let here = article.findings_in(Span::new(offset, offset));
    let under = here.into_iter().filter(|finding| finding.span.contains(offset));
    under.map(|finding| (finding.span, block(article, &finding, style))).collect()
}

fn block(article: &Article, finding: &Finding, style: Style) -> String {
    let rule = finding.rule;
    let mut parts = vec![format!("{} {}", style.strong(rule.code), style.text(&say(&finding.message())))];
    if let Some(mechanism) = rule.mechanism() {
        let place = Place::new(article, finding);
        parts.extend(finding.fix.as_ref().map(|fix| place.change(fix, style)));
        parts.push(sentence(&say(mechanism)));
        parts.extend(table(&article.trace(finding), style));
        parts.extend(finding.fix.as_ref().and_then(|fix| certainty(fix.applicability)).map(|certainty| {
            let others = finding.alternatives.iter().take(ALTERNATIVES).map(|fix| place.alternative(fix, style));
            let or = say("or");
            others.fold(say(certainty).into_owned(), |text, other| format!("{text}\n- {or} {other}"))
        }));
    } else {
        parts.extend(
            finding
                .fix
                .as_ref()
                .and_then(|fix| certainty(fix.applicability))
                .map(|certainty| say(certainty).into_owned()),
        );
    }
    parts.join("\n\n")
}

const fn certainty(applicability: Applicability) -> Option<&'static str> {
    match applicability {
        Applicability::Safe => Some("The repair is certain."),
        Applicability::Unsafe => Some("The repair is only likely."),
        Applicability::Manual => None,
    }
}

/// One place of damage in its line.
struct Place<'a> {
    article: &'a Article,
    span: Span,
    /// Where its line starts.
    start: usize,
    /// The line with all repairs: what stands around is easier to read so.
    line: View<'static>,
}

impl<'a> Place<'a> {
    fn new(article: &'a Article, finding: &Finding) -> Self {
        let (start, line) = article.repaired_line(finding.span.start);
        Self { article, span: finding.span, start, line }
    }

    /// What stands on disk, and what `fix` makes of it.
    fn change(&self, fix: &Fix, style: Style) -> String {
        let extent = fix.extent(self.span);
        let line = self.article.line_span(self.span.start);
        // A fix may take the end of the line along.
        let before = self.article.slice(Span::new(line.start.min(extent.start), extent.start));
        let after = self.article.slice(Span::new(extent.end, line.end.max(extent.end)));
        let disk = around(&before, &style.marked(&self.article.slice(extent)), &after, style);
        format!("{disk} → {}", self.repaired(fix, style))
    }

    /// What `fix` makes of the place, in the repaired line.
    fn repaired(&self, fix: &Fix, style: Style) -> String {
        let extent = fix.extent(self.span);
        let from_start = |offset: usize| offset.saturating_sub(self.start);
        let here = self.line.from_disk(Span::new(from_start(extent.start), from_start(extent.end)));
        let text = self.line.text();
        let (before, after) = (text.get(..here.start), text.get(here.end..));
        let new = fix.apply_at(extent, &self.article.slice(extent));
        around(before.unwrap_or_default(), &style.marked(&new), after.unwrap_or_default(), style)
    }

    /// As [`Self::repaired`], without what stands around: that is known by then.
    fn alternative(&self, fix: &Fix, style: Style) -> String {
        let extent = fix.extent(self.span);
        style.text(&fix.apply_at(extent, &self.article.slice(extent)))
    }
}

/// `marked` with a few characters on both sides.
fn around(before: &str, marked: &str, after: &str, style: Style) -> String {
    let head = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let tail = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    format!("{}{marked}{}", style.text(before[head..].trim_start()), style.text(after[..tail].trim_end()))
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    // A Chinese sentence ends with a stop of its own.
    let stop = if words.is_ascii() || Language::of_process() == Language::English { '.' } else { '。' };
    first.into_iter().chain(characters).chain([stop]).collect()
}

/// The bytes, a row for each step.
fn table(steps: &[Step], style: Style) -> Option<String> {
    let head = ["on disk", "bytes", "was"].map(|name| say(name).into_owned());
    let row = |step: &Step| {
        let disk = if step.disk.is_empty() { say("(lost)").into_owned() } else { style.text(&step.disk) };
        [disk, step.hex(), style.text(&step.was)]
    };
    let mut rows: Vec<[String; 3]> = steps.iter().take(Step::SHOWN).map(row).collect();
    if rows.is_empty() {
        return None;
    }
    if steps.len() > Step::SHOWN {
        rows.push(["…".to_owned(), String::new(), String::new()]);
    }
    let lines: Vec<String> = match style {
        Style::Markdown => {
            let line = |row: &[String; 3]| format!("| {} |", row.join(" | "));
            let ruler = "| --- | --- | --- |".to_owned();
            [line(&head), ruler].into_iter().chain(rows.iter().map(line)).collect()
        }
        Style::Plain => {
            rows.insert(0, head);
            let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
            let (first, second) = (widest(0), widest(1));
            let fill = |text: &str, to: usize| " ".repeat(to.saturating_sub(width(text)));
            let line = |[disk, bytes, was]: &[String; 3]| {
                let text = format!("{disk}{}  {bytes}{}  {was}", fill(disk, first), fill(bytes, second));
                text.trim_end().to_owned()
            };
            rows.iter().map(line).collect()
        }
    };
    Some(lines.join("\n"))
}

/// How many columns `text` takes: what Chinese text is made of is as wide as two letters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::super::{Around, hover};
    use super::*;
    use crate::text::position::Encoding;
    use std::sync::Arc;
    use tower_lsp::lsp_types::HoverContents;

    const PAGE: &str = "產(chǎn)業(yè)發(fā)展,網(wǎng)\u{E000}。";

    /// The hover at the first place of `part` in `line`, on a page that shows the paste at work.
    fn at(line: &str, part: &str, markdown: bool) -> String {
        let page = format!("{PAGE}\n{line}");
        let article = Article::new(&page, Arc::default());
        let offset = PAGE.len() + 1 + line.find(part).unwrap();
        let around = Around { encoding: Encoding::Utf8, markdown, uri: "file:///a.txt", elsewhere: &|_| Vec::new() };
        let hover = hover(&article, &article.knowledge(), offset, &around).unwrap();
        let HoverContents::Markup(markup) = hover.contents else { panic!("markup") };
        markup.value
    }

    #[test]
    fn a_shifted_gloss_with_its_bytes() {
        let expected = r"**M102** a reading was pasted into the middle of a character here: this was \`屆A\`, the only text that gives what is here

首«**\?ràng)肁**»輪 → 首«**屆A**»輪

A reading was pasted in as bytes, between the two bytes of a character, and what followed was read in the wrong pairs.

| on disk | bytes | was |
| --- | --- | --- |
| 首 | CA D7 | 首 |
| \? | 8C |  |
| 肁 | C3 41 | 屆A |

The repair is certain.";
        assert_eq!(at("首?ràng)肁輪", "?ràng", true), expected);
    }

    #[test]
    fn a_cut_character_with_what_else_it_may_have_been() {
        let expected = r"**M103** a character was cut in two at the bytes of a mark here: likely \`省\;我們還\`\; at least 47 texts give what is here, and this is the likeliest as words go

走遍全«**\?。晃覀冞€**»將再來 → 走遍全«**省\;我們還**»將再來

The bytes were split at what looks like a mark but is the end of one character and the beginning of the next, and each piece was read on its own.

| on disk | bytes | was |
| --- | --- | --- |
| 全 | C8 AB | 全 |
| \? | CA |  |
| 。 | A1 A3 | 省 |
| 晃 | BB CE | \; |
| 覀 | D2 82 | 我 |
| 冞 | 83 DF | 們 |
| € | 80 | 還 |

The repair is only likely.
- or 劇\;我們還
- or 取\;我們還
- or 印\;我們還
- or 场\;我們還";
        assert_eq!(at("走遍全?。晃覀冞€將再來", "?。", true), expected);
    }

    #[test]
    fn plain_text_is_aligned_and_keeps_the_signs_of_the_file() {
        let expected = r"M102 a reading was pasted into the middle of a character here: this was `屆A`, the only text that gives what is here

霧*嶺\首«?ràng)肁»輪 → 霧*嶺\首«屆A»輪

A reading was pasted in as bytes, between the two bytes of a character, and what followed was read in the wrong pairs.

on disk  bytes  was
首       CA D7  首
?        8C
肁       C3 41  屆A

The repair is certain.";
        assert_eq!(at("霧*嶺\\首?ràng)肁輪", "?ràng", false), expected);
    }

    #[test]
    fn a_gloss_between_characters_moved_no_bytes() {
        let expected = r"**M101** the reading \`(tǒng)\` was pasted in after 統

霧嶺市統«**(tǒng)**»計(jì)局\* → 霧嶺市統計局\*

A reading in brackets was pasted in after each character of a list, as bytes.

The repair is certain.";
        assert_eq!(at("霧嶺市統(tǒng)計(jì)局*", "(tǒng)", true), expected);
    }

    #[test]
    fn a_long_table_ends_in_dots() {
        let step = Step { disk: "|".to_owned(), bytes: vec![0x7C, 0x0A], was: String::new() };
        let text = table(&vec![step; 13], Style::Markdown).unwrap();
        assert_eq!(text.lines().count(), 2 + 12 + 1);
        assert!(text.contains("\n| \\| | 7C 0A |  |\n") && text.ends_with("\n| … |  |  |"), "{text}");
        assert_eq!(table(&[], Style::Plain), None);
    }
}
