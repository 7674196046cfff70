//! Runs wasm tests at exactly the workspace's wasm-bindgen version.
//!
//! Named as the `runner` in `.cargo/config.toml`, so nobody installs a tool
//! whose version could drift from the macro's.
//!
//! A browser without a WebDriver is opened by a script: with the variable
//! `WASM_TEST_VISITOR` the runner serves its page (`NO_HEADLESS` and
//! `WASM_BINDGEN_TEST_ADDRESS` must be set too), and it ends when the script
//! does, as the script does.

use std::ffi::OsStr;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    if let Some(script) = std::env::var_os("WASM_TEST_VISITOR") {
        // The server has no end of its own: this thread ends the process.
        std::thread::spawn(move || std::process::exit(visit(&script)));
    }
    // `cargo test -q` passes `--quiet`, which the runner does not know.
    let args = std::env::args_os().filter(|it| it != "--quiet");
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

fn visit(script: &OsStr) -> i32 {
    match Command::new("node").arg(script).status() {
        Ok(status) => status.code().unwrap_or(1),
        Err(error) => {
            eprintln!("cannot run `node`: {error}");
            1
        }
    }
}
