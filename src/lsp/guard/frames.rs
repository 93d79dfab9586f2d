//! Bytes from the client → frames: headers, resynchronisation, the length limit. Knows nothing of JSON.
//!
//! Takes headers in any order and casing and with bare line feeds, ignores those it does not know, skips what is not a
//! header until the next `Content-Length`, and never allocates because a header says so: memory follows bytes received.

use std::io::{self, Read};
use std::mem;

/// The longest body taken in, in bytes.
pub(crate) const MAX_BODY: u64 = 64 << 20;

/// A length above this is not believed: the header is junk. Below it, and above the limit, the body is skipped.
const MAX_SKIP: u64 = 1 << 30;

/// The longest header line, in bytes; longer ones are junk.
const MAX_LINE: usize = 8 << 10;

/// How much of a skipped body is kept, in bytes, to find the id of the request in it.
const HEAD: usize = 4 << 10;

const CONTENT_LENGTH: &[u8] = b"content-length:";

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The body of a complete frame.
    Body(Vec<u8>),
    /// A body that was too long and was skipped: its first bytes, and its length in bytes.
    TooLong {
        /// The first 4 KiB.
        head: Vec<u8>,
        /// What the header said.
        length: u64,
    },
    /// So many bytes were neither header nor body, and were dropped.
    Junk(u64),
}

/// Reads frames from `input`.
pub(crate) struct Frames<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where in `buffer` the bytes begin that were not used yet.
    at: usize,
    limit: u64,
    /// Bytes dropped since the last frame.
    junk: u64,
    /// A frame that waits because junk before it was reported first.
    waiting: Option<Frame>,
}

impl<R: Read> Frames<R> {
    /// Reads from `input`; bodies longer than `limit` bytes are skipped.
    pub(crate) fn new(input: R, limit: u64) -> Self {
        Self { input, buffer: Vec::new(), at: 0, limit, junk: 0, waiting: None }
    }

    /// The next frame; `None` at the end of the input. An unfinished frame at the end is junk.
    ///
    /// # Errors
    /// When reading fails; the input is of no use then.
    pub(crate) fn next(&mut self) -> io::Result<Option<Frame>> {
        if let Some(frame) = self.waiting.take() {
            return Ok(Some(frame));
        }
        let frame = self.frame()?;
        if self.junk > 0 {
            self.waiting = frame;
            return Ok(Some(Frame::Junk(mem::take(&mut self.junk))));
        }
        Ok(frame)
    }

