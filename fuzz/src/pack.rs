//! A small pack with one of everything, in which one file is made up; and what
//! must hold of whatever `check` says of it.

use std::sync::{Arc, OnceLock};

use tsunagu::author::{Checked, Diagnostic, Files, Lang, Place, Severity, Sources, check};
use tsunagu::book::Book;
use tsunagu::run::{Session, Start, Tell};
use tsunagu::value::Moment;

pub const NAME: &str = "試";

const FILES: [(&str, &str); 9] = [
    ("pack.yaml", include_str!("../pack/pack.yaml")),
    ("questions/a.yaml", include_str!("../pack/questions.yaml")),
    ("decisions/a.yaml", include_str!("../pack/rules.yaml")),
    ("cases/a.yaml", include_str!("../pack/cases.yaml")),
    ("tables/points.csv", include_str!("../pack/points.csv")),
    ("tables/class.csv", include_str!("../pack/class.csv")),
    ("tables/who.csv", include_str!("../pack/who.csv")),
    ("tables/desks.csv", include_str!("../pack/desks.csv")),
    ("tables/channels.csv", include_str!("../pack/channels.csv")),
];

/// The pack with one file replaced, or one more.
pub fn with(path: &str, bytes: &[u8]) -> Files {
    let mut files: Files = FILES
        .iter()
        .map(|(path, text)| (format!("{NAME}/{path}"), text.as_bytes().to_vec()))
        .collect();
    files.insert(format!("{NAME}/{path}"), bytes.to_vec());
    files
}

/// The pack as it is.
pub fn book() -> &'static Arc<Book> {
    static BOOK: OnceLock<Arc<Book>> = OnceLock::new();
    BOOK.get_or_init(|| {
        let checked = check(&with("pack.yaml", FILES[0].1.as_bytes()), NAME);
        Arc::new(checked.book.expect("the pack passes"))
    })
}

pub fn moment() -> Moment {
    Moment::parse("2026-11-20T12:30").expect("a moment")
}

pub fn start(wizard: &str) -> Start {
    Start {
        wizard: wizard.to_owned(),
        lang: "ja".to_owned(),
        at: moment(),
    }
}

/// Checks files, and what was said of them: every finding has words in both
/// languages and a place inside its text, and where there is no error there is a
/// book that survives its own bytes and can be run.
pub fn checked(files: &Files) -> Checked {
    let checked = check(files, NAME);
    for it in &checked.diagnostics {
        said(it, &checked.sources);
    }
    let has_errors = checked
        .diagnostics
        .iter()
        .any(|it| it.severity == Severity::Error);
    assert_eq!(has_errors, checked.book.is_none(), "errors, or a book");
    let parts = checked.parts.iter().map(|(_, it)| it);
    for book in checked.book.iter().chain(parts) {
        let bytes = book.to_bytes();
        let read = Book::from_bytes(&bytes).expect("a book reads its own bytes");
        assert!(read == *book, "a book is what its bytes say");
    }
    if let Some(book) = &checked.book {
        runs(&Arc::new(book.clone()));
    }
    checked
}

/// Nothing answered: there is a page, a result and what is asked next.
pub fn runs(book: &Arc<Book>) {
    let wizard = book.wizard_names().first().copied().unwrap_or_default();
    let session = Session::start(Arc::clone(book), &start(wizard)).expect("its own wizard");
    let next = session.next_questions();
    assert!(next.at_least <= next.at_most, "{next:?}");
    assert!(next.questions.len() <= next.at_most, "{next:?}");
    text(&session.results());
    text(&session.open(false).view());
}

/// What goes out is JSON.
pub fn text(it: &dyn Tell) -> String {
    let mut json = tsunagu::run::Json::default();
    it.tell(&mut json);
    json.text()
}

fn said(it: &Diagnostic, sources: &Sources) {
    inside(&it.place, sources);
    for lang in [Lang::Ja, Lang::En] {
        let words = it.message(lang);
        assert!(!words.is_empty() && !words.contains("{0}"), "{words}");
        assert_ne!(it.help(lang).as_deref(), Some(""), "{}", it.code());
    }
    for note in &it.notes {
        inside(&note.place, sources);
        assert!(!note.message(Lang::Ja).is_empty());
    }
    for edit in it.fix.iter().flat_map(|it| &it.edits) {
        inside(&edit.place, sources);
    }
    let (line, column) = sources.line_column(&it.place);
    assert!(line > 0 && column > 0);
}

/// A place is a stretch of characters of a file that was read.
fn inside(place: &Place, sources: &Sources) {
    let file = sources.get(place.file).expect("a file that was read");
    assert!(
        file.text.get(place.span.clone()).is_some(),
        "{:?} of {} bytes of {}",
        place.span,
        file.text.len(),
        file.path
    );
}
