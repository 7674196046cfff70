//! What a set says is possible, beside values that were seen.
//!
//! A set is tight if everything it claims was seen: each text, truth, null and
//! record, the least and the most of numbers and days, each list item there as
//! often and as seldom as it may be.

use std::collections::BTreeSet;
use std::ops::Bound;

use tsunagu::value::{Date, Items, Many, Number, Set, Texts, Value};

use super::oracle::Plain;
use super::subject::words;

/// A value that was seen and is not in the set.
pub fn left_out<'a>(set: &Set, seen: &'a BTreeSet<Plain>) -> Option<&'a Plain> {
    seen.iter().find(|it| !set.contains(&it.value()))
}

/// What the set claims and nobody saw, in words; nothing if it is tight.
pub fn unseen(set: &Set, seen: &BTreeSet<Plain>) -> Vec<String> {
    let many = match set {
        Set::One(value) => return one(value, seen),
        Set::Many(many) => many,
    };
    let mut unseen: Vec<String> = many.scalars().iter().flat_map(|it| one(it, seen)).collect();
    for end in [many.numbers.spans.low(), many.numbers.spans.high()] {
        unseen.extend(end.and_then(|it| unseen_end(it, seen, |it| Some(Value::Number(it)))));
    }
    for end in [many.dates.low(), many.dates.high()] {
        let day = |it: Number| Date::from_number(it).map(Value::Date);
        unseen.extend(end.and_then(|it| unseen_end(it, seen, day)));
    }
    match &many.texts {
        Texts::Of(texts) => {
            for text in texts {
                unseen.extend(one(&Value::Text(text.clone()), seen));
            }
        }
        Texts::Any => unseen.push("any text".to_owned()),
    }
    for context in &many.contexts {
        unseen.extend(one(&Value::Context(context.clone()), seen));
    }
    if let Some(items) = &many.items {
        unseen.extend(unseen_items(items, seen));
    }
    if many.other {
        unseen.push("any list or record".to_owned());
    }
    unseen
}

fn one(value: &Value, seen: &BTreeSet<Plain>) -> Vec<String> {
    let plain = Plain::from(value);
    if seen.contains(&plain) {
        Vec::new()
    } else {
        vec![words(&plain)]
    }
}

fn unseen_end(
    end: &Bound<Number>,
    seen: &BTreeSet<Plain>,
    value: impl Fn(Number) -> Option<Value>,
) -> Option<String> {
    let (Bound::Included(it) | Bound::Excluded(it)) = end else {
        return Some("no limit".to_owned());
    };
    let plain = Plain::from(&value(*it)?);
    let is_there = seen.contains(&plain) || matches!(end, Bound::Excluded(_));
    (!is_there).then(|| words(&plain))
}

fn unseen_items(items: &Items, seen: &BTreeSet<Plain>) -> Vec<String> {
    let lists: Vec<&Vec<Plain>> = seen
        .iter()
        .filter_map(|it| match it {
            Plain::List(items) => Some(items),
            _ => None,
        })
        .collect();
    let mut unseen = Vec::new();
    let mut told: Vec<Plain> = Vec::new();
    for item in &items.0 {
        let Some(members) = item.value.members(64) else {
            unseen.push("an item that is not known".to_owned());
            continue;
        };
        for member in members {
            let plain = Plain::from(&member);
            if told.contains(&plain) {
                continue;
            }
            told.push(plain.clone());
            let can_be = items.0.iter().filter(|it| it.value.contains(&member));
            let must_be = |it: &&tsunagu::value::Item| it.sure && it.value.is_settled();
            let (least, most) = (can_be.clone().filter(must_be).count(), can_be.count());
            let times = |it: &&Vec<Plain>| it.iter().filter(|it| **it == plain).count();
            if lists.iter().map(times).min() != Some(least) {
                unseen.push(format!("without {}", words(&plain)));
            }
            // Items that are not settled may share a member; one of them is enough.
            let all_settled = item.value.is_settled();
            let most = if all_settled { most } else { 1 };
            if lists.iter().map(times).max() < Some(most) {
                unseen.push(format!("with {}", words(&plain)));
            }
        }
    }
    unseen
}

