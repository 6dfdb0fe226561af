//! One sort for all kinds of things.
//!
//! The standard library's sort is compiled anew for every type it sorts, at 5 to 10 KB of WebAssembly
//! each: an eighth of the module. Here one sort of indices serves all. None of the lists is long.

use std::cmp::Ordering;

/// Sorts by a key; equal ones keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    put(items, &order(keys.len(), &|a, b| keys[a].cmp(&keys[b])));
}

/// Sorts.
pub(crate) fn sort<T: Ord>(items: &mut Vec<T>) {
    let order = order(items.len(), &|a, b| items[a].cmp(&items[b]));
    put(items, &order);
}

/// Puts things in an order of their indices.
fn put<T>(items: &mut Vec<T>, order: &[usize]) {
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|&i| taken[i].take()));
}

fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    if len > 1 {
        order.sort_by(|a, b| compare(*a, *b));
    }
    order
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_ones_keep_their_order() {
        let mut words = vec!["bb", "a", "cc", "b", "dd", ""];
        super::sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["", "a", "b", "bb", "cc", "dd"]);
        super::sort(&mut words);
        assert_eq!(words, ["", "a", "b", "bb", "cc", "dd"]);
    }
}
