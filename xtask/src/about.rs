//! What goes with a page about itself: a bill of materials (CycloneDX 1.6) and
//! the licences of others, whole.
//!
//! The same build gives the same bytes, so neither names a day or a machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::package::{entries, write};
use crate::parts::Part;
use crate::policy::Policy;
use crate::run::root;
use crate::{Result, package, parts};

pub const BILL: &str = "sbom.cdx.json";
pub const LICENCES: &str = "LICENSE-third-party.txt";

/// Writes both into `out`. An error where a part's licence is not allowed or its
/// text is not there.
pub fn write_about(name: &str, features: &str, metafiles: &[PathBuf], out: &Path) -> Result {
    let parts = parts::all(features, metafiles)?;
    let policy = Policy::read()?;
    for part in &parts {
        policy.allows(&part.licence, &part.purl)?;
    }
    let bill = serde_json::to_string_pretty(&bill(name, &parts)?);
    let bill = bill.map_err(|it| format!("the bill of materials: {it}"))? + "\n";
    write(&out.join(BILL), bill.as_bytes())?;
    write(&out.join(LICENCES), licences(&parts)?.as_bytes())
}

fn bill(name: &str, parts: &[Part]) -> Result<Value> {
    let version = package::version()?;
    let own = format!("pkg:generic/{name}@{version}");
    let used: Vec<&String> = parts.iter().flat_map(|it| &it.uses).collect();
    let direct: Vec<&String> = parts
        .iter()
        .map(|it| &it.purl)
        .filter(|it| !used.contains(it))
        .collect();
    let mut uses = vec![json!({ "ref": own, "dependsOn": direct })];
    uses.extend(
        parts
            .iter()
            .map(|it| json!({ "ref": it.purl, "dependsOn": it.uses })),
    );
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": own,
                "name": name,
                "version": version,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            },
        },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
        "dependencies": uses,
    }))
}

fn component(part: &Part) -> Value {
    let mut it = json!({
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "scope": "required",
        "licenses": [{ "expression": part.licence }],
        "purl": part.purl,
    });
    if let Some((algorithm, digest)) = &part.hash {
        it["hashes"] = json!([{ "alg": algorithm, "content": digest }]);
    }
    if let Some(url) = &part.url {
        it["externalReferences"] = json!([{ "type": "vcs", "url": url }]);
    }
    it
}

/// Each text once, with the parts it came with.
fn licences(parts: &[Part]) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for part in parts {
        let title = format!("{} {}", part.name, part.version);
        list += &format!("  {title}  ({})\n", part.licence);
        for text in texts_of(part)? {
            texts.entry(text).or_default().push(title.clone());
        }
    }
    let mut out = format!(
        "What of others is in these files, and under which licence. Our own is\n\
         MIT OR Apache-2.0.\n\n{list}"
    );
    // By who comes first, not by the text.
    let mut texts: Vec<_> = texts.into_iter().map(|(text, of)| (of, text)).collect();
    texts.sort();
    for (of, text) in texts {
        let rule = "=".repeat(72);
        out += &format!(
            "\n{rule}\n{}\n{rule}\n\n{}\n",
            of.join("\n"),
            text.trim_matches('\n')
        );
    }
    Ok(out)
}

/// The texts it comes with. A part without one that may be had under Apache-2.0 is
/// taken under that, whose text names nobody; MIT without its line of copyright
/// would not be the licence.
fn texts_of(part: &Part) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for file in part.folder.as_deref().map_or(Ok(Vec::new()), entries)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_uppercase();
        let is_text = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "COPYRIGHT",
            "UNLICENSE",
            "NOTICE",
        ];
        if file.is_file() && is_text.iter().any(|it| name.starts_with(it)) {
            texts.push(text(&file)?);
        }
    }
    if texts.is_empty() {
        if !part.licence.split(" OR ").any(|it| it == "Apache-2.0") {
            return Err(format!(
                "{} comes without the text of its licence",
                part.purl
            ));
        }
        texts.push(text(&root().join("LICENSE-APACHE"))?);
    }
    Ok(texts)
}

fn text(file: &Path) -> Result<String> {
    let bytes = fs::read(file).map_err(|it| format!("cannot read {}: {it}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    Ok(text.trim_end().to_owned() + "\n")
}
