//! Placeholder.
pub mod forward;
