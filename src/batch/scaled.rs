//! Decimals as whole numbers of a fixed number of places, and back.

use crate::value::Number;

/// More places than this are not reckoned with here.
pub(super) const MAX_SCALE: u32 = 12;

/// The number times 10^`scale`, where that is whole and fits.
pub(super) fn to(number: Number, scale: u32) -> Option<i64> {
    let (value, places) = least(number)?;
    value.checked_mul(power(scale.checked_sub(places)?)?)
}

/// The number as a whole one and the fewest places that takes.
pub(super) fn least(number: Number) -> Option<(i64, u32)> {
    let (high, low, mut exponent, negative) = number.parts();
    if high != 0 {
        return None;
    }
    let mut value = i64::try_from(low).ok()?;
    while exponent < 0 && value % 10 == 0 {
        value /= 10;
        exponent = if value == 0 { 0 } else { exponent + 1 };
    }
    if exponent > 0 {
        value = value.checked_mul(power(exponent.unsigned_abs())?)?;
        exponent = 0;
    }
    let places = exponent.unsigned_abs();
    (places <= MAX_SCALE).then_some((if negative { -value } else { value }, places))
}

/// The number that a scaled one stands for.
pub(super) fn from(value: i64, scale: u32) -> Option<Number> {
    let (mut value, mut places) = (value, i32::try_from(scale).ok()?);
    while places > 0 && value % 10 == 0 {
        value /= 10;
        places -= 1;
    }
    Number::from_parts((0, value.unsigned_abs(), -places, value < 0))
}

/// 10^`exponent`.
pub(super) fn power(exponent: u32) -> Option<i64> {
    10_i64.checked_pow(exponent)
}
