//! FEEL's operators where days, times and durations take part (DMN 1.5, tables
//! 55 to 60), and powers that are no whole number.

use alloc::sync::Arc;
use core::cmp::Ordering;

use super::time::{DAY, Offset, Stamp, Time, plus_months};
use super::{Arithmetic, Fault, Nanos, Number, Other, Rounding, Value, ops, series};

/// Longer texts are not made.
const MAX_TEXT: usize = 1 << 22;

/// Of any two values.
pub(super) fn arithmetic(op: Arithmetic, left: &Value, right: &Value) -> Value {
    match (op, left, right) {
        (Arithmetic::Power, Value::Number(a), Value::Number(b)) if !b.is_integer() => power(*a, *b),
        (_, Value::Text(a), Value::Text(b)) if a.len().saturating_add(b.len()) > MAX_TEXT => {
            Value::fault(Fault::TooLarge)
        }
        (_, Value::Number(_), Value::Number(_)) | (_, Value::Text(_), Value::Text(_)) => {
            ops::arithmetic(op, left, right)
        }
        _ => worked_out(op, left, right).unwrap_or(Value::fault(Fault::Kinds)),
    }
}

fn worked_out(op: Arithmetic, left: &Value, right: &Value) -> Option<Value> {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    use Value::Number as N;
    let value = match (op, left, right) {
        (Subtract, a, b) if is_dated(a) && is_dated(b) => nanos(as_stamp(a)?.minus(&as_stamp(b)?)?),
        (Add, a, Value::Other(Other::Months(months)))
        | (Add, Value::Other(Other::Months(months)), a)
            if is_dated(a) =>
        {
            later_months(a, *months)?
        }
        (Subtract, a, Value::Other(Other::Months(months))) if is_dated(a) => {
            later_months(a, months.checked_neg()?)?
        }
        (Add, Value::Other(Other::Months(a)), Value::Other(Other::Months(b))) => {
            months(a.checked_add(*b)?)
        }
        (Subtract, Value::Other(Other::Months(a)), Value::Other(Other::Months(b))) => {
            months(a.checked_sub(*b)?)
        }
        (Divide, Value::Other(Other::Months(a)), Value::Other(Other::Months(b))) => {
            Value::from(Number::from(*a).divide(nonzero(Number::from(*b))?))
        }
        (Multiply, Value::Other(Other::Months(a)), N(b))
        | (Multiply, N(b), Value::Other(Other::Months(a))) => {
            months(whole(Number::from(*a).multiply(*b)?)?.try_into().ok()?)
        }
        (Divide, Value::Other(Other::Months(a)), N(b)) => months(
            whole(Number::from(*a).divide(nonzero(*b)?)?)?
                .try_into()
                .ok()?,
        ),
        (Add, Value::Other(Other::Nanos(a)), Value::Other(Other::Nanos(b))) => {
            nanos(a.checked_add(*b)?)
        }
        (Subtract, Value::Other(Other::Nanos(a)), Value::Other(Other::Nanos(b))) => {
            nanos(a.checked_sub(*b)?)
        }
        (Divide, Value::Other(Other::Nanos(a)), Value::Other(Other::Nanos(b))) => {
            Value::from(from_nanos(*a)?.divide(nonzero(from_nanos(*b)?)?))
        }
        (Multiply, Value::Other(Other::Nanos(a)), N(b))
        | (Multiply, N(b), Value::Other(Other::Nanos(a))) => {
            nanos(whole(from_nanos(*a)?.multiply(*b)?)?)
        }
        (Divide, Value::Other(Other::Nanos(a)), N(b)) => {
            nanos(whole(from_nanos(*a)?.divide(nonzero(*b)?)?)?)
        }
        (Add, a, Value::Other(Other::Nanos(by))) | (Add, Value::Other(Other::Nanos(by)), a) => {
            later(a, *by)?
        }
        (Subtract, a, Value::Other(Other::Nanos(by))) => later(a, by.checked_neg()?)?,
        (Subtract, Value::Other(Other::Time(a)), Value::Other(Other::Time(b))) => {
            let at = |time: &Time| Stamp {
                day: 0,
                time: time.clone(),
            };
            nanos(at(a).minus(&at(b))?)
        }
        _ => return None,
    };
    Some(value)
}

fn is_dated(value: &Value) -> bool {
    value.as_day().is_some() || matches!(value, Value::Other(Other::Stamp(_)))
}

