//! `dist/workbench/`: the page on which an officer writes packs, apart from what
//! a portal copies. Its engine is a module of its own (`--features workbench`);
//! its preview is the family's own element, module and style.

use std::path::PathBuf;

use crate::package::{copy, dist, entries, esbuild, metafile, module, write};
use crate::run::{root, run, target};
use crate::stamp::unless_fresh;
use crate::{Result, about, wasm};

const MADE: [&str; 6] = [
    "workbench.js",
    "worker.js",
    "preview.js",
    "along.js",
    "workbench.css",
    "engine.wasm",
];

fn made() -> PathBuf {
    target().join("workbench-page")
}

fn metafiles() -> Vec<PathBuf> {
    let scripts = MADE.iter().filter(|it| it.ends_with(".js"));
    scripts.map(|it| metafile(&made().join(it))).collect()
}

/// Leaves what [`assemble`] copies in `target/workbench-page/`; after [`wasm::build`].
pub fn build() -> Result {
    let compiled = wasm::compile("workbench", "workbench")?;
    let page = root().join("www/workbench");
    let inputs = [
        compiled.clone(),
        page.clone(),
        root().join("www/element"),
        wasm::dir().join("tsunagu.js"),
        root().join("package-lock.json"),
    ];
    let outputs = [MADE.map(|it| made().join(it)).to_vec(), metafiles()].concat();
    unless_fresh("workbench", &inputs, &outputs, || {
        wasm::generate(&compiled, &made())?;
        // As the compiler leaves it: half a minute of wasm-opt made it 1 % more to load.
        copy(&made().join("tsunagu_bg.wasm"), &made().join("engine.wasm"))?;
        for name in ["workbench", "worker", "along"] {
            let from = page.join(format!("{name}.js"));
            run(
                module(&from, &made().join(format!("{name}.js"))).arg(format!(
                    "--alias:workbench-wasm={}",
                    made().join("tsunagu.js").display()
                )),
            )?;
        }
        run(
            module(&page.join("preview.js"), &made().join("preview.js")).arg(format!(
                "--alias:tsunagu-wasm={}",
                wasm::dir().join("tsunagu.js").display()
            )),
        )?;
        run(esbuild(&page.join("workbench.css"), &made().join("workbench.css")).arg("--minify"))
    })
}

/// Puts `dist/workbench/` together; the rest of `dist/` is there.
pub fn assemble() -> Result {
    let out = dist().join("workbench");
    let page = root().join("www/workbench");
    for name in MADE {
        copy(&made().join(name), &out.join(name))?;
    }
    for name in ["index.html", "preview.html", "preview.css", "along.css"] {
        copy(&page.join(name), &out.join(name))?;
    }
    for name in ["tsunagu.wasm", "tsunagu.css"] {
        copy(&dist().join(name), &out.join(name))?;
    }
    for (name, from) in [
        ("codemirror", "@codemirror/view"),
        ("fflate", "fflate"),
        ("node-diff3", "node-diff3"),
    ] {
        for licence in ["LICENSE", "LICENSE.md"] {
            let licence = root().join("node_modules").join(from).join(licence);
            if licence.is_file() {
                copy(&licence, &out.join(format!("LICENSE-{name}")))?;
            }
        }
    }
    // The preview is the family's page with its own engine, so both are in it.
    about::write_about("tsunagu-workbench", "web,workbench", &metafiles(), &out)?;
    copy(&root().join("www/demo/icon.svg"), &out.join("icon.svg"))?;
    packs(&out.join("packs"))
}

/// The packs of `rules/`, to open as examples, and a list of their files.
fn packs(out: &std::path::Path) -> Result {
    let rules = root().join("rules");
    let mut paths = Vec::new();
    for pack in entries(&rules)?.into_iter().filter(|it| it.is_dir()) {
        for part in entries(&pack)? {
            let files = if part.is_dir() {
                entries(&part)?
            } else {
                vec![part]
            };
            for file in files {
                let path = file.strip_prefix(&rules).unwrap_or(&file);
                copy(&file, &out.join(path))?;
                paths.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let list: Vec<String> = paths.iter().map(|it| format!("{it:?}")).collect();
    write(
        &out.join("list.json"),
        format!("[{}]\n", list.join(",\n")).as_bytes(),
    )
}
