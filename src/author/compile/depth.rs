//! How deep the engine would have to go to work something out, decisions within
//! decisions. It stops at a fixed depth so that no book can exhaust a browser's
//! stack; what would be stopped is refused here, where it can be mended.

use std::collections::BTreeMap;

use super::super::pack::QuestionDecl;
use super::Compiler;
use crate::book::{Comparand, ConditionTest, Expr, Logic, Test};

/// The evaluator's own limit is 160, of which conditions take up to 24.
const MAX_DEPTH: usize = 130;

impl Compiler<'_> {
    pub(super) fn too_deep_to_run(&mut self, questions: &[&QuestionDecl]) {
        // Circles have no depth, and are told already.
        if self
            .out
            .iter()
            .any(|it| matches!(it.code(), "circular" | "too-deep"))
        {
            return;
        }
        let mut known = Known::default();
        let mut deep = Vec::new();
        for (at, (_, decl)) in self.decisions.iter().enumerate() {
            if self.decision_depth(at, &mut known) > MAX_DEPTH {
                deep.push(decl.name.place.clone());
                // What rests on it is not too deep for that alone.
                known.decisions.insert(at, 0);
            }
        }
        for (decl, question) in questions.iter().zip(&self.book.questions) {
            let gates = [question.when, question.ask_when].into_iter().flatten();
            if gates.map(|it| self.expr_depth(it, &mut known)).max() > Some(MAX_DEPTH) {
                deep.push(decl.name.place.clone());
            }
        }
        for program in &self.book.programs {
            let exprs = self
                .tests_of(program.fits)
                .into_iter()
                .chain(program.amount);
            if exprs.map(|it| self.expr_depth(it, &mut known)).max() > Some(MAX_DEPTH) {
                deep.extend(
                    self.declared
                        .get(&("program", program.name.to_string()))
                        .cloned(),
                );
            }
        }
        for place in deep {
            self.report("too-deep", &place, &[]);
        }
    }

    fn decision_depth(&self, at: usize, known: &mut Known) -> usize {
        if let Some(depth) = known.decisions.get(&at) {
            return *depth;
        }
        let depth = match self.book.decisions.get(at).map(|it| &it.logic) {
            Some(Logic::Expr(it)) => self.expr_depth(*it, known),
            Some(Logic::Table(table)) => {
                let tests = table.rows.iter().flat_map(|it| &it.tests).flatten();
                let tests = tests.flat_map(ends);
                let outputs = table.rows.iter().flat_map(|it| &it.outputs);
                let all = table.inputs.iter().chain(outputs).copied().chain(tests);
                all.map(|it| self.expr_depth(it, known)).max().unwrap_or(0)
            }
            None => 0,
        };
        known.decisions.insert(at, depth);
        depth
    }

    fn expr_depth(&self, at: usize, known: &mut Known) -> usize {
        let Some(expr) = self.book.exprs.get(at) else {
            return 0;
        };
        // Of these a table has thousands.
        if matches!(expr, Expr::Literal(_)) {
            return 1;
        }
        if let Some(depth) = known.exprs.get(&at) {
            return *depth;
        }
        let inside = match expr {
            Expr::Decision(it) => self.decision_depth(*it, known),
            Expr::Question(it) => {
                let when = self.book.questions.get(*it).and_then(|it| it.when);
                when.map_or(0, |it| self.expr_depth(it, known))
            }
            _ => self
                .book
                .parts(at)
                .into_iter()
                .map(|it| self.expr_depth(it, known))
                .max()
                .unwrap_or(0),
        };
        known.exprs.insert(at, inside + 1);
        inside + 1
    }

    /// The expressions of a programme's conditions.
    fn tests_of(&self, condition: usize) -> Vec<usize> {
        match self.book.conditions.get(condition).map(|it| &it.test) {
            Some(ConditionTest::All(parts) | ConditionTest::Any(parts)) => {
                parts.iter().flat_map(|it| self.tests_of(*it)).collect()
            }
            Some(ConditionTest::Not(part)) => self.tests_of(*part),
            Some(ConditionTest::Is(expr, _)) => vec![*expr],
            None => Vec::new(),
        }
    }
}

/// The expressions a table's test compares with.
fn ends(test: &Test) -> impl Iterator<Item = usize> {
    let parts = match test {
        Test::One(it) => core::slice::from_ref(it),
        Test::OneOf(_) => &[],
        Test::AnyOf(parts) | Test::Not(parts) => parts.as_slice(),
    };
    let ends = parts.iter().flat_map(|it| match it {
        Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => [Some(*it), None],
        Comparand::Range(low, high) => [low, high].map(|it| it.map(|(it, _)| it)),
    });
    ends.flatten()
}

#[derive(Default)]
struct Known {
    exprs: BTreeMap<usize, usize>,
    decisions: BTreeMap<usize, usize>,
}
