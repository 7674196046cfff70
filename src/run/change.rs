//! What would change a result: the fewest answers that would have to be others
//! for it to turn, the easiest first.
//!
//! Only answers that can come true are tried (`can-change:`), what only time
//! brings only forwards. First with all of a question's values at once: where
//! the result stays the same, none of them turns it. What is found is worked out
//! once more with nothing remembered before it is told.

use alloc::{string::String, vec, vec::Vec};
use core::ops::Bound;

use super::eval::Input;
use super::lists::items;
use super::report::status;
use super::session::{SavedAnswer, Session, saved};
use super::view::Status;
use super::what_if::{What, WhatIf};
use crate::book::{CanChange, Choice, DecisionId, Kind, Node, Question, QuestionId};
use crate::value::{Number, Numbers, Set, Span, ToList, Value, sort_by};

/// Told at most.
const MAX_CHANGES: usize = 3;
/// Values of one question tried one by one.
const MAX_VALUES: usize = 64;
/// Values and pairs of values tried for one result.
const MAX_TRIES: usize = 512;

/// Other answers, and what they would lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// By question: any one of these.
    pub answers: Vec<(String, Vec<SavedAnswer>)>,
    pub becomes: Becomes,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Becomes {
    /// A programme would be this.
    Result(Status),
    /// These would be the desks, in order.
    Desks(Vec<String>),
}

/// A question whose answer can change, and into what.
struct Other {
    question: QuestionId,
    way: CanChange,
    values: Vec<Value>,
}

impl Session {
    /// What would turn a programme's result; nothing while it is open.
    #[inline(never)]
    pub fn changes(&self, program: &str) -> Vec<Change> {
        let found = self
            .book
            .programs
            .iter()
            .position(|it| *it.name == *program);
        let Some(node) = found.map(|it| self.graph.fits(it)) else {
            return Vec::new();
        };
        self.turning(node, |set| match status(set.truth()) {
            Status::Open => None,
            settled => Some(Becomes::Result(settled)),
        })
    }

    /// What would lead to other desks.
    #[inline(never)]
    pub(super) fn desk_changes(&self, decision: DecisionId) -> Vec<Change> {
        let seen = |set: &Set| {
            let items = items(set).filter(|_| set.is_settled())?;
            let ids = items
                .0
                .iter()
                .filter_map(|it| it.value.settled()?.as_text());
            Some(Becomes::Desks(ids.map(String::from).to_list()))
        };
        self.turning(self.graph.decision(decision), seen)
    }

    #[inline(never)]
    fn turning(&self, node: Node, seen: Seen) -> Vec<Change> {
        let mut what_if = WhatIf::new(self);
        let Some(now) = seen(&what_if.work_out(What::Goal(node))) else {
            return Vec::new();
        };
        // Losing what one has is worth a word only where it comes by itself.
        let is_gain = now != Becomes::Result(Status::Fits);
        let others = self.others(node, is_gain);
        let mut search = Search {
            what_if,
            node,
            seen,
            now,
            tries: MAX_TRIES,
        };
        let mut found: Vec<Found> = Vec::new();
        for other in &others {
            // The rest are no easier.
            if found.len() >= MAX_CHANGES {
                break;
            }
            if search.could_turn(&[other]) {
                search.alone(other, &mut found);
            }
            search.what_if.put_back(other.question);
        }
        if found.is_empty() {
            let mut rest = others.as_slice();
            while let Some((first, after)) = rest.split_first() {
                for second in after {
                    if search.could_turn(&[first, second]) {
                        search.together(first, second, &mut found);
                    }
                    search.what_if.put_back(first.question);
                    search.what_if.put_back(second.question);
                }
                rest = after;
            }
        }
        sort_by(&mut found, |a, b| a.cost.cmp(&b.cost));
        let mut changes = Vec::new();
        for it in found {
            if self.is_so(&it, node, seen) {
                changes.push(self.told(it));
            }
        }
        changes
    }

    #[inline(never)]
    fn told(&self, found: Found) -> Change {
        let mut answers = Vec::new();
        for (question, values) in &found.answers {
            if let Some(it) = self.book.questions.get(*question) {
                answers.push((String::from(&*it.name), values.iter().map(saved).to_list()));
            }
        }
        Change {
            answers,
            becomes: found.becomes,
        }
    }

    /// Each of the answers, where nothing is known yet, does that.
    #[inline(never)]
    fn is_so(&self, found: &Found, node: Node, seen: Seen) -> bool {
        let mut at = 0;
        loop {
            let mut then = WhatIf::afresh(self);
            let mut is_left = false;
            for (question, values) in &found.answers {
                is_left |= at < values.len();
                if let Some(value) = values.get(at).or(values.last()) {
                    then.set(*question, Input::Given(value.clone()));
                }
            }
            if !is_left {
                return true;
            }
            if seen(&then.work_out(What::Goal(node))).as_ref() != Some(&found.becomes) {
                return false;
            }
            at = at.saturating_add(1);
        }
    }

