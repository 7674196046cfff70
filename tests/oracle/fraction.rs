//! Exact fractions of whole numbers, nothing rounded. Packs that are tried
//! divide by 2, 4, 5 and 10 only, so that all results have few digits.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// INVARIANT: no common divisor, and the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { over: 0, under: 1 };

    fn new(over: i128, under: i128) -> Self {
        let divisor = gcd(over.abs(), under.abs()).max(1) * under.signum();
        Self {
            over: over / divisor,
            under: under / divisor,
        }
    }

    /// Reads `-12.5`.
    pub fn parse(text: &str) -> Self {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let digits = [whole, rest].concat();
        let places = u32::try_from(rest.len()).unwrap();
        Self::new(
            digits.parse().expect("a decimal number"),
            10_i128.pow(places),
        )
    }

    /// Writes `-12.5`.
    pub fn decimal(self) -> String {
        let places = (0..30)
            .find(|it| 10_i128.pow(*it) % self.under == 0)
            .expect("few digits after the point");
        let digits = self.over * (10_i128.pow(places) / self.under);
        let width = usize::try_from(places).unwrap() + 1;
        let mut text = format!("{:0width$}", digits.abs());
        if places > 0 {
            text.insert(text.len() - (width - 1), '.');
        }
        if digits < 0 {
            ["-", &text].concat()
        } else {
            text
        }
    }

    pub fn whole(self) -> Option<i128> {
        (self.under == 1).then_some(self.over)
    }

    pub fn floor(self) -> Self {
        Self::from(self.over.div_euclid(self.under))
    }

    pub fn ceiling(self) -> Self {
        Self::ZERO - (Self::ZERO - self).floor()
    }
}

impl From<i128> for Fraction {
    fn from(it: i128) -> Self {
        Self { over: it, under: 1 }
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(
            self.over * other.under + other.over * self.under,
            self.under * other.under,
        )
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(
            self.over * other.under - other.over * self.under,
            self.under * other.under,
        )
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under)
    }
}

impl Div for Fraction {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::new(self.over * other.under, self.under * other.over)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
