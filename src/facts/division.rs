//! Administrative divisions by name: `divisions.txt`.

use crate::text::word_list::{WordList, words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Names by their first two characters, each list longest first.
static NAMES: LazyLock<FxHashMap<[char; 2], Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut names: FxHashMap<[char; 2], Vec<Vec<char>>> = FxHashMap::default();
    let lines = include_str!("divisions.txt").lines().filter(|line| !line.starts_with(['#', '[']));
    for name in lines.flat_map(|line| line.split([' ', ':'])).chain(ELSEWHERE.words()) {
        let name: Vec<char> = name.chars().collect();
        if let [one, other, ..] = name[..] {
            names.entry([one, other]).or_default().push(name);
        }
    }
    names.values_mut().for_each(|list| list.sort_by_key(|name| std::cmp::Reverse(name.len())));
    names
});

/// Cities beyond the mainland that are named without their suffix.
const ELSEWHERE: &WordList = words![
    "台北", "新北", "台中", "台南", "高雄", "桃园", "新竹", "基隆", "嘉义", "花莲", "屏东", "宜兰", "九龙", "澎湖",
    "金门",
];

/// What the names begin with.
pub(super) fn pairs() -> impl Iterator<Item = [char; 2]> {
    NAMES.keys().copied()
}

/// The length of the division's name that `chars` (folded) begin with.
pub(super) fn at(chars: &[char]) -> Option<usize> {
    let list = NAMES.get(chars.first_chunk::<2>()?)?;
    list.iter().find(|name| chars.starts_with(name)).map(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded::Folded;

    #[test]
    fn cities_and_counties() {
        for (text, len) in [
            ("石家莊今年", Some(3)),
            ("石家莊市長安區", Some(4)),
            ("延邊朝鮮族自治州", Some(8)),
            ("雙江拉祜族佤族布朗族傣族自治縣", Some(15)),
            ("高雄港", Some(2)),
            ("霧嶺縣", None),
            ("來賓", None),
        ] {
            assert_eq!(at(Folded::new(text).chars()), len, "{text}");
        }
    }
}
