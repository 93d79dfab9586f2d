//! Standard output, and messages on standard error.

use super::Outcome;
use crate::text::Span;
use std::fmt::Display;
use std::io::{self, BufWriter, Write};

/// Standard output, as a command prints to it: buffered, and quiet once nobody reads any more.
pub(super) struct Output {
    to: BufWriter<Box<dyn Write>>,
    closed: bool,
    failed: bool,
}

impl Output {
    /// For text with ANSI colours, which go to terminals only.
    pub(super) fn styled() -> Self {
        Self::new(Box::new(anstream::stdout()))
    }

    /// For bytes that are to arrive as they are.
    pub(super) fn plain() -> Self {
        Self::new(Box::new(io::stdout()))
    }

    fn new(to: Box<dyn Write>) -> Self {
        Self { to: BufWriter::new(to), closed: false, failed: false }
    }

    /// Prints, unless the reader has gone. A reader that goes (`| head`) is no error; a full disk is one.
    pub(super) fn print(&mut self, bytes: impl AsRef<[u8]>) {
        if !self.is_closed() {
            let result = self.to.write_all(bytes.as_ref());
            self.heed(result);
        }
    }

    /// Hands over what is buffered.
    pub(super) fn flush(&mut self) {
        if !self.is_closed() {
            let result = self.to.flush();
            self.heed(result);
        }
    }

    fn heed(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => {
                say_error(&format!("standard output: {error}"));
                self.failed = true;
            }
        }
    }

    /// Whether there is no point in printing more.
    pub(super) const fn is_closed(&self) -> bool {
        self.closed || self.failed
    }

    /// Hands over what is buffered; says whether all went well.
    pub(super) fn finish(mut self) -> Outcome {
        self.flush();
        if self.failed { Outcome::Failed } else { Outcome::Clean }
    }
}

/// Prints one line that says what could not be done.
pub(super) fn say_error(message: &dyn Display) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    say(&format!("{style}error{style:#}: {message}"));
}

/// Prints one line on standard error.
pub(super) fn say(line: &str) {
    // There is nothing to be done about a standard error that cannot be written to.
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// `text` for a terminal: what would move the cursor, colour or reorder it stands as an escape.
pub(super) fn harmless(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        let reorders = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || reorders || matches!(c, '\u{2028}' | '\u{2029}') {
            result.extend(c.escape_unicode());
        } else {
            result.push(c);
        }
    }
    result
}

/// At most `count` characters of `text` that stand right before `span` on its line, and as many behind it.
pub(super) fn surroundings(text: &str, span: Span, count: usize) -> Span {
    let on_line = |c: &char| !matches!(c, '\n' | '\r');
    let before: usize = text[..span.start].chars().rev().take(count).take_while(on_line).map(char::len_utf8).sum();
    let after: usize = text[span.end..].chars().take(count).take_while(on_line).map(char::len_utf8).sum();
    Span::new(span.start - before, span.end + after)
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(harmless("霧\u{1b}[31m嶺\t\u{202e}x\r\n"), "霧\\u{1b}[31m嶺\\u{9}\\u{202e}x\\u{d}\\u{a}");
        assert_eq!(harmless("\u{3000}業(yè)\u{e241}"), "\u{3000}業(yè)\u{e241}");
    }

    #[test]
    fn surroundings_stay_on_the_line() {
        let text = "前\n霧嶺業(yè)務報\r\n後";
        let at = text.find('(').unwrap();
        let around = surroundings(text, Span::new(at, at + 5), 4);
        assert_eq!(&text[around.range()], "霧嶺業(yè)務報");
        assert_eq!(surroundings("", Span::new(0, 0), 4), Span::new(0, 0));
    }
}
