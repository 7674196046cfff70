//! JSON Schemas (draft-07) for editors, of the very table the reader uses.
//!
//! `yaml-language-server` reads them: a file names its own in its first line,
//! [`comment`]. They know keys and shapes; what only the whole pack can tell
//! (whether a name is there, what an expression gives) stays `check`'s.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::keys::{
    CASES, CITE, CONDITION, DECLARATIONS, Key, MANIFEST, MAYBE_DESK, Map, OPTION, OPTIONS_TABLE,
    Shape,
};

/// A schema and the files it is for.
pub struct Schema {
    /// Such as `rules.schema.json`.
    pub file: String,
    pub text: String,
}

/// One for `pack.yaml`, one for the rules, one for cases.
pub fn all() -> Vec<Schema> {
    [&MANIFEST, &DECLARATIONS, &CASES].map(schema).into()
}

/// Which of them a file of a pack needs; `path` is below the pack's folder.
pub fn of(path: &str) -> &'static str {
    match path {
        "pack.yaml" => "pack.schema.json",
        _ if path.starts_with("cases/") => "cases.schema.json",
        _ => "rules.schema.json",
    }
}

/// Where a new pack keeps the schemas its files name. Not a part of the pack:
/// what begins with a dot is not read.
pub const FOLDER: &str = ".schema";

/// The first line of a file of a pack that keeps its schemas; `path` is below the
/// pack's folder.
pub fn comment(path: &str) -> String {
    let up = match path.matches('/').count() {
        0 => "./".to_owned(),
        n => "../".repeat(n),
    };
    let file = of(path);
    format!("# yaml-language-server: $schema={up}{FOLDER}/{file}\n")
}

