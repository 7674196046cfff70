//! What a set says by being as wide as it is: that null is possible, or true,
//! or that numbers go down to this end. Each is to be proven by a case that
//! cannot be cut further.

use core::ops::Bound;

use super::{Number, Set, Spans, Truth, Value};

/// One thing a set says is possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    Null,
    Truth(bool),
    /// The least and the greatest number, or day as a number.
    Low(Bound<Number>),
    High(Bound<Number>),
    First(Bound<Number>),
    Last(Bound<Number>),
}

impl Set {
    /// The first claim that is `wanted`.
    pub fn claims(&self, wanted: impl Fn(&Claim) -> bool) -> Option<Claim> {
        let Self::Many(many) = self else { return None };
        let Truth {
            can_true,
            can_false,
            ..
        } = many.truth;
        let low = |spans: &Spans<Number>| spans.low().copied();
        let high = |spans: &Spans<Number>| spans.high().copied();
        let claims = [
            many.null.map(|_| Claim::Null),
            can_true.then_some(Claim::Truth(true)),
            can_false.then_some(Claim::Truth(false)),
            low(&many.numbers.spans).map(Claim::Low),
            high(&many.numbers.spans).map(Claim::High),
            low(&many.dates).map(Claim::First),
            high(&many.dates).map(Claim::Last),
        ];
        claims.into_iter().flatten().find(wanted)
    }

    /// Whether this set says the same.
    pub fn makes(&self, claim: &Claim) -> bool {
        let many = match self {
            Self::One(value) => return proves(value, claim),
            Self::Many(many) => many,
        };
        match claim {
            Claim::Null => many.null.is_some(),
            Claim::Truth(true) => many.truth.can_true,
            Claim::Truth(false) => many.truth.can_false,
            Claim::Low(end) => many.numbers.spans.low() == Some(end),
            Claim::High(end) => many.numbers.spans.high() == Some(end),
            Claim::First(end) => many.dates.low() == Some(end),
            Claim::Last(end) => many.dates.high() == Some(end),
        }
    }
}

fn proves(value: &Value, claim: &Claim) -> bool {
    match (value, claim) {
        (Value::Null(_), Claim::Null) => true,
        (Value::Boolean(it), Claim::Truth(claimed)) => it == claimed,
        (Value::Number(it), Claim::Low(end) | Claim::High(end)) => *end == Bound::Included(*it),
        (Value::Date(it), Claim::First(end) | Claim::Last(end)) => {
            *end == Bound::Included(it.number())
        }
        _ => false,
    }
}
