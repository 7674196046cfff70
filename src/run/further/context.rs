//! FEEL's functions of contexts (DMN 1.5, table 83).

use alloc::{sync::Arc, vec::Vec};

use crate::book::Function;
use crate::value::{Context, Text, Value};

type Entries = Vec<(Text, Value)>;

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::GetValue, [Value::Context(context), Value::Text(key)]) => {
            context.get(key).cloned()
        }
        (Function::GetEntries, [Value::Context(context)]) => {
            let entries = context.0.iter().map(|(key, value)| {
                made([("key", Value::Text(key.clone())), ("value", value.clone())])
            });
            Some(Value::List(entries.collect()))
        }
        (Function::Context, [Value::List(entries)]) => from_entries(entries),
        (Function::Context, [entry @ Value::Context(_)]) => {
            from_entries(core::slice::from_ref(entry))
        }
        (Function::ContextPut, [Value::Context(context), Value::Text(key), value]) => {
            Some(whole(put(context, key, value.clone())))
        }
        (Function::ContextPut, [Value::Context(context), Value::List(keys), value]) => {
            put_deep(context, keys, value)
        }
        (Function::ContextMerge, [Value::List(contexts)]) => {
            let mut merged = Context::default();
            for context in contexts.iter() {
                let Value::Context(context) = context else {
                    return None;
                };
                for (key, value) in &context.0 {
                    merged = Context(put(&merged, key, value.clone()));
                }
            }
            Some(Value::Context(Arc::new(merged)))
        }
        (Function::ContextMerge, [Value::Context(context)]) => {
            Some(Value::Context(context.clone()))
        }
        _ => None,
    }
}

pub(super) fn made<const N: usize>(entries: [(&str, Value); N]) -> Value {
    whole(
        entries
            .into_iter()
            .map(|(key, value)| (Text::from(key), value))
            .collect(),
    )
}

fn whole(entries: Entries) -> Value {
    Value::Context(Arc::new(Context(entries)))
}

/// Each with a `key` and a `value`, no key twice.
fn from_entries(list: &[Value]) -> Option<Value> {
    let mut entries: Entries = Vec::new();
    for entry in list {
        let Value::Context(entry) = entry else {
            return None;
        };
        let Value::Text(key) = entry.get("key")? else {
            return None;
        };
        if entries.iter().any(|(it, _)| it == key) {
            return None;
        }
        entries.push((key.clone(), entry.get("value")?.clone()));
    }
    Some(whole(entries))
}

fn put(context: &Context, key: &Text, value: Value) -> Entries {
    let mut entries = context.0.clone();
    match entries.iter_mut().find(|(it, _)| it == key) {
        Some((_, slot)) => *slot = value,
        None => entries.push((key.clone(), value)),
    }
    entries
}

/// The last key's value, in the context that the keys before it lead to.
fn put_deep(context: &Context, keys: &[Value], value: &Value) -> Option<Value> {
    let (first, rest) = keys.split_first()?;
    let Value::Text(key) = first else {
        return None;
    };
    if rest.is_empty() {
        return Some(whole(put(context, key, value.clone())));
    }
    let Some(Value::Context(inner)) = context.get(key) else {
        return None;
    };
    Some(whole(put(context, key, put_deep(inner, rest, value)?)))
}
