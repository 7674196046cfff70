//! `tsunagu simulate PACK (--n N --seed S | --csv FILE | --parquet FILE)`: what a
//! pack says of many households at once.
//!
//! Drawn households are no population: each answer is drawn by itself, so what is
//! counted is what the rules do, not what Japan is like. For that there are files.

mod cells;
mod csv;
mod draw;
mod goals;
#[cfg(feature = "columns")]
mod parquet;
mod save;
mod told;
mod work;

use std::path::{Path, PathBuf};
use std::time::Instant;

use tsunagu::run::{Graph, Session, Start};

use super::console::Console;
use super::snippet::Snippet;
use super::words::Word;
use super::{FINE, HAS_ERRORS, Trouble, clock, pack};

use goals::Goals;
use work::{Job, Source};

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("households").required(true).args(["n", "csv", "parquet"])))]
pub(super) struct Args {
    /// Folder of a pack, or a .book / 規則集のフォルダーか .book
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// Draw so many households / この数の世帯をくじで作る
    #[arg(long, value_name = "N")]
    n: Option<u64>,

    /// Which draw; the same number draws the same households / くじの番号（同じ番号なら同じ世帯）
    #[arg(long, value_name = "SEED", default_value_t = 1, requires = "n")]
    seed: u64,

    /// A household a row, a question a column / 一行一世帯の CSV
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,

    /// The same as Parquet / 一行一世帯の Parquet
    #[arg(long, value_name = "FILE")]
    parquet: Option<PathBuf>,

    /// Write each household's answers and results, .csv or .parquet / 世帯ごとの結果を書き出す
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The day; today in Japan if absent / いつの時点か（例 2026-11-20）
    #[arg(long, value_name = "DAY")]
    at: Option<String>,

    /// The wizard; the first one if absent / どの wizard か
    #[arg(long, value_name = "WIZARD")]
    wizard: Option<String>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let book = pack::book(&args.pack, console)?;
    let at = clock::at(args.at.as_deref(), console)?;
    let start = Start {
        wizard: args.wizard.clone().unwrap_or_default(),
        lang: console.lang_tag().to_owned(),
        at,
    };
    // A session knows which wizards there are and says so.
    Session::start(book.clone(), &start)
        .map_err(|it| Snippet::error(it.message(console.lang_tag())))?;
    let graph = Graph::new(&book);
    let goals = Goals::new(&book, &graph, &start.wizard, at.date);
    let source = source(args, &goals, console)?;
    let save = match &args.output {
        Some(path) => Some(save::open(path, &goals, console)?),
        None => None,
    };
    let began = Instant::now();
    let job = Job {
        goals: &goals,
        source,
        save,
        console,
    };
    let done = job.run()?;
    let seconds = began.elapsed();
    if let Some(refused) = done.refused(args, console) {
        return Ok(refused);
    }
    let output = told::Output::new(&goals, &done, args.n.map(|_| args.seed));
    output.show(console);
    let a_second = u128::from(output.households) * 1_000 / seconds.as_millis().max(1);
    console.err_line(&console.word(
        Word::HouseholdsASecond,
        &[
            &output.households.to_string(),
            &format!("{seconds:.2?}"),
            &a_second.to_string(),
        ],
    ));
    Ok(FINE)
}

fn source<'a>(args: &Args, goals: &Goals, console: &Console) -> Result<Source<'a>, Trouble> {
    if let Some(n) = args.n {
        return Ok(Source::drawn(goals, n, args.seed));
    }
    if let Some(path) = &args.csv {
        return csv::open(path, goals, console);
    }
    match &args.parquet {
        Some(path) => parquet_source(path, goals, console),
        None => Ok(Source::drawn(goals, 0, 0)),
    }
}

#[cfg(feature = "columns")]
fn parquet_source<'a>(
    path: &Path,
    goals: &Goals,
    console: &Console,
) -> Result<Source<'a>, Trouble> {
    parquet::open(path, goals, console)
}

#[cfg(not(feature = "columns"))]
fn parquet_source<'a>(path: &Path, _: &Goals, console: &Console) -> Result<Source<'a>, Trouble> {
    Err(no_parquet(path, console))
}

/// This program was built without Parquet: what to do instead.
#[cfg(not(feature = "columns"))]
fn no_parquet(path: &Path, console: &Console) -> Trouble {
    console
        .wrong(Word::NoParquet, &[&path.display().to_string()])
        .help(console.word(Word::NoParquetHelp, &[]))
        .into()
}

impl work::Done {
    /// The exit code where answers were refused: nothing is counted then.
    fn refused(&self, args: &Args, console: &Console) -> Option<u8> {
        if self.n_refused == 0 {
            return None;
        }
        let path = args.csv.as_ref().or(args.parquet.as_ref());
        let path = path.map(|it| it.display().to_string()).unwrap_or_default();
        if console.json {
            console.out_json(&serde_json::json!({
                "refused": self.refused,
                "n_refused": self.n_refused,
            }));
        }
        for it in &self.refused {
            console.err_line(&format!("{path}:{}", it.line(console)));
        }
        let (shown, all) = (self.refused.len().to_string(), self.n_refused.to_string());
        console.err_line(&console.word(Word::AnswersRefused, &[&all, &shown]));
        Some(HAS_ERRORS)
    }
}
