//! A few intervals with open and closed ends, in order and apart.

use alloc::{vec, vec::Vec};
use core::cmp::Ordering;
use core::ops::Bound;

use super::{ToList, sort_by};

/// One stretch of an ordered line. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    pub low: Bound<T>,
    pub high: Bound<T>,
}

/// More stretches than this are merged into fewer, larger ones: sound, and no
/// rule book we know needs more.
const MAX_SPANS: usize = 16;

/// A set of values on an ordered line.
///
/// INVARIANT: spans are in order, none is empty, and no two overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans<T>(Vec<Span<T>>);

impl<T> Default for Spans<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord + Clone> Span<T> {
    pub fn new(low: Bound<T>, high: Bound<T>) -> Option<Self> {
        let it = Self { low, high };
        (!it.is_empty()).then_some(it)
    }

    pub fn one(value: T) -> Self {
        Self {
            low: Bound::Included(value.clone()),
            high: Bound::Included(value),
        }
    }

    pub fn everything() -> Self {
        Self {
            low: Bound::Unbounded,
            high: Bound::Unbounded,
        }
    }

    fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Bound::Included(low), Bound::Included(high)) => low > high,
            (
                Bound::Included(low) | Bound::Excluded(low),
                Bound::Included(high) | Bound::Excluded(high),
            ) => low >= high,
            _ => false,
        }
    }

    pub fn contains(&self, value: &T) -> bool {
        let above = match &self.low {
            Bound::Included(low) => low <= value,
            Bound::Excluded(low) => low < value,
            Bound::Unbounded => true,
        };
        let below = match &self.high {
            Bound::Included(high) => value <= high,
            Bound::Excluded(high) => value < high,
            Bound::Unbounded => true,
        };
        above && below
    }

    /// The only member, if there is one.
    pub fn single(&self) -> Option<&T> {
        match (&self.low, &self.high) {
            (Bound::Included(low), Bound::Included(high)) if low == high => Some(low),
            _ => None,
        }
    }

    pub fn intersect(&self, other: &Self) -> Option<Self> {
        Self::new(
            higher_low(&self.low, &other.low).clone(),
            lower_high(&self.high, &other.high).clone(),
        )
    }
}

impl<T: Ord + Clone> Spans<T> {
    pub fn one(value: T) -> Self {
        Self(vec![Span::one(value)])
    }

    pub fn everything() -> Self {
        Self(vec![Span::everything()])
    }

    pub fn iter(&self) -> impl Iterator<Item = &Span<T>> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn low(&self) -> Option<&Bound<T>> {
        self.0.first().map(|it| &it.low)
    }

    pub fn high(&self) -> Option<&Bound<T>> {
        self.0.last().map(|it| &it.high)
    }

    /// Reaches no further up or down.
    pub fn is_within_ends_of(&self, other: &Self) -> bool {
        match (self.low(), self.high(), other.low(), other.high()) {
            (Some(low), Some(high), Some(least), Some(most)) => {
                compare_low(least, low).is_le() && compare_high(high, most).is_le()
            }
            _ => self.is_empty(),
        }
    }

    pub fn single(&self) -> Option<&T> {
        match self.0.as_slice() {
            [only] => only.single(),
            _ => None,
        }
    }

    pub fn contains(&self, value: &T) -> bool {
        self.0.iter().any(|it| it.contains(value))
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.0
            .iter()
            .any(|a| other.0.iter().any(|b| a.intersect(b).is_some()))
    }

    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        for a in &self.0 {
            for b in &other.0 {
                if let Some(span) = a.intersect(b) {
                    common.push(span);
                }
            }
        }
        // In order and apart already, as both were.
        Self(common)
    }

    pub fn join(&mut self, other: impl IntoIterator<Item = Span<T>>) {
        self.0.extend(other);
        self.settle();
    }

    /// Restores the invariant.
    fn settle(&mut self) {
        if self.0.len() < 2 {
            return;
        }
        sort_by(&mut self.0, |a, b| compare_low(&a.low, &b.low));
        let mut merged: Vec<Span<T>> = Vec::with_capacity(self.0.len());
        for span in self.0.drain(..) {
            match merged.last_mut() {
                Some(last) if touches(&last.high, &span.low) => {
                    last.high = higher_high(&last.high, &span.high).clone();
                }
                _ => merged.push(span),
            }
        }
        if merged.len() > MAX_SPANS {
            let tail = merged.split_off(MAX_SPANS.saturating_sub(1));
            if let (Some(first), Some(last)) = (tail.first(), tail.last()) {
                merged.push(Span {
                    low: first.low.clone(),
                    high: last.high.clone(),
                });
            }
        }
        self.0 = merged;
    }
}

impl<T: Ord + Clone> FromIterator<Span<T>> for Spans<T> {
    fn from_iter<I: IntoIterator<Item = Span<T>>>(spans: I) -> Self {
        let mut it = Self(spans.into_iter().to_list());
        it.settle();
        it
    }
}

impl<T> IntoIterator for Spans<T> {
    type Item = Span<T>;
    type IntoIter = alloc::vec::IntoIter<Span<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn compare_low<T: Ord>(left: &Bound<T>, right: &Bound<T>) -> Ordering {
    match (left, right) {
        (Bound::Unbounded, Bound::Unbounded) => Ordering::Equal,
        (Bound::Unbounded, _) => Ordering::Less,
        (_, Bound::Unbounded) => Ordering::Greater,
        (Bound::Included(a), Bound::Excluded(b)) => a.cmp(b).then(Ordering::Less),
        (Bound::Excluded(a), Bound::Included(b)) => a.cmp(b).then(Ordering::Greater),
        (Bound::Included(a), Bound::Included(b)) | (Bound::Excluded(a), Bound::Excluded(b)) => {
            a.cmp(b)
        }
    }
}

fn compare_high<T: Ord>(left: &Bound<T>, right: &Bound<T>) -> Ordering {
    match (left, right) {
        (Bound::Unbounded, Bound::Unbounded) => Ordering::Equal,
        (Bound::Unbounded, _) => Ordering::Greater,
        (_, Bound::Unbounded) => Ordering::Less,
        (Bound::Included(a), Bound::Excluded(b)) => a.cmp(b).then(Ordering::Greater),
        (Bound::Excluded(a), Bound::Included(b)) => a.cmp(b).then(Ordering::Less),
        (Bound::Included(a), Bound::Included(b)) | (Bound::Excluded(a), Bound::Excluded(b)) => {
            a.cmp(b)
        }
    }
}

fn higher_low<'a, T: Ord>(a: &'a Bound<T>, b: &'a Bound<T>) -> &'a Bound<T> {
    if compare_low(a, b) == Ordering::Less {
        b
    } else {
        a
    }
}

fn lower_high<'a, T: Ord>(a: &'a Bound<T>, b: &'a Bound<T>) -> &'a Bound<T> {
    if compare_high(a, b) == Ordering::Less {
        a
    } else {
        b
    }
}

fn higher_high<'a, T: Ord>(a: &'a Bound<T>, b: &'a Bound<T>) -> &'a Bound<T> {
    if compare_high(a, b) == Ordering::Less {
        b
    } else {
        a
    }
}

/// Whether a span ending at `high` and one beginning at `low` leave nothing between.
fn touches<T: Ord>(high: &Bound<T>, low: &Bound<T>) -> bool {
    match (high, low) {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => true,
        (Bound::Included(a), Bound::Included(b) | Bound::Excluded(b))
        | (Bound::Excluded(a), Bound::Included(b)) => a >= b,
        (Bound::Excluded(a), Bound::Excluded(b)) => a > b,
    }
}
