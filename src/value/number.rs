//! Exact decimal numbers as IEEE 754 decimal128 has them: 34 significant
//! digits, round half to even, no binary fractions anywhere.
//!
//! A number is `±coefficient × 10^exponent`. Trailing zeros are kept (`1.10`
//! stays `1.10` to `string`), comparison and what is told ignore them. There is no infinity and no NaN:
//! what does not fit is `None`, and the caller says why.

use alloc::{string::String, vec::Vec};
use core::cmp::Ordering;
use core::fmt;

use super::list::cut;
use super::wide::Wide;

/// 10^34 − 1, the largest coefficient.
const MAX_COEFFICIENT: u128 = 9_999_999_999_999_999_999_999_999_999_999_999;
const DIGITS: u32 = 34;
const MAX_EXPONENT: i32 = 6111;
const MIN_EXPONENT: i32 = -6176;

/// A decimal number of at most 34 digits.
///
/// INVARIANT: `coefficient ≤ MAX_COEFFICIENT`, `MIN_EXPONENT ≤ exponent ≤
/// MAX_EXPONENT`, and zero is never negative.
///
/// Two words, so that a value is three: the sign, 14 bits of exponent and 49 of
/// the coefficient above its other 64, much as decimal128 itself is laid out.
#[derive(Clone, Copy)]
pub struct Number {
    high: u64,
    low: u64,
}

/// Bits of the coefficient in the high word, and where the sign is.
const HIGH_BITS: u32 = 49;
const SIGN_BIT: u32 = 63;

