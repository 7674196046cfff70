//! Lines of decision models to models, and their cases to answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use tsunagu::author::Lang;
use tsunagu::author::model::{Boxed, Input as Declared, Model, Named, Output, Table, TypeDecl};
use tsunagu::book::HitPolicy;
use tsunagu::run::Input;
use tsunagu::value::Value;

use super::{decode, encode, evaluate, told, write};

/// One line per case of the model.
pub(super) fn answers(object: &Map<String, Json>, lang: Lang, out: &mut Vec<u8>) {
    let model = object
        .get("model")
        .ok_or_else(|| "there is no `model`".to_owned());
    let model = match model.and_then(model_of) {
        Ok(model) => model,
        Err(error) => return write(out, raw(object.get("id")).as_deref(), Err(error)),
    };
    let (book, unreadable) = model.compile();
    let book = Arc::new(book);
    for case in array(object.get("cases")) {
        let target = case.get("target").and_then(Json::as_str).unwrap_or("");
        let found = book
            .decision(target)
            .ok_or_else(|| format!("there is no decision `{target}`"))
            .and_then(|target| evaluate(&book, &given(&model, case)?, target));
        let answer = match (found, unreadable.first()) {
            // Perhaps null because a part of the model says nothing we can read.
            (Ok(value), Some(why)) if value.is_null() => Err(told(why, lang)),
            (Ok(value), _) => Ok(encode::value(&value)),
            (Err(error), _) => Err(error),
        };
        write(out, raw(case.get("id")).as_deref(), answer);
    }
}

fn raw(id: Option<&Json>) -> Option<Box<RawValue>> {
    id.and_then(|it| serde_json::value::to_raw_value(it).ok())
}

/// What the case says of each input; null where it says nothing.
fn given(model: &Model, case: &Json) -> Result<Vec<Input>, String> {
    let inputs = case.get("inputs").and_then(Json::as_object);
    let mut given = Vec::new();
    for input in &model.inputs {
        let value = match inputs.and_then(|it| it.get(&input.name)) {
            Some(it) => decode::value(it)?,
            None => Value::NULL,
        };
        given.push(Input::Given(value));
    }
    Ok(given)
}

fn model_of(json: &Json) -> Result<Model, String> {
    let mut inputs = Vec::new();
    for input in array(json.get("inputs")) {
        inputs.push(Declared {
            name: name(input)?,
            of: of(input),
        });
    }
    let named = |key: &str| -> Result<Vec<Named>, String> {
        let mut all = Vec::new();
        for it in array(json.get(key)) {
            all.push(Named {
                name: name(it)?,
                of: of(it),
                logic: boxed(it.get("logic").ok_or("a decision has no `logic`")?)?,
                requires: array(it.get("requires"))
                    .filter_map(Json::as_str)
                    .map(str::to_owned)
                    .collect(),
            });
        }
        Ok(all)
    };
    Ok(Model {
        inputs,
        types: decode::types(json.get("types")),
        decisions: named("decisions")?,
        functions: named("bkms")?,
    })
}

fn array(json: Option<&Json>) -> impl Iterator<Item = &Json> {
    json.and_then(Json::as_array).into_iter().flatten()
}

fn name(json: &Json) -> Result<String, String> {
    text(json, "name")
}

fn text(json: &Json, key: &str) -> Result<String, String> {
    let found = json.get(key).and_then(Json::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| format!("there is no `{key}`"))
}

fn of(json: &Json) -> Option<TypeDecl> {
    json.get("type").and_then(decode::type_decl)
}

fn part(json: &Json, key: &str) -> Result<Box<Boxed>, String> {
    let part = json
        .get(key)
        .ok_or_else(|| format!("there is no `{key}`"))?;
    Ok(Box::new(boxed(part)?))
}

