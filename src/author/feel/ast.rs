//! The tree of an expression, with the stretch of text each part came from.

use std::ops::Range;

use super::types::TypeAst;
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
    /// `@"…"` of another kind.
    At(String),
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
    /// `for x in list, y in 1..3 return body`.
    For(Vec<(String, Source)>, Box<Ast>),
    Some(String, Box<Ast>, Box<Ast>),
    Every(String, Box<Ast>, Box<Ast>),
    Path(Box<Ast>, String),
    Filter(Box<Ast>, Box<Ast>),
    List(Vec<Ast>),
    Context(Vec<(String, Ast)>),
    /// A function by its name; arguments may be named.
    Call(String, Vec<Argument>),
    /// Of what an expression gives.
    Invoke(Box<Ast>, Vec<Argument>),
    /// Parameters with their types; no body where it is not written in FEEL.
    Function(Vec<(String, Option<TypeAst>)>, Option<Box<Ast>>),
    Instance(Box<Ast>, TypeAst),
    Range(Box<TestAst>),
}

/// The name, if one is written, and the value.
pub(in crate::author) type Argument = (Option<String>, Ast);

/// What a loop goes through.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) enum Source {
    List(Ast),
    /// `1..3`, or `3..1`.
    Steps(Ast, Ast),
}

/// One member of a unary test.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::author) enum TestAst {
    Value(Ast),
    /// `= x` or `!= x`.
    Compared(BinaryOp, Ast),
    /// From and to; the flag tells whether the end belongs to it.
    Range(Option<(Ast, bool)>, Option<(Ast, bool)>),
}

impl Ast {
    /// The expressions it is made of, in order.
    pub(in crate::author) fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            Kind::Null
            | Kind::Boolean(_)
            | Kind::Number(_)
            | Kind::Text(_)
            | Kind::Date(_)
            | Kind::At(_)
            | Kind::Name(_)
            | Kind::Input => Vec::new(),
            Kind::Negate(a) | Kind::Path(a, _) | Kind::Instance(a, _) => vec![a],
            Kind::Binary(_, a, b)
            | Kind::Filter(a, b)
            | Kind::Some(_, a, b)
            | Kind::Every(_, a, b) => vec![a, b],
            Kind::And(parts) | Kind::Or(parts) | Kind::List(parts) => parts.iter().collect(),
            Kind::Between(a, b, c) | Kind::If(a, b, c) => vec![a, b, c],
            Kind::In(a, tests) => [&**a]
                .into_iter()
                .chain(tests.iter().flat_map(TestAst::parts))
                .collect(),
            Kind::For(sources, body) => {
                let mut parts = Vec::new();
                for (_, source) in sources {
                    match source {
                        Source::List(it) => parts.push(it),
                        Source::Steps(a, b) => parts.extend([a, b]),
                    }
                }
                parts.push(body);
                parts
            }
            Kind::Call(_, arguments) => arguments.iter().map(|(_, it)| it).collect(),
            Kind::Invoke(function, arguments) => {
                let arguments = arguments.iter().map(|(_, it)| it);
                [&**function].into_iter().chain(arguments).collect()
            }
            Kind::Function(_, body) => body.iter().map(|it| &**it).collect(),
            Kind::Context(entries) => entries.iter().map(|(_, it)| it).collect(),
            Kind::Range(test) => test.parts(),
        }
    }

    /// The expression and all its parts, however deep.
    pub(in crate::author) fn each(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        for part in self.parts() {
            part.each(see);
        }
    }
}

impl TestAst {
    fn parts(&self) -> Vec<&Ast> {
        match self {
            Self::Value(it) | Self::Compared(_, it) => vec![it],
            Self::Range(low, high) => low.iter().chain(high).map(|(end, _)| end).collect(),
        }
    }
}
