//! `tsunagu serve`: the built site, on this computer only.
//!
//! It sends the headers a strict portal sends, so that what would break there
//! breaks here first. Files below one folder, GET and HEAD, nothing else.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::console::Console;
use super::folder::reason;
use super::snippet::Snippet;
use super::words::Word;
use super::{FINE, Trouble};

const USUAL_PORT: u16 = 8787;
/// A page and its service worker ask for a dozen files at once.
const WORKERS: usize = 8;
/// See [`knock`].
const KNOCK: Duration = Duration::from_millis(250);

// The element needs no policy for Trusted Types: it runs under
// `trusted-types 'none'` just as well. The one named here is the demo's: the
// address of a service worker is a script's, and there is no other way to
// register one. Frames are for the demo's page in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; \
     frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     require-trusted-types-for 'script'; trusted-types offline-worker";
/// The workbench has a worker of its own, and a frame to try the guide in.
const WORKBENCH: &str = "/tsunagu/workbench/";
const WORKBENCH_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     require-trusted-types-for 'script'; trusted-types workbench-worker";

const HEADERS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    // A page rebuilt is a page shown.
    ("Cache-Control", "no-cache"),
];

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder to show; target/site or dist if absent / 見せるフォルダー
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,

    /// Port on 127.0.0.1; 0 for any free one / ポート番号（0 なら空いているもの）
    #[arg(long, value_name = "N", default_value_t = USUAL_PORT)]
    port: u16,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let root = root(args, console)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .map_err(|it| cannot(args.port, &it, console))?;
    let port = listener
        .local_addr()
        .map_err(|it| cannot(args.port, &it, console))?
        .port();
    let server = Server::from_listener(listener, None)
        .map_err(|it| console.wrong(Word::CannotServe, &[&port.to_string(), &it.to_string()]))?;
    let url = format!("http://127.0.0.1:{port}/");
    if console.json {
        // On one line: whoever started us reads a line and goes on.
        console.out_line(&serde_json::json!({ "url": url }).to_string());
    } else {
        console.out_line(&url);
        console.err_line(&console.word(Word::Serving, &[&root.display().to_string()]));
    }
    std::thread::scope(|scope| {
        scope.spawn(|| knock(port));
        for _ in 0..WORKERS {
            scope.spawn(|| {
                for request in server.incoming_requests() {
                    // A browser that went away is no mistake of anyone's.
                    let _ = answer(request, &root);
                }
            });
        }
    });
    Ok(FINE)
}

/// When two connections come at once and one thread of tiny_http's (0.12) is free,
/// both are given to it, and the second waits until a third connection comes. So
/// one comes, now and then, and says nothing.
fn knock(port: u16) {
    loop {
        std::thread::sleep(KNOCK);
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
    }
}

/// Without links, so that what is found can be compared with it.
fn root(args: &Args, console: &Console) -> Result<PathBuf, Snippet> {
    let folder = match &args.dir {
        Some(given) => given.clone(),
        None => ["target/site", "dist"]
            .into_iter()
            .map(PathBuf::from)
            .find(|it| it.is_dir())
            .ok_or_else(|| {
                let help = console.word(Word::NoSiteHelp, &[]);
                console.wrong(Word::NoSite, &[]).help(help)
            })?,
    };
    let shown = folder.display().to_string();
    match fs::canonicalize(&folder) {
        Ok(root) if root.is_dir() => Ok(root),
        Ok(_) => Err(console.wrong(Word::NotAFolder, &[&shown])),
        Err(error) => Err(console.wrong(Word::CannotRead, &[&shown, &reason(&error, console)])),
    }
}

fn cannot(port: u16, error: &io::Error, console: &Console) -> Snippet {
    let number = port.to_string();
    if error.kind() == io::ErrorKind::AddrInUse {
        let next = port.checked_add(1).unwrap_or(USUAL_PORT).to_string();
        let help = console.word(Word::PortTakenHelp, &[&next]);
        return console.wrong(Word::PortTaken, &[&number]).help(help);
    }
    console.wrong(Word::CannotServe, &[&number, &reason(error, console)])
}

fn answer(request: Request, root: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return refuse(request, 405, "method not allowed\n");
    }
    let url = request.url();
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let Some(file) = find(root, path) else {
        return refuse(request, 404, "not found\n");
    };
    if file.is_dir() {
        // Links in the page are relative to the slash.
        let there = header("Location", &format!("{path}/"));
        return request.respond(with_headers(Response::empty(302), POLICY).with_header(there));
    }
    match File::open(&file) {
        Ok(open) => {
            let kind = header("Content-Type", content_type(&file));
            let policy = if path.starts_with(WORKBENCH) {
                WORKBENCH_POLICY
            } else {
                POLICY
            };
            request.respond(with_headers(Response::from_file(open), policy).with_header(kind))
        }
        Err(_) => refuse(request, 404, "not found\n"),
    }
}

fn refuse(request: Request, status: u16, words: &str) -> io::Result<()> {
    let response = Response::from_string(words).with_status_code(status);
    let mut response = with_headers(response, POLICY);
    if status == 405 {
        response.add_header(header("Allow", "GET, HEAD"));
    }
    request.respond(response)
}

fn with_headers<R: io::Read>(response: Response<R>, policy: &str) -> Response<R> {
    let response = response.with_header(header("Content-Security-Policy", policy));
    HEADERS.iter().fold(response, |response, (name, value)| {
        response.with_header(header(name, value))
    })
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .expect("ours are ASCII, and so is the path of a request tiny_http has read")
}

/// The file a path of the address means; a folder only where its slash is
/// missing. Nothing outside `root`, nothing that begins with a dot.
fn find(root: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(path.strip_prefix('/')?)?;
    let mut parts: Vec<&str> = decoded.split('/').collect();
    let last = parts
        .pop()
        .filter(|it| !it.is_empty())
        .unwrap_or("index.html");
    let mut file = root.to_owned();
    for part in parts.into_iter().chain([last]) {
        file.push(plain(part)?);
    }
    // A link may lead outside.
    let real = fs::canonicalize(&file).ok()?;
    let is_page = !real.is_dir() || real.join("index.html").is_file();
    (real.starts_with(root) && is_page).then_some(real)
}

/// A name and nothing a system may read as more: `..`, `C:`, `a\b`, `NUL:`.
fn plain(part: &str) -> Option<&str> {
    let is_plain = !part.is_empty()
        && !part.starts_with('.')
        && !part.contains(['\\', ':'])
        && !part.contains(char::is_control);
    is_plain.then_some(part)
}

/// `None` for a lone `%`, or for bytes that are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            let digit = |it: u8| char::from(it).to_digit(16);
            let value = digit(digits[0])? * 16 + digit(digits[1])?;
            bytes.push(u8::try_from(value).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(file: &Path) -> &'static str {
    let extension = file
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" | "yaml" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
