//! Sessions with the language server as an editor has them: the real binary, over pipes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod lsp {
    #[allow(unreachable_pub, reason = "it is included by others as well")]
    mod client;
    mod documents;
    mod exit;
    mod features;
    mod gate;
    mod load;
    mod methods;
    mod panics;
    mod publish;
    mod session;
    mod workspace;
}
