//! Counting records that were kept with the questions of a wizard, such as a
//! desk's consultations: how many chose what, and how many said nothing.
//!
//! Records come as a table, one a row, a column a question. A cell is an answer
//! (several joined by `、`), `?` is "not known", and an empty one is not written:
//! the three are counted apart, so that a sum that falls short is seen, not mended.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cases::answer_in_cell;
use super::csv;
use super::fields::with_guess;
use super::messages;
use super::source::Sources;
use super::{Diagnostic, Place};
use crate::book::{Book, Kind};
use crate::run::{SavedAnswer, Session, Start};

/// The records of one kind, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub records: usize,
    /// By question, in the wizard's order.
    pub questions: Vec<QuestionTally>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionTally {
    pub question: String,
    /// By option, in the book's order; those nobody chose too.
    pub options: Vec<(String, usize)>,
    pub unsure: usize,
    pub blank: usize,
}

impl QuestionTally {
    /// How often an option was chosen; more than the records where several can be.
    pub fn chosen(&self) -> usize {
        self.options.iter().map(|(_, it)| it).sum()
    }
}

/// Counts a table of records; those it cannot take are told of and not counted.
pub fn tally(
    book: &Arc<Book>,
    start: &Start,
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Tally {
    let mut tally = Tally::default();
    let Some(wizard) = book.wizard(&start.wizard) else {
        return tally;
    };
    let questions = wizard.questions();
    let questions = questions.iter().filter_map(|it| book.questions.get(*it));
    for question in questions {
        let choices = match &question.kind {
            Kind::Choice(choices) | Kind::Several(choices) => choices.as_slice(),
            _ => &[],
        };
        tally.questions.push(QuestionTally {
            question: question.name.to_string(),
            options: choices.iter().map(|it| (it.value.to_string(), 0)).collect(),
            ..QuestionTally::default()
        });
    }
    let file = sources.add(path, bytes, out);
    let text = sources
        .get(file)
        .map(|it| it.text.clone())
        .unwrap_or_default();
    let mut records = csv::parse(file, &text, out).into_iter();
    let Some(heading) = records.next() else {
        return tally;
    };
    for cell in &heading.cells {
        if !tally.questions.iter().any(|it| it.question == cell.text) {
            let known = || tally.questions.iter().map(|it| it.question.as_str());
            let all = messages::list(known());
            let unknown =
                Diagnostic::new("unknown-column", cell.place.clone(), &[&cell.text, &all]);
            out.push(with_guess(unknown, &cell.text, known()));
        }
    }
    for record in records.filter(|it| !it.is_blank()) {
        if record.cells.len() != heading.cells.len() {
            let counts = [
                record.cells.len().to_string(),
                heading.cells.len().to_string(),
            ];
            out.push(Diagnostic::new(
                "row-length",
                record.place(),
                &[&counts[0], &counts[1]],
            ));
            continue;
        }
        let Ok(mut session) = Session::start(Arc::clone(book), start) else {
            return tally;
        };
        let mut refused = false;
        for (heading, cell) in heading.cells.iter().zip(&record.cells) {
            if cell.text.is_empty() {
                continue;
            }
            if session
                .give(
                    &heading.text,
                    answer_in_cell(book, &heading.text, &cell.text),
                )
                .is_err()
            {
                refused = true;
                out.extend(not_taken(book, &heading.text, &cell.text, &cell.place));
            }
        }
        if !refused {
            tally.count(&session);
        }
    }
    tally
}

impl Tally {
    fn count(&mut self, session: &Session) {
        self.records += 1;
        let answers: BTreeMap<String, SavedAnswer> = session.save().answers.into_iter().collect();
        for question in &mut self.questions {
            let mut chose = |value: &str| {
                let option = question.options.iter_mut().find(|(it, _)| it == value);
                option.into_iter().for_each(|(_, it)| *it += 1);
            };
            match answers.get(&question.question) {
                None => question.blank += 1,
                Some(SavedAnswer::Unsure) => question.unsure += 1,
                Some(SavedAnswer::Text(it)) => chose(it),
                Some(SavedAnswer::Many(list)) => list.iter().for_each(|it| chose(it)),
                Some(SavedAnswer::Yes(_)) => {}
            }
        }
    }
}

/// Nothing where the column is not known: that is told once, at its heading.
fn not_taken(book: &Book, question: &str, text: &str, place: &Place) -> Option<Diagnostic> {
    let question = book.questions.get(book.question(question)?)?;
    let choices = match &question.kind {
        Kind::Choice(choices) | Kind::Several(choices) => choices.as_slice(),
        _ => &[],
    };
    let known = || choices.iter().map(|it| &*it.value);
    let all = messages::list(known());
    let unknown = Diagnostic::new("unknown-option", place.clone(), &[text, &all]);
    Some(with_guess(unknown, text, known()))
}
