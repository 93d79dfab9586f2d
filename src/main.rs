//! `zhengwen`: arguments, then the command line or the language server.

fn main() {}
