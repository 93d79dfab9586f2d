//! `zhengwen article`: the article without the page around it.

use super::Outcome;
use super::args::{ArticleCommand, ArticleFormat};
use super::files;
use super::report::Frame;
use super::report::json::JsonSpan;
use crate::article::{Article, Paragraph, ParagraphKind, Story};
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn run(arguments: &ArticleCommand) -> Outcome {
    let format = arguments.format;
    let frame = match format {
        ArticleFormat::Text | ArticleFormat::Markdown => Frame { between: "\n", ..Frame::NONE },
        ArticleFormat::Json => Frame::ARRAY,
        ArticleFormat::Jsonl => Frame::NONE,
    };
    files::print_each(&arguments.input, frame, |job, source| {
        let story = Article::new(source.text(), Arc::clone(&job.config)).reading().story();
        match format {
            ArticleFormat::Text => text(&story),
            ArticleFormat::Markdown => markdown(&story),
            ArticleFormat::Json => format!("\n{}", object(&job.name, &story)),
            ArticleFormat::Jsonl => format!("{}\n", object(&job.name, &story)),
        }
    })
}

/// Source, date and authors on one line, as far as they are known.
fn about(story: &Story) -> Option<String> {
    let authors = (!story.authors.is_empty()).then(|| story.authors.join("、"));
    let known: Vec<&str> =
        [&story.source, &story.date, &authors].into_iter().filter_map(|part| part.as_deref()).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

fn text(story: &Story) -> String {
    let head: String = story.title.iter().chain(&about(story)).map(|line| format!("{line}\n")).collect();
    let blank = if head.is_empty() || story.body.is_empty() { "" } else { "\n" };
    let line = |paragraph: &Paragraph| match paragraph.kind {
        ParagraphKind::Speaker => format!("{}：\n", paragraph.text),
        ParagraphKind::Text | ParagraphKind::Heading => format!("{}\n", paragraph.text),
    };
    head + blank + &story.body.iter().map(line).collect::<String>()
}

fn markdown(story: &Story) -> String {
    let title = story.title.iter().map(|title| format!("# {}", escaped(title)));
    let about = about(story).map(|about| format!("*{}*", escaped(&about)));
    let paragraphs = story.body.iter().map(|paragraph| match paragraph.kind {
        ParagraphKind::Speaker => format!("## {}", escaped(&paragraph.text)),
        ParagraphKind::Heading => format!("### {}", escaped(&paragraph.text)),
        ParagraphKind::Text => escaped(&paragraph.text),
    });
    let blocks: Vec<String> = title.chain(about).chain(paragraphs).collect();
    if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" }
}

/// `text` so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // What means something anywhere, and what does at the head of a line only.
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~');
        let ordered = matches!(c, '.' | ')') && at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if anywhere || ordered || (at == 0 && matches!(c, '#' | '+' | '-' | '=')) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn object(name: &str, story: &Story) -> Value {
    let mut speaker = None;
    let mut body = Vec::new();
    for paragraph in &story.body {
        match paragraph.kind {
            ParagraphKind::Speaker => speaker = Some(paragraph.text.as_str()),
            kind => {
                let kind = if kind == ParagraphKind::Heading { "heading" } else { "paragraph" };
                let span = JsonSpan::from(paragraph.span);
                body.push(json!({ "kind": kind, "text": paragraph.text, "speaker": speaker, "span": span }));
            }
        }
    }
    json!({
        "filename": name,
        "title": story.title,
        "source": story.source,
        "date": story.date,
        "authors": story.authors,
        "body": body,
    })
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markdown_shows_what_was_written() {
        assert_eq!(escaped("1. 春茶 *上市* <b>"), "1\\. 春茶 \\*上市\\* \\<b\\>");
        assert_eq!(escaped("# 5.3%"), "\\# 5.3%");
        assert_eq!(escaped("增長5.3%，- 好"), "增長5.3%，- 好");
    }
}
