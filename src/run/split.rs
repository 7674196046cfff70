//! Cutting a set into parts that rules treat alike.

use alloc::vec::Vec;
use core::ops::Bound;

use crate::book::Cuts;
use crate::value::{
    Item, Items, Many, Number, Numbers, Set, Span, Spans, Text, Texts, ToList, Value, insert_sorted,
};

/// More members than this are not taken one by one.
const MAX_PARTS: usize = 64;

/// Parts whose union is `set`; `None` where nothing is gained.
#[inline(never)]
pub(super) fn parts(set: &Set, cuts: &Cuts, alone: &[Text]) -> Option<Vec<Set>> {
    let Set::Many(many) = set else { return None };
    let parts = match set.members(MAX_PARTS) {
        Some(members) => members.into_iter().map(Set::One).to_list(),
        None => by_kind(many, cuts, alone)?,
    };
    (parts.len() > 1).then_some(parts)
}

#[inline(never)]
fn by_kind(many: &Many, cuts: &Cuts, alone: &[Text]) -> Option<Vec<Set>> {
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
        lists(items, cuts, alone, &mut parts);
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
#[inline(never)]
pub(super) fn cells(spans: &Spans<Number>, cuts: &[(Number, bool)]) -> Vec<Spans<Number>> {
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

/// A stretch of numbers or days as shorter ones; `None` where it is one value, has
/// no end, or other kinds are possible as well.
#[inline(never)]
pub(super) fn halves(set: &Set) -> Option<Vec<Set>> {
    let Set::Many(many) = set else { return None };
    let (is_days, whole) = (!many.dates.is_empty(), many.numbers.whole);
    let spans = if is_days {
        &many.dates
    } else {
        &many.numbers.spans
    };
    let part = |spans: Spans<Number>| {
        if is_days {
            Set::from_dates(spans)
        } else {
            Set::from_numbers(Numbers::new(spans, whole))
        }
    };
    let (low, high) = (end(spans.low()?)?, end(spans.high()?)?);
    if part(spans.clone()) != *set {
        return None;
    }
    let middle = low.add(high)?.half()?;
    let middle = if is_days || whole {
        middle.floor()?
    } else {
        middle
    };
    // The ends alone: else those of a stretch that is not whole are never reached.
    let mut cuts = Vec::new();
    for cut in [(low, true), (middle, true), (high, false)] {
        insert_sorted(&mut cuts, cut);
    }
    let mut parts = cells(spans, &cuts).into_iter().map(part).to_list();
    parts.retain(|it| !it.is_none());
    (parts.len() > 1).then_some(parts)
}

#[inline(never)]
fn end(bound: &Bound<Number>) -> Option<Number> {
    match bound {
        Bound::Included(it) | Bound::Excluded(it) => Some(*it),
        Bound::Unbounded => None,
    }
}

/// An option that goes with no other: alone, or not there. Else with and without
/// the first member some rule asks for by name.
#[inline(never)]
fn lists(items: &Items, cuts: &Cuts, alone: &[Text], parts: &mut Vec<Set>) {
    let is = |it: &Item, names: &[Text]| {
        !it.sure && matches!(&it.value, Set::One(Value::Text(text)) if names.contains(text))
    };
    if items.0.iter().any(|it| is(it, alone)) && items.0.len() > 1 {
        let (apart, together): (Vec<Item>, Vec<Item>) =
            items.0.iter().cloned().partition(|it| is(it, alone));
        for value in apart.iter().filter_map(|it| it.value.settled()) {
            parts.push(Set::One(Value::List([value.clone()].into())));
        }
        parts.push(Set::from_items(Items(together)));
        return;
    }
    let at = items.0.iter().position(|it| is(it, &cuts.members));
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
