//! `tsunagu feel`: expressions in, values out, a line of JSON each. For those who
//! want to check us with vectors of their own.
//!
//! `{id, expr, context}` gives `{id, value}`, or `{id, error}` where there is
//! nothing to work out; a null that FEEL makes of an error is a value. With
//! `--models` a line is a decision model with its cases, and each case gives a line.

mod decode;
mod encode;
mod model;

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::sync::Arc;

use clap::Args as ClapArgs;
use serde_json::{Map, Value as Json, json};
use tsunagu::author::Lang;
use tsunagu::author::model::{Expression, Input as Declared};
use tsunagu::book::{Book, DecisionId};
use tsunagu::run::{Evaluator, Graph, Input, Memo};
use tsunagu::value::{Date, Set, Value};

use super::console::Console;
use super::{FINE, Trouble};

#[derive(ClapArgs)]
pub struct Args {
    /// Lines are decision models with cases / 行は判断モデルとその例
    #[arg(long)]
    models: bool,
}

/// Longer lines are answered with an error and not looked at.
const MAX_LINE: usize = 8 << 20;

/// Lines worked out at a time, where so many are there already.
const BATCH: usize = 1024;
const BUFFER: usize = 1 << 18;
/// What the main thread has; the deepest expression takes a tenth of it.
const STACK: usize = 8 << 20;

pub fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let mut input = BufReader::with_capacity(BUFFER, std::io::stdin().lock());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let lang = console.lang;
    loop {
        let lines = batch(&mut input);
        if lines.is_empty() {
            return Ok(FINE);
        }
        for answers in in_parallel(&lines, threads, |line| answers(line, args, lang)) {
            // A reader that went away is no error of ours.
            if out.write_all(&answers).is_err() {
                return Ok(FINE);
            }
        }
        if out.flush().is_err() {
            return Ok(FINE);
        }
    }
}

/// A line, and whether it is all there.
type Line = (Vec<u8>, bool);

/// The next line and those after it that have come already: who waits for an
/// answer before asking on is answered at once.
fn batch(input: &mut BufReader<impl Read>) -> Vec<Line> {
    let mut lines = Vec::new();
    while lines.len() < BATCH && (lines.is_empty() || input.buffer().contains(&b'\n')) {
        let mut line = Vec::new();
        match next_line(input, &mut line) {
            None => break,
            Some(is_whole) => lines.push((line, is_whole)),
        }
    }
    lines
}

/// What becomes of each line, in order.
fn in_parallel(
    lines: &[Line],
    threads: usize,
    work: impl Fn(&Line) -> Vec<u8> + Sync,
) -> Vec<Vec<u8>> {
    let share = lines.len().div_ceil(threads).max(16);
    std::thread::scope(|scope| {
        let shares = lines.chunks(share).map(|it| {
            let work = &work;
            let work = move || it.iter().flat_map(work).collect::<Vec<u8>>();
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread
                .spawn_scoped(scope, work)
                .expect("threads can be had")
        });
        let running: Vec<_> = shares.collect();
        running
            .into_iter()
            .map(|it| it.join().expect("no line makes it panic"))
            .collect()
    })
}

/// The lines that answer one.
fn answers((line, is_whole): &Line, args: &Args, lang: Lang) -> Vec<u8> {
    if *is_whole && line.trim_ascii().is_empty() {
        return Vec::new();
    }
    let answers = match read(line, *is_whole) {
        Ok(object) if args.models => model::answers(&object, lang),
        Ok(object) => vec![answer(&object, lang)],
        Err(error) => vec![json!({ "id": null, "error": error })],
    };
    let mut out = Vec::new();
    for answer in answers {
        serde_json::to_writer(&mut out, &answer).expect("JSON can be written to memory");
        out.push(b'\n');
    }
    out
}

/// The next line, cut where it is too long; `None` at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Option<bool> {
    line.clear();
    let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    let read = input.by_ref().take(limit).read_until(b'\n', line).ok()?;
    if read == 0 {
        return None;
    }
    if line.last() == Some(&b'\n') || read < MAX_LINE {
        return Some(true);
    }
    let mut rest = Vec::new();
    loop {
        rest.clear();
        let read = input
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut rest)
            .ok()?;
        if read == 0 || rest.last() == Some(&b'\n') {
            return Some(false);
        }
    }
}

fn read(line: &[u8], is_whole: bool) -> Result<Map<String, Json>, String> {
    if !is_whole {
        return Err("the line is too long".to_owned());
    }
    let text = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned())?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn answer(object: &Map<String, Json>, lang: Lang) -> Json {
    let id = object.get("id").cloned().unwrap_or(Json::Null);
    match value_of(object, lang) {
        Ok(value) => json!({ "id": id, "value": encode::value(&value) }),
        Err(error) => json!({ "id": id, "error": error }),
    }
}

fn value_of(object: &Map<String, Json>, lang: Lang) -> Result<Value, String> {
    let text = object.get("expr").and_then(Json::as_str);
    let text = text.ok_or("there is no `expr`")?.to_owned();
    let empty = Map::new();
    let context = match object.get("context") {
        None | Some(Json::Null) => &empty,
        Some(Json::Object(it)) => it,
        Some(_) => return Err("`context` is no object".to_owned()),
    };
    let types = object.get("input_types").and_then(Json::as_object);
    let mut expression = Expression {
        text,
        types: decode::types(object.get("types")),
        result: object.get("result_type").and_then(decode::type_decl),
        ..Expression::default()
    };
    let mut given = Vec::new();
    for (name, value) in context {
        let of = types
            .and_then(|it| it.get(name))
            .and_then(decode::type_decl);
        expression.inputs.push(Declared {
            name: name.clone(),
            of,
        });
        let value = decode::value(value)?;
        decode::names_in(&value, &mut expression.entries);
        given.push(Input::Given(value));
    }
    let book = expression.compile().map_err(|it| it.message(lang))?;
    evaluate(&Arc::new(book), &given, 0)
}

/// One decision of a book, on a day that no expression of the suite asks for.
fn evaluate(book: &Arc<Book>, given: &[Input], decision: DecisionId) -> Result<Value, String> {
    let graph = Graph::new(book);
    let day = Date::new(2026, 4, 1).ok_or("no such day")?;
    let mut evaluator = Evaluator::new(book, &graph, day, given, Memo::default());
    match evaluator.goal(graph.decision(decision)).set {
        Set::One(value) => Ok(value),
        Set::Many(_) => Err("too much to work out".to_owned()),
    }
}
