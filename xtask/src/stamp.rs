//! Remembers what an output was made from, so that nothing is made twice.
//!
//! By content, not by time: switching branches back and forth costs nothing,
//! and a file written again with the same bytes is not a change. We ourselves
//! are an input too: a new recipe makes everything again.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::Result;
use crate::run::target;

/// Runs `make` unless `outputs` exist and come from these `inputs`.
/// An input may be a folder: all files in it count.
pub fn unless_fresh(
    name: &str,
    inputs: &[PathBuf],
    outputs: &[PathBuf],
    make: impl FnOnce() -> Result,
) -> Result {
    let file = target().join("stamps").join(name);
    let now = format!("{:016x}", hash(inputs)?);
    let made = outputs.iter().all(|it| it.exists());
    if made && fs::read_to_string(&file).is_ok_and(|it| it == now) {
        return Ok(());
    }
    // Gone first: a recipe that fails half-way must not look fresh.
    let _ = fs::remove_file(&file);
    make()?;
    crate::package::write(&file, now.as_bytes())
}

/// Of the content of these files and folders, and of ourselves.
pub fn hash(inputs: &[PathBuf]) -> Result<u64> {
    let mut files = BTreeSet::new();
    for input in inputs {
        files_under(input, &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for file in &files {
        file.hash(&mut hasher);
        read(file)?.hash(&mut hasher);
    }
    // The size and time of our own program stand for its content: it is
    // large, and cargo rewrites it only when it changed.
    let us = std::env::current_exe().and_then(fs::metadata);
    let us = us.map_err(|it| format!("cannot look at xtask itself: {it}"))?;
    (us.len(), us.modified().ok()).hash(&mut hasher);
    Ok(hasher.finish())
}

fn files_under(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result {
    if path.is_file() {
        files.insert(path.to_path_buf());
        return Ok(());
    }
    let entries =
        fs::read_dir(path).map_err(|it| format!("cannot read {}: {it}", path.display()))?;
    for entry in entries {
        let entry = entry.map_err(|it| format!("cannot read {}: {it}", path.display()))?;
        files_under(&entry.path(), files)?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|it| format!("cannot read {}: {it}", file.display()))
}
