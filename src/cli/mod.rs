//! The terminal's face: `check`, `fix`, `article`, `facts`, `outline`, `explain`, `config`.
//!
//! One file per command. What commands share: [`args`], which files there are ([`files`]), doing many at once ([`work`]), and
//! [`report`].
//! Exit codes: 0 nothing found, 1 something found, 2 something could not be done.

#![expect(clippy::disallowed_methods, reason = "files and the terminal are what this room is for")]

pub mod args;

mod article;
mod check;
mod common;
mod config;
mod explain;
mod facts;
mod files;
mod fix;
mod outline;
mod report;
mod terminal;
mod work;

use crate::language::Language;
use args::{Arguments, Command};
use std::process::ExitCode;

/// What a command came to; the worse is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing found.
    #[default]
    Clean,
    /// Something found.
    Found,
    /// Something could not be done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Runs a command other than `lsp`.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    Language::of_environment().use_it();
    let outcome = match &arguments.command {
        Command::Check(check) => check::run(check),
        Command::Fix(fix) => fix::run(fix),
        Command::Article(article) => article::run(article),
        Command::Facts(facts) => facts::run(facts),
        Command::Outline(outline) => outline::run(outline),
        Command::Explain(explain) => explain::run(explain),
        Command::Config(config) => config::run(config),
        Command::Lsp(_) => Outcome::Failed,
    };
    outcome.into()
}
