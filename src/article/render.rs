//! The story of an article, written down: as text, Markdown or JSON.

use super::{Paragraph, ParagraphKind, Story};
use serde_json::{Value, json};

impl Story {
    /// Source, date and authors on one line, as far as they are known.
    fn about(&self) -> Option<String> {
        let authors = (!self.authors.is_empty()).then(|| self.authors.join("、"));
        let known: Vec<&str> =
            [&self.source, &self.date, &authors].into_iter().filter_map(|part| part.as_deref()).collect();
        (!known.is_empty()).then(|| known.join(" · "))
    }

    /// Plain text: title, a line about the article, the body.
    #[must_use]
    pub fn to_text(&self) -> String {
        let head: String = self.title.iter().chain(&self.about()).map(|line| format!("{line}\n")).collect();
        let blank = if head.is_empty() || self.body.is_empty() { "" } else { "\n" };
        let line = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Speaker => format!("{}：\n", paragraph.text),
            ParagraphKind::Text | ParagraphKind::Heading => format!("{}\n", paragraph.text),
        };
        head + blank + &self.body.iter().map(line).collect::<String>()
    }

    /// Markdown, in which the text shows as it is.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let title = self.title.iter().map(|title| format!("# {}", escaped(title)));
        let about = self.about().map(|about| format!("*{}*", escaped(&about)));
        let paragraphs = self.body.iter().map(|paragraph| match paragraph.kind {
            ParagraphKind::Speaker => format!("## {}", escaped(&paragraph.text)),
            ParagraphKind::Heading => format!("### {}", escaped(&paragraph.text)),
            ParagraphKind::Text => escaped(&paragraph.text),
        });
        let blocks: Vec<String> = title.chain(about).chain(paragraphs).collect();
        if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" }
    }

    /// The JSON object for the article of the file `name`.
    #[must_use]
    pub fn to_object(&self, name: &str) -> Value {
        let mut speaker = None;
        let mut body = Vec::new();
        for paragraph in &self.body {
            match paragraph.kind {
                ParagraphKind::Speaker => speaker = Some(paragraph.text.as_str()),
                kind => {
                    let kind = if kind == ParagraphKind::Heading { "heading" } else { "paragraph" };
                    let span = json!({ "start": paragraph.span.start, "end": paragraph.span.end });
                    body.push(json!({ "kind": kind, "text": paragraph.text, "speaker": speaker, "span": span }));
                }
            }
        }
        json!({
            "filename": name,
            "title": self.title,
            "source": self.source,
            "date": self.date,
            "authors": self.authors,
            "body": body,
        })
    }
}

/// `text` so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // What means something anywhere, and what does at the head of a line only.
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$');
        let ordered = matches!(c, '.' | ')') && at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if anywhere || ordered || (at == 0 && matches!(c, '#' | '+' | '-' | '=')) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
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
