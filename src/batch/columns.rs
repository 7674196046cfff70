//! Answers of many households, a column of whole numbers for each question.
//!
//! A cell is the option's place, 1 or 0, the options ticked as bits, the number
//! scaled to a whole one, or the day. Below all of these stand *open*, *unsure*
//! and what fits no cell, such as a text or a number with too many decimals.

use super::scaled;
use crate::book::{Book, Kind, QuestionId};
use crate::run::Input;
use crate::value::{Date, ToList, Value};

/// Not answered.
pub const OPEN: i64 = i64::MIN;
/// "I don't know".
pub const UNSURE: i64 = i64::MIN + 1;
/// The first of those that stand for a value kept beside the column.
const BESIDE: i64 = i64::MIN + 2;
/// Every plain cell is above.
const LOWEST: i64 = i64::MIN / 2;

/// Decimals kept of a number that need not be whole.
const DECIMALS: u32 = 4;

/// Whether a cell holds an answer by itself.
#[must_use]
pub fn is_plain(cell: i64) -> bool {
    cell >= LOWEST
}

/// One question's answers; empty where nobody was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub cells: Vec<i64>,
    beside: Vec<Value>,
}

/// The answers of so many households, by question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    n_rows: usize,
    columns: Vec<Column>,
}

impl Answers {
    /// Nothing answered.
    #[must_use]
    pub fn new(book: &Book, n_rows: usize) -> Self {
        Self {
            n_rows,
            columns: vec![Column::default(); book.questions.len()],
        }
    }

    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The column of a question, to be filled; open where nothing is put.
    pub fn column(&mut self, question: QuestionId) -> &mut Column {
        let column = &mut self.columns[question];
        if column.cells.is_empty() {
            column.cells = vec![OPEN; self.n_rows];
        }
        column
    }

    /// The cells of some rows; `None` where nobody was asked.
    #[must_use]
    pub fn cells(&self, question: QuestionId, first: usize, n: usize) -> Option<&[i64]> {
        self.columns.get(question)?.cells.get(first..first + n)
    }

    #[must_use]
    pub fn cell(&self, question: QuestionId, row: usize) -> i64 {
        let column = self.columns.get(question);
        column
            .and_then(|it| it.cells.get(row))
            .copied()
            .unwrap_or(OPEN)
    }

    /// What is known of the question in that row, as the evaluator takes it.
    #[must_use]
    pub fn input(&self, book: &Book, question: QuestionId, row: usize) -> Input {
        match self.cell(question, row) {
            OPEN => Input::Open,
            UNSURE => Input::Unsure,
            cell if is_plain(cell) => {
                let kind = &book.questions[question].kind;
                value(kind, cell).map_or(Input::Open, Input::Given)
            }
            cell => {
                let at = usize::try_from(cell.wrapping_sub(BESIDE)).ok();
                let beside = &self.columns[question].beside;
                let value = at.and_then(|it| beside.get(it)).cloned();
                value.map_or(Input::Open, Input::Given)
            }
        }
    }
}

impl Column {
    /// Puts a value, as a session reads it, into a row.
    pub fn put(&mut self, kind: &Kind, row: usize, input: &Input) {
        self.cells[row] = match input {
            Input::Given(value) => cell(kind, value).unwrap_or_else(|| {
                self.beside.push(value.clone());
                let at = i64::try_from(self.beside.len()).unwrap_or(1);
                BESIDE + at - 1
            }),
            Input::Unsure => UNSURE,
            Input::Open | Input::Among(_) => OPEN,
        };
    }
}

/// By how many decimals numbers of this kind are scaled.
#[must_use]
pub fn scale(kind: &Kind) -> u32 {
    match kind {
        Kind::Number { whole: false, .. } => DECIMALS,
        _ => 0,
    }
}

/// The cell of a value; `None` where no cell holds it.
fn cell(kind: &Kind, value: &Value) -> Option<i64> {
    match (kind, value) {
        (Kind::YesNo, Value::Boolean(it)) => Some(i64::from(*it)),
        (Kind::Choice(choices), Value::Text(it)) => {
            let place = choices.iter().position(|choice| choice.value == *it)?;
            i64::try_from(place).ok()
        }
        (Kind::Several(choices), Value::List(list)) => {
            let mut bits = 0;
            for ticked in list.iter() {
                let place = choices
                    .iter()
                    .position(|it| Some(&*it.value) == ticked.as_text())?;
                bits |= 1_i64.checked_shl(u32::try_from(place).ok()?)?;
            }
            is_plain(bits).then_some(bits)
        }
        (Kind::Number { .. }, Value::Number(it)) => {
            scaled::to(*it, scale(kind)).filter(|it| is_plain(*it))
        }
        (Kind::Date { .. }, Value::Date(it)) => Some(i64::from(it.days())),
        _ => None,
    }
}

/// The value of a plain cell.
#[must_use]
pub fn value(kind: &Kind, cell: i64) -> Option<Value> {
    Some(match kind {
        Kind::YesNo => Value::Boolean(cell == 1),
        Kind::Choice(choices) => {
            let choice = choices.get(usize::try_from(cell).ok()?)?;
            Value::Text(choice.value.clone())
        }
        Kind::Several(choices) => {
            let ticked = choices.iter().take(63).enumerate();
            let ticked = ticked.filter(|(bit, _)| cell >> bit & 1 == 1);
            Value::List(
                ticked
                    .map(|(_, it)| Value::Text(it.value.clone()))
                    .to_list()
                    .into(),
            )
        }
        Kind::Number { .. } => Value::Number(scaled::from(cell, scale(kind))?),
        Kind::Date { .. } => Value::Date(Date::from_days(i32::try_from(cell).ok()?)?),
        Kind::Text => return None,
    })
}
