//! What a pack can be asked beyond names and kinds, one file a check.
//!
//! Those *as written* look at texts and cells and run each time a pack is read.
//! Those that *prove* ask the evaluator about all families at once and take
//! longer: `prove`.

mod prove;

use super::pack::Pack;
use super::{Diagnostic, Sources};
use crate::book::Book;

pub use prove::prove;

/// What a check as written may look at.
pub(super) struct Written<'a> {
    /// Imported packs first, the pack itself last.
    pub(super) packs: &'a [Pack],
    /// As far as it could be compiled: there may be errors.
    pub(super) book: &'a Book,
    pub(super) sources: &'a Sources,
}

/// A check as written.
struct Check {
    find: fn(&Written<'_>, &mut Vec<Diagnostic>),
}

const AS_WRITTEN: &[Check] = &[];

pub(super) fn as_written(
    packs: &[Pack],
    book: &Book,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) {
    let written = Written {
        packs,
        book,
        sources,
    };
    for check in AS_WRITTEN {
        (check.find)(&written, out);
    }
}
