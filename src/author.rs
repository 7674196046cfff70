//! Text to book: reads a pack with every place kept, checks it, compiles it.
//!
//! Reading never stops at the first mistake. What comes out is a [`Checked`]:
//! all findings, the texts they point into, and a book where there is no error.

pub mod cases;
mod compile;
mod csv;
mod diagnostic;
mod feel;
mod fields;
mod messages;
mod pack;
mod read;
mod source;
mod types;
mod yaml;

pub use compile::{check, wanted};
pub use diagnostic::{Diagnostic, Lang, Note, Place, Severity};
pub use messages::codes;
pub use source::{Files, MAX_FILE_BYTES, SourceFile, Sources};

use crate::book::Book;

/// A pack, read and checked together with what it imports.
pub struct Checked {
    /// `None` while there are errors.
    pub book: Option<Book>,
    /// In order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// The examples in `cases/` of the pack itself (not of its imports).
    pub cases: Vec<cases::Case>,
}
