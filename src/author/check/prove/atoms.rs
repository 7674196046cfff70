//! The columns of a decision table cut into stretches that none of its cells
//! tells apart, and which rows each stretch passes.

use std::collections::BTreeMap;

use super::sweep::Rows;
use crate::book::{Book, Comparand, DecisionTable, Expr, ExprId, Literal, Test};
use crate::run::compare::{Held, is_nothing, stretches};
use crate::value::{Number, Numbers, Set, Text, Texts, Value};

/// Values of one column that its cells treat alike.
pub(super) struct Atom {
    pub(super) set: Set,
    /// Rows whose cell may let it pass, in order, and whether it surely does.
    pub(super) rows: Rows,
}

pub(super) struct Column {
    pub(super) atoms: Vec<Atom>,
}

/// What the rows in force make of each column, `domains` being what it can be.
pub(super) fn columns(
    held: &mut Held,
    table: &DecisionTable,
    in_force: &[usize],
    domains: &[Set],
) -> Vec<Column> {
    let book = held.book.clone();
    let mut out = Vec::new();
    for (at, domain) in domains.iter().enumerate() {
        let tests: Vec<(usize, Option<&Test>)> = in_force
            .iter()
            .map(|row| {
                (
                    *row,
                    table.rows[*row].tests.get(at).and_then(Option::as_ref),
                )
            })
            .collect();
        let known = Known::of(&book, &tests);
        let sets = known.cut(domain);
        out.push(Column {
            atoms: passed(held, sets, &tests),
        });
    }
    out
}

/// What a column is compared with.
#[derive(Default)]
struct Known {
    cuts: Vec<(Number, bool)>,
    texts: Vec<Text>,
}

impl Known {
    fn of(book: &Book, tests: &[(usize, Option<&Test>)]) -> Self {
        let mut it = Self::default();
        for test in tests.iter().filter_map(|(_, it)| *it) {
            match test {
                Test::One(comparand) => it.add(book, comparand),
                Test::OneOf(literals) => literals.iter().for_each(|one| it.literal(one)),
                Test::AnyOf(all) | Test::Not(all) => all.iter().for_each(|one| it.add(book, one)),
            }
        }
        it.cuts.sort();
        it.cuts.dedup();
        it.texts.sort();
        it.texts.dedup();
        it
    }

    fn add(&mut self, book: &Book, comparand: &Comparand) {
        let literal = |expr: &ExprId| match book.exprs.get(*expr) {
            Some(Expr::Literal(it)) => Some(it),
            _ => None,
        };
        match comparand {
            Comparand::Equal(it) => {
                if let Some(it) = literal(it) {
                    self.literal(it);
                }
            }
            Comparand::Range(low, high) => {
                let number = |end: &Option<(ExprId, bool)>| {
                    let (expr, closed) = end.as_ref()?;
                    Some((number_of(literal(expr)?)?, *closed))
                };
                // The flag of a cut: the value belongs to the lower side.
                self.cuts
                    .extend(number(low).map(|(it, closed)| (it, !closed)));
                self.cuts.extend(number(high));
            }
            Comparand::Member(_) | Comparand::Holds(_) => {}
        }
    }

    fn literal(&mut self, literal: &Literal) {
        if let Some(number) = number_of(literal) {
            self.cuts.extend([(number, false), (number, true)]);
        } else if let Literal::Text(text) = literal {
            self.texts.push(text.clone());
        }
    }

    fn cut(&self, domain: &Set) -> Vec<Set> {
        let many = domain.to_many();
        let mut out: Vec<Set> = many.scalars().into_iter().map(Set::One).collect();
        for spans in stretches(&many.numbers.spans, &self.cuts) {
            out.push(Set::from_numbers(Numbers::new(spans, many.numbers.whole)));
        }
        for spans in stretches(&many.dates, &self.cuts) {
            out.push(Set::from_dates(spans));
        }
        if let Texts::Of(texts) = &many.texts {
            let is_named = |it: &&Text| self.texts.binary_search(it).is_ok();
            let (named, rest): (Vec<&Text>, Vec<&Text>) = texts.iter().partition(is_named);
            out.extend(
                named
                    .into_iter()
                    .map(|it| Set::One(Value::Text(it.clone()))),
            );
            out.push(Set::from_texts(rest.into_iter().cloned().collect()));
        } else {
            out.push(Set::from_texts(many.texts.clone()));
        }
        if let Some(items) = &many.items {
            out.push(Set::from_items(items.clone()));
        }
        out.extend(
            many.contexts
                .iter()
                .map(|it| Set::One(Value::Context(it.clone()))),
        );
        // Between two cuts there may be no whole number or day.
        out.retain(|it| !is_nothing(it));
        out
    }
}

/// As a number, days too.
fn number_of(literal: &Literal) -> Option<Number> {
    match literal {
        Literal::Number(it) => Some(*it),
        Literal::Date(it) => Some(it.number()),
        _ => None,
    }
}

/// Long tables mostly name one option a row: those are found by it.
fn passed(held: &mut Held, sets: Vec<Set>, tests: &[(usize, Option<&Test>)]) -> Vec<Atom> {
    let mut anywhere = Rows::new();
    let mut by_text: BTreeMap<&Text, Vec<usize>> = BTreeMap::new();
    let mut words: Vec<(usize, &Test)> = Vec::new();
    let mut others: Vec<(usize, &Test)> = Vec::new();
    for (row, test) in tests {
        let Some(test) = test else {
            anywhere.push((*row, true));
            continue;
        };
        match texts(test) {
            Some(texts) => {
                texts
                    .iter()
                    .for_each(|it| by_text.entry(it).or_default().push(*row));
                words.push((*row, test));
            }
            None => others.push((*row, test)),
        }
    }
    let mut out = Vec::new();
    for set in sets {
        let mut rows = anywhere.clone();
        let mut look = |row: usize, test: &Test| {
            let truth = held.passes(&set, test);
            if !truth.never() {
                rows.push((row, truth.is_true()));
            }
        };
        others.iter().for_each(|(row, test)| look(*row, test));
        match &set {
            Set::One(Value::Text(text)) => {
                let named = by_text.get(text).into_iter().flatten();
                rows.extend(named.map(|row| (*row, true)));
            }
            _ => words.iter().for_each(|(row, test)| look(*row, test)),
        }
        rows.sort_unstable();
        rows.dedup_by_key(|it| it.0);
        out.push(Atom { set, rows });
    }
    out
}

/// The texts of a test that asks for nothing else.
fn texts(test: &Test) -> Option<Vec<&Text>> {
    let Test::OneOf(literals) = test else {
        return None;
    };
    let text = |it: &'_ Literal| matches!(it, Literal::Text(_));
    literals.iter().all(text).then(|| {
        let texts = literals.iter().filter_map(|it| match it {
            Literal::Text(it) => Some(it),
            _ => None,
        });
        texts.collect()
    })
}

impl Atom {
    /// The column does not apply to the family, or has no value: where no row meets
    /// that, it is no gap.
    pub(super) fn is_null(&self) -> bool {
        matches!(self.set, Set::One(Value::Null(_)))
    }
}

/// Several stretches as one, for people.
pub(super) fn joined<'a>(mut sets: impl Iterator<Item = &'a Set>) -> Set {
    let first = sets.next().cloned().unwrap_or_else(Set::none);
    sets.fold(first, |all, it| all.join(it))
}
