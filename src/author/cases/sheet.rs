//! Cases as a table, one a row: for many places or amounts that differ in little.
//!
//! Columns `name`, `wizard`, `at`, `desks` and `why`; a column named as a
//! question is its answer (several joined by `、`; `?` is "I don't know"; empty
//! is not answered), `→NAME` what a decision or a programme must come out as:
//! `8..10`, `{区分1、区分2}`, `[医療、福祉]` or the value itself.

use super::super::csv::{self, Record};
use super::super::rename::Named;
use super::super::source::Sources;
use super::super::{Diagnostic, Place};
use super::names::Names;
use super::set::SetText;
use super::{Case, Expected, STATUSES, What};
use crate::book::{Book, Kind};
use crate::run::Raw;
use crate::value::Moment;

const RESULT: char = '→';

pub(super) fn read(
    file: usize,
    book: &Book,
    names: &Names<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Case> {
    let text = sources
        .get(file)
        .map(|it| it.text.clone())
        .unwrap_or_default();
    let mut records = csv::parse(file, &text, out).into_iter();
    let Some(heading) = records.next() else {
        return Vec::new();
    };
    for column in ["name", "at"] {
        if !heading.cells.iter().any(|it| it.text == column) {
            let missing = Diagnostic::new("missing-column", heading.place(), &[column]);
            out.push(missing);
        }
    }
    for cell in &heading.cells {
        match cell.text.strip_prefix(RESULT) {
            Some(name) if names.programs.contains(&name) => {
                names.note(Named::Program, name, &cell.place);
            }
            Some(name) => {
                names.must_know(name, &cell.place, "@name-decision", out);
            }
            None if !["name", "wizard", "at", "desks", "why"].contains(&cell.text.as_str()) => {
                names.must_know(&cell.text, &cell.place, "@name-question", out);
            }
            _ => {}
        }
    }
    let rows = records.filter(|it| !it.is_blank());
    rows.filter_map(|it| case(&heading, &it, book, names, sources, out))
        .collect()
}

fn case(
    heading: &Record,
    row: &Record,
    book: &Book,
    names: &Names<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Option<Case> {
    if row.cells.len() != heading.cells.len() {
        let counts = [row.cells.len().to_string(), heading.cells.len().to_string()];
        out.push(Diagnostic::new(
            "row-length",
            row.place(),
            &[&counts[0], &counts[1]],
        ));
        return None;
    }
    let mut case = Case {
        name: String::new(),
        place: row.place(),
        wizard: String::new(),
        at: Moment::parse("2000-01-01")?,
        answers: Vec::new(),
        expected: Vec::new(),
    };
    let mut is_dated = false;
    for (heading, cell) in heading.cells.iter().zip(&row.cells) {
        let (text, place) = (cell.text.as_str(), &cell.place);
        let expects = |what: What| Expected {
            place: place.clone(),
            what,
        };
        match heading.text.as_str() {
            "name" => case.name = text.to_owned(),
            "why" => {}
            "wizard" => {
                names.must_know(text, place, "@name-wizard", out);
                case.wizard = text.to_owned();
            }
            "at" => match Moment::parse(text) {
                Some(at) => {
                    is_dated = true;
                    case.at = at;
                }
                None => out.push(Diagnostic::new("bad-date", place.clone(), &[text])),
            },
            _ if text.is_empty() => {}
            "desks" => {
                let ids = desks(text, place, names, out);
                case.expected.push(expects(What::Desks(ids)));
            }
            column => match column.strip_prefix(RESULT) {
                Some(name) if names.programs.contains(&name) && STATUSES.contains(&text) => {
                    let what = What::Result(name.to_owned(), text.to_owned());
                    case.expected.push(expects(what));
                }
                Some(name) if names.programs.contains(&name) => {
                    let what = What::Amount(name.to_owned(), set_text(text));
                    case.expected.push(expects(what));
                }
                Some(name) => {
                    hang_parts(names, name, cell, sources);
                    let what = What::Decision(name.to_owned(), set_text(text));
                    case.expected.push(expects(what));
                }
                None => {
                    hang_parts(names, column, cell, sources);
                    let answer = answer_in_cell(book, column, text);
                    case.answers.push((column.to_owned(), answer));
                }
            },
        }
    }
    is_dated.then_some(case)
}

/// The texts in a cell about a question or decision, each at its own place.
fn hang_parts(names: &Names<'_>, name: &str, cell: &csv::Cell, sources: &Sources) {
    let parts = cell.text.trim_matches(['[', ']', '{', '}']).split('、');
    for part in parts.filter(|it| !it.is_empty()) {
        names.hangs(name, part, &cell.place_of(part, sources));
    }
}

/// An answer as a cell of a table has it.
pub(in super::super) fn answer_in_cell(book: &Book, question: &str, text: &str) -> Raw {
    let question = book
        .question(question)
        .and_then(|it| book.questions.get(it));
    match question.map(|it| &it.kind) {
        _ if text == "?" => Raw::Unsure,
        Some(Kind::Several(_)) => Raw::List(parts(text).into_iter().map(Raw::Text).collect()),
        _ => Raw::Text(text.to_owned()),
    }
}

fn parts(text: &str) -> Vec<String> {
    let parts = text.split('、').filter(|it| !it.is_empty());
    parts.map(str::to_owned).collect()
}

/// `(ID)` is a desk that is not certain.
fn desks(
    text: &str,
    place: &Place,
    names: &Names<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<(String, bool)> {
    let mut ids = Vec::new();
    for part in parts(text) {
        let maybe = part.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        let id = maybe.unwrap_or(&part).to_owned();
        names.must_know(&id, place, "@name-desk", out);
        ids.push((id, maybe.is_none()));
    }
    ids
}

fn set_text(text: &str) -> SetText {
    let inner = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(list) = inner('[', ']') {
        return SetText::List(parts(list));
    }
    if let Some(members) = inner('{', '}') {
        let mut members = parts(members);
        members.sort();
        return SetText::AnyOf(members);
    }
    match text.split_once("..") {
        Some((min, max)) => SetText::Bounds(min.to_owned(), max.to_owned()),
        None => SetText::Settled(text.to_owned()),
    }
}
