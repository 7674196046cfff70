//! A model as the files of a new pack.
//!
//! What a pack needs and a model has not (texts for families, sources) is made
//! of names and of the file, and told; what the pack's own compiler cannot take
//! `check` tells afterwards, at its place in these files.

mod cell;
mod decision;
mod name;
mod question;

use std::collections::BTreeMap;

use super::super::super::source::Files;
use super::super::{Remark, schema};
use super::Definitions;

/// The name of the one source of such a pack.
const SOURCE: &str = "取りこみ元";

pub(super) fn files(
    definitions: &Definitions,
    pack: &str,
    file: &str,
    remarks: &mut Vec<Remark>,
) -> Files {
    let mut all = Making {
        definitions,
        renamed: Vec::new(),
        taken: Vec::new(),
        files: BTreeMap::new(),
        remarks,
    };
    all.name_everything();
    let questions = all.questions();
    let decisions = all.decisions();
    let title = if definitions.name.is_empty() {
        pack
    } else {
        &definitions.name
    };
    let manifest = format!(
        "pack: {pack}\nversion: 1.0.0\nname: {{ ja: {} }}\nlanguages: [ja]\nsources:\n  \
         {SOURCE}:\n    # いつの時点の内容か（date）と、もとの要綱などを書き足してください\n    \
         title: {{ ja: {} }}\n",
        string(title),
        string(file)
    );
    all.put("pack.yaml", &manifest);
    if !questions.is_empty() {
        let listed: Vec<&str> = questions.iter().map(|(name, _)| name.as_str()).collect();
        let texts: String = questions.iter().map(|(_, text)| text.as_str()).collect();
        all.put(
            "questions/imported.yaml",
            &["questions:\n", &texts].concat(),
        );
        let wizard = format!(
            "wizards:\n  すべて:\n    title: {{ ja: すべての質問 }}\n    pages:\n      \
             - title: {{ ja: 質問 }}\n        questions: [{}]\n    show: [{}]\n",
            listed.join(", "),
            decisions.shown.join(", ")
        );
        all.put("wizards/imported.yaml", &wizard);
    }
    let text = [&*decisions.tables, &*decisions.text].concat();
    all.put("decisions/imported.yaml", &text);
    for it in schema::all() {
        all.put(&[schema::FOLDER, "/", &it.file].concat(), &it.text);
    }
    let files = std::mem::take(&mut all.files);
    let below = |(path, bytes): (String, Vec<u8>)| ([pack, "/", &path].concat(), bytes);
    files.into_iter().map(below).collect()
}

/// A YAML scalar: JSON's strings are among them.
fn string(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

struct Making<'a> {
    definitions: &'a Definitions,
    /// How it is written in the model, how it is here; the longest first.
    renamed: Vec<(String, String)>,
    taken: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
    remarks: &'a mut Vec<Remark>,
}

impl Making<'_> {
    fn put(&mut self, path: &str, text: &str) {
        let before = match path.rsplit('.').next() {
            // Excel reads UTF-8 with a mark.
            Some("csv") => "\u{FEFF}".to_owned(),
            Some("yaml") => schema::comment(path),
            _ => String::new(),
        };
        self.files
            .insert(path.to_owned(), [&before, text].concat().into_bytes());
    }

    fn remark(&mut self, code: &'static str, name: &str, args: &[&str]) {
        let at = self.definitions.ids.get(name).map_or(name, String::as_str);
        self.remarks.push(Remark::new(code, at, args));
    }
}
