//! Examples kept in a pack: a family, and what must come out for it.
//!
//! They are written in YAML (`file`) or as tables (`sheet`). `outcome` runs them,
//! each on the book of a `shelf` that a page would load.

mod file;
mod names;
mod outcome;
mod set;
mod sheet;
mod shelf;

pub(super) use outcome::session;
pub use outcome::{Mismatch, run};
pub(super) use set::{SetText, found};
pub(super) use sheet::answer_in_cell;
pub use shelf::Shelf;

use std::collections::BTreeMap;

use super::fields::Fields;
use super::keys;
use super::rename::Use;
use super::source::{Files, Sources};
use super::strand::Hung;
use super::types::Type;
use super::yaml::NodeKind;
use super::{Diagnostic, Place, read};
use crate::book::Book;
use crate::run::Raw;
use crate::value::Moment;
use names::Names;

/// One example.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub place: Place,
    pub wizard: String,
    pub at: Moment,
    pub answers: Vec<(String, Raw)>,
    expected: Vec<Expected>,
}

impl Case {
    /// One that nobody wrote yet.
    pub(super) fn drawn(wizard: &str, at: Moment, answers: Vec<(String, Raw)>) -> Self {
        Self {
            name: String::new(),
            place: Place {
                file: 0,
                span: 0..0,
            },
            wizard: wizard.to_owned(),
            at,
            answers,
            expected: Vec::new(),
        }
    }
}

/// Something that must come out, and where it is written.
#[derive(Clone, Debug)]
struct Expected {
    place: Place,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Decision(String, SetText),
    Result(String, String),
    Amount(String, SetText),
    Missing(String, Vec<String>),
    /// The questions whose answers the reasons of a programme name.
    Because(String, Vec<String>),
    /// Ids in order; the flag tells that it is certain.
    Desks(Vec<(String, bool)>),
    Open(String, String, String),
    Opens(String, String, String),
}

/// How a case writes what became of a programme.
const STATUSES: [&str; 3] = ["fits", "does-not-fit", "open"];

/// What `cases/*.yaml` and `cases/*.csv` of a pack are read with, and what they add to it.
pub(super) struct Reading<'r> {
    pub(super) files: &'r Files,
    pub(super) pack: &'r str,
    pub(super) book: &'r Book,
    /// The kinds of questions and decisions.
    pub(super) types: BTreeMap<String, Type>,
    pub(super) uses: &'r mut Vec<Use>,
    pub(super) hung: &'r mut Vec<Hung>,
}

impl Reading<'_> {
    pub(super) fn all(&mut self, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Vec<Case> {
        let names = Names::of(self.book, &self.types);
        let prefix = [self.pack, "/cases/"].concat();
        let mut cases = Vec::new();
        for (path, bytes) in self.files.range(prefix.clone()..) {
            if !path.starts_with(&prefix) {
                break;
            }
            let is_table = path.ends_with(".csv");
            if !is_table && !path.ends_with(".yaml") && !path.ends_with(".yml") {
                continue;
            }
            let file = sources.add(path, bytes, out);
            if is_table {
                cases.extend(sheet::read(file, self.book, &names, sources, out));
                continue;
            }
            let Some(root) = read::document(file, sources, out) else {
                continue;
            };
            let Some(mut fields) = Fields::of(&root, &keys::CASES, out) else {
                continue;
            };
            match fields.need("cases", out).map(|it| (&it.kind, &it.place)) {
                Some((NodeKind::List(items), _)) => {
                    cases.extend(items.iter().filter_map(|it| file::case(it, &names, out)))
                }
                Some((_, place)) => {
                    out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"]))
                }
                None => {}
            }
            fields.finish(out);
        }
        self.uses.extend(names.uses.into_inner());
        self.hung.extend(names.hung.into_inner());
        cases
    }
}
