//! `tsunagu build PACK… -o DIR`: packs to books.
//!
//! All or nothing: with an error in one pack no book is written, so that a
//! portal never gets a mixture of old and new.
//!
//! With `--sign KEY` each file of a book carries a signature, and `books.json`
//! beside them says of each what it is and whose key opens it.

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
use super::sign::Signer;
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

    /// Sign the books: an Ed25519 key, PKCS#8 PEM / 署名する鍵（Ed25519、PKCS#8 の PEM）
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
}

/// What can be known of a book without running it.
#[derive(Serialize)]
struct Built {
    name: String,
    version: String,
    /// The pack's period, both days included; no day is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    file: String,
    /// The same with the texts of one language, by its tag.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_language: BTreeMap<String, String>,
    bytes: usize,
    hash: String,
}

#[derive(Serialize)]
struct Output {
    /// The public key that opens them, where they are signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    books: Vec<Built>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let signer = args.sign.as_deref().map(|it| Signer::read(it, console));
    let signer = signer.transpose()?;
    let mut packs = Pack::read_all(&args.packs, console)?;
    packs.iter_mut().for_each(refuse_what_the_page_lacks);
    refuse_same_names(&packs, console)?;
    if packs.iter().any(Pack::has_errors) {
        return Err(Trouble::Errors(packs));
    }
    console.err(&Findings::new(&packs, console).text(console.err_color, console));
    let out = Out {
        folder: &args.out,
        console,
        signer: signer.as_ref(),
    };
    let mut books = Vec::new();
    for (name, book) in packs.iter().flat_map(Pack::books) {
        books.push(out.book(name, book)?);
    }
    let key = signer.as_ref().map(Signer::public);
    let mut output = Output { key, books };
    if output.key.is_some() {
        out.put("books.json", listed(&output).as_bytes())?;
    }
    output.books.iter_mut().for_each(|it| it.lies_in(&args.out));
    if console.json {
        console.out_json(&output);
        return Ok(FINE);
    }
    for it in &output.books {
        console.out_line(&console.word(Word::Built, &[&it.file, &it.bytes.to_string(), &it.hash]));
    }
    if let Some(key) = &output.key {
        console.out_line(&console.word(Word::Signed, &[key]));
    }
    Ok(FINE)
}

impl Built {
    /// With the paths of its files, where there were names.
    fn lies_in(&mut self, folder: &Path) {
        for file in self.by_language.values_mut().chain([&mut self.file]) {
            *file = folder.join(&file).display().to_string();
        }
    }
}

/// As text that is read line by line where books are kept under version control.
fn listed(output: &Output) -> String {
    let text = serde_json::to_string_pretty(output).expect("texts and numbers are JSON");
    text + "\n"
}

/// Where the books go, and what is put under them.
struct Out<'a> {
    folder: &'a Path,
    console: &'a Console,
    signer: Option<&'a Signer>,
}

impl Out<'_> {
    fn book(&self, name: &str, book: &Book) -> Result<Built, Trouble> {
        let bytes = self.bytes(book, None);
        let file = format!("{name}.book");
        self.put(&file, &bytes)?;
        // A page that shows one language loads that one, and the others at leisure.
        let mut by_language = BTreeMap::new();
        if book.languages.len() > 1 {
            for (language, tag) in book.languages.iter().enumerate() {
                let file = format!("{name}.{tag}.book");
                self.put(&file, &self.bytes(book, Some(language)))?;
                by_language.insert(tag.clone(), file);
            }
        }
        Ok(Built {
            name: name.to_owned(),
            version: book.version().to_owned(),
            from: book.period.from.map(|it| it.to_string()),
            until: book.period.until.map(|it| it.to_string()),
            file,
            by_language,
            bytes: bytes.len(),
            hash: book.hash(),
        })
    }

    fn bytes(&self, book: &Book, language: Option<usize>) -> Vec<u8> {
        match (self.signer, language) {
            (Some(signer), _) => book.to_bytes_signed(language, |it| signer.sign(it)),
            (None, Some(language)) => book.to_bytes_in(language),
            (None, None) => book.to_bytes(),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        let path = self.folder.join(name);
        replace(&path, bytes).map_err(|error| {
            let shown = path.display().to_string();
            let reason = reason(&error, self.console);
            let wrong = self.console.wrong(Word::CannotWrite, &[&shown, &reason]);
            Trouble::from(wrong)
        })
    }
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
    let beside = path.with_added_extension("part");
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
