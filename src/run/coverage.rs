//! Which parts of a book a session came by, for those who test a pack. Not in
//! what a family loads.

use std::vec::Vec;

use super::eval::{Input, Outcome};
use super::report::status;
use super::session::Session;
use super::view::Status;
use crate::book::{
    Book, ConditionId, ConditionTest, DecisionId, Expr, FactsId, Kind, Logic, ProgramId, QuestionId,
};
use crate::value::{Set, Text, Value};

/// Parts that count for certain; what only may is not reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Rows of decision tables that fit.
    pub rows: Vec<(DecisionId, usize)>,
    /// Rows of tables of facts that were looked up.
    pub facts: Vec<(FactsId, usize)>,
    /// Single conditions of programmes, in the order they are written, and how each came out.
    pub conditions: Vec<(ProgramId, usize, bool)>,
    pub results: Vec<(ProgramId, Status)>,
    /// Options chosen of questions that apply.
    pub options: Vec<(QuestionId, Text)>,
}

impl Session {
    pub fn reached(&self) -> Reached {
        let book = &self.book;
        let mut evaluator = self.evaluator(self.memo.clone());
        let mut reached = Reached::default();
        for (at, decision) in book.decisions.iter().enumerate() {
            if let Logic::Table(table) = &decision.logic {
                for (row, sure, _) in evaluator.hits(table) {
                    let place = table.rows.iter().position(|it| core::ptr::eq(it, row));
                    reached
                        .rows
                        .extend(place.filter(|_| sure).map(|it| (at, it)));
                }
            }
        }
        for expr in &book.exprs {
            let Expr::Filter(list, condition) = expr else {
                continue;
            };
            let Some(Expr::Facts(facts)) = book.exprs.get(*list) else {
                continue;
            };
            let rows = book.facts.get(*facts).map_or(&[][..], |it| &it.rows);
            let today = rows.iter().enumerate();
            let today = today.filter(|(_, it)| it.period.contains(self.at.date));
            for (place, item) in today.zip(evaluator.fact_items(*facts)) {
                if evaluator
                    .expr_on(Outcome::value(item), *condition)
                    .set
                    .truth()
                    .is_true()
                {
                    reached.facts.push((*facts, place.0));
                }
            }
        }
        for (question, asked) in book.questions.iter().enumerate() {
            let is_given = matches!(self.inputs.get(question), Some(Input::Given(_)));
            if !is_given || !matches!(asked.kind, Kind::Choice(_) | Kind::Several(_)) {
                continue;
            }
            let chosen = match evaluator.node(self.graph.question(question)).set {
                Set::One(Value::List(list)) => list.iter().cloned().collect(),
                Set::One(value) => std::vec![value],
                Set::Many(_) => Vec::new(),
            };
            let texts = chosen.into_iter().filter_map(|it| match it {
                Value::Text(it) => Some((question, it)),
                _ => None,
            });
            reached.options.extend(texts);
        }
        for program in self.programs() {
            let Some(fits) = book.programs.get(program).map(|it| it.fits) else {
                continue;
            };
            let truth = evaluator.condition(fits).truth;
            reached.results.push((program, status(truth)));
            for (place, leaf) in leaves(book, fits).into_iter().enumerate() {
                match status(evaluator.condition(leaf).truth) {
                    Status::Fits => reached.conditions.push((program, place, true)),
                    Status::DoesNotFit => reached.conditions.push((program, place, false)),
                    Status::Open => {}
                }
            }
        }
        reached
    }
}

/// The conditions without parts, in the order they are written.
pub fn leaves(book: &Book, condition: ConditionId) -> Vec<ConditionId> {
    match book.conditions.get(condition).map(|it| &it.test) {
        Some(ConditionTest::All(parts) | ConditionTest::Any(parts)) => {
            parts.iter().flat_map(|it| leaves(book, *it)).collect()
        }
        Some(ConditionTest::Not(part)) => leaves(book, *part),
        Some(ConditionTest::Is(..)) => std::vec![condition],
        None => Vec::new(),
    }
}
