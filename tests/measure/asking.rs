//! What a goal can still be, found by letting the oracle ask.
//!
//! A goal is worked out again and again; whenever the oracle meets a question
//! without an answer, it gets the first one not tried yet. So every completion
//! that makes a difference is gone through once, and a question that is never
//! met multiplies nothing. Where there are too many, some are drawn, the
//! corners (nothing ticked, all ticked, least, most) more often than the rest.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use tsunagu::book::{Book, Kind};
use tsunagu::value::Date;

use super::answer::{State, answer, n_answers};
use super::chance::Chance;
use super::family::{below, draw};
use super::oracle::{Oracle, Plain, facts_on};
use super::subject::{Goal, truth};

#[derive(Clone, Copy)]
pub struct Limits {
    /// Up to so many completions are gone through one by one.
    pub enumerated: u64,
    /// Else so many are drawn,
    pub sampled: u64,
    /// or so many if all that is looked for has been seen by then.
    pub at_least: u64,
}

/// Values a goal was seen to have.
pub struct Seen {
    pub values: BTreeSet<Plain>,
    pub is_all: bool,
    pub n_completions: u64,
    /// What it hangs on: answers given, and `None` for questions still open.
    rests_on: BTreeMap<usize, Option<u64>>,
}

/// Works out goals of one book on one day; what was seen once is kept.
pub struct Asking<'a> {
    book: &'a Book,
    day: Date,
    facts: Vec<Plain>,
    limits: Limits,
    kinds: Vec<Domain>,
    known: BTreeMap<Goal, Vec<Seen>>,
}

struct Domain {
    n: u64,
    /// Every answer, where there are not too many to keep.
    answers: Vec<Plain>,
    corners: Vec<u64>,
}

/// Of a goal with more completions than `OFTEN` all are gone through in so many
/// states a day, and drawn in the others: one takes some ten seconds.
const LARGE: usize = 1;
const OFTEN: u64 = 20_000;

/// More answers than this are made anew each time.
const KEPT: u64 = 4096;

impl Domain {
    fn new(kind: &Kind) -> Self {
        let n = n_answers(kind);
        let kept = if n <= KEPT { n } else { 0 };
        Self {
            n,
            answers: (0..kept).map(|it| answer(kind, it).plain).collect(),
            corners: corners(kind, n),
        }
    }
}

/// The ends first: nothing ticked and everything, the least and the most.
fn corners(kind: &Kind, n: u64) -> Vec<u64> {
    let mut corners = vec![0, n - 1];
    if let Kind::Several(choices) = kind {
        let n_together = choices.iter().filter(|it| !it.only).count();
        let all = (1 << n_together) - 1;
        corners = vec![0, all];
        corners.extend((0..n_together).map(|it| 1 << it));
        corners.extend((0..n_together).map(|it| all & !(1 << it)));
        corners.extend(all + 1..n);
    }
    // Days about a year apart: what is limited to a year turns between them.
    if let Kind::Date { .. } = kind {
        let day = n / 2;
        corners.extend([day, day + 364, day + 365, day + 366].map(|it| it.min(n - 1)));
    }
    corners
}

/// Answers put in while a goal is worked out once, in the order of asking.
type Trail = Vec<(usize, u64)>;

impl<'a> Asking<'a> {
    pub fn new(book: &'a Book, day: Date, limits: Limits) -> Self {
        let questions = book.questions.iter();
        Self {
            book,
            day,
            facts: facts_on(book, day),
            limits,
            kinds: questions.map(|it| Domain::new(&it.kind)).collect(),
            known: BTreeMap::new(),
        }
    }

    /// What `goal` can be. Drawing ends early once `is_enough`.
    pub fn seen(
        &mut self,
        goal: Goal,
        states: &[State],
        chance: &mut Chance,
        is_enough: impl Fn(&BTreeSet<Plain>) -> bool,
    ) -> &Seen {
        let fits = |it: &Seen| {
            it.rests_on
                .iter()
                .all(|(question, answer)| given(states[*question]) == *answer)
        };
        let known = self.known.remove(&goal).unwrap_or_default();
        let (mut here, mut known): (Vec<Seen>, Vec<Seen>) = known.into_iter().partition(fits);
        let is_large = |it: &&Seen| it.is_all && it.n_completions > OFTEN;
        let limit = if known.iter().filter(is_large).count() < LARGE {
            self.limits.enumerated
        } else {
            self.limits.enumerated.min(OFTEN)
        };
        let mut seen = here
            .pop()
            .unwrap_or_else(|| self.enumerate(goal, states, chance, limit));
        let limits = self.limits;
        while !seen.is_all
            && seen.n_completions < limits.sampled
            && !(seen.n_completions >= limits.at_least && is_enough(&seen.values))
        {
            for _ in 0..limits.at_least {
                self.sample(goal, states, chance, &mut seen);
            }
        }
        known.push(seen);
        let all = self.known.entry(goal).or_insert(known);
        all.last().expect("one was put there")
    }

