//! Households a second through the columnar evaluator, on one thread.
//!
//! `cargo bench --bench batch -- FILE.book WIZARD [DAY]`: the goals of a wizard, with
//! every question answered at random. Times are shown, never judged.

use std::sync::Arc;
use std::time::Instant;

use tsunagu::batch::{Answers, Batch, ROWS, scale};
use tsunagu::book::{Book, Kind};
use tsunagu::run::Graph;
use tsunagu::value::Date;

const HOUSEHOLDS: usize = 1 << 18;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    let Some(path) = arguments.first() else {
        println!("batch: give it FILE.book WIZARD [DAY]");
        return;
    };
    let book = Arc::new(Book::from_bytes(&std::fs::read(path).unwrap()).unwrap());
    let wizard = arguments.get(1).and_then(|it| book.wizard(it));
    let wizard = wizard.or(book.wizards.first()).expect("a wizard");
    let day = arguments.get(2).map_or("2026-11-26", String::as_str);
    let day = Date::parse(day).expect("a day");
    let graph = Graph::new(&book);
    let mut nodes = Vec::new();
    for program in &wizard.results {
        nodes.push(graph.fits(*program));
        nodes.extend(graph.amount(*program));
    }
    nodes.extend(
        wizard
            .show
            .iter()
            .chain(&wizard.desks)
            .map(|it| graph.decision(*it)),
    );
    let began = Instant::now();
    let batch = Batch::new(&book, day, &nodes);
    let compiled = (0..nodes.len()).filter(|it| batch.is_compiled(*it)).count();
    println!(
        "{compiled} of {} goals, {} operations, compiled in {:.0?}",
        nodes.len(),
        batch.n_operations(),
        began.elapsed()
    );
    for (at, node) in nodes.iter().enumerate() {
        if !batch.is_compiled(at) {
            println!("for the evaluator: {:?}", graph.kind(*node));
        }
    }
    let answers = drawn(&book, &wizard.questions());
    let mut worker = batch.worker();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let mut n = 0;
        for first in (0..HOUSEHOLDS).step_by(ROWS) {
            n += worker.run(&answers, first).len();
        }
        let time = began.elapsed();
        println!(
            "{n} households in {time:.1?}: {} a second",
            u128::try_from(n).unwrap() * 1_000_000_000 / time.as_nanos()
        );
    }
}

fn drawn(book: &Book, questions: &[usize]) -> Answers {
    let mut answers = Answers::new(book, HOUSEHOLDS);
    let mut state = 1_u64;
    let mut next = move |n: i64| {
        // Knuth's multiplier: good enough to keep branches from being guessed.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % n
    };
    for question in questions {
        let kind = &book.questions[*question].kind;
        let (low, n) = match kind {
            Kind::YesNo => (0, 2),
            Kind::Choice(choices) => (0, i64::try_from(choices.len()).unwrap()),
            Kind::Several(choices) => (0, 1 << choices.len().min(40)),
            Kind::Number { min, max, .. } => {
                let by = 10_i64.pow(scale(kind));
                let (min, max) = (min.to_i64().unwrap() * by, max.to_i64().unwrap() * by);
                (min, max - min + 1)
            }
            Kind::Date { .. } => (18_000, 3_000),
            Kind::Text => continue,
        };
        for cell in &mut answers.column(*question).cells {
            *cell = low + next(n);
        }
    }
    answers
}
