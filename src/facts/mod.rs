//! What the article says: figures, dates, people, places, documents. Works on the repaired text.

pub mod context;
pub mod date;
pub mod date_scan;
pub mod figure;
pub mod label;
pub mod number;
pub mod place;
pub mod unit;
