//! Boxes with the same change as regions: whom it hits, what they are told
//! before and after, and one family in it.

use std::collections::{BTreeMap, BTreeSet};

use super::Diff;
use super::aim::{self, Aim, Told};
use super::cases::{Cells, Differs, Pair, Subject, merged};
use super::goal::{Goal, GoalKind};
use super::say::Say;
use super::witness::{Look, MAX_STEPS, MAX_STEPS_OF_GOAL, Witness};
use crate::run::SavedAnswer;
use crate::value::{Date, Number, Set, Value};

/// More changes of one goal than this are told together.
const MAX_CHANGES: usize = 12;

/// Boxes of one goal in which a family is looked for; the rest are taken as they are.
const MAX_LOOKS: usize = 200;

/// The worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    LosesFit,
    AmountFalls,
    DeskChanges,
    CannotBeTold,
    AmountRises,
    Gains,
    ValueChanges,
    QuestionChanges,
}

impl Rank {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::LosesFit => "loses-fit",
            Self::AmountFalls => "amount-falls",
            Self::DeskChanges => "desk-changes",
            Self::CannotBeTold => "cannot-be-told",
            Self::AmountRises => "amount-rises",
            Self::Gains => "gains",
            Self::ValueChanges => "value-changes",
            Self::QuestionChanges => "question-changes",
        }
    }
}

/// Families for whom a goal comes out otherwise, all in the same way.
#[derive(Clone, Debug)]
pub struct Region {
    pub rank: Rank,
    pub kind: GoalKind,
    pub name: String,
    pub label: String,
    /// The wizards that show it, in either book.
    pub wizards: Vec<String>,
    pub before: String,
    pub after: String,
    /// The days compared on which it is so.
    pub days: Vec<Date>,
    /// Any of these; in each, all of what is named. An empty one is every family.
    pub boxes: Vec<Vec<Limit>>,
    /// All families in the boxes; else some of them.
    pub is_exact: bool,
    /// How many combinations of the values named, where they can be counted.
    pub combinations: Option<u64>,
    pub witness: Vec<Answer>,
    /// What the witness is told.
    pub told: (String, String),
}

/// A question or a decision, and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub name: String,
    pub label: String,
    pub values: String,
}

/// An answer of a family.
#[derive(Clone, Debug)]
pub struct Answer {
    pub name: String,
    pub label: String,
    pub text: String,
    /// As `tsunagu eval` takes it.
    pub given: SavedAnswer,
}

/// Boxes with the same change as one region each; whether some had no family
/// found and none shown to be impossible.
pub(super) fn regions(
    goal: &Goal,
    found: Vec<Differs>,
    subjects: &[Subject],
    look: &mut Look<'_>,
    say: &Say<'_>,
    out: &mut Diff,
) -> bool {
    let words = |told: &Told, is_new: bool| {
        let aim = if is_new { goal.aims.1 } else { goal.aims.0 };
        let decision = match aim {
            Aim::Decision(it) => Some(it),
            _ => None,
        };
        say.told(told, is_new, decision, goal.kind == GoalKind::Desks)
    };
    let mut groups: BTreeMap<(String, String), (Vec<Differs>, Option<Witness>)> = BTreeMap::new();
    let (mut is_unproven, mut steps_left) = (false, MAX_STEPS_OF_GOAL);
    let in_words = |it: &Differs| (words(&it.before, false), words(&it.after, true));
    let changes: BTreeSet<_> = found.iter().map(in_words).collect();
    for (n, differs) in found.into_iter().enumerate() {
        // Where amounts are reckoned out there may be one for each family, and at
        // single values tried as many as those: then one region of each rank.
        let key = if differs.is_exact && changes.len() <= MAX_CHANGES {
            in_words(&differs)
        } else {
            let rank = rank(goal.kind, &differs.before, &differs.after);
            (rank.name().to_owned(), String::new())
        };
        let group = groups.entry(key).or_default();
        if n < MAX_LOOKS || group.1.is_none() {
            let steps = MAX_STEPS.min(steps_left);
            (look.steps_left, look.is_partial) = (steps, false);
            let witness = look.witness(subjects, &differs.cells);
            steps_left -= steps - look.steps_left;
            if witness.is_none() {
                // Else no family can give these answers together.
                is_unproven |= look.steps_left == 0 || look.is_partial;
                continue;
            }
            group.1 = group.1.take().or(witness);
        }
        group.0.push(differs);
    }
    for (differs, witness) in groups.into_values() {
        let (Some(witness), Some(first)) = (witness, differs.first()) else {
            continue;
        };
        let told = |first: &Told, of: fn(&Differs) -> &Told, is_new: bool| {
            words(
                &differs.iter().fold(first.clone(), |all, it| all.or(of(it))),
                is_new,
            )
        };
        let before = told(&first.before, |it| &it.before, false);
        let after = told(&first.after, |it| &it.after, true);
        let is_exact = differs.iter().all(|it| it.is_exact);
        let rank = rank(goal.kind, &witness.before, &witness.after);
        let mut within: Vec<Cells> = Vec::new();
        for it in differs {
            if !within.contains(&it.within) {
                within.push(it.within);
            }
        }
        let cells = merged(within);
        let start = look.start;
        let boxes: Vec<Vec<Limit>> = cells
            .iter()
            .map(|it| limits(it, subjects, start, say))
            .collect();
        let region = Region {
            rank,
            kind: goal.kind,
            name: goal.name.clone(),
            label: label(goal, say),
            wizards: goal.wizards.clone(),
            told: (words(&witness.before, false), words(&witness.after, true)),
            before,
            after,
            days: vec![say.day],
            boxes,
            is_exact,
            combinations: is_exact.then(|| combinations(&cells)).flatten(),
            witness: answers(&witness, say),
        };
        let is_same = |it: &&mut Region| {
            (it.kind, &it.name, &it.before, &it.after, &it.boxes)
                == (
                    region.kind,
                    &region.name,
                    &region.before,
                    &region.after,
                    &region.boxes,
                )
        };
        match out.regions.iter_mut().find(is_same) {
            Some(it) => it.days.push(say.day),
            None => out.regions.push(region),
        }
    }
    is_unproven
}

