//! Decision tables on sets. A row is *sure*, *possible* or out; the hit policy
//! says what that makes of the outputs (DMN 1.5, §8.2.8).

use alloc::vec::Vec;

use super::eval::{Evaluator, Outcome, context};
use super::mask::Mask;
use crate::book::{DecisionTable, HitPolicy, Row};
use crate::value::{self, Fault, Item, Items, Many, Null, Set, ToList, Truth, Value, sort_by};

/// A row that may fit.
struct Hit {
    sure: bool,
    output: Outcome,
    open: Mask,
}

impl Evaluator<'_> {
    pub(super) fn table(&mut self, table: &DecisionTable) -> Outcome {
        let hits = self.full_hits(table);
        combine(table, hits)
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
            return combine(table, hits);
        };
        let mut default = self.expr(default);
        if hits.is_empty() {
            return default;
        }
        let found = combine(table, hits);
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
    pub(super) fn hits<'t>(&mut self, table: &'t DecisionTable) -> Vec<(&'t Row, bool, Mask)> {
        let inputs: Vec<Outcome> = table.inputs.iter().map(|it| self.expr(*it)).to_list();
        let decided =
            table.hit == HitPolicy::First || (table.hit == HitPolicy::Unique && table.disjoint);
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
            let truth: Truth = passed.set.truth();
            if truth.never() {
                return None;
            }
            if !truth.is_true() {
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

fn combine(table: &DecisionTable, hits: Vec<Hit>) -> Outcome {
    match table.hit {
        HitPolicy::First => one_of(hits, false),
        HitPolicy::Unique if !table.disjoint && n_sure(&hits) > 1 => Outcome::fault(Fault::Rows),
        HitPolicy::Unique => one_of(hits, !table.disjoint),
        HitPolicy::Any if surely_differ(&hits) => Outcome::fault(Fault::Rows),
        HitPolicy::Any => {
            let agree = all_equal(&hits);
            one_of(hits, !agree && !table.disjoint)
        }
        #[cfg(feature = "feel-full")]
        HitPolicy::Priority => priority(table, hits),
        HitPolicy::RuleOrder | HitPolicy::Collect => list(hits),
        #[cfg(feature = "feel-full")]
        HitPolicy::OutputOrder => by_priority(table, hits),
        #[cfg(not(feature = "feel-full"))]
        HitPolicy::Priority | HitPolicy::OutputOrder => Outcome::fault(Fault::Rows),
        HitPolicy::CollectSum => aggregate(hits, value::sum),
        HitPolicy::CollectMin => aggregate(hits, |it| value::extreme(it, false)),
        HitPolicy::CollectMax => aggregate(hits, |it| value::extreme(it, true)),
        HitPolicy::CollectCount => aggregate(hits, value::count),
    }
}

fn n_sure(hits: &[Hit]) -> usize {
    hits.iter().filter(|it| it.sure).count()
}

fn all_equal(hits: &[Hit]) -> bool {
    let mut outputs = hits.iter().map(|it| &it.output.set);
    let Some(first) = outputs.next() else {
        return true;
    };
    first.is_settled() && outputs.all(|it| it == first)
}

/// Two rows fit for certain and say different things; what is not settled may
/// come out alike.
fn surely_differ(hits: &[Hit]) -> bool {
    let mut said = hits
        .iter()
        .filter(|it| it.sure && it.output.set.is_settled())
        .map(|it| &it.output.set);
    let Some(first) = said.next() else {
        return false;
    };
    said.any(|it| it != first)
}

/// One of the rows, the default if none is sure, an error if two may fit at once.
fn one_of(hits: Vec<Hit>, may_clash: bool) -> Outcome {
    let mut out = Many::default();
    let mut open = Mask::default();
    if n_sure(&hits) == 0 {
        out.null = Some(Null::Plain);
    }
    if may_clash && hits.len() > 1 {
        out.null = Some(Null::Fault(Fault::Rows));
    }
    for hit in hits {
        out.join(&hit.output.set);
        open.union(&hit.open);
        open.union(&hit.output.open);
    }
    Outcome::new(out.into(), open)
}

/// The rank of an output: its place among the declared values, the last if absent.
fn rank(table: &DecisionTable, output: &Value) -> usize {
    let first = match output {
        // With several outputs the first column leads.
        Value::Context(entries) => entries.0.first().map(|(_, value)| value),
        value => Some(value),
    };
    let declared = table.priorities.iter().map(crate::book::Literal::value);
    let mut declared = declared.enumerate();
    declared
        .find(|(_, it)| first == Some(it))
        .map_or(table.priorities.len(), |(at, _)| at)
}

/// More values than this are not ranked one by one.
const MAX_RANKED: usize = 64;

/// The best and the worst rank an output can still have.
fn ranks(table: &DecisionTable, output: &Set) -> (usize, usize) {
    let (mut best, mut worst) = (table.priorities.len(), 0);
    let Some(members) = output.members(MAX_RANKED) else {
        return (0, best);
    };
    for member in &members {
        let rank = rank(table, member);
        best = best.min(rank);
        worst = worst.max(rank);
    }
    (best, worst)
}

/// The list by rank; any list while the order is open.
fn by_priority(table: &DecisionTable, mut hits: Vec<Hit>) -> Outcome {
    let known = |it: &Hit| {
        let (best, worst) = ranks(table, &it.output.set);
        best == worst
    };
    if hits.len() > 1 && !hits.iter().all(known) {
        let (_, open) = items(hits);
        return Outcome::new(Set::any_compound(), open);
    }
    sort_by(&mut hits, |a, b| {
        ranks(table, &a.output.set).cmp(&ranks(table, &b.output.set))
    });
    list(hits)
}

/// The rows that no sure row outranks for certain; of equal rank the first.
fn priority(table: &DecisionTable, hits: Vec<Hit>) -> Outcome {
    let ranked: Vec<(bool, usize, usize)> = hits
        .iter()
        .map(|it| {
            let (best, worst) = ranks(table, &it.output.set);
            (it.sure, best, worst)
        })
        .to_list();
    let mut candidates = Vec::new();
    for (at, hit) in hits.into_iter().enumerate() {
        let best = ranked.get(at).map_or(0, |(_, best, _)| *best);
        let beats = |(other, (sure, _, worst)): (usize, &(bool, usize, usize))| {
            *sure && (*worst < best || (*worst == best && other < at))
        };
        if !ranked.iter().enumerate().any(beats) {
            candidates.push(hit);
        }
    }
    one_of(candidates, false)
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

fn aggregate(hits: Vec<Hit>, by: impl Fn(&Items) -> Set) -> Outcome {
    let (items, open) = items(hits);
    Outcome::new(by(&items), open)
}
