//! Text to book: reads a pack with every place kept, checks it, compiles it.
//!
//! Reading never stops at the first mistake. What comes out is a [`Checked`]:
//! all findings, the texts they point into, and a book where there is no error.

#![forbid(unsafe_code)]

#[cfg(any(feature = "workbench", feature = "exchange"))]
pub mod bench;
pub mod cases;
mod check;
mod compile;
pub mod coverage;
mod csv;
mod diagnostic;
pub mod diff;
pub mod docs;
#[cfg(feature = "exchange")]
pub mod exchange;
mod families;
mod feel;
mod fields;
pub mod fix;
#[cfg_attr(
    not(feature = "exchange"),
    allow(dead_code, reason = "what only editors are told of a key")
)]
mod keys;
mod messages;
pub mod model;
mod pack;
mod read;
pub mod rename;
mod source;
mod strand;
pub mod suggest;
pub mod tally;
mod turns;
mod types;
mod yaml;

pub use check::{Explanation, explain, prove};
pub use compile::{check, wanted};
pub use diagnostic::{Diagnostic, Edit, Fix, Lang, Note, Place, Severity};
#[cfg(any(feature = "workbench", feature = "exchange"))]
pub use keys::{FileKind, KeyHelp, keys_of};
pub use messages::codes;
pub use source::{Files, MAX_FILE_BYTES, SourceFile, Sources};

use crate::book::{Book, Cite, FactsId, Phrase, QuestionId};

/// A pack, read and checked together with what it imports.
pub struct Checked {
    /// All of the pack; `None` while there are errors.
    pub book: Option<Book>,
    /// The books the pack names under `books:`, each a part of the whole.
    pub parts: Vec<(String, Book)>,
    /// In order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// What the sources leave open. For the documents; families do not load it.
    pub undecided: Vec<Undecided>,
    /// Where sources disagree or can be read in two ways, and how the pack reads them.
    pub settled: Vec<Settled>,
    /// The examples in `cases/` of the pack itself (not of its imports).
    pub cases: Vec<cases::Case>,
    /// The packs as they were written, imported ones first.
    packs: Vec<pack::Pack>,
    /// Where the parts stand that cases should reach.
    places: coverage::Places,
    /// Questions whose options come from a table of facts: the book has only the options.
    option_tables: Vec<(QuestionId, FactsId)>,
    /// Each place where a name was resolved.
    uses: Vec<rename::Use>,
    /// Each place where a text stands that may meet others.
    strands: strand::Strands,
}

/// Something the sources leave open, with the question to put to the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub name: String,
    pub about: Phrase,
    pub ask: Phrase,
    pub cites: Vec<Cite>,
}

/// A disagreement of sources, or a doubtful place in one, that the pack has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub name: String,
    pub about: Phrase,
    /// What each source says, where they disagree.
    pub says: Vec<Said>,
    /// How the pack reads it, and why.
    pub reading: Phrase,
    pub cites: Vec<Cite>,
}

/// What one source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: Phrase,
    pub cites: Vec<Cite>,
}
