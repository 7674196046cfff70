//! What the cases of a pack reach: rows of its tables, conditions of its
//! programmes met and not met, and each programme's three results. A part that
//! no case reaches could be wrong without anybody noticing.
//!
//! Only the pack's own parts count; what it imports has cases of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cases::{self, Case, Shelf};
use super::pack::{ConditionDecl, ConditionKind, ProgramDecl};
use super::{Checked, Lang, Place};
use crate::book::{Book, DecisionId, FactsId, ProgramId, QuestionId};
use crate::run::view::Status;
use crate::run::{Reached, leaves};
use crate::value::Text;

/// Where each part stands, by the name of what it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    rows: BTreeMap<String, Vec<Place>>,
    facts: BTreeMap<String, Vec<Place>>,
    conditions: BTreeMap<String, Vec<Place>>,
    programs: BTreeMap<String, Place>,
    /// Of decision tables: the first row, and the inputs as it names them.
    headings: BTreeMap<String, (Place, Vec<String>)>,
    /// By id, in every period of their lives.
    desks: BTreeMap<String, Vec<Place>>,
}

impl Places {
    pub(super) fn row(&mut self, decision: &str, place: Place) {
        push(&mut self.rows, decision, place);
    }

    pub(super) fn fact(&mut self, table: &str, place: Place) {
        push(&mut self.facts, table, place);
    }

    pub(super) fn heading(&mut self, decision: &str, place: Place, inputs: Vec<String>) {
        self.headings.insert(decision.to_owned(), (place, inputs));
    }

    pub(super) fn desk(&mut self, id: &str, place: Place) {
        push(&mut self.desks, id, place);
    }

    /// The first row of a decision's table.
    pub(super) fn heading_of(&self, decision: &str) -> Option<Place> {
        self.headings.get(decision).map(|it| it.0.clone())
    }

    /// The inputs of a decision's table, as its first row names them.
    pub(super) fn inputs_of(&self, decision: &str) -> &[String] {
        self.headings.get(decision).map_or(&[], |it| &it.1)
    }

    pub(super) fn desks(&self) -> impl Iterator<Item = (&str, &Place)> {
        let all = self.desks.iter();
        all.flat_map(|(id, places)| places.iter().map(|it| (id.as_str(), it)))
    }

    /// The rows of a decision's table, in its order.
    pub(super) fn rows_of(&self, decision: &str) -> &[Place] {
        self.rows.get(decision).map_or(&[], Vec::as_slice)
    }

    pub(super) fn facts_of(&self, table: &str) -> &[Place] {
        self.facts.get(table).map_or(&[], Vec::as_slice)
    }

    pub(super) fn program(&mut self, program: &ProgramDecl) {
        let mut leaves = Vec::new();
        if let Some(fits) = &program.fits {
            written(fits, &mut leaves);
        }
        let name = program.name.it.clone();
        self.programs
            .insert(name.clone(), program.name.place.clone());
        self.conditions.insert(name, leaves);
    }
}

fn push(places: &mut BTreeMap<String, Vec<Place>>, name: &str, place: Place) {
    match places.get_mut(name) {
        Some(known) => known.push(place),
        None => drop(places.insert(name.to_owned(), vec![place])),
    }
}

/// The conditions without parts, in the order they are written.
fn written(condition: &ConditionDecl, out: &mut Vec<Place>) {
    match &condition.test {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|it| written(it, out));
        }
        ConditionKind::Not(part) => written(part, out),
        ConditionKind::Is(text) => out.push(text.place.clone()),
    }
}

/// How much the cases reach.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub rows: Count,
    pub facts: Count,
    /// Each condition counts twice: met, and not met.
    pub conditions: Count,
    /// Each programme counts three times: fits, does not fit, cannot be told.
    pub results: Count,
    /// Options written in questions; those of tables are their rows.
    pub options: Count,
    pub missed: Vec<Missed>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub reached: usize,
    pub of: usize,
}

/// A part no case reaches.
#[derive(Clone, Debug)]
pub struct Missed {
    pub place: Place,
    pub kind: Part,
    pub(super) target: Target,
}

/// The part itself, where it stands in the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Row(DecisionId, usize),
    Fact(FactsId, usize),
    /// A single condition, and whether it is to be met.
    Condition(ProgramId, usize, bool),
    Result(ProgramId, Status),
    Option(QuestionId, Text),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Row,
    Fact,
    NeverMet,
    AlwaysMet,
    Result(Status),
    Option,
}

impl Part {
    pub fn message(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            Self::Row => ("この行に当たる例がありません", "no case meets this row"),
            Self::Fact => ("この行を使う例がありません", "no case looks this row up"),
            Self::Option => (
                "この選択肢を選んだ例がありません",
                "no case chooses this option",
            ),
            Self::NeverMet => (
                "この条件に合う例がありません",
                "no case meets this condition",
            ),
            Self::AlwaysMet => (
                "この条件に合わない例がありません",
                "no case fails this condition",
            ),
            Self::Result(Status::Fits) => (
                "この制度に合う例がありません",
                "this programme fits in no case",
            ),
            Self::Result(Status::DoesNotFit) => (
                "この制度に合わない例がありません",
                "there is no case that this programme does not fit",
            ),
            Self::Result(Status::Open) => (
                "この制度が「まだ分からない」になる例がありません",
                "there is no case in which this programme cannot be told yet",
            ),
        };
        match lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }
}

/// Runs the cases of the pack in folder `pack` once more and looks what they come by.
pub fn coverage(checked: &Checked, pack: &str, shelf: &Shelf) -> Coverage {
    let mut seen = Seen::default();
    for case in &checked.cases {
        seen.add(case, shelf.book(case));
    }
    missed_by(checked, pack, shelf, &seen)
}

