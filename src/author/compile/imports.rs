//! Packs that others build on.

use std::collections::BTreeSet;

use super::super::pack::Pack;
use super::super::source::{Files, Sources};
use super::super::{Diagnostic, read};

/// More packs in one book than this are a circle of imports.
const MAX_PACKS: usize = 16;

/// Packs named in `imports:` of the packs in `files` that are not there yet.
pub fn wanted(files: &Files) -> BTreeSet<String> {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let mut wanted = BTreeSet::new();
    for (path, bytes) in files {
        let Some(folder) = path.strip_suffix("/pack.yaml") else {
            continue;
        };
        let manifest: Files = [(path.clone(), bytes.clone())].into();
        if let Some(pack) = read::pack(&manifest, folder, &mut sources, &mut out) {
            wanted.extend(pack.imports.into_iter().map(|it| it.it));
        }
    }
    wanted.retain(|it| !files.contains_key(&[it, "/pack.yaml"].concat()));
    wanted
}

/// The packs, imported ones first, the named one last.
pub(in crate::author) fn with_imports(
    files: &Files,
    pack: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Pack> {
    let mut order: Vec<Pack> = Vec::new();
    let mut seen = BTreeSet::from([pack.to_owned()]);
    let mut stack: Vec<Pack> = read::pack(files, pack, sources, out).into_iter().collect();
    while let Some(next) = stack.pop() {
        for import in &next.imports {
            if !seen.insert(import.it.clone()) || seen.len() > MAX_PACKS {
                continue;
            }
            if files.contains_key(&[&import.it, "/pack.yaml"].concat()) {
                stack.extend(read::pack(files, &import.it, sources, out));
            } else {
                out.push(Diagnostic::new(
                    "import-missing",
                    import.place.clone(),
                    &[&import.it],
                ));
            }
        }
        order.push(next);
    }
    order.reverse();
    order
}
