//! Expressions that only the whole of FEEL has: scopes, functions as values,
//! ranges as values, loops with several names, kinds told at run time.
//!
//! Behind the feature `feel-full`. Kinds (`TypeOf`) are expressions too, so that
//! they nest the way everything here does: parts before wholes.

use alloc::{boxed::Box, vec::Vec};

use super::{Comparand, DecisionTable, ExprId, Function, Test};
use crate::value::{Arithmetic, Text};

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
    /// Looks at the expressions it is made of, or puts others in their place.
    pub fn each_part(&mut self, each: &mut dyn FnMut(&mut ExprId)) {
        match self {
            Self::Let(entries, body) | Self::Iterate(entries, body, _) => {
                entries.iter_mut().for_each(&mut *each);
                each(body);
            }
            Self::Lambda(parameters, body) => {
                let types = parameters.iter_mut().filter_map(|(_, it)| it.as_mut());
                types.for_each(&mut *each);
                each(body);
            }
            Self::Invoke(function, arguments) => {
                each(function);
                arguments.iter_mut().for_each(|(_, it)| each(it));
            }
            Self::Range(low, high) => {
                let ends = low.iter_mut().chain(high);
                ends.for_each(|it| each(&mut it.at));
            }
            Self::Steps(a, b)
            | Self::Pick(a, b)
            | Self::EntryOr(a, _, b)
            | Self::Instance(a, b)
            | Self::Coerce(a, b)
            | Self::Some(a, b)
            | Self::Operate(_, a, b)
            | Self::Every(a, b) => [a, b].into_iter().for_each(each),
            Self::Opposite(it) | Self::Property(it, _) => each(it),
            Self::Type(of) => of.each_part(each),
            Self::Call(_, arguments) => arguments.iter_mut().for_each(each),
            Self::BuiltIn(_) => {}
            Self::Table(table, default) => {
                table.inputs.iter_mut().for_each(&mut *each);
                default.iter_mut().for_each(&mut *each);
                for row in &mut table.rows {
                    row.outputs.iter_mut().for_each(&mut *each);
                    let tests = row.tests.iter_mut().flatten();
                    tests.for_each(|it| each_part_of_test(it, each));
                }
            }
            Self::In(value, test) => {
                each(value);
                each_part_of_test(test, each);
            }
        }
    }

    /// What it is made of.
    pub fn parts(&self) -> Vec<ExprId> {
        let mut parts = Vec::new();
        self.clone().each_part(&mut |it| parts.push(*it));
        parts
    }
}

impl TypeOf {
    fn each_part(&mut self, each: &mut dyn FnMut(&mut ExprId)) {
        match self {
            Self::List(it) | Self::Range(it) => each(it),
            Self::Context(entries) => entries.iter_mut().for_each(|(_, it)| each(it)),
            Self::Function(parameters, result) => {
                parameters.iter_mut().for_each(&mut *each);
                each(result);
            }
            Self::Allowed(of, test) => {
                each(of);
                each_part_of_test(test, each);
            }
            _ => {}
        }
    }
}

fn each_part_of_test(test: &mut Test, each: &mut dyn FnMut(&mut ExprId)) {
    let comparands: &mut [Comparand] = match test {
        Test::One(it) => core::slice::from_mut(it),
        Test::OneOf(_) => &mut [],
        Test::AnyOf(parts) | Test::Not(parts) => parts,
    };
    for comparand in comparands {
        match comparand {
            Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => each(it),
            Comparand::Range(low, high) => {
                let ends = low.iter_mut().chain(high);
                ends.for_each(|(it, _)| each(it));
            }
        }
    }
}
