//! `tsunagu timeline PACK --answers FILE`: what changes with time, and what to
//! prepare how early.

use std::path::PathBuf;

use super::console::Console;
use super::eval::StartArgs;
use super::words::Word;
use super::{Trouble, answers, eval, pack, results};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of a pack, or a .book / 規則集のフォルダーか .book
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// JSON file of answers, `-` for standard input / 答えの JSON
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,

    #[command(flatten)]
    start: StartArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let book = pack::book(&args.pack, console)?;
    let mut session = args.start.session(book, console)?;
    let answers = answers::read(&args.answers, console)?;
    let refused = eval::give(&mut session, answers, console);
    if let Some(code) = eval::show_refused(&refused, console) {
        return Ok(code);
    }
    if console.json {
        console.out_json(&session.timeline());
    } else {
        let nothing = console.word(Word::NothingAhead, &[]);
        console.out(&results::life(&session.results_view(), &nothing));
    }
    Ok(super::FINE)
}
