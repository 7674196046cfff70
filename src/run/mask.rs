//! A set of questions, as bits. Empty masks, the common case, hold no memory.

use alloc::vec::Vec;

use crate::book::QuestionId;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask(Vec<u64>);

impl Mask {
    pub fn one(question: QuestionId) -> Self {
        let mut it = Self::default();
        it.insert(question);
        it
    }

    pub fn insert(&mut self, question: QuestionId) {
        let word = question / 64;
        if self.0.len() <= word {
            self.0.resize(word.saturating_add(1), 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (question % 64);
        }
    }

    pub fn contains(&self, question: QuestionId) -> bool {
        self.0
            .get(question / 64)
            .is_some_and(|bits| bits >> (question % 64) & 1 == 1)
    }

    pub fn union(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    pub fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|it| *it == 0)
    }

    pub fn iter(&self) -> impl Iterator<Item = QuestionId> + '_ {
        (0..self.0.len().saturating_mul(64)).filter(|it| self.contains(*it))
    }
}
