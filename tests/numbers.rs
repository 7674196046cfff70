//! Decimal arithmetic against whole numbers of any size: 34 digits, round half
//! to even, for 120,000 operations that look random.
//!
//! The exact result is a fraction of two big numbers. What the engine says is
//! right if it lies no further from it than half a unit of the 34th digit, and
//! at half a unit only if its last digit is even.

#![cfg(not(target_arch = "wasm32"))]

use std::cmp::Ordering;

use tsunagu::value::Number;

mod chance;

use chance::Chance;

/// A whole number of any size, in limbs of nine digits, lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Big(Vec<u64>);

const LIMB: u64 = 1_000_000_000;

impl Big {
    fn parse(digits: &str) -> Self {
        let mut limbs = Vec::new();
        let mut end = digits.len();
        while end > 0 {
            let start = end.saturating_sub(9);
            limbs.push(digits[start..end].parse().unwrap());
            end = start;
        }
        Self(limbs).trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    fn ten_to(power: usize) -> Self {
        Self::parse(&format!("1{}", "0".repeat(power)))
    }

    fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0; self.0.len() + other.0.len() + 1];
        for (i, a) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (j, b) in other.0.iter().chain(&[0]).enumerate() {
                let sum = limbs[i + j] + a * b + carry;
                limbs[i + j] = sum % LIMB;
                carry = sum / LIMB;
            }
        }
        Self(limbs).trimmed()
    }

    fn plus(&self, other: &Self) -> Self {
        let mut limbs = Vec::new();
        let mut carry = 0;
        for at in 0..=self.0.len().max(other.0.len()) {
            let limb = |it: &Self| it.0.get(at).copied().unwrap_or(0);
            let sum = limb(self) + limb(other) + carry;
            limbs.push(sum % LIMB);
            carry = sum / LIMB;
        }
        Self(limbs).trimmed()
    }

    fn order(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// The larger less the smaller.
    fn apart(&self, other: &Self) -> Self {
        let (high, low) = if self.order(other).is_lt() {
            (other, self)
        } else {
            (self, other)
        };
        let mut limbs = Vec::new();
        let mut borrow = 0;
        for (at, limb) in high.0.iter().enumerate() {
            let take = low.0.get(at).copied().unwrap_or(0) + borrow;
            borrow = u64::from(*limb < take);
            limbs.push(limb + borrow * LIMB - take);
        }
        Self(limbs).trimmed()
    }
}

/// `±digits × 10^exponent`.
#[derive(Clone, Debug)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads `-12.50`, as the engine prints.
    fn parse(text: &str) -> Self {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
        Self {
            negative,
            digits: [whole, part].concat(),
            exponent: -i64::try_from(part.len()).unwrap(),
        }
    }

    fn text(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}e{}", self.digits, self.exponent)
    }

    fn random(chance: &mut Chance) -> Self {
        let length = 1 + chance.below(34);
        let digit = |chance: &mut Chance| match chance.below(4) {
            // Runs of 0, 5 and 9 make ties and carries.
            0 => '0',
            1 => ['5', '9'][chance.below(2)],
            _ => char::from_digit(u32::try_from(chance.below(10)).unwrap(), 10).unwrap(),
        };
        Self {
            negative: chance.below(256).is_multiple_of(2),
            digits: (0..length).map(|_| digit(chance)).collect(),
            exponent: i64::try_from(chance.below(61)).unwrap() - 30,
        }
    }

    /// As a whole number of 10^`unit`.
    fn over(&self, unit: i64) -> Big {
        let zeros = usize::try_from(self.exponent - unit).unwrap();
        Big::parse(&self.digits).times(&Big::ten_to(zeros))
    }

    fn is_zero(&self) -> bool {
        self.digits.bytes().all(|it| it == b'0')
    }
}

/// A sign and a fraction of two whole numbers, times ten to a power.
struct Exact {
    negative: bool,
    over: Big,
    under: Big,
    exponent: i64,
}

fn exact(op: char, a: &Decimal, b: &Decimal) -> Exact {
    let one = Big::parse("1");
    if matches!(op, '*' | '/') {
        let [x, y] = [a, b].map(|it| Big::parse(&it.digits));
        let (over, under, exponent) = match op {
            '*' => (x.times(&y), one, a.exponent + b.exponent),
            _ => (x, y, a.exponent - b.exponent),
        };
        return Exact {
            negative: a.negative != b.negative,
            over,
            under,
            exponent,
        };
    }
    let unit = a.exponent.min(b.exponent);
    let (x, y) = (a.over(unit), b.over(unit));
    let b_negative = b.negative != (op == '-');
    let (negative, over) = if a.negative == b_negative {
        (a.negative, x.plus(&y))
    } else {
        (
            if x.order(&y).is_lt() {
                b_negative
            } else {
                a.negative
            },
            x.apart(&y),
        )
    };
    Exact {
        negative,
        over,
        under: one,
        exponent: unit,
    }
}

