//! Case by case over all families: where two books say different things of a goal.
//!
//! A case is a box, a set of values for each *subject*: a question, or a decision
//! that is the same in both books (then what it is made of need not be told
//! apart). Both books are asked about the whole box at once. Where both are sure,
//! the box is done; else it is cut where either book's rules make a difference.
//! Boxes may hold answers that no family can give together: `witness` tells.

use std::ops::Bound;

use super::aim::{Aim, Found, Told};
use crate::author::families::by_member;
use crate::book::{Cuts, Node};
use crate::run::Input;
use crate::run::compare::{Held, halves, parts};
use crate::value::{Item, Items, Set, Text, Value};

/// Cases tried for one goal on one day. Our largest goals take some thousands.
pub(super) const MAX_CASES: usize = 8_000;

/// Boxes kept for one goal; more tell nobody anything.
const MAX_BOXES: usize = 2_000;

/// Both books with the same things held.
#[derive(Clone)]
pub(super) struct Pair {
    pub(super) old: Held,
    pub(super) new: Held,
}

/// What cases are told by, where it stands in each book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    pub(super) old: Option<Node>,
    pub(super) new: Option<Node>,
    /// A question's answer: whether it applies is left to its `when:`.
    pub(super) is_answer: bool,
}

/// By subject; `None` where it does not matter.
pub(super) type Cells = Vec<Option<Set>>;

/// A box in which the books differ.
#[derive(Clone)]
pub(super) struct Differs {
    pub(super) cells: Cells,
    /// The same, with whole stretches where single values of them were tried.
    pub(super) within: Cells,
    pub(super) before: Told,
    pub(super) after: Told,
    /// Everywhere in the box, not only at its ends.
    pub(super) is_exact: bool,
}

pub(super) struct Search<'s> {
    pub(super) subjects: &'s [Subject],
    pub(super) aims: (Aim, Aim),
    pub(super) found: Vec<Differs>,
    pub(super) cases_left: usize,
    /// Somewhere it could not be told whether the books differ.
    pub(super) is_unproven: bool,
}

impl Pair {
    /// Every value the subject can have in either book.
    pub(super) fn set(&mut self, subject: Subject) -> Set {
        let old = subject.old.map(|it| self.old.plain(it).set);
        let new = subject.new.map(|it| self.new.plain(it).set);
        match (old, new) {
            (Some(old), Some(new)) => old.join(&new),
            (old, new) => old.or(new).unwrap_or_else(Set::none),
        }
    }

    /// Holds the subject to a part of its values in the books that know them.
    pub(super) fn hold(&mut self, subject: Subject, part: &Set) {
        for (side, node) in [(&mut self.old, subject.old), (&mut self.new, subject.new)] {
            if let Some(node) = node {
                let all = if subject.is_answer {
                    side.graph.domain(node)
                } else {
                    side.plain(node).set
                };
                match known(&all, part) {
                    None => {}
                    Some(Set::One(value)) if subject.is_answer => {
                        side.answer(node, Input::Given(value));
                    }
                    Some(known) if subject.is_answer => side.answer(node, Input::Among(known)),
                    Some(known) => side.hold(node, known),
                }
            }
        }
    }

    /// Where rules of either book tell values of the subject apart.
    fn cuts(&self, subject: Subject) -> Cuts {
        let mut cuts = Cuts::default();
        for (side, node) in [(&self.old, subject.old), (&self.new, subject.new)] {
            let Some(node) = node else { continue };
            if let Some(it) = side.graph.cuts(node) {
                cuts.numbers.extend(it.numbers.iter().copied());
                cuts.members.extend(it.members.iter().cloned());
            }
            // One book may take numbers and days that the other does not.
            if let Set::Many(many) = side.graph.domain(node)
                && node < side.book.questions.len()
            {
                for spans in [&many.numbers.spans, &many.dates] {
                    if let Some(Bound::Included(it)) = spans.low() {
                        cuts.numbers.push((*it, false));
                    }
                    if let Some(Bound::Included(it)) = spans.high() {
                        cuts.numbers.push((*it, true));
                    }
                }
            }
        }
        // INVARIANT: cuts are in order.
        cuts.numbers.sort();
        cuts.numbers.dedup();
        cuts.members.sort();
        cuts.members.dedup();
        cuts
    }

