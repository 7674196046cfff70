//! Decision tables (DMN 1.5, §8.2.8): which rows fit, then what the hit policy
//! makes of them. No row is null, or an empty list where a list is meant.

use std::cell::LazyCell;

use tsunagu::book::{DecisionTable, HitPolicy, Row};

use super::{Locals, Oracle, Plain, call, is_within, literal};

impl Oracle<'_> {
    pub(super) fn table(&self, table: &DecisionTable) -> Plain {
        let inputs: Vec<LazyCell<Plain, _>> = table
            .inputs
            .iter()
            .map(|it| LazyCell::new(|| self.expr(*it, &mut Locals::new())))
            .collect();
        let fits = |row: &&Row| {
            let mut columns = row.tests.iter().zip(&inputs);
            let passes = columns.all(|(test, input)| {
                test.as_ref()
                    .is_none_or(|it| self.test(input, it, &mut Locals::new()) == Plain::TRUE)
            });
            is_within(row.period, self.day) && passes
        };
        let outputs: Vec<Plain> = table
            .rows
            .iter()
            .filter(fits)
            .map(|it| self.output(table, it))
            .collect();
        match table.hit {
            HitPolicy::Unique => match outputs.as_slice() {
                [only] => only.clone(),
                _ => Plain::Null,
            },
            HitPolicy::Any => match outputs.split_first() {
                Some((first, rest)) if rest.iter().all(|it| it == first) => first.clone(),
                _ => Plain::Null,
            },
            HitPolicy::First => outputs.first().cloned().unwrap_or(Plain::Null),
            HitPolicy::Priority => by_priority(table, outputs)
                .first()
                .cloned()
                .unwrap_or(Plain::Null),
            HitPolicy::OutputOrder => Plain::List(by_priority(table, outputs)),
            HitPolicy::RuleOrder | HitPolicy::Collect => Plain::List(outputs),
            HitPolicy::CollectSum => call::sum(&outputs),
            HitPolicy::CollectMin => call::extreme(&outputs, false),
            HitPolicy::CollectMax => call::extreme(&outputs, true),
            HitPolicy::CollectCount => call::number(outputs.len()),
        }
    }

    fn output(&self, table: &DecisionTable, row: &Row) -> Plain {
        let mut values = row
            .outputs
            .iter()
            .map(|it| self.expr(*it, &mut Locals::new()));
        match table.outputs.as_slice() {
            [_] => values.next().unwrap(),
            names => Plain::Context(names.iter().cloned().zip(values).collect()),
        }
    }
}

/// In the order of the declared values; what is not declared comes last.
fn by_priority(table: &DecisionTable, mut outputs: Vec<Plain>) -> Vec<Plain> {
    let declared: Vec<Plain> = table.priorities.iter().map(literal).collect();
    let rank = |it: &Plain| {
        let leading = match it {
            Plain::Context(entries) => &entries[0].1,
            other => other,
        };
        declared
            .iter()
            .position(|it| it == leading)
            .unwrap_or(declared.len())
    };
    outputs.sort_by_key(rank);
    outputs
}
