//! `cargo xtask audit`: what we depend on, looked at without a network.
//!
//! Every dependency is named by one exact version and has the sum its registry
//! gave; licences are allowed (`deny.toml`); code that runs while the page is
//! built is on a list that a person read. Where a clone of an advisory database
//! (RustSec's format) lies on this machine, `ADVISORY_DB` names it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::package::{entries, json, toml};
use crate::parts::{self, Locked, Manifests};
use crate::policy::Policy;
use crate::run::{root, say};
use crate::{Result, package};

/// What may run on the machine that builds the family's page: build scripts and
/// macros of its tree, each read once. The others of the workspace are not listed:
/// they make no page.
const RUNS_WHILE_BUILDING: [&str; 9] = [
    // Build scripts that ask for the compiler's version and say what it can do.
    "proc-macro2",
    "quote",
    "rustversion",
    "serde",
    "serde_core",
    "wasm-bindgen",
    // Puts the commit of the folder it lies in, and a hash of two of its own
    // files, into what the macro and the generator tell each other.
    "wasm-bindgen-shared",
    // Macros: code from attributes.
    "serde_derive",
    "wasm-bindgen-macro",
];

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

pub fn all() -> Result {
    let locked = parts::locked()?;
    let mut wrong = Vec::new();
    manifests(&mut wrong)?;
    sums(&locked, &mut wrong);
    npm(&mut wrong)?;
    page(&mut wrong)?;
    licences(&mut wrong)?;
    twice(&locked);
    match std::env::var_os("ADVISORY_DB") {
        Some(folder) => advisories(Path::new(&folder), &locked, &mut wrong)?,
        None => say("   advisories: not looked at (ADVISORY_DB names no folder)"),
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("dependencies:\n  {}", wrong.join("\n  ")))
}

/// `=1.2.3` or one of the workspace's, in every manifest of ours.
fn manifests(wrong: &mut Vec<String>) -> Result {
    for file in [
        "Cargo.toml",
        "xtask/Cargo.toml",
        "xtask/wasm-test-runner/Cargo.toml",
    ] {
        let manifest = toml(&root().join(file))?;
        pinned(&toml::Value::Table(manifest), file, wrong);
    }
    Ok(())
}

fn pinned(value: &toml::Value, place: &str, wrong: &mut Vec<String>) {
    for (key, value) in value.as_table().into_iter().flatten() {
        if !key.ends_with("dependencies") {
            pinned(value, place, wrong);
            continue;
        }
        for (name, it) in value.as_table().into_iter().flatten() {
            let version = it.as_str().or_else(|| it.get("version")?.as_str());
            let is_ours = it.get("path").is_some() || it.get("workspace").is_some();
            let is_exact = version.is_some_and(|it| it.starts_with('='));
            let is_elsewhere = it.get("git").is_some() || it.get("registry").is_some();
            if is_elsewhere || !(is_exact || is_ours && version.is_none()) {
                wrong.push(format!("{place}: {name} is not pinned to one version"));
            }
        }
    }
}

fn sums(locked: &[Locked], wrong: &mut Vec<String>) {
    for it in locked {
        let Some(source) = &it.source else {
            // Of the workspace.
            continue;
        };
        if source != CRATES_IO || it.checksum.as_ref().is_none_or(|it| it.len() != 64) {
            wrong.push(format!(
                "Cargo.lock: {} {} is not of crates.io with its sum",
                it.name, it.version
            ));
        }
    }
    say(&format!("   crates: {} in Cargo.lock", locked.len()));
}

