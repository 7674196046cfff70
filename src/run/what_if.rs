//! The same session with other answers, to look at and to throw away.

use alloc::{string::String, vec::Vec};

use super::eval::{Evaluator, Input, Memo};
use super::session::{SavedAnswer, Session};
use crate::book::{ConditionId, ExprId, Node, QuestionId};
use crate::value::{Set, Truth};

pub(super) struct WhatIf<'a> {
    session: &'a Session,
    inputs: Vec<Input>,
    memo: Memo,
}

impl<'a> WhatIf<'a> {
    pub(super) fn new(session: &'a Session) -> Self {
        Self {
            session,
            inputs: session.inputs.clone(),
            memo: session.memo.clone(),
        }
    }

    /// The same with nothing remembered.
    pub(super) fn afresh(session: &'a Session) -> Self {
        Self {
            session,
            inputs: session.inputs.clone(),
            memo: Memo::default(),
        }
    }

    pub(super) fn set(&mut self, question: QuestionId, input: Input) {
        if let Some(slot) = self.inputs.get_mut(question) {
            *slot = input;
        }
        let graph = &self.session.graph;
        for stale in graph.dependents(question).iter().chain([&question]) {
            self.memo.forget(*stale);
        }
    }

    /// As it was answered.
    pub(super) fn put_back(&mut self, question: QuestionId) {
        let answered = self.session.inputs.get(question);
        self.set(question, answered.cloned().unwrap_or(Input::Open));
    }

    pub(super) fn work_out(&mut self, what: What) -> Set {
        let it = self.session;
        let memo = core::mem::take(&mut self.memo);
        let mut evaluator = Evaluator::new(&it.book, &it.graph, it.at.date, &self.inputs, memo);
        let found = match what {
            What::Goal(node) => evaluator.goal(node),
            What::Condition(it) => evaluator.condition(it).into(),
            What::Expr(it) => evaluator.expr(it),
        };
        self.memo = evaluator.into_memo();
        found.set
    }

    pub(super) fn truth(&mut self, what: What) -> Truth {
        self.work_out(what).truth()
    }

    /// Of some questions the answered ones that hold up what is seen: without any
    /// one of them it could be otherwise.
    pub(super) fn needed(
        &mut self,
        mut questions: Vec<QuestionId>,
        what: What,
    ) -> Vec<(String, SavedAnswer)> {
        questions.retain(|it| self.session.given(*it).is_some());
        let seen = self.truth(what);
        // An open condition holds up nothing: all it looks at is told.
        if questions.len() > 1 && (seen.is_true() || !seen.can_true) {
            let all = questions.clone();
            questions.retain(|question| {
                self.set(*question, Input::Open);
                let is_needed = self.truth(what) != seen;
                if is_needed {
                    self.put_back(*question);
                }
                is_needed
            });
            for question in all {
                self.put_back(question);
            }
        }
        self.session.saved_answers(questions)
    }
}

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) enum What {
    Goal(Node),
    Condition(ConditionId),
    Expr(ExprId),
}
