//! What the engine tells beside what plain FEEL says.

use std::collections::BTreeMap;

use tsunagu::book::Book;
use tsunagu::run::view::Status;
use tsunagu::run::{Report, Session};
use tsunagu::value::{Date, Set};

use super::narrower::is_narrower;
use super::oracle::{Oracle, Plain, facts_on};

/// What plain FEEL makes of one family.
#[derive(Clone, Debug, PartialEq)]
pub struct Truths {
    pub decisions: Vec<Plain>,
    /// What a programme's conditions come to, and what it pays.
    pub programs: Vec<(Plain, Option<Plain>)>,
}

impl Truths {
    pub fn new(book: &Book, day: Date, answers: &[Plain]) -> Self {
        let answers = &|it: usize| answers[it].clone();
        let oracle = Oracle {
            book,
            day,
            facts: &facts_on(book, day),
            answers,
        };
        Self {
            decisions: (0..book.decisions.len())
                .map(|it| oracle.decision(it))
                .collect(),
            programs: (0..book.programs.len())
                .map(|it| (oracle.fits(it), oracle.amount(it)))
                .collect(),
        }
    }
}

/// The engine's sets at one moment.
pub struct Told<'a> {
    book: &'a Book,
    pub report: Report,
    pub decisions: BTreeMap<String, Set>,
    /// By result of the report: what its conditions can come to.
    fits: Vec<Set>,
}

impl<'a> Told<'a> {
    pub fn new(book: &'a Book, session: &Session) -> Self {
        let report = session.results();
        let mut decisions = BTreeMap::new();
        for (name, view) in &report.decisions {
            decisions.insert(name.clone(), view.0.clone());
        }
        let explained = |name: &str| {
            session
                .explain(name)
                .expect("a programme of the book")
                .value
                .0
        };
        let fits = report
            .results
            .iter()
            .map(|it| explained(&it.name))
            .collect();
        Self {
            book,
            report,
            decisions,
            fits,
        }
    }

    pub fn statuses(&self) -> Vec<Status> {
        self.report.results.iter().map(|it| it.status).collect()
    }

    /// What is told leaves room for what is true; else what does not.
    pub fn agrees(&self, truths: &Truths) -> Result<(), String> {
        for (decision, plain) in self.book.decisions.iter().zip(&truths.decisions) {
            let set = &self.decisions[&*decision.name];
            if !set.contains(&plain.value()) {
                return Err(format!(
                    "{} is {plain:?}, which is not in {set:?}",
                    decision.name
                ));
            }
        }
        for (result, set) in self.report.results.iter().zip(&self.fits) {
            let (fits, amount) = &truths.programs[self.program(&result.name)];
            let possible = match result.status {
                Status::Fits => *fits == Plain::TRUE,
                Status::DoesNotFit => *fits != Plain::TRUE,
                Status::Open => true,
            };
            if !possible || !set.contains(&fits.value()) {
                return Err(format!(
                    "{} comes to {fits:?}; the engine says {:?}, {set:?}",
                    result.name, result.status
                ));
            }
            if let (Some(plain), Some(view)) = (amount, &result.amount)
                && !view.0.contains(&plain.value())
            {
                return Err(format!(
                    "{} pays {plain:?}, which is not in {:?}",
                    result.name, view.0
                ));
            }
        }
        Ok(())
    }

    /// Everything is told for certain; else what is not.
    pub fn is_settled(&self) -> Result<(), String> {
        for (name, set) in &self.decisions {
            if !set.is_settled() {
                return Err(format!("{name} is still {set:?}"));
            }
        }
        for result in &self.report.results {
            let amount = result.amount.iter().all(|it| it.0.is_settled());
            if result.status == Status::Open || !result.missing.is_empty() || !amount {
                return Err(format!(
                    "{} is still open: {:?}, {:?}",
                    result.name, result.missing, result.amount
                ));
            }
        }
        let next = &self.report.next;
        if next.questions.is_empty() && next.at_most == 0 {
            Ok(())
        } else {
            Err(format!("{next:?} are still asked"))
        }
    }

    /// What is open names something that is missing; else what does not.
    pub fn names_what_is_missing(&self) -> Result<(), String> {
        let nothing =
            |it: &&tsunagu::run::ResultReport| it.status == Status::Open && it.missing.is_empty();
        self.report
            .results
            .iter()
            .find(nothing)
            .map_or(Ok(()), |it| Err(format!("{} is open for nothing", it.name)))
    }

    /// Nothing told before is taken back; else what is.
    pub fn keeps(&self, before: &Self) -> Result<(), String> {
        for (name, old) in &before.decisions {
            let new = &self.decisions[name];
            if !is_narrower(new, old) {
                return Err(format!("{name} went from {old:?} to {new:?}"));
            }
        }
        for (old, new) in before.report.results.iter().zip(&self.report.results) {
            if old.status != Status::Open && old.status != new.status {
                return Err(format!(
                    "{} went from {:?} to {:?}",
                    old.name, old.status, new.status
                ));
            }
            if let (Some(old), Some(amount)) = (&old.amount, &new.amount)
                && !is_narrower(&amount.0, &old.0)
            {
                return Err(format!(
                    "the amount of {} went from {old:?} to {amount:?}",
                    new.name
                ));
            }
        }
        Ok(())
    }

    fn program(&self, name: &str) -> usize {
        self.book
            .programs
            .iter()
            .position(|it| *it.name == *name)
            .expect("a programme of the book")
    }
}
