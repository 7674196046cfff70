//! The same answers along a life: when results and desks change by themselves,
//! and what to prepare how early.
//!
//! Days come from three places: an age that a rule looks at (満年齢), a milestone
//! of the pack such as entering school, and a rule or a desk that begins or ends.
//! An age in full years tells the day of birth only to within a year, so a day
//! here is a stretch *from … until*; what is worked out holds on its last day,
//! when everybody is there. An answer that a milestone may or may not have
//! changed is one of several from then on (`Input::Among`), never a guess.

use alloc::{string::String, vec::Vec};
use core::ops::Bound;

use super::eval::Input;
use super::report::{SourceReport, status};
use super::session::Session;
use super::view::Status;
use super::what_if::{What, WhatIf};
use crate::book::{
    Builtin, Expr, ExprId, Literal, Logic, Milestone, Period, Phrase, ProgramId, QuestionId, Turn,
};
use crate::value::{
    Date, Number, Numbers, Set, Span, ToList, Truth, Value, insert_sorted, sort_by,
};

/// Days looked at; a book of ours has under ten ahead.
const MAX_EVENTS: usize = 64;
/// More values of an answer than this are any value once a milestone has come.
const MAX_MEMBERS: usize = 64;
/// Full years. Where ages are reckoned with, each up to the first is looked at;
/// past the second there is nobody.
const GROWN: i32 = 20;
const MAX_AGE: i32 = 130;

/// What comes, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub pack: String,
    pub version: String,
    pub at: String,
    pub events: Vec<LifeEvent>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LifeEvent {
    pub kind: EventKind,
    pub from: Date,
    /// The same day where it is certain.
    pub until: Date,
    pub changes: Vec<Shift>,
    /// A milestone's own words, in the chosen language.
    pub label: Option<String>,
    pub prepare: Option<String>,
    /// When to begin preparing.
    pub begin: Option<Date>,
    pub sources: Vec<SourceReport>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// So many full years are reached.
    Age(i32),
    /// A milestone of the pack, by its name.
    Milestone(String),
    /// A rule or a desk begins or ends.
    Rules,
}

/// Something that is otherwise after the event.
#[derive(Clone, Debug, PartialEq)]
pub enum Shift {
    /// A programme; `None` where there is none on that day.
    Result {
        name: String,
        before: Option<Status>,
        after: Option<Status>,
    },
    Decision {
        name: String,
        before: Set,
        after: Set,
    },
    /// A desk, by its id, is one to contact, or no longer.
    Desk { id: String, comes: bool },
}

/// An event that is not worked out yet.
struct Coming<'a> {
    from: Date,
    until: Date,
    kind: EventKind,
    milestone: Option<&'a Milestone>,
}

/// The first and the last day a person can have been born on.
type Birth = (Date, Date);

impl Session {
    /// What changes after today, if all answers stay but those that time moves.
    #[inline(never)]
    pub fn timeline(&self) -> Timeline {
        let mut coming = Vec::new();
        self.ages_ahead(&mut coming);
        self.milestones_ahead(&mut coming);
        self.rules_ahead(&mut coming);
        coming.retain(|it| it.until > self.at.date);
        // What is certain comes before what may be as late.
        sort_by(&mut coming, |a, b| {
            (a.until, b.from).cmp(&(b.until, a.from))
        });
        coming.truncate(MAX_EVENTS);
        let mut before: Option<Self> = None;
        let mut events = Vec::new();
        for it in &coming {
            let now = before.as_ref().unwrap_or(self);
            let Some(after) = now.after(it, self) else {
                continue;
            };
            let changes = now.shifts(&after);
            let has_advice = it.milestone.is_some_and(|it| it.prepare.is_some());
            if !changes.is_empty() || has_advice {
                events.push(self.event(it, changes));
            }
            before = Some(after);
        }
        Timeline {
            pack: self.book.pack.clone(),
            version: self.book.version.clone(),
            at: self.at.text(),
            events,
        }
    }

    #[inline(never)]
    fn event(&self, it: &Coming<'_>, changes: Vec<Shift>) -> LifeEvent {
        let mut event = LifeEvent {
            kind: it.kind.clone(),
            from: it.from.max(self.at.date),
            until: it.until,
            changes,
            label: None,
            prepare: None,
            begin: None,
            sources: Vec::new(),
        };
        if let Some(it) = it.milestone {
            let said = |it: &Phrase| String::from(it.get(self.language));
            event.label = Some(said(&it.label));
            event.prepare = it.prepare.as_ref().map(said);
            event.sources = self.sources(&it.cites);
            if it.early > 0 {
                event.begin = event.from.plus_months(i32::from(it.early).saturating_neg());
            }
        }
        event
    }

