//! Which lines stand in many files: what a site puts on each of its pages is no article.
//!
//! One pass over the files counts in how many each line stands; a second reads them with the counts at hand. The table
//! has room for so many lines and no more: when it is full, lines that were seen once are forgotten, then those seen
//! twice, and so on. A line of a site whose files come one after the other is counted long before that.
//!
//! A file of which all long paragraphs stand in earlier ones is the same article once more, and is not counted: or else
//! the paragraphs of an article that was saved five times would stand in five files.

use crate::text::han;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A line that stands in so many files says something.
pub const MANY: u32 = 5;
/// Fewer files than this are not worth counting in.
pub const LEAST_FILES: usize = 20;
/// Lines that the table has room for: some 64 MB.
const ROOM: usize = 2 << 20;
/// Paragraphs by which files are told apart, at most: some 32 MB.
const PARAGRAPHS: usize = 1 << 20;
/// In characters: from here on, a paragraph tells an article from others.
const LONG: usize = 40;
/// In characters: longer lines are not counted.
const LONGEST: usize = 400;

/// In how many files each line stands.
#[derive(Clone, Debug)]
pub struct CommonLines {
    counts: FxHashMap<u64, u32>,
    paragraphs: FxHashSet<u64>,
    room: usize,
    files: usize,
}

impl Default for CommonLines {
    fn default() -> Self {
        Self::with_room(ROOM)
    }
}

impl CommonLines {
    /// A table with room for so many lines.
    #[must_use]
    pub fn with_room(lines: usize) -> Self {
        let (counts, paragraphs) = (FxHashMap::default(), FxHashSet::default());
        Self { counts, paragraphs, room: lines.max(16), files: 0 }
    }

    /// Counts the lines of one file.
    pub fn add(&mut self, text: &str) {
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        let mut own = FxHashSet::default();
        let (mut long, mut known) = (0, 0);
        for line in lines {
            own.extend(key(line));
            if line.chars().nth(LONG).is_some() {
                long += 1;
                known += usize::from(self.is_known(line));
            }
        }
        if long > 0 && known == long {
            return;
        }
        self.files += 1;
        for key in own {
            *self.counts.entry(key).or_insert(0) += 1;
        }
        // Down to the half, so that it is not to be done again for each file.
        let mut least = 1;
        while self.counts.len() > self.room || (least > 1 && self.counts.len() > self.room / 2) {
            self.counts.retain(|_, count| *count > least);
            least += 1;
        }
    }

    /// Whether a paragraph has been seen, which it has from now on.
    fn is_known(&mut self, paragraph: &str) -> bool {
        if self.paragraphs.len() >= PARAGRAPHS {
            self.paragraphs.clear();
        }
        !self.paragraphs.insert(hash(paragraph))
    }

    /// In how many files `line` stands, of those that were counted.
    #[must_use]
    pub fn files_with(&self, line: &str) -> u32 {
        key(line.trim()).and_then(|key| self.counts.get(&key)).copied().unwrap_or(0)
    }

    /// How many files were counted.
    #[must_use]
    pub const fn files(&self) -> usize {
        self.files
    }

    /// Bytes that the tables take.
    #[must_use]
    pub fn memory(&self) -> usize {
        // An entry and a byte of control each.
        self.counts.capacity() * (size_of::<(u64, u32)>() + 1) + self.paragraphs.capacity() * (size_of::<u64>() + 1)
    }
}

/// In Han characters: up to here, a line with numbers is a counter or a date; longer ones may be headlines of a series.
const COUNTER: usize = 6;

/// What `line` is counted by, if it is: in counters all digits are alike, for they go on.
fn key(line: &str) -> Option<u64> {
    let has_words = line.chars().any(|c| han::is_han(c) || c.is_ascii_alphabetic());
    let is_long = line.len() > LONGEST * 3 || line.chars().count() > LONGEST;
    (has_words && !is_long && !is_of_an_article(line)).then(|| hash(line))
}

fn hash(line: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let is_counter = line.chars().filter(|c| han::is_han(*c)).nth(COUNTER).is_none();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        (if is_counter && c.is_ascii_digit() { '0' } else { c }).hash(&mut hasher);
    }
    // The low bits of the hash are the table's.
    hasher.finish()
}

/// What articles repeat among themselves: end marks, speakers, bylines, numbered headings.
fn is_of_an_article(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let ends = ["完", "END", "end", "未完待續", "未完待续"];
    let by = ["記者", "记者", "文/", "文／", "文｜", "文|", "作者", "撰文", "【記者", "【记者"];
    let numbered = line.starts_with(['第', '（', '(', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
        && line.chars().take(6).any(|c| matches!(c, '、' | '）' | ')' | '條' | '条' | '章'));
    ends.contains(&bare) || line.ends_with([':', '：']) || by.iter().any(|by| line.starts_with(by)) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_many_files() {
        let mut common = CommonLines::default();
        for file in 0..9 {
            common.add(&format!("觀天 望海\n霧嶺第{file}座橋通車的消息\n閱讀 {file}{file}\n（完）\n觀天 望海\n"));
        }
        assert_eq!(common.files(), 9);
        assert_eq!((common.files_with("觀天 望海"), common.files_with(" 觀天望海")), (9, 9));
        assert_eq!((common.files_with("閱讀 3421"), common.files_with("（完）"), common.files_with("無")), (0, 0, 0));
        assert_eq!((common.files_with("閱讀 34"), common.files_with("霧嶺第5座橋通車的消息")), (9, 1));
    }

    #[test]
    fn the_same_article_again_does_not_count() {
        let mut common = CommonLines::default();
        let article = "五月六日上午，霧嶺縣青石河上的三座大橋同時合龍，兩岸的居民一早就趕來觀看，小販們也來了。\n好";
        (0..9).for_each(|_| common.add(article));
        assert_eq!((common.files(), common.files_with("好")), (1, 1));
    }

    #[test]
    fn the_table_stays_small() {
        let mut common = CommonLines::with_room(100);
        for file in 0..1000 {
            let own: String =
                (0..20).map(|line| format!("第{file}頁的第{line}行獨此一家{}\n", "甲".repeat(file % 7))).collect();
            common.add(&format!("{own}觀天 望海\n"));
        }
        assert!(common.memory() < 20_000, "{}", common.memory());
        assert!(common.files_with("觀天 望海") > 900);
    }
}
