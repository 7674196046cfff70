//! What takes hours and is therefore not among the tests. What each found, when
//! and at which commit, stands in `fuzz/README.md`, `tests/mutants.md` and
//! `tests/README.md`.

use std::fs;

use crate::Result;
use crate::run::{cargo, command, root, run, works};

/// In `fuzz/fuzz_targets/`.
const TARGETS: [&str; 6] = ["book", "yaml", "csv", "feel", "answers", "session"];

/// Most that an input may take of memory (MB), time (s) and bytes.
const BOUNDS: [&str; 3] = ["-rss_limit_mb=1024", "-timeout=10", "-max_len=4096"];

const NEEDS_FUZZ: &str = "cargo install cargo-fuzz --locked --version 0.13.2";
const NEEDS_MUTANTS: &str = "cargo install cargo-mutants --locked --version 27.1.0";
const NEEDS_NEXTEST: &str = "cargo install cargo-nextest --locked";
const NEEDS_MIRI: &str = "rustup toolchain install nightly --component miri,rust-src";

/// Sessions on random walks, so many steps, optimized.
pub fn walks(steps: &str) -> Result {
    run(cargo("test --locked --release --test walks -- --nocapture").env("WALKS", steps))
}

/// Each target for so many seconds. What is new goes into `fuzz/found/`, which is
/// not kept; the corpus that is kept in git is only read.
pub fn fuzz(seconds: &str) -> Result {
    needs("cargo fuzz --version", NEEDS_FUZZ)?;
    for target in TARGETS {
        let found = root().join("fuzz/found").join(target);
        fs::create_dir_all(&found).map_err(|it| format!("{}: {it}", found.display()))?;
        // Without a sanitizer: there is no unsafe code of ours, and it runs on the
        // stable toolchain.
        let args = format!("fuzz run --sanitizer none {target}");
        let mut fuzz = cargo(&args);
        fuzz.args([
            format!("fuzz/found/{target}"),
            format!("fuzz/corpus/{target}"),
        ]);
        fuzz.arg("--").args(BOUNDS);
        fuzz.args([
            &format!("-max_total_time={seconds}"),
            "-print_final_stats=1",
        ]);
        run(&mut fuzz)?;
    }
    Ok(())
}

/// One part of so many of the mutants of `run` and `author::check`
/// (`.cargo/mutants.toml`), two at a time; a part is a sample of all, `more` its own arguments (`--file GLOB`).
pub fn mutants(part: &str, more: &[&str]) -> Result {
    needs("cargo mutants --version", NEEDS_MUTANTS)?;
    needs("cargo nextest --version", NEEDS_NEXTEST)?;
    // Tested before they come here: without the tests as they are.
    let args = format!(
        "mutants --shard {part} --sharding round-robin --jobs 2 --baseline skip --timeout 120 --output target"
    );
    let mut mutants = cargo(&args);
    mutants.args(more);
    mutants.envs([("CARGO_PROFILE_DEV_DEBUG", "none"), ("LAWS_SHRINK", "0")]);
    // It changes copies, which lie elsewhere.
    run(mutants.env("FEEL_VECTORS", root().join("../shared/feel")))
}

/// Undefined behaviour in `value` and `book`, and in what they call.
pub fn miri() -> Result {
    needs("cargo +nightly miri --version", NEEDS_MIRI)?;
    // Books as bytes and back, whole and broken; decimals beside whole numbers.
    let args = "+nightly miri test --locked --no-default-features --features author";
    let mut miri = command("cargo", args);
    miri.args(["--test", "bytes", "--", "--nocapture"]);
    // The tests read files of ours; clock and chance are not asked for.
    run(miri.env(
        "MIRIFLAGS",
        "-Zmiri-disable-isolation -Zmiri-strict-provenance",
    ))
}

fn needs(probe: &str, install: &str) -> Result {
    if works(&mut command("cargo", probe.trim_start_matches("cargo "))) {
        return Ok(());
    }
    Err(format!("`{probe}` does not run here; `{install}`"))
}
