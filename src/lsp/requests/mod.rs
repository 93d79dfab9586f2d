//! One file per request: from the protocol, to the engine, to the protocol, and nothing else.

pub mod code_action;
pub mod diagnostics;
pub mod document_symbol;
pub mod folding_range;
pub mod hover;
