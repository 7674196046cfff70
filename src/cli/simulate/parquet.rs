//! Households as Parquet, in and out, by way of Arrow.
//!
//! What comes in may be texts, yes or no, whole numbers or days; what goes out are
//! texts, the same ones a CSV has, so that nothing is lost between the two.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use tsunagu::value::Date;

use super::super::Trouble;
use super::super::console::Console;
use super::super::folder::unreadable;
use super::super::words::Word;
use super::cells::Heading;
use super::csv::Broken;
use super::draw::CHUNK;
use super::goals::Goals;
use super::save::Sink;
use super::work::{Raw, Source};

/// Kinds of columns that are read.
fn is_read(kind: &DataType) -> bool {
    use DataType::{Boolean, Date32, Int8, Int16, Int32, Int64, LargeUtf8, Utf8};
    matches!(
        kind,
        Utf8 | LargeUtf8 | Boolean | Int8 | Int16 | Int32 | Int64 | Date32
    )
}

pub(super) fn open<'a>(
    path: &Path,
    goals: &Goals,
    console: &Console,
) -> Result<Source<'a>, Trouble> {
    let shown = path.display().to_string();
    let unreadable = |it: &io::Error| Trouble::from(unreadable(path, it, console));
    let file = File::open(path).map_err(|it| unreadable(&it))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|it| it.with_batch_size(CHUNK).build())
        .map_err(|it| unreadable(&io::Error::other(it)))?;
    let schema = reader.schema();
    let fields = || schema.fields().iter();
    let names = fields().map(|it| it.name().clone()).collect();
    let heading = Heading::new(&goals.book, names, &shown, console)?;
    let odd: Vec<String> = fields()
        .zip(&heading.columns)
        .filter(|(field, question)| question.is_some() && !is_read(field.data_type()))
        .map(|(field, _)| format!("`{}` ({})", field.name(), field.data_type()))
        .collect();
    if !odd.is_empty() {
        return Err(console
            .wrong(Word::ColumnKinds, &[&shown, &odd.join(", ")])
            .help(console.word(Word::ColumnKindsHelp, &[]))
            .into());
    }
    let mut reader = reader;
    let mut first = 1;
    let next = move || {
        let raw = rows(&mut reader, first)?;
        first += raw.rows.len() as u64;
        Ok(raw)
    };
    Ok(Source::table(shown, heading, Box::new(next)))
}

fn rows(reader: &mut ParquetRecordBatchReader, first: u64) -> Result<Raw, Broken> {
    let mut rows = Vec::new();
    if let Some(batch) = reader.next() {
        let batch = batch.map_err(|it| Broken::Stream(io::Error::other(it)))?;
        rows = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
        for column in batch.columns() {
            for (row, cells) in rows.iter_mut().enumerate() {
                cells.push(cell(column, row));
            }
        }
    }
    Ok(Raw { first, rows })
}

/// The text a CSV would have.
fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).to_string(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            Date::from_days(days).map_or_else(String::new, Date::text)
        }
        // A column that is somebody's own.
        _ => String::new(),
    }
}

pub(super) struct Written {
    writer: Option<ArrowWriter<File>>,
    schema: Arc<Schema>,
}

impl Written {
    pub(super) fn new(file: File, names: &[String]) -> io::Result<Self> {
        let field = |it: &String| Field::new(it, DataType::Utf8, true);
        let schema = Arc::new(Schema::new(names.iter().map(field).collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties));
        Ok(Self {
            writer: Some(writer.map_err(io::Error::other)?),
            schema,
        })
    }
}

impl Sink for Written {
    fn rows(&mut self, rows: Vec<Vec<String>>) -> io::Result<()> {
        let column = |at: usize| {
            let cells = rows.iter().map(|it| it.get(at));
            // Not answered is null, as the readers of Parquet expect.
            let cells = cells.map(|it| it.filter(|it| !it.is_empty()).map(String::as_str));
            Arc::new(cells.collect::<StringArray>()) as ArrayRef
        };
        let columns = (0..self.schema.fields().len()).map(column).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?;
        match &mut self.writer {
            Some(writer) => writer.write(&batch).map_err(io::Error::other),
            None => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.writer.take() {
            Some(writer) => writer.close().map(|_| ()).map_err(io::Error::other),
            None => Ok(()),
        }
    }
}
