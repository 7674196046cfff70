//! A set of questions of one island, as bits: what is worked out for an island
//! hangs on its own questions alone, so a few words do for any book.

use crate::book::MAX_ISLAND;

const BITS: usize = 64;
const WORDS: usize = MAX_ISLAND / BITS;

/// Places of questions in their island (`Graph::place`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mask([u64; WORDS]);

impl Mask {
    pub fn one(place: usize) -> Self {
        let mut it = Self::default();
        it.insert(place);
        it
    }

    pub fn insert(&mut self, place: usize) {
        if let Some(bits) = self.0.get_mut(place / BITS) {
            *bits |= 1 << (place % BITS);
        }
    }

    pub fn remove(&mut self, place: usize) {
        if let Some(bits) = self.0.get_mut(place / BITS) {
            *bits &= !(1 << (place % BITS));
        }
    }

    pub fn contains(&self, place: usize) -> bool {
        self.overlaps(&Self::one(place))
    }

    #[inline(never)]
    pub fn union(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    #[inline(never)]
    pub fn intersect(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        let mut common = *self;
        common.intersect(other);
        !common.is_empty()
    }

    /// Every question of this is one of the other's.
    pub fn is_within(&self, other: &Self) -> bool {
        let mut common = *self;
        common.intersect(other);
        common == *self
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MAX_ISLAND).filter(|it| self.contains(*it))
    }
}
