//! The demo portal: `www/demo/` with `dist/` under `/tsunagu/`, served by the
//! product's own `tsunagu serve`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::package::{copy, dist, esbuild, write};
use crate::run::{command, root, run, target, tsunagu};
use crate::stamp::{hash, unless_fresh};
use crate::{Result, package};

/// Asked for when no port is given, so that a reload finds the page again.
const USUAL_PORT: u16 = 8787;

/// Builds and serves until interrupted.
pub fn demo(port: Option<&str>) -> Result {
    package::build()?;
    assemble()?;
    let free = TcpListener::bind(("127.0.0.1", USUAL_PORT)).is_ok();
    let usual = if free {
        USUAL_PORT.to_string()
    } else {
        "0".to_string()
    };
    run(&mut server(port.unwrap_or(&usual)))
}

/// A portal that runs while this value lives.
pub struct Portal {
    /// Such as `http://127.0.0.1:40123/`.
    pub address: String,
    server: Child,
}

impl Portal {
    /// Starts on a free port; `dist/` must have been built.
    pub fn start() -> Result<Portal> {
        assemble()?;
        let mut server = server("0")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|it| format!("cannot run `{}`: {it}", tsunagu().display()))?;
        let output = BufReader::new(server.stdout.take().expect("it is piped"));
        let (send, receive) = mpsc::channel();
        // Keeps reading after the address: a full pipe would stop the server.
        std::thread::spawn(move || {
            for line in output.lines().map_while(std::result::Result::ok) {
                let address = line.split_whitespace().find(|it| it.starts_with("http://"));
                if let Some(address) = address {
                    let _ = send.send(address.to_string());
                }
            }
        });
        let address = receive
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_default();
        let portal = Portal { address, server };
        if portal.address.is_empty() {
            return Err("`tsunagu serve` printed no address".to_string());
        }
        Ok(portal)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn site() -> PathBuf {
    target().join("site")
}

fn assemble() -> Result {
    let demo = root().join("www/demo");
    let _ = fs::remove_dir_all(site());
    copy(&demo, &site())?;
    copy(&dist(), &site().join("tsunagu"))?;
    copy(&react_example()?, &site().join("examples/react.js"))?;
    // A site rebuilt is a new version for its service worker.
    let worker = fs::read_to_string(demo.join("offline.js"))
        .map_err(|it| format!("cannot read offline.js: {it}"))?;
    let version = hash(&[demo, dist()])?;
    let worker = worker.replace("'VERSION'", &format!("'{version:016x}'"));
    write(&site().join("offline.js"), worker.as_bytes())
}

/// React is bundled into the demo only; the element stays outside, where its
/// engine lies beside it.
fn react_example() -> Result<PathBuf> {
    let source = root().join("www/demo/examples/react.jsx");
    let bundled = target().join("demo/react.js");
    let inputs = [source.clone(), root().join("package-lock.json")];
    unless_fresh("react", &inputs, std::slice::from_ref(&bundled), || {
        run(esbuild(&source, &bundled)
            .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
            .args(["--jsx=automatic", "--legal-comments=eof"])
            .arg("--define:process.env.NODE_ENV=\"production\"")
            .args([
                "--alias:tsunagu=/tsunagu/tsunagu.js",
                "--external:/tsunagu/*",
            ]))
    })?;
    Ok(bundled)
}

fn server(port: &str) -> Command {
    let mut server = command(tsunagu(), "serve --dir");
    server.arg(site()).args(["--port", port]);
    server
}
