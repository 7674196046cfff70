//! What a pack may say to a family, and to nobody.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tsunagu::author::{Checked, docs};
use tsunagu::value::Date;

use super::shipped;
use super::shipped_wizards::wizards;

/// The office decides: nothing here may sound as if we did.
const PROMISES: [&str; 8] = [
    "対象です",
    "対象になります。",
    "支給されます",
    "受給できます",
    "必ず受けられます",
    "you are eligible",
    "you qualify",
    "You will receive",
];

/// A document names him; a pack names offices.
const PEOPLE: [&str; 1] = ["山下"];

#[test]
fn nothing_is_promised_and_nobody_is_named() {
    let mut found = String::new();
    for (path, bytes) in shipped::files() {
        if path.ends_with("README.md") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let is_rule = !path.contains("/cases/");
        for word in PEOPLE.iter().chain(PROMISES.iter().filter(|_| is_rule)) {
            for (at, line) in text.lines().enumerate() {
                // What is denied is not promised.
                let is_comment = line.trim_start().starts_with('#');
                if line.contains(word) && !is_comment {
                    writeln!(found, "{path}:{}: {word}", at + 1).unwrap();
                }
            }
        }
    }
    assert!(found.is_empty(), "{found}");
}

/// Longer sentences are not easy.
const EASY_SENTENCE: usize = 70;

/// Every text of a book families load is there in plain Japanese with its
/// readings and in English, and plain sentences are short.
#[test]
fn families_are_spoken_to_plainly() {
    let mut n_books = 0;
    let mut found = String::new();
    for it in wizards().into_iter().filter(|it| it.wizard == "家族") {
        n_books += 1;
        assert_eq!(it.book.languages, ["ja", "easy", "en"], "{}", it.book_name);
        for question in &it.book.questions {
            for phrase in [
                Some(&question.ask),
                Some(&question.why),
                question.help.as_ref(),
            ] {
                let Some(phrase) = phrase else { continue };
                let [_, easy, en] = phrase.0.as_slice() else {
                    panic!("three languages")
                };
                assert!(!easy.is_empty() && !en.is_empty(), "{}", question.name);
                for sentence in without_readings(easy).split('。') {
                    if sentence.chars().count() > EASY_SENTENCE {
                        writeln!(found, "{}: {sentence}", it.book_name).unwrap();
                    }
                }
            }
        }
    }
    assert!(n_books >= 4);
    assert!(found.is_empty(), "{found}");
}

/// `｜相談《そうだん》する` without the marks.
fn without_readings(text: &str) -> String {
    let mut out = String::new();
    let mut is_reading = false;
    for it in text.chars() {
        match it {
            '｜' => {}
            '《' => is_reading = true,
            '》' => is_reading = false,
            _ if !is_reading => out.push(it),
            _ => {}
        }
    }
    out
}

/// Where the sources can be read in more than one way: each place is settled in
/// a pack or left open there, and stands in its document.
#[test]
fn every_doubt_is_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/doubts.csv");
    let doubts = fs::read_to_string(path).unwrap();
    let day = Date::parse("2026-11-20").unwrap();
    let files = shipped::files();
    let mut numbers = std::collections::BTreeSet::new();
    let mut packs = std::collections::BTreeMap::new();
    for line in doubts.lines().skip(1) {
        let [number, doubt, pack, entry] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        numbers.insert(number.parse::<u32>().unwrap());
        let (checked, document) = packs.entry(pack).or_insert_with(|| {
            let checked: Checked = tsunagu::author::check(&files, pack);
            let book = checked.book.as_ref().expect("no errors");
            let document = docs::markdown(&checked, pack, book, day);
            (checked, document)
        });
        let undecided = checked.undecided.iter().any(|it| it.name == entry);
        let settled = checked.settled.iter().any(|it| it.name == entry);
        assert!(
            undecided || settled,
            "{pack} says nothing of {doubt} ({entry})"
        );
        assert!(document.contains(&format!("### {entry}\n")), "{entry}");
    }
    assert_eq!(numbers, (1..=40).collect());
}
