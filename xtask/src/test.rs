//! `cargo xtask test`: set up, then every check and suite, each with its time.
//!
//! A failing step does not hide the ones after it, except those that need
//! what it makes. The last lines name what ran and what did not: a suite left
//! out never looks like one that passed.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::run::{apart, cargo, command, root, run, say, target, tsunagu, works};
use crate::serve::Portal;
use crate::setup::{self, Browsers, WASM};
use crate::{Result, audit, bare, package, reproduce};

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
    let mut browsers = None;
    report
        .step("setup", || {
            setup::rust_components()?;
            setup::wasm_target()?;
            setup::crates()?;
            if !matches!(wanted, Wanted::Quick) {
                setup::node_modules()?;
            }
            if matches!(wanted, Wanted::All) {
                browsers = Some(setup::browsers()?);
            }
            Ok(())
        })
        .map_err(|_| "nothing was tested".to_string())?;

    if matches!(wanted, Wanted::Quick) {
        native(&mut report, &wanted);
        report.not_run("package", "--quick");
        report.not_run("sizes", "--quick");
        report.not_run("nothing names this machine", "--quick");
        report.not_run("trust", "--quick");
        report.not_run("lints of the page", "--quick");
        report.not_run("the bare module", "--quick");
        leave_out(&mut report, &WASM_TESTS, "--quick");
        leave_out(&mut report, &WALKS, "--quick");
        return report.finish();
    }

    // Side by side: linking and shrinking the page's module keep one core busy,
    // and so does reading the crate before it is compiled.
    let log = target().join("page.log");
    let page = std::thread::scope(|scope| {
        let beside = scope.spawn(|| apart(&log, || page(browsers.as_ref())));
        native(&mut report, &wanted);
        beside.join().expect("steps return their errors")
    });
    let said = std::fs::read_to_string(&log).unwrap_or_default();
    println!("{said}");
    report.add(page?);

    match &browsers {
        None => leave_out(&mut report, &WALKS, "no browsers asked for"),
        Some(_) if !report.passed("package") => leave_out(&mut report, &WALKS, "no package"),
        Some(browsers) => walks(&mut report, browsers),
    }
    report.finish()
}

/// What needs no page.
fn native(report: &mut Report, wanted: &Wanted) {
    let _ = report.step("format", || run(&mut cargo("fmt --all --check")));
    let _ = report.step("lints", lints);
    let _ = report.step("dependencies", audit::all);
    let _ = report.step("the citizen's half alone", || {
        run(&mut cargo("check --quiet --locked --no-default-features"))
    });
    // With its tests: what runs for hours builds no more than this.
    let _ = report.step("author alone", || {
        run(&mut cargo(
            "check --quiet --locked --tests --no-default-features --features author",
        ))
    });
    let _ = report.step("native tests", native_tests);
    let _ = report.step("doc tests", || {
        run(&mut cargo("test --quiet --locked --doc"))
    });
    if matches!(wanted, Wanted::Quick) {
        report.not_run("formats of others", "--quick");
    } else {
        let _ = report.step("formats of others", || run(&mut formats()?));
    }
}

/// The page and what is shown of its code alone.
fn page(browsers: Option<&Browsers>) -> Report {
    let mut report = Report::default();
    if report.step("package", package::build).is_err() {
        report.not_run("sizes", "no package");
        report.not_run("nothing names this machine", "no package");
        report.not_run("trust", "no package");
        report.not_run("lints of the page", "no package");
        report.not_run("the bare module", "no package");
        leave_out(&mut report, &WASM_TESTS, "no package");
        return report;
    }
    let _ = report.step("sizes", package::weigh);
    let _ = report.step("nothing names this machine", reproduce::names_nobody);
    let _ = report.step("trust", || run(&mut trust()?));
    let _ = report.step("lints of the page", page_lints);
    let _ = report.step("the bare module", || {
        bare::build()?;
        let mut node = command("node", "--test --test-reporter=spec");
        add_tests(&mut node, "tests/bare")?;
        // Where it was made: the package, looked at below, has no part in it.
        run(node.env("BARE", bare::made()))
    });
    let Some(browsers) = browsers else {
        leave_out(&mut report, &WASM_TESTS, "no browsers asked for");
        return report;
    };
    for (name, suite) in WASM_TESTS {
        report.suite(name, suite(browsers));
    }
    report
}

