//! What the engine of a page can reach: the import section of the shipped module,
//! name by name.
//!
//! A module can do nothing but what it imports. `xtask/imports.txt` lists each
//! import with the JavaScript behind it; the build stops where one comes, goes or
//! does something else, and where any of it is a way to the network, to storage,
//! to a clock or to randomness. Names in the shipped module are short
//! (`wasm.rs`), so what stands behind them is read from the glue.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::run::root;
use crate::{package, wasm};

/// In no import, however it is spelt.
const NEVER: [&str; 28] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "RTCPeer",
    "importScripts",
    "import(",
    "Worker",
    "navigator",
    "location",
    "history",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "caches",
    "cookie",
    "Date",
    "performance",
    "setTimeout",
    "setInterval",
    "requestAnimationFrame",
    "Math",
    "random",
    "crypto",
    "eval",
    "Function(",
    "src",
];

/// What the module imports is what is listed, and none of it leads outside.
pub fn check() -> Result {
    let shipped = package::dist().join("tsunagu.wasm");
    let bytes = fs::read(&shipped).map_err(|it| format!("{}: {it}", shipped.display()))?;
    let glue = wasm::dir().join("tsunagu.js");
    let glue = fs::read_to_string(&glue).map_err(|it| format!("{}: {it}", glue.display()))?;
    let mut found = BTreeSet::new();
    for (module, name) in imports(&bytes).ok_or("tsunagu.wasm: no import section we can read")? {
        let body = body(&glue, &name).ok_or_else(|| {
            format!("`{module}.{name}` is imported, and the glue has nothing of it")
        })?;
        if let Some(way_out) = NEVER.iter().find(|it| body.contains(**it)) {
            return Err(format!(
                "the engine of a page may not reach `{way_out}`: {body}"
            ));
        }
        found.insert(body);
    }
    compare(&found, &root().join("xtask/imports.txt"))
}

fn compare(found: &BTreeSet<String>, list: &Path) -> Result {
    let text = fs::read_to_string(list).map_err(|it| format!("{}: {it}", list.display()))?;
    let listed = text
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'));
    let listed: BTreeSet<String> = listed.map(str::to_string).collect();
    let more: Vec<_> = found
        .difference(&listed)
        .map(|it| format!("+ {it}"))
        .collect();
    let fewer: Vec<_> = listed
        .difference(found)
        .map(|it| format!("- {it}"))
        .collect();
    if more.is_empty() && fewer.is_empty() {
        println!(
            "the engine imports the {} functions of xtask/imports.txt, and no others",
            found.len()
        );
        return Ok(());
    }
    Err(format!(
        "the engine imports other functions than xtask/imports.txt lists:\n{}",
        [more, fewer].concat().join("\n")
    ))
}

/// Module and name of each import; `None` where the bytes are no module, or where
/// something else than a function is imported.
fn imports(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut rest = bytes.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((id, after)) = rest.split_first() {
        rest = after;
        let length = number(&mut rest)?;
        let (mut section, after) = rest.split_at_checked(length)?;
        rest = after;
        // Section 2 holds the imports (WebAssembly core, 5.5.5).
        if *id == 2 {
            let n = number(&mut section)?;
            let found: Option<Vec<_>> = (0..n).map(|_| import(&mut section)).collect();
            return found.filter(|_| section.is_empty());
        }
    }
    // A module may import nothing.
    Some(Vec::new())
}

fn import(section: &mut &[u8]) -> Option<(String, String)> {
    let (module, name) = (text(section)?, text(section)?);
    let (kind, rest) = section.split_first()?;
    *section = rest;
    number(section)?;
    // A function and its type; a memory or a table of somebody else's would be one
    // of 1 to 4.
    (*kind == 0).then_some((module, name))
}

fn text(section: &mut &[u8]) -> Option<String> {
    let length = number(section)?;
    let (text, rest) = section.split_at_checked(length)?;
    *section = rest;
    String::from_utf8(text.to_vec()).ok()
}

/// LEB128, as all numbers of a module are.
fn number(section: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = section.split_first()?;
        *section = rest;
        value |= usize::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some(value);
        }
    }
    None
}

/// What JavaScript does when the module calls an import, on one line. The module's
/// own exports have numbers that come and go: `wasm.e8` is `wasm.…`.
fn body(glue: &str, name: &str) -> Option<String> {
    let (_, after) = glue.split_once(&format!("{name}: function("))?;
    let (body, _) = after.split_once("\n},")?;
    let (_, body) = body.split_once(") {")?;
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = line.split("wasm.e");
    let mut out = parts.next()?.to_string();
    for part in parts {
        out += "wasm.…";
        out += part.trim_start_matches(|it: char| it.is_ascii_digit());
    }
    Some(out)
}
