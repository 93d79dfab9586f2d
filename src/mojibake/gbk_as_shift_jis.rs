//! GBK that was read as Shift-JIS.
//!
//! # What it does
//! Finds GBK whose bytes were read as Shift-JIS.
//!
//! # Why it is bad
//! The text cannot be read, searched or counted; and some of its bytes are gone, because the wrong charset has no
//! character for them.
//!
//! # Example
//! `ｵﾄ` was 的, `｣ｬ` was a full-width comma.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too). Where bytes were lost the character around them is marked by itself; what
//! may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Lead bytes from E0 on take the next byte with them, so pairs come apart and stay apart up to the next half-width
//! letter; a pair that Shift-JIS lacks is lost. Japanese text with half-width katakana is left alone.

use super::charset::{Charset, Taken, check, rule};
use super::{Signs, utf8_as_shift_jis};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M119.
pub static RULE: Rule = rule(
    "M119",
    "gbk-as-shift-jis",
    "GBK was read as Shift-JIS: this was {was}",
    module_docs!("gbk_as_shift_jis.rs"),
    check!(
        TAKEN,
        Signs::HALF_WIDTH,
        "the text was GBK and was read as Shift-JIS, which reads most of its bytes as half-width katakana"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Gbk,
    read_as: Charset::ShiftJis,
    twice: false,
    guessed: 2,
    rivals: &[&utf8_as_shift_jis::TAKEN],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "ｹｫｲｼﾁﾋｾｭｼﾃﾊ\u{F8F1}ｾﾝｵﾄﾍｳｼﾆｾﾖ"), "公布了经济数据的统计局");
    }

    #[test]
    fn sound_text_stays() {
        untouched(
            &RULE,
            &[
                "霧嶺市統計局公布數據。",
                "乙醯胺、哌嗪、蜻蜓、葡萄、鱖魚",
                "鷓鴣聲聲，饕餮魍魎，躑躅徘徊。",
                "嘅喺咗嚟睇吓佢哋",
                "ﾃﾚﾋﾞとﾗｼﾞｵのﾆｭｰｽ",
                "ｱｲｳｴｵ ｶｷｸｹｺ ｻｼｽｾｿ ﾀﾁﾂﾃﾄ",
            ],
        );
    }
}