fn npm(wrong: &mut Vec<String>) -> Result {
    let lock = json(&root().join("package-lock.json"))?;
    let asked = json(&root().join("package.json"))?;
    for (name, version) in members(&asked["devDependencies"]) {
        let version = version.as_str().unwrap_or_default();
        if semver::Version::parse(version).is_err() {
            wrong.push(format!("package.json: {name} is not pinned to one version"));
        }
    }
    let mut n_packages = 0;
    for (path, it) in members(&lock["packages"]).filter(|(path, _)| !path.is_empty()) {
        n_packages += 1;
        let has_sum = it["integrity"]
            .as_str()
            .is_some_and(|it| it.starts_with("sha512-"));
        let is_npm = it["resolved"].as_str().is_none_or(|it| it.starts_with(NPM));
        if !has_sum || !is_npm || it["link"] == true {
            wrong.push(format!(
                "package-lock.json: {path} is not of npm with its sum"
            ));
        }
    }
    say(&format!("   npm: {n_packages} in package-lock.json"));
    Ok(())
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The family's page: what runs while it is built, and that no crate goes in twice.
fn page(wrong: &mut Vec<String>) -> Result {
    let known = Manifests::read("web")?;
    let tree = parts::building("web")?;
    let mut running = BTreeSet::new();
    for (name, version) in &tree {
        let targets = known.find(name, version)?["targets"].as_array();
        let mut kinds = targets
            .into_iter()
            .flatten()
            .flat_map(|it| it["kind"].as_array().into_iter().flatten());
        if kinds.any(|it| it == "custom-build" || it == "proc-macro") {
            running.insert(name.as_str());
        }
    }
    // Both ways: a name that runs no more would let its successor in unread.
    let listed = BTreeSet::from(RUNS_WHILE_BUILDING);
    let differ = listed.symmetric_difference(&running);
    wrong.extend(differ.map(|it| {
        format!("{it}: see RUNS_WHILE_BUILDING in xtask/src/audit.rs: it must list what runs")
    }));
    let shipped = parts::crates("web")?;
    let names: BTreeSet<_> = shipped.iter().map(|it| &it.name).collect();
    if names.len() != shipped.len() {
        wrong.push("a crate is in the page in two versions".to_owned());
    }
    say(&format!(
        "   the page: {} crates in it, {} to build it",
        shipped.len(),
        tree.len()
    ));
    Ok(())
}

/// Of what is shipped, and of what is run here for it.
fn licences(wrong: &mut Vec<String>) -> Result {
    let policy = Policy::read()?;
    let mut seen = BTreeMap::new();
    for it in [Manifests::read("web,workbench")?, Manifests::here()?] {
        for it in it.packages.iter().filter(|it| !it["source"].is_null()) {
            let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
            seen.insert((text("name"), text("version")), text("license"));
        }
    }
    for ((name, version), licence) in &seen {
        let part = format!("{name} {version}");
        wrong.extend(policy.allows(&parts::expression(licence), &part).err());
    }
    say(&format!("   licences: of {} crates", seen.len()));
    Ok(())
}

/// Told, not refused: they cost a maintainer's build, no family's.
fn twice(locked: &[Locked]) {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in locked {
        versions.entry(&it.name).or_default().push(&it.version);
    }
    let twice = versions.iter().filter(|(_, it)| it.len() > 1);
    let twice: Vec<_> = twice
        .map(|(name, it)| format!("{name} {}", it.join(" and ")))
        .collect();
    say(&format!("   in several versions: {}", twice.join(", ")));
}

/// Advisories are Markdown that begins with TOML between fences:
/// `crates/NAME/RUSTSEC-….md`.
fn advisories(folder: &Path, locked: &[Locked], wrong: &mut Vec<String>) -> Result {
    let mut n_read = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    for it in entries(&folder.join("crates"))? {
        files.extend(
            entries(&it)?
                .into_iter()
                .filter(|it| it.extension().is_some_and(|it| it == "md")),
        );
    }
    for file in files {
        let advisory = Advisory::read(&file)?;
        n_read += 1;
        for it in locked
            .iter()
            .filter(|it| it.source.is_some() && it.name == advisory.package)
        {
            if advisory.names(&it.version)? {
                wrong.push(format!("{}: {} {}", advisory.id, it.name, it.version));
            }
        }
    }
    say(&format!("   advisories: {n_read} read"));
    Ok(())
}

struct Advisory {
    id: String,
    package: String,
    /// Ranges of versions that it is not about.
    fine: Vec<String>,
}

impl Advisory {
    fn read(file: &Path) -> Result<Self> {
        let text = package::read(file)?;
        let wrong = || format!("{} is no advisory", file.display());
        let inside = text
            .split_once("```toml")
            .and_then(|it| it.1.split_once("\n```"));
        let (front, _) = inside.ok_or_else(wrong)?;
        let table: toml::Table =
            toml::from_str(front).map_err(|it| format!("{}: {it}", wrong()))?;
        let advisory = table.get("advisory").ok_or_else(wrong)?;
        let of = |key: &str| Some(advisory.get(key)?.as_str()?.to_owned());
        let is_about =
            advisory.get("withdrawn").is_none() && advisory.get("informational").is_none();
        let ranges = ["patched", "unaffected"]
            .into_iter()
            .filter_map(|key| table.get("versions")?.get(key)?.as_array());
        let mut fine: Vec<String> = ranges
            .flatten()
            .filter_map(|it| Some(it.as_str()?.to_owned()))
            .collect();
        // Notes (unmaintained and the like) and what was taken back name no version.
        if !is_about {
            fine.push("*".to_owned());
        }
        Ok(Self {
            id: of("id").ok_or_else(wrong)?,
            package: of("package").ok_or_else(wrong)?,
            fine,
        })
    }

    fn names(&self, version: &str) -> Result<bool> {
        let version = semver::Version::parse(version).map_err(|it| format!("{version}: {it}"))?;
        for range in &self.fine {
            let range =
                semver::VersionReq::parse(range).map_err(|it| format!("{}: {it}", self.id))?;
            if range.matches(&version) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
