//! Runs wasm tests at exactly the workspace's wasm-bindgen version.
//!
//! Named as the `runner` in `.cargo/config.toml`, so nobody installs a tool
//! whose version could drift from the macro's.

use std::process::ExitCode;

fn main() -> ExitCode {
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
