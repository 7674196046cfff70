//! A pack as documents in Japanese, for those who answer for it: what each
//! programme asks and gives, the tables, the desks, and above all what the
//! sources leave open, where they disagree, and which of them have aged.
//!
//! Twice the same: one Markdown file, and a site in which everything leads to
//! what it depends on and to what depends on it. `model` knows what that is,
//! `words` says conditions in plain Japanese; the rest writes.

mod desks;
mod html;
mod markdown;
mod model;
mod page;
mod picture;
mod search;
mod section;
mod site;
mod start;
mod table;
mod words;

pub use markdown::markdown;
pub use site::{MARK, site};

use crate::value::Date;

/// Whether what was true on `date` has to be confirmed: it is older than a year.
pub fn is_old(date: Date, today: Date) -> bool {
    date.plus_days(365).is_none_or(|it| it < today)
}
