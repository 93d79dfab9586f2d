//! zhengwen (正文, "the body of the text") reads scraped Chinese news: what is damaged, what is not article, and what
//! the article says.
//!
//! ```text
//!  bytes ──► text ──► mojibake ──► boilerplate ──► outline ──► facts ──► consistency
//!           decode    what broke    what is not     speakers,   figures,   do the figures
//!           lines     + repair      the article     sections    dates …    agree?
//!                       │
//!                       ▼
//!              repaired text, every span of it mapped back to the text on disk
//!                       │
//!                       ▼
//!                    Article  ──►  lsp   (editor)
//!                             ──►  cli   (terminal, pipes, corpora)
//! ```
//!
//! Each room reads what is to its left and nothing to its right. Everything after [`mojibake`] works on the repaired
//! text, so that `增長(zhǎng)5.3%` is the figure `增長5.3%`, and its span on disk is still exact. Rooms to the left of
//! [`article`] do no I/O, know no protocol, and cannot fail: bad text is a finding, not an error.
//!
//! - [`text`]: what a document is: bytes and encodings, positions, edits, views. Knows nothing of news.
//! - [`lint`]: what a rule is, the registry, selection.
//! - [`mojibake`] and [`boilerplate`]: the rules, one file each.
//! - [`outline`] and [`facts`]: what the article says; [`consistency`]: whether it can all be true.
//! - [`article`]: all that is known of one document, kept up to date under edits.
//! - [`language`]: what is said to people, in their language.
//! - [`config`]: `zhengwen.toml`, one schema for both faces.
//! - `files`: finding, reading and replacing text files, for both faces.
//! - [`cli`] and [`lsp`]: the two faces. Only they know of terminals, files and protocols.
//!
//! Spans are half-open byte ranges of the text on disk, decoded; lines and columns exist only in [`text::position`]
//! and at the two faces.

#![warn(clippy::disallowed_methods)]

pub mod article;
pub mod boilerplate;
pub mod cli;
pub mod config;
pub mod consistency;
pub mod facts;
mod files;
pub mod language;
pub mod lint;
pub mod lsp;
pub mod mojibake;
pub mod outline;
pub mod text;
