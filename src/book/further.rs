//! Expressions that only the whole of FEEL has: scopes, functions as values,
//! ranges as values, loops with several names, kinds told at run time.
//!
//! Behind the feature `feel-full`. Kinds (`TypeOf`) are expressions too, so that
//! they nest the way everything here does: parts before wholes.

use alloc::{boxed::Box, vec::Vec};

use super::walk::parts_of_test;
use super::{DecisionTable, ExprId, Function, Test};
use crate::value::{Arithmetic, Text, ToList};

#[derive(Clone, Debug, PartialEq)]
pub enum Further {
    /// Each entry is the next local for those after it and for the body.
    Let(Vec<ExprId>, ExprId),
    /// Parameters with their types; they are the next locals.
    Lambda(Vec<(Text, Option<ExprId>)>, ExprId),
    /// Arguments by place (no name) or by name.
    Invoke(ExprId, Vec<(Text, ExprId)>),
    Range(Option<Limit>, Option<Limit>),
    /// The whole numbers (or days) from one to the other, in either direction.
    Steps(ExprId, ExprId),
    /// The body for each choice of items; each list may look at the items before
    /// it. The items are the next locals; then, where asked for, the results so far.
    Iterate(Vec<ExprId>, ExprId, bool),
    /// `list[x]`, where only the value tells a condition from a place.
    Pick(ExprId, ExprId),
    /// The entry of that name if the context has one.
    EntryOr(ExprId, Text, ExprId),
    Instance(ExprId, ExprId),
    /// The value as the type wants it, or null.
    Coerce(ExprId, ExprId),
    Type(TypeOf),
    Call(Function, Vec<ExprId>),
    /// A function of the language as a value.
    BuiltIn(Function),
    /// A table inside an expression, and what it gives when no row fits.
    Table(Box<DecisionTable>, Option<ExprId>),
    /// As [`super::Expr::Some`], null for what is no condition.
    Some(ExprId, ExprId),
    Every(ExprId, ExprId),
    /// Arithmetic with days, times and durations too.
    Operate(Arithmetic, ExprId, ExprId),
    Opposite(ExprId),
    /// An entry of a context, or `.year` and the like.
    Property(ExprId, Text),
    /// A unary test, whose parts may be ranges or lists.
    In(ExprId, Test),
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub at: ExprId,
    pub closed: bool,
}

/// A type; the expressions it names are types.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeOf {
    Any,
    Null,
    Boolean,
    Number,
    Text,
    Date,
    Time,
    Stamp,
    Months,
    Nanos,
    List(ExprId),
    Context(Vec<(Text, ExprId)>),
    Range(ExprId),
    Function(Vec<ExprId>, ExprId),
    /// Of the type, and passing the test.
    Allowed(ExprId, Test),
    AnyContext,
    /// No such type: nothing is of it.
    Unknown,
}

impl Further {
    pub(super) fn parts_of(&self, parts: &mut Vec<ExprId>) {
        match self {
            Self::Let(entries, body) | Self::Iterate(entries, body, _) => {
                parts.extend(entries);
                parts.push(*body);
            }
            Self::Lambda(parameters, body) => {
                parts.extend(parameters.iter().filter_map(|(_, it)| *it));
                parts.push(*body);
            }
            Self::Invoke(function, arguments) => {
                parts.push(*function);
                parts.extend(arguments.iter().map(|(_, it)| *it));
            }
            Self::Range(low, high) => parts.extend(low.iter().chain(high).map(|it| it.at)),
            Self::Steps(a, b)
            | Self::Pick(a, b)
            | Self::EntryOr(a, _, b)
            | Self::Instance(a, b)
            | Self::Coerce(a, b)
            | Self::Some(a, b)
            | Self::Operate(_, a, b)
            | Self::Every(a, b) => parts.extend([*a, *b]),
            Self::Opposite(it) | Self::Property(it, _) => parts.push(*it),
            Self::Type(of) => of.parts_of(parts),
            Self::Call(_, arguments) => parts.extend(arguments),
            Self::BuiltIn(_) => {}
            Self::Table(table, default) => {
                parts.extend(&table.inputs);
                parts.extend(default);
                for row in &table.rows {
                    parts.extend(&row.outputs);
                    for test in row.tests.iter().flatten() {
                        parts_of_test(test, parts);
                    }
                }
            }
            Self::In(value, test) => {
                parts.push(*value);
                parts_of_test(test, parts);
            }
        }
    }

    /// What it is made of.
    pub fn parts(&self) -> Vec<ExprId> {
        let mut parts = Vec::new();
        self.parts_of(&mut parts);
        parts
    }
}

impl TypeOf {
    fn parts_of(&self, parts: &mut Vec<ExprId>) {
        match self {
            Self::List(it) | Self::Range(it) => parts.push(*it),
            Self::Context(entries) => parts.extend(entries.iter().map(|(_, it)| *it).to_list()),
            Self::Function(parameters, result) => {
                parts.extend(parameters);
                parts.push(*result);
            }
            Self::Allowed(of, test) => {
                parts.push(*of);
                parts_of_test(test, parts);
            }
            _ => {}
        }
    }
}
