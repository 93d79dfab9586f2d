//! One file per request: from the protocol, to the engine, to the protocol, and nothing else.

pub mod code_action;
pub mod diagnostics;
pub mod document_symbol;
pub mod facts;
pub mod folding_range;
pub mod hover;
pub mod leave_alone;
pub mod semantic_tokens;
pub mod status;
