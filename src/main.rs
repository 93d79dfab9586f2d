//! Arguments → cli or lsp, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => zhengwen::lsp::run(),
        _ => ExitCode::from(2),
    }
}
