//! A family with a given property, or none: looked for among all there can be.
//!
//! Questions are answered one by one with sets that no rule tells apart; a way is
//! left as soon as no family on it can be the one. Where the way to no family
//! remains open, that there is none is proven. Answers that cannot be together
//! (`constraints:`) are nobody's.

use crate::book::{Node, QuestionId};
use crate::run::compare::{Held, halves, is_nothing, parts};
use crate::run::{Input, Mask};
use crate::value::{Date, Many, Number, Set, Spans, Texts, Truth, Value};
use std::ops::Bound;

/// Sets with more members than this are taken to meet.
const MAX_MEMBERS: usize = 64;

/// What is known of all families that remain.
pub(super) enum Look {
    /// None of them has the property.
    No,
    /// Each of them has.
    Yes,
    /// It hangs on these questions of these islands.
    Open(Vec<(usize, Mask)>),
}

/// Plain answers, in the book's order; what is not named makes no difference.
pub(super) type Family = Vec<(QuestionId, Value)>;

#[derive(Debug)]
pub(super) enum Found {
    Family(Family),
    /// Proven.
    None,
    /// Too many cases, or values that were tried one for many.
    Unproven,
}

/// Looks for one family.
pub(super) struct Search {
    steps_left: usize,
    is_partial: bool,
}

impl Search {
    pub(super) fn new(steps: usize) -> Self {
        Self {
            steps_left: steps,
            is_partial: false,
        }
    }

    /// `held` is where to start: what is answered there stays so.
    pub(super) fn find(
        mut self,
        held: &Held,
        property: &mut dyn FnMut(&mut Held) -> Look,
    ) -> Found {
        let mut given = Family::new();
        if self.step(held.clone(), property, &mut given) {
            given.sort_by_key(|it| it.0);
            return Found::Family(given);
        }
        if self.is_partial {
            Found::Unproven
        } else {
            Found::None
        }
    }

    fn step(
        &mut self,
        mut held: Held,
        property: &mut dyn FnMut(&mut Held) -> Look,
        given: &mut Family,
    ) -> bool {
        let Some(left) = self.steps_left.checked_sub(1) else {
            self.is_partial = true;
            return false;
        };
        self.steps_left = left;
        let (has_property, mut open) = match property(&mut held) {
            Look::No => return false,
            Look::Yes => (true, Vec::new()),
            Look::Open(open) => (false, open),
        };
        for constraint in held.graph.constraints().to_vec() {
            let outcome = held.plain(constraint);
            let truth = outcome.set.truth();
            if truth == Truth::of(false) {
                return false;
            }
            if has_property && truth.can_false {
                open.push((held.graph.island(constraint), outcome.open));
            }
        }
        let Some((question, set)) = next(&mut held, &open) else {
            // Whatever is open makes no difference, or cannot be cut further.
            self.is_partial |= !has_property;
            if has_property {
                given.extend(answered(&mut held));
            }
            return has_property;
        };
        let alone = held.graph.alone(question);
        let cuts = held.graph.cuts(question).cloned().unwrap_or_default();
        let parts = parts(&set, &cuts, alone);
        for part in ways(parts, &set, &mut self.is_partial) {
            let input = match part {
                // Whether it applies is for its `when:` to say.
                Set::One(Value::Null(_)) => continue,
                Set::One(value) => Input::Given(value),
                part => Input::Among(part),
            };
            let mut held = held.clone();
            held.answer(question, input);
            if self.step(held, property, given) {
                return true;
            }
        }
        false
    }
}

/// The first question that shows in what is open, gates before what they open.
fn next(held: &mut Held, open: &[(usize, Mask)]) -> Option<(QuestionId, Set)> {
    let mut found = None;
    for (island, mask) in open {
        for question in held.graph.questions_of(*island).to_vec() {
            if !mask.contains(held.graph.place(question)) {
                continue;
            }
            let set = held.narrowed(question);
            if set.is_settled() || any_of(&set).is_none() {
                continue;
            }
            // What decides whether it applies comes first.
            let gate = held.graph.gates(question).0;
            let is_gated = gate.is_some_and(|it| !held.plain(it).set.truth().is_true());
            if !is_gated {
                return Some((question, set));
            }
            found.get_or_insert((question, set));
        }
    }
    found
}

/// A plain answer for each question that was narrowed and applies.
fn answered(held: &mut Held) -> Family {
    let mut out = Family::new();
    for question in 0..held.book.questions.len() {
        if !held.is_answered(question) {
            continue;
        }
        let applies = held.plain(question).set;
        if matches!(applies, Set::One(Value::Null(_))) {
            continue;
        }
        let set = held.narrowed(question);
        out.extend(any_of(&set).map(|value| (question, value)));
    }
    out
}

/// Drops every answer without which the property is as certain.
pub(super) fn fewest(
    start: &Held,
    family: Family,
    property: &mut dyn FnMut(&mut Held) -> Look,
) -> Family {
    let mut kept = family;
    for at in (0..kept.len()).rev() {
        let mut fewer = kept.clone();
        fewer.remove(at);
        let mut held = given(start, &fewer);
        if matches!(property(&mut held), Look::Yes) && is_possible(&mut held) {
            kept = fewer;
        }
    }
    kept
}