fn schema(root: &'static Map) -> Schema {
    let mut definitions = Definitions::default();
    definitions.add(root);
    let mut out = definitions.0.remove(root.name).unwrap_or_default();
    let title = match root.name {
        "pack" => "pack.yaml（つなぐの規則集） / pack.yaml of a Tsunagu pack",
        "cases" => "cases/*.yaml（例） / cases of a Tsunagu pack",
        _ => "質問・決定・制度・案内（つなぐの規則集） / rules of a Tsunagu pack",
    };
    out["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    out["title"] = json!(title);
    out["definitions"] = json!(definitions.0);
    let mut text = serde_json::to_string_pretty(&out).expect("keys are texts");
    text.push('\n');
    Schema {
        file: [root.name, ".schema.json"].concat(),
        text,
    }
}

/// Each map once; they refer to one another by name.
#[derive(Default)]
struct Definitions(BTreeMap<&'static str, Json>);

impl Definitions {
    fn add(&mut self, map: &'static Map) -> Json {
        let reference = json!({ "$ref": format!("#/definitions/{}", map.name) });
        if self.0.contains_key(map.name) {
            return reference;
        }
        self.0.insert(map.name, Json::Null);
        let mut properties = serde_json::Map::new();
        for key in map.keys {
            properties.insert(key.name.to_owned(), self.property(key));
        }
        let needed = |it: &&Key| it.needed && !it.rarely && !has_other(map, it);
        let required: Vec<&str> = map.keys.iter().filter(needed).map(|it| it.name).collect();
        let mut out = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            out["required"] = json!(required);
        }
        match map.name {
            "decision" => out["oneOf"] = one_of(&["table", "value"]),
            "condition" => out["oneOf"] = one_of(&["all", "any", "not", "if"]),
            // Any other key of an option is a language.
            "option" => out["additionalProperties"] = text(),
            _ => {}
        }
        self.0.insert(map.name, out);
        reference
    }

    fn property(&mut self, key: &'static Key) -> Json {
        let mut out = self.shape(key.shape);
        if !key.needed {
            out = or_nothing(out);
        }
        // Draft-07 reads nothing beside a `$ref`.
        if out.get("$ref").is_some() {
            out = json!({ "allOf": [out] });
        }
        out["description"] = json!(format!("{} / {}", key.ja, key.en));
        out
    }

    fn shape(&mut self, shape: Shape) -> Json {
        match shape {
            Shape::Text => text(),
            Shape::Feel => json!({ "type": ["string", "number", "boolean"] }),
            Shape::Word(["true", "false"]) => json!({ "type": "boolean" }),
            Shape::Word(words) => json!({ "enum": words_of(words) }),
            Shape::Number => {
                json!({ "type": ["number", "string"], "pattern": "^[0-9]+(\\.[0-9]+)?$" })
            }
            Shape::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
            Shape::Moment => json!({
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
            }),
            Shape::Texts => self.named("texts", texts),
            Shape::List => self.named("list", list),
            Shape::TextsList => {
                let one = self.named("texts", texts);
                json!({ "anyOf": [one, { "type": "array", "items": one }] })
            }
            Shape::Cites => {
                let one = self.add(&CITE);
                json!({ "anyOf": [one, { "type": "array", "items": one }] })
            }
            Shape::Map(map) => self.add(map),
            Shape::Each(map) => {
                let one = match map.name {
                    "option" => self.option(),
                    _ => self.add(map),
                };
                json!({ "type": "object", "additionalProperties": one })
            }
            Shape::EachOf(shape) => {
                let one = self.shape(*shape);
                json!({ "type": "object", "additionalProperties": one })
            }
            Shape::Maps(map) => {
                let one = self.add(map);
                json!({ "type": "array", "items": one })
            }
            Shape::Condition => {
                let one = self.add(&CONDITION);
                json!({ "anyOf": [{ "type": ["string", "number", "boolean"] }, one] })
            }
            Shape::Conditions => {
                let one = self.shape(Shape::Condition);
                json!({ "type": "array", "items": one })
            }
            Shape::Options => {
                let table = self.add(&OPTIONS_TABLE);
                let listed = self.shape(Shape::Each(&OPTION));
                // An option may itself be called `table`; then it is no text.
                let is_table = json!({ "required": ["table"], "properties": { "table": text() } });
                json!({ "type": "object", "if": is_table, "then": table, "else": listed })
            }
            Shape::Set => json!({ "anyOf": [
                nullable(),
                list_of_texts(),
                bounds(&["min", "max"], &nullable()),
                bounds(&["any_of"], &list_of_texts()),
                parts(),
            ] }),
            Shape::Answer => json!({ "anyOf": [nullable(), list_of_texts(), unsure()] }),
            Shape::DeskList => {
                let maybe = self.add(&MAYBE_DESK);
                json!({ "type": "array", "items": { "anyOf": [text(), maybe] } })
            }
        }
    }

    fn option(&mut self) -> Json {
        let option = self.add(&OPTION);
        json!({ "anyOf": [nullable(), option] })
    }

    fn named(&mut self, name: &'static str, make: fn() -> Json) -> Json {
        self.0.entry(name).or_insert_with(make);
        json!({ "$ref": format!("#/definitions/{name}") })
    }
}

/// A key whose place another may take.
fn has_other(map: &Map, key: &Key) -> bool {
    map.name == "decision" && key.name == "value"
}

fn one_of(keys: &[&str]) -> Json {
    keys.iter().map(|it| json!({ "required": [it] })).collect()
}

/// A key with nothing behind it is as good as none.
fn or_nothing(mut shape: Json) -> Json {
    match shape.get_mut("type") {
        Some(Json::String(one)) => {
            let one = one.clone();
            shape["type"] = json!([one, "null"]);
        }
        Some(Json::Array(all)) => all.push(json!("null")),
        _ => match shape.get_mut("enum").and_then(Json::as_array_mut) {
            Some(words) => words.push(Json::Null),
            None => shape = json!({ "anyOf": [shape, { "type": "null" }] }),
        },
    }
    shape
}

fn text() -> Json {
    json!({ "type": ["string", "number", "boolean"] })
}

fn nullable() -> Json {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// `true` and `false` are words to the reader and truth to YAML.
fn words_of(words: &[&str]) -> Vec<Json> {
    words.iter().map(|it| json!(it)).collect()
}

fn texts() -> Json {
    let language = |what: &str| json!({ "type": ["string", "number", "boolean", "null"], "description": what });
    json!({
        "type": ["string", "number", "boolean", "object"],
        "properties": {
            "ja": language("日本語 / Japanese"),
            "easy": language("やさしい日本語 / easy Japanese"),
            "en": language("英語 / English"),
        },
        "additionalProperties": nullable(),
    })
}

fn list() -> Json {
    json!({ "type": ["string", "number", "boolean", "array"], "items": text() })
}

fn list_of_texts() -> Json {
    json!({ "type": "array", "items": text() })
}

fn bounds(keys: &[&str], of: &Json) -> Json {
    let properties: serde_json::Map<String, Json> = keys
        .iter()
        .map(|it| ((*it).to_owned(), of.clone()))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": keys,
        "additionalProperties": false,
    })
}

fn parts() -> Json {
    json!({
        "type": "object",
        "properties": { "sure": list_of_texts(), "perhaps": list_of_texts() },
        "minProperties": 1,
        "additionalProperties": false,
    })
}

fn unsure() -> Json {
    json!({
        "type": "object",
        "properties": { "unsure": { "enum": [true] } },
        "required": ["unsure"],
        "additionalProperties": false,
    })
}
