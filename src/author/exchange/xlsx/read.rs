//! A workbook to cells of text, with a word about each that is not text.
//!
//! Cells are taken one after the other and never laid out as a rectangle: one
//! cell at `XFD1048576` must not cost sixteen thousand million.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::super::super::csv::{MAX_COLUMNS, MAX_ROWS};
use super::super::Remark;
use super::{CONTENTS, at, cell_name, guard};

pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    /// Sheet → file, as the sheet of contents has it.
    pub(super) contents: BTreeMap<String, String>,
}

pub(super) struct Sheet {
    pub(super) name: String,
    /// Without blank rows; each with its row in the sheet, from 0.
    pub(super) rows: Vec<(usize, Vec<String>)>,
    /// Something in it could not be taken.
    pub(super) is_broken: bool,
}

pub(super) fn workbook(bytes: &[u8], remarks: &mut Vec<Remark>) -> Option<Workbook> {
    if !guard::is_safe(bytes, remarks) {
        return None;
    }
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(it) => it,
        Err(error) => {
            let why = error.to_string();
            remarks.push(Remark::new("xlsx-not-a-workbook", "", &[&why]));
            return None;
        }
    };
    let mut out = Workbook {
        sheets: Vec::new(),
        contents: BTreeMap::new(),
    };
    for (n, name) in book.sheet_names().iter().enumerate() {
        if name == CONTENTS {
            let contents = sheet(&mut book, name, &mut Vec::new());
            out.contents = contents.rows.into_iter().skip(1).filter_map(pair).collect();
            continue;
        }
        let mut found = sheet(&mut book, name, remarks);
        found.is_broken |= merged(&mut book, name, remarks);
        let hidden = guard::hidden(bytes, &format!("xl/worksheets/sheet{}.xml", n + 1));
        let kinds = [
            (hidden.rows, "@hidden-rows"),
            (hidden.columns, "@hidden-columns"),
        ];
        for (_, kind) in kinds.into_iter().filter(|(is_there, _)| *is_there) {
            remarks.push(Remark::new("xlsx-hidden", name, &[kind]));
        }
        out.sheets.push(found);
    }
    Some(out)
}

fn pair((_, cells): (usize, Vec<String>)) -> Option<(String, String)> {
    let mut cells = cells.into_iter();
    Some((cells.next()?, cells.next()?))
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn merged(book: &mut Book<'_>, name: &str, remarks: &mut Vec<Remark>) -> bool {
    let regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    for it in &regions {
        let end = |(row, column): (u32, u32)| cell_name(row as usize, column as usize);
        let (from, to) = (end(it.start), end(it.end));
        remarks.push(Remark::new(
            "xlsx-merged",
            format!("{name}!{from}"),
            &[&format!("{from}:{to}")],
        ));
    }
    !regions.is_empty()
}

fn sheet(book: &mut Book<'_>, name: &str, remarks: &mut Vec<Remark>) -> Sheet {
    let mut out = Sheet {
        name: name.to_owned(),
        rows: Vec::new(),
        is_broken: false,
    };
    let formulas = formulas(book, name);
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let outcome = book.worksheet_cells_reader(name).and_then(|mut cells| {
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let place = || at(name, row, column);
            let text = match text(cell.get_value()) {
                Ok(it) => it,
                Err(error) => {
                    out.is_broken = true;
                    remarks.push(Remark::new("xlsx-error", place(), &[&error]));
                    continue;
                }
            };
            if text.is_empty() {
                continue;
            }
            if column >= MAX_COLUMNS || row >= MAX_ROWS {
                let limits = [MAX_COLUMNS.to_string(), MAX_ROWS.to_string()];
                remarks.push(Remark::new(
                    "xlsx-too-wide",
                    place(),
                    &[&limits[0], &limits[1]],
                ));
                out.is_broken = true;
                break;
            }
            if formulas.contains_key(&(row, column)) {
                remarks.push(Remark::new("xlsx-formula", place(), &[&text]));
            }
            let cells = rows.entry(row).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        out.is_broken = true;
        remarks.push(Remark::new(
            "xlsx-not-a-workbook",
            name,
            &[&error.to_string()],
        ));
    }
    out.rows = rows.into_iter().collect();
    out
}

/// Cells with a formula behind them, as far as a table of ours can reach.
fn formulas(book: &mut Book<'_>, name: &str) -> BTreeMap<(usize, usize), ()> {
    let mut out = BTreeMap::new();
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return out;
    };
    while let Ok(Some(cell)) = cells.next_formula() {
        let (row, column) = cell.get_position();
        let place = (row as usize, column as usize);
        if place.0 < MAX_ROWS && place.1 < MAX_COLUMNS && !cell.get_value().is_empty() {
            out.insert(place, ());
        }
    }
    out
}

/// The cell in our spelling; the name of an error as `Err`.
fn text(data: &DataRef<'_>) -> Result<String, String> {
    Ok(match data {
        DataRef::Empty => String::new(),
        DataRef::String(it) => it.clone(),
        DataRef::SharedString(it) => (*it).to_owned(),
        DataRef::Bool(it) => it.to_string(),
        DataRef::Int(it) => it.to_string(),
        // The shortest digits that mean the same number: what Excel shows.
        DataRef::Float(it) => it.to_string(),
        DataRef::DateTime(it) => {
            let (year, month, day, hour, minute, second, _) = it.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let time = match second {
                0 => format!("{hour:02}:{minute:02}"),
                _ => format!("{hour:02}:{minute:02}:{second:02}"),
            };
            // Excel counts days from 1900: a time of day is a part of day 0.
            if it.is_duration() || year < 1900 {
                time
            } else if time == "00:00" {
                date
            } else {
                [date, time].join("T")
            }
        }
        DataRef::DateTimeIso(it) => {
            let midnight = it
                .strip_suffix("T00:00:00")
                .or(it.strip_suffix("T00:00:00.000"));
            midnight.unwrap_or(it).to_owned()
        }
        DataRef::DurationIso(it) => it.clone(),
        DataRef::Error(it) => return Err(it.to_string()),
    })
}
