//! Command in, console out: runs the fixtures of `tests/cli/*.md`.
//!
//! A heading `##` is a test. A fence under a line with a file's name in
//! backticks is that file; those above the first test are there in all of
//! them. A `console` fence is a record: `$ ` begins a command, what follows is
//! what the console shows. `BLESS=1` rewrites the records.
//!
//! In a record stand standard output, then what went to standard error behind
//! `! `, then `[exit N]` where N is not 0. `[..]` stands for any text within a
//! line, for what differs from day to day. Commands may name variables first
//! (`LANG=ja_JP.UTF-8 tsunagu …`) and read a file (`< answers.txt`). Besides
//! `tsunagu` a record knows `ls FOLDER`, `cat FILE`, `cmp FILE FILE`, `mkdir FOLDER`, a server
//! (`tsunagu serve … &`, stopped at the end of the test), `GET /path`, `HEAD
//! /path`, `POST /path` to it, and `STATUS /path` for the first line of a GET;
//! `PORT` is its port.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

#[test]
fn cli() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failed = String::new();
    let mut n_tests = 0;
    for path in fixtures("tests/cli") {
        let text = fs::read_to_string(&path).unwrap();
        let mut fixture = Fixture::parse(&text);
        for test in &mut fixture.tests {
            n_tests += 1;
            let before = test.records();
            test.run(&fixture.shared);
            if before != test.records() {
                let place = format!("{}: {}", path.display(), test.heading);
                let _ = writeln!(failed, "{place}\n{}", difference(&before, &test.records()));
            }
        }
        if bless {
            fs::write(&path, fixture.print()).unwrap();
        }
    }
    assert!(n_tests > 0, "no fixtures found");
    assert!(
        bless || failed.is_empty(),
        "\n{failed}\nBLESS=1 rewrites; then read the diff"
    );
}

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(root).unwrap().map(|it| it.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .collect();
    found.sort();
    found
}

/// From the first line that differs to the last, with the command above it.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let n_before = old
        .iter()
        .zip(&new)
        .take_while(|(old, new)| old == new)
        .count();
    let n_rest = old.len().min(new.len()) - n_before;
    let ends = old.iter().rev().zip(new.iter().rev()).take(n_rest);
    let n_after = ends.take_while(|(old, new)| old == new).count();
    let command = old[..n_before].iter().rfind(|it| it.starts_with("$ "));
    let mut out: String = command.into_iter().flat_map(|it| [it, "\n"]).collect();
    for (mark, lines) in [("-", &old), ("+", &new)] {
        for line in &lines[n_before..lines.len() - n_after] {
            let _ = writeln!(out, "{mark}{line}");
        }
    }
    out
}

struct Fixture {
    /// What stands before the first test.
    shared: Vec<Part>,
    tests: Vec<Test>,
}

struct Test {
    heading: String,
    parts: Vec<Part>,
}

enum Part {
    /// Prose and blank lines, as they are.
    Text(String),
    /// The fence's first line, its content, and the file it is.
    File {
        fence: String,
        content: String,
        name: String,
    },
    Record(Vec<Step>),
}

struct Step {
    command: String,
    /// With line feeds.
    output: String,
}

impl Fixture {
    fn parse(text: &str) -> Self {
        let mut fixture = Self {
            shared: Vec::new(),
            tests: Vec::new(),
        };
        let mut lines = text.split_inclusive('\n');
        let mut name = String::new();
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                fixture.tests.push(Test {
                    heading: heading.trim().to_owned(),
                    parts: Vec::new(),
                });
                continue;
            }
            let parts = match fixture.tests.last_mut() {
                Some(test) => &mut test.parts,
                None => &mut fixture.shared,
            };
            if line.starts_with("```") {
                // A longer fence may hold shorter ones.
                let closing = &line[..line.len() - line.trim_start_matches('`').len()];
                let inner = lines.by_ref().take_while(|it| it.trim_end() != closing);
                let content: String = inner.collect();
                parts.push(if line.trim_end() == "```console" {
                    Part::Record(steps(&content))
                } else {
                    assert!(
                        !name.is_empty(),
                        "a fence without a file's name above it:\n{content}"
                    );
                    Part::File {
                        fence: line.to_owned(),
                        content,
                        name: std::mem::take(&mut name),
                    }
                });
            } else {
                if let Some(named) = line
                    .trim_end()
                    .strip_prefix('`')
                    .and_then(|it| it.strip_suffix("`:"))
                {
                    named.clone_into(&mut name);
                }
                parts.push(Part::Text(line.to_owned()));
            }
        }
        fixture
    }

    fn print(&self) -> String {
        let mut out: String = self.shared.iter().map(Part::print).collect();
        for test in &self.tests {
            let _ = writeln!(out, "## {}", test.heading);
            out.extend(test.parts.iter().map(Part::print));
        }
        out
    }
}

impl Part {
    fn print(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::File { fence, content, .. } => {
                let closing = &fence[..fence.len() - fence.trim_start_matches('`').len()];
                format!("{fence}{content}{closing}\n")
            }
            Self::Record(steps) => format!("```console\n{}```\n", print(steps)),
        }
    }
}

fn steps(content: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in content.split_inclusive('\n') {
        match line.strip_prefix("$ ") {
            Some(command) => steps.push(Step {
                command: command.trim_end().to_owned(),
                output: String::new(),
            }),
            None => steps
                .last_mut()
                .expect("a record begins with `$ `")
                .output
                .push_str(line),
        }
    }
    steps
}

fn print(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|it| format!("$ {}\n{}", it.command, it.output))
        .collect()
}

