//! A rule's documentation, read from the rule's own source file.
//!
//! The module comment of a rule starts with a title line and has these headings, in this order: *What it does*,
//! *Why it is bad*, *Example*, *Fix*, *Limits*. It is Markdown, and rustdoc shows it too.

/// The headings every rule has, in order.
pub const HEADINGS: [&str; 5] = ["What it does", "Why it is bad", "Example", "Fix", "Limits"];

/// The module comment at the head of the source file `$file` (a path as for `include_str!`), as it stands there.
macro_rules! module_docs {
    ($file:literal) => {{
        const SOURCE: &str = include_str!($file);
        const DOCS: &str = SOURCE.split_at($crate::lint::docs::length(SOURCE)).0;
        DOCS
    }};
}
pub(crate) use module_docs;

/// Length in bytes of the run of `//!` lines at the head of `source`.
pub(crate) const fn length(source: &str) -> usize {
    let bytes = source.as_bytes();
    let mut line = 0;
    while line + 3 <= bytes.len() && bytes[line] == b'/' && bytes[line + 1] == b'/' && bytes[line + 2] == b'!' {
        while line < bytes.len() && bytes[line] != b'\n' {
            line += 1;
        }
        line += 1;
    }
    if line > bytes.len() { bytes.len() } else { line }
}

/// The documentation as Markdown: the comment signs are gone.
#[must_use]
pub fn markdown(docs: &str) -> String {
    let lines = docs.lines().map(|line| line.strip_prefix("//!").unwrap_or(line));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

/// The first sentence under *What it does*, on one line, without its full stop.
#[must_use]
pub fn summary(docs: &str) -> String {
    let after = docs.split_once("# What it does").map_or("", |(_, rest)| rest);
    let lines = after.lines().map(|line| line.trim_start_matches("//!").trim());
    let paragraph: Vec<&str> = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    paragraph.split_once(". ").map_or(paragraph.trim_end_matches('.'), |(first, _)| first).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::registry::RULES;

    #[test]
    fn every_rule_is_documented_under_every_heading() {
        for rule in RULES {
            let text = markdown(rule.docs);
            let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# ")).collect();
            assert_eq!(found, HEADINGS, "{}", rule.code);
            assert!(text.lines().next().is_some_and(|line| !line.is_empty()), "{}: a title line", rule.code);
            assert!(
                !rule.summary().is_empty() && rule.summary().chars().count() <= 160,
                "{}: {:?}",
                rule.code,
                rule.summary()
            );
        }
    }

    #[test]
    fn only_the_comment_at_the_head_counts() {
        let source = "//! Title.\n//!\n//! # What it does\n//! Finds it. And more.\n\nuse x;\n//! not this\n";
        let docs = &source[..length(source)];
        assert_eq!(markdown(docs), "Title.\n\n# What it does\nFinds it. And more.\n");
        assert_eq!(length("//! one"), 7);
        assert_eq!(length(""), 0);
    }
}
