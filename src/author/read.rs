//! Files to a [`Pack`]: which file holds what. Each declaration's keys are read in
//! `manifest`, `question`, `rules` and `program`.

mod manifest;
mod program;
mod question;
mod rules;

use super::fields::Fields;
use super::keys;
use super::pack::{At, Pack};
use super::source::{Files, Sources};
use super::yaml::{self, Key, Node};
use super::{Diagnostic, Place};
use manifest::{documents, read_manifest};
use program::{program, wizard};
use question::question;
use rules::{constraint, decision, facts, milestone};

/// Reads the YAML of one pack. Its tables are read where they are used.
pub(super) fn pack(
    files: &Files,
    name: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Option<Pack> {
    let manifest = [name, "/pack.yaml"].concat();
    let Some(bytes) = files.get(&manifest) else {
        let file = sources.add(&manifest, b"", out);
        out.push(Diagnostic::new(
            "missing-pack",
            Place { file, span: 0..0 },
            &[],
        ));
        return None;
    };
    let file = sources.add(&manifest, bytes, out);
    let mut pack = Pack {
        name: name.to_owned(),
        version: String::new(),
        title: Vec::new(),
        languages: vec!["ja".to_owned()],
        imports: Vec::new(),
        from: None,
        until: None,
        sources: Vec::new(),
        desks: None,
        channels: None,
        undecided: Vec::new(),
        settled: Vec::new(),
        books: Vec::new(),
        readings: None,
        terms: Vec::new(),
        questions: Vec::new(),
        facts: Vec::new(),
        decisions: Vec::new(),
        programs: Vec::new(),
        wizards: Vec::new(),
        constraints: Vec::new(),
        milestones: Vec::new(),
    };
    if let Some(root) = document(file, sources, out) {
        read_manifest(&root, &mut pack, out);
    }
    for folder in ["questions", "decisions", "programs", "wizards"] {
        let prefix = [name, "/", folder, "/"].concat();
        for (path, bytes) in files.range(prefix.clone()..) {
            if !path.starts_with(&prefix) {
                break;
            }
            if path.ends_with(".yaml") || path.ends_with(".yml") {
                let file = sources.add(path, bytes, out);
                if let Some(root) = document(file, sources, out) {
                    declarations(&root, &mut pack, out);
                }
            }
        }
    }
    Some(pack)
}

/// The YAML document of a file; an empty file is none.
pub(super) fn document(file: usize, sources: &Sources, out: &mut Vec<Diagnostic>) -> Option<Node> {
    let text = sources
        .get(file)
        .map(|it| it.text.clone())
        .unwrap_or_default();
    yaml::parse(file, &text, out)
}

/// Any of the four kinds of file may hold any of these.
fn declarations(root: &Node, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(root, &keys::DECLARATIONS, out) else {
        return;
    };
    for (key, node) in fields.entries("questions", out) {
        pack.questions.extend(question(key, node, out));
    }
    for (key, node) in fields.entries("tables", out) {
        pack.facts.extend(facts(key, node, out));
    }
    for (key, node) in fields.entries("decisions", out) {
        pack.decisions.extend(decision(key, node, out));
    }
    for (key, node) in fields.entries("programs", out) {
        pack.programs.extend(program(key, node, out));
    }
    for (key, node) in fields.entries("wizards", out) {
        pack.wizards.extend(wizard(key, node, out));
    }
    for (key, node) in fields.entries("constraints", out) {
        pack.constraints.extend(constraint(key, node, out));
    }
    for (key, node) in fields.entries("milestones", out) {
        pack.milestones.extend(milestone(key, node, out));
    }
    documents(&mut fields, pack, out);
    fields.finish(out);
}

fn named(key: &Key) -> At<String> {
    At {
        it: key.text.clone(),
        place: key.place.clone(),
    }
}
