//! Decision tables: combinations no row meets, rows that meet the same family,
//! rows that never come to their turn. Columns are cut into atoms and gone
//! through one after the other, so that rows already out cost nothing; then a
//! family is looked for, since columns may hang together.
//!
//! The same names as in Drools' analysis of DMN tables: gap, overlap, masked,
//! misleading, subsumption.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::{Diagnostic, Place, messages};
use super::atoms::{Column, columns, near};
use super::sweep::{Cells, Rows, Sweep, within};
use super::{Found, Ground, Look, place_of, say};
use crate::book::{DecisionTable, Expr, HitPolicy, Logic, Row};
use crate::run::compare::Held;
use crate::value::{Date, Set};

/// More of one kind in one table tell nobody anything.
const MAX_TOLD: usize = 5;
/// Boxes and pairs for which a family is looked for.
const MAX_TRIED: usize = 40;

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let mut studies: Vec<Study<'_>> = Vec::new();
    for (at, decision) in ground.book.decisions.iter().enumerate() {
        let Logic::Table(table) = &decision.logic else {
            continue;
        };
        let places = ground.places().rows_of(&decision.name);
        if places.first().is_some_and(|it| ground.is_own(it)) && places.len() == table.rows.len() {
            studies.push(Study::new(ground, at, table));
        }
    }
    for (days, is_past) in [(&ground.days, false), (&ground.past, true)] {
        for day in days {
            let mut held = ground.held(*day);
            for study in &mut studies {
                study.on(*day, &mut held, is_past);
            }
        }
    }
    for study in studies {
        out.extend(study.out);
        out.extend(study.never.into_values().flatten());
    }
}

struct Study<'g> {
    ground: &'g Ground<'g>,
    at: usize,
    table: &'g DecisionTable,
    /// Rows in force and what the columns could be, on the days looked at.
    seen: Vec<(Vec<usize>, Vec<Set>)>,
    /// By row: where its value stands in the list of priorities.
    ranks: Vec<usize>,
    /// What has been told of an earlier day.
    told: BTreeSet<(&'static str, String)>,
    /// By row: that it does nothing, as long as that is so on every day it is in force.
    never: BTreeMap<usize, Option<Diagnostic>>,
    out: Vec<Diagnostic>,
}

impl<'g> Study<'g> {
    fn new(ground: &'g Ground<'g>, at: usize, table: &'g DecisionTable) -> Self {
        Self {
            ground,
            at,
            table,
            seen: Vec::new(),
            ranks: ranks(ground, table),
            told: BTreeSet::new(),
            never: BTreeMap::new(),
            out: Vec::new(),
        }
    }

    /// Gaps and overlaps of the past are nobody's any more.
    fn on(&mut self, day: Date, held: &mut Held, is_past: bool) {
        let rows = self.table.rows.iter().enumerate();
        let in_force: Vec<usize> = rows
            .filter(|(_, it)| it.period.contains(day))
            .map(|(at, _)| at)
            .collect();
        let inputs = self.table.inputs.iter();
        let domains: Vec<Set> = inputs.map(|it| held.expr(*it).set).collect();
        let state = (in_force, domains);
        if self.seen.contains(&state) {
            return;
        }
        let (in_force, domains) = &state;
        let columns = columns(held, self.table, in_force, domains);
        for row in in_force {
            let verdict = self.never_met(&columns, *row, domains).or_else(|| {
                let before = self.before(*row, in_force, &columns);
                self.behind(&columns, *row, &before)
            });
            let kept = self.never.entry(*row).or_insert_with(|| verdict.clone());
            let is_same = |it: &Diagnostic| {
                verdict
                    .as_ref()
                    .is_some_and(|that| it.code() == that.code())
            };
            if !kept.as_ref().is_some_and(is_same) {
                *kept = None;
            }
        }
        let is_one = matches!(
            self.table.hit,
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
        );
        if !is_past && is_one && !in_force.is_empty() {
            self.gaps(
                day,
                &columns,
                in_force.iter().map(|it| (*it, true)).collect(),
            );
        }
        match self.table.hit {
            HitPolicy::Unique | HitPolicy::Any if !is_past => {
                self.overlaps(day, &columns, in_force)
            }
            HitPolicy::Priority if !is_past => self.misleading(day, &columns, in_force),
            _ => {}
        }
        self.seen.push(state);
    }

    /// Rows that take a family before `row` has its turn.
    fn before(&self, row: usize, in_force: &[usize], columns: &[Column]) -> Vec<usize> {
        let mut others = match self.table.hit {
            HitPolicy::First | HitPolicy::Priority => near(columns, row, in_force),
            _ => Vec::new(),
        };
        // Which row wins by priority is told by the values, not by the order of rows.
        let is_first = self.table.hit == HitPolicy::First;
        let rank = self.ranks[row];
        others.retain(|it| {
            if is_first {
                *it < row
            } else {
                self.ranks[*it] < rank
            }
        });
        others
    }

