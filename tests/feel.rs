//! Expressions and their values: the fixtures of `tests/feel/*.md`.
//!
//! In a `feel` fence a line is `expression ⟹ value`. Each is a decision of a
//! pack of its own, worked out with the answers of an `answers` fence (JSON)
//! on the day named after the word (`feel 2027-03-31`). Named fences are files
//! of that pack. A pack that is refused shows the codes instead of a value. In a
//! `feel all` fence expressions stand alone and all of FEEL is known, as in models
//! of other tools.
//!
//! What stands behind `⟹` is from the specification (DMN 1.5), or from the
//! law, not from us: `BLESS=1` is for spelling here.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod answers;
mod fixture;
mod pack;

use std::fmt::Write as _;
use std::sync::Arc;

use fixture::{Fence, Part};
use tsunagu::author::model::Expression;
use tsunagu::author::{self, Files, Severity};
use tsunagu::run::{Evaluator, Graph, Memo, Raw, Session, Start};
use tsunagu::value::{Date, Moment, Value};

const ANY_DAY: &str = "2026-11-20";
const ARROW: &str = " ⟹ ";

#[test]
fn feel() {
    fixture::run("tests/feel", |shared, test| {
        let files = pack::files(shared, test);
        let mut given = Vec::new();
        for part in &mut test.parts {
            match part {
                Part::Fence(fence) if fence.name.is_some() => {}
                Part::Fence(fence) if fence.info == "answers" => {
                    given = answers::read(&fence.content);
                }
                Part::Fence(fence) => work_out(fence, &files, &given),
                Part::Text(_) => {}
            }
        }
    });
}

/// Puts its value behind each expression of the fence.
fn work_out(fence: &mut Fence, files: &Files, given: &[(String, Raw)]) {
    let mut words = fence.info.split(' ');
    assert_eq!(words.next(), Some("feel"));
    let word = words.next().unwrap_or(ANY_DAY);
    let mut out = String::new();
    for line in fence.content.lines().filter(|it| !it.is_empty()) {
        let (expression, _) = line.split_once(ARROW.trim_end()).unwrap_or((line, ""));
        let value = match word {
            "all" => value_alone(expression),
            day => value(expression, files, given, day),
        };
        let _ = writeln!(out, "{expression}{ARROW}{value}");
    }
    fence.content = out;
}

fn value(expression: &str, files: &Files, given: &[(String, Raw)], day: &str) -> String {
    let quoted = expression.replace('\'', "''");
    let decision =
        format!("decisions:\n  答え:\n    value: '{quoted}'\n    source: {{ doc: 要綱 }}\n");
    let mut files = files.clone();
    files.insert(
        format!("{}/decisions/答え.yaml", pack::NAME),
        decision.into(),
    );
    let checked = author::check(&files, pack::NAME);
    let Some(book) = checked.book else {
        let found = checked.diagnostics.iter();
        let errors = found.filter(|it| it.severity == Severity::Error);
        let codes: Vec<_> = errors.map(author::Diagnostic::code).collect();
        return codes.join(", ");
    };
    let start = Start {
        wizard: String::new(),
        lang: "ja".to_owned(),
        at: Moment::parse(day).unwrap(),
    };
    let mut session = Session::start(Arc::new(book), &start).unwrap();
    for (name, raw) in given {
        session.give(name, raw.clone()).unwrap();
    }
    let report = session.results();
    let found = report.decisions.iter().find(|(name, _)| name == "答え");
    let (_, set) = found.unwrap();
    match set.0.settled() {
        Some(value) => show(value),
        None => serde_json::to_value(&report).unwrap()["decisions"]["答え"].to_string(),
    }
}

fn value_alone(text: &str) -> String {
    let expression = Expression {
        text: text.to_owned(),
        ..Expression::default()
    };
    let book = match expression.compile() {
        Ok(book) => Arc::new(book),
        Err(error) => return error.code().to_owned(),
    };
    let graph = Graph::new(&book);
    let day = Date::parse(ANY_DAY).unwrap();
    let mut evaluator = Evaluator::new(&book, &graph, day, &[], Memo::default());
    show(evaluator.goal(graph.decision(0)).set.settled().unwrap())
}

/// A value as FEEL writes it.
fn show(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Text(it) => format!("{it:?}"),
        Value::Date(it) => format!("@\"{it}\""),
        Value::Other(it) => format!("@\"{}\"", it.text()),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(show).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Context(it) => {
            let entries =
                it.0.iter()
                    .map(|(name, it)| format!("{name}: {}", show(it)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
