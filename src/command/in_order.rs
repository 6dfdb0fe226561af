//! Work on all cores, its results in the order it was given in.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items that a worker may be ahead of the one whose result is awaited: what waits to be told does not pile up.
const AHEAD: usize = 64;

struct State<R> {
    /// How many items were taken, how many results were told.
    taken: usize,
    told: usize,
    ready: BTreeMap<usize, R>,
    ended: bool,
    /// Nobody listens any more.
    stopped: bool,
}

/// Does `work` on each item in so many threads, and tells each result in the items' order; `false` from `tell` ends it. Items are
/// asked for when a thread is free, and never many more than were told.
pub(crate) fn in_order<T, R: Send>(
    threads: NonZero<usize>,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut tell: impl FnMut(R) -> bool,
) {
    // (Under a lock of their own: who waits for the next item, which a pipe may be slow to give, keeps nobody from telling.)
    let items = Mutex::new(items.enumerate());
    let state = Mutex::new(State { taken: 0, told: 0, ready: BTreeMap::new(), ended: false, stopped: false });
    let changed = Condvar::new();
    let worker = || {
        loop {
            let (at, item) = {
                let mut items = lock(&items);
                let is_far_ahead = |state: &mut State<R>| !state.stopped && state.taken > state.told + AHEAD;
                let ends = {
                    let state = changed.wait_while(lock(&state), is_far_ahead).unwrap_or_else(PoisonError::into_inner);
                    state.stopped || state.ended
                };
                if ends {
                    return;
                }
                let next = items.next();
                let mut state = lock(&state);
                let Some(next) = next else {
                    state.ended = true;
                    changed.notify_all();
                    return;
                };
                state.taken += 1;
                next
            };
            let result = work(item);
            lock(&state).ready.insert(at, result);
            changed.notify_all();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.get() {
            scope.spawn(worker);
        }
        loop {
            let result = {
                let mut state = lock(&state);
                loop {
                    let told = state.told;
                    if let Some(result) = state.ready.remove(&told) {
                        state.told += 1;
                        changed.notify_all();
                        break result;
                    }
                    if state.ended && state.told == state.taken {
                        return;
                    }
                    state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            };
            if !tell(result) {
                lock(&state).stopped = true;
                changed.notify_all();
                return;
            }
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{AHEAD, in_order};
    use std::num::NonZero;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    #[test]
    fn results_come_in_order_and_none_runs_far_ahead() {
        let threads = NonZero::new(4).expect("not zero");
        let (asked, mut told) = (AtomicUsize::new(0), Vec::new());
        let items = (0..1000).inspect(|_| {
            asked.fetch_add(1, Relaxed);
        });
        // The first takes long: the others wait for it.
        let work = |item: usize| {
            if item == 0 {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            item
        };
        in_order(threads, items, work, |item| {
            assert!(asked.load(Relaxed) <= told.len() + AHEAD + 8, "{} asked for", asked.load(Relaxed));
            told.push(item);
            true
        });
        assert_eq!(told, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn it_ends_when_nobody_listens() {
        let threads = NonZero::new(3).expect("not zero");
        let mut told = 0;
        in_order(
            threads,
            0..,
            |item| item,
            |_| {
                told += 1;
                told < 5
            },
        );
        assert_eq!(told, 5);
    }
}
