//! Column by column through the combinations of a decision table: rows already out
//! cost nothing, and combinations that leave the same rows are one.

use super::super::super::families::meets;
use super::atoms::{Atom, Column, joined};
use crate::book::DecisionTable;
use crate::value::Set;

/// Combinations of atoms looked at in one table.
const MAX_LOOKS: usize = 200_000;

/// Values of some columns, all that is said of a family.
pub(super) type Cells = Vec<(usize, Set)>;

/// Rows in order, and whether they surely fit.
pub(super) type Rows = Vec<(usize, bool)>;

/// Atoms that leave the same rows.
struct Group<'a> {
    sets: Vec<&'a Set>,
    rows: Rows,
}

/// Whether all values of `set` are in `cell`; `None` if some are.
pub(super) fn within(set: &Set, cell: &Set) -> Option<bool> {
    if let Set::One(value) = set {
        return Some(cell.contains(value));
    }
    if set == cell || set.clone().join(cell) == *cell {
        return Some(true);
    }
    if meets(set, cell) { None } else { Some(false) }
}

/// Column by column through all combinations of atoms.
pub(super) struct Sweep<'s> {
    columns: Vec<&'s [Atom]>,
    table: &'s DecisionTable,
    pub(super) looks_left: usize,
    pub(super) gaps: Vec<Cells>,
    /// Columns without a value count as well.
    with_null: bool,
}

impl<'s> Sweep<'s> {
    pub(super) fn new(columns: &'s [Column], table: &'s DecisionTable) -> Self {
        Self {
            columns: columns.iter().map(|it| it.atoms.as_slice()).collect(),
            table,
            looks_left: MAX_LOOKS,
            gaps: Vec::new(),
            with_null: false,
        }
    }

    /// Collects the combinations that none of `rows` surely meets.
    pub(super) fn go(&mut self, at: usize, rows: &Rows, path: &mut Cells) {
        if self.is_covered(at, rows) || self.looks_left == 0 {
            return;
        }
        let Some(column) = self.columns.get(at) else {
            self.gaps.push(path.clone());
            return;
        };
        if rows.is_empty() {
            self.gaps.push(path.clone());
            return;
        }
        for (sets, rows) in grouped(column, rows, self.with_null) {
            self.looks_left = self.looks_left.saturating_sub(1);
            path.push((at, sets));
            self.go(at + 1, &rows, path);
            path.pop();
        }
    }

    /// Whether `rows` leave nothing of what `row` may pass.
    pub(super) fn within(&mut self, columns: &[Column], row: usize, rows: &[usize]) -> bool {
        let columns: Vec<Vec<Atom>> = columns.iter().map(|it| it.narrowed(row, rows)).collect();
        let mut sweep = Sweep {
            columns: columns.iter().map(Vec::as_slice).collect(),
            looks_left: self.looks_left,
            with_null: true,
            ..Sweep::new(&[], self.table)
        };
        let rows = rows.iter().map(|it| (*it, true)).collect();
        sweep.go(0, &rows, &mut Vec::new());
        self.looks_left = sweep.looks_left;
        sweep.gaps.is_empty()
    }

    /// A row that surely passed all columns so far and lets anything pass in the rest.
    fn is_covered(&self, at: usize, rows: &Rows) -> bool {
        rows.iter().any(|(row, sure)| {
            let rest = self.table.rows[*row].tests.get(at..).unwrap_or_default();
            *sure && rest.iter().all(Option::is_none)
        })
    }
}

/// Atoms that leave the same of `rows`, together.
fn grouped(atoms: &[Atom], rows: &Rows, with_null: bool) -> Vec<(Set, Rows)> {
    let mut out: Vec<Group<'_>> = Vec::new();
    for atom in atoms.iter().filter(|it| with_null || !it.is_null()) {
        let left = in_both(rows, &atom.rows);
        match out.iter_mut().find(|it| it.rows == left) {
            Some(group) => group.sets.push(&atom.set),
            None => out.push(Group {
                sets: vec![&atom.set],
                rows: left,
            }),
        }
    }
    out.into_iter()
        .map(|it| (joined(it.sets.into_iter()), it.rows))
        .collect()
}

/// Rows in both, sure where they are so in both; few are looked for among many.
fn in_both(a: &Rows, b: &Rows) -> Rows {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut out = Rows::new();
    let mut rest = many.as_slice();
    for (row, sure) in few {
        rest = &rest[rest.partition_point(|it| it.0 < *row)..];
        if let Some((_, surely)) = rest.first().filter(|it| it.0 == *row) {
            out.push((*row, *sure && *surely));
        }
    }
    out
}
