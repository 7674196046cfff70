//! Answers that cannot be together, by the pack's own constraints: which they
//! are, and what is wrong. Nothing is worked out from it; the person is told.

use alloc::{string::String, vec::Vec};

use super::report::SourceReport;
use super::session::{SavedAnswer, Session};
use super::what_if::{What, WhatIf};
use crate::value::Truth;

/// A constraint that fails whatever else is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    pub name: String,
    pub text: String,
    /// The answers that contradict, by question.
    pub answers: Vec<(String, SavedAnswer)>,
    pub sources: Vec<SourceReport>,
}

impl Session {
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        for (constraint, node) in self.book.constraints.iter().zip(self.graph.constraints()) {
            let mut what_if = WhatIf::new(self);
            if what_if.truth(What::Goal(*node)) != Truth::of(false) {
                continue;
            }
            let questions = self.book.questions_in(constraint.must);
            contradictions.push(Contradiction {
                name: String::from(&*constraint.name),
                text: String::from(constraint.say.get(self.language)),
                answers: what_if.needed(questions, What::Goal(*node)),
                sources: self.sources(&constraint.cites),
            });
        }
        contradictions
    }
}
