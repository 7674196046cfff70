//! Hit policies that no shipped pack uses: any, priority, output order, and the
//! figures over what is collected.

use alloc::vec::Vec;

use super::super::eval::Outcome;
use super::{Hit, items, list, one_of};
use crate::book::{DecisionTable, HitPolicy};
use crate::value::{self, Fault, Items, Set, ToList, Value, sort_by};

pub(super) fn combine(table: &DecisionTable, hits: Vec<Hit>) -> Outcome {
    match table.hit {
        HitPolicy::Any if surely_differ(&hits) => Outcome::fault(Fault::Rows),
        HitPolicy::Any => {
            let agree = all_equal(&hits);
            one_of(hits, false, !agree && !table.is_disjoint())
        }
        HitPolicy::Priority => priority(table, hits),
        HitPolicy::OutputOrder => by_priority(table, hits),
        HitPolicy::CollectSum => aggregate(hits, value::sum),
        HitPolicy::CollectMin => aggregate(hits, |it| value::extreme(it, false)),
        HitPolicy::CollectMax => aggregate(hits, |it| value::extreme(it, true)),
        HitPolicy::CollectCount => aggregate(hits, value::count),
        // Those of every page, in `table`.
        HitPolicy::Unique | HitPolicy::First | HitPolicy::RuleOrder | HitPolicy::Collect => {
            list(hits)
        }
    }
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
    one_of(candidates, false, false)
}

fn aggregate(hits: Vec<Hit>, by: impl Fn(&Items) -> Set) -> Outcome {
    let (items, open) = items(hits);
    Outcome::new(by(&items), open)
}