    /// A row with a cell that lets nothing pass that its column can be.
    fn never_met(&self, columns: &[Column], row: usize, domains: &[Set]) -> Option<Diagnostic> {
        let dead = columns.iter().position(|it| it.atoms_of(row).is_empty())?;
        let (name, heading) = (self.name(), self.heading(dead));
        let all = say::set(domains.get(dead)?);
        Some(self.about("dead-row", row, &[&name, &heading, &all]))
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
                    let family = self.ground.told_on(day, &family);
                    let found = self.at_table("table-gap", &[&name, &cells, &family]);
                    if self.told.insert(("table-gap", cells)) {
                        self.out.extend(found);
                    }
                }
                Found::None => {}
                Found::Unproven => is_shown = false,
            }
        }
        self.not_shown(is_shown || n_told >= MAX_TOLD);
    }

    /// Told once a table.
    fn not_shown(&mut self, is_shown: bool) {
        if !is_shown && self.told.insert(("unproven", String::new())) {
            let name = self.name();
            let found = self.at_table("unproven", &[&name]);
            self.out.extend(found);
        }
    }

    /// Pairs of rows that can fit at once.
    fn overlaps(&mut self, day: Date, columns: &[Column], in_force: &[usize]) {
        if self.table.is_disjoint() {
            return;
        }
        let (mut n_told, mut n_tried, mut is_shown) = (0, 0, true);
        for (a, b) in pairs(columns, in_force) {
            let is_same = self.outputs(a) == self.outputs(b);
            if self.table.hit == HitPolicy::Any && is_same {
                continue;
            }
            if n_told >= MAX_TOLD || n_tried >= MAX_TRIED {
                is_shown = false;
                break;
            }
            n_tried += 1;
            let found = self.family_in(day, &common(columns, a, b), Some(&[a, b]));
            is_shown &= !matches!(found, Found::Unproven);
            if let Found::Family(family) = found {
                n_told += 1;
                if self.told.insert(("table-overlap", format!("{a} {b}"))) {
                    let (name, family) = (self.name(), self.ground.told_on(day, &family));
                    let found = self.about("table-overlap", b, &[&name, &family]);
                    let found = found.note("other-row", self.place(a), &[]);
                    self.out.push(if is_same {
                        found.help_with("overlap-same", &[])
                    } else {
                        found
                    });
                }
            }
        }
        self.not_shown(is_shown || n_told >= MAX_TOLD);
    }

    /// A row before one that goes first by its value.
    fn misleading(&mut self, day: Date, columns: &[Column], in_force: &[usize]) {
        let mut n_told = 0;
        for (a, b) in pairs(columns, in_force) {
            if self.ranks[b] >= self.ranks[a] || n_told >= MAX_TOLD {
                continue;
            }
            if let Found::Family(family) =
                self.family_in(day, &common(columns, a, b), Some(&[a, b]))
                && self.told.insert(("misleading-row", format!("{a} {b}")))
            {
                n_told += 1;
                let (name, family) = (self.name(), self.ground.told_on(day, &family));
                let found = self.about("misleading-row", a, &[&name, &family]);
                self.out.push(found.note("other-row", self.place(b), &[]));
            }
        }
    }

    /// A row for which the rows `before` it leave nothing, or one that adds nothing.
    fn behind(&self, columns: &[Column], row: usize, before: &[usize]) -> Option<Diagnostic> {
        let covering = before.iter().find(|it| covers(columns, **it, row));
        let is_masked = covering.is_some() || {
            let mut sweep = Sweep::new(columns, self.table);
            !before.is_empty() && sweep.within(columns, row, before) && sweep.looks_left > 0
        };
        if !is_masked {
            return self.redundant(columns, row);
        }
        let found = self.about("masked-row", row, &[&self.name()]);
        Some(match covering {
            Some(covering) => found.note("masked-by", self.place(*covering), &[]),
            None => found,
        })
    }

    /// A row right above one that says the same of all it says, and more.
    fn redundant(&self, columns: &[Column], row: usize) -> Option<Diagnostic> {
        let rows = &self.table.rows;
        let is_ordered = matches!(self.table.hit, HitPolicy::First | HitPolicy::Priority);
        let is_same = self.outputs(row) == self.outputs(row + 1)
            && rows.get(row)?.period == rows.get(row + 1)?.period;
        (is_ordered && is_same && covers(columns, row + 1, row)).then(|| {
            let found = self.about("redundant-row", row, &[&self.name()]);
            found.note("other-row", self.place(row + 1), &[])
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

    fn outputs(&self, row: usize) -> Vec<Option<&Expr>> {
        let exprs = self
            .table
            .rows
            .get(row)
            .into_iter()
            .flat_map(|it| &it.outputs);
        exprs.map(|it| self.ground.book.exprs.get(*it)).collect()
    }

    fn about(&self, code: &'static str, row: usize, args: &[&str]) -> Diagnostic {
        Diagnostic::new(code, self.place(row), args)
    }

    fn place(&self, row: usize) -> Place {
        self.ground.places().rows_of(&self.name())[row].clone()
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

/// Of each row, where its value stands in the list of priorities; unlisted ones last.
fn ranks(ground: &Ground<'_>, table: &DecisionTable) -> Vec<usize> {
    let rank = |row: &Row| {
        let value = match row
            .outputs
            .first()
            .and_then(|it| ground.book.exprs.get(*it))
        {
            Some(Expr::Literal(it)) => Some(it),
            _ => None,
        };
        let place = table.priorities.iter().position(|it| Some(it) == value);
        place.unwrap_or(usize::MAX)
    };
    table.rows.iter().map(rank).collect()
}

/// Rows that may fit at once as far as their cells tell, in order.
fn pairs(columns: &[Column], in_force: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    in_force.iter().flat_map(move |a| {
        let others = near(columns, *a, in_force).into_iter();
        others.filter(move |b| b > a).map(move |b| (*a, b))
    })
}

/// What two such rows have in common.
fn common(columns: &[Column], a: usize, b: usize) -> Cells {
    let sets = columns.iter().map(|it| it.common(a, b));
    sets.enumerate().collect()
}

/// Whether `wide` surely passes all that `narrow` may pass.
fn covers(columns: &[Column], wide: usize, narrow: usize) -> bool {
    columns.iter().all(|it| it.covers(wide, narrow))
}
