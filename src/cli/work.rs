//! Many files at once, their results in order.

use rayon::ThreadPoolBuilder;
use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

/// What became of one item: a result, or the words of a panic.
pub(super) type Worked<R> = Result<R, String>;

/// Does `work` on each item, on `jobs` threads (0: one for each processor), and hands the results to `done` in the
/// order of the items, on the calling thread, until it breaks off.
///
/// Results that wait for an earlier one are few, however many items there are: work runs ahead only so far.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(Worked<R>) -> ControlFlow<()>,
) -> Result<(), String> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(|error| format!("threads: {error}"))?;
    let ahead = 8 * pool.current_num_threads();
    let work = &work;
    pool.in_place_scope_fifo(|scope| {
        let (sender, results) = mpsc::channel();
        let mut waiting = BTreeMap::new();
        let mut started = 0;
        for next in 0..items.len() {
            while started < items.len().min(next + ahead) {
                let (index, item, sender) = (started, &items[started], sender.clone());
                scope.spawn_fifo(move |_| {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item))).map_err(|panic| words(panic.as_ref()));
                    // Nobody listens any more once `done` has broken off.
                    let _ = sender.send((index, result));
                });
                started += 1;
            }
            let result = loop {
                if let Some(result) = waiting.remove(&next) {
                    break result;
                }
                match results.recv() {
                    Ok((index, result)) => waiting.insert(index, result),
                    Err(mpsc::RecvError) => return,
                };
            };
            if done(result).is_break() {
                return;
            }
        }
    });
    Ok(())
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("internal error (please report it): {}", text.unwrap_or("no message"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        let items: Vec<u64> = (0..200).collect();
        for jobs in [1, 2, 7] {
            let mut results = Vec::new();
            let work = |item: &u64| {
                std::thread::sleep(Duration::from_micros((item * 7919) % 300));
                *item
            };
            in_order(&items, jobs, work, |result| {
                results.push(result.unwrap());
                ControlFlow::Continue(())
            })
            .unwrap();
            assert_eq!(results, items);
        }
    }

    #[test]
    fn a_panic_costs_its_own_item() {
        let mut results = Vec::new();
        let work = |item: &u8| if *item == 1 { panic!("no {item}") } else { *item };
        in_order(&[0, 1, 2], 2, work, |result| {
            results.push(result);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(results, [Ok(0), Err("internal error (please report it): no 1".to_owned()), Ok(2)]);
    }

    #[test]
    fn it_can_be_broken_off() {
        let mut seen = 0;
        let stop = |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        in_order(&[0; 100], 2, |_| (), stop).unwrap();
        assert_eq!(seen, 3);
    }
}
