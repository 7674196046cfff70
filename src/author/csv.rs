//! CSV to cells that know their place. `csv-core` reads; we only keep count of
//! the bytes it took.

use csv_core::{ReadFieldResult, Reader};

use super::{Diagnostic, Place};

#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Without surrounding space, quotes undone, full-width digits and signs folded.
    pub(super) text: String,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) cells: Vec<Cell>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|it| it.text.is_empty())
    }

    pub(super) fn place(&self) -> Place {
        let first = self.cells.first().map(|it| it.place.clone());
        let mut place = first.unwrap_or(Place { file: 0, span: 0..0 });
        if let Some(last) = self.cells.last() {
            place.span.end = last.place.span.end;
        }
        place
    }
}

/// More rows or columns than this are no table of ours.
pub(super) const MAX_ROWS: usize = 100_000;
pub(super) const MAX_COLUMNS: usize = 64;

/// All records, blank lines left out.
pub(super) fn parse(file: usize, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Record> {
    let mut reader = Reader::new();
    let mut input = text.as_bytes();
    let mut at = 0;
    let mut records = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut field: Vec<u8> = Vec::new();
    let mut buffer = [0_u8; 1024];
    let mut start = 0;
    loop {
        let (result, n_in, n_out) = reader.read_field(input, &mut buffer);
        field.extend_from_slice(&buffer[..n_out]);
        input = &input[n_in..];
        at += n_in;
        match result {
            ReadFieldResult::InputEmpty if n_in == 0 && n_out == 0 && input.is_empty() => {
                // The reader wants to be told of the end by an empty input.
            }
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let raw = String::from_utf8_lossy(&field).into_owned();
                cells.push(Cell { text: fold_cell(&raw), place: trimmed(file, text, start, at) });
                field.clear();
                start = at;
                if record_end {
                    let record = Record { cells: std::mem::take(&mut cells) };
                    if !record.is_blank() {
                        records.push(record);
                    }
                }
            }
            ReadFieldResult::End => break,
        }
        if records.len() > MAX_ROWS || cells.len() > MAX_COLUMNS {
            let place = Place { file, span: start..at };
            out.push(Diagnostic::new("table-too-large", place, &[&MAX_ROWS.to_string(), &MAX_COLUMNS.to_string()]));
            break;
        }
    }
    records
}

/// The cell itself: no separators, no quotes, no line ends around it.
fn trimmed(file: usize, text: &str, start: usize, end: usize) -> Place {
    let raw = text.get(start..end).unwrap_or("");
    let separators: &[char] = &[',', '\n', '\r', ' ', '\u{3000}', '"'];
    let inside = raw.trim_end_matches(separators);
    let front = inside.len() - inside.trim_start_matches(separators).len();
    let span = if front < inside.len() { start + front..start + inside.len() } else { start..start };
    Place { file, span }
}

/// What Excel users type without noticing: full-width digits, signs and spaces.
fn fold_cell(text: &str) -> String {
    let folded: String = text
        .chars()
        .map(|it| match it {
            '０'..='９' | '＋' | '＝' | '＜' | '＞' | '．' => {
                char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it)
            }
            '−' | '－' => '-',
            '\u{3000}' => ' ',
            _ => it,
        })
        .collect();
    folded.trim().to_owned()
}
