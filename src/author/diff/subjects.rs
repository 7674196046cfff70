//! By what a goal's cases are told apart: the questions and decisions it is made of.

use std::collections::BTreeSet;

use super::super::compile::share;
use super::aim::Aim;
use super::cases::{Pair, Subject};
use crate::book::{Book, ConditionId, ConditionTest, DecisionId, Expr, ExprId, Logic, QuestionId};

/// The number of a question or a decision, in the older or the newer book.
pub(super) type MarkOf<'m> = dyn FnMut(bool, Option<QuestionId>, Option<DecisionId>) -> usize + 'm;

/// What a goal's cases are told by: decisions that are the same in both books and
/// questions; with `is_deep` questions alone, their gates looked through.
pub(super) fn subjects(
    start: &Pair,
    aims: (Aim, Aim),
    names: &(Vec<String>, Vec<String>),
    is_deep: bool,
    mark: &mut MarkOf<'_>,
    shared: &dyn Fn(usize) -> Option<(DecisionId, DecisionId)>,
) -> Vec<Subject> {
    let (old, new) = (&start.old.book, &start.new.book);
    let mut out: Vec<Subject> = Vec::new();
    for (book, aim, is_new) in [(old, aims.0, false), (new, aims.1, true)] {
        let mut stack = roots(book, aim);
        let mut seen = BTreeSet::new();
        while let Some(at) = stack.pop() {
            if !seen.insert(at) {
                continue;
            }
            match &book.exprs[at] {
                Expr::Decision(it) => match shared(mark(is_new, None, Some(*it))) {
                    Some((mine, theirs)) if !is_deep => out.push(Subject {
                        old: Some(start.old.graph.decision(mine)),
                        new: Some(start.new.graph.decision(theirs)),
                        is_answer: false,
                    }),
                    _ => stack.extend(of_decision(book, *it)),
                },
                Expr::Question(it) => {
                    let name = if is_new { &names.1[*it] } else { &names.0[*it] };
                    let old = names.0.iter().position(|it| it == name);
                    let new = names.1.iter().position(|it| it == name);
                    let marks = (
                        old.map(|it| mark(false, Some(it), None)),
                        new.map(|it| mark(true, Some(it), None)),
                    );
                    let is_answer = is_deep || marks.0 != marks.1;
                    if is_answer {
                        let question = &book.questions[*it];
                        stack.extend(question.when.into_iter().chain(question.ask_when));
                    }
                    out.push(Subject {
                        old,
                        new,
                        is_answer,
                    });
                }
                _ => stack.extend(book.parts(at)),
            }
        }
    }
    // What decides whether another one applies has fewer parts, and comes first.
    let n_parts = |it: &Subject| {
        let old = it.old.map_or(0, |it| start.old.graph.parts(it).len());
        let new = it.new.map_or(0, |it| start.new.graph.parts(it).len());
        old.max(new)
    };
    out.sort_by_key(|it| (n_parts(it), *it));
    out.dedup();
    out
}

/// Expressions that say a goal.
fn roots(book: &Book, aim: Aim) -> Vec<ExprId> {
    match aim {
        Aim::Absent => Vec::new(),
        Aim::Program(it) => {
            let program = &book.programs[it];
            let mut exprs: Vec<ExprId> = program.amount.into_iter().collect();
            of_condition(book, program.fits, &mut exprs);
            exprs
        }
        Aim::Decision(it) => of_decision(book, it),
        Aim::Question(it) => {
            let question = &book.questions[it];
            question.when.into_iter().chain(question.ask_when).collect()
        }
    }
}

fn of_condition(book: &Book, at: ConditionId, out: &mut Vec<ExprId>) {
    match &book.conditions[at].test {
        ConditionTest::All(parts) | ConditionTest::Any(parts) => {
            parts.iter().for_each(|it| of_condition(book, *it, out));
        }
        ConditionTest::Not(part) => of_condition(book, *part, out),
        ConditionTest::Is(expr, _) => out.push(*expr),
    }
}

fn of_decision(book: &Book, at: DecisionId) -> Vec<ExprId> {
    match &book.decisions[at].logic {
        Logic::Expr(expr) => vec![*expr],
        Logic::Table(table) => {
            let mut exprs = table.inputs.clone();
            for row in &table.rows {
                for mut test in row.tests.iter().flatten().cloned() {
                    exprs.extend(share::of_test(&mut test).map(|it| *it));
                }
                exprs.extend(&row.outputs);
            }
            exprs
        }
    }
}
