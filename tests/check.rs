//! Text in, findings out: the fixtures of `tests/check/*.md`.
//!
//! Named fences are the pack's files (`pack/mod.rs`). A `diagnostics` fence
//! holds what is found, in English; `diagnostics ja` in Japanese. Those of
//! `tests/prove/*.md` also say what is proven over all families, on one day. Every code
//! there is must stand in one of each: how a message reads is looked at here.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod chance;
mod fixture;
mod pack;
mod shipped;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chance::Chance;
use fixture::Part;
use tsunagu::author::{self, Checked, Lang, Place, Severity};
use tsunagu::book::Book;
use tsunagu::value::Date;

/// The day on which the packs of `tests/prove` are looked at.
const PROVEN_ON: &str = "2026-11-25";

#[test]
fn check() {
    let mut english = BTreeSet::new();
    let mut japanese = BTreeSet::new();
    let mut run = |shared: &[Part], test: &mut fixture::Test, proves: bool| {
        let mut checked = author::check(&pack::files(shared, test), pack::NAME);
        a_book_where_there_is_no_error(&checked);
        if proves {
            let proven = author::prove(&checked, Date::parse(PROVEN_ON).unwrap());
            checked.diagnostics.extend(proven);
            checked.diagnostics.sort();
        }
        for part in &mut test.parts {
            let Part::Fence(fence) = part else { continue };
            let (lang, seen) = match (&fence.name, fence.info.as_str()) {
                (Some(_), _) => continue,
                (None, "diagnostics") => (Lang::En, &mut english),
                (None, "diagnostics ja") => (Lang::Ja, &mut japanese),
                (None, other) => panic!("what is a `{other}` fence?"),
            };
            seen.extend(checked.diagnostics.iter().map(author::Diagnostic::code));
            fence.content = render(&checked, lang);
        }
    };
    fixture::run("tests/check", |shared, test| run(shared, test, false));
    fixture::run("tests/prove", |shared, test| run(shared, test, true));
    for (lang, seen) in [("English", english), ("Japanese", japanese)] {
        let unseen: Vec<_> = author::codes().filter(|it| !seen.contains(it)).collect();
        assert!(unseen.is_empty(), "no fixture in {lang} for {unseen:?}");
    }
}

/// Whatever is in the files: findings, each on a place that is there, or a book.
#[test]
fn no_pack_is_too_broken_to_be_checked() {
    const SLIPS: [&str; 16] = [
        "(", "[", "{", "\"", "'", ": ", "- ", "\n", "＋", "..", "\0", "*a", "not(", ",",
        "\u{3099}", "𠮷",
    ];
    let files = shipped::files();
    let paths: Vec<_> = files.keys().collect();
    let mut chance = Chance::new();
    for _ in 0..100 {
        let mut files = files.clone();
        for _ in 0..=chance.below(3) {
            let path = paths[chance.below(paths.len())];
            let bytes = files.get_mut(path).unwrap();
            let at = chance.below(bytes.len());
            let end = (at + chance.below(40)).min(bytes.len());
            let slip = SLIPS[chance.below(SLIPS.len())].bytes();
            match chance.below(4) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, slip)),
                2 => bytes[at] = chance.byte(),
                _ => bytes.extend_from_within(at..end),
            }
        }
        let checked = author::check(&files, "kanagawa");
        a_book_where_there_is_no_error(&checked);
        for it in &checked.diagnostics {
            let text = &checked.sources.get(it.place.file).unwrap().text;
            let message = it.message(Lang::En);
            assert!(text.get(it.place.span.clone()).is_some(), "{message}");
        }
    }
}

/// And one that can be written and read again.
fn a_book_where_there_is_no_error(checked: &Checked) {
    let mut found = checked.diagnostics.iter();
    let is_fine = found.all(|it| it.severity != Severity::Error);
    assert_eq!(checked.book.is_some(), is_fine);
    if let Some(book) = &checked.book {
        assert!(Book::from_bytes(&book.to_bytes()).as_ref() == Ok(book));
    }
}

fn render(checked: &Checked, lang: Lang) -> String {
    let mut out = String::new();
    for it in &checked.diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        let severity = it.severity.name();
        let (code, message) = (it.code(), it.message(lang));
        let _ = writeln!(out, "{severity}[{code}]: {message}");
        let _ = writeln!(out, "  ┌ {}", spot(checked, &it.place));
        for note in &it.notes {
            let place = spot(checked, &note.place);
            let _ = writeln!(out, "  │ {place}: {}", note.message(lang));
        }
        if let Some(help) = it.help(lang) {
            let _ = writeln!(out, "  = help: {help}");
        }
    }
    out
}

/// `tables/limit.csv:4:1`, in the pack itself without the pack's name.
fn spot(checked: &Checked, place: &Place) -> String {
    let path = checked.sources.get(place.file).unwrap().path.as_str();
    let own = path
        .strip_prefix(pack::NAME)
        .and_then(|it| it.strip_prefix('/'));
    let (line, column) = checked.sources.line_column(place);
    format!("{}:{line}:{column}", own.unwrap_or(path))
}
