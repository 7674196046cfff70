//! Rows of texts, as files have them, as answers; and answers as texts.
//!
//! Empty is not answered, `?` is "I don't know", `;` (or `、`, as in a desk's records)
//! stands between the members of a list and `-` is a list of none. Columns that begin with `_` are somebody's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tsunagu::batch::Answers;
use tsunagu::book::{Book, Kind, QuestionId};
use tsunagu::run::{Input, Raw, Refusal, plain};
use tsunagu::value::Value;

use super::super::Trouble;
use super::super::console::{Console, harmless};
use super::super::words::Word;

/// Texts of a column read before, which is nearly all of them.
const MAX_KNOWN: usize = 1 << 14;

pub(super) const UNSURE: &str = "?";
pub(super) const NONE: &str = "-";
pub(super) const BETWEEN: char = ';';

/// An answer that was not taken, and where it stands.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Refused {
    /// Of the file, its heading included.
    pub row: u64,
    pub column: String,
    pub code: &'static str,
    #[serde(skip)]
    pub refusal: Refusal,
    pub message: String,
}

impl Refused {
    pub(super) fn line(&self, console: &Console) -> String {
        let Self {
            row, column, code, ..
        } = self;
        let error = console.word(Word::Error, &[]);
        let said = self.refusal.message(console.lang_tag());
        harmless(&format!("{row}: {error}[{code}]: {column}: {said}"))
    }
}

/// Which questions the columns of a file are about.
#[derive(Clone)]
pub(super) struct Heading {
    book: Arc<Book>,
    lang: &'static str,
    pub columns: Vec<Option<QuestionId>>,
    names: Vec<String>,
}

impl Heading {
    pub(super) fn new(
        book: &Arc<Book>,
        names: Vec<String>,
        path: &str,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let mut columns = Vec::new();
        let mut unknown = Vec::new();
        for name in &names {
            let question = book.question(name);
            if question.is_none() && !name.starts_with('_') {
                unknown.push(format!("`{}`", harmless(name)));
            }
            columns.push(question);
        }
        if !unknown.is_empty() {
            return Err(console
                .wrong(Word::NoSuchColumns, &[path, &unknown.join(", ")])
                .help(console.word(Word::NoSuchColumnsHelp, &[]))
                .into());
        }
        let mut twice: Vec<_> = columns.iter().flatten().collect();
        twice.sort_unstable();
        if let Some(pair) = twice.windows(2).find(|it| it[0] == it[1]) {
            let name = &book.questions[*pair[0]].name;
            return Err(console.wrong(Word::ColumnTwice, &[path, name]).into());
        }
        Ok(Self {
            book: Arc::clone(book),
            lang: console.lang_tag(),
            columns,
            names,
        })
    }

    /// Rows of texts as answers, with those that are refused; `first` is the first
    /// row's number in the file.
    pub(super) fn answers(&self, rows: &[Vec<String>], first: u64) -> (Answers, Vec<Refused>) {
        let mut answers = Answers::new(&self.book, rows.len());
        let mut refused = Vec::new();
        for (column, question) in self.columns.iter().enumerate() {
            let Some(question) = question else { continue };
            let kind = &self.book.questions[*question].kind;
            let mut known: BTreeMap<&str, Input> = BTreeMap::new();
            let out = answers.column(*question);
            for (row, cells) in rows.iter().enumerate() {
                let text = cells.get(column).map_or("", String::as_str);
                if let Some(input) = known.get(text) {
                    out.put(kind, row, input);
                    continue;
                }
                match self.input(*question, kind, text) {
                    Ok(input) => {
                        out.put(kind, row, &input);
                        if known.len() < MAX_KNOWN {
                            known.insert(text, input);
                        }
                    }
                    Err(refusal) => refused.push(Refused {
                        row: first + row as u64,
                        column: self.names[column].clone(),
                        code: refusal.code(),
                        message: refusal.message(self.lang),
                        refusal,
                    }),
                }
            }
        }
        (answers, refused)
    }

    fn input(&self, question: QuestionId, kind: &Kind, text: &str) -> Result<Input, Refusal> {
        let raw = match (kind, text.trim()) {
            (_, "") => return Ok(Input::Open),
            (_, UNSURE) => return Ok(Input::Unsure),
            (Kind::Several(_), NONE) => Raw::List(Vec::new()),
            (Kind::Several(_), list) => {
                let members = list.split([BETWEEN, '；', '、']).map(str::trim);
                Raw::List(members.map(|it| Raw::Text(it.to_owned())).collect())
            }
            (_, text) => Raw::Text(text.to_owned()),
        };
        let name = &self.book.questions[question].name;
        plain::input(&self.book, name, &raw, self.lang).map(|(_, input)| input)
    }
}

/// An answer as a cell of a file.
pub(super) fn answer(input: &Input) -> String {
    match input {
        Input::Given(value) => text(value),
        Input::Unsure => UNSURE.to_owned(),
        Input::Open | Input::Among(_) => String::new(),
    }
}

pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null(_) => String::new(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.text(),
        Value::Text(it) => it.to_string(),
        Value::Date(it) => it.text(),
        Value::List(list) if list.is_empty() => NONE.to_owned(),
        Value::List(list) => {
            let members: Vec<String> = list.iter().map(text).collect();
            members.join(&BETWEEN.to_string())
        }
        other => tsunagu::run::Tell::json(other),
    }
}
