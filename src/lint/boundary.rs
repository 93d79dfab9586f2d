//! A rule that panics costs its own findings, and a line in a log; not the file, not the session.
//!
//! No rule may panic on any input, and tests see to it. This is for the day when one does all the same.

use super::Rule;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

/// The codes of rules that have panicked in this process, each once, for the two faces to report.
static BROKEN: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

/// What `work` gives, which is a part of `rule`; the default if it panics.
pub(crate) fn guarded<T: Default>(rule: &'static Rule, work: impl FnOnce() -> T) -> T {
    // What a rule leaves half done is its own result, which is dropped.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let mut broken = BROKEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !broken.contains(&rule.code) {
            broken.push(rule.code);
        }
        T::default()
    })
}

/// The rules that have panicked since the last call.
#[must_use]
pub fn take_broken() -> Vec<&'static str> {
    std::mem::take(&mut *BROKEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::registry::RULES;

    #[test]
    fn a_panic_costs_what_the_rule_would_have_said() {
        let rule = RULES[0];
        assert_eq!(guarded(rule, || 5), 5);
        assert_eq!(guarded::<Option<u8>>(rule, || panic!("on purpose")), None);
        assert_eq!(take_broken(), [rule.code]);
        assert!(take_broken().is_empty());
    }
}
