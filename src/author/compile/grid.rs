//! A decision table over one or two questions as a grid: which row fits for each
//! combination of their answers.
//!
//! It shows two things that spare a page going through all the combinations (a table of
//! 33 towns and 4 ages has 132): that a row fits whatever is answered, and that what the
//! table gives while answers are open is just what its rows give that still may fit.

use std::collections::BTreeSet;

use crate::book::{
    Book, DecisionTable, Expr, Fitting, HitPolicy, Kind, Literal, Period, QuestionId, Row, Test,
};

use super::apart::are_apart;

/// Not to have shown it is always allowed.
const MAX_CELLS: usize = 1 << 20;

pub(super) fn fitting(book: &Book, table: &DecisionTable) -> Fitting {
    if !are_apart(book, table) {
        return Fitting::Any;
    }
    match Grid::new(book, table) {
        Some(grid) if grid.is_full() => Fitting::One,
        _ => Fitting::AtMostOne,
    }
}

/// Whether the rows that may fit, each looked at by itself, say what the table gives and
/// what it hangs on, as exactly as going through all cases does.
pub(super) fn is_told_by_rows(book: &Book, table: &DecisionTable) -> bool {
    let literal = |it: &usize| matches!(book.exprs.get(*it), Some(Expr::Literal(_)));
    if !table.rows.iter().flat_map(|it| &it.outputs).all(literal) {
        return false;
    }
    let ends_with_the_rest = |row: &Row| row.tests.iter().all(Option::is_none);
    let always_one = match table.hit {
        HitPolicy::Unique => table.fitting == Fitting::One,
        // A row above may leave nothing to one below for one answer and not for another.
        HitPolicy::First if table.inputs.len() == 1 => {
            table.fitting == Fitting::One || table.rows.last().is_some_and(ends_with_the_rest)
        }
        _ => false,
    };
    always_one
        && Grid::new(book, table).is_some_and(|grid| grid.is_full() && grid.needs_all(book, table))
}

/// The place of the first row that fits, answers of the second question side by side.
struct Grid {
    width: usize,
    cells: Vec<Option<usize>>,
}

impl Grid {
    /// `None` where other things are asked than one or two questions with options, or rows
    /// hold for a time only.
    fn new(book: &Book, table: &DecisionTable) -> Option<Self> {
        let asked: Vec<QuestionId> = table
            .inputs
            .iter()
            .map(|it| question(book, *it))
            .collect::<Option<_>>()?;
        let (one, other) = match asked.as_slice() {
            [one] => (answers(book, *one)?, vec![None]),
            [one, other] if one != other => (
                answers(book, *one)?,
                answers(book, *other)?.into_iter().map(Some).collect(),
            ),
            _ => return None,
        };
        let width = other.len();
        if one.len().checked_mul(width)? > MAX_CELLS {
            return None;
        }
        let mut cells = vec![None; one.len() * width];
        for (place, row) in table.rows.iter().enumerate() {
            if row.period != Period::default() {
                return None;
            }
            let down = passing(row.tests.first()?.as_ref(), one.iter().map(Some))?;
            let along = passing(
                row.tests.get(1).and_then(Option::as_ref),
                other.iter().map(Option::as_ref),
            )?;
            for at in down
                .iter()
                .flat_map(|y| along.iter().map(move |x| y * width + x))
            {
                cells[at].get_or_insert(place);
            }
        }
        Some(Self { width, cells })
    }

    fn is_full(&self) -> bool {
        self.cells.iter().all(Option::is_some)
    }

    /// Every row is the one for some answers, and either question tells for some answer
    /// to the other.
    fn needs_all(&self, book: &Book, table: &DecisionTable) -> bool {
        let rows: BTreeSet<usize> = self.cells.iter().copied().flatten().collect();
        let gives = |at: usize| {
            let row = self.cells[at].and_then(|it| table.rows.get(it));
            let outputs = row.map_or(&[][..], |it| &it.outputs);
            outputs
                .iter()
                .map(|it| book.exprs.get(*it))
                .collect::<Vec<_>>()
        };
        let height = self.cells.len() / self.width;
        let differs = |line: Vec<usize>| line.windows(2).any(|it| gives(it[0]) != gives(it[1]));
        let by_column = |x| differs((0..height).map(|y| y * self.width + x).collect());
        let by_row = |y| differs((0..self.width).map(|x| y * self.width + x).collect());
        rows.len() == table.rows.len()
            && (self.width == 1 || ((0..self.width).any(by_column) && (0..height).any(by_row)))
    }
}

fn question(book: &Book, expr: usize) -> Option<QuestionId> {
    match book.exprs.get(expr)? {
        Expr::Question(it) => Some(*it),
        _ => None,
    }
}

/// All that can be answered, where it is one of a few.
fn answers(book: &Book, question: QuestionId) -> Option<Vec<Literal>> {
    match &book.questions.get(question)?.kind {
        Kind::YesNo => Some(vec![Literal::Boolean(true), Literal::Boolean(false)]),
        Kind::Choice(choices) => Some(
            choices
                .iter()
                .map(|it| Literal::Text(it.value.clone()))
                .collect(),
        ),
        _ => None,
    }
}

/// The places of the answers that a cell lets pass.
fn passing<'a>(
    test: Option<&Test>,
    answers: impl Iterator<Item = Option<&'a Literal>>,
) -> Option<Vec<usize>> {
    let answers = answers.enumerate();
    match test {
        None => Some(answers.map(|(at, _)| at).collect()),
        Some(Test::OneOf(words)) => {
            let passes = |it: &Option<&Literal>| it.is_some_and(|it| words.contains(it));
            Some(
                answers
                    .filter(|(_, it)| passes(it))
                    .map(|(at, _)| at)
                    .collect(),
            )
        }
        Some(_) => None,
    }
}
