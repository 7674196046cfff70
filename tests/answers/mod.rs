//! Answers as a file has them (design.md §7): JSON by the question's name.

use serde_json::{Map, Value};
use tsunagu::run::Raw;

pub fn read(json: &str) -> Vec<(String, Raw)> {
    let map: Map<String, Value> = serde_json::from_str(json).unwrap();
    map.into_iter().map(|(name, it)| (name, raw(it))).collect()
}

fn raw(value: Value) -> Raw {
    match value {
        Value::Null => Raw::Null,
        Value::Bool(it) => Raw::Bool(it),
        Value::Number(it) => Raw::Number(it.to_string()),
        Value::String(it) => Raw::Text(it),
        Value::Array(items) => Raw::List(items.into_iter().map(raw).collect()),
        Value::Object(map) => {
            assert_eq!(map.get("unsure"), Some(&Value::Bool(true)), "an answer");
            Raw::Unsure
        }
    }
}
