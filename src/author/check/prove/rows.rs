//! Decision tables: combinations no row meets, rows that meet the same family,
//! rows that never come to their turn. Columns are cut into atoms and gone
//! through one after the other, so that rows already out cost nothing; then a
//! family is looked for, since columns may hang together.
//!
//! The same names as in Drools' analysis of DMN tables: gap, overlap, masked,
//! misleading, subsumption.

use std::collections::BTreeSet;

use super::super::super::Diagnostic;
use super::super::super::messages;
use super::atoms::{Column, columns};
use super::sweep::{Cells, Rows, Sweep, common, within};
use super::{Found, Ground, Look, place_of, say};
use crate::book::{DecisionTable, HitPolicy, Logic, Row};
use crate::run::compare::Held;
use crate::value::Date;

/// More of one kind in one table tell nobody anything.
const MAX_TOLD: usize = 5;
/// Boxes and pairs for which a family is looked for.
const MAX_TRIED: usize = 40;

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    for (at, decision) in ground.book.decisions.iter().enumerate() {
        let Logic::Table(table) = &decision.logic else {
            continue;
        };
        let places = ground.places().rows_of(&decision.name);
        if !places.first().is_some_and(|it| ground.is_own(it)) || places.len() != table.rows.len() {
            continue;
        }
        let mut study = Study {
            ground,
            at,
            table,
            told: BTreeSet::new(),
            out,
        };
        for day in ground.days.clone() {
            study.on(day);
        }
    }
}

struct Study<'g, 'o> {
    ground: &'g Ground<'g>,
    at: usize,
    table: &'g DecisionTable,
    /// What has been told of an earlier day.
    told: BTreeSet<(&'static str, String)>,
    out: &'o mut Vec<Diagnostic>,
}

impl Study<'_, '_> {
    fn on(&mut self, day: Date) {
        let rows = self.table.rows.iter().enumerate();
        let in_force: Vec<usize> = rows
            .filter(|(_, it)| it.period.contains(day))
            .map(|(at, _)| at)
            .collect();
        // The same rows as on an earlier day say the same again.
        if !self.told.insert(("rows", format!("{in_force:?}"))) {
            return;
        }
        let mut held = self.ground.held(day);
        let columns = columns(&mut held, self.table, &in_force);
        let rows: Rows = in_force.iter().map(|it| (*it, true)).collect();
        let is_one = matches!(
            self.table.hit,
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
        );
        self.never_met(&mut held, &columns, &rows);
        if is_one && !in_force.is_empty() {
            self.gaps(day, &columns, rows);
        }
        match self.table.hit {
            HitPolicy::Unique | HitPolicy::Any => self.overlaps(day, &columns, &in_force),
            HitPolicy::First => self.masked(day, &columns, &in_force),
            HitPolicy::Priority => self.by_priority(day, &columns, &in_force),
            _ => {}
        }
    }

    /// Rows with a cell that lets nothing pass that its column can be.
    fn never_met(&mut self, held: &mut Held, columns: &[Column], rows: &Rows) {
        for (row, _) in rows {
            let dead = columns.iter().position(|column| {
                let mut atoms = column.atoms.iter();
                !atoms.any(|it| it.rows.iter().any(|(it, _)| it == row))
            });
            let Some(column) = dead else { continue };
            let all = held.expr(self.table.inputs[column]).set;
            if self.told.insert(("dead-row", row.to_string())) {
                let name = self.name();
                let heading = self.heading(column);
                self.tell("dead-row", *row, &[&name, &heading, &say::set(&all)]);
            }
        }
    }

    fn gaps(&mut self, day: Date, columns: &[Column], rows: Rows) {
        let mut sweep = Sweep::new(columns, self.table);
        sweep.go(0, &rows, &mut Vec::new());
        let (gaps, has_all) = (sweep.gaps, sweep.looks_left > 0);
        let (mut n_told, mut is_shown) = (0, has_all);
        for (tried, gap) in gaps.iter().enumerate() {
            if n_told >= MAX_TOLD || tried >= MAX_TRIED {
                is_shown = false;
                break;
            }
            match self.family_in(day, gap, None) {
                Found::Family(family) => {
                    n_told += 1;
                    let (name, cells) = (self.name(), self.cells(gap));
                    let family = self.ground.told(&family);
                    let found = self.at_table("table-gap", &[&name, &cells, &family]);
                    if self.told.insert(("table-gap", cells)) {
                        self.out.extend(found);
                    }
                }
                Found::None => {}
                Found::Unproven => is_shown = false,
            }
        }
        if !is_shown && n_told < MAX_TOLD && self.told.insert(("unproven", String::new())) {
            let name = self.name();
            let found = self.at_table("unproven", &[&name]);
            self.out.extend(found);
        }
    }

