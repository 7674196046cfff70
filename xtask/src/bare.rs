//! `dist/bare/`: the engine without a page, for forms that draw for themselves
//! (`--features bare-web`). Quick before small: the page's module is the other way
//! round, and neither carries what the other needs.

use std::path::PathBuf;

use crate::package::{copy, dist, module};
use crate::run::{root, run, target};
use crate::stamp::unless_fresh;
use crate::{Result, wasm};

const MADE: [&str; 2] = ["tsunagu-bare.js", "tsunagu-bare.wasm"];

pub fn made() -> PathBuf {
    target().join("bare-module")
}

/// Leaves the module and its script in [`made`].
pub fn build() -> Result {
    let compiled = wasm::compile("bare", "bare-web")?;
    let script = root().join("www/bare/index.js");
    let inputs = [
        compiled.clone(),
        script.clone(),
        root().join("package-lock.json"),
    ];
    unless_fresh("bare", &inputs, &MADE.map(|it| made().join(it)), || {
        wasm::generate(&compiled, &made())?;
        let finished = made().join("tsunagu-bare.wasm");
        let how = [
            "-O3",
            // Functions with one caller stay on their own: the first look would be one of
            // 38 KB, which a browser compiles twice and the second time at great length.
            "--one-caller-inline-max-function-size=50",
        ];
        wasm::optimize(&made().join("tsunagu_bg.wasm"), &finished, &how)?;
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
