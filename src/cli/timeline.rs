//! `tsunagu timeline PACK --answers FILE`: what changes with time, and what to
//! prepare how early.

use super::console::Console;
use super::eval::{self, FamilyArgs};
use super::words::Word;
use super::{FINE, Trouble, results};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    family: FamilyArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let (session, refused) = args.family.session(console)?;
    if let Some(code) = eval::show_refused(&refused, console) {
        return Ok(code);
    }
    if console.json {
        console.out_json(&session.timeline());
    } else {
        let nothing = console.word(Word::NothingAhead, &[]);
        console.out(&results::life(&session.results_view(), &nothing));
    }
    Ok(FINE)
}
