//! `is`, ranges as values, and how points and ranges lie to one another
//! (DMN 1.5, tables 80 to 82).

use alloc::sync::Arc;
use core::cmp::Ordering;

use super::{as_range, steps};
use crate::book::Function;
use crate::value::{
    self, Comparison, Date, End, Number, Other, Range, Set, Stamp, Time, Value, Written, parse_day,
    parse_duration,
};

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::EqualTo, [it]) => one_point(it, Written::Equal),
        (Function::NotEqualTo, [it]) => one_point(it, Written::NotEqual),
        (Function::Is, [a, b]) => Some(Value::Boolean(is_same(a, b))),
        (Function::Range, [Value::Text(text)]) => read_range(text),
        (function, [a, b]) => Some(Value::Boolean(lies(function, a, b)?)),
        _ => None,
    }
}

/// The order of two values; `None` where there is none.
pub(super) fn compared(left: &Value, right: &Value) -> Option<Ordering> {
    let (a, b) = (Set::One(left.clone()), Set::One(right.clone()));
    let less = value::compare(Comparison::Less, &a, &b);
    if less.can_null.is_some() {
        return None;
    }
    if less.is_true() {
        return Some(Ordering::Less);
    }
    let greater = value::compare(Comparison::Greater, &a, &b).is_true();
    Some(if greater {
        Ordering::Greater
    } else {
        Ordering::Equal
    })
}

/// The same in every detail: kind, offset and zone too.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Other(a @ (Other::Time(_) | Other::Stamp(_))), Value::Other(b)) => a.is_same(b),
        (a, b) => core::mem::discriminant(a) == core::mem::discriminant(b) && a == b,
    }
}

/// A range of two ends of one kind, the lower first.
pub(super) fn range(low: End, high: End) -> Option<Value> {
    match (low.value(), high.value()) {
        (Some(a), Some(b)) => {
            compared(a, b)?;
        }
        (Some(a), None) | (None, Some(a)) => {
            compared(a, a)?;
        }
        (None, None) => return None,
    }
    Some(Value::Other(Other::Range(Arc::new(Range {
        low,
        high,
        written: Written::Ends,
    }))))
}

fn one_point(at: &Value, written: Written) -> Option<Value> {
    compared(at, at)?;
    let end = || End::Included(at.clone());
    Some(Value::Other(Other::Range(Arc::new(Range {
        low: end(),
        high: end(),
        written,
    }))))
}

/// Everything in a range of whole numbers or days.
pub(super) fn all_of(range: &Range) -> Option<Value> {
    if range.written == Written::NotEqual {
        return None;
    }
    let end = |end: &End, inwards: i64| -> Option<Value> {
        let value = end.value()?;
        if end.is_included() {
            return Some(value.clone());
        }
        match value {
            Value::Number(it) => Some(Value::from(it.add(Number::from(inwards)))),
            day => Some(Value::day(day.as_day()?.checked_add(inwards)?)),
        }
    };
    let (low, high) = (end(&range.low, 1)?, end(&range.high, -1)?);
    if compared(&low, &high)? == Ordering::Greater {
        return None;
    }
    steps(&low, &high)
}

/// Reads `"[1..3]"`; the ends are literals.
fn read_range(text: &str) -> Option<Value> {
    let mut inside = text.trim();
    let low_closed = match inside.chars().next()? {
        '[' => true,
        '(' | ']' => false,
        _ => return None,
    };
    let high_closed = match inside.chars().next_back()? {
        ']' => true,
        ')' | '[' => false,
        _ => return None,
    };
    inside = inside.get(1..inside.len().checked_sub(1)?)?;
    let (low, high) = inside.split_once("..")?;
    let end = |text: &str, closed: bool| -> Option<End> {
        let text = text.trim();
        if text.is_empty() {
            return Some(End::Open).filter(|_| !closed);
        }
        let value = literal(text)?;
        Some(if closed {
            End::Included(value)
        } else {
            End::Excluded(value)
        })
    };
    let (low, high) = (end(low, low_closed)?, end(high, high_closed)?);
    if let (Some(a), Some(b)) = (low.value(), high.value())
        && compared(a, b)? == Ordering::Greater
    {
        return None;
    }
    range(low, high)
}

