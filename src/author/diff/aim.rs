//! What is compared: a programme, a decision, the desks, or whether a question
//! is put, each found by its name in both books, and what families are told of it.

use crate::book::{Node, ProgramId, QuestionId};
use crate::run::Mask;
use crate::run::compare::Held;
use crate::value::{Set, Truth, Value};

/// Where a goal stands in one book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    Absent,
    Program(ProgramId),
    Decision(usize),
    Question(QuestionId),
}

/// What a book says of a goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Told {
    Absent,
    DoesNotFit,
    /// Not yet known, or null for some.
    Open,
    /// With the amount, where there is one.
    Fits(Option<Set>),
    Is(Set),
    Put(bool),
}

/// The same, and what it still hangs on.
pub(super) struct Found {
    pub(super) told: Told,
    pub(super) is_settled: bool,
    /// Islands and the questions of theirs that show in it.
    open: Vec<(usize, Mask)>,
}

impl Found {
    fn settled(told: Told) -> Self {
        Self {
            told,
            is_settled: true,
            open: Vec::new(),
        }
    }

    /// Whether what is open in `node` shows in it.
    pub(super) fn hangs_on(&self, held: &mut Held, node: Node) -> bool {
        let island = held.graph.island(node);
        let open = held.plain(node).open;
        let mut here = self.open.iter();
        !self.is_settled && here.any(|(it, mask)| *it == island && mask.overlaps(&open))
    }
}

impl Aim {
    /// With `exactly` case by case, as families are told; else plainly.
    pub(super) fn found(self, held: &mut Held, exactly: bool) -> Found {
        let mut open = Vec::new();
        let mut set = |held: &mut Held, node: Node| {
            let outcome = if exactly {
                held.goal(node)
            } else {
                held.plain(node)
            };
            open.push((held.graph.island(node), outcome.open));
            outcome.set
        };
        let (told, is_settled) = match self {
            Self::Absent => return Found::settled(Told::Absent),
            Self::Program(it) => {
                let (fits, amount) = (held.graph.fits(it), held.graph.amount(it));
                let truth = set(held, fits).truth();
                if truth.never() {
                    return Found::settled(Told::DoesNotFit);
                }
                let amount = amount.map(|it| set(held, it));
                if truth.is_true() {
                    let is_settled = amount.as_ref().is_none_or(Set::is_settled);
                    (Told::Fits(amount), is_settled)
                } else {
                    (Told::Open, false)
                }
            }
            Self::Decision(it) => {
                let node = held.graph.decision(it);
                let set = set(held, node);
                let is_settled = set.is_settled();
                (Told::Is(set), is_settled)
            }
            Self::Question(it) => {
                let (when, ask) = held.graph.gates(it);
                let yes = Truth::of(true);
                let gates = [when, ask].map(|it| it.map_or(yes, |it| set(held, it).truth()));
                if gates.iter().any(|it| it.never()) {
                    return Found::settled(Told::Put(false));
                }
                (Told::Put(true), gates.into_iter().all(Truth::is_true))
            }
        };
        Found {
            told,
            is_settled,
            open,
        }
    }
}

impl Told {
    /// Either of two, the amounts or values of both.
    pub(super) fn or(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Fits(Some(a)), Self::Fits(Some(b))) => Self::Fits(Some(a.join(b))),
            (Self::Is(a), Self::Is(b)) => Self::Is(a.join(b)),
            (it, _) => it,
        }
    }

    /// Certainly not the same, though neither need be settled.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fits(Some(a)), Self::Fits(Some(b))) | (Self::Is(a), Self::Is(b)) => {
                let (a, b) = (a.to_many(), b.to_many());
                let are_numbers = |it: &crate::value::Many| {
                    !it.numbers.is_empty()
                        && Set::from_numbers(it.numbers.clone()) == it.clone().into()
                };
                are_numbers(&a) && are_numbers(&b) && !a.numbers.spans.overlaps(&b.numbers.spans)
            }
            (Self::Fits(_), Self::DoesNotFit | Self::Absent)
            | (Self::DoesNotFit | Self::Absent, Self::Fits(_)) => true,
            _ => false,
        }
    }
}

/// The lowest and highest of an amount.
pub(super) fn lowest(set: &Set) -> Option<crate::value::Number> {
    use std::ops::Bound;
    match set {
        Set::One(Value::Number(it)) => Some(*it),
        Set::One(_) => None,
        Set::Many(many) => match many.numbers.spans.low()? {
            Bound::Included(it) | Bound::Excluded(it) => Some(*it),
            Bound::Unbounded => None,
        },
    }
}
