//! Cutting a set into parts that rules treat alike.

use alloc::vec::Vec;
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
    let mut parts: Vec<Set> = many.scalars().into_iter().map(Set::One).to_list();
    for spans in cells(&many.numbers.spans, &cuts.numbers) {
        parts.push(Set::from_numbers(Numbers::new(spans, many.numbers.whole)));
    }
    for spans in cells(&many.dates, &cuts.numbers) {
        parts.push(Set::from_dates(spans));
    }
    // Between two cuts there may be no whole number or day.
    parts.retain(|it| !it.is_none());
    match &many.texts {
        Texts::Of(texts) if texts.len() <= MAX_PARTS => {
            for text in texts {
                parts.push(Set::One(Value::Text(text.clone())));
            }
        }
        texts => parts.push(Set::from_texts(texts.clone())),
    }
    if let Some(items) = &many.items {
        lists(items, cuts, &mut parts);
    }
    for context in &many.contexts {
        parts.push(Set::One(Value::Context(context.clone())));
    }
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
fn lists(items: &Items, cuts: &Cuts, parts: &mut Vec<Set>) {
    let asked = |it: &Item| {
        !it.sure && matches!(&it.value, Set::One(Value::Text(text)) if cuts.members.contains(text))
    };
    let at = items.0.iter().position(asked);
    let mut with = items.clone();
    if let Some(item) = at.and_then(|at| with.0.get_mut(at)) {
        item.sure = true;
    }
    parts.push(Set::from_items(with));
    if let Some(at) = at {
        let mut without = items.clone();
        without.0.remove(at);
        parts.push(Set::from_items(without));
    }
}
