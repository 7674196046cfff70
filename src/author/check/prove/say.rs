//! Families and values as arguments of messages: with the names that stand in
//! the pack, so that they can be typed into a case.

use super::super::super::messages;
use crate::book::{Book, QuestionId};
use crate::value::{Date, Number, Set, Texts, Value};
use std::ops::Bound;

/// One item an answer; nobody in particular if there is none.
pub(super) fn family(book: &Book, family: &[(QuestionId, Value)], day: Option<Date>) -> String {
    if family.is_empty() && day.is_none() {
        return "@anybody".to_owned();
    }
    let answers = family.iter().filter_map(|(question, value)| {
        let name = &book.questions.get(*question)?.name;
        Some([name, " = ", &one(value)].concat())
    });
    let day = day.map(|it| ["基準日 = ", &it.text()].concat());
    messages::list(answers.chain(day))
}

/// A value as a case writes it.
pub(super) fn one(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.text(),
        Value::Text(it) => it.to_string(),
        Value::Date(it) => it.text(),
        Value::List(list) => {
            let items: Vec<String> = list.iter().map(one).collect();
            format!("[{}]", items.join(", "))
        }
        _ => "…".to_owned(),
    }
}

/// A stretch of values as a cell writes it: `[3..15)`, `藤沢市, 鎌倉市`.
pub(super) fn set(set: &Set) -> String {
    let many = match set {
        Set::One(value) => return one(value),
        Set::Many(many) => many,
    };
    let mut parts: Vec<String> = many.scalars().iter().map(one).collect();
    for span in many.numbers.spans.iter() {
        parts.push(stretch(&span.low, &span.high, |it| it.text()));
    }
    for span in many.dates.iter() {
        let day = |it: Number| Date::from_number(it).map(Date::text).unwrap_or_default();
        parts.push(stretch(&span.low, &span.high, day));
    }
    match &many.texts {
        Texts::Of(texts) => parts.extend(texts.iter().map(ToString::to_string)),
        _ => parts.push("…".to_owned()),
    }
    if let Some(items) = &many.items {
        let all = items.0.iter().map(|it| self::set(&it.value));
        parts.push(format!("[{}…]", all.take(3).collect::<Vec<_>>().join(", ")));
    }
    const SHOWN: usize = 8;
    if parts.len() > SHOWN {
        let more = parts.len() - SHOWN;
        parts.truncate(SHOWN);
        parts.push(format!("… +{more}"));
    }
    parts.join(", ")
}

fn stretch(low: &Bound<Number>, high: &Bound<Number>, text: impl Fn(Number) -> String) -> String {
    match (low, high) {
        (Bound::Included(a), Bound::Included(b)) if a == b => text(*a),
        (Bound::Unbounded, Bound::Unbounded) => "-".to_owned(),
        (Bound::Unbounded, Bound::Included(b)) => format!("<= {}", text(*b)),
        (Bound::Unbounded, Bound::Excluded(b)) => format!("< {}", text(*b)),
        (Bound::Included(a), Bound::Unbounded) => format!(">= {}", text(*a)),
        (Bound::Excluded(a), Bound::Unbounded) => format!("> {}", text(*a)),
        (low, high) => {
            let (open, a) = match low {
                Bound::Excluded(a) => ("(", text(*a)),
                Bound::Included(a) => ("[", text(*a)),
                Bound::Unbounded => ("(", String::new()),
            };
            let (b, close) = match high {
                Bound::Excluded(b) => (text(*b), ")"),
                Bound::Included(b) => (text(*b), "]"),
                Bound::Unbounded => (String::new(), ")"),
            };
            format!("{open}{a}..{b}{close}")
        }
    }
}
