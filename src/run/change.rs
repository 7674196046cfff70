//! What would change a result: the fewest answers that would have to be others
//! for it to turn, the easiest first.
//!
//! Only answers that can come true are tried (`can-change:`), what only time
//! brings only forwards. First with all of a question's values at once: where
//! the result stays the same, none of them turns it. What is found is worked out
//! once more with nothing remembered before it is told.

use alloc::{string::String, vec, vec::Vec};
use core::ops::Bound;

use super::eval::{Input, items};
use super::report::status;
use super::session::{SavedAnswer, Session, saved};
use super::view::Status;
use super::what_if::{What, WhatIf};
use crate::book::{CanChange, Kind, Node, Question, QuestionId};
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
    pub fn desk_changes(&self) -> Vec<Change> {
        let Some(decision) = self.wizard().and_then(|it| it.desks) else {
            return Vec::new();
        };
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

    fn turning(&self, node: Node, seen: Seen) -> Vec<Change> {
        let mut search = Search {
            what_if: WhatIf::new(self),
            node,
            seen,
            now: None,
            tries: MAX_TRIES,
        };
        search.now = search.look();
        let Some(now) = search.now.clone() else {
            return Vec::new();
        };
        // Losing what one has is worth a word only where it comes by itself.
        let is_gain = now != Becomes::Result(Status::Fits);
        let mut others = self.others(node);
        others.retain(|it| is_gain || it.way != CanChange::ByChoice);
        let mut found: Vec<Found> = Vec::new();
        for other in &others {
            if search.could_turn(&[other]) {
                search.alone(other, &mut found);
            }
            search.what_if.put_back(other.question);
        }
        if found.is_empty() {
            for (at, first) in others.iter().enumerate() {
                for second in others.iter().skip(at.saturating_add(1)) {
                    if search.could_turn(&[first, second]) {
                        found.extend(search.together(first, second));
                    }
                    search.what_if.put_back(first.question);
                    search.what_if.put_back(second.question);
                }
            }
        }
        sort_by(&mut found, |a, b| a.cost.cmp(&b.cost));
        let mut changes = found.into_iter().map(|it| self.told(it)).to_list();
        changes.retain(|it| self.is_so(it, node, seen));
        changes.truncate(MAX_CHANGES);
        changes
    }

    fn told(&self, found: Found) -> Change {
        let mut answers = Vec::new();
        for (question, values) in found.answers {
            if let Some(it) = self.book.questions.get(question) {
                answers.push((String::from(&*it.name), values.iter().map(saved).to_list()));
            }
        }
        Change {
            answers,
            becomes: found.becomes,
        }
    }

    /// Each of the answers, given to a session that knows nothing yet, does that.
    fn is_so(&self, change: &Change, node: Node, seen: Seen) -> bool {
        let n_values = change.answers.iter().map(|(_, it)| it.len()).max();
        (0..n_values.unwrap_or(0)).all(|at| {
            let mut then = self.clone();
            then.forget_all();
            for (name, values) in &change.answers {
                let value = values.get(at).or(values.last());
                if value.is_none_or(|it| then.give(name, it.raw()).is_err()) {
                    return false;
                }
            }
            let set = then.evaluator(then.memo.clone()).goal(node).set;
            seen(&set).as_ref() == Some(&change.becomes)
        })
    }

    /// Answered questions the node hangs on that can be answered otherwise.
    fn others(&self, node: Node) -> Vec<Other> {
        let mut others = Vec::new();
        for (question, it) in self.book.questions.iter().enumerate() {
            let hangs = self.graph.dependents(question).contains(&node);
            if let (Some(way), Some(given), true) = (it.can_change, self.given(question), hangs) {
                others.push(Other {
                    question,
                    way,
                    values: self.other_values(question, it, given),
                });
            }
        }
        others
    }

    fn other_values(&self, id: QuestionId, question: &Question, given: &Value) -> Vec<Value> {
        let mut values = match (&question.kind, given) {
            (Kind::YesNo, Value::Boolean(it)) => vec![Value::Boolean(!it)],
            (Kind::Choice(choices), _) => {
                let all = choices.iter().map(|it| Value::Text(it.value.clone()));
                all.to_list()
            }
            (Kind::Several(choices), Value::List(list)) => {
                let ticked = |text: &str| list.iter().any(|it| it.as_text() == Some(text));
                let with = choices.iter().filter(|it| !it.only && !ticked(&it.value));
                let with = with.map(|it| {
                    let added = |mine: &&crate::book::Choice| {
                        mine.value == it.value || (!mine.only && ticked(&mine.value))
                    };
                    let values = choices.iter().filter(added);
                    let values = values.map(|it| Value::Text(it.value.clone()));
                    Value::List(values.to_list().into())
                });
                with.to_list()
            }
            (Kind::Number { max, whole, .. }, Value::Number(now)) => {
                self.next_numbers(id, *now, *max, *whole)
            }
            _ => Vec::new(),
        };
        values.retain(|it| it != given);
        values.truncate(MAX_VALUES);
        values
    }

    /// The first number past each constant above the present one.
    fn next_numbers(&self, id: QuestionId, now: Number, max: Number, whole: bool) -> Vec<Value> {
        let cuts = self.graph.cuts(id).map_or(&[][..], |it| &it.numbers);
        let first = cuts.iter().filter_map(|(cut, is_low)| {
            let low = if *is_low {
                Bound::Excluded(*cut)
            } else {
                Bound::Included(*cut)
            };
            let span = Span::new(low, Bound::Included(max))?;
            let numbers = Numbers::new([span].into_iter().collect(), whole);
            match numbers.spans.low()? {
                Bound::Included(it) => Some(*it),
                _ => None,
            }
        });
        let first = first.filter(|it| *it > now);
        first.map(Value::Number).to_list()
    }
}

