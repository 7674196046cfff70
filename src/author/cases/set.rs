//! Sets in the words of a case, expected and found.

use core::ops::Bound;

use crate::run::SetView;
use crate::value::{Item, Number, Set, Value};

/// A set as a case writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::author) enum SetText {
    Settled(String),
    Bounds(String, String),
    AnyOf(Vec<String>),
    /// A settled list.
    List(Vec<String>),
    /// Members that are there for certain, and those that may be.
    Parts(Vec<String>, Vec<String>),
}

/// What the engine found, in the words a case uses.
pub(in crate::author) fn found(view: &SetView) -> SetText {
    let set = &view.0;
    match set {
        Set::One(Value::List(list)) => SetText::List(list.iter().map(value_text).collect()),
        Set::One(value) => SetText::Settled(value_text(value)),
        Set::Many(many) => {
            if let Some(items) = &many.items {
                let members = |sure: bool| {
                    let of_kind = items.0.iter().filter(|it: &&Item| it.sure == sure);
                    of_kind
                        .filter_map(|it| it.value.settled())
                        .map(value_text)
                        .collect()
                };
                return SetText::Parts(members(true), members(false));
            }
            let end = |bound: Option<&Bound<Number>>| match bound {
                Some(Bound::Included(it) | Bound::Excluded(it)) => it.to_string(),
                _ => "∞".to_owned(),
            };
            if !many.numbers.is_empty() {
                return SetText::Bounds(
                    end(many.numbers.spans.low()),
                    end(many.numbers.spans.high()),
                );
            }
            let mut members: Vec<String> = set
                .members(256)
                .unwrap_or_default()
                .iter()
                .map(value_text)
                .collect();
            members.sort();
            SetText::AnyOf(members)
        }
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Text(it) => it.to_string(),
        Value::Date(it) => it.to_string(),
        Value::Other(it) => it.text(),
        Value::List(list) => list.iter().map(value_text).collect::<Vec<_>>().join("、"),
        Value::Context(_) => "{}".to_owned(),
    }
}

pub(super) fn show(set: &SetText) -> String {
    match set {
        SetText::Settled(it) => it.clone(),
        SetText::Bounds(min, max) => [min, "..", max].concat(),
        SetText::AnyOf(members) => ["{", &members.join("、"), "}"].concat(),
        SetText::List(items) => ["[", &items.join("、"), "]"].concat(),
        SetText::Parts(sure, perhaps) => {
            ["[", &sure.join("、"), "] + (", &perhaps.join("、"), ")"].concat()
        }
    }
}
