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
use tsunagu::author::{self, Checked, Diagnostic, Files, Lang, Place, Severity, fix};
use tsunagu::book::Book;
use tsunagu::value::Date;

/// The day on which the packs of `tests/prove` are looked at.
const PROVEN_ON: &str = "2026-11-25";

#[test]
fn check() {
    let mut english = BTreeSet::new();
    let mut japanese = BTreeSet::new();
    let mut n_mended = 0;
    let mut run = |shared: &[Part], test: &mut fixture::Test, proves: bool| {
        let files = pack::files(shared, test);
        let mut checked = author::check(&files, pack::NAME);
        n_mended += certain_edits_mend(&files, &checked, &test.heading);
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
    assert!(n_mended > 20, "only {n_mended} findings could be mended");
    for (lang, seen) in [("English", english), ("Japanese", japanese)] {
        let unseen: Vec<_> = author::codes().filter(|it| !seen.contains(it)).collect();
        assert!(unseen.is_empty(), "no fixture in {lang} for {unseen:?}");
    }
}

/// What they hide is found only once they are mended.
const HIDING: [&str; 4] = ["flow-comma", "full-width", "yaml-tab", "yaml-wide"];

/// What is certain, mended: it is gone, nothing new is wrong, and no other line
/// of the file is touched. Returns how many findings that were.
fn certain_edits_mend(files: &Files, checked: &Checked, heading: &str) -> usize {
    let (changed, mended) = fix::certain(checked, pack::NAME, files);
    let mut after = files.clone();
    after.extend(changed.clone());
    if mended.is_empty() {
        return 0;
    }
    let now = author::check(&after, pack::NAME);
    let count = |checked: &Checked, code: &str| {
        let found = checked.diagnostics.iter();
        found.filter(|it| it.code() == code).count()
    };
    for code in mended.iter().map(|it| it.code).collect::<BTreeSet<_>>() {
        let n_mended = mended.iter().filter(|it| it.code == code).count();
        let (before, left) = (count(checked, code), count(&now, code));
        assert!(
            left + n_mended <= before,
            "{heading}: {code} is still there"
        );
    }
    if !mended.iter().any(|it| HIDING.contains(&it.code)) {
        for it in &now.diagnostics {
            let is_new = count(&now, it.code()) > count(checked, it.code());
            assert!(!is_new, "{heading}: {} is new", it.code());
        }
    }
    for (path, bytes) in &changed {
        let before = &files[path];
        let is_utf8 = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
        if path.ends_with(".csv") {
            assert_eq!(
                is_utf8(bytes),
                is_utf8(before),
                "{heading}: {path} keeps its encoding"
            );
        }
        let mark = b"\xEF\xBB\xBF";
        assert_eq!(
            bytes.starts_with(mark),
            before.starts_with(mark),
            "{heading}: {path}"
        );
    }
    let certain = checked.diagnostics.iter().filter_map(|it| it.fix.as_ref());
    let edits: Vec<_> = certain
        .filter(|it| it.is_certain)
        .flat_map(|it| &it.edits)
        .collect();
    for (file, before) in checked.sources.files.iter().enumerate() {
        let Some(at) = now.sources.files.iter().find(|it| it.path == before.path) else {
            continue;
        };
        let lines: BTreeSet<usize> = edits
            .iter()
            .filter(|it| it.place.file == file)
            .map(|it| checked.sources.line_column(&it.place).0)
            .collect();
        let pairs = before.text.split('\n').zip(at.text.split('\n'));
        for (line, (before, now)) in pairs.enumerate() {
            assert!(
                before == now || lines.contains(&(line + 1)),
                "{heading}: line {}",
                line + 1
            );
        }
        assert_eq!(
            before.text.matches('\n').count(),
            at.text.matches('\n').count()
        );
    }
    mended.len()
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
    let mut chance = Chance::seeded(0);
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
                2 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
                _ => bytes.extend_from_within(at..end),
            }
        }
        let checked = author::check(&files, "kanagawa");
        a_book_where_there_is_no_error(&checked);
        checked
            .diagnostics
            .iter()
            .for_each(|it| is_there(&checked, it));
    }
}

/// From a letter to a letter of its file.
fn is_there(checked: &Checked, it: &Diagnostic) {
    let text = &checked.sources.get(it.place.file).unwrap().text;
    let message = it.message(Lang::En);
    assert!(text.get(it.place.span.clone()).is_some(), "{message}");
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
        is_there(checked, it);
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

/// Cells in quotes go another way through the reader, and come to the same book.
#[test]
fn quotes_and_line_ends_of_tables_change_nothing() {
    let files = shipped::files();
    let in_quotes = |line: &str| {
        let cells = line.split(',').map(|it| ["\"", it, "\""].concat());
        cells.collect::<Vec<_>>().join(",")
    };
    let quoted = |text: &str| {
        // Lines with quotes may go on in the next.
        let has_quotes = text.contains('"');
        let lines = text.lines().map(|it| match it {
            it if it.is_empty() || has_quotes => it.to_owned(),
            it => in_quotes(it),
        });
        lines.map(|it| it + "\n").collect::<String>()
    };
    let mut n_changed = 0;
    let mut changed = |change: &dyn Fn(&str) -> String| -> Files {
        let tables = files.iter().map(|(path, bytes)| {
            let text = str::from_utf8(bytes).ok();
            let text = text.filter(|_| path.ends_with(".csv"));
            let new = text.map(|it| change(it.trim_start_matches('\u{FEFF}')).into_bytes());
            n_changed += usize::from(new.as_ref().is_some_and(|it| it != bytes));
            (path.clone(), new.unwrap_or_else(|| bytes.clone()))
        });
        tables.collect()
    };
    let with_quotes = changed(&quoted);
    let with_returns = changed(&|text| text.lines().map(|it| it.to_owned() + "\r\n").collect());
    assert!(n_changed > 100, "only {n_changed} tables");
    for pack in ["national", "kumamoto", "saga"] {
        let plain = author::check(&files, pack);
        for files in [&with_quotes, &with_returns] {
            let other = author::check(files, pack);
            assert!(plain.book == other.book, "{pack}");
            assert_eq!(plain.diagnostics.len(), other.diagnostics.len(), "{pack}");
        }
    }
}
