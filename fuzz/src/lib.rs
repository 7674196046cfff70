//! What each target does with its bytes, and what must hold then.
//!
//! The targets in `fuzz_targets/` only hand bytes over; `tests/fuzz.rs` hands
//! over the corpus, so that what was found once is looked at with every test.

pub mod answers;
pub mod book;
pub mod csv;
pub mod feel;
pub mod pack;
pub mod session;
pub mod yaml;