/// What a set is seen as; `None` while it is open.
type Seen = fn(&Set) -> Option<Becomes>;

struct Search<'a> {
    what_if: WhatIf<'a>,
    node: Node,
    seen: Seen,
    now: Option<Becomes>,
    tries: usize,
}

/// Other answers that turn it, before they are told.
struct Found {
    cost: usize,
    answers: Vec<(QuestionId, Vec<Value>)>,
    becomes: Becomes,
}

impl Search<'_> {
    fn look(&mut self) -> Option<Becomes> {
        (self.seen)(&self.what_if.work_out(What::Goal(self.node)))
    }

    /// What it turns into with one answer more.
    fn with(&mut self, question: QuestionId, value: &Value) -> Option<Becomes> {
        self.tries = self.tries.checked_sub(1)?;
        self.what_if.set(question, Input::Given(value.clone()));
        self.look().filter(|it| Some(it) != self.now.as_ref())
    }

    /// Some answers to these, whichever, could turn it.
    fn could_turn(&mut self, others: &[&Other]) -> bool {
        for other in others {
            self.what_if.set(other.question, Input::Unsure);
        }
        self.look() != self.now
    }

    /// Each value that turns it alone, those that turn it alike together.
    fn alone(&mut self, other: &Other, found: &mut Vec<Found>) {
        for value in &other.values {
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
    fn together(&mut self, first: &Other, second: &Other) -> Option<Found> {
        for a in &first.values {
            self.what_if.set(first.question, Input::Given(a.clone()));
            for b in &second.values {
                if let Some(becomes) = self.with(second.question, b) {
                    return Some(Found {
                        cost: cost(first.way).saturating_add(cost(second.way)),
                        answers: vec![
                            (first.question, vec![a.clone()]),
                            (second.question, vec![b.clone()]),
                        ],
                        becomes,
                    });
                }
            }
        }
        None
    }
}

fn cost(way: CanChange) -> usize {
    match way {
        CanChange::ByChoice => 1,
        CanChange::WithTime => 2,
        CanChange::ByMoving => 4,
    }
}
