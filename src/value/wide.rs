//! Unsigned numbers of 256 bits: just wide enough for the product of two
//! 34-digit coefficients before it is rounded.

use core::cmp::Ordering;

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

/// The largest power of ten in one word: 10^38.
const MAX_POWER: u32 = 38;

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
        if self.high == 0 {
            return self.low.checked_ilog10().unwrap_or(0).saturating_add(1);
        }
        let (quotient, _) = self.divide(power_of_ten(MAX_POWER)).unwrap_or((self, 0));
        // 2^256 / 10^38 still has 40 digits, hence two words at most once more.
        quotient.low_if_small().map_or(78, |it| {
            it.checked_ilog10()
                .unwrap_or(0)
                .saturating_add(1)
                .saturating_add(MAX_POWER)
        })
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

    /// Quotient and remainder; `None` for a zero divisor.
    pub(super) fn divide(self, divisor: u128) -> Option<(Self, u128)> {
        if self.high == 0 {
            return Some((
                Self::from(self.low.checked_div(divisor)?),
                self.low.checked_rem(divisor)?,
            ));
        }
        let high = self.high.checked_div(divisor)?;
        let mut remainder = self.high.checked_rem(divisor)?;
        let mut low: u128 = 0;
        // Long division, one bit at a time. The bit that falls out at the top
        // of the remainder counts: the divisor may use all 128 bits.
        for bit in (0..128).rev() {
            let carry = remainder >> 127;
            remainder = (remainder << 1) | ((self.low >> bit) & 1);
            low <<= 1;
            if carry == 1 || remainder >= divisor {
                remainder = remainder.wrapping_sub(divisor);
                low |= 1;
            }
        }
        Some((Self { high, low }, remainder))
    }

    /// The quotient by 10^`exponent` and how the rest compares with a half.
    /// `sticky` says that something below the last digit is lost already.
    pub(super) fn divide_by_power_of_ten(self, exponent: u32, sticky: bool) -> (Self, Half) {
        let mut quotient = self;
        let mut below = sticky;
        let mut left = exponent;
        // All but the last digit only matter by being zero or not.
        while left > 1 {
            let step = left.saturating_sub(1).min(MAX_POWER);
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
