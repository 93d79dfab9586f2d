//! Documents cited: what stands in 《》.

/// A document cited in a line. Indices count characters, the marks included in `at`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// From 《 to 》.
    pub at: (usize, usize),
    /// The title inside.
    pub title: (usize, usize),
}

/// The documents cited in a line, outermost marks only.
#[must_use]
pub fn citations(chars: &[char]) -> Vec<Citation> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in chars.iter().enumerate() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 && at > start + 1 {
                    found.push(Citation { at: (start, at + 1), title: (start + 1, at) });
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_and_broken_marks() {
        let chars: Vec<char> = "見《關於〈甲〉的《乙》辦法》與《丙".chars().collect();
        assert_eq!(citations(&chars), [Citation { at: (1, 14), title: (2, 13) }]);
        assert!(citations(&['》', '《', '》']).is_empty());
    }
}
