//! `value` and `book` alone, small enough for Miri (`cargo xtask miri`): a book as
//! bytes and back, and bytes that are none.
//!
//! `fuzz/` looks further; here each byte in turn is another.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

use std::collections::BTreeMap;

use tsunagu::author::check;
use tsunagu::book::{Book, LoadError};
use tsunagu::value::{Date, Number};

/// Under Miri a step takes a thousand times as long: every so many of them.
const EVERY: usize = if cfg!(miri) { 997 } else { 1 };

/// Magic, format, hash and checksum.
const HEADER: usize = 8 + 2 + 32 + 8;

const PACK: &str = "\
pack: 試
version: 1.0.0
name: ためし
sources:
  要綱: { title: 要綱, date: 2026-04-01 }
";

const RULES: &str = "\
questions:
  年齢: { ask: 何歳ですか, why: 制度が変わります, kind: number, min: 0, max: 120 }
  町: { ask: どの町ですか, why: 窓口が変わります, kind: choice, options: { 東: 東町, 西: 西町 } }
programs:
  手当:
    fits: { all: [年齢 < 18, 町 = \"東\"] }
    amount: if 年齢 < 3 then 15000 else 10000
    source: { doc: 要綱 }
";

fn book() -> Book {
    let files = BTreeMap::from([
        ("試/pack.yaml".to_owned(), PACK.into()),
        ("試/programs/a.yaml".to_owned(), RULES.into()),
    ]);
    check(&files, "試").book.expect("the pack passes")
}

#[test]
fn a_book_is_what_its_bytes_say() {
    let book = book();
    let bytes = book.to_bytes();
    let read = Book::from_bytes(&bytes).unwrap();
    assert!(read == book);
    assert_eq!(read.to_bytes(), bytes);
    assert_eq!(read.hash(), book.hash());
}

#[test]
fn bytes_cut_off_are_no_book() {
    let bytes = book().to_bytes();
    for length in (0..bytes.len()).step_by(EVERY.min(499)) {
        let expected = if length < 8 {
            LoadError::NotABook
        } else {
            LoadError::Damaged
        };
        assert_eq!(
            Book::from_bytes(&bytes[..length]).err(),
            Some(expected),
            "{length}"
        );
    }
}

/// Tables of texts for languages that the book does not name.
#[test]
fn texts_of_languages_without_a_name_are_refused() {
    let mut empty = Book::default();
    empty.languages.push("ja".to_owned());
    let mut bytes = empty.to_bytes();
    assert!(Book::from_bytes(&bytes).is_ok(), "an empty book is one");
    // The first byte says how many tables there are; each is as long as its own first says.
    bytes[HEADER] = 2;
    bytes.insert(HEADER + 1, 0);
    seal(&mut bytes);
    assert_eq!(
        Book::from_bytes(&bytes).err(),
        Some(LoadError::Inconsistent)
    );
}

/// In no language a text takes no byte, and there could be more than memory holds.
#[test]
fn a_book_in_no_language_is_refused() {
    let bytes = Book::default().to_bytes();
    assert_eq!(
        Book::from_bytes(&bytes).err(),
        Some(LoadError::Inconsistent)
    );
}

/// Whatever the payload says behind a checksum that is right, reading ends, and
/// what was read can be written.
#[test]
fn another_byte_is_read_to_the_end() {
    let bytes = book().to_bytes();
    let (mut read, mut refused) = (0, 0);
    for at in (HEADER..bytes.len()).step_by(EVERY) {
        for other in [0, 1, 127, 128, 255] {
            let mut bytes = bytes.clone();
            bytes[at] = other;
            seal(&mut bytes);
            match Book::from_bytes(&bytes) {
                Ok(book) => {
                    read += 1;
                    let again = Book::from_bytes(&book.to_bytes()).unwrap();
                    assert!(again == book, "byte {at} as {other}");
                }
                Err(error) => {
                    refused += 1;
                    assert_eq!(error, LoadError::Inconsistent, "byte {at} as {other}");
                }
            }
        }
    }
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused");
}

/// FNV-1a of 64 bits over hash and payload, as the header has it.
fn seal(bytes: &mut [u8]) {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes[10..42].iter().chain(&bytes[HEADER..]) {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    bytes[42..HEADER].copy_from_slice(&sum.to_le_bytes());
}

#[test]
fn numbers_and_days_go_to_text_and_back() {
    let texts = [
        "0",
        "-0.5",
        "9999999999999999999999999999999999",
        "1E-30",
        "12345.678",
    ];
    for text in texts {
        let number = Number::parse(text).unwrap();
        assert_eq!(Number::parse(&number.text()), Some(number), "{text}");
        for other in texts.map(|it| Number::parse(it).unwrap()) {
            let sum = number.add(other);
            let back = sum.and_then(|it| it.subtract(other));
            // Past 34 digits a sum is rounded, and does not come back.
            assert!(back.is_none_or(|it| it == number
                || number.text().len() > 30
                || other.text().len() > 30));
        }
    }
    for days in (-700_000..700_000).step_by(7 * EVERY) {
        if let Some(day) = Date::from_days(days) {
            assert_eq!(Date::parse(&day.text()), Some(day));
        }
    }
}
