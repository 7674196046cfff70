//! The functions of the language, on sets.

use alloc::vec::Vec;
use core::ops::Bound;

use super::eval::{Outcome, items};
use super::mask::Mask;
use crate::book::Builtin;
use crate::value::{
    self, Date, Fault, Item, Items, Many, Null, Number, Numbers, Set, Span, Spans, ToList, Truth,
    Value,
};

pub(super) fn call(function: Builtin, arguments: &[Outcome]) -> Outcome {
    let mut open = Mask::default();
    for argument in arguments {
        open.union(&argument.open);
    }
    let sets: Vec<&Set> = arguments.iter().map(|it| &it.set).to_list();
    let set = match (function, sets.as_slice()) {
        (Builtin::Sum, [list]) => over_items(list, value::sum),
        (Builtin::Count, [list]) => over_items(list, value::count),
        (Builtin::Min, [list]) => over_items(list, |it| value::extreme(it, false)),
        (Builtin::Max, [list]) => over_items(list, |it| value::extreme(it, true)),
        #[cfg(feature = "feel-full")]
        (Builtin::All, [list]) => over_items(list, |it| quantified(it, true)),
        #[cfg(feature = "feel-full")]
        (Builtin::Any, [list]) => over_items(list, |it| quantified(it, false)),
        (Builtin::Concatenate, lists) => concatenate(lists),
        #[cfg(feature = "feel-full")]
        (Builtin::DistinctValues, [list]) => over_items(list, distinct),
        #[cfg(feature = "feel-full")]
        (Builtin::Contains, [a, b]) => texts(a, b, holds_text),
        #[cfg(feature = "feel-full")]
        (Builtin::StartsWith, [a, b]) => texts(a, b, |a, b| a.starts_with(b)),
        #[cfg(feature = "feel-full")]
        (Builtin::EndsWith, [a, b]) => texts(a, b, |a, b| a.ends_with(b)),
        #[cfg(feature = "feel-full")]
        (Builtin::StringLength, [text]) => each(text, |it| {
            let length = it
                .as_text()?
                .chars()
                .fold(0_i64, |n, _| n.saturating_add(1));
            Some(Value::Number(Number::from(length)))
        }),
        (Builtin::Floor, [number]) => rounded(number, Number::floor),
        (Builtin::Ceiling, [number]) => rounded(number, Number::ceiling),
        #[cfg(feature = "feel-full")]
        (Builtin::Abs, [number]) => absolute(number),
        (Builtin::Age, [born, day]) => by_day(born, day, |born, day| born.age_on(day), true),
        (Builtin::FiscalYear, [day]) => {
            let nothing = Set::One(Value::NULL);
            by_day(day, &nothing, |day, _| Some(day.fiscal_year()), false)
        }
        _ => Set::One(Value::fault(Fault::Kinds)),
    };
    Outcome::new(set, open)
}

/// Null is no list: the function of null is null (`all(null)` and `any(null)` in
/// the conformance suite), not that of an empty list.
fn over_items(list: &Set, function: impl Fn(&Items) -> Set) -> Set {
    let Some(null) = list.null() else {
        return over_list(list, function);
    };
    if list.is_settled() {
        return Set::One(Value::Null(null));
    }
    let lists: Set = Many {
        null: None,
        ..list.to_many()
    }
    .into();
    over_list(&lists, function).join(&Set::One(Value::Null(null)))
}

fn over_list(list: &Set, function: impl Fn(&Items) -> Set) -> Set {
    match items(list) {
        Some(items) => function(&items),
        None => Set::any(),
    }
}

fn quantified(items: &Items, every: bool) -> Set {
    let truths = items.0.iter().map(|it| {
        let truth = it.value.truth();
        if it.sure {
            truth
        } else {
            truth.join(Truth::of(every))
        }
    });
    Set::from_truth(if every {
        value::and(truths)
    } else {
        value::or(truths)
    })
}

fn concatenate(lists: &[&Set]) -> Set {
    let mut all = Vec::new();
    for list in lists {
        match items(list) {
            Some(items) => all.extend(items.0),
            None => return Set::any(),
        }
    }
    Set::from_items(Items(all))
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

/// `a` holds `b`. By windows: the standard search brings 2 KB for texts of a line.
fn holds_text(a: &str, b: &str) -> bool {
    b.is_empty() || a.as_bytes().windows(b.len()).any(|it| it == b.as_bytes())
}

/// A function that never falls as its argument rises, on the ends of intervals.
fn rounded(set: &Set, function: impl Fn(Number) -> Option<Number>) -> Set {
    let many = set.to_many();
    let mut out = Many {
        null: many.null,
        ..Many::default()
    };
    let spans = many.numbers.spans.iter().filter_map(|span| {
        let end = |bound: &Bound<Number>| match bound {
            Bound::Included(it) | Bound::Excluded(it) => {
                function(*it).map_or(Bound::Unbounded, Bound::Included)
            }
            Bound::Unbounded => Bound::Unbounded,
        };
        Span::new(end(&span.low), end(&span.high))
    });
    out.numbers = Numbers::new(spans.collect(), true);
    note_other_kinds(&many, &mut out);
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
    note_other_kinds(&many, &mut out);
    out.into()
}

fn note_other_kinds(many: &Many, out: &mut Many) {
    let rest = Many {
        null: None,
        numbers: Numbers::default(),
        ..many.clone()
    };
    if rest != Many::default() {
        out.null = out.null.or(Some(Null::Fault(Fault::Kinds)));
    }
}

/// A count of years between two days (or of one), monotone in each: it falls as
/// the first day rises when `first_falls`, and rises with the second.
fn by_day(
    first: &Set,
    second: &Set,
    count: impl Fn(Date, Date) -> Option<i32>,
    first_falls: bool,
) -> Set {
    let (a, b) = (first.to_many(), second.to_many());
    let null = a.null.or(if first_falls { b.null } else { None });
    let mut out = Many {
        null,
        ..Many::default()
    };
    let end = |bound: Option<&Bound<Number>>, open: Date| match bound {
        Some(Bound::Included(it) | Bound::Excluded(it)) => Date::from_number(*it).unwrap_or(open),
        _ => open,
    };
    let a_low = end(a.dates.low(), Date::MIN);
    let a_high = end(a.dates.high(), Date::MAX);
    let b_low = end(b.dates.low(), Date::MIN);
    let b_high = end(b.dates.high(), Date::MAX);
    let (least, most) = if first_falls {
        (count(a_high, b_low), count(a_low, b_high))
    } else {
        (count(a_low, b_low), count(a_high, b_high))
    };
    let no_days = a.dates.is_empty() || (first_falls && b.dates.is_empty());
    if !no_days {
        let bound = |it: Option<i32>| {
            it.map_or(Bound::Unbounded, |it| {
                Bound::Included(Number::from(i64::from(it)))
            })
        };
        let spans = Span::new(bound(least), bound(most)).into_iter().collect();
        out.numbers = Numbers::new(spans, true);
    } else if out.null.is_none() {
        out.null = Some(Null::Fault(Fault::Kinds));
    }
    out.into()
}
