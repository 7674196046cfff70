//! A file of answers: `{ "市区町村": "藤沢市", "年齢": 2, "…": { "unsure": true } }`.
//!
//! Numbers stay the text they were written as; no float is made on the way.
//! Every answer keeps its place, so that a refusal can point at it.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tsunagu::run::Raw;

use super::console::Console;
use super::folder::{read_file, unreadable};
use super::snippet::Snippet;
use super::words::Word;

const MAX_BYTES: usize = 1 << 20;
/// A list of texts is as deep as an answer gets.
const MAX_DEPTH: usize = 2;

pub(super) struct Answers {
    /// As the person wrote it.
    pub path: String,
    pub text: String,
    pub entries: Vec<Entry>,
}

pub(super) struct Entry {
    pub question: String,
    pub raw: Raw,
    /// Of the value, in the text.
    pub span: Range<usize>,
}

/// `-` is standard input.
pub(super) fn read(path: &Path, console: &Console) -> Result<Answers, Snippet> {
    let shown = path.display().to_string();
    let bytes = if shown == "-" {
        let mut bytes = Vec::new();
        let mut stream = std::io::stdin().lock().take(MAX_BYTES as u64 + 1);
        stream.read_to_end(&mut bytes).map(|_| bytes)
    } else {
        read_file(path, MAX_BYTES)
    };
    let bytes = bytes.map_err(|it| unreadable(path, &it, console))?;
    if bytes.len() > MAX_BYTES {
        let limit = (MAX_BYTES >> 20).to_string();
        return Err(console.wrong(Word::AnswersTooLarge, &[&shown, &limit]));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        console
            .wrong(Word::NotUtf8, &[&shown])
            .help(console.word(Word::NotUtf8Help, &[]))
    })?;
    let text = text
        .strip_prefix('\u{FEFF}')
        .map(ToOwned::to_owned)
        .unwrap_or(text);
    let file = JsonFile {
        path: &shown,
        text: &text,
        console,
    };
    let entries = file.entries()?;
    Ok(Answers {
        path: shown,
        text,
        entries,
    })
}

struct JsonFile<'a> {
    path: &'a str,
    text: &'a str,
    console: &'a Console,
}

impl JsonFile<'_> {
    fn entries(&self) -> Result<Vec<Entry>, Snippet> {
        let pairs: Pairs = serde_json::from_str(self.text).map_err(|it| self.bad_json(&it))?;
        let mut first = BTreeMap::new();
        let mut entries = Vec::new();
        for (question, value) in pairs.0 {
            let span = self.span(value);
            if let Some(earlier) = first.insert(question.clone(), span.clone()) {
                return Err(self
                    .at(Word::DuplicateKey, &[&question], &span)
                    .mark(
                        self.path,
                        self.text,
                        &earlier,
                        Some(self.console.word(Word::FirstHere, &[])),
                    )
                    .help(self.console.word(Word::DuplicateKeyHelp, &[])));
            }
            let raw = raw(value.get(), 0).ok_or_else(|| {
                self.at(Word::NotAnAnswer, &[&question], &span)
                    .help(self.console.word(Word::NotAnAnswerHelp, &[]))
            })?;
            entries.push(Entry {
                question,
                raw,
                span,
            });
        }
        Ok(entries)
    }

    fn at(&self, word: Word, args: &[&str], span: &Range<usize>) -> Snippet {
        self.console
            .wrong(word, args)
            .mark(self.path, self.text, span, None)
    }

    /// Where the value stands: it is a part of the very text.
    fn span(&self, value: &RawValue) -> Range<usize> {
        let start = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + value.get().len()
    }

    /// `serde_json` counts a column in bytes, from 1, and names the last byte read.
    fn bad_json(&self, error: &serde_json::Error) -> Snippet {
        let line_start: usize = self
            .text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let end = (line_start + error.column()).min(self.text.len());
        let word = match error.classify() {
            serde_json::error::Category::Eof => Word::BadJsonEnd,
            serde_json::error::Category::Data => Word::NotAnObject,
            _ => Word::BadJson,
        };
        let start = self.text.floor_char_boundary(end.saturating_sub(1));
        self.at(word, &[], &(start..end))
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
