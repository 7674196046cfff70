//! The engine as WebAssembly: compile, generate glue, shrink.
//!
//! The glue lands in `target/wasm-bindgen/`: `tsunagu.js` (what `tsunagu-wasm`
//! means in an import of `www/element/`), `tsunagu.d.ts` and `tsunagu.wasm`.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::run::{cargo, node, root, run, target};
use crate::setup::{self, WASM};
use crate::stamp::unless_fresh;
use crate::{Result, glue};

pub fn dir() -> PathBuf {
    target().join("wasm-bindgen")
}

/// Leaves the finished module and its glue in [`dir`].
pub fn build() -> Result {
    setup::wasm_target()?;
    let compiled = compile("wasm", "web")?;
    let inputs = [compiled.clone(), root().join("package-lock.json")];
    let outputs = ["tsunagu.js", "tsunagu.d.ts", "tsunagu.wasm"].map(|it| dir().join(it));
    unless_fresh("wasm", &inputs, &outputs, || {
        generate_glue(&compiled)?;
        shrink()
    })
}

/// Compiles one of our modules, in a profile of its own; where the compiler leaves it.
pub fn compile(profile: &str, features: &str) -> Result<PathBuf> {
    // The crate type is asked for here, so that native builds link no library
    // nobody loads.
    let args = format!(
        "rustc --quiet --locked --lib --crate-type cdylib --profile {profile} --target {WASM} --no-default-features --features {features}"
    );
    run(cargo(&args).env("CARGO_ENCODED_RUSTFLAGS", flags().join("\u{1f}")))?;
    Ok(target().join(WASM).join(profile).join("tsunagu.wasm"))
}

/// Glue as it is generated, for what is not the page: `tsunagu.js` and
/// `tsunagu_bg.wasm` in `folder`.
pub fn generate(compiled: &Path, folder: &Path) -> Result {
    Bindgen::new()
        .input_path(compiled)
        .web(true)
        .and_then(|it| {
            it.typescript(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .omit_default_module_path(true)
                .generate(folder)
        })
        .map_err(|it| format!("wasm-bindgen: {it:?}"))
}

/// `to`: what wasm-opt makes of `from`.
pub fn optimize(from: &Path, to: &Path, how: &[&str]) -> Result {
    run(node(root().join("node_modules/binaryen/bin/wasm-opt"))
        .arg(from)
        .arg("-o")
        .arg(to)
        .args(how)
        .args(["--strip-debug", "--strip-producers"]))
}

fn flags() -> Vec<String> {
    let mut flags = Vec::new();
    // Panic locations would carry the builder's home directory into the module,
    // and the same source would give other bytes on another machine.
    flags.push(format!("--remap-path-prefix={}=tsunagu", root().display()));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources = home.and_then(|it| fs::read_dir(it.join("registry/src")).ok());
    for registry in sources.into_iter().flatten().flatten() {
        let source = registry.path();
        flags.push(format!("--remap-path-prefix={}=registry", source.display()));
    }
    flags
}

fn generate_glue(compiled: &Path) -> Result {
    let generate = || {
        let mut glue = Bindgen::new()
            .input_path(compiled)
            .web(true)?
            .typescript(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            // The element knows where the module is; the glue need not guess.
            .omit_default_module_path(true)
            .generate_output()?;
        let text = glue::lean(&mut glue)?;
        glue.emit(dir())?;
        fs::write(dir().join("tsunagu.js"), text)?;
        Ok(())
    };
    let generated: std::result::Result<(), Box<dyn std::error::Error>> = generate();
    generated.map_err(|it| format!("wasm-bindgen: {it:?}"))
}

fn shrink() -> Result {
    let how = [
        // What a page leaves unused at the bottom of its memory (the far end of
        // the stack) lets offsets go into the instructions: 1.2 KB.
        "--low-memory-unused",
        // Loops and branches laid out anew, after what is set twice and before blocks
        // in blocks are one: 0.4 KB, and 0.3 by the first and the last.
        "--rse",
        "--flatten",
        "--rereloop",
        "--merge-blocks",
        // Three times over: the last still gives 0.1 KB.
        "-Oz",
        "-Oz",
        "-Oz",
        // Hints of alignment, which no browser heeds, all alike: 0.3 KB.
        "--dealign",
        // Functions with one caller stay on their own: fewer locals each, and
        // more that looks alike: 0.6 KB.
        "--one-caller-inline-max-function-size=0",
        "--strip-target-features",
    ];
    optimize(
        &dir().join("tsunagu_bg.wasm"),
        &dir().join("tsunagu.wasm"),
        &how,
    )
}
