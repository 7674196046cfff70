//! The same session with other answers, to look at and to throw away.

use alloc::vec::Vec;

use super::eval::{Evaluator, Input, Memo};
use super::session::Session;
use crate::book::{Node, QuestionId};
use crate::value::Truth;

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

    pub(super) fn work_out<T>(&mut self, what: impl FnOnce(&mut Evaluator<'_>) -> T) -> T {
        let it = self.session;
        let memo = core::mem::take(&mut self.memo);
        let mut evaluator = Evaluator::new(&it.book, &it.graph, it.at.date, &self.inputs, memo);
        let found = what(&mut evaluator);
        self.memo = evaluator.into_memo();
        found
    }

    pub(super) fn truth(&mut self, node: Node) -> Truth {
        self.work_out(|it| it.goal(node).set.truth())
    }

    /// Of some answered questions those that hold up what is seen: without any
    /// one of them it could be otherwise.
    pub(super) fn needed(
        &mut self,
        questions: Vec<QuestionId>,
        mut is_seen: impl FnMut(&mut Evaluator<'_>) -> bool,
    ) -> Vec<QuestionId> {
        let mut needed = questions;
        let mut left_out = Vec::new();
        needed.retain(|question| {
            self.set(*question, Input::Open);
            let holds = self.work_out(&mut is_seen);
            if holds {
                left_out.push(*question);
            } else {
                self.put_back(*question);
            }
            !holds
        });
        for question in left_out {
            self.put_back(question);
        }
        needed
    }
}
