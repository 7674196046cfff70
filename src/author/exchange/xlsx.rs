//! A pack's tables as a workbook and back, without loss.
//!
//! A sheet is a table. Every cell is text to Excel too, so that `01`, `3/4`,
//! `=年齢 * 2` and full-width digits stay what was written. Coming back, a CSV in
//! which no cell differs is not touched at all; in one that does, the rows that
//! stayed keep their bytes (`patch`), and so do encoding, mark and line ends.
//!
//! `write` makes the workbook, `read` takes sheets out of one, `guard` looks at
//! it before anyone unpacks it.

mod guard;
mod patch;
mod read;
mod write;

use std::collections::BTreeMap;

use super::super::source::Files;
use super::Remark;

/// The longest workbook we open.
pub const MAX_BYTES: usize = 32 << 20;

/// The sheet that says which sheet is which file.
const CONTENTS: &str = "目次";

/// What an import would write.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// New bytes by path, only of files that differ.
    pub files: Files,
    pub changes: Vec<Change>,
    pub remarks: Vec<Remark>,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub path: String,
    /// The row as it stands in the CSV, from 1; `None` for a new one.
    pub old_row: Option<usize>,
    /// The row of the sheet, from 1; `None` for one that goes.
    pub new_row: Option<usize>,
    pub old: Vec<String>,
    pub new: Vec<String>,
}

/// The CSV files of the pack in folder `pack` as one workbook.
pub fn export(files: &Files, pack: &str) -> (Vec<u8>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let sheets = sheets(files, pack);
    (write::workbook(&sheets, pack, &mut remarks), remarks)
}

/// What the workbook `bytes` changes in the pack in folder `pack`. Nothing of a
/// sheet with an error in it is taken.
pub fn import(bytes: &[u8], files: &Files, pack: &str) -> Import {
    let mut out = Import::default();
    let read = match read::workbook(bytes, &mut out.remarks) {
        Some(it) => it,
        None => return out,
    };
    let known = sheets(files, pack);
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for sheet in &read.sheets {
        let named = read.contents.get(&sheet.name);
        let found = known.iter().find(|it| match named {
            Some(path) => *path == it.path[pack.len() + 1..],
            None => it.name == sheet.name,
        });
        let Some(table) = found else {
            out.remarks.push(Remark::new(
                "xlsx-unknown-sheet",
                &sheet.name,
                &[&sheet.name],
            ));
            continue;
        };
        if let Some(first) = taken.insert(&table.path, &sheet.name) {
            let args = [first, sheet.name.as_str()];
            out.remarks
                .push(Remark::new("xlsx-duplicate", &sheet.name, &args));
            continue;
        }
        if let Some(remark) = patch::heading_moved(sheet, &table.text) {
            out.remarks.push(remark);
        } else if !sheet.is_broken {
            patch::table(sheet, table, &mut out);
        }
    }
    out
}

/// A CSV file and the sheet it is.
struct Table<'a> {
    name: String,
    /// Below `rules/`, as in [`Files`].
    path: String,
    bytes: &'a [u8],
    text: String,
}

/// Excel's limit.
const MAX_NAME: usize = 31;

fn sheets<'a>(files: &'a Files, pack: &str) -> Vec<Table<'a>> {
    let prefix = [pack, "/"].concat();
    let mut sheets: Vec<Table<'a>> = Vec::new();
    let of_pack = files
        .range(prefix.clone()..)
        .take_while(|(path, _)| path.starts_with(&prefix));
    for (path, bytes) in of_pack {
        let Some((text, _)) = patch::decode(bytes).filter(|_| path.ends_with(".csv")) else {
            continue;
        };
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.strip_suffix(".csv").unwrap_or(file);
        let name = free_name(stem, |it| {
            it.eq_ignore_ascii_case(CONTENTS)
                || sheets.iter().any(|other| same_name(&other.name, it))
        });
        sheets.push(Table {
            name,
            path: path.clone(),
            bytes,
            text,
        });
    }
    sheets
}

/// Excel does not tell capitals apart.
fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// A sheet's name: short, without what Excel refuses, and not taken.
fn free_name(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let clean: String = stem
        .chars()
        .map(|it| if "[]:*?/\\'".contains(it) { '_' } else { it })
        .collect();
    (1..)
        .map(|n| {
            let tail = if n == 1 {
                String::new()
            } else {
                format!("_{n}")
            };
            let kept = MAX_NAME - tail.len();
            clean.chars().take(kept).collect::<String>() + &tail
        })
        .find(|it| !it.is_empty() && !is_taken(it))
        .expect("numbers do not end")
}

/// `B12`, from 0.
fn cell_name(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("less than 26");
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// `表!B12`.
fn at(sheet: &str, row: usize, column: usize) -> String {
    format!("{sheet}!{}", cell_name(row, column))
}
