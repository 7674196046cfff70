//! A family in a box: answers that can be given together and for which the two
//! books really say different things.
//!
//! Questions are answered one by one, those first that decide whether others
//! apply, and a way is left as soon as it leads out of the box. What is found is
//! worked out once more as families are told it; then every answer without which
//! nothing changes is dropped.

use super::aim::{Aim, Told};
use super::cases::{Cells, Pair, Subject};
use crate::author::families::{any_of, meets, ways};
use crate::run::Input;
use crate::value::{Set, Value};

/// Steps for one box before it is given up, and for all boxes of a goal.
pub(super) const MAX_STEPS: usize = 2_000;
pub(super) const MAX_STEPS_OF_GOAL: usize = 12_000;

#[derive(Clone)]
pub(super) struct Witness {
    /// By question, in the book's order.
    pub(super) answers: Vec<(Subject, Value)>,
    pub(super) before: Told,
    pub(super) after: Told,
}

pub(super) struct Look<'l> {
    /// Nothing held, nothing answered.
    pub(super) start: &'l Pair,
    pub(super) aims: (Aim, Aim),
    /// Every question the goal rests on, as answers.
    pub(super) questions: &'l [Subject],
    pub(super) steps_left: usize,
    /// Somewhere one value was tried for many.
    pub(super) is_partial: bool,
}

impl Look<'_> {
    pub(super) fn witness(&mut self, subjects: &[Subject], cells: &Cells) -> Option<Witness> {
        let mut pair = self.start.clone();
        let (mut limits, mut given) = (Vec::new(), Vec::new());
        for (subject, cell) in subjects.iter().zip(cells) {
            let Some(cell) = cell else { continue };
            limits.push((*subject, cell.clone()));
            let is_same = |it: &&Subject| it.old == subject.old && it.new == subject.new;
            if let Some(question) = self.questions.iter().find(is_same)
                && !matches!(cell, Set::One(Value::Null(_)))
            {
                pair.hold(*question, cell);
                given.push((*question, cell.clone()));
            }
        }
        self.find(pair, &limits, &given)
    }

    /// `given` is what each question was narrowed to, the last one counts.
    fn find(
        &mut self,
        mut pair: Pair,
        limits: &[(Subject, Set)],
        given: &[(Subject, Set)],
    ) -> Option<Witness> {
        self.steps_left = self.steps_left.checked_sub(1)?;
        for (subject, cell) in limits {
            if !meets(&pair.set(*subject), cell) {
                return None;
            }
        }
        let Some((question, set)) = self.next(&mut pair, limits, given) else {
            return self.certified(given);
        };
        let parts = pair.parts(question, &set);
        for part in ways(parts, &set, &mut self.is_partial) {
            if matches!(part, Set::One(Value::Null(_))) {
                continue;
            }
            let mut pair = pair.clone();
            pair.hold(question, &part);
            let mut given: Vec<_> = given
                .iter()
                .filter(|(it, _)| *it != question)
                .cloned()
                .collect();
            given.push((question, part));
            let found = self.find(pair, limits, &given);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The first question on which the goal or the box still hangs.
    fn next(
        &self,
        pair: &mut Pair,
        limits: &[(Subject, Set)],
        given: &[(Subject, Set)],
    ) -> Option<(Subject, Set)> {
        let before = self.aims.0.found(&mut pair.old, false);
        let after = self.aims.1.found(&mut pair.new, false);
        self.questions.iter().find_map(|it| {
            let narrowed = given.iter().find(|(question, _)| question == it);
            let set = narrowed.map_or_else(|| pair.set(*it), |(_, set)| set.clone());
            if set.is_settled() || any_of(&set).is_none() {
                return None;
            }
            let old = it.old.is_some_and(|it| before.hangs_on(&mut pair.old, it));
            let new = it.new.is_some_and(|it| after.hangs_on(&mut pair.new, it));
            let mut limits = limits.iter();
            let matters = old || new || limits.any(|(subject, _)| shows(pair, *it, *subject));
            matters.then_some((*it, set))
        })
    }

    fn certified(&self, given: &[(Subject, Set)]) -> Option<Witness> {
        // What is left open of an answer makes no difference: any will do.
        let value = |(question, set): &(Subject, Set)| Some((*question, any_of(set)?));
        let mut answers: Vec<(Subject, Value)> = given.iter().filter_map(value).collect();
        let (before, after) = self.told(&answers);
        if before == after {
            return None;
        }
        for at in (0..answers.len()).rev() {
            let mut fewer = answers.clone();
            fewer.remove(at);
            if self.told(&fewer) == (before.clone(), after.clone()) {
                answers = fewer;
            }
        }
        answers.sort_by_key(|(it, _)| (it.new.or(it.old), it.old));
        Some(Witness {
            answers,
            before,
            after,
        })
    }

    /// What both books tell a family with these answers.
    pub(super) fn told(&self, answers: &[(Subject, Value)]) -> (Told, Told) {
        let mut pair = self.start.clone();
        for (question, value) in answers {
            pair.hold(*question, &Set::One(value.clone()));
        }
        // What a book does not put has no answer there.
        for (question, _) in answers {
            for (side, node) in [(&mut pair.old, question.old), (&mut pair.new, question.new)] {
                let Some(node) = node else { continue };
                let ask = side.graph.gates(node).1;
                if ask.is_some_and(|it| !side.goal(it).set.truth().is_true()) {
                    side.answer(node, Input::Open);
                }
            }
        }
        let before = self.aims.0.found(&mut pair.old, true).told;
        let after = self.aims.1.found(&mut pair.new, true).told;
        (before, after)
    }
}

/// Whether what is open of a question shows in a subject.
fn shows(pair: &mut Pair, question: Subject, subject: Subject) -> bool {
    let sides = [
        (&mut pair.old, question.old, subject.old),
        (&mut pair.new, question.new, subject.new),
    ];
    sides.into_iter().any(|(side, question, subject)| {
        let (Some(question), Some(subject)) = (question, subject) else {
            return false;
        };
        let is_near = side.graph.island(question) == side.graph.island(subject);
        is_near
            && side
                .plain(subject)
                .open
                .overlaps(&side.plain(question).open)
    })
}