/// What [`Number::round`] does with what is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    HalfEven,
    HalfUp,
    HalfDown,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl Number {
    pub const ZERO: Self = Self::of(0, 0, false);
    pub const ONE: Self = Self::of(1, 0, false);

    /// The parts must be in range: the callers keep the invariant.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range by the invariant; words are cut on purpose"
    )]
    const fn of(coefficient: u128, exponent: i16, negative: bool) -> Self {
        let biased = (exponent as i32).wrapping_sub(MIN_EXPONENT) as u64;
        Self {
            high: ((negative as u64) << SIGN_BIT)
                | (biased << HIGH_BITS)
                | (coefficient >> 64) as u64,
            low: coefficient as u64,
        }
    }

    fn coefficient(self) -> u128 {
        let high = self.high & ((1 << HIGH_BITS) - 1);
        (u128::from(high) << 64) | u128::from(self.low)
    }

    #[expect(clippy::cast_possible_truncation, reason = "14 bits")]
    fn exponent(self) -> i16 {
        let biased = (self.high >> HIGH_BITS) as i32 & 0x3fff;
        biased.wrapping_add(MIN_EXPONENT) as i16
    }

    fn negative(self) -> bool {
        self.high >> SIGN_BIT == 1
    }

    /// The coefficient's halves, the exponent and the sign: the stored form.
    pub(crate) fn parts(self) -> (u64, u64, i32, bool) {
        let high = self.high & ((1 << HIGH_BITS) - 1);
        (high, self.low, i32::from(self.exponent()), self.negative())
    }

    /// `None` for parts that are no number of 34 digits.
    pub(crate) fn from_parts(
        (high, low, exponent, negative): (u64, u64, i32, bool),
    ) -> Option<Self> {
        let coefficient = (u128::from(high) << 64) | u128::from(low);
        let is_sound = coefficient <= MAX_COEFFICIENT
            && (MIN_EXPONENT..=MAX_EXPONENT).contains(&exponent)
            && !(negative && coefficient == 0);
        let exponent = i16::try_from(exponent).ok()?;
        is_sound.then_some(Self::of(coefficient, exponent, negative))
    }

    /// Reads `-12.50` or `1.2e3`; ASCII only, nothing else around it.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let parts = cut(unsigned, 'e').or_else(|| cut(unsigned, 'E'));
        let (mantissa, exponent) = match parts {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = cut(mantissa, '.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut coefficient: u128 = 0;
        let mut dropped: i32 = 0;
        let mut round = Remainder::default();
        for digits in [whole, fraction] {
            for digit in digits.bytes() {
                let digit = u128::from(digit.checked_sub(b'0').filter(|it| *it <= 9)?);
                let next = coefficient
                    .checked_mul(10)
                    .and_then(|it| it.checked_add(digit));
                match next {
                    Some(next) if dropped == 0 && next <= MAX_COEFFICIENT => coefficient = next,
                    _ => {
                        round.push(digit, dropped == 0);
                        dropped = dropped.checked_add(1)?;
                    }
                }
            }
        }
        let places = i32::try_from(fraction.len()).ok()?;
        let exponent = exponent.checked_sub(places)?.checked_add(dropped)?;
        if round.rounds_up(coefficient) {
            coefficient = coefficient.saturating_add(1);
        }
        Self::fit(negative, Wide::from(coefficient), exponent, false)
    }

    /// The nearest number to `±coefficient × 10^exponent`, `sticky` telling
    /// that a bit more was cut off already. `None` past the largest.
    fn fit(negative: bool, coefficient: Wide, exponent: i32, sticky: bool) -> Option<Self> {
        // As it stands, most of the time.
        if let Some(value) = coefficient.low_if_small()
            && value <= MAX_COEFFICIENT
            && (MIN_EXPONENT..=MAX_EXPONENT).contains(&exponent)
        {
            let exponent = i16::try_from(exponent).ok()?;
            return Some(Self::of(value, exponent, negative && value != 0));
        }
        let mut exponent = exponent;
        let mut drop = coefficient.digits().saturating_sub(DIGITS);
        let below = MIN_EXPONENT.saturating_sub(exponent);
        if below > 0 {
            drop = drop.max(below.unsigned_abs());
        }
        let mut value = coefficient.low_if_small();
        if drop > 0 || value.is_none() {
            let (quotient, remainder) = coefficient.divide_by_power_of_ten(drop, sticky);
            let quotient = quotient.low_if_small()?;
            exponent = exponent.saturating_add(i32::try_from(drop).ok()?);
            value = Some(match remainder {
                Half::Above => quotient.saturating_add(1),
                Half::Exactly if quotient & 1 == 1 => quotient.saturating_add(1),
                _ => quotient,
            });
        }
        let mut value = value?;
        if value > MAX_COEFFICIENT {
            // 9…9 rounded up to 10^34: one digit too many, and it is a zero.
            (value, _) = tenth(value);
            exponent = exponent.saturating_add(1);
        }
        while exponent > MAX_EXPONENT && value != 0 && value <= MAX_COEFFICIENT / 10 {
            value = value.saturating_mul(10);
            exponent = exponent.saturating_sub(1);
        }
        if value == 0 {
            exponent = exponent.clamp(MIN_EXPONENT, MAX_EXPONENT);
        }
        if exponent > MAX_EXPONENT {
            return None;
        }
        let exponent = i16::try_from(exponent).ok()?;
        Some(Self::of(value, exponent, negative && value != 0))
    }

    pub fn is_zero(&self) -> bool {
        self.coefficient() == 0
    }

    pub fn is_negative(&self) -> bool {
        self.negative()
    }

    #[must_use]
    pub fn negated(self) -> Self {
        let negative = !self.negative() && !self.is_zero();
        Self::of(self.coefficient(), self.exponent(), negative)
    }

    #[must_use]
    pub fn abs(self) -> Self {
        Self::of(self.coefficient(), self.exponent(), false)
    }

    #[expect(
        clippy::should_implement_trait,
        reason = "`+` cannot say that the sum does not fit"
    )]
    pub fn add(self, other: Self) -> Option<Self> {
        // Points and yen: the same sign and exponent, and a small sum.
        if self.high == other.high
            && self.high.trailing_zeros() >= HIGH_BITS
            && let Some(low) = self.low.checked_add(other.low)
        {
            return Some(Self { low, ..self });
        }
        let (high, low) = if self.exponent() >= other.exponent() {
            (self, other)
        } else {
            (other, self)
        };
        let gap =
            u32::try_from(i32::from(high.exponent()).saturating_sub(i32::from(low.exponent())))
                .ok()?;
        if gap == 0 || high.coefficient() == 0 || low.coefficient() == 0 {
            return Self::add_near(high, low, gap.min(DIGITS));
        }
        let lead = Wide::from(high.coefficient()).digits();
        // Wider apart than two coefficients, the small one only decides the rounding.
        if gap
            > DIGITS
                .saturating_mul(2)
                .saturating_sub(lead)
                .saturating_add(1)
        {
            return Self::add_far(high, low);
        }
        Self::add_near(high, low, gap)
    }

    fn add_near(high: Self, low: Self, gap: u32) -> Option<Self> {
        let exponent = if high.coefficient() == 0 {
            return Some(if low.coefficient() == 0 {
                low.abs()
            } else {
                low
            });
        } else if low.coefficient() == 0 {
            i32::from(high.exponent()).saturating_sub(i32::try_from(gap).ok()?)
        } else {
            i32::from(low.exponent())
        };
        let scaled = Wide::from(high.coefficient()).times_power_of_ten(gap)?;
        let small = Wide::from(low.coefficient());
        if high.negative() == low.negative() {
            return Self::fit(high.negative(), scaled.plus(small)?, exponent, false);
        }
        match scaled.cmp(&small) {
            Ordering::Equal => Self::fit(false, Wide::from(0), exponent, false),
            Ordering::Greater => Self::fit(high.negative(), scaled.minus(small), exponent, false),
            Ordering::Less => Self::fit(low.negative(), small.minus(scaled), exponent, false),
        }
    }

    fn add_far(high: Self, low: Self) -> Option<Self> {
        // Pad to the full width plus three guard digits, then nudge by the last one.
        let pad = DIGITS
            .saturating_sub(Wide::from(high.coefficient()).digits())
            .saturating_add(3);
        let exponent = i32::from(high.exponent()).saturating_sub(i32::try_from(pad).ok()?);
        let scaled = Wide::from(high.coefficient()).times_power_of_ten(pad)?;
        let nudged = if high.negative() == low.negative() {
            scaled.plus(Wide::from(1))?
        } else {
            scaled.minus(Wide::from(1))
        };
        Self::fit(high.negative(), nudged, exponent, true)
    }

    pub fn subtract(self, other: Self) -> Option<Self> {
        self.add(other.negated())
    }

    pub fn multiply(self, other: Self) -> Option<Self> {
        let exponent = i32::from(self.exponent()).saturating_add(i32::from(other.exponent()));
        let product = Wide::product(self.coefficient(), other.coefficient());
        Self::fit(
            self.negative() != other.negative(),
            product,
            exponent,
            false,
        )
    }

    /// `None` for a zero divisor as well.
    pub fn divide(self, other: Self) -> Option<Self> {
        if other.coefficient() == 0 {
            return None;
        }
        let ideal = i32::from(self.exponent()).saturating_sub(i32::from(other.exponent()));
        if self.coefficient() == 0 {
            return Self::fit(false, Wide::from(0), ideal, false);
        }
        let up = DIGITS
            .saturating_add(1)
            .saturating_add(Wide::from(other.coefficient()).digits())
            .saturating_sub(Wide::from(self.coefficient()).digits());
        let scaled = Wide::from(self.coefficient()).times_power_of_ten(up)?;
        let (quotient, remainder) = scaled.divide(other.coefficient())?;
        let exponent = ideal.saturating_sub(i32::try_from(up).ok()?);
        let negative = self.negative() != other.negative();
        let exact = remainder == 0;
        let result = Self::fit(negative, quotient, exponent, !exact)?;
        Some(if exact {
            result.trimmed_to(ideal)
        } else {
            result
        })
    }

    /// The square root to 34 digits, half to even; `None` of what is negative.
    #[cfg(feature = "feel-full")]
    pub fn sqrt(self) -> Option<Self> {
        if self.negative() {
            return None;
        }
        let ideal = i32::from(self.exponent()).div_euclid(2);
        if self.coefficient() == 0 {
            return Self::fit(false, Wide::from(0), ideal, false);
        }
        // Of 69 or 70 digits the root has 35: one more than is kept.
        let coefficient = Wide::from(self.coefficient());
        let mut up: u32 = 70_u32.saturating_sub(coefficient.digits());
        let exponent =
            |up: u32| Some(i32::from(self.exponent()).saturating_sub(up.try_into().ok()?));
        if exponent(up)? % 2 != 0 {
            up = up.saturating_sub(1);
        }
        let (root, exact) = coefficient.times_power_of_ten(up)?.root();
        let result = Self::fit(false, Wide::from(root), exponent(up)? / 2, !exact)?;
        Some(if exact {
            result.trimmed_to(ideal)
        } else {
            result
        })
    }

    /// The half of it, with as many places, or one more where its last digit is odd.
    pub fn half(self) -> Option<Self> {
        if self.coefficient() & 1 == 0 {
            return Some(Self::of(
                self.coefficient() >> 1,
                self.exponent(),
                self.negative(),
            ));
        }
        self.multiply(Self::of(5, -1, false))
    }

    /// Takes off trailing zeros down to `exponent`, as an exact quotient has them.
    fn trimmed_to(self, exponent: i32) -> Self {
        let (mut coefficient, mut here) = (self.coefficient(), self.exponent());
        while i32::from(here) < exponent
            && coefficient != 0
            && let (fewer, 0) = tenth(coefficient)
        {
            coefficient = fewer;
            here = here.saturating_add(1);
        }
        Self::of(coefficient, here, self.negative())
    }

    /// Rounds to `scale` places after the point (negative: before it).
    pub fn round(self, scale: i32, rounding: Rounding) -> Option<Self> {
        let drop = scale
            .saturating_neg()
            .saturating_sub(i32::from(self.exponent()));
        if drop <= 0 {
            return Some(self);
        }
        let target = scale.saturating_neg();
        let drop = drop.unsigned_abs();
        let (quotient, half) = Wide::from(self.coefficient()).divide_by_power_of_ten(drop, false);
        let quotient = quotient.low_if_small()?;
        let away = match (rounding, half) {
            (_, Half::Zero) => false,
            (Rounding::Down, _) => false,
            (Rounding::Up, _) => true,
            (Rounding::Floor, _) => self.negative(),
            (Rounding::Ceiling, _) => !self.negative(),
            (_, Half::Above) => true,
            (_, Half::Below) => false,
            (Rounding::HalfUp, Half::Exactly) => true,
            (Rounding::HalfDown, Half::Exactly) => false,
            (Rounding::HalfEven, Half::Exactly) => quotient & 1 == 1,
        };
        let quotient = if away {
            quotient.saturating_add(1)
        } else {
            quotient
        };
        Self::fit(self.negative(), Wide::from(quotient), target, false)
    }

    pub fn floor(self) -> Option<Self> {
        self.round(0, Rounding::Floor)
    }

    pub fn ceiling(self) -> Option<Self> {
        self.round(0, Rounding::Ceiling)
    }

    pub fn is_integer(self) -> bool {
        self.floor().is_some_and(|it| it == self)
    }

    /// `self` to the power of a whole number.
    pub fn power(self, exponent: i32) -> Option<Self> {
        let mut result = Self::ONE;
        let mut square = self;
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left & 1 == 1 {
                result = result.multiply(square)?;
            }
            left >>= 1;
            if left > 0 {
                square = square.multiply(square)?;
            }
        }
        if exponent < 0 {
            Self::ONE.divide(result)
        } else {
            Some(result)
        }
    }

    /// Plain digits, never an exponent. Equal numbers are told alike, without zeros at
    /// their end: what is known early must not be told otherwise later.
    pub fn text(&self) -> String {
        told(self.canonical())
    }

    /// With all the zeros it was written or worked out with, as FEEL's `string` has it.
    ///
    /// `Display` says the same; this one brings nothing of `format!` along.
    pub fn written(&self) -> String {
        told((self.negative(), self.coefficient(), self.exponent().into()))
    }

    /// The value as a machine integer, where it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        let whole = self.round(0, Rounding::Down)?;
        if whole != self {
            return None;
        }
        let shift = u32::try_from(i32::from(whole.exponent()).max(0)).ok()?;
        let wide = Wide::from(whole.coefficient()).times_power_of_ten(shift.min(40))?;
        let magnitude = i64::try_from(wide.low_if_small()?).ok()?;
        Some(if whole.negative() {
            magnitude.saturating_neg()
        } else {
            magnitude
        })
    }

    /// Digits, sign and exponent with the trailing zeros taken off, so that
    /// equal numbers have equal keys.
    fn canonical(self) -> (bool, u128, i32) {
        let mut coefficient = self.coefficient();
        let mut exponent = i32::from(self.exponent());
        if coefficient == 0 {
            return (false, 0, 0);
        }
        while let (fewer, 0) = tenth(coefficient) {
            coefficient = fewer;
            exponent = exponent.saturating_add(1);
        }
        (self.negative(), coefficient, exponent)
    }
}