fn boxed(json: &Json) -> Result<Boxed, String> {
    let logic = match text(json, "kind")?.as_str() {
        "literal" => Boxed::Literal(text(json, "text")?),
        "context" => context(json)?,
        "function" => function(json)?,
        "invocation" => {
            let mut bindings = Vec::new();
            for it in array(json.get("bindings")) {
                bindings.push((text(it, "param")?, *part(it, "expr")?));
            }
            Boxed::Invocation(part(json, "callee")?, bindings)
        }
        "relation" => {
            let columns: Result<Vec<_>, _> = array(json.get("columns")).map(name).collect();
            let rows = array(json.get("rows"))
                .map(|row| array(Some(row)).map(boxed).collect::<Result<Vec<_>, _>>())
                .collect::<Result<Vec<_>, _>>();
            Boxed::Relation(columns?, rows?)
        }
        "list" => {
            let items: Result<Vec<_>, _> = array(json.get("items")).map(boxed).collect();
            Boxed::List(items?)
        }
        "conditional" => Boxed::If(part(json, "if")?, part(json, "then")?, part(json, "else")?),
        "filter" => Boxed::Filter(part(json, "in")?, part(json, "match")?),
        "for" => Boxed::For(text(json, "var")?, part(json, "in")?, part(json, "return")?),
        "some" => Boxed::Some(
            text(json, "var")?,
            part(json, "in")?,
            part(json, "satisfies")?,
        ),
        "every" => Boxed::Every(
            text(json, "var")?,
            part(json, "in")?,
            part(json, "satisfies")?,
        ),
        "table" => Boxed::Table(table(json)?),
        kind => return Err(format!("there is no box `{kind}`")),
    };
    Ok(match of(json) {
        Some(of) => Boxed::Typed(Box::new(logic), of),
        None => logic,
    })
}

fn context(json: &Json) -> Result<Boxed, String> {
    let mut entries = Vec::new();
    for it in array(json.get("entries")) {
        let value = *part(it, "expr")?;
        let value = match of(it) {
            Some(of) => Boxed::Typed(Box::new(value), of),
            None => value,
        };
        entries.push((name(it)?, value));
    }
    let result = match json.get("result") {
        None | Some(Json::Null) => None,
        Some(it) => Some(Box::new(boxed(it)?)),
    };
    Ok(Boxed::Context(entries, result))
}

fn function(json: &Json) -> Result<Boxed, String> {
    // Java and PMML are not ours.
    if json
        .get("form")
        .and_then(Json::as_str)
        .is_some_and(|it| it != "FEEL")
    {
        return Ok(Boxed::Literal("null".to_owned()));
    }
    let mut parameters = Vec::new();
    for it in array(json.get("params")) {
        parameters.push(Declared {
            name: name(it)?,
            of: of(it),
        });
    }
    Ok(Boxed::Function(parameters, part(json, "body")?))
}

fn table(json: &Json) -> Result<Table, String> {
    let cells = |json: Option<&Json>| -> Vec<String> {
        let cells = array(json).filter_map(Json::as_str);
        cells.map(str::to_owned).collect()
    };
    let optional = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
    let inputs: Result<Vec<_>, _> = array(json.get("inputs"))
        .map(|it| text(it, "expr"))
        .collect();
    let outputs = array(json.get("outputs")).map(|it| Output {
        name: optional(it, "name").unwrap_or_default(),
        values: optional(it, "values"),
        default: optional(it, "default"),
    });
    let rows = array(json.get("rules")).map(|row| (cells(row.get(0)), cells(row.get(1))));
    Ok(Table {
        hit: hit(json)?,
        inputs: inputs?,
        outputs: outputs.collect(),
        rows: rows.collect(),
    })
}

fn hit(json: &Json) -> Result<HitPolicy, String> {
    let known: BTreeMap<&str, HitPolicy> = BTreeMap::from([
        ("UNIQUE", HitPolicy::Unique),
        ("ANY", HitPolicy::Any),
        ("FIRST", HitPolicy::First),
        ("PRIORITY", HitPolicy::Priority),
        ("RULE ORDER", HitPolicy::RuleOrder),
        ("OUTPUT ORDER", HitPolicy::OutputOrder),
        ("COLLECT", HitPolicy::Collect),
        ("COLLECT SUM", HitPolicy::CollectSum),
        ("COLLECT MIN", HitPolicy::CollectMin),
        ("COLLECT MAX", HitPolicy::CollectMax),
        ("COLLECT COUNT", HitPolicy::CollectCount),
    ]);
    let mut name = json
        .get("hit")
        .and_then(Json::as_str)
        .unwrap_or("UNIQUE")
        .to_owned();
    if let Some(aggregation) = json.get("aggregation").and_then(Json::as_str) {
        name = format!("{name} {aggregation}");
    }
    let hit = known.get(name.as_str()).copied();
    hit.ok_or_else(|| format!("there is no hit policy `{name}`"))
}
