//! What is worth asking: a question is put only while it can still change a
//! goal of the wizard, and *at least* and *at most* so many more will be.
//!
//! Worked out an island at a time (`graph`): an answer leaves the others as they
//! are. Within one, the questions that show in an unsettled goal matter, and
//! those that decide whether such a question is put. Both bounds are true for
//! whatever is answered, and asked-so-far plus either only closes in:
//!
//! - *At most*: every question that may still be put, those apart that exclude
//!   one another.
//! - *At least*: each unsettled goal needs an answer to one of its questions, so
//!   no fewer than the smallest set of questions that has one for every goal.

use alloc::{vec, vec::Vec};

use super::eval::{Evaluator, Input, Outcome};
use super::graph::Graph;
use super::mask::Mask;
use crate::book::{Book, Node, ProgramId, QuestionId, Wizard};
use crate::value::{Date, ToList, Truth, Value, sort_by};

/// Something the wizard wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Goal {
    node: Node,
    /// Where these conditions cannot hold, it does not matter: what does not fit
    /// pays nothing.
    only_if: Option<Node>,
}

/// What is asked in one island.
#[derive(Clone, Debug, Default)]
struct Part {
    goals: Vec<Goal>,
    /// To be put now.
    now: Vec<QuestionId>,
    /// May still be put, those of `now` included.
    may: Vec<QuestionId>,
    at_least: usize,
    at_most: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// By question: its place in the wizard; `None` where it is not put.
    places: Vec<Option<usize>>,
    parts: Vec<Part>,
    /// By question: whether it applies.
    applies: Vec<Truth>,
    at_least: usize,
    at_most: usize,
}

/// Whether a question applies, and whether it is put.
struct Gates {
    when: Outcome,
    ask: Outcome,
}

impl Gates {
    #[inline(never)]
    fn can_open(&self) -> bool {
        self.when.set.truth().can_true && self.ask.set.truth().can_true
    }
}

impl Plan {
    /// Nothing worked out yet: which questions and goals there are on the day.
    #[inline(never)]
    pub(super) fn new(book: &Book, graph: &Graph, wizard: Option<&Wizard>, day: Date) -> Self {
        let mut it = Self {
            places: vec![None; book.questions.len()],
            parts: vec![Part::default(); graph.n_islands()],
            applies: vec![Truth::of(true); book.questions.len()],
            ..Self::default()
        };
        let asked = match wizard {
            Some(wizard) => wizard.questions(),
            None => (0..book.questions.len()).to_list(),
        };
        for (place, question) in asked.into_iter().enumerate() {
            if let Some(slot) = it.places.get_mut(question) {
                *slot = slot.or(Some(place));
            }
        }
        for goal in goals(book, graph, wizard, day) {
            if let Some(part) = it.parts.get_mut(graph.island(goal.node))
                && !part.goals.contains(&goal)
            {
                part.goals.push(goal);
            }
        }
        it
    }

    /// Questions to be put now, in the wizard's order.
    #[inline(never)]
    pub(super) fn now(&self) -> Vec<QuestionId> {
        let mut now = Vec::new();
        for part in &self.parts {
            now.extend_from_slice(&part.now);
        }
        sort_by(&mut now, |a, b| self.place(*a).cmp(&self.place(*b)));
        now
    }

    #[inline(never)]
    pub(super) fn is_now(&self, question: QuestionId) -> bool {
        self.parts.iter().any(|it| it.now.contains(&question))
    }

    /// At least and at most so many questions more.
    #[inline(never)]
    pub(super) fn bounds(&self) -> (usize, usize) {
        (self.at_least, self.at_most)
    }

    /// Whether a question applies, or may apply.
    #[inline(never)]
    pub(super) fn may_apply(&self, question: QuestionId) -> bool {
        self.applies.get(question).is_some_and(|it| it.can_true)
    }

