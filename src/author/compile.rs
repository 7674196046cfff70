//! Packs to a book: names resolved, kinds checked, every source known.
//!
//! Declarations come first, so that order in files never matters: `packs` has the
//! order, `names` what is declared. Each kind of declaration has its file:
//! `question`, `decision`, `program` (and wizards), `desk`, `facts` and `table`
//! (each of a `sheet`); `life` has what time does to answers, and what cannot be
//! together; `lower` compiles expressions, `words` texts and sources.
//! `order` looks for circles through `when:`, `depth` for what is too deep to run.

mod apart;
mod decision;
mod depth;
mod desk;
mod facts;
mod follows;
mod graph;
mod grid;
mod imports;
mod life;
mod lower;
mod model;
mod names;
mod order;
mod packs;
mod part;
mod program;
mod question;
mod reading;
pub(super) mod share;
mod sheet;
mod table;
mod wide;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Seen, Written, as_written};
use super::coverage::Places;
use super::pack::{BookDecl, DecisionDecl};
use super::rename::Use;
use super::source::{Files, Sources};
use super::strand::{Hung, Strands};
use super::types::Type;
use super::{Checked, Diagnostic, Place, Settled, Severity, Undecided, cases, fix};
use crate::book::{self, Book, FactsId, Literal, QuestionId};
use follows::leave_out_what_follows;
use names::Symbol;

pub use imports::wanted;
pub(super) use imports::with_imports;
#[cfg(feature = "exchange")]
pub(super) use lower::plain_literal;
pub(super) use model::{expression, model};

/// The expression that is null.
const NOTHING: usize = 0;

/// Reads, checks and compiles the pack in folder `pack`.
pub fn check(files: &Files, pack: &str) -> Checked {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let packs = with_imports(files, pack, &mut sources, &mut out);
    let mut compiler = Compiler::new(files, sources, out);
    compiler.packs(&packs);
    let types = compiler.types_by_name();
    let mut read = cases::Reading {
        files,
        pack,
        book: &compiler.book,
        types,
        uses: &mut compiler.uses,
        hung: &mut compiler.hung,
    };
    let cases = read.all(&mut compiler.sources, &mut compiler.out);
    let mut parts = compiler.parts();
    compiler.fill_holes(&mut parts);
    compiler.finish();
    let Compiler {
        sources,
        mut out,
        book,
        undecided,
        settled,
        places,
        option_tables,
        seen,
        mut uses,
        hung,
        question_types,
        ..
    } = compiler;
    let strands = question_types.iter().map(|it| it.strand().cloned());
    let strands = Strands::of(hung, &strands.collect::<Vec<_>>());
    uses.sort();
    uses.dedup();
    let written = Written {
        packs: &packs,
        book: &book,
        sources: &sources,
        seen: &seen,
    };
    as_written(&written, &mut out);
    fix::propose(&mut out, &sources);
    out.sort();
    out.dedup();
    leave_out_what_follows(&packs, &mut out);
    let is_fine = out.iter().all(|it| it.severity != Severity::Error);
    Checked {
        book: is_fine.then(|| book.sealed()),
        parts: parts
            .into_iter()
            .filter(|_| is_fine)
            .map(|(name, it)| (name, it.sealed()))
            .collect(),
        diagnostics: out,
        sources,
        undecided,
        settled,
        cases,
        packs,
        places,
        option_tables,
        uses,
        strands,
    }
}

/// A decision that is not compiled yet, being compiled, or done.
enum Progress {
    Waiting,
    Busy,
    Done(Type),
}

struct Compiler<'a> {
    files: &'a Files,
    sources: Sources,
    out: Vec<Diagnostic>,
    book: Book,
    undecided: Vec<Undecided>,
    settled: Vec<Settled>,
    places: Places,
    option_tables: Vec<(QuestionId, FactsId)>,
    /// Expressions and cells as they were read, for the checks of the text.
    seen: Vec<Seen>,
    uses: Vec<Use>,
    /// Texts on strands.
    hung: Vec<Hung>,
    readings: reading::Readings,
    /// Texts that are not there: where, and in which language.
    holes: Vec<(Place, String)>,
    /// The books the pack names.
    books: Vec<BookDecl>,
    symbols: BTreeMap<String, Symbol>,
    question_types: Vec<Type>,
    facts_types: Vec<Type>,
    decisions: Vec<(String, DecisionDecl)>,
    progress: Vec<Progress>,
    /// Decisions being compiled, for telling a circle.
    path: Vec<usize>,
    /// Cells of results, by the expression each became.
    cells: BTreeMap<usize, Place>,
    /// Expressions being compiled inside one another.
    depth: usize,
    /// Of those, within the innermost expression.
    own_depth: usize,
    /// Where each name was declared.
    declared: BTreeMap<(&'static str, String), Place>,
    /// The whole of FEEL instead of what packs may write.
    wide: Option<wide::Wide>,
    /// Languages a text may be in: those of all packs.
    tags: BTreeSet<String>,
}

impl<'a> Compiler<'a> {
    fn new(files: &'a Files, sources: Sources, out: Vec<Diagnostic>) -> Self {
        // What stands where nothing could be read. Any other expression could
        // lead back to whoever uses it.
        let mut book = Book::default();
        book.exprs.push(book::Expr::Literal(Literal::Null));
        Self {
            files,
            sources,
            out,
            book,
            undecided: Vec::new(),
            settled: Vec::new(),
            places: Places::default(),
            option_tables: Vec::new(),
            seen: Vec::new(),
            uses: Vec::new(),
            hung: Vec::new(),
            readings: reading::Readings::default(),
            holes: Vec::new(),
            books: Vec::new(),
            symbols: BTreeMap::new(),
            question_types: Vec::new(),
            facts_types: Vec::new(),
            decisions: Vec::new(),
            progress: Vec::new(),
            path: Vec::new(),
            cells: BTreeMap::new(),
            depth: 0,
            own_depth: 0,
            declared: BTreeMap::new(),
            wide: None,
            tags: BTreeSet::from(["easy".to_owned()]),
        }
    }

    fn report(&mut self, code: &'static str, place: &Place, args: &[&str]) {
        self.out.push(Diagnostic::new(code, place.clone(), args));
    }

    /// The id of a new expression.
    fn push(&mut self, expr: book::Expr) -> usize {
        self.book.exprs.push(expr);
        self.book.exprs.len() - 1
    }

    fn literal(&mut self, literal: Literal) -> usize {
        self.push(book::Expr::Literal(literal))
    }
}