    /// When a person was born, by their answer to a question about it.
    #[inline(never)]
    fn birth(&self, question: QuestionId) -> Option<Birth> {
        let grows = self.book.questions.get(question)?.grows;
        match self.given(question)? {
            Value::Date(day) => Some((*day, *day)),
            Value::Number(age) if grows => {
                let age = i32::try_from(age.to_i64()?).ok()?;
                let years_ago = |years: i32| {
                    let months = years.checked_mul(-12)?;
                    self.at.date.plus_months(months)
                };
                Some((years_ago(age.checked_add(1)?)?.next()?, years_ago(age)?))
            }
            _ => None,
        }
    }

    /// Ages that some rule looks at.
    #[inline(never)]
    fn ages_ahead(&self, coming: &mut Vec<Coming<'_>>) {
        for question in 0..self.inputs.len() {
            if let Some(birth) = self.birth(question) {
                for age in self.ages_of(question) {
                    if let Some((from, until)) = reached(birth, age, Turn::Birthday) {
                        coming.push(Coming {
                            from,
                            until,
                            kind: EventKind::Age(age),
                            milestone: None,
                        });
                    }
                }
            }
        }
    }

    #[inline(never)]
    fn ages_of(&self, question: QuestionId) -> Vec<i32> {
        let mut ages = Vec::new();
        let graph = &self.graph;
        let by_date = self.book.exprs.iter().any(|it| {
            matches!(it, Expr::Call(Builtin::Age, of)
                if of.first().and_then(|it| self.book.exprs.get(*it)) == Some(&Expr::Question(question)))
        });
        let grows = self.book.questions.get(question).is_some_and(|it| it.grows);
        let reckoned = graph.dependents(question).iter();
        let mut reckoned = reckoned.filter_map(|it| graph.cuts(*it));
        if by_date || (grows && reckoned.any(|it| !it.numbers.is_empty())) {
            ages.extend(1..=GROWN);
        }
        if grows && let Some(cuts) = graph.cuts(question) {
            for (cut, is_low) in &cuts.numbers {
                let whole = if *is_low {
                    cut.floor().and_then(|it| it.add(Number::ONE))
                } else {
                    cut.ceiling()
                };
                let age = whole.and_then(|it| i32::try_from(it.to_i64()?).ok());
                for age in age.into_iter().filter(|it| (1..=MAX_AGE).contains(it)) {
                    insert_sorted(&mut ages, age);
                }
            }
        }
        ages
    }

