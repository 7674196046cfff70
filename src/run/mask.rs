//! A set of questions, as bits.
//!
//! Questions of one matter stand together in a book, so a mask is nearly always
//! one word; it holds no memory then, however many questions the book has.

use alloc::vec::Vec;

use crate::book::QuestionId;

const BITS: usize = 64;

/// INVARIANT: words are in order of their place, none is zero, and `first` is
/// zero only where the mask is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    place: usize,
    first: u64,
    rest: Vec<(usize, u64)>,
}

impl Mask {
    pub fn one(question: QuestionId) -> Self {
        Self {
            place: question / BITS,
            first: 1 << (question % BITS),
            rest: Vec::new(),
        }
    }

    pub fn insert(&mut self, question: QuestionId) {
        self.add(question / BITS, 1 << (question % BITS));
    }

    pub fn remove(&mut self, question: QuestionId) {
        let mut kept = Self::default();
        for (place, bits) in self.words() {
            let gone = if place == question / BITS {
                1 << (question % BITS)
            } else {
                0
            };
            kept.add(place, bits & !gone);
        }
        *self = kept;
    }

    pub fn contains(&self, question: QuestionId) -> bool {
        self.word(question / BITS) >> (question % BITS) & 1 == 1
    }

    pub fn union(&mut self, other: &Self) {
        for (place, bits) in other.words() {
            self.add(place, bits);
        }
    }

    pub fn intersect(&mut self, other: &Self) {
        let mut common = Self::default();
        for (place, bits) in self.words() {
            common.add(place, bits & other.word(place));
        }
        *self = common;
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.words()
            .any(|(place, bits)| bits & other.word(place) != 0)
    }

    /// Every question of this is one of the other's.
    pub fn is_within(&self, other: &Self) -> bool {
        self.words()
            .all(|(place, bits)| bits & !other.word(place) == 0)
    }

    pub fn is_empty(&self) -> bool {
        self.first == 0
    }

    pub fn iter(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.words().flat_map(|(place, bits)| {
            let base = place.saturating_mul(BITS);
            (0..BITS)
                .filter(move |it| bits >> it & 1 == 1)
                .map(move |it| base.saturating_add(it))
        })
    }

    fn words(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let first = (self.first != 0).then_some((self.place, self.first));
        first.into_iter().chain(self.rest.iter().copied())
    }

    fn word(&self, place: usize) -> u64 {
        if place == self.place {
            return self.first;
        }
        let found = self.rest.iter().find(|(it, _)| *it == place);
        found.map_or(0, |(_, bits)| *bits)
    }

    fn add(&mut self, place: usize, bits: u64) {
        if bits == 0 {
            return;
        }
        if self.first == 0 || place == self.place {
            self.place = place;
            self.first |= bits;
            return;
        }
        // The lowest place comes first.
        let (place, bits) = if place < self.place {
            let moved = (self.place, self.first);
            (self.place, self.first) = (place, bits);
            moved
        } else {
            (place, bits)
        };
        match self.rest.iter_mut().find(|(it, _)| *it >= place) {
            Some((it, known)) if *it == place => *known |= bits,
            _ => {
                let at = self.rest.partition_point(|(it, _)| *it < place);
                self.rest.insert(at, (place, bits));
            }
        }
    }
}
