//! The suite's encoding of values: to ours, and compared as the suite asks,
//! numbers to eight places of ten.

use std::sync::Arc;

use serde_json::Value as Json;
use tsunagu::value::{Context, Number, Other, Stamp, Text, Time, Value, parse_day, parse_duration};

pub fn read(json: &Json) -> Value {
    match json {
        Json::Null => Value::NULL,
        Json::Bool(it) => Value::Boolean(*it),
        Json::Number(it) => Value::Number(Number::parse(&it.to_string()).unwrap()),
        Json::String(it) => Value::text(it),
        Json::Array(items) => Value::List(items.iter().map(read).collect()),
        Json::Object(it) => {
            let (kind, inside) = it.iter().next().unwrap();
            if kind == "context" {
                let entries = inside.as_object().unwrap().iter();
                let entries = entries.map(|(name, it)| (Text::from(name.as_str()), read(it)));
                return Value::Context(Arc::new(Context(entries.collect())));
            }
            tagged(kind, inside.as_str().unwrap()).unwrap()
        }
    }
}

fn tagged(kind: &str, text: &str) -> Option<Value> {
    Some(match kind {
        "number" => Value::Number(Number::parse(text)?),
        "date" => Value::day(parse_day(text)?),
        "time" => Value::Other(Other::Time(Time::parse(text)?)),
        "date and time" => Value::Other(Other::Stamp(Stamp::parse(text)?)),
        "duration" => Value::Other(parse_duration(text)?),
        _ => return None,
    })
}

pub fn same(expected: &Json, found: &Json) -> bool {
    match (expected, found) {
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            let keys = a.keys().eq(b.keys());
            match (a.get("number"), b.get("number")) {
                (Some(Json::String(a)), Some(Json::String(b))) => near(a, b),
                _ if keys && a.contains_key("duration") => {
                    let read = |it: &Json| parse_duration(it["duration"].as_str()?);
                    read(expected) == read(found)
                }
                _ => keys && a.iter().all(|(key, it)| same(it, &b[key])),
            }
        }
        (a, b) => a == b,
    }
}

fn near(expected: &str, found: &str) -> bool {
    let [a, b] = [expected, found].map(|it| Number::parse(it).unwrap());
    let off = a.subtract(b).unwrap().abs();
    let size = a.abs().max(b.abs());
    off <= size.multiply(Number::parse("0.00000001").unwrap()).unwrap()
}
