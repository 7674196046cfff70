//! `tsunagu docs PACK -o DIR`: a pack as documents, one Markdown file and a site.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tsunagu::author::docs;
use tsunagu::book::Book;
use tsunagu::value::Date;

use super::console::Console;
use super::folder::reason;
use super::pack::Pack;
use super::snippet::Snippet;
use super::words::Word;
use super::{FINE, Trouble, clock};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of a pack / 規則集のフォルダー
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// Where to write PACK.md and the site PACK/; without it the Markdown goes to standard output / PACK.md とサイト PACK/ を書くフォルダー
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
    #[serde(flatten)]
    written: Option<Written>,
}

#[derive(Serialize)]
struct Written {
    /// The Markdown.
    file: String,
    /// The first page of the site.
    site: String,
    pages: usize,
    /// Pages of what the pack no longer has.
    removed: usize,
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
    let written = match &args.out {
        Some(folder) => Some(write(folder, &pack, book, today, &text, console)?),
        None => None,
    };
    if console.json {
        console.out_json(&output(&pack, book, today, written));
    } else if let Some(it) = &written {
        console.out_line(&console.word(Word::Written, &[&it.file]));
        let pages = it.pages.to_string();
        console.out_line(&console.word(Word::SiteWritten, &[&it.site, &pages]));
        if it.removed > 0 {
            let removed = it.removed.to_string();
            console.out_line(&console.word(Word::PagesRemoved, &[&removed]));
        }
    } else {
        console.out(&text);
    }
    Ok(FINE)
}

fn output<'a>(pack: &'a Pack, book: &'a Book, today: Date, written: Option<Written>) -> Output<'a> {
    let is_old = |date: Option<Date>| date.is_some_and(|it| docs::is_old(it, today));
    let old = book.sources.iter().filter(|it| is_old(it.date));
    let undecided = pack.checked.undecided.iter();
    let settled = pack.checked.settled.iter();
    Output {
        pack: &pack.name,
        undecided: undecided.map(|it| it.name.as_str()).collect(),
        settled: settled.map(|it| it.name.as_str()).collect(),
        old_sources: old.map(|it| it.name.as_str()).collect(),
        written,
    }
}

/// `PACK.md` and the site in `PACK/`, so that several packs fit into one folder.
fn write(
    folder: &Path,
    pack: &Pack,
    book: &Book,
    today: Date,
    markdown: &str,
    console: &Console,
) -> Result<Written, Snippet> {
    let put = |path: &Path, bytes: &[u8]| {
        fs::write(path, bytes).map_err(|it| cannot_write(path, &it, console))
    };
    let root = folder.join(&pack.name);
    fs::create_dir_all(&root).map_err(|it| cannot_write(&root, &it, console))?;
    let files = docs::site(&pack.checked, book, today);
    // Before anything is written: what is not ours is not replaced.
    for (name, _) in &files {
        let path = root.join(name);
        if path.exists() && !is_ours(&path) {
            return Err(console.wrong(Word::NotOurs, &[&path.display().to_string()]));
        }
    }
    let removed =
        remove_old_pages(&root, &files).map_err(|it| cannot_write(&root, &it, console))?;
    for (name, bytes) in &files {
        put(&root.join(name), bytes)?;
    }
    let file = folder.join(format!("{}.md", pack.name));
    put(&file, markdown.as_bytes())?;
    Ok(Written {
        file: file.display().to_string(),
        site: root.join("index.html").display().to_string(),
        pages: files.iter().filter(|(it, _)| it.ends_with(".html")).count(),
        removed,
    })
}

/// A page of a rule that is gone would go on telling it.
fn remove_old_pages(root: &Path, files: &[(String, Vec<u8>)]) -> io::Result<usize> {
    let mut removed = 0;
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        let is_page = path.extension().is_some_and(|it| it == "html");
        let stays = files.iter().any(|(it, _)| path.ends_with(it));
        if is_page && !stays && is_ours(&path) {
            fs::remove_file(&path)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// How far into a file of ours its mark stands.
const MARK_WITHIN: usize = 200;

fn is_ours(path: &Path) -> bool {
    super::folder::read_file(path, MARK_WITHIN).is_ok_and(|it| {
        let mark = docs::MARK.as_bytes();
        it.windows(mark.len()).any(|it| it == mark)
    })
}

fn cannot_write(path: &Path, error: &io::Error, console: &Console) -> Snippet {
    let shown = path.display().to_string();
    console.wrong(Word::CannotWrite, &[&shown, &reason(error, console)])
}
