//! Values to JSON, in the encoding of the conformance vectors.

use serde_json::{Map, Value as Json, json};
use tsunagu::value::{Other, Value};

pub(super) fn value(value: &Value) -> Json {
    match value {
        Value::Null(_) => Json::Null,
        Value::Boolean(it) => Json::Bool(*it),
        Value::Number(it) => json!({ "number": it.text() }),
        Value::Text(it) => Json::String(it.to_string()),
        Value::Date(it) => json!({ "date": it.text() }),
        Value::List(items) => Json::Array(items.iter().map(self::value).collect()),
        Value::Context(it) => {
            let entries: Map<String, Json> =
                it.0.iter()
                    .map(|(name, it)| (name.to_string(), self::value(it)))
                    .collect();
            json!({ "context": entries })
        }
        Value::Other(it) => other(it),
    }
}

/// A range or a function has no encoding of its own: its text.
fn other(other: &Other) -> Json {
    let kind = match other {
        Other::FarDay(_) => "date",
        Other::Time(_) => "time",
        Other::Stamp(_) => "date and time",
        Other::Months(_) | Other::Nanos(_) => "duration",
        Other::Range(_) => "range",
        Other::Function(_) => "function",
    };
    json!({ kind: other.text() })
}
