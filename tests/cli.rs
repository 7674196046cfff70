//! Command in, console out: runs the fixtures of `tests/cli/*.md`.
//!
//! A named fence is a file, written before the first command runs. A `console`
//! fence is a record: `$ ` begins a command, what follows is what the console
//! shows.
//!
//! In a record stand standard output, then what went to standard error behind
//! `! `, then `[exit N]` where N is not 0. `[..]` stands for any text within a
//! line, for what differs from day to day. Commands may name variables first
//! (`LANG=ja_JP.UTF-8 tsunagu …`) and read a file (`< answers.txt`). Besides
//! `tsunagu` a record knows `ls FOLDER`, `cat FILE`, `cmp FILE FILE`, `mkdir FOLDER`, a server
//! (`tsunagu serve … &`, stopped at the end of the test), `GET /path`, `HEAD
//! /path`, `POST /path` to it, and `STATUS /path` for the first line of a GET;
//! `PORT` is its port.

#![cfg(feature = "cli")]

mod fixture;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fixture::Part;

#[test]
fn cli() {
    fixture::run("tests/cli", |shared, test| {
        let mut place = Place::new();
        for part in shared {
            place.take(part);
        }
        for part in &mut test.parts {
            place.take(part);
            if let Part::Fence(fence) = part
                && fence.name.is_none()
            {
                assert_eq!(fence.info, "console", "under {}", test.heading);
                fence.content = record(&mut place, &fence.content);
            }
        }
    });
}

/// Runs the commands of a record; what fits what was expected stays.
fn record(place: &mut Place, content: &str) -> String {
    let mut out = String::new();
    for Step { command, output } in steps(content) {
        let shown = place.run(&command);
        let kept = if same(&output, &shown) { output } else { shown };
        let _ = write!(out, "$ {command}\n{kept}");
    }
    out
}

struct Step {
    command: String,
    /// With line feeds.
    output: String,
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

    /// Writes the part, if it is a file.
    fn take(&self, part: &Part) {
        if let Part::Fence(fence) = part
            && let Some(name) = &fence.name
        {
            self.write(name, &fence.content);
        }
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
