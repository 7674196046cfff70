//! Walking expressions: their parts, and the questions they come down to.

use alloc::{vec, vec::Vec};

use super::{Book, Comparand, ConditionTest, DecisionId, Expr, ExprId, Logic, QuestionId, Test};
use crate::value::{ToList, insert_sorted};

impl Book {
    /// Questions an expression looks at, through the decisions it uses, in order.
    pub fn questions_in(&self, expr: ExprId) -> Vec<QuestionId> {
        // An explicit stack: decisions may be chained longer than the call stack is deep.
        let mut stack = vec![expr];
        let mut seen = vec![false; self.decisions.len()];
        let mut out = Vec::new();
        while let Some(expr) = stack.pop() {
            match self.exprs.get(expr) {
                Some(Expr::Question(it)) => {
                    insert_sorted(&mut out, *it);
                }
                Some(Expr::Decision(it))
                    if !seen
                        .get_mut(*it)
                        .is_none_or(|it| core::mem::replace(it, true)) =>
                {
                    match self.decisions.get(*it).map(|it| &it.logic) {
                        Some(Logic::Expr(expr)) => stack.push(*expr),
                        Some(Logic::Table(table)) => {
                            stack.extend(&table.inputs);
                            stack.extend(table.rows.iter().flat_map(|it| &it.outputs));
                        }
                        None => {}
                    }
                }
                Some(expr) => stack.extend(parts(expr)),
                None => {}
            }
        }
        out
    }

    /// The questions and decisions an expression names itself, in order.
    pub fn named_in(&self, expr: ExprId) -> (Vec<QuestionId>, Vec<DecisionId>) {
        let mut stack = vec![expr];
        let (mut questions, mut decisions) = (Vec::new(), Vec::new());
        while let Some(expr) = stack.pop() {
            match self.exprs.get(expr) {
                Some(Expr::Question(it)) => insert_sorted(&mut questions, *it),
                Some(Expr::Decision(it)) => insert_sorted(&mut decisions, *it),
                Some(expr) => stack.extend(parts(expr)),
                None => {}
            }
        }
        (questions, decisions)
    }

    /// The parts of an expression, decisions not looked into.
    pub fn parts(&self, expr: ExprId) -> Vec<ExprId> {
        self.exprs.get(expr).map_or_else(Vec::new, parts)
    }
}

/// Deeper nesting than this is no book of ours; what the compiler makes has 64 at most.
const MAX_DEPTH: u8 = 100;

impl Book {
    /// Parts stand before wholes, and not in long chains: then every walk over
    /// expressions and conditions ends, on a small stack too.
    pub(super) fn is_shallow(&self) -> bool {
        let mut depths: Vec<u8> = Vec::new();
        for expr in &self.exprs {
            depths.push(depth(&depths, parts(expr)));
        }
        let mut condition_depths: Vec<u8> = Vec::new();
        for condition in &self.conditions {
            let parts = match &condition.test {
                ConditionTest::All(parts) | ConditionTest::Any(parts) => parts.clone(),
                ConditionTest::Not(part) => vec![*part],
                ConditionTest::Is(..) => Vec::new(),
            };
            condition_depths.push(depth(&condition_depths, parts));
        }
        !depths.contains(&MAX_DEPTH) && !condition_depths.contains(&MAX_DEPTH)
    }
}

/// One more than the deepest part; a part that does not stand before counts as too deep.
fn depth(known: &[u8], parts: Vec<usize>) -> u8 {
    let depths = parts
        .iter()
        .map(|it| known.get(*it).copied().unwrap_or(MAX_DEPTH));
    depths
        .max()
        .map_or(1, |it| it.saturating_add(1).min(MAX_DEPTH))
}

/// The parts of an expression.
fn parts(expr: &Expr) -> Vec<ExprId> {
    match expr {
        Expr::Literal(_)
        | Expr::Question(_)
        | Expr::Decision(_)
        | Expr::Facts(_)
        | Expr::Day
        | Expr::Local(_) => Vec::new(),
        Expr::And(parts) | Expr::Or(parts) | Expr::List(parts) | Expr::Call(_, parts) => {
            parts.clone()
        }
        Expr::Not(a) | Expr::Negate(a) | Expr::Field(a, _) => vec![*a],
        Expr::Arithmetic(_, a, b)
        | Expr::Compare(_, a, b)
        | Expr::Equal(a, b)
        | Expr::Filter(a, b)
        | Expr::Item(a, b)
        | Expr::For(a, b)
        | Expr::Some(a, b)
        | Expr::Every(a, b) => vec![*a, *b],
        Expr::If(a, b, c) => vec![*a, *b, *c],
        #[cfg(feature = "feel-full")]
        Expr::Further(further) => further.parts(),
        Expr::Context(entries) => entries.iter().map(|(_, it)| *it).to_list(),
        Expr::In(a, test) => {
            let mut parts = vec![*a];
            let comparands: &[Comparand] = match test {
                Test::One(it) => core::slice::from_ref(it),
                Test::OneOf(_) => &[],
                Test::AnyOf(parts) | Test::Not(parts) => parts,
            };
            for comparand in comparands {
                match comparand {
                    Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => {
                        parts.push(*it)
                    }
                    Comparand::Range(low, high) => {
                        parts.extend(low.iter().chain(high).map(|(it, _)| *it))
                    }
                }
            }
            parts
        }
    }
}
