//! Every input in `fuzz/corpus/` once more: the small set that together reaches
//! all that was ever reached by inputs made up at random, and what once broke.
//!
//! What must hold is said in `fuzz/src/`, where the fuzzer has it from as well.

#![cfg(all(feature = "exchange", not(target_arch = "wasm32")))]

#[path = "../fuzz/src/lib.rs"]
mod inputs;

use std::fs;
use std::path::Path;

/// Every file of a target's corpus; how many there were.
fn replay(target: &str, run: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(&corpus)
        .expect("a corpus")
        .map(|it| it.expect("an entry").path())
        .collect();
    files.sort();
    assert!(
        files.len() > 9,
        "the corpus of `{target}` is not where it was"
    );
    for file in files {
        let running = Running(file.display().to_string());
        run(&fs::read(&file).expect("a file"));
        drop(running);
    }
}

/// Says at which input a law was broken.
struct Running(String);

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("at {}", self.0);
        }
    }
}

#[test]
fn book() {
    replay("book", inputs::book::run);
}

#[test]
fn yaml() {
    replay("yaml", inputs::yaml::run);
}

#[test]
fn csv() {
    replay("csv", inputs::csv::run);
}

#[test]
fn feel() {
    replay("feel", inputs::feel::run);
}

#[test]
fn answers() {
    replay("answers", inputs::answers::run);
}

#[test]
fn session() {
    replay("session", inputs::session::run);
}
