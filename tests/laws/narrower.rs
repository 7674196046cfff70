//! Whether one set lies within another, as far as it can be seen: bounds of
//! numbers and days, single texts and truths. Of lists only that a value that
//! was certain to be in stays so; where a value stands twice, joining the lists
//! of two cases may take one for the other and lose even that.

use std::ops::Bound;

use tsunagu::run::{Json, SetView, Tell};
use tsunagu::value::{Item, Null, Set, Span, Spans, Texts, Value};

pub fn is_narrower(new: &Set, old: &Set) -> bool {
    if !is_reason_kept(new.null(), old.null()) {
        return false;
    }
    let old = match old {
        Set::One(Value::Null(_)) => return matches!(new, Set::One(Value::Null(_))),
        // As it is told: zeros at a number's end are not.
        Set::One(_) => return told(new) == told(old),
        Set::Many(old) => old,
    };
    if let Set::One(value) = new {
        return Set::Many(old.clone()).contains(value);
    }
    let new = new.to_many();
    let texts = match &new.texts {
        Texts::Any => old.texts == new.texts,
        Texts::Of(texts) => texts.iter().all(|it| old.texts.contains(it)),
    };
    let lists = match (&new.items, &old.items) {
        (Some(new), Some(old)) => {
            let twice = |it: &Item| old.0.iter().filter(|that| that.value == it.value).count() > 1;
            let certain = |it: &&Item| it.sure && it.value.is_settled();
            old.0.iter().any(twice) || old.0.iter().filter(certain).all(|it| new.0.contains(it))
        }
        (Some(_), None) => old.other,
        (None, _) => true,
    };
    texts
        && lists
        && (old.truth.can_true || !new.truth.can_true)
        && (old.truth.can_false || !new.truth.can_false)
        && within(&new.numbers.spans, &old.numbers.spans)
        && within(&new.dates, &old.dates)
        && (old.other || (!new.other && new.contexts.iter().all(|it| old.contexts.contains(it))))
}

fn told(set: &Set) -> String {
    let mut json = Json::default();
    SetView(set.clone()).tell(&mut json);
    json.text()
}

/// What can be null was so before, and for the reason told before: one may become
/// known, none turns into another.
fn is_reason_kept(new: Option<Null>, old: Option<Null>) -> bool {
    match (new, old) {
        (None, _) | (Some(_), Some(Null::Plain)) => true,
        (Some(new), Some(old)) => new.is_same(old),
        (Some(_), None) => false,
    }
}

/// Between the outer ends of the old one.
fn within<T: Ord + Clone>(new: &Spans<T>, old: &Spans<T>) -> bool {
    let (Some(low), Some(high)) = (old.low(), old.high()) else {
        return new.is_empty();
    };
    let hull = Span {
        low: low.clone(),
        high: high.clone(),
    };
    new.iter()
        .all(|it| hull.intersect(it).as_ref() == Some(it) || is_at_edge(it, &hull))
}

/// An end of an open interval that was closed for safety's sake is no widening.
fn is_at_edge<T: Ord + Clone>(span: &Span<T>, hull: &Span<T>) -> bool {
    let open = |it: &Bound<T>| match it {
        Bound::Included(it) | Bound::Excluded(it) => Bound::Included(it.clone()),
        Bound::Unbounded => Bound::Unbounded,
    };
    let hull = Span {
        low: open(&hull.low),
        high: open(&hull.high),
    };
    hull.intersect(span).as_ref() == Some(span)
}