    /// Pairs of rows that can fit at once.
    fn overlaps(&mut self, day: Date, columns: &[Column], in_force: &[usize]) {
        if self.table.disjoint {
            return;
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        let cost = |it: &Column| {
            it.atoms
                .iter()
                .map(|it| it.rows.len().pow(2))
                .sum::<usize>()
        };
        match columns.iter().min_by_key(|it| cost(it)) {
            Some(column) => {
                for atom in &column.atoms {
                    for (at, (a, _)) in atom.rows.iter().enumerate() {
                        for (b, _) in &atom.rows[at + 1..] {
                            pairs.insert((*a, *b));
                        }
                    }
                }
            }
            None => {
                for (at, a) in in_force.iter().enumerate() {
                    pairs.extend(in_force[at + 1..].iter().map(|b| (*a, *b)));
                }
            }
        }
        let (mut n_told, mut n_tried) = (0, 0);
        for (a, b) in pairs {
            let is_same = self.outputs(a) == self.outputs(b);
            if self.table.hit == HitPolicy::Any && is_same {
                continue;
            }
            let common: Option<Cells> = columns
                .iter()
                .enumerate()
                .map(|(at, column)| Some((at, common(column, a, b)?)))
                .collect();
            let Some(cells) = common else { continue };
            if n_told >= MAX_TOLD || n_tried >= MAX_TRIED {
                break;
            }
            n_tried += 1;
            if let Found::Family(family) = self.family_in(day, &cells, Some(&[a, b])) {
                n_told += 1;
                if self.told.insert(("table-overlap", format!("{a} {b}"))) {
                    let (name, family) = (self.name(), self.ground.told(&family));
                    let places = self.ground.places().rows_of(&self.name());
                    let other = places[a].clone();
                    let found =
                        Diagnostic::new("table-overlap", places[b].clone(), &[&name, &family]);
                    let found = found.note("other-row", other, &[]);
                    self.out.push(if is_same {
                        found.help_with("overlap-same", &[])
                    } else {
                        found
                    });
                }
            }
        }
    }

    /// Rows below others that leave nothing for them.
    fn masked(&mut self, _: Date, columns: &[Column], in_force: &[usize]) {
        for (turn, row) in in_force.iter().enumerate() {
            let before = &in_force[..turn];
            self.behind(columns, *row, before);
        }
    }

    /// `P`: which row wins is told by the values, not by the order of rows.
    fn by_priority(&mut self, day: Date, columns: &[Column], in_force: &[usize]) {
        for row in in_force {
            let rank = self.rank(*row);
            let before: Vec<usize> = in_force
                .iter()
                .copied()
                .filter(|it| self.rank(*it) < rank)
                .collect();
            self.behind(columns, *row, &before);
        }
        let mut n_told = 0;
        for (turn, a) in in_force.iter().enumerate() {
            for b in &in_force[turn + 1..] {
                if self.rank(*b) >= self.rank(*a) || n_told >= MAX_TOLD {
                    continue;
                }
                let common: Option<Cells> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| Some((at, common(column, *a, *b)?)))
                    .collect();
                let Some(cells) = common else { continue };
                if let Found::Family(family) = self.family_in(day, &cells, Some(&[*a, *b]))
                    && self.told.insert(("misleading-row", format!("{a} {b}")))
                {
                    n_told += 1;
                    let (name, family) = (self.name(), self.ground.told(&family));
                    let places = self.ground.places().rows_of(&name);
                    let winner = places[*b].clone();
                    let found =
                        Diagnostic::new("misleading-row", places[*a].clone(), &[&name, &family]);
                    self.out.push(found.note("other-row", winner, &[]));
                }
            }
        }
    }

    /// Tells of a row for which the rows `before` it leave nothing.
    fn behind(&mut self, columns: &[Column], row: usize, before: &[usize]) {
        let covering = before.iter().find(|it| self.covers(columns, **it, row));
        let is_masked = covering.is_some() || {
            let mut sweep = Sweep::new(columns, self.table);
            let rows: Rows = before.iter().map(|it| (*it, true)).collect();
            sweep.within(row, &rows) && sweep.looks_left > 0
        };
        if !is_masked || before.is_empty() {
            return self.redundant(columns, row);
        }
        if !self.told.insert(("masked-row", row.to_string())) {
            return;
        }
        let name = self.name();
        let places = self.ground.places().rows_of(&name);
        let mut found = Diagnostic::new("masked-row", places[row].clone(), &[&name]);
        if let Some(covering) = covering {
            found = found.note("masked-by", places[*covering].clone(), &[]);
        }
        self.out.push(found);
    }

