//! Decisions as a DMN 1.3 model and back.
//!
//! Between a pack and the XML stands the [`Model`] that the conformance suite
//! runs, so a foreign model means here what the suite says it means. Going out,
//! `of_pack` makes the model and `write` the XML with a drawing; coming in,
//! `element` reads the XML, `read` makes the model and `to_pack` the files.
//!
//! A question is input data, a decision a decision, a table of facts a relation,
//! a programme a decision that is true where it fits. Wizards, desks and what
//! families read stay behind.

mod element;
mod of_pack;
mod read;
mod to_pack;
mod write;

use std::collections::BTreeMap;

use super::super::model::Model;
use super::super::source::Files;
use super::Remark;
use crate::book::Book;

/// The longest file that is read.
pub const MAX_BYTES: usize = 8 << 20;

/// A model with what the engine does not need: texts, and the ids of elements.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    pub name: String,
    pub model: Model,
    /// `description` by name.
    notes: BTreeMap<String, String>,
    /// Element ids by name, for remarks.
    ids: BTreeMap<String, String>,
}

/// The decisions of a pack as DMN XML, all or one with what it needs.
/// `book` is the pack compiled, `files` what it was compiled from.
pub fn export(files: &Files, book: &Book, decision: Option<&str>) -> (String, Vec<Remark>) {
    let mut remarks = Vec::new();
    let definitions = of_pack::definitions(files, book, decision, &mut remarks);
    (write::xml(&definitions), remarks)
}

/// Reads DMN 1.1 to 1.5; what it says that we cannot run is told.
pub fn read(bytes: &[u8]) -> (Option<Definitions>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let root = element::parse(bytes, &mut remarks);
    let out = root.and_then(|it| read::definitions(&it, &mut remarks));
    (out, remarks)
}

/// A new pack in folder `pack` with the decisions of a model; `file` is the name
/// of the file they came from, which becomes their source. Empty where it could
/// not be read at all.
pub fn import(bytes: &[u8], pack: &str, file: &str) -> (Files, Vec<Remark>) {
    let (found, mut remarks) = read(bytes);
    let files = match found {
        Some(it) => to_pack::files(&it, pack, file, &mut remarks),
        None => Files::new(),
    };
    (files, remarks)
}

/// The day of the answer, in a pack's expressions.
const DAY: &str = "基準日";

/// Words of an expression that may be names, without what stands in quotes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split('"')
        .step_by(2)
        .flat_map(|it| it.split(|it: char| !it.is_alphanumeric() && it != '_'))
        .filter(|it| !it.is_empty())
}

/// A text of FEEL.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let escaped = escaped.replace('\n', "\\n").replace('\r', "\\r");
    ["\"", &escaped, "\""].concat()
}
