//! Expressions as the evaluator takes them: names resolved, kinds checked,
//! parts before wholes.

use alloc::vec::Vec;

use super::{DecisionId, QuestionId};
use crate::value::{Arithmetic, Comparison, Date, Null, Number, Text, Value};

/// Index into [`super::Book::exprs`]; parts of an expression have smaller ones.
pub type ExprId = usize;
/// Index into [`super::Book::conditions`]; parts have smaller ones.
pub type ConditionId = usize;
/// Index into [`super::Book::facts`].
pub type FactsId = usize;

/// A value written in a pack. Lists are expressions, so nothing here nests.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    Number(Number),
    Text(Text),
    Date(Date),
}

impl Literal {
    pub fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null(Null::Plain),
            Self::Boolean(it) => Value::Boolean(*it),
            Self::Number(it) => Value::Number(*it),
            Self::Text(it) => Value::Text(it.clone()),
            Self::Date(it) => Value::Date(*it),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Literal(Literal),
    Question(QuestionId),
    Decision(DecisionId),
    Facts(FactsId),
    /// 基準日, the day of the answer.
    Day,
    /// A bound variable, counted from the outermost.
    Local(usize),
    And(Vec<ExprId>),
    Or(Vec<ExprId>),
    Not(ExprId),
    Negate(ExprId),
    Arithmetic(Arithmetic, ExprId, ExprId),
    Compare(Comparison, ExprId, ExprId),
    Equal(ExprId, ExprId),
    /// Is the value within the test?
    In(ExprId, Test),
    If(ExprId, ExprId, ExprId),
    Field(ExprId, Text),
    /// Items of a list for which the condition holds; the item is the next local.
    Filter(ExprId, ExprId),
    /// The item at a place: 1 is the first, −1 the last.
    Item(ExprId, ExprId),
    /// The body once an item; the item is the next local.
    For(ExprId, ExprId),
    Some(ExprId, ExprId),
    Every(ExprId, ExprId),
    List(Vec<ExprId>),
    Context(Vec<(Text, ExprId)>),
    Call(Builtin, Vec<ExprId>),
    #[cfg(feature = "feel-full")]
    Further(super::Further),
}

/// A FEEL unary test: what a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    One(Comparand),
    /// Any of these literals, the common case.
    OneOf(Vec<Literal>),
    AnyOf(Vec<Comparand>),
    Not(Vec<Comparand>),
}

/// One member of a unary test.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparand {
    Equal(ExprId),
    /// From and to; the flag tells whether the end belongs to it.
    Range(Option<(ExprId, bool)>, Option<(ExprId, bool)>),
    /// In the list.
    Member(ExprId),
    /// A condition about the value itself, which is the next local.
    Holds(ExprId),
}

impl Builtin {
    /// Whether every page carries it. What no shipped pack uses is behind the
    /// feature `feel-full` (`run::call` has the gates), and `build` refuses it.
    pub fn is_on_page(self) -> bool {
        !matches!(
            self,
            Self::All
                | Self::Any
                | Self::DistinctValues
                | Self::Contains
                | Self::StartsWith
                | Self::EndsWith
                | Self::StringLength
                | Self::Abs
        )
    }
}

/// The functions of the language that the runtime knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    Sum,
    Count,
    Min,
    Max,
    All,
    Any,
    Concatenate,
    DistinctValues,
    Contains,
    StartsWith,
    EndsWith,
    StringLength,
    Floor,
    Ceiling,
    Abs,
    /// 満年齢(生年月日, 日), in years.
    Age,
    /// 年度(日).
    FiscalYear,
}
