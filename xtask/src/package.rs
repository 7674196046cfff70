//! `dist/`: exactly what a portal copies to its server.
//!
//! Each piece is made in `target/` when its inputs changed; `dist/` is then
//! put together anew, so that nothing old stays in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{cargo, command, node, root, run, target, tsunagu};
use crate::stamp::unless_fresh;
use crate::{Result, about, imports, setup, wasm, workbench};

pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Makes `dist/`.
pub fn build() -> Result {
    setup::node_modules()?;
    wasm::build()?;
    bundle()?;
    books()?;
    workbench::build()?;
    assemble()?;
    workbench::assemble()
}

/// What families load, and nothing for officers.
pub fn portal() -> Result {
    setup::node_modules()?;
    wasm::build()?;
    bundle()?;
    books()?;
    assemble()
}

/// Prints the sizes of `dist/`; an error where a budget is exceeded, or where the
/// engine reaches for something that is not on its list.
pub fn weigh() -> Result {
    run(node(root().join("xtask/sizes.mjs")).arg(dist()))?;
    imports::check()
}

/// What `bundle` makes: the element with the glue, what it loads after its
/// first screen, the style sheet of each, and what pinned books are held against.
const ELEMENT: [&str; 5] = [
    "tsunagu.js",
    "tsunagu.css",
    "along.js",
    "along.css",
    "trust.js",
];

fn bundle() -> Result {
    let element = root().join("www/element");
    let glue = wasm::dir().join("tsunagu.js");
    let out = target().join("element");
    let inputs = [
        element.clone(),
        glue.clone(),
        root().join("package-lock.json"),
    ];
    let made = ELEMENT.map(|it| out.join(it));
    let outputs = [made.to_vec(), metafiles()].concat();
    unless_fresh("element", &inputs, &outputs, || {
        run(esbuild(&element.join("tsunagu.css"), &out.join("tsunagu.css")).arg("--minify"))?;
        run(esbuild(&element.join("along/along.css"), &out.join("along.css")).arg("--minify"))?;
        run(module(&element.join("index.js"), &out.join("tsunagu.js"))
            .arg(format!("--alias:tsunagu-wasm={}", glue.display())))?;
        for name in ["along", "trust"] {
            let from = element.join(name).join("index.js");
            run(&mut module(&from, &out.join(format!("{name}.js"))))?;
        }
        Ok(())
    })
}

/// Of each script among them.
fn metafiles() -> Vec<PathBuf> {
    let scripts = ELEMENT.iter().filter(|it| it.ends_with(".js"));
    scripts
        .map(|it| metafile(&target().join("element").join(it)))
        .collect()
}

pub fn module(from: &Path, to: &Path) -> Command {
    let mut module = esbuild(from, to);
    // Which files of which packages went in: see `about`.
    module.arg(format!("--metafile={}", metafile(to).display()));
    module
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
        .arg("--legal-comments=none");
    module
}

/// Where the bundler lists what it took for a bundle.
pub fn metafile(bundle: &Path) -> PathBuf {
    bundle.with_extension("meta.json")
}

pub fn esbuild(from: &Path, to: &Path) -> Command {
    let mut esbuild = node(root().join("node_modules/esbuild/bin/esbuild"));
    esbuild
        .arg(from)
        .arg(format!("--outfile={}", to.display()))
        // Japanese stays readable, and smaller than its escapes.
        .args(["--charset=utf8", "--log-level=warning"]);
    esbuild
}

/// One book a pack that somebody can walk through: packs without wizards are
/// only there to be imported.
pub fn books() -> Result {
    run(&mut cargo("build --quiet --locked"))?;
    let rules = root().join("rules");
    let out = target().join("books");
    let inputs = [rules.clone(), tsunagu()];
    unless_fresh("books", &inputs, std::slice::from_ref(&out), || {
        let _ = fs::remove_dir_all(&out);
        let mut build = command(tsunagu(), "build");
        for pack in entries(&rules)? {
            if pack.join("pack.yaml").is_file() && pack.join("wizards").is_dir() {
                // Relative, so that no message names this machine.
                build.arg(Path::new("rules").join(pack.file_name().unwrap_or_default()));
            }
        }
        run(build.arg("-o").arg(&out))
    })
}

fn assemble() -> Result {
    let _ = fs::remove_dir_all(dist());
    for name in ELEMENT {
        copy(&target().join("element").join(name), &dist().join(name))?;
    }
    copy(
        &wasm::dir().join("tsunagu.wasm"),
        &dist().join("tsunagu.wasm"),
    )?;
    // By hand: the generated types are of the glue, not of what is exported.
    for name in ["tsunagu.d.ts", "trust.d.ts"] {
        copy(&root().join("www/element").join(name), &dist().join(name))?;
    }
    write(&dist().join("package.json"), npm_package()?.as_bytes())?;
    for book in entries(&target().join("books"))? {
        if book.extension() == Some(OsStr::new("book")) {
            copy(
                &book,
                &dist()
                    .join("books")
                    .join(book.file_name().unwrap_or_default()),
            )?;
        }
    }
    for file in entries(&root())? {
        let name = file.file_name().unwrap_or_default();
        if name.to_string_lossy().starts_with("LICENSE") {
            copy(&file, &dist().join(name))?;
        }
    }
    about::write_about("tsunagu", "web", &metafiles(), &dist())?;
    // The encoder of the 2D code is in along.js, and asks to be named.
    copy(
        &root().join("node_modules/lean-qr/LICENSE"),
        &dist().join("LICENSE-lean-qr"),
    )
}

/// `dist/` is an npm package too: `npm pack ./dist` makes the file to install.
fn npm_package() -> Result<String> {
    let template = read(&root().join("xtask/npm.json"))?;
    Ok(template.replace("VERSION", &version()?))
}

/// Ours.
pub fn version() -> Result<String> {
    let manifest = toml(&root().join("Cargo.toml"))?;
    let version = manifest
        .get("package")
        .and_then(|it| it.get("version")?.as_str());
    Ok(version.ok_or("Cargo.toml has no version")?.to_owned())
}

pub fn toml(file: &Path) -> Result<toml::Table> {
    toml::from_str(&read(file)?).map_err(|it| format!("{}: {it}", file.display()))
}

pub fn json(file: &Path) -> Result<serde_json::Value> {
    serde_json::from_str(&read(file)?).map_err(|it| format!("{}: {it}", file.display()))
}

pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|it| format!("cannot read {}: {it}", file.display()))
}

/// The entries of a folder, sorted.
pub fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).map_err(|it| format!("cannot read {}: {it}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|it| it.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Copies a file or a folder, making the folders it goes into.
pub fn copy(from: &Path, to: &Path) -> Result {
    if from.is_dir() {
        for entry in entries(from)? {
            copy(&entry, &to.join(entry.file_name().unwrap_or_default()))?;
        }
        return Ok(());
    }
    let bytes = fs::read(from).map_err(|it| format!("cannot read {}: {it}", from.display()))?;
    write(to, &bytes)
}

/// Writes a file, making the folders it goes into.
pub fn write(file: &Path, bytes: &[u8]) -> Result {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, bytes))
        .map_err(|it| format!("cannot write {}: {it}", file.display()))
}
