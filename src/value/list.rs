//! Lists made item by item.

use alloc::vec::Vec;

/// `collect` for lists, without its preparations for the list's length: those
/// are 50 to 150 bytes a caller in the browser, and there are a hundred.
pub trait ToList: Iterator + Sized {
    fn to_list(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> ToList for I {}
