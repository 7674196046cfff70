//! Everything works over sets: an input that could be its own value or two
//! others gives a set that holds what each of the three gives alone.

use std::sync::Arc;

use serde_json::Value as Json;
use tsunagu::author::model::{Expression, Input as Declared};
use tsunagu::book::Book;
use tsunagu::run::{Evaluator, Graph, Input, Memo};
use tsunagu::value::{Date, Set, Value};

use super::{lines, values};

/// Another of the same kind if there is one, and one of another kind.
fn others(value: &Value) -> [Value; 2] {
    let read = |text: &str| values::read(&serde_json::from_str(text).unwrap());
    let number = read(r#"{"number":"7"}"#);
    let text = read(r#""藤沢市""#);
    match value {
        Value::Number(_) => [number, Value::NULL],
        Value::Text(_) => [text, number],
        Value::Boolean(it) => [Value::Boolean(!it), Value::NULL],
        Value::Date(_) => [read(r#"{"date":"2024-02-29"}"#), text],
        Value::List(items) => {
            let shorter = items.iter().skip(1).cloned().collect();
            [Value::List(shorter), text]
        }
        Value::Context(_) => [read(r#"{"context":{"a":{"number":"1"}}}"#), number],
        Value::Null(_) => [text, read(r#"{"duration":"P1D"}"#)],
        Value::Other(_) => [
            read(r#"{"time":"10:00:00Z"}"#),
            read(r#"{"duration":"P1Y"}"#),
        ],
    }
}

#[test]
fn sets() {
    let mut tried = 0;
    let mut settled = 0;
    for case in lines("flat.jsonl") {
        let context = case["context"].as_object().unwrap();
        let given: Vec<Value> = context.values().map(values::read).collect();
        let Some(book) = book(&case, &given) else {
            continue;
        };
        for (at, value) in given.iter().enumerate() {
            let [other, another] = others(value);
            let members = [value.clone(), other, another];
            let set = members
                .iter()
                .fold(Set::none(), |set, it| set.join(&Set::One(it.clone())));
            let inputs = |it: Input| -> Vec<Input> {
                let mut inputs: Vec<Input> = given.iter().cloned().map(Input::Given).collect();
                inputs[at] = it;
                inputs
            };
            let result = evaluate(&book, &inputs(Input::Among(set)));
            settled += usize::from(result.is_settled());
            for member in members {
                let alone = evaluate(&book, &inputs(Input::Given(member.clone())));
                let alone = alone.settled().expect("all is given");
                assert!(
                    result.contains(alone) || is_function(alone),
                    "{}\n{}\nwith input {at} = {member:?}: {alone:?}\nis not in {result:?}",
                    case["id"],
                    case["expr"],
                );
            }
            tried += 1;
        }
    }
    println!("{tried} inputs made sets; {settled} results were settled all the same");
}

fn book(case: &Json, given: &[Value]) -> Option<Arc<Book>> {
    let mut entries = Vec::new();
    given.iter().for_each(|it| names(it, &mut entries));
    let context = case["context"].as_object().unwrap();
    let inputs = context.keys().map(|name| Declared {
        name: name.clone(),
        of: None,
    });
    let expression = Expression {
        text: case["expr"].as_str().unwrap().to_owned(),
        inputs: inputs.collect(),
        entries,
        ..Expression::default()
    };
    expression.compile().ok().map(Arc::new)
}

fn names(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::List(items) => items.iter().for_each(|it| names(it, out)),
        Value::Context(it) => it.0.iter().for_each(|(name, it)| {
            out.push(name.to_string());
            names(it, out);
        }),
        _ => {}
    }
}

fn evaluate(book: &Arc<Book>, inputs: &[Input]) -> Set {
    let graph = Graph::new(book);
    let day = Date::new(2026, 4, 1).unwrap();
    let mut evaluator = Evaluator::new(book, &graph, day, inputs, Memo::default());
    evaluator.goal(graph.decision(0)).set
}

/// Functions are the same only where they are one.
fn is_function(value: &Value) -> bool {
    matches!(value, Value::Other(tsunagu::value::Other::Function(_)))
}
