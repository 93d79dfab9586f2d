//! What the article says: figures, dates, people, places, documents. Works on the repaired text.

pub mod date;
pub mod date_scan;
pub mod number;
pub mod unit;
