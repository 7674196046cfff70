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

/// The programs the browser suites need. Chromium is there; the others do not
/// exist on every system, and where they do not, this says so.
pub struct Browsers {
    pub chromium: PathBuf,
    /// What walks are walked in.
    pub shell: PathBuf,
    pub chromedriver: PathBuf,
    pub firefox: Result<PathBuf>,
    pub webkit: Result<WebKit>,
}

/// WebKitGTK as Debian builds it: its driver, and a screen to draw on.
pub struct WebKit {
    pub driver: PathBuf,
    pub xvfb_run: PathBuf,
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

/// Every crate of `Cargo.lock` that this machine or wasm builds: what is read of
/// them later (licences, the bill of materials) is read without a network.
pub fn crates() -> Result {
    let host = crate::parts::rustc("host")?;
    let args = format!("fetch --quiet --locked --target {WASM} --target {host}");
    if !works(&mut cargo(&format!("{args} --offline"))) {
        println!("fetching the crates in Cargo.lock");
        run(&mut cargo(&args))
            .map_err(|it| format!("{it}; is the registry of crates reachable?"))?;
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

/// The browsers and a Japanese font: found, or installed where we may.
pub fn browsers() -> Result<Browsers> {
    let missing = missing_packages();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let chromium = chromium().ok_or("Chromium is not on the PATH; set CHROMIUM to its path")?;
    Ok(Browsers {
        shell: shell().unwrap_or_else(|| chromium.clone()),
        chromium,
        chromedriver: chromedriver()
            .ok_or("chromedriver is not on the PATH; set CHROMEDRIVER to its path")?,
        firefox: firefox()
            .ok_or_else(|| "Firefox is not on the PATH; set FIREFOX to its path".to_string()),
        webkit: webkit().ok_or_else(|| "WebKitGTK and Xvfb are for Linux only".to_string()),
    })
}

fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if chromedriver().is_none() {
        missing.push("chromium-driver");
    }
    // Elsewhere these do not come by apt, or not at all: their suites are then
    // named as not run.
    if cfg!(target_os = "linux") {
        if firefox().is_none() {
            missing.push("firefox-esr");
        }
        if webkit().is_none() {
            // `xvfb-run` does not start without xauth, which xvfb only recommends.
            missing.extend(["webkit2gtk-driver", "xvfb", "xauth"]);
        }
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
         install Chromium and chromedriver of the same version, Firefox, WebKitWebDriver and Xvfb), \
         or `cargo xtask test --no-browsers`"
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

/// The same Chromium without its window, a third quicker over a walk. Done without
/// where it cannot be had, and where a browser is named.
fn shell() -> Option<PathBuf> {
    const NAME: &str = "chromium-headless-shell";
    if std::env::var_os("CHROMIUM").is_some() {
        return None;
    }
    find(&[NAME]).or_else(|| {
        if find(&["apt-get"]).is_some() && is_root() {
            let _ = install(&[NAME]);
        }
        find(&[NAME])
    })
}

fn chromedriver() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    named.or_else(|| find(&["chromedriver"]))
}

fn firefox() -> Option<PathBuf> {
    let named = std::env::var_os("FIREFOX").map(PathBuf::from);
    let mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    named
        .or_else(|| find(&["firefox-esr", "firefox"]))
        .or_else(|| mac.is_file().then_some(mac))
}

fn webkit() -> Option<WebKit> {
    let named = std::env::var_os("WEBKIT_DRIVER").map(PathBuf::from);
    let driver = named.or_else(|| find(&["WebKitWebDriver"]))?;
    find(&["xauth"])?;
    let xvfb_run = find(&["xvfb-run"])?;
    Some(WebKit { driver, xvfb_run })
}

fn has_japanese_font() -> bool {
    read(&mut command("fc-list", ":lang=ja family")).is_ok_and(|it| !it.is_empty())
}

fn is_root() -> bool {
    read(&mut command("id", "-u")).is_ok_and(|it| it == "0")
}
