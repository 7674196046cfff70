//! CSV files of a pack: a heading, rows as wide as it, and the special columns
//! that all of them share (source, date, period). `facts`, `table` and `desk`
//! say what is in the others.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::super::csv::{self, Record};
use super::super::pack::At;
use super::super::{Diagnostic, Place, messages};
use super::Compiler;
use crate::book::{Cite, HitPolicy, Period};
use crate::value::Date;

pub(super) const SOURCE: &str = "出典";
const SOURCE_PLACE: &str = "出典箇所";
const AS_OF: &str = "確認日";
const FROM: &str = "適用開始";
const UNTIL: &str = "適用終了";
const REMARK: &str = "備考";
pub(super) const SPECIAL: [&str; 6] = [SOURCE, SOURCE_PLACE, AS_OF, FROM, UNTIL, REMARK];

/// A table's heading and rows.
pub(super) struct Sheet {
    pub(super) heading: Vec<csv::Cell>,
    pub(super) rows: Vec<Record>,
}

impl Sheet {
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.heading.iter().position(|it| it.text == name)
    }

    /// The cell of a row in a named column, if it is there and not empty.
    pub(super) fn cell<'r>(&self, row: &'r Record, name: &str) -> Option<&'r csv::Cell> {
        let cell = row.cells.get(self.column(name)?)?;
        (!cell.text.is_empty()).then_some(cell)
    }
}

pub(super) fn at(cell: &csv::Cell) -> At<String> {
    At {
        it: cell.text.clone(),
        place: cell.place.clone(),
    }
}

