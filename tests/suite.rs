//! The public half of the conformance suite nobody here wrote (DMN TCK), read
//! from `../shared/feel` beside the project, or where `FEEL_VECTORS` says. Where
//! that is absent nothing is tested, and a line says so. The vectors are never
//! copied into the project.
//!
//! `scores` runs the program as an outsider would and prints a table per area.
//! `sets` replaces one input at a time by a set with its value in it.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]

#[path = "suite/bad.rs"]
mod bad;
#[path = "suite/sets.rs"]
mod sets;
#[path = "suite/values.rs"]
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// What is known to be missed, by tier and id; why is in `tests/suite/misses.md`.
const MISSES: &str = include_str!("suite/misses.md");

/// The lines of a file of vectors, or nothing, said aloud.
fn lines(name: &str) -> Vec<Json> {
    let folder = std::env::var_os("FEEL_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/feel"),
        PathBuf::from,
    );
    let path = folder.join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        println!(
            "skipped: the conformance vectors are not at {}",
            path.display()
        );
        return Vec::new();
    };
    let read = |line: &str| serde_json::from_str(line).expect("vectors are JSON");
    text.lines().map(read).collect()
}

/// What `tsunagu feel` says to each id.
fn answers(arguments: &[&str], vectors: &[Json]) -> BTreeMap<String, Json> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text: String = vectors.iter().map(|it| format!("{it}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| -> Json { serde_json::from_str(line).unwrap() };
    let by_id = text.lines().map(read).map(|it| (it["id"].to_string(), it));
    by_id.collect()
}

/// Right and all; of those that expect something, right and all.
#[derive(Default)]
struct Score {
    all: [usize; 2],
    some: [usize; 2],
}

#[derive(Default)]
struct Scores {
    areas: BTreeMap<String, Score>,
    missed: Vec<String>,
}

impl Scores {
    fn add(&mut self, area: String, case: &Json, answers: &BTreeMap<String, Json>) {
        let answer = &answers[&case["id"].to_string()];
        let expected = &case["expected"];
        let right = usize::from(values::same(expected, &answer["value"]));
        if right == 0 {
            self.missed.push(case["id"].as_str().unwrap().to_owned());
        }
        let score = self.areas.entry(area).or_default();
        score.all = [score.all[0] + right, score.all[1] + 1];
        if !expected.is_null() {
            score.some = [score.some[0] + right, score.some[1] + 1];
        }
    }

    fn print(&self) {
        println!("{:<20} {:>12} {:>12}", "area", "all", "not null");
        for (area, score) in &self.areas {
            let [all, some] = [score.all, score.some].map(|[right, of]| format!("{right}/{of}"));
            println!("{area:<20} {all:>12} {some:>12}");
        }
    }
}

#[test]
fn scores() {
    let mut scores = Scores::default();
    let flat = lines("flat.jsonl");
    let found = answers(&["feel"], &flat);
    for case in &flat {
        let area = format!("{} {}", text(&case["tier"]), text(&case["area"]));
        scores.add(area, case, &found);
    }
    let models = lines("models.jsonl");
    let found = answers(&["feel", "--models"], &models);
    for model in &models {
        for case in model["cases"].as_array().unwrap() {
            if case.get("outside").is_none_or(|it| it == false) {
                scores.add(format!("model {}", text(&model["area"])), case, &found);
            }
        }
    }
    scores.print();
    if flat.is_empty() {
        return;
    }
    let listed = MISSES.lines().filter_map(|it| it.strip_prefix("- `"));
    let mut listed: Vec<&str> = listed.filter_map(|it| it.split('`').next()).collect();
    let mut missed: Vec<&str> = scores.missed.iter().map(String::as_str).collect();
    listed.sort_unstable();
    missed.sort_unstable();
    assert_eq!(
        missed, listed,
        "tests/suite/misses.md lists what is missed, with the reason"
    );
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap()
}
