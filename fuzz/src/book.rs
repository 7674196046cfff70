//! The bytes of a book. The header is put in front with a checksum that is
//! right, else no input would ever come past it; what does not begin with our
//! mark is tried as it is, too.
//!
//! A book that is read is written and read again, and run: whatever its pieces
//! point at, there are results, in a bounded number of steps.

use std::sync::Arc;

use tsunagu::book::{Book, FORMAT, Kind, LoadError};
use tsunagu::run::{Event, Raw, Session};

use super::pack;

/// As long as the payload of a small book; the reader has no other limit.
const MAX: usize = 1 << 16;
/// Questions answered and events sent, so that a long book takes no longer.
const FEW: usize = 6;

pub fn run(data: &[u8]) {
    let foreign = Book::from_bytes(data);
    if data.starts_with(b"TSUNAGU\n") {
        // Only a checksum of its own makes it a book.
        assert!(foreign != Err(LoadError::NotABook));
    } else {
        assert_eq!(foreign.err(), Some(LoadError::NotABook));
    }
    if data.len() > MAX {
        return;
    }
    let Ok(book) = Book::from_bytes(&with_header(data)) else {
        return;
    };
    // What was read is what is written. Not the other way round: an integer may be
    // spelt longer than it need be.
    let bytes = book.to_bytes();
    let again = Book::from_bytes(&bytes).expect("a book reads its own bytes");
    assert!(again == book, "a book is what its bytes say");
    assert_eq!(again.to_bytes(), bytes, "the same book, the same bytes");
    for language in 0..book.languages.len().min(3) {
        Book::from_bytes(&book.to_bytes_in(language)).expect("the same book in one language");
    }
    run_through(&Arc::new(again));
}

pub fn with_header(payload: &[u8]) -> Vec<u8> {
    let hash = [0; 32];
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in hash.iter().chain(payload) {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let format = FORMAT.to_le_bytes();
    [
        b"TSUNAGU\n".as_slice(),
        &format,
        &hash,
        &sum.to_le_bytes(),
        payload,
    ]
    .concat()
}

fn run_through(book: &Arc<Book>) {
    let wizard = book
        .wizard_names()
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned();
    let Ok(mut session) = Session::start(Arc::clone(book), &pack::start(&wizard)) else {
        return;
    };
    pack::text(&session.timeline());
    for question in book.questions.iter().take(FEW) {
        let raw = match &question.kind {
            Kind::YesNo => Raw::Bool(true),
            Kind::Choice(choices) => choices.first().map_or(Raw::Null, |it| text(&it.value)),
            Kind::Several(choices) => {
                Raw::List(choices.iter().take(1).map(|it| text(&it.value)).collect())
            }
            Kind::Number { min, .. } => Raw::Number(min.to_string()),
            Kind::Date { .. } => text("2020-04-01"),
            Kind::Text => text("文"),
        };
        // A book that makes no sense may refuse its own answers.
        let _ = session.give(&question.name, raw);
        session = session.send(Event::Next);
    }
    pack::text(&session.results());
    pack::text(&session.view());
    pack::text(&session.send(Event::Back).open(true).view());
    for name in book.programs.iter().take(FEW).map(|it| &it.name) {
        let session = Session::start(Arc::clone(book), &pack::start("")).expect("any wizard");
        session.explain(name);
    }
}

fn text(it: &str) -> Raw {
    Raw::Text(it.to_owned())
}
