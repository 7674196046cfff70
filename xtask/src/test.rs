//! `cargo xtask test`: set up, then every check and suite, each with its time.
//!
//! A failing step does not hide the ones after it, except those that need
//! what it makes. The last lines name what ran and what did not: a suite left
//! out never looks like one that passed.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::run::{cargo, command, root, run, target, tsunagu, works};
use crate::serve::Portal;
use crate::setup::{self, Browser, WASM};
use crate::{Result, package};

/// Which suites were asked for.
pub enum Wanted {
    All,
    NoBrowsers,
    Quick,
}

impl Wanted {
    pub fn parse(flags: &[&str]) -> Result<Wanted> {
        match flags {
            [] => Ok(Wanted::All),
            ["--no-browsers"] => Ok(Wanted::NoBrowsers),
            // Quick leaves the browsers out already.
            ["--quick"] | ["--quick", "--no-browsers"] | ["--no-browsers", "--quick"] => {
                Ok(Wanted::Quick)
            }
            _ => Err("`cargo xtask test` takes --no-browsers and --quick".to_string()),
        }
    }
}

pub fn all(wanted: Wanted) -> Result {
    let mut report = Report::default();
    let mut browser = None;
    report
        .step("setup", || {
            setup::rust_components()?;
            setup::wasm_target()?;
            if !matches!(wanted, Wanted::Quick) {
                setup::node_modules()?;
            }
            if matches!(wanted, Wanted::All) {
                browser = Some(setup::browser()?);
            }
            Ok(())
        })
        .map_err(|_| "nothing was tested".to_string())?;

    let _ = report.step("format", || run(&mut cargo("fmt --all --check")));
    let _ = report.step("lints", lints);
    let _ = report.step("the citizen's half alone", || {
        run(&mut cargo("check --quiet --locked --no-default-features"))
    });
    let _ = report.step("native tests", native_tests);
    let _ = report.step("doc tests", || {
        run(&mut cargo("test --quiet --locked --doc"))
    });

    if matches!(wanted, Wanted::Quick) {
        report.not_run("package", "--quick");
    } else if report.step("package", package::build).is_ok() {
        let _ = report.step("sizes", package::weigh);
        let _ = report.step("lints of the page", page_lints);
    } else {
        report.not_run("sizes", "no package");
        report.not_run("lints of the page", "no package");
    }

    let Some(browser) = browser else {
        report.not_run("wasm tests in Chromium", "no browsers asked for");
        report.not_run("end to end in Chromium", "no browsers asked for");
        return report.finish();
    };
    if report.passed("package") {
        let _ = report.step("wasm tests in Chromium", || wasm_tests(&browser));
        let _ = report.step("end to end in Chromium", || end_to_end(&browser));
    } else {
        report.not_run("wasm tests in Chromium", "no package");
        report.not_run("end to end in Chromium", "no package");
    }
    report.finish()
}

/// Times one answer and one page in Chromium through the served `dist/`.
pub fn bench() -> Result {
    let browser = setup::browser()?;
    package::build()?;
    let mut check = Command::new(tsunagu());
    check.current_dir(root()).args([
        "check",
        "rules/national",
        "rules/kanagawa",
        "rules/kumamoto",
        "rules/saga",
    ]);
    let start = Instant::now();
    run(&mut check)?;
    println!(
        "check of the four packs, development build: {:.0?}",
        start.elapsed()
    );
    run(&mut cargo("bench --quiet --locked --bench growth"))?;
    let portal = Portal::start()?;
    run(in_browser(&browser, &portal).arg("tests/e2e/bench.mjs"))
}

fn lints() -> Result {
    // Without the test runner: ten lines of ours in front of eighty crates.
    run(&mut cargo(
        "clippy --quiet --locked --workspace --exclude wasm-test-runner --all-targets --all-features -- -D warnings",
    ))
}

/// Code for the page is compiled only for wasm, so it is read there too. Its
/// tests hold a book, so this comes after the package.
fn page_lints() -> Result {
    let args = format!(
        "clippy --quiet --locked --target {WASM} --no-default-features --features web,std --lib --test web -- -D warnings"
    );
    run(cargo(&args).env("TSUNAGU_TEST_BOOK", test_book()))
}

/// The book that tests of the page are compiled with.
fn test_book() -> PathBuf {
    package::dist().join("books/kanagawa.book")
}

fn native_tests() -> Result {
    if works(&mut cargo("nextest --version")) {
        return run(&mut cargo(
            "nextest run --locked --status-level fail --final-status-level fail",
        ));
    }
    run(&mut cargo("test --quiet --locked --lib --bins --tests"))
}

fn wasm_tests(browser: &Browser) -> Result {
    let args = format!(
        "test --locked --target {WASM} --no-default-features --features web,std --test web"
    );
    run(cargo(&args)
        .env("TSUNAGU_TEST_BOOK", test_book())
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("CHROMEDRIVER", &browser.driver))
}

fn end_to_end(browser: &Browser) -> Result {
    let portal = Portal::start()?;
    let mut node = in_browser(browser, &portal);
    node.args(["--test", "--test-reporter=spec"]);
    // Named one by one: node 20 takes a folder here and node 22 does not.
    for file in package::entries(&root().join("tests/e2e"))? {
        if file.to_string_lossy().ends_with(".test.mjs") {
            node.arg(file);
        }
    }
    run(&mut node)
}

fn in_browser(browser: &Browser, portal: &Portal) -> Command {
    let mut node = command("node", "");
    node.env("CHROMIUM", &browser.chromium)
        .env("PORTAL", &portal.address)
        .env("SCREENSHOTS", target().join("e2e"));
    node
}

#[derive(Default)]
struct Report {
    ran: Vec<(&'static str, Duration, bool)>,
    left_out: Vec<(&'static str, &'static str)>,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result) -> Result {
        println!("\n── {name}");
        let start = Instant::now();
        let done = work();
        let time = start.elapsed();
        match &done {
            Ok(()) => println!("   {name}: {time:.1?}"),
            Err(error) => eprintln!("error: {name}: {error}"),
        }
        self.ran.push((name, time, done.is_ok()));
        done
    }

    fn not_run(&mut self, name: &'static str, why: &'static str) {
        self.left_out.push((name, why));
    }

    fn passed(&self, name: &str) -> bool {
        self.ran
            .iter()
            .any(|(it, _, passed)| *it == name && *passed)
    }

    fn finish(self) -> Result {
        println!();
        for (name, time, passed) in &self.ran {
            let verdict = if *passed { "ok" } else { "FAILED" };
            println!("{verdict:>8}  {time:>7.1?}  {name}");
        }
        for (name, why) in &self.left_out {
            println!(" NOT RUN           {name} ({why})");
        }
        let names = |passed: bool| -> String {
            let steps = self.ran.iter().filter(|it| it.2 == passed);
            steps.map(|it| it.0).collect::<Vec<_>>().join(", ")
        };
        let left_out: Vec<_> = self.left_out.iter().map(|it| it.0).collect();
        let left_out = match left_out.as_slice() {
            [] => "nothing left out".to_string(),
            names => format!("NOT RUN: {}", names.join(", ")),
        };
        println!("\npassed: {}; {left_out}", names(true));
        match names(false).as_str() {
            "" => Ok(()),
            failed => Err(format!("failed: {failed}")),
        }
    }
}
