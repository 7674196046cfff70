//! What must be there before anything is built or tested.
//!
//! Each function looks first and is silent when all is well, so that a second
//! run costs nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;
use crate::run::{cargo, command, find, read, root, run, works};

pub const WASM: &str = "wasm32-unknown-unknown";

/// The programs a browser suite needs.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// The standard library for wasm. `rust-toolchain.toml` asks for it, but rustup
/// does not listen where `RUSTUP_AUTO_INSTALL=0` is set.
pub fn wasm_target() -> Result {
    let dir = read(&mut command(
        "rustc",
        &format!("--print target-libdir --target {WASM}"),
    ))?;
    if Path::new(&dir).is_dir() {
        return Ok(());
    }
    println!("adding the {WASM} target");
    run(&mut command("rustup", &format!("target add {WASM}")))
        .map_err(|it| format!("{it}; type `rustup target add {WASM}`"))
}

/// rustfmt and clippy: a minimal toolchain comes without.
pub fn rust_components() -> Result {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !works(&mut cargo(&format!("{verb} --version"))) {
            run(&mut command(
                "rustup",
                &format!("component add {component}"),
            ))
            .map_err(|it| format!("{it}; type `rustup component add {component}`"))?;
        }
    }
    Ok(())
}

/// `node_modules/`, exactly as locked.
pub fn node_modules() -> Result {
    let lock = root().join("package-lock.json");
    let lock = fs::read(&lock).map_err(|it| format!("cannot read {}: {it}", lock.display()))?;
    let installed = root().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    println!("installing the tools in package-lock.json");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(&mut command(npm, "ci --ignore-scripts")).map_err(|it| {
        format!("{it}; is the npm registry reachable? Type `npm ci --ignore-scripts` to see more")
    })?;
    crate::package::write(&installed, &lock)
}

/// Chromium, its driver and a Japanese font: found, or installed where we may.
pub fn browser() -> Result<Browser> {
    let missing = missing_packages();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let chromium = chromium().ok_or("Chromium is not on the PATH; set CHROMIUM to its path")?;
    let driver = driver().ok_or("chromedriver is not on the PATH; set CHROMEDRIVER to its path")?;
    Ok(Browser { chromium, driver })
}

fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if driver().is_none() {
        missing.push("chromium-driver");
    }
    // Without one, pages are rows of boxes and their widths mean nothing.
    // Where there is no fontconfig the system brings its own.
    if find(&["apt-get"]).is_some() && !has_japanese_font() {
        missing.push("fonts-ipafont-gothic");
    }
    missing
}

fn install(packages: &[&str]) -> Result {
    let packages = packages.join(" ");
    let by_hand = format!(
        "the browser suites need {packages}; type `sudo apt-get install {packages}` (elsewhere: \
         install Chromium and chromedriver of the same version), or `cargo xtask test --no-browsers`"
    );
    if find(&["apt-get"]).is_none() || !is_root() {
        return Err(by_hand);
    }
    println!("installing {packages}");
    run(&mut apt("update -qq")).map_err(|it| format!("{it}; {by_hand}"))?;
    run(&mut apt(&format!(
        "install -y -qq --no-install-recommends {packages}"
    )))
    .map_err(|it| format!("{it}; {by_hand}"))
}

fn apt(args: &str) -> Command {
    let mut apt = command("apt-get", args);
    // dpkg is chatty even when told to be quiet; errors still show.
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null());
    apt
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    named
        .or_else(|| find(&names))
        .or_else(|| mac.is_file().then_some(mac))
}

fn driver() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    named.or_else(|| find(&["chromedriver"]))
}

fn has_japanese_font() -> bool {
    read(&mut command("fc-list", ":lang=ja family")).is_ok_and(|it| !it.is_empty())
}

fn is_root() -> bool {
    read(&mut command("id", "-u")).is_ok_and(|it| it == "0")
}
