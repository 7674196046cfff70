//! What a case can speak of, and where it does.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::super::fields::with_guess;
use super::super::rename::{Named, Use};
use super::super::strand::Hung;
use super::super::types::Type;
use super::super::yaml::{Node, NodeKind};
use super::super::{Diagnostic, Place};
use crate::book::Book;

/// What a case can speak of.
pub(super) struct Names<'b> {
    /// Where it does.
    pub(super) uses: RefCell<Vec<Use>>,
    pub(super) hung: RefCell<Vec<Hung>>,
    types: &'b BTreeMap<String, Type>,
    questions: Vec<&'b str>,
    decisions: Vec<&'b str>,
    pub(super) programs: Vec<&'b str>,
    wizards: Vec<&'b str>,
    desks: Vec<&'b str>,
}

impl<'b> Names<'b> {
    pub(super) fn of(book: &'b Book, types: &'b BTreeMap<String, Type>) -> Self {
        Self {
            uses: RefCell::default(),
            hung: RefCell::default(),
            types,
            questions: book
                .questions
                .iter()
                .flat_map(|it| it.was.iter().chain([&it.name]))
                .map(|it| &**it)
                .collect(),
            decisions: book.decisions.iter().map(|it| &*it.name).collect(),
            programs: book.programs.iter().map(|it| &*it.name).collect(),
            wizards: book.wizards.iter().map(|it| &*it.name).collect(),
            desks: book.desks.iter().map(|it| &*it.id).collect(),
        }
    }
}

impl Names<'_> {
    /// Writes down that `name` stands at `place`.
    pub(super) fn note(&self, kind: Named, name: &str, place: &Place) {
        self.uses.borrow_mut().push(Use {
            kind,
            name: name.to_owned(),
            place: place.clone(),
            is_declaration: false,
        });
    }

    /// Writes down a text that is a value, or part of one, of a question or decision.
    pub(super) fn hangs(&self, name: &str, text: &str, place: &Place) {
        if let Some(strand) = self.types.get(name).and_then(Type::strand) {
            self.hung.borrow_mut().push(Hung {
                strand: strand.clone(),
                text: text.into(),
                place: place.clone(),
            });
        }
    }

    /// All texts of a value as YAML has it.
    pub(super) fn hang_all(&self, name: &str, node: &Node) {
        match &node.kind {
            NodeKind::Scalar(text, _) => self.hangs(name, text, &node.place),
            NodeKind::List(items) => items.iter().for_each(|it| self.hang_all(name, it)),
            NodeKind::Map(entries) => {
                let parts = entries.iter();
                let parts =
                    parts.filter(|(key, _)| ["any_of", "sure", "perhaps"].contains(&&*key.text));
                parts.for_each(|(_, it)| self.hang_all(name, it));
            }
        }
    }

    /// Tells of a name that is not among those of its kind, a phrase of ours.
    pub(super) fn must_know(
        &self,
        name: &str,
        place: &Place,
        kind: &str,
        out: &mut Vec<Diagnostic>,
    ) {
        let (known, named) = match kind {
            "@name-question" => (&self.questions, Some(Named::Question)),
            "@name-decision" => (&self.decisions, Some(Named::Decision)),
            "@name-program" => (&self.programs, Some(Named::Program)),
            "@name-wizard" => (&self.wizards, Some(Named::Wizard)),
            _ => (&self.desks, None),
        };
        if let Some(named) = named {
            self.note(named, name, place);
        }
        if !known.contains(&name) {
            let unknown = Diagnostic::new("case-unknown", place.clone(), &[name, kind]);
            out.push(with_guess(unknown, name, known.iter().copied()));
        }
    }
}
