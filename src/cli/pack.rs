//! A pack or a book, from a path on the command line.
//!
//! A pack is a folder with a `pack.yaml`; what it imports is looked for in
//! the folders beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use tsunagu::author::{self, Checked, Files, Severity};
use tsunagu::book::{Book, FORMAT, LoadError, MAX_BYTES};

use super::Trouble;
use super::console::Console;
use super::folder::{Folders, read_file, reason, unreadable};
use super::snippet::Snippet;
use super::words::Word;

/// A pack and what it imports, and what that imports.
const MAX_PACKS: usize = 64;

pub(super) struct Pack {
    pub name: String,
    /// The folder the pack's folder is in, as the person would write it.
    beside: PathBuf,
    pub checked: Checked,
    /// Its own and those of what it imports.
    pub files: Files,
}

impl Pack {
    /// Reads and checks one pack. What is wrong with it is inside.
    pub fn read(path: &Path, console: &Console) -> Result<Self, Snippet> {
        let (beside, name) = locate(path, console)?;
        let mut folders = Folders::new(console);
        folders.read(&beside.join(&name), &name)?;
        read_imports(&mut folders, &beside)?;
        let checked = author::check(&folders.files, &name);
        Ok(Self {
            name,
            beside,
            checked,
            files: folders.files,
        })
    }

    /// The pack with the files of all packs in the same folder, and their names.
    pub fn with_neighbours(
        path: &Path,
        console: &Console,
    ) -> Result<(Self, BTreeSet<String>), Snippet> {
        let (beside, name) = locate(path, console)?;
        let mut folders = Folders::new(console);
        folders.read(&beside.join(&name), &name)?;
        let listed = if beside.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &beside
        };
        let entries = fs::read_dir(listed).map_err(|it| unreadable(listed, &it, console))?;
        let mut names = BTreeSet::from([name.clone()]);
        for entry in entries.flatten() {
            let is_pack = entry.path().join("pack.yaml").is_file();
            if let (true, Ok(other)) = (is_pack, entry.file_name().into_string())
                && names.insert(other.clone())
            {
                folders.read(&beside.join(&other), &other)?;
            }
        }
        let checked = author::check(&folders.files, &name);
        let files = folders.files;
        Ok((
            Self {
                name,
                beside,
                checked,
                files,
            },
            names,
        ))
    }

    /// Goes on with another of the packs that were read.
    pub fn look_at(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.checked = author::check(&self.files, name);
    }

    /// A file's path as the person can open it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.beside.join(path)
    }

    /// Written beside and moved, so that a file is never half there.
    pub fn write(&self, path: &str, bytes: &[u8], console: &Console) -> Result<(), Snippet> {
        let path = self.path(path);
        let mut beside = path.clone().into_os_string();
        beside.push(".part");
        let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        written.map_err(|it| {
            let shown = path.display().to_string();
            console.wrong(Word::CannotWrite, &[&shown, &reason(&it, console)])
        })
    }

    /// All of them, each checked; duplicates stay.
    pub fn read_all(paths: &[PathBuf], console: &Console) -> Result<Vec<Self>, Snippet> {
        paths.iter().map(|it| Self::read(it, console)).collect()
    }

    /// The books to build, by name: those the pack names, else one of all of it.
    pub fn books(&self) -> impl Iterator<Item = (&str, &Book)> {
        let parts = self
            .checked
            .parts
            .iter()
            .map(|(name, it)| (name.as_str(), it));
        let whole = self.checked.parts.is_empty().then_some(());
        let whole = whole.and(self.checked.book.as_ref());
        parts.chain(whole.map(|it| (self.name.as_str(), it)))
    }

    /// Whether a file is the pack's and not one it imports.
    pub fn owns(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.name.as_str());
        rest.is_some_and(|it| it.starts_with('/'))
    }

    pub fn has_errors(&self) -> bool {
        let mut found = self.checked.diagnostics.iter();
        self.checked.book.is_none() || found.any(|it| it.severity == Severity::Error)
    }

    /// A source file's path as the person can open it.
    pub fn path_of(&self, file: usize) -> String {
        let path = self
            .checked
            .sources
            .get(file)
            .map_or("", |it| it.path.as_str());
        self.beside.join(path).display().to_string()
    }
}

/// The book to run: a `.book` as it is, or a pack compiled now.
pub(super) fn book(path: &Path, console: &Console) -> Result<Arc<Book>, Trouble> {
    let is_book = path.extension().is_some_and(|it| it == "book");
    if path.is_file() || is_book && !path.is_dir() {
        return Ok(read_book(path, console)?);
    }
    let mut pack = Pack::read(path, console)?;
    match pack.checked.book.take() {
        Some(book) => Ok(Arc::new(book)),
        None => Err(Trouble::Errors(vec![pack])),
    }
}

