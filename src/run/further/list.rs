//! FEEL's functions of lists (DMN 1.5, table 78). One value alone is a list of it;
//! null is no list.

use alloc::{vec, vec::Vec};
use core::cmp::Ordering;

use super::number::place;
use super::order::compared;
use crate::book::Function;
use crate::value::{self, Number, Set, Truth, Value, sort_by};

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match function {
        Function::Append => {
            let (list, items) = arguments.split_first()?;
            let mut all = items_of(list)?;
            all.extend_from_slice(items);
            return Some(made(all));
        }
        Function::Concatenate => {
            let mut all = Vec::new();
            for list in arguments {
                all.extend(items_of(list)?);
            }
            return Some(made(all));
        }
        Function::Union => {
            let mut all = Vec::new();
            for list in arguments {
                all.extend(items_of(list)?);
            }
            return Some(made(distinct(&all)));
        }
        _ => {}
    }
    match arguments {
        [list, first, rest @ ..] if takes_a_place(function) => {
            with_place(function, &items_of(list)?, first, rest)
        }
        // Several arguments are a list of them.
        [Value::Null(_)] => None,
        [list] => of_list(function, &items_of(list)?),
        several if takes_several(function) => of_list(function, several),
        _ => None,
    }
}

fn takes_a_place(function: Function) -> bool {
    matches!(
        function,
        Function::Sublist
            | Function::InsertBefore
            | Function::Remove
            | Function::ListContains
            | Function::IndexOf
    )
}

fn takes_several(function: Function) -> bool {
    function
        .signatures()
        .iter()
        .any(|it| it.iter().any(|it| it.ends_with('*')))
}

fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(items) => Some(items.to_vec()),
        Value::Null(_) => None,
        one => Some(vec![one.clone()]),
    }
}

fn made(items: Vec<Value>) -> Value {
    Value::List(items.into())
}

fn count(length: usize) -> Option<Value> {
    Some(Value::Number(Number::from(i64::try_from(length).ok()?)))
}

pub(super) fn same(left: &Value, right: &Value) -> bool {
    value::equal(&Set::One(left.clone()), &Set::One(right.clone())).is_true()
}

/// The place as an index; `None` where there is no such item.
fn index(place: i64, length: usize) -> Option<usize> {
    let at = match place {
        0 => return None,
        it if it > 0 => usize::try_from(it.checked_sub(1)?).ok()?,
        it => length.checked_sub(usize::try_from(it.unsigned_abs()).ok()?)?,
    };
    (at < length).then_some(at)
}

fn with_place(function: Function, items: &[Value], first: &Value, rest: &[Value]) -> Option<Value> {
    match (function, rest) {
        (Function::ListContains, []) => {
            Some(Value::Boolean(items.iter().any(|it| same(it, first))))
        }
        (Function::IndexOf, []) => {
            let places = items.iter().enumerate().filter(|(_, it)| same(it, first));
            let places: Option<Vec<Value>> =
                places.map(|(at, _)| count(at.saturating_add(1))).collect();
            Some(made(places?))
        }
        (Function::Sublist, rest) => {
            let from = index(place(first)?, items.len())?;
            let tail = items.get(from..)?;
            match rest {
                [] | [Value::Null(_)] => Some(made(tail.to_vec())),
                [length] => {
                    let length = usize::try_from(place(length)?).ok()?;
                    Some(made(tail.get(..length)?.to_vec()))
                }
                _ => None,
            }
        }
        (Function::InsertBefore, [new]) => {
            let mut items = items.to_vec();
            items.insert(index(place(first)?, items.len())?, new.clone());
            Some(made(items))
        }
        (Function::Remove, []) => {
            let mut items = items.to_vec();
            items.remove(index(place(first)?, items.len())?);
            Some(made(items))
        }
        _ => None,
    }
}

/// `list replace` at a place.
pub(super) fn replace_at(arguments: &[Value]) -> Option<Value> {
    let [Value::List(items), at, new] = arguments else {
        return None;
    };
    let mut items = items.to_vec();
    let Value::Number(at) = at else {
        return None;
    };
    let at = at.round(0, value::Rounding::Down)?.to_i64()?;
    let at = index(at, items.len())?;
    *items.get_mut(at)? = new.clone();
    Some(made(items))
}

