//! FEEL's operators on plain values (DMN 1.5, §10.3.2). A clash of kinds is a
//! null that knows its reason, never a panic.

use alloc::string::String;
use core::cmp::Ordering;

use super::{Fault, Number, Text, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// The same comparison seen from the other side: `a < b` is `b > a`.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }

    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

pub(super) fn arithmetic(op: Arithmetic, left: &Value, right: &Value) -> Value {
    match (op, left, right) {
        (_, Value::Number(a), Value::Number(b)) => numbers(op, *a, *b),
        (Arithmetic::Add, Value::Text(a), Value::Text(b)) => {
            let mut joined = String::with_capacity(a.len().saturating_add(b.len()));
            joined.push_str(a);
            joined.push_str(b);
            Value::Text(Text::from(joined))
        }
        _ => Value::fault(Fault::Kinds),
    }
}

pub(super) fn numbers(op: Arithmetic, left: Number, right: Number) -> Value {
    match op {
        Arithmetic::Add => left.add(right).into(),
        Arithmetic::Subtract => left.subtract(right).into(),
        Arithmetic::Multiply => left.multiply(right).into(),
        Arithmetic::Divide if right.is_zero() => Value::fault(Fault::DivisionByZero),
        Arithmetic::Divide => left.divide(right).into(),
        #[cfg(not(feature = "feel-full"))]
        Arithmetic::Power => Value::fault(Fault::Kinds),
        #[cfg(feature = "feel-full")]
        Arithmetic::Power => match right.to_i64().and_then(|it| i32::try_from(it).ok()) {
            Some(exponent) if !(left.is_zero() && exponent < 0) => left.power(exponent).into(),
            Some(_) => Value::fault(Fault::DivisionByZero),
            None => Value::fault(Fault::Kinds),
        },
    }
}

/// `=`. Null against anything else is false; other kinds against each other are null.
pub(super) fn equal(left: &Value, right: &Value) -> Value {
    if left.is_null() || right.is_null() {
        return Value::Boolean(left.is_null() && right.is_null());
    }
    #[cfg(feature = "feel-full")]
    if matches!(left, Value::Other(_)) || matches!(right, Value::Other(_)) {
        return super::mixed::equal(left, right).map_or(Value::fault(Fault::Kinds), Value::Boolean);
    }
    if core::mem::discriminant(left) == core::mem::discriminant(right) {
        Value::Boolean(left == right)
    } else {
        Value::fault(Fault::Kinds)
    }
}

pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        #[cfg(feature = "feel-full")]
        _ => super::mixed::order(left, right),
        #[cfg(not(feature = "feel-full"))]
        _ => None,
    }
}

pub(super) fn compare(op: Comparison, left: &Value, right: &Value) -> Value {
    order(left, right).map_or(Value::fault(Fault::Kinds), |it| {
        Value::Boolean(op.holds(it))
    })
}
