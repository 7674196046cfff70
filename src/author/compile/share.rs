//! Equal expressions and conditions become one, and what nobody uses is left
//! out. Copies of a programme are then worked out once, and the book is smaller.
//!
//! Done when nothing is left to be told about places: until then every cell has
//! an expression of its own.

use std::collections::BTreeMap;

use super::NOTHING;
use crate::book::{self, Book, Comparand, Condition, ConditionTest, Expr, Logic, Test};

pub(super) fn share(book: &mut Book) {
    let used = used(book);
    let mut exprs = Shelf::default();
    for (at, mut expr) in std::mem::take(&mut book.exprs).into_iter().enumerate() {
        // The first is what stands where nothing could be read.
        if at == 0 || used.get(at) == Some(&true) {
            parts(&mut expr, &mut |it| *it = exprs.now(*it));
            let bytes = book::bytes_of(&expr);
            exprs.put(at, bytes, expr);
        }
    }
    let mut conditions = Shelf::default();
    for (at, mut condition) in std::mem::take(&mut book.conditions).into_iter().enumerate() {
        rename(&mut condition, &exprs, &conditions);
        let bytes = format!("{condition:?}").into_bytes();
        conditions.put(at, bytes, condition);
    }
    each_root(book, &mut |it| *it = exprs.now(*it));
    for program in &mut book.programs {
        program.fits = conditions.now(program.fits);
    }
    book.exprs = exprs.kept;
    book.conditions = conditions.kept;
}

/// What was kept, and where each old id went.
struct Shelf<T> {
    kept: Vec<T>,
    /// By old id.
    moved: Vec<usize>,
    known: BTreeMap<Vec<u8>, usize>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            moved: Vec::new(),
            known: BTreeMap::new(),
        }
    }
}

impl<T> Shelf<T> {
    /// `bytes` are all it holds: `1.10` and `1.1` are two.
    fn put(&mut self, was: usize, bytes: Vec<u8>, it: T) {
        let next = self.kept.len();
        let at = *self.known.entry(bytes).or_insert(next);
        if at == next {
            self.kept.push(it);
        }
        // Those in between are left out.
        self.moved.resize(was, NOTHING);
        self.moved.push(at);
    }

    fn now(&self, was: usize) -> usize {
        self.moved.get(was).copied().unwrap_or(NOTHING)
    }
}

/// By expression: something leads to it.
fn used(book: &mut Book) -> Vec<bool> {
    let mut used = vec![false; book.exprs.len()];
    let mut mark = |it: usize| {
        if let Some(slot) = used.get_mut(it) {
            *slot = true;
        }
    };
    each_root(book, &mut |it| mark(*it));
    for condition in &book.conditions {
        if let ConditionTest::Is(expr, _) = condition.test {
            mark(expr);
        }
    }
    // Parts stand before the whole.
    for at in (0..used.len()).rev() {
        if used[at] {
            for part in book.parts(at) {
                used[part] = true;
            }
        }
    }
    used
}

/// Every place outside of expressions and conditions that names an expression.
fn each_root(book: &mut Book, each: &mut dyn FnMut(&mut usize)) {
    for question in &mut book.questions {
        let gates = [&mut question.when, &mut question.ask_when];
        gates.into_iter().flatten().for_each(&mut *each);
    }
    for decision in &mut book.decisions {
        match &mut decision.logic {
            Logic::Expr(expr) => each(expr),
            Logic::Table(table) => {
                table.inputs.iter_mut().for_each(&mut *each);
                for row in &mut table.rows {
                    let tests = row.tests.iter_mut().flatten();
                    tests.flat_map(of_test).for_each(&mut *each);
                    row.outputs.iter_mut().for_each(&mut *each);
                }
            }
        }
    }
    let amounts = book.programs.iter_mut();
    amounts
        .filter_map(|it| it.amount.as_mut())
        .for_each(&mut *each);
    for constraint in &mut book.constraints {
        each(&mut constraint.must);
    }
    let milestones = book.milestones.iter_mut();
    milestones.filter_map(|it| it.when.as_mut()).for_each(each);
}

fn rename(condition: &mut Condition, exprs: &Shelf<Expr>, conditions: &Shelf<Condition>) {
    match &mut condition.test {
        ConditionTest::All(parts) | ConditionTest::Any(parts) => {
            for part in parts {
                *part = conditions.now(*part);
            }
        }
        ConditionTest::Not(part) => *part = conditions.now(*part),
        ConditionTest::Is(expr, _) => *expr = exprs.now(*expr),
    }
}

/// The ids in an expression.
pub(in crate::author) fn parts(expr: &mut Expr, each: &mut dyn FnMut(&mut usize)) {
    match expr {
        Expr::Literal(_)
        | Expr::Question(_)
        | Expr::Decision(_)
        | Expr::Facts(_)
        | Expr::Day
        | Expr::Local(_) => {}
        Expr::And(parts) | Expr::Or(parts) | Expr::List(parts) | Expr::Call(_, parts) => {
            parts.iter_mut().for_each(each);
        }
        Expr::Not(a) | Expr::Negate(a) | Expr::Field(a, _) => each(a),
        Expr::Arithmetic(_, a, b)
        | Expr::Compare(_, a, b)
        | Expr::Equal(a, b)
        | Expr::Filter(a, b)
        | Expr::Item(a, b)
        | Expr::For(a, b)
        | Expr::Some(a, b)
        | Expr::Every(a, b) => [a, b].into_iter().for_each(each),
        Expr::If(a, b, c) => [a, b, c].into_iter().for_each(each),
        Expr::Further(further) => further.each_part(each),
        Expr::Context(entries) => entries.iter_mut().map(|(_, it)| it).for_each(each),
        Expr::In(a, test) => {
            each(a);
            of_test(test).for_each(each);
        }
    }
}

pub(in crate::author) fn of_test(test: &mut Test) -> impl Iterator<Item = &mut usize> {
    let comparands: &mut [Comparand] = match test {
        Test::One(it) => std::slice::from_mut(it),
        Test::OneOf(_) => &mut [],
        Test::AnyOf(parts) | Test::Not(parts) => parts,
    };
    let ids = comparands.iter_mut().flat_map(|it| match it {
        Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => [Some(it), None],
        Comparand::Range(low, high) => [low, high].map(|it| it.as_mut().map(|(it, _)| it)),
    });
    ids.flatten()
}
