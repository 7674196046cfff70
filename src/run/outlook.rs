//! What may come, in words: what would change a result, what changes by itself,
//! and which answers cannot be together.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::change::{Becomes, Change};
#[cfg(feature = "author")]
use super::report::status;
use super::session::Session;
use super::timeline::{EventKind, LifeEvent, Shift};
use super::view::{Life, Status};
use super::wording;
use crate::book::{Decision, Question};
use crate::book::{Words, fill};
use crate::value::{Date, Set, ToList, ToText, digits, joined};

/// Values named one by one; the rest are "…".
const MAX_NAMED: usize = 4;

impl Session {
    /// "「在籍」が「高校」なら：対象になる可能性があります".
    #[inline(never)]
    pub(super) fn change_lines(&self, changes: &[Change]) -> Vec<String> {
        let words = self.words();
        let line = |change: &Change| {
            let mut answers = Vec::new();
            for (name, values) in &change.answers {
                let it = self.book.question(name);
                let Some(question) = it.and_then(|it| self.book.questions.get(it)) else {
                    continue;
                };
                let mut texts = values
                    .iter()
                    .take(MAX_NAMED)
                    .filter_map(|it| self.value_in_words(question, it))
                    .to_list();
                if values.len() > MAX_NAMED {
                    texts.push("…".to_owned());
                }
                answers.push(fill(
                    words.if_it_were(),
                    &[self.asked(question), &joined(&texts, words.or())],
                ));
            }
            let becomes = match &change.becomes {
                Becomes::Result(status) => verdict(*status, words).to_owned(),
                Becomes::Desks(ids) => {
                    let names = ids.iter().map(|it| self.desk_name(it)).to_list();
                    joined(&names, words.comma())
                }
            };
            [&joined(&answers, words.comma()), words.then(), &becomes].to_text()
        };
        changes.iter().map(line).to_list()
    }

    /// What a decision can be.
    pub(super) fn in_words(&self, set: &Set, decision: &Decision) -> String {
        wording::set(set, decision, self.language, self.words())
    }

    /// What a programme or a decision comes to, for somebody who asks why.
    #[cfg(feature = "author")]
    pub fn said(&self, name: &str) -> Option<String> {
        let book = &self.book;
        let mut evaluator = self.evaluator(self.memo.clone());
        if let Some(program) = book.programs.iter().position(|it| &*it.name == name) {
            let truth = evaluator.goal(self.graph.fits(program)).set.truth();
            return Some(verdict(status(truth), self.words()).to_owned());
        }
        let decision = book.decision(name)?;
        let set = evaluator.goal(self.graph.decision(decision)).set;
        Some(self.in_words(&set, book.decisions.get(decision)?))
    }

    fn asked<'a>(&self, question: &'a Question) -> &'a str {
        question.ask.get(self.language)
    }

    #[inline(never)]
    fn value_in_words(
        &self,
        question: &Question,
        answer: &super::session::SavedAnswer,
    ) -> Option<String> {
        let value = super::answer::read_raw(question, &answer.raw(), self.language).ok()?;
        Some(self.answer_text(question, &super::eval::Input::Given(value)))
    }

    fn desk_name(&self, id: &str) -> String {
        let desk = self.book.desks.iter().rfind(|it| &*it.id == id);
        desk.map_or_else(|| id.to_owned(), |it| it.name.get(self.language).to_owned())
    }

    /// What is wrong and, after it, the answers that are.
    #[inline(never)]
    pub(super) fn contradiction_lines(&self) -> Vec<String> {
        let words = self.words();
        let line = |it: super::contradiction::Contradiction| {
            let answers = it.answers.iter().filter_map(|(name, answer)| {
                let question = self.book.questions.get(self.book.question(name)?)?;
                let answer = self.value_in_words(question, answer)?;
                Some([self.asked(question), words.colon(), &answer].to_text())
            });
            [
                &it.text,
                words.colon(),
                &joined(&answers.to_list(), words.comma()),
            ]
            .to_text()
        };
        self.contradictions().into_iter().map(line).to_list()
    }

    pub(super) fn life(&self) -> Vec<Life> {
        let events = self.timeline().events;
        events.iter().map(|it| self.life_event(it)).to_list()
    }

    #[inline(never)]
    fn life_event(&self, event: &LifeEvent) -> Life {
        let words = self.words();
        let title = match (&event.kind, &event.label) {
            (_, Some(label)) => label.clone(),
            (EventKind::Age(age), _) => fill(words.reaches(), &[&digits(*age)]),
            _ => words.rules_change().to_owned(),
        };
        let when = if event.from == event.until {
            wording::day(event.from, words)
        } else {
            [
                &month(event.from, words),
                words.to(),
                &month(event.until, words),
            ]
            .to_text()
        };
        let mut lines = event
            .changes
            .iter()
            .filter_map(|it| self.shift(it))
            .to_list();
        lines.extend(event.prepare.clone());
        if let Some(begin) = event.begin {
            lines.push(if begin <= self.at.date {
                words.begin_now().to_owned()
            } else {
                [words.begin_about(), &month(begin, words)].to_text()
            });
        }
        Life {
            when,
            from: event.from,
            until: event.until,
            begin: event.begin,
            title,
            lines,
            sources: self.cite_lines(&event.sources),
        }
    }

    #[inline(never)]
    fn shift(&self, shift: &Shift) -> Option<String> {
        let words = self.words();
        let line = |label: &str, before: &str, after: &str| {
            [label, words.colon(), before, " → ", after].to_text()
        };
        match shift {
            Shift::Result {
                name,
                before,
                after,
            } => {
                let it = self.book.programs.iter().find(|it| *it.name == **name)?;
                let said = |it: &Option<Status>| {
                    it.map_or_else(|| words.nothing(), |it| verdict(it, words))
                };
                Some(line(it.label.get(self.language), said(before), said(after)))
            }
            Shift::Decision {
                name,
                before,
                after,
            } => {
                let it: &Decision = self.book.decisions.get(self.book.decision(name)?)?;
                let said = |set| self.in_words(set, it);
                Some(line(
                    it.label.get(self.language),
                    &said(before),
                    &said(after),
                ))
            }
            Shift::Desk { id, comes } => {
                let name = self.desk_name(id);
                Some(words.desk_shift(&name, *comes))
            }
        }
    }
}

pub(super) fn verdict(status: Status, words: Words) -> &'static str {
    match status {
        Status::Fits => words.fits(),
        Status::Open => words.open(),
        Status::DoesNotFit => words.does_not_fit(),
    }
}

/// "2041年11月", "2041-11".
#[inline(never)]
fn month(day: Date, words: Words) -> String {
    let (year, month, _) = day.civil();
    let (year, month) = (digits(year), digits(month));
    if words.ja() {
        [&year, "年", &month, "月"].to_text()
    } else {
        let padding = if month.len() < 2 { "0" } else { "" };
        [&year, "-", padding, &month].to_text()
    }
}
