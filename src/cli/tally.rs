//! `tsunagu tally PACK --wizard W RECORDS.csv…`: records of a desk, counted.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use tsunagu::author::tally::{self, Tally};
use tsunagu::author::{MAX_FILE_BYTES, Sources};
use tsunagu::run::{Session, Start};

use super::console::Console;
use super::findings::told_in;
use super::folder::{read_file, unreadable};
use super::snippet::Snippet;
use super::words::{Word, count};
use super::{FINE, HAS_ERRORS, Trouble, clock, pack};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of a pack, or a .book / 規則集のフォルダーか .book
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// The wizard whose questions are the columns / どの wizard の記録か
    #[arg(long, value_name = "WIZARD")]
    wizard: String,

    /// CSV files, one record a row / 一行に一件の CSV
    #[arg(value_name = "RECORDS", required = true)]
    records: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Output {
    records: usize,
    questions: Vec<Question>,
    refused: usize,
}

#[derive(Serialize)]
struct Question {
    name: String,
    options: Vec<Choice>,
    chosen: usize,
    unsure: usize,
    blank: usize,
}

#[derive(Serialize)]
struct Choice {
    name: String,
    count: usize,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let book = pack::book(&args.pack, console)?;
    let start = Start {
        wizard: args.wizard.clone(),
        lang: "ja".to_owned(),
        at: clock::at(None, console)?,
    };
    Session::start(Arc::clone(&book), &start)
        .map_err(|it| Snippet::error(it.message(console.lang_tag())))?;
    let (mut sources, mut found) = (Sources::default(), Vec::new());
    let mut sum = Tally::default();
    for path in &args.records {
        let bytes = read_file(path, MAX_FILE_BYTES).map_err(|it| unreadable(path, &it, console))?;
        let shown = path.display().to_string();
        let tally = tally::tally(&book, &start, &shown, &bytes, &mut sources, &mut found);
        add(&mut sum, tally);
    }
    for it in &found {
        console.err_line(&told_in(it, &sources, console).render(console.err_color, console));
    }
    show(&sum, found.len(), console);
    Ok(if found.is_empty() { FINE } else { HAS_ERRORS })
}

fn add(sum: &mut Tally, tally: Tally) {
    if sum.questions.is_empty() {
        *sum = tally;
        return;
    }
    sum.records += tally.records;
    for (sum, it) in sum.questions.iter_mut().zip(tally.questions) {
        sum.unsure += it.unsure;
        sum.blank += it.blank;
        for (sum, (_, it)) in sum.options.iter_mut().zip(it.options) {
            sum.1 += it;
        }
    }
}

fn show(tally: &Tally, refused: usize, console: &Console) {
    if console.json {
        let questions = tally.questions.iter().map(|it| Question {
            name: it.question.clone(),
            options: it
                .options
                .iter()
                .map(|(name, count)| Choice {
                    name: name.clone(),
                    count: *count,
                })
                .collect(),
            chosen: it.chosen(),
            unsure: it.unsure,
            blank: it.blank,
        });
        return console.out_json(&Output {
            records: tally.records,
            questions: questions.collect(),
            refused,
        });
    }
    console.out_line(&count(tally.records, Word::Records, console.lang));
    for it in tally.questions.iter().filter(|it| it.blank < tally.records) {
        console.out_line(&format!("\n{}", it.question));
        for (name, n) in it.options.iter().filter(|(_, it)| *it > 0) {
            console.out_line(&format!("  {name}  {n}"));
        }
        let words = [it.chosen(), it.unsure, it.blank].map(|it| it.to_string());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        console.out_line(&format!("  {}", console.word(Word::TallySum, &words)));
    }
}