fn read_book(path: &Path, console: &Console) -> Result<Arc<Book>, Snippet> {
    let bytes = read_file(path, MAX_BYTES).map_err(|it| unreadable(path, &it, console))?;
    match Book::from_bytes(&bytes) {
        Ok(book) => Ok(Arc::new(book)),
        Err(error) => Err(refused(path, error, console)),
    }
}

fn refused(path: &Path, error: LoadError, console: &Console) -> Snippet {
    let shown = path.display().to_string();
    let message = match error {
        LoadError::NotABook => console.word(Word::BookForeign, &[&shown]),
        LoadError::OtherFormat(found) => console.word(
            Word::BookFormat,
            &[&shown, &found.to_string(), &FORMAT.to_string()],
        ),
        LoadError::Damaged => console.word(Word::BookDamaged, &[&shown]),
        LoadError::Inconsistent => console.word(Word::BookInconsistent, &[&shown]),
        LoadError::TooLarge => console.word(
            Word::BookTooLarge,
            &[&shown, &(MAX_BYTES >> 20).to_string()],
        ),
    };
    Snippet::error(message)
        .code(error.code())
        .help(console.word(Word::NotABookHelp, &[]))
}

/// The folder above and the pack's name. `.` has a name too.
fn locate(path: &Path, console: &Console) -> Result<(PathBuf, String), Snippet> {
    let shown = path.display().to_string();
    let Ok(kind) = fs::metadata(path) else {
        return Err(console
            .wrong(Word::NoSuchFolder, &[&shown])
            .help(console.word(Word::NoSuchFolderHelp, &[])));
    };
    if !kind.is_dir() {
        return Err(console
            .wrong(Word::NotAFolder, &[&shown])
            .help(console.word(Word::NoSuchFolderHelp, &[])));
    }
    // Without `./`, so that the same file has the same path however typed.
    let clean: PathBuf = path
        .components()
        .filter(|it| *it != Component::CurDir)
        .collect();
    if !path.join("pack.yaml").is_file() {
        return Err(console
            .wrong(Word::NoPackYaml, &[&shown])
            .help(where_instead(&clean, console)));
    }
    let ends_in_a_name = matches!(clean.components().next_back(), Some(Component::Normal(_)));
    let (beside, name) = if ends_in_a_name {
        (
            clean.parent().map(Path::to_owned),
            clean.file_name().map(ToOwned::to_owned),
        )
    } else {
        let whole = fs::canonicalize(path).map_err(|it| unreadable(path, &it, console))?;
        (
            Some(clean.join("..")),
            whole.file_name().map(ToOwned::to_owned),
        )
    };
    match (beside, name.and_then(|it| it.into_string().ok())) {
        (Some(beside), Some(name)) => Ok((beside, name)),
        _ => Err(console.wrong(Word::NameNotUtf8, &[&shown])),
    }
}

/// `rules` typed for `rules/kanagawa`, or a file of the pack for the pack.
fn where_instead(path: &Path, console: &Console) -> String {
    let listed = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    let entries = fs::read_dir(listed).into_iter().flatten().flatten();
    let mut inside: Vec<PathBuf> = entries
        .map(|it| path.join(it.file_name()))
        .filter(|it| it.join("pack.yaml").is_file())
        .collect();
    inside.sort();
    let above = path
        .ancestors()
        .skip(1)
        .find(|it| it.join("pack.yaml").is_file());
    match inside.first().map(PathBuf::as_path).or(above) {
        Some(found) => console.word(Word::DidYouMean, &[&found.display().to_string()]),
        None => console.word(Word::NoPackYamlHelp, &[]),
    }
}

/// Reads siblings until no name is missing that we could find. What is not
/// found is `author`'s to report, with the line that asks for it.
fn read_imports(folders: &mut Folders, beside: &Path) -> Result<(), Snippet> {
    for _ in 0..MAX_PACKS {
        let wanted = author::wanted(&folders.files);
        let found: Vec<_> = wanted
            .into_iter()
            .filter(|it| is_plain_name(it) && beside.join(it).join("pack.yaml").is_file())
            .collect();
        if found.is_empty() {
            break;
        }
        for name in found {
            folders.read(&beside.join(&name), &name)?;
        }
    }
    Ok(())
}

/// An import is a folder beside the pack and nothing else: no `..`, no `/etc`.
fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
}
