//! Long random walks through sessions: answers, other answers, slips of the pen,
//! "I don't know", back, forward, other languages, other days, kept and opened
//! again, in any order (`person/`).
//!
//! Through every shipped wizard, as a page loads it and with a book a language,
//! and through small books made up at random. `cargo xtask walks` takes a million
//! steps (`WALKS=1000000`); with the other tests it is some hundreds. `WALKS_SEED=1` has
//! other people, and other books made up for them.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod chance;
mod person;
#[path = "laws/recipe.rs"]
mod recipe;
mod shipped;
#[path = "shipped/wizards.rs"]
mod shipped_wizards;
#[path = "laws/write.rs"]
mod write;

use std::sync::Arc;
use std::time::Instant;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tsunagu::author::check;
use tsunagu::book::Book;

use chance::Chance;
use person::{Choices, Person};

/// With the other tests; in a development build a step takes some milliseconds.
const FEW: usize = 500;
/// Then somebody else begins.
const A_WALK: usize = 40;
/// Combinations of answers of a book made up at random.
const LIMIT: usize = 480;

impl Choices for Chance {
    fn below(&mut self, limit: usize) -> usize {
        Chance::below(self, limit.max(1))
    }
}

/// What is walked through: a book and one of its wizards.
struct Wizard {
    name: String,
    book: Arc<Book>,
    wizard: String,
    at: &'static str,
}

#[test]
fn walks() {
    let n_steps = number("WALKS").unwrap_or(FEW);
    let mut wizards = shipped();
    let n_made_up = n_steps / (A_WALK * 8) + 1;
    wizards.extend(made_up(n_made_up));
    let mut chance = Chance::seeded(number("WALKS_SEED").unwrap_or(0));
    let mut taken = vec![(0, 0); wizards.len()];
    let mut left = n_steps;
    let mut nth = 0;
    while left > 0 {
        // Books made up at random are many, shipped ones matter: turn by turn.
        let at = match nth % 4 {
            0 => wizards.len() - 1 - nth / 4 % n_made_up,
            _ => (nth - nth / 4 - 1) % (wizards.len() - n_made_up),
        };
        nth += 1;
        let began = Instant::now();
        let steps = A_WALK.min(left);
        walk(&wizards[at], steps, &mut chance);
        left -= steps;
        taken[at].0 += steps;
        taken[at].1 += began.elapsed().as_millis();
    }
    println!("{n_steps} steps, {nth} people");
    for (wizard, (steps, time)) in wizards.iter().zip(&taken) {
        if wizard.name != MADE_UP {
            println!(
                "{} {}: {steps} steps, {time} ms",
                wizard.name, wizard.wizard
            );
        }
    }
    let of_these = wizards.iter().zip(&taken).filter(|it| it.0.name == MADE_UP);
    let steps: usize = of_these.map(|(_, (steps, _))| steps).sum();
    println!("{n_made_up} {MADE_UP}: {steps} steps");
    assert!(steps > 0, "no book made up at random was walked through");
    if nth > 2 * wizards.len() {
        assert!(taken.iter().all(|it| it.0 > 0), "a wizard was left out");
    }
}

/// One of the environment.
fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

const MADE_UP: &str = "books made up at random";

fn walk(wizard: &Wizard, n_steps: usize, chance: &mut Chance) {
    let apart = chance.below(3) == 0;
    let mut person = Person::new(&wizard.book, &wizard.wizard, wizard.at, apart);
    let walking = Walking(wizard);
    for _ in 0..n_steps {
        person.step(chance);
    }
    drop(walking);
}

/// Says with which wizard a law was broken.
struct Walking<'a>(&'a Wizard);

impl Drop for Walking<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{} {}", self.0.name, self.0.wizard);
        }
    }
}

fn shipped() -> Vec<Wizard> {
    let wizards = shipped_wizards::wizards().into_iter();
    let named = wizards.map(|it| Wizard {
        name: it.book_name,
        book: it.book,
        wizard: it.wizard,
        at: "2026-11-20T12:30",
    });
    named.collect()
}

fn made_up(n: usize) -> Vec<Wizard> {
    let seed = 7_u8.wrapping_add(number("WALKS_SEED").unwrap_or(0) as u8);
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let strategy = recipe::recipe(LIMIT);
    let one = |_| {
        let recipe = strategy.new_tree(&mut runner).expect("a recipe").current();
        let book = check(&recipe.files(), "試")
            .book
            .expect("recipes make packs that pass");
        Wizard {
            name: MADE_UP.to_owned(),
            book: Arc::new(book),
            wizard: String::new(),
            at: write::TODAY,
        }
    };
    (0..n).map(one).collect()
}
