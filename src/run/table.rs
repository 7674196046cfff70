//! Decision tables on sets. A row is *sure*, *possible* or out; the hit policy
//! says what that makes of the outputs (DMN 1.5, §8.2.8).

#[cfg(feature = "feel-full")]
mod policies;

use alloc::vec::Vec;

use super::eval::{Evaluator, Outcome};
use super::lists::context;
use super::mask::Mask;
use crate::book::{DecisionTable, Fitting, HitPolicy, Row};
use crate::value::{Fault, Item, Items, Many, Null, Set, ToList};

/// A row that may fit.
struct Hit {
    sure: bool,
    output: Outcome,
    open: Mask,
}

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn table(&mut self, table: &DecisionTable) -> Outcome {
        let hits = self.full_hits(table);
        let one_fits = self.one_fits(table);
        combine(table, hits, one_fits)
    }

    /// Whichever row it is.
    #[inline(never)]
    fn one_fits(&mut self, table: &DecisionTable) -> bool {
        let mut inputs = table.inputs.iter();
        table.fitting == Fitting::One && inputs.all(|it| self.expr(*it).set.null().is_none())
    }

    /// The table, or what it gives where no row fits.
    #[cfg(feature = "feel-full")]
    pub(super) fn table_or(
        &mut self,
        table: &DecisionTable,
        default: Option<crate::book::ExprId>,
    ) -> Outcome {
        let hits = self.full_hits(table);
        let Some(default) = default.filter(|_| n_sure(&hits) == 0) else {
            return combine(table, hits, false);
        };
        let mut default = self.expr(default);
        if hits.is_empty() {
            return default;
        }
        let found = combine(table, hits, false);
        default.open.union(&found.open);
        Outcome::new(found.set.join(&default.set), default.open)
    }

    fn full_hits(&mut self, table: &DecisionTable) -> Vec<Hit> {
        let hits = self.hits(table).into_iter().map(|(row, sure, open)| {
            let output = self.output(table, row);
            Hit { sure, output, open }
        });
        hits.to_list()
    }

    /// The rows that may fit, whether for certain, and what that rests on.
    #[inline(never)]
    pub(super) fn hits<'t>(&mut self, table: &'t DecisionTable) -> Vec<(&'t Row, bool, Mask)> {
        let inputs: Vec<Outcome> = table.inputs.iter().map(|it| self.expr(*it)).to_list();
        let decided = table.hit == HitPolicy::First
            || (table.hit == HitPolicy::Unique && table.is_disjoint());
        let mut hits = Vec::new();
        for row in &table.rows {
            if !row.period.contains(self.day) {
                continue;
            }
            let Some((sure, open)) = self.row(row, &inputs) else {
                continue;
            };
            hits.push((row, sure, open));
            // Nothing below a row that certainly fits is looked at.
            if sure && decided {
                break;
            }
        }
        hits
    }

    /// Whether the row fits for certain, and what that rests on; `None` if it cannot.
    fn row(&mut self, row: &Row, inputs: &[Outcome]) -> Option<(bool, Mask)> {
        let mut sure = true;
        let mut open = Mask::default();
        for (test, input) in row.tests.iter().zip(inputs) {
            let Some(test) = test else { continue };
            let passed = self.test(input, test);
            if passed.truth.never() {
                return None;
            }
            if !passed.truth.is_true() {
                sure = false;
                open.union(&passed.open);
            }
        }
        Some((sure, open))
    }

    fn output(&mut self, table: &DecisionTable, row: &Row) -> Outcome {
        match row.outputs.as_slice() {
            [only] => self.expr(*only),
            outputs => {
                let parts = table
                    .outputs
                    .iter()
                    .cloned()
                    .zip(outputs.iter().map(|it| self.expr(*it)))
                    .to_list();
                context(parts)
            }
        }
    }
}

fn combine(table: &DecisionTable, hits: Vec<Hit>, one_fits: bool) -> Outcome {
    match table.hit {
        HitPolicy::First => one_of(hits, one_fits, false),
        HitPolicy::Unique if !table.is_disjoint() && n_sure(&hits) > 1 => {
            Outcome::fault(Fault::Rows)
        }
        HitPolicy::Unique => one_of(hits, one_fits, !table.is_disjoint()),
        HitPolicy::RuleOrder | HitPolicy::Collect => list(hits),
        #[cfg(feature = "feel-full")]
        _ => policies::combine(table, hits),
        #[cfg(not(feature = "feel-full"))]
        _ => Outcome::fault(Fault::Rows),
    }
}

fn n_sure(hits: &[Hit]) -> usize {
    hits.iter().filter(|it| it.sure).count()
}

/// One of the rows, the default if none is sure, an error if two may fit at once.
#[inline(never)]
fn one_of(hits: Vec<Hit>, one_fits: bool, may_clash: bool) -> Outcome {
    let mut out = Many::default();
    let mut open = Mask::default();
    if !one_fits && n_sure(&hits) == 0 {
        out.null = Some(Null::Plain);
    }
    if may_clash && hits.len() > 1 {
        out.add_fault(Fault::Rows);
    }
    for hit in hits {
        out.join(&hit.output.set);
        open.union(&hit.open);
        open.union(&hit.output.open);
    }
    Outcome::new(out.into(), open)
}

fn items(hits: Vec<Hit>) -> (Items, Mask) {
    let mut open = Mask::default();
    let items = hits
        .into_iter()
        .map(|hit| {
            open.union(&hit.open);
            open.union(&hit.output.open);
            Item {
                sure: hit.sure,
                value: hit.output.set,
            }
        })
        .to_list();
    (Items(items), open)
}

fn list(hits: Vec<Hit>) -> Outcome {
    let (items, open) = items(hits);
    Outcome::new(Set::from_items(items), open)
}
