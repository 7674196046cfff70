//! What is measured: every pack in `rules/` with every wizard of it, and the
//! goals such a wizard has.

use std::collections::BTreeMap;
use std::sync::Arc;

use tsunagu::book::Book;
use tsunagu::run::{Raw, Session, Start};
use tsunagu::value::{Date, Moment, Set};

use super::answer::{State, answer};
use super::oracle::{Oracle, Plain};
use super::shipped_wizards::wizards;

/// A wizard of a pack; without a name the whole book.
#[derive(Clone)]
pub struct Subject {
    pub pack: String,
    pub wizard: String,
    pub book: Arc<Book>,
}

/// Something a session works out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    Fits(usize),
    Amount(usize),
    Decision(usize),
}

pub fn subjects() -> Vec<Subject> {
    let subjects = wizards().into_iter().map(|it| Subject {
        pack: it.book_name,
        wizard: it.wizard,
        book: it.book,
    });
    subjects.collect()
}

impl Subject {
    pub fn session(&self, at: Moment) -> Session {
        let start = Start {
            wizard: self.wizard.clone(),
            lang: "ja".to_owned(),
            at,
        };
        Session::start(Arc::clone(&self.book), &start).unwrap()
    }

    pub fn give(&self, session: &mut Session, question: usize, state: State) {
        let it = &self.book.questions[question];
        let raw = match state {
            State::Open => Raw::Null,
            State::Unsure => Raw::Unsure,
            State::Given(at) => answer(&it.kind, at).raw,
        };
        session.give(&it.name, raw).unwrap();
    }

    /// Questions of the wizard, in its order.
    pub fn questions(&self) -> Vec<usize> {
        match self.book.wizard(&self.wizard) {
            Some(wizard) => wizard.questions(),
            None => (0..self.book.questions.len()).collect(),
        }
    }

    /// Programmes of the wizard that exist on the day, their amounts, and every
    /// decision of the book.
    pub fn goals(&self, day: Date) -> Vec<Goal> {
        let book = &self.book;
        let mut programs = match book.wizard(&self.wizard) {
            Some(wizard) => wizard.results.clone(),
            None => (0..book.programs.len()).collect(),
        };
        programs.retain(|it| book.programs[*it].period.contains(day));
        let with_amount = |it: &&usize| book.programs[**it].amount.is_some();
        let fits = programs.iter().map(|it| Goal::Fits(*it));
        let amounts = programs.iter().filter(with_amount);
        let decisions = (0..book.decisions.len()).map(Goal::Decision);
        fits.chain(amounts.map(|it| Goal::Amount(*it)))
            .chain(decisions)
            .collect()
    }

    pub fn name(&self, goal: Goal) -> String {
        match goal {
            Goal::Fits(it) => self.book.programs[it].name.to_string(),
            Goal::Amount(it) => format!("{}（額）", self.book.programs[it].name),
            Goal::Decision(it) => self.book.decisions[it].name.to_string(),
        }
    }

    /// Answers in words.
    pub fn told(&self, states: &[State]) -> String {
        let one = |(question, state): (usize, &State)| {
            let it = &self.book.questions[question];
            match state {
                State::Open => None,
                State::Unsure => Some(format!("{} = ?", it.name)),
                State::Given(at) => {
                    let plain = answer(&it.kind, *at).plain;
                    Some(format!("{} = {}", it.name, words(&plain)))
                }
            }
        };
        let told: Vec<String> = states.iter().enumerate().filter_map(one).collect();
        if told.is_empty() {
            "nothing answered".to_owned()
        } else {
            told.join(", ")
        }
    }
}

/// The engine's sets of all goals; an amount that is not told has none.
pub fn sets(subject: &Subject, session: &Session, goals: &[Goal]) -> BTreeMap<Goal, Set> {
    let book = &subject.book;
    let report = session.results();
    let set = |goal: Goal| match goal {
        Goal::Fits(it) => Some(session.explain(&book.programs[it].name)?.value.0),
        Goal::Amount(it) => {
            let name = &*book.programs[it].name;
            let found = report.results.iter().find(|it| it.name == name)?;
            Some(found.amount.as_ref()?.0.clone())
        }
        Goal::Decision(it) => Some(report.decisions[it].1.0.clone()),
    };
    goals
        .iter()
        .filter_map(|it| Some((*it, set(*it)?)))
        .collect()
}

pub fn truth(oracle: &Oracle<'_>, goal: Goal) -> Plain {
    match goal {
        Goal::Fits(it) => oracle.fits(it),
        Goal::Amount(it) => oracle.amount(it).unwrap_or(Plain::Null),
        Goal::Decision(it) => oracle.decision(it),
    }
}

pub fn words(plain: &Plain) -> String {
    match plain {
        Plain::Null => "null".to_owned(),
        Plain::Boolean(it) => it.to_string(),
        Plain::Number(it) => it.decimal(),
        Plain::Text(it) => it.to_string(),
        Plain::Date(it) => it.to_string(),
        Plain::List(items) => {
            let items: Vec<String> = items.iter().map(words).collect();
            format!("[{}]", items.join("、"))
        }
        Plain::Context(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, it)| format!("{name}: {}", words(it)))
                .collect();
            format!("{{{}}}", entries.join("、"))
        }
    }
}