fn told((negative, coefficient, exponent): (bool, u128, i32)) -> String {
    let mut digits = String::new();
    push_digits(coefficient, &mut digits);
    let places = usize::try_from(exponent.min(0).unsigned_abs()).unwrap_or(usize::MAX);
    // A digit stands before the point, however small the number is.
    let mut padded = String::new();
    for _ in digits.len()..=places {
        padded.push('0');
    }
    padded.push_str(&digits);
    let (whole, fraction) = padded
        .split_at_checked(padded.len().saturating_sub(places))
        .unwrap_or((&padded, ""));
    let mut out = String::from(if negative { "-" } else { "" });
    out.push_str(whole);
    if places > 0 {
        out.push('.');
        out.push_str(fraction);
    }
    for _ in 0..(if coefficient == 0 { 0 } else { exponent }) {
        out.push('0');
    }
    out
}

/// How what was cut off compares with half a unit of what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Zero,
    Below,
    Exactly,
    Above,
}

/// The digits past the 34th while reading, remembered just enough to round.
#[derive(Default)]
struct Remainder {
    first: u128,
    rest: bool,
}

impl Remainder {
    fn push(&mut self, digit: u128, is_first: bool) {
        if is_first {
            self.first = digit;
        } else {
            self.rest |= digit != 0;
        }
    }

