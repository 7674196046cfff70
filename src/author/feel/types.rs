//! Types as FEEL writes them: `number`, `list<text>`, `context<a: date>`,
//! `range<number>`, `function<number> -> number` (DMN 1.5, §10.3.1.2).

#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) enum TypeAst {
    Named(String),
    List(Box<TypeAst>),
    Range(Box<TypeAst>),
    Context(Vec<(String, TypeAst)>),
    Function(Vec<TypeAst>, Box<TypeAst>),
}

/// Types of FEEL whose names have spaces.
pub(super) const LONG_TYPES: [&str; 3] = [
    "date and time",
    "days and time duration",
    "years and months duration",
];
