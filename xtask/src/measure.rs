//! `cargo xtask measure`: how exact the sets are and how much is asked.
//!
//! `tests/measure.rs` counts, in its full size and as a release build; each of
//! its tests leaves a section in `target/measure/`. Here they are put together
//! in `target/measure.md`, under the commit they were measured at.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::package::entries;
use crate::run::{cargo, command, read, root, run};

pub fn all() -> Result {
    let folder = root().join("target/measure");
    // A section of an earlier run must not pass for one of this.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    }
    let measured =
        run(cargo("test --quiet --locked --release --test measure").env("MEASURE", "full"));
    let text = document(&entries(&folder)?)?;
    let path = root().join("target/measure.md");
    fs::write(&path, &text).map_err(|it| format!("{}: {it}", path.display()))?;
    println!("{text}");
    measured
}

fn document(sections: &[PathBuf]) -> Result<String> {
    let mut text = format!("# Measured {}\n", commit());
    for section in sections {
        let section =
            fs::read_to_string(section).map_err(|it| format!("{}: {it}", section.display()))?;
        text += &format!("\n{section}");
    }
    Ok(text)
}

/// What was measured: a commit and its day, and whether files differ from it.
fn commit() -> String {
    let Ok(commit) = read(&mut command("git", "log -1 --format=%h,%cs")) else {
        return "outside of git".to_string();
    };
    let changed = read(&mut command("git", "status --porcelain")).is_ok_and(|it| !it.is_empty());
    let changed = if changed { ", with changes" } else { "" };
    format!("at commit {}{changed}", commit.replace(',', " of "))
}