    /// Gives back the end of a body that could not be read because it had swallowed the next frame.
    pub(crate) fn give_back(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    fn frame(&mut self) -> io::Result<Option<Frame>> {
        let Some(length) = self.header()? else { return Ok(None) };
        if length > self.limit {
            return self.skip(length);
        }
        // At most 64 MiB, so it fits.
        let length = length as usize;
        while self.rest().len() < length {
            if !self.fill()? {
                self.drop_junk(self.rest().len());
                return Ok(None);
            }
        }
        let body = self.rest()[..length].to_vec();
        self.take(length);
        Ok(Some(Frame::Body(body)))
    }

    /// Reads up to the empty line after a header with a usable length, and returns that length.
    fn header(&mut self) -> io::Result<Option<u64>> {
        let mut length = None;
        loop {
            let Some(end) = memchr::memchr(b'\n', self.rest()) else {
                let surplus = self.rest().len().saturating_sub(CONTENT_LENGTH.len());
                if self.rest().len() > MAX_LINE {
                    self.drop_junk(surplus);
                    length = None;
                }
                if !self.fill()? {
                    self.drop_junk(self.rest().len());
                    return Ok(None);
                }
                continue;
            };
            let line = self.rest()[..end].trim_ascii();
            if line.is_empty() {
                self.take(end + 1);
                if length.is_some() {
                    return Ok(length);
                }
            } else if let Some(at) = find_content_length(line) {
                let value = line[at + CONTENT_LENGTH.len()..].trim_ascii();
                length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
                length = length.filter(|&length| length <= MAX_SKIP);
                if length.is_none() {
                    self.drop_junk(end + 1);
                } else {
                    self.junk += at as u64;
                    self.take(end + 1);
                }
            } else if is_header(line) {
                self.take(end + 1);
            } else {
                length = None;
                self.drop_junk(end + 1);
            }
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<Option<Frame>> {
        let mut head = Vec::new();
        let mut left = length;
        while left > 0 {
            if self.rest().is_empty() && !self.fill()? {
                return Ok(None);
            }
            let here = self.rest().len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let wanted = HEAD.saturating_sub(head.len()).min(here);
            head.extend_from_slice(&self.rest()[..wanted]);
            self.take(here);
            left -= here as u64;
        }
        Ok(Some(Frame::TooLong { head, length }))
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    fn take(&mut self, count: usize) {
        self.at += count;
    }

    fn drop_junk(&mut self, count: usize) {
        self.junk += count as u64;
        self.take(count);
    }

    /// Reads more; false at the end of the input.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let old = self.buffer.len();
        self.buffer.resize(old + (64 << 10), 0);
        loop {
            match self.input.read(&mut self.buffer[old..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
                    return read.map(|count| count > 0);
                }
            }
        }
    }
}

/// Where `content-length:` stands in `bytes`, in any casing.
fn find_content_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(CONTENT_LENGTH.len()).position(|window| window.eq_ignore_ascii_case(CONTENT_LENGTH))
}

/// Where a frame begins inside of a body. A line feed cannot stand in a JSON string, so text is not mistaken for one.
pub(crate) fn find_frame(body: &[u8]) -> Option<usize> {
    let at = find_content_length(body)?;
    let digits = body[at + CONTENT_LENGTH.len()..].trim_ascii_start();
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0 && matches!(digits.get(count), Some(b'\r' | b'\n'))).then_some(at)
}

/// Whether a line has the form `Name: value`.
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<Frame> {
        let mut frames = Frames::new(input, 16);
        std::iter::from_fn(|| frames.next().unwrap()).collect()
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn headers_in_any_form() {
        let input = b"content-type: application/vscode-jsonrpc; charset=utf8\r\nCONTENT-LENGTH:2\r\n\r\n{}\
            Content-Length: 1\nX-Other: a:b\n\n1\r\n\r\nContent-Length: 1\r\nContent-Type: text\r\n\r\n2";
        assert_eq!(all(input), [body("{}"), body("1"), body("2")]);
    }

    #[test]
    fn junk_is_skipped_up_to_the_next_header() {
        assert_eq!(all(b"what is this?\n{\"a\":1}Content-Length: 2\r\n\r\n{}"), [Frame::Junk(21), body("{}")]);
        assert_eq!(
            all(b"Content-Length: many\r\n\r\nContent-Length: 2\r\n\r\n{}rest"),
            [Frame::Junk(22), body("{}"), Frame::Junk(4)]
        );
        let mut long = vec![b'x'; 100_000];
        long.extend_from_slice(b"Content-Length: 1\r\n\r\n3");
        assert_eq!(all(&long), [Frame::Junk(100_000), body("3")]);
    }

    #[test]
    fn a_long_body_is_skipped_and_an_absurd_length_is_not_believed() {
        let mut input = b"Content-Length: 5000\r\n\r\n".to_vec();
        input.resize(input.len() + 5000, b'y');
        input.extend_from_slice(b"Content-Length: 99999999999999999\r\n\r\nContent-Length: 1\r\n\r\n4");
        let frames = all(&input);
        assert_eq!(frames[0], Frame::TooLong { head: vec![b'y'; HEAD], length: 5000 });
        assert_eq!(frames[1..], [Frame::Junk(35), body("4")]);
    }

    #[test]
    fn what_was_swallowed_comes_back() {
        let mut frames = Frames::new(&b"Content-Length: 1\r\n\r\n5"[..], 16);
        frames.give_back(b"Content-Length: 1\r\n\r\n4");
        assert_eq!(frames.next().unwrap(), Some(body("4")));
        assert_eq!(frames.next().unwrap(), Some(body("5")));
        assert_eq!(find_frame(b"{\"a\":Content-Length: 12\r\n\r\n{"), Some(5));
        assert_eq!(find_frame(b"{\"a\":\"Content-Length: 12\\r\\n\"}"), None);
    }
}
