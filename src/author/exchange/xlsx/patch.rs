//! A CSV file with some rows changed, and everything else as it was.

use encoding_rs::SHIFT_JIS;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::super::super::csv::{RawRecord, raw_records};
use super::super::Remark;
use super::read::Sheet;
use super::{Change, Import, Table, at};

/// How a file writes its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8Marked,
    Cp932,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// `None` for what is neither UTF-8 nor CP932. Nothing is composed (NFC) here:
/// the bytes must come back.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let (rest, encoding) = match bytes.strip_prefix(MARK) {
        Some(it) => (it, Encoding::Utf8Marked),
        None => (bytes, Encoding::Utf8),
    };
    if let Ok(text) = std::str::from_utf8(rest) {
        return Some((text.to_owned(), encoding));
    }
    let (text, _, is_broken) = SHIFT_JIS.decode(bytes);
    (!is_broken).then(|| (text.into_owned(), Encoding::Cp932))
}

/// Says so where the heading is no longer the first row that is not a hit policy.
pub(super) fn heading_moved(sheet: &Sheet, text: &str) -> Option<Remark> {
    let records = raw_records(text);
    let start = usize::from(records.first()?.cells.len() == 1 && records.len() > 1);
    let heading = same_cells(&records.get(start)?.cells);
    let found = sheet
        .rows
        .iter()
        .position(|(_, it)| same_cells(it) == heading);
    let is_there = found.is_some_and(|it| it <= 1);
    // A heading may be reworded where it stands; below others it has moved.
    match found {
        _ if is_there => {
            // A second row that fills in the first is a heading of two rows.
            let (_, below) = sheet.rows.get(found? + 1)?;
            let repeats = below
                .iter()
                .filter(|it| !it.is_empty() && heading.contains(it));
            (repeats.count() * 2 > heading.len())
                .then(|| Remark::new("xlsx-headings", at(&sheet.name, 0, 0), &["2"]))
        }
        Some(row) => Some(Remark::new(
            "xlsx-headings",
            at(&sheet.name, 0, 0),
            &[&(row - start + 1).to_string()],
        )),
        None => {
            let any = sheet.rows.iter().take(2).any(|(_, it)| {
                it.iter().filter(|it| heading.contains(it)).count() * 2 >= heading.len()
            });
            let shown = super::super::super::messages::list(&heading);
            (!any).then(|| Remark::new("xlsx-heading", at(&sheet.name, 0, 0), &[&shown]))
        }
    }
}

/// Cells as they are compared: what Excel cannot keep apart is the same.
fn same_cells(cells: &[String]) -> Vec<String> {
    let mut out: Vec<String> = cells.iter().map(|it| it.replace("\r\n", "\n")).collect();
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

pub(super) fn table(sheet: &Sheet, table: &Table<'_>, out: &mut Import) {
    let records: Vec<RawRecord> = raw_records(&table.text);
    let old: Vec<Vec<String>> = records.iter().map(|it| same_cells(&it.cells)).collect();
    let new: Vec<Vec<String>> = sheet.rows.iter().map(|(_, it)| same_cells(it)).collect();
    let blank = |it: &&Vec<String>| it.is_empty();
    if old.iter().filter(|it| !blank(it)).eq(new.iter()) {
        return;
    }
    let style = Style::of(&table.text);
    let width = new.iter().map(Vec::len).max().unwrap_or(0);
    // Below the heading all rows of a table have its number of cells.
    let mut text = String::new();
    let line = |cells: &[String], like: Option<&RawRecord>| {
        let at_least = like.map_or(width, |it| it.cells.len().max(cells.len()));
        style.line(cells, at_least, like)
    };
    let mut change = |old_row: Option<usize>, new_row: Option<usize>| {
        out.changes.push(Change {
            path: table.path.clone(),
            old_row: old_row.map(|it| it + 1),
            new_row: new_row
                .and_then(|it| sheet.rows.get(it))
                .map(|(row, _)| row + 1),
            old: old_row.map_or_else(Vec::new, |it| records[it].cells.clone()),
            new: new_row.map_or_else(Vec::new, |it| new[it].clone()),
        });
    };
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                for it in &records[old_index..old_index + len] {
                    style.keep(&mut text, it.raw);
                }
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => {
                for it in old_index..old_index + old_len {
                    if old[it].is_empty() {
                        style.keep(&mut text, records[it].raw);
                    } else {
                        change(Some(it), None);
                    }
                }
            }
            DiffOp::Insert {
                new_index, new_len, ..
            } => {
                let rows = new.iter().enumerate().skip(new_index).take(new_len);
                for (it, row) in rows {
                    style.keep(&mut text, &line(row, None));
                    change(None, Some(it));
                }
            }
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                for n in 0..old_len.max(new_len) {
                    let was = (n < old_len).then_some(old_index + n);
                    let is = (n < new_len).then_some(new_index + n);
                    if let Some(is) = is {
                        let like = was.and_then(|it| records.get(it));
                        style.keep(&mut text, &line(&new[is], like));
                    }
                    change(was, is);
                }
            }
        }
    }
    if !style.ends_with_line {
        let end = text.trim_end_matches(['\r', '\n']).len();
        text.truncate(end);
    }
    let bytes = encode(&text, table, &mut out.remarks);
    out.files.insert(table.path.clone(), bytes);
}

fn encode(text: &str, table: &Table<'_>, remarks: &mut Vec<Remark>) -> Vec<u8> {
    let encoding = decode(table.bytes).map_or(Encoding::Utf8, |(_, it)| it);
    if encoding == Encoding::Cp932 {
        let (bytes, _, lacks) = SHIFT_JIS.encode(text);
        if !lacks {
            return bytes.into_owned();
        }
        let one = text.chars().find(|it| {
            let mut buffer = [0; 4];
            SHIFT_JIS.encode(it.encode_utf8(&mut buffer)).2
        });
        let one = one.map(String::from).unwrap_or_default();
        remarks.push(Remark::new("xlsx-unencodable", &table.name, &[&one]));
    }
    let mark = if encoding == Encoding::Utf8 {
        b""
    } else {
        MARK
    };
    [mark, text.as_bytes()].concat()
}

/// A file's line ends and quotes.
struct Style {
    line_end: &'static str,
    ends_with_line: bool,
}

impl Style {
    fn of(text: &str) -> Self {
        Self {
            line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
            ends_with_line: text.is_empty() || text.ends_with('\n'),
        }
    }

    /// Puts a line as it was written, and sees that the next begins a new one.
    fn keep(&self, text: &mut String, raw: &str) {
        text.push_str(raw);
        if !raw.ends_with('\n') {
            text.push_str(self.line_end);
        }
    }

    /// A line; cells that are as in `like` stay as they are written there.
    fn line(&self, cells: &[String], at_least: usize, like: Option<&RawRecord>) -> String {
        let written = (0..at_least.max(cells.len())).map(|column| {
            let cell = cells.get(column).map_or("", String::as_str);
            let kept = like.and_then(|it| {
                let same = it.cells.get(column)?.replace("\r\n", "\n") == cell;
                same.then(|| it.raw_cells.get(column).copied()).flatten()
            });
            kept.map_or_else(|| self.quoted(cell), ToOwned::to_owned)
        });
        written.collect::<Vec<_>>().join(",") + self.line_end
    }

    fn quoted(&self, cell: &str) -> String {
        let needs = cell.contains([',', '"', '\n', '\r']);
        if needs {
            ["\"", &cell.replace('"', "\"\""), "\""].concat()
        } else {
            cell.to_owned()
        }
    }
}
