//! Sets are equal where no evaluator and no reader could tell them apart. That is
//! stricter than equality of values, to which all nulls are alike and `1.10` is `1.1`.

use alloc::sync::Arc;
#[cfg(feature = "feel-full")]
use core::ops::Bound;

use super::{Context, Many, Null, Numbers, Set, Value};
#[cfg(feature = "feel-full")]
use super::{End, Number, Other, Span, Time};

impl PartialEq for Set {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(a), Self::One(b)) => a.is_same(b),
            (Self::Many(a), Self::Many(b)) => Arc::ptr_eq(a, b) || **a == **b,
            _ => false,
        }
    }
}

impl PartialEq for Many {
    fn eq(&self, other: &Self) -> bool {
        #[cfg(feature = "feel-full")]
        let others = same_others(&self.others, &other.others);
        #[cfg(not(feature = "feel-full"))]
        let others = true;
        let nulls = match (self.null, other.null) {
            (Some(a), Some(b)) => a.is_same(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let mut contexts = self.contexts.iter().zip(&other.contexts);
        nulls
            && self.truth == other.truth
            && self.numbers == other.numbers
            && self.texts == other.texts
            && self.dates == other.dates
            && self.items == other.items
            && self.contexts.len() == other.contexts.len()
            && contexts.all(|(a, b)| same_contexts(a, b))
            && self.other == other.other
            && others
    }
}

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        #[cfg(feature = "feel-full")]
        let same = self
            .spans
            .iter()
            .map(places)
            .eq(other.spans.iter().map(places));
        #[cfg(not(feature = "feel-full"))]
        let same = true;
        same && self.whole == other.whole && self.spans == other.spans
    }
}

/// Of two numbers that are equal, those written with as many places are the same. Only
/// `string` tells them apart, which no page has.
#[cfg(feature = "feel-full")]
fn places(span: &Span<Number>) -> (i32, i32) {
    let end = |it: &Bound<Number>| match it {
        Bound::Included(it) | Bound::Excluded(it) => it.parts().2,
        Bound::Unbounded => 0,
    };
    (end(&span.low), end(&span.high))
}

impl Value {
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null(a), Self::Null(b)) => a.is_same(*b),
            #[cfg(feature = "feel-full")]
            (Self::Number(a), Self::Number(b)) => a.parts() == b.parts(),
            (Self::List(a), Self::List(b)) => {
                let mut pairs = a.iter().zip(&**b);
                a.len() == b.len() && pairs.all(|(a, b)| a.is_same(b))
            }
            (Self::Context(a), Self::Context(b)) => same_contexts(a, b),
            #[cfg(feature = "feel-full")]
            (Self::Other(a), Self::Other(b)) => a.is_same(b),
            _ => self == other,
        }
    }
}

/// Their entries in the same order, too. Most that are alike are rows of one table.
fn same_contexts(a: &Arc<Context>, b: &Arc<Context>) -> bool {
    let mut pairs = a.0.iter().zip(&b.0);
    Arc::ptr_eq(a, b)
        || a.0.len() == b.0.len() && pairs.all(|(a, b)| a.0 == b.0 && a.1.is_same(&b.1))
}

impl Null {
    /// For the same reason.
    pub fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Fault(a), Self::Fault(b)) => a == b,
            (Self::Plain, Self::Plain) | (Self::NotApplicable, Self::NotApplicable) => true,
            _ => false,
        }
    }
}

#[cfg(feature = "feel-full")]
fn same_others(a: &[Other], b: &[Other]) -> bool {
    let mut pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.all(|(a, b)| a.is_same(b))
}

#[cfg(feature = "feel-full")]
impl Other {
    /// The offset or zone too: times of one moment are equal wherever their clocks hang.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Time(a), Self::Time(b)) => a.is_same(b),
            (Self::Stamp(a), Self::Stamp(b)) => a.day == b.day && a.time.is_same(&b.time),
            (Self::Range(a), Self::Range(b)) => {
                a.written == b.written && same_ends(&a.low, &b.low) && same_ends(&a.high, &b.high)
            }
            _ => self == other,
        }
    }
}

#[cfg(feature = "feel-full")]
impl Time {
    fn is_same(&self, other: &Self) -> bool {
        self.nanos() == other.nanos() && self.offset == other.offset
    }
}

#[cfg(feature = "feel-full")]
fn same_ends(a: &End, b: &End) -> bool {
    match (a, b) {
        (End::Included(a), End::Included(b)) | (End::Excluded(a), End::Excluded(b)) => a.is_same(b),
        _ => a == b,
    }
}
