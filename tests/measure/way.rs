//! One family's way: the first question each time, until nothing is asked.

use tsunagu::run::Event;
use tsunagu::run::Session;
use tsunagu::run::view::Screen;
use tsunagu::value::Moment;

use super::answer::State;
use super::subject::Subject;

/// What was asked, and what was promised before each question.
pub struct Way {
    pub asked: Vec<usize>,
    /// At least and at most so many more; the last is for after the last answer.
    pub promised: Vec<(usize, usize)>,
}

pub fn go(subject: &Subject, at: Moment, family: &[u64]) -> (Way, Session) {
    let mut session = subject.session(at);
    let mut way = Way {
        asked: Vec::new(),
        promised: Vec::new(),
    };
    loop {
        let next = session.results().next;
        way.promised.push((next.at_least, next.at_most));
        let Some(name) = next.questions.first() else {
            return (way, session);
        };
        let question = subject.book.question(name).unwrap();
        assert!(!way.asked.contains(&question), "{name} is asked twice");
        way.asked.push(question);
        subject.give(&mut session, question, State::Given(family[question]));
    }
}

/// Questions that stood on the pages, all of them answered; `None` without a wizard.
pub fn by_pages(subject: &Subject, at: Moment, family: &[u64]) -> Option<u64> {
    subject.book.wizard(&subject.wizard)?;
    let mut session = subject.session(at).send(Event::Begin);
    let mut shown = Vec::new();
    loop {
        let Screen::Page(page) = session.view().screen else {
            return Some(shown.len() as u64);
        };
        for it in page.questions {
            let question = subject.book.question(&it.name).unwrap();
            if !shown.contains(&question) {
                shown.push(question);
                subject.give(&mut session, question, State::Given(family[question]));
            }
        }
        session = session.send(Event::Next);
    }
}

impl Way {
    /// Promises that were not kept, in words.
    pub fn broken(&self) -> Vec<&'static str> {
        let total = self.asked.len();
        let whole = |at: usize| {
            let (least, most) = self.promised[at];
            (at + least, at + most)
        };
        let mut broken = Vec::new();
        for at in 0..self.promised.len() {
            let (least, most) = whole(at);
            if least > total {
                broken.push("fewer are asked than `at_least` says");
            }
            if most < total {
                broken.push("more are asked than `at_most` says");
            }
            if at > 0 && whole(at - 1).0 > least {
                broken.push("the least grows smaller");
            }
            if at > 0 && whole(at - 1).1 < most {
                broken.push("the most grows larger");
            }
        }
        broken
    }
}
