//! How likely a name is: its family name and the characters of its given name, by how many people have them.
//!
//! Costs are in nats, as those of `mojibake::words`, beside which they are held: a name that costs less than the words
//! that it might be is rather a name. `name_characters.txt` has the tables, `make_names.py` says where they are from.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a compound family name costs, a family name and a character that are not on file, and a given name of one and of
/// two characters beside its characters.
const COMPOUND: f32 = 8.0;
const RARE_FAMILY: f32 = 11.0;
const RARE_GIVEN: f32 = 13.5;
const LENGTHS: [f32; 2] = [1.6, 0.2];
/// What there being a name costs: less than nothing, for the words it is held against are none of a text with names.
const NAME: f32 = -5.0;

struct Tables {
    family: FxHashMap<char, f32>,
    given: FxHashMap<char, f32>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let data = include_str!("name_characters.txt");
    let (family, given) = data.split_once("[given]").unwrap_or((data, ""));
    let table = |part: &str| {
        let rows = part.lines().filter_map(|line| line.split_once(' '));
        let rows = rows.filter_map(|(tenths, chars)| Some((tenths.parse::<u8>().ok()?, chars)));
        rows.flat_map(|(tenths, chars)| chars.chars().map(move |c| (c, f32::from(tenths) / 10.0))).collect()
    };
    Tables { family: table(family), given: table(given) }
});

/// What a name costs, in nats; characters are folded.
pub(super) fn cost(family: &[char], given: &[char]) -> f32 {
    let tables = &*TABLES;
    let family = match family {
        [one] => tables.family.get(one).copied().unwrap_or(RARE_FAMILY),
        _ => COMPOUND,
    };
    let given_cost: f32 = given.iter().map(|c| tables.given.get(c).copied().unwrap_or(RARE_GIVEN)).sum();
    NAME + LENGTHS[given.len().clamp(1, 2) - 1] + family + given_cost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_many_have_cost_less() {
        let cost = |name: &str| {
            let name: Vec<char> = name.chars().collect();
            cost(&name[..1], &name[1..])
        };
        assert!(cost("王志明") < cost("冼志明") && cost("王志明") < cost("王就的"));
        assert!(cost("王明") < cost("王志明"));
    }
}
