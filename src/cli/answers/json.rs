//! The text of a file of answers: JSON in, entries with their places out.
//!
//! It knows no files and no terminal, so that what is tried at random
//! (`fuzz/`) is the very reader that people use.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tsunagu::run::Raw;

/// A list of texts is as deep as an answer gets.
const MAX_DEPTH: usize = 2;

pub struct Entry {
    pub question: String,
    pub raw: Raw,
    /// Of the value, in the text.
    pub span: Range<usize>,
}

/// Why a text is no file of answers, and where.
#[derive(Debug)]
pub enum Unreadable {
    /// It ends too early.
    Ends(Range<usize>),
    /// JSON, and no object.
    NotAnObject(Range<usize>),
    NotJson(Range<usize>),
    /// The same question twice: its name, here, and the first place.
    Twice(String, Range<usize>, Range<usize>),
    /// Nothing an answer can be.
    NotAnAnswer(String, Range<usize>),
}

pub fn entries(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let pairs: Pairs = serde_json::from_str(text).map_err(|it| not_json(text, &it))?;
    let mut first = BTreeMap::new();
    let mut entries = Vec::new();
    for (question, value) in pairs.0 {
        let span = span(text, value);
        if let Some(earlier) = first.insert(question.clone(), span.clone()) {
            return Err(Unreadable::Twice(question, span, earlier));
        }
        let Some(raw) = raw(value.get(), 0) else {
            return Err(Unreadable::NotAnAnswer(question, span));
        };
        entries.push(Entry {
            question,
            raw,
            span,
        });
    }
    Ok(entries)
}

/// Where the value stands: it is a part of the very text.
fn span(text: &str, value: &RawValue) -> Range<usize> {
    let start = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + value.get().len()
}

/// `serde_json` counts a column in bytes, from 1, and names the last byte read.
fn not_json(text: &str, error: &serde_json::Error) -> Unreadable {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    // A letter of several bytes is not cut: the byte may be its first.
    let end = text.ceil_char_boundary((line_start + error.column()).min(text.len()));
    let span = text.floor_char_boundary(end.saturating_sub(1))..end;
    match error.classify() {
        serde_json::error::Category::Eof => Unreadable::Ends(span),
        serde_json::error::Category::Data => Unreadable::NotAnObject(span),
        _ => Unreadable::NotJson(span),
    }
}

/// An object's pairs as they are written, the second of a double key too.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Pairs<'de>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(Collect)
    }
}

/// `None`: an object that is not `{ "unsure": true }`, or a list in a list in
/// a list.
fn raw(text: &str, depth: usize) -> Option<Raw> {
    match text.as_bytes().first()? {
        b'n' => Some(Raw::Null),
        b't' => Some(Raw::Bool(true)),
        b'f' => Some(Raw::Bool(false)),
        b'"' => serde_json::from_str(text).ok().map(Raw::Text),
        b'[' if depth < MAX_DEPTH => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items
                .into_iter()
                .map(|it| raw(it.get(), depth + 1))
                .collect::<Option<_>>()
                .map(Raw::List)
        }
        b'{' if depth == 0 => {
            let Pairs(pairs) = serde_json::from_str(text).ok()?;
            let [(key, value)] = pairs.as_slice() else {
                return None;
            };
            (key == "unsure" && value.get() == "true").then_some(Raw::Unsure)
        }
        b'-' | b'0'..=b'9' => Some(Raw::Number(text.to_owned())),
        _ => None,
    }
}
