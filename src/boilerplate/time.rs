//! Dates and times of day as they stand in the head of a page. They are only recognised here, not read.

use regex::Regex;
use std::sync::LazyLock;

/// A date, a time of day or both, in folded text, with the day of the week and what stands for "published" before it.
/// The groups: `year` for a date with a year, `day` for one without, `iso` where it is written with digits only, `clock` for a time of day.
pub(super) static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    let date =
        r"(?:(?P<year>(?:19|20)\d\d|(?:民国)?1\d\d(?:年))(?P<iso>[-/.])?年?\s?[01]?\d(?:[-/.]|月)\s?[0-3]?\d日?)";
    let short = r"(?P<day>\d{1,2}月\d{1,2}日)";
    let week = r"(?:\s?[,(]?\s?(?:星期|周|礼拜)[一二三四五六日天]\s?\)?)?";
    let clock = r"(?P<clock>(?:上午|下午|晚间|凌晨|[ap]m)?\s?[0-2]?\d(?::|时|点)[0-5]\d(?:分|(?::[0-5]\d(?:秒)?)?)(?:\.\d+)?(?:\s?[ap]m|z|\+\d\d:?\d\d)?)";
    Regex::new(&format!(
        r"(?:{date}|{short}){week}(?:[t,\s]*{clock})?|{clock2}",
        clock2 = clock.replace("clock", "alone")
    ))
    .expect("the pattern is a constant, and tested")
});

/// The kinds of time in a folded line, and what is left of the line without them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamps {
    /// How many dates, times, or dates with times.
    pub(super) count: usize,
    /// Whether there is a date with a year.
    pub(super) year: bool,
    /// Whether there is a date without a year.
    pub(super) day: bool,
    /// Whether there is a date written with digits only.
    pub(super) iso: bool,
    /// Whether there is a time of day.
    pub(super) clock: bool,
    /// What is left.
    pub(super) rest: String,
}

impl Stamps {
    pub(super) fn of(folded: &str) -> Self {
        let mut stamps = Self::default();
        let mut at = 0;
        for found in STAMP.captures_iter(folded) {
            let Some(whole) = found.get(0) else { continue };
            stamps.count += 1;
            stamps.year |= found.name("year").is_some();
            stamps.day |= found.name("day").is_some();
            stamps.iso |= found.name("iso").is_some();
            stamps.clock |= found.name("clock").is_some() || found.name("alone").is_some();
            stamps.rest.push_str(&folded[at..whole.start()]);
            stamps.rest.push(' ');
            at = whole.end();
        }
        stamps.rest.push_str(&folded[at..]);
        stamps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        for stamp in [
            "2024-04-23 10:00:21",
            "2024年4月23日",
            "2024年04月23日 10:00",
            "2024/04/23",
            "2024.04.23 09:15",
            "10:02",
            "2024年4月23日 星期二 上午10:00",
            "110年3月1日",
            "4月23日",
            "2024-04-23t10:00:21+08:00",
            "2024年4月23日10时05分",
            "2024-04-23 (周二) 10:00",
        ] {
            let stamps = Stamps::of(stamp);
            assert!(stamps.count == 1 && stamps.rest.trim().is_empty(), "{stamp}: {stamps:?}");
        }
        let stamps = Stamps::of("新华网 2024-04-23 10:00 来源:霧");
        assert!(stamps.year && stamps.iso && stamps.clock && stamps.rest.contains("来源"));
        assert_eq!(Stamps::of("比分3:2").count, 0);
    }
}
