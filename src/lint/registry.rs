//! Every rule there is, in order of its code. A new rule is one line here.

use super::Rule;
use crate::{boilerplate, consistency, mojibake};

/// All rules.
pub static RULES: &[&Rule] = &[
    &boilerplate::site_chrome::RULE,
    &boilerplate::breadcrumb::RULE,
    &boilerplate::publication_line::RULE,
    &boilerplate::bare_timestamp::RULE,
    &boilerplate::source_line::RULE,
    &boilerplate::original_title::RULE,
    &boilerplate::editor_credit::RULE,
    &boilerplate::copyright_notice::RULE,
    &boilerplate::caption_line::RULE,
    &boilerplate::injected_keywords::RULE,
    &boilerplate::share_bar::RULE,
    &boilerplate::page_tools::RULE,
    &boilerplate::site_licence::RULE,
    &boilerplate::related_list::RULE,
    &boilerplate::paging::RULE,
    &boilerplate::comments::RULE,
    &boilerplate::app_promotion::RULE,
    &boilerplate::tags::RULE,
    &boilerplate::counters::RULE,
    &boilerplate::player_fallback::RULE,
    &boilerplate::hotline::RULE,
    &boilerplate::document_header::RULE,
    &boilerplate::account_header::RULE,
    &boilerplate::leaked_markup::RULE,
    &boilerplate::fused_caption::RULE,
    &boilerplate::page_line::RULE,
    &boilerplate::common_line::RULE,
    &consistency::sum_mismatch::RULE,
    &consistency::conflicting_figures::RULE,
    &consistency::growth_mismatch::RULE,
    &consistency::share_over_whole::RULE,
    &consistency::impossible_date::RULE,
    &consistency::wrong_weekday::RULE,
    &mojibake::injected_pinyin::RULE,
    &mojibake::shifted_gloss::RULE,
    &mojibake::cut_character::RULE,
    &mojibake::latin_cipher::RULE,
    &mojibake::utf8_as_latin1::RULE,
    &mojibake::utf8_as_gbk::RULE,
    &mojibake::utf8_as_cp1252_lossy::RULE,
    &mojibake::gbk_as_latin1::RULE,
    &mojibake::gbk_as_big5::RULE,
    &mojibake::big5_as_gbk::RULE,
    &mojibake::big5_as_latin1::RULE,
    &mojibake::utf8_as_big5::RULE,
    &mojibake::utf8_as_shift_jis::RULE,
    &mojibake::gbk_as_shift_jis::RULE,
    &mojibake::gbk_as_euc_kr::RULE,
    &mojibake::utf16_as_bytes::RULE,
    &mojibake::utf16_swapped::RULE,
    &mojibake::byte_order_mark::RULE,
    &mojibake::no_break_space::RULE,
    &mojibake::html_entity::RULE,
    &mojibake::bare_entity::RULE,
    &mojibake::unicode_escape::RULE,
    &mojibake::percent_encoding::RULE,
    &mojibake::quoted_printable::RULE,
    &mojibake::byte_literal::RULE,
    &mojibake::seven_bit::RULE,
    &mojibake::euro_byte::RULE,
    &mojibake::private_use::RULE,
    &mojibake::full_width_letter::RULE,
    &mojibake::half_width_katakana::RULE,
    &mojibake::radical_for_character::RULE,
    &mojibake::compatibility_ideograph::RULE,
    &mojibake::invisible_character::RULE,
    &mojibake::control_character::RULE,
    &mojibake::replacement_character::RULE,
    &mojibake::kun_jin_kao::RULE,
    &mojibake::debug_fill::RULE,
];

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