    fn alone(&self, subject: Subject) -> Vec<Text> {
        let sides = [(&self.old, subject.old), (&self.new, subject.new)];
        let alone = sides
            .iter()
            .filter_map(|(side, node)| Some(side.graph.alone((*node)?)));
        let mut alone: Vec<Text> = alone.flatten().cloned().collect();
        alone.sort();
        alone.dedup();
        alone
    }

    /// Values of the subject in parts that no rule of either book tells apart.
    pub(super) fn parts(&self, subject: Subject, set: &Set) -> Option<Vec<Set>> {
        let mut parts = parts(set, &self.cuts(subject), &self.alone(subject))?;
        if subject.is_answer {
            parts.retain(|it| !matches!(it, Set::One(Value::Null(_))));
        }
        let narrows = parts.len() > 1 || parts.first() != Some(set);
        narrows.then_some(parts)
    }
}

/// What of `part` a book can take; nothing where it knows none of it.
fn known(all: &Set, part: &Set) -> Option<Set> {
    match part {
        Set::One(value @ Value::List(list)) if !all.contains(value) => {
            let Set::Many(many) = all else { return None };
            let items = &many.items.as_ref()?.0;
            let is_known = |it: &&Value| items.iter().any(|item| item.value.contains(it));
            let kept: Vec<Value> = list.iter().filter(is_known).cloned().collect();
            Some(Set::One(Value::List(kept.into())))
        }
        Set::One(value) => all.contains(value).then(|| part.clone()),
        Set::Many(many) => {
            let Set::Many(all) = all else { return None };
            if let (Some(items), Some(known)) = (&many.items, &all.items) {
                let is_known = |it: &&Item| known.0.iter().any(|that| that.value == it.value);
                let kept = items.0.iter().filter(is_known).cloned().collect();
                return Some(Set::from_items(Items(kept)));
            }
            let low = |spans: &crate::value::Spans<crate::value::Number>| match spans.low() {
                Some(Bound::Included(it) | Bound::Excluded(it)) => Some(*it),
                _ => None,
            };
            let spans = [
                (&many.numbers.spans, &all.numbers.spans),
                (&many.dates, &all.dates),
            ];
            for (mine, theirs) in spans {
                if let Some(low) = low(mine)
                    && !theirs.contains(&low)
                    && !theirs.overlaps(mine)
                {
                    return None;
                }
            }
            Some(part.clone())
        }
    }
}

