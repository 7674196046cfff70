//! `tsunagu check PACK…`: everything we can find wrong, at once.

use std::path::PathBuf;

use tsunagu::author;

use super::clock;
use super::console::Console;
use super::findings::Findings;
use super::pack::Pack;
use super::{FINE, HAS_ERRORS, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folders of packs / 規則集のフォルダー
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// The day to look at, now if left out / いつの時点か（なければ今日）
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let day = clock::at(args.at.as_deref(), console)?.date;
    let mut packs = Pack::read_all(&args.packs, console)?;
    for pack in &mut packs {
        let proven = author::prove(&pack.checked, day);
        pack.checked.diagnostics.extend(proven);
        pack.checked.diagnostics.sort();
    }
    let findings = Findings::new(&packs, console);
    if console.json {
        console.out_json(&findings);
    } else {
        console.out(&findings.text(console.out_color, console));
        console.out_line(&findings.summary(&packs, console));
    }
    let failed = packs.iter().any(Pack::has_errors);
    Ok(if failed { HAS_ERRORS } else { FINE })
}
