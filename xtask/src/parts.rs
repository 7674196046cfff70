//! What a built page is made of: the crates in its module, the packages in its
//! scripts.
//!
//! Not what is written in manifests but what goes in: crates as cargo resolves
//! them for these features and wasm, without what only runs while building;
//! packages as the bundler lists the files it took.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{cargo, command, read, root};
use crate::setup::WASM;
use crate::{Result, package};

/// Something of others that is in what we ship.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    pub name: String,
    pub version: String,
    /// Its name for every tool: `pkg:cargo/serde@1.0.229`.
    pub purl: String,
    /// An SPDX expression.
    pub licence: String,
    /// Where its source is kept.
    pub url: Option<String>,
    /// Algorithm and digest in hex, of the package as its registry has it.
    pub hash: Option<(&'static str, String)>,
    /// Where its own files are; the standard library's are the toolchain's.
    pub folder: Option<PathBuf>,
    /// Purls of what it uses itself.
    pub uses: BTreeSet<String>,
}

/// All there is in a page. What we use ourselves is what no part uses.
pub fn all(features: &str, metafiles: &[PathBuf]) -> Result<Vec<Part>> {
    let mut parts = crates(features)?;
    parts.push(standard_library()?);
    parts.extend(packages(metafiles)?);
    parts.sort();
    Ok(parts)
}

/// As cargo resolves them, which `cargo metadata` alone does not tell: it joins
/// the features of all members of the workspace.
pub fn crates(features: &str) -> Result<Vec<Part>> {
    let known = Manifests::read(features)?;
    let tree = read(&mut cargo(&format!(
        "tree --offline --locked --package tsunagu --no-default-features --features {features} --target {WASM} \
         --edges normal,no-proc-macro --no-dedupe --prefix depth --format |{{p}}"
    )))?;
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut above: Vec<String> = Vec::new();
    for line in tree.lines() {
        let (depth, it) = line
            .split_once('|')
            .ok_or("`cargo tree` prints otherwise")?;
        let depth: usize = depth.parse().map_err(|_| "`cargo tree` prints otherwise")?;
        above.truncate(depth);
        let mut words = it.split(' ');
        let name = words.next().unwrap_or_default();
        let version = words.next().unwrap_or_default().trim_start_matches('v');
        let purl = format!("pkg:cargo/{name}@{version}");
        if let Some(user) = above.last().and_then(|it| parts.get_mut(it)) {
            user.uses.insert(purl.clone());
        }
        above.push(purl.clone());
        // The first line is we ourselves.
        if depth > 0 && !parts.contains_key(&purl) {
            parts.insert(purl, known.part(name, version)?);
        }
    }
    Ok(parts.into_values().collect())
}

/// Name and version of all that takes part in building it, macros included.
pub fn building(features: &str) -> Result<BTreeSet<(String, String)>> {
    let tree = read(&mut cargo(&format!(
        "tree --offline --locked --package tsunagu --no-default-features --features {features} --target {WASM} \
         --edges normal,build --prefix none --format {{p}}"
    )))?;
    let words = tree.lines().skip(1).map(|it| it.split(' '));
    Ok(words
        .filter_map(|mut it| Some((it.next()?, it.next()?)))
        .map(|(name, version)| (name.to_owned(), version.trim_start_matches('v').to_owned()))
        .collect())
}

/// What the manifests of crates say, and the lock file of their bytes.
pub struct Manifests {
    pub packages: Vec<Value>,
    sums: BTreeMap<(String, String), String>,
}

impl Manifests {
    /// Of a page with these features.
    pub fn read(features: &str) -> Result<Self> {
        Self::of(&format!(
            "--filter-platform {WASM} --no-default-features --features {features}"
        ))
    }

    /// Of all that is built on this machine: the command line, tests and tools.
    pub fn here() -> Result<Self> {
        let host = rustc("host")?;
        Self::of(&format!("--filter-platform {host} --all-features"))
    }

    fn of(what: &str) -> Result<Self> {
        let text = read(&mut cargo(&format!(
            "metadata --offline --locked --format-version 1 {what}"
        )))?;
        let metadata: Value =
            serde_json::from_str(&text).map_err(|it| format!("`cargo metadata`: {it}"))?;
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        let sums = locked()?
            .into_iter()
            .filter_map(|it| Some(((it.name, it.version), it.checksum?)))
            .collect();
        Ok(Self { packages, sums })
    }

    pub fn find(&self, name: &str, version: &str) -> Result<&Value> {
        let mut packages = self.packages.iter();
        packages
            .find(|it| it["name"] == name && it["version"] == version)
            .ok_or_else(|| format!("`cargo metadata` has no {name} {version}"))
    }

