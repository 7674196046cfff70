//! One book for the whole country: what it weighs, how fast it loads, how fast
//! one answer is. `cargo bench --bench country` prints it and leaves the books in
//! `target/country/`, where `tests/e2e/country.mjs` takes them to Chromium.
//!
//! Nobody is meant to download such a book: a portal serves the one of its
//! prefecture (ARCHITECTURE.md, "A country of packs"). It shows where the engine ends.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tsunagu::author::{Files, Lang, check};
use tsunagu::book::Book;
use tsunagu::run::{Event, Given, Session, Start};
use tsunagu::value::Moment;

mod pack;
#[path = "../../tests/shipped/mod.rs"]
mod shipped;

/// A tenth of the country, half of it, all of it.
const SIZES: [usize; 3] = [
    pack::MUNICIPALITIES / 10,
    pack::MUNICIPALITIES / 2,
    pack::MUNICIPALITIES,
];
const LOADS: usize = 20;
const ANSWERS: usize = 300;

fn main() {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/country");
    fs::create_dir_all(&out).expect("a folder in target/");
    println!(
        "{:>14}  {:>10}  {:>10}  {:>10}  {:>10}  {:>12}",
        "municipalities", "check", "bytes", "ja bytes", "load", "one answer"
    );
    for n in SIZES {
        let mut files = shipped::files();
        pack::add(&mut files, n);
        let begun = Instant::now();
        let book = book(&files);
        let checked = begun.elapsed();
        let bytes = book.to_bytes();
        let japanese = book.to_bytes_in(0);
        fs::write(out.join(format!("{n}.book")), &bytes).expect("target/ can be written");
        fs::write(out.join(format!("{n}.ja.book")), &japanese).expect("target/ can be written");
        println!(
            "{n:>14}  {checked:>10.1?}  {:>10}  {:>10}  {:>10.2?}  {:>12.1?}",
            bytes.len(),
            japanese.len(),
            load(&japanese),
            answer(&japanese, n),
        );
    }
}

fn book(files: &Files) -> Book {
    let checked = check(files, "country");
    let found = checked.diagnostics.iter().take(5);
    let found: Vec<_> = found.map(|it| it.message(Lang::En)).collect();
    checked.book.unwrap_or_else(|| panic!("{found:?}"))
}

fn load(bytes: &[u8]) -> Duration {
    median((0..LOADS).map(|_| {
        let begun = Instant::now();
        let book = Book::from_bytes(bytes);
        let time = begun.elapsed();
        assert!(book.is_ok(), "the book loads");
        time
    }))
}

fn answer(bytes: &[u8], n: usize) -> Duration {
    let book = Arc::new(Book::from_bytes(bytes).expect("the book loads"));
    let start = Start {
        wizard: "家族".to_owned(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-26T12:30").expect("a moment"),
    };
    let mut session = Session::start(book, &start).expect("a session");
    let text = |it: String| Given::Text(it);
    let given = |at: usize| match at % 4 {
        0 => ("市区町村", text(format!("模擬{}市", at * 37 % n))),
        1 => ("年齢", text((at % 20).to_string())),
        2 => ("暮らしの場", text("家で暮らしている".to_owned())),
        _ => (
            "医療的ケア",
            Given::Many(vec![["人工呼吸器", "吸引"][at / 4 % 2].to_owned()]),
        ),
    };
    let mut times = Vec::with_capacity(ANSWERS);
    for at in 0..ANSWERS {
        let (name, given) = given(at);
        let event = Event::Answer {
            name: name.to_owned(),
            given,
        };
        let begun = Instant::now();
        session = session.send(event);
        times.push(begun.elapsed());
    }
    let told = session.results();
    assert!(
        told.results.len() > pack::PREFECTURES * pack::PROGRAMMES,
        "every programme is told of"
    );
    median(times.into_iter())
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times[times.len() / 2]
}
