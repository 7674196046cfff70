//! Results that come out for nobody, or for everybody.

use super::super::super::Diagnostic;
use super::{Ground, Look, place_of};
use crate::book::ProgramId;
use crate::run::compare::Held;
use crate::value::{Date, Set, Truth, Value};

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    programs(ground, out);
    values(ground, out);
}

/// Programmes that fit no family on any day, or each one on all of them.
fn programs(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    for (at, program) in ground.book.programs.iter().enumerate() {
        let Some(place) = place_of(&ground.pack.programs, &program.name, |it| &it.name) else {
            continue;
        };
        let days = ground
            .days
            .iter()
            .filter(|it| program.period.contains(**it));
        let days: Vec<Date> = days.copied().collect();
        if days.is_empty() {
            continue;
        }
        for (code, wanted) in [("never-fits", true), ("always-fits", false)] {
            let property = &mut |held: &mut Held| comes_out(held, at, wanted);
            ground.nobody(&days, code, &place, &[&program.name], property, out);
        }
    }
}

/// Whether the programme surely fits, or surely does not.
fn comes_out(held: &mut Held, program: ProgramId, wanted: bool) -> Look {
    let node = held.graph.fits(program);
    let outcome = held.plain(node);
    let truth: Truth = outcome.set.truth();
    if truth.is_true() || truth.never() {
        return if truth.is_true() == wanted {
            Look::Yes
        } else {
            Look::No
        };
    }
    Look::Open(vec![(held.graph.island(node), outcome.open)])
}

/// Values that have a label and that the decision gives on no day, past ones included.
fn values(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let days: Vec<Date> = ground.past.iter().chain(&ground.days).copied().collect();
    for declared in &ground.pack.decisions {
        let Some(at) = ground.book.decision(&declared.name.it) else {
            continue;
        };
        for (label, _) in &declared.labels {
            let value = Value::Text(label.it.as_str().into());
            let is_never = days.iter().all(|day| {
                let mut held = ground.held(*day);
                let node = held.graph.decision(at);
                !may_give(&held.plain(node).set, &value)
            });
            if is_never {
                let args: [&str; 2] = [&declared.name.it, &label.it];
                out.push(Diagnostic::new("never-given", label.place.clone(), &args));
            }
        }
    }
}

/// The value itself, as one of a list, or in a field.
fn may_give(set: &Set, value: &Value) -> bool {
    if set.contains(value) {
        return true;
    }
    let Set::Many(many) = set else {
        return match set {
            Set::One(Value::List(list)) => list.iter().any(|it| it == value),
            Set::One(Value::Context(_)) => true,
            _ => false,
        };
    };
    let mut items = many.items.iter().flat_map(|it| &it.0);
    items.any(|it| may_give(&it.value, value)) || !many.contexts.is_empty() || many.other
}
