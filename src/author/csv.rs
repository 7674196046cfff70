//! CSV to cells that know their place. `csv-core` reads what has quotes; we only keep
//! count of the bytes it took. A line without any is cut at its commas.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, Reader};

use super::{Diagnostic, Place, Sources};
use crate::value::{Date, Number};

#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Without surrounding space, quotes undone, full-width digits and signs folded.
    pub(super) text: String,
    pub(super) place: Place,
}

impl Cell {
    /// Where a part of its text stands: all of it, unless it is written as it is read.
    pub(super) fn place_of(&self, part: &str, sources: &Sources) -> Place {
        let Place { file, span } = self.place.clone();
        let source = sources.get(file);
        let written = source.and_then(|it| it.text.get(span.clone()));
        // A part is a piece of the text, so its address tells where it begins.
        let before = part.as_ptr().addr().checked_sub(self.text.as_ptr().addr());
        match before.filter(|_| written == Some(self.text.as_str())) {
            Some(before) => {
                let start = span.start + before;
                let span = start..start + part.len();
                Place { file, span }
            }
            None => self.place.clone(),
        }
    }
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
        let mut place = first.unwrap_or(Place {
            file: 0,
            span: 0..0,
        });
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
    let mut reader = None;
    let mut at = 0;
    let mut records = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut field: Vec<u8> = Vec::new();
    let mut buffer = [0_u8; 1024];
    let mut start = 0;
    let keep = |cells: &mut Vec<Cell>, records: &mut Vec<Record>| {
        let next = Vec::with_capacity(cells.len());
        let cells = std::mem::replace(cells, next);
        let record = Record { cells };
        if !record.is_blank() {
            records.push(record);
        }
    };
    loop {
        // Between two records the reader has nothing in mind.
        let is_between = cells.is_empty() && start == at;
        if let Some((line, length)) = is_between.then(|| plain_line(&text[at..])).flatten() {
            for raw in line.split(',') {
                let end = start + raw.len();
                cells.push(Cell {
                    text: fold_cell(raw),
                    place: trimmed(file, text, start, end),
                });
                start = end + 1;
            }
            at += length;
            start = at;
            keep(&mut cells, &mut records);
        } else {
            let reader = reader.get_or_insert_with(Reader::new);
            let (result, n_in, n_out) = reader.read_field(&text.as_bytes()[at..], &mut buffer);
            field.extend_from_slice(&buffer[..n_out]);
            at += n_in;
            match result {
                // At the end the reader wants to be told so by an empty input.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if let Some(quote) = open_quote(text, start, at) {
                        let span = quote..quote + 1;
                        out.push(Diagnostic::new("csv-quote", Place { file, span }, &[]));
                        break;
                    }
                    let raw = String::from_utf8_lossy(&field);
                    cells.push(Cell {
                        text: fold_cell(&raw),
                        place: trimmed(file, text, start, at),
                    });
                    field.clear();
                    start = at;
                    if record_end {
                        keep(&mut cells, &mut records);
                    }
                }
                ReadFieldResult::End => break,
            }
        }
        if records.len() > MAX_ROWS || cells.len() > MAX_COLUMNS {
            let place = Place {
                file,
                span: start..at,
            };
            out.push(Diagnostic::new(
                "table-too-large",
                place,
                &[&MAX_ROWS.to_string(), &MAX_COLUMNS.to_string()],
            ));
            break;
        }
    }
    records
}

/// The line that `text` begins with, and its length with its end; `None` where it
/// takes a reader: quotes, nothing at all, more cells than there may be.
fn plain_line(text: &str) -> Option<(&str, usize)> {
    let mut n_commas = 0;
    let ends = |it: u8| matches!(it, b'\n' | b'\r' | b'"');
    let end = text.bytes().position(|it| {
        n_commas += usize::from(it == b',');
        ends(it)
    });
    let end = end.unwrap_or(text.len());
    let length = match text.as_bytes().get(end..) {
        Some([b'\n', ..]) => end + 1,
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([]) => end,
        _ => return None,
    };
    let line = text.get(..end)?;
    // The reader passes over a mark of the encoding.
    let is_plain = end > 0 && n_commas < MAX_COLUMNS && !line.starts_with('\u{FEFF}');
    is_plain.then_some((line, length))
}

/// A record as it is written: nothing trimmed, nothing folded.
#[cfg(feature = "exchange")]
pub(super) struct RawRecord<'a> {
    /// With quotes undone.
    pub(super) cells: Vec<String>,
    /// Each with its quotes.
    pub(super) raw_cells: Vec<&'a str>,
    /// All of it, with the end of its line.
    pub(super) raw: &'a str,
}

/// All records as they are written. An empty line is a record of no cells.
#[cfg(feature = "exchange")]
pub(super) fn raw_records(text: &str) -> Vec<RawRecord<'_>> {
    let mut records = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (record, length) = raw_record(rest);
        records.push(record);
        rest = &rest[length..];
    }
    records
}

