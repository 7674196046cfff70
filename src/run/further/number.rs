//! FEEL's functions of numbers (DMN 1.5, table 77).

use super::whole_number;
use crate::book::Function;
use crate::value::{Number, Other, Rounding, Value, exp, ln};

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::Number, arguments) => return from_text(arguments),
        (Function::Abs, [Value::Other(Other::Months(it))]) => {
            return Some(Value::Other(Other::Months(it.checked_abs()?)));
        }
        (Function::Abs, [Value::Other(Other::Nanos(it))]) => {
            return Some(Value::Other(Other::Nanos(it.checked_abs()?)));
        }
        _ => {}
    }
    let numbers: Option<alloc::vec::Vec<Number>> = arguments
        .iter()
        .map(|it| match it {
            Value::Number(it) => Some(*it),
            _ => None,
        })
        .collect();
    let number = match (function, numbers?.as_slice()) {
        (Function::Abs, [n]) => n.abs(),
        (Function::Floor, [n]) => n.floor()?,
        (Function::Ceiling, [n]) => n.ceiling()?,
        (Function::Floor, [n, scale]) => rounded(*n, *scale, Rounding::Floor)?,
        (Function::Ceiling, [n, scale]) => rounded(*n, *scale, Rounding::Ceiling)?,
        (Function::Decimal, [n, scale]) => rounded(*n, *scale, Rounding::HalfEven)?,
        (Function::RoundUp, [n, scale]) => rounded(*n, *scale, Rounding::Up)?,
        (Function::RoundDown, [n, scale]) => rounded(*n, *scale, Rounding::Down)?,
        (Function::RoundHalfUp, [n, scale]) => rounded(*n, *scale, Rounding::HalfUp)?,
        (Function::RoundHalfDown, [n, scale]) => rounded(*n, *scale, Rounding::HalfDown)?,
        (Function::Modulo, [a, b]) => modulo(*a, *b)?,
        (Function::Sqrt, [n]) => n.sqrt()?,
        (Function::Exp, [n]) => exp(*n)?,
        (Function::Log, [n]) => ln(*n)?,
        (Function::Odd, [n]) => return Some(Value::Boolean(is_odd(*n)?)),
        (Function::Even, [n]) => return Some(Value::Boolean(!is_odd(*n)?)),
        _ => return None,
    };
    Some(Value::Number(number))
}

/// Scales beyond those of decimal128 are refused; a scale is cut to its whole part.
fn rounded(number: Number, scale: Number, rounding: Rounding) -> Option<Number> {
    let scale = scale.round(0, Rounding::Down)?.to_i64()?;
    if !(-6111..=6176).contains(&scale) {
        return None;
    }
    number.round(i32::try_from(scale).ok()?, rounding)
}

/// The remainder with the divisor's sign.
pub(super) fn modulo(dividend: Number, divisor: Number) -> Option<Number> {
    if divisor.is_zero() {
        return None;
    }
    let times = dividend.divide(divisor)?.floor()?;
    dividend.subtract(divisor.multiply(times)?)
}

fn is_odd(number: Number) -> Option<bool> {
    let whole = number.round(0, Rounding::Down)?;
    let rest = modulo(whole.abs(), Number::from(2))?;
    Some(number.is_integer() && !rest.is_zero())
}

/// `number("1 000,5", " ", ",")`.
fn from_text(arguments: &[Value]) -> Option<Value> {
    let sign = |at: usize, allowed: &[&str]| -> Option<Option<char>> {
        match arguments.get(at) {
            None | Some(Value::Null(_)) => Some(None),
            Some(Value::Text(it)) if allowed.contains(&&**it) => Some(it.chars().next()),
            Some(_) => None,
        }
    };
    let text = match arguments.first()? {
        Value::Text(it) => it,
        Value::Number(it) if arguments.len() == 1 => return Some(Value::Number(*it)),
        _ => return None,
    };
    let grouping = sign(1, &[" ", ",", "."])?;
    let point = sign(2, &[",", "."])?;
    if grouping.is_some() && grouping == point {
        return None;
    }
    let mut plain = alloc::string::String::new();
    for it in text.chars() {
        if Some(it) == grouping {
            continue;
        }
        let is_point = point.map_or(it == '.', |point| it == point);
        if !is_point && matches!(it, '.' | ',') {
            return None;
        }
        plain.push(if is_point { '.' } else { it });
    }
    Some(Value::Number(Number::parse(&plain)?))
}

/// A whole number as a place in a list or a text.
pub(super) fn place(value: &Value) -> Option<i64> {
    match value {
        Value::Number(it) => whole_number(it),
        _ => None,
    }
}
