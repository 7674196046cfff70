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
    /// By row: the atoms that its cell may let pass, in order, and whether it surely does.
    by_row: Vec<Vec<(usize, bool)>>,
}

impl Column {
    fn new(atoms: Vec<Atom>, n_rows: usize) -> Self {
        let mut by_row = vec![Vec::new(); n_rows];
        for (at, atom) in atoms.iter().enumerate() {
            for (row, sure) in &atom.rows {
                by_row[*row].push((at, *sure));
            }
        }
        Self { atoms, by_row }
    }

    pub(super) fn atoms_of(&self, row: usize) -> &[(usize, bool)] {
        &self.by_row[row]
    }

    /// The atoms that both rows can pass.
    fn both(&self, a: usize, b: usize) -> impl Iterator<Item = &Atom> {
        let mut others = self.atoms_of(b).iter().peekable();
        let both = self.atoms_of(a).iter().filter(move |(at, _)| {
            while others.next_if(|it| it.0 < *at).is_some() {}
            others.peek().is_some_and(|it| it.0 == *at)
        });
        both.map(|(at, _)| &self.atoms[*at])
    }

    fn meet(&self, a: usize, b: usize) -> bool {
        self.both(a, b).next().is_some()
    }

    /// What both rows can pass.
    pub(super) fn common(&self, a: usize, b: usize) -> Set {
        joined(self.both(a, b).map(|it| &it.set))
    }

    /// Whether `wide` surely passes all that `narrow` may pass.
    pub(super) fn covers(&self, wide: usize, narrow: usize) -> bool {
        let wide = self.atoms_of(wide);
        self.atoms_of(narrow).iter().all(|(at, _)| {
            let found = wide.binary_search_by_key(at, |it| it.0);
            found.is_ok_and(|it| wide[it].1)
        })
    }

    /// What `row` may pass, as far as it is there for `rows`, which are in order.
    pub(super) fn narrowed(&self, row: usize, rows: &[usize]) -> Vec<Atom> {
        let atoms = self.atoms_of(row).iter().map(|(at, _)| {
            let Atom { set, rows: passed } = &self.atoms[*at];
            let found = rows.iter().filter_map(|row| {
                let found = passed.binary_search_by_key(row, |it| it.0);
                found.ok().map(|it| passed[it])
            });
            Atom {
                set: set.clone(),
                rows: found.collect(),
            }
        });
        atoms.collect()
    }

    /// How many rows there are beside those of a row, some of them more than once.
    fn n_beside(&self, row: usize) -> usize {
        let atoms = self.atoms_of(row).iter();
        atoms.map(|(at, _)| self.atoms[*at].rows.len()).sum()
    }
}

/// The other rows that may pass something of what `row` may, in order: no others
/// ever fit together with it. `all` are the rows in force.
pub(super) fn near(columns: &[Column], row: usize, all: &[usize]) -> Vec<usize> {
    let Some(column) = columns.iter().min_by_key(|it| it.n_beside(row)) else {
        return all.iter().copied().filter(|it| *it != row).collect();
    };
    let atoms = column.atoms_of(row).iter();
    let rows = atoms.flat_map(|(at, _)| column.atoms[*at].rows.iter().map(|it| it.0));
    let mut rows: Vec<usize> = rows.filter(|it| *it != row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.retain(|it| columns.iter().all(|column| column.meet(row, *it)));
    rows
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
        let atoms = passed(held, sets, &tests);
        out.push(Column::new(atoms, table.rows.len()));
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
