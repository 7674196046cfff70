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

/// What both rows can pass in a column.
pub(super) fn common(column: &Column, a: usize, b: usize) -> Option<Set> {
    let has = |atom: &&Atom, row| atom.rows.iter().any(|it| it.0 == row);
    let mut both = column
        .atoms
        .iter()
        .filter(|it| has(it, a) && has(it, b))
        .map(|it| &it.set)
        .peekable();
    both.peek()?;
    Some(joined(both))
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
    columns: &'s [Column],
    table: &'s DecisionTable,
    pub(super) looks_left: usize,
    pub(super) gaps: Vec<Cells>,
    /// Columns without a value count as well.
    with_null: bool,
}

impl<'s> Sweep<'s> {
    pub(super) fn new(columns: &'s [Column], table: &'s DecisionTable) -> Self {
        Self {
            columns,
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
    pub(super) fn within(&mut self, row: usize, rows: &Rows) -> bool {
        let columns: Vec<Column> = self
            .columns
            .iter()
            .map(|it| Column {
                atoms: it
                    .atoms
                    .iter()
                    .filter(|it| it.rows.iter().any(|it| it.0 == row))
                    .map(|it| Atom {
                        set: it.set.clone(),
                        rows: it.rows.clone(),
                    })
                    .collect(),
            })
            .collect();
        let mut sweep = Sweep {
            columns: &columns,
            table: self.table,
            looks_left: self.looks_left,
            gaps: Vec::new(),
            with_null: true,
        };
        sweep.go(0, rows, &mut Vec::new());
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
fn grouped(column: &Column, rows: &Rows, with_null: bool) -> Vec<(Set, Rows)> {
    let mut out: Vec<Group<'_>> = Vec::new();
    let atoms = column.atoms.iter();
    for atom in atoms.filter(|it| with_null || !it.is_null()) {
        // Both are in order of the rows.
        let mut passed = atom.rows.iter().peekable();
        let mut left = Vec::new();
        for (row, sure) in rows {
            while passed.next_if(|it| it.0 < *row).is_some() {}
            if let Some((_, surely)) = passed.next_if(|it| it.0 == *row) {
                left.push((*row, *sure && *surely));
            }
        }
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
