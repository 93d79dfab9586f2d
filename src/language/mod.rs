//! What is said to people, in their language: English, Simplified or Traditional Chinese.
//!
//! Messages are written in English where they arise, and translated at the two faces, by [`say`], from one catalogue
//! (`catalogue.txt`, and `pages.txt` for the pages of the rules). An entry may have `{}` for what differs from place to
//! place; what stands there is looked up in its turn. Traditional is made from Simplified by `src/build.rs`, but for what
//! stands in backticks. What scripts read (JSON, exit codes, rule names) is never translated.
//!
//! The language is that of the process: the editor's locale (`initialize`), or `ZHENGWEN_LANG`, `LC_ALL`, `LC_MESSAGES`,
//! `LANG`.

mod catalogue;

pub use catalogue::{page, say_in};

use std::borrow::Cow;
use std::sync::atomic::{AtomicU8, Ordering};

/// A language that messages are said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese in Simplified characters.
    Simplified,
    /// Chinese in Traditional characters.
    Traditional,
}

static OF_PROCESS: AtomicU8 = AtomicU8::new(0);

impl Language {
    /// The language of a BCP 47 tag or a POSIX locale: `zh-TW`, `zh_CN.UTF-8`, `zh-Hant`. Everything but Chinese is English.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let tag = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        if !matches!(parts.next(), Some("zh" | "cmn" | "yue")) {
            return Self::English;
        }
        let parts: Vec<&str> = parts.collect();
        let says = |part: &str| parts.contains(&part);
        if says("hant") || !says("hans") && (says("tw") || says("hk") || says("mo")) {
            Self::Traditional
        } else {
            Self::Simplified
        }
    }

    /// What the environment asks for.
    #[must_use]
    pub fn of_environment() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        ["ZHENGWEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(set)
            .map_or(Self::English, |tag| Self::of(&tag))
    }

    /// The language of this process.
    #[must_use]
    pub fn of_process() -> Self {
        match OF_PROCESS.load(Ordering::Relaxed) {
            1 => Self::Simplified,
            2 => Self::Traditional,
            _ => Self::English,
        }
    }

    /// Makes it the language of this process.
    pub fn use_it(self) {
        OF_PROCESS.store(self as u8, Ordering::Relaxed);
    }
}

/// An English message in the language of this process.
#[must_use]
pub fn say(english: &str) -> Cow<'_, str> {
    say_in(Language::of_process(), english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales() {
        use Language::{English, Simplified, Traditional};
        for (tag, language) in [
            ("", English),
            ("C", English),
            ("de_DE.UTF-8", English),
            ("zh", Simplified),
            ("zh-cn", Simplified),
            ("zh_CN.UTF-8", Simplified),
            ("zh-Hans-HK", Simplified),
            ("zh-TW", Traditional),
            ("zh_HK.UTF-8", Traditional),
            ("zh-Hant", Traditional),
            ("yue-HK", Traditional),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }
}
