//! What the benches that tell MB/s share.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The best of so many.
const ROUNDS: usize = 7;

pub(crate) fn best(mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap()
}

/// The texts in a folder of the tests.
pub(crate) fn texts(folder: &str, read: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| read(&fs::read_to_string(path).unwrap())).collect()
}
