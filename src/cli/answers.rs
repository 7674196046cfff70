//! A file of answers: `{ "市区町村": "藤沢市", "年齢": 2, "…": { "unsure": true } }`.
//!
//! Numbers stay the text they were written as; no float is made on the way.
//! Every answer keeps its place, so that a refusal can point at it.

mod json;

use std::io::Read;
use std::ops::Range;
use std::path::Path;

use super::console::Console;
use super::folder::{read_file, unreadable};
use super::snippet::Snippet;
use super::words::Word;
use json::{Entry, Unreadable};

const MAX_BYTES: usize = 1 << 20;

pub(super) struct Answers {
    /// As the person wrote it.
    pub path: String,
    pub text: String,
    pub entries: Vec<Entry>,
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
    let entries = json::entries(&text).map_err(|it| file.unreadable(&it))?;
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
    fn unreadable(&self, why: &Unreadable) -> Snippet {
        match why {
            Unreadable::Ends(span) => self.at(Word::BadJsonEnd, &[], span),
            Unreadable::NotAnObject(span) => self.at(Word::NotAnObject, &[], span),
            Unreadable::NotJson(span) => self.at(Word::BadJson, &[], span),
            Unreadable::Twice(question, span, earlier) => self
                .at(Word::DuplicateKey, &[question], span)
                .mark(
                    self.path,
                    self.text,
                    earlier,
                    Some(self.console.word(Word::FirstHere, &[])),
                )
                .help(self.console.word(Word::DuplicateKeyHelp, &[])),
            Unreadable::NotAnAnswer(question, span) => self
                .at(Word::NotAnAnswer, &[question], span)
                .help(self.console.word(Word::NotAnAnswerHelp, &[])),
        }
    }

    fn at(&self, word: Word, args: &[&str], span: &Range<usize>) -> Snippet {
        self.console
            .wrong(word, args)
            .mark(self.path, self.text, span, None)
    }
}
