//! Units of measure, from `units.txt`: what a text calls them, what they measure, their SI value.

use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::text::word_list::{Beginnings, WordTable, begins_with, word_table};

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Money; the unit is an ISO 4217 code.
    Currency,
    /// So many of something; the unit is the measure word.
    Count,
    /// A share of a hundred.
    Percent,
    /// A difference of two percentages.
    PercentagePoint,
    /// A place in a ranking.
    Rank,
    /// A place in a series: 第11場.
    Ordinal,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Kilograms.
    Mass,
    /// Joules.
    Energy,
    /// Watts.
    Power,
    /// Degrees.
    Temperature,
    /// Seconds.
    Duration,
    /// So many times as much, or one to the other.
    Ratio,
    /// A number with another unit, or with none.
    Number,
}

impl Quantity {
    /// The word for it in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Currency => "currency",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::Rank => "rank",
            Self::Ordinal => "ordinal",
            Self::Length => "length",
            Self::Area => "area",
            Self::Volume => "volume",
            Self::Mass => "mass",
            Self::Energy => "energy",
            Self::Power => "power",
            Self::Temperature => "temperature",
            Self::Duration => "duration",
            Self::Ratio => "ratio",
            Self::Number => "number",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "currency" => Self::Currency,
            "count" => Self::Count,
            "percent" => Self::Percent,
            "percentage_point" => Self::PercentagePoint,
            "length" => Self::Length,
            "area" => Self::Area,
            "volume" => Self::Volume,
            "mass" => Self::Mass,
            "energy" => Self::Energy,
            "power" => Self::Power,
            "temperature" => Self::Temperature,
            "duration" => Self::Duration,
            "ratio" => Self::Ratio,
            "number" => Self::Number,
            _ => return None,
        })
    }

    /// Whether the unit has an SI value.
    #[must_use]
    pub const fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Length | Self::Area | Self::Volume | Self::Mass | Self::Energy | Self::Power | Self::Duration
        )
    }
}

/// A unit as one of its forms names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub quantity: Quantity,
    /// ISO code, `%`, `pp`, SI symbol; empty for a measure word, which is its own unit.
    pub code: &'static str,
    /// What it is called here, folded.
    pub form: &'static str,
    /// How many of `code` one of this unit is; 1 for a measure word.
    pub factor: Decimal,
    /// Whether it is a unit after Arabic digits only.
    pub arabic_only: bool,
}

impl Unit {
    /// Whether one speaks of half of it: 半公里, 三吨半, 半成, 六岁半, 两倍半.
    #[must_use]
    pub fn is_halved(&self) -> bool {
        let tenths = self.quantity == Quantity::Percent && self.factor == Decimal::TEN;
        self.quantity.is_measured() || tenths || matches!(self.form, "岁" | "倍")
    }
}

/// What a unit is called, and the unit; a word that begins like one has none.
type Form = (Vec<char>, Option<Unit>);

/// Units by first character, each list longest first.
#[derive(Default)]
struct Table {
    by_first: HashMap<char, Vec<Form>>,
    /// What they begin with: most of what is asked for is none.
    beginnings: Beginnings,
}

static UNITS: LazyLock<Table> = LazyLock::new(|| parse(include_str!("units.txt")));

fn parse(data: &'static str) -> Table {
    let mut units = Table::default();
    let mut add = |form: &str, unit: Option<Unit>| {
        units.beginnings.add(form);
        let form: Vec<char> = form.chars().collect();
        units.by_first.entry(form.first().copied().unwrap_or_default()).or_default().push((form, unit));
    };
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        if let Some(words) = line.strip_prefix("stop ") {
            words.split_whitespace().for_each(|word| add(word, None));
            continue;
        }
        let mut words = line.split_whitespace();
        let (Some(quantity), Some(code), Some(factor)) =
            (words.next().and_then(Quantity::parse), words.next(), words.next())
        else {
            continue;
        };
        let factor = factor.parse().unwrap_or(Decimal::ONE);
        let code = if code == "=" { "" } else { code };
        for form in words {
            let arabic_only = form.starts_with('!');
            let form = form.trim_start_matches('!');
            let unit = Unit { quantity, code, form, factor, arabic_only };
            add(form, Some(unit));
        }
    }
    units.by_first.values_mut().for_each(|list| list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
    units
}

/// The unit that `chars` (folded) begin with, the longest, and its length in characters.
///
/// A Latin symbol (`km`) is one only where no Latin letter or digit follows.
#[must_use]
pub fn unit(chars: &[char]) -> Option<(&'static Unit, usize)> {
    let units = &*UNITS;
    let list = units.beginnings.may_begin(chars).then(|| units.by_first.get(chars.first()?))??;
    let (form, unit) = list.iter().find(|(form, _)| {
        let len = form.len();
        let latin = || form.last().is_some_and(char::is_ascii_alphabetic);
        begins_with(chars, form) && !(chars.get(len).is_some_and(char::is_ascii_alphanumeric) && latin())
    })?;
    unit.as_ref().map(|unit| (unit, form.len()))
}

/// A currency that stands before its number: `人民幣`, `US$`. Its code and its length in characters, for what `chars`
/// (folded) end with.
#[must_use]
pub fn currency_before(chars: &[char]) -> Option<(&'static str, usize)> {
    const SIGNS: &WordTable<&str> = word_table![&str:
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("US$", "USD"),
        ("MOP$", "MOP"),
        ("A$", "AUD"),
        ("S$", "SGD"),
        ("$", "USD"),
        ("RMB", "CNY"),
        ("CNY", "CNY"),
        ("USD", "USD"),
        ("HKD", "HKD"),
        ("EUR", "EUR"),
        ("¥", "CNY"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("人民币", "CNY"),
        ("新台币", "TWD"),
        ("台币", "TWD"),
        ("港币", "HKD"),
    ];
    SIGNS.value_at_end(chars)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded::Folded;

    fn code(text: &str) -> Option<(Quantity, String, usize)> {
        unit(Folded::new(text).chars()).map(|(unit, len)| (unit.quantity, unit.code.to_owned(), len))
    }

    #[test]
    fn longest_form_in_either_script() {
        assert_eq!(code("個百分點,"), Some((Quantity::PercentagePoint, "pp".into(), 4)));
        assert_eq!(code("平方公里的"), Some((Quantity::Area, "m²".into(), 4)));
        assert_eq!(code("萬"), None);
        assert_eq!(code("億"), None);
        assert_eq!(code("戶次"), Some((Quantity::Count, String::new(), 2)));
        assert_eq!(code("噸鋼"), Some((Quantity::Mass, "kg".into(), 1)));
        assert_eq!(code("美元"), Some((Quantity::Currency, "USD".into(), 2)));
        assert_eq!(code("km/h"), Some((Quantity::Number, "m/s".into(), 4)));
        assert_eq!(code("mate60"), None);
    }

    #[test]
    fn the_table_is_sound() {
        for line in include_str!("units.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("stop"))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(words.len() >= 4 && Quantity::parse(words[0]).is_some(), "{line}");
            assert!(words[2] == "-" || words[2].parse::<Decimal>().is_ok(), "{line}");
            for form in &words[3..] {
                let folded: String = form.chars().map(crate::text::folded::fold).collect();
                assert_eq!(&folded, form, "forms are folded");
            }
        }
    }
}
