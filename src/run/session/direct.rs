//! A session by number: answers by the place of the question and of the option,
//! sets by the place of the decision. For forms that draw for themselves and for
//! many families in a row: no name is looked up, no sentence is put together,
//! and several answers are worked out once.

use alloc::sync::Arc;
use alloc::{vec, vec::Vec};

use super::{Session, Start, StartError};
use crate::book::{Book, DecisionId, Kind, QuestionId};
use crate::run::eval::{Input, Outcome};
use crate::value::{Number, Set, ToList, Truth, Value};

/// An answer without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// None any more.
    Nothing,
    Unsure,
    Yes(bool),
    /// The place of the option among those of its question.
    Option(usize),
    Whole(i64),
}

impl Session {
    /// A session that knows nothing before [`Session::put_first`].
    pub fn seat(book: Arc<Book>, start: &Start) -> Result<Self, StartError> {
        let inputs = vec![Input::Open; book.questions.len()];
        Self::seated(book, start, inputs)
    }

    /// The answers there are when it begins, and all there is to know with them: who
    /// has answers has no use for what could be known without.
    pub fn put_first(&mut self, answers: &[(QuestionId, Pick)]) {
        for (question, pick) in answers {
            if let Some(input) = self.input(*question, *pick) {
                super::put(&mut self.inputs, *question, input);
            }
        }
        self.begin_day();
    }

    /// Several answers at once. Those their question cannot have change nothing.
    #[inline(never)]
    pub fn put(&mut self, answers: &[(QuestionId, Pick)]) {
        let mut islands: Vec<usize> = Vec::new();
        for (question, pick) in answers {
            let Some(input) = self.input(*question, *pick) else {
                continue;
            };
            if let Some(island) = self.take(*question, input)
                && !islands.contains(&island)
            {
                islands.push(island);
            }
        }
        for island in islands {
            self.refresh(island..island.saturating_add(1));
        }
    }

    fn input(&self, question: QuestionId, pick: Pick) -> Option<Input> {
        let kind = &self.book.questions.get(question)?.kind;
        let value = match (pick, kind) {
            (Pick::Nothing, _) => return Some(Input::Open),
            (Pick::Unsure, _) => return Some(Input::Unsure),
            (Pick::Yes(it), Kind::YesNo) => Value::Boolean(it),
            (Pick::Option(at), Kind::Choice(choices)) => {
                Value::Text(choices.get(at)?.value.clone())
            }
            (Pick::Whole(it), Kind::Number { min, max, .. }) => {
                let it = Number::from(it);
                if it < *min || *max < it {
                    return None;
                }
                Value::Number(it)
            }
            _ => return None,
        };
        Some(Input::Given(value))
    }

    /// What is known of a goal of the wizard, and on which open questions it hangs.
    pub fn known(&self, decision: DecisionId) -> Option<&Outcome> {
        let known = self.memo.node(self.graph.decision(decision))?;
        Some(&known.outcome)
    }

    /// What is known of any decision, of the wizard or not.
    pub fn set_of(&self, decision: DecisionId) -> Set {
        self.decision(decision)
    }

    /// Whether a question applies.
    pub fn applies(&self, question: QuestionId) -> Truth {
        self.plan.truth_of(question)
    }

    /// Whether it is among what is asked now.
    pub fn is_asked(&self, question: QuestionId) -> bool {
        self.plan.is_now_in(self.island(question), question)
    }

    pub fn is_open(&self, question: QuestionId) -> bool {
        self.inputs.get(question) == Some(&Input::Open)
    }

    /// Which island a question is in: an answer changes nothing in any other.
    pub fn island(&self, question: QuestionId) -> usize {
        self.graph.island(self.graph.question(question))
    }

    pub fn n_islands(&self) -> usize {
        self.graph.n_islands()
    }

    pub fn questions_of(&self, island: usize) -> &[QuestionId] {
        self.graph.questions_of(island)
    }

    /// The decisions the wizard shows; all where there is no wizard.
    pub fn shown(&self) -> Vec<DecisionId> {
        match self.wizard() {
            Some(wizard) => wizard.show.clone(),
            None => (0..self.book.decisions.len()).to_list(),
        }
    }

    /// The island of a decision.
    pub fn island_of(&self, decision: DecisionId) -> usize {
        self.graph.island(self.graph.decision(decision))
    }
}