fn label(goal: &Goal, say: &Say<'_>) -> String {
    let (old, new) = (&say.pair.old.book, &say.pair.new.book);
    let (aim, book) = match goal.aims {
        (aim, Aim::Absent) => (aim, old),
        (_, aim) => (aim, new),
    };
    let phrase = match aim {
        Aim::Absent => return goal.name.clone(),
        Aim::Program(it) => &book.programs[it].label,
        Aim::Decision(it) => &book.decisions[it].label,
        Aim::Question(it) => &book.questions[it].ask,
    };
    phrase.get(book.language(say.tag())).to_owned()
}

fn limits(cells: &Cells, subjects: &[Subject], start: &Pair, say: &Say<'_>) -> Vec<Limit> {
    let mut out = Vec::new();
    for (subject, cell) in subjects.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        if start.clone().set(*subject) == *cell {
            continue;
        }
        out.push(Limit {
            name: say.name(*subject),
            label: say.label(*subject),
            values: say.set(*subject, cell),
        });
    }
    out
}

/// Of the values of what is named in the boxes; boxes are apart.
fn combinations(cells: &[Cells]) -> Option<u64> {
    let mut sum: u64 = 0;
    for cells in cells {
        let mut product: u64 = 1;
        for set in cells.iter().flatten() {
            product = product.checked_mul(size(set)?)?;
        }
        sum = sum.checked_add(product)?;
    }
    Some(sum)
}

fn size(set: &Set) -> Option<u64> {
    use std::ops::Bound::Included;
    if let Some(members) = set.members(4096) {
        return u64::try_from(members.len()).ok();
    }
    let many = set.to_many();
    if many.items.is_some() || many.other || !many.texts.is_empty() || !many.contexts.is_empty() {
        return None;
    }
    let mut sum = u64::try_from(many.scalars().len()).ok()?;
    let spans = many.numbers.spans.iter().filter(|_| many.numbers.whole);
    if !many.numbers.is_empty() && !many.numbers.whole {
        return None;
    }
    for span in spans.chain(many.dates.iter()) {
        let (Included(low), Included(high)) = (&span.low, &span.high) else {
            return None;
        };
        let size = high.subtract(*low)?.add(Number::from(1))?.to_i64()?;
        sum = sum.checked_add(u64::try_from(size).ok()?)?;
    }
    Some(sum)
}

fn answers(witness: &Witness, say: &Say<'_>) -> Vec<Answer> {
    let answer = |(subject, value): &(Subject, Value)| Answer {
        name: say.name(*subject),
        label: say.label(*subject),
        text: say.answer(*subject, value),
        given: SavedAnswer::of(value),
    };
    witness.answers.iter().map(answer).collect()
}

fn rank(kind: GoalKind, before: &Told, after: &Told) -> Rank {
    match (kind, before, after) {
        (GoalKind::Question, ..) => Rank::QuestionChanges,
        (GoalKind::Desks, ..) => Rank::DeskChanges,
        (GoalKind::Decision, ..) => Rank::ValueChanges,
        (_, Told::Fits(_), Told::DoesNotFit | Told::Absent) => Rank::LosesFit,
        (_, Told::Fits(before), Told::Fits(after)) => {
            let lowest = |it: &Option<Set>| it.as_ref().and_then(aim::lowest);
            if lowest(before) > lowest(after) {
                Rank::AmountFalls
            } else {
                Rank::AmountRises
            }
        }
        (_, _, Told::Fits(_)) => Rank::Gains,
        (_, _, Told::Open) => Rank::CannotBeTold,
        _ => Rank::ValueChanges,
    }
}