    /// A row right above one that says the same of all it says, and more.
    fn redundant(&mut self, columns: &[Column], row: usize) {
        let rows = &self.table.rows;
        let Some(next) = rows.get(row + 1) else {
            return;
        };
        let is_same = self.outputs(row) == self.outputs(row + 1) && rows[row].period == next.period;
        if is_same
            && self.covers(columns, row + 1, row)
            && self.told.insert(("redundant-row", row.to_string()))
        {
            let name = self.name();
            let places = self.ground.places().rows_of(&name);
            let found = Diagnostic::new("redundant-row", places[row].clone(), &[&name]);
            self.out
                .push(found.note("other-row", places[row + 1].clone(), &[]));
        }
    }

    /// Whether `wide` surely passes all that `narrow` may pass.
    fn covers(&self, columns: &[Column], wide: usize, narrow: usize) -> bool {
        columns.iter().all(|column| {
            column.atoms.iter().all(|atom| {
                let is_in = |row: usize| atom.rows.iter().find(|it| it.0 == row).map(|it| it.1);
                is_in(narrow).is_none() || is_in(wide) == Some(true)
            })
        })
    }

    /// A family whose columns have these values, and which meets no row, or
    /// certainly all of `rows`.
    fn family_in(&self, day: Date, cells: &Cells, rows: Option<&[usize]>) -> Found {
        let table = self.table;
        let node_island = |held: &Held| held.graph.island(held.graph.decision(self.at));
        self.ground.family(day, &mut |held| {
            let island = node_island(held);
            let mut open = Vec::new();
            for (column, cell) in cells {
                let outcome = held.expr(table.inputs[*column]);
                match within(&outcome.set, cell) {
                    Some(true) => {}
                    Some(false) => return Look::No,
                    None => open.push((island, outcome.open)),
                }
            }
            for (row, state) in held.rows(table).into_iter().enumerate() {
                let Some((truth, mask)) = state else { continue };
                let wanted = rows.is_some_and(|it| it.contains(&row));
                match (wanted, rows.is_some()) {
                    (true, _) if truth.never() => return Look::No,
                    (true, _) if !truth.is_true() => open.push((island, mask)),
                    (false, false) if truth.is_true() => return Look::No,
                    (false, false) if !truth.never() => open.push((island, mask)),
                    _ => {}
                }
            }
            if open.is_empty() {
                Look::Yes
            } else {
                Look::Open(open)
            }
        })
    }

    fn name(&self) -> String {
        self.ground.book.decisions[self.at].name.to_string()
    }

    fn heading(&self, column: usize) -> String {
        let headings = self.ground.places().inputs_of(&self.name());
        headings.get(column).cloned().unwrap_or_default()
    }

    fn cells(&self, cells: &Cells) -> String {
        if cells.is_empty() {
            return "@anything".to_owned();
        }
        messages::list(
            cells.iter().map(|(column, set)| {
                [self.heading(*column).as_str(), " = ", &say::set(set)].concat()
            }),
        )
    }

    fn outputs(&self, row: usize) -> Vec<Option<&crate::book::Expr>> {
        let row: &Row = &self.table.rows[row];
        let exprs = row.outputs.iter();
        exprs.map(|it| self.ground.book.exprs.get(*it)).collect()
    }

    /// Where a row's value stands in the list of priorities; unlisted ones last.
    fn rank(&self, row: usize) -> usize {
        let literal = match self.outputs(row).first() {
            Some(Some(crate::book::Expr::Literal(it))) => Some(it),
            _ => None,
        };
        let mut priorities = self.table.priorities.iter();
        literal
            .and_then(|it| priorities.position(|that| that == it))
            .unwrap_or(usize::MAX)
    }

    fn tell(&mut self, code: &'static str, row: usize, args: &[&str]) {
        let places = self.ground.places().rows_of(&self.name());
        self.out
            .push(Diagnostic::new(code, places[row].clone(), args));
    }

    fn at_table(&self, code: &'static str, args: &[&str]) -> Option<Diagnostic> {
        let name = self.name();
        let place = self
            .ground
            .places()
            .heading_of(&name)
            .or_else(|| place_of(&self.ground.pack.decisions, &name, |it| &it.name))?;
        Some(Diagnostic::new(code, place, args))
    }
}
