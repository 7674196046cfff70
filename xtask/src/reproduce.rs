//! `cargo xtask reproduce`: two clean clones of what is committed, in folders of
//! different names and depths, with target folders elsewhere; every file of
//! `dist/` must come out the same, byte for byte.
//!
//! Takes two full builds, so it is not among the tests. What they can see within
//! seconds, that nothing in `dist/` names this machine, [`names_nobody`] looks at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::package::{dist, entries};
use crate::run::{command, root, run, target};

pub fn all() -> Result {
    let place = target().join("reproduce");
    let _ = fs::remove_dir_all(&place);
    // A path in a file would have another length in each. Both cloned first: while
    // one is built, somebody may commit.
    let places = [place.join("one"), place.join("deeper/in/another")];
    for to in &places {
        run(command("git", "clone --quiet --no-hardlinks")
            .arg(root())
            .arg(to))?;
    }
    let [one, other] = places.map(|it| build(&it).and_then(|()| sums(&it.join("dist"))));
    let (one, other) = (one?, other?);
    let names = one.keys().chain(other.keys());
    let differ: Vec<_> = names.filter(|it| one.get(*it) != other.get(*it)).collect();
    if !differ.is_empty() {
        return Err(format!("two builds differ in {differ:?}"));
    }
    let bytes: usize = one.values().map(Vec::len).sum();
    println!(
        "two clean builds: {} files, {bytes} bytes, the same in both",
        one.len()
    );
    Ok(())
}

fn build(clone: &Path) -> Result {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = command(cargo, "xtask build");
    // Cargo tells its children where it is; these are children of another.
    for (name, _) in std::env::vars_os() {
        let is_cargos = name.to_string_lossy().starts_with("CARGO_");
        if is_cargos && name != "CARGO_HOME" && name != "CARGO_BUILD_JOBS" {
            build.env_remove(name);
        }
    }
    let target = clone.with_extension("target");
    run(build.current_dir(clone).env("CARGO_TARGET_DIR", target))
}

fn sums(dist: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = Vec::new();
    under(dist, &mut files)?;
    let read = |file: PathBuf| {
        let bytes =
            fs::read(&file).map_err(|it| format!("cannot read {}: {it}", file.display()))?;
        Ok((
            file.strip_prefix(dist).unwrap_or(&file).to_path_buf(),
            bytes,
        ))
    };
    files.into_iter().map(read).collect()
}

fn under(folder: &Path, files: &mut Vec<PathBuf>) -> Result {
    for entry in entries(folder)? {
        if entry.is_dir() {
            under(&entry, files)?;
        } else {
            files.push(entry);
        }
    }
    Ok(())
}

/// Nothing in `dist/` says where it was built: neither the checkout, nor cargo's
/// and rustup's folders, nor who is at home there.
pub fn names_nobody() -> Result {
    let homes = ["CARGO_HOME", "RUSTUP_HOME", "CARGO_TARGET_DIR"];
    let homes = homes
        .into_iter()
        .filter_map(std::env::var_os)
        .map(PathBuf::from);
    let home = std::env::home_dir().into_iter();
    let home = home.flat_map(|it| [it.join(".cargo"), it.join(".rustup"), it]);
    let mut places: Vec<PathBuf> = [root(), target()]
        .into_iter()
        .chain(homes)
        .chain(home)
        .collect();
    // Of root's home and the like a page may well speak.
    places.retain(|it| it.is_absolute() && it.components().count() > 2);
    for (file, bytes) in sums(&dist())? {
        for place in &places {
            let name = place.to_string_lossy();
            if bytes.windows(name.len()).any(|it| it == name.as_bytes()) {
                return Err(format!("{} names `{name}`", file.display()));
            }
        }
    }
    Ok(())
}