/// A date is its midnight in UTC.
fn as_stamp(value: &Value) -> Option<Stamp> {
    if let Value::Other(Other::Stamp(it)) = value {
        return Some(it.clone());
    }
    Some(Stamp {
        day: value.as_day()?,
        time: Time::midnight(Offset::Fixed(0)),
    })
}

fn later_months(value: &Value, months: i64) -> Option<Value> {
    match value {
        Value::Other(Other::Stamp(it)) => Some(Value::Other(Other::Stamp(Stamp {
            day: plus_months(it.day, months)?,
            time: it.time.clone(),
        }))),
        day => Some(Value::day(plus_months(day.as_day()?, months)?)),
    }
}

fn later(value: &Value, by: Nanos) -> Option<Value> {
    match value {
        Value::Other(Other::Stamp(it)) => {
            Stamp::from_wall(it.wall().checked_add(by)?, it.time.offset.clone())
                .map(|it| Value::Other(Other::Stamp(it)))
        }
        // A time goes round the clock.
        Value::Other(Other::Time(it)) => {
            let nanos = it.nanos().checked_add(by)?.rem_euclid(DAY);
            Time::new(nanos, it.offset.clone()).map(|it| Value::Other(Other::Time(it)))
        }
        day => {
            let wall = Nanos::from(day.as_day()?).checked_mul(DAY)?;
            let it = Stamp::from_wall(wall.checked_add(by)?, Offset::Local)?;
            Some(Value::day(it.day))
        }
    }
}

fn months(months: i64) -> Value {
    Value::Other(Other::Months(months))
}

fn nanos(nanos: Nanos) -> Value {
    Value::Other(Other::Nanos(nanos))
}

fn nonzero(number: Number) -> Option<Number> {
    (!number.is_zero()).then_some(number)
}

/// A count of nanoseconds as a number.
pub fn from_nanos(nanos: Nanos) -> Option<Number> {
    Number::parse(&{
        let mut text = alloc::string::String::new();
        if nanos < 0 {
            text.push('-');
        }
        text.push_str(&super::digits(nanos.unsigned_abs()));
        text
    })
}

/// The whole part.
pub fn whole(number: Number) -> Option<Nanos> {
    let (high, low, exponent, negative) = number.round(0, Rounding::Down)?.parts();
    let mut value = i128::try_from((u128::from(high) << 64) | u128::from(low)).ok()?;
    for _ in 0..exponent.max(0) {
        value = value.checked_mul(10)?;
    }
    // Trailing zeros after the point are all that can be left there.
    for _ in 0..exponent.min(0).unsigned_abs() {
        value = value.div_euclid(10);
    }
    if negative {
        value.checked_neg()
    } else {
        Some(value)
    }
}

/// `left ** right` for any two numbers.
fn power(left: Number, right: Number) -> Value {
    if left.is_negative() || left.is_zero() {
        return Value::fault(Fault::Kinds);
    }
    let result = series::ln(left)
        .and_then(|it| it.multiply(right))
        .and_then(series::exp);
    Value::from(result)
}

/// `-value`.
pub(super) fn negated(value: &Value) -> Value {
    let opposite = match value {
        Value::Number(it) => Some(Value::Number(it.negated())),
        Value::Other(Other::Months(it)) => it.checked_neg().map(months),
        Value::Other(Other::Nanos(it)) => it.checked_neg().map(nanos),
        _ => None,
    };
    opposite.unwrap_or(Value::fault(Fault::Kinds))
}

/// `=` where one side is of the other kinds; `None` if they cannot be compared.
pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Other(a), Value::Other(b)) => match (a, b) {
            (Other::Range(a), Other::Range(b)) => Some(Arc::ptr_eq(a, b) || a == b),
            (Other::Function(a), Other::Function(b)) => Some(Arc::ptr_eq(a, b)),
            (Other::Time(a), Other::Time(b)) => Some(a.order(b) == Some(Ordering::Equal)),
            (Other::Stamp(a), Other::Stamp(b)) => Some(a.order(b) == Some(Ordering::Equal)),
            _ => a.order(b).map(Ordering::is_eq),
        },
        _ => Some(left.as_day()? == right.as_day()?),
    }
}

pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Other(a), Value::Other(b)) => a.order(b),
        _ => Some(left.as_day()?.cmp(&right.as_day()?)),
    }
}
