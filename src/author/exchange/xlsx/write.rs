//! Tables to a workbook.

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::super::super::csv::raw_records;
use super::super::Remark;
use super::{CONTENTS, Table, at};

/// Excel's limit for one cell, in UTF-16 units.
const MAX_CELL: usize = 32_767;

/// Widths in characters of half width.
const NARROWEST: usize = 6;
const WIDEST: usize = 40;

pub(super) fn workbook(tables: &[Table<'_>], pack: &str, remarks: &mut Vec<Remark>) -> Vec<u8> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    let written: Vec<&Table<'_>> = tables.iter().filter(|it| fits(it, remarks)).collect();
    contents(book.add_worksheet(), &written, pack, &looks).expect("our names are short and few");
    for table in written {
        sheet(book.add_worksheet(), table, &looks).expect("sizes and names were looked at");
    }
    book.save_to_buffer()
        .expect("writing to memory does not fail")
}

struct Looks {
    text: Format,
    heading: Format,
}

impl Looks {
    fn new() -> Self {
        // `@` is Excel's text: nothing typed into such a cell is made a number.
        let text = Format::new().set_num_format("@").set_text_wrap();
        let heading = text
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00E6_EEF6))
            .set_border_bottom(FormatBorder::Thin);
        Self { text, heading }
    }
}

/// Whether Excel can hold each cell.
fn fits(table: &Table<'_>, remarks: &mut Vec<Remark>) -> bool {
    let before = remarks.len();
    for (row, record) in raw_records(&table.text).iter().enumerate() {
        for (column, cell) in record.cells.iter().enumerate() {
            let length = cell.encode_utf16().count();
            if length > MAX_CELL {
                let args = [length.to_string(), MAX_CELL.to_string()];
                remarks.push(Remark::new(
                    "xlsx-cell-too-long",
                    at(&table.name, row, column),
                    &[&args[0], &args[1]],
                ));
            }
        }
    }
    remarks.len() == before
}

fn contents(
    sheet: &mut Worksheet,
    tables: &[&Table<'_>],
    pack: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(CONTENTS)?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 44)?;
    sheet.write_string_with_format(0, 0, "シート", &looks.heading)?;
    sheet.write_string_with_format(0, 1, "ファイル", &looks.heading)?;
    sheet.set_freeze_panes(1, 0)?;
    for (row, table) in (1..).zip(tables) {
        let file = &table.path[pack.len() + 1..];
        sheet.write_string_with_format(row, 0, &table.name, &looks.text)?;
        sheet.write_string_with_format(row, 1, file, &looks.text)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table<'_>, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?;
    let records = raw_records(&table.text);
    // A row with one word above the heading is a hit policy.
    let heading =
        usize::from(records.first().is_some_and(|it| it.cells.len() == 1) && records.len() > 1);
    let n_columns = records.iter().map(|it| it.cells.len()).max().unwrap_or(0);
    for column in 0..n_columns {
        let cells = records.iter().filter_map(|it| it.cells.get(column));
        let widest = cells.map(|it| width(it)).max().unwrap_or(0);
        let shown = u32::try_from(widest.clamp(NARROWEST, WIDEST) + 2).unwrap_or(0);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        sheet.set_column_width(column, shown)?;
        // So that what is typed below the last row is text too.
        sheet.set_column_format(column, &looks.text)?;
    }
    for (row, record) in records.iter().enumerate() {
        let looks = if row <= heading {
            &looks.heading
        } else {
            &looks.text
        };
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, cell) in (0..).zip(&record.cells) {
            if cell.is_empty() {
                sheet.write_blank(row, column, looks)?;
            } else {
                sheet.write_string_with_format(row, column, cell, looks)?;
            }
        }
    }
    let below = u32::try_from(heading + 1).unwrap_or(1);
    sheet.set_freeze_panes(below, 1)?;
    Ok(())
}

/// Of the widest line; what is not ASCII is twice as wide.
fn width(cell: &str) -> usize {
    let of_line = |it: &str| it.chars().map(|it| if it.is_ascii() { 1 } else { 2 }).sum();
    cell.lines().map(of_line).max().unwrap_or(0)
}
