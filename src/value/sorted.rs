//! Small lists kept in order. The standard sorts and trees are faster on long
//! lists and weigh 3 to 5 KB a kind in the browser; ours are short.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Puts `item` in its place unless it is there already.
pub fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(at) = list.binary_search(&item) {
        list.insert(at, item);
    }
}

/// Insertion sort: stable, and quick on what is nearly in order.
pub fn sort_by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    for end in 1..list.len() {
        let mut at = end;
        while let Some([before, here]) = at.checked_sub(1).and_then(|it| list.get_mut(it..=at)) {
            if order(before, here) != Ordering::Greater {
                break;
            }
            core::mem::swap(before, here);
            at = at.saturating_sub(1);
        }
    }
}
