//! Expressions and decision models in the whole of FEEL, as other tools write
//! them: names with spaces, kinds known only when it runs, errors that are null.
//!
//! Packs are stricter; it is the same compiler with one option set. What comes
//! out is a [`Book`] like any other: inputs are its questions, in order, and
//! decisions its decisions, in order.

use super::compile;
use super::{Diagnostic, Lang};
use crate::book::{Book, HitPolicy};

/// An expression and what it may look at.
#[derive(Clone, Debug, Default)]
pub struct Expression {
    pub text: String,
    pub inputs: Vec<Input>,
    /// Names of entries inside the inputs' values, for those with spaces.
    pub entries: Vec<String>,
    pub types: Vec<(String, TypeDecl)>,
    /// The result is taken as this type wants it.
    pub result: Option<TypeDecl>,
}

#[derive(Clone, Debug, Default)]
pub struct Input {
    pub name: String,
    pub of: Option<TypeDecl>,
}

/// A decision requirements graph: decisions by name, and functions they call.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub inputs: Vec<Input>,
    pub types: Vec<(String, TypeDecl)>,
    pub decisions: Vec<Named>,
    /// Business knowledge models: decisions whose value is a function.
    pub functions: Vec<Named>,
}

#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub of: Option<TypeDecl>,
    pub logic: Boxed,
    /// The only names outside that it may use.
    pub requires: Vec<String>,
}

/// A declared type.
#[derive(Clone, Debug)]
pub enum TypeDecl {
    /// In FEEL's own words, or the name of another.
    Text(String),
    List(Box<TypeDecl>),
    Context(Vec<(String, TypeDecl)>),
    Function(Vec<TypeDecl>, Box<TypeDecl>),
    /// Only values that pass these unary tests.
    Allowed(Box<TypeDecl>, String),
}

/// A boxed expression (DMN 1.5, §10.2.2).
#[derive(Clone, Debug)]
pub enum Boxed {
    Literal(String),
    /// Entries see those before them; the last box, if there is one, is the result.
    Context(Vec<(String, Boxed)>, Option<Box<Boxed>>),
    Function(Vec<Input>, Box<Boxed>),
    Invocation(Box<Boxed>, Vec<(String, Boxed)>),
    Relation(Vec<String>, Vec<Vec<Boxed>>),
    List(Vec<Boxed>),
    If(Box<Boxed>, Box<Boxed>, Box<Boxed>),
    Filter(Box<Boxed>, Box<Boxed>),
    For(String, Box<Boxed>, Box<Boxed>),
    Some(String, Box<Boxed>, Box<Boxed>),
    Every(String, Box<Boxed>, Box<Boxed>),
    Table(Table),
    Typed(Box<Boxed>, TypeDecl),
}

/// A decision table as text.
#[derive(Clone, Debug)]
pub struct Table {
    pub hit: HitPolicy,
    pub inputs: Vec<String>,
    pub outputs: Vec<Output>,
    /// Tests and results of each row.
    pub rows: Vec<(Vec<String>, Vec<String>)>,
}

/// An output column.
#[derive(Clone, Debug, Default)]
pub struct Output {
    pub name: String,
    /// Its values in falling priority.
    pub values: Option<String>,
    pub default: Option<String>,
}

/// Why there is nothing to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    diagnostic: Box<Diagnostic>,
}

impl Unreadable {
    pub(super) fn new(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostic: Box::new(diagnostic),
        }
    }

    /// The name of the finding, as `check` has it.
    pub fn code(&self) -> &'static str {
        self.diagnostic.code()
    }

    pub fn message(&self, lang: Lang) -> String {
        self.diagnostic.message(lang)
    }

    /// What to type, where it is known.
    pub fn help(&self, lang: Lang) -> Option<String> {
        self.diagnostic.help(lang)
    }

    /// Bytes of the expression's text.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.diagnostic.place.span.clone()
    }
}

impl Expression {
    /// A book whose only decision is the expression.
    pub fn compile(&self) -> Result<Book, Unreadable> {
        compile::expression(self)
    }
}

impl Model {
    /// A book with the model's decisions first, then its functions. What cannot be
    /// read is null there, and told beside.
    pub fn compile(&self) -> (Book, Vec<Unreadable>) {
        compile::model(self)
    }
}
