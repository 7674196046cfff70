//! Sameness: what no evaluator and no reader could tell apart. Stricter than
//! equality, to which all nulls are alike and `1.10` is `1.1`.

use alloc::sync::Arc;
use core::ops::Bound;

use super::{Items, Many, Null, Number, Set, Spans, Value};

impl Set {
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(a), Self::One(b)) => same_value(a, b),
            (Self::Many(a), Self::Many(b)) => Arc::ptr_eq(a, b) || same_many(a, b),
            _ => false,
        }
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null(a), Value::Null(b)) => same_null(*a, *b),
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::List(a), Value::List(b)) => {
            Arc::ptr_eq(a, b) || a.len() == b.len() && a.iter().zip(&**b).all(same_pair)
        }
        // Of those that are alike most are rows of one table.
        (Value::Context(a), Value::Context(b)) => Arc::ptr_eq(a, b),
        (Value::Boolean(_) | Value::Text(_) | Value::Date(_), _) => a == b,
        _ => false,
    }
}

fn same_pair((a, b): (&Value, &Value)) -> bool {
    same_value(a, b)
}

fn same_null(a: Null, b: Null) -> bool {
    match (a, b) {
        (Null::Fault(a), Null::Fault(b)) => a == b,
        (Null::Plain, Null::Plain) | (Null::NotApplicable, Null::NotApplicable) => true,
        _ => false,
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    a.parts() == b.parts()
}

fn same_spans(a: &Spans<Number>, b: &Spans<Number>) -> bool {
    let same = |a: &Bound<Number>, b: &Bound<Number>| match (a, b) {
        (Bound::Included(a), Bound::Included(b)) | (Bound::Excluded(a), Bound::Excluded(b)) => {
            same_number(a, b)
        }
        (Bound::Unbounded, Bound::Unbounded) => true,
        _ => false,
    };
    let mut pairs = a.iter().zip(b.iter());
    a.iter().count() == b.iter().count()
        && pairs.all(|(a, b)| same(&a.low, &b.low) && same(&a.high, &b.high))
}

fn same_items(a: &Items, b: &Items) -> bool {
    let mut pairs = a.0.iter().zip(&b.0);
    a.0.len() == b.0.len() && pairs.all(|(a, b)| a.sure == b.sure && a.value.is_same(&b.value))
}

fn same_many(a: &Many, b: &Many) -> bool {
    let null = match (a.null, b.null) {
        (Some(a), Some(b)) => same_null(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let items = match (&a.items, &b.items) {
        (Some(a), Some(b)) => same_items(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let contexts = a.contexts.len() == b.contexts.len()
        && a.contexts
            .iter()
            .zip(&b.contexts)
            .all(|(a, b)| Arc::ptr_eq(a, b));
    #[cfg(feature = "feel-full")]
    let others = a.others.is_empty() && b.others.is_empty();
    #[cfg(not(feature = "feel-full"))]
    let others = true;
    null && items
        && contexts
        && others
        && a.truth == b.truth
        && a.numbers.whole == b.numbers.whole
        && same_spans(&a.numbers.spans, &b.numbers.spans)
        && a.texts == b.texts
        && same_spans(&a.dates, &b.dates)
        && a.other == b.other
}
