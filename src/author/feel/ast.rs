//! The tree of an expression, with the stretch of text each part came from.

use std::ops::Range;

use crate::value::{Date, Number};

#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) struct Ast {
    /// Bytes of the expression's own text.
    pub(in crate::author) span: Range<usize>,
    pub(in crate::author) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::author) enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl BinaryOp {
    pub(in crate::author) fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "**",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) enum Kind {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    Date(Date),
    Name(String),
    /// `?`, the value a unary test is about.
    Input,
    Negate(Box<Ast>),
    Binary(BinaryOp, Box<Ast>, Box<Ast>),
    And(Vec<Ast>),
    Or(Vec<Ast>),
    Between(Box<Ast>, Box<Ast>, Box<Ast>),
    In(Box<Ast>, Vec<TestAst>),
    If(Box<Ast>, Box<Ast>, Box<Ast>),
    /// `for x in list return body`, one name a level.
    For(String, Box<Ast>, Box<Ast>),
    Some(String, Box<Ast>, Box<Ast>),
    Every(String, Box<Ast>, Box<Ast>),
    Path(Box<Ast>, String),
    Filter(Box<Ast>, Box<Ast>),
    List(Vec<Ast>),
    Context(Vec<(String, Ast)>),
    Call(String, Vec<Ast>),
    Range(Box<TestAst>),
}

/// One member of a unary test.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) enum TestAst {
    Value(Ast),
    /// From and to; the flag tells whether the end belongs to it.
    Range(Option<(Ast, bool)>, Option<(Ast, bool)>),
}
