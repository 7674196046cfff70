//! No family falls through: whoever goes through a wizard that names desks is
//! told of at least one, at every stage of life and on every day. And desks that
//! nobody is told of.

use std::collections::BTreeSet;

use super::super::super::Diagnostic;
use super::{Found, Ground, Look, place_of};
use crate::book::{Book, Wizard};
use crate::run::compare::Held;
use crate::value::{Date, Item, Set, Text, Texts, Value};

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    fall_through(ground, out);
    unreachable(ground, out);
}

fn fall_through(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    for declared in &ground.pack.wizards {
        let Some(wizard) = ground.book.wizard(&declared.name.it) else {
            continue;
        };
        if wizard.desks.is_empty() {
            continue;
        }
        for day in &ground.days {
            let desks = in_force(&ground.book, *day);
            let found = ground.family(*day, &mut |held| falls_through(held, wizard, &desks));
            let place = place_of(&ground.pack.wizards, &declared.name.it, |it| &it.name);
            let Some(place) = place else { continue };
            match found {
                Found::Family(family) => {
                    let args = [&declared.name.it, &day.text(), &ground.told(&family)];
                    let args: Vec<&str> = args.iter().map(|it| it.as_str()).collect();
                    out.push(Diagnostic::new("no-desk", place, &args));
                    // One is enough to mend.
                    break;
                }
                Found::Unproven => {
                    out.push(Diagnostic::new(
                        "no-desk-unproven",
                        place,
                        &[&declared.name.it],
                    ));
                    break;
                }
                Found::None => {}
            }
        }
    }
}

fn in_force(book: &Book, day: Date) -> BTreeSet<Text> {
    let desks = book.desks.iter().filter(|it| it.period.contains(day));
    desks.map(|it| it.id.clone()).collect()
}

/// Whether no desk is named to the family by any of the wizard's decisions.
fn falls_through(held: &mut Held, wizard: &Wizard, desks: &BTreeSet<Text>) -> Look {
    let mut open = Vec::new();
    for decision in &wizard.desks {
        let node = held.graph.decision(*decision);
        let outcome = held.plain(node);
        match names_one(&outcome.set, desks) {
            Some(true) => return Look::No,
            Some(false) => {}
            None => open.push((held.graph.island(node), outcome.open)),
        }
    }
    if open.is_empty() {
        Look::Yes
    } else {
        Look::Open(open)
    }
}

/// Whether a desk is named that is there on the day; `None` if it may be.
fn names_one(set: &Set, desks: &BTreeSet<Text>) -> Option<bool> {
    match set {
        Set::One(Value::Text(id)) => Some(desks.contains(id)),
        Set::One(Value::List(list)) => Some(list.iter().any(|it| match it {
            Value::Text(id) => desks.contains(id),
            _ => false,
        })),
        Set::One(_) => Some(false),
        Set::Many(many) => {
            let Texts::Of(texts) = &many.texts else {
                return None;
            };
            let are_texts = Set::from_texts(many.texts.clone()) == *set;
            if are_texts && texts.iter().all(|it| desks.contains(it)) {
                return Some(true);
            }
            if let Some(items) = &many.items
                && Set::from_items(items.clone()) == *set
            {
                let names = |it: &Item| it.sure && names_one(&it.value, desks) == Some(true);
                if items.0.iter().any(names) {
                    return Some(true);
                }
            }
            None
        }
    }
}

/// Own desks that no wizard's decision can give on a day they are there.
fn unreachable(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let wizards = ground.pack.wizards.iter();
    let wizards: Vec<&Wizard> = wizards
        .filter_map(|it| ground.book.wizard(&it.name.it))
        .filter(|it| !it.desks.is_empty())
        .collect();
    if wizards.is_empty() {
        return;
    }
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut there: BTreeSet<Text> = BTreeSet::new();
    for day in &ground.days {
        let mut held = ground.held(*day);
        there.extend(in_force(&ground.book, *day));
        for decision in wizards.iter().flat_map(|it| &it.desks) {
            let node = held.graph.decision(*decision);
            if !ids(&held.plain(node).set, &mut given) {
                return;
            }
        }
    }
    for (id, place) in ground.places().desks() {
        if ground.is_own(place) && there.contains(id) && !given.contains(id) {
            out.push(Diagnostic::new("unreachable-desk", place.clone(), &[id]));
        }
    }
}

/// Every id that may be given; false where it may be any.
fn ids(set: &Set, out: &mut BTreeSet<String>) -> bool {
    match set {
        Set::One(Value::Text(id)) => drop(out.insert(id.to_string())),
        Set::One(Value::List(list)) => {
            out.extend(list.iter().filter_map(|it| it.as_text()).map(str::to_owned));
        }
        Set::One(_) => {}
        Set::Many(many) => {
            let Texts::Of(texts) = &many.texts else {
                return false;
            };
            out.extend(texts.iter().map(ToString::to_string));
            let mut items = many.items.iter().flat_map(|it| &it.0);
            return !many.other && items.all(|it| ids(&it.value, out));
        }
    }
    true
}
