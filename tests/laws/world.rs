//! A random pack as a book, and all the ways its questions can be answered.

use std::sync::Arc;

use proptest::test_runner::TestCaseError;
use tsunagu::author::{Severity, check};
use tsunagu::book::{Book, Kind};
use tsunagu::run::{Raw, Session, Start};
use tsunagu::value::Moment;

use super::answer::{Answer, State, answer, n_answers};
use super::oracle::Plain;
use super::recipe::Recipe;
use super::told::Truths;
use super::write::TODAY;

pub struct World {
    pub book: Arc<Book>,
    start: Start,
}

impl World {
    pub fn new(recipe: &Recipe) -> Result<Self, TestCaseError> {
        let checked = check(&recipe.files(), "試");
        let errors: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .collect();
        let Some(book) = checked.book.map(Arc::new) else {
            return Err(TestCaseError::fail(format!(
                "a pack that should pass does not: {errors:?}"
            )));
        };
        let start = Start {
            wizard: String::new(),
            lang: "ja".to_owned(),
            at: Moment::parse(TODAY).unwrap(),
        };
        Ok(Self { book, start })
    }

    pub fn session(&self) -> Session {
        Session::start(Arc::clone(&self.book), &self.start).unwrap()
    }

    pub fn session_in(&self, states: &[State]) -> Session {
        let mut session = self.session();
        for (question, state) in states.iter().enumerate() {
            self.give(&mut session, question, *state);
        }
        session
    }

    pub fn give(&self, session: &mut Session, question: usize, state: State) {
        let raw = match state {
            State::Open => Raw::Null,
            State::Unsure => Raw::Unsure,
            State::Given(at) => self.answer(question, at).raw,
        };
        session
            .give(self.name(question), raw)
            .expect("one of the question's own answers");
    }

    pub fn name(&self, question: usize) -> &str {
        &self.book.questions[question].name
    }

    pub fn n_questions(&self) -> usize {
        self.book.questions.len()
    }

    pub fn answer(&self, question: usize, at: u64) -> Answer {
        answer(self.kind(question), at)
    }

    fn kind(&self, question: usize) -> &Kind {
        &self.book.questions[question].kind
    }

    /// All full answers that agree with what is given.
    pub fn completions(&self, states: &[State]) -> Vec<Vec<u64>> {
        let mut all: Vec<Vec<u64>> = vec![Vec::new()];
        for (question, state) in states.iter().enumerate().take(self.n_questions()) {
            let n = n_answers(self.kind(question));
            let places: Vec<u64> = match state {
                State::Given(at) => vec![at % n],
                _ => (0..n).collect(),
            };
            all = all
                .iter()
                .flat_map(|so_far| places.iter().map(|it| [so_far.as_slice(), &[*it]].concat()))
                .collect();
        }
        all
    }

    /// What plain FEEL says to a full answer.
    pub fn truths(&self, full: &[u64]) -> Truths {
        let answers: Vec<Plain> = full
            .iter()
            .enumerate()
            .map(|(question, at)| self.answer(question, *at).plain)
            .collect();
        Truths::new(&self.book, self.start.at.date, &answers)
    }

    /// Answers in words, for a failure's report.
    pub fn told(&self, full: &[u64]) -> String {
        let one = |(question, at): (usize, &u64)| {
            format!(
                "{} = {:?}",
                self.name(question),
                self.answer(question, *at).raw
            )
        };
        full.iter()
            .enumerate()
            .map(one)
            .collect::<Vec<_>>()
            .join(", ")
    }
}