/// A number, a text in quotes, `@"…"`, or one of the functions around a text.
fn literal(text: &str) -> Option<Value> {
    let quoted = |it: &str| -> Option<alloc::string::String> {
        let inside = it.strip_prefix('"')?.strip_suffix('"')?;
        (!inside.contains('"')).then(|| inside.replace("\\\"", "\""))
    };
    if let Some(rest) = text.strip_prefix('@') {
        return at_literal(&quoted(rest)?);
    }
    for name in ["date and time", "date", "time", "duration"] {
        if let Some(rest) = text.strip_prefix(name)
            && let Some(inside) = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'))
        {
            return at_literal(&quoted(inside.trim())?);
        }
    }
    if let Some(text) = quoted(text) {
        return Some(Value::text(&text));
    }
    Number::parse(text).map(Value::Number)
}

/// What `@"…"` means: the kind that can be read from the text.
pub(super) fn at_literal(text: &str) -> Option<Value> {
    if let Some(date) = Date::parse(text) {
        return Some(Value::Date(date));
    }
    if let Some(day) = parse_day(text) {
        return Some(Value::day(day));
    }
    let other = parse_duration(text)
        .or_else(|| Time::parse(text).map(Other::Time))
        .or_else(|| Stamp::parse(text).map(Other::Stamp));
    other.map(Value::Other)
}

/// A point as a range of itself.
fn ends(value: &Value) -> (End, End) {
    match as_range(value) {
        Some(range) => (range.low.clone(), range.high.clone()),
        None => (End::Included(value.clone()), End::Included(value.clone())),
    }
}

/// The order of two beginnings (or, for `is_low` false, of two ends).
fn ends_compared(left: &End, right: &End, is_low: bool) -> Option<Ordering> {
    let open = if is_low {
        Ordering::Less
    } else {
        Ordering::Greater
    };
    let (a, b) = match (left.value(), right.value()) {
        (None, None) => return Some(Ordering::Equal),
        (None, Some(_)) => return Some(open),
        (Some(_), None) => return Some(open.reverse()),
        (Some(a), Some(b)) => (a, b),
    };
    let order = compared(a, b)?;
    Some(order.then(match (left.is_included(), right.is_included()) {
        (true, false) => open,
        (false, true) => open.reverse(),
        _ => Ordering::Equal,
    }))
}

/// Whether what ends with `high` lies wholly before what begins with `low`.
fn apart(high: &End, low: &End) -> Option<bool> {
    let (Some(a), Some(b)) = (high.value(), low.value()) else {
        return Some(false);
    };
    let order = compared(a, b)?;
    Some(order.is_lt() || (order.is_eq() && !(high.is_included() && low.is_included())))
}

/// One ends where the other begins, and both have that point.
fn touch(high: &End, low: &End) -> Option<bool> {
    let (Some(a), Some(b)) = (high.value(), low.value()) else {
        return Some(false);
    };
    Some(compared(a, b)?.is_eq() && high.is_included() && low.is_included())
}

fn lies(function: Function, left: &Value, right: &Value) -> Option<bool> {
    use Function as F;
    let ranges = (as_range(left).is_some(), as_range(right).is_some());
    let fits = match function {
        F::Before | F::After => true,
        F::Coincides => ranges.0 == ranges.1,
        F::Meets | F::MetBy | F::Overlaps | F::OverlapsBefore | F::OverlapsAfter => {
            ranges == (true, true)
        }
        F::Finishes | F::During | F::Starts => ranges.1,
        _ => ranges.0,
    };
    if !fits {
        return None;
    }
    let ((a_low, a_high), (b_low, b_high)) = (ends(left), ends(right));
    let low = ends_compared(&a_low, &b_low, true)?;
    let high = ends_compared(&a_high, &b_high, false)?;
    let overlap = || Some(!apart(&a_high, &b_low)? && !apart(&b_high, &a_low)?);
    Some(match function {
        F::Before => apart(&a_high, &b_low)?,
        F::After => apart(&b_high, &a_low)?,
        F::Meets => touch(&a_high, &b_low)?,
        F::MetBy => touch(&b_high, &a_low)?,
        F::Overlaps => overlap()?,
        F::OverlapsBefore => low.is_lt() && high.is_le() && overlap()?,
        F::OverlapsAfter => low.is_gt() && high.is_ge() && overlap()?,
        F::Finishes => high.is_eq() && low.is_ge(),
        F::FinishedBy => high.is_eq() && low.is_le(),
        F::Includes => low.is_le() && high.is_ge(),
        F::During => low.is_ge() && high.is_le(),
        F::Starts => low.is_eq() && high.is_le(),
        F::StartedBy => low.is_eq() && high.is_ge(),
        F::Coincides => low.is_eq() && high.is_eq(),
        _ => return None,
    })
}
