//! Each household's answers and results, written in the households' order.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tsunagu::batch::{Answers, Rows};
use tsunagu::value::Set;

use super::super::Trouble;
use super::super::console::Console;
use super::super::folder::reason;
use super::super::snippet::Snippet;
use super::super::words::Word;
use super::cells::{self, UNSURE};
use super::csv;
use super::goals::Goals;
use super::work::Waiting;

pub(super) const FITS: &str = "fits";
pub(super) const DOES_NOT_FIT: &str = "does-not-fit";
pub(super) const OPEN: &str = "open";

/// A file being written.
pub(super) struct Save {
    pub path: PathBuf,
    pub sink: Box<dyn Sink>,
}

/// What rows of texts are written to.
pub(super) trait Sink: Send {
    fn rows(&mut self, rows: Vec<Vec<String>>) -> io::Result<()>;
    fn finish(&mut self) -> io::Result<()>;
}

/// Puts chunks back in order.
pub(super) struct Saving {
    save: Save,
    next: u64,
    waiting: Waiting,
    failed: Option<io::Error>,
}

impl Saving {
    pub(super) fn new(save: Save) -> Self {
        Self {
            save,
            next: 0,
            waiting: Waiting::new(),
            failed: None,
        }
    }

    pub(super) fn put(&mut self, at: u64, rows: Vec<Vec<String>>) {
        self.waiting.insert(at, rows);
        while let Some(rows) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.failed.is_none() {
                self.failed = self.save.sink.rows(rows).err();
            }
        }
    }

    pub(super) fn finish(mut self, console: &Console) -> Result<(), Trouble> {
        let outcome = match self.failed.take() {
            Some(error) => Err(error),
            None => self.save.sink.finish(),
        };
        outcome.map_err(|it| unwritable(&self.save.path, &it, console).into())
    }
}

struct Csv(BufWriter<File>);

impl Sink for Csv {
    fn rows(&mut self, rows: Vec<Vec<String>>) -> io::Result<()> {
        for row in rows {
            self.0.write_all(csv::line(&row).as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

pub(super) fn open(path: &Path, goals: &Goals, console: &Console) -> Result<Save, Trouble> {
    let is_parquet = path.extension().is_some_and(|it| it == "parquet");
    #[cfg(not(feature = "columns"))]
    if is_parquet {
        return Err(super::no_parquet(path, console));
    }
    let file = File::create(path).map_err(|it| unwritable(path, &it, console))?;
    #[cfg(feature = "columns")]
    if is_parquet {
        let sink = super::parquet::Written::new(file, &goals.heading())
            .map_err(|it| unwritable(path, &it, console))?;
        return Ok(Save {
            path: path.to_owned(),
            sink: Box::new(sink),
        });
    }
    let mut sink = Csv(BufWriter::new(file));
    // Excel takes a file without the mark for the machine's old code page.
    let heading = format!("\u{FEFF}{}", csv::line(&goals.heading()));
    sink.0
        .write_all(heading.as_bytes())
        .map_err(|it| unwritable(path, &it, console))?;
    Ok(Save {
        path: path.to_owned(),
        sink: Box::new(sink),
    })
}

impl Goals {
    /// Names of columns: questions, then programmes and their amounts, decisions, desks.
    pub(super) fn heading(&self) -> Vec<String> {
        let book = &self.book;
        let mut names: Vec<String> = Vec::new();
        let questions = self.questions.iter();
        names.extend(questions.map(|it| book.questions[*it].name.to_string()));
        for program in &self.programs {
            let name = &book.programs[program.id].name;
            names.push(format!("_{name}"));
            if program.amount.is_some() {
                names.push(format!("_{name}_円"));
            }
        }
        for (decision, _) in self.decisions.iter().chain(&self.desks) {
            names.push(format!("_{}", book.decisions[*decision].name));
        }
        names
    }

    pub(super) fn cells(
        &self,
        rows: &mut Rows<'_, '_>,
        answers: &Answers,
        first: usize,
        row: usize,
    ) -> Vec<String> {
        let mut cells = Vec::new();
        for question in &self.questions {
            cells.push(if rows.applies(*question, row) {
                cells::answer(&answers.input(&self.book, *question, first + row))
            } else {
                String::new()
            });
        }
        for program in &self.programs {
            let truth = rows.set(program.fits, row).truth();
            let status = if truth.is_true() {
                FITS
            } else if truth.never() {
                DOES_NOT_FIT
            } else {
                OPEN
            };
            cells.push(status.to_owned());
            if let Some(amount) = program.amount {
                cells.push(if status == FITS {
                    settled(&rows.set(amount, row))
                } else {
                    String::new()
                });
            }
        }
        for (_, goal) in self.decisions.iter().chain(&self.desks) {
            cells.push(settled(&rows.set(*goal, row)));
        }
        cells
    }

    /// How many nodes are worked out.
    pub(super) fn n(&self) -> usize {
        let amounts = self.programs.iter().filter(|it| it.amount.is_some());
        self.programs.len()
            + amounts.count()
            + self.decisions.len()
            + self.desks.len()
            + self.constraints.len()
    }
}

fn settled(set: &Set) -> String {
    set.settled().map_or(UNSURE.to_owned(), cells::text)
}

fn unwritable(path: &Path, error: &io::Error, console: &Console) -> Snippet {
    let shown = path.display().to_string();
    console.wrong(Word::CannotWrite, &[&shown, &reason(error, console)])
}