    fn part(&self, name: &str, version: &str) -> Result<Part> {
        let it = self.find(name, version)?;
        let text = |key: &str| it[key].as_str().map(str::to_owned);
        let key = (name.to_owned(), version.to_owned());
        Ok(Part {
            name: name.to_owned(),
            version: version.to_owned(),
            purl: format!("pkg:cargo/{name}@{version}"),
            licence: expression(&text("license").unwrap_or_default()),
            url: text("repository"),
            hash: self.sums.get(&key).map(|it| ("SHA-256", it.clone())),
            folder: text("manifest_path")
                .and_then(|it| Some(Path::new(&it).parent()?.to_path_buf())),
            uses: BTreeSet::new(),
        })
    }
}

/// Crates of old write `MIT/Apache-2.0`, which SPDX calls OR.
pub fn expression(licence: &str) -> String {
    licence
        .split('/')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" OR ")
}

/// A package of `Cargo.lock`.
pub struct Locked {
    pub name: String,
    pub version: String,
    pub source: Option<String>,
    pub checksum: Option<String>,
}

pub fn locked() -> Result<Vec<Locked>> {
    let lock = package::toml(&root().join("Cargo.lock"))?;
    let packages = lock.get("package").and_then(|it| it.as_array());
    let packages = packages.ok_or("Cargo.lock lists no packages")?;
    Ok(packages
        .iter()
        .map(|it| {
            let text = |key: &str| it.get(key).and_then(|it| it.as_str()).map(str::to_owned);
            Locked {
                name: text("name").unwrap_or_default(),
                version: text("version").unwrap_or_default(),
                source: text("source"),
                checksum: text("checksum"),
            }
        })
        .collect())
}

/// `core` and `alloc` on the family's page, all of it in the workbench.
fn standard_library() -> Result<Part> {
    let version = rustc("release")?;
    Ok(Part {
        name: "rust-std".to_owned(),
        version: version.to_owned(),
        purl: format!("pkg:generic/rust-std@{version}"),
        licence: "MIT OR Apache-2.0".to_owned(),
        url: Some("https://github.com/rust-lang/rust".to_owned()),
        hash: None,
        folder: None,
        uses: BTreeSet::new(),
    })
}

/// A line of `rustc --version --verbose`.
pub fn rustc(line: &str) -> Result<String> {
    let told = read(&mut command("rustc", "--version --verbose"))?;
    let start = format!("{line}: ");
    let value = told.lines().find_map(|it| it.strip_prefix(&start));
    Ok(value
        .ok_or(format!("rustc does not tell its {line}"))?
        .to_owned())
}

/// The packages whose files the bundler took.
fn packages(metafiles: &[PathBuf]) -> Result<Vec<Part>> {
    let lock = package::json(&root().join("package-lock.json"))?;
    let mut folders = BTreeSet::new();
    for file in metafiles {
        let meta = package::json(file)?;
        let outputs = meta["outputs"].as_object().into_iter().flatten();
        for (_, output) in outputs {
            let inputs = output["inputs"].as_object().into_iter().flatten();
            // What was looked at and left out has no bytes.
            let inputs = inputs.filter(|(_, it)| it["bytesInOutput"] != 0);
            folders.extend(inputs.filter_map(|(path, _)| folder_of(path)));
        }
    }
    folders.iter().map(|it| npm_package(it, &lock)).collect()
}

/// `node_modules/@codemirror/view` of a file in it.
fn folder_of(path: &str) -> Option<String> {
    let (before, inside) = path.rsplit_once("node_modules/")?;
    let n_names = if inside.starts_with('@') { 2 } else { 1 };
    let name: Vec<&str> = inside.split('/').take(n_names).collect();
    Some(format!("{before}node_modules/{}", name.join("/")))
}

fn npm_package(folder: &str, lock: &Value) -> Result<Part> {
    let entry = &lock["packages"][folder];
    let path = root().join(folder);
    let manifest = package::json(&path.join("package.json"))?;
    let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
    let (name, version) = (text("name"), text("version"));
    let url = match &manifest["repository"] {
        Value::String(it) => Some(it.clone()),
        it => it["url"].as_str().map(str::to_owned),
    };
    let url = url.map(|it| it.trim_start_matches("git+").to_owned());
    let hash = entry["integrity"].as_str().and_then(sha512);
    Ok(Part {
        purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
        licence: text("license"),
        url: url.filter(|it| it.starts_with("https://")),
        hash: hash.map(|it| ("SHA-512", it)),
        folder: Some(path),
        uses: BTreeSet::new(),
        name,
        version,
    })
}

/// `sha512-…` of a lock file in hex.
fn sha512(integrity: &str) -> Option<String> {
    let base64 = integrity.strip_prefix("sha512-")?;
    let mut bits = 0_u32;
    let mut n_bits = 0;
    let mut hex = String::new();
    for letter in base64.bytes().filter(|it| *it != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        n_bits += 6;
        while n_bits >= 4 {
            n_bits -= 4;
            hex.push(char::from_digit(bits >> n_bits & 15, 16)?);
        }
    }
    hex.truncate(hex.len() / 2 * 2);
    Some(hex)
}
