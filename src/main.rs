//! Arguments → cli or lsp, nothing else.

use clap::Parser;
use std::process::ExitCode;
use zhengwen::cli::{self, args::Arguments};
use zhengwen::lsp;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.is_server() { lsp::run() } else { cli::run(&arguments) }
}
