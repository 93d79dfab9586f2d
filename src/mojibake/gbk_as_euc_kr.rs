//! GBK that was read as EUC-KR.
//!
//! # What it does
//! Finds GBK whose pairs of bytes were read as EUC-KR (code page 949).
//!
//! # Why it is bad
//! The text looks like Korean syllables and hanja, and says nothing.
//!
//! # Example
//! `돨` was 的. Punctuation is the same in both.
//!
//! # Fix
//! Encodes back, decodes rightly, and replaces the run. Safe where every byte is known, the result is sound Chinese
//! and what stands there is not; Unsafe where the run is short and alone, or another charset explains it nearly as
//! well (then that reading is offered too). Where bytes were lost the character around them is marked by itself; what
//! may have stood there is ranked by the words around it, and the best is offered, Unsafe.
//!
//! # Limits
//! Korean text is left alone: its most used syllables are known, and its bytes are no sound Chinese. A pair that
//! EUC-KR lacks was lost.

use super::Signs;
use super::charset::{Charset, Taken, check, rule};
use crate::lint::{Rule, docs::module_docs};
use std::sync::OnceLock;

/// M120.
pub static RULE: Rule = rule(
    "M120",
    "gbk-as-euc-kr",
    "GBK was read as EUC-KR: this was {was}",
    module_docs!("gbk_as_euc_kr.rs"),
    check!(
        TAKEN,
        Signs::HANGUL.and(Signs::REPLACEMENT),
        "the text was GBK and was read as EUC-KR, which has Korean syllables and hanja for the same pairs of bytes"
    ),
);

/// What was taken for what.
pub(super) static TAKEN: Taken = Taken {
    rule: &RULE,
    was: Charset::Gbk,
    read_as: Charset::EucKr,
    twice: false,
    guessed: 4,
    rivals: &[],
    lost: OnceLock::new(),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::mojibake::charset::testing::{fixed, untouched};

    #[test]
    fn damage_is_undone() {
        assert_eq!(fixed(&RULE, "絞쥰懇固셕애무꼈죄쒔셌鑒앴돨괩멩。"), "雾岭市统计局公布了经济数据的报告。");
    }

    #[test]
    fn sound_text_stays() {
        untouched(
            &RULE,
            &[
                "한국어 문장은 그대로 두어야 합니다.",
                "서울특별시 통계청이 발표했다.",
                "괜찮아요, 뭐라고요?",
                "霧嶺市統計局公布數據。",
                "乙醯胺、哌嗪、蜻蜓、葡萄、鱖魚",
                "鷓鴣聲聲，饕餮魍魎，躑躅徘徊。",
                "嘅喺咗嚟睇吓佢哋",
            ],
        );
    }
}