fn of_list(function: Function, items: &[Value]) -> Option<Value> {
    let value = match function {
        Function::Count => return count(items.len()),
        Function::All => conditions(items, true),
        Function::Any => conditions(items, false),
        Function::Reverse => made(items.iter().rev().cloned().collect()),
        Function::DistinctValues => made(distinct(items)),
        Function::DuplicateValues => {
            let twice = |it: &&Value| items.iter().filter(|other| same(it, other)).count() > 1;
            made(distinct(
                &items.iter().filter(twice).cloned().collect::<Vec<_>>(),
            ))
        }
        Function::Flatten => {
            let mut flat = Vec::new();
            flatten(items, &mut flat);
            made(flat)
        }
        Function::Min => extreme(items, Ordering::Less)?,
        Function::Max => extreme(items, Ordering::Greater)?,
        Function::Sort => sorted(items)?,
        _ => return of_numbers(function, items),
    };
    Some(value)
}

/// A book's values nest no deeper than its expressions, so this ends soon.
fn flatten(items: &[Value], out: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(inner) => flatten(inner, out),
            other => out.push(other.clone()),
        }
    }
}

fn conditions(items: &[Value], all: bool) -> Value {
    let truths = items.iter().map(|it| Set::One(it.clone()).truth());
    let truth = truths.fold(Truth::of(all), |so_far, it| {
        value::junction(all, so_far, it)
    });
    match truth {
        it if it == Truth::of(true) => Value::Boolean(true),
        it if it == Truth::of(false) => Value::Boolean(false),
        _ => Value::NULL,
    }
}

fn distinct(items: &[Value]) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        if !kept.iter().any(|it| same(it, item)) {
            kept.push(item.clone());
        }
    }
    kept
}

fn extreme(items: &[Value], wanted: Ordering) -> Option<Value> {
    let (first, rest) = items.split_first()?;
    let mut best = first;
    if rest.is_empty() {
        compared(first, first)?;
    }
    for item in rest {
        if compared(item, best)? == wanted {
            best = item;
        }
    }
    Some(best.clone())
}

fn sorted(items: &[Value]) -> Option<Value> {
    for pair in items.windows(2) {
        let [a, b] = pair else { continue };
        compared(a, b)?;
    }
    let mut items = items.to_vec();
    sort_by(&mut items, |a, b| compared(a, b).unwrap_or(Ordering::Equal));
    Some(made(items))
}

fn of_numbers(function: Function, items: &[Value]) -> Option<Value> {
    if items.is_empty() {
        return (function == Function::Mode).then(|| made(Vec::new()));
    }
    let numbers: Option<Vec<Number>> = items
        .iter()
        .map(|it| match it {
            Value::Number(it) => Some(*it),
            _ => None,
        })
        .collect();
    let numbers = numbers?;
    let number = match function {
        Function::Sum => sum(&numbers)?,
        Function::Product => numbers
            .iter()
            .try_fold(Number::ONE, |all, it| all.multiply(*it))?,
        Function::Mean => mean(&numbers)?,
        Function::Median => median(numbers)?,
        Function::Stddev => stddev(&numbers)?,
        Function::Mode => return Some(mode(numbers)),
        _ => return None,
    };
    Some(Value::Number(number))
}

fn sum(numbers: &[Number]) -> Option<Number> {
    numbers
        .iter()
        .try_fold(Number::ZERO, |sum, it| sum.add(*it))
}

fn mean(numbers: &[Number]) -> Option<Number> {
    sum(numbers)?.divide(Number::from(i64::try_from(numbers.len()).ok()?))
}

fn median(mut numbers: Vec<Number>) -> Option<Number> {
    sort_by(&mut numbers, Ord::cmp);
    let middle = numbers.len() / 2;
    let upper = *numbers.get(middle)?;
    if !numbers.len().is_multiple_of(2) {
        return Some(upper);
    }
    let lower = *numbers.get(middle.checked_sub(1)?)?;
    lower.add(upper)?.divide(Number::from(2))
}

/// Of a sample: divided by one less than there are.
fn stddev(numbers: &[Number]) -> Option<Number> {
    let others = numbers.len().checked_sub(1).filter(|it| *it > 0)?;
    let mean = mean(numbers)?;
    let mut squares = Number::ZERO;
    for number in numbers {
        let off = number.subtract(mean)?;
        squares = squares.add(off.multiply(off)?)?;
    }
    let variance = squares.divide(Number::from(i64::try_from(others).ok()?))?;
    variance.sqrt()
}

/// The most frequent ones, smallest first.
fn mode(mut numbers: Vec<Number>) -> Value {
    sort_by(&mut numbers, Ord::cmp);
    let runs: Vec<&[Number]> = numbers.chunk_by(|a, b| a == b).collect();
    let most = runs.iter().map(|it| it.len()).max().unwrap_or(0);
    let frequent = runs.into_iter().filter(|it| it.len() == most);
    made(
        frequent
            .filter_map(|it| it.first().copied().map(Value::Number))
            .collect(),
    )
}
