//! `tsunagu build PACK… -o DIR`: packs to books.
//!
//! All or nothing: with an error in one pack no book is written, so that a
//! portal never gets a mixture of old and new.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tsunagu::author::Severity;
use tsunagu::book::Book;

use super::console::Console;
use super::findings::Findings;
use super::folder::reason;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folders of packs / 規則集のフォルダー
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,

    /// Where to write the .book files / .book を書くフォルダー
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Built {
    name: String,
    version: String,
    file: String,
    /// The same with the texts of one language, by its tag.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_language: BTreeMap<String, String>,
    bytes: usize,
    hash: String,
}

#[derive(Serialize)]
struct Output {
    books: Vec<Built>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let mut packs = Pack::read_all(&args.packs, console)?;
    packs.iter_mut().for_each(refuse_what_the_page_lacks);
    refuse_same_names(&packs, console)?;
    if packs.iter().any(Pack::has_errors) {
        return Err(Trouble::Errors(packs));
    }
    console.err(&Findings::new(&packs, console).text(console.err_color, console));
    let mut books = Vec::new();
    for pack in &packs {
        for (name, book) in pack.books() {
            books.push(write(name, book, &args.out, console)?);
        }
    }
    if console.json {
        console.out_json(&Output { books });
    } else {
        for it in &books {
            console
                .out_line(&console.word(Word::Built, &[&it.file, &it.bytes.to_string(), &it.hash]));
        }
    }
    Ok(FINE)
}

fn write(name: &str, book: &Book, folder: &Path, console: &Console) -> Result<Built, Trouble> {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(format!("{name}.book"));
        let shown = path.display().to_string();
        match replace(&path, bytes) {
            Ok(()) => Ok(shown),
            Err(error) => {
                Err(console.wrong(Word::CannotWrite, &[&shown, &reason(&error, console)]))
            }
        }
    };
    let bytes = book.to_bytes();
    let file = put(name, &bytes)?;
    // A page that shows one language loads that one, and the others at leisure.
    let mut by_language = BTreeMap::new();
    if book.languages.len() > 1 {
        for (language, tag) in book.languages.iter().enumerate() {
            let file = put(&format!("{name}.{tag}"), &book.to_bytes_in(language))?;
            by_language.insert(tag.clone(), file);
        }
    }
    Ok(Built {
        name: name.to_owned(),
        version: book.version().to_owned(),
        file,
        by_language,
        bytes: bytes.len(),
        hash: book.hash(),
    })
}

/// A warning to others; here it is what the book is for.
fn refuse_what_the_page_lacks(pack: &mut Pack) {
    for it in &mut pack.checked.diagnostics {
        if it.code() == "page-lacks" {
            it.severity = Severity::Error;
        }
    }
}

/// Written beside and moved, so that a server never sends half a book.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("book.part");
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}

fn refuse_same_names(packs: &[Pack], console: &Console) -> Result<(), Trouble> {
    let mut names = BTreeSet::new();
    let mut books = packs.iter().flat_map(Pack::books);
    match books.find(|(name, _)| !names.insert(*name)) {
        None => Ok(()),
        Some((name, _)) => Err(console
            .wrong(Word::SameName, &[name])
            .help(console.word(Word::SameNameHelp, &[]))
            .into()),
    }
}
