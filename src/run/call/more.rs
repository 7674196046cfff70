//! Functions that no shipped pack uses; the page does without them
//! (`Builtin::is_on_page`).

use alloc::vec::Vec;
use core::ops::Bound;

use super::{note_other_kinds, over_items};
use crate::book::Builtin;
use crate::value::{
    self, Fault, Item, Items, Many, Null, Number, Numbers, Set, Span, Spans, Truth, Value,
};

pub(super) fn call(function: Builtin, sets: &[&Set]) -> Set {
    match (function, sets) {
        (Builtin::All, [list]) => over_items(list, |it| quantified(it, true)),
        (Builtin::Any, [list]) => over_items(list, |it| quantified(it, false)),
        (Builtin::DistinctValues, [list]) => over_items(list, distinct),
        (Builtin::Contains, [a, b]) => texts(a, b, |a, b| a.contains(b)),
        (Builtin::StartsWith, [a, b]) => texts(a, b, |a, b| a.starts_with(b)),
        (Builtin::EndsWith, [a, b]) => texts(a, b, |a, b| a.ends_with(b)),
        (Builtin::StringLength, [text]) => each(text, |it| {
            let length = i64::try_from(it.as_text()?.chars().count()).ok()?;
            Some(Value::Number(Number::from(length)))
        }),
        (Builtin::Abs, [number]) => absolute(number),
        _ => Set::One(Value::fault(Fault::Kinds)),
    }
}

fn quantified(items: &Items, every: bool) -> Set {
    let mut all = Truth::of(every);
    for it in &items.0 {
        let mut truth = it.value.truth();
        if !it.sure {
            truth = truth.join(Truth::of(every));
        }
        all = value::junction(every, all, truth);
    }
    Set::from_truth(all)
}

/// The first of equal items; one that may equal an earlier one may be missing.
fn distinct(items: &Items) -> Set {
    let mut kept: Vec<Item> = Vec::new();
    for item in &items.0 {
        let mut item = item.clone();
        let mut is_double = false;
        for earlier in &mut kept {
            let same = value::equal(&earlier.value, &item.value);
            if same.is_true() && earlier.sure {
                is_double = true;
            } else if same.is_true() {
                // One of the two is there if either is.
                earlier.sure |= item.sure;
                is_double = true;
            } else if same.can_true {
                item.sure = false;
            }
        }
        if !is_double {
            kept.push(item);
        }
    }
    Set::from_items(Items(kept))
}

/// More members than this are not tried one by one.
const MAX_TRIED: usize = 256;

/// The function on each member; faults where it gives nothing.
fn each(set: &Set, function: impl Fn(&Value) -> Option<Value>) -> Set {
    let Some(members) = set.members(MAX_TRIED) else {
        return Set::any();
    };
    let mut out = Many::default();
    for member in members {
        let value = match member {
            Value::Null(null) => Value::Null(null),
            member => function(&member).unwrap_or(Value::fault(Fault::Kinds)),
        };
        out.join(&Set::One(value));
    }
    out.into()
}

fn texts(left: &Set, right: &Set, holds: impl Fn(&str, &str) -> bool) -> Set {
    let (Some(a), Some(b)) = (left.members(MAX_TRIED), right.members(MAX_TRIED)) else {
        return Set::from_truth(Truth {
            can_null: Some(Null::Fault(Fault::Kinds)),
            ..Truth::BOTH
        });
    };
    let mut out = Many::default();
    for a in &a {
        for b in &b {
            let value = match (a.as_text(), b.as_text()) {
                (Some(a), Some(b)) => Value::Boolean(holds(a, b)),
                _ => Value::fault(Fault::Kinds),
            };
            out.join(&Set::One(value));
        }
    }
    out.into()
}

fn absolute(set: &Set) -> Set {
    let many = set.to_many();
    let mut out = Many {
        null: many.null,
        ..Many::default()
    };
    let zero = Number::ZERO;
    let positive: Spans<Number> = Span::new(Bound::Included(zero), Bound::Unbounded)
        .into_iter()
        .collect();
    let mut spans = many.numbers.spans.intersect(&positive);
    let flip = |bound: &Bound<Number>| match bound {
        Bound::Included(it) => Bound::Included(it.negated()),
        Bound::Excluded(it) => Bound::Excluded(it.negated()),
        Bound::Unbounded => Bound::Unbounded,
    };
    let negative = many
        .numbers
        .spans
        .iter()
        .filter_map(|it| Span::new(flip(&it.high), flip(&it.low)));
    let negative: Spans<Number> = negative.collect();
    spans.join(negative.intersect(&positive));
    out.numbers = Numbers::new(spans, many.numbers.whole);
    note_other_kinds(set, &mut out);
    out.into()
}
