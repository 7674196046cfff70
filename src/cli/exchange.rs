//! What `new`, `export` and `import` share: remarks shown, files written.

use std::fs;
use std::path::Path;

use serde::Serialize;
use tsunagu::author::exchange::Remark;
use tsunagu::author::{Files, Severity};

use super::console::Console;
use super::folder::reason;
use super::snippet::Snippet;
use super::words::Word;
use super::{FINE, HAS_ERRORS};

/// A remark as JSON.
#[derive(Serialize)]
pub(super) struct Told {
    code: &'static str,
    severity: &'static str,
    /// In the format's way of naming places.
    at: String,
    message: String,
    help: Option<String>,
}

pub(super) fn told(remarks: &[Remark], console: &Console) -> Vec<Told> {
    let one = |it: &Remark| Told {
        code: it.code(),
        severity: it.severity().name(),
        at: it.at.clone(),
        message: it.message(console.lang),
        help: it.help(console.lang),
    };
    remarks.iter().map(one).collect()
}

/// On standard error, so that what is exported can go on through a pipe.
pub(super) fn show(remarks: &[Remark], console: &Console) {
    for it in remarks {
        let message = it.message(console.lang);
        let is_said = message.contains(&format!("`{}`", it.at));
        let message = if it.at.is_empty() || is_said {
            message
        } else {
            [&it.at, ": ", &message].concat()
        };
        let mut snippet = Snippet::new(it.severity(), message).code(it.code());
        if let Some(help) = it.help(console.lang) {
            snippet = snippet.help(help);
        }
        console.err_line(&(snippet.render(console.err_color, console) + "\n"));
    }
}

pub(super) fn exit_code(remarks: &[Remark]) -> u8 {
    let is_error = |it: &Remark| it.severity() == Severity::Error;
    if remarks.iter().any(is_error) {
        HAS_ERRORS
    } else {
        FINE
    }
}

pub(super) fn write(path: &Path, bytes: &[u8], console: &Console) -> Result<String, Snippet> {
    let shown = path.display().to_string();
    let above = path.parent().map_or(Ok(()), fs::create_dir_all);
    above
        .and_then(|()| fs::write(path, bytes))
        .map_err(|it| console.wrong(Word::CannotWrite, &[&shown, &reason(&it, console)]))?;
    Ok(shown)
}

/// Files of a folder that is not there yet; nothing is ever replaced.
pub(super) fn write_new(
    folder: &Path,
    files: &Files,
    pack: &str,
    console: &Console,
) -> Result<Vec<String>, Snippet> {
    if folder.exists() {
        let shown = folder.display().to_string();
        return Err(console
            .wrong(Word::FolderExists, &[&shown])
            .help(console.word(Word::FolderExistsHelp, &[])));
    }
    let below = |path: &str| folder.join(&path[pack.len() + 1..]);
    files
        .iter()
        .map(|(path, bytes)| write(&below(path), bytes, console))
        .collect()
}

/// The name of the folder a new pack goes to, if packs may be called so.
pub(super) fn new_name<'p>(folder: &'p Path, console: &Console) -> Result<&'p str, Snippet> {
    let name = folder.file_name().and_then(|it| it.to_str()).unwrap_or("");
    if tsunagu::author::exchange::template::is_name(name) {
        Ok(name)
    } else {
        Err(console
            .wrong(Word::BadPackName, &[name])
            .help(console.word(Word::BadPackNameHelp, &[])))
    }
}
