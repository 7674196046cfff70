//! The two durations of FEEL as text: `P1Y2M` and `P3DT4H5M6.7S`
//! (DMN 1.5, §10.3.2.3.7 and 8). They never mix.

use alloc::string::String;

use super::time::{DAY, SECOND, parse_fraction, push_fraction};
use super::{Nanos, Other, digits};

/// Reads either; `None` for what is neither, such as `P1Y1D`.
pub fn parse_duration(text: &str) -> Option<Other> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let rest = rest.strip_prefix('P')?;
    let months = months(rest);
    if let Some(months) = months {
        return Some(Other::Months(if negative {
            months.checked_neg()?
        } else {
            months
        }));
    }
    let nanos = nanos(rest)?;
    Some(Other::Nanos(if negative {
        nanos.checked_neg()?
    } else {
        nanos
    }))
}

fn months(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut total: i64 = 0;
    for (unit, times) in [('Y', 12), ('M', 1)] {
        if let Some((count, after)) = count(rest, unit) {
            total = total.checked_add(i64::try_from(count).ok()?.checked_mul(times)?)?;
            rest = after;
        }
    }
    (!text.is_empty() && rest.is_empty()).then_some(total)
}

fn nanos(text: &str) -> Option<Nanos> {
    let mut rest = text;
    let mut total: Nanos = 0;
    if let Some((days, after)) = count(rest, 'D') {
        total = days.checked_mul(DAY)?;
        rest = after;
    }
    if rest.is_empty() && !text.is_empty() {
        return Some(total);
    }
    let clock = rest.strip_prefix('T').filter(|it| !it.is_empty())?;
    rest = clock;
    for (unit, seconds) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((count, after)) = count(rest, unit) {
            total = total.checked_add(count.checked_mul(seconds)?.checked_mul(SECOND)?)?;
            rest = after;
        }
    }
    if let Some(fraction) = rest.strip_suffix('S') {
        let (whole, part) = fraction.split_once('.')?;
        let whole = if whole.is_empty() && !part.is_empty() {
            0
        } else {
            whole_number(whole)?
        };
        total = total
            .checked_add(whole.checked_mul(SECOND)?)?
            .checked_add(if part.is_empty() {
                0
            } else {
                parse_fraction(part)?
            })?;
        rest = "";
    }
    rest.is_empty().then_some(total)
}

/// `12Y…`: the number before the unit, and what follows.
fn count(text: &str, unit: char) -> Option<(Nanos, &str)> {
    let (digits, after) = text.split_once(unit)?;
    Some((whole_number(digits)?, after))
}

fn whole_number(text: &str) -> Option<Nanos> {
    let fits = (1..=20).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

pub fn months_text(months: i64) -> String {
    let mut out = sign(months < 0);
    let total = months.unsigned_abs();
    let (years, rest) = (total / 12, total % 12);
    if years > 0 {
        out.push_str(&digits(years));
        out.push('Y');
    }
    if rest > 0 || years == 0 {
        out.push_str(&digits(rest));
        out.push('M');
    }
    out
}

pub fn nanos_text(nanos: Nanos) -> String {
    let mut out = sign(nanos < 0);
    let total = i128::try_from(nanos.unsigned_abs()).unwrap_or(i128::MAX);
    let days = total.div_euclid(DAY);
    let clock = total.rem_euclid(DAY);
    if days > 0 {
        out.push_str(&digits(days));
        out.push('D');
    }
    if clock == 0 && days > 0 {
        return out;
    }
    out.push('T');
    let seconds = clock.div_euclid(SECOND);
    for (count, unit) in [
        (seconds.div_euclid(3600), 'H'),
        (seconds.div_euclid(60).rem_euclid(60), 'M'),
    ] {
        if count > 0 {
            out.push_str(&digits(count));
            out.push(unit);
        }
    }
    let rest = seconds.rem_euclid(60);
    let fraction = clock.rem_euclid(SECOND);
    if rest > 0 || fraction > 0 || clock == 0 {
        out.push_str(&digits(rest));
        push_fraction(&mut out, fraction);
        out.push('S');
    }
    out
}

fn sign(negative: bool) -> String {
    String::from(if negative { "-P" } else { "P" })
}
