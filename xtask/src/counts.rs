//! `counts`: instructions instead of seconds. A busy machine changes nothing in
//! them, so a change of two in a hundred is a change of ours.
//!
//! Each step is run a few times and many times under valgrind; the difference is
//! the steps alone. `benches/counts.txt` holds what was counted when it was last
//! blessed; the compiler is pinned, so other machines count the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::package::{self, write};
use crate::run::{cargo, command, find, read, root, target};

/// A step, and how often it is run at first and then.
const STEPS: [(&str, u64, u64); 6] = [
    ("load", 2, 12),
    ("start", 1, 3),
    ("answer", 40, 440),
    ("results", 2, 22),
    ("page", 2, 42),
    ("end", 1, 3),
];
/// So much more or less, in a thousand, is no change.
const LIMIT: u64 = 20;

pub fn all(bless: bool) -> Result {
    if find(&["valgrind"]).is_none() {
        println!("not run: valgrind is not on the PATH (Debian: `apt install valgrind`)");
        return Ok(());
    }
    package::books()?;
    let program = program()?;
    let mut counted = BTreeMap::new();
    for (step, few, many) in STEPS {
        let difference = instructions(&program, step, many)? - instructions(&program, step, few)?;
        counted.insert(step.to_string(), difference / (many - few));
    }
    let file = root().join("benches/counts.txt");
    if bless {
        let lines = STEPS.map(|(step, ..)| format!("{step} {}\n", counted[step]));
        return write(&file, lines.concat().as_bytes());
    }
    compare(&counted, &fs::read_to_string(&file).unwrap_or_default())
}

fn compare(counted: &BTreeMap<String, u64>, blessed: &str) -> Result {
    let mut changed = Vec::new();
    println!("{:<8} {:>12} {:>12}", "", "instructions", "blessed");
    for (step, ..) in STEPS {
        let now = counted[step];
        let then = blessed
            .lines()
            .find_map(|it| it.strip_prefix(step)?.trim().parse().ok());
        let then: u64 = then.ok_or_else(|| format!("benches/counts.txt has no `{step}`"))?;
        println!("{step:<8} {now:>12} {then:>12}");
        if now.abs_diff(then) * 1000 > then * LIMIT {
            changed.push(step);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "more than 2 % from what was blessed: {}; if that is meant, type `cargo xtask counts --bless`",
        changed.join(", ")
    ))
}

/// Builds the program that is counted; where it is.
fn program() -> Result<PathBuf> {
    let build = "bench --quiet --locked --bench counts --no-default-features --no-run --message-format=json";
    let messages = read(&mut cargo(build))?;
    let mut found = messages.lines().filter_map(|line| {
        let (_, rest) = line.split_once("\"executable\":\"")?;
        let (path, _) = rest.split_once('"')?;
        Some(PathBuf::from(path))
    });
    found
        .next_back()
        .ok_or_else(|| "cargo built no `counts`".to_string())
}

fn instructions(program: &PathBuf, step: &str, times: u64) -> Result<u64> {
    let mut valgrind = command("valgrind", "--tool=cachegrind --cache-sim=no");
    valgrind
        .args(["--cachegrind-out-file=/dev/null", "--log-fd=1"])
        .arg(program)
        .arg(step)
        .arg(target().join("books/kanagawa.book"))
        .arg(times.to_string());
    let said = read(&mut valgrind)?;
    let refs = said.lines().find_map(|it| {
        it.split_once("refs:")?
            .1
            .trim()
            .replace(',', "")
            .parse()
            .ok()
    });
    refs.ok_or_else(|| format!("valgrind said nothing of instructions:\n{said}"))
}
