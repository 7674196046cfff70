//! Columns of households in the shipped packs: each goal as the evaluator has it,
//! and none of a wizard's left to the evaluator where everything is answered.

#![cfg(all(feature = "author", feature = "batch", not(target_arch = "wasm32")))]

mod chance;
mod shipped;
#[path = "shipped/wizards.rs"]
mod wizards;

use std::sync::Arc;

use chance::Chance;
use tsunagu::batch::{Answers, Batch, is_plain, scale, value};
use tsunagu::book::{Book, Kind, NodeKind};
use tsunagu::run::{Evaluator, Graph, Input, Memo};
use tsunagu::value::{Date, Set};

const HOUSEHOLDS: usize = 60;
const DAYS: [&str; 3] = ["2023-05-01", "2025-10-31", "2026-11-26"];

/// Each book once, named with the first of its wizards.
fn books() -> Vec<(String, Arc<Book>)> {
    let mut books: Vec<(String, Arc<Book>)> = Vec::new();
    for it in wizards::wizards() {
        if !books.iter().any(|(_, book)| Arc::ptr_eq(book, &it.book)) {
            books.push((format!("{} ({})", it.book_name, it.wizard), it.book));
        }
    }
    assert!(books.len() >= 4, "every pack has a book");
    books
}

/// An answer that the question can have.
fn drawn(kind: &Kind, chance: &mut Chance) -> Input {
    let mut below = |n: i64| i64::try_from(chance.below(usize::try_from(n).unwrap())).unwrap();
    let cell = match kind {
        Kind::YesNo => below(2),
        Kind::Choice(choices) => below(i64::try_from(choices.len()).unwrap()),
        Kind::Several(choices) => {
            let mut bits = 0;
            for (at, choice) in choices.iter().enumerate() {
                let is_ticked = !choice.only && below(4) == 0;
                bits |= i64::from(is_ticked) << at;
            }
            bits
        }
        Kind::Number {
            min, max, whole, ..
        } => {
            let unit = if *whole { 1 } else { 10_i64.pow(scale(kind)) };
            let (min, max) = (min.to_i64().unwrap() * unit, max.to_i64().unwrap() * unit);
            match below(4) {
                0 => min,
                1 => max,
                _ => min + below(max - min + 1),
            }
        }
        Kind::Date { .. } => 18_000 + below(3_000),
        Kind::Text => return Input::Open,
    };
    assert!(is_plain(cell));
    value(kind, cell).map_or(Input::Open, Input::Given)
}

#[test]
fn columns_say_what_the_evaluator_says() {
    let mut chance = Chance::seeded(0);
    for (name, book) in books() {
        let graph = Graph::new(&book);
        let nodes: Vec<usize> = (book.questions.len()..graph.n_nodes()).collect();
        for day in DAYS.map(|it| Date::parse(it).unwrap()) {
            let batch = Batch::new(&book, day, &nodes);
            let mut answers = Answers::new(&book, HOUSEHOLDS);
            let mut households = Vec::new();
            for row in 0..HOUSEHOLDS {
                let mut household = Vec::new();
                // Every tenth has left something open or does not know.
                let gaps = row % 10 == 0;
                for (question, asked) in book.questions.iter().enumerate() {
                    let input = match chance.below(8) {
                        0 if gaps => Input::Open,
                        1 if gaps => Input::Unsure,
                        _ => drawn(&asked.kind, &mut chance),
                    };
                    answers.column(question).put(&asked.kind, row, &input);
                    assert_eq!(answers.input(&book, question, row), input, "{}", asked.name);
                    household.push(input);
                }
                households.push(household);
            }
            let mut worker = batch.worker();
            let mut rows = worker.run(&answers, 0);
            for (row, household) in households.iter().enumerate() {
                let mut evaluator = Evaluator::new(&book, &graph, day, household, Memo::default());
                for (goal, node) in nodes.iter().enumerate() {
                    let (wanted, found) = (evaluator.goal(*node).set, rows.set(goal, row));
                    // Into how many stretches an open number falls hangs on which
                    // goals were worked out before.
                    let same = match (&found, &wanted) {
                        (Set::One(a), Set::One(b)) => a == b,
                        (Set::Many(_), Set::Many(_)) => {
                            found == wanted
                                || (found.is_within_ends_of(&wanted)
                                    && wanted.is_within_ends_of(&found))
                        }
                        _ => false,
                    };
                    assert!(
                        same,
                        "{name}, {day}: {}: {found:?} in columns, else {wanted:?}\n{household:?}",
                        called(&book, graph.kind(*node))
                    );
                }
            }
        }
    }
}

fn called(book: &Book, kind: Option<NodeKind>) -> String {
    match kind {
        Some(NodeKind::Decision(it)) => book.decisions[it].name.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn all_goals_of_shipped_books_have_operations() {
    let day = Date::parse("2026-11-26").unwrap();
    for (name, book) in books() {
        let graph = Graph::new(&book);
        let nodes: Vec<usize> = (book.questions.len()..graph.n_nodes()).collect();
        let batch = Batch::new(&book, day, &nodes);
        let left: Vec<String> = nodes
            .iter()
            .enumerate()
            .filter(|(goal, _)| !batch.is_compiled(*goal))
            .map(|(_, node)| called(&book, graph.kind(*node)))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{name}: for the evaluator");
    }
}
