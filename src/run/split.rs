//! Cutting a set into parts that rules treat alike.

use alloc::{vec, vec::Vec};
use core::ops::Bound;

use super::graph::Cuts;
use crate::value::{Item, Items, Many, Number, Numbers, Set, Span, Spans, Texts, ToList, Value};

/// More members than this are not taken one by one.
const MAX_PARTS: usize = 64;

/// Parts whose union is `set`; `None` where nothing is gained.
pub(super) fn parts(set: &Set, cuts: &Cuts) -> Option<Vec<Set>> {
    let Set::Many(many) = set else { return None };
    let parts = match set.members(MAX_PARTS) {
        Some(members) => members.into_iter().map(Set::One).to_list(),
        None => by_kind(many, cuts)?,
    };
    (parts.len() > 1).then_some(parts)
}

fn by_kind(many: &Many, cuts: &Cuts) -> Option<Vec<Set>> {
    let mut parts: Vec<Set> = Vec::new();
    parts.extend(many.null.map(|it| Set::One(Value::Null(it))));
    parts.extend(
        many.truth
            .can_true
            .then_some(Set::One(Value::Boolean(true))),
    );
    parts.extend(
        many.truth
            .can_false
            .then_some(Set::One(Value::Boolean(false))),
    );
    let whole = many.numbers.whole;
    parts.extend(
        cells(&many.numbers.spans, &cuts.numbers)
            .into_iter()
            .map(|spans| Numbers::new(spans, whole))
            .filter(|it| !it.is_empty())
            .map(Set::from_numbers),
    );
    parts.extend(
        cells(&many.dates, &cuts.numbers)
            .into_iter()
            .map(Set::from_dates)
            .filter(|it| !it.is_none()),
    );
    if !many.texts.is_empty() {
        match &many.texts {
            Texts::Of(texts) if texts.len() <= MAX_PARTS => {
                parts.extend(texts.iter().map(|it| Set::One(Value::Text(it.clone()))));
            }
            texts => parts.push(Set::from_texts(texts.clone())),
        }
    }
    if let Some(items) = &many.items {
        parts.extend(lists(items, cuts));
    }
    parts.extend(
        many.contexts
            .iter()
            .map(|it| Set::One(Value::Context(it.clone()))),
    );
    if many.other {
        parts.push(
            Many {
                other: true,
                ..Many::default()
            }
            .into(),
        );
    }
    (parts.len() <= MAX_PARTS).then_some(parts)
}

/// The spans between neighbouring cuts.
fn cells(spans: &Spans<Number>, cuts: &[(Number, bool)]) -> Vec<Spans<Number>> {
    if spans.is_empty() {
        return Vec::new();
    }
    let mut cells = Vec::new();
    let mut low = Bound::Unbounded;
    let ends = cuts.iter().map(|(value, is_low)| {
        if *is_low {
            (Bound::Included(*value), Bound::Excluded(*value))
        } else {
            (Bound::Excluded(*value), Bound::Included(*value))
        }
    });
    for (high, next) in ends.chain([(Bound::Unbounded, Bound::Unbounded)]) {
        if let Some(cell) = Span::new(low, high) {
            let inside = spans.intersect(&[cell].into_iter().collect());
            if !inside.is_empty() {
                cells.push(inside);
            }
        }
        low = next;
    }
    cells
}

/// With and without the first member some rule asks for by name.
fn lists(items: &Items, cuts: &Cuts) -> Vec<Set> {
    let asked = |it: &Item| {
        !it.sure && matches!(&it.value, Set::One(Value::Text(text)) if cuts.members.contains(text))
    };
    let Some(at) = items.0.iter().position(asked) else {
        return vec![Set::from_items(items.clone())];
    };
    let mut with = items.clone();
    if let Some(item) = with.0.get_mut(at) {
        item.sure = true;
    }
    let mut without = items.clone();
    without.0.remove(at);
    vec![Set::from_items(with), Set::from_items(without)]
}