    /// Whether a question applies.
    #[cfg(any(feature = "author", feature = "bare"))]
    pub(super) fn truth_of(&self, question: QuestionId) -> Truth {
        let truth = self.applies.get(question).copied();
        truth.unwrap_or(Truth::of(false))
    }

    /// The same for a question of this island.
    #[cfg(any(feature = "author", feature = "bare"))]
    pub(super) fn is_now_in(&self, island: usize, question: QuestionId) -> bool {
        let part = self.parts.get(island);
        part.is_some_and(|it| it.now.contains(&question))
    }

    #[inline(never)]
    fn place(&self, question: QuestionId) -> Option<usize> {
        self.places.get(question).copied().flatten()
    }

    /// Works the goals of one island out again and what is worth asking for them.
    #[inline(never)]
    pub(super) fn refresh(
        &mut self,
        island: usize,
        evaluator: &mut Evaluator<'_>,
        inputs: &[Input],
    ) {
        let graph = evaluator.graph;
        let questions = graph.questions_of(island);
        let Some(mut part) = self.parts.get_mut(island).map(core::mem::take) else {
            return;
        };
        let needs = needs(&part.goals, evaluator);
        let mut gates = Vec::new();
        for question in questions {
            let it = gates_of(*question, evaluator);
            if let Some(slot) = self.applies.get_mut(*question) {
                *slot = it.when.set.truth();
            }
            gates.push((*question, it));
        }
        let may = self.may_be_put(&needs, &gates, inputs);
        part.now.clear();
        part.may.clear();
        for (place, (question, it)) in gates.iter().enumerate() {
            if !may.contains(place) {
                continue;
            }
            part.may.push(*question);
            // First what decides whether it applies at all.
            let waits = it.when.open.overlaps(&may);
            if !waits && it.ask.set.truth().is_true() {
                part.now.push(*question);
            }
        }
        self.at_least = self.at_least.saturating_sub(part.at_least);
        self.at_most = self.at_most.saturating_sub(part.at_most);
        part.at_least = at_least(needs, &gates, &may);
        part.at_most = part.may.len();
        self.at_least = self.at_least.saturating_add(part.at_least);
        self.at_most = self.at_most.saturating_add(part.at_most);
        if let Some(slot) = self.parts.get_mut(island) {
            *slot = part;
        }
    }

    /// Open questions that matter, or may come to.
    #[inline(never)]
    fn may_be_put(&self, needs: &[Mask], gates: &[(QuestionId, Gates)], inputs: &[Input]) -> Mask {
        let mut relevant = Mask::default();
        for need in needs {
            relevant.union(need);
        }
        let relevant = with_gates(relevant, gates);
        let mut may = Mask::default();
        for (place, (question, it)) in gates.iter().enumerate() {
            let is_open = inputs.get(*question) == Some(&Input::Open);
            let is_put = self.place(*question).is_some();
            if is_open && is_put && relevant.contains(place) && it.can_open() {
                may.insert(place);
            }
        }
        // What an `ask-when:` keeps back until a question is answered that is
        // itself never put, is never put either: nobody may wait for it.
        loop {
            let before = may;
            for (place, (_, it)) in gates.iter().enumerate() {
                let comes = it.ask.set.truth().is_true() || it.ask.open.overlaps(&before);
                if !comes {
                    may.remove(place);
                }
            }
            if may == before {
                return may;
            }
        }
    }
}

/// Whether a question is put may hang on another one, and so on.
#[inline(never)]
fn with_gates(mut relevant: Mask, gates: &[(QuestionId, Gates)]) -> Mask {
    loop {
        let before = relevant;
        for (place, (_, it)) in gates.iter().enumerate() {
            if before.contains(place) && it.can_open() {
                relevant.union(&it.when.open);
                relevant.union(&it.ask.open);
            }
        }
        if relevant == before {
            return relevant;
        }
    }
}