/// Whole numbers between the ends that the set has and nobody saw. Only a set
/// of few numbers is looked through.
pub fn holes(many: &Many, seen: &BTreeSet<Plain>) -> u64 {
    if !many.numbers.whole {
        return 0;
    }
    let mut holes = 0;
    for span in many.numbers.spans.iter() {
        let (Bound::Included(low), Bound::Included(high)) = (&span.low, &span.high) else {
            return 0;
        };
        let (Some(low), Some(high)) = (low.to_i64(), high.to_i64()) else {
            return 0;
        };
        if high - low > 1000 {
            return 0;
        }
        for it in low..=high {
            let plain = Plain::from(&Value::Number(Number::from(it)));
            holes += u64::from(!seen.contains(&plain));
        }
    }
    holes
}

/// A set in words: `null | 0..104 | [a?、b]`, `?` for what may be missing.
pub fn told(set: &Set) -> String {
    let many = match set {
        Set::One(value) => return words(&Plain::from(value)),
        Set::Many(many) => many,
    };
    let word = |it: &Value| words(&Plain::from(it));
    let mut parts: Vec<String> = many.scalars().iter().map(word).collect();
    let ends = |low: String, high: String| format!("{low}..{high}");
    for span in many.numbers.spans.iter() {
        let end = |it: Number| word(&Value::Number(it));
        parts.push(ends(told_end(&span.low, end), told_end(&span.high, end)));
    }
    for span in many.dates.iter() {
        let end = |it: Number| Date::from_number(it).map_or(String::new(), |it| it.to_string());
        parts.push(ends(told_end(&span.low, end), told_end(&span.high, end)));
    }
    match &many.texts {
        Texts::Of(texts) => parts.extend(texts.iter().map(|it| it.to_string())),
        Texts::Any => parts.push("any text".to_owned()),
    }
    if let Some(items) = &many.items {
        let item = |it: &tsunagu::value::Item| {
            let mark = if it.sure { "" } else { "?" };
            format!("{}{mark}", told(&it.value))
        };
        let items: Vec<String> = items.0.iter().map(item).collect();
        parts.push(format!("[{}]", items.join("、")));
    }
    for context in &many.contexts {
        parts.push(word(&Value::Context(context.clone())));
    }
    if many.other {
        parts.push("any list or record".to_owned());
    }
    parts.join(" | ")
}

fn told_end(end: &Bound<Number>, told: impl Fn(Number) -> String) -> String {
    match end {
        Bound::Included(it) => told(*it),
        Bound::Excluded(it) => format!("({})", told(*it)),
        Bound::Unbounded => String::new(),
    }
}

/// An instrument that never moves is broken: wider sets are told apart.
#[test]
fn wider_sets_are_seen() {
    let text = |it: &str| Value::Text(it.into());
    let plains = |of: &[Value]| of.iter().map(Plain::from).collect::<BTreeSet<_>>();
    let number = |it: i64| Value::Number(Number::from(it));
    let join = |of: &[Value]| {
        let one = |it: &Value| Set::One(it.clone());
        of.iter().map(one).reduce(|a, b| a.join(&b)).unwrap()
    };
    let seen = [number(1), number(3), text("a"), Value::Boolean(true)];
    assert!(unseen(&join(&seen), &plains(&seen)).is_empty());
    for more in [
        number(0),
        number(4),
        text("b"),
        Value::NULL,
        Value::Boolean(false),
    ] {
        let wider = join(&seen).join(&Set::One(more));
        assert_eq!(unseen(&wider, &plains(&seen)).len(), 1, "{wider:?}");
    }
    assert_eq!(
        left_out(&join(&seen[1..]), &plains(&seen)),
        Some(&Plain::from(&seen[0]))
    );
    let list = |of: &[&str]| Value::List(of.iter().map(|it| text(it)).collect());
    let lists = [list(&["a"]), list(&["a", "b"])];
    assert!(unseen(&join(&lists), &plains(&lists)).is_empty());
    assert_eq!(unseen(&join(&lists), &plains(&lists[..1])), ["with b"]);
    assert_eq!(unseen(&join(&lists), &plains(&lists[1..])), ["without b"]);
}
