//! `bench --peers`: engines of others and ours on one workload, in one go.
//!
//! The harness lies beside the checkout and is not ours: it is copied to
//! `target/peers/`, our adapters join it there, and it runs as its own README says.
//! Our native rows come after (`benches/peers.rs`), and then the ratios.

use std::fs;
use std::path::PathBuf;

use crate::package::{self, copy, dist, entries, write};
use crate::run::{cargo, command, node, read, root, run, target, tsunagu};
use crate::{Result, bare};

fn harness() -> PathBuf {
    root().join("../shared/bench/peers")
}

pub fn bench(flags: &[&str]) -> Result {
    if !harness().join("run.mjs").is_file() {
        println!("not run: the peers' harness is not beside this checkout (../shared/bench/peers)");
        return Ok(());
    }
    package::portal()?;
    bare::build()?;
    bare::assemble()?;
    let here = target().join("peers");
    join_harness(&here)?;
    install(&here)?;
    let mut all = command("sh", "bench.sh");
    run(all.args(flags).current_dir(&here).env("TSUNAGU", tsunagu()))?;
    native(&here)
}

/// A copy of the harness with our adapters in it. What it made before is kept.
fn join_harness(here: &std::path::Path) -> Result {
    for file in entries(&harness())? {
        copy_writable(&file, &here.join(file.file_name().unwrap_or_default()))?;
    }
    let peers = root().join("benches/peers");
    for name in ["ours.mjs", "ours-bare.mjs"] {
        copy(&peers.join(name), &here.join("adapters").join(name))?;
    }
    for name in ["encode.mjs", "pack.mjs", "native.mjs", "rows.mjs"] {
        copy(&peers.join(name), &here.join("tsunagu").join(name))?;
    }
    for name in ["tsunagu.js", "tsunagu.wasm", "tsunagu.css"] {
        copy(&dist().join(name), &here.join("tsunagu").join(name))?;
    }
    for name in ["tsunagu-bare.js", "tsunagu-bare.wasm"] {
        copy(
            &dist().join("bare").join(name),
            &here.join("tsunagu").join(name),
        )?;
    }
    Ok(())
}

/// By content: the harness may be read-only, the copy is not.
fn copy_writable(from: &std::path::Path, to: &std::path::Path) -> Result {
    if from.is_dir() {
        for entry in entries(from)? {
            copy_writable(&entry, &to.join(entry.file_name().unwrap_or_default()))?;
        }
        return Ok(());
    }
    let bytes = fs::read(from).map_err(|it| format!("cannot read {}: {it}", from.display()))?;
    write(to, &bytes)
}

/// Exactly what the harness has locked; where this npm finds the lock wanting (it
/// leaves out packages of other systems), the versions its manifest pins.
fn install(here: &std::path::Path) -> Result {
    if here.join("node_modules/.bin").is_dir() {
        return Ok(());
    }
    println!("installing the peers");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let quiet = "--ignore-scripts --no-audit --no-fund --silent";
    run(command(npm, &format!("ci {quiet}")).current_dir(here))
        .or_else(|_| run(command(npm, &format!("install {quiet}")).current_dir(here)))
}

fn native(here: &std::path::Path) -> Result {
    let folder = here.join(".build/tsunagu");
    let script = here.join("tsunagu/native.mjs");
    run(node(&script).arg(&folder).env("TSUNAGU", tsunagu()))?;
    let rows = read(
        cargo("bench --quiet --locked --bench peers --no-default-features --features bare")
            .env("TSUNAGU_PEERS", &folder),
    )?;
    write(&folder.join("rows.json"), rows.as_bytes())?;
    run(node(here.join("tsunagu/rows.mjs")).arg(here.join(".build")))
}
