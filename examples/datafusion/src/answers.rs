//! Columns of Arrow as columns of answers.
//!
//! Whatever kind a column is, it is read as the text it would be in a CSV: empty is
//! not answered, `?` is "I don't know", `;` stands between what was ticked and `-` is
//! none of it, as in `tsunagu simulate`.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use tsunagu::batch::Answers;
use tsunagu::book::{Book, Kind};
use tsunagu::run::{Input, Raw, plain};

use crate::function::plan;

pub fn answers(book: &Arc<Book>, columns: &[(&str, ArrayRef)], n: usize) -> Result<Answers> {
    let mut answers = Answers::new(book, n);
    for (name, column) in columns {
        let Some(question) = book.question(name) else {
            return Err(plan(format!("the book has no question `{name}`")));
        };
        let kind = &book.questions[question].kind;
        let texts = cast(column, &DataType::Utf8)?;
        let texts = texts.as_string::<i32>();
        let mut known: BTreeMap<&str, Input> = BTreeMap::new();
        let out = answers.column(question);
        for row in 0..n {
            let text = if texts.is_null(row) { "" } else { texts.value(row) };
            if !known.contains_key(text) {
                known.insert(text, input(book, name, kind, text)?);
            }
            out.put(kind, row, &known[text]);
        }
    }
    Ok(answers)
}

fn input(book: &Book, name: &str, kind: &Kind, text: &str) -> Result<Input> {
    let raw = match (kind, text.trim()) {
        (_, "") => Raw::Null,
        (_, "?") => Raw::Unsure,
        (Kind::Several(_), "-") => Raw::List(Vec::new()),
        (Kind::Several(_), list) => {
            let members = list.split(';').map(|it| Raw::Text(it.trim().to_owned()));
            Raw::List(members.collect())
        }
        (_, text) => Raw::Text(text.to_owned()),
    };
    let read = plain::input(book, name, &raw, "ja");
    let refused = |it: tsunagu::run::Refusal| plan(format!("{}: `{name}`: {text}", it.code()));
    read.map(|(_, input)| input).map_err(refused)
}