impl Search<'_> {
    pub(super) fn explore(&mut self, pair: &mut Pair, cells: &Cells) {
        let Some(left) = self.cases_left.checked_sub(1) else {
            self.is_unproven = true;
            return;
        };
        self.cases_left = left;
        let (before, after) = self.look(pair);
        if before.is_settled && after.is_settled {
            if before.told != after.told {
                self.differs(cells, before.told, after.told, true);
            }
            return;
        }
        for (at, subject) in self.subjects.iter().enumerate() {
            if !hangs_on(pair, &before, &after, *subject) {
                continue;
            }
            let set = current(pair, cells, at, *subject);
            if let Some(parts) = pair.parts(*subject, &set) {
                self.each(pair, cells, at, parts);
                return;
            }
        }
        self.reckoned(pair, cells, before, after);
    }

    fn look(&self, pair: &mut Pair) -> (Found, Found) {
        let before = self.aims.0.found(&mut pair.old, false);
        let after = self.aims.1.found(&mut pair.new, false);
        (before, after)
    }

    fn each(&mut self, pair: &Pair, cells: &Cells, at: usize, parts: Vec<Set>) {
        let is_answer = self.subjects[at].is_answer;
        for part in parts {
            if is_answer && matches!(part, Set::One(Value::Null(_))) {
                continue;
            }
            let (mut pair, cells) = self.held(pair, cells, at, part);
            self.explore(&mut pair, &cells);
        }
    }

    fn held(&self, pair: &Pair, cells: &Cells, at: usize, part: Set) -> (Pair, Cells) {
        let (mut pair, mut cells) = (pair.clone(), cells.clone());
        pair.hold(self.subjects[at], &part);
        cells[at] = Some(part);
        (pair, cells)
    }

    /// No rule cuts here, but numbers or days are reckoned with, or members of a
    /// list are looked up.
    fn reckoned(&mut self, pair: &mut Pair, cells: &Cells, before: Found, after: Found) {
        if before.told.is_apart(&after.told) {
            return self.differs(cells, before.told, after.told, true);
        }
        let mut is_open = false;
        for (at, subject) in self.subjects.iter().enumerate() {
            if !hangs_on(pair, &before, &after, *subject) {
                continue;
            }
            let set = current(pair, cells, at, *subject);
            is_open |= !set.is_settled();
            if let Some(parts) = by_member(&set) {
                return self.each(pair, cells, at, parts);
            }
            let Some(parts) = halves(&set) else { continue };
            let ends = [parts.first(), parts.last()].map(|end| {
                let (mut pair, _) = self.held(pair, cells, at, end?.clone());
                let (before, after) = self.look(&mut pair);
                let is_told = before.is_settled && after.is_settled;
                is_told.then(|| before.told != after.told)
            });
            match ends {
                [Some(true), Some(true)] => {
                    self.differs(cells, before.told, after.told, false);
                }
                // Both ends agree: nothing is shown for what is between.
                [Some(false), Some(false)] => self.is_unproven = true,
                [Some(_), Some(_)] => self.each(pair, cells, at, parts),
                _ => self.at_ends(pair, cells, at, &set, &parts),
            }
            return;
        }
        if is_open {
            self.is_unproven = true;
        } else if before.told != after.told {
            // What is left is open for good: answers that one book does not know.
            self.differs(cells, before.told, after.told, true);
        }
    }

    /// Several numbers are reckoned with at once: the ends of this one are tried,
    /// and what is between is not shown.
    fn at_ends(&mut self, pair: &Pair, cells: &Cells, at: usize, set: &Set, parts: &[Set]) {
        self.is_unproven = true;
        let n_before = self.found.len();
        for end in [parts.first(), parts.last()].into_iter().flatten() {
            self.each(pair, cells, at, vec![end.clone()]);
        }
        for it in &mut self.found[n_before..] {
            it.within[at] = Some(set.clone());
            it.is_exact = false;
        }
    }

    fn differs(&mut self, cells: &Cells, before: Told, after: Told, is_exact: bool) {
        if self.found.len() >= MAX_BOXES {
            self.is_unproven = true;
            return;
        }
        self.found.push(Differs {
            cells: cells.clone(),
            within: cells.clone(),
            before,
            after,
            is_exact,
        });
    }
}

/// What is left of a subject: its cell, which a book that does not know it leaves
/// open, else every value it can have.
fn current(pair: &mut Pair, cells: &Cells, at: usize, subject: Subject) -> Set {
    let cell = cells.get(at).and_then(Clone::clone);
    cell.unwrap_or_else(|| pair.set(subject))
}

fn hangs_on(pair: &mut Pair, before: &Found, after: &Found, subject: Subject) -> bool {
    let old = subject
        .old
        .is_some_and(|it| before.hangs_on(&mut pair.old, it));
    old || subject
        .new
        .is_some_and(|it| after.hangs_on(&mut pair.new, it))
}

/// Neighbouring boxes as one, as long as any two differ in one subject alone.
pub(super) fn merged(mut boxes: Vec<Cells>) -> Vec<Cells> {
    let mut at = 0;
    let mut has_merged = false;
    while at < boxes.len() {
        let other = (at + 1..boxes.len()).find(|it| one_apart(&boxes[at], &boxes[*it]).is_some());
        if let Some(other) = other {
            let gone = boxes.remove(other);
            if let Some(subject) = one_apart(&boxes[at], &gone) {
                let both = boxes[at][subject].take().zip(gone[subject].as_ref());
                boxes[at][subject] = both.map(|(a, b)| a.join(b));
            }
            has_merged = true;
            continue;
        }
        at += 1;
        if at == boxes.len() && has_merged {
            (at, has_merged) = (0, false);
        }
    }
    boxes
}

fn one_apart(a: &Cells, b: &Cells) -> Option<usize> {
    let mut differing = (0..a.len()).filter(|it| a[*it] != b[*it]);
    let only = differing.next()?;
    // Lists joined hold lists that are in neither.
    let is_list = |it: &Option<Set>| it.as_ref().is_some_and(|it| it.to_many().items.is_some());
    let can = a[only].is_some() && b[only].is_some() && !is_list(&a[only]) && !is_list(&b[only]);
    (differing.next().is_none() && can).then_some(only)
}