/// The first record and its length (RFC 4180: a quote opens a cell only as its
/// first character). An open quote ends with the file.
#[cfg(feature = "exchange")]
fn raw_record(text: &str) -> (RawRecord<'_>, usize) {
    let (mut cells, mut raw_cells) = (Vec::new(), Vec::new());
    let mut start = 0;
    loop {
        let mut is_quoted = text[start..].starts_with('"');
        let end = if is_quoted {
            let mut at = start + 1;
            loop {
                match text[at..].find('"') {
                    None => break text.len(),
                    Some(it) if text[at + it + 1..].starts_with('"') => at += it + 2,
                    Some(it) => {
                        let after = at + it + 1;
                        let tail = text[after..]
                            .find([',', '\n'])
                            .unwrap_or(text.len() - after);
                        break after + tail;
                    }
                }
            }
        } else {
            text[start..]
                .find([',', '\n'])
                .map_or(text.len(), |it| start + it)
        };
        let mut raw = &text[start..end];
        if !text[end..].starts_with(',') {
            raw = raw.strip_suffix('\r').unwrap_or(raw);
        }
        let inside = raw.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        is_quoted &= inside.is_some();
        cells.push(if is_quoted {
            inside.unwrap_or("").replace("\"\"", "\"")
        } else {
            raw.to_owned()
        });
        raw_cells.push(raw);
        if text[end..].starts_with(',') {
            start = end + 1;
            continue;
        }
        let length = (end + 1).min(text.len());
        if raw_cells.len() == 1 && raw.is_empty() {
            cells.clear();
            raw_cells.clear();
        }
        let record = RawRecord {
            cells,
            raw_cells,
            raw: &text[..length],
        };
        return (record, length);
    }
}

/// Where a quote opens that the end of the file closes.
fn open_quote(text: &str, start: usize, end: usize) -> Option<usize> {
    let raw = text.get(start..end)?;
    let inside = raw.trim_start_matches(['\n', '\r']);
    let is_open = inside.starts_with('"') && inside.matches('"').count() % 2 == 1;
    is_open.then_some(start + raw.len() - inside.len())
}

/// The cell itself: no separators, no quotes, no line ends around it.
fn trimmed(file: usize, text: &str, start: usize, end: usize) -> Place {
    let raw = text.get(start..end).unwrap_or("");
    let separators: &[char] = &[',', '\n', '\r', ' ', '\u{3000}', '"'];
    let inside = raw.trim_end_matches(separators);
    let front = inside.len() - inside.trim_start_matches(separators).len();
    let span = if front < inside.len() {
        start + front..start + inside.len()
    } else {
        start..start
    };
    Place { file, span }
}

/// What Excel users type without noticing: full-width digits, signs and spaces.
fn fold_cell(text: &str) -> String {
    let plain = |it: char| match it {
        '０'..='９' | '＋' | '＝' | '＜' | '＞' | '．' => {
            char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it)
        }
        '−' | '－' => '-',
        '\u{3000}' => ' ',
        _ => it,
    };
    // Most cells are as they are.
    let folded = if !text.is_ascii() && text.chars().any(|it| plain(it) != it) {
        Cow::Owned(text.chars().map(plain).collect::<String>())
    } else {
        Cow::Borrowed(text)
    };
    match folded.trim() {
        // Excel writes truth in capitals.
        "TRUE" => "true".to_owned(),
        "FALSE" => "false".to_owned(),
        other => other.to_owned(),
    }
}

/// A date as a cell holds it: `2026-04-01`, or `2026/4/1` once Excel has saved it.
pub(super) fn date(text: &str) -> Option<Date> {
    Date::parse(text).or_else(|| {
        let mut parts = text.split('/');
        let mut part = |n_digits: usize| {
            let part = parts
                .next()
                .filter(|it| it.len() <= n_digits && it.bytes().all(|it| it.is_ascii_digit()))?;
            part.parse::<u32>().ok()
        };
        let (year, month, day) = (part(4).filter(|it| *it >= 1000)?, part(2)?, part(2)?);
        let date = Date::new(i32::try_from(year).ok()?, month, day)?;
        parts.next().is_none().then_some(date)
    })
}

/// A number as a cell holds it. `014100` is a code and `1e5` a name.
pub(super) fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_plain = digits.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    (is_plain && !is_code)
        .then(|| Number::parse(text))
        .flatten()
}

/// The number that `7,000,000`, `1000円` or both at once must be meant for.
pub(super) fn number_meant(text: &str) -> Option<String> {
    let end = text.find(|it: char| !it.is_ascii_digit() && !matches!(it, ',' | '.'));
    let (digits, unit) = text.split_at(end.unwrap_or(text.len()));
    let has_commas = digits.contains(',');
    let is_unit = unit.chars().count() <= MAX_UNIT && unit.chars().all(char::is_alphabetic);
    if !is_unit || (unit.is_empty() && !has_commas) {
        return None;
    }
    let mut groups = digits.split('.').next()?.split(',');
    let is_grouped = groups.next()?.len() <= 3 && groups.all(|it| it.len() == 3);
    let plain = digits.replace(',', "");
    ((is_grouped || !has_commas) && number(&plain).is_some()).then_some(plain)
}

/// Longer words behind a number are more than a unit.
const MAX_UNIT: usize = 2;
