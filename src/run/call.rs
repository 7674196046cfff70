//! The functions of the language, on sets.

#[cfg(feature = "feel-full")]
mod more;

use alloc::vec::Vec;
use core::ops::Bound;

use super::eval::Outcome;
use super::lists::items;
use super::mask::Mask;
use crate::book::Builtin;
use crate::value::{
    self, Date, Fault, Items, Many, Null, Number, Numbers, Set, Span, ToList, Value, kinds,
};

#[inline(never)]
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
        (Builtin::Concatenate, lists) => concatenate(lists),
        (Builtin::Floor, [number]) => rounded(number, Number::floor),
        (Builtin::Ceiling, [number]) => rounded(number, Number::ceiling),
        (Builtin::Age, [born, day]) => by_day(born, day, |born, day| born.age_on(day), true),
        (Builtin::FiscalYear, [day]) => {
            let nothing = Set::One(Value::NULL);
            by_day(day, &nothing, |day, _| Some(day.fiscal_year()), false)
        }
        #[cfg(feature = "feel-full")]
        (function, sets) => more::call(function, sets),
        #[cfg(not(feature = "feel-full"))]
        _ => Set::One(Value::fault(Fault::Kinds)),
    };
    Outcome::new(set, open)
}

/// Null is no list: the function of null is null (`all(null)` and `any(null)` in
/// the conformance suite), not that of an empty list.
fn over_items(list: &Set, function: fn(&Items) -> Set) -> Set {
    let Some(null) = list.null() else {
        return over_list(list, function);
    };
    if list.is_settled() {
        return Set::One(Value::Null(null));
    }
    let lists: Set = Many {
        null: None,
        ..(*list).clone().into_many()
    }
    .into();
    over_list(&lists, function).join(&Set::One(Value::Null(null)))
}

fn over_list(list: &Set, function: fn(&Items) -> Set) -> Set {
    match items(list) {
        Some(items) => function(&items),
        None => Set::any(),
    }
}

fn concatenate(lists: &[&Set]) -> Set {
    let mut all = Vec::new();
    for list in lists {
        match items(list) {
            Some(items) => all.extend_from_slice(&items.0),
            None => return Set::any(),
        }
    }
    Set::from_items(Items(all))
}

/// A function that never falls as its argument rises, on the ends of intervals.
fn rounded(set: &Set, function: fn(Number) -> Option<Number>) -> Set {
    if let Set::One(Value::Number(number)) = set
        && let Some(number) = function(*number)
    {
        return Set::One(Value::Number(number));
    }
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
    note_other_kinds(set, &mut out);
    out.into()
}

fn note_other_kinds(set: &Set, out: &mut Many) {
    if !set.is_only(kinds::NULL | kinds::NUMBER) {
        out.add_fault(Fault::Kinds);
    }
}

/// A count of years between two days (or of one), monotone in each: it falls as
/// the first day rises when `first_falls`, and rises with the second.
fn by_day(
    first: &Set,
    second: &Set,
    count: fn(Date, Date) -> Option<i32>,
    first_falls: bool,
) -> Set {
    let (a, b) = (first.to_many(), second.to_many());
    let null = Null::either(a.null, if first_falls { b.null } else { None });
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