/// An error is the reason why a suite cannot run here.
type Suite = fn(&Browsers) -> Result<Command>;

const WASM_TESTS: [(&str, Suite); 3] = [
    ("wasm tests in Chromium", wasm_in_chromium),
    ("wasm tests in Firefox", wasm_in_firefox),
    ("wasm tests in WebKit", wasm_in_webkit),
];

type Walk = fn(&Browsers, &Portal) -> Result<Command>;

const WALKS: [(&str, Walk); 3] = [
    ("end to end in Chromium", end_to_end),
    ("smoke walks in Firefox", smoke_in_firefox),
    ("smoke walks in WebKit", smoke_in_webkit),
];

/// Alone on the machine: a browser beside a compiler is too slow to be waited for.
fn walks(report: &mut Report, browsers: &Browsers) {
    let mut portal = None;
    let served = report.step("demo portal", || {
        portal = Some(Portal::start()?);
        Ok(())
    });
    let (Ok(()), Some(portal)) = (served, portal) else {
        return leave_out(report, &WALKS, "no portal");
    };
    for (name, suite) in WALKS {
        report.suite(name, suite(browsers, &portal));
    }
}

fn leave_out<T>(report: &mut Report, suites: &[(&'static str, T)], why: &str) {
    for (name, _) in suites {
        report.not_run(name, why);
    }
}

/// Times one answer and one page in Chromium through the served `dist/`, and
/// the first question on a slow phone.
/// `is_quick` leaves out what needs a release build, and loads less often.
pub fn bench(is_quick: bool) -> Result {
    let browsers = setup::browsers()?;
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
    if !is_quick {
        run(&mut cargo("bench --quiet --locked --bench growth"))?;
        run(&mut cargo("bench --quiet --locked --bench country"))?;
    }
    let portal = Portal::start()?;
    if !is_quick {
        run(at_portal(&browsers, &portal).arg("tests/e2e/country.mjs"))?;
    }
    run(at_portal(&browsers, &portal).arg("tests/e2e/bench.mjs"))?;
    let mut speed = at_portal(&browsers, &portal);
    if is_quick {
        speed.env("COLD_LOADS", "3");
    }
    run(speed.arg("tests/e2e/speed.mjs"))
}

fn lints() -> Result {
    // Without the test runner: ten lines of ours in front of eighty crates. Without
    // `columns`: two files in front of thirty, see `parquet` in main.rs.
    run(&mut cargo(
        "clippy --quiet --locked --workspace --exclude wasm-test-runner --all-targets --features web,workbench,bare-web -- -D warnings",
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

fn wasm_in_chromium(browsers: &Browsers) -> Result<Command> {
    let mut cargo = cargo(&wasm_tests());
    in_page(&mut cargo).env("CHROMEDRIVER", &browsers.chromedriver);
    Ok(cargo)
}

/// Without geckodriver, which takes minutes to compile: the runner serves its
/// page and a script opens it.
fn wasm_in_firefox(browsers: &Browsers) -> Result<Command> {
    let firefox = browsers.firefox.as_ref()?;
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
    let address = port.map_err(|it| format!("no free port: {it}"))?;
    let mut cargo = cargo(&wasm_tests());
    in_page(&mut cargo)
        .env("FIREFOX", firefox)
        .env("NO_HEADLESS", "1")
        .env("WASM_BINDGEN_TEST_ADDRESS", address.to_string())
        .env(
            "WASM_TEST_VISITOR",
            root().join("xtask/wasm-test-runner/firefox.mjs"),
        );
    Ok(cargo)
}

/// The runner speaks to WebKitGTK's driver as it does to Safari's.
fn wasm_in_webkit(browsers: &Browsers) -> Result<Command> {
    let webkit = browsers.webkit.as_ref()?;
    let cargo = cargo("");
    let mut screen = command(&webkit.xvfb_run, "-a");
    screen
        .arg(cargo.get_program())
        .args(wasm_tests().split_whitespace());
    in_page(&mut screen).env("SAFARIDRIVER", &webkit.driver);
    Ok(screen)
}

fn wasm_tests() -> String {
    format!("test --locked --target {WASM} --no-default-features --features web,std --test web")
}

fn in_page(tests: &mut Command) -> &mut Command {
    tests
        .env("TSUNAGU_TEST_BOOK", test_book())
        .env("WASM_BINDGEN_USE_BROWSER", "1")
}

fn end_to_end(browsers: &Browsers, portal: &Portal) -> Result<Command> {
    let mut node = at_portal(browsers, portal);
    node.env("CHROMIUM", &browsers.shell);
    // Three at a time: most of it is waiting for the browser.
    node.args(["--test", "--test-concurrency=3", "--test-reporter=spec"]);
    add_tests(&mut node, "tests/e2e")?;
    Ok(node)
}

/// What we write of other formats, by validators of their makers.
fn formats() -> Result<Command> {
    let mut node = command("node", "--test --test-reporter=spec");
    add_tests(&mut node, "tests/exchange")?;
    node.env("TSUNAGU", tsunagu());
    Ok(node)
}

/// Signed books, the bill of materials, and that books are the same each time.
fn trust() -> Result<Command> {
    let mut node = command("node", "--test --test-reporter=spec");
    add_tests(&mut node, "tests/trust")?;
    // As we run already: cargo would wait for the tests that are compiled beside.
    let us = std::env::current_exe().map_err(|it| format!("cannot find xtask itself: {it}"))?;
    node.env("TSUNAGU", tsunagu())
        .env("XTASK", us)
        .env("CARGO_TARGET_DIR", target());
    Ok(node)
}

/// Named one by one: node 20 takes a folder here and node 22 does not.
fn add_tests(node: &mut Command, folder: &str) -> Result {
    for file in package::entries(&root().join(folder))? {
        if file.to_string_lossy().ends_with(".test.mjs") {
            node.arg(file);
        }
    }
    Ok(())
}

fn at_portal(browsers: &Browsers, portal: &Portal) -> Command {
    let mut node = command("node", "");
    visitor(&mut node, portal).env("CHROMIUM", &browsers.chromium);
    node
}

fn smoke_in_firefox(browsers: &Browsers, portal: &Portal) -> Result<Command> {
    let firefox = browsers.firefox.as_ref()?;
    let mut node = command("node", SMOKE);
    visitor(&mut node, portal)
        .env("ENGINE", "firefox")
        .env("FIREFOX", firefox);
    Ok(node)
}

fn smoke_in_webkit(browsers: &Browsers, portal: &Portal) -> Result<Command> {
    let webkit = browsers.webkit.as_ref()?;
    let mut screen = command(&webkit.xvfb_run, "-a node");
    screen.args(SMOKE.split_whitespace());
    visitor(&mut screen, portal)
        .env("ENGINE", "webkit")
        .env("WEBKIT_DRIVER", &webkit.driver);
    Ok(screen)
}

const SMOKE: &str = "--test --test-reporter=spec tests/e2e/smoke.mjs";

fn visitor<'a>(node: &'a mut Command, portal: &Portal) -> &'a mut Command {
    // Some make books of their own, to be refused.
    node.env("PORTAL", &portal.address)
        .env("TSUNAGU", tsunagu())
}

#[derive(Default)]
struct Report {
    ran: Vec<(&'static str, Duration, bool)>,
    left_out: Vec<(&'static str, String)>,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result) -> Result {
        say(&format!("\n── {name}"));
        let start = Instant::now();
        let done = work();
        let time = start.elapsed();
        match &done {
            Ok(()) => say(&format!("   {name}: {time:.1?}")),
            Err(error) => say(&format!("error: {name}: {error}")),
        }
        self.ran.push((name, time, done.is_ok()));
        done
    }

    fn suite(&mut self, name: &'static str, suite: Result<Command>) {
        match suite {
            Ok(mut command) => _ = self.step(name, || run(&mut command)),
            Err(why) => self.not_run(name, why),
        }
    }

    fn add(&mut self, other: Report) {
        self.ran.extend(other.ran);
        self.left_out.extend(other.left_out);
    }

    fn not_run(&mut self, name: &'static str, why: impl Into<String>) {
        self.left_out.push((name, why.into()));
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