    /// All completions, or nothing yet where there are too many.
    fn enumerate(&self, goal: Goal, states: &[State], chance: &mut Chance, limit: u64) -> Seen {
        let nothing = || Seen {
            values: BTreeSet::new(),
            is_all: false,
            n_completions: 0,
            rests_on: BTreeMap::new(),
        };
        if self.estimate(goal, states, chance) > limit {
            return nothing();
        }
        let mut seen = nothing();
        let mut trail = Trail::new();
        loop {
            if seen.n_completions >= limit {
                return nothing();
            }
            trail = self.work_out(goal, states, trail, |_| 0, &mut seen);
            while let Some((question, at)) = trail.pop() {
                if at + 1 < self.kinds[question].n {
                    trail.push((question, at + 1));
                    break;
                }
            }
            if trail.is_empty() {
                seen.is_all = true;
                return seen;
            }
        }
    }

    /// About how many completions there are (Knuth's way: the mean over some
    /// random ways down of the number of branches passed).
    fn estimate(&self, goal: Goal, states: &[State], chance: &mut Chance) -> u64 {
        const WAYS: u64 = 24;
        let mut sum = 0_u64;
        let mut seen = Seen {
            values: BTreeSet::new(),
            is_all: false,
            n_completions: 0,
            rests_on: BTreeMap::new(),
        };
        for _ in 0..WAYS {
            let any = |question: usize| below(chance, self.kinds[question].n);
            let trail = self.work_out(goal, states, Trail::new(), any, &mut seen);
            let n = trail.iter().fold(1_u64, |it, (question, _)| {
                it.saturating_mul(self.kinds[*question].n)
            });
            sum = sum.saturating_add(n);
        }
        sum / WAYS
    }

    fn sample(&self, goal: Goal, states: &[State], chance: &mut Chance, seen: &mut Seen) {
        let any = |question: usize| {
            let domain = &self.kinds[question];
            match chance.below(6) {
                0 => domain.corners[0],
                1 => domain.corners[1],
                2 | 3 => domain.corners[chance.below(domain.corners.len())],
                4 => draw(&self.book.questions[question].kind, chance),
                _ => below(chance, domain.n),
            }
        };
        self.work_out(goal, states, Trail::new(), any, seen);
    }

    /// Works the goal out once: answers of the trail, then `next` ones.
    fn work_out(
        &self,
        goal: Goal,
        states: &[State],
        trail: Trail,
        next: impl FnMut(usize) -> u64,
        seen: &mut Seen,
    ) -> Trail {
        let inside = RefCell::new((trail, next, &mut seen.rests_on));
        let answers = |question: usize| {
            let (trail, next, rests_on) = &mut *inside.borrow_mut();
            let state = given(states[question]);
            rests_on.insert(question, state);
            let at = state.unwrap_or_else(|| {
                let known = trail.iter().find(|(it, _)| *it == question);
                known.map(|(_, at)| *at).unwrap_or_else(|| {
                    let at = next(question);
                    trail.push((question, at));
                    at
                })
            });
            self.plain(question, at)
        };
        let oracle = Oracle {
            book: self.book,
            day: self.day,
            facts: &self.facts,
            answers: &answers,
        };
        let value = truth(&oracle, goal);
        let trail = inside.into_inner().0;
        seen.values.insert(value);
        seen.n_completions += 1;
        trail
    }

    fn plain(&self, question: usize, at: u64) -> Plain {
        let domain = &self.kinds[question];
        match domain.answers.get(usize::try_from(at % domain.n).unwrap()) {
            Some(it) => it.clone(),
            None => answer(&self.book.questions[question].kind, at).plain,
        }
    }
}

fn given(state: State) -> Option<u64> {
    match state {
        State::Given(at) => Some(at),
        _ => None,
    }
}
