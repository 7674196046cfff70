//! Running other programs, and where things are.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Asked at run time: a checkout that was moved keeps working.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().expect("xtask/ is in the root").to_path_buf()
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    let dir = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(dir)
}

/// The native `tsunagu`, as `cargo build` leaves it.
pub fn tsunagu() -> PathBuf {
    let name = format!("tsunagu{}", std::env::consts::EXE_SUFFIX);
    target().join("debug").join(name)
}

/// The cargo that runs us, in the root.
pub fn cargo(args: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command(cargo, args)
}

pub fn node(script: impl AsRef<Path>) -> Command {
    let mut node = command("node", "");
    node.arg(script.as_ref());
    node
}

/// A command run in the root; `args` are split at blanks.
pub fn command(program: impl AsRef<std::ffi::OsStr>, args: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).args(args.split_whitespace());
    command
}

thread_local! {
    static APART: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// What `work` says and what the programs it runs print, in `log`: two at once
/// on one terminal could not be read.
pub fn apart<T>(log: &Path, work: impl FnOnce() -> T) -> Result<T> {
    let fail = |it| format!("cannot write {}: {it}", log.display());
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    let file = File::create(log).map_err(fail)?;
    APART.set(Some(file));
    let done = work();
    APART.set(None);
    Ok(done)
}

/// A line on the terminal, or where [`apart`] sends it.
pub fn say(line: &str) {
    APART.with_borrow_mut(|apart| match apart {
        Some(log) => _ = writeln!(log, "{line}"),
        None => println!("{line}"),
    });
}

/// Runs to the end, showing what the program prints.
pub fn run(command: &mut Command) -> Result {
    if let Some(log) = APART.with_borrow(|it| it.as_ref().map(File::try_clone)) {
        let log = log.map_err(|it| format!("no second handle to a log: {it}"))?;
        let twin = log.try_clone();
        command.stderr(twin.map_err(|it| format!("no third handle to a log: {it}"))?);
        command.stdout(log);
    }
    let status = command.status().map_err(|it| not_started(command, &it))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`{}` failed ({status})", line(command)))
}

/// Runs to the end and returns what it wrote to standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|it| not_started(command, &it))?;
    if !output.status.success() {
        return Err(format!("`{}` failed ({})", line(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Whether it starts and ends well; says nothing.
pub fn works(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|it| it.success())
}

/// The first of `names` found on the PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let exe = std::env::consts::EXE_SUFFIX;
    names
        .iter()
        .flat_map(|name| dirs.iter().map(move |dir| dir.join(format!("{name}{exe}"))))
        .find(|it| it.is_file())
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    if error.kind() != ErrorKind::NotFound {
        return format!("cannot run `{program}`: {error}");
    }
    match &*program {
        "node" | "npm" => format!(
            "`{program}` is not on the PATH; install Node.js 20.10 or newer (Debian: `apt install nodejs npm`)"
        ),
        "rustup" => "`rustup` is not on the PATH; see https://rustup.rs".to_string(),
        _ => format!("`{program}` is not on the PATH; install it"),
    }
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|it| it.to_string_lossy()).collect();
    words.join(" ")
}
