//! JSON to values and types, in the encoding of the conformance vectors.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tsunagu::author::model::TypeDecl;
use tsunagu::value::{Context, Number, Other, Stamp, Text, Time, Value, parse_day, parse_duration};

/// Nested deeper than this is refused before it is; the JSON reader stops at 128.
pub(super) fn value(json: &Json) -> Result<Value, String> {
    Ok(match json {
        Json::Null => Value::NULL,
        Json::Bool(it) => Value::Boolean(*it),
        Json::Number(it) => number(&it.to_string())?,
        Json::String(it) => Value::text(it),
        Json::Array(items) => {
            let items: Result<Vec<Value>, String> = items.iter().map(value).collect();
            Value::List(items?.into())
        }
        Json::Object(it) => tagged(it)?,
    })
}

fn tagged(object: &Map<String, Json>) -> Result<Value, String> {
    let mut entries = object.iter();
    let (Some((kind, inside)), None) = (entries.next(), entries.next()) else {
        return Err("a value has one key, its kind".to_owned());
    };
    if kind == "context" {
        let entries = inside.as_object().ok_or("a context is an object")?;
        let mut context = Vec::new();
        for (name, it) in entries {
            context.push((Text::from(name.as_str()), value(it)?));
        }
        return Ok(Value::Context(Arc::new(Context(context))));
    }
    let text = inside.as_str().ok_or("a value's text is missing")?;
    let found = match kind.as_str() {
        "number" => return number(text),
        "date" => parse_day(text).map(Value::day),
        "time" => Time::parse(text).map(|it| Value::Other(Other::Time(it))),
        "date and time" => Stamp::parse(text).map(|it| Value::Other(Other::Stamp(it))),
        "duration" => parse_duration(text).map(Value::Other),
        _ => return Err(format!("there is no kind `{kind}`")),
    };
    found.ok_or_else(|| format!("cannot read `{text}` as {kind}"))
}

fn number(text: &str) -> Result<Value, String> {
    let number = Number::parse(text).ok_or_else(|| format!("cannot read the number `{text}`"))?;
    Ok(Value::Number(number))
}

/// Names of entries, for those with spaces.
pub(super) fn names_in(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::List(items) => items.iter().for_each(|it| names_in(it, names)),
        Value::Context(context) => {
            for (name, it) in &context.0 {
                names.push(name.to_string());
                names_in(it, names);
            }
        }
        _ => {}
    }
}

pub(super) fn types(json: Option<&Json>) -> Vec<(String, TypeDecl)> {
    let declared = json.and_then(Json::as_object).into_iter().flatten();
    declared
        .filter_map(|(name, it)| Some((name.clone(), type_decl(it)?)))
        .collect()
}

/// `"number"`, `{list}`, `{context}`, `{base, allowed, list}`, `{fields}`, `{function}`.
pub(super) fn type_decl(json: &Json) -> Option<TypeDecl> {
    let object = match json {
        Json::String(it) => return Some(TypeDecl::Text(it.clone())),
        Json::Object(it) => it,
        _ => return None,
    };
    if let Some(of) = object.get("list").filter(|it| !it.is_boolean()) {
        return Some(TypeDecl::List(Box::new(type_decl(of)?)));
    }
    let fields = object.get("context").or_else(|| object.get("fields"));
    let mut declared = if let Some(fields) = fields.and_then(Json::as_object) {
        let fields = fields
            .iter()
            .map(|(name, it)| (name.clone(), type_decl(it).unwrap_or_else(any)));
        TypeDecl::Context(fields.collect())
    } else if let Some(function) = object.get("function") {
        let parameters = function.get("params").and_then(Json::as_array);
        let parameters = parameters.into_iter().flatten();
        let of = |it: &Json| it.get("type").and_then(type_decl).unwrap_or_else(any);
        let result = function.get("returns").and_then(type_decl);
        TypeDecl::Function(
            parameters.map(of).collect(),
            Box::new(result.unwrap_or_else(any)),
        )
    } else {
        object.get("base").and_then(type_decl).unwrap_or_else(any)
    };
    if let Some(tests) = object.get("allowed").and_then(Json::as_str) {
        declared = TypeDecl::Allowed(Box::new(declared), tests.to_owned());
    }
    if object.get("list") == Some(&Json::Bool(true)) {
        declared = TypeDecl::List(Box::new(declared));
    }
    Some(declared)
}

fn any() -> TypeDecl {
    TypeDecl::Text("Any".to_owned())
}
