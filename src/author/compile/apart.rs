//! Whether the cells of a decision table show that no two of its rows fit at once:
//! in some column their tests exclude each other, or they hold at different times.
//!
//! One column after the other takes the rows apart into groups that exclude each
//! other; only within a group rows are held against one another.

use std::collections::BTreeMap;

use crate::book::{Book, Comparand, DecisionTable, Expr, Literal, Period, Row, Test};
use crate::value::{Number, Text};

/// Pairs held against one another. Not to have shown it is always allowed.
const MAX_PAIRS: usize = 8_000_000;
/// So few are as quick to compare as to group.
const FEW: usize = 8;

pub(super) fn are_apart(book: &Book, table: &DecisionTable) -> bool {
    let rows: Vec<&Row> = table.rows.iter().collect();
    let mut pairs_left = MAX_PAIRS;
    Apart { book }.from(0, table.inputs.len(), rows, &mut pairs_left)
}

struct Apart<'b> {
    book: &'b Book,
}

impl Apart<'_> {
    /// Whether `rows`, which the columns before `at` do not tell apart, are apart.
    fn from(&self, at: usize, n: usize, rows: Vec<&Row>, pairs_left: &mut usize) -> bool {
        if rows.len() > FEW && at < n {
            let mut groups = self.groups(at, rows).into_iter();
            return groups.all(|it| self.from(at + 1, n, it, pairs_left));
        }
        let Some(left) = pairs_left.checked_sub(rows.len() * rows.len().saturating_sub(1) / 2)
        else {
            return false;
        };
        *pairs_left = left;
        let mut rest = rows.iter();
        while let Some(a) = rest.next() {
            if !rest.clone().all(|b| self.exclude_each_other(a, b)) {
                return false;
            }
        }
        true
    }

    /// The rows by what their cells in a column let pass; rows of two groups have
    /// nothing in common there.
    fn groups<'r>(&self, column: usize, rows: Vec<&'r Row>) -> Vec<Vec<&'r Row>> {
        let tests: Option<Vec<&Test>> = rows
            .iter()
            .map(|it| it.tests.get(column).and_then(Option::as_ref))
            .collect();
        // A cell that lets anything pass has something in common with all.
        let Some(tests) = tests else {
            return vec![rows];
        };
        let numbers = by_word(&tests).or_else(|| {
            let ranges = tests.iter().map(|it| number_range(self.book, it));
            ranges.collect::<Option<Vec<Range>>>().map(by_range)
        });
        let Some(numbers) = numbers else {
            return vec![rows];
        };
        let mut groups: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
        for (row, group) in rows.into_iter().zip(numbers) {
            groups.entry(group).or_default().push(row);
        }
        groups.into_values().collect()
    }

    fn exclude_each_other(&self, a: &Row, b: &Row) -> bool {
        let apart_in_time = ends_before(a.period, b.period) || ends_before(b.period, a.period);
        let mut tests = a.tests.iter().zip(&b.tests);
        apart_in_time || tests.any(|(a, b)| self.exclude(a.as_ref(), b.as_ref()))
    }

    fn exclude(&self, a: Option<&Test>, b: Option<&Test>) -> bool {
        match (a, b) {
            (Some(Test::OneOf(a)), Some(Test::OneOf(b))) => !a.iter().any(|it| b.contains(it)),
            (Some(a), Some(b)) => match (number_range(self.book, a), number_range(self.book, b)) {
                (Some(a), Some(b)) => a.ends_before(&b) || b.ends_before(&a),
                _ => false,
            },
            _ => false,
        }
    }
}

/// A group for each test, if all ask for words: those with a word in common share it.
fn by_word(tests: &[&Test]) -> Option<Vec<usize>> {
    let mut first: BTreeMap<&Text, usize> = BTreeMap::new();
    let mut group: Vec<usize> = (0..tests.len()).collect();
    for (at, test) in tests.iter().enumerate() {
        let Test::OneOf(words) = test else {
            return None;
        };
        for word in words {
            let Literal::Text(word) = word else {
                return None;
            };
            let (one, other) = (*first.entry(word).or_insert(at), at);
            let (one, other) = (root(&group, one), root(&group, other));
            group[one.max(other)] = one.min(other);
        }
    }
    Some((0..tests.len()).map(|it| root(&group, it)).collect())
}

/// The first member of a group; each points to one before it.
fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// A group for each stretch: those that reach into one another share it.
fn by_range(ranges: Vec<Range>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|it| ranges[*it].low.map(|(it, closed)| (it, !closed)));
    let mut groups = vec![0; ranges.len()];
    let mut reach: Option<&Range> = None;
    let mut group = 0;
    for at in order {
        let range = &ranges[at];
        match reach {
            Some(before) if before.ends_before(range) => (group, reach) = (at, Some(range)),
            Some(before) if !range.reaches_beyond(before) => {}
            Some(_) => reach = Some(range),
            None => (group, reach) = (at, Some(range)),
        }
        groups[at] = group;
    }
    groups
}

fn number_range(book: &Book, test: &Test) -> Option<Range> {
    let number = |expr: usize| match book.exprs.get(expr) {
        Some(Expr::Literal(Literal::Number(it))) => Some(*it),
        _ => None,
    };
    match test {
        Test::OneOf(literals) => match literals.as_slice() {
            [Literal::Number(it)] => Some(Range {
                low: Some((*it, true)),
                high: Some((*it, true)),
            }),
            _ => None,
        },
        Test::One(Comparand::Range(low, high)) => {
            let end = |it: &Option<(usize, bool)>| match it {
                Some((expr, closed)) => Some(Some((number(*expr)?, *closed))),
                None => Some(None),
            };
            Some(Range {
                low: end(low)?,
                high: end(high)?,
            })
        }
        _ => None,
    }
}

/// From and to; whether the end itself is in it. No end is no limit.
struct Range {
    low: Option<(Number, bool)>,
    high: Option<(Number, bool)>,
}

impl Range {
    fn ends_before(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some((high, high_closed)), Some((low, low_closed))) => {
                high < low || (high == low && !(high_closed && low_closed))
            }
            _ => false,
        }
    }

    fn reaches_beyond(&self, other: &Self) -> bool {
        match (self.high, other.high) {
            (_, None) => false,
            (None, _) => true,
            (Some(mine), Some(other)) => mine > other,
        }
    }
}

fn ends_before(a: Period, b: Period) -> bool {
    matches!((a.until, b.from), (Some(until), Some(from)) if until < from)
}
