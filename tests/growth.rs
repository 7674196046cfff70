//! What makes the time of one answer flat however many programmes a book has.
//!
//! `benches/growth.rs` shows the times; here is what they rest on, without a
//! clock: copies with questions of their own are islands of their own, and an
//! answer works out its island only; copies about the same questions share what
//! is worked out for them.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

use std::collections::BTreeSet;

use tsunagu::author::{self, Files};
use tsunagu::book::Book;

const PACK: &str =
    "pack: growth\nversion: 1\nname: 試し\nsources: { 要綱: { title: 要綱, date: 2026-04-01 } }\n";
const QUESTIONS: &str = "questions:
  年齢K: { ask: 何歳ですか, why: 年齢で変わります, kind: number, min: 0, max: 99 }
  在宅K: { ask: 家にいますか, why: 家で変わります, kind: yes-no }
";
const PROGRAMS: &str = "programs:
  手当P: { fits: { all: ['年齢K < 18', 在宅K] }, amount: 'if 年齢K < 6 then 20000 else 10000', source: { doc: 要綱 } }
  支援P: { fits: { any: ['年齢K >= 18', { not: 在宅K }] }, source: { doc: 要綱 } }
";

fn book(copies: usize, own: bool) -> Book {
    let mut files = Files::new();
    let mut put = |path: String, text: String| {
        files.insert(format!("growth/{path}"), text.into_bytes());
    };
    put("pack.yaml".to_owned(), PACK.to_owned());
    for copy in 0..copies {
        let k = if own { copy.to_string() } else { String::new() };
        if own || copy == 0 {
            put(format!("questions/{copy}.yaml"), QUESTIONS.replace('K', &k));
        }
        let programs = PROGRAMS.replace('P', &copy.to_string()).replace('K', &k);
        put(format!("programs/{copy}.yaml"), programs);
    }
    author::check(&files, "growth")
        .book
        .expect("a pack without errors")
}

#[test]
fn copies_with_their_own_questions_are_islands() {
    let one = book(1, true).graph;
    let many = book(20, true).graph;
    assert_eq!((one.n_islands, many.n_islands), (1, 20));
    // Nothing in one island is made of anything in another.
    for node in &many.nodes {
        for part in &node.parts {
            assert_eq!(many.nodes[*part].island, node.island);
        }
    }
}

#[test]
fn copies_about_the_same_questions_are_worked_out_once() {
    let one = book(1, false);
    let many = book(20, false);
    assert_eq!(many.programs.len(), 20 * one.programs.len());
    assert_eq!(many.graph.nodes.len(), one.graph.nodes.len());
    let fits: BTreeSet<_> = many.graph.programs.iter().map(|(fits, _)| fits).collect();
    assert_eq!(fits.len(), one.programs.len());
    assert_eq!(
        many.exprs.len(),
        one.exprs.len(),
        "equal expressions are one"
    );
}
