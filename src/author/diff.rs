//! What a change of rules does: two books compared over all families, and two
//! packs compared word by word (新旧対照表).
//!
//! Behaviour is compared over sets. What is made of the same parts in both books
//! is the same (`alike`); for the rest, cases are told apart until both books are
//! sure (`cases`, by their `subjects`), and every `region` gets a family for which
//! they really differ (`witness`). "No difference" is only said where it was shown:
//! what ran out of cases is in [`Diff::unproven`].
//!
//! Families here have answered all they are asked. "I don't know" is not compared:
//! what it gives follows from the answers it stands for.

mod aim;
mod alike;
mod cases;
mod goal;
mod listed;
mod region;
mod say;
mod subjects;
mod texts;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::turns::turns;
use super::{Checked, Lang};
use crate::book::{Book, DecisionId};
use crate::run::compare::Held;
use crate::value::Date;
use alike::{Known, Marks};
use cases::{MAX_CASES, Pair, Search};
pub use goal::GoalKind;
use goal::{Goal, goals, mark, names};
use listed::listed;
pub use listed::{Listed, ListedKind};
use region::regions;
pub use region::{Answer, Limit, Rank, Region};
use say::Say;
use subjects::subjects;
pub use texts::{Line, Passage, Piece};
use witness::Look;

/// Later days on which rules begin or end that are compared as well.
pub const MAX_DAYS: usize = 24;

/// A pack, or a book alone: then there are no texts to compare.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    pub book: &'s Arc<Book>,
    pub checked: Option<&'s Checked>,
}

/// All that differs, in words.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The day asked for, and later ones on which rules begin or end.
    pub days: Vec<Date>,
    /// There are more such days than were compared.
    pub has_more_days: bool,
    /// The worst first.
    pub regions: Vec<Region>,
    /// Where it could not be told, and on which days.
    pub unproven: Vec<Unproven>,
    /// What only one of the two has.
    pub listed: Vec<Listed>,
    pub passages: Vec<Passage>,
    /// How many cases were told apart.
    pub cases: usize,
}

impl Diff {
    /// Shown to be the same, for every family and word by word.
    pub fn is_empty(&self) -> bool {
        self.is_same_for_all() && self.listed.is_empty() && self.passages.is_empty()
    }

    /// Shown to be the same for every family on the days compared.
    pub fn is_same_for_all(&self) -> bool {
        self.regions.is_empty() && self.unproven.is_empty() && !self.has_more_days
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproven {
    pub kind: GoalKind,
    pub name: String,
    pub days: Vec<Date>,
}

/// Compares on `day` and on later days on which rules begin or end.
pub fn diff(old: Side<'_>, new: Side<'_>, day: Date, lang: Lang) -> Diff {
    let mut out = Diff {
        listed: listed(old.book, new.book),
        passages: texts::passages(old.checked, new.checked),
        ..Diff::default()
    };
    let mut days: BTreeSet<Date> = turns(old.book, day).into_iter().collect();
    days.extend(turns(new.book, day));
    out.has_more_days = days.len() > MAX_DAYS;
    out.days = [day]
        .into_iter()
        .chain(days.into_iter().take(MAX_DAYS))
        .collect();
    for day in out.days.clone() {
        on_day(old.book, new.book, day, lang, &mut out);
    }
    out.regions.sort_by(|a, b| {
        (a.rank, &a.days[0], a.kind, &a.name).cmp(&(b.rank, &b.days[0], b.kind, &b.name))
    });
    out
}

fn on_day(old: &Arc<Book>, new: &Arc<Book>, day: Date, lang: Lang, out: &mut Diff) {
    let names = names(old, new);
    let mut known = Known::default();
    let mut marks = (
        Marks::new(old, day, &names.0),
        Marks::new(new, day, &names.1),
    );
    let start = Pair {
        old: Held::new(old, day),
        new: Held::new(new, day),
    };
    // Decisions that are the same in both, by their mark.
    let mut alike: BTreeMap<usize, (Option<DecisionId>, Option<DecisionId>)> = BTreeMap::new();
    for at in 0..old.decisions.len() {
        let mark = marks.0.decision(at, &mut known);
        alike.entry(mark).or_default().0.get_or_insert(at);
    }
    for at in 0..new.decisions.len() {
        let mark = marks.1.decision(at, &mut known);
        alike.entry(mark).or_default().1.get_or_insert(at);
    }
    for goal in goals(old, new, day, &names) {
        let before = mark(old, goal.aims.0, &mut marks.0, &mut known);
        let after = mark(new, goal.aims.1, &mut marks.1, &mut known);
        if before == after {
            continue;
        }
        let shared = |mark: usize| match alike.get(&mark) {
            Some((Some(old), Some(new))) => Some((*old, *new)),
            _ => None,
        };
        let mut subjects = |is_deep: bool| {
            subjects(
                &start,
                goal.aims,
                &names,
                is_deep,
                &mut |is_new, question, decision| {
                    let (mine, theirs) = &mut marks;
                    match (question, decision) {
                        (Some(it), _) if is_new => theirs.question(it, &mut known),
                        (Some(it), _) => mine.question(it, &mut known),
                        (_, Some(it)) if is_new => theirs.decision(it, &mut known),
                        (_, Some(it)) => mine.decision(it, &mut known),
                        (None, None) => usize::MAX,
                    }
                },
                &shared,
            )
        };
        let (plain, questions) = (subjects(false), subjects(true));
        let mut search = Search {
            subjects: &plain,
            aims: goal.aims,
            found: Vec::new(),
            cases_left: MAX_CASES,
            is_unproven: false,
        };
        search.explore(&mut start.clone(), &vec![None; plain.len()]);
        let (mut found, mut is_unproven, left) =
            (search.found, search.is_unproven, search.cases_left);
        out.cases += MAX_CASES - left;
        let mut cut_by = &plain;
        // Down to single answers, where what the books share cannot be cut.
        if is_unproven && found.is_empty() && questions != plain {
            let mut deep = Search {
                subjects: &questions,
                aims: goal.aims,
                found: Vec::new(),
                cases_left: MAX_CASES,
                is_unproven: false,
            };
            deep.explore(&mut start.clone(), &vec![None; questions.len()]);
            out.cases += MAX_CASES - deep.cases_left;
            (found, is_unproven) = (deep.found, deep.is_unproven);
            cut_by = &questions;
        }
        let say = Say {
            pair: &start,
            day,
            lang,
        };
        let mut look = Look {
            start: &start,
            aims: goal.aims,
            questions: &questions,
            steps_left: 0,
            is_partial: false,
        };
        is_unproven |= regions(&goal, found, cut_by, &mut look, &say, out);
        if is_unproven {
            unproven(&goal, day, out);
        }
    }
}

fn unproven(goal: &Goal, day: Date, out: &mut Diff) {
    let is_it = |it: &&mut Unproven| it.kind == goal.kind && it.name == goal.name;
    match out.unproven.iter_mut().find(is_it) {
        Some(it) => it.days.push(day),
        None => out.unproven.push(Unproven {
            kind: goal.kind,
            name: goal.name.clone(),
            days: vec![day],
        }),
    }
}
