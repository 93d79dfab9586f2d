//! Every rule there is, in order of its code. A new rule is one line here.

use super::Rule;
use crate::mojibake;

/// All rules.
pub static RULES: &[&Rule] = &[&mojibake::injected_pinyin::RULE];

/// The rule with this code or name, whatever the case.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name.eq_ignore_ascii_case(code_or_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_well_formed() {
        for (i, rule) in RULES.iter().enumerate() {
            assert!(rule.code.len() == 4 && rule.code[1..].bytes().all(|b| b.is_ascii_digit()), "{}", rule.code);
            assert!(
                rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()),
                "{}",
                rule.name
            );
            assert!(RULES[..i].iter().all(|other| other.code < rule.code && other.name != rule.name), "{}", rule.code);
        }
    }
}