/// With these answers.
pub(super) fn given(start: &Held, family: &Family) -> Held {
    let mut held = start.clone();
    for (question, value) in family {
        held.answer(*question, Input::Given(value.clone()));
    }
    held
}

/// Whether the answers left can be together: they were with those dropped.
fn is_possible(held: &mut Held) -> bool {
    let constraints: Vec<Node> = held.graph.constraints().to_vec();
    constraints
        .into_iter()
        .all(|it| held.plain(it).set.truth() != Truth::of(false))
}

/// A value that somebody could give, a plain one.
pub(super) fn any_of(set: &Set) -> Option<Value> {
    let Set::Many(many) = set else {
        return set.settled().filter(|it| !it.is_null()).cloned();
    };
    if let Some(number) = inner(&many.numbers.spans) {
        return Some(Value::Number(number));
    }
    if let Some(day) = inner(&many.dates).and_then(Date::from_number) {
        return Some(Value::Date(day));
    }
    if let Texts::Of(texts) = &many.texts
        && let Some(text) = texts.first()
    {
        return Some(Value::Text(text.clone()));
    }
    if let Some(items) = &many.items {
        let sure = items.0.iter().filter(|it| it.sure);
        let sure: Option<Vec<Value>> = sure.map(|it| it.value.settled().cloned()).collect();
        return sure.map(|it| Value::List(it.into()));
    }
    many.scalars().into_iter().find(|it| !it.is_null())
}

/// An end of a stretch, where what comes out of rules turns; else a value within.
fn inner(spans: &Spans<Number>) -> Option<Number> {
    let (low, high) = (spans.low()?, spans.high()?);
    if let Bound::Included(it) = low {
        return Some(*it);
    }
    if let Bound::Included(it) = high {
        return Some(*it);
    }
    let one = Number::from(1);
    // Several spans may lie between the ends: the first one will do.
    let first = spans.iter().next()?;
    match (&first.low, &first.high) {
        (Bound::Included(it), _) | (_, Bound::Included(it)) => Some(*it),
        (Bound::Excluded(a), Bound::Excluded(b)) => a.add(*b)?.divide(Number::from(2)),
        (Bound::Excluded(a), Bound::Unbounded) => a.add(one),
        (Bound::Unbounded, Bound::Excluded(b)) => b.subtract(one),
        (Bound::Unbounded, Bound::Unbounded) => Some(Number::from(0)),
    }
}

/// Smaller sets to go on with: `parts` that rules tell apart, else with and without
/// a member, else shorter stretches, else one value for all of them.
pub(super) fn ways(parts: Option<Vec<Set>>, set: &Set, is_partial: &mut bool) -> Vec<Set> {
    let parts = parts
        .or_else(|| by_member(set))
        .or_else(|| by_text(set))
        .or_else(|| halves(set));
    parts.unwrap_or_else(|| {
        *is_partial = true;
        any_of(set).into_iter().map(Set::One).collect()
    })
}

/// With and without the first member that may be in a list.
pub(super) fn by_member(set: &Set) -> Option<Vec<Set>> {
    let Set::Many(many) = set else { return None };
    let items = many.items.as_ref()?;
    let at = items.0.iter().position(|it| !it.sure)?;
    let (mut without, mut with) = (items.clone(), items.clone());
    without.0.remove(at);
    with.0[at].sure = true;
    let mut parts: Vec<Set> = many.scalars().into_iter().map(Set::One).collect();
    parts.extend([without, with].map(Set::from_items));
    Some(parts)
}

/// Halves of more options than are taken one by one.
fn by_text(set: &Set) -> Option<Vec<Set>> {
    let Set::Many(many) = set else { return None };
    let Texts::Of(texts) = &many.texts else {
        return None;
    };
    let (first, second) = texts.split_at(texts.len() / 2);
    let mut rest = Many::clone(many);
    rest.texts = Texts::Of(Vec::new());
    let halves = [first, second].map(|it| Set::from_texts(Texts::Of(it.to_vec())));
    let parts = [rest.into()].into_iter().chain(halves);
    let parts: Vec<Set> = parts.filter(|it| !is_nothing(it)).collect();
    (parts.len() > 1).then_some(parts)
}

/// Whether two sets may have a member in common.
pub(super) fn meets(a: &Set, b: &Set) -> bool {
    match (a, b) {
        (Set::One(value), other) | (other, Set::One(value)) => other.contains(value),
        (Set::Many(one), Set::Many(other)) => {
            let are_numbers = |it: &crate::value::Many| {
                Set::from_numbers(it.numbers.clone()) == it.clone().into()
            };
            if are_numbers(one) && are_numbers(other) {
                return one.numbers.spans.overlaps(&other.numbers.spans);
            }
            let (mine, theirs) = (a.members(MAX_MEMBERS), b.members(MAX_MEMBERS));
            match (mine, theirs) {
                (Some(mine), _) => mine.iter().any(|it| b.contains(it)),
                (_, Some(theirs)) => theirs.iter().any(|it| a.contains(it)),
                _ => true,
            }
        }
    }
}