    fn rounds_up(&self, coefficient: u128) -> bool {
        self.first > 5 || (self.first == 5 && (self.rest || coefficient & 1 == 1))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::of(u128::from(value.unsigned_abs()), 0, value < 0)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.high >> HIGH_BITS == other.high >> HIGH_BITS {
            // Sign and exponent are the same.
            let size = (self.high, self.low).cmp(&(other.high, other.low));
            return if self.negative() {
                size.reverse()
            } else {
                size
            };
        }
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => {
                return if other.negative() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            }
            (false, true) => {
                return if self.negative() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
            }
            (false, false) => {}
        }
        if self.negative() != other.negative() {
            return if self.negative() {
                Ordering::Less
            } else {
                Ordering::Greater
            };
        }
        let size = compare_magnitudes(self, other);
        if self.negative() {
            size.reverse()
        } else {
            size
        }
    }
}

fn compare_magnitudes(left: &Number, right: &Number) -> Ordering {
    let top = |it: &Number| {
        i64::from(it.exponent()).saturating_add(i64::from(Wide::from(it.coefficient()).digits()))
    };
    // Where the highest digit stands decides, unless it is the same place.
    top(left).cmp(&top(right)).then_with(|| {
        let (_, a, a_exponent) = left.abs().canonical();
        let (_, b, b_exponent) = right.abs().canonical();
        let gap = a_exponent.saturating_sub(b_exponent);
        let scale = gap.unsigned_abs().min(DIGITS.saturating_mul(2));
        let scaled = |it: u128| {
            Wide::from(it)
                .times_power_of_ten(scale)
                .unwrap_or(Wide::MAX)
        };
        if gap >= 0 {
            scaled(a).cmp(&Wide::from(b))
        } else {
            Wide::from(a).cmp(&scaled(b))
        }
    })
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.written())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The decimal digits of a count; nothing for what is none.
pub fn digits(count: impl TryInto<u128>) -> String {
    let mut out = String::new();
    if let Ok(count) = count.try_into() {
        push_digits(count, &mut out);
    }
    out
}

