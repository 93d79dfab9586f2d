//! Tags, placeholders and script that were left on a line of their own.
//!
//! # What it does
//! Finds lines that are nothing but tags (`</font>`), placeholders (`{{title}}`), entities or a comment.
//!
//! # Why it is bad
//! They are not text.
//!
//! # Example
//! `</div>`; `{{title}}`
//!
//! # Fix
//! Deletes the line. Safe.
//!
//! # Limits
//! Markup inside a line with text stays, and so does the code of a program.

use super::{Cue, Line, LineCheck, by_place, rule};
use crate::lint::{Rule, docs::module_docs};
use regex::Regex;
use std::sync::LazyLock;

/// B224.
pub static RULE: Rule = rule(
    "B224",
    "leaked-markup",
    "leaked markup: {reason}",
    module_docs!("leaked_markup.rs"),
    LineCheck { cue, judge: by_place },
);

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\s*(?:</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|/(?:font|p|div|span|strong|br|center|td|tr|table)>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|<!--.*-->|&(?:nbsp|amp|lt|gt|quot|emsp|ensp|#x?[0-9a-f]+);))+\s*$")
        .expect("the pattern is a constant, and tested")
});

fn cue(line: &Line<'_>) -> Option<Cue> {
    if line.shape.han > 12 || !line.text.starts_with(['<', '/', '{', '$', '&']) {
        return None;
    }
    MARKUP.is_match(&line.text.to_ascii_lowercase()).then_some(Cue::certain("nothing but markup"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_alone() {
        for line in
            ["</font>", "<br/> <br/>", "{{title}}", "/font>", "&nbsp;&nbsp;", "<!-- 正文 -->", "<img src='a.png'>"]
        {
            assert!(cue(&Line::new(line)).is_some(), "{line}");
        }
        for line in ["<雾岭>是一部小说", "5 < 6", "{甲}", "/div", "<b>通车</b>"] {
            assert!(cue(&Line::new(line)).is_none(), "{line}");
        }
    }
}
