//! `tsunagu feel`: expressions in, values out, a line of JSON each. For those who
//! want to check us with vectors of their own.
//!
//! `{id, expr, context}` gives `{id, value}`, or `{id, error}` where there is
//! nothing to work out; a null that FEEL makes of an error is a value. With
//! `--models` a line is a decision model with its cases, and each case gives a line.

mod decode;
mod encode;
mod model;

use std::borrow::Cow;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::sync::Arc;

use clap::Args as ClapArgs;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use tsunagu::author::Lang;
use tsunagu::author::model::{Expression, Input as Declared, Unreadable};
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
    let mut out = Vec::new();
    match text(line, *is_whole) {
        Err(error) => write(&mut out, None, Err(error)),
        Ok(text) if args.models => match serde_json::from_str(text) {
            Ok(object) => model::answers(&object, lang, &mut out),
            Err(error) => write(&mut out, None, Err(error.to_string())),
        },
        Ok(text) => match serde_json::from_str::<Question<'_>>(text) {
            Ok(question) => write(&mut out, question.id, question.answer(lang)),
            Err(error) => write(&mut out, None, Err(error.to_string())),
        },
    }
    out
}

/// `{id, value}` or `{id, error}`; the id as it came.
fn write(out: &mut Vec<u8>, id: Option<&RawValue>, answer: Result<Json, String>) {
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(id.map_or("null", RawValue::get).as_bytes());
    let written = match answer {
        Ok(value) => {
            out.extend_from_slice(b",\"value\":");
            serde_json::to_writer(&mut *out, &value)
        }
        Err(error) => {
            out.extend_from_slice(b",\"error\":");
            serde_json::to_writer(&mut *out, &error)
        }
    };
    written.expect("JSON can be written to memory");
    out.extend_from_slice(b"}\n");
}

fn text(line: &[u8], is_whole: bool) -> Result<&str, String> {
    if !is_whole {
        return Err("the line is too long".to_owned());
    }
    std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned())
}

/// A line as it comes; the types are optional and in the vectors' own form.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    expr: Cow<'a, str>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
    #[serde(default)]
    types: Option<Json>,
    #[serde(default)]
    input_types: Option<Json>,
    #[serde(default)]
    result_type: Option<Json>,
}

impl Question<'_> {
    fn answer(self, lang: Lang) -> Result<Json, String> {
        let context: Option<Map<String, Json>> = match self.context {
            Some(raw) => serde_json::from_str(raw.get()).map_err(|it| it.to_string())?,
            None => None,
        };
        let mut expression = Expression {
            text: self.expr.into_owned(),
            types: decode::types(self.types.as_ref()),
            result: self.result_type.as_ref().and_then(decode::type_decl),
            ..Expression::default()
        };
        let types = self.input_types.as_ref().and_then(Json::as_object);
        let mut given = Vec::new();
        for (name, value) in context.unwrap_or_default() {
            let value = decode::value(&value)?;
            decode::names_in(&value, &mut expression.entries);
            given.push(Input::Given(value));
            let of = types
                .and_then(|it| it.get(&name))
                .and_then(decode::type_decl);
            expression.inputs.push(Declared { name, of });
        }
        let book = expression.compile().map_err(|it| told(&it, lang))?;
        let value = evaluate(&Arc::new(book), &given, 0)?;
        Ok(encode::value(&value))
    }
}

/// What is wrong, and what to type.
fn told(error: &Unreadable, lang: Lang) -> String {
    let help = error.help(lang).map(|it| format!(" ({it})"));
    [error.message(lang), help.unwrap_or_default()].concat()
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
