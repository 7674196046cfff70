//! How long the wizards of our packs take over their own cases: to begin, for one
//! answer with its bounds and what to ask next, and for the results.
//!
//! `cargo bench --bench walk [BOOK]` prints the mean a wizard. The cases are those
//! that `tests/packs.rs` leaves in `target/`, the books those of `cargo xtask build`.

#[path = "../tests/answers/mod.rs"]
mod answers;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use tsunagu::book::Book;
use tsunagu::run::{Session, Start};
use tsunagu::value::Moment;

const CASES: &str = "target/native-results.json";

/// Time taken, and how often.
#[derive(Default)]
struct Mean(Duration, u32);

impl Mean {
    fn add(&mut self, since: Instant, times: usize) {
        self.0 += since.elapsed();
        self.1 += u32::try_from(times).expect("a few");
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:>9.1?}", self.0 / self.1.max(1))
    }
}

fn main() {
    let Ok(cases) = std::fs::read_to_string(CASES) else {
        println!("no {CASES}: run `cargo xtask test --quick` first");
        return;
    };
    let only = std::env::args().skip(1).find(|it| !it.starts_with("--"));
    let mut books = BTreeMap::new();
    let mut wizards: BTreeMap<(String, String), [Mean; 3]> = BTreeMap::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("a case a line");
        let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        let name = text("book");
        if only.as_ref().is_some_and(|it| *it != name) {
            continue;
        }
        let book = books.entry(name.clone()).or_insert_with(|| read(&name));
        let start = Start {
            wizard: text("wizard"),
            lang: "ja".to_owned(),
            at: Moment::parse(&text("at")).expect("a moment"),
        };
        let means = wizards.entry((name, start.wizard.clone())).or_default();
        let begun = Instant::now();
        let mut session = Session::start(Arc::clone(book), &start).expect("a session");
        means[0].add(begun, 1);
        let answers = case["answers"].as_array().expect("answers");
        let by_name = answers.iter().map(|it| (it[0].as_str(), it[1].clone()));
        let by_name: Map<String, Value> = by_name
            .map(|(name, it)| (name.expect("a question").to_owned(), it))
            .collect();
        let answers = answers::read(&Value::Object(by_name).to_string());
        let (begun, n) = (Instant::now(), answers.len());
        for (name, raw) in answers {
            session.give(&name, raw).expect("an answer");
        }
        means[1].add(begun, n);
        let begun = Instant::now();
        black_box(session.results());
        means[2].add(begun, 1);
    }
    for ((book, wizard), [start, answer, results]) in wizards {
        let n = start.1;
        println!(
            "{book:18}  start {start}  answer {answer}  results {results}  {n:>3} cases  {wizard}"
        );
    }
}

fn read(name: &str) -> Arc<Book> {
    let path = format!("target/books/{name}.book");
    let bytes = std::fs::read(&path).unwrap_or_else(|it| panic!("{path}: {it}"));
    Arc::new(Book::from_bytes(&bytes).expect("a book"))
}
