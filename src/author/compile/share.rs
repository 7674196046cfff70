//! Equal expressions and conditions become one, and what nobody uses is left
//! out. Copies of a programme are then worked out once, and the book is smaller.
//!
//! Done when nothing is left to be told about places: until then every cell has
//! an expression of its own.

use std::collections::BTreeMap;

use crate::book::{Book, Comparand, Condition, ConditionTest, Expr, Logic, Test};

pub(super) fn share(book: &mut Book) {
    let used = used(book);
    let mut exprs = Shelf::default();
    for (at, mut expr) in std::mem::take(&mut book.exprs).into_iter().enumerate() {
        // The first is what stands where nothing could be read.
        if at == 0 || used.get(at) == Some(&true) {
            parts(&mut expr, &mut |it| *it = exprs.now(*it));
            exprs.put(at, expr);
        }
    }
    let mut conditions = Shelf::default();
    for (at, mut condition) in std::mem::take(&mut book.conditions).into_iter().enumerate() {
        rename(&mut condition, &exprs, &conditions);
        conditions.put(at, condition);
    }
    for root in roots(book) {
        *root = exprs.now(*root);
    }
    for program in &mut book.programs {
        program.fits = conditions.now(program.fits);
    }
    book.exprs = exprs.kept;
    book.conditions = conditions.kept;
}

/// What was kept, and where each old id went.
struct Shelf<T> {
    kept: Vec<T>,
    moved: BTreeMap<usize, usize>,
    known: BTreeMap<String, usize>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            moved: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }
}

impl<T: std::fmt::Debug> Shelf<T> {
    fn put(&mut self, was: usize, it: T) {
        let next = self.kept.len();
        // Told apart by all they hold: `1.10` and `1.1` are two.
        let at = *self.known.entry(format!("{it:?}")).or_insert(next);
        if at == next {
            self.kept.push(it);
        }
        self.moved.insert(was, at);
    }

    fn now(&self, was: usize) -> usize {
        self.moved.get(&was).copied().unwrap_or(0)
    }
}

/// By expression: something leads to it.
fn used(book: &mut Book) -> Vec<bool> {
    let mut used = vec![false; book.exprs.len()];
    let mut marked: Vec<usize> = roots(book).into_iter().map(|it| *it).collect();
    for condition in &book.conditions {
        if let ConditionTest::Is(expr, _) = condition.test {
            marked.push(expr);
        }
    }
    for at in marked {
        if let Some(slot) = used.get_mut(at) {
            *slot = true;
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
fn roots(book: &mut Book) -> Vec<&mut usize> {
    let mut roots = Vec::new();
    for question in &mut book.questions {
        roots.extend(
            [&mut question.when, &mut question.ask_when]
                .into_iter()
                .flatten(),
        );
    }
    for decision in &mut book.decisions {
        match &mut decision.logic {
            Logic::Expr(expr) => roots.push(expr),
            Logic::Table(table) => {
                roots.extend(&mut table.inputs);
                for row in &mut table.rows {
                    let tests = row.tests.iter_mut().flatten();
                    roots.extend(tests.flat_map(of_test));
                    roots.extend(&mut row.outputs);
                }
            }
        }
    }
    roots.extend(book.programs.iter_mut().filter_map(|it| it.amount.as_mut()));
    roots.extend(book.constraints.iter_mut().map(|it| &mut it.must));
    roots.extend(book.milestones.iter_mut().filter_map(|it| it.when.as_mut()));
    roots
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
            of_test(test).into_iter().for_each(each);
        }
    }
}

pub(in crate::author) fn of_test(test: &mut Test) -> Vec<&mut usize> {
    let comparands: &mut [Comparand] = match test {
        Test::One(it) => std::slice::from_mut(it),
        Test::OneOf(_) => &mut [],
        Test::AnyOf(parts) | Test::Not(parts) => parts,
    };
    let mut ids = Vec::new();
    for comparand in comparands {
        match comparand {
            Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => ids.push(it),
            Comparand::Range(low, high) => {
                ids.extend(low.iter_mut().chain(high).map(|(it, _)| it));
            }
        }
    }
    ids
}