impl Compiler<'_> {
    /// Reads a CSV file of a pack; the policy of its first row, if it has one.
    pub(super) fn sheet_with_policy(
        &mut self,
        pack: &str,
        file: &At<String>,
    ) -> Option<(Sheet, Option<HitPolicy>)> {
        let path = [pack, "/", &file.it].concat();
        let Some(bytes) = self.files.get(&path) else {
            self.report("missing-file", &file.place, &[&file.it]);
            return None;
        };
        let id = self.sources.add(&path, bytes, &mut self.out);
        let text = self
            .sources
            .get(id)
            .map(|it| it.text.clone())
            .unwrap_or_default();
        let mut records = csv::parse(id, &text, &mut self.out).into_iter().peekable();
        let policy = self.policy(&mut records);
        let Some(heading) = records.next() else {
            self.report(
                "table-empty",
                &Place {
                    file: id,
                    span: 0..0,
                },
                &[],
            );
            return None;
        };
        let mut heading = heading.cells;
        while heading.last().is_some_and(|it| it.text.is_empty()) {
            heading.pop();
        }
        let mut rows = Vec::new();
        for mut record in records {
            while record.cells.len() > heading.len()
                && record.cells.last().is_some_and(|it| it.text.is_empty())
            {
                record.cells.pop();
            }
            if record.cells.len() == heading.len() {
                rows.push(record);
            } else {
                let counts = [record.cells.len().to_string(), heading.len().to_string()];
                self.report("row-length", &record.place(), &[&counts[0], &counts[1]]);
            }
        }
        for (at, cell) in heading.iter().enumerate() {
            let double = heading
                .iter()
                .take(at)
                .find(|it| it.text == cell.text && !cell.text.is_empty());
            if let Some(first) = double {
                let diagnostic =
                    Diagnostic::new("duplicate-key", cell.place.clone(), &[&cell.text]);
                self.out
                    .push(diagnostic.note("first-here", first.place.clone(), &[]));
            }
        }
        Some((Sheet { heading, rows }, policy))
    }

    /// Takes the first row where it is one with a hit policy.
    fn policy(&mut self, records: &mut Peekable<IntoIter<Record>>) -> Option<HitPolicy> {
        let word = records.peek().and_then(alone)?.clone();
        let policy = hit_policy(&word.text);
        // A row with one word above a wider heading can only be meant as one.
        let is_one = policy.is_some() || {
            let mut ahead = records.clone();
            ahead
                .nth(1)
                .is_some_and(|it| it.cells.iter().skip(1).any(|it| !it.text.is_empty()))
        };
        if policy.is_none() && is_one {
            let all = messages::list(["U", "A", "F", "P", "R", "O", "C", "C+", "C<", "C>", "C#"]);
            self.report("bad-value", &word.place, &[&word.text, "@hit-policy", &all]);
        }
        if policy.is_some_and(|it| !it.is_on_page()) {
            self.report("page-lacks", &word.place, &[&word.text]);
        }
        if is_one {
            records.next();
        }
        policy
    }

    pub(super) fn sheet(&mut self, pack: &str, file: &At<String>) -> Option<Sheet> {
        self.sheet_with_policy(pack, file).map(|(sheet, _)| sheet)
    }

    /// Tells of columns that must be there and are not.
    pub(super) fn need_columns(&mut self, sheet: &Sheet, columns: &[&str]) {
        let place = sheet.heading.first().map(|it| it.place.clone());
        for column in columns {
            if let (None, Some(place)) = (sheet.column(column), &place) {
                self.report("missing-column", place, &[column]);
            }
        }
    }

    pub(super) fn cell_date(&mut self, sheet: &Sheet, row: &Record, column: &str) -> Option<Date> {
        let cell = sheet.cell(row, column)?;
        let date = csv::date(&cell.text);
        if date.is_none() {
            self.report("bad-date", &cell.place, &[&cell.text]);
        }
        date
    }

    pub(super) fn period(&mut self, sheet: &Sheet, row: &Record) -> Period {
        let from = self.cell_date(sheet, row, FROM);
        let until = self.cell_date(sheet, row, UNTIL);
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            let place = sheet
                .cell(row, UNTIL)
                .map_or_else(|| row.place(), |it| it.place.clone());
            self.report(
                "bad-range",
                &place,
                &[&from.to_string(), &until.to_string()],
            );
        }
        Period { from, until }
    }

    /// The row's own source.
    pub(super) fn row_cite(&mut self, sheet: &Sheet, row: &Record) -> Option<Cite> {
        let doc = sheet.cell(row, SOURCE)?;
        let source = self.source_id(&doc.text, &doc.place)?;
        let as_of = self.cell_date(sheet, row, AS_OF);
        self.check_date(source, as_of, &doc.text, &doc.place);
        let place = sheet
            .cell(row, SOURCE_PLACE)
            .map_or_else(String::new, |it| it.text.clone());
        Some(Cite {
            source,
            place,
            quote: None,
            as_of,
        })
    }

    /// Where the column is missing that is told once, not in each row.
    pub(super) fn row_needs_source(&mut self, sheet: &Sheet, row: &Record, name: &str) {
        if sheet.column(SOURCE).is_some() && sheet.cell(row, SOURCE).is_none() {
            self.report("missing-source", &row.place(), &[name]);
        }
    }

    /// Tells of `1,000` and `1000円` among numbers: nothing else would, until a sum
    /// or a family's amount comes to nothing.
    pub(super) fn numbers_as_texts(&mut self, cells: &[&csv::Cell]) {
        if !cells.iter().any(|it| csv::number(&it.text).is_some()) {
            return;
        }
        for cell in cells {
            if let Some(number) = csv::number_meant(&cell.text) {
                self.report("number-as-text", &cell.place, &[&cell.text, &number]);
            }
        }
    }
}

/// The one word of a row with nothing else in it.
fn alone(record: &Record) -> Option<&csv::Cell> {
    let (first, rest) = record.cells.split_first()?;
    rest.iter().all(|it| it.text.is_empty()).then_some(first)
}

fn hit_policy(text: &str) -> Option<HitPolicy> {
    Some(match text {
        "U" => HitPolicy::Unique,
        "A" => HitPolicy::Any,
        "F" => HitPolicy::First,
        "P" => HitPolicy::Priority,
        "R" => HitPolicy::RuleOrder,
        "O" => HitPolicy::OutputOrder,
        "C" => HitPolicy::Collect,
        "C+" => HitPolicy::CollectSum,
        "C<" => HitPolicy::CollectMin,
        "C>" => HitPolicy::CollectMax,
        "C#" => HitPolicy::CollectCount,
        _ => return None,
    })
}