    #[inline(never)]
    fn milestones_ahead<'a>(&'a self, coming: &mut Vec<Coming<'a>>) {
        for it in &self.book.milestones {
            let birth = self.birth(it.of);
            let days = birth.and_then(|birth| reached(birth, i32::from(it.age), it.turn));
            if let Some((from, until)) = days {
                coming.push(Coming {
                    from,
                    until,
                    kind: EventKind::Milestone(String::from(&*it.name)),
                    milestone: Some(it),
                });
            }
        }
    }

    /// Days on which a programme, a row or a desk begins, or is over.
    #[inline(never)]
    fn rules_ahead(&self, coming: &mut Vec<Coming<'_>>) {
        let book = &self.book;
        let mut days = Vec::new();
        for it in &book.programs {
            add_days(&it.period, &mut days);
        }
        for decision in &book.decisions {
            if let Logic::Table(table) = &decision.logic {
                for it in &table.rows {
                    add_days(&it.period, &mut days);
                }
            }
        }
        for facts in &book.facts {
            for it in &facts.rows {
                add_days(&it.period, &mut days);
            }
        }
        for it in &book.desks {
            add_days(&it.period, &mut days);
        }
        for day in days {
            coming.push(Coming {
                from: day,
                until: day,
                kind: EventKind::Rules,
                milestone: None,
            });
        }
    }

    /// How it is once the event is over; `None` where it does not come.
    #[inline(never)]
    fn after(&self, event: &Coming<'_>, origin: &Self) -> Option<Self> {
        let mut inputs = self.inputs.clone();
        if let Some(it) = event.milestone {
            let comes = it.when.map(|when| self.condition_with(when, None));
            if comes.is_some_and(Truth::never) {
                return None;
            }
            for (question, values) in &it.sets {
                let values = values.iter().map(Literal::value).to_list();
                let moved = self.moved(*question, it.when, &values);
                if let Some(slot) = inputs.get_mut(*question) {
                    *slot = moved;
                }
            }
        }
        let mut at = self.at;
        at.date = at.date.max(event.until);
        let age = |born: Date| Some(Number::from(i64::from(born.age_on(at.date)?)));
        for (question, slot) in inputs.iter_mut().enumerate() {
            let grows = self.book.questions.get(question).is_some_and(|it| it.grows);
            if let (true, Some((first, last))) = (grows, origin.birth(question)) {
                let ages = Span::new(Bound::Included(age(last)?), Bound::Included(age(first)?));
                let ages = Numbers::new(ages.into_iter().collect(), true);
                *slot = known(Set::from_numbers(ages));
            }
        }
        Some(self.then(at, inputs))
    }

    /// A milestone's `when:`, with one answer perhaps another.
    #[inline(never)]
    fn condition_with(&self, when: ExprId, answer: Option<(QuestionId, Value)>) -> Truth {
        let mut what_if = WhatIf::new(self);
        if let Some((question, value)) = answer {
            what_if.set(question, Input::Given(value));
        }
        what_if.truth(What::Expr(when))
    }

    /// What becomes of an answer: each value it can have now stays where the
    /// milestone does not come for it. One not given stays so.
    #[inline(never)]
    fn moved(&self, question: QuestionId, when: Option<ExprId>, values: &[Value]) -> Input {
        let now = match self.inputs.get(question) {
            Some(Input::Given(value)) => Set::One(value.clone()),
            Some(Input::Among(set)) => set.clone(),
            Some(Input::Unsure) => self.graph.domain(question),
            Some(Input::Open) | None => return Input::Open,
        };
        let Some(members) = now.members(MAX_MEMBERS).filter(|_| !values.is_empty()) else {
            return Input::Unsure;
        };
        let mut those = Set::none();
        for member in members {
            let comes = when.map_or(Truth::of(true), |it| {
                self.condition_with(it, Some((question, member.clone())))
            });
            if comes.can_true {
                for value in values {
                    those = those.join(&Set::One(value.clone()));
                }
            }
            if !comes.is_true() {
                those = those.join(&Set::One(member));
            }
        }
        known(those)
    }

    #[inline(never)]
    fn shifts(&self, after: &Self) -> Vec<Shift> {
        let mut shifts = Vec::new();
        for (program, it) in self.book.programs.iter().enumerate() {
            let (before, after) = (self.status_of(program), after.status_of(program));
            if before != after {
                shifts.push(Shift::Result {
                    name: String::from(&*it.name),
                    before,
                    after,
                });
            }
        }
        for decision in self.wizard().map_or(&[][..], |it| &it.show) {
            let (before, after) = (self.decision(*decision), after.decision(*decision));
            let was_told = before.is_settled() || after.is_settled();
            if let (Some(it), true) = (
                self.book.decisions.get(*decision),
                was_told && before != after,
            ) {
                shifts.push(Shift::Decision {
                    name: String::from(&*it.name),
                    before,
                    after,
                });
            }
        }
        let (old, new) = (self.sure_desks(), after.sure_desks());
        for (these, those, comes) in [(&new, &old, true), (&old, &new, false)] {
            let only = these.iter().filter(|it| !those.contains(it));
            shifts.extend(only.map(|id| Shift::Desk {
                id: id.clone(),
                comes,
            }));
        }
        shifts
    }

    /// `None` where the wizard does not have the programme on the day.
    #[inline(never)]
    fn status_of(&self, program: ProgramId) -> Option<Status> {
        let there = self.programs().contains(&program);
        let node = self.graph.fits(program);
        there.then(|| {
            let mut evaluator = self.evaluator(self.memo.clone());
            status(evaluator.goal(node).set.truth())
        })
    }

    #[inline(never)]
    fn sure_desks(&self) -> Vec<String> {
        let desks = self.desks();
        let sure = desks.iter().filter(|(_, sure)| *sure);
        sure.map(|(desk, _)| String::from(&*desk.id)).to_list()
    }
}

#[inline(never)]
fn known(set: Set) -> Input {
    match set {
        Set::One(value) => Input::Given(value),
        set => Input::Among(set),
    }
}

/// From the day for whoever was born first to that for the last.
#[inline(never)]
fn reached(birth: Birth, age: i32, turn: Turn) -> Option<Birth> {
    Some((turns(birth.0, age, turn)?, turns(birth.1, age, turn)?))
}

#[inline(never)]
fn turns(born: Date, age: i32, turn: Turn) -> Option<Date> {
    let day = reaches(born, age)?;
    match turn {
        Turn::Birthday => Some(day),
        Turn::SchoolYear => school_year_after(day),
    }
}

/// The first day, and the first on which it is over.
#[inline(never)]
fn add_days(period: &Period, days: &mut Vec<Date>) {
    let over = period.until.and_then(Date::next);
    for day in [period.from, over].into_iter().flatten() {
        insert_sorted(days, day);
    }
}

/// The first day on which a person is that old, 満年齢.
#[inline(never)]
fn reaches(born: Date, age: i32) -> Option<Date> {
    let mut day = born.plus_months(age.checked_mul(12)?)?.previous()?;
    while born.age_on(day)? < age {
        day = day.next()?;
    }
    Some(day)
}

/// The first 1 April on which a person who reached an age on `day`, at its end,
/// has done so.
#[inline(never)]
fn school_year_after(day: Date) -> Option<Date> {
    let this_year = Date::new(day.year(), 4, 1)?;
    if day < this_year {
        Some(this_year)
    } else {
        Date::new(day.year().checked_add(1)?, 4, 1)
    }
}
