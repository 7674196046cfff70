//! `tsunagu docs PACK -o DIR`: a pack as a document, one Markdown file.

use std::fs;
use std::path::PathBuf;

use serde::Serialize;
use tsunagu::author::docs;

use super::console::Console;
use super::folder::reason;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, Trouble, clock};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of a pack / 規則集のフォルダー
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// Where to write PACK.md; standard output if absent / PACK.md を書くフォルダー
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The day to tell old sources by; today if absent / どの日に古いとみるか
    #[arg(long, value_name = "DAY")]
    at: Option<String>,
}

#[derive(Serialize)]
struct Output<'a> {
    pack: &'a str,
    undecided: Vec<&'a str>,
    settled: Vec<&'a str>,
    old_sources: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let today = clock::at(args.at.as_deref(), console)?.date;
    let pack = Pack::read(&args.pack, console)?;
    if pack.has_errors() {
        return Err(Trouble::Errors(vec![pack]));
    }
    let Some(book) = &pack.checked.book else {
        return Ok(FINE);
    };
    let text = docs::markdown(&pack.checked, &pack.name, book, today);
    let mut file = None;
    if let Some(folder) = &args.out {
        let path = folder.join(format!("{}.md", pack.name));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &text))
            .map_err(|error| {
                let shown = path.display().to_string();
                console.wrong(Word::CannotWrite, &[&shown, &reason(&error, console)])
            })?;
        file = Some(path.display().to_string());
    }
    if console.json {
        let old = book
            .sources
            .iter()
            .filter(|it| it.date.is_some_and(|it| docs::is_old(it, today)));
        console.out_json(&Output {
            pack: &pack.name,
            undecided: pack
                .checked
                .undecided
                .iter()
                .map(|it| it.name.as_str())
                .collect(),
            settled: pack
                .checked
                .settled
                .iter()
                .map(|it| it.name.as_str())
                .collect(),
            old_sources: old.map(|it| it.name.as_str()).collect(),
            file,
        });
    } else if let Some(file) = &file {
        console.out_line(&console.word(Word::Written, &[file]));
    } else {
        console.out(&text);
    }
    Ok(FINE)
}