/// Whether `found` is the exact value rounded to 34 digits, half to even.
fn is_rounded(exact: &Exact, found: &Decimal) -> bool {
    if exact.over.0.is_empty() || found.is_zero() {
        return exact.over.0.is_empty() && found.is_zero();
    }
    let digits = found.digits.trim_start_matches('0');
    // 34 digits exactly, so that a unit is one of the last.
    let padded = format!("{digits:0<34}");
    let (head, tail) = padded.split_at(34);
    if tail.bytes().any(|it| it != b'0') || exact.negative != found.negative {
        return false;
    }
    let length = i64::try_from(digits.len()).unwrap();
    let mut coefficient = head.to_owned();
    let mut unit = found.exponent + length - 34;
    // Below a power of ten units are ten times finer.
    if coefficient == Big::ten_to(33).digits() {
        coefficient.push('0');
        unit -= 1;
    }
    // |exact − found| × 2 against one unit, all times what makes them whole.
    let shift = unit - exact.exponent;
    let up = |power: i64| Big::ten_to(usize::try_from(power.max(0)).unwrap());
    let of_exact = exact.over.times(&up(-shift));
    let of_unit = exact.under.times(&up(shift));
    let of_found = Big::parse(&coefficient).times(&of_unit);
    let twice_off = of_exact.apart(&of_found).times(&Big::parse("2"));
    // Above that power of ten they are as coarse as ever.
    let is_above = coefficient.len() > 34 && of_exact.order(&of_found).is_gt();
    let of_unit = if is_above {
        of_unit.times(&Big::parse("10"))
    } else {
        of_unit
    };
    match twice_off.order(&of_unit) {
        Ordering::Less => true,
        Ordering::Equal => head.ends_with(['0', '2', '4', '6', '8']),
        Ordering::Greater => false,
    }
}

impl Big {
    fn digits(&self) -> String {
        let mut limbs = self.0.iter().rev();
        let first = limbs.next().map_or("0".to_owned(), u64::to_string);
        limbs.fold(first, |text, it| format!("{text}{it:09}"))
    }
}

#[test]
fn numbers() {
    let mut chance = Chance::seeded(0);
    for round in 0..120_000 {
        let (a, b) = (Decimal::random(&mut chance), Decimal::random(&mut chance));
        let op = ['+', '-', '*', '/'][round % 4];
        let [x, y] = [&a, &b].map(|it| Number::parse(&it.text()).unwrap());
        let found = match op {
            '+' => x.add(y),
            '-' => x.subtract(y),
            '*' => x.multiply(y),
            _ if b.is_zero() => continue,
            _ => x.divide(y),
        };
        let found = Decimal::parse(&found.unwrap().text());
        let exact = exact(op, &a, &b);
        assert!(
            is_rounded(&exact, &found),
            "{} {op} {} = {}",
            a.text(),
            b.text(),
            found.text()
        );
    }
}

/// The half by itself is what dividing gives.
#[test]
fn halves() {
    let mut chance = Chance::seeded(0);
    for _ in 0..20_000 {
        let text = Decimal::random(&mut chance).text();
        let it = Number::parse(&text).unwrap();
        let divided = it.divide(Number::from(2));
        assert_eq!(it.half(), divided, "half of {text}");
    }
    assert_eq!(Number::from(3).half().unwrap().text(), "1.5");
    assert_eq!(Number::from(-4).half().unwrap().text(), "-2");
}

/// Half a unit below the root squared is less than the number, half a unit above more.
#[test]
#[cfg(feature = "feel-full")]
fn roots() {
    let mut chance = Chance::seeded(0);
    for _ in 0..20_000 {
        let mut it = Decimal::random(&mut chance);
        it.negative = false;
        let number = Number::parse(&it.text()).unwrap();
        let found = Decimal::parse(&number.sqrt().unwrap().text());
        assert_eq!(found.is_zero(), it.is_zero(), "root of {}", it.text());
        if it.is_zero() {
            continue;
        }
        // To 34 digits and a zero: half a unit is five.
        let digits = found.digits.trim_start_matches('0');
        assert!(digits.len() <= 34, "root of {}", it.text());
        let more = 35 - digits.len();
        let unit = found.exponent - i64::try_from(more).unwrap();
        let root = Big::parse(&[digits, &"0".repeat(more)].concat());
        let five = Big::parse("5");
        // Both as whole numbers of 10^(2 × unit), or of what the number counts.
        let shift = it.exponent - 2 * unit;
        let up = |power: i64| Big::ten_to(usize::try_from(power.max(0)).unwrap());
        let square = |it: Big| it.times(&it).times(&up(-shift));
        let whole = Big::parse(&it.digits).times(&up(shift));
        let above = square(root.plus(&five)).order(&whole);
        let below = square(root.apart(&five)).order(&whole);
        assert!(
            above.is_gt() && below.is_lt(),
            "root of {} = {}",
            it.text(),
            found.text()
        );
    }
    let root = |text: &str| Number::parse(text).unwrap().sqrt().map(|it| it.text());
    assert_eq!(root("16").unwrap(), "4");
    assert_eq!(root("0.0025").unwrap(), "0.05");
    assert_eq!(root("2").unwrap(), "1.414213562373095048801688724209698");
    assert_eq!(root("1e6000").map(|it| it.len()), Some(3001));
    assert_eq!(root("0").unwrap(), "0");
    assert_eq!(root("-1"), None);
}

/// The examples of the specification of decimal arithmetic, and our own traps.
#[test]
fn known_results() {
    let number = |text: &str| Number::parse(text).unwrap();
    let third = Number::ONE.divide(number("3")).unwrap();
    assert_eq!(third.text(), format!("0.{}", "3".repeat(34)));
    let back = third.multiply(number("3")).unwrap();
    assert_eq!(back.text(), format!("0.{}", "9".repeat(34)));
    let sum = number("0.1").add(number("0.2")).unwrap();
    assert_eq!(sum.text(), "0.3");
    // A tie goes to the even neighbour.
    let even = number(&format!("1{}", "0".repeat(33)));
    let half = number("0.5");
    assert_eq!(even.add(half).unwrap(), even);
    let odd = even.add(Number::ONE).unwrap();
    assert_eq!(odd.add(half).unwrap(), odd.add(Number::ONE).unwrap());
}
