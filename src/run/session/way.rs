//! The way through the screens: forward, back, to one answer and back to where
//! the change began.
//!
//! What is asked next is the plan's to say; here it becomes a page.

use super::{Event, Place, Session};
use crate::book::QuestionId;
use crate::run::eval::Input;
use crate::value::ToList;

impl Session {
    #[inline(never)]
    pub(super) fn next(&mut self) {
        match &self.place {
            Place::Start => self.go_on(),
            Place::Page { questions, .. } => {
                let unanswered = questions
                    .iter()
                    .any(|it| self.plan.is_now(*it) || self.draft(*it).is_some());
                if unanswered {
                    self.show_errors = true;
                    return;
                }
                let left = self.place.clone();
                if self.returning.is_none() && self.history.last() != Some(&left) {
                    self.history.push(left);
                }
                self.go_on();
            }
            Place::Check => self.place = Place::Results,
            Place::Results => {}
        }
    }

    /// To the first page with something to ask or, if that comes before, to the
    /// one last gone back from; else to the check, or where one came from to change
    /// an answer.
    #[inline(never)]
    pub(super) fn go_on(&mut self) {
        self.show_errors = false;
        let next = self.plan.now().first().and_then(|it| self.page_of(*it));
        while let Some(page) = self.ahead.pop() {
            let place = self.page(page, None);
            let has_questions =
                matches!(&place, Place::Page { questions, .. } if !questions.is_empty());
            if has_questions && next.is_none_or(|it| page <= it) {
                self.place = place;
                return;
            }
        }
        self.place = match next {
            Some(page) => self.page(page, None),
            None => self.returning.take().unwrap_or(Place::Check),
        };
    }

    #[inline(never)]
    pub(super) fn back(&mut self) {
        self.show_errors = false;
        self.place = match (&self.place, self.returning.take()) {
            (Place::Results, _) => Place::Check,
            (Place::Page { .. }, Some(place)) => place,
            (place, _) => {
                if let Place::Page { page, .. } = place {
                    self.ahead.push(*page);
                }
                match self.history.pop() {
                    Some(Place::Page { page, questions }) => self.page(page, Some(&questions)),
                    _ => Place::Start,
                }
            }
        };
    }

    #[inline(never)]
    pub(super) fn change(&mut self, name: &str) {
        let question = self.book.question(name);
        let Some((question, page)) = question.and_then(|it| Some((it, self.page_of(it)?))) else {
            return;
        };
        self.show_errors = false;
        if matches!(self.place, Place::Check | Place::Results) {
            self.returning = Some(self.place.clone());
        }
        self.ahead.clear();
        self.place = self.page(page, Some(&[question]));
    }

    /// How many steps lead back from here to the start.
    pub fn depth(&self) -> usize {
        let steps = |place: &Place| match place {
            Place::Start => 0,
            Place::Page { .. } | Place::Check => self.history.len().saturating_add(1),
            Place::Results => self.history.len().saturating_add(2),
        };
        match &self.returning {
            Some(place) => steps(place).saturating_add(1),
            None => steps(&self.place),
        }
    }

    /// As many steps back, or forward as far as one gets, as lead to a depth.
    #[must_use]
    #[inline(never)]
    pub fn go(mut self, depth: usize) -> Self {
        loop {
            let here = self.depth();
            if here == depth {
                return self;
            }
            let step = match &self.place {
                _ if here > depth => Event::Back,
                Place::Start => Event::Begin,
                _ => Event::Next,
            };
            self = self.send(step);
            let moved = self.depth();
            // Forward only while something comes of it.
            if moved == here || (moved > here) != (depth > here) {
                return self;
            }
        }
    }

    /// From the start to the first page that is left to answer, or to the check;
    /// with `results` to those where nothing is left to ask.
    #[must_use]
    #[inline(never)]
    pub fn open(self, results: bool) -> Self {
        let opened = self.send(Event::Begin);
        if results && opened.place == Place::Check {
            return opened.send(Event::Next);
        }
        opened
    }

    /// A page with what is to be asked on it, what was answered there, and `more`.
    #[inline(never)]
    fn page(&self, page: usize, more: Option<&[QuestionId]>) -> Place {
        let on_page = self
            .wizard()
            .and_then(|it| it.pages.get(page))
            .map_or(&[][..], |it| &it.questions);
        let shown = |it: &&QuestionId| {
            let answered = self.inputs.get(**it).is_some_and(|it| *it != Input::Open);
            let applies = self.plan.may_apply(**it);
            let wanted = more.is_some_and(|more| more.contains(*it));
            applies && (answered || wanted || self.plan.is_now(**it) || self.draft(**it).is_some())
        };
        Place::Page {
            page,
            questions: on_page.iter().filter(shown).copied().to_list(),
        }
    }

    fn page_of(&self, question: QuestionId) -> Option<usize> {
        let wizard = self.wizard()?;
        wizard
            .pages
            .iter()
            .position(|it| it.questions.contains(&question))
    }
}
