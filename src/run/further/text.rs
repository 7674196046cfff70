//! FEEL's functions of texts (DMN 1.5, table 76). Places count code points.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::number::place;
use crate::book::Function;
use crate::value::{Number, Text, Value};

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::Text, [value]) => return string(value),
        (Function::StringJoin, [list, rest @ ..]) => return join(list, rest.first()),
        (Function::Substring, [text, start, rest @ ..]) => {
            return substring(text.as_text()?, place(start)?, rest.first());
        }
        _ => {}
    }
    let text = arguments.first()?.as_text()?;
    let value = match (function, arguments.get(1)) {
        (Function::StringLength, None) => {
            let length = i64::try_from(text.chars().count()).ok()?;
            Value::Number(Number::from(length))
        }
        (Function::UpperCase, None) => Value::text(&text.to_uppercase()),
        (Function::LowerCase, None) => Value::text(&text.to_lowercase()),
        (function, Some(with)) => with_text(function, text, with.as_text()?)?,
        _ => return None,
    };
    Some(value)
}

fn with_text(function: Function, text: &str, with: &str) -> Option<Value> {
    Some(match function {
        Function::Contains => Value::Boolean(text.contains(with)),
        Function::StartsWith => Value::Boolean(text.starts_with(with)),
        Function::EndsWith => Value::Boolean(text.ends_with(with)),
        Function::SubstringBefore => {
            Value::text(text.split_once(with).map_or("", |(before, _)| before))
        }
        Function::SubstringAfter => {
            Value::text(text.split_once(with).map_or("", |(_, after)| after))
        }
        _ => return None,
    })
}

/// A text stays as it is; inside lists and contexts it stands in quotes.
fn string(value: &Value) -> Option<Value> {
    match value {
        Value::Null(_) => None,
        Value::Text(it) => Some(Value::Text(it.clone())),
        other => Some(Value::Text(Text::from(other.written()))),
    }
}

fn substring(text: &str, start: i64, length: Option<&Value>) -> Option<Value> {
    let count = i64::try_from(text.chars().count()).ok()?;
    let first = match start {
        0 => return None,
        it if it > 0 => it.checked_sub(1)?,
        it => count.checked_add(it)?,
    };
    if !(0..count).contains(&first) {
        return None;
    }
    let length = match length {
        None | Some(Value::Null(_)) => count,
        Some(Value::Number(it)) => it.floor()?.to_i64().filter(|it| *it >= 1)?,
        Some(_) => return None,
    };
    let skipped = usize::try_from(first).ok()?;
    let taken = usize::try_from(length).ok()?;
    let part: String = text.chars().skip(skipped).take(taken).collect();
    Some(Value::text(&part))
}

/// Longer texts are not made.
pub(super) const MAX_TEXT: usize = 1 << 22;

/// Nulls in the list are left out.
fn join(list: &Value, delimiter: Option<&Value>) -> Option<Value> {
    let delimiter = match delimiter {
        None | Some(Value::Null(_)) => "",
        Some(it) => it.as_text()?,
    };
    let items = match list {
        Value::List(items) => items.to_vec(),
        Value::Text(text) => alloc::vec![Value::Text(text.clone())],
        _ => return None,
    };
    let mut texts: Vec<String> = Vec::new();
    for item in &items {
        match item {
            Value::Null(_) => {}
            Value::Text(it) => texts.push((**it).to_owned()),
            _ => return None,
        }
    }
    let length = texts.iter().fold(0_usize, |sum, it| {
        sum.saturating_add(it.len()).saturating_add(delimiter.len())
    });
    (length <= MAX_TEXT).then(|| Value::text(&texts.join(delimiter)))
}
