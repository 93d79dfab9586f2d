//! zhengwen
pub mod article;
pub mod boilerplate;
pub mod cli;
pub mod config;
pub mod facts;
pub mod lint;
pub mod lsp;
pub mod mojibake;
pub mod outline;
pub mod text;