/// All digits but the last, and the last.
fn tenth(value: u128) -> (u128, u8) {
    let divided = Wide::from(value).divide(10);
    let (rest, last) = divided.unwrap_or((Wide::from(0), 0));
    (
        rest.low_if_small().unwrap_or(0),
        u8::try_from(last).unwrap_or(0),
    )
}

fn push_digits(mut value: u128, out: &mut String) {
    let mut reversed = Vec::new();
    loop {
        let (rest, digit) = tenth(value);
        reversed.push(digit);
        value = rest;
        if value == 0 {
            break;
        }
    }
    while let Some(digit) = reversed.pop() {
        out.push(char::from(b'0'.saturating_add(digit)));
    }
}

/// The exponent in `1.2e-3`.
fn parse_exponent(text: &str) -> Option<i32> {
    match text.strip_prefix('-') {
        Some(digits) => i32::try_from(parse_digits(digits)?).ok()?.checked_neg(),
        None => i32::try_from(parse_digits(text.strip_prefix('+').unwrap_or(text))?).ok(),
    }
}

/// A few decimal digits and nothing else, as a number.
pub fn parse_digits(text: &str) -> Option<u32> {
    let mut value: u32 = 0;
    for byte in text.bytes() {
        let digit = byte.checked_sub(b'0').filter(|it| *it <= 9)?;
        value = value.checked_mul(10)?.checked_add(u32::from(digit))?;
    }
    (!text.is_empty()).then_some(value)
}
