//! `dist/bare/`: the engine without a page, for forms that draw for themselves
//! (`--features bare-web`). Quick before small: the page's module is the other way
//! round, and neither carries what the other needs.

use std::path::PathBuf;

use wasm_bindgen_cli_support::Bindgen;

use crate::package::{copy, dist, module};
use crate::run::{cargo, node, root, run, target};
use crate::setup::WASM;
use crate::stamp::unless_fresh;
use crate::{Result, wasm};

const MADE: [&str; 2] = ["tsunagu-bare.js", "tsunagu-bare.wasm"];

pub fn made() -> PathBuf {
    target().join("bare-module")
}

/// Leaves the module and its script in [`made`].
pub fn build() -> Result {
    let args = format!(
        "rustc --quiet --locked --lib --crate-type cdylib --profile bare --target {WASM} --no-default-features --features bare-web"
    );
    run(cargo(&args).env("CARGO_ENCODED_RUSTFLAGS", wasm::flags().join("\u{1f}")))?;
    let compiled = target().join(WASM).join("bare/tsunagu.wasm");
    let script = root().join("www/bare/index.js");
    let inputs = [
        compiled.clone(),
        script.clone(),
        root().join("package-lock.json"),
    ];
    unless_fresh("bare", &inputs, &MADE.map(|it| made().join(it)), || {
        Bindgen::new()
            .input_path(&compiled)
            .web(true)
            .and_then(|it| {
                it.typescript(false)
                    .remove_name_section(true)
                    .remove_producers_section(true)
                    .omit_default_module_path(true)
                    .generate(made())
            })
            .map_err(|it| format!("wasm-bindgen: {it:?}"))?;
        run(node(root().join("node_modules/binaryen/bin/wasm-opt"))
            .arg(made().join("tsunagu_bg.wasm"))
            .arg("-o")
            .arg(made().join("tsunagu-bare.wasm"))
            .args(["-O3", "--strip-debug", "--strip-producers"]))?;
        run(
            module(&script, &made().join("tsunagu-bare.js")).arg(format!(
                "--alias:tsunagu-bare-wasm={}",
                made().join("tsunagu.js").display()
            )),
        )
    })
}

/// Puts `dist/bare/` together.
pub fn assemble() -> Result {
    let out = dist().join("bare");
    for name in MADE {
        copy(&made().join(name), &out.join(name))?;
    }
    copy(
        &root().join("www/bare/tsunagu-bare.d.ts"),
        &out.join("tsunagu-bare.d.ts"),
    )
}