/// What is not among `seen`.
pub(super) fn missed_by(checked: &Checked, pack: &str, shelf: &Shelf, seen: &Seen) -> Coverage {
    let book = shelf.whole();
    let folder = [pack, "/"].concat();
    let is_own = |place: &Place| {
        let file = checked.sources.get(place.file);
        file.is_some_and(|it| it.path.starts_with(&folder))
    };
    let mut out = Coverage::default();
    let mut look = |count: fn(&mut Coverage) -> &mut Count,
                    place: &Place,
                    (kind, target): (Part, Target),
                    is_reached: bool| {
        if !is_own(place) {
            return;
        }
        count(&mut out).of += 1;
        if is_reached {
            count(&mut out).reached += 1;
        } else {
            out.missed.push(Missed {
                place: place.clone(),
                kind,
                target,
            });
        }
    };
    let places = &checked.places;
    for (at, decision) in book.decisions.iter().enumerate() {
        let name = &*decision.name;
        for (row, place) in of(&places.rows, name) {
            look(
                |it| &mut it.rows,
                place,
                (Part::Row, Target::Row(at, row)),
                seen.rows.contains(&(name.to_owned(), row)),
            );
        }
    }
    for (at, facts) in book.facts.iter().enumerate() {
        // Without a filter every row always counts.
        let is_looked_up = is_looked_up(book, at);
        for (row, place) in of(&places.facts, &facts.name) {
            let is_reached = !is_looked_up || seen.facts.contains(&(facts.name.to_string(), row));
            let part = (Part::Fact, Target::Fact(at, row));
            look(|it| &mut it.facts, place, part, is_reached);
        }
    }
    for (at, program) in book.programs.iter().enumerate() {
        let name = program.name.to_string();
        let n_leaves = leaves(book, program.fits).len();
        for (leaf, place) in of(&places.conditions, &program.name).take(n_leaves) {
            for (met, kind) in [(true, Part::NeverMet), (false, Part::AlwaysMet)] {
                let is_reached = seen.conditions.contains(&(name.clone(), leaf, met));
                let part = (kind, Target::Condition(at, leaf, met));
                look(|it| &mut it.conditions, place, part, is_reached);
            }
        }
        let Some(place) = places.programs.get(&*program.name) else {
            continue;
        };
        for status in [Status::Fits, Status::DoesNotFit, Status::Open] {
            let is_reached = seen.results.contains(&(name.clone(), status.name()));
            look(
                |it| &mut it.results,
                place,
                (Part::Result(status), Target::Result(at, status)),
                is_reached,
            );
        }
    }
    for declared in checked.packs.last().iter().flat_map(|it| &it.questions) {
        let Some(at) = book.question(&declared.name.it) else {
            continue;
        };
        for option in &declared.options.listed {
            let chosen = (declared.name.it.clone(), option.value.it.clone());
            let text = Text::from(option.value.it.as_str());
            look(
                |it| &mut it.options,
                &option.value.place,
                (Part::Option, Target::Option(at, text)),
                seen.options.contains(&chosen),
            );
        }
    }
    out.missed.sort_by(|a, b| a.place.cmp(&b.place));
    out
}

fn of<'p>(
    places: &'p BTreeMap<String, Vec<Place>>,
    name: &str,
) -> impl Iterator<Item = (usize, &'p Place)> {
    places.get(name).into_iter().flatten().enumerate()
}

fn is_looked_up(book: &Book, facts: usize) -> bool {
    use crate::book::Expr;
    let is_it = |list: &usize| book.exprs.get(*list) == Some(&Expr::Facts(facts));
    let mut exprs = book.exprs.iter();
    exprs.any(|it| matches!(it, Expr::Filter(list, _) if is_it(list)))
}

/// By name: a page's book numbers its parts anew.
#[derive(Clone, Default)]
pub(super) struct Seen {
    rows: BTreeSet<(String, usize)>,
    facts: BTreeSet<(String, usize)>,
    conditions: BTreeSet<(String, usize, bool)>,
    results: BTreeSet<(String, &'static str)>,
    options: BTreeSet<(String, String)>,
}

impl Seen {
    pub(super) fn join(&mut self, other: &Self) {
        self.rows.extend(other.rows.iter().cloned());
        self.facts.extend(other.facts.iter().cloned());
        self.conditions.extend(other.conditions.iter().cloned());
        self.results.extend(other.results.iter().cloned());
        self.options.extend(other.options.iter().cloned());
    }

    pub(super) fn add(&mut self, case: &Case, book: &Arc<Book>) {
        let Ok(session) = cases::session(case, book, &mut Vec::new()) else {
            return;
        };
        let Reached {
            rows,
            facts,
            conditions,
            results,
            options,
        } = session.reached();
        let decision = |at: usize| book.decisions[at].name.to_string();
        let table = |at: usize| book.facts[at].name.to_string();
        let program = |at: usize| book.programs[at].name.to_string();
        self.rows
            .extend(rows.into_iter().map(|(it, row)| (decision(it), row)));
        self.facts
            .extend(facts.into_iter().map(|(it, row)| (table(it), row)));
        for (it, leaf, met) in conditions {
            self.conditions.insert((program(it), leaf, met));
        }
        for (it, option) in options {
            let question = book.questions[it].name.to_string();
            self.options.insert((question, option.to_string()));
        }
        for (it, status) in results {
            self.results.insert((program(it), status.name()));
        }
    }
}
