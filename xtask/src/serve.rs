//! The demo portal: `www/demo/` with `dist/` under `/tsunagu/`, served by the
//! product's own `tsunagu serve`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::package::{copy, dist};
use crate::run::{command, root, run, target, tsunagu};
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
    let _ = fs::remove_dir_all(site());
    copy(&root().join("www/demo"), &site())?;
    copy(&dist(), &site().join("tsunagu"))
}

fn server(port: &str) -> Command {
    let mut server = command(tsunagu(), "serve --dir");
    server.arg(site()).args(["--port", port]);
    server
}
