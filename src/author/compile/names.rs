//! Names: who has which, where it was declared, where it was resolved.

use std::collections::BTreeMap;

use super::super::fields::with_guess;
use super::super::pack::{At, QuestionDecl};
use super::super::rename::{Named, Use};
use super::super::strand::Hung;
use super::super::types::Type;
use super::super::{Diagnostic, Place, feel};
use super::{Compiler, Progress};
use crate::value::Text;

/// What a name in an expression can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Symbol {
    Question(usize),
    Decision(usize),
    Facts(usize),
}

impl Compiler<'_> {
    /// Writes down where something gets its name.
    pub(super) fn declares(&mut self, kind: Named, name: &At<String>) {
        self.uses.push(Use {
            kind,
            name: name.it.clone(),
            place: name.place.clone(),
            is_declaration: true,
        });
    }

    /// Writes down where a name was resolved.
    pub(super) fn uses_name(&mut self, kind: Named, name: &str, place: Place) {
        self.uses.push(Use {
            kind,
            name: name.to_owned(),
            place,
            is_declaration: false,
        });
    }

    /// Of questions, under former names too, and of decisions.
    pub(super) fn types_by_name(&self) -> BTreeMap<String, Type> {
        let questions = self.book.questions.iter().zip(&self.question_types);
        let questions = questions.flat_map(|(it, ty)| {
            let names = it.was.iter().chain([&it.name]);
            names.map(move |it| (it.to_string(), ty.clone()))
        });
        let decisions = self.book.decisions.iter().zip(&self.progress);
        let decisions = decisions.filter_map(|(it, progress)| match progress {
            Progress::Done(ty) => Some((it.name.to_string(), ty.clone())),
            _ => None,
        });
        questions.chain(decisions).collect()
    }

    /// Writes down that `text` stands at `place` for one of the texts of this kind.
    pub(super) fn hangs(&mut self, ty: &Type, text: &str, place: &Place) {
        if let Some(strand) = ty.strand() {
            self.hung.push(Hung {
                strand: strand.clone(),
                text: Text::from(text),
                place: place.clone(),
            });
        }
    }

    /// A name that expressions use: a letter first, no spaces or signs.
    pub(super) fn declare_name(&mut self, name: &At<String>) -> bool {
        if feel::is_reserved(&name.it) {
            self.out.push(
                Diagnostic::new("bad-name", name.place.clone(), &[&name.it])
                    .help_with("name-taken", &[&name.it]),
            );
        } else if !feel::is_name(&name.it) {
            self.report(
                "bad-name",
                &name.place,
                &[&name.it, &feel::name_like(&name.it)],
            );
        }
        self.declare("name", name)
    }

    /// Saved answers follow a former name, so it must lead to one question only.
    pub(super) fn former_names(&mut self, question: &QuestionDecl) {
        for was in &question.was {
            match self.declared.get(&("name", was.it.clone())) {
                Some(now) if self.symbols.contains_key(&was.it) => {
                    let taken = Diagnostic::new("duplicate-name", was.place.clone(), &[&was.it]);
                    self.out
                        .push(taken.note("also-now", now.clone(), &[&was.it]));
                }
                _ => drop(self.declare("name", was)),
            }
        }
    }

    /// Takes the name; false where it is taken already.
    pub(super) fn declare(&mut self, space: &'static str, name: &At<String>) -> bool {
        if let Some(first) = self.declared.get(&(space, name.it.clone())) {
            let double = Diagnostic::new("duplicate-name", name.place.clone(), &[&name.it]);
            self.out.push(double.note("first-here", first.clone(), &[]));
            return false;
        }
        self.declared
            .insert((space, name.it.clone()), name.place.clone());
        true
    }

    /// `kind` is the phrase for what it should be; only those are offered.
    pub(super) fn unknown_name(&mut self, name: &At<String>, kind: &'static str) {
        let unknown = Diagnostic::new("unknown-name", name.place.clone(), &[&name.it, kind]);
        let fits = |it: &Symbol| match it {
            Symbol::Question(_) => kind == "@name-question",
            Symbol::Decision(_) => kind == "@name-decision",
            Symbol::Facts(_) => kind == "@name-table",
        };
        let programs = self
            .book
            .programs
            .iter()
            .map(|it| &*it.name)
            .filter(|_| kind == "@name-program");
        let known = self
            .symbols
            .iter()
            .filter(|(_, it)| fits(it))
            .map(|(name, _)| name.as_str());
        self.out
            .push(with_guess(unknown, &name.it, known.chain(programs)));
    }
}
