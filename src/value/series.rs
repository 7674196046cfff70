//! Exponentials and logarithms of decimals. By series, to about thirty digits: no
//! binary fraction takes part, so every machine finds the same.

use super::Number;

/// More terms than this are not needed for 34 digits.
const MAX_TERMS: i64 = 120;

/// e to the power of `number`.
pub fn exp(number: Number) -> Option<Number> {
    // e^x = (e^(x/2^k))^(2^k), with x/2^k below one half.
    let half = Number::from(2);
    let mut small = number;
    let mut doublings = 0_u32;
    while small.abs() > Number::ONE.divide(half)? {
        small = small.divide(half)?;
        doublings = doublings.checked_add(1).filter(|it| *it < 24)?;
    }
    let mut sum = Number::ONE;
    let mut term = Number::ONE;
    for n in 1..MAX_TERMS {
        term = term.multiply(small)?.divide(Number::from(n))?;
        let next = sum.add(term)?;
        if next == sum {
            break;
        }
        sum = next;
    }
    for _ in 0..doublings {
        sum = sum.multiply(sum)?;
    }
    Some(sum)
}

/// The natural logarithm; none of zero and below.
pub fn ln(number: Number) -> Option<Number> {
    if number.is_negative() || number.is_zero() {
        return None;
    }
    // Down to near 1 by powers of ten and roots: ln x = 2^k ln x^(1/2^k).
    let ten = Number::from(10);
    let mut near = number;
    let mut tens = 0_i64;
    while near >= ten {
        near = near.divide(ten)?;
        tens = tens.checked_add(1)?;
    }
    while near < Number::ONE {
        near = near.multiply(ten)?;
        tens = tens.checked_sub(1)?;
    }
    let fraction = ln_near_one(near)?;
    if tens == 0 {
        return Some(fraction);
    }
    ln_near_one(ten)?
        .multiply(Number::from(tens))?
        .add(fraction)
}

/// For 1 to 10: three roots, then the series of the inverse hyperbolic tangent.
fn ln_near_one(number: Number) -> Option<Number> {
    let root = number.sqrt()?.sqrt()?.sqrt()?;
    let ratio = root.subtract(Number::ONE)?.divide(root.add(Number::ONE)?)?;
    let square = ratio.multiply(ratio)?;
    let mut sum = ratio;
    let mut power = ratio;
    for n in 1..MAX_TERMS {
        power = power.multiply(square)?;
        let term = power.divide(Number::from(n.saturating_mul(2).saturating_add(1)))?;
        let next = sum.add(term)?;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum.multiply(Number::from(16))
}
