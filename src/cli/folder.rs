//! The files of a pack, from the disk.
//!
//! Only YAML and CSV files are read, whatever the disk's own order they come
//! out sorted by name. Dotfiles and what Excel leaves behind (`~$…`) are
//! passed over. How much is read has limits, so that a wrong path (`/`) ends
//! with a sentence and not with a full memory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use tsunagu::author::{Files, MAX_FILE_BYTES};
use unicode_normalization::UnicodeNormalization;

use super::console::Console;
use super::snippet::Snippet;
use super::words::Word;

/// Ten times what a pack with a file for each of the 1,741 municipalities has.
const MAX_FILES: usize = 20_000;
const MAX_DEPTH: usize = 8;
const MAX_TOTAL_MIB: usize = 256;

/// Reads packs into one map, under one set of limits.
pub(super) struct Folders<'a> {
    pub files: Files,
    total_bytes: usize,
    console: &'a Console,
}

impl<'a> Folders<'a> {
    pub fn new(console: &'a Console) -> Self {
        Self {
            files: Files::new(),
            total_bytes: 0,
            console,
        }
    }

    /// Adds what is in `folder` as `name/…`.
    pub fn read(&mut self, folder: &Path, name: &str) -> Result<(), Snippet> {
        self.walk(folder, name, 0)
    }

    fn walk(&mut self, folder: &Path, key: &str, depth: usize) -> Result<(), Snippet> {
        if depth > MAX_DEPTH {
            return Err(self.too_much(Word::TooDeep, folder, MAX_DEPTH));
        }
        let entries = fs::read_dir(folder).map_err(|it| unreadable(folder, &it, self.console))?;
        for entry in entries {
            let path = entry
                .map_err(|it| unreadable(folder, &it, self.console))?
                .path();
            let Some(name) = path.file_name().and_then(|it| it.to_str()) else {
                let shown = path.display().to_string();
                return Err(self.console.wrong(Word::NameNotUtf8, &[&shown]));
            };
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            // A Mac writes ガ as two characters; packs write it as one.
            let name: String = name.nfc().collect();
            let key = format!("{key}/{name}");
            // Not `entry.file_type()`: a link to a folder is a folder.
            let kind = fs::metadata(&path).map_err(|it| unreadable(&path, &it, self.console))?;
            if kind.is_dir() {
                self.walk(&path, &key, depth + 1)?;
            } else if kind.is_file() && is_ours(&path) {
                self.add(&path, key, folder)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, key: String, folder: &Path) -> Result<(), Snippet> {
        let bytes =
            read_file(path, MAX_FILE_BYTES).map_err(|it| unreadable(path, &it, self.console))?;
        self.total_bytes += bytes.len();
        self.files.insert(key, bytes);
        if self.files.len() > MAX_FILES {
            return Err(self.too_much(Word::TooManyFiles, folder, MAX_FILES));
        }
        if self.total_bytes > MAX_TOTAL_MIB << 20 {
            return Err(self.too_much(Word::TooManyBytes, folder, MAX_TOTAL_MIB));
        }
        Ok(())
    }

    fn too_much(&self, word: Word, folder: &Path, limit: usize) -> Snippet {
        let shown = folder.display().to_string();
        self.console.wrong(word, &[&shown, &limit.to_string()])
    }
}

fn is_ours(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["yaml", "yml", "csv"]
        .iter()
        .any(|it| extension.eq_ignore_ascii_case(it))
}

/// At most one byte more than `limit`, so that whoever judges the size sees
/// that it is too much.
pub(super) fn read_file(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn unreadable(path: &Path, error: &io::Error, console: &Console) -> Snippet {
    console.wrong(
        Word::CannotRead,
        &[&path.display().to_string(), &reason(error, console)],
    )
}

/// The system's own words are English; the usual ones have ours.
pub(super) fn reason(error: &io::Error, console: &Console) -> String {
    match error.kind() {
        ErrorKind::NotFound => console.word(Word::NotFound, &[]),
        ErrorKind::PermissionDenied => console.word(Word::PermissionDenied, &[]),
        ErrorKind::IsADirectory => console.word(Word::IsADirectory, &[]),
        ErrorKind::AlreadyExists => console.word(Word::AlreadyExists, &[]),
        ErrorKind::NotADirectory => console.word(Word::NotADirectory, &[]),
        _ => error.to_string(),
    }
}
