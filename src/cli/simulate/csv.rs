//! A CSV of households, read a chunk at a time: UTF-8, with or without a BOM.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv_core::{ReadRecordResult, Reader};

use super::super::Trouble;
use super::super::console::Console;
use super::super::folder::unreadable;
use super::super::words::Word;
use super::cells::Heading;
use super::draw::CHUNK;
use super::goals::Goals;
use super::work::{Raw, Source};

const BUFFER: usize = 1 << 16;
/// A row longer than this is a broken file.
const MAX_ROW: usize = 1 << 20;

/// Records of a stream, one after the other.
pub(super) struct Records {
    stream: Box<dyn Read + Send>,
    reader: Reader,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    output: Vec<u8>,
    ends: Vec<usize>,
    is_done: bool,
    n_read: u64,
}

/// Why no further record comes.
#[derive(Debug)]
pub(super) enum Broken {
    Stream(std::io::Error),
    NotUtf8(u64),
    TooLong(u64),
}

impl Records {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            stream,
            reader: Reader::new(),
            buffer: vec![0; BUFFER],
            at: 0,
            filled: 0,
            output: vec![0; BUFFER],
            ends: vec![0; 64],
            is_done: false,
            n_read: 0,
        }
    }

    /// The next record; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Vec<String>>, Broken> {
        let (mut n_output, mut n_ends) = (0, 0);
        loop {
            if self.at == self.filled && !self.is_done {
                self.filled = self.stream.read(&mut self.buffer).map_err(Broken::Stream)?;
                self.at = 0;
                self.is_done = self.filled == 0;
            }
            let (result, read, written, ended) = self.reader.read_record(
                &self.buffer[self.at..self.filled],
                &mut self.output[n_output..],
                &mut self.ends[n_ends..],
            );
            self.at += read;
            n_output += written;
            n_ends += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.output.len() < MAX_ROW => {
                    self.output.resize(self.output.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_ROW => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    return Err(Broken::TooLong(self.n_read + 1));
                }
                ReadRecordResult::Record => {
                    self.n_read += 1;
                    return self.record(n_ends).map(Some);
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn record(&self, n_ends: usize) -> Result<Vec<String>, Broken> {
        let mut from = 0;
        let mut fields = Vec::with_capacity(n_ends);
        for end in &self.ends[..n_ends] {
            let field = std::str::from_utf8(&self.output[from..*end]);
            fields.push(field.map_err(|_| Broken::NotUtf8(self.n_read))?.to_owned());
            from = *end;
        }
        Ok(fields)
    }

    /// The next rows; fewer at the end, none after it.
    pub(super) fn rows(&mut self) -> Result<Raw, Broken> {
        let first = self.n_read + 1;
        let mut rows = Vec::new();
        while rows.len() < CHUNK {
            match self.next()? {
                Some(it) => rows.push(it),
                None => break,
            }
        }
        Ok(Raw { first, rows })
    }
}

impl Broken {
    pub(super) fn trouble(&self, path: &str, console: &Console) -> Trouble {
        match self {
            Self::Stream(error) => unreadable(Path::new(path), error, console).into(),
            Self::NotUtf8(row) => console
                .wrong(Word::NotUtf8, &[&format!("{path}:{row}")])
                .help(console.word(Word::NotUtf8Help, &[]))
                .into(),
            Self::TooLong(row) => console
                .wrong(Word::RowTooLong, &[path, &row.to_string()])
                .into(),
        }
    }
}

pub(super) fn open<'a>(
    path: &Path,
    goals: &Goals,
    console: &Console,
) -> Result<Source<'a>, Trouble> {
    let shown = path.display().to_string();
    let stream: Box<dyn Read + Send> = if shown == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(path).map_err(|it| unreadable(path, &it, console))?)
    };
    let mut records = Records::new(stream);
    let names = records.next().map_err(|it| it.trouble(&shown, console))?;
    let mut names = names.unwrap_or_default();
    if let Some(first) = names.first_mut()
        && let Some(rest) = first.strip_prefix('\u{FEFF}')
    {
        *first = rest.to_owned();
    }
    let heading = Heading::new(&goals.book, names, &shown, console)?;
    Ok(Source::table(
        shown,
        heading,
        Box::new(move || records.rows()),
    ))
}

/// A row of a CSV, ended.
pub(super) fn line(cells: &[String]) -> String {
    let mut out = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
    out
}
