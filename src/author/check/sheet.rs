//! A table's file looked at once more, for its texts and places.
//!
//! Not a check. What is wrong with the file itself was told when it was compiled.

use super::Written;
use crate::author::csv::{self, Cell, Record};
use crate::author::pack::{At, Pack};

pub(super) struct Sheet {
    /// The hit policy, where the first row holds nothing else.
    pub(super) policy: Option<Cell>,
    pub(super) heading: Vec<Cell>,
    pub(super) rows: Vec<Record>,
}

const POLICIES: [&str; 11] = ["U", "A", "F", "P", "R", "O", "C", "C+", "C<", "C>", "C#"];

impl Sheet {
    /// `None` where the file is not there or holds nothing.
    pub(super) fn of(written: &Written<'_>, pack: &Pack, file: &At<String>) -> Option<Self> {
        let path = [&pack.name, "/", &file.it].concat();
        let mut files = written.sources.files.iter();
        let at = files.position(|it| it.path == path)?;
        let text = &written.sources.files.get(at)?.text;
        let mut records = csv::parse(at, text, &mut Vec::new()).into_iter().peekable();
        let alone = |it: &mut &Record| {
            let (first, rest) = it.cells.split_first()?;
            let is_one = POLICIES.contains(&first.text.as_str());
            (is_one && rest.iter().all(|it| it.text.is_empty())).then(|| first.clone())
        };
        let policy = records.peek().and_then(|it| alone(&mut { it }));
        if policy.is_some() {
            records.next();
        }
        let heading = records.next()?.cells;
        Some(Self {
            policy,
            heading,
            rows: records.collect(),
        })
    }

    /// The cell of a row in a named column, if it is there and not empty.
    pub(super) fn cell<'r>(&self, row: &'r Record, name: &str) -> Option<&'r Cell> {
        let column = self.heading.iter().position(|it| it.text == name)?;
        row.cells.get(column).filter(|it| !it.text.is_empty())
    }
}
