//! Sessions with the language server as an editor has them: the real binary, over pipes.

mod lsp {
    mod client;
    mod documents;
    mod exit;
    mod gate;
    mod load;
    mod panics;
    mod publish;
    mod session;
}
