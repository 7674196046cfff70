//! The project's own commands: `cargo xtask <verb>`.
//!
//! Everything a fresh machine lacks is either set up here or named in an
//! error that says what to type. Nothing is installed globally except, for
//! `test` run by root on Debian, the browsers and a Japanese font.
//!
//! No rule of any kind lives here; verbs only call other programs.

mod about;
mod audit;
mod bare;
mod counts;
mod glue;
mod imports;
mod long;
mod measure;
mod package;
mod parts;
mod peers;
mod policy;
mod reproduce;
mod run;
mod serve;
mod setup;
mod stamp;
mod test;
mod wasm;
mod workbench;

use std::process::ExitCode;

/// What went wrong, in a sentence that says what to type.
type Result<T = ()> = std::result::Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask <verb>

  build                            make dist/: what a portal copies
  serve [--port N]                 build, then serve the demo portal on loopback
  test [--no-browsers] [--quick]   set up and run all tests
                                   --no-browsers  leave out what needs a browser
                                   --quick        native tests and lints only
  sizes                            build, then weigh dist/ against its budget
  bench [--quick]                  build, then time the page in Chromium
  audit                            look at dependencies and licences, without a
                                   network; ADVISORY_DB names a folder of advisories
  reproduce                        build two clean clones and compare dist/
  bench --peers [ARGS]             build, then all engines on one workload; ARGS
                                   are the harness's: --quick, --only, --peers
  counts [--bless]                 instructions of a book, the first look, an answer,
                                   results, a page, the last one, against
                                   benches/counts.txt
  bare                             build, then dist/bare/: the engine without a page
  measure                          how exact the sets are and how much is asked;
                                   left in target/measure.md

hours, and not with the tests:
  walks [STEPS]                    sessions on random walks; a million steps
  fuzz [SECONDS]                   inputs made up by coverage; so long a target
  mutants [K/N]                    changed code that no test notices; one part of N
  miri                             `value` and `book` under Miri (a nightly toolchain)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["build"] => package::build(),
        ["serve"] => serve::demo(None),
        ["serve", "--port", port] => serve::demo(Some(port)),
        ["sizes"] => package::build().and_then(|()| package::weigh()),
        ["bench"] => test::bench(false),
        ["bench", "--quick"] => test::bench(true),
        ["audit"] => audit::all(),
        ["reproduce"] => reproduce::all(),
        ["bench", "--peers", flags @ ..] => peers::bench(flags),
        ["counts"] => counts::all(false),
        ["counts", "--bless"] => counts::all(true),
        ["bare"] => bare::build()
            .and_then(|()| package::portal())
            .and_then(|()| bare::assemble()),
        ["measure"] => measure::all(),
        ["walks"] => long::walks("1000000"),
        ["walks", steps] => long::walks(steps),
        ["fuzz"] => long::fuzz("600"),
        ["fuzz", seconds] => long::fuzz(seconds),
        ["mutants"] => long::mutants("1/1", &[]),
        ["mutants", part, more @ ..] => long::mutants(part, more),
        ["miri"] => long::miri(),
        ["test", flags @ ..] => test::Wanted::parse(flags).and_then(test::all),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
