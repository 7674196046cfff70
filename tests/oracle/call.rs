//! The functions of the language (DMN 1.5, §10.3.4). What is no list where one
//! is meant, or null, gives null.

use tsunagu::book::Builtin;
use tsunagu::value::Date;

use super::{Fraction, Plain, and, equal, or};

pub(super) fn call(function: Builtin, arguments: &[Plain]) -> Plain {
    match (function, arguments) {
        (Builtin::Concatenate, lists) => Plain::List(
            lists
                .iter()
                .flat_map(|it| it.clone().into_items())
                .collect(),
        ),
        (Builtin::Contains, [Plain::Text(a), Plain::Text(b)]) => Plain::Boolean(a.contains(&**b)),
        (Builtin::StartsWith, [Plain::Text(a), Plain::Text(b)]) => {
            Plain::Boolean(a.starts_with(&**b))
        }
        (Builtin::EndsWith, [Plain::Text(a), Plain::Text(b)]) => Plain::Boolean(a.ends_with(&**b)),
        (Builtin::StringLength, [Plain::Text(it)]) => number(it.chars().count()),
        (Builtin::Floor, [Plain::Number(it)]) => Plain::Number(it.floor()),
        (Builtin::Ceiling, [Plain::Number(it)]) => Plain::Number(it.ceiling()),
        (Builtin::Abs, [Plain::Number(it)]) => Plain::Number((*it).max(Fraction::ZERO - *it)),
        (Builtin::Age, [Plain::Date(born), Plain::Date(day)]) => age(*born, *day),
        (Builtin::FiscalYear, [Plain::Date(day)]) => {
            let (year, month, _) = day.civil();
            whole(if month < 4 { year - 1 } else { year })
        }
        (_, [Plain::Null]) => Plain::Null,
        (_, [list]) => over_list(function, list.clone().into_items()),
        _ => Plain::Null,
    }
}

fn over_list(function: Builtin, items: Vec<Plain>) -> Plain {
    match function {
        Builtin::Sum => sum(&items),
        Builtin::Count => number(items.len()),
        Builtin::Min => extreme(&items, false),
        Builtin::Max => extreme(&items, true),
        Builtin::All => and(items),
        Builtin::Any => or(items),
        Builtin::DistinctValues => {
            let mut kept: Vec<Plain> = Vec::new();
            for item in items {
                if !kept.iter().any(|it| equal(it, &item) == Plain::TRUE) {
                    kept.push(item);
                }
            }
            Plain::List(kept)
        }
        _ => Plain::Null,
    }
}

pub(super) fn number(it: usize) -> Plain {
    Plain::Number(Fraction::from(i128::try_from(it).unwrap()))
}

fn whole(it: i32) -> Plain {
    Plain::Number(Fraction::from(i128::from(it)))
}

/// Null for an empty list and for anything that is no number.
pub(super) fn sum(items: &[Plain]) -> Plain {
    let mut total = Fraction::ZERO;
    for item in items {
        let Plain::Number(it) = item else {
            return Plain::Null;
        };
        total = total + *it;
    }
    if items.is_empty() {
        Plain::Null
    } else {
        Plain::Number(total)
    }
}

/// Null for an empty list and where two items have no order.
pub(super) fn extreme(items: &[Plain], largest: bool) -> Plain {
    let Some((first, rest)) = items.split_first() else {
        return Plain::Null;
    };
    let mut best = first;
    for item in rest {
        let Some(order) = item.order(best) else {
            return Plain::Null;
        };
        if (largest && order.is_gt()) || (!largest && order.is_lt()) {
            best = item;
        }
    }
    best.clone()
}

/// 満年齢: a year is full at the end of the day before the birthday
/// (年齢計算ニ関スル法律), so on that day the age is reached already.
fn age(born: Date, day: Date) -> Plain {
    let (born_year, born_month, born_day) = born.civil();
    let (year, month, date) = tomorrow(day.civil());
    let birthday_is_ahead = (month, date) < (born_month, born_day);
    whole(year - born_year - i32::from(birthday_is_ahead))
}

fn tomorrow((year, month, day): (i32, u32, u32)) -> (i32, u32, u32) {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (month, day) if day == length => (year, month + 1, 1),
        (month, day) => (year, month, day + 1),
    }
}