#[inline(never)]
fn gates_of(question: QuestionId, evaluator: &mut Evaluator<'_>) -> Gates {
    let (when, ask) = evaluator.graph.gates(question);
    let mut open = |gate: Option<Node>| match gate {
        Some(node) => evaluator.goal(node),
        None => Outcome::value(Value::Boolean(true)),
    };
    Gates {
        when: open(when),
        ask: open(ask),
    }
}

/// For each unsettled goal the questions that show in it; for an amount also
/// those that may show that it does not matter.
#[inline(never)]
fn needs(goals: &[Goal], evaluator: &mut Evaluator<'_>) -> Vec<Mask> {
    let mut needs = Vec::new();
    for goal in goals {
        let only_if = goal.only_if.map(|it| evaluator.goal(it));
        if only_if.as_ref().is_some_and(|it| it.set.truth().never()) {
            continue;
        }
        let outcome = evaluator.goal(goal.node);
        if outcome.set.is_settled() {
            continue;
        }
        let mut open = outcome.open;
        if let Some(fits) = only_if {
            open.union(&fits.open);
        }
        needs.push(open);
    }
    needs
}

/// More questions than this are not told apart from "that many at least".
const MAX_AT_LEAST: usize = 8;

#[inline(never)]
fn at_least(needs: Vec<Mask>, gates: &[(QuestionId, Gates)], may: &Mask) -> usize {
    let mut needs = needs
        .into_iter()
        .map(|need| {
            let mut need = with_gates(need, gates);
            need.intersect(may);
            need
        })
        .filter(|it| !it.is_empty())
        .to_list();
    // A goal that another one's questions would serve as well asks for nothing more.
    let all = needs.clone();
    let mut at: usize = 0;
    needs.retain(|need| {
        let here = at;
        at = at.saturating_add(1);
        let mut others = all.iter().enumerate();
        !others
            .any(|(other, it)| it.is_within(need) && (it != need || other < here) && other != here)
    });
    sort_by(&mut needs, |a, b| a.iter().count().cmp(&b.iter().count()));
    (0..MAX_AT_LEAST)
        .find(|it| can_serve(&needs, *it))
        .unwrap_or(MAX_AT_LEAST)
}

/// Whether `n` questions can serve all needs.
#[inline(never)]
fn can_serve(needs: &[Mask], n: usize) -> bool {
    let Some((first, rest)) = needs.split_first() else {
        return true;
    };
    let Some(fewer) = n.checked_sub(1) else {
        return false;
    };
    let mut questions = first.iter();
    questions.any(|question| {
        let left = rest.iter().filter(|it| !it.contains(question));
        can_serve(&left.cloned().to_list(), fewer)
    })
}

/// Programmes of the wizard (or the book) that exist on the day.
#[inline(never)]
pub(super) fn programs(book: &Book, wizard: Option<&Wizard>, day: Date) -> Vec<ProgramId> {
    let all = 0..book.programs.len();
    let listed = wizard.map_or_else(|| all.to_list(), |it| it.results.clone());
    let exists = |it: &ProgramId| {
        let program = book.programs.get(*it);
        program.is_some_and(|it| it.period.contains(day))
    };
    listed.into_iter().filter(exists).to_list()
}

#[inline(never)]
fn goals(book: &Book, graph: &Graph, wizard: Option<&Wizard>, day: Date) -> Vec<Goal> {
    let mut goals = Vec::new();
    for program in programs(book, wizard, day) {
        let fits = graph.fits(program);
        // Conditions that cannot hold any more: false or null, nobody is told which.
        goals.push(Goal {
            node: fits,
            only_if: Some(fits),
        });
        goals.extend(graph.amount(program).map(|node| Goal {
            node,
            only_if: Some(fits),
        }));
    }
    let decisions = match wizard {
        Some(wizard) => [wizard.show.as_slice(), wizard.desks.as_slice()].concat(),
        None => (0..book.decisions.len()).to_list(),
    };
    goals.extend(decisions.into_iter().map(|it| Goal {
        node: graph.decision(it),
        only_if: None,
    }));
    goals
}
