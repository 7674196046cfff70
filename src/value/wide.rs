//! Unsigned numbers of 256 bits: just wide enough for the product of two
//! 34-digit coefficients before it is rounded.

use core::cmp::Ordering;
use core::num::NonZeroU64;

use super::number::Half;

/// `high × 2^128 + low`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    high: u128,
    low: u128,
}

impl From<u128> for Wide {
    fn from(low: u128) -> Self {
        Self { high: 0, low }
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.high, self.low).cmp(&(other.high, other.low))
    }
}

/// The largest power of ten in 128 bits: 10^38.
const MAX_POWER: u32 = 38;
/// The largest that is quick to divide by: 10^9.
const MAX_QUICK_POWER: u32 = 9;

fn power_of_ten(exponent: u32) -> u128 {
    10u128.checked_pow(exponent).unwrap_or(u128::MAX)
}

impl Wide {
    pub(super) const MAX: Self = Self {
        high: u128::MAX,
        low: u128::MAX,
    };

    /// The value, where one word holds it.
    pub(super) fn low_if_small(self) -> Option<u128> {
        (self.high == 0).then_some(self.low)
    }

    /// How many decimal digits it has; zero has one.
    pub(super) fn digits(self) -> u32 {
        let small = self.low_if_small().and_then(|it| u64::try_from(it).ok());
        let Some(mut small) = small else {
            let (rest, _) = self
                .divide(power_of_ten(MAX_QUICK_POWER))
                .unwrap_or((Self::from(0), 0));
            return rest.digits().saturating_add(MAX_QUICK_POWER);
        };
        let mut n_digits: u32 = 1;
        while small >= 10 {
            small /= 10;
            n_digits = n_digits.saturating_add(1);
        }
        n_digits
    }

    pub(super) fn product(left: u128, right: u128) -> Self {
        if let Some(low) = left.checked_mul(right) {
            return Self::from(low);
        }
        const MASK: u128 = u64::MAX as u128;
        let (a, b) = (left >> 64, left & MASK);
        let (c, d) = (right >> 64, right & MASK);
        let (bd, ad, bc, ac) = (
            b.wrapping_mul(d),
            a.wrapping_mul(d),
            b.wrapping_mul(c),
            a.wrapping_mul(c),
        );
        let middle = (bd >> 64).wrapping_add(ad & MASK).wrapping_add(bc & MASK);
        Self {
            high: ac
                .wrapping_add(ad >> 64)
                .wrapping_add(bc >> 64)
                .wrapping_add(middle >> 64),
            low: (middle << 64) | (bd & MASK),
        }
    }

    pub(super) fn times_power_of_ten(self, exponent: u32) -> Option<Self> {
        let mut it = self;
        let mut left = exponent;
        while left > 0 {
            let step = left.min(MAX_POWER);
            it = it.times(power_of_ten(step))?;
            left = left.saturating_sub(step);
        }
        Some(it)
    }

    fn times(self, factor: u128) -> Option<Self> {
        let low = Self::product(self.low, factor);
        let high = self.high.checked_mul(factor)?;
        Some(Self {
            high: low.high.checked_add(high)?,
            low: low.low,
        })
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (low, carry) = self.low.overflowing_add(other.low);
        let high = self
            .high
            .checked_add(other.high)?
            .checked_add(u128::from(carry))?;
        Some(Self { high, low })
    }

    /// `self − other`, where `other` is not larger.
    pub(super) fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        let high = self
            .high
            .wrapping_sub(other.high)
            .wrapping_sub(u128::from(borrow));
        Self { high, low }
    }

    /// Quotient and remainder; `None` for a zero divisor. The compiler's own division
    /// of 128 bits would be 1 KB of the page.
    pub(super) fn divide(self, divisor: u128) -> Option<(Self, u128)> {
        let mut remainder = 0;
        let (high, low) = match u32::try_from(divisor) {
            Ok(small) => {
                let small = NonZeroU64::new(u64::from(small))?;
                let mut by_words = |it| by_words(it, small, &mut remainder);
                (by_words(self.high), by_words(self.low))
            }
            Err(_) => {
                let mut by_bits = |it| by_bits(it, divisor, &mut remainder);
                (by_bits(self.high), by_bits(self.low))
            }
        };
        Some((Self { high, low }, remainder))
    }

    /// The whole part of the square root, and whether that is all. Two bits give one;
    /// good up to 2^252, beyond which the rest would not fit.
    #[cfg(feature = "feel-full")]
    pub(super) fn root(self) -> (u128, bool) {
        let (mut root, mut rest): (u128, u128) = (0, 0);
        for mut bits in [self.high, self.low] {
            for _ in 0..64 {
                rest = (rest << 2) | (bits >> 126);
                bits <<= 2;
                let trial = (root << 2) | 1;
                root <<= 1;
                if rest >= trial {
                    rest = rest.wrapping_sub(trial);
                    root |= 1;
                }
            }
        }
        (root, rest == 0)
    }

    /// The quotient by 10^`exponent` and how the rest compares with a half.
    /// `sticky` says that something below the last digit is lost already.
    pub(super) fn divide_by_power_of_ten(self, exponent: u32, sticky: bool) -> (Self, Half) {
        let mut quotient = self;
        let mut below = sticky;
        let mut left = exponent;
        // All but the last digit only matter by being zero or not.
        while left > 1 {
            let step = left.saturating_sub(1).min(MAX_QUICK_POWER);
            let (next, remainder) = quotient.divide(power_of_ten(step)).unwrap_or((quotient, 0));
            below |= remainder != 0;
            quotient = next;
            left = left.saturating_sub(step);
            if quotient == Self::from(0) {
                break;
            }
        }
        let mut last = 0;
        if left > 0 {
            (quotient, last) = quotient.divide(10).unwrap_or((quotient, 0));
        }
        let half = match (last, below) {
            (0, false) => Half::Zero,
            (0..=4, _) => Half::Below,
            (5, false) => Half::Exactly,
            _ => Half::Above,
        };
        (quotient, half)
    }
}

/// Short division: words of 32 bits from the top, each with what is left of the
/// one before it. `remainder` is less than the divisor, and that less than 2^32.
fn by_words(dividend: u128, divisor: NonZeroU64, remainder: &mut u128) -> u128 {
    // Most are small.
    if *remainder == 0
        && let Ok(small) = u64::try_from(dividend)
    {
        *remainder = u128::from(small % divisor);
        return u128::from(small / divisor);
    }
    let mut rest = dividend;
    let mut quotient: u128 = 0;
    for _ in 0..4 {
        let word = (*remainder << 32) | (rest >> 96);
        let word = u64::try_from(word).unwrap_or(u64::MAX);
        rest <<= 32;
        quotient = (quotient << 32) | u128::from(word / divisor);
        *remainder = u128::from(word % divisor);
    }
    quotient
}

/// Long division, one bit at a time. The bit that falls out at the top of the
/// remainder counts: the divisor may use all 128 bits.
fn by_bits(dividend: u128, divisor: u128, remainder: &mut u128) -> u128 {
    let mut rest = dividend;
    let mut quotient: u128 = 0;
    for _ in 0..128 {
        let carry = *remainder >> 127;
        *remainder = (*remainder << 1) | (rest >> 127);
        rest <<= 1;
        quotient <<= 1;
        if carry == 1 || *remainder >= divisor {
            *remainder = remainder.wrapping_sub(divisor);
            quotient |= 1;
        }
    }
    quotient
}
