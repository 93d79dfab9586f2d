//! How a hover is written: in Markdown or in plain text.

use crate::language::say;

/// How a hover is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Markdown,
    Plain,
}

impl Style {
    /// Text of the file, so that it shows as just that; on one line.
    pub(super) fn text(self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        for c in text.chars() {
            let is_sign = c.is_ascii_punctuation() && !matches!(c, '%' | ',' | '.' | ':' | '/' | '=' | '(' | ')');
            if self == Self::Markdown && is_sign {
                result.push('\\');
            }
            result.push(if c == '\n' || c == '\r' { ' ' } else { c });
        }
        result
    }

    /// As [`Self::text`], in bold where that can be.
    pub(super) fn strong(self, text: &str) -> String {
        let text = self.text(text);
        if self == Self::Markdown { format!("**{text}**") } else { text }
    }

    /// As [`Self::text`], marked so that it shows in plain text too. In bold where that can be: next to Han characters,
    /// Markdown takes the stars for such only if there is a mark outside of them.
    pub(super) fn marked(self, text: &str) -> String {
        let blank_ends = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        match text {
            "" => String::new(),
            _ if blank_ends => format!("«{}»", self.text(text)),
            _ => format!("«{}»", self.strong(text)),
        }
    }

    /// `text` as a link to a line of a document, where it can be one and the document is a file.
    pub(super) fn link(self, text: &str, uri: &str, line: usize) -> String {
        let plain = uri.starts_with("file:") && !uri.contains(['(', ')', ' ', '<', '>', '#']);
        if self == Self::Markdown && plain { format!("[{text}]({uri}#L{line})") } else { text.to_owned() }
    }

    /// One line for each row that has a value, each after a line end.
    pub(super) fn list(self, rows: &[(&str, Option<String>)]) -> String {
        let row =
            |(name, value): &(&str, Option<String>)| Some(format!("\n- {}: {}", say(name), self.text(value.as_ref()?)));
        rows.iter().filter_map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_file_is_not_markdown() {
        let text = "[甲](乙)<b>*丙*\n`丁`";
        assert_eq!(Style::Markdown.text(text), "\\[甲\\](乙)\\<b\\>\\*丙\\* \\`丁\\`");
        assert_eq!(Style::Plain.text(text), "[甲](乙)<b>*丙* `丁`");
        assert_eq!((Style::Markdown.strong("*"), Style::Plain.strong("*")), ("**\\***".to_owned(), "*".to_owned()));
    }

    #[test]
    fn marks_show_without_bold() {
        assert_eq!(Style::Markdown.marked("?肁"), "«**\\?肁**»");
        assert_eq!(Style::Markdown.marked("\u{A0}"), "«\u{A0}»");
        assert_eq!([Style::Plain.marked("?肁"), Style::Plain.marked("")], ["«?肁»", ""]);
    }
}
