//! When sets are equal: where no evaluator and no reader could tell them apart. What
//! is remembered within cases (`run/trace.rs`) rests on it.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

use std::sync::Arc;

use tsunagu::run::{Json, SetView, Tell};
use tsunagu::value::{
    Context, Date, Fault, Item, Items, Null, Number, Other, Set, Time, Value, sum,
};

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

fn list(items: &[Value]) -> Value {
    Value::List(items.into())
}

fn time(text: &str) -> Value {
    Value::Other(Other::Time(Time::parse(text).unwrap()))
}

#[test]
fn equal_values_that_can_be_told_apart_are_other_sets() {
    let pairs = [
        // Written otherwise.
        (number("1.1"), number("1.10")),
        (list(&[number("1")]), list(&[number("1.0")])),
        // Told otherwise: nothing there, not asked for, worked out wrongly.
        (Value::NULL, Value::Null(Null::NotApplicable)),
        (Value::NULL, Value::fault(Fault::NoEntry)),
        (
            Value::fault(Fault::DivisionByZero),
            Value::fault(Fault::NoEntry),
        ),
        // One moment, two clocks: their hours differ.
        (time("10:00:00+01:00"), time("09:00:00Z")),
    ];
    for (a, b) in pairs {
        assert_eq!(a, b, "as values they are equal");
        let (one, other) = (Set::One(a.clone()), Set::One(b.clone()));
        assert_ne!(one, other);
        // And as one of several.
        let yes = Set::One(Value::Boolean(true));
        assert_ne!(one.clone().join(&yes), other.join(&yes), "{a:?}, {b:?}");
        assert_eq!(one.clone().join(&yes), one.join(&yes), "{a:?}");
    }
}

/// Else one more answer would take back the reason that was told.
#[test]
fn null_for_either_of_two_reasons_tells_none() {
    let kinds = Set::One(Value::fault(Fault::Kinds));
    for other in [
        Value::NULL,
        Value::Null(Null::NotApplicable),
        Value::fault(Fault::Rows),
    ] {
        let other = Set::One(other);
        for set in [kinds.clone().join(&other), other.join(&kinds)] {
            let reason = set.null().expect("null whatever comes");
            assert!(set.is_settled() && reason.is_same(Null::Plain), "{set:?}");
        }
    }
    // `sum` of a list that has one item, a text, or none (a walk found it).
    let perhaps = Items(vec![Item {
        sure: false,
        value: Set::One(Value::text("一")),
    }]);
    let reason = sum(&perhaps).null().expect("null whatever comes");
    assert!(reason.is_same(Null::Plain), "{reason:?}");
}

/// More than are told one by one: any list is possible, so nothing is sure to be in it.
#[test]
fn where_any_list_is_possible_none_is_named() {
    let entry = |at: i64| {
        let entries = vec![("数".into(), Value::Number(Number::from(at)))];
        Set::One(Value::Context(Arc::new(Context(entries))))
    };
    let contexts = (0..300).map(entry);
    let any = contexts.fold(Set::One(list(&[number("1")])), |so_far, it| {
        so_far.join(&it)
    });
    let mut json = Json::default();
    SetView(any).tell(&mut json);
    assert_eq!(json.text(), r#"{"any_of":"any"}"#);
}

#[test]
fn the_same_made_twice_is_equal() {
    let made = || {
        [
            number("12.50"),
            Value::text("藤沢市"),
            Value::Date(Date::parse("2026-11-26").unwrap()),
            list(&[Value::text("吸引"), Value::NULL]),
            time("09:00:00Z"),
        ]
    };
    let joined = |values: [Value; 5]| {
        let mut values = values.into_iter().map(Set::One);
        let first = values.next().unwrap();
        values.fold(first, |so_far, it| so_far.join(&it))
    };
    assert_eq!(joined(made()), joined(made()));
}