    /// Answered questions the node hangs on that can be answered otherwise, the
    /// easiest first.
    #[inline(never)]
    fn others(&self, node: Node, by_choice: bool) -> Vec<Other> {
        let mut others = Vec::new();
        for (question, it) in self.book.questions.iter().enumerate() {
            let hangs = self.graph.dependents(question).contains(&node);
            if let (Some(way), Some(given), true) = (it.can_change, self.given(question), hangs)
                && (by_choice || way != CanChange::ByChoice)
            {
                others.push(Other {
                    question,
                    way,
                    values: self.other_values(question, it, given),
                });
            }
        }
        sort_by(&mut others, |a, b| cost(a.way).cmp(&cost(b.way)));
        others
    }

    #[inline(never)]
    fn other_values(&self, id: QuestionId, question: &Question, given: &Value) -> Vec<Value> {
        let mut values = Vec::new();
        match (&question.kind, given) {
            (Kind::YesNo, Value::Boolean(it)) => values.push(Value::Boolean(!it)),
            (Kind::Choice(choices), _) => {
                for it in choices {
                    values.push(Value::Text(it.value.clone()));
                }
            }
            (Kind::Several(choices), Value::List(list)) => {
                for more in choices {
                    let is_ticked =
                        |it: &Choice| list.iter().any(|given| given.as_text() == Some(&it.value));
                    if more.only || is_ticked(more) {
                        continue;
                    }
                    let mut with = Vec::new();
                    for it in choices {
                        if it.value == more.value || (!it.only && is_ticked(it)) {
                            with.push(Value::Text(it.value.clone()));
                        }
                    }
                    values.push(Value::List(with.into()));
                }
            }
            (Kind::Number { max, whole, .. }, Value::Number(now)) => {
                self.next_numbers(id, *now, *max, *whole, &mut values);
            }
            _ => {}
        }
        values.retain(|it| it != given);
        values.truncate(MAX_VALUES);
        values
    }

    /// The first number past each constant above the present one.
    #[inline(never)]
    fn next_numbers(
        &self,
        id: QuestionId,
        now: Number,
        max: Number,
        whole: bool,
        values: &mut Vec<Value>,
    ) {
        for (cut, is_low) in self.graph.cuts(id).map_or(&[][..], |it| &it.numbers) {
            let low = if *is_low {
                Bound::Excluded(*cut)
            } else {
                Bound::Included(*cut)
            };
            let past = Span::new(low, Bound::Included(max));
            let numbers = Numbers::new(past.into_iter().collect(), whole);
            if let Some(Bound::Included(it)) = numbers.spans.low()
                && *it > now
            {
                values.push(Value::Number(*it));
            }
        }
    }
}

/// What a set is seen as; `None` while it is open.
type Seen = fn(&Set) -> Option<Becomes>;

struct Search<'a> {
    what_if: WhatIf<'a>,
    node: Node,
    seen: Seen,
    now: Becomes,
    tries: usize,
}

/// Other answers that turn it, before they are told.
struct Found {
    cost: usize,
    answers: Vec<(QuestionId, Vec<Value>)>,
    becomes: Becomes,
}

impl Search<'_> {
    #[inline(never)]
    fn look(&mut self) -> Option<Becomes> {
        (self.seen)(&self.what_if.work_out(What::Goal(self.node)))
    }

    /// What it turns into with one answer more.
    #[inline(never)]
    fn with(&mut self, question: QuestionId, value: &Value) -> Option<Becomes> {
        self.tries = self.tries.checked_sub(1)?;
        self.what_if.set(question, Input::Given(value.clone()));
        self.look().filter(|it| *it != self.now)
    }

    /// Some answers to these, whichever, could turn it.
    #[inline(never)]
    fn could_turn(&mut self, others: &[&Other]) -> bool {
        for other in others {
            self.what_if.set(other.question, Input::Unsure);
        }
        self.look().as_ref() != Some(&self.now)
    }

    /// Values that turn it alone, those that turn it alike together, until there
    /// are as many outcomes as are told.
    #[inline(never)]
    fn alone(&mut self, other: &Other, found: &mut Vec<Found>) {
        for value in &other.values {
            if found.len() >= MAX_CHANGES {
                return;
            }
            let Some(becomes) = self.with(other.question, value) else {
                continue;
            };
            let alike = found.iter_mut().find_map(|it| {
                let (question, values) = it.answers.first_mut()?;
                (*question == other.question && it.becomes == becomes).then_some(values)
            });
            match alike {
                Some(values) => values.push(value.clone()),
                None => found.push(Found {
                    cost: cost(other.way),
                    answers: vec![(other.question, vec![value.clone()])],
                    becomes,
                }),
            }
        }
    }

    /// The first two values that turn it together.
    #[inline(never)]
    fn together(&mut self, first: &Other, second: &Other, found: &mut Vec<Found>) {
        for a in &first.values {
            self.what_if.set(first.question, Input::Given(a.clone()));
            for b in &second.values {
                if let Some(becomes) = self.with(second.question, b) {
                    found.push(Found {
                        cost: cost(first.way).saturating_add(cost(second.way)),
                        answers: vec![
                            (first.question, vec![a.clone()]),
                            (second.question, vec![b.clone()]),
                        ],
                        becomes,
                    });
                    return;
                }
            }
        }
    }
}

#[inline(never)]
fn cost(way: CanChange) -> usize {
    match way {
        CanChange::ByChoice => 1,
        CanChange::WithTime => 2,
        CanChange::ByMoving => 4,
    }
}