impl Test {
    fn records(&self) -> String {
        self.parts
            .iter()
            .map(|it| {
                if let Part::Record(steps) = it {
                    print(steps)
                } else {
                    String::new()
                }
            })
            .collect()
    }

    /// Writes the files, runs the commands, puts what they showed in place of
    /// what was expected.
    fn run(&mut self, shared: &[Part]) {
        let mut place = Place::new();
        for part in shared {
            if let Part::File { content, name, .. } = part {
                place.write(name, content);
            }
        }
        for part in &mut self.parts {
            match part {
                Part::Text(_) => {}
                Part::File { content, name, .. } => place.write(name, content),
                Part::Record(steps) => {
                    for step in steps {
                        let output = place.run(&step.command);
                        if !same(&step.output, &output) {
                            step.output = output;
                        }
                    }
                }
            }
        }
    }
}

/// Line by line; `[..]` in the expected one stands for anything.
fn same(expected: &str, actual: &str) -> bool {
    let (expected, actual): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), actual.lines().collect());
    expected.len() == actual.len()
        && expected
            .iter()
            .zip(actual)
            .all(|(expected, actual)| fits(expected, actual))
}

fn fits(expected: &str, actual: &str) -> bool {
    match expected.split_once("[..]") {
        None => expected == actual,
        Some((before, after)) => actual.strip_prefix(before).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            ends.into_iter().any(|at| fits(after, &rest[at..]))
        }),
    }
}

/// A folder of its own for one test, and the server it started.
struct Place {
    root: PathBuf,
    server: Option<(Child, String)>,
}

impl Place {
    fn new() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{n}"));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Self { root, server: None }
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn run(&mut self, command: &str) -> String {
        let port = self.server.as_ref().map_or("PORT", |(_, port)| port);
        let words = words(&command.replace("PORT", port));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["ls", folder] => {
                let entries = fs::read_dir(self.root.join(folder)).unwrap();
                let mut names: Vec<_> = entries
                    .map(|it| it.unwrap().file_name().into_string().unwrap())
                    .collect();
                names.sort();
                names.iter().map(|it| format!("{it}\n")).collect()
            }
            ["cat", file] => {
                String::from_utf8_lossy(&fs::read(self.root.join(file)).unwrap()).into_owned()
            }
            ["cmp", one, other] => {
                let [one, other] = [one, other].map(|it| fs::read(self.root.join(it)).unwrap());
                if one == other {
                    String::new()
                } else {
                    "they differ\n".to_owned()
                }
            }
            ["mkdir", folder] => {
                fs::create_dir_all(self.root.join(folder)).unwrap();
                String::new()
            }
            [method @ ("GET" | "HEAD" | "POST"), path] => self.request(method, path),
            ["STATUS", path] => self
                .request("GET", path)
                .lines()
                .take(1)
                .map(|it| format!("{it}\n"))
                .collect(),
            [.., "&"] => self.serve(&words[..words.len() - 1]),
            _ => self.tsunagu(&words),
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let n_variables = words.iter().take_while(|it| it.contains('=')).count();
        let (variables, rest) = words.split_at(n_variables);
        let (program, arguments) = rest.split_first().expect("a command");
        assert_eq!(*program, "tsunagu", "a record knows no such command");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tsunagu"));
        command.current_dir(&self.root).env_clear();
        // Some systems need these to start any program.
        for kept in ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"] {
            command.envs(std::env::var_os(kept).map(|value| (kept, value)));
        }
        command.envs(variables.iter().filter_map(|it| it.split_once('=')));
        match arguments {
            [before @ .., "<", file] => {
                command
                    .args(before)
                    .stdin(File::open(self.root.join(file)).unwrap());
            }
            _ => {
                command.args(arguments).stdin(Stdio::null());
            }
        }
        command
    }

    fn tsunagu(&self, words: &[&str]) -> String {
        let output = self.command(words).output().unwrap();
        let mut shown = lines("", &String::from_utf8_lossy(&output.stdout));
        shown.push_str(&lines("! ", &String::from_utf8_lossy(&output.stderr)));
        match output.status.code() {
            Some(0) => {}
            Some(code) => {
                let _ = writeln!(shown, "[exit {code}]");
            }
            None => shown.push_str("[killed]\n"),
        }
        match &self.server {
            Some((_, port)) => shown.replace(port, "PORT"),
            None => shown,
        }
    }

    fn serve(&mut self, words: &[&str]) -> String {
        let mut server = self
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let after = line.split("127.0.0.1:").nth(1).expect("an address");
        let port: String = after.chars().take_while(char::is_ascii_digit).collect();
        let shown = line.replace(&port, "PORT");
        self.server = Some((server, port));
        shown
    }

    /// The answer without its date, which differs, and its server's name,
    /// which is not ours to promise.
    fn request(&self, method: &str, path: &str) -> String {
        let (_, port) = self.server.as_ref().expect("a server was started");
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let is_ours = |it: &&str| !it.starts_with("Date:") && !it.starts_with("Server:");
        answer
            .lines()
            .filter(is_ours)
            .map(|it| format!("{}\n", it.replace(port, "PORT")))
            .collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, _)) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn lines(mark: &str, text: &str) -> String {
    text.lines()
        .map(|it| format!("{mark}{it}").trim_end().to_owned() + "\n")
        .collect()
}

/// Splits at spaces; quotes of both kinds keep them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for it in command.chars() {
        match (quote, it) {
            (Some(open), _) if it == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(it);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(it),
        }
    }
    words.extend(word);
    words
}
